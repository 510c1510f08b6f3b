//! The passage that is being read, and the facts that are made from its numbers.

use super::by_value::ByWords;
use super::claim::Claim;
use super::normalized_text::NormalizedText;
use super::numeral::Numeral;
use super::scope::Scope;
use super::{Approximation, NumberKind, TextNumber};
use crate::number::Decimal;
use crate::report::Passage;
use std::borrow::Cow;
use std::ops::Range;

/// The passage that is being read.
pub(super) struct PassageReader<'a> {
    pub passage: &'a Passage,
    pub plain: &'a NormalizedText,
    pub numerals: &'a [Numeral],
    /// For each numeral, the index of its fact.
    pub places: &'a [usize],
    /// Whether the passage counts documents (发文), so that 不予公开 may speak of them.
    pub counts_documents: bool,
    /// Whether the passage speaks of payment (缴), which most do not.
    pub names_payment: bool,
    /// Whether the passage distinguishes years, so that another year in it is meant and not a slip.
    pub dated: bool,
}

impl PassageReader<'_> {
    /// The fact for a number, without its claims.
    pub fn fact(&self, numeral: &Numeral) -> TextNumber {
        let span = self.plain.span(&numeral.whole);
        let live = self
            .passage
            .fields
            .iter()
            .find(|(field, _)| field.start < span.end && span.start < field.end)
            .map(|(_, cell)| *cell);
        TextNumber {
            spot: self.passage.spot,
            paragraph: self.passage.paragraph,
            clause: span.clone(),
            sentence: span.clone(),
            span,
            text: self.passage.text[self.plain.span(&numeral.digits)].to_owned(),
            value: numeral.value,
            unit: Cow::Borrowed(numeral.unit),
            kind: numeral.kind,
            approximation: numeral.approximation,
            negated: false,
            live,
            set_aside: None,
            step: numeral.step,
            rounded: numeral.rounded,
            below: numeral.below,
            claims: Vec::new(),
            scope: Scope::Open,
            has_unknown_words: false,
            candidates: Vec::new(),
            by_words: ByWords::default(),
            is_proven: false,
            is_direct: false,
        }
    }

    /// The fact for a phrase that means 0.
    pub fn zero(
        &self,
        range: Range<usize>,
        clause: Range<usize>,
        claim: Claim,
        scope: Scope,
    ) -> TextNumber {
        let span = self.plain.span(&range);
        TextNumber {
            spot: self.passage.spot,
            paragraph: self.passage.paragraph,
            clause: self.plain.span(&clause),
            sentence: span.clone(),
            text: self.passage.text[span.clone()].to_owned(),
            span,
            value: Decimal::ZERO,
            unit: Cow::Borrowed(""),
            kind: NumberKind::Count,
            approximation: Approximation::Exact,
            negated: true,
            live: None,
            set_aside: None,
            step: Decimal::from(1),
            rounded: false,
            below: None,
            claims: vec![claim],
            scope,
            has_unknown_words: false,
            candidates: Vec::new(),
            by_words: ByWords::default(),
            is_proven: false,
            is_direct: false,
        }
    }
}
