//! One clerk at one report: what was typed, what was found, and every step back.
//!
//! In: [`Edit`]s. Out: [`Changes`] that say what a screen has to look at again. Pure: no clock, no
//! browser, no storage; a session takes a draft in and gives one out. It knows the report and the
//! rules, and nothing of HTML.

mod edit;
mod keyboard;
pub mod outbox;
mod paste;
mod progress;
mod sequel;

pub use edit::{Edit, Field, Target, read_year};
pub use keyboard::{Direction, neighbour};
pub use paste::{Grid, Placement, Square, Unplaced, on_totals, place};
pub use progress::{Gaps, Progress, State, is_draft, missing};
pub use sequel::as_last_year;

use crate::check::{Checker, Finding, Pack, Packs, RuleReport, rule_report};
use crate::diagnosis::{Diagnosis, diagnose};
use crate::document::checked::Checked;
use crate::draft::{self, DraftError};
use crate::edition::CellId;
use crate::narrative::{Judgement, Narrative};
use crate::report::{Agency, Date, Held, Part, Preface, Report};
use crate::rules::RULE_SET;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

/// Steps that can be taken back.
const STEPS: usize = 300;

/// What an edit changed, as far as a screen must know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Cells that were typed into (totals that follow are not listed: compare what is shown).
    pub cells: Vec<CellId>,
    /// Texts of parts that changed.
    pub texts: Vec<Part>,
    /// The form itself changed (edition, 照原文录入, a whole new report): draw everything again.
    pub form: bool,
    /// Fields of the report changed: organ, year, preface, signature.
    pub fields: bool,
    /// What is kept beside the report changed: 说明, numbers put aside.
    pub records: bool,
}

/// An empty report, its opening paragraph filled as far as name and year tell.
pub fn begun(year: u16, agency: Agency) -> Report {
    let mut report = Report::new(year, agency);
    report.preface = Preface::of_year(year, report.edition().notice, "");
    report
}

/// A step that can be undone: its name, and what was there before it.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    before: Before,
    /// Edits with the same key in a row are one step (typing on in one field).
    key: Option<String>,
    place: Place,
    target: Option<Target>,
}

/// What was there before a step.
#[derive(Clone, Debug)]
enum Before {
    /// The whole report.
    Report(Rc<Report>),
    /// This of one cell, which is all that the step changed: whoever types numbers begins a step
    /// with every other key, and a report is too large to be copied for each.
    Cell(CellId, Box<Held>),
}

/// A step that was taken back or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its name.
    pub name: String,
    /// The part of the page where it shows.
    pub place: Place,
    /// What of the form it shows in, if it is one field, cell or text.
    pub target: Option<Target>,
}

impl Step {
    fn done(&self) -> Done {
        Done { name: self.name.clone(), place: self.place, target: self.target }
    }
}

/// The part of the page that a step belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// 报告信息: organ, year, opening paragraph, signature.
    Info,
    /// One of the six parts.
    Part(Part),
}

impl Place {
    /// All places in order.
    pub const ALL: [Self; 7] = [
        Self::Info,
        Self::Part(Part::Overview),
        Self::Part(Part::Disclosure),
        Self::Part(Part::Requests),
        Self::Part(Part::Disputes),
        Self::Part(Part::Problems),
        Self::Part(Part::Other),
    ];

    /// Its name in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Part(part) => part.id(),
        }
    }

    /// The place with that name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.id() == id)
    }
}

/// A report being filled in.
#[derive(Debug)]
pub struct Session {
    report: Rc<Report>,
    checker: Checker,
    /// The rule packs at hand; those that the report names are in use.
    library: Vec<Pack>,
    packs: Arc<Packs>,
    /// Made when somebody looks; empty after every change.
    diagnosis: OnceCell<Diagnosis>,
    done: Vec<Step>,
    undone: Vec<Step>,
    revision: u64,
}

impl Session {
    /// Starts an empty report, with the opening paragraph filled as far as name and year tell.
    pub fn new(year: u16, agency: Agency) -> Self {
        Self::of_report(begun(year, agency))
    }

    /// Goes on with a report.
    pub fn of_report(report: Report) -> Self {
        let checker = Checker::new(&RULE_SET, &report);
        Self {
            report: Rc::new(report),
            checker,
            library: Vec::new(),
            packs: Arc::default(),
            diagnosis: OnceCell::new(),
            done: Vec::new(),
            undone: Vec::new(),
            revision: 0,
        }
    }

    /// Puts the rule packs at hand: those that the report names are used from now on.
    pub fn set_library(&mut self, library: Vec<Pack>) {
        self.diagnosis.take();
        self.library = library;
        self.check_anew();
    }

    /// The rule packs at hand.
    pub fn library(&self) -> &[Pack] {
        &self.library
    }

    /// The rule packs in use.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// Rule packs that the report names and that are not at hand.
    pub fn missing_packs(&self) -> impl Iterator<Item = &str> {
        let at_hand = |name: &str| self.library.iter().any(|pack| pack.name == name);
        self.report.rule_packs.iter().map(String::as_str).filter(move |name| !at_hand(name))
    }

    /// The rules over the report as it stands.
    pub const fn checker(&self) -> &Checker {
        &self.checker
    }

    /// Every rule, and what came of it.
    pub fn rule_report(&self) -> Vec<RuleReport> {
        rule_report(&self.report, &self.checker, &self.packs)
    }

