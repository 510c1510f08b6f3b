//! Slips of whole rows and columns: a row that was left out, that was pasted over its neighbour, or
//! that is one line too low; a row or a column that begins one cell too late or too early.
//!
//! What such a slip should have been is known from where the numbers are now, except for the
//! numbers that were lost. These are chosen so that sums hold.

use super::ledger::{Ledger, Residuals};
use super::slip::{FittedSlip, SlipKind};
use crate::check::{Mask, bits};
use crate::edition::CellId;
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT};
use crate::number::Decimal;
use crate::report::Report;

/// A slip of a row or a column, with the residuals after it is put right.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub slip: FittedSlip,
    pub after: Residuals,
    /// All sums that it can touch.
    support: Mask,
}

impl Block {
    /// Whether every sum that it has changed holds.
    pub fn is_right(&self, before: &Residuals) -> bool {
        before.become_right(&self.after, self.support)
    }
}

/// The slips of rows and columns that fit the residuals, right ones and some that need another slip
/// to be right.
pub(super) fn blocks(
    ledger: &Ledger<'_>,
    state: &Residuals,
    last_year: Option<&Report>,
) -> Vec<Block> {
    let mut search = Search { ledger, state, found: Vec::new() };
    let rows: Vec<Vec<usize>> = ledger.lines.iter().filter_map(|line| whole(line)).collect();
    for row in &rows {
        search.left_out(row, last_year);
        search.offset(row);
    }
    for (upper, lower) in rows.iter().zip(rows.iter().skip(1)) {
        search.swapped(upper, lower);
        search.pasted(SlipKind::PastedBelow, upper, lower);
        search.pasted(SlipKind::PastedAbove, lower, upper);
    }
    for column in 0..rows.first().map_or(0, Vec::len) {
        let numbers: Option<Vec<usize>> = rows.iter().map(|row| row.get(column).copied()).collect();
        if let Some(numbers) = numbers.filter(|numbers| numbers.len() > 1) {
            search.offset(&numbers);
        }
    }
    search.found
}

/// The numbers of a line in which none is unknown. The total of a line may be calculated.
fn whole(line: &[Option<usize>]) -> Option<Vec<usize>> {
    let typed = line.strip_suffix(&[None]).unwrap_or(line);
    typed.iter().copied().collect::<Option<Vec<usize>>>().filter(|row| !row.is_empty())
}

struct Search<'a> {
    ledger: &'a Ledger<'a>,
    state: &'a Residuals,
    found: Vec<Block>,
}

