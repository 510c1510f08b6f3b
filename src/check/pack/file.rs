//! Reads the file of a rule pack member by member. The input is its text, the output the [`Pack`],
//! or the first error in it and its line.
//!
//! The text is parsed like a draft: no member may occur twice, and the depth of nesting is limited.
//! The path to an error is collected while it is passed up, and its line is searched in the text
//! only then.

use super::{Deadline, Pack, PackBalance, PackError, Relation, TermEntry, keep_rule, keep_text};
use crate::check::{Check, Editions, Rule, RuleSet, Severity};
use crate::draft;
use crate::edition::{AgencyLevel, CellId};
use crate::report::Date;
use crate::sorted_map::SortedMap;
use crate::text::compact;
use serde_json::{Map, Value};

/// The version of the format that is read: member `nianbao_rule_pack`.
const FORMAT: u64 = 1;

/// Reads a pack that adds to these rules.
pub(super) fn read(rules: &RuleSet, text: &str) -> Result<Pack, PackError> {
    let members = draft::parse(text).map_err(PackError::of)?;
    pack(rules, Value::Object(members))
        .map_err(|refusal| PackError { line: refusal.line(text), reason: refusal.reason })
}

/// An error, and the path to it from the innermost step outwards.
struct Refusal {
    path: Vec<Step>,
    reason: String,
}

/// A step into a value.
enum Step {
    Member(String),
    Entry(usize),
    /// The end of an object, behind all members.
    End,
}

/// The result of reading a value.
type ReadResult<T> = Result<T, Refusal>;

impl Refusal {
    fn new(reason: impl Into<String>) -> Self {
        Self { path: Vec::new(), reason: reason.into() }
    }

    fn of_another_kind() -> Self {
        Self::new("这一项写得不对，应当是另一种内容（文字、数字、一列或一组）")
    }

    fn within(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// The line of the error in the JSON text, from 1.
    fn line(&self, text: &str) -> usize {
        let mut at = 0;
        for step in self.path.iter().rev() {
            at = step.follow(text, at);
        }
        let at = after_space(text.as_bytes(), at).min(text.len());
        text[..at].matches('\n').count() + 1
    }
}

impl Step {
    /// The byte that the step leads to from a value that begins at a byte.
    fn follow(&self, text: &str, at: usize) -> usize {
        let is =
            |key: &str, name: &str| serde_json::from_str::<Value>(key).is_ok_and(|key| key == name);
        let keys = text;
        let text = text.as_bytes();
        let mut at = after_space(text, at) + 1;
        let mut passed = 0;
        loop {
            at = after_space(text, at);
            match text.get(at) {
                None | Some(b'}' | b']') => return at,
                Some(b',') => at += 1,
                Some(_) => {
                    let behind = after_value(text, at);
                    match self {
                        Self::Entry(entry) if passed == *entry => return at,
                        Self::Member(name) if is(&keys[at..behind], name) => {
                            return after_space(text, behind) + 1;
                        }
                        Self::Entry(_) => at = behind,
                        Self::Member(_) | Self::End => {
                            at = after_value(text, after_space(text, behind) + 1);
                        }
                    }
                    passed += 1;
                }
            }
        }
    }
}

fn after_space(text: &[u8], at: usize) -> usize {
    at + text.iter().skip(at).take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The byte behind a JSON value that begins at or after white space.
fn after_value(text: &[u8], at: usize) -> usize {
    let mut at = after_space(text, at);
    let (mut depth, mut quoted) = (0_usize, false);
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' | b':' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 && !quoted && matches!(byte, b'"' | b'}' | b']') {
            return at;
        }
    }
    at
}

/// The members of an object that have not been read yet.
struct Members(Map<String, Value>);

impl Members {
    fn of(value: Value) -> ReadResult<Self> {
        if let Value::Object(members) = value {
            Ok(Self(members))
        } else {
            Err(Refusal::of_another_kind())
        }
    }

