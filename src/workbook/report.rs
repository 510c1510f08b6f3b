//! Composes the finished report as a workbook, with one table on each sheet.
//!
//! The input is a report, complete or not. The output is its [`Workbook`]. The first sheet holds
//! the title, the opening and part one, the next three hold parts two to four, each with its table,
//! and the last holds parts five and six with 落款. Read sheet by sheet, its text is that of the
//! document. Totals that the form calculates are formulas.

use super::{
    CellRange, CellStyle, CellSum, CellValue, NumberDisplay, Sheet, SheetCell, SheetRow, TALLEST,
    Workbook,
};
use crate::document::report::{DocumentOptions, cell_text, opening, part_blocks, signature};
use crate::document::{Block, Role, Run, Table, clean};
use crate::draft;
use crate::edition::{CellId, FormItem, TableKey};
use crate::report::{Part, Report};
use crate::spans::Span;
use std::collections::BTreeMap;

/// The width of every sheet, in hundredths of a digit. It fills A4 with narrow margins.
pub const WIDTH: u32 = 9000;
/// The number of digits in an em of table text: digits of Chinese fonts are half an em wide.
const DIGITS_IN_EM: usize = 2;
/// The size of table text in points. Widths are counted in digits of this size.
const TABLE_SIZE: usize = 10;

/// Composes the workbook of a report.
pub fn compose(report: &Report, options: &DocumentOptions) -> Workbook {
    let part = |part| part_blocks(report, part, options);
    let mut sheets = Vec::new();
    let mut first = SheetBuilder::new("总体情况", &[1000]);
    if options.draft_mark {
        first.line(CellStyle::DraftMark, crate::document::DRAFT_MARK);
    }
    first.blocks(report, &opening(report));
    first.blocks(report, &part(Part::Overview));
    sheets.push(first.sheet);
    for key in TableKey::ALL {
        let mut pages = SheetBuilder::new(key.name(), &report.form().table(key).widths);
        pages.blocks(report, &part(Part::of_table(key)));
        sheets.push(pages.sheet);
    }
    let mut last = SheetBuilder::new("问题和其他事项", &[1000]);
    for key in [Part::Problems, Part::Other] {
        last.blocks(report, &part(key));
    }
    last.blocks(report, report.signature.as_ref().and_then(signature).as_slice());
    sheets.push(last.sheet);
    Workbook {
        title: clean(&report.title_lines().concat()),
        agency: clean(&report.agency.name),
        draft_mark: options.draft_mark,
        sheets,
        carried: draft::printed_part(report),
    }
}

/// A sheet to which rows are appended.
struct SheetBuilder {
    sheet: Sheet,
}

impl SheetBuilder {
    /// An empty sheet with columns of these widths, in thousandths of the width of the sheet.
    fn new(name: &'static str, widths: &[u16]) -> Self {
        let widths = widths.iter().map(|width| u32::from(*width) * WIDTH / 1000).collect();
        Self { sheet: Sheet { name, widths, ..Sheet::default() } }
    }

