//! Finds the cell to which a key of a spreadsheet leads in a table with merged cells.

use crate::edition::{CellId, FormItem, FormTable};
use crate::report::Report;
use crate::spans::Span;
use std::cmp::Reverse;

/// The direction in which a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Arrow left. Calculated cells are not skipped, so that they can be inspected.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Tab: the next cell to fill in, row by row.
    Next,
    /// Shift+Tab: the one before.
    Previous,
    /// Enter: the next cell to fill in below. From the foot of a column it leads to the head of the
    /// next one, if all lines have the same columns.
    Below,
    /// Shift+Enter: the reverse of Enter.
    Above,
    /// Home: the first cell of the row.
    RowStart,
    /// End: the last cell of the row.
    RowEnd,
}

/// The cells of a table that take a number, each with its position on the grid: line and first
/// column.
fn value_cells(table: &FormTable) -> Vec<(usize, usize, CellId)> {
    let grid = table.grid();
    let value_cell = |span: &Span| match table.lines[span.row].items[span.index] {
        FormItem::Value { id, .. } => Some((span.row, span.cols.start, id)),
        FormItem::Label { .. } => None,
    };
    grid.spans().iter().filter_map(value_cell).collect()
}

/// The cell to which a key leads from `from`; `None` at the edge of the table.
pub fn neighbour(report: &Report, from: CellId, direction: Direction) -> Option<CellId> {
    let cells = value_cells(report.form().table(from.table));
    let here = cells.iter().position(|(.., id)| *id == from)?;
    let (y, x, _) = cells[here];
    let typed = |id: &CellId| !report.is_calculated(*id);
    // Lines above and below may have other columns. The nearest line is taken, then the nearest
    // column.
    let above = |wanted: &dyn Fn(&CellId) -> bool| {
        let lines = cells.iter().filter(|(line, _, id)| *line < y && wanted(id));
        lines
            .max_by_key(|(line, column, _)| (*line, Reverse(column.abs_diff(x))))
            .map(|(.., id)| *id)
    };
    let below = |wanted: &dyn Fn(&CellId) -> bool| {
        let lines = cells.iter().filter(|(line, _, id)| *line > y && wanted(id));
        lines.min_by_key(|(line, column, _)| (*line, column.abs_diff(x))).map(|(.., id)| *id)
    };
    // Enter continues in the next column only if all lines have the same columns. In table 2 it
    // would lead to cells that were filled in before.
    let columns = |line: usize| cells.iter().filter(move |(y, ..)| *y == line).map(|(_, x, _)| *x);
    let even = cells.iter().all(|(line, ..)| columns(*line).eq(columns(y)));
    let other_column = |back: bool| {
        let mut by_column: Vec<_> = cells.iter().filter(|(.., id)| even && typed(id)).collect();
        crate::sort::sort_by_key(&mut by_column, |(y, x, _)| (*x, *y));
        let found = if back {
            by_column.iter().rfind(|cell| cell.1 < x)
        } else {
            by_column.iter().find(|cell| cell.1 > x)
        };
        found.map(|(.., id)| *id)
    };
    let row = || cells.iter().filter(move |(line, ..)| *line == y);
    match direction {
        Direction::Left => row()
            .filter(|(_, column, _)| *column < x)
            .max_by_key(|(_, column, _)| *column)
            .map(|(.., id)| *id),
        Direction::Right => row()
            .filter(|(_, column, _)| *column > x)
            .min_by_key(|(_, column, _)| *column)
            .map(|(.., id)| *id),
        Direction::Up => above(&|_| true),
        Direction::Down => below(&|_| true),
        Direction::Next => cells[here + 1..].iter().map(|(.., id)| *id).find(typed),
        Direction::Previous => cells[..here].iter().map(|(.., id)| *id).rfind(typed),
        Direction::Below => below(&typed).or_else(|| other_column(false)),
        Direction::Above => above(&typed).or_else(|| other_column(true)),
        Direction::RowStart => row().map(|(.., id)| *id).find(typed),
        Direction::RowEnd => row().map(|(.., id)| *id).rfind(typed),
    }
}
