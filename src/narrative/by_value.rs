//! Numbers whose words are not understood, but which are accounted for by their value: they equal a
//! cell near those that the sentence speaks of, or follow from other numbers of the sentence. Such
//! a number is never contradicted.

mod derived;

use super::claim::{CellReading, Claim, Growth, ShareTerm, StatedGrowth, fits, this_year};
use super::list::{List, ListBalance};
use super::scope::Scope;
use super::share;
use super::terms::Area;
use super::verdict::{Values, Verdict};
use super::{Approximation, NumberKind, TextNumber};
use crate::edition::requests::NEW;
use crate::edition::{CellId, Form, Slot, TOTAL, TableKey};
use crate::number::Decimal;
use derived::follows;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How many numbers before a number may explain it. The limit keeps the time linear.
const MOST_NUMBERS: usize = 12;
/// The least number that is bound to any cell near it.
const TELLING: i64 = 100;
/// Numbers below this are equal to others by chance.
pub(super) const SMALL: i64 = 10;
/// Units of things that the tables count.
const UNITS: [&str; 14] =
    ["部", "件", "条", "份", "宗", "个", "起", "例", "项", "件次", "次", "批", "批次", ""];

/// The readings of which a number may be by the words around it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ByWords {
    /// By the words of its clause.
    pub clause: Vec<CellReading>,
    /// By the words of its sentence, and of all applications. A small number has none: it must be
    /// named in its own clause.
    pub sentence: Vec<CellReading>,
    /// For a percentage, the parts and wholes of which it may be the share.
    pub shares: Vec<(ShareTerm, ShareTerm)>,
}

impl ByWords {
    /// All of the readings.
    pub fn readings(&self) -> impl Iterator<Item = &CellReading> {
        let of_shares = self.shares.iter().flat_map(|(part, whole)| [part, whole]);
        let of_shares = of_shares.filter_map(|term| match term {
            ShareTerm::Cells(reading) => Some(reading),
            ShareTerm::Number(_) => None,
        });
        self.clause.iter().chain(&self.sentence).chain(of_shares)
    }
}

