//! The API for other programs: a handle to one report. Arguments and results are plain values.
//!
//! A handle owns its [`Session`], except between [`Nianbao::show`] and [`Nianbao::leave`]: then it
//! reads the session of the page that runs in this instance, and sends its changes to the page as
//! events. The report is checked after every change. Findings are put into words only by
//! [`Nianbao::findings`], and a draft is written only by [`Nianbao::draft`].

mod files;

use super::boundary::{from_js, to_js};
use super::running::{self, send};
use super::{database, screen_snapshot, starting};
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

/// A handle to one report, or to none yet. The report is checked after each change by the rules of
/// the law and by the available rule packs. If the report names a pack that is not available, the
/// name is kept and the pack is not used.
#[wasm_bindgen]
pub struct Nianbao {
    holder: RefCell<Holder>,
}

/// The owner of the report of a handle.
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

    /// Opens a draft (the text of the file), without rule packs.
    ///
    /// # Errors
    /// As [`Nianbao::take`].
    pub fn open(draft: &str) -> Result<Self, JsError> {
        let nianbao = Self::new();
        nianbao.take(draft, Vec::new())?;
        Ok(nianbao)
    }

    /// Starts a blank report for a year (1000 to 9999) and an agency of this level. The report uses
    /// these rule packs (their texts). If a page shows the report, the page opens a new draft.
    ///
    /// The year needs four digits and nothing else, as in a draft. The page accepts only 2008 to
    /// 2100 from a clerk, see [`read_year`](crate::session::read_year).
    ///
    /// # Errors
    /// The level is unknown, the year does not have four digits, or a rule pack cannot be read. The
    /// message is a sentence for the clerk. After an error nothing has changed.
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

    /// Replaces the report by another draft (the text of the file), and adds these rule packs
    /// (their texts) to it. If a page shows the report, the draft that was open stays in the
    /// browser's store.
    ///
    /// # Errors
    /// The draft or a rule pack cannot be read. The message is a sentence for the clerk. After an
    /// error nothing has changed.
    #[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
    pub fn take(&self, draft: &str, packs: Vec<String>) -> Result<(), JsError> {
        let report = draft::read(draft).map_err(|error| JsError::new(&error.to_string()))?;
        self.replace(report, &packs)
    }

    /// Whether there is a report.
    pub fn has_report(&self) -> bool {
        self.look(|_| ()).is_some()
    }

    /// The text of a cell, typed or calculated; empty if the cell is blank.
    ///
    /// # Errors
    /// The tables of this report have no such cell, or there is no report.
    pub fn get(&self, cell: &str) -> Result<String, JsError> {
        let text =
            |session: &Session| cell_of(session.report(), cell).map(|id| session.report().text(id));
        self.look(text).ok_or_else(none)?
    }

    /// The numbers of all cells by their ids; `null` if a cell holds no number.
    ///
    /// # Errors
    /// There is no report.
    pub fn numbers(&self) -> Result<JsValue, JsError> {
        let numbers = self.look(|session| to_js(&Numbers(session.report())));
        numbers.ok_or_else(none)?.map_err(|error| JsError::new(&error))
    }

    /// Sets the text of the cell `table.row.column`. An empty text blanks the cell. A calculated
    /// total takes the text as its control (控制数).
    ///
    /// # Errors
    /// The tables of this report have no such cell, or there is no report. After an error nothing
    /// has changed. Text that is not a number is a finding and not an error.
    pub fn set(&self, cell: &str, text: &str) -> Result<(), JsError> {
        let id = self.look(|session| cell_of(session.report(), cell)).ok_or_else(none)??;
        self.change(id, text);
        Ok(())
    }

    /// The ids of all cells of the tables in force, in the order of the report. [`Nianbao::put`]
    /// takes an index into this list.
    ///
    /// # Errors
    /// There is no report.
    pub fn cells(&self) -> Result<Vec<String>, JsError> {
        let ids = |session: &Session| {
            session.report().form().cells().iter().map(|cell| cell.id.to_string()).collect()
        };
        self.look(ids).ok_or_else(none)
    }

    /// Sets the number of the cell at an index of [`Nianbao::cells`], for programs that set many
    /// numbers and read the failing sums after each. `NaN` blanks the cell. Returns the sums that
    /// fail now, as [`Nianbao::failing`] does.
    ///
    /// Throws if there is no such index; then nothing has changed. A number that is not allowed in
    /// the cell is a finding and not an error.
    pub fn put(&self, index: usize, number: f64) -> Uint32Array {
        // The error is thrown, because passing a `Result` to JavaScript takes longer than checking
        // the sums.
        let id = |session: &Session| session.report().form().cells().get(index).map(|cell| cell.id);
        let Some(id) = self.look(id).flatten() else {
            throw_str(&format!("这份报告的表里没有第 {index} 格。"))
        };
        self.change(id, &text_of(number));
        self.failing()
    }

    /// The findings, errors first: a list of objects with these members.
    ///
    /// - `key`: a name that does not change while the same problem exists
    /// - `rule`: the id of the rule, and `severity`: `error`, `verify` or `hint`
    /// - `cells`: ids, the likeliest first
    /// - `message`: a sentence with all the numbers
    /// - `left`, `right`, `difference`: the numbers of the two sides of a sum or a comparison, and
    ///   right minus left; `null` for other findings
    /// - `folded`: other failing sums with the same cause: `key`, `left`, `right`, `difference`
    /// - `explained`: whether the report has a justification (说明) of the finding
    ///
    /// Findings that only state that something is not filled in yet are not listed.
    ///
    /// # Errors
    /// There is no report.
    pub fn findings(&self) -> Result<JsValue, JsError> {
        self.read_words();
        let found = |session: &Session| {
            let report = session.report();
            session.findings().map(|finding| Found::of(finding, report)).collect::<Vec<_>>()
        };
        to_js(&self.look(found).ok_or_else(none)?).map_err(|error| JsError::new(&error))
    }

    /// The keys of all sums of the tables in force, in the order of the report.
    /// [`Nianbao::failing`] returns indices into this list.
    ///
    /// # Errors
    /// There is no report.
    pub fn sums(&self) -> Result<Vec<String>, JsError> {
        self.look(|session| session.checker().sum_keys().collect()).ok_or_else(none)
    }

    /// The sums that fail, as indices into [`Nianbao::sums`], without words, for programs that ask
    /// after every keystroke. Empty if there is no report.
    pub fn failing(&self) -> Uint32Array {
        // An array on the stack, because passing a `Vec` to JavaScript takes longer than checking
        // the sums.
        let mut places = [0; MOST_SUMS];
        let mut count = 0;
        self.look(|session| {
            for (index, failing) in places.iter_mut().zip(session.checker().failing()) {
                *index = u32::try_from(failing).unwrap_or(u32::MAX);
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

    /// Starts the page inside `root`, with the members of
    /// [`PageOptions`](super::options::PageOptions). From then on the page owns the report. Only
    /// one handle of an instance may call this, and only once.
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

    /// Ends the page. The handle owns the report again. A version that the store does not have yet
    /// is written as a note, and the database is closed.
    pub fn leave(&self) {
        if matches!(*self.holder.borrow(), Holder::Page) {
            send(Event::PageHiding);
            database::close();
            let session = running::end().and_then(Desk::into_session);
            self.holder.replace(Holder::Own(session.map(Box::new)));
        }
    }
}

/// The error if there is no report.
fn none() -> JsError {
    JsError::new("还没有年报：请给出 year 和 level，或者先用 open 打开一份。")
}

fn cell_of(report: &Report, id: &str) -> Result<CellId, JsError> {
    let cell = CellId::parse(id).filter(|cell| report.form().slot(*cell).is_some());
    cell.ok_or_else(|| JsError::new(&format!("这份报告的表里没有 {id} 这一格。")))
}

impl Nianbao {
    /// Reads from the report, if there is one. `of` must not call a method of a handle.
    fn look<T>(&self, of: impl FnOnce(&Session) -> T) -> Option<T> {
        match &*self.holder.borrow() {
            Holder::Own(session) => session.as_deref().map(of),
            Holder::Page => running::read(|desk| desk.session_for_host().map(of)).flatten(),
        }
    }

    /// Reads the text of a report of its own, if the module for words was not there before. A page
    /// is told when it is there.
    fn read_words(&self) {
        if let Holder::Own(Some(session)) = &mut *self.holder.borrow_mut()
            && !session.checker().words_are_read()
        {
            session.read_words();
        }
    }

    /// Sets the text of a cell. The handle is not borrowed while the page changes, because a
    /// listener may read or change the report during the notification.
    fn change(&self, id: CellId, text: &str) {
        if let Holder::Own(session) = &mut *self.holder.borrow_mut() {
            if let Some(session) = session {
                session.put(id, text);
            }
            return;
        }
        send(Event::CellSet { cell: id, text: text.to_owned() });
    }

    /// Replaces the report.
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
        // The page has been given the packs already.
        let draft = draft::write(&report, RULE_SET.version);
        send(Event::HostOpenedDraft { draft, seen: screen_snapshot::take_snapshot() });
        Ok(())
    }
}

fn pack(text: &str) -> Result<Pack, JsError> {
    Pack::read(&RULE_SET, text)
        .map_err(|error| JsError::new(&format!("规则包{}", error.sentence())))
}

/// Converts a number to a JavaScript number, as `JSON.parse` would. The browser parses the digits,
/// because Rust's own parser of floats would add as much code as a third of the rules.
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

/// The digits of a number as a clerk would type them; empty for `NaN`.
fn text_of(number: f64) -> String {
    // Whole numbers below this limit are exact in a float, and are formatted much faster as
    // integers.
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
    #[serde(rename = "explained")]
    is_justified: bool,
}

/// A failing sum that has the same cause as another finding.
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
            is_justified: finding.justification(report).is_some(),
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
