//! Checks a report: first as a whole, then only as far as a changed cell requires.
//!
//! The checker keeps the values of all cells, including calculated ones, in an array by slot, and
//! the state of every sum and rule. If a cell changes, it is read again, the totals that depend on
//! it are calculated again, and the sums and rules that read any of these values are judged again.
//! The list of findings is built when it is asked for. Words are read again as a whole, because
//! rules on words may look at any cell.

mod collect;
mod text;

use collect::RankedFinding;

use super::breakdown::known;
use super::finding::sum_key;
use super::plan::{Instance, Plan};
use super::running::RunningSum;
use super::sentences::sentences_of;
use super::sum::{Mask, bits};
use super::{Cells, Facts, Fault, Finding, Packs, Rule, RuleContext, RuleSet, Tally, words};
use crate::edition::{CellId, Slot, SumWithCell, TableKey};
use crate::narrative::{Judgement, Narrative};
use crate::number::Decimal;
use crate::report::{Date, DoubtPlace, Entry, Report};
use std::cell::OnceCell;
use std::sync::Arc;

/// The state of all rules for one report.
///
/// The checker does not hold the report. The caller that changes the report calls
/// [`Checker::update`] for cells, [`Checker::update_texts`] for words and fields, and
/// [`Checker::refresh`] for anything else, such as another report of last year. Controls are
/// checked where totals are calculated; if the report keeps an original, the typed total is
/// checked. Every update takes year, level, editions and whether the report keeps an original into
/// account.
#[derive(Clone, Debug)]
pub struct Checker {
    rules: &'static RuleSet,
    plan: Arc<Plan>,
    packs: Arc<Packs>,
    today: Option<Date>,
    as_issued: bool,
    context: RuleContext,
    contents: Vec<CellContent>,
    values: Vec<Option<Decimal>>,
    controls: Vec<Control>,
    /// The totals of the left and right cells of every sum.
    totals: Vec<[RunningSum; 2]>,
    /// For each finished sum, the two numbers that were compared. The right one may be a control.
    sides: Vec<(Decimal, Decimal)>,
    finished: Mask,
    failing: Mask,
    tallies: [Tally; 3],
    /// What an import was not sure of.
    doubts: Vec<DoubtPlace>,
    /// The facts found by rules on cells, by the indices of their instances in the plan.
    broken: Vec<Option<Arc<dyn Facts>>>,
    /// The values of the year before, by slot.
    last: Vec<Option<Decimal>>,
    /// The sentences of the year before, as [`super::sentences`] compares them.
    old_sentences: Vec<String>,
    /// The findings in the words.
    word_findings: Vec<RankedFinding>,
    words: WordState,
    /// The numbers in the words, and the verdicts on them.
    narrative: Narrative,
    judgement: Judgement,
    /// Whether a cell that they refer to has changed since they were judged.
    judgement_due: bool,
    /// The findings in these numbers.
    number_findings: Vec<RankedFinding>,
    /// The list of findings, built when it is first asked for and discarded after every change.
    findings: OnceCell<Vec<Finding>>,
}

/// What is known of the words as they were read last.
#[derive(Clone, Copy, Debug, Default)]
struct WordState {
    /// Whether they were read: another program that reads them may not be there.
    are_read: bool,
    /// Whether they contain live fields, so that they change with cells.
    are_live: bool,
    /// The number of remarks, because remarks are read with the words.
    remarks: usize,
}

/// The content of a cell, as far as rules distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellContent {
    Blank,
    Mark,
    Fault(Fault),
    Zero,
    Number,
    /// A number whose spelling is odd.
    Odd {
        is_zero: bool,
    },
    /// The cell is calculated, not typed.
    Calculated,
}

/// The control of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    None,
    Number(Decimal),
    Fault(Fault),
}

impl Checker {
    /// Checks the whole report by these rules.
    pub fn new(rules: &'static RuleSet, report: &Report) -> Self {
        Self::with(rules, report, Arc::default())
    }

    /// Checks the whole report by these rules and those of the packs.
    pub fn with(rules: &'static RuleSet, report: &Report, packs: Arc<Packs>) -> Self {
        Self::on(rules, report, packs, None)
    }

