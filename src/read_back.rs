//! Reading back what was written (回读核对): does the file say what the report says?
//!
//! In: a report and the bytes of a file of any format that is read. Out: how many data and
//! paragraphs were compared, and every difference. What the file carries for this program is left
//! out of account: only what a person can see counts.
//!
//! It stands above [`crate::import`], whose readers it calls, and beside [`crate::export`], which
//! knows nothing of it: a writer must not depend on the reader that judges its files.

use crate::document::Block;
use crate::document::report::{Options, cell_text, compose, title_lines};
use crate::import::{self, ImportError};
use crate::recognize::{self, Difference, Note, Place};
use crate::report::Report;
use std::fmt;

/// What came of reading a file back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// How many cells of the tables were compared, blank ones too.
    pub cells: usize,
    /// How many titles, headings, paragraphs, notes and 落款 were compared.
    pub paragraphs: usize,
    /// Where the file says something else than the report; in each, `carried` is the report and
    /// `visible` the file.
    pub differences: Vec<Difference>,
}

impl ReadBack {
    /// Whether the file says what the report says.
    pub const fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    /// The differences, each as a few words: where, what the report says, what the file says.
    pub fn places(&self) -> Vec<String> {
        let text = |text: &str| {
            if text.is_empty() { "（空）".to_owned() } else { format!("“{text}”") }
        };
        self.differences
            .iter()
            .map(|d| {
                format!("{}：报告里是{}，文件里是{}", d.name, text(&d.carried), text(&d.visible))
            })
            .collect()
    }
}

impl fmt::Display for ReadBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "回读核对：{}个数据、{}段文字", self.cells, self.paragraphs)?;
        if self.is_equal() {
            return f.write_str("，全部一致。");
        }
        write!(f, "，有{}处不一致。{}。", self.differences.len(), self.places().join("；"))
    }
}

/// Reads a file back and compares it with the report that it was made of.
///
/// # Errors
/// A file that cannot be read at all, or in which no report is found.
pub fn read_back(report: &Report, bytes: &[u8]) -> Result<ReadBack, ImportError> {
    let visible = import::visible(bytes)?;
    let mut differences = recognize::differences(report, &visible);
    let title = title_lines(report);
    // When a file is opened, a title that is not there says nothing; here it is one that was lost.
    if visible.title.is_empty() && !title.is_empty() {
        differences
            .insert(0, Difference::new(report, Place::Title, title.join("\n"), String::new()));
    }
    // So does a sum that the reader has yet to work out.
    for id in visible.tables.values().flat_map(|table| &table.untold) {
        let carried = cell_text(report, *id);
        differences.push(Difference::new(report, Place::Cell(*id), carried, String::new()));
    }
    differences.extend(visible.notes.iter().filter_map(|note| surplus(report, note)));
    let blocks = compose(report, &Options::default()).blocks;
    let paragraphs = blocks.iter().filter(|block| !matches!(block, Block::Table(_))).count();
    Ok(ReadBack { cells: report.form().cells().len(), paragraphs, differences })
}

/// Numbers that stand in the file beside the report, and that a person would read as its own.
fn surplus(report: &Report, note: &Note) -> Option<Difference> {
    let more =
        |table, visible| Some(Difference::new(report, Place::Table(table), String::new(), visible));
    match note {
        Note::TableTwice(table) => more(*table, "另一张同样的表".to_owned()),
        Note::UnknownRows { table, labels } => {
            more(*table, format!("多出的行：{}", labels.join("、")))
        }
        _ => None,
    }
}
