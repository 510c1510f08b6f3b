//! What is said of a number: whether the cells agree with it.

use super::SetAsideReason;
use crate::edition::CellId;
use crate::number::Decimal;

/// The result for one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The number equals these cells: this year's, or last year's
    /// ([`super::TextNumber::is_of_last_year`]).
    Bound(Vec<CellId>),
    /// The number follows from other numbers of the text.
    Proven,
    /// No reading that the law allows fits. The alternatives are those readings, the nearest first.
    Contradicted(Vec<Alternative>),
    /// The values of these cells are not known yet. They are this year's or last year's.
    Unfinished(Vec<CellId>),
    /// A clerk put the number aside.
    PutAside(SetAsideReason),
    /// The number is a live field of this cell.
    Live(CellId),
    /// The number is about something that no table holds, or its meaning is not clear.
    Unchecked,
    /// The number is not compared: it is a date, a clause or the like.
    NotCounted,
}

/// The value that a number would have by one reading that the law allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The cells that are added up.
    pub plus: Vec<CellId>,
    /// The cells that are subtracted.
    pub minus: Vec<CellId>,
    /// The value of the cells: a count or an amount. For a share it is the part, for a growth this
    /// year's number.
    pub value: Decimal,
    /// For a share, the whole. For a growth, last year's number.
    pub against: Option<Decimal>,
    /// Whether the cells are those of last year's report.
    pub last: bool,
}

impl Verdict {
    /// Whether the number is accounted for.
    pub const fn is_checked(&self) -> bool {
        matches!(self, Self::Bound(_) | Self::Proven | Self::PutAside(_) | Self::Live(_))
    }
}

/// The values of the cells, by slot.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub now: &'a [Option<Decimal>],
    pub last: &'a [Option<Decimal>],
}

/// The result for one claim.
pub(super) enum ClaimResult {
    Holds(Vec<CellId>),
    Fails(Vec<Alternative>),
    Open(Vec<CellId>),
    /// Last year's report is missing, or there is nothing to compare.
    Silent,
}
