//! Rule packs (规则包): the requirements of a county beyond the law, as a JSON file.
//!
//! A pack can set the severity of a rule or switch it off, add balance rules between cells, list
//! words that must not be used, and set days by which reports are due. Its format:
//!
//! ```json
//! { "nianbao_rule_pack": 1, "name": "示例县核对要求",
//!   "severities": { "backlog": "verify", "normative-many": "off" },
//!   "balances": [{ "id": "licences-at-least-fees", "severity": "verify", "title": "…",
//!                  "left": ["disclosure.licensing.decisions"], "relation": ">=",
//!                  "right": ["disclosure.penalties.decisions"], "why": "…", "todo": "…" }],
//!   "terms": [{ "wrong": "依申请公开条例", "right": "政府信息公开条例" }],
//!   "deadlines": [{ "levels": ["township", "subdistrict"], "day": "01-20", "what": "报县政务公开办" }] }
//! ```
//!
//! A pack with an error is refused as a whole, with the line and the reason, because part of a pack
//! would check something that its author did not mean.

mod error;
mod file;

pub use error::PackError;

use super::wording::{Operand, Wording};
use super::{Remark, Rule, RuleSet, Severity};
use crate::edition::{AgencyLevel, CellId, Form, latest_cell};
use crate::number::Decimal;
use crate::report::Part;
use crate::sort;
use crate::sorted_map::SortedMap;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A rule pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// The name, which is written in drafts and on the check sheet.
    pub name: String,
    /// The words that must not be used.
    pub terms: Vec<TermEntry>,
    /// The days by which reports are due.
    pub deadlines: Vec<Deadline>,
    severities: SortedMap<&'static str, Option<Severity>>,
    balances: Vec<PackBalance>,
}

/// A rule of a pack: two sums of cells that are compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PackBalance {
    /// The rule. Its check is `Check::Pack`.
    pub rule: &'static Rule,
    left: Vec<CellId>,
    relation: Relation,
    right: Vec<CellId>,
}

/// A word that must not be used, and its replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermEntry {
    /// The words to be found.
    pub wrong: String,
    /// The words to be used instead.
    pub right: String,
}

/// A day by which reports are due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The levels of the agencies that it applies to.
    pub levels: Vec<AgencyLevel>,
    /// The last day, in the year after the report year, as (month, day).
    pub day: (u8, u8),
    /// What is due, in a few words.
    pub what: String,
}

/// How the two sums of a balance compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Equal,
    AtLeast,
    AtMost,
}

impl Relation {
    fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Equal => "应当相等",
            Self::AtLeast => "前者不应小于后者",
            Self::AtMost => "前者不应大于后者",
        }
    }
}

impl Pack {
    /// Whether a file is meant to be a rule pack, whether or not it is valid.
    pub fn looks_like_pack(text: &str) -> bool {
        serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}')).map_or_else(
            |_| text.contains("\"nianbao_rule_pack\""),
            |file| file.get("nianbao_rule_pack").is_some(),
        )
    }

    /// Reads a pack that adds to these rules.
    ///
    /// # Errors
    /// Fails with the line of the first error: invalid JSON, an unknown member, rule, cell, level
    /// or relation, or an id that another rule has.
    pub fn read(rules: &RuleSet, text: &str) -> Result<Self, PackError> {
        file::read(rules, text.trim_start_matches('\u{feff}'))
    }
}

/// The packs in use for a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packs(Vec<Pack>);

impl Packs {
    /// The packs in use. If several packs set the severity of a rule, the last one counts.
    pub const fn new(packs: Vec<Pack>) -> Self {
        Self(packs)
    }

    /// A pack with what rules on words need of all the packs.
    #[cfg(feature = "word-rules")]
    pub(super) fn of_words(terms: Vec<TermEntry>, deadlines: Vec<Deadline>) -> Self {
        let (severities, balances) = (SortedMap::new(), Vec::new());
        Self(vec![Pack { name: String::new(), terms, deadlines, severities, balances }])
    }

    /// The packs, in order.
    pub fn all(&self) -> &[Pack] {
        &self.0
    }

