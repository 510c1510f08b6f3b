//! Finds the cell for each number of a block that is pasted from Excel, WPS, Word or a web page.
//!
//! Rows are matched by their labels if the block has labels. A block of numbers only is placed at
//! the cursor, and its empty cells count as positions. A label is never read as a number, and text
//! that cannot be placed is listed with the reason.

use crate::edition::{
    CellId, FormItem, FormLine, FormLineKind, FormTable, Scope, editions, normalized_label,
};
use crate::number::{self, Reading};
use crate::report::{Entry, Report};
use crate::source::MOST_COLUMNS;
use crate::spans::{Span, spans};
use crate::text::is_common_han;

/// A copied block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedGrid {
    /// The rows from top to bottom, all of the same length.
    pub rows: Vec<Vec<GridCell>>,
}

/// A position of a copied block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridCell {
    /// A cell begins here. It is empty if the text is.
    Text(String),
    /// A merged cell of a row above covers the position. It holds no text, but counts as a
    /// position.
    Above,
    /// A merged cell that begins further left covers the position, which does not count.
    Beside,
}

impl GridCell {
    /// The text of the position, empty where a cell above covers it; `None` if it does not count.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Above => Some(""),
            Self::Beside => None,
        }
    }

    /// Whether it holds words, and not the `###` of a number that a narrow column hides.
    fn is_words(&self) -> bool {
        matches!(
            self,
            Self::Text(text)
                if matches!(number::read(text), Reading::Unreadable(_)) && !text.contains("##")
        )
    }

    /// Whether it holds words that can name a row or a column. Text in place of a number (无, 没有,
    /// abc) cannot.
    fn is_label(&self) -> bool {
        let names = |text: &str| {
            text.chars().count() > 1 && text.contains(is_common_han) && !NOTHING.contains(&text)
        };
        self.is_words() && self.text().is_some_and(|text| names(&normalized_label(text)))
    }

    /// Whether it holds the content of a cell of the form: a number, a stroke, or `###`.
    fn is_number(&self) -> bool {
        !self.is_words() && self.text().is_some_and(|text| !number::trim(text).is_empty())
    }
}

/// The cells for the numbers of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// The cells and their texts, in the order of the table.
    pub cells: Vec<(CellId, String)>,
    /// The texts that cannot be placed.
    pub unplaced: Vec<Unplaced>,
    /// Whether rows were found by their labels. Otherwise they were placed by position from the
    /// cursor.
    pub by_label: bool,
}

/// A text that cannot be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The text, or the label of the row.
    pub text: String,
    /// The reason, in words for the clerk.
    pub why: &'static str,
}

/// Words that people write where there is no number.
const NOTHING: [&str; 6] = ["无", "没有", "暂无", "未发生", "未收到", "不涉及"];

const SAYS_NOTHING: &str = "不是数字；没有的请填 0";
const TOO_NARROW: &str = "Excel 里这一列太窄，复制出来的是 ###；请拉宽后再复制";
const NOT_A_NUMBER: &str = "不是数字";
const BEYOND: &str = "超出了表格";
const NO_SUCH_ROW: &str = "这个版式的表里没有这一行";
const WRONG_WIDTH: &str = "这一行的列数与表格不同";
const NAMELESS: &str = "这一行没有行名";
const OTHER_COLUMNS: &str = "这一行的列是另一个版式的，与本表不同";

impl PastedGrid {
    /// Reads tab-separated text as Excel and WPS put it on the clipboard. Cells with line breaks
    /// are in quotes.
    pub fn from_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let mut rows = vec![Vec::new()];
        let mut rest = text;
        loop {
            let (cell, after) = split_cell(rest);
            if let Some(row) = rows.last_mut() {
                row.push(GridCell::Text(cell));
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

    /// Puts rows of cells with spans (text, columns, rows) on a grid.
    pub fn from_spans(rows: &[Vec<(String, usize, usize)>]) -> Self {
        let extents = rows
            .iter()
            .map(|row| row.iter().map(|(_, cols, deep)| ((*cols).min(MOST_COLUMNS), *deep)));
        let mut grid: Vec<Vec<Option<GridCell>>> = vec![Vec::new(); rows.len()];
        for Span { row, index, rows: deep, cols } in spans(usize::MAX, extents) {
            for line in &mut grid[deep] {
                if line.len() < cols.end {
                    line.resize(cols.end, None);
                }
                line[cols.clone()].fill(Some(GridCell::Beside));
                line[cols.start] = Some(GridCell::Above);
            }
            grid[row][cols.start] = Some(GridCell::Text(rows[row][index].0.clone()));
        }
        let filled = |cell: Option<GridCell>| cell.unwrap_or_else(|| GridCell::Text(String::new()));
        Self::square(grid.into_iter().map(|row| row.into_iter().map(filled).collect()).collect())
    }

    /// Whether it is a single cell, which the browser may paste itself.
    pub fn is_single(&self) -> bool {
        self.rows.len() == 1 && self.rows[0].len() == 1
    }

    fn square(mut rows: Vec<Vec<GridCell>>) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(width, GridCell::Text(String::new()));
        }
        Self { rows }
    }
}

