//! What a number claims about cells: every reading of the words around it that the law allows.

use super::list::PartClass;
use super::{Approximation, NumberKind, TextNumber};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT, NEW};
use crate::edition::{CellId, Slot, TOTAL, TableKey};
use crate::number::Decimal;
use serde::{Deserialize, Serialize};

/// A statement that a number makes and that must hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Claim {
    /// The number equals one of the readings.
    Cells {
        readings: Vec<CellReading>,
        /// Whether the readings are of last year's cells.
        last: bool,
    },
    /// The number is a share in percent. Each pair is a possible part and its whole.
    Share(Vec<(ShareTerm, ShareTerm)>),
    /// The number is a growth over last year.
    Growth(Growth),
    /// The cells hold 0, because the text says that no dispute was lost.
    CleanRecord(CellReading),
}

/// One term of a share: a number of the text, or a reading of cells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum ShareTerm {
    Number(Decimal),
    Cells(CellReading),
}

/// A statement of how much a number grew or fell.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Growth {
    /// This year's number, if the text has it.
    pub current: Option<Decimal>,
    /// Last year's number, if the text has it.
    pub base: Option<Decimal>,
    /// The possible readings of this year's number, to be looked up in last year's cells.
    pub readings: Vec<CellReading>,
    /// Whether the number fell (下降).
    pub down: bool,
    /// What is stated of the growth.
    pub stated: StatedGrowth,
}

impl Growth {
    /// What is stated of the growth between two numbers that the text itself has.
    pub fn between(base: Decimal, current: Decimal, down: bool, stated: StatedGrowth) -> Self {
        Self { current: Some(current), base: Some(base), readings: Vec::new(), down, stated }
    }
}

/// What a text states of a growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum StatedGrowth {
    /// A difference of counts.
    Count,
    /// A percentage.
    Percent,
    /// Only its direction: 有所增长.
    Direction,
    /// That a number doubled, or more than that: 翻了一番多.
    Doubled { more: bool },
}

/// The rows by which applicants are counted. 自然人 and 法人 must be counted by the same rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Basis {
    New,
    NewAndCarried,
    Total,
    Other,
}

/// Cells that are added, and cells that are subtracted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CellReading {
    pub basis: Basis,
    pub plus: Vec<(Slot, CellId)>,
    pub minus: Vec<(Slot, CellId)>,
    /// Whether the number counts only some of what the cells count (撤回), so that it may be less.
    pub at_most: bool,
    /// The power of ten that brings the number to the unit of the cells.
    pub shift: i32,
    /// A number of the text that is told apart, in 答复45件，撤回1件 the second, and must be
    /// subtracted from the cells.
    pub apart: Decimal,
}

impl Claim {
    /// The slots that the claim reads.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        let mut add = |reading: &CellReading| {
            slots.extend(reading.plus.iter().chain(&reading.minus).map(|(slot, _)| *slot));
        };
        match self {
            Self::Cells { readings, .. } => readings.iter().for_each(&mut add),
            Self::Share(pairs) => {
                pairs.iter().flat_map(|(part, whole)| [part, whole]).for_each(|side| {
                    if let ShareTerm::Cells(reading) = side {
                        add(reading);
                    }
                });
            }
            Self::Growth(growth) => growth.readings.iter().for_each(&mut add),
            Self::CleanRecord(reading) => add(reading),
        }
        slots
    }
}

/// The readings that words have, and whether they leave something open.
#[derive(Debug)]
pub(super) struct Meaning {
    pub readings: Vec<CellReading>,
    pub class: PartClass,
    /// Whether the words may also mean something that no table holds.
    pub loose: bool,
}

impl CellReading {
    /// Whether the reading is of those who applied, not of all.
    pub fn is_by_applicant(&self) -> bool {
        !self.plus.is_empty()
            && self
                .plus
                .iter()
                .all(|(_, cell)| cell.table == TableKey::Requests && cell.column != TOTAL)
    }

    /// Whether the reading is of rows in which applications were dealt with.
    pub fn is_outcome(&self) -> bool {
        self.plus.iter().any(|(_, cell)| {
            cell.table == TableKey::Requests
                && ![NEW, CARRIED_IN, CARRIED_OUT, TOTAL].contains(&cell.row)
        })
    }
}

impl Meaning {
    /// Whether the readings are of cells of that table.
    pub fn of(&self, table: TableKey) -> bool {
        self.readings.iter().flat_map(|reading| &reading.plus).any(|(_, cell)| cell.table == table)
    }
}

/// The readings of a number by this year's cells.
pub(super) fn this_year(fact: &TextNumber) -> Vec<CellReading> {
    let of_cells = fact.claims.iter().filter_map(|claim| match claim {
        Claim::Cells { readings, last: false } => Some(readings.clone()),
        _ => None,
    });
    of_cells.flatten().collect()
}

/// Whether a number, as exactly as it is written, fits the value of a reading.
pub(super) fn fits(fact: &TextNumber, reading: &CellReading, sum: Decimal) -> bool {
    let Some(value) = fact.value.times_ten(reading.shift) else { return false };
    if reading.at_most {
        return value <= sum;
    }
    match fact.approximation {
        Approximation::Exact if fact.rounded || fact.kind == NumberKind::Money => {
            let step = fact.step.times_ten(reading.shift).unwrap_or_default();
            sum == value || (sum - value).abs() < step
        }
        Approximation::Exact => sum == value,
        Approximation::AtLeast => {
            let below = fact.below.and_then(|below| below.times_ten(reading.shift));
            sum >= value && below.is_none_or(|below| sum < below)
        }
        Approximation::AtMost => sum <= value,
        // 约 allows the cells to be up to a fifth less than the number.
        Approximation::About => !value.exceeds(sum, 10, 8),
    }
}
