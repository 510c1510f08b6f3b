//! A report for other programs: a handle with plain arguments and plain answers, and nothing of the
//! page.
//!
//! It holds report and rules, and no undo: a [`crate::session::Session`] copies the report for
//! every step that can be taken back, which takes ten times as long as the rules need. Facts are
//! found with every change; words are made when [`Nianbao::findings`] asks.

mod files;

use super::boundary::to_js;
use crate::check::{Checker, Fact, Finding, MOST_SUMS, Pack, Packs, sum_key};
use crate::draft;
use crate::edition::{AgencyLevel, CellId};
use crate::number::Decimal;
use crate::report::{Agency, Report};
use crate::rules::RULE_SET;
use crate::session::begun;
use js_sys::Uint32Array;
use serde::{Serialize, Serializer};
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;

/// A draft as a form begins with it: one that can be read, and that names these rule packs (their
/// texts). Without any it is as it was.
///
/// # Errors
/// The draft cannot be read, or a pack is not in order; the sentence says where.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
pub fn prepared(draft: &str, packs: Vec<String>) -> Result<String, JsError> {
    let mut report = draft::read(draft).map_err(|error| JsError::new(&error.to_string()))?;
    if packs.is_empty() {
        return Ok(draft.to_owned());
    }
    for text in &packs {
        name_pack(&mut report, &pack(text)?);
    }
    Ok(draft::write(&report, RULE_SET.version))
}

fn pack(text: &str) -> Result<Pack, JsError> {
    Pack::read(&RULE_SET, text)
        .map_err(|error| JsError::new(&format!("规则包{}", error.sentence())))
}

/// The report names the pack from now on.
fn name_pack(report: &mut Report, pack: &Pack) {
    if !report.rule_packs.contains(&pack.name) {
        report.rule_packs.push(pack.name.clone());
    }
}

/// The draft of a blank report of a year (four digits) for an organ of a level. Nothing is checked
/// yet.
///
/// # Errors
/// There is no such level, or it is no year.
#[wasm_bindgen]
pub fn blank(year: u16, level: &str, agency: &str) -> Result<String, JsError> {
    let level = AgencyLevel::parse(level)
        .ok_or_else(|| JsError::new(&format!("没有 {level} 这种单位层级。")))?;
    if !(1000..=9999).contains(&year) {
        return Err(JsError::new("报告年度要写四位数字，例如 2025。"));
    }
    let agency = Agency { name: agency.trim().to_owned(), level, covers_subordinates: None };
    Ok(draft::write(&begun(year, agency), RULE_SET.version))
}

/// One report, checked by the rules of the law and of the packs that were handed in as it changes.
/// Other packs that it names are kept, not used.
#[wasm_bindgen]
pub struct Nianbao {
    report: Report,
    checker: Checker,
    packs: Vec<Pack>,
}

#[wasm_bindgen]
impl Nianbao {
    /// Goes on with a draft (the text of the file).
    ///
    /// # Errors
    /// When it cannot be read; the message is a sentence for people.
    pub fn open(draft: &str) -> Result<Self, JsError> {
        let report = draft::read(draft).map_err(|error| JsError::new(&error.to_string()))?;
        Ok(Self::of(report))
    }

    /// Checks by a rule pack (the text of the file) as well, which the report names from now on.
    ///
    /// # Errors
    /// The pack is not in order; the sentence says where.
    pub fn use_pack(&mut self, text: &str) -> Result<(), JsError> {
        let pack = pack(text)?;
        name_pack(&mut self.report, &pack);
        self.packs.retain(|other| other.name != pack.name);
        self.packs.push(pack);
        self.checker =
            Checker::with(&RULE_SET, &self.report, Arc::new(Packs::new(self.packs.clone())));
        Ok(())
    }

    /// What stands in a cell or is calculated there; empty where nothing does.
    ///
    /// # Errors
    /// When the tables of this report have no such cell.
    pub fn get(&self, cell: &str) -> Result<String, JsError> {
        Ok(self.report.text(self.cell(cell)?))
    }

    /// The numbers of all cells by their ids, `null` where there is none.
    ///
    /// # Errors
    /// None are known.
    pub fn numbers(&self) -> Result<JsValue, JsError> {
        to_js(&Numbers(&self.report)).map_err(|error| JsError::new(&error))
    }

    /// Types `text` into the cell `table.row.column`; empty takes away what stands there. A total
    /// that the form calculates takes it as its 控制数.
    ///
    /// # Errors
    /// When the tables of this report have no such cell; then nothing has changed. Text that is no
    /// number is a finding, not an error.
    pub fn set(&mut self, cell: &str, text: &str) -> Result<(), JsError> {
        self.change(self.cell(cell)?, text);
        Ok(())
    }

    /// The ids of all cells of the tables in force, in the order of the report: what
    /// [`Nianbao::put`] counts by.
    pub fn cells(&self) -> Vec<String> {
        self.report.form().cells().iter().map(|cell| cell.id.to_string()).collect()
    }

    /// Puts a number into the cell at a place of [`Nianbao::cells`] (from 0), for programs that
    /// have numbers and ask after every one; `NaN` takes away what stands there. Gives the sums
    /// that fail now, as [`Nianbao::failing`] does.
    ///
    /// Throws when there is no such place; then nothing has changed. A number that cannot stand
    /// there is a finding, not an error.
    pub fn put(&mut self, place: usize, number: f64) -> Uint32Array {
        // Thrown, not returned: a result takes longer to hand over than the sums take to judge.
        let Some(id) = self.report.form().cells().get(place).map(|cell| cell.id) else {
            throw_str(&format!("这份报告的表里没有第 {place} 格。"))
        };
        self.change(id, &text_of(number));
        self.failing()
    }

