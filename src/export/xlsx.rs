//! Writes a workbook for Excel, WPS and other spreadsheets as SpreadsheetML.
//!
//! The input is a [`Workbook`] and optionally a day. The output is the bytes of an `.xlsx`, the
//! same for the same input. Numbers are written by their decimal digits and never converted to
//! floating point. Words are in the table of shared strings, where nothing is read as a formula.
//! Those that begin like a formula are marked (`quotePrefix`), so that they stay words when a
//! person edits the cell. `CONFORMANCE.md` records how programs display it.

mod parts;
mod sheet;
mod strings;
mod styles;

use super::ExportError;
use super::package::pack;
use crate::report::Date;
use crate::workbook::Workbook;

/// Writes the workbook.
///
/// # Errors
/// Fails only if the container cannot be packed.
pub fn write(workbook: &Workbook, written_on: Option<Date>) -> Result<Vec<u8>, ExportError> {
    pack(&parts(workbook, written_on)).map_err(|error| ExportError::Packing(error.to_string()))
}

/// The parts of the workbook before packing: name and XML.
pub fn parts(workbook: &Workbook, written_on: Option<Date>) -> Vec<(String, String)> {
    parts::all(workbook, written_on)
}

/// The name space of SpreadsheetML.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The name of a position in formulas: `B3` for row 2 and column 1, both from 0.
fn reference((row, column): (usize, usize)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().map(|letter| char::from(*letter)).collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_have_names() {
        for (position, name) in [
            ((0, 0), "A1"),
            ((2, 25), "Z3"),
            ((9, 26), "AA10"),
            ((0, 701), "ZZ1"),
            ((0, 702), "AAA1"),
        ] {
            assert_eq!(reference(position), name);
        }
    }
}
