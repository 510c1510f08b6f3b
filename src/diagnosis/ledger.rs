//! Prepares the sums of one table for the search: the residual of each sum, and the effect of every
//! typed number on the sums.

use crate::check::{Fault, Mask, bits};
use crate::edition::{CellId, Form, FormItem, FormLineKind, Identity, Slot, SumWithCell, TableKey};
use crate::number::Decimal;
use crate::report::{Entry, Report};
use crate::sort;

/// A typed number, which may be wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub cell: CellId,
    /// Whether it is the 控制数 of the cell.
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
    /// The numbers in the order of the report, 控制数 after all cells.
    pub numbers: Vec<Number>,
    /// Pairs of numbers that are side by side or one below the other.
    pub neighbours: Vec<(usize, usize)>,
    /// Totals that an office would have calculated from a number. Each group begins with the
    /// number.
    pub carried: Vec<Vec<usize>>,
    /// The present residuals.
    pub state: Residuals,
    /// The cells that are the only unknown term of a sum.
    pub lacking: Vec<CellId>,
}

/// The residuals of all sums, also while a change is tried.
#[derive(Clone)]
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

/// One sum of the table, with its terms as slots.
struct SlotSum {
    /// The index of the sum in [`Form::identities`].
    index: usize,
    identity: &'static Identity,
    left: Vec<Slot>,
    right: Vec<Slot>,
    /// Whether the form calculates the right side in this report.
    calculated: bool,
}

/// Calculates the effect of a typed number on the sums, before it is known which sums are finished.
struct Reach<'a> {
    form: &'a Form,
    report: &'a Report,
    /// The sums of the table, by their index in [`Form::identities`].
    sums: &'a [Option<SlotSum>],
}

impl Reach<'_> {
    /// Adds the effect of a cell and of the totals that are calculated from it.
    fn add(&self, slot: Slot, effect: &mut [i8]) {
        for SumWithCell { sum: index, on_right } in self.form.sums_with(slot).iter().copied() {
            let Some(sum) = &self.sums[index] else { continue };
            if !sum.calculated {
                effect[index] += if on_right { 1 } else { -1 };
            } else if !on_right {
                // The sum is compared with a 控制数, which does not change.
                effect[index] -= 1;
                self.add(sum.right[0], effect);
            }
        }
    }
}

fn masks(effect: &[i8], finished: Mask) -> Option<(Mask, Mask)> {
    let of = |wanted: i8| {
        effect
            .iter()
            .enumerate()
            .filter(|(_, by)| **by == wanted)
            .fold(0, |mask: Mask, (sum, _)| mask | 1 << sum)
            & finished
    };
    effect.iter().all(|by| by.abs() <= 1).then(|| (of(1), of(-1)))
}

/// The value of an entry of a cell, as the rules see it.
fn known(report: &Report, slot: Slot, entry: Option<&Entry>) -> Option<Decimal> {
    Fault::sound_value(report.form().cells()[slot], entry?)
}

impl<'a> Ledger<'a> {
    /// Reads a table of a report.
    pub fn new(report: &'a Report, table: TableKey) -> Self {
        let form: &Form = report.form();
        let sums = sums(report, table);
        let present = || sums.iter().flatten();
        let slots: Vec<Slot> =
            (0..form.cells().len()).filter(|slot| form.cells()[*slot].id.table == table).collect();
        let values = values(report, &slots, &sums);
        let control =
            |sum: &SlotSum| known(report, sum.right[0], report.control(sum.identity.right[0]));
        let mut state = Residuals { residuals: vec![Decimal::ZERO; sums.len()], failing: 0 };
        let mut finished: Mask = 0;
        for sum in present() {
            let add =
                |slots: &[Slot]| slots.iter().map(|slot| values[*slot]).sum::<Option<Decimal>>();
            let right = if sum.calculated { control(sum) } else { add(&sum.right) };
            if let (Some(left), Some(right)) = (add(&sum.left), right) {
                finished |= 1 << sum.index;
                state.put(sum.index, right - left);
            }
        }
        let spare = implied(report, &sums, finished);
        finished &= !spare;
        state.failing &= !spare;
        let reach = Reach { form, report, sums: &sums };
        let (mut numbers, at) = reach.numbers(&slots, &values, finished);
        let controls = present()
            .filter(|sum| sum.calculated && finished >> sum.index & 1 == 1)
            .filter_map(|sum| {
                let value = control(sum)?;
                Some(Number {
                    cell: sum.identity.right[0],
                    control: true,
                    total: true,
                    value,
                    plus: 1 << sum.index,
                    minus: 0,
                })
            });
        numbers.extend(controls);
        let neighbours = neighbours(form, table, &slots, &at);
        let carried = if report.as_issued() { reach.carried(&slots, &at) } else { Vec::new() };
        let lacking = lacking(report, &sums, &values);
        Self { report, table, numbers, neighbours, carried, state, lacking }
    }
}

