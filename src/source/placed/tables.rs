//! Joins the parts of tables that extend over several pages.

use super::grid::{PlacedCell, RuledGrid, clusters};
use super::margins::begins_item;
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
    pub fn add(&mut self, page: usize, part: RuledGrid) {
        let part = self.refined(part);
        let heads = self.repeated(&part, |one, other| one == other);
        self.append(page, &part, heads, Boundary::BetweenRows);
    }

    /// As [`TableBuilder::add`], where any program may have set the pages: heads may be cut where
    /// they are repeated, and rows may be divided by the end of a page.
    pub fn add_of_others(&mut self, page: usize, part: RuledGrid) {
        let part = self.refined(part);
        let heads = self.repeated(&part, |one, other| {
            let words = |cell: &PlacedCell| (cell.cols.clone(), cell.text.clone());
            one.iter().map(words).eq(other.iter().map(words))
        });
        let boundary = self.boundary(&part, heads);
        self.append(page, &part, heads, boundary);
    }

    /// The part, with the same columns as the table, which gets those of the part.
    fn refined(&mut self, mut part: RuledGrid) -> RuledGrid {
        let edges = clusters(self.grid.xs.iter().chain(&part.xs).copied(), EDGE_TOLERANCE);
        self.grid.refine(&edges);
        part.refine(&edges);
        part
    }

    /// Adds the rows of a part below its heads. The first of these rows may continue the last one
    /// of the table.
    fn append(&mut self, page: usize, part: &RuledGrid, heads: usize, boundary: Boundary) {
        self.page = page;
        let above = self.grid.rows;
        let base = above - usize::from(boundary == Boundary::InRow);
        let joins = |cell: &PlacedCell, other: &PlacedCell| {
            cell.cols == other.cols
                && (boundary != Boundary::BetweenRows
                    || self.grid.is_label(cell, above - 1)
                    || part.is_label(other, heads))
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
                    rows: cell.rows.start - heads + base..cell.rows.end - heads + base,
                    ..cell.clone()
                }),
            }
        }
        for (index, cell) in joined {
            let whole = &mut self.grid.cells[index];
            whole.rows.end = cell.rows.end - heads + base;
            whole.text.push_str(&cell.text);
        }
        self.grid.cells.extend(more);
        self.grid.rows = base + part.rows - heads;
    }

    /// How many of the first rows of a part repeat the first rows of the table. The rows of a
    /// table of others may be equal without being of the same extent.
    fn repeated(
        &self,
        part: &RuledGrid,
        are_equal: impl Fn(&[PlacedCell], &[PlacedCell]) -> bool,
    ) -> usize {
        let same = (0..part.rows.min(self.grid.rows))
            .take_while(|at| are_equal(part.row(*at), self.grid.row(*at)))
            .count();
        // A head ends where no cell extends further.
        (0..=same)
            .rev()
            .find(|end| {
                !part.cells.iter().any(|cell| cell.rows.start < *end && *end < cell.rows.end)
            })
            .unwrap_or(0)
    }

    /// Where the end of the page divides the table. The first row of a part below its heads
    /// continues the last row of the table if the cells are the same, and what stands in them
    /// belongs together: numbers are in one of the two only, and a label does not begin anew.
    fn boundary(&self, part: &RuledGrid, heads: usize) -> Boundary {
        let (Some(last), true) = (self.grid.rows.checked_sub(1), heads < part.rows) else {
            return Boundary::BetweenRows;
        };
        let (above, below) = (self.grid.across(last), part.across(heads));
        let has_numbers = |row: &[&PlacedCell]| row.iter().any(|cell| is_number(&cell.text));
        let are_heads = !has_numbers(&above) && !has_numbers(&below);
        let begins_anew = below.iter().any(|cell| begins_item(&cell.text));
        let same_cells =
            above.iter().map(|cell| &cell.cols).eq(below.iter().map(|cell| &cell.cols));
        if !same_cells {
            // Heads that differ in their cells are different rows, which one head may cover.
            let goes_on = are_heads && !begins_anew;
            return if goes_on { Boundary::InHead } else { Boundary::BetweenRows };
        }
        let all_said = |row: &[&PlacedCell]| {
            row.iter().all(|cell| !cell.text.is_empty() || cell.rows.len() > 1)
        };
        let heads_go_on = are_heads && above.len() > 1 && all_said(&above) && !begins_anew;
        if heads_go_on || row_goes_on(&above, &below) {
            Boundary::InRow
        } else {
            Boundary::BetweenRows
        }
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

    /// The cells that cover a row, from left to right.
    fn across(&self, row: usize) -> Vec<&PlacedCell> {
        let mut cells: Vec<&PlacedCell> =
            self.cells.iter().filter(|cell| cell.rows.contains(&row)).collect();
        cells.sort_by_key(|cell| cell.cols.start);
        cells
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

/// Whether the text of a cell is a number, as far as it can be without words.
pub fn is_number(text: &str) -> bool {
    text.chars().any(char::is_numeric)
        && text.chars().all(|c| c.is_numeric() || ".,，．-+－＋ %/".contains(c))
}

/// Where the end of a page divides a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Boundary {
    /// Between two rows: only cells that cover both go on.
    BetweenRows,
    /// Between two rows of heads, of which some cover both; their text is divided.
    InHead,
    /// Within a row.
    InRow,
}

/// Whether a row belongs to the row above, which has the same cells.
fn row_goes_on(above: &[&PlacedCell], below: &[&PlacedCell]) -> bool {
    let has_numbers = |row: &[&PlacedCell]| row.iter().any(|cell| is_number(&cell.text));
    let belong = |(one, other): (&&PlacedCell, &&PlacedCell)| {
        one.text.is_empty()
            || other.text.is_empty()
            || !is_number(&one.text) && !is_number(&other.text) && !begins_item(&other.text)
    };
    // A label that begins anew is a row of its own, even if the row above lacks its numbers.
    let begins_anew = below.iter().zip(above).any(|(cell, over)| {
        begins_item(&cell.text) && cell.rows.len() == 1 && over.rows.len() == 1
    });
    // Only the empty margin of a row may have had room before or behind the end of the page.
    let is_empty =
        |row: &[&PlacedCell]| row.iter().all(|cell| cell.text.is_empty() || cell.rows.len() > 1);
    is_empty(below)
        || is_empty(above)
        || !begins_anew
            && has_numbers(above) != has_numbers(below)
            && above.iter().zip(below).all(belong)
}
