//! Data codes: every report fits a QR code that can be printed and is read back equal, and an
//! independent program reads the pictures.

use crate::documents::round_trip::any_report;
use crate::properties::cases;
use crate::{fixture, fixtures};
use nianbao::document::qr::{LARGEST_VERSION, Matrix, QUIET};
use nianbao::document::report::cell_text;
use nianbao::draft::code;
use nianbao::import::{ImportError, ImportOptions, import};
use nianbao::recognize::ImportNote;
use nianbao::report::Report;
use proptest::prelude::*;

fn assert_same_data(name: &str, read: &Report, report: &Report) {
    assert_eq!(
        (read.year, &read.agency, read.edition()),
        (report.year, &report.agency, report.edition()),
        "{name}"
    );
    assert_eq!((read.form(), read.as_issued()), (report.form(), report.as_issued()), "{name}");
    for cell in report.form().cells() {
        assert_eq!(read.printed(cell.id), report.printed(cell.id), "{name} {}", cell.id);
    }
}

/// The digits that an independent reader of QR codes finds in a picture.
pub fn seen(matrix: &Matrix) -> String {
    const MODULE: usize = 4;
    let side = (matrix.size() + 2 * QUIET) * MODULE;
    let dark = |x: usize, y: usize| match (
        (x / MODULE).checked_sub(QUIET),
        (y / MODULE).checked_sub(QUIET),
    ) {
        (Some(column), Some(row)) => matrix.is_dark(column, row),
        _ => false,
    };
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(
            side,
            side,
            |x, y| if dark(x, y) { 0 } else { 255 },
        );
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().expect("a code").1
}

#[test]
fn every_fixture_fits_a_printed_code_and_comes_back() {
    for (name, report) in fixtures() {
        let digits = code::write(&report).expect("a code");
        let matrix =
            Matrix::of_digits(&digits).unwrap_or_else(|| panic!("{name}: {} digits", digits.len()));
        println!("{name}: {} digits, version {}", digits.len(), matrix.version());
        assert!(matrix.version() <= usize::from(LARGEST_VERSION));
        assert_same_data(&name, &code::read(&seen(&matrix)).expect("a report"), &report);
    }
}

#[test]
fn a_scanned_code_opens_as_a_file() {
    let report = fixture("huaian-2024");
    let digits = code::write(&report).expect("a code");
    let imported =
        import(format!("{digits}\r\n").as_bytes(), &ImportOptions::default()).expect("a report");
    assert_same_data("huaian-2024", &imported.report, &report);
    assert_eq!(imported.notes, [ImportNote::NumbersOnly]);
    let cut = import(&digits.as_bytes()[..digits.len() - 4], &ImportOptions::default())
        .expect_err("it is cut");
    assert!(matches!(cut, ImportError::Code(_)) && cut.to_string().contains("少了4位"), "{cut}");
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_report_comes_back(report in any_report()) {
        let read = code::read(&code::write(&report).expect("a code")).expect("a report");
        for cell in report.form().cells() {
            prop_assert_eq!(cell_text(&read, cell.id), cell_text(&report, cell.id), "{}", cell.id);
        }
        prop_assert_eq!((read.year, &read.agency, read.form()),
            (report.year, &report.agency, report.form()));
    }

    #[test]
    fn no_text_is_too_strange_to_refuse(text in "711[0-9]{0,60}|\\PC{0,40}") {
        if let Err(error) = code::read(&text) {
            prop_assert!(error.to_string().ends_with('。'));
        }
    }

    #[test]
    fn changed_digits_are_noticed(at in any::<prop::sample::Index>(), by in 1_u8..10) {
        let digits = code::write(&fixture("distinct-2019")).expect("a code");
        let mut changed = digits.into_bytes();
        let at = at.index(changed.len());
        changed[at] = b'0' + (changed[at] - b'0' + by) % 10;
        prop_assert!(code::read(std::str::from_utf8(&changed).expect("digits")).is_err());
    }
}
