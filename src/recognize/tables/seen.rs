//! Reads a table of a file as one of the report's tables: its cells by their heads.
//!
//! The heads of each cell of the form are determined in the same way, and a cell with the same heads
//! is the one of the form. Positions do not matter, so a table of one edition is never read into
//! rows of another, and a row that was moved is not mistaken for another.

use super::labels::{LABELS, Labels, RowHeads};
use super::qualifier::Qualifier;
use crate::edition::disclosure::CORNER;
use crate::edition::{TableKey, normalized_label};
use crate::number::{self, Reading};
use crate::source::{SourceCell, SourceTable};
use std::collections::BTreeSet;

/// What stands in a cell of a file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The text.
    pub text: String,
    /// Its lines, if there is more than one.
    pub lines: Vec<String>,
    /// What stands beside it: marks of notes, and what is struck out.
    pub beside: String,
    /// What the heads say besides the words of the form.
    pub qualifier: Qualifier,
    /// The unit that the head of the column states, such as 元; empty if it states none.
    pub unit: String,
    /// The label of the row as it stands.
    pub row: String,
}

/// A cell of a table with its heads.
#[derive(Debug)]
pub struct SeenCell {
    pub row: RowHeads,
    /// The heads of its column, the nearest first.
    pub columns: Vec<String>,
    pub found: Found,
}

/// The content of a table.
#[derive(Debug, Default)]
pub struct Seen {
    /// The cells under known heads, row by row.
    pub cells: Vec<SeenCell>,
    /// The labels of the rows that have numbers, as they stand, each with its heads.
    pub rows: Vec<(RowHeads, String)>,
}

/// Unknown labels are cut to this many characters, because a cell may be long and may be the label
/// of many rows.
const LONGEST_LABEL: usize = 200;

/// The normalized text of a cell, and what it is a head of.
struct Words {
    squeezed: String,
    heads_column: bool,
}

impl Words {
    fn of(cell: &SourceCell, labels: &Labels) -> Self {
        let squeezed = normalized_label(&cell.text);
        Self { heads_column: labels.columns.contains(&squeezed), squeezed }
    }
}

/// The position of a cell: the index of its row, and its index in the row.
type At = (usize, usize);

/// For each position of the grid, row by row, the cell that covers it; empty for a table that is
/// too large for a report.
fn places(table: &SourceTable) -> Vec<Vec<Option<At>>> {
    let Some(grid) = table.grid() else { return Vec::new() };
    let at = |y, x| grid.at(y, x).map(|span| (span.row, span.index));
    (0..table.rows.len()).map(|y| (0..grid.columns()).map(|x| at(y, x)).collect()).collect()
}

/// Whether a row of a table is a row of column heads of any table of the report: 其他 alone, even if it
/// is repeated, is also the label of a row.
pub fn has_heads(row: &[SourceCell]) -> bool {
    let labels = row.iter().map(|cell| normalized_label(&cell.text));
    let is_head = |label: &String| LABELS.iter().any(|labels| labels.columns.contains(label));
    labels.filter(is_head).collect::<BTreeSet<String>>().len() > 1
}

/// A column while a table is read.
#[derive(Clone, Default)]
struct Column {
    /// Its heads, the nearest first.
    heads: Vec<At>,
    /// What the heads and the words between them and the numbers say besides.
    qualifier: Qualifier,
    /// The unit that its heads state.
    unit: String,
    /// Whether it got a head since the last number.
    headed: bool,
}

struct Reader<'t> {
    table: &'t SourceTable,
    cells: Vec<Vec<Words>>,
    grid: Vec<Vec<Option<At>>>,
    columns: Vec<Column>,
    /// How many heads above each other identify a column.
    depth: usize,
    /// Whether no number has followed the last heads yet.
    among_heads: bool,
}

