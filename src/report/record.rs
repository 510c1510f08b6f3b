//! What is kept beside a report and never printed with it: 说明 of findings, numbers in the text that
//! were put aside.

use serde_json::{Map, Value};

/// 说明 of a finding. It counts as long as the values under it stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Justification {
    /// The id of the rule.
    pub rule: String,
    /// Ids of the cells that the finding is about; empty for one about words.
    pub cells: Vec<String>,
    /// The words that a finding is about, with their part; empty for one about numbers. Other words
    /// are another finding.
    pub words: String,
    /// What stood in those cells, in the same order (`None` is blank), then what the report of the
    /// year before said.
    pub values: Vec<Option<String>>,
    /// The reason, as chosen from the list.
    pub reason: String,
    /// The reason in words; may be empty.
    pub text: String,
    /// The day it was written: `2026-01-20`.
    pub date: String,
    /// Members of the future.
    pub extra: Map<String, Value>,
}

/// A number in the text that somebody put aside: it speaks of something else than the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disposition {
    /// The part it stands in, by its name in drafts.
    pub section: String,
    /// The sentence around it. Another sentence is another number.
    pub text: String,
    /// The number as written.
    pub number: String,
    /// Which of the same numbers in such sentences of that part, from 0.
    pub occurrence: usize,
    /// Why: `other_scope` (口径不同) or `other_fact` (其他事实).
    pub kind: String,
    /// Members of the future.
    pub extra: Map<String, Value>,
}