    fn blocks(&mut self, report: &Report, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Title(lines) => {
                    for line in lines {
                        self.line(CellStyle::Title, line);
                    }
                }
                Block::Heading { level, text, .. } => {
                    self.line(
                        if *level == 1 { CellStyle::Heading } else { CellStyle::Subheading },
                        text,
                    );
                }
                Block::Paragraph(runs) => self.paragraph(CellStyle::Body, runs),
                Block::TableNote(text) => self.line(CellStyle::TableNote, text),
                Block::Signature { agency, date } => {
                    for (style, text) in
                        [(CellStyle::SignatureAgency, agency), (CellStyle::SignatureDate, date)]
                    {
                        if !text.is_empty() {
                            self.line(style, text);
                        }
                    }
                }
                Block::Table(table) => self.table(report, table),
                // A workbook holds the numbers of the code as cells.
                Block::Code { .. } => {}
            }
        }
    }

    fn line(&mut self, style: CellStyle, text: &str) {
        self.paragraph(style, &[Run::plain(text)]);
    }

    /// Appends a paragraph across the whole sheet. If it is too long for one row, it continues in
    /// the next.
    fn paragraph(&mut self, style: CellStyle, runs: &[Run]) {
        let (size, line_height) = size_of(style);
        let (ems, cols) = (ems(WIDTH, size), self.sheet.widths.len());
        for (index, piece) in pieces(runs, ems * MOST_LINES).into_iter().enumerate() {
            let length: usize = piece.iter().map(|run| half_ems(&run.text)).sum();
            // The first line is indented by two ems, as in official papers.
            let lines = (length + 4).div_ceil(2 * ems);
            let style = if index == 0 { style } else { CellStyle::Continued };
            let height = u32::try_from(lines)
                .unwrap_or(TALLEST)
                .saturating_mul(line_height)
                .saturating_add(6)
                .min(TALLEST);
            self.sheet.rows.push(SheetRow {
                height,
                cells: vec![SheetCell {
                    column: 0,
                    cols,
                    rows: 1,
                    style,
                    value: CellValue::Text(piece),
                }],
            });
        }
    }

    fn table(&mut self, report: &Report, table: &Table) {
        let Some(key) = TableKey::parse(table.key) else { return };
        let first = self.sheet.rows.len();
        let form = report.form().table(key);
        let mut rows: Vec<Vec<(SheetCell, Option<CellId>)>> = vec![Vec::new(); table.rows.len()];
        let mut places = BTreeMap::new();
        for &Span { row, index, ref cols, .. } in table.grid().spans() {
            let cell = &table.rows[row].cells[index];
            let id = if let FormItem::Value { id, .. } = form.lines[row].items[index] {
                Some(id)
            } else {
                None
            };
            if let Some(id) = id {
                places.insert(id, (first + row, cols.start));
            }
            let value = if cell.text.is_empty() {
                CellValue::Blank
            } else {
                CellValue::Text(vec![Run::plain(&cell.text)])
            };
            rows[row].push((
                SheetCell {
                    column: cols.start,
                    cols: cell.cols,
                    rows: cell.rows,
                    style: style_of(cell.role),
                    value,
                },
                id,
            ));
        }
        for (cell, id) in rows.iter_mut().flatten() {
            if let Some(value) = id.and_then(|id| counted(report, id, &places)) {
                cell.value = value;
            }
        }
        let rows: Vec<Vec<SheetCell>> =
            rows.into_iter().map(|row| row.into_iter().map(|(cell, _)| cell).collect()).collect();
        let heights = heights(&rows, &self.sheet.widths);
        self.sheet.rows.extend(
            rows.into_iter().zip(heights).map(|(cells, height)| SheetRow { height, cells }),
        );
        if table.header_rows > 0 {
            self.sheet.repeated = Some((first, first + table.header_rows));
        }
    }
}

/// The numeric content of a cell: a number, or the sum that the form calculates; `None` for words
/// and blank cells.
fn counted(
    report: &Report,
    id: CellId,
    places: &BTreeMap<CellId, (usize, usize)>,
) -> Option<CellValue> {
    if report.is_calculated(id) {
        let result = report.value(id);
        let identity = report.form().slot(id).and_then(|slot| report.form().sum_deriving(slot))?;
        let terms = identity
            .left
            .iter()
            .map(|term| places.get(term).copied())
            .collect::<Option<Vec<_>>>()?;
        if identity.left.iter().all(|term| counts(report, *term))
            && let Some(shown) = result.map_or_else(
                || Some(NumberDisplay::default()),
                |value| NumberDisplay::of(value, &cell_text(report, id)),
            )
        {
            return Some(CellValue::Sum(CellSum { terms: areas(terms), result, shown }));
        }
    }
    let value = report.value(id)?;
    Some(CellValue::Number(value, NumberDisplay::of(value, &cell_text(report, id))?))
}

/// Whether a spreadsheet gets the same value from a cell as the report does: the same number, or no
/// number.
fn counts(report: &Report, id: CellId) -> bool {
    let Some(value) = report.value(id) else { return true };
    let terms = report
        .form()
        .slot(id)
        .filter(|_| report.is_calculated(id))
        .and_then(|slot| report.form().sum_deriving(slot));
    NumberDisplay::of(value, &cell_text(report, id)).is_some()
        && terms.is_none_or(|sum| sum.left.iter().all(|term| counts(report, *term)))
}

/// Joins positions to as few ranges of one row or one column as possible, in reading order.
fn areas(mut places: Vec<(usize, usize)>) -> Vec<CellRange> {
    places.sort_unstable();
    let mut areas: Vec<CellRange> = Vec::new();
    for (row, column) in places {
        let grown = areas.iter_mut().find(|area| {
            let along = area.from.0 == row && area.to == (row, column.wrapping_sub(1));
            let down = area.from.1 == column && area.to == (row.wrapping_sub(1), column);
            along || down
        });
        match grown {
            Some(area) => area.to = (row, column),
            None => areas.push(CellRange { from: (row, column), to: (row, column) }),
        }
    }
    areas
}

