//! A report for other programs: a handle with plain arguments and plain answers.
//!
//! A handle has a report of its own, or that of the page that runs in this instance: from
//! [`Nianbao::show`] to [`Nianbao::leave`] it reads the session in which the clerk types, and what
//! it changes is an event of the page. Either way it is one [`Session`]. Facts are found with every
//! change; words are made when [`Nianbao::findings`] asks, and a draft when [`Nianbao::draft`]
//! does.

mod files;

use super::boundary::{from_js, to_js};
use super::running::{self, send};
use super::{database, sight, starting};
use crate::check::{Finding, MOST_SUMS, Pack, Violation, sum_key};
use crate::desk::{Desk, Event};
use crate::draft;
use crate::edition::{AgencyLevel, CellId};
use crate::number::Decimal;
use crate::report::{Agency, Report};
use crate::rules::RULE_SET;
use crate::session::{Session, blank_report};
use js_sys::Uint32Array;
use serde::{Serialize, Serializer};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;
use web_sys::HtmlElement;

/// One report, or none yet, checked as it changes by the rules of the law and by the rule packs
/// that are at hand. Packs that it names and that are not at hand are kept, not used.
#[wasm_bindgen]
pub struct Nianbao {
    holder: RefCell<Holder>,
}

/// Who has the report of a handle.
enum Holder {
    /// The handle itself.
    Own(Option<Box<Session>>),
    /// The page that runs in this instance.
    Page,
}

#[wasm_bindgen]
impl Nianbao {
    /// A handle without a report.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "for JavaScript")]
    pub fn new() -> Self {
        Self { holder: RefCell::new(Holder::Own(None)) }
    }

    /// Goes on with a draft (the text of the file), without rule packs.
    ///
    /// # Errors
    /// As [`Nianbao::take`].
    pub fn open(draft: &str) -> Result<Self, JsError> {
        let nianbao = Self::new();
        nianbao.take(draft, Vec::new())?;
        Ok(nianbao)
    }

    /// Begins a blank report of a year (four digits) for an organ of a level, which names these
    /// rule packs (their texts). In the page that is the report of another draft.
    ///
    /// # Errors
    /// There is no such level, it is no year, or a pack is not in order; the sentence says where.
    /// Then nothing has changed.
    #[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
    pub fn begin(
        &self,
        year: u16,
        level: &str,
        agency: &str,
        packs: Vec<String>,
    ) -> Result<(), JsError> {
        let level = AgencyLevel::parse(level)
            .ok_or_else(|| JsError::new(&format!("没有 {level} 这种单位层级。")))?;
        if !(1000..=9999).contains(&year) {
            return Err(JsError::new("报告年度要写四位数字，例如 2025。"));
        }
        let agency = Agency { name: agency.trim().to_owned(), level, covers_subordinates: None };
        self.replace(blank_report(year, agency), &packs)
    }

    /// Goes on with another draft (the text of the file), which names these rule packs (their
    /// texts) from now on. In the page, what was open before stays where the browser keeps it.
    ///
    /// # Errors
    /// The draft cannot be read, or a pack is not in order; the sentence says where. Then nothing
    /// has changed.
    #[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
    pub fn take(&self, draft: &str, packs: Vec<String>) -> Result<(), JsError> {
        let report = draft::read(draft).map_err(|error| JsError::new(&error.to_string()))?;
        self.replace(report, &packs)
    }

    /// Whether there is a report.
    pub fn has_report(&self) -> bool {
        self.look(|_| ()).is_some()
    }

    /// What stands in a cell or is calculated there; empty where nothing does.
    ///
    /// # Errors
    /// The tables of this report have no such cell, or there is no report.
    pub fn get(&self, cell: &str) -> Result<String, JsError> {
        let text =
            |session: &Session| cell_of(session.report(), cell).map(|id| session.report().text(id));
        self.look(text).ok_or_else(none)?
    }

    /// The numbers of all cells by their ids, `null` where there is none.
    ///
    /// # Errors
    /// There is no report.
    pub fn numbers(&self) -> Result<JsValue, JsError> {
        let numbers = self.look(|session| to_js(&Numbers(session.report())));
        numbers.ok_or_else(none)?.map_err(|error| JsError::new(&error))
    }

    /// Types `text` into the cell `table.row.column`; empty takes away what stands there. A total
    /// that the form calculates takes it as its 控制数.
    ///
    /// # Errors
    /// The tables of this report have no such cell, or there is no report; then nothing has
    /// changed. Text that is no number is a finding, not an error.
    pub fn set(&self, cell: &str, text: &str) -> Result<(), JsError> {
        let id = self.look(|session| cell_of(session.report(), cell)).ok_or_else(none)??;
        self.change(id, text);
        Ok(())
    }

    /// The ids of all cells of the tables in force, in the order of the report: what
    /// [`Nianbao::put`] counts by.
    ///
    /// # Errors
    /// There is no report.
    pub fn cells(&self) -> Result<Vec<String>, JsError> {
        let ids = |session: &Session| {
            session.report().form().cells().iter().map(|cell| cell.id.to_string()).collect()
        };
        self.look(ids).ok_or_else(none)
    }

