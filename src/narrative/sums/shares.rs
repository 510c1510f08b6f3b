//! Percentages that divide one whole and are more than all of it.

use super::super::list::{List, ListBalance};
use super::super::subject::Subject;
use super::super::terms::Word;
use super::super::{Approximation, NumberKind};
use super::Sentence;
use crate::number::Decimal;

impl Sentence<'_> {
    /// The percentages of one row that are more than all: 网络占55.6%、现场占33.3%、邮寄占22.2%.
    pub(super) fn shares(&self) -> Option<List> {
        let mut row: Vec<usize> = Vec::new();
        for item in 0..=self.items.len() {
            let is_share = item < self.items.len()
                && self.fact(item).kind == NumberKind::Percent
                && self.fact(item).approximation == Approximation::Exact
                && (self.words(item).has(Word::Share) || self.is_joined_share(item))
                && !self.words(item).has(Word::Up)
                && !self.words(item).has(Word::Down);
            let continues = is_share
                && row.last().is_none_or(|last| {
                    self.goes_on(*last, item) && self.divides_alike(*last, item)
                });
            if continues {
                row.push(item);
                continue;
            }
            if let Some(list) = self.exceeds_all(&row) {
                return Some(list);
            }
            row = if is_share { vec![item] } else { Vec::new() };
        }
        None
    }

    /// Whether a number without words goes on a row of shares: 网络、信函分别占60%、40%.
    fn is_joined_share(&self, item: usize) -> bool {
        item > 0 && self.own(item).is_empty() && self.is_joined(item - 1, item)
    }

    /// Whether two shares are of things that exclude each other.
    fn divides_alike(&self, one: usize, other: usize) -> bool {
        let goes_on = self.is_joined_share(other);
        let (one, other) = (self.words(one), self.words(other));
        if goes_on {
            return one.areas.is_empty()
                && (one.has(Word::Channel) && one.has(Word::Respectively)
                    || one.clause_words.is_empty());
        }
        let channels = one.has(Word::Channel) && other.has(Word::Channel);
        let applicants = !one.applicants.is_empty() && !other.applicants.is_empty();
        let rows = !one.rows.is_empty() && !other.rows.is_empty();
        let outcomes = !one.outcomes.is_empty() && !other.outcomes.is_empty();
        let whole = |words: &Subject| words.areas.is_empty() && words.handles.is_empty();
        (channels || applicants || rows || outcomes) && whole(&other)
    }

    fn exceeds_all(&self, row: &[usize]) -> Option<List> {
        if row.len() < 2 {
            return None;
        }
        let sum: Decimal = row.iter().map(|item| self.value(*item)).sum();
        let tolerance: Decimal = row.iter().map(|item| self.fact(*item).step).sum();
        let parts: Vec<usize> = row.iter().map(|item| self.items[*item].fact).collect();
        (sum > Decimal::from(100) + tolerance).then(|| List {
            whole: parts[0],
            parts,
            sum,
            balance: ListBalance::Exceeds,
            of_outcomes: false,
            shares: true,
        })
    }
}
