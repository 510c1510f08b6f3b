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
    /// Whether anything was filled in.
    pub const fn begun(&self) -> bool {
        self.blank < self.cells
    }
}