    fn maybe<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> ReadResult<T>,
    ) -> ReadResult<Option<T>> {
        let value = self.0.shift_remove(name);
        value
            .map(|value| {
                read(value).map_err(|refusal| refusal.within(Step::Member(name.to_owned())))
            })
            .transpose()
    }

    fn take<T>(&mut self, name: &str, read: impl FnOnce(Value) -> ReadResult<T>) -> ReadResult<T> {
        self.maybe(name, read)?
            .ok_or_else(|| Refusal::new(format!("缺少“{name}”一项")).within(Step::End))
    }

    /// Fails if an unknown member is left.
    fn end(self) -> ReadResult<()> {
        let unknown =
            |(name, _)| Err(Refusal::new(format!("不认识“{name}”一项")).within(Step::Member(name)));
        self.0.into_iter().next().map_or(Ok(()), unknown)
    }
}

fn list<T>(value: Value, read: impl Fn(Value) -> ReadResult<T>) -> ReadResult<Vec<T>> {
    let Value::Array(entries) = value else { return Err(Refusal::of_another_kind()) };
    entries
        .into_iter()
        .enumerate()
        .map(|(entry, value)| read(value).map_err(|refusal| refusal.within(Step::Entry(entry))))
        .collect()
}

fn pack(rules: &RuleSet, value: Value) -> ReadResult<Pack> {
    let mut of = Members::of(value)?;
    of.take("nianbao_rule_pack", format)?;
    let name = of.take("name", non_empty)?;
    let severities = of.maybe("severities", |value| severities(rules, value))?.unwrap_or_default();
    let added = of
        .maybe("balances", |value| list(value, |value| balance(rules, value)))?
        .unwrap_or_default();
    let terms = of.maybe("terms", |value| list(value, term))?.unwrap_or_default();
    let deadlines = of.maybe("deadlines", |value| list(value, deadline))?.unwrap_or_default();
    of.end()?;
    let mut balances: Vec<PackBalance> = Vec::new();
    for (entry, balance) in added.into_iter().enumerate() {
        if balances.iter().any(|other| other.rule.id == balance.id) {
            let path = [
                Step::Member("id".to_owned()),
                Step::Entry(entry),
                Step::Member("balances".to_owned()),
            ];
            return Err(Refusal {
                path: path.into(),
                reason: format!("规则的名字“{}”用了两次", balance.id),
            });
        }
        balances.push(balance.of(&name));
    }
    Ok(Pack { name, terms, deadlines, severities, balances })
}

fn format(value: Value) -> ReadResult<()> {
    let Value::Number(number) = value else { return Err(Refusal::of_another_kind()) };
    match number.as_u64() {
        Some(FORMAT) => Ok(()),
        Some(other) => Err(Refusal::new(format!(
            "规则包的格式是 {other}，本版本只认识 {FORMAT}，请用新版程序"
        ))),
        None => Err(Refusal::of_another_kind()),
    }
}

fn severities(
    rules: &RuleSet,
    value: Value,
) -> ReadResult<SortedMap<&'static str, Option<Severity>>> {
    let mut severities = SortedMap::new();
    for (id, weight) in Members::of(value)?.0 {
        let rule = rules.by_id(&id).ok_or_else(|| format!("没有“{id}”这条规则"));
        let set = rule.map_err(Refusal::new).and_then(|rule| Ok((rule.id, weight_or_off(weight)?)));
        let (rule, weight) = set.map_err(|refusal| refusal.within(Step::Member(id)))?;
        severities.insert(rule, weight);
    }
    Ok(severities)
}

/// A rule of a pack before the name of the pack is known.
struct NewBalance {
    id: String,
    severity: Severity,
    title: String,
    left: Vec<CellId>,
    relation: Relation,
    right: Vec<CellId>,
    why: String,
    todo: String,
}

impl NewBalance {
    fn of(self, pack: &str) -> PackBalance {
        let rule = keep_rule(Rule {
            id: keep_text(&self.id),
            severity: self.severity,
            editions: Editions::ALL,
            source: keep_text(pack),
            title: keep_text(&self.title),
            what: keep_text(&self.title),
            why: keep_text(&self.why),
            todo: keep_text(&self.todo),
            needs_last_year: false,
            check: Check::Pack,
        });
        PackBalance { rule, left: self.left, relation: self.relation, right: self.right }
    }
}

