//! Where the keys of a spreadsheet lead in a table with merged cells.

use crate::edition::{CellId, Item, Table};
use crate::report::Report;

/// Where to go from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Arrow left, over calculated cells too, so that they can be looked at.
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
    /// Enter: the next cell to fill in below, and from the foot of a column to the head of the next.
    Below,
    /// Shift+Enter.
    Above,
    /// Home: the first cell of the row.
    RowStart,
    /// End: the last cell of the row.
    RowEnd,
}

/// A cell's place on the grid of its table: line and first grid column.
fn places(table: &Table) -> Vec<(usize, usize, CellId)> {
    let width = table.widths.len();
    let mut free = vec![0_usize; width];
    let mut places = Vec::new();
    for (y, line) in table.lines.iter().enumerate() {
        let mut x = 0;
        for item in &line.items {
            while x < width && free[x] > y {
                x += 1;
            }
            if let Item::Value { id, .. } = item {
                places.push((y, x, *id));
            }
            let end = (x + item.cols()).min(width);
            free[x..end].fill(y + item.rows());
            x = end;
        }
    }
    places
}

/// The cell that a key leads to from `from`; `None` at the edge.
pub fn neighbour(report: &Report, from: CellId, direction: Direction) -> Option<CellId> {
    let places = places(report.form().table(from.table));
    let here = places.iter().position(|(.., id)| *id == from)?;
    let (y, x, _) = places[here];
    let typed = |id: &CellId| !report.is_calculated(*id);
    let by_column = || {
        let mut order = places.clone();
        crate::order::sort_by_key(&mut order, |(y, x, _)| (*x, *y));
        order
    };
    let along = |order: Vec<(usize, usize, CellId)>, back: bool| {
        let at = order.iter().position(|(.., id)| *id == from)?;
        let ids = |range: &[(usize, usize, CellId)]| range.iter().map(|(.., id)| *id).collect::<Vec<_>>();
        if back { ids(&order[..at]).into_iter().rev().find(typed) } else { ids(&order[at + 1..]).into_iter().find(typed) }
    };
    let row = || places.iter().filter(move |(line, ..)| *line == y);
    match direction {
        Direction::Left => row().filter(|(_, column, _)| *column < x).max_by_key(|(_, column, _)| *column).map(|(.., id)| *id),
        Direction::Right => row().filter(|(_, column, _)| *column > x).min_by_key(|(_, column, _)| *column).map(|(.., id)| *id),
        // Lines above and below may be cut otherwise: the nearest line wins, then the nearest column.
        Direction::Up => places
            .iter()
            .filter(|(line, ..)| *line < y)
            .max_by_key(|(line, column, _)| (*line, std::cmp::Reverse(column.abs_diff(x))))
            .map(|(.., id)| *id),
        Direction::Down => {
            places.iter().filter(|(line, ..)| *line > y).min_by_key(|(line, column, _)| (*line, column.abs_diff(x))).map(|(.., id)| *id)
        }
        Direction::Next => along(places.clone(), false),
        Direction::Previous => along(places.clone(), true),
        Direction::Below => along(by_column(), false),
        Direction::Above => along(by_column(), true),
        Direction::RowStart => row().map(|(.., id)| *id).find(typed),
        Direction::RowEnd => row().map(|(.., id)| *id).rfind(typed),
    }
}
