//! Where the paragraphs of pages begin that another program set, by their margins, their indents
//! and the distances of their lines.

use super::PlacedDocument;
use super::item::FlowItem;
use super::lines::PlacedLine;
use super::measures::{STEP, pitches, text_size};
use crate::geometry::Emu;
use crate::layout::kinsoku::never_first;
use crate::text::PART_NUMERALS;
use std::collections::BTreeMap;

/// The common measures of the whole document.
pub struct Margins {
    /// The font size of most of its text.
    size: Emu,
    /// The left and the right edge of the text, for each width of paper.
    edges: BTreeMap<Emu, (Emu, Emu)>,
    /// The width of each page.
    widths: Vec<Emu>,
    /// The most frequent distance between lines, for each font size.
    pitches: BTreeMap<Emu, Emu>,
    /// Whether the first lines of its paragraphs are indented.
    indents: bool,
}

impl Margins {
    /// Measures a document.
    pub fn of(items: &[FlowItem], pages: &PlacedDocument) -> Self {
        let size = text_size(items);
        let widths: Vec<Emu> = pages.pages.iter().map(|page| page.width).collect();
        let mut of_width: BTreeMap<Emu, Vec<&PlacedLine>> = BTreeMap::new();
        for line in items.iter().filter_map(FlowItem::line) {
            let width = widths.get(line.page).copied().unwrap_or(0);
            of_width.entry(width).or_default().push(line);
        }
        let edges = of_width.into_iter().map(|(width, lines)| {
            let (left, right) = edges(&lines, size);
            // Where no line is full, the edge is not known, but it is near that of the paper.
            (width, (left, right.max(width / 4 * 3)))
        });
        let mut margins =
            Self { size, edges: edges.collect(), widths, pitches: pitches(items), indents: false };
        let lines: Vec<&PlacedLine> = items.iter().filter_map(FlowItem::line).collect();
        margins.indents = lines.windows(2).any(|pair| {
            let indent = margins.indent(pair[0]);
            !margins.is_large(pair[0])
                && (size / 2 * 3..=size * 3).contains(&indent)
                && margins.indent(pair[1]).abs() < size / 2
                && margins.is_full(pair[0], pair[1])
        });
        margins
    }

    fn edges(&self, line: &PlacedLine) -> (Emu, Emu) {
        let width = self.widths.get(line.page).copied().unwrap_or(0);
        self.edges.get(&width).copied().unwrap_or((0, width))
    }

    /// How far a line begins from the left edge of the text.
    fn indent(&self, line: &PlacedLine) -> Emu {
        line.x.saturating_sub(self.edges(line).0)
    }

    /// Whether a line is larger than the text: a title, or a heading of a web page.
    pub fn is_large(&self, line: &PlacedLine) -> bool {
        line.size > self.size + self.size / 7
    }

    /// Whether a line is in the middle of the paper, and ends on neither side at the edge of the
    /// text.
    fn is_centred(&self, line: &PlacedLine) -> bool {
        let width = self.widths.get(line.page).copied().unwrap_or(0);
        let (left, right) = self.edges(line);
        let off = (line.x / 2 + line.end / 2 - (left / 2 + right / 2)).abs();
        let off_paper = (line.x / 2 + line.end / 2 - width / 2).abs();
        self.indent(line) > line.size && off.min(off_paper) < line.size
    }

    /// Whether the first word of the next line would have had no room at the end of a line.
    fn is_full(&self, last: &PlacedLine, next: &PlacedLine) -> bool {
        // Many programs do not break web addresses.
        let letters = next.text().trim_start().chars().take_while(char::is_ascii_graphic).count();
        let letters = Emu::try_from(letters).unwrap_or(Emu::MAX).saturating_mul(next.size / 2);
        let word = next.first_word().max(next.size).max(letters);
        // Where paragraphs are indented, a line at the edge goes on, unless the one before is short.
        let is_at_edge = self.indents && self.indent(next).abs() < next.size / 2;
        let slack = if is_at_edge { last.size * 3 } else { last.size / 2 };
        last.end.saturating_add(word).saturating_add(slack) > self.edges(last).1
    }

    /// The distance between two lines in tenths of the usual distance; 10 over the end of a page.
    fn tenths_apart(&self, last: &PlacedLine, next: &PlacedLine) -> i64 {
        if last.page != next.page {
            return 10;
        }
        let usual = self.pitches.get(&next.size).copied().unwrap_or(next.size / 2 * 3);
        i64::from(next.y.saturating_sub(last.y)) * 10 / i64::from(usual.max(1))
    }

