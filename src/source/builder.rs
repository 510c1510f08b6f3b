//! Collects paragraphs and tables from the events of a reader.

use super::{
    MOST_COLUMNS, MOST_ROWS, ParagraphKind, SourceBlock, SourceCell, SourceParagraph, SourceTable,
};
use crate::document::{Run, clean, clean_runs};

/// The vertical extent of a cell, as files declare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerticalMerge {
    /// The cell covers so many rows, at least one (HTML).
    Rows(usize),
    /// The cell starts here; cells below may continue it (Word).
    Starts,
    /// The cell continues the one above (Word).
    Continues,
}

/// Collects the events of a reader. A table that contains a table is only layout: its content is
/// read as text.
#[derive(Debug, Default)]
pub struct Builder {
    /// The first frame is the document; there is one more for each open table.
    frames: Vec<Frame>,
    runs: Vec<Run>,
    kind: Option<ParagraphKind>,
}

#[derive(Debug, Default)]
struct Frame {
    flow: Vec<SourceBlock>,
    rows: Vec<Vec<PartialCell>>,
    cell: Option<PartialCell>,
    layout: bool,
}

#[derive(Debug, Default)]
struct PartialCell {
    lines: Vec<String>,
    beside: String,
    cols: usize,
    reach: VerticalMerge,
}

impl Default for VerticalMerge {
    fn default() -> Self {
        Self::Rows(1)
    }
}

impl Builder {
    /// Starts with an empty document.
    pub fn new() -> Self {
        Self { frames: vec![Frame::default()], ..Self::default() }
    }

    /// Adds text to the paragraph. A line break in the text is white space; [`Builder::break_line`]
    /// breaks the line.
    pub fn text(&mut self, text: &str, bold: bool) {
        let text = text.replace('\n', " ");
        self.push(Run { text, bold });
    }

    /// Adds raised or lowered text. In a cell with other text it is the mark of a note, and a number
    /// before it must not grow by its digits.
    pub fn raised_text(&mut self, text: &str, bold: bool) {
        match self.frames.last_mut().and_then(|frame| frame.cell.as_mut()) {
            Some(cell) => cell.beside.push_str(text),
            None => self.text(text, bold),
        }
    }

    /// Notes text that is struck out, which is no part of the content.
    pub fn struck_text(&mut self, text: &str) {
        if let Some(cell) = self.frames.last_mut().and_then(|frame| frame.cell.as_mut()) {
            cell.beside.push_str(text);
        }
    }

    /// Breaks the line within the paragraph.
    pub fn break_line(&mut self) {
        self.push(Run::plain("\n"));
    }

    fn push(&mut self, run: Run) {
        match self.runs.last_mut() {
            Some(last) if last.bold == run.bold || run.text == "\n" => {
                last.text.push_str(&run.text);
            }
            _ => self.runs.push(run),
        }
    }

    /// Sets the kind of the paragraph, until the paragraph ends.
    pub fn set_kind(&mut self, kind: ParagraphKind) {
        self.kind = Some(kind);
    }

    /// Ends the paragraph; an empty one is dropped.
    pub fn end_paragraph(&mut self) {
        let kind = self.kind.take().unwrap_or(ParagraphKind::Text);
        let lines = lines(std::mem::take(&mut self.runs));
        if lines.is_empty() {
            return;
        }
        let paragraph = SourceParagraph { kind, lines };
        let Some(frame) = self.frames.last_mut() else { return };
        if let Some(cell) = &mut frame.cell {
            cell.lines.extend(paragraph.line_texts());
        }
        frame.flow.push(SourceBlock::Paragraph(paragraph));
    }

    /// Starts a table.
    pub fn start_table(&mut self) {
        self.end_paragraph();
        if let Some(outer) = self.frames.last_mut() {
            outer.layout = true;
        }
        self.frames.push(Frame::default());
    }

    /// Starts a row of the innermost table.
    pub fn start_row(&mut self) {
        self.end_cell();
        if let Some(frame) = self.table() {
            frame.rows.push(Vec::new());
        }
    }

    /// Starts a cell of the innermost row. Cells beyond the limits of a report's table are dropped.
    pub fn start_cell(&mut self, cols: usize, reach: VerticalMerge) {
        self.end_cell();
        let fits = |frame: &&mut Frame| {
            frame.rows.len() <= MOST_ROWS
                && frame.rows.last().is_none_or(|row| row.len() <= MOST_COLUMNS)
        };
        if let Some(frame) = self.table().filter(fits) {
            frame.cell = Some(PartialCell {
                cols: cols.clamp(1, MOST_COLUMNS),
                reach,
                ..PartialCell::default()
            });
        }
    }

