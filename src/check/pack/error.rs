//! The reason why a rule pack was refused, with its line, as a sentence.

use crate::draft::DraftError;
use std::fmt;

/// Why a rule pack was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The line of the file, from 1.
    pub line: usize,
    /// The reason, a clause.
    pub reason: String,
}

impl PackError {
    /// The sentence: where, what, and what to do.
    pub fn sentence(&self) -> String {
        format!("第{}行，{}。请改好再打开；原来的规则没有变。", self.line, self.reason)
    }

    /// Converts an error of the parser.
    pub(super) fn of(error: DraftError) -> Self {
        let (line, reason) = match error {
            DraftError::Truncated(position) => {
                (position.line, "文件不完整，到这里就结束了".to_owned())
            }
            DraftError::DuplicateMember { member, position: place } => {
                (place.line, format!("“{member}”写了两次"))
            }
            DraftError::NestedTooDeep(position) => {
                (position.line, "括号套得太深，规则包没有这么多层".to_owned())
            }
            DraftError::InvalidJson(position) => {
                (position.line, "不合 JSON 的写法（看看引号、逗号和括号）".to_owned())
            }
            other => (1, other.to_string().trim_end_matches('。').to_owned()),
        };
        Self { line, reason }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "规则包没有采用：{}", self.sentence())
    }
}

impl std::error::Error for PackError {}
