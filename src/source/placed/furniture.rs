//! The additions of pages that another program set: page numbers, and headers and footers, which
//! are not part of the text.

use super::lines::PlacedLine;
use super::{PlacedDocument, PlacedPage};
use crate::document::DRAFT_MARK;
use crate::geometry::{Emu, mm};
use std::collections::BTreeMap;

/// Headers and footers are in this many hundredths of the height of the page, at its top and at its
/// bottom.
const ZONE: Emu = 12;
/// The largest number of lines of a header or a footer.
const MOST_LINES: usize = 3;
/// Positions of one header on two pages differ by less than this: 2 mm.
const SAME_HEIGHT: Emu = mm(2);

/// Removes page numbers, headers and footers from the lines of the pages.
pub fn remove(pages: &PlacedDocument, lines: &mut [Vec<PlacedLine>]) {
    for (page, lines) in pages.pages.iter().zip(lines.iter_mut()) {
        remove_page_numbers(page, lines);
    }
    let repeated = repeated(pages, lines);
    for (page, lines) in pages.pages.iter().zip(lines.iter_mut()) {
        for at in apart(page, lines).into_iter().rev() {
            if repeated.contains_key(&key(page, &lines[at])) {
                lines.remove(at);
            }
        }
        // With the header gone, a number may be the outermost line.
        remove_page_numbers(page, lines);
    }
}

/// What a line says with its numbers left out, and whether it is at the top, and its height in
/// steps.
type Key = (String, bool, Emu);

fn key(page: &PlacedPage, line: &PlacedLine) -> Key {
    let text = line.text();
    let mut key: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect();
    while key.contains("##") {
        key = key.replace("##", "#");
    }
    (key, line.y < page.height / 2, (line.y + SAME_HEIGHT / 2) / SAME_HEIGHT)
}

/// The lines that may be a header or a footer: outermost, and near the edge of the paper.
fn candidates(page: &PlacedPage, lines: &[PlacedLine]) -> Vec<usize> {
    let hundredth = page.height / 100;
    let at_top = lines.iter().take(MOST_LINES).take_while(|line| line.y < ZONE * hundredth).count();
    let at_bottom = lines
        .iter()
        .rev()
        .take(MOST_LINES)
        .take_while(|line| line.y > (100 - ZONE) * hundredth)
        .count();
    (0..lines.len()).filter(|at| *at < at_top || *at + at_bottom >= lines.len()).collect()
}

/// Those of the candidates that a distance or the size of the font sets apart from the text.
fn apart(page: &PlacedPage, lines: &[PlacedLine]) -> Vec<usize> {
    let is_apart = |outer: &PlacedLine, inner: &PlacedLine| {
        let distance = outer.y.abs_diff(inner.y);
        distance > outer.size.max(inner.size).unsigned_abs() / 5 * 11
            || outer.size.abs_diff(inner.size) > inner.size.unsigned_abs() / 10
    };
    let candidates = candidates(page, lines);
    let is_top = |at: usize| lines[at].y < page.height / 2;
    // The innermost line that is set apart, at the top and at the bottom.
    let top = candidates.iter().rev().copied().find(|at| {
        is_top(*at) && lines.get(at + 1).is_none_or(|inner| is_apart(&lines[*at], inner))
    });
    let bottom = candidates.iter().copied().find(|at| {
        !is_top(*at) && at.checked_sub(1).is_none_or(|inner| is_apart(&lines[*at], &lines[inner]))
    });
    let is_furniture = |at: &usize| {
        if is_top(*at) {
            top.is_some_and(|top| *at <= top)
        } else {
            bottom.is_some_and(|bottom| *at >= bottom)
        }
    };
    candidates.into_iter().filter(is_furniture).collect()
}

/// Lines that are on at least a third of the pages, at the same height. The first page may have
/// none, and odd and even pages may have different ones.
fn repeated(pages: &PlacedDocument, lines: &[Vec<PlacedLine>]) -> BTreeMap<Key, usize> {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for (page, lines) in pages.pages.iter().zip(lines) {
        for at in apart(page, lines) {
            *counts.entry(key(page, &lines[at])).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > 1 && *count * 3 >= pages.pages.len());
    counts
}

/// Removes the page number above or below the text, and the mark of a draft above it.
fn remove_page_numbers(page: &PlacedPage, lines: &mut Vec<PlacedLine>) {
    let is_addition = |line: &PlacedLine| {
        let text: String = line.text().chars().filter(|c| !c.is_whitespace()).collect();
        is_page_number(&text) || text == DRAFT_MARK
    };
    for at in candidates(page, lines).into_iter().rev() {
        if is_addition(&lines[at]) {
            lines.remove(at);
        }
    }
}

/// Whether a text without white space is a page number: —1—, 第1页, 1/8, 第1页共8页, Page1of8.
pub fn is_page_number(text: &str) -> bool {
    const LONGEST: usize = 24;
    if text.chars().count() > LONGEST {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let words = lower.replace(['第', '页', '共', '，', ',', '（', '）', '(', ')'], " ");
    let words = words.replace("page", " ").replace("of", " ").replace(['/', '／'], " ");
    let trimmed = words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '—' | '-' | '－' | '–' | '─' | '·')
    });
    let mut numbers = trimmed.split_whitespace();
    let is_number = |number: &str| {
        (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    numbers.next().is_some_and(is_number)
        && numbers.next().is_none_or(is_number)
        && numbers.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_of_every_kind() {
        for text in
            ["1", "—1—", "-3-", "－12－", "第3页", "3/8", "第3页共8页", "第3页，共8页", "Page3of8"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "—", "12件", "2024年", "1.2", "一", "3/8/2", "12345", "第页"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
