//! Defines a rule as one record, and a rule set as a list of rules.

use super::cells::CellCheck;
use super::context::{Question, RuleContext};
use super::facts::Facts;
use super::remark::{NumbersInput, Remark, TextInput};
use super::tally::Tally;
use super::wording::Wording;
use crate::edition::{Edition, IdentityKind, TableKey, editions};
use crate::report::Report;
use std::sync::Arc;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 错误: the finding is certain. The report is not complete until it is corrected or has a
    /// written justification.
    Error,
    /// 核实: the finding asks the clerk to confirm or explain.
    Verify,
    /// 提示: the finding only informs.
    Hint,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Verify, Self::Hint];

    /// The name of the severity in files.
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

    /// The name of the severity for people.
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
    /// The stable name in files, in kebab case.
    pub id: &'static str,
    /// The severity of its findings.
    pub severity: Severity,
    /// The editions that it applies to. For a rule on cells, sums or tables they are compared with
    /// the edition of the table; for any other rule, with that of the report.
    pub editions: Editions,
    /// The clause that it is based on, by its official name.
    pub source: &'static str,
    /// The title in a few words.
    pub title: &'static str,
    /// What must hold.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about a finding.
    pub todo: &'static str,
    /// Whether it needs the report of the year before.
    pub needs_last_year: bool,
    /// The check.
    pub check: Check,
}

/// The rules that reports are checked by.
#[derive(Debug)]
pub struct RuleSet {
    /// The version: year and number. It is written in drafts and on check sheets, and rises when
    /// findings may appear or disappear.
    pub version: &'static str,
    /// The rules, in the order of the report. The catalogue keeps this order.
    pub rules: &'static [&'static Rule],
    /// The questions that rules ask about a report; at most 64.
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

/// The editions that a rule applies to: from one on, up to one, or all. A range from an edition on
/// includes editions that are added later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editions {
    since: Option<u16>,
    until: Option<u16>,
}

impl Editions {
    /// Every edition.
    pub const ALL: Self = Self { since: None, until: None };

    /// The edition whose first report year is `year`, and all later ones.
    pub const fn since(year: u16) -> Self {
        Self { since: Some(year), until: None }
    }

    /// The edition whose first report year is `year`, and all earlier ones.
    pub const fn until(year: u16) -> Self {
        Self { since: None, until: Some(year) }
    }

    /// Whether an edition is among them.
    pub fn include(self, edition: &Edition) -> bool {
        self.since.is_none_or(|year| edition.first_year >= year)
            && self.until.is_none_or(|year| edition.first_year <= year)
    }

    /// The ids of these editions, the oldest first; empty if the rule applies to all.
    pub fn ids(self) -> Vec<&'static str> {
        let all = if self == Self::ALL { &[][..] } else { editions() };
        all.iter().filter(|edition| self.include(edition)).map(|edition| edition.id).collect()
    }

    /// The first report years that delimit the range.
    pub fn years(self) -> impl Iterator<Item = u16> {
        self.since.into_iter().chain(self.until)
    }
}

/// The kinds of checks.
#[derive(Debug)]
pub enum Check {
    /// A sum of the form, which the edition states.
    Sum(IdentityKind),
    /// The content of a single cell.
    Entry,
    /// The spelling of a number that is allowed in its cell.
    Spelling,
    /// What an import was not sure of ([`Report::doubts`]).
    Doubt,
    /// Groups of cells: an [`OnCells`](super::OnCells).
    Cells(&'static dyn CellCheck),
    /// How far a table is filled in.
    Table {
        /// The tables that are checked.
        tables: &'static [TableKey],
        /// Decides whether the rule is broken.
        broken: fn(&Tally, &RuleContext) -> bool,
        /// Puts the finding into words.
        say: fn(&Tally) -> Wording,
    },
    /// The report as a whole.
    Report {
        /// Finds the facts that break the rule.
        find: fn(&RuleContext) -> Option<Arc<dyn Facts>>,
    },
    /// The text of the report. Every remark is a finding, in the order of the report.
    Words {
        /// Finds what is wrong with the words.
        find: WordCheck,
        /// Describes what is read, if that is less than all the words.
        reads: Option<fn(&Report) -> Observed>,
    },
    /// The numbers in the text, compared with cells and with one another. Every remark is a
    /// finding, in the order of the report.
    Narrative {
        /// Finds the numbers that break the rule.
        find: fn(&NumbersInput<'_>) -> Vec<Remark>,
    },
    /// A balance that a rule pack states.
    Pack,
}

impl Check {
    /// A check of all text of the report.
    pub const fn text(find: fn(&TextInput<'_>) -> Vec<Remark>) -> Self {
        Self::Words { find: WordCheck::new(find), reads: None }
    }

    /// A check of a part of the text, which `reads` describes.
    pub const fn part_of_text(
        find: fn(&TextInput<'_>) -> Vec<Remark>,
        reads: fn(&Report) -> Observed,
    ) -> Self {
        Self::Words { find: WordCheck::new(find), reads: Some(reads) }
    }
}

/// The function of a rule on words. Programs without the feature `word-rules` are built without
/// these functions and let another program call them ([`super::words`]).
#[derive(Clone, Copy, Debug)]
pub struct WordCheck {
    #[cfg(feature = "word-rules")]
    find: fn(&TextInput<'_>) -> Vec<Remark>,
}

impl WordCheck {
    #[cfg(feature = "word-rules")]
    const fn new(find: fn(&TextInput<'_>) -> Vec<Remark>) -> Self {
        Self { find }
    }

    #[cfg(not(feature = "word-rules"))]
    const fn new(_: fn(&TextInput<'_>) -> Vec<Remark>) -> Self {
        Self {}
    }

    /// Finds what is wrong with the words.
    #[cfg(feature = "word-rules")]
    pub(super) fn find(self, input: &TextInput<'_>) -> Vec<Remark> {
        (self.find)(input)
    }
}

/// The data that a rule has examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The numbers or the extent in words.
    pub text: String,
    /// Whether the rule could judge them, because everything that it needs is known.
    pub judged: bool,
}
