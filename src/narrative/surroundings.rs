//! What stands behind each token of a clause, found in one pass, so that a clause of any length is
//! read in linear time.

use super::terms::Word;
use super::token::Token;

/// What stands behind a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Behind {
    /// The next word that says something.
    pub next: Option<Word>,
    /// Whether a noun that is counted follows in the same item of a list, so that the token says
    /// which kind of it.
    pub noun: bool,
    /// Whether what happened to something that is counted follows in the same item, so that the
    /// token says why.
    pub outcome: bool,
}

/// What stands behind each token of a clause.
pub(super) fn surroundings(tokens: &[Token]) -> Vec<Behind> {
    let mut behind = Behind::default();
    let mut all: Vec<Behind> = tokens
        .iter()
        .rev()
        .map(|token| {
            let here = behind;
            match token.word {
                Word::Filler | Word::Unknown | Word::Respondent | Word::Such => {}
                // 、 begins another item.
                Word::And => behind = Behind { next: Some(Word::And), ..Behind::default() },
                word => {
                    behind.next = Some(word);
                    behind.noun |= matches!(word, Word::Area(_) | Word::OnRequest);
                    behind.outcome |= happened(word);
                }
            }
            here
        })
        .collect();
    all.reverse();
    all
}

/// Whether a word says what happened to something that is counted.
const fn happened(word: Word) -> bool {
    match word {
        Word::Row(_) | Word::Outcome(_) => true,
        Word::Handle(handle) => handle.is_carried(),
        _ => false,
    }
}