/// The first cell of tab-separated text, and the rest of the text from the separator on.
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

/// Finds the cell for every number of a block that was pasted at `cursor`.
pub fn place_block(report: &Report, cursor: CellId, grid: &PastedGrid) -> Placement {
    let table = report.form().table(cursor.table);
    let by_label = place_by_label(table, grid);
    // A block with labels is never placed by position, even if this table has none of its rows.
    // Table 4 has no labels before its row.
    let labelled =
        !by_label.cells.is_empty() || !by_label.unplaced.is_empty() && rows(table).len() > 1;
    if labelled { by_label } else { place_from(table, cursor, grid) }
}

/// How many numbers of a block would be put on calculated totals, where they are kept only as
/// controls (控制数), and how many of these would differ from the totals calculated then. Such a
/// difference suggests that rows or columns of the block are shifted.
pub fn count_on_totals(report: &Report, placement: &Placement) -> (usize, usize) {
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
fn rows(table: &FormTable) -> Vec<(String, Vec<CellId>)> {
    let data = table.lines.iter().filter(|line| line.kind == FormLineKind::Data);
    data.map(|line| {
        let label = line.items.iter().rev().find_map(|item| match item {
            FormItem::Label { text, .. } => Some(normalized_label(text)),
            FormItem::Value { .. } => None,
        });
        let cells = line.items.iter().filter_map(|item| match item {
            FormItem::Value { id, .. } => Some(*id),
            FormItem::Label { .. } => None,
        });
        (label.unwrap_or_default(), cells.collect())
    })
    .collect()
}

/// The heads of columns in a line.
fn column_heads(line: &FormLine) -> impl Iterator<Item = String> + '_ {
    line.items.iter().filter_map(|item| {
        if let FormItem::Label { text, scope: Scope::Columns, .. } = item {
            Some(normalized_label(text))
        } else {
            None
        }
    })
}

/// Whether a row of heads belongs to the columns of another edition; `None` if the row holds no
/// heads.
fn is_of_another_edition(table: &FormTable, row: &[GridCell]) -> Option<bool> {
    let heads =
        |table: &FormTable| -> Vec<String> { table.lines.iter().flat_map(column_heads).collect() };
    if row.iter().any(GridCell::is_number) {
        return None;
    }
    let labels: Vec<String> = row
        .iter()
        .filter(|square| square.is_words())
        .filter_map(GridCell::text)
        .map(normalized_label)
        .collect();
    let (own, all) = (
        heads(table),
        editions().iter().flat_map(|edition| heads(edition.table(table.key))).collect::<Vec<_>>(),
    );
    // 信息内容 is a head in every edition, so it decides nothing where there are other heads.
    let known: Vec<&String> = labels.iter().filter(|label| all.contains(label)).collect();
    // All heads may be known to this table, and yet be a line of another edition's: one with a
    // column less.
    let is_line_of = |table: &FormTable| {
        table.lines.iter().any(|line| column_heads(line).eq(labels.iter().cloned()))
    };
    let others = || editions().iter().map(|edition| edition.table(table.key));
    let is_foreign = || {
        known.iter().any(|label| !own.contains(label))
            || !is_line_of(table) && others().any(is_line_of)
    };
    (!known.is_empty()).then(is_foreign)
}

/// The position of the label of a row: the last words before its numbers that name a row of the
/// table; or else such words further on, because a column of running numbers may come first; or
/// else the last words that could be a label.
fn label_of(row: &[GridCell], is_known: impl Fn(&str) -> bool) -> Option<usize> {
    let first_number = row.iter().position(GridCell::is_number).unwrap_or(row.len());
    let last =
        |range: &[GridCell], wanted: &dyn Fn(&GridCell) -> bool| range.iter().rposition(wanted);
    let names_a_row = |square: &GridCell| square.is_words() && square.text().is_some_and(&is_known);
    last(&row[..first_number], &names_a_row)
        .or_else(|| last(row, &names_a_row))
        .or_else(|| last(&row[..first_number], &GridCell::is_label))
        .or_else(|| last(row, &GridCell::is_label))
}

