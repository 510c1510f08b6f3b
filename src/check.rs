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
mod cells;
mod checker;
mod context;
mod facts;
mod fault;
mod finding;
mod folding;
mod justification;
mod pack;
mod plan;
mod remark;
mod rule;
mod rule_report;
mod running;
pub(crate) mod sentences;
mod sum;
mod tally;
pub(crate) mod text;
pub(crate) mod wording;

pub use breakdown::{Solution, SumBreakdown, SumOutcome, Term, solved, sum_breakdowns};
pub use catalogue::catalogue_markdown;
pub use cells::{CellCheck, CellName, Cells, Group, OnCells, whole_row};
pub use checker::Checker;
pub use context::{Context, Question};
pub use facts::{AnyFacts, Facts};
pub use fault::Fault;
pub use finding::{Fact, Finding, sum_key};
pub use justification::{Lack, REASONS};
pub use pack::{Deadline, Pack, PackError, Packs, TermEntry};
pub use remark::{Place, Remark, Told, Words};
pub use rule::{Check, Editions, Observed, Rule, RuleSet, Severity};
pub use rule_report::{RuleReport, RuleState, concerning, rule_report};
pub use sum::MOST_SUMS;
pub use tally::Tally;
pub use wording::{Message, Side, Wording, place, sum_title};

#[cfg(test)]
mod tests;
