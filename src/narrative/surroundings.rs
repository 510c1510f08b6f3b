//! What stands behind each token of a clause, found in one pass, so that a clause of any length is
//! read in linear time.

use super::terms::Word;
use super::token::Token;

/// What stands behind a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Behind {
    /// What the next word is that says something.
    pub next: Next,
    /// Whether a noun that is counted follows in the same item of a list, so that the token says
    /// which kind of it.
    pub noun: bool,
    /// Whether what happened to something that is counted follows in the same item, so that the
    /// token says why.
    pub outcome: bool,
}

/// What the next word is that says something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Next {
    /// There is none.
    #[default]
    Nothing,
    /// A noun that is counted.
    Noun,
    /// Any other word.
    Other,
}

/// What stands behind each token of a clause.
pub(super) fn surroundings(tokens: &[Token]) -> Vec<Behind> {
    let mut behind = Behind::default();
    let mut all = vec![behind; tokens.len()];
    for (token, here) in tokens.iter().zip(&mut all).rev() {
        *here = behind;
        match token.word {
            Word::Filler | Word::Unknown | Word::Respondent | Word::Such => {}
            // 、 begins another item.
            Word::And => behind = Behind { next: Next::Other, ..Behind::default() },
            Word::Area(_) | Word::OnRequest => {
                behind.next = Next::Noun;
                behind.noun = true;
            }
            word => {
                behind.next = Next::Other;
                behind.outcome |= happened(word);
            }
        }
    }
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
