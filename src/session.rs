//! One report in work: edits, findings, undo and redo.
//!
//! The input is [`Edit`]s, the output [`Changes`] that state what a screen must update. A session
//! has no clock, browser or storage: it is created from a draft and can write one. It knows the
//! report and the rules, but not HTML.

mod edit;
mod keyboard;
pub mod outbox;
mod paste;
mod progress;
mod sequel;

pub use crate::report::unfilled;
pub use edit::{Edit, Field, Target, read_year};
pub use keyboard::{Direction, neighbour};
pub use paste::{GridCell, PastedGrid, Placement, Unplaced, count_on_totals, place_block};
pub use progress::{MissingParts, PartState, Progress, is_draft};
pub use sequel::as_last_year;

use crate::check::{Checker, Finding, Pack, Packs, RuleReport, rule_report};
use crate::check_sheet::checked::CheckSummary;
use crate::diagnosis::{Diagnosis, diagnose};
use crate::draft::{self, DraftError};
use crate::edition::CellId;
use crate::narrative::{Judgement, Narrative};
use crate::report::{Agency, CellRecord, Date, Part, Preface, Report};
use crate::rules::RULE_SET;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

/// The greatest number of steps that can be undone.
const STEPS: usize = 300;

/// What an edit changed, as far as a screen must know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The cells that were typed into. Totals that changed with them are not listed, so the caller
    /// compares what it shows.
    pub cells: Vec<CellId>,
    /// The parts whose texts changed.
    pub texts: Vec<Part>,
    /// Whether the form itself changed (edition, 照原文录入, a whole new report), so that everything
    /// must be drawn again.
    pub form: bool,
    /// Whether fields of the report changed: agency, year, opening paragraph, signature.
    pub fields: bool,
    /// Whether the records beside the report changed: justifications, numbers that were put aside.
    pub records: bool,
}

/// An empty report whose opening paragraph is filled in as far as the name and the year determine
/// it.
pub fn blank_report(year: u16, agency: Agency) -> Report {
    let mut report = Report::new(year, agency);
    report.preface = Preface::of_year(year, report.edition().notice, "");
    report
}

/// A step that can be undone: its name, and the state before it.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    before: Before,
    /// Successive edits with the same key are one step, such as typing in one field.
    key: Option<String>,
    panel: Panel,
    target: Option<Target>,
}

/// The state before a step.
#[derive(Clone, Debug)]
enum Before {
    /// The whole report.
    Report(Rc<Report>),
    /// The content of one cell, where the step changed nothing else. Typing numbers begins a step
    /// with every second key, and a report is too large to be copied each time.
    Cell(CellId, Box<CellRecord>),
}

/// A step that was undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoneStep {
    /// The name of the step.
    pub name: String,
    /// The part of the page that shows its effect.
    pub panel: Panel,
    /// The field, cell or text that shows its effect, if it is a single one.
    pub target: Option<Target>,
}

impl Step {
    fn done(&self) -> UndoneStep {
        UndoneStep { name: self.name.clone(), panel: self.panel, target: self.target }
    }
}

/// The part of the page that a step belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// 报告信息: agency, year, opening paragraph, signature.
    Info,
    /// One of the six parts.
    Part(Part),
}

impl Panel {
    /// All panels in order.
    pub const ALL: [Self; 7] = [
        Self::Info,
        Self::Part(Part::Overview),
        Self::Part(Part::Disclosure),
        Self::Part(Part::Requests),
        Self::Part(Part::Disputes),
        Self::Part(Part::Problems),
        Self::Part(Part::Other),
    ];

    /// The name of the panel in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Part(part) => part.id(),
        }
    }

    /// The panel with that name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|panel| panel.id() == id)
    }
}

/// A report in work.
#[derive(Debug)]
pub struct Session {
    report: Rc<Report>,
    checker: Checker,
    /// The rule packs that are available. Those that the report names are in use.
    library: Vec<Pack>,
    packs: Arc<Packs>,
    /// The day on which the report is checked, if it is known.
    today: Option<Date>,
    /// The diagnosis, made when it is first asked for and discarded after every change.
    diagnosis: OnceCell<Diagnosis>,
    done: Vec<Step>,
    undone: Vec<Step>,
    revision: u64,
}

