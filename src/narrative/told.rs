//! Percentages, differences and directions of which the sentence itself tells both numbers:
//! 项目142个，上年为128个，增长10.9%; 公开率48.4%（公开21件/办结43件). They are compared whatever the numbers count.

mod growth;
mod shares;

use super::passage_reader::PassageReader;
use super::readings::Readings;
use super::scope::Scope;
use super::subject::Subject;
use super::terms::Word;
use super::token::Token;
use super::{Approximation, NumberKind, TextNumber};
use std::ops::Range;

/// A number of the sentence.
struct Item {
    /// The index of its token.
    at: usize,
    /// The index of its fact.
    fact: usize,
    /// The tokens of its own words, between it and the last number or mark.
    own: Range<usize>,
    /// The index of the token that opens the bracket around it.
    bracket: Option<usize>,
}

/// The numbers of a sentence, and the words between them.
struct Sentence<'a> {
    page: &'a PassageReader<'a>,
    tokens: &'a [Token],
    facts: &'a [TextNumber],
    items: Vec<Item>,
    /// The year of the report.
    year: u16,
}

/// Compares what a sentence tells with its own numbers. Statements without a number are appended to
/// the facts.
pub(super) fn compare_within(
    page: &PassageReader<'_>,
    tokens: &[Token],
    readings: &Readings<'_>,
    year: u16,
    facts: &mut Vec<TextNumber>,
) {
    let items = items(page, tokens, facts);
    if items.is_empty() {
        return;
    }
    let sentence = Sentence { page, tokens, facts, items, year };
    let mut claims = sentence.growths();
    claims.extend(sentence.shares(readings));
    let phrases = sentence.directions();
    for (fact, claim) in claims {
        facts[fact].claims = vec![claim];
        // What the words around them mean does not matter.
        facts[fact].scope = Scope::Whole;
        facts[fact].has_unknown_words = false;
    }
    facts.extend(phrases);
}

fn items(page: &PassageReader<'_>, tokens: &[Token], facts: &[TextNumber]) -> Vec<Item> {
    let (mut bracket, mut start) = (None, 0);
    let mut items = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.word {
            Word::Mark(mark) => {
                bracket = match mark {
                    '（' => Some(at),
                    '）' => None,
                    _ => bracket,
                };
                start = at + 1;
            }
            Word::Number(number) => {
                let fact = page.places[number];
                if facts[fact].kind.counts() {
                    items.push(Item { at, fact, own: start..at, bracket });
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

impl Sentence<'_> {
    fn fact(&self, item: usize) -> &TextNumber {
        &self.facts[self.items[item].fact]
    }

    fn words(&self, item: usize) -> Subject {
        Subject::of(&self.tokens[self.items[item].own.clone()])
    }

    fn word(&self, token: &Token) -> &str {
        &self.page.plain.text[token.range.clone()]
    }

    /// The text of some tokens.
    fn text(&self, range: Range<usize>) -> &str {
        match (self.tokens.get(range.start), range.end.checked_sub(1)) {
            (Some(first), Some(last)) if range.start <= last => {
                &self.page.plain.text[first.range.start..self.tokens[last].range.end]
            }
            _ => "",
        }
    }

    fn own(&self, item: usize) -> &str {
        self.text(self.items[item].own.clone())
    }

    /// Whether an item is a count or an amount exactly as it is written.
    fn is_exact_count(&self, item: usize) -> bool {
        matches!(self.fact(item).kind, NumberKind::Count | NumberKind::Money) && self.is_exact(item)
    }

    fn is_exact(&self, item: usize) -> bool {
        let fact = self.fact(item);
        fact.approximation == Approximation::Exact && !fact.rounded && !fact.negated
    }

    fn are_alike(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.fact(one), self.fact(other));
        one.unit == other.unit && one.kind == other.kind
    }

    /// Whether no ； stands between two items.
    fn goes_on(&self, from: usize, to: usize) -> bool {
        let between = &self.tokens[self.items[from].at + 1..self.items[to].at];
        !between.iter().any(|token| token.word == Word::Mark('；'))
    }

    /// Whether a token names last year.
    fn is_last_year(&self, token: &Token) -> bool {
        match token.word {
            Word::LastYear => true,
            Word::Year(named) => named + 1 == self.year,
            _ => false,
        }
    }

    /// Whether a token names this year.
    fn is_this_year(&self, token: &Token) -> bool {
        match token.word {
            Word::ThisYear => true,
            Word::Year(named) => named == self.year,
            _ => false,
        }
    }
}
