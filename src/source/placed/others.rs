//! Pages that another program set. Nothing is known of how it sets pages, so everything is measured:
//! what belongs to the pages and not to the text, where paragraphs begin, and which tables go on.

use super::flow::add_in_order;
use super::grid::{self, Frame};
use super::item::FlowItem;
use super::lines::PlacedLine;
use super::margins::Margins;
use super::tables::TableBuilder;
use super::{PlacedDocument, PlacedPage, furniture, listed, runs};
use crate::source::{Builder, SourceBlock};

/// What a person sees on the pages: paragraphs and tables, in reading order.
pub fn blocks(pages: &PlacedDocument) -> Vec<SourceBlock> {
    let even: Vec<PlacedPage> = pages.pages.iter().map(runs::evened).collect();
    let mut frames: Vec<Vec<Frame>> =
        even.iter().map(|page| grid::frames(page, grid::APPROXIMATE)).collect();
    grid::drop_boxes(&mut frames);
    let (grids, mut lines): (Vec<_>, Vec<_>) = even
        .iter()
        .zip(frames)
        .enumerate()
        .map(|(index, (page, frames))| grid::filled(page, index, frames))
        .unzip();
    furniture::remove(pages, &mut lines);
    let mut items: Vec<FlowItem> = Vec::new();
    for (index, (grids, lines)) in grids.into_iter().zip(lines).enumerate() {
        add_in_order(&mut items, index, grids, lines);
    }
    let margins = Margins::of(&items, pages);
    let mut builder = Builder::new();
    let mut flow = Flow {
        margins: &margins,
        lines: Vec::new(),
        listed: Vec::new(),
        table: None,
        at_start: true,
    };
    let listed = listed_rows(&items);
    for (item, is_listed) in items.into_iter().zip(listed) {
        flow.add(item, is_listed, &mut builder);
    }
    flow.end(&mut builder);
    builder.finish()
}

/// For each item, whether it is a row of a table without rules.
fn listed_rows(items: &[FlowItem]) -> Vec<bool> {
    let mut listed = vec![false; items.len()];
    let mut at = 0;
    while at < items.len() {
        let rows = listed::length(items[at..].iter().map_while(FlowItem::line));
        listed[at..at + rows].fill(true);
        at += rows.max(1);
    }
    listed
}

/// The paragraph and the table that may go on.
struct Flow<'m> {
    margins: &'m Margins,
    lines: Vec<PlacedLine>,
    /// The rows of a table without rules.
    listed: Vec<PlacedLine>,
    table: Option<TableBuilder>,
    /// Whether there was nothing but one title so far.
    at_start: bool,
}

impl Flow<'_> {
    fn add(&mut self, item: FlowItem, is_listed: bool, builder: &mut Builder) {
        if !is_listed && !self.listed.is_empty() {
            self.end(builder);
        }
        match item {
            FlowItem::Line(line) if is_listed => {
                if self.listed.is_empty() {
                    self.end(builder);
                }
                self.listed.push(line);
            }
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
                    table.add_of_others(page, grid);
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
        if !self.listed.is_empty() {
            listed::put(&std::mem::take(&mut self.listed), builder);
            self.at_start = false;
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
