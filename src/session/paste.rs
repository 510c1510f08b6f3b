//! Blocks pasted from Excel, WPS, Word or a web page: where each number lands.
//!
//! Rows are matched by their labels wherever the block has labels; a block of bare numbers goes
//! where the cursor is, empty cells keeping their place. A label is never read as a number, and
//! what finds no place is listed with the reason.

use crate::edition::{CellId, Item, Line, LineKind, Scope, Table, editions, squeeze};
use crate::number::{self, Reading};
use crate::report::{Entry, Report};
use crate::spans::{Span, spans};

/// A copied block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows from the top; all of one length.
    pub rows: Vec<Vec<Square>>,
}

/// A place of a copied block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Square {
    /// A cell begins here; empty if the text is.
    Text(String),
    /// A merged cell of a row above reaches down to here: nothing stands here, and the place
    /// counts.
    Above,
    /// A merged cell that begins further left reaches to here: no place of its own.
    Beside,
}

impl Square {
    /// What stands here: nothing where a cell above reaches down; `None` if it is no place of its
    /// own.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Above => Some(""),
            Self::Beside => None,
        }
    }

    /// Words, and no number that a narrow column hides.
    fn is_words(&self) -> bool {
        matches!(self, Self::Text(text) if matches!(number::read(text), Reading::Unreadable(_)) && !text.contains("##"))
    }

    /// Words that can name a row or a column. What stands in the place of a number (无, 没有, abc)
    /// names nothing.
    fn is_label(&self) -> bool {
        let names = |text: &str| {
            text.chars().count() > 1
                && text.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
                && !NOTHING.contains(&text)
        };
        self.is_words() && self.text().is_some_and(|text| names(&squeeze(text)))
    }

    /// Something that belongs into a cell of the form: a number, a stroke, ###.
    fn is_number(&self) -> bool {
        !self.is_words() && self.text().is_some_and(|text| !number::trim(text).is_empty())
    }
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

/// What people write where they have no number to give.
const NOTHING: [&str; 6] = ["无", "没有", "暂无", "未发生", "未收到", "不涉及"];

const SAYS_NOTHING: &str = "不是数字；没有的请填 0";
const TOO_NARROW: &str = "Excel 里这一列太窄，复制出来的是 ###；请拉宽后再复制";
const NOT_A_NUMBER: &str = "不是数字";
const BEYOND: &str = "超出了表格";
const NO_SUCH_ROW: &str = "这个版式的表里没有这一行";
const WRONG_WIDTH: &str = "这一行的列数与表格不同";
const NAMELESS: &str = "这一行没有行名";
const OTHER_COLUMNS: &str = "这一行的列是另一个版式的，与本表不同";

