//! The slips that the search tries: what can go wrong while a table is typed.
//!
//! A slip determines what some numbers should have been, because a neighbour holds them. It may
//! leave one amount open, which the sums must determine.

use super::ledger::{Ledger, Number, Residuals};
use crate::check::{Mask, bits};
use crate::number::Decimal;

/// The kinds of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SlipKind {
    /// One number is wrong.
    One,
    /// One number is wrong, and totals were added up with it.
    Carried,
    /// Two neighbours were swapped.
    Swapped,
    /// A number is in its neighbour's place, and its own cell holds 0.
    Moved,
    /// The digits of one number are in two neighbours.
    Split,
    /// Several numbers of 上年结转 or 结转下年 are missing.
    LeftOut,
    /// Two rows that are one below the other were swapped, or one is in the place of the other.
    Rows,
    /// A row or a column is off by one cell.
    Offset,
    /// A row holds the numbers of the one above.
    PastedBelow,
    /// A row holds the numbers of the one below.
    PastedAbove,
}

/// A possible slip, and what it would have changed.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub kind: SlipKind,
    /// The numbers whose change is determined, each with its amount.
    fixed: Vec<(usize, Decimal)>,
    /// The numbers that must all change by the same amount, which the sums determine.
    free: Vec<usize>,
    plus: Mask,
    minus: Mask,
    /// All sums that the slip can touch.
    pub support: Mask,
}

/// A slip with all amounts determined: the numbers and by how much they must change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FittedSlip {
    pub kind: SlipKind,
    pub shifts: Vec<(usize, Decimal)>,
    /// The number of amounts that were chosen to fit the sums.
    pub fitted: usize,
    /// Whether one of them was chosen to fit a single sum, so that no other sum confirms it.
    pub is_weak: bool,
}

impl SlipKind {
    /// Whether a row holds the numbers of its neighbour.
    pub const fn is_pasted(self) -> bool {
        matches!(self, Self::PastedBelow | Self::PastedAbove)
    }
}

impl FittedSlip {
    /// Whether both change a number.
    pub fn shares_a_number(&self, other: &Self) -> bool {
        let has = |number: usize| other.shifts.iter().any(|(same, _)| *same == number);
        self.shifts.iter().any(|(number, _)| has(*number))
    }
}

impl Slip {
    fn new(
        ledger: &Ledger<'_>,
        kind: SlipKind,
        fixed: Vec<(usize, Decimal)>,
        free: Vec<usize>,
    ) -> Option<Self> {
        let (mut plus, mut minus) = (0, 0);
        for number in &free {
            let Number { plus: up, minus: down, .. } = ledger.numbers[*number];
            // A sum in which the slip counts twice in one direction is not supported.
            if plus & up != 0 || minus & down != 0 {
                return None;
            }
            (plus, minus) = (
                (plus | up) & !((plus | up) & (minus | down)),
                (minus | down) & !((plus | up) & (minus | down)),
            );
        }
        let touched = fixed
            .iter()
            .fold(plus | minus, |mask, (number, _)| mask | ledger.numbers[*number].support());
        (touched & ledger.state.failing != 0).then_some(Self {
            kind,
            fixed,
            free,
            plus,
            minus,
            support: touched,
        })
    }

    /// Whether the slip leaves no amount open.
    pub const fn is_fixed(&self) -> bool {
        self.free.is_empty()
    }

    /// Applies the changes that the slip determines. Returns `false` if a number would leave its
    /// range.
    fn put_fixed(&self, ledger: &Ledger<'_>, state: &mut Residuals) -> bool {
        for (number, by) in &self.fixed {
            let number = &ledger.numbers[*number];
            state.shift(number.plus, number.minus, *by);
        }
        self.fixed.iter().all(|(number, by)| ledger.numbers[*number].shifted(*by).is_some())
    }

