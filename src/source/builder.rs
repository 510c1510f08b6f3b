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

/// Collects the events of a reader. A table that contains a table is only layout, and its content is
/// read as text, unless it holds numbers itself: then the inner table stands behind it. An inner
/// table of one cell is the text of the cell that it stands in.
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
    /// Whether it holds another table.
    nests: bool,
    /// Whether it is layout whatever it holds.
    layout: bool,
}

impl Frame {
    /// Whether a table around another one is a table of its own, and no layout: it has numbers in
    /// several rows. The cells of a layout hold text.
    fn holds_numbers(&self) -> bool {
        const NUMBERS: usize = 3;
        const LONGEST: usize = 12;
        let is_number = |cell: &PartialCell| {
            let text = clean(&cell.lines.concat());
            text.len() <= LONGEST && text.starts_with(|c: char| c.is_ascii_digit())
        };
        let counts = self.rows.iter().map(|row| row.iter().filter(|cell| is_number(cell)).count());
        let rows = counts.clone().filter(|count| *count > 0).count();
        rows > 1 && counts.sum::<usize>() >= NUMBERS
    }

    /// The text of a table of one cell.
    fn only_cell(&self) -> Option<&PartialCell> {
        match self.rows.as_slice() {
            [row] if !self.nests && !self.layout && row.len() == 1 => row.first(),
            _ => None,
        }
    }
}

#[derive(Debug, Default)]
struct PartialCell {
    lines: Vec<String>,
    raised: String,
    struck: String,
    cols: usize,
    reach: VerticalMerge,
    /// Whether another cell covers it.
    covered: bool,
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
    /// before it must not grow by its digits. In a cell without other text it is the content.
    pub fn raised_text(&mut self, text: &str, bold: bool) {
        match self.frames.last_mut().and_then(|frame| frame.cell.as_mut()) {
            Some(cell) => cell.raised.push_str(text),
            None => self.text(text, bold),
        }
    }

    /// Notes text that is struck out, which is no part of the content.
    pub fn struck_text(&mut self, text: &str) {
        if let Some(cell) = self.frames.last_mut().and_then(|frame| frame.cell.as_mut()) {
            cell.struck.push_str(text);
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
            outer.nests = true;
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

    /// Starts a cell that the one before it in the row covers: that one is as many columns wider,
    /// and what the new one holds is not shown.
    pub fn widen_cell(&mut self, cols: usize) {
        self.end_cell();
        if let Some(cell) = self.table().and_then(|table| table.rows.last_mut()?.last_mut()) {
            cell.cols = cell.cols.saturating_add(cols).clamp(1, MOST_COLUMNS);
        }
        if let Some(frame) = self.table() {
            frame.cell = Some(PartialCell { covered: true, ..PartialCell::default() });
        }
    }

    /// Ends the cell.
    pub fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(frame) = self.table()
            && let Some(cell) = frame.cell.take().filter(|cell| !cell.covered)
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
        if let Some(cell) = &mut outer.cell {
            // Whether the outer table is layout is not known yet, so that the text stays with the
            // inner table too.
            if let Some(only) = frame.only_cell() {
                cell.lines.extend(only.lines.iter().cloned());
            }
        }
        if frame.layout || frame.nests && !frame.holds_numbers() {
            outer.flow.extend(frame.flow);
            return;
        }
        outer.flow.push(SourceBlock::Table(SourceTable {
            rows: joined(frame.rows),
            place: String::new(),
        }));
        // The text of its cells is in it; only the tables in them stand behind it.
        let is_table = |block: &SourceBlock| matches!(block, SourceBlock::Table(table) if table.rows.iter().flatten().count() > 1);
        outer.flow.extend(frame.flow.into_iter().filter(is_table));
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
                // What a covered cell still holds from before it was merged is not shown.
                let start: &mut SourceCell = &mut joined[row][index];
                start.rows = y - row + 1;
                continue;
            }
            let covers = if let VerticalMerge::Rows(rows) = cell.reach {
                rows.clamp(1, MOST_ROWS)
            } else {
                1
            };
            above[places].fill((cell.reach == VerticalMerge::Starts).then_some((y, cells.len())));
            let mut lines: Vec<String> = cell.lines.iter().map(|line| clean(line)).collect();
            let mut raised = clean(&cell.raised);
            if lines.is_empty() && !raised.is_empty() {
                lines.push(std::mem::take(&mut raised));
            }
            cells.push(SourceCell {
                text: lines.concat(),
                cols: cell.cols,
                rows: covers,
                lines: if lines.len() > 1 { lines } else { Vec::new() },
                beside: raised + &clean(&cell.struck),
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
    fn a_table_with_numbers_around_a_table_is_kept() {
        let one = VerticalMerge::Rows(1);
        let mut builder = Builder::new();
        builder.start_table();
        cells(&mut builder, &[("甲", 1, one), ("1", 1, one)]);
        cells(&mut builder, &[("乙", 1, one), ("2", 1, one), ("3", 1, one)]);
        builder.start_row();
        for rows in [1, 2] {
            builder.start_cell(1, one);
            builder.start_table();
            for _ in 0..rows {
                cells(&mut builder, &[("7", 1, one)]);
            }
            builder.end_table();
            builder.end_cell();
        }
        builder.end_table();
        let texts: Vec<Vec<String>> = builder
            .finish()
            .iter()
            .map(|block| match block {
                SourceBlock::Table(table) => {
                    table.rows.iter().flatten().map(|cell| cell.text.clone()).collect()
                }
                SourceBlock::Paragraph(paragraph) => vec![paragraph.text()],
            })
            .collect();
        assert_eq!(texts, [vec!["甲", "1", "乙", "2", "3", "7", ""], vec!["7", "7"]]);
    }

    #[test]
    fn what_a_covered_cell_still_holds_is_not_read() {
        let one = VerticalMerge::Rows(1);
        let mut builder = Builder::new();
        builder.start_table();
        cells(&mut builder, &[("1", 1, VerticalMerge::Starts), ("2", 1, one)]);
        builder.widen_cell(2);
        builder.text("9", false);
        builder.end_cell();
        cells(&mut builder, &[("8", 1, VerticalMerge::Continues), ("3", 3, one)]);
        builder.end_table();
        let Some(SourceBlock::Table(table)) = builder.finish().pop() else { panic!("a table") };
        let places: Vec<(&str, usize, usize)> =
            table.rows.iter().flatten().map(|cell| (&*cell.text, cell.cols, cell.rows)).collect();
        assert_eq!(places, [("1", 1, 2), ("2", 3, 1), ("3", 3, 1)]);
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