    /// Checks the whole report by these rules and those of the packs, as on the day `today`.
    pub fn on(
        rules: &'static RuleSet,
        report: &Report,
        packs: Arc<Packs>,
        today: Option<Date>,
    ) -> Self {
        let plan = Plan::of(rules, report.form());
        let mut checker = Self {
            rules,
            as_issued: report.as_issued(),
            context: RuleContext::of(rules.questions, report),
            contents: Vec::new(),
            values: Vec::new(),
            controls: Vec::new(),
            totals: Vec::new(),
            sides: Vec::new(),
            finished: 0,
            failing: 0,
            tallies: TableKey::ALL.map(Tally::none),
            doubts: Vec::new(),
            broken: Vec::new(),
            last: Vec::new(),
            old_sentences: Vec::new(),
            word_findings: Vec::new(),
            words: WordState::default(),
            narrative: Narrative::default(),
            judgement: Judgement::default(),
            judgement_due: false,
            number_findings: Vec::new(),
            findings: OnceCell::new(),
            packs,
            today,
            plan,
        };
        checker.check_all(report);
        checker
    }

    /// Checks the whole report again.
    pub fn refresh(&mut self, report: &Report) {
        if !Arc::ptr_eq(&self.plan.form, report.form()) {
            self.plan = Plan::of(self.rules, report.form());
        }
        self.as_issued = report.as_issued();
        self.context = RuleContext::of(self.rules.questions, report);
        self.check_all(report);
    }

    /// Checks what may have changed with the entries, controls or units of these cells. Cells that
    /// the form does not have are ignored.
    pub fn update(&mut self, report: &Report, changed: &[CellId]) {
        let context = self.context.after(report, changed);
        let other_form =
            !Arc::ptr_eq(&self.plan.form, report.form()) || self.as_issued != report.as_issued();
        if other_form || self.context.last_year != context.last_year {
            self.refresh(report);
            return;
        }
        for id in changed {
            if let Some(slot) = self.plan.form.slot(*id) {
                self.read(report, slot);
            }
        }
        self.doubts = report.doubts.keys().copied().collect();
        let remarked = |id: &CellId| report.remarks.contains_key(id);
        let can_be_read = words::can_be_read();
        let live = can_be_read
            && (self.words.are_live && !changed.is_empty()
                || self.words.remarks != report.remarks.len()
                || changed.iter().any(remarked));
        // Words whose reading failed are read again with the next change, unless nobody can read
        // them yet.
        let is_due = !self.words.are_read || !self.narrative.has_units_of(report);
        if self.context != context || can_be_read && is_due {
            self.set_context(context);
            self.read_words(report, true);
        } else if live {
            self.read_words(report, false);
        } else if self.judgement_due {
            self.judge_numbers();
        }
        self.findings.take();
    }

    /// Checks what may have changed with the texts of the report.
    pub fn update_texts(&mut self, report: &Report) {
        self.update(report, &[]);
        self.set_context(RuleContext::of(self.rules.questions, report));
        self.read_words(report, true);
        self.findings.take();
    }

