//! Measures tables before they are put on pages: the width of each cell, the size of its text, and
//! the height of its row.

use super::font::scaled;
use super::lines::{self, SetParagraph};
use super::style::{self, Align, CELL_LEADING, CELL_PADDING, TEXT_WIDTH, WORDS_PADDING};
use super::{Face, LONGEST, Metrics, total};
use crate::document::{Cell, Role, Table, TextSize};
use crate::geometry::{Emu, centipoints};
use crate::spans::{Grid, Span};
use std::ops::Range;

/// The sizes of text for a table that is to fit one page, the largest first: from 五号 (10.5 points)
/// down to 7.5 points.
const SIZES: [Emu; 7] = [
    centipoints(1050),
    centipoints(1000),
    centipoints(950),
    centipoints(900),
    centipoints(850),
    centipoints(800),
    centipoints(750),
];

/// The greatest height to which a row is raised where a table has room left on its page, 7.6 mm.
const HIGHEST: Emu = centipoints(2155);
/// The step by which rows are raised, a quarter of a point.
const STEP: Emu = centipoints(25);
/// The smallest size of a long number, 5 points.
const SMALLEST: Emu = centipoints(500);
/// The smallest size of a number with a remark that is to stay on one line, 8 points.
const SMALLEST_REMARK: Emu = centipoints(800);

/// A table and the measures of its cells.
#[derive(Clone, Debug)]
pub struct MeasuredTable {
    /// The index of its block in the document.
    pub block: usize,
    /// The left edge of each column, and the right edge of the last one, from the left edge of the
    /// text.
    pub edges: Vec<Emu>,
    /// The heights of its rows.
    pub heights: Vec<Emu>,
    /// The heights to which its rows may be lowered where the table would otherwise run over its
    /// page. Empty if they must not be lowered.
    pub least: Vec<Emu>,
    /// The number of rows at the top that are heads.
    pub header_rows: usize,
    /// Its grid.
    pub grid: Grid,
    /// The cells, one for each span of the grid.
    pub cells: Vec<MeasuredCell>,
    /// For each row, whether it is shaded.
    pub shaded: Vec<bool>,
}

/// A cell and its position in the grid.
#[derive(Clone, Debug)]
pub struct MeasuredCell {
    /// The index of its row in the table.
    pub row: usize,
    /// The index of the cell in the row.
    pub index: usize,
    /// The rows that it covers.
    pub rows: Range<usize>,
    /// The columns that it covers.
    pub cols: Range<usize>,
    /// The room to the left and right of its text.
    pub padding: Emu,
    /// Its text.
    pub content: CellText,
}

/// The text of a cell.
#[derive(Clone, Debug)]
pub enum CellText {
    /// Text in lines.
    Lines(SetParagraph),
    /// Text written downwards, one character below the other.
    Down {
        /// The characters.
        text: String,
        /// Their size.
        size: Emu,
    },
}

impl CellText {
    /// The height of the text without the room around it.
    pub fn height(&self) -> Emu {
        match self {
            Self::Lines(paragraph) => paragraph.height(),
            Self::Down { text, size } => Emu::try_from(text.chars().count())
                .unwrap_or(Emu::MAX)
                .saturating_mul(down_pitch(*size))
                .min(LONGEST),
        }
    }
}

/// The distance from character to character of text that is written downwards.
pub const fn down_pitch(size: Emu) -> Emu {
    size / 20 * 23
}

impl MeasuredTable {
    /// The total height of some of its rows.
    pub fn height(&self, rows: Range<usize>) -> Emu {
        total(self.heights[rows].iter().copied())
    }

    /// Lowers the rows so that the table fits a height. Returns whether that is possible.
    pub fn squeeze(&mut self, room: Emu) -> bool {
        if self.least.is_empty() || total(self.least.iter().copied()) > room {
            return false;
        }
        self.heights = std::mem::take(&mut self.least);
        raise(&mut self.heights, room);
        true
    }

    /// Whether a page may end between a row and the next one without dividing a label from the rows
    /// beside it.
    pub fn parts_cleanly(&self, row: usize) -> bool {
        /// A label beside at least this many rows may be divided, because a label so high must be
        /// divided somewhere.
        const TALL: usize = 10;
        !self
            .cells
            .iter()
            .any(|cell| cell.rows.start <= row && row + 1 < cell.rows.end && cell.rows.len() < TALL)
    }
}

/// Measures a table at its usual size.
///
/// Its rows are as high as offices set them; [`MeasuredTable::squeeze`] lowers them where only that
/// keeps the table on its page.
pub fn measure(table: &Table, block: usize, metrics: &impl Metrics) -> MeasuredTable {
    let lowest = match table.size {
        TextSize::Large => centipoints(2600),
        TextSize::Medium => centipoints(2400),
        TextSize::Small => centipoints(1890),
    };
    let mut measured = measure_at(table, block, metrics, style::size(table.size), lowest);
    // Rows of two thirds of the usual height are still easy to read.
    measured.least =
        measure_at(table, block, metrics, style::size(table.size), lowest / 3 * 2).heights;
    measured
}

/// Measures a table that is to fit a height. The text gets the largest size at which the table fits
/// and no cell ends in a line of a single character, or else the largest size at which the table
/// fits. The rows are raised into the room that is left. If no size fits, the table is measured at
/// its usual size.
pub fn measure_to_fit(
    table: &Table,
    block: usize,
    metrics: &impl Metrics,
    room: Emu,
) -> MeasuredTable {
    let mut fitting: Option<MeasuredTable> = None;
    for size in SIZES {
        let mut measured = measure_at(table, block, metrics, size, 0);
        if measured.height(0..measured.heights.len()) > room {
            continue;
        }
        let tidy = !measured.cells.iter().any(
            |cell| matches!(&cell.content, CellText::Lines(paragraph) if paragraph.ends_in_one()),
        );
        raise(&mut measured.heights, room);
        if tidy {
            return measured;
        }
        fitting.get_or_insert(measured);
    }
    fitting.unwrap_or_else(|| measure(table, block, metrics))
}

