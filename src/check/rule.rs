//! A rule is one record, and a rule set is the list of them.

use super::cells::CellCheck;
use super::context::{Context, Question};
use super::facts::Facts;
use super::remark::{Numbers, Remark, Words};
use super::tally::Tally;
use super::wording::Wording;
use crate::edition::{Edition, IdentityKind, TableKey, editions};
use crate::report::Report;
use std::sync::Arc;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 错误: certain. The report is not complete until it is mended or has a written 说明.
    Error,
    /// 核实: asks the clerk to confirm or explain.
    Verify,
    /// 提示: only informs.
    Hint,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Verify, Self::Hint];

    /// Its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Verify => "verify",
            Self::Hint => "hint",
        }
    }

    /// The severity with that name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.id() == id)
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Verify => "核实",
            Self::Hint => "提示",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name in files: kebab-case.
    pub id: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// The editions that it is about. For a rule on cells, sums or tables, those of the tables; for
    /// any other, that of the report.
    pub editions: Editions,
    /// The clause it rests on, by its official name.
    pub source: &'static str,
    /// Its name in a few words.
    pub title: &'static str,
    /// What must hold.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about a finding.
    pub todo: &'static str,
    /// Whether it compares with the report of the year before.
    pub needs_last_year: bool,
    /// How it is checked.
    pub check: Check,
}

/// The rules that reports are checked by.
#[derive(Debug)]
pub struct RuleSet {
    /// The version: year and number. It stands in drafts and findings, and rises when a finding can
    /// come or go.
    pub version: &'static str,
    /// The rules, in the order of the report. The catalogue keeps this order.
    pub rules: &'static [&'static Rule],
    /// What the rules ask of a report besides; at most 64.
    pub questions: &'static [&'static Question],
}

impl RuleSet {
    /// The rules, in the order of the report.
    pub fn iter(&self) -> impl Iterator<Item = &'static Rule> + use<> {
        self.rules.iter().copied()
    }

    /// The rule with that id.
    pub fn by_id(&self, id: &str) -> Option<&'static Rule> {
        self.iter().find(|rule| rule.id == id)
    }

    /// The rule that checks a kind of sum in tables of an edition. A sum without a rule never
    /// fails.
    pub fn of_sum(&self, kind: IdentityKind, edition: &Edition) -> Option<&'static Rule> {
        let checks = |rule: &Rule| matches!(rule.check, Check::Sum(checked) if checked == kind);
        self.iter().find(|rule| checks(rule) && rule.editions.include(edition))
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The editions that a rule is about: from one on, up to one, or all. An edition that is added
/// later is among those since an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editions {
    since: Option<u16>,
    until: Option<u16>,
}

impl Editions {
    /// Every edition.
    pub const ALL: Self = Self { since: None, until: None };

    /// The edition whose first report year this is, and all later ones.
    pub const fn since(year: u16) -> Self {
        Self { since: Some(year), until: None }
    }

    /// The edition whose first report year this is, and all earlier ones.
    pub const fn until(year: u16) -> Self {
        Self { since: None, until: Some(year) }
    }

    /// Whether an edition is among them.
    pub fn include(self, edition: &Edition) -> bool {
        self.since.is_none_or(|year| edition.first_year >= year)
            && self.until.is_none_or(|year| edition.first_year <= year)
    }

    /// Their ids, the oldest first; empty for every edition.
    pub fn ids(self) -> Vec<&'static str> {
        let all = if self == Self::ALL { &[][..] } else { editions() };
        all.iter().filter(|edition| self.include(edition)).map(|edition| edition.id).collect()
    }

    /// The first report years by which they are stated.
    pub fn years(self) -> impl Iterator<Item = u16> {
        self.since.into_iter().chain(self.until)
    }
}

/// How a rule is checked.
#[derive(Debug)]
pub enum Check {
    /// Sums of the form, which the edition states.
    Sum(IdentityKind),
    /// What is typed into a single cell.
    Entry,
    /// Cells that are read together: an [`OnCells`](super::OnCells).
    Cells(&'static dyn CellCheck),
    /// How far a table is filled in.
    Table {
        /// The tables it looks at.
        tables: &'static [TableKey],
        /// Whether the rule is broken.
        broken: fn(&Tally) -> bool,
        /// The finding in words.
        say: fn(&Tally) -> Wording,
    },
    /// The report as a whole.
    Report {
        /// The facts that break the rule.
        find: fn(&Context) -> Option<Arc<dyn Facts>>,
    },
    /// What the report says in words. Every remark is a finding, in the order of the report.
    Words {
        /// What is wrong with the words, if anything.
        find: fn(&Words<'_>) -> Vec<Remark>,
        /// What it reads, where that is less than all the words.
        reads: Option<fn(&Report) -> Observed>,
    },
    /// The numbers in the text, against the cells and one another. Every remark is a finding, in
    /// the order of the report.
    Narrative {
        /// Which numbers break the rule.
        find: fn(&Numbers<'_>) -> Vec<Remark>,
    },
    /// A balance that a rule pack states.
    Pack,
}

impl Check {
    /// A check of all that the report says in words.
    pub const fn words(find: fn(&Words<'_>) -> Vec<Remark>) -> Self {
        Self::Words { find, reads: None }
    }
}

/// What a rule looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The numbers or the extent, in words.
    pub words: String,
    /// Whether the rule could judge it: everything that it needs is known.
    pub judged: bool,
}
