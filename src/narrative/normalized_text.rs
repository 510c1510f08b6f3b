//! The words of a passage, normalised: without white space, and with one width for digits and
//! punctuation.

use crate::number::{ascii_digit, is_space};
use std::ops::{Range, RangeInclusive};

/// Normalised text, and where its pieces came from.
#[derive(Debug)]
pub(super) struct NormalizedText {
    /// The words with ASCII digits and full-width punctuation. White space is kept, as one space,
    /// only between two ASCII words.
    pub text: String,
    /// The pieces of `text`, in order, which cover all of it.
    pieces: Vec<Piece>,
}

/// A run of characters that stand in the original as they are, or one character that does not.
#[derive(Debug)]
struct Piece {
    /// Where it begins in the normalised text.
    start: usize,
    /// Its bytes of the original.
    original: Range<usize>,
}

/// The Chinese characters in use.
const HANZI: RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

impl NormalizedText {
    /// Normalises words.
    pub fn new(original: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(original.len()), pieces: Vec::new() };
        // The characters from `copied` on stand in the original as they are.
        let (mut copied, mut gap) = (0, None);
        for (at, c) in original.char_indices() {
            if HANZI.contains(&c) {
                // Most characters are of this kind, and need nothing else.
                gap = None;
                continue;
            }
            let end = at + c.len_utf8();
            if is_space(c) {
                plain.copy(original, copied..at);
                copied = end;
                gap.get_or_insert(at..end);
                continue;
            }
            let same = same(c, &original[end..]);
            if let Some(span) = gap.take()
                && same.is_ascii_alphanumeric()
                && plain.text.ends_with(|before: char| before.is_ascii_alphanumeric())
            {
                plain.push(' ', span);
            }
            if same != c {
                plain.copy(original, copied..at);
                plain.push(same, at..end);
                copied = end;
            }
        }
        plain.copy(original, copied..original.len());
        plain
    }

    /// Appends a run of characters that stay as they are.
    fn copy(&mut self, original: &str, run: Range<usize>) {
        if !run.is_empty() {
            self.pieces.push(Piece { start: self.text.len(), original: run.clone() });
            self.text.push_str(&original[run]);
        }
    }

    /// Appends a character that stands for one of the original.
    fn push(&mut self, c: char, original: Range<usize>) {
        self.pieces.push(Piece { start: self.text.len(), original });
        self.text.push(c);
    }

    /// The bytes of the original text for a range of the normalised text.
    pub fn span(&self, plain: &Range<usize>) -> Range<usize> {
        let start = self
            .piece(plain.start)
            .map_or(0, |(piece, _)| piece.original.start + plain.start - piece.start);
        let end = match plain.end.checked_sub(1).and_then(|last| self.piece(last)) {
            Some((piece, end)) if end == plain.end => piece.original.end,
            Some((piece, _)) => piece.original.start + plain.end - piece.start,
            None => start,
        };
        start..end.max(start)
    }

    /// The piece that holds a byte of the normalised text, and where it ends there.
    fn piece(&self, at: usize) -> Option<(&Piece, usize)> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        let end = self.pieces.get(next).map_or(self.text.len(), |piece| piece.start);
        (at < self.text.len()).then(|| (&self.pieces[next - 1], end))
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