    /// Whether a line continues the paragraph of the line before it.
    pub fn continues(&self, last: &PlacedLine, next: &PlacedLine) -> bool {
        /// A paragraph with a smaller distance than this may go on, in tenths of the usual one.
        const FARTHEST_APART: i64 = 14;
        /// The same where a sentence ends and paragraphs are not indented: they are set apart.
        const FARTHEST_SENTENCE: i64 = 10;
        let is_same_size = last.size.abs_diff(next.size) <= last.size.unsigned_abs() / 7;
        let text = next.text();
        let ends_sentence =
            last.text().trim_end().ends_with(['。', '：', '；', '！', '？', '”', '）']);
        let farthest =
            if ends_sentence && !self.indents { FARTHEST_SENTENCE } else { FARTHEST_APART };
        if !is_same_size
            || self.tenths_apart(last, next) > farthest
            || !self.is_full(last, next)
            || ends_sentence && begins_item(&text)
            || ends_sentence && last.page != next.page && !self.indents && begins_bold(last, next)
        {
            return false;
        }
        // Where paragraphs are indented, an indented line begins one. Elsewhere the lines of an
        // indented paragraph begin at one position.
        let stands_in = self.indent(next) > next.size / 5 * 3;
        let goes_on = !self.indents && last.x.abs_diff(next.x) < next.size.unsigned_abs() / 2;
        !stands_in || goes_on
    }

    /// Whether a line continues the title of the line before it: both are large or, at the
    /// beginning of the document, in the middle.
    pub fn continues_title(&self, last: &PlacedLine, next: &PlacedLine, at_start: bool) -> bool {
        let close = i64::from(next.y) - i64::from(last.y) < i64::from(next.size) * 5 / 2;
        let is_same_size = last.size.abs_diff(next.size) <= last.size.unsigned_abs() / 7;
        let is_large = self.is_large(last) && self.is_large(next);
        let is_centred = at_start && self.is_centred(last) && self.is_centred(next);
        last.page == next.page
            && close
            && is_same_size
            && (is_large || is_centred)
            && !begins_item(&last.text())
            && !begins_item(&next.text())
            && !last.text().trim_end().ends_with(['。', '：', '；'])
    }
}

/// The left and the right edge of text: positions at which several lines begin and end, the
/// outermost of each.
fn edges(lines: &[&PlacedLine], size: Emu) -> (Emu, Emu) {
    let of_text: Vec<&PlacedLine> = lines
        .iter()
        .filter(|line| line.size.abs_diff(size) <= size.unsigned_abs() / 7)
        .copied()
        .collect();
    let of_text = if of_text.is_empty() { lines } else { &of_text[..] };
    let several = (of_text.len() / 12).max(2);
    let common = |positions: Vec<Emu>, near: Emu| -> Option<Emu> {
        positions
            .iter()
            .enumerate()
            .find(|(index, position)| {
                let last = positions.get(index + several - 1);
                last.is_some_and(|last| last.abs_diff(**position) <= near.unsigned_abs())
            })
            .map(|(_, position)| *position)
    };
    let mut starts: Vec<Emu> = of_text.iter().map(|line| line.x).collect();
    // Marks may hang over the edge.
    let hangs = |line: &PlacedLine| line.text().trim_end().ends_with(never_first);
    let mut ends: Vec<Emu> =
        of_text.iter().filter(|line| !hangs(line)).map(|line| line.end).collect();
    starts.sort_unstable();
    ends.sort_unstable_by_key(|end| -end);
    let (first, last) = (starts.first().copied().unwrap_or(0), ends.first().copied().unwrap_or(0));
    (common(starts, STEP * 5).unwrap_or(first), common(ends, size).unwrap_or(last))
}

/// Whether a line begins with bold text, and the line before it does not end with any.
fn begins_bold(last: &PlacedLine, next: &PlacedLine) -> bool {
    next.runs.first().is_some_and(|run| run.bold) && last.runs.last().is_some_and(|run| !run.bold)
}

/// Whether a text begins like an item: 一、 （一） 1. 1、 （1）.
pub fn begins_item(text: &str) -> bool {
    let is_numeral = |c: char| PART_NUMERALS.contains(&c) || "七八九十".contains(c);
    let text = text.trim_start();
    let inner = text.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
    if rest.len() == inner.len() {
        return false;
    }
    if inner.len() < text.len() {
        rest.starts_with(['）', ')'])
    } else {
        let is_chinese = inner.starts_with(is_numeral);
        rest.starts_with('、')
            || !is_chinese
                && rest
                    .strip_prefix(['.', '．'])
                    .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_begin_with_a_number() {
        for text in ["一、总体情况", "（一）主动公开", "(2) 甲", "1.甲", "1、甲", "十一、甲"]
        {
            assert!(begins_item(text), "{text}");
        }
        for text in ["一是甲", "2024年", "1.5万", "（以下简称", "甲", "", "（"] {
            assert!(!begins_item(text), "{text}");
        }
    }
}
