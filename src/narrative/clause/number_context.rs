//! A number, and what the words around it say together.

use super::super::numeral::Numeral;
use super::super::subject::Subject;

/// A number and what the words around it mean for it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the number")]
pub(super) struct NumberContext<'a> {
    pub numeral: &'a Numeral,
    pub fact: usize,
    /// What the words say together.
    pub subject: Subject,
    /// The names that it applies to: A、B各1件.
    pub names: Vec<Subject>,
    /// Whether it adds up a row of names of which one is not known: 科研机构及其他主体33件, or counts
    /// items among which there may be other changes.
    pub open_row: bool,
    /// Whether its words follow another number without a mark: 新收的86件办结80件.
    pub follows_number: bool,
    /// Whether brackets behind it exclude something: 不含….
    pub excludes: bool,
    /// How it is compared with another number.
    pub change: Change,
    /// Whether the words behind it say what it counts.
    pub takes_tail: bool,
    /// The index of the first token behind it that does not belong to it.
    pub end: usize,
}

/// How a number is compared with another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is not.
    None,
    /// It states how much another number grew or fell.
    Growth,
    /// Another number rose or fell from it: 由17件增至20件.
    Base,
}