impl Grid {
    /// Reads tab-separated text as Excel and WPS put it on the clipboard: cells with breaks stand
    /// in quotes.
    pub fn from_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut rows = vec![Vec::new()];
        let mut rest = text;
        loop {
            let (cell, after) = split_cell(rest);
            if let Some(row) = rows.last_mut() {
                row.push(Square::Text(cell));
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
        /// A cell covers at most so many columns of what is copied.
        const MOST_COLUMNS: usize = 64;
        let extents = rows
            .iter()
            .map(|row| row.iter().map(|(_, cols, deep)| ((*cols).min(MOST_COLUMNS), *deep)));
        let mut grid: Vec<Vec<Option<Square>>> = vec![Vec::new(); rows.len()];
        for Span { row, index, rows: deep, cols } in spans(usize::MAX, extents) {
            for line in &mut grid[deep] {
                if line.len() < cols.end {
                    line.resize(cols.end, None);
                }
                line[cols.clone()].fill(Some(Square::Beside));
                line[cols.start] = Some(Square::Above);
            }
            grid[row][cols.start] = Some(Square::Text(rows[row][index].0.clone()));
        }
        let filled = |place: Option<Square>| place.unwrap_or_else(|| Square::Text(String::new()));
        Self::square(grid.into_iter().map(|row| row.into_iter().map(filled).collect()).collect())
    }

    /// Whether it is a single cell, which the browser may paste by itself.
    pub fn is_single(&self) -> bool {
        self.rows.len() == 1 && self.rows[0].len() == 1
    }

    fn square(mut rows: Vec<Vec<Square>>) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(width, Square::Text(String::new()));
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
    // A block with labels is never placed by position, even if none of its rows is known here.
    // Table 4 has no labels in front of its row.
    let labelled =
        !by_label.cells.is_empty() || !by_label.unplaced.is_empty() && rows(table).len() > 1;
    if labelled { by_label } else { place_from(table, cursor, grid) }
}

/// How many numbers of a block would land on totals that the program calculates, where they only
/// stay as controls (控制数), and how many of these would differ from what is calculated then: rows or
/// columns of the block may be shifted.
pub fn on_totals(report: &Report, placement: &Placement) -> (usize, usize) {
    let totals: Vec<CellId> =
        placement.cells.iter().map(|(id, _)| *id).filter(|id| report.is_calculated(*id)).collect();
    if totals.is_empty() {
        return (0, 0);
    }
    let mut filled = report.clone();
    placement.cells.iter().for_each(|(id, text)| filled.set_cell(*id, text));
    let differs = |id: &&CellId| {
        filled
            .control(**id)
            .and_then(Entry::value)
            .zip(filled.value(**id))
            .is_some_and(|(control, sum)| control != sum)
    };
    (totals.len(), totals.iter().filter(differs).count())
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

/// The heads of columns in a line.
fn column_heads(line: &Line) -> impl Iterator<Item = String> + '_ {
    line.items.iter().filter_map(|item| {
        if let Item::Label { text, scope: Scope::Columns, .. } = item {
            Some(squeeze(text))
        } else {
            None
        }
    })
}

/// Whether the columns under a row of heads are those of another edition; `None` if the row holds
/// no heads.
fn is_of_another_edition(table: &Table, row: &[Square]) -> Option<bool> {
    let heads =
        |table: &Table| -> Vec<String> { table.lines.iter().flat_map(column_heads).collect() };
    if row.iter().any(Square::is_number) {
        return None;
    }
    let words: Vec<String> = row
        .iter()
        .filter(|square| square.is_words())
        .filter_map(Square::text)
        .map(squeeze)
        .collect();
    let (own, all) = (
        heads(table),
        editions().iter().flat_map(|edition| heads(edition.table(table.key))).collect::<Vec<_>>(),
    );
    // 信息内容 heads the labels in every edition: it tells nothing where others stand beside it.
    let known: Vec<&String> = words.iter().filter(|words| all.contains(words)).collect();
    // All heads may be known to this table, and yet be a line of another edition's: one with a
    // column less.
    let is_line_of =
        |table: &Table| table.lines.iter().any(|line| column_heads(line).eq(words.iter().cloned()));
    let others = || editions().iter().map(|edition| edition.table(table.key));
    let is_foreign = || {
        known.iter().any(|words| !own.contains(words))
            || !is_line_of(table) && others().any(is_line_of)
    };
    (!known.is_empty()).then(is_foreign)
}

/// Where the label of a row stands: the last words in front of its numbers that name a row of the
/// table, else such words further on (a column of running numbers may stand in front), else the
/// last words that could be a label.
fn label_of(row: &[Square], is_known: impl Fn(&str) -> bool) -> Option<usize> {
    let first_number = row.iter().position(Square::is_number).unwrap_or(row.len());
    let last = |range: &[Square], wanted: &dyn Fn(&Square) -> bool| range.iter().rposition(wanted);
    let names_a_row = |square: &Square| square.is_words() && square.text().is_some_and(&is_known);
    last(&row[..first_number], &names_a_row)
        .or_else(|| last(row, &names_a_row))
        .or_else(|| last(&row[..first_number], &Square::is_label))
        .or_else(|| last(row, &Square::is_label))
}

fn place_by_label(table: &Table, grid: &Grid) -> Placement {
    let rows = rows(table);
    let find = |text: &str| {
        let wanted = squeeze(text);
        rows.iter().find(|(label, _)| !label.is_empty() && *label == wanted)
    };
    let mut placement = Placement { by_label: true, ..Placement::default() };
    let mut nameless = Vec::new();
    let mut foreign = false;
    for row in &grid.rows {
        foreign = is_of_another_edition(table, row).unwrap_or(foreign);
        let Some(at) = label_of(row, |text| find(text).is_some()) else {
            nameless.extend(
                row.iter()
                    .find(|square| square.is_number())
                    .and_then(Square::text)
                    .map(str::to_owned),
            );
            continue;
        };
        let label = row[at].text().unwrap_or_default();
        let texts: Vec<&str> = row[at + 1..].iter().filter_map(Square::text).collect();
        let found = find(label);
        // Words alone are a head, unless they stand beside the name of a row.
        let counts = if found.is_some() {
            texts.iter().any(|text| !number::trim(text).is_empty())
        } else {
            row[at..].iter().any(Square::is_number)
        };
        if !counts {
            continue;
        }
        let texts =
            found.map_or(texts.as_slice(), |(_, cells)| without_merged(&texts, cells.len()));
        let why = match found {
            _ if foreign => OTHER_COLUMNS,
            Some((_, cells)) if cells.len() == texts.len() => {
                texts.iter().zip(cells).for_each(|(text, id)| put(&mut placement, *id, text));
                continue;
            }
            Some(_) => WRONG_WIDTH,
            None => NO_SUCH_ROW,
        };
        placement.unplaced.push(Unplaced { text: label.to_owned(), why });
    }
    if !placement.cells.is_empty() || !placement.unplaced.is_empty() {
        placement
            .unplaced
            .extend(nameless.into_iter().map(|text| Unplaced { text, why: NAMELESS }));
    }
    placement
}

/// Merged cells come out of Excel's text as a filled place and empty ones: takes the empty places
/// off in front and behind until `wanted` are left.
fn without_merged<'a, 't>(mut texts: &'a [&'t str], wanted: usize) -> &'a [&'t str] {
    let empty = |text: &&str| number::trim(text).is_empty();
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
    let Some((top, left)) = rows_of_table
        .iter()
        .enumerate()
        .find_map(|(y, (_, cells))| cells.iter().position(|id| *id == cursor).map(|x| (y, x)))
    else {
        return placement;
    };
    // Heads of the block: rows of words alone above the first number. They take no row of the
    // table; further down, words stand in the place of numbers.
    let is_head =
        |row: &[Square]| row.iter().any(Square::is_label) && !row.iter().any(Square::is_number);
    let begins = grid
        .rows
        .iter()
        .position(|row| row.iter().any(Square::is_number))
        .unwrap_or(grid.rows.len());
    let (above, rest) = grid.rows.split_at(begins);
    if above.iter().any(|row| is_of_another_edition(table, row) == Some(true)) {
        let texts =
            rest.iter().flatten().filter(|square| square.is_number()).filter_map(Square::text);
        placement
            .unplaced
            .extend(texts.map(|text| Unplaced { text: text.to_owned(), why: OTHER_COLUMNS }));
        return placement;
    }
    let body: Vec<&Vec<Square>> = above.iter().filter(|row| !is_head(row)).chain(rest).collect();
    // Leading columns that hold words or nothing in every row are labels.
    let width = body.first().map_or(0, |row| row.len());
    let is_covered = |square: &Square| !matches!(square, Square::Text(_));
    let labels = (0..width)
        .take_while(|x| {
            let column = || body.iter().map(|row| &row[*x]);
            column().all(|square| is_covered(square) || square.is_words())
                && (column().any(Square::is_label) || column().all(is_covered))
        })
        .count();
    for (down, row) in body.iter().enumerate() {
        let texts: Vec<&str> = row[labels..].iter().filter_map(Square::text).collect();
        let whole_row = rows_of_table.len() == 1 && texts.len() == rows_of_table[0].1.len();
        let left = if whole_row { 0 } else { left };
        for (right, text) in texts.into_iter().enumerate() {
            match rows_of_table.get(top + down).and_then(|(_, cells)| cells.get(left + right)) {
                Some(id) => put(&mut placement, *id, text),
                None if number::trim(text).is_empty() => {}
                None => placement.unplaced.push(Unplaced { text: text.to_owned(), why: BEYOND }),
            }
        }
    }
    placement
}

