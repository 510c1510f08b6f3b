//! Writes one sheet: columns, rows, merged cells, and its page setup.

use super::strings::Strings;
use super::styles::CellFormats;
use super::{MAIN, reference};
use crate::document::{DRAFT_MARK, Run};
use crate::formats::CARRIED;
use crate::markup::{Element, xml};
use crate::spans::{Grid, Span};
use crate::workbook::{CellRange, CellSum, CellValue, Sheet, SheetCell};

/// The number of A4 in the list of paper sizes.
const A4: i64 = 9;

/// The greatest height, in points, of rows that are printed on one page. Rows higher than the 727
/// points of a page are scaled down, to three quarters at most.
const ONE_PAGE: u32 = 960;

/// Writes a sheet. The elements are in the order of CT_Worksheet.
pub fn part(
    sheet: &Sheet,
    first: bool,
    draft_mark: bool,
    strings: &mut Strings,
    looks: &mut CellFormats,
) -> String {
    let mut out = String::new();
    let mut root = xml(&mut out, "worksheet").with("xmlns", MAIN);
    drop(root.child("sheetPr").child("pageSetUpPr").number("fitToPage", 1));
    let last = (sheet.rows.len().max(1) - 1, sheet.widths.len().max(1) - 1);
    drop(root.child("dimension").with("ref", area(CellRange { from: (0, 0), to: last })));
    {
        let mut views = root.child("sheetViews");
        let mut view = views.child("sheetView").number("showGridLines", 0);
        if first {
            view = view.number("tabSelected", 1);
        }
        drop(view.number("workbookViewId", 0));
    }
    drop(root.child("sheetFormatPr").number("defaultRowHeight", 20));
    if !sheet.widths.is_empty() {
        let mut columns = root.child("cols");
        for (index, width) in (1_i64..).zip(&sheet.widths) {
            let width = format!("{}.{:02}", width / 100, width % 100);
            drop(
                columns
                    .child("col")
                    .number("min", index)
                    .number("max", index)
                    .with("width", width)
                    .number("customWidth", 1),
            );
        }
    }
    let joined = rows(&mut root, sheet, strings, looks);
    if !joined.is_empty() {
        let mut merges = root.child("mergeCells").number("count", int(joined.len()));
        for merge in joined {
            drop(merges.child("mergeCell").with("ref", area(merge)));
        }
    }
    drop(root.child("printOptions").number("horizontalCentered", 1));
    let margins = [
        ("left", "0.6"),
        ("right", "0.6"),
        ("top", "0.8"),
        ("bottom", "0.8"),
        ("header", "0.4"),
        ("footer", "0.4"),
    ];
    drop(
        margins
            .into_iter()
            .fold(root.child("pageMargins"), |element, (side, inches)| element.with(side, inches)),
    );
    let height: u32 = sheet.rows.iter().map(|row| row.height).sum();
    let pages = i64::from(height <= ONE_PAGE);
    drop(
        root.child("pageSetup")
            .number("paperSize", A4)
            .with("orientation", "portrait")
            .number("fitToWidth", 1)
            .number("fitToHeight", pages),
    );
    {
        let mut header_footer = root.child("headerFooter");
        if draft_mark {
            header_footer.text_child("oddHeader", &format!("&C&\"黑体\"&16{DRAFT_MARK}"));
        }
        header_footer.text_child("oddFooter", "&C— &P —");
    }
    drop(root);
    out
}

