//! The common measures of the lines of a document, and the kind of each paragraph by its
//! appearance.

use super::OutlineEntry;
use super::item::FlowItem;
use super::lines::PlacedLine;
use crate::geometry::{Emu, mm};
use crate::layout::Face;
use crate::source::ParagraphKind;
use std::collections::BTreeMap;

/// Positions within a tenth of a millimetre are equal, because files round them.
pub const STEP: Emu = mm(1) / 10;

/// The common measures of the whole document.
pub struct Measures {
    /// The left edge of its lines.
    pub left: Emu,
    /// The right edge of its full lines.
    right: Emu,
    /// The font size of most of its text.
    size: Emu,
    /// The most frequent distance between lines, for each font size.
    pitches: BTreeMap<Emu, Emu>,
    /// Whether the first lines of its paragraphs are indented.
    indents: bool,
}

/// The font size of most of the text, without the title and the notes under tables.
pub fn text_size(items: &[FlowItem]) -> Emu {
    let mut sizes: BTreeMap<Emu, usize> = BTreeMap::new();
    let (mut under_table, mut last) = (false, None);
    for item in items {
        match item.line() {
            None => under_table = true,
            // The line is smaller than the text above the table.
            Some(line) if under_table && last.is_some_and(|size| line.size < size) => {}
            Some(line) => {
                (under_table, last) = (false, Some(line.size));
                *sizes.entry(line.size).or_default() += line.text().chars().count();
            }
        }
    }
    // The largest size is that of a title if the document begins with it and does not use it
    // elsewhere.
    let of_lines = || items.iter().filter_map(FlowItem::line).map(|line| line.size);
    if let Some(first) =
        of_lines().next().filter(|first| sizes.len() > 1 && sizes.keys().max() == Some(first))
        && of_lines().skip_while(|size| *size == first).all(|size| size != first)
    {
        sizes.remove(&first);
    }
    most(sizes).unwrap_or(0)
}

/// The most frequent distance between consecutive lines of a page, for each font size.
pub fn pitches(items: &[FlowItem]) -> BTreeMap<Emu, Emu> {
    let mut counts: BTreeMap<Emu, BTreeMap<Emu, usize>> = BTreeMap::new();
    for (last, next) in items.windows(2).filter_map(|pair| pair[0].line().zip(pair[1].line())) {
        if last.page == next.page && last.size == next.size {
            let pitch = (next.y - last.y + STEP / 2) / STEP * STEP;
            *counts.entry(next.size).or_default().entry(pitch).or_default() += 1;
        }
    }
    counts.into_iter().filter_map(|(size, counts)| Some((size, most(counts)?))).collect()
}

/// The most frequent length; of several equally frequent ones, the smallest.
fn most(counts: BTreeMap<Emu, usize>) -> Option<Emu> {
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(length, _)| length)
}

impl Measures {
    /// Measures a document.
    pub fn of(items: &[FlowItem]) -> Self {
        let lines = || items.iter().filter_map(FlowItem::line);
        let size = text_size(items);
        // The tables of official papers are as wide as their text.
        let table =
            items.iter().filter_map(FlowItem::sides).max_by_key(|(left, right)| right - left);
        let left = table
            .map(|(left, _)| left)
            .or_else(|| lines().map(|line| line.start).min())
            .unwrap_or(0);
        let right =
            lines().map(|line| line.end).chain(table.map(|(_, right)| right)).max().unwrap_or(0);
        let indented = |line: &PlacedLine| {
            line.size == size && (line.x - left).abs_diff(size * 2) < size.unsigned_abs() / 2
        };
        Self { left, right, size, pitches: pitches(items), indents: lines().any(indented) }
    }

    /// Whether a line belongs to the title.
    fn is_title(&self, line: &PlacedLine) -> bool {
        line.size > self.size + self.size / 5
    }

    /// Whether a line is smaller than the text: a note.
    fn is_small(&self, line: &PlacedLine) -> bool {
        line.size < self.size - self.size / 5
    }

    /// The distance between two lines of a page in tenths of the usual distance; 10 over the end of
    /// a page.
    fn tenths_apart(&self, last: &PlacedLine, next: &PlacedLine) -> i64 {
        let pitch = self.pitches.get(&next.size).copied().unwrap_or(Emu::MAX);
        // Where no note has two lines, their usual distance is not known.
        let usual = if self.is_small(next) { pitch.min(next.size / 2 * 3) } else { pitch };
        if last.page == next.page {
            i64::from(next.y - last.y) * 10 / i64::from(usual.max(1))
        } else {
            10
        }
    }

