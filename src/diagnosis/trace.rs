//! Finds evidence that a number was typed wrong: the traces of a slip of the hand or of copying.

use super::Evidence;
use super::ledger::{Ledger, Number};
use crate::edition::CellId;
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT};
use crate::number::Decimal;
use crate::report::Report;

/// Numbers below this are often the same in two years by chance.
const TELLING: i64 = 10;

/// The strongest trace that a change of the number to `to` would explain.
pub(super) fn trace(
    ledger: &Ledger<'_>,
    number: &Number,
    to: Decimal,
    last_year: Option<&Report>,
) -> Option<Evidence> {
    of_last_year(number, to, last_year)
        .filter(|trace| *trace != Evidence::LastYear { small: true })
        .or_else(|| of_digits(number.value, to))
        .or_else(|| of_last_year(number, to, last_year))
        .or_else(|| of_sum(ledger, number, to))
}

/// The trace in the report of the year before.
fn of_last_year(number: &Number, to: Decimal, last_year: Option<&Report>) -> Option<Evidence> {
    let (last_year, cell) = (last_year?, number.cell);
    let report_says =
        |row: &'static str| last_year.value(CellId::new(cell.table, row, cell.column));
    if cell.row == CARRIED_IN && report_says(CARRIED_OUT) == Some(to) {
        return Some(Evidence::CarryOver);
    }
    let telling = number.value != Decimal::ZERO && !number.control;
    let small = number.value < Decimal::from(TELLING);
    (telling && last_year.value(cell) == Some(number.value)).then_some(Evidence::LastYear { small })
}

/// The trace in the digits.
fn of_digits(from: Decimal, to: Decimal) -> Option<Evidence> {
    if from == Decimal::ZERO || to == Decimal::ZERO {
        return None;
    }
    let (from, to) = (from.to_string(), to.to_string());
    let (from, to) = (from.as_bytes(), to.as_bytes());
    if is_transposed(from, to) {
        Some(Evidence::Transposed)
    } else if is_doubled(from, to) {
        Some(Evidence::Doubled)
    } else if is_tenfold(from, to) || is_tenfold(to, from) {
        Some(Evidence::TenTimes)
    } else if is_one_longer(from, to) || is_one_longer(to, from) {
        Some(Evidence::DigitCount)
    } else if from.len().max(to.len()) > 1 && is_one_off(from, to) {
        Some(Evidence::OneDigit)
    } else {
        None
    }
}

/// Whether exactly two digits are transposed. The numbers then differ by a multiple of 9.
fn is_transposed(from: &[u8], to: &[u8]) -> bool {
    let apart: Vec<usize> = if from.len() == to.len() {
        (0..from.len()).filter(|at| from[*at] != to[*at]).collect()
    } else {
        Vec::new()
    };
    matches!(apart[..], [a, b] if from[a] == to[b] && from[b] == to[a])
}

/// Whether one digit of the first number was typed twice.
fn is_doubled(from: &[u8], to: &[u8]) -> bool {
    from.len() == to.len() + 1
        && (0..to.len()).any(|at| from[..=at] == to[..=at] && from[at + 1..] == to[at..])
}

fn is_tenfold(longer: &[u8], shorter: &[u8]) -> bool {
    longer.strip_suffix(b"0") == Some(shorter)
}

fn is_one_off(from: &[u8], to: &[u8]) -> bool {
    from.len() == to.len() && from.iter().zip(to).filter(|(a, b)| a != b).count() == 1
}

/// Whether the longer number has exactly one digit too many.
fn is_one_longer(longer: &[u8], shorter: &[u8]) -> bool {
    longer.len() == shorter.len() + 1
        && (0..longer.len())
            .any(|at| longer[..at] == shorter[..at] && longer[at + 1..] == shorter[at..])
}

/// The trace of a total that differs by one of its own terms.
fn of_sum(ledger: &Ledger<'_>, number: &Number, to: Decimal) -> Option<Evidence> {
    let form = ledger.report.form();
    let by = (to - number.value).abs();
    let sum = form.sum_deriving(form.slot(number.cell)?)?;
    sum.left
        .iter()
        .copied()
        .find(|term| ledger.report.value(*term) == Some(by))
        .map(|cell| Evidence::OneEntry { cell, twice: to < number.value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_how_a_number_was_mistyped() {
        let trace = |from: i64, to: i64| of_digits(Decimal::from(from), Decimal::from(to));
        assert_eq!(trace(132, 123), Some(Evidence::Transposed));
        assert_eq!(trace(321, 123), Some(Evidence::Transposed));
        assert_eq!(trace(1230, 123), Some(Evidence::TenTimes));
        assert_eq!(trace(12, 120), Some(Evidence::TenTimes));
        assert_eq!(trace(128, 123), Some(Evidence::OneDigit));
        assert_eq!(trace(1223, 123), Some(Evidence::Doubled));
        assert_eq!(trace(1243, 123), Some(Evidence::DigitCount));
        assert_eq!(trace(13, 123), Some(Evidence::DigitCount));
        assert_eq!(trace(231, 123), None);
        assert_eq!(trace(5, 3), None);
        assert_eq!(trace(0, 10), None);
    }
}