fn int(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn area(area: CellRange) -> String {
    if area.from == area.to {
        reference(area.from)
    } else {
        format!("{}:{}", reference(area.from), reference(area.to))
    }
}

/// Writes the rows and returns the areas of merged cells.
fn rows(
    root: &mut Element,
    sheet: &Sheet,
    strings: &mut Strings,
    looks: &mut CellFormats,
) -> Vec<CellRange> {
    let mut merged = Vec::new();
    let grid = grid(sheet);
    let mut data = root.child("sheetData");
    for (y, row) in sheet.rows.iter().enumerate() {
        let mut element = data
            .child("row")
            .number("r", int(y + 1))
            .number("ht", row.height)
            .number("customHeight", 1);
        for x in 0..sheet.widths.len() {
            let Some(span) = grid.at(y, x) else { continue };
            let cell = &sheet.rows[span.row].cells[span.index];
            if (span.row, span.cols.start) == (y, x) {
                if cell.cols > 1 || cell.rows > 1 {
                    merged.push(CellRange {
                        from: (y, x),
                        to: (y + cell.rows - 1, x + cell.cols - 1),
                    });
                }
                write(&mut element, cell, (y, x), strings, looks);
            } else {
                // Borders are drawn for each position, so a covered position gets the style of the
                // cell that covers it.
                drop(
                    element
                        .child("c")
                        .with("r", reference((y, x)))
                        .number("s", int(looks.text_format(cell.style, ""))),
                );
            }
        }
    }
    merged
}

/// The grid of a sheet, in which each cell states its own column.
fn grid(sheet: &Sheet) -> Grid {
    let (rows, columns) = (sheet.rows.len(), sheet.widths.len());
    let span = |row, (index, cell): (usize, &SheetCell)| Span {
        row,
        index,
        rows: row..(row + cell.rows).min(rows),
        cols: cell.column..(cell.column + cell.cols).min(columns),
    };
    let spans = sheet
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, list)| list.cells.iter().enumerate().map(move |cell| span(row, cell)));
    Grid::new(columns, rows, spans.collect())
}

fn write(
    row: &mut Element,
    cell: &SheetCell,
    at: (usize, usize),
    strings: &mut Strings,
    looks: &mut CellFormats,
) {
    let element = row.child("c").with("r", reference(at));
    match &cell.value {
        CellValue::Blank => drop(element.number("s", int(looks.text_format(cell.style, "")))),
        CellValue::Text(runs) => {
            let start = runs.first().map_or("", |run| run.text.as_str());
            let mut element =
                element.number("s", int(looks.text_format(cell.style, start))).with("t", "s");
            element.text_child("v", &strings.index_of(runs).to_string());
        }
        CellValue::Number(number, shown) => {
            let mut element = element.number("s", int(looks.number(cell.style, shown)));
            element.text_child("v", &number.to_string());
        }
        CellValue::Sum(sum) => {
            let mut element = element.number("s", int(looks.number(cell.style, &sum.shown)));
            if sum.result.is_none() {
                element = element.with("t", "str");
            }
            element.text_child("f", &formula(sum));
            element
                .text_child("v", &sum.result.map(|result| result.to_string()).unwrap_or_default());
        }
    }
}

/// The formula of a sum. Its result is blank while a term is missing, because a blank is unknown
/// and not 0.
fn formula(sum: &CellSum) -> String {
    let terms: Vec<String> = sum.terms.iter().map(|terms| area(*terms)).collect();
    let (terms, count) = (terms.join(","), sum.terms.iter().map(CellRange::places).sum::<usize>());
    format!("IF(COUNT({terms})={count},SUM({terms}),\"\")")
}

/// Writes the sheet that carries a text: an identifier, then the text in pieces that fit a cell.
pub fn carrying(text: &str, strings: &mut Strings) -> String {
    let mut out = String::new();
    let mut root = xml(&mut out, "worksheet").with("xmlns", MAIN);
    let mut data = root.child("sheetData");
    let mut line = |number: usize, text: &str| {
        let mut row = data.child("row").number("r", int(number));
        let mut cell = row.child("c").with("r", reference((number - 1, 0))).with("t", "s");
        cell.text_child("v", &strings.index_of(&[Run::plain(text)]).to_string());
    };
    line(1, CARRIED);
    let (mut start, mut units, mut number) = (0, 0, 2);
    for (at, c) in text.char_indices() {
        if units + c.len_utf16() > super::strings::LONGEST {
            line(number, &text[start..at]);
            (start, units, number) = (at, 0, number + 1);
        }
        units += c.len_utf16();
    }
    line(number, &text[start..]);
    drop(data);
    drop(root);
    out
}
