//! Why a rule pack was refused: the line and the reason, in a sentence.

use serde_json::error::Category;
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
    /// Where, what, and what to do.
    pub fn sentence(&self) -> String {
        format!("第{}行，{}。请改好再打开；原来的规则没有变。", self.line, self.reason)
    }

    /// What the parser complained of.
    pub(super) fn of(error: &serde_json::Error) -> Self {
        let reason = match error.classify() {
            Category::Eof => "文件不完整，到这里就结束了".to_owned(),
            Category::Syntax | Category::Io => "不合 JSON 的写法（看看引号、逗号和括号）".to_owned(),
            Category::Data => reason(&error.to_string()),
        };
        Self { line: error.line().max(1), reason }
    }

    /// An id that stands twice.
    pub(super) fn twice(id: &str, text: &str) -> Self {
        let quoted = format!("\"{id}\"");
        let second = text.match_indices(&quoted).nth(1).map_or(0, |(at, _)| at);
        Self { line: text[..second].matches('\n').count() + 1, reason: format!("规则的名字“{id}”用了两次") }
    }
}

/// The words of the parser in Chinese. Its own sentences are few; ours pass through.
fn reason(said: &str) -> String {
    let said = said.rsplit_once(" at line ").map_or(said, |(said, _)| said);
    let quoted = || said.split('`').nth(1).unwrap_or_default();
    if said.starts_with("missing field") {
        format!("缺少“{}”一项", quoted())
    } else if said.starts_with("unknown field") {
        format!("不认识“{}”一项", quoted())
    } else if said.starts_with("duplicate field") {
        format!("“{}”写了两次", quoted())
    } else if said.starts_with("invalid type") || said.starts_with("invalid value") {
        "这一项写得不对，应当是另一种内容（文字、数字、一列或一组）".to_owned()
    } else {
        said.to_owned()
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "规则包没有采用：{}", self.sentence())
    }
}

impl std::error::Error for PackError {}
