//! Finds evidence that a number was typed wrong: the traces of a slip of the hand or of copying.

use super::Evidence;
use super::ledger::{Ledger, Number};
use crate::edition::CellId;
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT};
use crate::number::{Decimal, DigitSlip};
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
    DigitSlip::of(from, to).map(|slip| match slip {
        DigitSlip::Transposed => Evidence::Transposed,
        DigitSlip::Doubled => Evidence::Doubled,
        DigitSlip::TenTimes => Evidence::TenTimes,
        DigitSlip::DigitCount => Evidence::DigitCount,
        DigitSlip::OneDigit => Evidence::OneDigit,
    })
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
