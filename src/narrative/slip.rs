//! Whether a number that contradicts the cells looks like a slip of the right number.
//!
//! Where the words around a number are not fully understood, it may count something that no table
//! holds. It is then doubted only if the number itself tells that it was meant: it is the number of
//! the other year or of another cell, or it was typed wrong.

use super::claim::{CellReading, Claim, ShareTerm};
use super::scope::Scope;
use super::verdict::{Alternative, Values};
use super::{Approximation, NumberKind, TextNumber};
use crate::edition::requests::{CARRIED_IN, NEW};
use crate::edition::{CellId, TOTAL, TableKey};
use crate::number::{Decimal, DigitSlip, is_scaled};

/// Numbers below this many units of their last digit are equal to others by chance.
const TELLING: i64 = 10;
/// Numbers below this many units differ from others by one digit, or equal some other cell, by
/// chance.
const MORE_TELLING: i64 = 100;

impl TextNumber {
    /// Whether the number is doubted only if it looks like a slip.
    pub(super) fn needs_slip(&self) -> bool {
        self.scope != Scope::Whole || self.is_vague()
    }

    /// Whether some words are unknown, and the others may be about anything.
    pub(super) fn is_vague(&self) -> bool {
        self.has_unknown_words && self.is_general()
    }

    /// Whether the number is of all applications or all disputes, whose words (申请, 收到) are used of
    /// other things too, or compares two numbers.
    fn is_general(&self) -> bool {
        let of_all = |cell: &CellId| {
            cell.column == TOTAL
                && match cell.table {
                    TableKey::Requests => [NEW, CARRIED_IN, TOTAL].contains(&cell.row),
                    TableKey::Disputes => true,
                    TableKey::Disclosure => false,
                }
        };
        // 上年结转 is said of applications only.
        let is_carried = |cell: &CellId| cell.row == CARRIED_IN;
        let adds_all = |reading: &CellReading| {
            reading.plus.iter().all(|(_, cell)| of_all(cell))
                && !reading.plus.iter().all(|(_, cell)| is_carried(cell))
        };
        self.claims.iter().any(|claim| match claim {
            Claim::Cells { readings, .. } => readings.iter().any(adds_all),
            Claim::Share(pairs) => {
                !pairs.iter().any(|(part, _)| matches!(part, ShareTerm::Cells(_)))
            }
            Claim::Growth(_) => true,
            Claim::CleanRecord(_) => false,
        })
    }

    /// Whether the number looks like a slip of one of the readings that it contradicts.
    pub(super) fn is_slip(&self, failed: &[Alternative], values: Values<'_>) -> bool {
        let is_whole = self.scope == Scope::Whole;
        let is_compared = |claim: &Claim| matches!(claim, Claim::Share(_) | Claim::Growth(_));
        if self.claims.iter().any(is_compared) {
            let mut right = failed.iter().filter_map(|reading| self.right_number(reading));
            return is_whole
                && right.any(|right| {
                    // 增加 instead of 减少.
                    right == self.value || DigitSlip::of(self.value, right).is_some()
                });
        }
        // A number that may count something else must tell more.
        let is_long = self.has_units(MORE_TELLING);
        if !(is_long || is_whole && self.has_units(TELLING)) || self.unit.is_empty() {
            return false;
        }
        let is_of_other_year = |claim: &Claim| match claim {
            Claim::Cells { readings, last } => {
                let other = if *last { values.now } else { values.last };
                readings.iter().any(|reading| reading.sum(other) == Some(self.value))
            }
            _ => false,
        };
        // 312.9亿元 for 312.9万元
        let has_other_unit = self.kind == NumberKind::Money
            && failed.iter().any(|reading| reading.value == self.value);
        has_other_unit
            || self.claims.iter().any(is_of_other_year)
            || is_whole && is_long && values.now.contains(&Some(self.value))
            || failed.iter().any(|reading| self.is_mistyped(reading.value, is_whole))
    }

    /// Whether a count of cases or documents is not far from one of the readings that it
    /// contradicts. Numbers of something else are mostly much smaller or much larger.
    pub(super) fn is_near(&self, failed: &[Alternative]) -> bool {
        let of_cells = |claim: &Claim| matches!(claim, Claim::Cells { .. });
        let near = |right: Decimal| self.value <= right + right && right <= self.value + self.value;
        (self.scope == Scope::Open || self.scope == Scope::Whole && self.has_unknown_words)
            && ["件", "份", "宗", "起", "部", "个"].contains(&&*self.unit)
            && self.approximation == Approximation::Exact
            && self.claims.iter().all(of_cells)
            && failed.iter().any(|reading| near(reading.value))
    }

    /// Whether the number looks as if the right one was mistyped. Ten times as many may be those of
    /// something larger (全县, 五年来), unless that was written with a unit of its own (万).
    fn is_mistyped(&self, right: Decimal, is_whole: bool) -> bool {
        let is_long = self.has_units(MORE_TELLING) || right >= Decimal::from(MORE_TELLING);
        let may_be_scaled = is_whole || self.rounded || self.kind == NumberKind::Money;
        may_be_scaled && (is_scaled(self.value, right) || self.is_scaled_about(right))
            || match DigitSlip::of(self.value, right) {
                Some(DigitSlip::Transposed) => true,
                Some(DigitSlip::TenTimes) => is_long && is_whole,
                Some(DigitSlip::OneDigit) => is_long,
                // A number with another count of digits may as well count something else.
                Some(DigitSlip::Doubled | DigitSlip::DigitCount) | None => false,
            }
    }

    /// Whether a rounded number is ten times or a hundred times the right one, or that part of it:
    /// 36.5万 of 36518.
    fn is_scaled_about(&self, right: Decimal) -> bool {
        const POWERS: [i32; 6] = [-4, -2, -1, 1, 2, 4];
        (self.rounded || self.kind == NumberKind::Money)
            && self.has_units(MORE_TELLING)
            && POWERS.iter().any(|power| {
                right
                    .times_ten(*power)
                    .is_some_and(|scaled| (scaled - self.value).abs() < self.step)
            })
    }

    /// Whether the number is at least so many units of the last digit that is written.
    fn has_units(&self, least: i64) -> bool {
        !self.step.exceeds(self.value, 1, least.into())
    }

    /// The share or the growth by one reading, as exactly as the number is written.
    fn right_number(&self, reading: &Alternative) -> Option<Decimal> {
        let whole = reading.against?;
        let part = if reading.last { (reading.value - whole).abs() } else { reading.value };
        if self.kind == NumberKind::Percent {
            part.percent_of(whole, self.step.places())
        } else {
            Some(part)
        }
    }
}
