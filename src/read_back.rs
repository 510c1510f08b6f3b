//! Reads a written file back (回读核对) and compares it with the report that it was made from.
//!
//! The input is a report and the bytes of a file of any format that can be read. The output is the
//! number of compared data and paragraphs, and every difference. The draft that the file carries
//! for this program is ignored: only the visible content counts.
//!
//! This module uses the readers of [`crate::import`]. [`crate::export`] does not depend on it,
//! because a writer must not depend on the reader that judges its files.

use crate::document::Block;
use crate::document::report::{DocumentOptions, cell_text, compose, title_lines};
use crate::import::{self, ImportError};
use crate::recognize::{self, Difference, ImportNote, ReportField};
use crate::report::Report;
use std::fmt;

/// The result of reading a file back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// The number of table cells that were compared, blank ones included.
    pub cells: usize,
    /// The number of titles, headings, paragraphs, notes and 落款 that were compared.
    pub paragraphs: usize,
    /// The differences between the report and the file. In each, `carried` is the text of the
    /// report and `visible` that of the file.
    pub differences: Vec<Difference>,
}

impl ReadBack {
    /// Whether the file and the report are equal.
    pub const fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    /// The differences in words, each with its location, the text of the report, and the text of
    /// the file.
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
/// Fails if the file cannot be read, or contains no report.
pub fn read_back(report: &Report, bytes: &[u8]) -> Result<ReadBack, ImportError> {
    let visible = import::visible(bytes)?;
    let mut differences = recognize::differences(report, &visible);
    let title = title_lines(report);
    // When a clerk opens a file, a missing title is no difference. Here it means that the title was
    // lost.
    if visible.title.is_empty() && !title.is_empty() {
        differences.insert(
            0,
            Difference::new(report, ReportField::Title, title.join("\n"), String::new()),
        );
    }
    // The same holds for a sum whose result the reader does not find in the file.
    for id in visible.tables.values().flat_map(|table| &table.without_result) {
        let carried = cell_text(report, *id);
        differences.push(Difference::new(report, ReportField::Cell(*id), carried, String::new()));
    }
    differences.extend(visible.notes.iter().filter_map(|note| surplus(report, note)));
    let blocks = compose(report, &DocumentOptions::default()).blocks;
    let paragraphs = blocks.iter().filter(|block| !matches!(block, Block::Table(_))).count();
    Ok(ReadBack { cells: report.form().cells().len(), paragraphs, differences })
}

/// The difference for numbers in the file that do not belong to the report, but that a reader would
/// take as its numbers.
fn surplus(report: &Report, note: &ImportNote) -> Option<Difference> {
    let more = |table, visible| {
        Some(Difference::new(report, ReportField::Table(table), String::new(), visible))
    };
    match note {
        ImportNote::TableTwice(table) => more(*table, "另一张同样的表".to_owned()),
        ImportNote::UnknownRows { table, labels } => {
            more(*table, format!("多出的行：{}", labels.join("、")))
        }
        _ => None,
    }
}
