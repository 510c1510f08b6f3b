//! Blocks pasted from Excel, WPS, Word or a web page: where each number lands.
//!
//! Rows are matched by their labels wherever the block has labels; a block of bare numbers goes where the cursor is, empty
//! cells keeping their place. A label is never read as a number, and what finds no place is listed with the reason.

use crate::edition::{CellId, Item, LineKind, Table, squeeze};
use crate::number::{self, Reading};
use crate::report::Report;

/// A copied block. `None` is a place covered by a merged cell; an empty text is an empty cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows from the top; all of one length.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Where the numbers of a block go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// Cell and text, in the order of the table.
    pub cells: Vec<(CellId, String)>,
    /// What finds no place.
    pub unplaced: Vec<Unplaced>,
    /// Whether rows were found by their labels (else by position from the cursor).
    pub by_label: bool,
}

/// A text that finds no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The text, or the label of the row.
    pub text: String,
    /// Why, in words for the clerk.
    pub why: &'static str,
}

const TOO_NARROW: &str = "Excel 里这一列太窄，复制出来的是 ###；请拉宽后再复制";
const NOT_A_NUMBER: &str = "不是数字";
const BEYOND: &str = "超出了表格";
const NO_SUCH_ROW: &str = "这个版式的表里没有这一行";
const WRONG_WIDTH: &str = "这一行的列数与表格不同";

impl Grid {
    /// Reads tab-separated text as Excel and WPS put it on the clipboard: cells with breaks stand in quotes.
    pub fn from_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut rows = vec![Vec::new()];
        let mut rest = text;
        loop {
            let (cell, after) = split_cell(rest);
            if let Some(row) = rows.last_mut() {
                row.push(Some(cell));
            }
            match after.chars().next() {
                Some('\t') => rest = &after[1..],
                Some(_) => {
                    rows.push(Vec::new());
                    rest = &after[1..];
                }
                None => break,
            }
        }
        Self::square(rows)
    }

    /// Lays rows of cells with spans (text, columns, rows) on a grid.
    pub fn from_spans(rows: &[Vec<(String, usize, usize)>]) -> Self {
        let mut grid: Vec<Vec<Option<Option<String>>>> = vec![Vec::new(); rows.len()];
        for (y, row) in rows.iter().enumerate() {
            let mut x = 0;
            for (text, cols, deep) in row {
                while grid[y].get(x).is_some_and(Option::is_some) {
                    x += 1;
                }
                for line in grid.iter_mut().skip(y).take((*deep).max(1)) {
                    let end = x + (*cols).clamp(1, 64);
                    if line.len() < end {
                        line.resize(end, None);
                    }
                    line[x..end].fill(Some(None));
                }
                grid[y][x] = Some(Some(text.clone()));
            }
        }
        Self::square(grid.into_iter().map(|row| row.into_iter().map(Option::flatten).collect()).collect())
    }

    /// Whether it is a single cell, which the browser may paste by itself.
    pub fn is_single(&self) -> bool {
        self.rows.len() == 1 && self.rows[0].len() == 1
    }

    fn square(mut rows: Vec<Vec<Option<String>>>) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(width, Some(String::new()));
        }
        Self { rows }
    }
}

