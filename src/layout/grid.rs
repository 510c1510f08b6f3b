//! Draws tables: the shading, the lines and the text of the rows on each page.

use super::font::is_latin;
use super::style::{CELL_LEADING, LEFT, baseline};
use super::table::{CellText, FACE, MeasuredCell, MeasuredTable, down_pitch};
use super::{Artifact, ContentRef, Metrics, Page, PlacedRun};
use crate::geometry::{Emu, Rule, Shade};
use std::ops::Range;

/// The rows of a table that are on one page.
#[derive(Clone, Debug)]
pub struct TableSection {
    /// The index of the page.
    pub page: usize,
    /// The rows, without repeated heads.
    pub rows: Range<usize>,
    /// The upper edge of the part, repeated heads included.
    pub top: Emu,
    /// Whether the heads are repeated.
    pub heads_again: bool,
}

impl TableSection {
    /// The rows from top to bottom, repeated heads included.
    fn rows(&self, table: &MeasuredTable) -> Vec<usize> {
        let heads = if self.heads_again { table.header_rows } else { 0 };
        (0..heads).chain(self.rows.clone()).collect()
    }
}

/// Draws a table on the pages of its parts.
pub fn draw(
    table: &MeasuredTable,
    parts: &[TableSection],
    pages: &mut [Page],
    metrics: &impl Metrics,
) {
    for (number, part) in parts.iter().enumerate() {
        let rows = part.rows(table);
        let mut tops = vec![part.top];
        tops.extend(rows.iter().scan(part.top, |y, row| {
            *y += table.heights[*row];
            Some(*y)
        }));
        let page = &mut pages[part.page];
        shade(table, &rows, &tops, page);
        rule(table, &rows, &tops, page);
        for cell in &table.cells {
            let again = part.heads_again && cell.row < table.header_rows;
            let content = ContentRef::Cell { block: table.block, row: cell.row, cell: cell.index };
            if !again && rows.iter().any(|row| cell.rows.contains(row)) {
                page.cells.push((content, area(table, cell, &rows, &tops)));
            }
            // Repeated text comes last, because it is not part of the reading order.
            if !again && (number == main_part(table, cell, parts)) {
                page.runs.extend(text(table, cell, &rows, &tops, content, metrics));
            }
        }
        if part.heads_again {
            let heads = table.cells.iter().filter(|cell| cell.row < table.header_rows);
            let runs = heads.flat_map(|cell| {
                text(
                    table,
                    cell,
                    &rows,
                    &tops,
                    ContentRef::Artifact(Artifact::RepeatedHead),
                    metrics,
                )
            });
            page.runs.extend(runs.collect::<Vec<_>>());
        }
    }
}

/// The part that shows the text of a cell: the one with the largest share of the cell's height.
fn main_part(table: &MeasuredTable, cell: &MeasuredCell, parts: &[TableSection]) -> usize {
    let shown = |part: &TableSection| {
        let (start, end) = (cell.rows.start.max(part.rows.start), cell.rows.end.min(part.rows.end));
        if start < end { table.height(start..end) } else { 0 }
    };
    // If several are equally tall, the first is taken.
    parts
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, part)| shown(part))
        .map_or(0, |(number, _)| number)
}

/// The upper and lower edge of the section of a cell that a part shows.
fn extent(cell: &MeasuredCell, rows: &[usize], tops: &[Emu]) -> (Emu, Emu) {
    let first = rows.iter().position(|row| cell.rows.contains(row)).unwrap_or(0);
    let last = rows.iter().rposition(|row| cell.rows.contains(row)).unwrap_or(0);
    (tops[first], tops[last + 1])
}

/// The area of the section of a cell that a part shows.
fn area(table: &MeasuredTable, cell: &MeasuredCell, rows: &[usize], tops: &[Emu]) -> Shade {
    let (top, bottom) = extent(cell, rows, tops);
    let (left, right) = (table.edges[cell.cols.start], table.edges[cell.cols.end]);
    Shade { x: LEFT + left, y: top, width: right - left, height: bottom - top }
}

