//! Writes the tables of the Word document: exact widths, merged cells, heads that repeat, and rows
//! that are not split.

use super::page::TEXT_WIDTH;
use super::styles::{CellTextKind, WordStyle, cell_style};
use super::text::{self, spaced_width, width};
use crate::document::{Cell, Role, Table, TextSize};
use crate::markup::Element;

/// The colour of rows 第二十条第（…）项, the light blue of most published reports.
const SHADE: &str = "C6D9F1";
/// The room to the left and right of the text in a cell, in twips.
const PADDING: i64 = 40;
/// The additional indent of words in a cell, in twips.
const WORDS_INDENT: i64 = 60;
/// The smallest size that a long number is set in, in half points.
const SMALLEST: i64 = 10;
/// The smallest size that a number with a remark is set in to stay on one line, in half points.
const SMALLEST_REMARK: i64 = 16;

/// The width of the widest digits, in hundredths of the size. Digits of Times New Roman are 0.5 of
/// their size wide; those of fonts that substitute for it up to 0.64.
const WIDEST_DIGIT: i64 = 64;

/// The least height of a row in twips. In [`TextSize::Small`] it is such that table 3 with its
/// heading and with labels of three lines fills a page: the 28 rows share the 21 lines of 28.95
/// points that are left.
const fn row_height(size: TextSize) -> i64 {
    match size {
        TextSize::Large => 520,
        TextSize::Medium => 480,
        TextSize::Small => 378,
    }
}

/// The number of rows of table 3 that have labels or heads of more than one line. They cannot be
/// made lower.
const WRAPPED_ROWS: i64 = 8;

/// The least height to which a row is lowered, in twips.
const LOWEST_ROW: i64 = 290;

/// Writes a table. `taken` is the height, in twips, that its page loses to text above the table and
/// notes below it. The rows are made lower accordingly, as far as they can be, so that a table that
/// is made to fill a page still fits.
pub fn write(body: &mut Element, table: &Table, taken: i64) {
    let rows = i64::try_from(table.rows.len()).unwrap_or(1);
    let yielding = (rows - WRAPPED_ROWS).max(1);
    let height = (row_height(table.size) - (taken + yielding - 1) / yielding).max(LOWEST_ROW);
    let widths = column_widths(&table.widths);
    let mut element = body.child("w:tbl");
    properties(&mut element, widths.iter().sum());
    {
        let mut grid = element.child("w:tblGrid");
        for width in &widths {
            drop(grid.child("w:gridCol").number("w:w", *width));
        }
    }
    let grid = table.grid();
    for (index, row) in table.rows.iter().enumerate() {
        let mut line = element.child("w:tr");
        {
            let mut properties = line.child("w:trPr");
            properties.empty("w:cantSplit");
            drop(properties.child("w:trHeight").number("w:val", height).with("w:hRule", "atLeast"));
            if index < table.header_rows {
                properties.empty("w:tblHeader");
            }
        }
        let mut column = 0;
        while let Some(span) = grid.at(index, column) {
            column = span.cols.end;
            let frame = CellFrame {
                width: widths[span.cols.clone()].iter().sum(),
                cols: span.cols.len(),
                shaded: row.shaded,
                keep: row.keep_with_next,
            };
            if span.row < index {
                continued(&mut line, &frame, cell_style(CellTextKind::Side, table.size));
            } else {
                write_cell(&mut line, &row.cells[span.index], &frame, table.size);
            }
        }
    }
}

/// The properties that a cell gets from its position in the table.
struct CellFrame {
    width: i64,
    cols: usize,
    shaded: bool,
    keep: bool,
}

/// Divides the width of the text in twips exactly: each column ends where the thousandths of its
/// width end.
fn column_widths(widths: &[u16]) -> Vec<i64> {
    let mut end = 0;
    let ends = widths.iter().map(|width| {
        end += i64::from(*width);
        end * TEXT_WIDTH / 1000
    });
    let ends: Vec<i64> = std::iter::once(0).chain(ends).collect();
    ends.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Writes the properties of the table, in the order of CT_TblPr. WPS uses the widths of the grid
/// and Word those of `tblW`, so both are the same.
fn properties(table: &mut Element, width: i64) {
    let mut properties = table.child("w:tblPr");
    drop(properties.child("w:tblW").number("w:w", width).with("w:type", "dxa"));
    properties.value("w:jc", "center");
    {
        let mut borders = properties.child("w:tblBorders");
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            drop(
                borders
                    .child(side)
                    .with("w:val", "single")
                    .number("w:sz", 4)
                    .number("w:space", 0)
                    .with("w:color", "000000"),
            );
        }
    }
    drop(properties.child("w:tblLayout").with("w:type", "fixed"));
    let mut margins = properties.child("w:tblCellMar");
    for side in ["w:left", "w:right"] {
        drop(margins.child(side).number("w:w", PADDING).with("w:type", "dxa"));
    }
}

/// Writes a position that a cell above covers. Word requires a paragraph in it.
fn continued(row: &mut Element, frame: &CellFrame, style: &WordStyle) {
    let mut cell = row.child("w:tc");
    {
        let mut properties = cell.child("w:tcPr");
        drop(properties.child("w:tcW").number("w:w", frame.width).with("w:type", "dxa"));
        span(&mut properties, frame.cols);
        properties.empty("w:vMerge");
        properties.value("w:vAlign", "center");
    }
    drop(text::paragraph(&mut cell, style));
}

