//! Prepares the sums of one table for the search: the residual of each sum, and the effect of every
//! typed number on the sums. Effects, and which sums follow from others, are those of the checker's
//! plan.

use crate::check::{Fault, MOST_SUMS, Mask, Plan, bits};
use crate::edition::{CellId, Form, FormItem, FormLineKind, FormSum, Slot, TableKey};
use crate::number::Decimal;
use crate::report::{Entry, Report};
use crate::rules::RULE_SET;
use crate::sort;

/// A typed number, which may be wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub cell: CellId,
    /// Whether it is the control of the cell.
    pub control: bool,
    /// Whether it is a total that the form can calculate.
    pub total: bool,
    pub value: Decimal,
    /// The sums whose residual (right side minus left side) rises with the number.
    pub plus: Mask,
    /// The sums whose residual falls as the number rises.
    pub minus: Mask,
}

impl Number {
    pub const fn support(&self) -> Mask {
        self.plus | self.minus
    }

    /// The number after the shift; `None` if that is negative or greater than 10¹².
    pub fn shifted(&self, shift: Decimal) -> Option<Decimal> {
        let value = self.value + shift;
        (!value.is_negative() && value <= Decimal::from(Fault::LARGEST)).then_some(value)
    }
}

/// One table, prepared for the search.
pub(super) struct Ledger<'a> {
    pub report: &'a Report,
    pub table: TableKey,
    /// The numbers in the order of the report, controls after all cells.
    pub numbers: Vec<Number>,
    /// The numbers as they are printed, line by line; `None` is unknown or calculated.
    pub lines: Vec<Vec<Option<usize>>>,
    /// Totals that an office would have calculated from a number. Each group begins with the
    /// number.
    pub carried: Vec<Vec<usize>>,
    /// The present residuals.
    pub state: Residuals,
    /// The cells that are the only unknown term of a sum.
    pub sole_unknowns: Vec<CellId>,
    /// The cells that hold a negative count. They are read without their sign, because that is what
    /// was meant, so that the slips behind other sums can be found.
    pub signed: Vec<CellId>,
}

/// The residuals of all sums, also while a change is tried.
#[derive(Clone, Debug)]
pub(super) struct Residuals {
    residuals: Vec<Decimal>,
    pub failing: Mask,
}

impl Residuals {
    pub fn residual(&self, sum: usize) -> Decimal {
        self.residuals[sum]
    }

    /// Shifts a number that has this effect on the sums.
    pub fn shift(&mut self, plus: Mask, minus: Mask, by: Decimal) {
        for sum in bits(plus) {
            self.put(sum, self.residuals[sum] + by);
        }
        for sum in bits(minus) {
            self.put(sum, self.residuals[sum] - by);
        }
    }

    /// Whether every one of these sums that has changed holds afterwards.
    pub fn become_right(&self, after: &Self, sums: Mask) -> bool {
        bits(sums & after.failing).all(|sum| after.residual(sum) == self.residual(sum))
    }

    fn put(&mut self, sum: usize, residual: Decimal) {
        self.residuals[sum] = residual;
        let bit = 1 << sum;
        if residual == Decimal::ZERO {
            self.failing &= !bit;
        } else {
            self.failing |= bit;
        }
    }
}

/// The value of an entry of a cell, as the rules see it, but without the sign of a negative count.
fn known(report: &Report, slot: Slot, entry: Option<&Entry>) -> Option<Decimal> {
    let (cell, entry) = (report.form().cells()[slot], entry?);
    match Fault::of(cell, entry) {
        Some(Fault::Negative) => entry.value().map(Decimal::abs).filter(|value| value.is_whole()),
        _ => Fault::sound_value(cell, entry),
    }
}

impl<'a> Ledger<'a> {
    /// Reads a table of a report.
    pub fn new(report: &'a Report, table: TableKey) -> Self {
        let form: &Form = report.form();
        let plan = Plan::of(&RULE_SET, report.form());
        let totals_calculated = !report.as_issued();
        let is_calculated = |sum: &FormSum| sum.identity.derives && totals_calculated;
        let slots: Vec<Slot> =
            (0..form.cells().len()).filter(|slot| form.cells()[*slot].id.table == table).collect();
        let values = values(report, table, &slots);
        let control = |sum: &FormSum| {
            known(report, sum.right[0], report.control(sum.identity.right[0]))
                .filter(|_| is_calculated(sum))
        };
        let mut state = Residuals { residuals: vec![Decimal::ZERO; form.sums().len()], failing: 0 };
        let mut finished: Mask = 0;
        for (index, sum) in sums(form, table) {
            let add =
                |slots: &[Slot]| slots.iter().map(|slot| values[*slot]).sum::<Option<Decimal>>();
            let right = if is_calculated(sum) { control(sum) } else { add(&sum.right) };
            if let (Some(left), Some(right)) = (add(&sum.left), right) {
                finished |= 1 << index;
                state.put(index, right - left);
            }
        }
        if totals_calculated {
            let implied = plan.implied(finished);
            finished &= !implied;
            state.failing &= !implied;
        }
        let mut numbers = Vec::with_capacity(slots.len());
        let mut at = vec![None; values.len()];
        for slot in slots.iter().copied() {
            let total = form.deriving(slot).is_some();
            let Some(value) = values[slot].filter(|_| !(total && totals_calculated)) else {
                continue;
            };
            let (plus, minus) = plan.effect_of(slot, totals_calculated);
            let (plus, minus) = (plus & finished, minus & finished);
            at[slot] = Some(numbers.len());
            let cell = form.cells()[slot].id;
            numbers.push(Number { cell, control: false, total, value, plus, minus });
        }
        let finished_sums = sums(form, table).filter(|(index, _)| finished >> index & 1 == 1);
        numbers.extend(finished_sums.filter_map(|(index, sum)| {
            Some(Number {
                cell: sum.identity.right[0],
                control: true,
                total: true,
                value: control(sum)?,
                plus: 1 << index,
                minus: 0,
            })
        }));
        let lines = lines(form, table, &slots, &at);
        let carried = if totals_calculated { Vec::new() } else { carried(form, &slots, &at) };
        let sole_unknowns = sole_unknowns(report, table, &values);
        let signed = |number: &&Number| {
            !number.control && report.value(number.cell).is_some_and(Decimal::is_negative)
        };
        let signed = numbers.iter().filter(signed).map(|number| number.cell).collect();
        Self { report, table, numbers, lines, carried, state, sole_unknowns, signed }
    }

