//! A line or a part of a table, in the order from top to bottom of the pages.

use super::grid::RuledGrid;
use super::lines::PlacedLine;
use crate::geometry::Emu;

/// The content of the pages, from the first to the last.
pub enum FlowItem {
    /// A line outside of tables.
    Line(PlacedLine),
    /// The part of a table on a page.
    Table {
        /// Index of the page.
        page: usize,
        /// The visible part.
        grid: RuledGrid,
    },
}

impl FlowItem {
    /// The line.
    pub const fn line(&self) -> Option<&PlacedLine> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }

    /// The line, taken out.
    pub fn into_line(self) -> Option<PlacedLine> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }

    /// The left and right edge of a table.
    pub fn sides(&self) -> Option<(Emu, Emu)> {
        let Self::Table { grid, .. } = self else { return None };
        grid.xs.first().copied().zip(grid.xs.last().copied())
    }
}
