//! Records that belong to a report and are never printed: justifications of findings, and numbers
//! in the text that were put aside.

use serde_json::{Map, Value};

/// The justification of a finding. It is valid as long as the values under it do not change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Justification {
    /// The id of the rule.
    pub rule: String,
    /// The ids of the cells that the finding is about; empty if it is about words.
    pub cells: Vec<String>,
    /// The words that the finding is about, with their part; empty if it is about numbers. The same
    /// rule with other words is another finding.
    pub words: String,
    /// The contents of those cells in the same order (`None` is blank), then the values that the
    /// rule read in the report of the year before.
    pub values: Vec<Option<String>>,
    /// The reason, as chosen from the list.
    pub reason: String,
    /// The reason in words; may be empty.
    pub text: String,
    /// The day on which it was written, in the form `2026-01-20`.
    pub date: String,
    /// Members that this version does not know.
    pub extra: Map<String, Value>,
}

/// A number in the text that a clerk put aside, because it is about something else than the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disposition {
    /// The part that contains it, by its name in drafts.
    pub section: String,
    /// The sentence that contains it. The same number in another sentence is not put aside.
    pub text: String,
    /// The number as written.
    pub number: String,
    /// Which one it is among equal numbers in equal sentences of that part, from 0.
    pub occurrence: usize,
    /// The reason: `other_scope` (口径不同) or `other_fact` (其他事实).
    pub kind: String,
    /// Members that this version does not know.
    pub extra: Map<String, Value>,
}