/// Finds what may account for the numbers of a sentence that claim nothing. `facts` are all
/// numbers, and `sentence` those of the sentence, in the order of print. `text` is the passage, and
/// `current` is what it speaks of. `nameless` are the numbers whose words name no row or outcome,
/// in the order of print.
pub(super) fn account(
    form: &Form,
    text: &str,
    (current, nameless): (&[Area], &[usize]),
    sentence: Range<usize>,
    facts: &mut [TextNumber],
    lists: &mut Vec<List>,
) {
    for at in sentence.clone() {
        let fact = &facts[at];
        if fact.live.is_some() || fact.negated {
            continue;
        }
        let before = at.saturating_sub(MOST_NUMBERS).max(sentence.start)..at;
        let behind = at + 1..sentence.end.min(at + 1 + MOST_NUMBERS);
        let words = text.get(fact.sentence.start..fact.span.start).unwrap_or_default();
        if follows(at, before.clone(), behind.clone(), words, facts) {
            facts[at].is_proven = true;
            continue;
        }
        if !fact.claims.is_empty() {
            continue;
        }
        let lead = text.get(fact.clause.start..fact.span.start).unwrap_or_default();
        let counted = before.clone().rev().find(|at| !this_year(&facts[*at]).is_empty());
        if let Some(down) = change(lead)
            && let Some(counted) = counted
        {
            // In 1.83亿元，同比增加725.32万元 the units differ.
            let shift = power_of(&fact.unit) - power_of(&facts[counted].unit);
            let readings = this_year(&facts[counted]).into_iter();
            let readings = readings
                .map(|reading| CellReading { shift: reading.shift + shift, ..reading })
                .collect();
            let stated = match fact.kind {
                NumberKind::Percent => StatedGrowth::Percent,
                _ => StatedGrowth::Count,
            };
            let growth = Growth { current: None, base: None, readings, down, stated };
            facts[at].claims = vec![Claim::Growth(growth)];
            let of_last_year = ["上年", "上一年", "去年", "同比"].iter().any(|w| lead.contains(w));
            let is_clear =
                facts[counted].scope == Scope::Whole && !facts[counted].has_unknown_words;
            if of_last_year && is_clear {
                // The words are unclear, so that only a slip is doubted: 增加 instead of 减少.
                (facts[at].scope, facts[at].has_unknown_words) = (Scope::Whole, true);
            }
            continue;
        }
        match fact.kind {
            NumberKind::Percent => {
                let numbers: Vec<&TextNumber> = before.chain(behind).map(|at| &facts[at]).collect();
                facts[at].is_proven = is_quotient(fact, &numbers);
            }
            // A number whose words name a row or an outcome is not of another one.
            NumberKind::Count
                if UNITS.contains(&&*fact.unit) && nameless.binary_search(&at).is_ok() =>
            {
                let nearest = before.clone().rev().chain(behind);
                let beside = nearest.map(|fact| cells_of(&facts[fact])).find(|c| !c.is_empty());
                let beside = beside.unwrap_or_else(|| cells_of_area(form, current));
                let is_other = ["其他", "其它"].iter().any(|word| lead.trim_end().ends_with(word));
                let is_plain = !fact.has_unknown_words || fact.value >= Decimal::from(TELLING);
                let mut candidates = near(form, &beside);
                // In table 3 small numbers are equal by chance, but for what is called 其他.
                candidates.retain(|(_, cell)| match cell.table {
                    TableKey::Requests => {
                        fact.value >= Decimal::from(TELLING)
                            || is_other && [cell.row, cell.column].iter().any(|key| is_rest(key))
                    }
                    _ => is_plain,
                });
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

/// The power of ten of a unit of money.
fn power_of(unit: &str) -> i32 {
    match unit {
        "千元" => 3,
        "万元" => 4,
        "亿元" => 8,
        _ => 0,
    }
}

/// Whether the words right before a number say that something fell (`true`) or grew.
fn change(lead: &str) -> Option<bool> {
    const UP: [&str; 6] = ["增", "多", "升", "增加", "增长", "上升"];
    const DOWN: [&str; 6] = ["减", "少", "降", "减少", "下降", "降低"];
    let lead = lead.trim_end_matches(['了', '约', '为', '达']);
    let ends = |with: &[&str]| with.iter().any(|word| lead.ends_with(word));
    if ends(&DOWN) { Some(true) } else { ends(&UP).then_some(false) }
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

/// Whether a row or a column of table 3 is that of all others.
fn is_rest(key: &str) -> bool {
    key.split('.').next_back() == Some("other")
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
    let counts = before.rev().filter(|fact| {
        // In 前三者共90件 and 占35% nothing is added.
        facts[*fact].kind != NumberKind::Percent && !facts[*fact].unit.is_empty()
            || facts[whole].unit.is_empty()
    });
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

/// Binds numbers that nothing else accounts for by their value.
pub(super) fn bind(facts: &[TextNumber], values: Values<'_>, verdicts: &mut [Verdict]) {
    for (fact, verdict) in facts.iter().zip(verdicts) {
        let is_open = match verdict {
            Verdict::Unchecked => true,
            // 三件 in words is often no count, and is one if a cell says so.
            Verdict::NotCounted => fact.kind == NumberKind::Words,
            _ => false,
        };
        if !is_open {
            continue;
        }
        if let Some(cell) = fact.by_value(values) {
            *verdict = Verdict::Bound(vec![cell]);
        } else if let Some(cells) = fact.by_words(values) {
            *verdict = Verdict::Bound(cells);
        } else if fact.is_proven && *verdict == Verdict::Unchecked {
            *verdict = Verdict::Proven;
        }
    }
}

impl TextNumber {
    /// The cells of the first reading by the words around a number that it equals.
    fn by_words(&self, values: Values<'_>) -> Option<Vec<CellId>> {
        let equals = |reading: &&CellReading| {
            reading.sum(values.now).is_some_and(|sum| fits(self, reading, sum))
        };
        if let Some(cells) = share::of_any(self, &self.by_words.shares, values) {
            return Some(cells);
        }
        let ByWords { clause, sentence, .. } = &self.by_words;
        clause.iter().chain(sentence).find(equals).map(CellReading::cells)
    }

    /// The only cell near those beside it that a number equals, or from last year's value of which
    /// it says the difference.
    fn by_value(&self, values: Values<'_>) -> Option<CellId> {
        if self.approximation != Approximation::Exact || self.rounded {
            return None;
        }
        // 项 counts items.
        let counts_items = |cell: CellId| ["prior", "change", "projects"].contains(&cell.column);
        let is_alike = |cell: CellId| {
            cell.table != TableKey::Disclosure || (self.unit == "项") == counts_items(cell)
        };
        let now = |slot: Slot| values.now.get(slot).copied().flatten();
        let last = |slot: Slot| values.last.get(slot).copied().flatten();
        let differs = |slot: Slot| Some((now(slot)? - last(slot)?).abs());
        let is_telling = self.value >= Decimal::from(TELLING);
        let only = |value_of: &dyn Fn(Slot) -> Option<Decimal>| {
            let equal = |(slot, _): &&(Slot, CellId)| value_of(*slot) == Some(self.value);
            let mut equal = self.candidates.iter().filter(equal).map(|(_, cell)| *cell);
            equal.next().filter(|cell| is_alike(*cell) && (is_telling || equal.next().is_none()))
        };
        let changed = self.value > Decimal::ZERO;
        only(&now).or_else(|| only(&differs).filter(|_| changed))
    }
}
