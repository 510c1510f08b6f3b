//! How much of what the cells count a number covers.

use serde::{Deserialize, Serialize};

/// How much of what the cells count the words around a number cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Scope {
    /// All of it.
    #[default]
    Whole,
    /// Perhaps only some of it, so that the number may be less.
    Part,
    /// Perhaps something else, so that the number may be anything.
    Open,
    /// Something else by words of their own: another agency, another year, a noun that no table
    /// counts.
    Other,
}