    /// The findings: errors first, then by their position in the report.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| self.collect())
    }

    /// The rules, without those of rule packs.
    pub const fn rules(&self) -> &'static RuleSet {
        self.rules
    }

    /// The groups of cells that a rule reads in the report.
    pub(super) fn groups(&self, rule: &'static Rule) -> impl Iterator<Item = &Instance> {
        self.plan.instances.iter().filter(move |instance| instance.rule == rule)
    }

    /// The rule packs in use.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// How far a table is filled in.
    pub const fn tally(&self, table: TableKey) -> &Tally {
        &self.tallies[table.index()]
    }

    /// The number of cells of a table that are [`crate::report::unfilled()`]. It is kept with every
    /// change and not counted anew.
    pub const fn unfilled(&self, table: TableKey) -> usize {
        let tally = self.tally(table);
        tally.blank + if self.as_issued { 0 } else { tally.texts }
    }

    /// The value of a cell as rules see it; `None` if it is unknown or not allowed in the cell.
    pub fn value(&self, id: CellId) -> Option<Decimal> {
        self.plan.form.slot(id).and_then(|slot| self.values[slot])
    }

    /// The number of sums that hold, that fail, and that are not finished. A calculated total
    /// without a control cannot fail and is not counted.
    pub fn sums(&self) -> (usize, usize, usize) {
        let idle = |index: usize| {
            self.plan.sums[index].identity.derives
                && !self.as_issued
                && self.controls[index] == Control::None
        };
        let counted = (0..self.plan.sums.len()).filter(|index| !idle(*index)).count();
        let (finished, failing) =
            (self.finished.count_ones() as usize, self.failing.count_ones() as usize);
        (finished - failing, failing, counted - finished)
    }

    /// The keys of all sums of the form, in the order of [`crate::edition::Form::identities`].
    pub fn sum_keys(&self) -> impl Iterator<Item = String> {
        self.plan.sums.iter().map(|sum| sum_key(sum.rule, sum.identity))
    }

    /// The sums that fail, as indices in [`crate::edition::Form::identities`].
    pub fn failing(&self) -> impl Iterator<Item = usize> {
        bits(self.failing)
    }

    fn check_all(&mut self, report: &Report) {
        let plan = self.plan.clone();
        self.doubts = report.doubts.keys().copied().collect();
        self.contents.clear();
        self.contents.resize(plan.form.cells().len(), CellContent::Blank);
        self.values.clear();
        self.values.resize(plan.form.cells().len(), None);
        self.last.clear();
        self.last.resize(plan.form.cells().len(), None);
        self.old_sentences = report.comparable_last_year().map(sentences_of).unwrap_or_default();
        if let Some(last) = report.comparable_last_year() {
            self.last
                .iter_mut()
                .zip(plan.form.cells())
                .for_each(|(value, cell)| *value = known(last, cell.id));
        }
        self.read_all(&plan, report);
        self.controls.clear();
        self.controls.resize(plan.sums.len(), Control::None);
        if !self.as_issued {
            for id in report.controls().keys() {
                if let Some(slot) = self.plan.form.slot(*id)
                    && let Some(sum) = plan.form.deriving(slot)
                {
                    self.controls[sum] = control_of(&plan, slot, report);
                }
            }
            for index in plan.form.derive_order() {
                let sum = &plan.form.sums()[*index];
                self.values[sum.right[0]] = self.running(&sum.left).total();
            }
        }
        self.totals = plan
            .form
            .sums()
            .iter()
            .map(|sum| [self.running(&sum.left), self.running(&sum.right)])
            .collect();
        (self.finished, self.failing) = (0, 0);
        self.sides.clear();
        self.sides.resize(plan.sums.len(), (Decimal::ZERO, Decimal::ZERO));
        (0..plan.sums.len()).for_each(|index| self.judge_sum(index));
        self.broken.clear();
        self.broken.resize(plan.instances.len(), None);
        (0..plan.instances.len()).for_each(|index| self.judge(index));
        self.read_words(report, true);
        self.findings.take();
    }

    /// Reads every entry, walking through the cells of the report and of the form in parallel.
    fn read_all(&mut self, plan: &Plan, report: &Report) {
        for tally in &mut self.tallies {
            *tally = Tally::none(tally.table);
        }
        let mut typed = report.entries().iter().peekable();
        for slot in plan.by_id.iter().copied() {
            let cell = plan.form.cells()[slot];
            while typed.peek().is_some_and(|(id, _)| **id < cell.id) {
                typed.next();
            }
            let entry = typed.next_if(|(id, _)| **id == cell.id).map(|(_, entry)| entry);
            let (content, value) = if self.as_issued || plan.form.deriving(slot).is_none() {
                content_of(plan, slot, entry)
            } else {
                (CellContent::Calculated, None)
            };
            self.contents[slot] = content;
            self.values[slot] = value;
            let same = value.is_some() && value == self.last[slot];
            self.tallies[cell.id.table.index()].count(content, same, true);
        }
    }

    /// Reads one cell again.
    fn read(&mut self, report: &Report, slot: Slot) {
        let plan = self.plan.clone();
        let id = plan.form.cells()[slot].id;
        if let Some(sum) = plan.form.deriving(slot).filter(|_| !self.as_issued) {
            self.controls[sum] = control_of(&plan, slot, report);
            self.judge_sum(sum);
            return;
        }
        let (content, value) = content_of(&plan, slot, report.entry(id));
        let tally = &mut self.tallies[id.table.index()];
        let is_as_last_year = |value: Option<Decimal>| value.is_some() && value == self.last[slot];
        tally.count(self.contents[slot], is_as_last_year(self.values[slot]), false);
        tally.count(content, is_as_last_year(value), true);
        self.contents[slot] = content;
        self.set_value(&plan, slot, value);
    }

    /// Sets a value, calculates the totals that depend on it, and judges all sums and rules that
    /// read any of them.
    fn set_value(&mut self, plan: &Plan, slot: Slot, value: Option<Decimal>) {
        let old = std::mem::replace(&mut self.values[slot], value);
        if old == value {
            return;
        }
        self.judgement_due |= self.narrative.reads(slot);
        for SumWithCell { sum: index, on_right } in plan.form.sums_with(slot).iter().copied() {
            self.totals[index][usize::from(on_right)].replace(old, value);
            let sum = &plan.form.sums()[index];
            if sum.identity.derives && !self.as_issued && !on_right {
                self.set_value(plan, sum.right[0], self.totals[index][0].total());
            }
            self.judge_sum(index);
        }
        plan.readers[slot].iter().for_each(|index| self.judge(*index));
    }

    fn running(&self, slots: &[Slot]) -> RunningSum {
        RunningSum::of(slots.iter().map(|slot| self.values[*slot]))
    }

    fn judge_sum(&mut self, index: usize) {
        let [left, right] = self.totals[index];
        let right = if self.plan.sums[index].identity.derives && !self.as_issued {
            match self.controls[index] {
                Control::Number(control) => Some(control),
                Control::None | Control::Fault(_) => None,
            }
        } else {
            right.total()
        };
        let sides = left.total().zip(right);
        let bit = 1 << index;
        self.finished &= !bit;
        self.failing &= !bit;
        if let Some((left, right)) = sides {
            self.finished |= bit;
            self.sides[index] = (left, right);
            if left != right && self.plan.sums[index].rule.is_some() {
                self.failing |= bit;
            }
        }
    }

    fn judge(&mut self, index: usize) {
        let instance = &self.plan.instances[index];
        self.broken[index] = instance.check.find(&Cells {
            context: &self.context,
            form: self.plan.form.cells(),
            now: &instance.now,
            last: &instance.last,
            numbers: &self.values,
            last_numbers: &self.last,
        });
    }

    fn set_context(&mut self, context: RuleContext) {
        if self.context != context {
            self.context = context;
            (0..self.plan.instances.len()).for_each(|index| self.judge(index));
        }
    }
}

