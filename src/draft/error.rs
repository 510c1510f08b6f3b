//! The errors of reading a draft: facts in the enum, wording in `Display`.

use super::names;
use crate::edition;
use crate::report::Report;
use std::fmt;

/// Why a text could not be read as a draft. Its `Display` is one sentence for clerks: what, where,
/// what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// The text is empty, or consists of white space and NUL characters, which a crash while saving
    /// can leave.
    Empty,
    /// The bytes are not UTF-8 text.
    NotUtf8,
    /// The text is not a JSON object, so it is another kind of file.
    NotJson,
    /// The JSON is invalid at a place.
    InvalidJson(TextPosition),
    /// The JSON ends before it is complete.
    Truncated(TextPosition),
    /// A member occurs twice in one object, so that one of its values would be lost.
    DuplicateMember {
        /// The name of the member.
        member: String,
        /// Where it occurs the second time.
        position: TextPosition,
    },
    /// Objects or lists are nested more deeply than in any draft.
    NestedTooDeep(TextPosition),
    /// The JSON is not a draft: it has no member `nianbao`.
    NotADraft,
    /// The draft has a newer format than this version reads.
    NewerFormat {
        /// Its format.
        format: u64,
    },
    /// The draft has an edition that this version does not know.
    UnknownEdition {
        /// The path of the member that names it.
        member: String,
        /// The id it names.
        id: String,
    },
    /// A required member is missing.
    MissingMember {
        /// Its path.
        member: &'static str,
    },
    /// A member has a value of a wrong type.
    InvalidMember {
        /// Its path, names joined by dots.
        member: String,
        /// Its name for people, if it has one: that of a cell as the form of the draft prints it.
        name: Option<String>,
        /// What it can hold.
        expected: Expected,
    },
}

impl DraftError {
    /// The error about a member with a value of a wrong type, named by the latest edition.
    pub(super) fn invalid(member: String, expected: Expected) -> Self {
        Self::InvalidMember { name: names::name(&member, None), member, expected }
    }

    /// The same error, with the member named by the editions of a report.
    pub(super) fn named_by(self, report: &Report) -> Self {
        match self {
            Self::InvalidMember { member, expected, .. } => {
                Self::InvalidMember { name: names::name(&member, Some(report)), member, expected }
            }
            other => other,
        }
    }
}

/// A place in a text: line and character, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPosition {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// What a member of a draft can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Text, or a number that is kept as text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list.
    List,
    /// A year of four digits.
    Year,
    /// The format of the draft: 1 or more.
    Format,
    /// One of the levels of agencies.
    Level,
}

impl fmt::Display for TextPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行第{}个字", self.line, self.column)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "应当是文字或数字",
            Self::Boolean => "应当是 true（是）或 false（否）",
            Self::Object => "应当是写在 { } 里的一组内容",
            Self::List => "应当是写在 [ ] 里的一列内容",
            Self::Year => "应当是四位数的年份",
            Self::Format => "应当是 1 以上的整数",
            Self::Level => "不是本工具认识的单位层级",
        })
    }
}

impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |member: &str| names::quoted(member, names::name(member, None).as_deref());
        match self {
            Self::Empty => f.write_str(
                "这个文件是空的，可能保存时中断了。请打开备份，或在本机浏览器自动保存的记录里找回。",
            ),
            Self::NotUtf8 => f.write_str(
                "这个文件不是 UTF-8 编码的文字，不能当作草稿打开。请选本工具保存的草稿；\
                 用记事本改过的，请另存为 UTF-8 编码再打开。",
            ),
            Self::NotJson => f.write_str(
                "这个文件不是草稿：草稿是本工具保存的 JSON 文件，以“{”开头。请另选文件。",
            ),
            Self::InvalidJson(position) => write!(
                f,
                "这份草稿在{position}处断了格式，可能被手工改动过。请改好这一处，或打开备份；\
                 文件没有被改动。"
            ),
            Self::Truncated(position) => write!(
                f,
                "这份草稿不完整，到{position}处就结束了，可能没有存完或没有传完。\
                 请重新复制，或打开备份；文件没有被改动。"
            ),
            Self::DuplicateMember { member, position } => write!(
                f,
                "这份草稿里{}写了两次，第二次在{position}处，无法判断以哪个为准。\
                 请删去其中一个再打开；文件没有被改动。",
                quoted(member)
            ),
            Self::NestedTooDeep(position) => write!(
                f,
                "这个文件在{position}处层层嵌套，超出了草稿可能有的层数，没有打开。\
                 请选本工具保存的草稿。"
            ),
            Self::NotADraft => f.write_str(
                "这个 JSON 文件不是年度报告草稿：里面没有“nianbao”一项。请选本工具保存的草稿。",
            ),
            Self::NewerFormat { format } => write!(
                f,
                "这份草稿由更新的版本保存（格式 {format}），本版本只认识格式 {}。\
                 请用新版打开；文件没有被改动。",
                super::FORMAT
            ),
            Self::UnknownEdition { member, id } => {
                let known: Vec<&str> =
                    edition::editions().iter().map(|edition| edition.name).collect();
                let known = match &known[..] {
                    [first @ .., before, last] => {
                        let first: String = first.iter().flat_map(|name| [name, "、"]).collect();
                        format!("{first}{before}和{last}")
                    }
                    _ => known.concat(),
                };
                let name = quoted(member);
                write!(
                    f,
                    "这份草稿的{name}是“{id}”，本版本只有{known}。请用新版打开，或改好这一项；\
                     文件没有被改动。"
                )
            }
            Self::MissingMember { member } => write!(
                f,
                "这份草稿里没有{}，不知道是哪一年的报告。请补上再打开；文件没有被改动。",
                quoted(member)
            ),
            Self::InvalidMember { member, name, expected } => {
                let name = names::quoted(member, name.as_deref());
                write!(
                    f,
                    "这份草稿的{name}写得不对：{expected}。请改好这一项，或打开备份；\
                     文件没有被改动。"
                )
            }
        }
    }
}

impl std::error::Error for DraftError {}
