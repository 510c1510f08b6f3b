//! The words of a passage, normalised: without white space, and with one width for digits and
//! punctuation.

use crate::number::{ascii_digit, is_space};
use std::ops::Range;

/// Normalised text, and where each of its bytes came from.
#[derive(Debug)]
pub(super) struct NormalizedText {
    /// The words with ASCII digits and full-width punctuation. White space is kept, as one space,
    /// only between two ASCII words.
    pub text: String,
    /// For each byte of `text`, the bytes of the original character that it belongs to.
    origin: Vec<(usize, usize)>,
}

impl NormalizedText {
    /// Normalises words.
    pub fn new(words: &str) -> Self {
        let mut plain = Self {
            text: String::with_capacity(words.len()),
            origin: Vec::with_capacity(words.len()),
        };
        let mut gap = None;
        for (at, c) in words.char_indices() {
            let end = at + c.len_utf8();
            if is_space(c) {
                gap.get_or_insert((at, end));
                continue;
            }
            let c = same(c, &words[end..]);
            if let Some(place) = gap.take()
                && c.is_ascii_alphanumeric()
                && plain.text.ends_with(|before: char| before.is_ascii_alphanumeric())
            {
                plain.push(' ', place);
            }
            plain.push(c, (at, end));
        }
        plain
    }

    fn push(&mut self, c: char, place: (usize, usize)) {
        self.text.push(c);
        self.origin.resize(self.text.len(), place);
    }

    /// The bytes of the original text for a range of the normalised text.
    pub fn span(&self, plain: &Range<usize>) -> Range<usize> {
        let start = self.origin.get(plain.start).map_or(0, |place| place.0);
        let end = plain
            .end
            .checked_sub(1)
            .and_then(|last| self.origin.get(last))
            .map_or(start, |place| place.1);
        start..end.max(start)
    }
}

/// The one spelling of a digit or a mark.
fn same(c: char, rest: &str) -> char {
    match c {
        '．' => '.',
        '％' => '%',
        '＋' => '+',
        ',' => '，',
        ';' => '；',
        ':' if !rest.starts_with('/') => '：',
        '(' => '（',
        ')' => '）',
        '[' | '［' => '〔',
        ']' | '］' => '〕',
        '!' => '！',
        '－' | '−' | '–' | '―' | '─' => '-',
        '~' => '～',
        other => ascii_digit(other),
    }
}