    /// The numbers in the text, and what is known of each.
    pub const fn numbers(&self) -> (&Narrative, &Judgement) {
        (self.checker.narrative(), self.checker.judgement())
    }

    /// What probably went wrong, and what would put it right.
    pub fn diagnosis(&self) -> &Diagnosis {
        self.diagnosis.get_or_init(|| {
            diagnose(&self.report, self.checker.findings(), self.report.comparable_last_year())
        })
    }

    fn check_anew(&mut self) {
        // In the order of the report, so that the same draft is checked alike on every computer.
        let at_hand = |name: &String| self.library.iter().find(|pack| pack.name == *name).cloned();
        self.packs =
            Arc::new(Packs::new(self.report.rule_packs.iter().filter_map(at_hand).collect()));
        self.checker = Checker::with(&RULE_SET, &self.report, self.packs.clone());
    }

    /// Goes on with a draft.
    pub fn open(text: &str) -> Result<Self, DraftError> {
        draft::read(text).map(Self::of_report)
    }

    /// The draft as a file holds it.
    pub fn draft(&self) -> String {
        draft::write(&self.report, RULE_SET.version)
    }

    /// The report as it stands.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Counts every change; two equal numbers mean nothing changed between them.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// What was found, in the order of the report. What only says that something is not filled in
    /// yet is progress ([`Session::progress`]), not a finding.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checker.findings().iter().filter(|finding| !finding.is_progress())
    }

    /// The 错误 that nobody explained.
    pub fn open_errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.is_open_error(&self.report))
    }

    /// Whether an 错误 stands that nobody explained.
    pub fn has_errors(&self) -> bool {
        self.open_errors().next().is_some()
    }

    /// Whether an export is a draft (草稿): an 错误 stands that nobody explained, or something is not
    /// filled in yet.
    pub fn is_draft(&self) -> bool {
        is_draft(&self.report, self.findings())
    }

    /// What the rules say of the report, in the words of its check sheet.
    pub fn checked(&self, today: Date) -> Checked {
        Checked::of(&self.report, &self.checker, &self.packs, Some(today))
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
                Some(id) => Before::Cell(id, Box::new(self.report.held(id))),
                None => Before::Report(Rc::clone(&self.report)),
            },
            key,
            place: edit.place(),
            target: edit.target(),
        });
        // This copies the report where the step holds the one before it, and nowhere else.
        let changes = edit.carry_out(Rc::make_mut(&mut self.report));
        if changes == Changes::default() {
            // What an edit sets aside while it finds that nothing changes is put back.
            match step.map(|step| step.before) {
                Some(Before::Report(before)) => self.report = before,
                Some(Before::Cell(id, held)) => Rc::make_mut(&mut self.report).hold(id, *held),
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
        self.look_again(&changes);
        changes
    }

    /// Puts a text into a cell, for a program that fills in many of them: this is no step, and
    /// nothing that was done before it can be taken back. It costs no more than the rules do.
    pub fn put(&mut self, id: CellId, text: &str) {
        // A step holds what its own cell was before it, and so knows nothing of this change.
        self.done.clear();
        self.undone.clear();
        Rc::make_mut(&mut self.report).set_cell(id, text);
        self.diagnosis.take();
        self.revision += 1;
        self.checker.update(&self.report, &[id]);
    }

    /// Whether the last step is typing in this cell, still going on.
    pub fn is_typing(&self, id: CellId) -> bool {
        self.done.last().is_some_and(|step| {
            step.key.is_some() && step.key == Edit::Cell(id, String::new()).key()
        })
    }

    /// Ends a run of typing: what is typed next in the same field is a step of its own.
    pub fn pause(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.key = None;
        }
    }

    /// Takes the last step back. `None` if there is none.
    pub fn undo(&mut self) -> Option<Done> {
        let step = self.done.pop()?;
        let done = step.done();
        let undone = self.restore(step);
        self.undone.push(undone);
        Some(done)
    }

    /// Takes an undo back. `None` if there is none.
    pub fn redo(&mut self) -> Option<Done> {
        let step = self.undone.pop()?;
        let done = step.done();
        let again = self.restore(step);
        self.done.push(Step { key: None, ..again });
        Some(done)
    }

    /// The name of the step that [`Session::undo`] would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// The name of the step that [`Session::redo`] would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// Puts back what was there before a step, and gives the step that leads forth again.
    fn restore(&mut self, step: Step) -> Step {
        let now = match step.before {
            Before::Report(before) => Before::Report(std::mem::replace(&mut self.report, before)),
            Before::Cell(id, held) => {
                let now = self.report.held(id);
                Rc::make_mut(&mut self.report).hold(id, *held);
                Before::Cell(id, Box::new(now))
            }
        };
        self.diagnosis.take();
        self.check_anew();
        self.revision += 1;
        Step { before: now, ..step }
    }

    /// The report changed: it is checked as far as that goes.
    fn look_again(&mut self, changes: &Changes) {
        self.diagnosis.take();
        self.revision += 1;
        if !changes.texts.is_empty() || changes.fields || changes.records {
            self.checker.update_texts(&self.report);
        }
        if changes.form {
            self.check_anew();
        } else {
            self.checker.update(&self.report, &changes.cells);
        }
    }
}

#[cfg(test)]
mod tests;
