//! Positions of merged cells: where the cells of a table are on its grid if a cell may cover
//! several columns and rows.
//!
//! The input is, for each row, the extents of its cells from left to right. A position that a cell
//! of an earlier row covers is not listed again, as in HTML, so the position of a cell follows from
//! the cells before it. The output is a [`Span`] for each cell, and a [`Grid`] that finds the cell
//! that covers a position.

use std::ops::Range;

/// The position of a cell on the grid of its table. All numbers count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The row that lists the cell.
    pub row: usize,
    /// The index of the cell in the list of that row.
    pub index: usize,
    /// The rows that it covers.
    pub rows: Range<usize>,
    /// The columns that it covers.
    pub cols: Range<usize>,
}

/// The spans of the cells of a table, row by row.
///
/// `rows` gives for each row the extents of its cells: columns and rows, where 0 counts as 1. A
/// cell is at the first position of its row that no earlier cell covers, and ends at the edge of
/// the table. A cell for which its row has no position left among `columns` has no span, and
/// neither have the cells after it.
pub fn spans<R>(columns: usize, rows: impl IntoIterator<Item = R>) -> Vec<Span>
where
    R: IntoIterator<Item = (usize, usize)>,
{
    let mut spans: Vec<Span> = Vec::new();
    // For each column, this is the first row that no earlier cell covers.
    let mut free_from: Vec<usize> = Vec::new();
    let mut count = 0;
    for (row, cells) in rows.into_iter().enumerate() {
        let mut column = 0;
        for (index, (cols, rows)) in cells.into_iter().enumerate() {
            while free_from.get(column).is_some_and(|free| *free > row) {
                column += 1;
            }
            if column >= columns {
                break;
            }
            let end = column.saturating_add(cols.max(1)).min(columns);
            let below = row.saturating_add(rows.max(1));
            if free_from.len() < end {
                free_from.resize(end, 0);
            }
            for free in &mut free_from[column..end] {
                *free = below.max(*free);
            }
            spans.push(Span { row, index, rows: row..below, cols: column..end });
            column = end;
        }
        count = row + 1;
    }
    for span in &mut spans {
        span.rows.end = span.rows.end.min(count);
    }
    spans
}

/// The grid of a table, which finds the cell that covers a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    columns: usize,
    spans: Vec<Span>,
    /// For each position, row by row, the index in `spans` of the cell that covers it.
    places: Vec<Option<usize>>,
}

impl Grid {
    /// Puts spans on a grid with this number of columns and rows. If two cells claim a position,
    /// which happens only in malformed tables, it belongs to the first one.
    pub fn new(columns: usize, rows: usize, spans: Vec<Span>) -> Self {
        let mut places = vec![None; columns * rows];
        for (number, span) in spans.iter().enumerate() {
            for row in span.rows.clone() {
                for place in &mut places[row * columns..][span.cols.clone()] {
                    place.get_or_insert(number);
                }
            }
        }
        Self { columns, spans, places }
    }

    /// The spans of its cells, in the order in which they were given.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The number of columns.
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The spans of the cells that a row lists, from left to right. The spans of the grid must be
    /// those that [`spans`] gives.
    pub fn listed_in(&self, row: usize) -> &[Span] {
        let start = self.spans.partition_point(|span| span.row < row);
        let end = self.spans.partition_point(|span| span.row <= row);
        &self.spans[start..end]
    }

    /// The index in [`Grid::spans`] of the cell that covers a position; `None` where no cell does,
    /// and outside of the grid.
    pub fn number_at(&self, row: usize, column: usize) -> Option<usize> {
        let line = self.places.chunks_exact(self.columns.max(1)).nth(row)?;
        line.get(column).copied().flatten()
    }

    /// The cell that covers a position.
    pub fn at(&self, row: usize, column: usize) -> Option<&Span> {
        self.number_at(row, column).map(|number| &self.spans[number])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The indices of the cells, position by position; `.` where there is no cell.
    fn drawn(columns: usize, rows: &[&[(usize, usize)]]) -> Vec<String> {
        let spans = spans(columns, rows.iter().map(|row| row.iter().copied()));
        let grid = Grid::new(columns, rows.len(), spans);
        let number_at =
            |row, column| grid.number_at(row, column).map_or(".".to_owned(), |n| n.to_string());
        (0..rows.len())
            .map(|row| (0..columns).map(|column| number_at(row, column)).collect())
            .collect()
    }

    #[test]
    fn cells_stand_at_the_first_free_place() {
        // The table has a label beside two rows and a head across two columns.
        assert_eq!(drawn(3, &[&[(1, 2), (2, 1)], &[(1, 1), (1, 1)]]), ["011", "023"]);
        // A cell in the middle covers the row below, which continues behind it.
        assert_eq!(drawn(3, &[&[(1, 1), (1, 2), (1, 1)], &[(1, 1), (1, 1)]]), ["012", "314"]);
    }

    #[test]
    fn malformed_tables_have_bounds_and_holes() {
        // A row that is too short leaves holes, and one that is too long loses its last cells.
        assert_eq!(drawn(2, &[&[(1, 1)], &[(1, 1), (1, 1), (1, 1)]]), ["0.", "12"]);
        // A cell that is too large ends at the edge of the table.
        assert_eq!(drawn(2, &[&[(1, 1), (usize::MAX, usize::MAX)], &[(0, 0)]]), ["01", "21"]);
        // If two cells claim a position, it belongs to the first.
        assert_eq!(drawn(2, &[&[(1, 1), (1, 2)], &[(2, 1)]]), ["01", "21"]);
        assert_eq!(drawn(0, &[&[(1, 1)]]), [""]);
        assert!(spans(3, [[(0, 0); 0]; 0]).is_empty());
    }
}
