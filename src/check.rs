//! The engine that checks a report by rules, and the vocabulary in which rules are written.
//!
//! In: a [`Report`](crate::report::Report) and a [`RuleSet`]. Out: [`Finding`]s, each a rule and
//! the facts that break it. Words are made from the facts only when a finding is shown
//! ([`Finding::message`]). The engine knows no rule by name: [`crate::rules`] holds the records.
//!
//! Rules on cells name the groups of cells that they read, so that [`Checker`] knows what a changed
//! cell can change. Sums are data of the edition ([`crate::edition::Identity`]); a rule names the
//! kind of sum that it checks. Rules on the numbers in the text judge what [`crate::narrative`] has
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
pub use remark::{Numbers, Place, Remark, Words};
pub use rule::{Check, Editions, Observed, Rule, RuleSet, Severity};
pub use rule_report::{RuleReport, RuleState, concerning, rule_report};
pub use sum::MOST_SUMS;
pub(crate) use sum::{Mask, bits, with_totals};
pub use tally::Tally;
pub use wording::{Message, Side, Wording, place, sum_title};

#[cfg(test)]
mod tests;