fn span(properties: &mut Element, cols: usize) {
    if cols > 1 {
        properties.value("w:gridSpan", cols.to_string());
    }
}

/// Writes a cell. Its properties are in the order of CT_TcPr.
fn write_cell(row: &mut Element, cell: &Cell, frame: &CellFrame, size: TextSize) {
    let mut element = row.child("w:tc");
    {
        let mut properties = element.child("w:tcPr");
        drop(properties.child("w:tcW").number("w:w", frame.width).with("w:type", "dxa"));
        span(&mut properties, frame.cols);
        if cell.rows > 1 {
            properties.value("w:vMerge", "restart");
        }
        if frame.shaded {
            drop(
                properties
                    .child("w:shd")
                    .with("w:val", "clear")
                    .with("w:color", "auto")
                    .with("w:fill", SHADE),
            );
        }
        if cell.role == Role::SideHead {
            properties.value("w:textDirection", "tbRlV");
        }
        properties.value("w:vAlign", "center");
    }
    let style = cell_style(text_of(cell.role), size);
    let mut paragraph = element.child("w:p");
    {
        let mut properties = paragraph.child("w:pPr");
        properties.value("w:pStyle", style.id);
        if frame.keep {
            properties.empty("w:keepNext");
        }
        if cell.role == Role::Words {
            drop(
                properties
                    .child("w:ind")
                    .number("w:left", WORDS_INDENT)
                    .number("w:right", WORDS_INDENT),
            );
        }
        if let Some(align) = alignment(cell, frame, size) {
            properties.value("w:jc", align);
        }
    }
    if cell.text.is_empty() {
        return;
    }
    match group_label(cell) {
        Some((number, label)) => {
            text::run(&mut paragraph, number, style, false, None);
            paragraph.child("w:r").empty("w:br");
            text::run(&mut paragraph, label, style, false, None);
        }
        None => {
            text::run(&mut paragraph, &cell.text, style, false, fitting_size(cell, frame, style));
        }
    }
}

const fn text_of(role: Role) -> CellTextKind {
    match role {
        Role::ColumnHead | Role::SideHead | Role::GroupHead => CellTextKind::Head,
        Role::RowHead | Role::Note | Role::Words => CellTextKind::Side,
        Role::Number => CellTextKind::Number,
    }
}

/// The alignment of a cell's text where it differs from that of its style.
fn alignment(cell: &Cell, frame: &CellFrame, size: TextSize) -> Option<&'static str> {
    if cell.role == Role::Words {
        return Some("left");
    }
    let fits = || {
        width(&cell.text) * cell_style(CellTextKind::Side, size).size / 10 + 2 * PADDING
            <= frame.width
    };
    (cell.role == Role::RowHead && cell.rows > 1 && !fits() || cell.role == Role::Note)
        .then_some("center")
}

/// Splits the label of a group, such as （三）不予公开, into its number and its words; `None` for other
/// cells.
fn group_label(cell: &Cell) -> Option<(&str, &str)> {
    if cell.role != Role::RowHead || cell.rows == 1 {
        return None;
    }
    let at = cell.text.find('）')? + '）'.len_utf8();
    (at < cell.text.len()).then(|| cell.text.split_at(at))
}

/// The size at which a number fits its column on one line, if it is smaller than that of its style,
/// because digits must never be broken. A number with a remark may take two lines before it gets
/// too small to read.
fn fitting_size(cell: &Cell, frame: &CellFrame, style: &WordStyle) -> Option<i64> {
    if cell.role != Role::Number {
        return None;
    }
    let room = frame.width - 2 * PADDING;
    // A character of n half points whose width is w hundredths of its size is w ÷ 100 × n × 10
    // twips wide.
    let digits: i64 =
        cell.text.chars().map(|c| if c.is_ascii() { WIDEST_DIGIT - 50 } else { 0 }).sum();
    let widest = spaced_width(&cell.text) + digits;
    let fits = |size: i64| widest * size / 10 <= room;
    if fits(style.size) {
        return None;
    }
    let remarked = !cell.text.is_ascii();
    let smallest = if remarked { SMALLEST_REMARK } else { SMALLEST };
    (smallest..style.size).rev().find(|size| fits(*size)).or((!remarked).then_some(SMALLEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_fills_the_text_exactly() {
        for widths in [vec![286, 238, 238, 238], vec![67; 10].into_iter().chain([66; 5]).collect()]
        {
            let grid = column_widths(&widths);
            assert_eq!(grid.iter().sum::<i64>(), TEXT_WIDTH);
            assert_eq!(grid.len(), widths.len());
        }
    }

    #[test]
    fn a_long_number_gets_smaller_before_it_breaks() {
        let cell =
            |text: &str| Cell { text: text.to_owned(), cols: 1, rows: 1, role: Role::Number };
        let frame = CellFrame { width: 725, cols: 1, shaded: false, keep: false };
        let style = cell_style(CellTextKind::Number, TextSize::Small);
        assert_eq!(fitting_size(&cell("12345"), &frame, style), None);
        assert_eq!(fitting_size(&cell("12345678"), &frame, style), Some(12));
        assert_eq!(fitting_size(&cell("1234567890123456789"), &frame, style), Some(SMALLEST));
    }
}
