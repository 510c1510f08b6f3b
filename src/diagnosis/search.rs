//! The search for the fewest slips that explain all failing sums of a table.
//!
//! One slip that puts all failing sums right is looked for first; if there is none, slips that each
//! put some of them right and touch no other (independent slips, up to [`MOST_PARTS`]), and two
//! slips that share a sum. A pair is found from one failing sum: one of the two must touch it, its
//! amount is one that makes one of its own sums hold, and what then still fails must be the work of
//! a single slip. So a pair costs about as many steps as there are slips touching that sum times
//! slips touching any.

use super::ledger::{Ledger, State};
use super::slip::{Done, Kind, Slip, slips};
use crate::check::{Mask, bits};
use crate::number::Decimal;
use crate::order;
use std::collections::BTreeMap;

/// How many independent slips are put together.
const MOST_PARTS: usize = 6;
/// How many ways to explain one sum are combined with those of others.
const MOST_WAYS: usize = 5;
/// What it costs that nothing but a single sum confirms where a number was moved from.
const TALE: u32 = 40;
/// How many explanations are compared.
const MOST_FOUND: usize = 400;

/// Slips that belong together because they share a sum, or one slip: what puts some failing sums
/// right and breaks none.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub slips: Vec<Done>,
    /// The failing sums that it puts right.
    pub settled: Mask,
    /// How unlikely it is.
    pub cost: u32,
}

impl Part {
    fn shares_a_number(&self, other: &Self) -> bool {
        self.shifts().any(|(number, _)| other.shifts().any(|(same, _)| same == number))
    }

    /// All numbers that it changes.
    pub fn shifts(&self) -> impl Iterator<Item = (usize, Decimal)> + '_ {
        self.slips.iter().flat_map(|slip| slip.shifts.iter().copied())
    }

    /// What it changes, in the order of the report.
    pub fn key(&self) -> Vec<(usize, Decimal)> {
        let mut key: Vec<_> = self.shifts().collect();
        order::sort(&mut key);
        key
    }

    /// Whether more sums agree on it than it has amounts that were chosen to fit them.
    pub fn is_proven(&self) -> bool {
        let (sums, fitted) = (
            self.settled.count_ones() as usize,
            self.slips.iter().filter(|slip| slip.is_fitted).count(),
        );
        sums > 1 && sums > fitted
    }

    /// Whether it tells more than there is to go by: a number read off a neighbour, together with
    /// one that fits a single sum.
    fn is_a_tale(&self) -> bool {
        !self.is_proven()
            && self
                .slips
                .iter()
                .any(|slip| slip.is_fitted && matches!(slip.kind, Kind::Moved | Kind::Split))
    }
}

/// What may have happened: parts that explain all failing sums between them, the likeliest first;
/// and single parts that explain some.
pub(super) struct Found {
    pub whole: Vec<Vec<Part>>,
    pub partial: Vec<Part>,
}

/// Searches one table. `cost` says how unlikely a slip is.
pub(super) fn search(ledger: &Ledger<'_>, cost: &dyn Fn(&Done) -> u32) -> Found {
    let failing = ledger.state.failing;
    let slips = slips(ledger);
    let mut ones = Parts::new();
    for slip in &slips {
        for (done, after) in slip.put_right(ledger, &ledger.state, true) {
            add(
                &mut ones,
                Part { cost: cost(&done), settled: failing & !after.failing, slips: vec![done] },
            );
        }
    }
    let ones = ranked(ones);
    let (whole, partial): (Vec<Part>, Vec<Part>) =
        ones.iter().cloned().partition(|part| part.settled == failing);
    if !whole.is_empty() {
        return Found { whole: whole.into_iter().map(|part| vec![part]).collect(), partial };
    }
    let mut whole = Vec::new();
    cover(failing, &ones, &mut Vec::new(), &mut whole);
    let plain: Vec<Slip> = slips.into_iter().filter(|slip| slip.kind != Kind::Carried).collect();
    whole.extend(pairs(ledger, &plain, cost).into_iter().map(|part| vec![part]));
    order::sort_by_key(&mut whole, |parts| total(parts));
    Found { whole, partial }
}

