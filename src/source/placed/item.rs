//! A line or a piece of a table, as one of the things that stand below one another on pages.

use super::grid::Grid;
use super::lines::Line;
use crate::layout::Emu;

/// What stands on the pages, from the first to the last.
pub enum Item {
    /// A line that stands in no table.
    Line(Line),
    /// What a page shows of a table.
    Table {
        /// Index of the page.
        page: usize,
        /// What is seen there.
        grid: Grid,
    },
}

impl Item {
    /// The line.
    pub const fn line(&self) -> Option<&Line> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }

    /// The line, taken out.
    pub fn into_line(self) -> Option<Line> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }

    /// The left and right edge of a table.
    pub fn sides(&self) -> Option<(Emu, Emu)> {
        let Self::Table { grid, .. } = self else { return None };
        grid.xs.first().copied().zip(grid.xs.last().copied())
    }
}
