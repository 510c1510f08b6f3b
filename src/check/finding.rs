//! What a rule found: the rule, the cells, the facts. Words are made from them by
//! [`super::wording`].

use super::{Check, Facts, Fault, Remark, Rule, Severity, Tally};
use crate::edition::{CellId, Identity, TableKey};
use crate::number::Decimal;
use crate::report::Part;
use std::sync::Arc;

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it weighs: the rule's severity.
    pub severity: Severity,
    /// The cells it is about, the likeliest first. Empty where it is about the report as a whole.
    pub cells: Vec<CellId>,
    /// The one cell that explains the fact and all folded ones, if only one does.
    pub cause: Option<CellId>,
    /// What was found.
    pub fact: Fact,
    /// What else fails from the same cause, or follows from it.
    pub folded: Vec<Fact>,
}

/// What was found, without words.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A sum does not hold.
    Sum {
        /// The rule that checks it.
        rule: &'static Rule,
        /// The sum.
        identity: &'static Identity,
        /// What its left side adds up to.
        left: Decimal,
        /// What its right side adds up to; the 控制数 if it is compared with that.
        right: Decimal,
        /// Whether the right side is a 控制数.
        control: bool,
    },
    /// Something stands in a cell that cannot stand there.
    Entry {
        /// The cell.
        cell: CellId,
        /// What is wrong with it.
        fault: Fault,
        /// Whether it is the 控制数 of the cell.
        control: bool,
    },
    /// Numbers of a few cells do not go together.
    Cells {
        /// The cells that the rule read in the report.
        cells: Vec<CellId>,
        /// The numbers that it read in the report of the year before; `None` is unknown.
        last: Vec<Option<Decimal>>,
        /// What it found in them.
        facts: Arc<dyn Facts>,
    },
    /// About a table as a whole.
    Table(Tally),
    /// About the report as a whole.
    Report(Arc<dyn Facts>),
    /// About words.
    Words(Remark),
}

impl Fact {
    /// The cells of the report that the fact speaks of.
    pub fn cells(&self) -> Vec<CellId> {
        match self {
            Self::Sum { identity, .. } => {
                identity.left.iter().chain(&identity.right).copied().collect()
            }
            Self::Entry { cell, .. } => vec![*cell],
            Self::Cells { cells, .. } => cells.clone(),
            Self::Words(remark) => remark.cells.clone(),
            Self::Table(_) | Self::Report(_) => Vec::new(),
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

/// The name of a sum: the rule that checks it, and the first cell of its right side.
pub fn sum_key(rule: Option<&Rule>, identity: &Identity) -> String {
    format!("{}:{}", rule.map_or("", |rule| rule.id), identity.right[0])
}

impl Finding {
    /// A name that stays the same while the same thing is wrong, for a page that updates its list
    /// and for 说明.
    pub fn key(&self) -> String {
        let about = match &self.fact {
            Fact::Sum { rule, identity, .. } => return sum_key(Some(rule), identity),
            Fact::Entry { cell, control, .. } => {
                format!("{cell}{}", if *control { "#control" } else { "" })
            }
            Fact::Cells { cells, .. } => cells.first().map(CellId::to_string).unwrap_or_default(),
            Fact::Table(tally) => tally.table.id().to_owned(),
            Fact::Report(_) => String::new(),
            Fact::Words(remark) => match remark.cells.first() {
                Some(cell) => format!("{}:{cell}", remark.name()),
                None => remark.name(),
            },
        };
        // Two rule packs may use one id.
        let pack = if matches!(self.rule.check, Check::Pack) { self.rule.source } else { "" };
        format!("{}{pack}:{about}", self.rule.id)
    }

    /// The table that it is about, if it is about one.
    pub fn table(&self) -> Option<TableKey> {
        match &self.fact {
            Fact::Sum { identity, .. } => Some(identity.right[0].table),
            Fact::Entry { cell, .. } => Some(cell.table),
            Fact::Cells { cells, .. } => cells.first().map(|id| id.table),
            Fact::Table(tally) => Some(tally.table),
            Fact::Report(facts) => facts.table(),
            Fact::Words(_) => None,
        }
    }

    /// The part of the report that it leads to; `None` where it is about the report as a whole.
    pub fn part(&self) -> Option<Part> {
        match &self.fact {
            Fact::Words(remark) => remark.part,
            _ => self.table().map(Part::of_table),
        }
    }

    /// Whether it only says that something is not filled in yet. A page that is being filled in
    /// shows that as progress (“还差12项”), not as a finding; a finished report is asked about it.
    pub fn is_progress(&self) -> bool {
        matches!(&self.fact, Fact::Table(tally) if tally.blank > 0)
    }
}