fn balance(rules: &RuleSet, value: Value) -> ReadResult<NewBalance> {
    let mut of = Members::of(value)?;
    let balance = NewBalance {
        id: of.take("id", |value| new_id(rules, value))?,
        severity: of.take("severity", weight)?,
        title: of.take("title", non_empty)?,
        left: of.take("left", cells)?,
        relation: of.take("relation", relation)?,
        right: of.take("right", cells)?,
        why: of.take("why", non_empty)?,
        todo: of.take("todo", non_empty)?,
    };
    of.end().map(|()| balance)
}

fn term(value: Value) -> ReadResult<TermEntry> {
    let mut of = Members::of(value)?;
    let term = TermEntry {
        wrong: compact(&of.take("wrong", non_empty)?),
        right: compact(&of.take("right", non_empty)?),
    };
    of.end().map(|()| term)
}

fn deadline(value: Value) -> ReadResult<Deadline> {
    let mut of = Members::of(value)?;
    let deadline = Deadline {
        levels: of.take("levels", |value| list(value, level))?,
        day: of.take("day", day)?,
        what: of.take("what", non_empty)?,
    };
    of.end().map(|()| deadline)
}

// ---- Texts that say something ----

fn text<T>(value: Value, read: impl FnOnce(&str) -> Result<T, String>) -> ReadResult<T> {
    let Value::String(text) = value else { return Err(Refusal::of_another_kind()) };
    read(&text).map_err(Refusal::new)
}

fn non_empty(value: Value) -> ReadResult<String> {
    text(value, |text| {
        if text.trim().is_empty() {
            Err("文字是空的".to_owned())
        } else {
            Ok(text.trim().to_owned())
        }
    })
}

fn new_id(rules: &RuleSet, value: Value) -> ReadResult<String> {
    text(value, |id| {
        let plain = !id.is_empty()
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        match (plain, rules.by_id(id)) {
            (false, _) => Err(format!("规则的名字“{id}”只能用小写字母、数字和“-”")),
            (true, Some(rule)) => {
                Err(format!("“{id}”是程序已有规则“{}”的名字，请换一个", rule.title))
            }
            (true, None) => Ok(id.to_owned()),
        }
    })
}

/// The cells of one side of a balance; at least one.
fn cells(value: Value) -> ReadResult<Vec<CellId>> {
    let cell =
        |value| text(value, |id| CellId::parse(id).ok_or_else(|| format!("没有“{id}”这一格")));
    let cells = list(value, cell)?;
    if cells.is_empty() {
        Err(Refusal::new("等式的一边至少要有一格"))
    } else {
        Ok(cells)
    }
}

fn level(value: Value) -> ReadResult<AgencyLevel> {
    text(value, |id| AgencyLevel::parse(id).ok_or_else(|| format!("没有“{id}”这个单位层级")))
}

fn weight_or_off(value: Value) -> ReadResult<Option<Severity>> {
    text(value, |id| match (id, Severity::parse(id)) {
        ("off", _) => Ok(None),
        (_, Some(severity)) => Ok(Some(severity)),
        _ => Err(format!("“{id}”应当是 error（错误）、verify（核实）、hint（提示）或 off（关掉）")),
    })
}

/// Reads a severity. `off` is not allowed for a rule of the pack itself, because it would be a
/// slip.
fn weight(value: Value) -> ReadResult<Severity> {
    text(value, |id| {
        Severity::parse(id)
            .ok_or_else(|| format!("“{id}”应当是 error（错误）、verify（核实）或 hint（提示）"))
    })
}

fn relation(value: Value) -> ReadResult<Relation> {
    text(value, |sign| match sign {
        "=" => Ok(Relation::Equal),
        ">=" => Ok(Relation::AtLeast),
        "<=" => Ok(Relation::AtMost),
        _ => Err(format!("“{sign}”应当是 =、>= 或 <=")),
    })
}

fn day(value: Value) -> ReadResult<(u8, u8)> {
    text(value, |text| {
        // The year 2024 is used because it has a 29 February.
        let date = Date::parse(&format!("2024-{text}"));
        date.map(|date| (date.month, date.day))
            .ok_or_else(|| format!("“{text}”应当是月-日，例如 01-20"))
    })
}
