//! A finding: the rule, the cells, the facts. [`super::wording`] puts findings into words.

use super::{Check, Facts, Fault, Remark, Rule, Severity, Tally};
use crate::edition::{CellId, Identity, TableKey};
use crate::number::Decimal;
use crate::report::{DoubtPlace, Part};
use std::sync::Arc;

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity of the rule, unless a rule pack sets another.
    pub severity: Severity,
    /// The cells that it is about, the likeliest first. Empty if it is about the report as a whole.
    pub cells: Vec<CellId>,
    /// The only cell that explains the fact and all folded facts; `None` if several cells do.
    pub cause: Option<CellId>,
    /// The fact.
    pub fact: Violation,
    /// Facts that have the same cause, or follow from this one.
    pub folded: Vec<Violation>,
}

/// A fact that breaks a rule, not yet in words.
#[derive(Clone, Debug, PartialEq)]
pub enum Violation {
    /// A sum does not hold.
    Sum {
        /// The rule that checks it.
        rule: &'static Rule,
        /// The sum.
        identity: &'static Identity,
        /// The total of the left side.
        left: Decimal,
        /// The total of the right side, or the control that the left side is compared with.
        right: Decimal,
        /// Whether the right side is a control.
        control: bool,
    },
    /// The content of a cell is not allowed there.
    Entry {
        /// The cell.
        cell: CellId,
        /// Why it is not allowed.
        fault: Fault,
        /// Whether it is the control of the cell.
        control: bool,
    },
    /// An import was not sure of this place.
    Doubt(DoubtPlace),
    /// The numbers of some cells are not consistent.
    Cells {
        /// The cells that the rule read in the report.
        cells: Vec<CellId>,
        /// The numbers that it read in the report of the year before; `None` is unknown.
        last: Vec<Option<Decimal>>,
        /// The facts that it derived from them.
        facts: Arc<dyn Facts>,
    },
    /// A fact about a table as a whole.
    Table(Tally),
    /// A fact about the report as a whole.
    Report(Arc<dyn Facts>),
    /// A fact about words.
    Words(Remark),
}

impl Violation {
    /// The cells of the report that the fact is about.
    pub fn cells(&self) -> Vec<CellId> {
        match self {
            Self::Sum { identity, .. } => {
                identity.left.iter().chain(&identity.right).copied().collect()
            }
            Self::Entry { cell, .. } | Self::Doubt(DoubtPlace::Cell(cell)) => vec![*cell],
            Self::Cells { cells, .. } => cells.clone(),
            Self::Words(remark) => remark.cells.clone(),
            Self::Table(_) | Self::Report(_) | Self::Doubt(_) => Vec::new(),
        }
    }

    /// The severity of a finding of a rule with this severity.
    pub(super) const fn severity(&self, of_rule: Severity) -> Severity {
        match self {
            Self::Words(Remark { is_doubtful: true, .. }) => Severity::Hint,
            _ => of_rule,
        }
    }

    /// The rule of a sum.
    pub(super) const fn rule(&self) -> Option<&'static Rule> {
        match self {
            Self::Sum { rule, .. } => Some(rule),
            _ => None,
        }
    }
}

/// The key of a sum: the rule that checks it, and the first cell of its right side.
pub fn sum_key(rule: Option<&Rule>, identity: &Identity) -> String {
    format!("{}:{}", rule.map_or("", |rule| rule.id), identity.right[0])
}

impl Finding {
    /// A key that does not change while the same thing is wrong. A page uses it to update its list,
    /// and a justification to refer to the finding.
    pub fn key(&self) -> String {
        let about = match &self.fact {
            Violation::Sum { rule, identity, .. } => return sum_key(Some(rule), identity),
            Violation::Entry { cell, control, .. } => {
                format!("{cell}{}", if *control { "#control" } else { "" })
            }
            Violation::Cells { cells, .. } => {
                cells.first().map(CellId::to_string).unwrap_or_default()
            }
            Violation::Doubt(place) => place.to_string(),
            Violation::Table(tally) => tally.table.id().to_owned(),
            Violation::Report(_) => String::new(),
            Violation::Words(remark) => match remark.cells.first() {
                Some(cell) => format!("{}:{cell}", remark.name()),
                None => remark.name(),
            },
        };
        // Two rule packs may use the same id.
        let pack = if matches!(self.rule.check, Check::Pack) { self.rule.source } else { "" };
        format!("{}{pack}:{about}", self.rule.id)
    }

    /// The table that it is about, if any.
    pub fn table(&self) -> Option<TableKey> {
        match &self.fact {
            Violation::Sum { identity, .. } => Some(identity.right[0].table),
            Violation::Entry { cell, .. } | Violation::Doubt(DoubtPlace::Cell(cell)) => {
                Some(cell.table)
            }
            Violation::Cells { cells, .. } => cells.first().map(|id| id.table),
            Violation::Table(tally) => Some(tally.table),
            Violation::Report(facts) => facts.table(),
            Violation::Words(_) | Violation::Doubt(_) => None,
        }
    }

    /// The part of the report that it belongs to; `None` if it is about the report as a whole.
    pub fn part(&self) -> Option<Part> {
        match &self.fact {
            Violation::Words(remark) => remark.part,
            _ => self.table().map(Part::of_table),
        }
    }

    /// The part whose text lacks something, if the finding states no more than that. While the part
    /// is being written, it is no finding yet.
    pub fn lacking_part(&self) -> Option<Part> {
        match &self.fact {
            Violation::Words(Remark { text_range: None, part, .. })
                if self.severity != Severity::Error =>
            {
                *part
            }
            _ => None,
        }
    }

    /// Whether it only states that something is not filled in yet. A page that is being filled in
    /// shows this as progress (“还差12项”) and not as a finding. For a finished report it is a
    /// finding.
    pub fn is_progress(&self) -> bool {
        matches!(&self.fact, Violation::Table(tally) if tally.blank > 0)
    }
}
