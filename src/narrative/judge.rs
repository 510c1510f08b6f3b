//! Judges the claims of the numbers by the values of the cells.

use super::by_value;
use super::claim::{Basis, CellReading, Claim, Growth, StatedGrowth, fits};
use super::list::{List, ListBalance};
use super::scope::Scope;
use super::share;
use super::verdict::{Alternative, ClaimResult, Values, Verdict};
use super::{Approximation, Narrative, NumberCount, NumberKind, TextNumber};
use crate::edition::CellId;
use crate::number::Decimal;
use crate::sort;
use serde::{Deserialize, Serialize};

/// One verdict for each fact of a narrative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The verdicts, in the order of the facts.
    pub verdicts: Vec<Verdict>,
}

impl Judgement {
    /// Counts the verdicts, as the page shows them: “21 个数字，19 个已核”.
    pub fn count(&self) -> NumberCount {
        let numbers =
            self.verdicts.iter().filter(|verdict| **verdict != Verdict::NotCounted).count();
        let checked = self.verdicts.iter().filter(|verdict| verdict.is_checked()).count();
        let contradicted = self
            .verdicts
            .iter()
            .filter(|verdict| matches!(verdict, Verdict::Contradicted(_)))
            .count();
        NumberCount { numbers, checked, contradicted }
    }
}

pub(super) fn judge(
    narrative: &Narrative,
    now: &[Option<Decimal>],
    last: &[Option<Decimal>],
) -> Judgement {
    let values = Values { now, last };
    let mut verdicts: Vec<Verdict> =
        narrative.facts.iter().map(|fact| verdict(fact, values)).collect();
    for group in &narrative.groups {
        read_alike(&narrative.facts, group, values, &mut verdicts);
    }
    prove(&narrative.lists, &mut verdicts);
    share::excuse(&narrative.facts, &mut verdicts);
    by_value::bind(&narrative.facts, values, &mut verdicts);
    Judgement { verdicts }
}

