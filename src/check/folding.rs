//! Groups failing sums that have one cause, so that each cause gives one finding.
//!
//! # The algebra
//!
//! Every sum is written as a residual, right side minus left side, which is 0 when the sum holds.
//! In table 3 let `B(c)` be the residual of 收办 in column `c`, `S(c)` that of （七）总计, `R(r)` that of
//! row `r`, and `T` the column 总计. Replacing every number of column `T` by the sum of its row plus
//! `R(r)` gives two relations that hold for any numbers:
//!
//! ```text
//! B(T) = ΣB(c) + R(total) + R(carried_out) − R(new) − R(carried_in)
//! S(T) = ΣS(c) + R(total) − ΣR(r), r over the outcomes
//! ```
//!
//! If all other sums of a relation are finished and `B(T)` or `S(T)` fails, then at least one of
//! the others fails too, and once they all hold it holds as well. Its finding therefore *follows*
//! from theirs and is folded into one of them. If one of the others is unfinished nothing is
//! proven, and it stays a separate finding. Where totals are calculated every `R(r)` is 0 by
//! construction.
//!
//! Before that, failing sums are joined if a single wrong number explains them. A number that is
//! too large by δ shifts the residual of every sum that contains it by +δ (right side) or −δ (left
//! side). It *explains* a set of at least two failing sums if these are exactly the finished sums
//! that it shifts, all by the same δ, and the number minus δ is not negative. The same holds for a
//! number together with the totals that an office derived from it: that of its row, that of its
//! column, or all of them. Where totals are calculated the last case is the only one, and the
//! residual of a sum that derives a total is its control minus the calculated value. The
//! explanation that covers the most failing sums is taken first, until none is left. The finding
//! names all joined sums: folding hides nothing, and every failing sum belongs to exactly one
//! finding.

use super::sum::{Mask, PlannedSum, bits};
use crate::edition::{Form, FormSum, IdentityKind, Slot, SumWithCell};
use crate::number::Decimal;

/// The effect of a wrong number on the sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shift {
    /// The sums whose residual rises with the number.
    plus: Mask,
    /// The sums whose residual falls as the number rises.
    minus: Mask,
    /// The numbers that have this effect, each followed by the totals that change with it.
    moves: Vec<Vec<Slot>>,
}

/// The effects of all possible wrong numbers.
#[derive(Debug)]
pub(super) struct Shifts {
    all: Vec<Shift>,
    /// For each cell, the effects of a wrong number in it.
    at: Vec<Vec<usize>>,
    /// For each cell, [`Shifts::of_cell`].
    own: Vec<(Mask, Mask)>,
}

impl Shifts {
    /// The effects where every cell is typed: those of a number alone, of a number with one of its
    /// totals, and of a number with all totals that depend on it.
    pub fn issued(form: &Form) -> Self {
        let mut moves = Vec::new();
        for slot in 0..form.cells().len() {
            moves.push(vec![slot]);
            moves.extend(form.totals_of(slot).map(|total| vec![slot, total]));
            if form.deriving(slot).is_none() {
                moves.push(form.with_totals(slot));
            }
        }
        Self::new(moves, form, false)
    }

    /// The effects where totals are calculated: a typed number changes all its totals.
    pub fn calculated(form: &Form) -> Self {
        let typed = (0..form.cells().len()).filter(|slot| form.deriving(*slot).is_none());
        Self::new(typed.map(|slot| form.with_totals(slot)).collect(), form, true)
    }

    fn new(moves: Vec<Vec<Slot>>, form: &Form, calculated: bool) -> Self {
        let mut all: Vec<Shift> = Vec::new();
        let mut at = vec![Vec::new(); form.cells().len()];
        let mut own = vec![None; form.cells().len()];
        for moved in moves {
            let (plus, minus) = effect(&moved, form, calculated);
            own[moved[0]].get_or_insert((plus, minus));
            if plus | minus == 0 {
                continue;
            }
            let start = moved[0];
            let known = all.iter().position(|effect| effect.plus == plus && effect.minus == minus);
            let index = known.unwrap_or(all.len());
            match known {
                Some(index) => all[index].moves.push(moved),
                None => all.push(Shift { plus, minus, moves: vec![moved] }),
            }
            at[start].push(index);
        }
        let own = own.into_iter().map(Option::unwrap_or_default).collect();
        Self { all, at, own }
    }

    /// The sums whose residual rises with the number of a cell, and those whose residual falls.
    /// Where totals are calculated, they change with the number; a calculated total itself has no
    /// effect.
    pub fn of_cell(&self, slot: Slot) -> (Mask, Mask) {
        self.own[slot]
    }
}

/// The sums whose residual rises if these numbers rise by the same amount, and those whose residual
/// falls.
fn effect(moved: &[Slot], form: &Form, calculated: bool) -> (Mask, Mask) {
    let (mut plus, mut minus) = (0, 0);
    for SumWithCell { sum: index, .. } in moved.iter().flat_map(|slot| form.sums_with(*slot)) {
        let sum = &form.sums()[*index];
        let of = |side: &[Slot]| side.iter().filter(|slot| moved.contains(slot)).count();
        // A control does not change with the total that it is compared with.
        let right = if calculated && sum.identity.derives { 0 } else { of(&sum.right) };
        match right.cmp(&of(&sum.left)) {
            std::cmp::Ordering::Greater => plus |= 1 << index,
            std::cmp::Ordering::Less => minus |= 1 << index,
            std::cmp::Ordering::Equal => {}
        }
    }
    (plus, minus)
}