fn text(
    table: &MeasuredTable,
    cell: &MeasuredCell,
    rows: &[usize],
    tops: &[Emu],
    content: ContentRef,
    metrics: &impl Metrics,
) -> Vec<PlacedRun> {
    let Shade { x: left, y: top, width, height } = area(table, cell, rows, tops);
    let bottom = top + height;
    match &cell.content {
        CellText::Lines(paragraph) => {
            let mut y = top + (bottom - top - paragraph.height()) / 2;
            let mut runs = Vec::new();
            for line in 0..paragraph.len() {
                runs.extend(paragraph.place(
                    line,
                    left + cell.padding,
                    width - 2 * cell.padding,
                    y,
                    content,
                ));
                y += paragraph.leading();
            }
            runs.retain(|run| !run.text.is_empty());
            runs
        }
        CellText::Down { text, size } => {
            down(text, *size, (left, width), (top, bottom), content, metrics)
        }
    }
}

/// Places characters below each other in the middle of the area. They are made smaller where the
/// area is not high enough.
fn down(
    text: &str,
    size: Emu,
    across: (Emu, Emu),
    (top, bottom): (Emu, Emu),
    content: ContentRef,
    metrics: &impl Metrics,
) -> Vec<PlacedRun> {
    let count = Emu::try_from(text.chars().count()).unwrap_or(1).max(1);
    let room = bottom - top - 2 * CELL_LEADING;
    let size = if count * down_pitch(size) > room { room / count / 23 * 20 } else { size };
    let pitch = down_pitch(size);
    let mut y = top + (bottom - top - count * pitch) / 2;
    let mut runs = Vec::new();
    for c in text.chars() {
        let face = metrics.face(FACE, c);
        let advance = super::font::advance(metrics, face, c, size);
        let mut x = across.0 + (across.1 - advance) / 2;
        let mut line = y + baseline(pitch, size);
        // In vertical text a mark is in the upper right corner of its square. Fonts draw it in the
        // lower left.
        if matches!(c, '、' | '，' | '。' | '．') && !is_latin(c) {
            x += size / 5 * 2;
            line -= size / 20 * 11;
        }
        runs.push(PlacedRun {
            x,
            y: line,
            face,
            size,
            bold: false,
            text: c.to_string(),
            advances: vec![advance],
            content,
        });
        y += pitch;
    }
    runs
}

/// Shades rows. A cell that spans several rows is shaded like the row that lists it.
fn shade(table: &MeasuredTable, rows: &[usize], tops: &[Emu], page: &mut Page) {
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| table.shaded[**row]) {
        let mine =
            |column: &usize| table.grid.at(*row, *column).is_some_and(|span| span.row == *row);
        for columns in stretches(table.edges.len() - 1, mine) {
            let (left, right) = (table.edges[columns.start], table.edges[columns.end]);
            page.shades.push(Shade {
                x: LEFT + left,
                y: tops[at],
                width: right - left,
                height: tops[at + 1] - tops[at],
            });
        }
    }
}

/// Draws the lines between different cells and around the part, joined to the greatest length.
fn rule(table: &MeasuredTable, rows: &[usize], tops: &[Emu], page: &mut Page) {
    let columns = table.edges.len() - 1;
    let at = |line: usize, column: usize| table.grid.number_at(rows[line], column);
    for boundary in 0..=rows.len() {
        let differs = |column: &usize| {
            boundary == 0
                || boundary == rows.len()
                || rows[boundary - 1] + 1 != rows[boundary]
                || at(boundary - 1, *column) != at(boundary, *column)
        };
        for stretch in stretches(columns, differs) {
            let y = tops[boundary];
            page.rules.push(Rule {
                from: (LEFT + table.edges[stretch.start], y),
                to: (LEFT + table.edges[stretch.end], y),
            });
        }
    }
    for boundary in 0..=columns {
        let differs = |line: &usize| {
            boundary == 0 || boundary == columns || at(*line, boundary - 1) != at(*line, boundary)
        };
        for stretch in stretches(rows.len(), differs) {
            let x = LEFT + table.edges[boundary];
            page.rules.push(Rule { from: (x, tops[stretch.start]), to: (x, tops[stretch.end]) });
        }
    }
}

/// The ranges of consecutive numbers below `count` for which something holds.
fn stretches(count: usize, holds: impl Fn(&usize) -> bool) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in (0..count).filter(holds) {
        match stretches.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}