fn verdict(fact: &TextNumber, values: Values<'_>) -> Verdict {
    if !fact.kind.counts() {
        return Verdict::NotCounted;
    }
    if let Some(cell) = fact.live {
        return Verdict::Live(cell);
    }
    if let Some(reason) = fact.set_aside {
        return Verdict::PutAside(reason);
    }
    let (mut bound, mut open, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for claim in &fact.claims {
        match outcome(fact, claim, values) {
            ClaimResult::Holds(cells) => bound.push(cells),
            ClaimResult::Fails(mut alternatives) => {
                sort::sort_by_key(&mut alternatives, |alternative| match claim {
                    Claim::Share(_) => share::distance(fact, alternative),
                    _ => (false, (alternative.value - fact.value).abs()),
                });
                failed.extend(alternatives);
            }
            ClaimResult::Open(cells) => open.extend(cells),
            ClaimResult::Silent => return Verdict::Unchecked,
        }
    }
    if fact.claims.is_empty() {
        Verdict::Unchecked
    } else if !failed.is_empty() {
        let exceeds_all = || {
            fact.scope == Scope::Part
                && !fact.is_vague()
                && failed.iter().all(|reading| fact.exceeds(reading))
        };
        // Where there was nothing at all, no words make a number right.
        let of_nothing = || {
            fact.scope == Scope::Whole
                && fact.kind == NumberKind::Count
                && failed.iter().all(|reading| reading.value == Decimal::ZERO)
        };
        if !fact.needs_slip()
            || exceeds_all()
            || of_nothing()
            || fact.is_slip(&failed, values)
            || fact.is_near(&failed)
        {
            Verdict::Contradicted(failed)
        } else {
            Verdict::Unchecked
        }
    } else if !open.is_empty() {
        Verdict::Unfinished(open)
    } else {
        let cells: Vec<CellId> = bound.concat();
        if cells.is_empty() { Verdict::Proven } else { Verdict::Bound(cells) }
    }
}

fn outcome(fact: &TextNumber, claim: &Claim, values: Values<'_>) -> ClaimResult {
    match claim {
        Claim::Cells { readings, last } => {
            if *last && readings.iter().all(|reading| reading.sum(values.last).is_none()) {
                return ClaimResult::Silent;
            }
            let cells = if *last { values.last } else { values.now };
            let possible = |reading: &&CellReading| !reading.exceeds_already(fact, cells);
            let readings: Vec<CellReading> = if readings.iter().any(|r| possible(&r)) {
                readings.iter().filter(possible).cloned().collect()
            } else {
                let too_much = readings.iter().map(|reading| {
                    let least = reading.at_least(cells);
                    Alternative { last: *last, ..reading.alternative_of(least) }
                });
                return ClaimResult::Fails(too_much.collect());
            };
            match any(&readings, cells, |reading, sum| fits(fact, reading, sum)) {
                ClaimResult::Fails(alternatives) => ClaimResult::Fails(
                    alternatives
                        .into_iter()
                        .map(|alternative| Alternative { last: *last, ..alternative })
                        .collect(),
                ),
                outcome => outcome,
            }
        }
        Claim::CleanRecord(reading) => {
            let known = reading.at_least(values.now);
            if known > Decimal::ZERO {
                return ClaimResult::Fails(vec![reading.alternative_of(known)]);
            }
            any(std::slice::from_ref(reading), values.now, |_, sum| sum == Decimal::ZERO)
        }
        Claim::Share(pairs) => share::judge(fact, pairs, values),
        Claim::Growth(growth) => growth.outcome(fact, values),
    }
}

/// Looks for a reading that fits. If none does, the claim fails only if all readings are known.
fn any(
    readings: &[CellReading],
    values: &[Option<Decimal>],
    fits: impl Fn(&CellReading, Decimal) -> bool,
) -> ClaimResult {
    let mut unknown: Option<&CellReading> = None;
    for reading in readings {
        match reading.sum(values) {
            Some(sum) if fits(reading, sum) => return ClaimResult::Holds(reading.cells()),
            Some(_) => {}
            None => unknown = unknown.or(Some(reading)),
        }
    }
    if let Some(reading) = unknown {
        return ClaimResult::Open(reading.cells());
    }
    ClaimResult::Fails(readings.iter().filter_map(|reading| reading.alternative(values)).collect())
}

impl TextNumber {
    /// Whether a count is more than a reading allows.
    fn exceeds(&self, reading: &Alternative) -> bool {
        let least = matches!(self.approximation, Approximation::Exact | Approximation::AtLeast);
        let rounding = if self.rounded { self.step } else { Decimal::ZERO };
        self.kind == NumberKind::Count && least && self.value - rounding > reading.value
    }
}

impl CellReading {
    /// The value of the reading; `None` while a cell is unknown.
    pub(super) fn sum(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for (slot, _) in &self.plus {
            sum = sum + (*values.get(*slot)?)?;
        }
        for (slot, _) in &self.minus {
            sum = sum - (*values.get(*slot)?)?;
        }
        Some(sum - self.apart)
    }

    pub(super) fn cells(&self) -> Vec<CellId> {
        self.plus.iter().chain(&self.minus).map(|(_, cell)| *cell).collect()
    }

    /// The sum of the cells that are known, which the reading is not below, because no count is
    /// negative.
    fn at_least(&self, values: &[Option<Decimal>]) -> Decimal {
        self.plus.iter().filter_map(|(slot, _)| *values.get(*slot)?).sum()
    }

    /// Whether the cells that are known are more than an exact number, although others are blank.
    fn exceeds_already(&self, fact: &TextNumber, values: &[Option<Decimal>]) -> bool {
        fact.kind == NumberKind::Count
            && fact.approximation == Approximation::Exact
            && !fact.rounded
            && self.shift == 0
            && self.minus.is_empty()
            && self.apart == Decimal::ZERO
            && !self.at_most
            && self.sum(values).is_none()
            && self.at_least(values) > fact.value
    }

    fn alternative(&self, values: &[Option<Decimal>]) -> Option<Alternative> {
        Some(self.alternative_of(self.sum(values)?))
    }

    fn alternative_of(&self, value: Decimal) -> Alternative {
        let ids = |cells: &[(usize, CellId)]| cells.iter().map(|(_, cell)| *cell).collect();
        let (plus, minus) = (ids(&self.plus), ids(&self.minus));
        Alternative { plus, minus, value, against: None, last: false }
    }
}

impl Growth {
    /// Judges the growth between the two numbers. Last year's number comes from the text or from
    /// last year's cells.
    fn outcome(&self, fact: &TextNumber, values: Values<'_>) -> ClaimResult {
        // The number grew by the reading that it has this year.
        let any_is_now = self.readings.iter().any(|reading| self.now(reading, values).is_some());
        let is_far = |reading: &CellReading, current: Decimal| {
            let current = current.times_ten(reading.shift);
            let (now, current) = (reading.sum(values.now).zip(current)).unwrap_or_default();
            now > current + current || current > now + now
        };
        if self.base.is_none()
            && let Some(current) = self.current
            && self.readings.iter().all(|reading| is_far(reading, current))
        {
            // The number is of something else.
            return ClaimResult::Silent;
        }
        let from_cells = self.readings.iter().filter_map(|reading| {
            let now = self.now(reading, values);
            let current = if any_is_now { now? } else { self.current?.times_ten(reading.shift)? };
            let change = Change { current, base: reading.sum(values.last)?, shift: reading.shift };
            Some((change, reading.cells()))
        });
        let changes: Vec<(Change, Vec<CellId>)> = match self.base {
            Some(base) => {
                let change = |current| (Change { current, base, shift: 0 }, Vec::new());
                self.current.map(change).into_iter().collect()
            }
            None => from_cells.collect(),
        };
        let mut alternatives = Vec::new();
        for (change, cells) in changes {
            match self.fits(fact, change) {
                Some(true) => return ClaimResult::Holds(cells),
                Some(false) => alternatives.push(Alternative {
                    plus: cells,
                    minus: Vec::new(),
                    value: change.current,
                    against: Some(change.base),
                    last: true,
                }),
                None => {}
            }
        }
        if alternatives.is_empty() { ClaimResult::Silent } else { ClaimResult::Fails(alternatives) }
    }

    /// This year's value of a reading, if this year's number in the text is that value, rounded to
    /// half a percent of it (3.63亿元) or to its last digit (0.33亿元), or if the text has no such
    /// number.
    fn now(&self, reading: &CellReading, values: Values<'_>) -> Option<Decimal> {
        let now = reading.sum(values.now)?;
        let Some(current) = self.current else { return Some(now) };
        let gap = (now - current.times_ten(reading.shift)?).abs();
        let places = i32::try_from(current.places()).ok()?;
        let step = Decimal::from(1).times_ten(reading.shift - places).unwrap_or_default();
        let is_rounded = reading.shift > 0 && gap < step;
        (is_rounded || (gap + gap).times_ten(2)? <= now).then_some(now)
    }

    /// Whether a number states this change; `None` if last year's number is 0.
    fn fits(&self, fact: &TextNumber, change: Change) -> Option<bool> {
        let Change { current, base, shift } = change;
        let grown = if self.down { base - current } else { current - base };
        match self.stated {
            StatedGrowth::Percent => return grown.is_share_of(base, fact.value, fact.step),
            StatedGrowth::Direction => return Some(grown > Decimal::ZERO),
            StatedGrowth::Doubled { more } => {
                /// By how many percent of last year's number a doubled one may differ.
                const TOLERANCE: i64 = 15;
                let twice = base + base;
                let tolerance = base.percent(Decimal::from(TOLERANCE));
                return Some(if more {
                    current >= twice
                } else {
                    (current - twice).abs() <= tolerance
                });
            }
            StatedGrowth::Count => {}
        }
        let (stated, step) = (fact.value.times_ten(shift)?, fact.step.times_ten(shift)?);
        let rounded = shift != 0 || fact.kind == NumberKind::Money;
        Some(
            grown == stated
                || rounded && (grown - stated).abs() < step
                || fact.approximation != Approximation::Exact,
        )
    }
}

/// This year's number and last year's, in the unit of the cells.
#[derive(Clone, Copy)]
struct Change {
    current: Decimal,
    base: Decimal,
    /// The power of ten that brings the numbers of the text to that unit.
    shift: i32,
}

/// Facts that must be read in the same way, such as 自然人 and 法人, and the whole that they divide.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Group {
    whole: usize,
    parts: Vec<usize>,
}