/// The state of all sums.
pub(super) struct SumValues<'a> {
    pub form: &'a Form,
    pub sums: &'a [PlannedSum],
    pub effects: &'a Shifts,
    pub values: &'a [Option<Decimal>],
    /// The left and right side of each sum; out of date if the sum is not finished.
    pub sides: &'a [(Decimal, Decimal)],
    pub finished: Mask,
    pub failing: Mask,
    /// Whether totals are calculated.
    pub calculated: bool,
}

/// Failing sums of one cause: the sum that the finding is about, and those folded into it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    pub head: usize,
    pub folded: Vec<usize>,
    /// The cells of the head, the likeliest first.
    pub cells: Vec<Slot>,
    /// The only cell that explains all of them; `None` if several cells do.
    pub cause: Option<Slot>,
}

/// Groups the failing sums by their causes.
pub(super) fn fold(state: &SumValues<'_>) -> Vec<Cluster> {
    let mut open = state.failing;
    let mut groups: Vec<Mask> = Vec::new();
    while open.count_ones() > 1 {
        let Some(joined) = state.best_explanation(open) else { break };
        groups.push(joined);
        open &= !joined;
    }
    for index in bits(open).filter(|index| !state.is_implied(*index)) {
        groups.push(1 << index);
        open &= !(1 << index);
    }
    for index in bits(open) {
        match state.group_implying(index, &groups) {
            Some(group) => groups[group] |= 1 << index,
            None => groups.push(1 << index),
        }
    }
    groups.into_iter().map(|group| state.cluster(group)).collect()
}

impl SumValues<'_> {
    fn residual(&self, index: usize) -> Decimal {
        self.sides[index].1 - self.sides[index].0
    }

    /// The largest set of open sums that one wrong number explains; `None` if none explains at
    /// least two.
    fn best_explanation(&self, open: Mask) -> Option<Mask> {
        let mut best = 0_u64;
        for effect in &self.effects.all {
            let shifted = (effect.plus | effect.minus) & self.finished;
            if shifted & !open == 0
                && shifted.count_ones() > best.count_ones().max(1)
                && self.shift(effect, shifted).is_some_and(|shift| {
                    effect.moves.iter().any(|moved| self.is_plausible(moved, shift))
                })
            {
                best = shifted;
            }
        }
        (best != 0).then_some(best)
    }

    /// The amount by which the number is too large, if all the sums agree on it.
    fn shift(&self, effect: &Shift, shifted: Mask) -> Option<Decimal> {
        let mut shifts = bits(shifted).map(|index| {
            if effect.plus >> index & 1 == 1 { self.residual(index) } else { -self.residual(index) }
        });
        let first = shifts.next()?;
        shifts.all(|shift| shift == first).then_some(first)
    }

    /// Whether none of the numbers becomes negative without the shift.
    fn is_plausible(&self, moved: &[Slot], shift: Decimal) -> bool {
        moved
            .iter()
            .all(|slot| self.values[*slot].is_some_and(|value| !(value - shift).is_negative()))
    }

    /// Whether a sum follows from others that are all finished.
    fn is_implied(&self, index: usize) -> bool {
        self.sources(index).is_some_and(|sources| sources & !self.finished == 0)
    }

    /// The sums that a sum follows from.
    fn sources(&self, index: usize) -> Option<Mask> {
        let follows = self.sums[index].follows.as_ref()?;
        Some(if self.calculated { follows.calculated } else { follows.issued })
    }

    /// The group that an implied sum belongs to: one that fails by the same amount, or else the
    /// first that contains a sum that it follows from.
    fn group_implying(&self, index: usize, groups: &[Mask]) -> Option<usize> {
        let sources = self.sources(index)? & self.failing;
        let residual = self.residual(index).abs();
        let alike = |group: &Mask| {
            bits(group & sources).any(|source| self.residual(source).abs() == residual)
        };
        groups
            .iter()
            .position(alike)
            .or_else(|| groups.iter().position(|group| group & sources != 0))
    }

    fn cluster(&self, group: Mask) -> Cluster {
        let head = bits(group).min_by_key(|index| self.prominence(*index)).unwrap_or_default();
        let identity = self.sums[head].identity;
        let FormSum { left, right, .. } = &self.form.sums()[head];
        // A typed total is more likely to be wrong than one of its many terms.
        let terms: Vec<Slot> = if identity.derives {
            right.iter().chain(left).copied().collect()
        } else {
            left.iter().chain(right).copied().collect()
        };
        let (mut cells, rest): (Vec<Slot>, Vec<Slot>) =
            terms.into_iter().partition(|slot| self.explains(*slot, group));
        let cause = (cells.len() == 1).then(|| cells[0]);
        cells.extend(rest);
        Cluster { head, folded: bits(group).filter(|index| *index != head).collect(), cells, cause }
    }

    /// The rank by which the head of joined sums is chosen: rows before columns, the column 总计
    /// last.
    fn prominence(&self, index: usize) -> (bool, u8) {
        let rank = match self.sums[index].identity.kind {
            IdentityKind::RequestsRowSum | IdentityKind::DisputesSum => 0,
            IdentityKind::RequestsTotal => 1,
            IdentityKind::RequestsBalance => 2,
        };
        (self.sums[index].follows.is_some(), rank)
    }

    /// Whether a change of the cell would make all sums of the group hold and no other sum fail.
    fn explains(&self, slot: Slot, group: Mask) -> bool {
        self.effects.at[slot].iter().map(|index| &self.effects.all[*index]).any(|effect| {
            (effect.plus | effect.minus) & self.finished == group
                && self.shift(effect, group).is_some_and(|shift| {
                    effect
                        .moves
                        .iter()
                        .filter(|moved| moved[0] == slot)
                        .any(|moved| self.is_plausible(moved, shift))
                })
        })
    }
}