/// Puts one text; an empty cell leaves what is there.
fn put(placement: &mut Placement, id: CellId, text: &str) {
    match number::read(text) {
        Reading::Blank => {}
        Reading::Number { .. } | Reading::Mark(_) => {
            placement.cells.push((id, number::trim(text).to_owned()));
        }
        Reading::Unreadable(text) => {
            let why = match text.as_str() {
                hidden if hidden.contains("##") => TOO_NARROW,
                said if NOTHING.contains(&squeeze(said).as_str()) => SAYS_NOTHING,
                _ => NOT_A_NUMBER,
            };
            placement.unplaced.push(Unplaced { text, why });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_of_a_web_page_keep_their_places() {
        let cell = |text: &str, cols, rows| (text.to_owned(), cols, rows);
        let grid = Grid::from_spans(&[
            vec![cell("组", 1, 2), cell("甲", 2, 1)],
            vec![cell("1", 1, 1), cell("2", 1, 1), cell("3", 1, 1)],
        ]);
        let text = |text: &str| Square::Text(text.to_owned());
        assert_eq!(
            grid.rows,
            [
                [text("组"), text("甲"), Square::Beside, text("")],
                [Square::Above, text("1"), text("2"), text("3")]
            ]
        );
        // A cell that claims more than a table has ends with the table.
        let large = Grid::from_spans(&[vec![cell("甲", usize::MAX, usize::MAX)]]);
        assert_eq!((large.rows.len(), large.rows[0].len()), (1, 64));
    }
}