    /// What was found, errors first: a list of objects with these members.
    ///
    /// - `key`: a name that stays the same while the same thing is wrong
    /// - `rule`: the id of the rule, and `severity`: `error`, `verify` or `hint`
    /// - `cells`: ids, the likeliest first
    /// - `message`: a sentence with all the numbers
    /// - `left`, `right`, `difference`: the numbers of the two sides of a sum or a comparison, and
    ///   right less left; else `null`
    /// - `folded`: the other sums that fail from the same cause: `key`, `left`, `right`,
    ///   `difference`
    /// - `explained`: whether the report holds a 说明 of it
    ///
    /// What only says that something is not filled in yet is not listed.
    ///
    /// # Errors
    /// None are known: whatever is found can be said in JavaScript.
    pub fn findings(&self) -> Result<JsValue, JsError> {
        let found: Vec<Found> =
            self.found().map(|finding| Found::of(finding, &self.report)).collect();
        to_js(&found).map_err(|error| JsError::new(&error))
    }

    /// The names of all sums of the tables in force, in the order of the report: what
    /// [`Nianbao::failing`] counts by.
    pub fn sums(&self) -> Vec<String> {
        self.checker.sum_keys().collect()
    }

    /// The sums that fail, as places in [`Nianbao::sums`] from 0: facts without words, for a
    /// program that asks after every keystroke.
    pub fn failing(&self) -> Uint32Array {
        // Copied out of a list that needs no memory of its own: a `Vec` takes longer to hand over
        // than the sums take to judge.
        let mut places = [0; MOST_SUMS];
        let mut count = 0;
        for (place, failing) in places.iter_mut().zip(self.checker.failing()) {
            *place = u32::try_from(failing).unwrap_or(u32::MAX);
            count += 1;
        }
        Uint32Array::from(&places[..count])
    }

    /// The draft, as a file holds it.
    pub fn draft(&self) -> String {
        draft::write(&self.report, RULE_SET.version)
    }
}

impl Nianbao {
    fn of(report: Report) -> Self {
        let checker = Checker::new(&RULE_SET, &report);
        Self { report, checker, packs: Vec::new() }
    }

    fn cell(&self, id: &str) -> Result<CellId, JsError> {
        let cell = CellId::parse(id).filter(|cell| self.report.form().slot(*cell).is_some());
        cell.ok_or_else(|| JsError::new(&format!("这份报告的表里没有 {id} 这一格。")))
    }

    fn change(&mut self, id: CellId, text: &str) {
        self.report.set_cell(id, text);
        self.checker.update(&self.report, &[id]);
    }

    fn found(&self) -> impl Iterator<Item = &Finding> {
        self.checker.findings().iter().filter(|finding| !finding.is_progress())
    }
}

/// A number as JavaScript has it: what `JSON.parse` makes of its digits. The browser reads them,
/// because the tables by which Rust reads floats weigh as much as a third of the rules.
fn number(value: Decimal) -> f64 {
    js_sys::Number::parse_float(&value.to_string())
}

/// The numbers of all cells of a report, as JavaScript sees them: see [`Nianbao::numbers`].
struct Numbers<'a>(&'a Report);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.0.form().cells().iter();
        serializer
            .collect_map(cells.map(|cell| (cell.id.to_string(), self.0.value(cell.id).map(number))))
    }
}

/// A number as somebody would type it; nothing for `NaN`.
fn text_of(number: f64) -> String {
    // Up to here every whole number has a float of its own; they are spelled many times faster than
    // the others.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.is_nan() {
        String::new()
    } else if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2⁵³")]
        let whole = number as i64;
        whole.to_string()
    } else {
        super::dom::digits(number)
    }
}

/// A finding as JavaScript sees it: see [`Nianbao::findings`].
#[derive(Serialize)]
struct Found {
    key: String,
    rule: &'static str,
    severity: &'static str,
    cells: Vec<String>,
    message: String,
    #[serde(flatten)]
    sides: Sides,
    folded: Vec<Folded>,
    explained: bool,
}

/// A sum that fails from the cause of another finding.
#[derive(Serialize)]
struct Folded {
    key: String,
    #[serde(flatten)]
    sides: Sides,
}

/// Two numbers that were compared.
#[derive(Serialize)]
struct Sides {
    left: Option<f64>,
    right: Option<f64>,
    difference: Option<f64>,
}

impl Found {
    fn of(finding: &Finding, report: &Report) -> Self {
        let message = finding.message(report);
        let folded = |fact: &Fact| match fact {
            Fact::Sum { rule, identity, left, right, .. } => Some(Folded {
                key: sum_key(Some(rule), identity),
                sides: Sides::of(Some((*left, *right))),
            }),
            _ => None,
        };
        Self {
            key: finding.key(),
            rule: finding.rule.id,
            severity: finding.severity.id(),
            cells: finding.cells.iter().map(ToString::to_string).collect(),
            message: message.to_string(),
            sides: Sides::of(message.compared()),
            folded: finding.folded.iter().filter_map(folded).collect(),
            explained: finding.justification(report).is_some(),
        }
    }
}

impl Sides {
    fn of(compared: Option<(Decimal, Decimal)>) -> Self {
        let (left, right) = compared.unzip();
        let difference = compared.map(|(left, right)| right - left);
        Self {
            left: left.map(number),
            right: right.map(number),
            difference: difference.map(number),
        }
    }
}