    /// Whether a line continues the paragraph of the line before it.
    pub fn continues(&self, last: &PlacedLine, next: &PlacedLine) -> bool {
        if self.is_title(last) != self.is_title(next) || self.is_small(last) != self.is_small(next)
        {
            return false;
        }
        if self.is_title(next) {
            return true;
        }
        let apart = self.tenths_apart(last, next);
        let stands_in = next.x - self.left > next.size / 2;
        if stands_in && !self.begins_with_blank_of(last, next) || apart > 15 {
            return false;
        }
        // Where paragraphs are indented, a line that is not indented continues one.
        if self.indents && !self.is_small(next) {
            return true;
        }
        apart <= 11 && last.end + last.hung + next.first_word() > self.right
    }

    /// Whether a line begins with a blank that had no room on the line before it, as in files of
    /// version 0.1. Any other blank at the beginning is an indent.
    fn begins_with_blank_of(&self, last: &PlacedLine, next: &PlacedLine) -> bool {
        let at_left = next.start - self.left <= next.size / 2;
        at_left && last.end + next.size > self.right
    }

    /// The kind of a paragraph.
    pub fn kind(
        &self,
        lines: &[PlacedLine],
        under_table: bool,
        outline: &[OutlineEntry],
    ) -> ParagraphKind {
        let Some(first) = lines.first() else { return ParagraphKind::Text };
        if self.is_title(first) {
            return ParagraphKind::Title;
        }
        if self.is_small(first) {
            return if under_table { ParagraphKind::TableNote } else { ParagraphKind::Text };
        }
        match lines.iter().find_map(|line| line.face) {
            Some(Face::Hei) => ParagraphKind::Heading(1),
            Some(Face::Kai) => ParagraphKind::Heading(2),
            Some(_) => ParagraphKind::Text,
            // Letters and digits look the same in headings and in text.
            None => {
                let text: String = lines.iter().map(PlacedLine::text).collect();
                let top = first.y - first.size;
                let leads_here = |entry: &&OutlineEntry| {
                    entry.page == first.page
                        && entry.y.is_none_or(|y| y.abs_diff(top) < first.size.unsigned_abs())
                };
                let entry = outline
                    .iter()
                    .filter(leads_here)
                    .find(|entry| entry.text.trim() == text.trim());
                entry.map_or(ParagraphKind::Text, |entry| ParagraphKind::Heading(entry.level))
            }
        }
    }

    /// Whether lines end at one position to the left of where full lines end, and one of them
    /// begins where no line of a paragraph does: neither at the left edge nor with an indent of two
    /// characters.
    fn is_flush_right(&self, lines: &[&PlacedLine]) -> bool {
        let ends = lines.iter().map(|line| line.end);
        let last = ends.clone().max().unwrap_or(self.right);
        let first = ends.min().unwrap_or(last);
        let stands_apart = |line: &&PlacedLine| {
            let (indent, half) = (line.x - self.left, line.size / 2);
            indent > half && (indent - 2 * line.size).abs() > half
        };
        last - first < self.size / 4
            && last + self.size < self.right
            && lines.iter().any(stands_apart)
    }

    /// Takes the signature (落款) off the end: right-aligned lines below two blank lines.
    pub fn take_signature(&self, items: &mut Vec<FlowItem>) -> Vec<PlacedLine> {
        const TWO_BLANK_LINES: i64 = 25;
        let lines = items.iter().rev().map_while(FlowItem::line);
        let below = lines
            .clone()
            .zip(lines.skip(1))
            .take_while(|(next, last)| self.tenths_apart(last, next) < TWO_BLANK_LINES)
            .count();
        let start = items.len().saturating_sub(below + 1);
        let found: Vec<&PlacedLine> = items[start..].iter().filter_map(FlowItem::line).collect();
        let apart = start
            .checked_sub(1)
            .and_then(|before| items[before].line())
            .zip(found.first().copied());
        let apart =
            apart.is_some_and(|(last, next)| self.tenths_apart(last, next) >= TWO_BLANK_LINES);
        // Paragraphs have an indent of two characters.
        let at_right = found.iter().any(|line| line.x - self.left > line.size / 2 * 5);
        if !apart || !at_right && !self.is_flush_right(&found) && found.len() > 1 {
            return Vec::new();
        }
        items.drain(start..).filter_map(FlowItem::into_line).collect()
    }
}