impl Reach<'_> {
    /// The typed numbers, and for each slot the index of its number among them.
    fn numbers(
        &self,
        slots: &[Slot],
        values: &[Option<Decimal>],
        finished: Mask,
    ) -> (Vec<Number>, Vec<Option<usize>>) {
        let mut numbers = Vec::with_capacity(slots.len());
        let mut at = vec![None; values.len()];
        let mut effect = vec![0; self.sums.len()];
        for slot in slots {
            let cell = self.form.cells()[*slot].id;
            let total = self.form.sum_deriving(*slot).is_some();
            let Some(value) = values[*slot].filter(|_| self.report.as_issued() || !total) else {
                continue;
            };
            effect.fill(0);
            self.add(*slot, &mut effect);
            if let Some((plus, minus)) = masks(&effect, finished) {
                at[*slot] = Some(numbers.len());
                numbers.push(Number { cell, control: false, total, value, plus, minus });
            }
        }
        (numbers, at)
    }

    /// Groups of a number with the total of its row, with the total of its column, or with all
    /// totals that depend on it.
    fn carried(&self, slots: &[Slot], at: &[Option<usize>]) -> Vec<Vec<usize>> {
        let mut groups = Vec::new();
        for slot in slots {
            groups.extend(self.form.totals_of(*slot).map(|total| vec![*slot, total]));
            if self.form.sum_deriving(*slot).is_none() {
                let all = self.form.with_totals(*slot);
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
}

/// The sums of a table, at their indices in [`Form::identities`].
fn sums(report: &Report, table: TableKey) -> Vec<Option<SlotSum>> {
    let form = report.form();
    let slots = |ids: &[CellId]| ids.iter().filter_map(|id| form.slot(*id)).collect::<Vec<Slot>>();
    let sum = |index: usize, identity: &'static Identity| SlotSum {
        index,
        identity,
        left: slots(&identity.left),
        right: slots(&identity.right),
        calculated: identity.derives && !report.as_issued(),
    };
    let all = form.identities().iter().enumerate().take(Mask::BITS as usize);
    all.map(|(index, identity)| (identity.right[0].table == table).then(|| sum(index, identity)))
        .collect()
}

/// The values by slot, including calculated ones; `None` is unknown.
fn values(report: &Report, slots: &[Slot], sums: &[Option<SlotSum>]) -> Vec<Option<Decimal>> {
    let cells = report.form().cells();
    let mut values = vec![None; cells.len()];
    for slot in slots {
        values[*slot] = known(report, *slot, report.entry(cells[*slot].id))
            .filter(|_| !report.is_calculated(cells[*slot].id));
    }
    // The second pass calculates totals of totals.
    for _ in 0..2 {
        for sum in sums.iter().flatten().filter(|sum| sum.calculated) {
            values[sum.right[0]] = sum.left.iter().map(|slot| values[*slot]).sum();
        }
    }
    values
}

/// The sums that follow from others. Where totals are calculated, a sum in the column 总计 follows
/// from those of the other columns once these are finished.
fn implied(report: &Report, sums: &[Option<SlotSum>], finished: Mask) -> Mask {
    if report.as_issued() {
        return 0;
    }
    let in_totals = |sum: &&SlotSum| {
        !sum.calculated
            && sum
                .right
                .iter()
                .chain(&sum.left)
                .all(|slot| report.form().sum_deriving(*slot).is_some())
    };
    let mut implied = 0;
    for sum in sums.iter().flatten().filter(in_totals) {
        let same = sums.iter().flatten().filter(|other| {
            other.identity.kind == sum.identity.kind
                && other.index != sum.index
                && !other.calculated
        });
        if same.clone().all(|other| finished >> other.index & 1 == 1) {
            implied |= 1 << sum.index;
        }
    }
    implied
}

/// The numbers that are side by side or one below the other in the printed table.
fn neighbours(
    form: &Form,
    table: TableKey,
    slots: &[Slot],
    at: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let mut rest = slots;
    let mut lines: Vec<&[Slot]> = Vec::new();
    for line in form.table(table).lines.iter().filter(|line| line.kind == FormLineKind::Data) {
        let count = line.items.iter().filter(|item| matches!(item, FormItem::Value { .. })).count();
        let (own, others) = rest.split_at(count.min(rest.len()));
        lines.push(own);
        rest = others;
    }
    let beside = lines.iter().flat_map(|line| line.windows(2).map(|pair| (pair[0], pair[1])));
    let below =
        lines.windows(2).flat_map(|pair| pair[0].iter().copied().zip(pair[1].iter().copied()));
    beside.chain(below).filter_map(|(a, b)| Some((at[a]?, at[b]?))).collect()
}

/// The typed cells that are the only unknown term of a sum.
fn lacking(report: &Report, sums: &[Option<SlotSum>], values: &[Option<Decimal>]) -> Vec<CellId> {
    let form = report.form();
    let mut cells: Vec<CellId> = Vec::new();
    for sum in sums.iter().flatten() {
        let mut open: Vec<Slot> = Vec::new();
        let mut left: Vec<Slot> =
            sum.left.iter().chain(sum.right.iter().filter(|_| !sum.calculated)).copied().collect();
        while let Some(slot) = left.pop() {
            match form.sum_deriving(slot).filter(|_| !report.as_issued()) {
                _ if values[slot].is_some() => {}
                Some(identity) => left.extend(identity.left.iter().filter_map(|id| form.slot(*id))),
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
