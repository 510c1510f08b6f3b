//! The passage that is being read, and the facts that are made from its numbers.

use super::claim::Claim;
use super::numeral::Numeral;
use super::plain::Plain;
use super::{Approximation, Fact, Kind};
use crate::number::Decimal;
use crate::report::Passage;
use std::ops::Range;

/// The passage that is being read.
pub(super) struct Page<'a> {
    pub passage: &'a Passage,
    pub plain: &'a Plain,
    pub numerals: &'a [Numeral],
    /// For each numeral, the index of its fact.
    pub places: &'a [usize],
    /// Whether the passage distinguishes years, so that another year in it is meant and not a slip.
    pub dated: bool,
}

impl Page<'_> {
    /// The fact for a number, without its claims.
    pub fn fact(&self, numeral: &Numeral) -> Fact {
        let span = self.plain.span(&numeral.whole);
        let live = self
            .passage
            .fields
            .iter()
            .find(|(field, _)| field.start < span.end && span.start < field.end)
            .map(|(_, cell)| *cell);
        Fact {
            spot: self.passage.spot,
            paragraph: self.passage.paragraph,
            clause: span.clone(),
            sentence: span.clone(),
            span,
            text: self.passage.words[self.plain.span(&numeral.digits)].to_owned(),
            value: numeral.value,
            unit: numeral.unit,
            kind: numeral.kind,
            approximation: numeral.approximation,
            negated: false,
            live,
            aside: None,
            step: numeral.step,
            rounded: numeral.rounded,
            claims: Vec::new(),
            firm: false,
        }
    }

    /// The fact for a phrase that means 0.
    pub fn zero(
        &self,
        range: Range<usize>,
        clause: Range<usize>,
        claim: Claim,
        firm: bool,
    ) -> Fact {
        let span = self.plain.span(&range);
        Fact {
            spot: self.passage.spot,
            paragraph: self.passage.paragraph,
            clause: self.plain.span(&clause),
            sentence: span.clone(),
            text: self.passage.words[span.clone()].to_owned(),
            span,
            value: Decimal::ZERO,
            unit: "",
            kind: Kind::Count,
            approximation: Approximation::Exact,
            negated: true,
            live: None,
            aside: None,
            step: Decimal::from(1),
            rounded: false,
            claims: vec![claim],
            firm,
        }
    }
}