/// Raises the lowest rows evenly, as far as the room and [`HIGHEST`] allow.
fn raise(heights: &mut [Emu], room: Emu) {
    let at = |floor: Emu, heights: &[Emu]| total(heights.iter().map(|height| (*height).max(floor)));
    let mut floor = HIGHEST;
    while floor > 0 && at(floor, heights) > room {
        floor -= STEP;
    }
    for height in heights {
        *height = (*height).max(floor);
    }
}

fn measure_at(
    table: &Table,
    block: usize,
    metrics: &impl Metrics,
    size: Emu,
    lowest: Emu,
) -> MeasuredTable {
    let edges = edges(&table.widths);
    let mut measured = MeasuredTable {
        block,
        edges,
        heights: vec![
            lowest.max(style::cell(size, Align::Center).leading + 2 * CELL_LEADING);
            table.rows.len()
        ],
        least: Vec::new(),
        header_rows: table.header_rows,
        grid: table.grid(),
        cells: Vec::new(),
        shaded: table.rows.iter().map(|row| row.shaded).collect(),
    };
    for Span { row, index, rows, cols } in measured.grid.spans().iter().cloned() {
        let cell = &table.rows[row].cells[index];
        let padding = if cell.role == Role::Words { WORDS_PADDING } else { CELL_PADDING };
        let width = measured.edges[cols.end] - measured.edges[cols.start] - 2 * padding;
        let content = content(cell, table.size, size, width, metrics);
        if rows.len() == 1 {
            measured.heights[row] = measured.heights[row].max(content.height() + 2 * CELL_LEADING);
        }
        measured.cells.push(MeasuredCell { row, index, rows, cols, padding, content });
    }
    stretch_to_spans(&mut measured);
    measured
}

/// Raises rows so that cells that span several of them fit.
fn stretch_to_spans(measured: &mut MeasuredTable) {
    for cell in measured.cells.iter().filter(|cell| cell.rows.len() > 1) {
        let lacking = cell.content.height() + 2 * CELL_LEADING - measured.height(cell.rows.clone());
        if lacking > 0 {
            let rows = Emu::try_from(cell.rows.len()).unwrap_or(1);
            measured.heights[cell.rows.clone()]
                .iter_mut()
                .for_each(|height| *height += lacking / rows + 1);
        }
    }
}

/// Divides the width of the text exactly: each column ends where the thousandths of its width end.
fn edges(widths: &[u16]) -> Vec<Emu> {
    let mut end = 0;
    let ends = widths.iter().map(|width| {
        end += i64::from(*width);
        scaled(TEXT_WIDTH, end, 1000)
    });
    std::iter::once(0).chain(ends).collect()
}

/// Sets the text of a cell, starting from the size of its table.
fn content(cell: &Cell, kind: TextSize, size: Emu, width: Emu, metrics: &impl Metrics) -> CellText {
    if cell.role == Role::SideHead {
        return CellText::Down { text: cell.text.clone(), size };
    }
    let style = style::cell(size, Align::Center);
    let one_line = |style: &style::TextStyle| lines::width(metrics, style, &cell.text);
    let paragraph = match cell.role {
        Role::Number => lines::set_text(
            metrics,
            &style::cell(number_size(cell, size, width, metrics), Align::Center),
            &cell.text,
            width,
        ),
        Role::RowHead if kind == TextSize::Small && cell.rows == 1 => {
            lines::set_text(metrics, &style::cell(size, Align::Left), &cell.text, width)
        }
        // The label of a group, such as （三）不予公开, in a column that is too narrow for it is set in
        // two parts: its number, and its words below.
        Role::RowHead if cell.rows > 1 && one_line(&style) > width => {
            match cell.text.find('）').map(|at| cell.text.split_at(at + '）'.len_utf8())) {
                Some((number, label)) if !label.is_empty() => {
                    lines::set_lines(metrics, &style, &[number, label], width)
                }
                _ => lines::set_text(metrics, &style, &cell.text, width),
            }
        }
        Role::Words => lines::set_text(metrics, &style::cell(size, Align::Left), &cell.text, width),
        // Heads are a little smaller than the text below them, so that four characters fit a
        // seventh of table 3.
        Role::ColumnHead if kind == TextSize::Small => {
            let style =
                style::cell((size - centipoints(100)).max(SIZES[SIZES.len() - 1]), Align::Center);
            lines::set_text(metrics, &style, &cell.text, width)
        }
        _ => lines::set_text(metrics, &style, &cell.text, width),
    };
    CellText::Lines(paragraph)
}

/// The size at which a number fits its column on one line, because digits must never be broken. A
/// number with a remark may take two lines before it gets too small to read.
fn number_size(cell: &Cell, size: Emu, width: Emu, metrics: &impl Metrics) -> Emu {
    let fits =
        |size: Emu| lines::width(metrics, &style::cell(size, Align::Center), &cell.text) <= width;
    if fits(size) {
        return size;
    }
    let remarked = !cell.text.is_ascii();
    let smallest = if remarked { SMALLEST_REMARK } else { SMALLEST };
    let mut smaller = size - centipoints(50);
    while smaller > smallest && !fits(smaller) {
        smaller -= centipoints(50);
    }
    smaller.max(smallest)
}

/// The face of everything in a table.
pub const FACE: Face = Face::Song;
