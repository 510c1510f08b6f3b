//! The words of a passage, normalised: without white space, and with one width for digits and
//! punctuation.

use crate::number::{ascii_digit, is_space};
use std::ops::{Range, RangeInclusive};

/// Normalised text, and where each of its bytes came from.
#[derive(Debug)]
pub(super) struct NormalizedText {
    /// The words with ASCII digits and full-width punctuation. White space is kept, as one space,
    /// only between two ASCII words.
    pub text: String,
    /// For each byte of `text`, the bytes of the original character that it belongs to.
    origin: Vec<(usize, usize)>,
}

/// The Chinese characters in use.
const HANZI: RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

impl NormalizedText {
    /// Normalises words.
    pub fn new(original: &str) -> Self {
        let mut plain = Self {
            text: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len()),
        };
        let mut gap = None;
        for (at, c) in original.char_indices() {
            let end = at + c.len_utf8();
            if HANZI.contains(&c) {
                // Most characters are of this kind, and need nothing else.
                gap = None;
                plain.push(c, (at, end));
                continue;
            }
            if is_space(c) {
                gap.get_or_insert((at, end));
                continue;
            }
            let c = same(c, &original[end..]);
            if let Some(span) = gap.take()
                && c.is_ascii_alphanumeric()
                && plain.text.ends_with(|before: char| before.is_ascii_alphanumeric())
            {
                plain.push(' ', span);
            }
            plain.push(c, (at, end));
        }
        plain
    }

    fn push(&mut self, c: char, span: (usize, usize)) {
        self.text.push(c);
        self.origin.resize(self.text.len(), span);
    }

    /// The bytes of the original text for a range of the normalised text.
    pub fn span(&self, plain: &Range<usize>) -> Range<usize> {
        let start = self.origin.get(plain.start).map_or(0, |span| span.0);
        let end = plain
            .end
            .checked_sub(1)
            .and_then(|last| self.origin.get(last))
            .map_or(start, |span| span.1);
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
