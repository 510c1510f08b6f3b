//! The rules: what must hold in one report, and what is worth a question.
//!
//! In: a [`Report`]. Out: [`Finding`]s, each a rule and the facts that break it; words are made
//! only when somebody looks ([`Finding::message`]). A rule is one record in the file of its
//! subject: what, why, what to do, source and check stand together, and the catalogue, the page and
//! the tests are made from it. Sums are data of the edition ([`crate::edition::Identity`]); their
//! rules only name them. Rules that read cells declare which, so that [`Checker`] knows what a
//! changed cell can change. Rules on the numbers in the text judge what [`crate::narrative`] has
//! read.
//!
//! An error must be certain. Blanks, strokes, text that is no number and numbers that cannot be (−3
//! applications) are unknown: a sum with an unknown term is unfinished and raises nothing. This
//! module knows nothing of files, pages or repairs.

mod breakdown;
mod catalogue;
mod checker;
mod fault;
mod finding;
mod folding;
mod justification;
mod pack;
mod plan;
mod rule_report;
mod running;
pub(crate) mod sentences;
pub(crate) mod text;
pub(crate) mod wording;

pub use breakdown::{Solution, SumBreakdown, SumOutcome, Term, solved, sum_breakdowns};
pub use catalogue::catalogue_markdown;
pub use checker::Checker;
pub use fault::Fault;
pub use finding::{Fact, Finding, sum_key};
pub use justification::{Lack, REASONS};
pub use pack::{Deadline, Pack, PackError, Packs, TermEntry};
pub use plan::MOST_SUMS;
pub use rule_report::{RuleReport, RuleState, concerning, rule_report};
pub use wording::{Message, Side, Wording, place, sum_title};

use crate::edition::{AgencyLevel, CellId, Edition, Form, IdentityKind, TableKey};
use crate::narrative::{Judgement, Narrative};
use crate::number::Decimal;
use crate::report::{Part, Passage, Report, Spot};
use std::ops::Range;

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
    /// Ids of the editions whose tables it looks at; empty for all.
    pub editions: &'static [&'static str],
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

    /// The rule that checks a kind of sum. A sum without a rule is calculated, and never fails.
    pub fn of_sum(&self, kind: IdentityKind) -> Option<&'static Rule> {
        self.iter().find(|rule| matches!(rule.check, Check::Sum(checked) if checked == kind))
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Rule {
    /// Whether it looks at reports of that edition.
    fn is_of(&self, report: &Report) -> bool {
        self.editions.is_empty() || self.editions.contains(&report.edition().id)
    }
}

/// How a rule is checked.
#[derive(Debug)]
pub enum Check {
    /// Sums of the form, which the edition states.
    Sum(IdentityKind),
    /// What is typed into a single cell.
    Entry,
    /// Cells that are read together. Each group gives at most one finding, and is left out where
    /// the tables in force lack one of its cells.
    Cells {
        /// The groups of cells.
        reads: &'static [&'static [CellId]],
        /// Which of them it reads in which year.
        years: Years,
        /// Whether the rule is broken. Must not be so while what it needs is unknown.
        broken: fn(&Given<'_>) -> bool,
        /// The finding in words.
        say: fn(&Given<'_>, &Form) -> Wording,
    },
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
        /// Whether the rule is broken.
        broken: fn(&Context) -> bool,
        /// The table that a finding leads to, if it leads to one.
        table: fn(&Context) -> Option<TableKey>,
        /// The finding in words.
        say: fn(&Context) -> Wording,
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
        find: fn(&Told<'_>) -> Vec<Remark>,
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

/// What a rule on the numbers in the text is given.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The numbers.
    pub narrative: &'a Narrative,
    /// What is known of each.
    pub judgement: &'a Judgement,
    /// The tables in force.
    pub form: &'a Form,
    /// The values of all cells, by slot.
    pub values: &'a [Option<Decimal>],
    /// The year of the earlier report that claims about last year were judged by, if there is one.
    pub last_year: Option<u16>,
}

/// What a rule on words is given.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The report.
    pub report: &'a Report,
    /// All that it says in words, in the order of print.
    pub passages: &'a [Passage],
    /// What rules may know of it.
    pub context: &'a Context,
    /// The rule packs in use.
    pub packs: &'a Packs,
    /// The passages again, as rules on words read them.
    pub(crate) lines: &'a [text::Line<'a>],
    /// The sentences of the year before, as [`sentences`] compares them.
    pub(crate) old_sentences: &'a [String],
}

/// Something that a rule has to say about words.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Where the words stand; `None` where something is missing that has no place yet.
    pub place: Option<Place>,
    /// The part of the report that it leads to; `None`: 报告信息.
    pub part: Option<Part>,
    /// What tells it apart from others of the same rule in the same part: the sentence that it is
    /// about, and the words if the sentence has more.
    pub quote: String,
    /// Cells that it is about as well.
    pub cells: Vec<CellId>,
    /// What is said of them.
    pub wording: Wording,
}

