//! One passage in the form in which rules read it: without white space, with ASCII digits, and with
//! a way back to its original location.
//!
//! People write spaces around numbers and type full-width digits. A rule that looks for 2024年
//! should not have to handle this.

use super::{Remark, Wording};
use crate::number::{self, ascii_digit};
use crate::report::{Part, Passage, Spot, TextEdit};
use crate::text::PART_NUMERALS;
use std::ops::Range;

/// A passage without its white space.
#[derive(Clone, Debug)]
pub(crate) struct CompactLine<'a> {
    /// The passage as printed.
    pub passage: &'a Passage,
    /// Its words without white space and with ASCII digits.
    pub text: String,
    /// Pairs of a byte of `text` and the distance by which the characters from it on are further
    /// behind in the passage.
    shifts: Vec<(usize, usize)>,
}

impl<'a> CompactLine<'a> {
    pub fn of(passage: &'a Passage) -> Self {
        let mut text = String::with_capacity(passage.text.len());
        let mut shifts: Vec<(usize, usize)> = Vec::new();
        for (at, c) in passage.text.char_indices().filter(|(_, c)| !number::is_space(*c)) {
            let shift = at - text.len();
            if shifts.last().map_or(0, |(_, last)| *last) != shift {
                shifts.push((text.len(), shift));
            }
            text.push(ascii_digit(c));
        }
        Self { passage, text, shifts }
    }

    /// The part whose text it belongs to; `None` for headings, the title and other text around the
    /// parts.
    pub fn section(&self) -> Option<Part> {
        if let Spot::Section(part) = self.passage.spot { Some(part) } else { None }
    }

    /// The location of the line in words: 第一部分, 表二的注, 开头段.
    pub fn part_name(&self) -> String {
        match (self.passage.spot, self.passage.spot.part()) {
            (Spot::TableNote(table), _) => format!("{}的注", table.name()),
            (_, Some(part)) => format!("第{}部分", PART_NUMERALS[part as usize]),
            (Spot::Title, _) => "标题".to_owned(),
            (Spot::Signature, _) => "落款".to_owned(),
            _ => "开头段".to_owned(),
        }
    }

    /// A remark on a range of `text`.
    pub fn remark(&self, range: Range<usize>, wording: Wording) -> Remark {
        Remark::on(self.passage, self.span(range), wording)
    }

    /// The change of a range of `text` into other words.
    pub fn edit(&self, range: Range<usize>, to: &str) -> TextEdit {
        TextEdit::of(self.passage, self.span(range), to)
    }

    /// The range of the passage that corresponds to a range of `text`.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let Some(last) = self.text[range.clone()].char_indices().next_back() else { return 0..0 };
        let last = self.origin(range.start + last.0);
        self.origin(range.start)
            ..last + self.passage.text[last..].chars().next().map_or(0, char::len_utf8)
    }

    /// Whether the range contains a live field, even if its cell is blank.
    pub fn holds_field(&self, range: Range<usize>) -> bool {
        let span = self.span(range);
        self.passage
            .fields
            .iter()
            .any(|(field, _)| span.start <= field.start && field.end <= span.end)
    }

    fn origin(&self, at: usize) -> usize {
        let behind = self.shifts.partition_point(|(from, _)| *from <= at);
        at + behind.checked_sub(1).map_or(0, |last| self.shifts[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        Passage {
            spot: Spot::Preface,
            paragraph: 0,
            heading: false,
            text: text.to_owned(),
            fields: Vec::new(),
        }
    }

    #[test]
    fn ranges_of_a_line_map_back_to_the_passage() {
        let passage = passage("自 ２０２４ 年 1 月 1 日起，\u{3000}共 12 件。");
        let line = CompactLine::of(&passage);
        assert_eq!(line.text, "自2024年1月1日起，共12件。");
        let back = |part: &str| {
            let at = line.text.find(part).expect(part);
            &passage.text[line.span(at..at + part.len())]
        };
        assert_eq!(
            (back("2024年"), back("1月1日"), back("12件")),
            ("２０２４ 年", "1 月 1 日", "12 件")
        );
        assert_eq!(
            (back("自"), back("。"), line.span(0..line.text.len())),
            ("自", "。", 0..passage.text.len())
        );
    }
}