/// The groups of facts that must be read alike: 自然人 and 法人 that are neighbours in a list.
pub(super) fn groups(facts: &[TextNumber], lists: &[List]) -> Vec<Group> {
    let by_applicant = |fact: &usize| {
        let bases = |claim: &Claim| match claim {
            Claim::Cells { readings, last: false } => {
                readings.iter().any(|reading| reading.basis != Basis::Other)
            }
            _ => false,
        };
        let claims = &facts[*fact].claims;
        claims.len() == 1 && bases(&claims[0]) && facts[*fact].approximation == Approximation::Exact
    };
    let groups = lists.iter().map(|list| Group {
        whole: list.whole,
        parts: list.parts.iter().copied().filter(by_applicant).collect(),
    });
    groups.filter(|group| group.parts.len() > 1).collect()
}

/// Looks for one basis by which all facts of a group fit. If there is none, the facts that do not
/// fit the most common basis are contradicted.
fn read_alike(facts: &[TextNumber], group: &Group, values: Values<'_>, verdicts: &mut [Verdict]) {
    let whole = Some(group.whole);
    let group = &group.parts;
    if group.iter().any(|fact| {
        !matches!(verdicts[*fact], Verdict::Bound(_)) || facts[*fact].scope != Scope::Whole
    }) {
        return;
    }
    let fitting = |fact: usize, basis: Basis| {
        let Some(Claim::Cells { readings, .. }) = facts[fact].claims.first() else { return None };
        let mut of_basis = readings.iter().filter(|reading| reading.basis == basis);
        of_basis.find(|reading| {
            reading.sum(values.now).is_some_and(|sum| fits(&facts[fact], reading, sum))
        })
    };
    if group.iter().all(|fact| fitting(*fact, Basis::Other).is_some()) {
        return;
    }
    let bases = [Basis::New, Basis::NewAndCarried, Basis::Total];
    let best = bases.into_iter().max_by_key(|basis| {
        (
            whole.is_some_and(|whole| fitting(whole, *basis).is_some()),
            group.iter().filter(|fact| fitting(**fact, *basis).is_some()).count(),
            *basis == Basis::New,
        )
    });
    let Some(best) = best else { return };
    for fact in group {
        if let Some(reading) = fitting(*fact, best) {
            verdicts[*fact] = Verdict::Bound(reading.cells());
        } else if let Some(Claim::Cells { readings, .. }) = facts[*fact].claims.first() {
            let by_best = readings
                .iter()
                .filter(|reading| reading.basis == best)
                .filter_map(|reading| reading.alternative(values.now));
            verdicts[*fact] = Verdict::Contradicted(by_best.collect());
        }
    }
}

/// Marks numbers that no cell accounts for as proven if they belong to a list whose sum holds.
fn prove(lists: &[List], verdicts: &mut [Verdict]) {
    for list in lists.iter().filter(|list| list.balance == ListBalance::Equal) {
        for fact in list.parts.iter().chain([&list.whole]) {
            if verdicts[*fact] == Verdict::Unchecked {
                verdicts[*fact] = Verdict::Proven;
            }
        }
    }
}
