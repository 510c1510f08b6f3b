//! Numbers whose words are not understood, but which are accounted for by their value: they equal a
//! cell near those that the sentence speaks of, or follow from other numbers of the sentence. Such
//! a number is never contradicted.

use super::claim::Claim;
use super::list::{List, ListBalance};
use super::terms::Area;
use super::verdict::Values;
use super::{Approximation, NumberKind, TextNumber};
use crate::edition::requests::NEW;
use crate::edition::{CellId, Form, Slot, TOTAL, TableKey};
use crate::number::Decimal;
use std::ops::Range;

/// How many numbers before a number may explain it. The limit keeps the time linear.
const MOST_NUMBERS: usize = 12;
/// Units of things that the tables count.
const UNITS: [&str; 14] =
    ["部", "件", "条", "份", "宗", "个", "起", "例", "项", "件次", "次", "批", "批次", ""];

/// Finds what may account for the numbers of a sentence that claim nothing. `facts` are all numbers,
/// and `sentence` those of the sentence, in the order of print; `current` is what the text speaks of.
pub(super) fn account(
    form: &Form,
    current: &[Area],
    sentence: Range<usize>,
    facts: &mut [TextNumber],
    lists: &mut Vec<List>,
) {
    for at in sentence.clone() {
        let fact = &facts[at];
        if !fact.claims.is_empty() && !fact.needs_slip() || fact.live.is_some() || fact.negated {
            continue;
        }
        let before = at.saturating_sub(MOST_NUMBERS).max(sentence.start)..at;
        let behind = at + 1..sentence.end.min(at + 1 + MOST_NUMBERS);
        match fact.kind {
            NumberKind::Percent => {
                let numbers: Vec<&TextNumber> = before.chain(behind).map(|at| &facts[at]).collect();
                facts[at].is_proven = is_quotient(fact, &numbers);
            }
            NumberKind::Count if UNITS.contains(&&*fact.unit) => {
                let nearest = std::iter::once(at).chain(before.clone().rev()).chain(behind);
                let beside = nearest.map(|fact| cells_of(&facts[fact])).find(|c| !c.is_empty());
                let beside = beside.unwrap_or_else(|| cells_of_area(form, current));
                let candidates = near(form, &beside);
                if let Some(parts) = summed(at, before, facts) {
                    let (whole, sum) = (at, fact.value);
                    let balance = ListBalance::Equal;
                    lists.push(List {
                        whole,
                        parts,
                        sum,
                        balance,
                        of_outcomes: false,
                        shares: false,
                    });
                }
                facts[at].candidates = candidates;
            }
            _ => {}
        }
    }
}

/// This year's cells that a number claims to be of.
fn cells_of(fact: &TextNumber) -> Vec<CellId> {
    let of_this_year = fact.claims.iter().filter_map(|claim| match claim {
        Claim::Cells { readings, last: false } => readings.first(),
        _ => None,
    });
    of_this_year.flat_map(|reading| reading.plus.iter().map(|(_, cell)| *cell)).collect()
}

/// A cell for each of the areas.
fn cells_of_area(form: &Form, areas: &[Area]) -> Vec<CellId> {
    let row = |area: &Area| match area {
        Area::Requests | Area::Applications => (TableKey::Requests, NEW),
        Area::Review => (TableKey::Disputes, "review"),
        Area::Litigation | Area::Direct => (TableKey::Disputes, "direct"),
        Area::AfterReview => (TableKey::Disputes, "after_review"),
        Area::Regulations => (TableKey::Disclosure, "regulations"),
        Area::Normative => (TableKey::Disclosure, "normative"),
        Area::Licensing => (TableKey::Disclosure, "licensing"),
        Area::Penalties => (TableKey::Disclosure, "penalties"),
        Area::Coercion => (TableKey::Disclosure, "coercion"),
        Area::Fees => (TableKey::Disclosure, "fees"),
        Area::Procurement => (TableKey::Disclosure, "procurement"),
        Area::Document(row) | Area::Decided(row) => (TableKey::Disclosure, *row),
    };
    let cell = |area: &Area| {
        let (table, row) = row(area);
        let mut of_row = form.cells().iter().map(|cell| cell.id).filter(|cell| cell.row == row);
        of_row.find(|cell| {
            cell.table == table && (cell.column == TOTAL || table != TableKey::Requests)
        })
    };
    areas.iter().filter_map(cell).collect()
}

/// The cells in the row and the column of these.
fn near(form: &Form, cells: &[CellId]) -> Vec<(Slot, CellId)> {
    let is_near = |cell: &CellId| {
        cells.iter().any(|other| {
            cell.table == other.table
                && (cell.row == other.row
                    || cell.column == other.column && cell.table != TableKey::Disputes)
        })
    };
    let all = form.cells().iter().map(|cell| cell.id).enumerate();
    all.filter(|(_, cell)| is_near(cell)).collect()
}

/// The last numbers before a number, two or more, that add up to it.
fn summed(whole: usize, before: Range<usize>, facts: &[TextNumber]) -> Option<Vec<usize>> {
    let is_alike = |fact: &usize| {
        facts[*fact].unit == facts[whole].unit
            && facts[*fact].kind == NumberKind::Count
            && facts[*fact].approximation == Approximation::Exact
    };
    let mut sum = Decimal::ZERO;
    let mut parts = Vec::new();
    let counts = before.rev().filter(|fact| facts[*fact].kind != NumberKind::Percent);
    for part in counts.take_while(is_alike) {
        sum = sum + facts[part].value;
        parts.push(part);
        if parts.len() > 1 && sum == facts[whole].value && sum > Decimal::ZERO {
            parts.reverse();
            return Some(parts);
        }
    }
    None
}

/// Whether a percentage is the share of one of the numbers in another one, or a growth from one to
/// another.
fn is_quotient(percent: &TextNumber, numbers: &[&TextNumber]) -> bool {
    let counts = || {
        let counts = numbers.iter().copied();
        counts.filter(|fact| fact.kind == NumberKind::Count && fact.value > Decimal::ZERO)
    };
    percent.approximation == Approximation::Exact
        && percent.value > Decimal::ZERO
        && counts().any(|one| {
            counts().any(|other| {
                let grown = (one.value - other.value).abs();
                one.unit == other.unit
                    && (one.value < other.value && percent.is_share(one.value, other.value)
                        || one.value != other.value && percent.is_share(grown, other.value))
            })
        })
}

impl TextNumber {
    /// The cell that a number without claims is bound to by its value: it equals the cell, or says by
    /// how much the cell differs from that of last year.
    pub(super) fn by_value(&self, values: Values<'_>) -> Option<CellId> {
        if self.approximation != Approximation::Exact || self.rounded {
            return None;
        }
        let equals = |slot: Slot| values.now.get(slot).copied().flatten() == Some(self.value);
        let differs = |slot: Slot| {
            let now = values.now.get(slot).copied().flatten();
            let last = values.last.get(slot).copied().flatten();
            let gap = now.zip(last).map(|(now, last)| (now - last).abs());
            self.value > Decimal::ZERO && gap == Some(self.value)
        };
        let found = |fits: &dyn Fn(Slot) -> bool| {
            self.candidates.iter().find(|(slot, _)| fits(*slot)).map(|(_, cell)| *cell)
        };
        found(&equals).or_else(|| found(&differs))
    }
}