    /// Puts a number into the cell at a place of [`Nianbao::cells`] (from 0), for programs that
    /// have numbers and ask after every one; `NaN` takes away what stands there. Gives the sums
    /// that fail now, as [`Nianbao::failing`] does.
    ///
    /// Throws when there is no such place; then nothing has changed. A number that cannot stand
    /// there is a finding, not an error.
    pub fn put(&self, place: usize, number: f64) -> Uint32Array {
        // Thrown, not returned: a result takes longer to hand over than the sums take to judge.
        let id = |session: &Session| session.report().form().cells().get(place).map(|cell| cell.id);
        let Some(id) = self.look(id).flatten() else {
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
    /// There is no report.
    pub fn findings(&self) -> Result<JsValue, JsError> {
        let found = |session: &Session| {
            let report = session.report();
            session.findings().map(|finding| Found::of(finding, report)).collect::<Vec<_>>()
        };
        to_js(&self.look(found).ok_or_else(none)?).map_err(|error| JsError::new(&error))
    }

    /// The names of all sums of the tables in force, in the order of the report: what
    /// [`Nianbao::failing`] counts by.
    ///
    /// # Errors
    /// There is no report.
    pub fn sums(&self) -> Result<Vec<String>, JsError> {
        self.look(|session| session.checker().sum_keys().collect()).ok_or_else(none)
    }

    /// The sums that fail, as places in [`Nianbao::sums`] from 0: facts without words, for a
    /// program that asks after every keystroke. Without a report none does.
    pub fn failing(&self) -> Uint32Array {
        // Copied out of a list that needs no memory of its own: a `Vec` takes longer to hand over
        // than the sums take to judge.
        let mut places = [0; MOST_SUMS];
        let mut count = 0;
        self.look(|session| {
            for (place, failing) in places.iter_mut().zip(session.checker().failing()) {
                *place = u32::try_from(failing).unwrap_or(u32::MAX);
                count += 1;
            }
        });
        Uint32Array::from(&places[..count])
    }

    /// The draft, as a file holds it.
    ///
    /// # Errors
    /// There is no report.
    pub fn draft(&self) -> Result<String, JsError> {
        self.look(Session::draft).ok_or_else(none)
    }

    /// Starts the page inside `root`, with the members of [`Options`](super::options::Options): the
    /// report is the page's from now on. In each instance this is done once, by one handle.
    ///
    /// # Errors
    /// A member has another type.
    pub fn show(&self, root: &HtmlElement, options: JsValue) -> Result<(), JsError> {
        let options = from_js(options).map_err(|error| JsError::new(&error))?;
        let given = match self.holder.replace(Holder::Page) {
            Holder::Own(session) => session,
            Holder::Page => None,
        };
        starting::start_in_element(root, options, given);
        Ok(())
    }

    /// The page goes, and its report is this handle's own again: what is younger than the store is
    /// noted down, and nothing is held open.
    pub fn leave(&self) {
        if matches!(*self.holder.borrow(), Holder::Page) {
            send(Event::PageHiding);
            database::close();
            let session = running::end().and_then(Desk::into_session);
            self.holder.replace(Holder::Own(session.map(Box::new)));
        }
    }
}

/// Said where there is no report.
fn none() -> JsError {
    JsError::new("还没有年报：请给出 year 和 level，或者先用 open 打开一份。")
}

fn cell_of(report: &Report, id: &str) -> Result<CellId, JsError> {
    let cell = CellId::parse(id).filter(|cell| report.form().slot(*cell).is_some());
    cell.ok_or_else(|| JsError::new(&format!("这份报告的表里没有 {id} 这一格。")))
}

impl Nianbao {
    /// Looks at the report, if there is one. Nothing that `of` does may lead back into a handle.
    fn look<T>(&self, of: impl FnOnce(&Session) -> T) -> Option<T> {
        match &*self.holder.borrow() {
            Holder::Own(session) => session.as_deref().map(of),
            Holder::Page => running::read(|desk| desk.session_around().map(of)).flatten(),
        }
    }

    /// Puts a text into a cell. Nothing of this handle is borrowed while the page changes: whoever
    /// hears of a change may ask and set at once.
    fn change(&self, id: CellId, text: &str) {
        if let Holder::Own(session) = &mut *self.holder.borrow_mut() {
            if let Some(session) = session {
                session.put(id, text);
            }
            return;
        }
        send(Event::CellSet(id, text.to_owned()));
    }

    /// Another report takes the place of the one at hand.
    fn replace(&self, mut report: Report, packs: &[String]) -> Result<(), JsError> {
        let packs = packs.iter().map(|text| pack(text)).collect::<Result<Vec<_>, _>>()?;
        for pack in &packs {
            if !report.rule_packs.contains(&pack.name) {
                report.rule_packs.push(pack.name.clone());
            }
        }
        if let Holder::Own(own) = &mut *self.holder.borrow_mut() {
            let mut session = Session::of_report(report);
            if !packs.is_empty() {
                session.set_library(packs);
            }
            *own = Some(Box::new(session));
            return Ok(());
        }
        // The page has the packs at hand.
        let draft = draft::write(&report, RULE_SET.version);
        send(Event::HostOpenedDraft(draft, sight::take_snapshot()));
        Ok(())
    }
}

fn pack(text: &str) -> Result<Pack, JsError> {
    Pack::read(&RULE_SET, text)
        .map_err(|error| JsError::new(&format!("规则包{}", error.sentence())))
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
        let folded = |fact: &Violation| match fact {
            Violation::Sum { rule, identity, left, right, .. } => Some(Folded {
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
