//! The visible content of a file, before its meaning is determined: paragraphs and tables in their
//! order.
//!
//! In: the events of a file's reader (a Word file, a web page, a page that is pasted from), through
//! [`Builder`]. Out: a [`Source`], from which [`crate::recognize`] makes a report. This module
//! does not depend on reports or file formats.

mod builder;
pub mod html;
pub mod placed;

pub use builder::{Builder, VerticalMerge};

use crate::document::Run;
use crate::spans::{self, Grid};

/// The visible content of a file, and the draft that it carries, if any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Paragraphs and tables, in reading order.
    pub blocks: Vec<SourceBlock>,
    /// The text of the draft that the file carries.
    pub carried: Option<String>,
    /// Whether this program made the file, so that the declared kinds of paragraphs are reliable.
    pub ours: bool,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceBlock {
    /// A paragraph, not empty.
    Paragraph(SourceParagraph),
    /// A table.
    Table(SourceTable),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceParagraph {
    /// The kind that the file declares.
    pub kind: ParagraphKind,
    /// Its lines, as they were broken by hand; each is normalized, and none is empty.
    pub lines: Vec<Vec<Run>>,
}

/// The kind of a paragraph that a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// No kind, or text.
    Text,
    /// The title.
    Title,
    /// A heading with its level; 1 is the highest.
    Heading(u8),
    /// A note under a table.
    TableNote,
    /// The agency of the signature (落款).
    SignatureAgency,
    /// The date of the signature (落款).
    SignatureDate,
    /// The mark of a draft (草稿).
    DraftMark,
}

impl SourceParagraph {
    /// Its text in one line.
    pub fn text(&self) -> String {
        self.line_texts().collect()
    }

    /// The text of each line.
    pub fn line_texts(&self) -> impl Iterator<Item = String> + '_ {
        self.lines.iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect())
    }
}

/// A table: rows of cells, which may cover several places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceTable {
    /// Its rows.
    pub rows: Vec<Vec<SourceCell>>,
    /// Where it stands in the file, in Chinese: 工作表“2024年”. Empty if the file has one place only.
    pub place: String,
}

/// The text of a cell whose value the file does not contain: a formula whose result is calculated
/// only when the file is opened.
pub const NOT_CALCULATED: &str = "\u{fffc}";

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceCell {
    /// Its normalized text; lines and paragraphs are joined without a space, because breaks in a
    /// cell depend on its width.
    pub text: String,
    /// The number of columns that it covers.
    pub cols: usize,
    /// The number of rows that it covers.
    pub rows: usize,
    /// Its paragraphs and lines that were broken by hand, normalized; empty if there is only one.
    pub lines: Vec<String>,
    /// What a person sees in it and does not read as part of it: raised marks of notes, and text
    /// that is struck out.
    pub beside: String,
}

impl SourceCell {
    /// A cell of one place.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), cols: 1, rows: 1, ..Self::default() }
    }
}

/// The largest number of columns of a table. A reader stops at it, whatever a file says; no table
/// of a report has more.
pub const MOST_COLUMNS: usize = 64;
/// The largest number of rows of a table. No table of a report has more.
pub const MOST_ROWS: usize = 512;

impl SourceTable {
    /// The cell that covers each place, up to the last column that a cell covers. `None` for a
    /// table that is larger than any of a report.
    pub fn grid(&self) -> Option<Grid> {
        if self.rows.len() > MOST_ROWS {
            return None;
        }
        let extents = |row: &Vec<SourceCell>| -> Vec<(usize, usize)> {
            row.iter().map(|cell| (cell.cols, cell.rows)).collect()
        };
        let spans = spans::spans(MOST_COLUMNS, self.rows.iter().map(extents));
        let fits = spans.len() == self.rows.iter().map(Vec::len).sum::<usize>();
        let columns = spans.iter().map(|span| span.cols.end).max().unwrap_or(0);
        fits.then(|| Grid::new(columns, self.rows.len(), spans))
    }
}
