//! Fills pages with lines, rows and codes from the top down, and decides where each page ends.

use super::grid::TableSection;
use super::style::{BOTTOM, LINE_PITCH, LINES_PER_PAGE, TEXT_HEIGHT, TOP};
use super::table::MeasuredTable;
use super::{Code, Page, PlacedRun};
use crate::geometry::{Emu, Shade};

/// Whether a page may end behind an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Yes,
    /// The page may end here only if it would otherwise be less than half full.
    Hardly,
    No,
}

/// A line, a row or a QR code, which is never split.
pub(super) struct Item {
    /// The room above it, which is left out at the top of a page.
    pub before: Emu,
    pub height: Emu,
    /// The room below it, which is left out at the end of a page.
    pub after: Emu,
    /// Whether it is aligned to the line grid of the page.
    pub on_grid: bool,
    /// Whether it starts a new page.
    pub new_page: bool,
    pub cut: Cut,
    pub content: ItemContent,
}

pub(super) enum ItemContent {
    /// A line, its runs placed from the top of the item.
    Line(Vec<PlacedRun>),
    /// A row of a table. Both are given by their index.
    Row { table: usize, row: usize },
    /// A QR code and the text beside it, placed from the top of the item.
    Code(Code, Vec<PlacedRun>),
}

impl Item {
    /// The height with the room above and below.
    pub const fn extent(&self) -> Emu {
        self.before + self.height + self.after
    }

    /// Adds room above a line that is kept at the top of a page too.
    pub fn lower(&mut self, by: Emu) {
        self.height += by;
        if let ItemContent::Line(runs) = &mut self.content {
            for run in runs {
                run.y += by;
            }
        }
    }
}

/// Puts the items on pages. Returns the pages with their lines, and for each table its parts.
pub(super) fn fill(
    items: &[Item],
    tables: &[MeasuredTable],
) -> (Vec<Page>, Vec<Vec<TableSection>>) {
    let mut pages = Vec::new();
    let mut parts: Vec<Vec<TableSection>> = vec![Vec::new(); tables.len()];
    let mut start = 0;
    while start < items.len() || pages.is_empty() {
        let tops = tops(&items[start..], tables);
        let fitting = start + tops.len();
        let end = end_of_page(items, start, fitting, &tops);
        let number = pages.len();
        let mut page = Page::default();
        for (item, top) in items[start..end].iter().zip(&tops) {
            match &item.content {
                ItemContent::Line(runs) => {
                    page.runs
                        .extend(runs.iter().map(|run| PlacedRun { y: run.y + top, ..run.clone() }));
                }
                ItemContent::Code(code, runs) => {
                    page.runs
                        .extend(runs.iter().map(|run| PlacedRun { y: run.y + top, ..run.clone() }));
                    let lowered = |area: Shade| Shade { y: area.y + top, ..area };
                    let dark = code.dark.iter().map(|area| lowered(*area)).collect();
                    page.codes.push(Code { square: lowered(code.square), dark, ..*code });
                }
                ItemContent::Row { table, row } => match parts[*table].last_mut() {
                    Some(part) if part.page == number => part.rows.end = row + 1,
                    _ => {
                        let heads_again = *row >= tables[*table].header_rows
                            && tables[*table].header_rows > 0
                            && !parts[*table].is_empty();
                        let top = top
                            - if heads_again {
                                tables[*table].height(0..tables[*table].header_rows)
                            } else {
                                0
                            };
                        parts[*table].push(TableSection {
                            page: number,
                            rows: *row..row + 1,
                            top,
                            heads_again,
                        });
                    }
                },
            }
        }
        pages.push(page);
        start = end;
    }
    (pages, parts)
}

/// The upper edges of the items, from the first on, that fit a page; at least one.
fn tops(items: &[Item], tables: &[MeasuredTable]) -> Vec<Emu> {
    let mut tops: Vec<Emu> = Vec::with_capacity(32);
    let mut y = TOP;
    let mut after = 0;
    for (at, item) in items.iter().enumerate() {
        let mut top = y;
        if at == 0 {
            if let ItemContent::Row { table, row } = item.content
                && row >= tables[table].header_rows
            {
                top += tables[table].height(0..tables[table].header_rows);
            }
        } else {
            top += after + item.before;
            if item.on_grid {
                top = TOP + (top - TOP + LINE_PITCH - 1) / LINE_PITCH * LINE_PITCH;
            }
        }
        let bottom = if item.on_grid { TOP + LINES_PER_PAGE * LINE_PITCH } else { BOTTOM };
        if at > 0 && (item.new_page || top + item.height > bottom) {
            break;
        }
        y = top + item.height;
        after = item.after;
        tops.push(top);
    }
    tops
}

/// The index behind the last item of the page.
fn end_of_page(items: &[Item], start: usize, fitting: usize, tops: &[Emu]) -> usize {
    if fitting == items.len() || items[fitting].new_page {
        return fitting;
    }
    let last_cut = |cut: Cut| (start + 1..=fitting).rev().find(|end| items[end - 1].cut == cut);
    let half_full =
        |end: usize| tops[end - 1 - start] + items[end - 1].height - TOP > TEXT_HEIGHT / 2;
    match (last_cut(Cut::Yes), last_cut(Cut::Hardly)) {
        (Some(good), Some(hard)) if hard > good && !half_full(good) => hard,
        (Some(good), _) => good,
        (None, Some(hard)) => hard,
        (None, None) => fitting,
    }
}
