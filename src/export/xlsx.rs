//! Excel, WPS and other spreadsheets: a workbook as SpreadsheetML.
//!
//! In: a [`Workbook`] and perhaps a day. Out: the bytes of an `.xlsx`, the same for the same input.
//! Numbers are written by their decimal digits, never through a float. Words stand in the table of
//! shared strings, where nothing is ever a formula, and those that begin like one are marked
//! (`quotePrefix`), so that they stay words when somebody edits the cell. What programs make of it
//! is written down in `CONFORMANCE.md`.

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
/// Only if the container cannot be packed.
pub fn write(workbook: &Workbook, written_on: Option<Date>) -> Result<Vec<u8>, ExportError> {
    pack(&parts(workbook, written_on)).map_err(|error| ExportError::Packing(error.to_string()))
}

/// The parts of the workbook before they are packed: name and XML.
pub fn parts(workbook: &Workbook, written_on: Option<Date>) -> Vec<(String, String)> {
    parts::all(workbook, written_on)
}

/// The name space of SpreadsheetML.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A place as formulas name it: `B3` for row 2, column 1, both from 0.
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
    fn places_have_names() {
        for (place, name) in [
            ((0, 0), "A1"),
            ((2, 25), "Z3"),
            ((9, 26), "AA10"),
            ((0, 701), "ZZ1"),
            ((0, 702), "AAA1"),
        ] {
            assert_eq!(reference(place), name);
        }
    }
}