impl Tally {
    /// Adds a cell to the counts (`comes`), or removes it.
    fn count(&mut self, content: CellContent, same_as_last: bool, comes: bool) {
        let step = |number: &mut usize, counts: bool| match (counts, comes) {
            (true, true) => *number += 1,
            (true, false) => *number -= 1,
            (false, _) => {}
        };
        step(&mut self.cells, content != CellContent::Calculated);
        step(&mut self.blank, content == CellContent::Blank);
        step(&mut self.marks, content == CellContent::Mark);
        step(&mut self.faults, matches!(content, CellContent::Fault(_)));
        step(&mut self.texts, matches!(content, CellContent::Fault(fault) if fault.is_text()));
        step(
            &mut self.nonzero,
            matches!(content, CellContent::Number | CellContent::Odd { is_zero: false }),
        );
        step(&mut self.same_as_last, same_as_last);
    }
}

fn content_of(plan: &Plan, slot: Slot, entry: Option<&Entry>) -> (CellContent, Option<Decimal>) {
    let Some(entry) = entry else { return (CellContent::Blank, None) };
    let cell = plan.form.cells()[slot];
    match (Fault::of(cell, entry), entry.value()) {
        (Some(fault), _) => (CellContent::Fault(fault), None),
        (None, None) => (CellContent::Mark, None),
        (None, Some(value)) => {
            let is_zero = value == Decimal::ZERO;
            let content = if Fault::is_odd_spelling(cell, entry) {
                CellContent::Odd { is_zero }
            } else if is_zero {
                CellContent::Zero
            } else {
                CellContent::Number
            };
            (content, Some(value))
        }
    }
}

fn control_of(plan: &Plan, slot: Slot, report: &Report) -> Control {
    let cell = plan.form.cells()[slot];
    let Some(entry) = report.control(cell.id) else { return Control::None };
    match (Fault::of(cell, entry), entry.value()) {
        (Some(fault), _) => Control::Fault(fault),
        (None, Some(value)) => Control::Number(value),
        (None, None) => Control::None,
    }
}