/// Reads a table as the table `key`.
pub fn read(table: &SourceTable, key: TableKey) -> Seen {
    let labels = &LABELS[key.index()];
    // Normalizing is slow and a cell may cover many positions, so it is done once for each cell.
    let cells: Vec<Vec<Words>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| Words::of(cell, labels)).collect())
        .collect();
    let has_heads = cells.iter().flatten().any(|cell| cell.heads_column);
    let grid = if has_heads { places(table) } else { Vec::new() };
    // Table 4 repeats the outcomes in three blocks, so that two heads identify a column.
    let depth = if key == TableKey::Disputes { 2 } else { 1 };
    let columns = vec![Column::default(); grid.first().map_or(0, Vec::len)];
    let mut reader = Reader { table, cells, grid, columns, depth, among_heads: false };
    let mut seen = Seen::default();
    // What a row above all heads says of the whole table: 2024年.
    let mut of_table = Qualifier::default();
    for y in 0..reader.grid.len() {
        if reader.columns.iter().all(|column| column.heads.is_empty()) {
            for cell in &table.rows[y] {
                of_table = of_table.or(Qualifier::of(&cell.text));
            }
        }
        reader.row(y, key, labels, of_table, &mut seen);
    }
    seen
}

impl Reader<'_> {
    fn text(&self, (y, index): At) -> &str {
        &self.table.rows[y][index].text
    }

    fn words(&self, (y, index): At) -> &Words {
        &self.cells[y][index]
    }

    /// The cell that begins in row `y` and column `x`, if it is no head.
    fn begins(&self, y: usize, x: usize) -> Option<At> {
        self.starts(y, x).filter(|at| !self.words(*at).heads_column)
    }

    /// The cell whose first position is row `y` and column `x`.
    fn starts(&self, y: usize, x: usize) -> Option<At> {
        let line = &self.grid[y];
        line[x].filter(|at| at.0 == y && (x == 0 || line[x - 1] != Some(*at)))
    }

    /// The cells of a row that begin below known heads, each with its column.
    fn met(&self, y: usize) -> Vec<(usize, At)> {
        let is_headed = |x: &usize| self.columns[*x].heads.len() == self.depth;
        let columns = (0..self.columns.len()).filter(is_headed);
        columns.filter_map(|x| Some((x, self.begins(y, x)?))).collect()
    }

    fn row(
        &mut self,
        y: usize,
        key: TableKey,
        labels: &Labels,
        of_table: Qualifier,
        seen: &mut Seen,
    ) {
        let met = self.met(y);
        let first = self.columns.iter().position(|column| column.heads.len() == self.depth);
        let left = first.map(|first| self.left_of(y, first)).unwrap_or_default();
        let label = left.last().copied();
        let is_number = |at: At| matches!(number::read(self.text(at)), Reading::Number { .. });
        let has_numbers = met.iter().any(|(_, at)| is_number(*at));
        let heads = match label {
            _ if first.is_none() => None,
            // A note below the numbers of table 4 is none of them: it reaches over many columns.
            _ if key == TableKey::Disputes && met.len() * 2 < self.headed_columns() => None,
            _ if key == TableKey::Disputes => Some(RowHeads { label: String::new(), group: None }),
            Some(label) if !self.is_corner(label, y) => {
                let squeezed = |at: At| self.words(at).squeezed.clone();
                let group = left.len().checked_sub(2).map(|at| squeezed(left[at]));
                Some(RowHeads { label: squeezed(label), group })
            }
            _ => None,
        };
        let is_known = |row: &RowHeads| row.label.is_empty() || labels.rows.contains(&row.label);
        let mut has_label = false;
        if let Some(row) = heads {
            if has_numbers
                && key != TableKey::Disputes
                && let Some(label) = label
            {
                let text = self.text(label).chars().take(LONGEST_LABEL).collect();
                seen.rows.push((row.clone(), text));
            }
            if is_known(&row) {
                has_label = !row.label.is_empty() && !met.is_empty();
                for (x, at) in &met {
                    seen.cells.push(self.cell(*x, *at, &row, &left, of_table));
                }
            }
        } else if self.among_heads && !has_numbers {
            self.note_subheads(y, &met);
        }
        if has_numbers {
            self.among_heads = false;
            self.columns.iter_mut().for_each(|column| column.headed = false);
        }
        // The text before the numbers of a row is its label, even if it is the head of a column as
        // well (其他).
        let front = first.filter(|_| has_label).unwrap_or(0);
        self.take_heads(y, front);
    }

    /// The cells of a row left of a column, each once.
    fn left_of(&self, y: usize, first: usize) -> Vec<At> {
        let mut left: Vec<At> = self.grid[y][..first].iter().copied().flatten().collect();
        left.dedup();
        // Some tables have empty columns between the labels and the numbers.
        left.retain(|at| !self.words(*at).squeezed.is_empty());
        left
    }

    /// Whether a cell left of the numbers is a head of the labels, or reaches down from the heads.
    fn is_corner(&self, at: At, y: usize) -> bool {
        let heads = self.columns.iter().flat_map(|column| &column.heads);
        self.words(at).squeezed == CORNER
            || at.0 < y && heads.into_iter().any(|head| head.0 == at.0)
    }

    /// Words between the heads and the numbers say of which year or of whom a column is.
    fn note_subheads(&mut self, y: usize, met: &[(usize, At)]) {
        for (x, at) in met {
            let qualifier = Qualifier::of(self.text(*at));
            let reach = (*x..self.columns.len()).take_while(|x| self.grid[y][*x] == Some(*at));
            for x in reach.collect::<Vec<_>>() {
                self.columns[x].qualifier = qualifier.or(self.columns[x].qualifier);
            }
        }
    }

    /// How many columns have all their heads.
    fn headed_columns(&self) -> usize {
        self.columns.iter().filter(|column| column.heads.len() == self.depth).count()
    }

    /// Takes the heads of a row, from a column on. Where a merged head was divided, the blank cells
    /// behind it belong to it, unless their columns have heads of their own.
    fn take_heads(&mut self, y: usize, front: usize) {
        let mut last: Option<At> = None;
        for x in front..self.columns.len() {
            let Some(at) = self.grid[y][x] else {
                last = None;
                continue;
            };
            let words = self.words(at);
            if words.heads_column {
                last = Some(at);
            } else if !words.squeezed.is_empty() || !self.goes_on(y, x) {
                last = None;
            }
            if let Some(head) = last.filter(|head| !self.is_repeated(x, *head)) {
                let text = self.text(head);
                let (qualifier, unit) = (Qualifier::beside(text), unit_in(text));
                let column = &mut self.columns[x];
                column.heads.insert(0, head);
                column.heads.truncate(self.depth);
                (column.qualifier, column.unit, column.headed) = (qualifier, unit, true);
                self.among_heads = true;
            }
        }
    }

    /// Whether a head is the last one of its column, or a merged cell that was divided repeats it.
    fn is_repeated(&self, x: usize, head: At) -> bool {
        let column = &self.columns[x];
        column.heads.first().is_some_and(|first| {
            let is_same = || self.words(*first).squeezed == self.words(head).squeezed;
            *first == head || column.headed && is_same()
        })
    }

    /// Whether a blank cell behind a head may belong to it: a head stands below, or its column has
    /// none yet.
    fn goes_on(&self, y: usize, x: usize) -> bool {
        let below = self.grid.get(y + 1).and_then(|line| line[x]);
        below.is_some_and(|at| at.0 == y + 1 && self.words(at).heads_column)
            || !self.columns[x].headed
    }

    fn cell(&self, x: usize, at: At, row: &RowHeads, left: &[At], of_table: Qualifier) -> SeenCell {
        let source = &self.table.rows[at.0][at.1];
        let column = &self.columns[x];
        let label = left.last().map_or("", |at| self.text(*at));
        let of_row = if row.label.is_empty() {
            left.iter().fold(Qualifier::default(), |all, at| all.or(Qualifier::of(self.text(*at))))
        } else {
            Qualifier::beside(label)
        };
        let columns = column.heads.iter().map(|head| self.words(*head).squeezed.clone());
        SeenCell {
            row: row.clone(),
            columns: columns.collect(),
            found: Found {
                text: source.text.clone(),
                lines: source.lines.clone(),
                beside: source.beside.clone(),
                qualifier: of_row.or(column.qualifier).or(of_table),
                unit: column.unit.clone(),
                row: label.chars().take(LONGEST_LABEL).collect(),
            },
        }
    }
}

/// The unit of money that a label states; empty if it states none.
fn unit_in(label: &str) -> String {
    const UNITS: [&str; 4] = ["亿元", "万元", "千元", "元"];
    let text = label.replace(number::is_space, "");
    let unit = text.split_once("单位").and_then(|(_, behind)| {
        UNITS.into_iter().filter_map(|unit| Some((behind.find(unit)?, unit))).min()
    });
    unit.map_or_else(String::new, |(_, unit)| unit.to_owned())
}
