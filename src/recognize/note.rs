//! Remarks about a file that was read. The enum holds the facts, `Display` the wording.

use crate::edition::{Edition, TableKey};
use crate::report::Part;
use std::fmt;

/// Something that a clerk should know about a file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportNote {
    /// No year was found; this one is assumed.
    YearNotFound {
        /// The assumed year.
        assumed: u16,
    },
    /// The title names no agency; the one of 落款 is assumed, or none.
    AgencyNotFound {
        /// The assumed agency; may be empty.
        assumed: String,
    },
    /// The level of the agency was guessed by its name, because files do not state it.
    LevelGuessed(crate::edition::AgencyLevel),
    /// A heading is missing.
    HeadingNotFound {
        /// The part.
        part: Part,
        /// The edition that prints the heading.
        edition: &'static Edition,
    },
    /// A table is missing.
    TableNotFound(TableKey),
    /// A second table of the same kind was ignored.
    TableTwice(TableKey),
    /// Cells of a table were not found: a label was changed, or a row or column is missing.
    CellsNotFound {
        /// The table.
        table: TableKey,
        /// How many.
        count: usize,
    },
    /// A heading is missing; the part is kept as the file carries it.
    HeadingGone {
        /// The part.
        part: Part,
        /// The edition that prints the heading.
        edition: &'static Edition,
    },
    /// A table is missing; its numbers are kept as the file carries them.
    TableGone(TableKey),
    /// Cells of a table were not found; their numbers are kept as the file carries them.
    CellsGone {
        /// The table.
        table: TableKey,
        /// How many.
        count: usize,
    },
    /// Cells of a table are formulas without a stored result.
    WithoutResult {
        /// The table.
        table: TableKey,
        /// How many.
        count: usize,
    },
    /// Rows of a table have labels that its edition does not have; their numbers were ignored.
    UnknownRows {
        /// The table.
        table: TableKey,
        /// The labels.
        labels: Vec<String>,
    },
    /// Lines around the report were left out, such as the path and the foot of a web page.
    OutsideText {
        /// The lines.
        texts: Vec<String>,
    },
    /// Tables that are none of the three were left out.
    OtherTables {
        /// The beginning of each.
        texts: Vec<String>,
    },
    /// Raised marks and struck text beside numbers were left out.
    LeftOut {
        /// The table.
        table: TableKey,
        /// The texts, each with the name of its cell.
        texts: Vec<String>,
    },
    /// An amount stands in another unit than the form has, and was converted.
    Converted {
        /// The name of the cell.
        name: String,
        /// The amount as it stands, with its unit.
        from: String,
        /// The amount in 万元.
        to: String,
    },
    /// Some blocks of a table are of another edition than the rest; their numbers were ignored where
    /// the edition of the table has no such cells.
    MixedEditions {
        /// The table.
        table: TableKey,
        /// The edition of these blocks.
        edition: &'static Edition,
        /// The articles above them.
        blocks: Vec<&'static str>,
    },
    /// Calculated totals would differ from the visible ones, so the report keeps the original
    /// (照原文录入).
    AsIssued {
        /// How many cells would differ.
        count: usize,
    },
    /// A data code was read, which contains only numbers and no texts.
    NumbersOnly,
    /// The draft that the file carries cannot be read; the words say why.
    CarriedUnreadable(String),
}

impl fmt::Display for ImportNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YearNotFound { assumed } => {
                write!(f, "文件里没有找到报告年度，暂按{assumed}年；请核对并改正。")
            }
            Self::AgencyNotFound { assumed } if assumed.is_empty() => {
                f.write_str("文件里没有找到单位名称；请补填。")
            }
            Self::AgencyNotFound { assumed } => {
                write!(f, "标题里没有单位名称，暂按落款“{assumed}”；请核对。")
            }
            Self::LevelGuessed(level) => {
                write!(f, "单位层级是按名称推测的：{}；请核对。", level.name())
            }
            Self::HeadingNotFound { part, edition } => {
                write!(f, "没有找到标题“{}”，这一部分的文字没有读入。", part.heading_in(edition))
            }
            Self::TableNotFound(table) => {
                write!(f, "没有找到{}，其中的数字没有读入。", table.name())
            }
            Self::TableTwice(table) => {
                write!(f, "文件里有不止一张{}，只读入了认得最全的一张；请核对。", table.name())
            }
            Self::CellsNotFound { table, count } => write!(
                f,
                "{}有{count}个格子没有找到（缺行、缺列或表头改过），没有读入；请补填。",
                table.name()
            ),
            Self::HeadingGone { part, edition } => {
                let heading = part.heading_in(edition);
                write!(f, "标题“{heading}”看不见了，这一部分沿用附带的数据；请核对。")
            }
            Self::TableGone(table) => {
                write!(f, "{}看不见了，其中的数字沿用附带的数据；请核对。", table.name())
            }
            Self::CellsGone { table, count } => {
                write!(
                    f,
                    "{}有{count}个格子看不见了（缺行、缺列或表头改过），沿用附带的数据；请核对。",
                    table.name()
                )
            }
            Self::WithoutResult { table, count } => {
                write!(
                    f,
                    "{}有{count}个格子是公式，文件里没有存算出来的数（没有用 Excel、WPS 算过再存），没有读入；请核对。",
                    table.name()
                )
            }
            Self::UnknownRows { table, labels } => {
                write!(
                    f,
                    "{}里认不出这些行：{}；其中的数字没有读入，请核对。",
                    table.name(),
                    labels.join("、")
                )
            }
            Self::OutsideText { texts } => write!(f, "正文以外的文字没有读入：{}。", quoted(texts)),
            Self::OtherTables { texts } => {
                write!(
                    f,
                    "另有{}张表不是表二、表三、表四，没有读入：{}；请核对。",
                    texts.len(),
                    quoted(texts)
                )
            }
            Self::LeftOut { table, texts } => {
                write!(f, "{}里没有读入的：{}；请核对。", table.name(), texts.join("、"))
            }
            Self::Converted { name, from, to } => {
                write!(f, "{name}在文件里是{from}，已按格式换算成{to}万元；请核对。")
            }
            Self::MixedEditions { table, edition, blocks } => {
                write!(
                    f,
                    "{}混用了两种版式：{}是{}的，其余不是；这些数字没有读入，请按规定的版式补填。",
                    table.name(),
                    blocks.join("、"),
                    edition.name
                )
            }
            Self::AsIssued { count } => {
                write!(
                    f,
                    "有{count}个格子与按公式算出的或规范写法不一致，已按原文保留（照原文录入）；请看核对结果。"
                )
            }
            Self::NumbersOnly => f.write_str(
                "二维码里只有单位、年度和三张表的数，没有文字；文字请从原来的文件打开。",
            ),
            Self::CarriedUnreadable(reason) => {
                write!(f, "文件里随带的数据读不出来，只按看得见的内容读入。原因：{reason}")
            }
        }
    }
}

/// The first texts of a list, each cut to a few characters.
fn quoted(texts: &[String]) -> String {
    const MOST: usize = 6;
    const LONGEST: usize = 30;
    let short = |text: &String| {
        let start: String = text.chars().take(LONGEST).collect();
        let more = if start.len() < text.len() { "…" } else { "" };
        format!("“{start}{more}”")
    };
    let list = texts.iter().take(MOST).map(short).collect::<Vec<_>>().join("、");
    if texts.len() > MOST { format!("{list}等{}处", texts.len()) } else { list }
}