const fn style_of(role: Role) -> CellStyle {
    match role {
        Role::ColumnHead => CellStyle::ColumnHead,
        Role::RowHead | Role::Words => CellStyle::RowHead,
        Role::SideHead => CellStyle::SideHead,
        Role::GroupHead => CellStyle::GroupHead,
        Role::Note => CellStyle::Corner,
        Role::Number => CellStyle::Number,
    }
}

/// The size of a paragraph's text and the height of its lines, in points.
const fn size_of(style: CellStyle) -> (usize, u32) {
    match style {
        CellStyle::Title => (22, 34),
        CellStyle::Heading => (14, 24),
        CellStyle::TableNote => (10, 16),
        _ => (12, 19),
    }
}

/// The greatest number of lines of a paragraph in one row. More would exceed the greatest height of
/// a row.
const MOST_LINES: usize = 20;

/// The number of full-width characters of a size in points that fit a width.
fn ems(width: u32, size: usize) -> usize {
    (width as usize / 100 * TABLE_SIZE / DIGITS_IN_EM / size).max(1)
}

/// The width of a text in half ems.
pub fn half_ems(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Cuts a paragraph into pieces of at most this many ems. No character is lost.
fn pieces(runs: &[Run], most: usize) -> Vec<Vec<Run>> {
    let (mut pieces, mut left): (Vec<Vec<Run>>, usize) = (vec![Vec::new()], 2 * most);
    for run in runs {
        let mut start = 0;
        for (at, c) in run.text.char_indices() {
            let width = if c.is_ascii() { 1 } else { 2 };
            if width > left {
                push(&mut pieces, &run.text[start..at], run.bold);
                pieces.push(Vec::new());
                (start, left) = (at, 2 * most);
            }
            left -= width;
        }
        push(&mut pieces, &run.text[start..], run.bold);
    }
    pieces
}

fn push(pieces: &mut [Vec<Run>], text: &str, bold: bool) {
    if let Some(piece) = pieces.last_mut().filter(|_| !text.is_empty()) {
        piece.push(Run { text: text.to_owned(), bold });
    }
}

/// The heights of the rows of a table in points, at which no label is cut off. They are calculated
/// here, because spreadsheets do not adapt heights to merged cells.
pub fn heights(rows: &[Vec<SheetCell>], widths: &[u32]) -> Vec<u32> {
    const LEAST: u32 = 22;
    const LINE: u32 = 14;
    let needed = |cell: &SheetCell| {
        let text: usize = match &cell.value {
            CellValue::Text(runs) => runs.iter().map(|run| half_ems(&run.text)).sum(),
            _ => 0,
        };
        // Half an em is left free on both sides.
        let width: u32 = widths.iter().skip(cell.column).take(cell.cols).sum();
        let room = (width as usize * DIGITS_IN_EM / 200).saturating_sub(2).max(2);
        u32::try_from(text.div_ceil(room)).unwrap_or(TALLEST).saturating_mul(LINE).saturating_add(6)
    };
    let row_height = |row: &Vec<SheetCell>| {
        row.iter()
            .filter(|cell| cell.rows == 1)
            .map(needed)
            .max()
            .unwrap_or(0)
            .clamp(LEAST, TALLEST)
    };
    let mut heights: Vec<u32> = rows.iter().map(row_height).collect();
    for (y, cell) in
        rows.iter().enumerate().flat_map(|(y, row)| row.iter().map(move |cell| (y, cell)))
    {
        if cell.rows > 1 && cell.style != CellStyle::SideHead {
            let covered = &mut heights[y..(y + cell.rows).min(rows.len())];
            let missing = needed(cell).saturating_sub(covered.iter().sum());
            let share = missing.div_ceil(u32::try_from(covered.len()).unwrap_or(1).max(1));
            for height in covered {
                *height = (*height + share).min(TALLEST);
            }
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_side_by_side_are_one_area() {
        let area = |from, to| CellRange { from, to };
        assert_eq!(areas(vec![(3, 5), (3, 4), (3, 6)]), [area((3, 4), (3, 6))]);
        assert_eq!(
            areas(vec![(5, 2), (6, 2), (8, 2)]),
            [area((5, 2), (6, 2)), area((8, 2), (8, 2))]
        );
    }

    #[test]
    fn long_paragraphs_are_cut_without_a_loss() {
        let runs = [Run { text: "甲乙ab".to_owned(), bold: true }, Run::plain("丙丁戊")];
        let cut = pieces(&runs, 3);
        let texts: Vec<Vec<&str>> =
            cut.iter().map(|piece| piece.iter().map(|run| run.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["甲乙ab"], vec!["丙丁戊"]]);
        assert_eq!(pieces(&runs, 100).len(), 1);
    }
}
