//! Sets of words, which fit into one register.

use super::terms::Word;
use super::token::Token;

/// A set of words. What a word means beyond its kind is not kept, except of which area it is said
/// ([`Word::Realm`]): all areas that are counted are one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordSet(u64);

/// The kinds of area of [`Word::Realm`].
const REALMS: [char; 9] = ['市', '县', '区', '省', '镇', '乡', '道', '旗', '州'];

impl WordSet {
    /// These words.
    pub const fn of(words: &[Word]) -> Self {
        let (mut set, mut at) = (0, 0);
        // A constant function has no iterators.
        while at < words.len() {
            set |= bits(words[at]);
            at += 1;
        }
        Self(set)
    }

    /// The words of these tokens.
    pub fn of_tokens(tokens: &[Token]) -> Self {
        let mut set = Self::default();
        set.extend(tokens.iter().map(|token| token.word));
        set
    }

    /// Adds a word.
    #[inline]
    pub const fn push(&mut self, word: Word) {
        self.0 |= bits(word);
    }

    /// Adds words.
    pub fn extend(&mut self, words: impl IntoIterator<Item = Word>) {
        for word in words {
            self.push(word);
        }
    }

    /// Removes a word.
    pub fn remove(&mut self, word: Word) {
        self.0 &= !bits(word);
    }

    /// Whether a word is among them.
    #[inline]
    pub const fn contains(self, word: Word) -> bool {
        self.0 & bits(word) != 0
    }

    /// Whether one of the other words is among them.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds the other words.
    pub const fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// The words that are also among the others.
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds of area that are among them: 县 for 全县.
    pub fn realms(self) -> impl Iterator<Item = char> {
        REALMS.into_iter().filter(move |realm| self.contains(Word::Realm(*realm)))
    }
}

/// The bit of a word.
#[inline]
const fn bits(word: Word) -> u64 {
    let place = match word {
        Word::Realm(realm) => return bit_of_realm(realm),
        Word::Area(_) => 0,
        Word::OnRequest => 1,
        Word::Body(_) => 2,
        Word::Except => 3,
        Word::Outside => 4,
        Word::OfDisclosure => 5,
        Word::Handle(_) => 6,
        Word::Row(_) => 7,
        Word::Applicant(_) => 8,
        Word::Outcome(_) => 9,
        Word::Act(_) => 10,
        Word::Channel => 11,
        Word::Part => 12,
        Word::Open => 13,
        Word::Apart => 14,
        Word::Rest => 15,
        Word::Several(_) => 16,
        Word::Each => 17,
        Word::Respectively => 18,
        Word::And => 19,
        Word::Share => 20,
        Word::Compare => 21,
        Word::LastYear => 22,
        Word::ThisYear => 23,
        Word::Up => 24,
        Word::Down => 25,
        Word::Flat => 26,
        Word::Doubled => 27,
        Word::No(_) => 28,
        Word::AllUpheld => 29,
        Word::NoLoss => 30,
        Word::Foreign => 31,
        Word::Matter => 32,
        Word::Sum => 33,
        Word::Items => 34,
        Word::Rate => 35,
        Word::Registered => 36,
        Word::Limit => 37,
        Word::Portion => 38,
        Word::Narrow => 39,
        Word::Kind => 40,
        Word::Such => 41,
        Word::Respondent => 42,
        Word::Office => 43,
        Word::Since => 44,
        Word::Total => 45,
        Word::Filler => 46,
        Word::Mark(_) => 47,
        Word::Number(_) => 48,
        Word::Year(_) => 49,
        Word::YearEnd => 50,
        Word::Unknown => 51,
    };
    1 << place
}

/// The bit of a kind of area. They follow those of all other kinds of words.
const fn bit_of_realm(realm: char) -> u64 {
    let mut at = 0;
    while at < REALMS.len() {
        if REALMS[at] == realm {
            return 1 << (KINDS + at);
        }
        at += 1;
    }
    0
}

/// The number of kinds of words, without [`Word::Realm`].
const KINDS: usize = 52;
