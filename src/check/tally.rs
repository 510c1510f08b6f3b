//! How far a table is filled in.

use crate::edition::TableKey;

/// How far a table is filled in. Calculated cells do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The table.
    pub table: TableKey,
    /// Cells to be filled in.
    pub cells: usize,
    /// Of these, blank cells.
    pub blank: usize,
    /// Of these, cells with a stroke (“/”, “—”).
    pub marks: usize,
    /// Of these, cells with content that is not allowed there.
    pub faults: usize,
    /// Of the faults, cells with text that is no number.
    pub texts: usize,
    /// Of these, cells with a number other than 0.
    pub nonzero: usize,
    /// Of these, cells that hold the same number as in the report of the year before.
    pub same_as_last: usize,
}

impl Tally {
    /// The tally of a table of which no cell has been counted yet.
    pub(super) const fn none(table: TableKey) -> Self {
        Self {
            table,
            cells: 0,
            blank: 0,
            marks: 0,
            faults: 0,
            texts: 0,
            nonzero: 0,
            same_as_last: 0,
        }
    }

    /// Whether anything was filled in.
    pub const fn begun(&self) -> bool {
        self.blank < self.cells
    }
}
