//! Names for the parts of a report in which a file differs from its carried data.

use super::{Difference, ReportField};
use crate::edition::{FormCell, latest_cell};
use crate::report::Report;
use std::fmt;

impl ReportField {
    /// The place for people, in the words of the report's own form.
    pub fn name(&self, report: &Report) -> String {
        match self {
            Self::Title => "标题".to_owned(),
            Self::Preface(number) => format!("开头段第{number}段"),
            Self::Heading(part) => format!("标题“{}”", part.heading_in(report.edition())),
            Self::Text(part, number) => {
                format!("“{}”第{number}段", part.heading_in(report.edition()))
            }
            Self::Style(part, number) => {
                format!("“{}”第{number}段的样式", part.heading_in(report.edition()))
            }
            Self::Bold(part, number) => {
                format!("“{}”第{number}段的加粗（【】里的字）", part.heading_in(report.edition()))
            }
            Self::Edition(table) => format!("{}的版式", table.name()),
            Self::Table(table) => table.name().to_owned(),
            Self::Cell(id) => {
                // The cell may be one of another edition.
                let cell = report.form().cell(*id).or_else(|| latest_cell(*id));
                let name = cell.map_or_else(|| id.table.name().to_owned(), FormCell::name);
                format!("{}：{name}", id.table.name())
            }
            Self::TableNote(table) => format!("{}下的注", table.name()),
            Self::Signature => "落款".to_owned(),
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
            self.name,
            text(&self.visible),
            text(&self.carried)
        )
    }
}