impl Session {
    /// Starts an empty report whose opening paragraph is filled in as far as the name and the year
    /// determine it.
    pub fn new(year: u16, agency: Agency) -> Self {
        Self::of_report(blank_report(year, agency))
    }

    /// Starts a session with an existing report.
    pub fn of_report(report: Report) -> Self {
        let checker = Checker::new(&RULE_SET, &report);
        Self {
            report: Rc::new(report),
            checker,
            library: Vec::new(),
            packs: Arc::default(),
            today: None,
            diagnosis: OnceCell::new(),
            done: Vec::new(),
            undone: Vec::new(),
            revision: 0,
        }
    }

    /// Sets the day on which the report is checked.
    pub fn set_today(&mut self, today: Date) {
        self.today = Some(today);
        self.recheck_all();
    }

    /// Sets the available rule packs. Those that the report names are used from now on.
    pub fn set_library(&mut self, library: Vec<Pack>) {
        self.diagnosis.take();
        self.library = library;
        self.recheck_all();
    }

    /// The available rule packs.
    pub fn library(&self) -> &[Pack] {
        &self.library
    }

    /// The rule packs in use.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The names of rule packs that the report names and that are not available.
    pub fn missing_packs(&self) -> impl Iterator<Item = &str> {
        let at_hand = |name: &str| self.library.iter().any(|pack| pack.name == name);
        self.report.rule_packs.iter().map(String::as_str).filter(move |name| !at_hand(name))
    }

    /// The checker of the report in its present state.
    pub const fn checker(&self) -> &Checker {
        &self.checker
    }

    /// The result of every rule.
    pub fn rule_report(&self) -> Vec<RuleReport> {
        rule_report(&self.report, &self.checker, &self.packs)
    }

    /// The numbers in the text, and the verdict on each.
    pub const fn numbers(&self) -> (&Narrative, &Judgement) {
        (self.checker.narrative(), self.checker.judgement())
    }

    /// The probable causes of the findings, and the repairs.
    pub fn diagnosis(&self) -> &Diagnosis {
        self.diagnosis.get_or_init(|| {
            diagnose(&self.report, self.checker.findings(), self.report.comparable_last_year())
        })
    }

    /// Reads the text again, because another program that reads it is there now (see
    /// [`words`](crate::check::words)).
    pub fn read_words(&mut self) {
        self.diagnosis.take();
        self.checker.update_texts(&self.report);
    }

    fn recheck_all(&mut self) {
        // The packs are used in the order in which the report names them, so that a draft is
        // checked alike on every computer.
        let at_hand = |name: &String| self.library.iter().find(|pack| pack.name == *name).cloned();
        self.packs =
            Arc::new(Packs::new(self.report.rule_packs.iter().filter_map(at_hand).collect()));
        self.checker = Checker::on(&RULE_SET, &self.report, self.packs.clone(), self.today);
    }

    /// Opens a draft.
    pub fn open(text: &str) -> Result<Self, DraftError> {
        draft::read(text).map(Self::of_report)
    }

    /// The draft as the content of a file.
    pub fn draft(&self) -> String {
        draft::write(&self.report, RULE_SET.version)
    }

