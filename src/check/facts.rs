//! The facts of a finding: a small struct of each rule, and its wording.

use super::wording::Wording;
use crate::edition::{CellId, TableKey};
use crate::number::Decimal;
use std::any::Any;
use std::fmt;

/// The facts of a finding. One function of the rule derives them from the numbers. This trait puts
/// them into words when the finding is shown.
pub trait Facts: AnyFacts + fmt::Debug + Send + Sync {
    /// The finding in words.
    fn say(&self) -> Wording;

    /// Whether the finding names a cell of its group. Others are only read.
    fn concerns(&self, _cell: CellId) -> bool {
        true
    }

    /// The table that the finding leads to, if it has no cells that determine it.
    fn table(&self) -> Option<TableKey> {
        None
    }

    /// The numbers of this report that would follow from the report of the year before.
    fn expected(&self) -> Vec<(CellId, Decimal)> {
        Vec::new()
    }
}

/// Compares facts whose types are not known. It is implemented for every type that has `PartialEq`.
pub trait AnyFacts: Any {
    /// Whether the other facts have the same type and are equal.
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<F: Any + PartialEq> AnyFacts for F {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

impl PartialEq for dyn Facts {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}