    /// The rules that they add.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        self.balances().map(|balance| balance.rule)
    }

    pub(super) fn balances(&self) -> impl Iterator<Item = &PackBalance> {
        self.0.iter().flat_map(|pack| &pack.balances)
    }

    /// The severity of a rule's findings; `None` if the rule is switched off. A rule on the numbers
    /// in sentences is never an error, because a sentence can be meant otherwise.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let set = self
            .0
            .iter()
            .rev()
            .find_map(|pack| pack.severities.get(rule.id).copied())
            .unwrap_or(Some(rule.severity));
        match (set, &rule.check) {
            (Some(Severity::Error), super::Check::Narrative { .. }) => Some(Severity::Verify),
            _ => set,
        }
    }

    /// The deadlines for agencies of a level, the earliest first.
    pub fn deadlines(&self, level: AgencyLevel) -> Vec<&Deadline> {
        let mut deadlines: Vec<&Deadline> = self
            .0
            .iter()
            .flat_map(|pack| &pack.deadlines)
            .filter(|deadline| deadline.levels.contains(&level))
            .collect();
        sort::sort_by_key(&mut deadlines, |deadline| deadline.day);
        deadlines
    }

    /// The words that must not be used.
    pub fn terms(&self) -> impl Iterator<Item = &TermEntry> {
        self.0.iter().flat_map(|pack| &pack.terms)
    }
}

impl PackBalance {
    /// Its cells.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.left.iter().chain(&self.right).copied()
    }

    /// The two sums with the values of their cells in words, as a form names them, and whether both
    /// are known.
    pub fn line(&self, form: &Form, value: impl Fn(CellId) -> Option<Decimal>) -> (String, bool) {
        let sum = |cells: &[CellId]| cells.iter().map(|id| value(*id)).sum::<Option<Decimal>>();
        let side = |cells: &[CellId]| {
            format!(
                "{} {}",
                names(form, cells),
                sum(cells).map_or_else(|| "没有填完".to_owned(), |sum| sum.to_string())
            )
        };
        let judged = sum(&self.left).and(sum(&self.right)).is_some();
        (format!("{}；{}；{}", side(&self.left), side(&self.right), self.relation.text()), judged)
    }

    /// A remark, in the words of a form, if the relation does not hold. `None` if it holds, or if a
    /// number is unknown or the form does not have a cell.
    pub fn judge(&self, form: &Form, value: impl Fn(CellId) -> Option<Decimal>) -> Option<Remark> {
        let sum = |cells: &[CellId]| cells.iter().map(|id| value(*id)).sum::<Option<Decimal>>();
        let (left, right) = (sum(&self.left)?, sum(&self.right)?);
        if self.relation.holds(left, right) {
            return None;
        }
        let wording = Wording {
            title: self.rule.title.to_owned(),
            sides: vec![
                Operand::new(names(form, &self.left), left),
                Operand::new(names(form, &self.right), right),
            ],
            difference: Some(self.relation.text().to_owned()),
        };
        let cells: Vec<CellId> = self.left.iter().chain(&self.right).copied().collect();
        Some(Remark {
            text_range: None,
            part: cells.first().map(|id| Part::of_table(id.table)),
            quote: String::new(),
            cells,
            wording,
            edits: Vec::new(),
            is_doubtful: false,
        })
    }
}

/// Cells as a form names them, joined as a sum.
fn names(form: &Form, cells: &[CellId]) -> String {
    let name = |id: &CellId| {
        form.cell(*id).or_else(|| latest_cell(*id)).map_or_else(String::new, |cell| {
            format!("{}「{}·{}」", id.table.name(), cell.row_short, cell.column_short)
        })
    };
    cells.iter().map(name).collect::<Vec<_>>().join(" + ")
}

// ---- What lasts ----

/// Keeps a text for the lifetime of the program, as for built-in rules. The same text is kept only
/// once. There are few packs, but they are opened repeatedly.
fn keep_text(text: &str) -> &'static str {
    static TEXTS: LazyLock<Mutex<Vec<&'static str>>> = LazyLock::new(Mutex::default);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.iter().find(|known| **known == text) {
        return known;
    }
    let leaked: &'static str = Box::leak(text.to_owned().into_boxed_str());
    texts.push(leaked);
    leaked
}

/// Keeps a rule for the lifetime of the program. The same rule is kept only once.
fn keep_rule(rule: Rule) -> &'static Rule {
    static RULES: LazyLock<Mutex<Vec<&'static Rule>>> = LazyLock::new(Mutex::default);
    let mut rules = RULES.lock().unwrap_or_else(PoisonError::into_inner);
    let is_same_rule = |known: &&'static Rule| {
        (known.id, known.severity, known.source, known.title, known.why, known.todo)
            == (rule.id, rule.severity, rule.source, rule.title, rule.why, rule.todo)
    };
    if let Some(known) = rules.iter().copied().find(is_same_rule) {
        return known;
    }
    let leaked: &'static Rule = Box::leak(Box::new(rule));
    rules.push(leaked);
    leaked
}

impl fmt::Display for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests;
