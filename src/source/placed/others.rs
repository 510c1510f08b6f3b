//! Pages that another program set. Nothing is known of how it sets pages, so everything is measured:
//! what belongs to the pages and not to the text, where paragraphs begin, and which tables go on.

use super::flow::add_in_order;
use super::grid;
use super::item::FlowItem;
use super::lines::PlacedLine;
use super::margins::Margins;
use super::tables::TableBuilder;
use super::{PlacedDocument, PlacedPage, SourceRun, furniture};
use crate::geometry::{Emu, centipoints};
use crate::source::{Builder, SourceBlock};
use std::collections::BTreeMap;

/// What a person sees on the pages: paragraphs and tables, in reading order.
pub fn blocks(pages: &PlacedDocument) -> Vec<SourceBlock> {
    let (grids, mut lines): (Vec<_>, Vec<_>) = pages
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| grid::of(&evened(page), index, grid::APPROXIMATE))
        .unzip();
    furniture::remove(pages, &mut lines);
    let mut items: Vec<FlowItem> = Vec::new();
    for (index, (grids, lines)) in grids.into_iter().zip(lines).enumerate() {
        add_in_order(&mut items, index, grids, lines);
    }
    let margins = Margins::of(&items, pages);
    let mut builder = Builder::new();
    let mut flow = Flow { margins: &margins, lines: Vec::new(), table: None, at_start: true };
    for item in items {
        flow.add(item, &mut builder);
    }
    flow.end(&mut builder);
    builder.finish()
}

/// The page with sizes rounded to a tenth of a point, and without text that is drawn twice in one
/// place, as some programs draw bold text.
fn evened(page: &PlacedPage) -> PlacedPage {
    const TENTH: Emu = centipoints(10);
    let mut page = page.clone();
    for run in &mut page.runs {
        run.size = run.size.saturating_add(TENTH / 2) / TENTH * TENTH;
    }
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut twice = vec![false; page.runs.len()];
    for (index, run) in page.runs.iter().enumerate() {
        let of_text = seen.entry(run.text.as_str()).or_default();
        // The second drawing follows soon after the first.
        twice[index] =
            of_text.iter().rev().take(MOST_LOOKS).any(|other| covers(&page.runs[*other], run));
        if !twice[index] {
            of_text.push(index);
        }
    }
    let mut index = 0;
    let kept = |_: &SourceRun| {
        index += 1;
        !twice[index - 1]
    };
    page.runs.retain(kept);
    page
}

/// How many runs with the same text are compared.
const MOST_LOOKS: usize = 64;

/// Whether two runs of one text are in one place.
fn covers(one: &SourceRun, other: &SourceRun) -> bool {
    let near = one.size.unsigned_abs() / 8;
    one.x.abs_diff(other.x) <= near && one.y.abs_diff(other.y) <= near
}

/// The paragraph and the table that may go on.
struct Flow<'m> {
    margins: &'m Margins,
    lines: Vec<PlacedLine>,
    table: Option<TableBuilder>,
    /// Whether there was nothing but one title so far.
    at_start: bool,
}

impl Flow<'_> {
    fn add(&mut self, item: FlowItem, builder: &mut Builder) {
        match item {
            FlowItem::Line(line) => {
                let goes_on = self.lines.last().is_some_and(|last| {
                    self.margins.continues(last, &line)
                        || self.margins.continues_title(last, &line, self.at_start)
                });
                if !goes_on {
                    self.end(builder);
                }
                self.lines.push(line);
            }
            FlowItem::Table { page, grid } => {
                if let Some(table) = &mut self.table
                    && self.lines.is_empty()
                    && table.continues(page, &grid)
                {
                    table.add(page, grid);
                } else {
                    self.end(builder);
                    self.at_start = false;
                    self.table = Some(TableBuilder::new(page, grid));
                }
            }
        }
    }

    /// Ends the paragraph or the table.
    fn end(&mut self, builder: &mut Builder) {
        if let Some(table) = self.table.take() {
            table.put(builder);
        }
        let lines = std::mem::take(&mut self.lines);
        for (index, line) in lines.iter().enumerate() {
            let of_title =
                index > 0 && self.margins.continues_title(&lines[index - 1], line, self.at_start);
            if of_title {
                builder.break_line();
            }
            for run in &line.runs {
                builder.text(&run.text, run.bold);
            }
        }
        if !lines.is_empty() {
            self.at_start = false;
            builder.end_paragraph();
        }
    }
}
