//! The sums of a form, prepared for the checker.

use super::Rule;
use crate::edition::{Identity, Slot};

/// A set of sums. The bit of a sum is its index in [`super::plan::Plan::sums`].
pub(super) type Mask = u64;

/// The greatest number of sums of a form. The editions of 2019 and 2021 have at most 42.
pub const MOST_SUMS: usize = Mask::BITS as usize;
/// One sum of the form.
#[derive(Debug)]
pub(super) struct Sum {
    pub identity: &'static Identity,
    /// The rule that checks it. A sum without a rule never fails.
    pub rule: Option<&'static Rule>,
    /// The index of the rule in the rule set.
    pub order: usize,
    pub left: Vec<Slot>,
    pub right: Vec<Slot>,
    /// The first of its cells in the order of the report.
    pub first: Slot,
    /// The sums that it follows from, if it is in the column 总计.
    pub follows: Option<Follows>,
}

/// The sums that a sum in the column 总计 follows from: see the algebra in [`super::folding`].
#[derive(Debug)]
pub(super) struct Follows {
    /// The same sum of the other columns.
    pub columns: Mask,
    /// The sums of its rows.
    pub rows: Mask,
}
