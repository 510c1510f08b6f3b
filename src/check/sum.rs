//! The sums of a form, prepared for the checker.

use super::Rule;
use crate::edition::{Identity, Slot};

/// A set of sums, one bit each by its place in [`super::plan::Plan::sums`].
pub(super) type Mask = u64;

/// The most sums a form may have. The editions of 2019 and 2021 have 42 or less.
pub const MOST_SUMS: usize = Mask::BITS as usize;
/// One sum of the form.
#[derive(Debug)]
pub(super) struct Sum {
    pub identity: &'static Identity,
    /// The rule that checks it; without one it never fails.
    pub rule: Option<&'static Rule>,
    /// The rule's place in the rule set.
    pub order: usize,
    pub left: Vec<Slot>,
    pub right: Vec<Slot>,
    /// Its first cell in the order of the report.
    pub first: Slot,
    /// Whether it stands in the column 总计, where it follows from other sums.
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
