//! Joins the parts of tables that extend over several pages.

use super::grid::{PlacedCell, RuledGrid, clusters};
use crate::geometry::{Emu, mm};
use crate::source::{Builder, MOST_ROWS, VerticalMerge};

/// The part of a table that is known so far.
pub struct TableBuilder {
    /// Index of the page of its last part.
    page: usize,
    grid: RuledGrid,
}

/// The largest number of column edges in two parts of a table.
const MOST_EDGES: usize = 128;
/// Edges of columns on two pages are equal if their distance is not larger than this: 1 mm.
const EDGE_TOLERANCE: Emu = mm(1);

impl TableBuilder {
    /// A table of one part.
    pub const fn new(page: usize, grid: RuledGrid) -> Self {
        Self { page, grid }
    }

    /// Whether a grid continues the table: it is on the next page, with the same left and right
    /// edge. Columns may differ, because a part may have no row that shows one of them.
    pub fn continues(&self, page: usize, grid: &RuledGrid) -> bool {
        let is_same_edge = |one: Option<&Emu>, other: Option<&Emu>| {
            one.zip(other)
                .is_some_and(|(one, other)| one.abs_diff(*other) <= EDGE_TOLERANCE.unsigned_abs())
        };
        let sides = is_same_edge(self.grid.xs.first(), grid.xs.first())
            && is_same_edge(self.grid.xs.last(), grid.xs.last());
        page == self.page + 1
            && self.grid.rows <= MOST_ROWS
            && self.grid.xs.len() + grid.xs.len() <= MOST_EDGES
            && sides
    }

    /// Adds the part on the next page, without repeated heads; a cell that was divided by the end
    /// of the page becomes one again.
    pub fn add(&mut self, page: usize, mut part: RuledGrid) {
        self.page = page;
        let edges = clusters(self.grid.xs.iter().chain(&part.xs).copied(), EDGE_TOLERANCE);
        self.grid.refine(&edges);
        part.refine(&edges);
        let heads = self.repeated(&part);
        let (above, below) = (self.grid.rows, part.rows - heads);
        let joins = |cell: &PlacedCell, other: &PlacedCell| {
            cell.cols == other.cols
                && (self.grid.is_label(cell, above - 1) || part.is_label(other, heads))
        };
        let ends: Vec<usize> = (0..self.grid.cells.len())
            .filter(|index| self.grid.cells[*index].rows.end == above)
            .collect();
        let mut joined: Vec<(usize, PlacedCell)> = Vec::new();
        let mut more = Vec::new();
        for cell in part.cells.iter().filter(|cell| cell.rows.start >= heads) {
            match ends
                .iter()
                .find(|index| cell.rows.start == heads && joins(&self.grid.cells[**index], cell))
            {
                Some(index) => joined.push((*index, cell.clone())),
                None => more.push(PlacedCell {
                    rows: cell.rows.start - heads + above..cell.rows.end - heads + above,
                    ..cell.clone()
                }),
            }
        }
        for (index, cell) in joined {
            let whole = &mut self.grid.cells[index];
            whole.rows.end = cell.rows.end - heads + above;
            whole.text.push_str(&cell.text);
        }
        self.grid.cells.extend(more);
        self.grid.rows = above + below;
    }

    /// How many of the first rows of a part repeat the first rows of the table.
    fn repeated(&self, part: &RuledGrid) -> usize {
        let same = (0..part.rows.min(self.grid.rows))
            .take_while(|at| part.row(*at) == self.grid.row(*at))
            .count();
        // A head ends where no cell extends further.
        (0..=same)
            .rev()
            .find(|end| {
                !part.cells.iter().any(|cell| cell.rows.start < *end && *end < cell.rows.end)
            })
            .unwrap_or(0)
    }

    /// Gives the table.
    pub fn put(&self, builder: &mut Builder) {
        builder.start_table();
        for row in 0..self.grid.rows {
            builder.start_row();
            for cell in self.grid.row(row) {
                builder.start_cell(cell.cols.len(), VerticalMerge::Rows(cell.rows.len()));
                builder.text(&cell.text, false);
                builder.end_cell();
            }
        }
        builder.end_table();
    }
}

impl RuledGrid {
    /// Divides the columns at additional edges.
    fn refine(&mut self, edges: &[Emu]) {
        let places: Vec<usize> = self
            .xs
            .iter()
            .map(|x| edges.partition_point(|edge| edge <= x).saturating_sub(1))
            .collect();
        for cell in &mut self.cells {
            cell.cols = places[cell.cols.start]..places[cell.cols.end];
        }
        self.xs = edges.to_vec();
    }

    /// The cells that begin in a row.
    fn row(&self, row: usize) -> &[PlacedCell] {
        let start = self.cells.partition_point(|cell| cell.rows.start < row);
        let end = self.cells.partition_point(|cell| cell.rows.start <= row);
        &self.cells[start..end]
    }

    /// Whether an empty cell is in a column of labels that cover several rows: to the left of it
    /// there are only such labels.
    fn is_label(&self, cell: &PlacedCell, row: usize) -> bool {
        let before =
            |other: &&PlacedCell| other.rows.contains(&row) && other.cols.end <= cell.cols.start;
        let behind =
            |other: &&PlacedCell| other.rows.contains(&row) && other.cols.start >= cell.cols.end;
        cell.text.is_empty()
            && self
                .cells
                .iter()
                .filter(before)
                .all(|other| other.text.is_empty() || other.rows.len() > 1)
            && self.cells.iter().filter(behind).any(|other| !other.text.is_empty())
    }
}
