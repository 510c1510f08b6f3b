//! What a rule found: a small struct of the rule's own, and the words for it.

use super::wording::Wording;
use crate::edition::TableKey;
use std::any::Any;
use std::fmt;

/// The facts of a finding. One function of the rule derives them from the numbers; this trait puts
/// them into words when the finding is shown.
pub trait Facts: AnyFacts + fmt::Debug + Send + Sync {
    /// The finding in words.
    fn say(&self) -> Wording;

    /// The table that the finding leads to, where it has no cells that say so.
    fn table(&self) -> Option<TableKey> {
        None
    }
}

/// Facts whose type is not known, compared. Every type that compares with itself has this.
pub trait AnyFacts: Any {
    /// Whether the other facts are of the same type and say the same.
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
