//! The engine that checks a report by rules, and the types in which rules are written.
//!
//! The input is a [`Report`](crate::report::Report) and a [`RuleSet`]. The output is [`Finding`]s,
//! each of which is a rule and the facts that break it. Facts about cells are put into words only
//! when a finding is shown ([`Finding::message`]); rules on texts return remarks in words. The
//! engine refers to no rule by name: [`crate::rules`]
//! holds the records.
//!
//! A rule on cells names the groups of cells that it reads, so that [`Checker`] knows which rules a
//! changed cell concerns. Sums are data of the edition ([`crate::edition::Identity`]); a rule names
//! the kind of sum that it checks. Rules on the numbers in the text judge the facts that
//! [`crate::narrative`] has read.
//!
//! An error must be certain. Blanks, strokes, text that is no number, and impossible numbers (−3
//! applications) are unknown: a sum with an unknown term is unfinished and gives no finding. This
//! module does not depend on files, pages or repairs.

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
pub(crate) mod compact_line;
pub(crate) mod wording;
pub mod words;

pub use breakdown::{Solution, SumBreakdown, SumOutcome, Term, solved, sum_breakdowns};
pub use catalogue::catalogue_markdown;
pub use cells::{CellCheck, CellName, Cells, Group, OnCells, whole_row};
pub use checker::Checker;
pub use context::{Question, RuleContext};
pub use facts::{AnyFacts, Facts};
pub use fault::Fault;
pub use finding::{Finding, Violation, sum_key};
pub use justification::{IncompleteJustification, REASONS};
pub use pack::{Deadline, Pack, PackError, Packs, TermEntry};
pub(crate) use plan::Plan;
pub use remark::{NumbersInput, Remark, TextInput, TextRange};
pub use rule::{Check, Editions, Observed, Rule, RuleSet, Severity, WordCheck};
pub use rule_report::{RuleReport, RuleState, concerning, rule_report};
pub use sum::MOST_SUMS;
pub(crate) use sum::{Mask, bits};
pub use tally::Tally;
pub use wording::{Message, Operand, Wording, cell_name, doubts_in_words, sum_title};

#[cfg(test)]
mod tests;
