//! Searches for the fewest slips that explain all failing sums of a table.
//!
//! The search first looks for one slip after which all failing sums hold. If there is none, it
//! combines independent slips, each of which settles some failing sums and touches no other (up to
//! [`MOST_PARTS`]), and it tries pairs of slips that share a sum. Pairs are found from one failing
//! sum: one slip of the pair must touch that sum, its amount must be one that makes one of its own
//! sums hold, and the sums that then still fail must be explained by a single slip. The number of
//! steps for pairs is therefore about the number of slips that touch that sum times the number of
//! all slips.

use super::block::{Block, blocks};
use super::ledger::{Ledger, Residuals};
use super::slip::{FittedSlip, Slip, SlipKind, slips};
use crate::check::{Mask, bits};
use crate::number::Decimal;
use crate::report::Report;
use crate::sort;
use std::collections::BTreeMap;

/// The greatest number of independent slips that are combined.
const MOST_PARTS: usize = 6;
/// The number of explanations of one sum that are combined with those of others.
const MOST_WAYS: usize = 5;
/// The additional cost of a moved number that only a single sum confirms.
const UNCONFIRMED: u32 = 40;
/// The greatest number of explanations that are compared.
const MOST_FOUND: usize = 400;

/// One slip, or slips that share a sum, after which some failing sums hold and no other sum fails.
#[derive(Clone, Debug)]
pub(super) struct SlipSet {
    pub slips: Vec<FittedSlip>,
    /// The failing sums that it settles.
    pub settled: Mask,
    /// The cost: the higher, the less likely.
    pub cost: u32,
    /// Whether two other slips may have broken the same sums.
    pub is_open: bool,
}

impl SlipSet {
    fn shares_a_number(&self, other: &Self) -> bool {
        let shares = |slip: &FittedSlip| other.slips.iter().any(|one| one.shares_a_number(slip));
        self.slips.iter().any(shares)
    }

    /// The numbers that it changes, each with the amount.
    pub fn shifts(&self) -> impl Iterator<Item = (usize, Decimal)> + '_ {
        self.slips.iter().flat_map(|slip| slip.shifts.iter().copied())
    }

    /// The changes in the order of the report.
    pub fn key(&self) -> Vec<(usize, Decimal)> {
        let mut key: Vec<_> = self.shifts().collect();
        sort::sort(&mut key);
        key
    }

    /// Whether more sums agree on it than it has amounts that were chosen to fit them.
    fn is_confirmed(&self) -> bool {
        let sums = self.settled.count_ones() as usize;
        sums > 1 && sums > self.slips.iter().map(|slip| slip.fitted).sum::<usize>()
    }

    /// Whether it is one slip that is confirmed in all its amounts, and other slips do not break
    /// the same sums. Of two slips that share a sum, many others break the same sums.
    pub fn is_proven(&self) -> bool {
        matches!(&self.slips[..], [slip] if !slip.is_weak) && self.is_confirmed() && !self.is_open
    }

    /// Whether it assumes more than the sums confirm: a number is taken from a neighbour, and an
    /// amount is fitted to a single sum.
    fn is_speculative(&self) -> bool {
        !self.is_confirmed()
            && self.slips.iter().any(|slip| {
                slip.fitted > 0 && matches!(slip.kind, SlipKind::Moved | SlipKind::Split)
            })
    }
}

/// The result of the search: combinations of parts that explain all failing sums, the likeliest
/// first, and single parts that explain some of them.
pub(super) struct Explanations {
    pub whole: Vec<Vec<SlipSet>>,
    pub partial: Vec<SlipSet>,
}