    /// Ends the cell.
    pub fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(frame) = self.table()
            && let Some(cell) = frame.cell.take()
        {
            match frame.rows.last_mut() {
                Some(row) => row.push(cell),
                None => frame.rows.push(vec![cell]),
            }
        }
    }

    /// Ends the table.
    pub fn end_table(&mut self) {
        self.end_cell();
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let Some(outer) = self.frames.last_mut() else { return };
        if frame.layout {
            outer.flow.extend(frame.flow);
        } else {
            outer.flow.push(SourceBlock::Table(SourceTable {
                rows: joined(frame.rows),
                place: String::new(),
            }));
        }
    }

    /// Drops everything that was read so far, except that the open tables stay open: the wanted
    /// content begins here.
    pub fn forget(&mut self) {
        self.runs.clear();
        for frame in &mut self.frames {
            frame.flow.clear();
            frame.layout = true;
        }
    }

    /// The blocks.
    pub fn finish(mut self) -> Vec<SourceBlock> {
        while self.frames.len() > 1 {
            self.end_table();
        }
        self.end_paragraph();
        self.frames.pop().map(|frame| frame.flow).unwrap_or_default()
    }

    /// The innermost table.
    fn table(&mut self) -> Option<&mut Frame> {
        if self.frames.len() > 1 { self.frames.last_mut() } else { None }
    }
}

/// Splits runs at line breaks, normalizes each line, and drops empty ones.
fn lines(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        for (index, piece) in run.text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(Run { text: piece.to_owned(), bold: run.bold });
            }
        }
    }
    lines.into_iter().map(clean_runs).filter(|line| !line.is_empty()).collect()
}

/// Gives each cell the number of rows that it covers, and drops cells that only continue another
/// one.
fn joined(rows: Vec<Vec<PartialCell>>) -> Vec<Vec<SourceCell>> {
    let mut joined: Vec<Vec<SourceCell>> = Vec::with_capacity(rows.len());
    // For each column, the cell that a cell below can continue.
    let mut above: Vec<Option<(usize, usize)>> = vec![None; MOST_COLUMNS];
    for (y, row) in rows.into_iter().enumerate() {
        let mut cells = Vec::with_capacity(row.len());
        let mut x = 0;
        for cell in row {
            let places = x.min(MOST_COLUMNS)..(x + cell.cols).min(MOST_COLUMNS);
            x = places.end;
            if cell.reach == VerticalMerge::Continues
                && let Some((row, index)) = above.get(places.start).copied().flatten()
            {
                let start: &mut SourceCell = &mut joined[row][index];
                start.rows = y - row + 1;
                start.text.push_str(&clean(&cell.lines.concat()));
                start.beside.push_str(&clean(&cell.beside));
                continue;
            }
            let covers = if let VerticalMerge::Rows(rows) = cell.reach {
                rows.clamp(1, MOST_ROWS)
            } else {
                1
            };
            above[places].fill((cell.reach == VerticalMerge::Starts).then_some((y, cells.len())));
            let lines: Vec<String> = cell.lines.iter().map(|line| clean(line)).collect();
            cells.push(SourceCell {
                text: lines.concat(),
                cols: cell.cols,
                rows: covers,
                lines: if lines.len() > 1 { lines } else { Vec::new() },
                beside: clean(&cell.beside),
            });
        }
        joined.push(cells);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(builder: &mut Builder, cells: &[(&str, usize, VerticalMerge)]) {
        builder.start_row();
        for (text, cols, reach) in cells {
            builder.start_cell(*cols, *reach);
            builder.text(text, false);
            builder.end_cell();
        }
    }

    #[test]
    fn both_ways_to_merge_are_one() {
        let mut word = Builder::new();
        word.start_table();
        cells(&mut word, &[("组", 1, VerticalMerge::Starts), ("一", 1, VerticalMerge::Rows(1))]);
        cells(&mut word, &[("", 1, VerticalMerge::Continues), ("二", 1, VerticalMerge::Rows(1))]);
        word.end_table();
        let mut html = Builder::new();
        html.start_table();
        cells(&mut html, &[("组", 1, VerticalMerge::Rows(2)), ("一", 1, VerticalMerge::Rows(1))]);
        cells(&mut html, &[("二", 1, VerticalMerge::Rows(1))]);
        html.end_table();
        let blocks = word.finish();
        assert_eq!(blocks, html.finish());
        let [SourceBlock::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
        let grid = table.grid().expect("a grid");
        let at = |y, x| grid.at(y, x).map(|span| (span.row, span.index));
        let places = [0, 1].map(|y| (0..grid.columns()).map(|x| at(y, x)).collect::<Vec<_>>());
        assert_eq!(places, [[Some((0, 0)), Some((0, 1))], [Some((0, 0)), Some((1, 0))]]);
    }

    #[test]
    fn a_table_around_a_table_is_layout() {
        let mut builder = Builder::new();
        builder.start_table();
        builder.start_row();
        builder.start_cell(1, VerticalMerge::Rows(1));
        builder.text("标题", false);
        builder.start_table();
        cells(&mut builder, &[("1", 1, VerticalMerge::Rows(1))]);
        builder.end_table();
        builder.end_table();
        let blocks = builder.finish();
        assert!(
            matches!(
                &blocks[..],
                [SourceBlock::Paragraph(_), SourceBlock::Table(table)] if table.rows.len() == 1
            ),
            "{blocks:?}"
        );
    }

    #[test]
    fn hostile_spans_are_bounded() {
        let mut builder = Builder::new();
        builder.start_table();
        cells(
            &mut builder,
            &[
                ("a", usize::MAX, VerticalMerge::Rows(usize::MAX)),
                ("b", usize::MAX, VerticalMerge::Continues),
            ],
        );
        builder.end_table();
        let Some(SourceBlock::Table(table)) = builder.finish().pop() else { panic!("a table") };
        assert!(table.grid().is_none());
    }
}