/// A stretch of words in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it stands.
    pub spot: Spot,
    /// Which paragraph of that spot, from 0.
    pub paragraph: usize,
    /// The bytes of the paragraph as printed.
    pub span: Range<usize>,
}

impl Remark {
    /// A remark on a stretch of a passage.
    pub(crate) fn on(passage: &Passage, span: Range<usize>, wording: Wording) -> Self {
        Self {
            quote: Self::quote(&passage.words, span.clone()),
            place: Some(Place { spot: passage.spot, paragraph: passage.paragraph, span }),
            part: passage.spot.part(),
            cells: Vec::new(),
            wording,
        }
    }

    fn quote(words: &str, span: Range<usize>) -> String {
        let sentence = text::sentence_at(words, span.start);
        match (&words[sentence], &words[span]) {
            (sentence, quote) if sentence.contains(quote) && sentence != quote => {
                format!("{}：{quote}", sentence.trim())
            }
            (_, quote) => quote.to_owned(),
        }
    }

    /// What it is about, for 说明 and for lists: its part and its words.
    pub fn name(&self) -> String {
        format!("{}:{}", self.part.map_or("", Part::id), self.quote)
    }

    /// A remark on something that is missing in a part, or (`None`) in the report.
    pub(crate) fn missing(part: Option<Part>, what: &str, wording: Wording) -> Self {
        Self { place: None, part, quote: what.to_owned(), cells: Vec::new(), wording }
    }
}

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

/// What rules may know of a report besides its cells. Small, so that it is compared and copied
/// freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The report year.
    pub year: u16,
    /// Where the organ stands.
    pub level: AgencyLevel,
    /// The editions of the three tables.
    pub editions: [&'static Edition; 3],
    /// Whether section six speaks of 信息处理费.
    pub fee_mentioned: bool,
    /// Whether somebody was asked to pay one and did not: table 3 says so.
    pub fee_asked: bool,
    /// The year of the earlier report that it is compared with: the year before, if that report is
    /// at hand.
    pub last_year: Option<u16>,
}

impl Context {
    fn of(report: &Report) -> Self {
        Self {
            year: report.year,
            level: report.agency.level,
            editions: TableKey::ALL.map(|key| report.form().edition(key)),
            fee_mentioned: Self::reads_fee(report),
            fee_asked: asks_fee(report),
            last_year: report.comparable_last_year().map(|last| last.year),
        }
    }

    /// The context after these cells have changed, the texts not being read again.
    fn after(&self, report: &Report, changed: &[CellId]) -> Self {
        Self {
            year: report.year,
            level: report.agency.level,
            editions: TableKey::ALL.map(|key| report.form().edition(key)),
            fee_mentioned: self.fee_mentioned,
            fee_asked: if changed.iter().any(|id| id.row == OVERDUE_FEE) {
                asks_fee(report)
            } else {
                self.fee_asked
            },
            last_year: report.comparable_last_year().map(|last| last.year),
        }
    }

    /// Whether section six speaks of 信息处理费.
    fn reads_fee(report: &Report) -> bool {
        let words: String =
            report.prose(Part::Other).texts.iter().map(|text| text.words(report)).collect();
        words.chars().filter(|c| !c.is_whitespace()).collect::<String>().contains("信息处理费")
    }
}

/// The row 逾期未按收费通知要求缴纳费用.
const OVERDUE_FEE: &str = "other.overdue_fee";

/// Whether that row holds more than 0.
fn asks_fee(report: &Report) -> bool {
    let row = report
        .form()
        .table(TableKey::Requests)
        .cells
        .iter()
        .filter(|cell| cell.id.row == OVERDUE_FEE);
    row.filter_map(|cell| report.entries().get(&cell.id)?.value())
        .any(|value| value > Decimal::ZERO)
}

/// How far a table is filled in. Calculated cells do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The table.
    pub table: TableKey,
    /// Cells to be filled in.
    pub cells: usize,
    /// Of these, cells in which nothing stands.
    pub blank: usize,
    /// Of these, cells with a stroke (“/”, “—”).
    pub marks: usize,
    /// Of these, cells with something that cannot stand there.
    pub faults: usize,
    /// Of the faults, those that are text and no number.
    pub texts: usize,
    /// Of these, cells with a number other than 0.
    pub nonzero: usize,
    /// Of these, cells that hold the same number as in the report of the year before.
    pub same_as_last: usize,
}

impl Tally {
    /// Whether anything was filled in.
    pub const fn begun(&self) -> bool {
        self.blank < self.cells
    }
}

#[cfg(test)]
mod tests;