    /// The report in its present state.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// A number that rises with every change. If it is equal twice, nothing changed in between.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The findings in the order of the report. A finding that only says that something is not
    /// filled in yet counts as progress ([`Session::progress`]) and is not included.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checker.findings().iter().filter(|finding| !finding.is_progress())
    }

    /// The errors without a justification.
    pub fn open_errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.is_open_error(&self.report))
    }

    /// Whether there is an error without a justification.
    pub fn has_errors(&self) -> bool {
        self.open_errors().next().is_some()
    }

    /// Whether an export is marked as a draft (草稿), because there is an error without a
    /// justification, something is not filled in yet, or the text has not been checked.
    pub fn is_draft(&self) -> bool {
        !self.checker.words_are_read() || is_draft(&self.report, self.findings())
    }

    /// The result of checking the report, in the words of its check sheet. `today` is the day that
    /// the sheet shows.
    pub fn checked(&self, today: Date) -> CheckSummary {
        CheckSummary::of(&self.report, &self.checker, &self.packs, Some(today))
    }

    /// Carries out an edit.
    pub fn apply(&mut self, edit: &Edit) -> Changes {
        let key = edit.key();
        let continues = key.is_some()
            && self.undone.is_empty()
            && self.done.last().is_some_and(|step| step.key == key);
        let step = (!continues).then(|| Step {
            name: edit.name(&self.report),
            before: match edit.only_cell() {
                Some(id) => Before::Cell(id, Box::new(self.report.cell_record(id))),
                None => Before::Report(Rc::clone(&self.report)),
            },
            key,
            panel: edit.panel(),
            target: edit.target(),
        });
        // `make_mut` copies the report only if the step holds the previous one.
        let changes = edit.carry_out(Rc::make_mut(&mut self.report));
        if changes == Changes::default() {
            // An edit may modify data before it finds that it changes nothing. The previous state
            // is restored.
            match step.map(|step| step.before) {
                Some(Before::Report(before)) => self.report = before,
                Some(Before::Cell(id, held)) => {
                    Rc::make_mut(&mut self.report).restore_cell(id, *held);
                }
                None => {}
            }
            return changes;
        }
        if let Some(step) = step {
            self.done.push(step);
            if self.done.len() > STEPS {
                self.done.remove(0);
            }
        }
        self.undone.clear();
        self.recheck(&changes);
        changes
    }

    /// Sets the text of a cell for a program that fills in many cells. This is not a step of undo,
    /// and it discards all earlier steps. It takes no more time than checking the rules.
    pub fn put(&mut self, id: CellId, text: &str) {
        // An earlier step holds only the previous content of its own cell, so undoing it would not
        // undo this change.
        self.done.clear();
        self.undone.clear();
        Rc::make_mut(&mut self.report).set_cell(id, text);
        self.diagnosis.take();
        self.revision += 1;
        self.checker.update(&self.report, &[id]);
    }

    /// Whether the last step is typing in this cell and has not ended.
    pub fn is_typing(&self, id: CellId) -> bool {
        self.goes_on(&Edit::Cell(id, String::new()))
    }

    /// Whether the last step is typing in the text of this part and has not ended.
    pub fn is_writing(&self, part: Part) -> bool {
        self.goes_on(&Edit::Section(part, String::new()))
    }

    /// Whether such an edit would continue the last step.
    fn goes_on(&self, edit: &Edit) -> bool {
        self.done.last().is_some_and(|step| step.key.is_some() && step.key == edit.key())
    }

    /// Ends a sequence of typing. Further typing in the same field is a step of its own.
    pub fn pause(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.key = None;
        }
    }

    /// Undoes the last step. `None` if there is none.
    pub fn undo(&mut self) -> Option<UndoneStep> {
        let step = self.done.pop()?;
        let done = step.done();
        let undone = self.restore(step);
        self.undone.push(undone);
        Some(done)
    }

    /// Redoes the step that was undone last. `None` if there is none.
    pub fn redo(&mut self) -> Option<UndoneStep> {
        let step = self.undone.pop()?;
        let done = step.done();
        let again = self.restore(step);
        self.done.push(Step { key: None, ..again });
        Some(done)
    }

    /// The name of the step that [`Session::undo`] would undo.
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// The name of the step that [`Session::redo`] would redo.
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// Restores the state before a step, and returns the step that reverses this.
    fn restore(&mut self, step: Step) -> Step {
        let now = match step.before {
            Before::Report(before) => Before::Report(std::mem::replace(&mut self.report, before)),
            Before::Cell(id, held) => {
                let now = self.report.cell_record(id);
                Rc::make_mut(&mut self.report).restore_cell(id, *held);
                Before::Cell(id, Box::new(now))
            }
        };
        self.diagnosis.take();
        self.recheck_all();
        self.revision += 1;
        Step { before: now, ..step }
    }

    /// Checks the report again, as far as the changes require.
    fn recheck(&mut self, changes: &Changes) {
        self.diagnosis.take();
        self.revision += 1;
        if !changes.texts.is_empty() || changes.fields || changes.records {
            self.checker.update_texts(&self.report);
        }
        if changes.form {
            self.recheck_all();
        } else {
            self.checker.update(&self.report, &changes.cells);
        }
    }
}

#[cfg(test)]
mod tests;
