//! Names of the places in a report where something differs, for people.

use super::{Difference, Place};
use crate::edition::{CellId, editions};
use crate::report::Part;
use std::fmt;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("标题"),
            Self::Preface(number) => write!(f, "开头段第{number}段"),
            Self::Heading(part) => write!(f, "标题“{}”", official(*part)),
            Self::Text(part, number) => write!(f, "“{}”第{number}段", official(*part)),
            Self::Style(part, number) => write!(f, "“{}”第{number}段的样式", official(*part)),
            Self::Bold(part, number) => {
                write!(f, "“{}”第{number}段的加粗（【】里的字）", official(*part))
            }
            Self::Edition(table) => write!(f, "{}的版式", table.name()),
            Self::Table(table) => f.write_str(table.name()),
            Self::Cell(id) => write!(f, "{}：{}", id.table.name(), cell(*id)),
            Self::TableNote(table) => write!(f, "{}下的注", table.name()),
            Self::Signature => f.write_str("落款"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &str| {
            if text.is_empty() { "（空）".to_owned() } else { format!("“{text}”") }
        };
        write!(
            f,
            "{}：看得见的是{}，附带的数据是{}。",
            self.place,
            text(&self.visible),
            text(&self.carried)
        )
    }
}

fn official(part: Part) -> &'static str {
    editions()[0].headings[part as usize]
}

/// The cell in words: as the newest edition that has it names it.
fn cell(id: CellId) -> String {
    editions()
        .iter()
        .rev()
        .find_map(|edition| edition.table(id.table).cell(id))
        .map_or_else(|| id.table.name().to_owned(), crate::edition::Cell::name)
}