    /// Pairs of numbers that are side by side or one below the other in the printed table.
    pub fn neighbours(&self) -> Vec<(usize, usize)> {
        let beside = self.lines.iter().flat_map(|line| line.windows(2).map(|two| (two[0], two[1])));
        let below = self
            .lines
            .windows(2)
            .flat_map(|two| two[0].iter().copied().zip(two[1].iter().copied()));
        beside.chain(below).filter_map(|(one, other)| Some((one?, other?))).collect()
    }
}

/// The sums of a table, each with its index in [`Form::sums`].
fn sums(form: &Form, table: TableKey) -> impl Iterator<Item = (usize, &FormSum)> {
    let all = form.sums().iter().enumerate().take(MOST_SUMS);
    all.filter(move |(_, sum)| sum.identity.right[0].table == table)
}

/// Groups of a number with the total of its row, with the total of its column, or with all totals
/// that depend on it.
fn carried(form: &Form, slots: &[Slot], at: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    for slot in slots.iter().copied() {
        groups.extend(form.totals_of(slot).map(|total| vec![slot, total]));
        if form.deriving(slot).is_none() {
            let all = form.with_totals(slot);
            if all.len() > 2 {
                groups.push(all);
            }
        }
    }
    groups
        .into_iter()
        .filter_map(|group| group.into_iter().map(|slot| at[slot]).collect())
        .collect()
}

/// The values by slot, including calculated ones; `None` is unknown.
fn values(report: &Report, table: TableKey, slots: &[Slot]) -> Vec<Option<Decimal>> {
    let form = report.form();
    let mut values = vec![None; form.cells().len()];
    for slot in slots {
        let id = form.cells()[*slot].id;
        values[*slot] =
            known(report, *slot, report.entry(id)).filter(|_| !report.is_calculated(id));
    }
    if !report.as_issued() {
        let derived = form.derive_order().iter().map(|index| &form.sums()[*index]);
        for sum in derived.filter(|sum| sum.identity.right[0].table == table) {
            values[sum.right[0]] = sum.left.iter().map(|slot| values[*slot]).sum();
        }
    }
    values
}

/// The numbers of a table as they are printed.
fn lines(
    form: &Form,
    table: TableKey,
    slots: &[Slot],
    at: &[Option<usize>],
) -> Vec<Vec<Option<usize>>> {
    let mut rest = slots;
    let mut lines = Vec::new();
    for line in form.table(table).lines.iter().filter(|line| line.kind == FormLineKind::Data) {
        let count = line.items.iter().filter(|item| matches!(item, FormItem::Value { .. })).count();
        let (own, others) = rest.split_at(count.min(rest.len()));
        lines.push(own.iter().map(|slot| at[*slot]).collect());
        rest = others;
    }
    lines
}

/// The typed cells that are the only unknown term of a sum.
fn sole_unknowns(report: &Report, table: TableKey, values: &[Option<Decimal>]) -> Vec<CellId> {
    let form = report.form();
    let totals_calculated = !report.as_issued();
    let mut cells: Vec<CellId> = Vec::new();
    for (_, sum) in sums(form, table) {
        let right =
            if sum.identity.derives && totals_calculated { &[][..] } else { &sum.right[..] };
        let mut open: Vec<Slot> = Vec::new();
        let mut left: Vec<Slot> = sum.left.iter().chain(right).copied().collect();
        while let Some(slot) = left.pop() {
            match form.deriving(slot).filter(|_| totals_calculated) {
                _ if values[slot].is_some() => {}
                Some(total) => left.extend(&form.sums()[total].left),
                None => open.push(slot),
            }
        }
        sort::sort(&mut open);
        open.dedup();
        if let [slot] = open[..] {
            let id = form.cells()[slot].id;
            if !cells.contains(&id) {
                cells.push(id);
            }
        }
    }
    cells
}