/// How unlikely it is that all of this happened.
pub(super) fn total(parts: &[Part]) -> u32 {
    parts.iter().map(|part| part.cost).sum()
}

/// Parts by what they change.
type Parts = BTreeMap<Vec<(usize, Decimal)>, Part>;

/// Keeps a part that is worth saying; of two that change the same numbers the likelier.
fn add(parts: &mut Parts, mut part: Part) {
    if part.settled == 0 {
        return;
    }
    if part.is_a_tale() {
        // Where 0 stands beside a number, that may still be what happened; digits can be joined
        // anywhere.
        if part.slips.iter().any(|slip| slip.kind == Kind::Split) {
            return;
        }
        part.cost += TALE;
    }
    let key = part.key();
    if parts.get(&key).is_none_or(|other| other.cost > part.cost) {
        parts.insert(key, part);
    }
}

/// The likeliest first; equally likely ones in the order of the report.
fn ranked(parts: Parts) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.into_values().collect();
    order::sort_by_key(&mut parts, |part| part.cost);
    parts
}

/// Sets of parts that put all failing sums right, each its own.
fn cover(open: Mask, ones: &[Part], chosen: &mut Vec<Part>, found: &mut Vec<Vec<Part>>) {
    let Some(first) = bits(open).next() else {
        found.push(chosen.clone());
        return;
    };
    if chosen.len() == MOST_PARTS || found.len() >= MOST_FOUND {
        return;
    }
    let fits = |part: &&Part| part.settled >> first & 1 == 1 && part.settled & !open == 0;
    let ways: Vec<&Part> = ones
        .iter()
        .filter(fits)
        .filter(|part| !chosen.iter().any(|other| other.shares_a_number(part)))
        .take(MOST_WAYS)
        .collect();
    for part in ways {
        chosen.push(part.clone());
        cover(open & !part.settled, ones, chosen, found);
        chosen.pop();
    }
}

/// Pairs of slips that put all failing sums right together, and neither without the other.
fn pairs(ledger: &Ledger<'_>, slips: &[Slip], cost: &dyn Fn(&Done) -> u32) -> Vec<Part> {
    let failing = ledger.state.failing;
    let touching = |sum: usize| slips.iter().filter(move |slip| slip.support >> sum & 1 == 1);
    let Some(sum) = bits(failing).min_by_key(|sum| touching(*sum).count()) else {
        return Vec::new();
    };
    let widest = slips.iter().map(|slip| slip.support.count_ones()).max().unwrap_or(0);
    let mut found = Parts::new();
    for first in touching(sum).filter(|slip| (failing & !slip.support).count_ones() <= widest) {
        for (one, state) in first.put_right(ledger, &ledger.state, false) {
            // A slip that is right by itself has been put together with others before.
            if state.failing.count_ones() > widest || first.is_right(&ledger.state, &state) {
                continue;
            }
            for (other, _) in second(ledger, slips, &state) {
                if one
                    .shifts
                    .iter()
                    .any(|(number, _)| other.shifts.iter().any(|(same, _)| same == number))
                {
                    continue;
                }
                let cost = cost(&one) + cost(&other);
                add(&mut found, Part { cost, settled: failing, slips: vec![one.clone(), other] });
                if found.len() >= MOST_FOUND {
                    return ranked(found);
                }
            }
        }
    }
    ranked(found)
}

/// The slips that put right all that still fails.
fn second<'a>(
    ledger: &'a Ledger<'_>,
    slips: &'a [Slip],
    state: &'a State,
) -> impl Iterator<Item = (Done, State)> + 'a {
    let covers = |slip: &&Slip| state.failing & !slip.support == 0;
    slips
        .iter()
        .filter(covers)
        .flat_map(|slip| slip.put_right(ledger, state, true))
        .filter(|(_, after)| after.failing == 0)
}