/// Searches one table. `cost` gives the cost of a slip.
pub(super) fn search(
    ledger: &Ledger<'_>,
    last_year: Option<&Report>,
    cost: &dyn Fn(&FittedSlip) -> u32,
) -> Explanations {
    let failing = ledger.state.failing;
    let slips = slips(ledger);
    let blocks = blocks(ledger, &ledger.state, last_year);
    let part = |slip: FittedSlip, after: &Residuals| SlipSet {
        cost: cost(&slip),
        settled: failing & !after.failing,
        slips: vec![slip],
        is_open: false,
    };
    let mut ones = Parts::new();
    for (slip, after) in slips.iter().flat_map(|slip| slip.fits(ledger, &ledger.state, true)) {
        add(&mut ones, part(slip, &after));
    }
    for block in blocks.iter().filter(|block| block.is_right(&ledger.state)) {
        add(&mut ones, part(block.slip.clone(), &block.after));
    }
    let ones = ranked(ones);
    let (mut whole, partial): (Vec<SlipSet>, Vec<SlipSet>) =
        ones.iter().cloned().partition(|part| part.settled == failing);
    if !whole.is_empty() {
        if is_contested(ledger, &whole[0], &slips, &blocks) {
            for part in &mut whole {
                part.is_open = true;
            }
        }
        return Explanations { whole: whole.into_iter().map(|part| vec![part]).collect(), partial };
    }
    let mut whole = Vec::new();
    combine(failing, &ones, &mut Vec::new(), &mut whole);
    let plain: Vec<Slip> =
        slips.into_iter().filter(|slip| slip.kind != SlipKind::Carried).collect();
    let mut found = Parts::new();
    with_blocks(ledger, &blocks, &plain, last_year, cost, &mut found);
    pairs(ledger, &plain, cost, &mut found);
    whole.extend(ranked(found).into_iter().map(|part| vec![part]));
    sort::sort_by_key(&mut whole, |parts| total(parts));
    Explanations { whole, partial }
}

/// The total cost of some parts.
pub(super) fn total(parts: &[SlipSet]) -> u32 {
    parts.iter().map(|part| part.cost).sum()
}

/// Parts by their changes.
type Parts = BTreeMap<Vec<(usize, Decimal)>, SlipSet>;

/// Adds a part that settles a sum. Of two parts with the same changes the cheaper one is kept.
fn add(parts: &mut Parts, mut part: SlipSet) {
    if part.settled == 0 {
        return;
    }
    if part.is_speculative() {
        // A number may have been moved where its neighbour is 0. Split digits are dropped, because
        // any two numbers can be joined.
        if part.slips.iter().any(|slip| slip.kind == SlipKind::Split) {
            return;
        }
        part.cost += UNCONFIRMED;
    }
    let key = part.key();
    if parts.get(&key).is_none_or(|other| other.cost > part.cost) {
        parts.insert(key, part);
    }
}

/// The parts, the likeliest first and equally likely ones in the order of the report.
fn ranked(parts: Parts) -> Vec<SlipSet> {
    let mut parts: Vec<SlipSet> = parts.into_values().collect();
    sort::sort_by_key(&mut parts, |part| part.cost);
    parts
}

/// Finds combinations of parts that settle all failing sums, each sum by one part.
fn combine(open: Mask, ones: &[SlipSet], chosen: &mut Vec<SlipSet>, found: &mut Vec<Vec<SlipSet>>) {
    let Some(first) = bits(open).next() else {
        found.push(chosen.clone());
        return;
    };
    if chosen.len() == MOST_PARTS || found.len() >= MOST_FOUND {
        return;
    }
    let fits = |part: &&SlipSet| part.settled >> first & 1 == 1 && part.settled & !open == 0;
    let ways: Vec<&SlipSet> = ones
        .iter()
        .filter(fits)
        .filter(|part| !chosen.iter().any(|other| other.shares_a_number(part)))
        .take(MOST_WAYS)
        .collect();
    for part in ways {
        chosen.push(part.clone());
        combine(open & !part.settled, ones, chosen, found);
        chosen.pop();
    }
}

