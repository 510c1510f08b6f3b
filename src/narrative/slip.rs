//! Whether a number that contradicts the cells looks like a slip of the right number.
//!
//! Where the words around a number are not fully understood, it may count something that no table
//! holds. It is then doubted only if the number itself tells that it was meant: it is the number of
//! the other year or of another cell, or it was typed wrong.

use super::claim::{CellReading, Claim, ShareTerm};
use super::judge::{Alternative, Values};
use super::scope::Scope;
use super::{NumberKind, TextNumber};
use crate::edition::requests::{CARRIED_IN, NEW};
use crate::edition::{CellId, TOTAL, TableKey};
use crate::number::{Decimal, DigitSlip, is_scaled};

/// Numbers with fewer digits are equal to others by chance.
const TELLING: usize = 2;
/// Numbers with fewer digits differ from others by one digit, or equal some other cell, by chance.
const MORE_TELLING: usize = 3;

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
        let digits = digits(self.value);
        if digits < if is_whole { TELLING } else { MORE_TELLING } || self.unit.is_empty() {
            return false;
        }
        let is_of_other_year = |claim: &Claim| match claim {
            Claim::Cells { readings, last } => {
                let other = if *last { values.now } else { values.last };
                readings.iter().any(|reading| reading.sum(other) == Some(self.value))
            }
            _ => false,
        };
        self.claims.iter().any(is_of_other_year)
            || is_whole && digits >= MORE_TELLING && values.now.contains(&Some(self.value))
            || failed.iter().any(|reading| is_mistyped(self.value, reading.value))
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

/// Whether a number looks as if the right one was mistyped.
fn is_mistyped(number: Decimal, right: Decimal) -> bool {
    let is_long = digits(number).max(digits(right)) >= MORE_TELLING;
    is_scaled(number, right)
        || match DigitSlip::of(number, right) {
            Some(DigitSlip::Transposed) => true,
            Some(_) => is_long,
            None => false,
        }
}

/// How many digits a number has, without zeros at the beginning.
fn digits(number: Decimal) -> usize {
    let text = number.to_string();
    text.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count()
}