    /// The ways to correct the slip after which at least one of its sums holds, each with the
    /// resulting residuals. With `wholly`, only those after which none of its sums fails.
    pub fn fits(
        &self,
        ledger: &Ledger<'_>,
        before: &Residuals,
        wholly: bool,
    ) -> Vec<(FittedSlip, Residuals)> {
        let mut state = before.clone();
        if !self.put_fixed(ledger, &mut state) {
            return Vec::new();
        }
        if self.is_fixed() {
            let done = FittedSlip {
                kind: self.kind,
                shifts: self.fixed.clone(),
                fitted: 0,
                is_weak: false,
            };
            return if wholly && !before.become_right(&state, self.support) {
                Vec::new()
            } else {
                vec![(done, state)]
            };
        }
        let mut amounts: Vec<Decimal> = Vec::new();
        for sum in bits(self.plus | self.minus) {
            let amount =
                if self.plus >> sum & 1 == 1 { -state.residual(sum) } else { state.residual(sum) };
            if !amounts.contains(&amount) {
                amounts.push(amount);
            }
        }
        if wholly && amounts.len() > 1 {
            return Vec::new();
        }
        let mut found = Vec::new();
        for amount in amounts.into_iter().filter(|amount| *amount != Decimal::ZERO) {
            if !self.free.iter().all(|number| ledger.numbers[*number].shifted(amount).is_some()) {
                continue;
            }
            let mut after = state.clone();
            after.shift(self.plus, self.minus, amount);
            if wholly && !before.become_right(&after, self.support) {
                continue;
            }
            let shifts = self
                .fixed
                .iter()
                .copied()
                .chain(self.free.iter().map(|number| (*number, amount)))
                .collect();
            let is_weak = (self.plus | self.minus).count_ones() < 2;
            found.push((FittedSlip { kind: self.kind, shifts, fitted: 1, is_weak }, after));
        }
        found
    }
}

/// All slips that touch a failing sum: single numbers first, then the others in the order of
/// [`SlipKind`].
pub(super) fn slips(ledger: &Ledger<'_>) -> Vec<Slip> {
    let touches = |number: usize| ledger.numbers[number].support() & ledger.state.failing != 0;
    let mut slips: Vec<Slip> = Vec::new();
    let mut push = |kind, fixed, free| slips.extend(Slip::new(ledger, kind, fixed, free));
    for number in (0..ledger.numbers.len()).filter(|number| touches(*number)) {
        push(SlipKind::One, Vec::new(), vec![number]);
    }
    for group in ledger.carried.iter().filter(|group| group.iter().any(|number| touches(*number))) {
        push(SlipKind::Carried, Vec::new(), group.clone());
    }
    let pairs: Vec<(usize, usize)> =
        ledger.neighbours().into_iter().filter(|(a, b)| touches(*a) || touches(*b)).collect();
    let value = |number: usize| ledger.numbers[number].value;
    for (a, b) in &pairs {
        let by = value(*b) - value(*a);
        if by != Decimal::ZERO {
            let kind = if value(*a) == Decimal::ZERO || value(*b) == Decimal::ZERO {
                SlipKind::Moved
            } else {
                SlipKind::Swapped
            };
            push(kind, vec![(*a, by), (*b, -by)], Vec::new());
        }
    }
    for (a, b) in pairs.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
        if value(a) == Decimal::ZERO && value(b) != Decimal::ZERO {
            push(SlipKind::Moved, vec![(a, value(b))], vec![b]);
        }
    }
    for (a, b) in pairs {
        if let Some(whole) = joined(value(a), value(b)) {
            push(SlipKind::Split, vec![(a, whole - value(a))], vec![b]);
        }
    }
    slips
}

/// The number whose digits are in two cells, one after the other. Tables contain many zeros, so a 0
/// is never taken as part of a number.
fn joined(first: Decimal, second: Decimal) -> Option<Decimal> {
    if first == Decimal::ZERO || second == Decimal::ZERO {
        return None;
    }
    Decimal::parse(&format!("{first}{second}"))
}