/// Whether a number that only few sums prove wrong may be right, because two other slips break the
/// same sums: one that leaves no amount open, or a pasted row, and any other.
fn is_contested(ledger: &Ledger<'_>, best: &SlipSet, slips: &[Slip], blocks: &[Block]) -> bool {
    const FEW: u32 = 3;
    let number = best.slips[0].fitted > 0 && best.settled.count_ones() <= FEW;
    let explains = |one: &FittedSlip, state: &Residuals| {
        second(ledger, slips, state).any(|(other, _)| {
            !other.is_weak && !other.shares_a_number(one) && other.shifts != best.slips[0].shifts
        })
    };
    let fixed = || {
        let fixed = slips.iter().filter(|slip| slip.is_fixed());
        fixed.flat_map(|slip| slip.fits(ledger, &ledger.state, false))
    };
    let pasted = |block: &&Block| block.slip.kind.is_pasted();
    number
        && (fixed().any(|(one, state)| state.failing != 0 && explains(&one, &state))
            || blocks.iter().filter(pasted).any(|block| explains(&block.slip, &block.after)))
}

/// Finds pairs of a slip of a whole row or column with any other slip that settle all failing sums
/// together.
fn with_blocks(
    ledger: &Ledger<'_>,
    blocks: &[Block],
    slips: &[Slip],
    last_year: Option<&Report>,
    cost: &dyn Fn(&FittedSlip) -> u32,
    found: &mut Parts,
) {
    let count = ledger.state.failing.count_ones();
    // Most blocks make things worse, and need not be tried with others.
    for block in blocks.iter().filter(|block| block.after.failing.count_ones() < count) {
        for (other, _) in second(ledger, slips, &block.after) {
            both(ledger, &block.slip, other, cost, found);
        }
        for other in self::blocks(ledger, &block.after, last_year) {
            if other.after.failing == 0 {
                both(ledger, &block.slip, other.slip, cost, found);
            }
        }
    }
}

/// Adds two slips that settle all failing sums together.
fn both(
    ledger: &Ledger<'_>,
    one: &FittedSlip,
    other: FittedSlip,
    cost: &dyn Fn(&FittedSlip) -> u32,
    found: &mut Parts,
) {
    if !one.shares_a_number(&other) {
        let cost = cost(one) + cost(&other);
        let slips = vec![one.clone(), other];
        add(found, SlipSet { cost, settled: ledger.state.failing, slips, is_open: false });
    }
}

/// Finds pairs of slips that settle all failing sums together, where neither settles its sums
/// alone.
fn pairs(
    ledger: &Ledger<'_>,
    slips: &[Slip],
    cost: &dyn Fn(&FittedSlip) -> u32,
    found: &mut Parts,
) {
    let failing = ledger.state.failing;
    let touching = |sum: usize| slips.iter().filter(move |slip| slip.support >> sum & 1 == 1);
    let Some(sum) = bits(failing).min_by_key(|sum| touching(*sum).count()) else { return };
    let widest = slips.iter().map(|slip| slip.support.count_ones()).max().unwrap_or(0);
    for first in touching(sum).filter(|slip| (failing & !slip.support).count_ones() <= widest) {
        for (one, state) in first.fits(ledger, &ledger.state, false) {
            // A slip that settles its own sums has already been combined with others.
            if state.failing.count_ones() > widest
                || ledger.state.become_right(&state, first.support)
            {
                continue;
            }
            for (other, _) in second(ledger, slips, &state) {
                both(ledger, &one, other, cost, found);
                if found.len() >= MOST_FOUND {
                    return;
                }
            }
        }
    }
}

/// The slips that settle all sums that still fail.
fn second<'a>(
    ledger: &'a Ledger<'_>,
    slips: &'a [Slip],
    state: &'a Residuals,
) -> impl Iterator<Item = (FittedSlip, Residuals)> + 'a {
    let covers = |slip: &&Slip| state.failing & !slip.support == 0;
    slips
        .iter()
        .filter(covers)
        .flat_map(|slip| slip.fits(ledger, state, true))
        .filter(|(_, after)| after.failing == 0)
}