impl Search<'_> {
    fn value(&self, number: usize) -> Decimal {
        self.ledger.numbers[number].value
    }

    fn is_zero(&self, number: usize) -> bool {
        self.value(number) == Decimal::ZERO
    }

    /// The sums that all these numbers are in.
    fn shared(&self, numbers: &[usize]) -> Mask {
        numbers.iter().fold(Mask::MAX, |all, number| all & self.ledger.numbers[*number].support())
    }

    /// The amount by which a number must change for a sum to hold.
    fn amount(&self, state: &Residuals, number: usize, sum: usize) -> Decimal {
        let residual = state.residual(sum);
        if self.ledger.numbers[number].plus >> sum & 1 == 1 { -residual } else { residual }
    }

    /// Applies shifts. `None` if a number would leave its range.
    fn put(&self, state: &mut Residuals, shifts: &[(usize, Decimal)]) -> Option<()> {
        for (number, by) in shifts {
            let number = &self.ledger.numbers[*number];
            number.shifted(*by)?;
            state.shift(number.plus, number.minus, *by);
        }
        Some(())
    }

    /// Adds a slip with these shifts. The amounts of the numbers that were `lost` were chosen to
    /// fit.
    fn push(&mut self, kind: SlipKind, mut shifts: Vec<(usize, Decimal)>, lost: &[usize]) {
        shifts.retain(|(_, by)| *by != Decimal::ZERO);
        let mut after = self.state.clone();
        // A slip of a single number is none of a row.
        if shifts.len() < 2 || self.put(&mut after, &shifts).is_none() {
            return;
        }
        let sums = |number: usize| self.ledger.numbers[number].support();
        let support = shifts.iter().fold(0, |mask, (number, _)| mask | sums(*number));
        if support & self.state.failing == 0 {
            return;
        }
        // For a whole row as many amounts are chosen as sums fail.
        let is_weak = lost.len() > 1 || lost.iter().any(|lost| sums(*lost).count_ones() < 2);
        let slip = FittedSlip { kind, shifts, fitted: lost.len(), is_weak };
        self.found.push(Block { slip, after, support });
    }

    /// 上年结转 was not copied from the report of the year before, or was left out in some columns.
    fn left_out(&mut self, row: &[usize], last_year: Option<&Report>) {
        let cell = self.ledger.numbers[row[0]].cell;
        if !matches!(cell.row, CARRIED_IN | CARRIED_OUT) {
            return;
        }
        if let Some(last) = last_year.filter(|_| cell.row == CARRIED_IN) {
            let before = |number: &usize| {
                let cell = self.ledger.numbers[*number].cell;
                let carried = CellId::new(cell.table, CARRIED_OUT, cell.column);
                Some((*number, last.value(carried)? - self.value(*number)))
            };
            if let Some(shifts) = row.iter().map(before).collect() {
                self.push(SlipKind::LeftOut, shifts, &[]);
            }
        }
        let blank: Vec<usize> =
            row.iter().copied().filter(|number| self.is_zero(*number)).collect();
        self.lost(SlipKind::LeftOut, row, &blank);
    }

    /// A row was pasted over its neighbour. A number of one of them may be wrong besides.
    fn pasted(&mut self, kind: SlipKind, from: &[usize], over: &[usize]) {
        const TELLING: usize = 2;
        let same = |(one, other): &(&usize, &usize)| self.value(**one) == self.value(**other);
        let equal = || from.iter().zip(over).filter(same);
        let telling = equal().filter(|(number, _)| !self.is_zero(**number)).count() >= TELLING;
        if telling && equal().count() + 1 >= from.len() {
            self.lost(kind, over, over);
        }
    }

    /// Numbers of a row were lost: each that `may_be` lost is chosen so that the sums of its column
    /// hold. Where the row then does not add up, another slip is in one of the columns, and the
    /// number there is chosen by the sum of the row.
    fn lost(&mut self, kind: SlipKind, row: &[usize], may_be: &[usize]) {
        let own = self.shared(row);
        let mut shifts = Vec::new();
        for number in may_be.iter().copied() {
            let sums = self.ledger.numbers[number].support() & !own & self.state.failing;
            let amount = bits(sums).next().map(|sum| self.amount(self.state, number, sum));
            shifts.extend(amount.map(|amount| (number, amount)));
        }
        let mut after = self.state.clone();
        for (number, by) in &shifts {
            let number = &self.ledger.numbers[*number];
            after.shift(number.plus, number.minus, *by);
        }
        for sum in bits(own & after.failing) {
            for number in may_be.iter().copied() {
                let mut others = shifts.clone();
                others.retain(|(other, _)| *other != number);
                let present = shifts.iter().find(|(other, _)| *other == number);
                let by = present.map_or(Decimal::ZERO, |(_, by)| *by);
                others.push((number, by + self.amount(&after, number, sum)));
                let lost: Vec<usize> = others.iter().map(|(number, _)| *number).collect();
                self.push(kind, others, &lost);
            }
        }
        let lost: Vec<usize> = shifts.iter().map(|(number, _)| *number).collect();
        self.push(kind, shifts, &lost);
    }

    /// Two rows were swapped, or one is in the place of the other, in which nothing was.
    fn swapped(&mut self, upper: &[usize], lower: &[usize]) {
        let towards = |(to, from): (&usize, &usize)| (*to, self.value(*from) - self.value(*to));
        let up = upper.iter().zip(lower).map(towards);
        let down = lower.iter().zip(upper).map(towards);
        let shifts: Vec<_> = up.chain(down).filter(|(_, by)| *by != Decimal::ZERO).collect();
        // Two numbers are a swap of neighbours.
        if shifts.len() > 2 {
            self.push(SlipKind::Rows, shifts, &[]);
        }
    }

    /// The numbers of a row or a column stand one cell too far, the last one is lost, and the first
    /// cell holds 0; or the other way round.
    fn offset(&mut self, numbers: &[usize]) {
        let back: Vec<usize> = numbers.iter().rev().copied().collect();
        for numbers in [numbers, &back[..]] {
            let (first, last) = (numbers[0], numbers[numbers.len() - 1]);
            if !self.is_zero(first) || numbers.iter().all(|number| self.is_zero(*number)) {
                continue;
            }
            let mut shifts: Vec<(usize, Decimal)> = numbers
                .windows(2)
                .map(|pair| (pair[0], self.value(pair[1]) - self.value(pair[0])))
                .collect();
            let mut after = self.state.clone();
            if self.put(&mut after, &shifts).is_none() {
                continue;
            }
            let mut amounts: Vec<Decimal> = Vec::new();
            for sum in bits(self.ledger.numbers[last].support()) {
                let amount = self.amount(&after, last, sum);
                if !amounts.contains(&amount) {
                    amounts.push(amount);
                }
            }
            for amount in amounts {
                shifts.push((last, amount));
                self.push(SlipKind::Offset, shifts.clone(), &[last]);
                shifts.pop();
            }
        }
    }
}