fn place_by_label(table: &FormTable, grid: &PastedGrid) -> Placement {
    let rows = rows(table);
    let find = |text: &str| {
        let wanted = normalized_label(text);
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
                    .and_then(GridCell::text)
                    .map(str::to_owned),
            );
            continue;
        };
        let label = row[at].text().unwrap_or_default();
        let texts: Vec<&str> = row[at + 1..].iter().filter_map(GridCell::text).collect();
        let found = find(label);
        // A row of words only is a head, unless the words follow the name of a row.
        let counts = if found.is_some() {
            texts.iter().any(|text| !number::trim(text).is_empty())
        } else {
            row[at..].iter().any(GridCell::is_number)
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

/// In text from Excel a merged cell is one cell with text and empty cells. This function removes
/// empty cells before and after the texts until `wanted` are left.
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

fn place_from(table: &FormTable, cursor: CellId, grid: &PastedGrid) -> Placement {
    let mut placement = Placement::default();
    let rows_of_table = rows(table);
    let Some((top, left)) = rows_of_table
        .iter()
        .enumerate()
        .find_map(|(y, (_, cells))| cells.iter().position(|id| *id == cursor).map(|x| (y, x)))
    else {
        return placement;
    };
    // Rows of words only above the first number are heads of the block and take up no row of the
    // table. Further down, words are in place of numbers.
    let is_head = |row: &[GridCell]| {
        row.iter().any(GridCell::is_label) && !row.iter().any(GridCell::is_number)
    };
    let begins = grid
        .rows
        .iter()
        .position(|row| row.iter().any(GridCell::is_number))
        .unwrap_or(grid.rows.len());
    let (above, rest) = grid.rows.split_at(begins);
    if above.iter().any(|row| is_of_another_edition(table, row) == Some(true)) {
        let texts =
            rest.iter().flatten().filter(|square| square.is_number()).filter_map(GridCell::text);
        placement
            .unplaced
            .extend(texts.map(|text| Unplaced { text: text.to_owned(), why: OTHER_COLUMNS }));
        return placement;
    }
    let body: Vec<&Vec<GridCell>> = above.iter().filter(|row| !is_head(row)).chain(rest).collect();
    // Leading columns that hold only words or covered positions in every row are labels.
    let width = body.first().map_or(0, |row| row.len());
    let is_covered = |square: &GridCell| !matches!(square, GridCell::Text(_));
    let labels = (0..width)
        .take_while(|x| {
            let column = || body.iter().map(|row| &row[*x]);
            column().all(|square| is_covered(square) || square.is_words())
                && (column().any(GridCell::is_label) || column().all(is_covered))
        })
        .count();
    for (down, row) in body.iter().enumerate() {
        let texts: Vec<&str> = row[labels..].iter().filter_map(GridCell::text).collect();
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

/// Places one text. An empty cell keeps its content.
fn put(placement: &mut Placement, id: CellId, text: &str) {
    match number::read(text) {
        Reading::Blank => {}
        Reading::Number { .. } | Reading::Mark(_) => {
            placement.cells.push((id, number::trim(text).to_owned()));
        }
        Reading::Unreadable(text) => {
            let why = match text.as_str() {
                hidden if hidden.contains("##") => TOO_NARROW,
                text if NOTHING.contains(&normalized_label(text).as_str()) => SAYS_NOTHING,
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
        let grid = PastedGrid::from_spans(&[
            vec![cell("组", 1, 2), cell("甲", 2, 1)],
            vec![cell("1", 1, 1), cell("2", 1, 1), cell("3", 1, 1)],
        ]);
        let text = |text: &str| GridCell::Text(text.to_owned());
        assert_eq!(
            grid.rows,
            [
                [text("组"), text("甲"), GridCell::Beside, text("")],
                [GridCell::Above, text("1"), text("2"), text("3")]
            ]
        );
        // A cell that claims to be larger than the table ends at its edge.
        let large = PastedGrid::from_spans(&[vec![cell("甲", usize::MAX, usize::MAX)]]);
        assert_eq!((large.rows.len(), large.rows[0].len()), (1, 64));
    }
}
