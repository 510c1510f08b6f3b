//! What rules on cells are given.

use super::context::Context;
use crate::edition::CellId;
use crate::number::Decimal;
use std::ops::Range;

/// Which cells of a group a rule reads in the report, and which in the report of the year before,
/// as places in the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years {
    /// In the report.
    pub now: Range<usize>,
    /// In the report of the year before.
    pub last: Range<usize>,
}

impl Years {
    /// All cells of the report, none of the year before.
    pub const NOW: Self = Self { now: 0..usize::MAX, last: 0..0 };

    /// What of a group is read in the report.
    pub fn now<'a, T>(&self, group: &'a [T]) -> &'a [T] {
        &group[self.now.start..self.now.end.min(group.len())]
    }

    /// What of a group is read in the report of the year before.
    pub fn last<'a, T>(&self, group: &'a [T]) -> &'a [T] {
        &group[self.last.clone()]
    }
}

/// What a rule that reads cells is given: the cells of one group in the order in which it declares
/// them.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The cells.
    pub cells: &'a [CellId],
    /// Their values; `None` is unknown.
    pub values: &'a [Option<Decimal>],
    /// The values of the same cells in the report of exactly the year before; all `None` without
    /// one.
    pub last: &'a [Option<Decimal>],
    /// What the rule may know of the report.
    pub context: &'a Context,
}

impl Given<'_> {
    /// All values, if all are known and there are `N`.
    pub(crate) fn known<const N: usize>(&self) -> Option<[Decimal; N]> {
        let mut known = [Decimal::ZERO; N];
        if self.values.len() != N {
            return None;
        }
        for (place, value) in known.iter_mut().zip(self.values) {
            *place = (*value)?;
        }
        Some(known)
    }
}
