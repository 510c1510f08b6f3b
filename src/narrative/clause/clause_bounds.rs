//! A clause, before it is read.

use super::super::terms::Word;
use super::super::token::Token;

/// What is known of a clause before it is read, so that no token looks through it again.
#[derive(Default)]
pub(super) struct ClauseBounds {
    /// The index of the mark behind it.
    pub end: usize,
    /// The index of its last number.
    pub last_number: Option<usize>,
    /// The index of the last 均 that was read.
    pub each: Option<usize>,
    /// Whether somebody who acts may have been named in it.
    pub has_agent: bool,
    /// How many of its numbers were read.
    pub numbers: usize,
}

impl ClauseBounds {
    /// The clause that begins at this index; a mark belongs to none.
    pub fn at(tokens: &[Token], at: usize) -> Self {
        let marks = |token: &Token| matches!(token.word, Word::Mark(_));
        let end = tokens[at..].iter().position(marks).map_or(tokens.len(), |length| at + length);
        let is_number = |token: &Token| matches!(token.word, Word::Number(_));
        let last_number = tokens[at..end].iter().rposition(is_number).map(|number| at + number);
        Self { end: end.max(at + 1), last_number, each: None, has_agent: false, numbers: 0 }
    }

    /// Notes a word that was read.
    pub fn note(&mut self, word: Word, at: usize) {
        match word {
            Word::Each => {
                self.each.get_or_insert(at);
            }
            Word::Unknown | Word::Narrow | Word::Limit | Word::Office => self.has_agent = true,
            _ => {}
        }
    }
}