/// The first cell of tab-separated text, and what follows it from the separator on.
fn split_cell(text: &str) -> (String, &str) {
    if let Some(inside) = text.strip_prefix('"') {
        let mut cell = String::new();
        let mut rest = inside;
        while let Some(quote) = rest.find('"') {
            cell.push_str(&rest[..quote]);
            rest = &rest[quote + 1..];
            match rest.chars().next() {
                Some('"') => {
                    cell.push('"');
                    rest = &rest[1..];
                }
                None | Some('\t' | '\n') => return (cell, rest),
                Some(_) => break,
            }
        }
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// Finds the place of every number of a block that was pasted at `cursor`.
pub fn place(report: &Report, cursor: CellId, grid: &Grid) -> Placement {
    let table = report.form().table(cursor.table);
    let by_label = place_by_label(table, grid);
    // A block with labels is never placed by position, even if none of its rows is known here. Table 4 has no labels in front of its row.
    let labelled = !by_label.cells.is_empty() || !by_label.unplaced.is_empty() && rows(table).len() > 1;
    if labelled { by_label } else { place_from(table, cursor, grid) }
}

/// The rows of a table: their own label (the last before the numbers) and their cells.
fn rows(table: &Table) -> Vec<(String, Vec<CellId>)> {
    let data = table.lines.iter().filter(|line| line.kind == LineKind::Data);
    data.map(|line| {
        let label = line.items.iter().rev().find_map(|item| match item {
            Item::Label { text, .. } => Some(squeeze(text)),
            Item::Value { .. } => None,
        });
        let cells = line.items.iter().filter_map(|item| match item {
            Item::Value { id, .. } => Some(*id),
            Item::Label { .. } => None,
        });
        (label.unwrap_or_default(), cells.collect())
    })
    .collect()
}

fn is_words(cell: Option<&String>) -> bool {
    cell.is_some_and(|text| matches!(number::read(text), Reading::Unreadable(_)) && !text.contains("##"))
}

fn place_by_label(table: &Table, grid: &Grid) -> Placement {
    let rows = rows(table);
    let find = |text: &str| {
        let wanted = squeeze(text);
        rows.iter().find(|(label, _)| !label.is_empty() && *label == wanted)
    };
    let mut placement = Placement { by_label: true, ..Placement::default() };
    for row in &grid.rows {
        let words: Vec<(usize, &String)> =
            row.iter().enumerate().filter(|(_, cell)| is_words(cell.as_ref())).filter_map(|(x, cell)| Some((x, cell.as_ref()?))).collect();
        let Some((last, last_label)) = words.last().copied() else { continue };
        let numbers: Vec<&String> = row[last + 1..].iter().flatten().collect();
        if numbers.iter().all(|text| number::trim(text).is_empty()) {
            continue;
        }
        let found = find(last_label);
        let numbers = found.map_or(numbers.as_slice(), |(_, cells)| without_merged(&numbers, cells.len()));
        match found {
            Some((_, cells)) if cells.len() == numbers.len() => numbers.iter().zip(cells).for_each(|(text, id)| put(&mut placement, *id, text)),
            Some(_) => placement.unplaced.push(Unplaced { text: last_label.clone(), why: WRONG_WIDTH }),
            None => placement.unplaced.push(Unplaced { text: last_label.clone(), why: NO_SUCH_ROW }),
        }
    }
    placement
}

/// Merged cells come out of Excel's text as a filled place and empty ones: takes the empty places off in front and behind until `wanted` are left.
fn without_merged<'a>(mut texts: &'a [&'a String], wanted: usize) -> &'a [&'a String] {
    let empty = |text: &&String| number::trim(text).is_empty();
    while texts.len() > wanted && texts.first().is_some_and(empty) {
        texts = &texts[1..];
    }
    while texts.len() > wanted && texts.last().is_some_and(empty) {
        texts = &texts[..texts.len() - 1];
    }
    texts
}

fn place_from(table: &Table, cursor: CellId, grid: &Grid) -> Placement {
    let mut placement = Placement::default();
    let rows_of_table = rows(table);
    let Some((top, left)) = rows_of_table.iter().enumerate().find_map(|(y, (_, cells))| cells.iter().position(|id| *id == cursor).map(|x| (y, x)))
    else {
        return placement;
    };
    // Heads of the block: rows of words alone. They take no row of the table.
    let body: Vec<&Vec<Option<String>>> =
        grid.rows.iter().filter(|row| !(row.iter().any(|cell| is_words(cell.as_ref())) && row.iter().all(|cell| no_number(cell.as_ref())))).collect();
    // Leading columns that hold words or nothing in every row are labels.
    let width = body.first().map_or(0, |row| row.len());
    let labels = (0..width)
        .take_while(|x| body.iter().all(|row| row[*x].is_none() || is_words(row[*x].as_ref())) && body.iter().any(|row| row[*x].is_some()))
        .count();
    for (down, row) in body.iter().enumerate() {
        let texts: Vec<&String> = row[labels..].iter().flatten().collect();
        let whole_row = rows_of_table.len() == 1 && texts.len() == rows_of_table[0].1.len();
        let left = if whole_row { 0 } else { left };
        for (right, text) in texts.into_iter().enumerate() {
            match rows_of_table.get(top + down).and_then(|(_, cells)| cells.get(left + right)) {
                Some(id) => put(&mut placement, *id, text),
                None if number::trim(text).is_empty() => {}
                None => placement.unplaced.push(Unplaced { text: text.clone(), why: BEYOND }),
            }
        }
    }
    placement
}

fn no_number(cell: Option<&String>) -> bool {
    cell.is_none_or(|text| matches!(number::read(text), Reading::Blank | Reading::Unreadable(_)))
}

/// Puts one text; an empty cell leaves what is there.
fn put(placement: &mut Placement, id: CellId, text: &str) {
    match number::read(text) {
        Reading::Blank => {}
        Reading::Number { .. } | Reading::Mark(_) => placement.cells.push((id, number::trim(text).to_owned())),
        Reading::Unreadable(text) => {
            let why = if text.contains("##") { TOO_NARROW } else { NOT_A_NUMBER };
            placement.unplaced.push(Unplaced { text, why });
        }
    }
}
