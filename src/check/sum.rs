//! The sums of a form, prepared for the checker.

use super::Rule;
use crate::edition::{Identity, Slot};

/// A set of sums. The bit of a sum is its index in [`crate::edition::Form::identities`].
pub(crate) type Mask = u64;

/// The greatest number of sums of a form. The editions of 2019 and 2021 have at most 42.
pub const MOST_SUMS: usize = Mask::BITS as usize;

/// What the checker needs to know of a sum of the form besides [`crate::edition::FormSum`].
#[derive(Debug)]
pub(super) struct PlannedSum {
    pub identity: &'static Identity,
    /// The rule that checks it. A sum without a rule never fails.
    pub rule: Option<&'static Rule>,
    /// The index of the rule in the rule set.
    pub rule_index: usize,
    /// The first of its cells in the order of the report.
    pub first: Slot,
    /// The sums that it follows from, if it is in the column 总计.
    pub follows: Option<Follows>,
}

/// The sums that a sum in the column 总计 follows from: see the algebra in [`super::folding`].
#[derive(Debug)]
pub(super) struct Follows {
    /// Where every cell is typed: the same sum of the other columns, and the sums of its rows.
    pub issued: Mask,
    /// Where totals are calculated: the same without the sums that derive totals, because these
    /// hold by construction.
    pub calculated: Mask,
}

/// The indices of the set bits, in ascending order.
pub(crate) fn bits(mut mask: Mask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let index = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            index
        })
    })
}
