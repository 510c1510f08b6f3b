//! The smallest files that were misread, each with one fault.

use super::{beside, read_file, seen};

/// A file, a cell, and what must come out.
const CELLS: &[(&str, &str, &str)] = &[
    ("01-amount-in-yuan.html", "disclosure.fees.amount", "7.12"),
    ("02-two-years-side-by-side.html", "disclosure.normative.issued", "4"),
    ("03-own-and-all.html", "disclosure.normative.issued", "4?2|4"),
    ("04-superscript-note.html", "disclosure.licensing.decisions", "787"),
    ("05-struck-out.html", "disclosure.licensing.decisions", "787"),
    ("06-two-paragraphs-in-a-cell.html", "disclosure.licensing.decisions", "?787|12|78712"),
    ("07-hidden-by-style-sheet.html", "disclosure.normative.issued", "4"),
    ("07-hidden-by-style-sheet.html", "disclosure.normative.repealed", "1"),
    ("08-rows-that-differ-in-brackets.html", "disclosure.penalties.decisions", "1095?17|1095"),
    ("09-table4-two-rows.html", "disputes.review.upheld", "2"),
    ("09-table4-two-rows.html", "disputes.review.total", "8"),
    ("10-other-in-another-group.html", "requests.other.other.natural", "5"),
    ("10-other-in-another-group.html", "requests.other.overdue_fee.natural", "4"),
    ("11-blank-half-before-number.html", "disclosure.licensing.decisions", "787"),
    ("12-last-years-table-first.html", "requests.new.natural", "9"),
    ("17-gridbefore.docx", "requests.total.natural", "21"),
    ("17-gridbefore.docx", "requests.total.other", "26"),
    ("17-gridbefore.docx", "requests.total.total", "141"),
    ("18-two-years-in-one-sheet.xlsx", "disclosure.normative.issued", "?8|4"),
    ("19-struck-out-in-a-sheet.xlsx", "disclosure.normative.issued", "4"),
];

#[test]
fn cells_are_right_or_doubted() {
    let Some(folder) = beside("foreign") else { return };
    let wrong: Vec<String> = CELLS
        .iter()
        .filter_map(|(file, id, expected)| {
            let imported = read_file(&folder.join(file));
            let text = seen(&imported, id);
            let notes = imported.notes.iter().map(|note| format!("\n    {note}"));
            (text != *expected).then(|| {
                format!("{file} {id}: “{text}”, not “{expected}”{}", notes.collect::<String>())
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CELLS.len(), wrong.join("\n"));
}

#[test]
fn year_and_agency_are_right() {
    let Some(folder) = beside("foreign") else { return };
    let of = |file: &str| {
        let report = read_file(&folder.join(file)).report;
        (report.year, report.agency.name)
    };
    let town = "清源县青石镇人民政府".to_owned();
    for file in [
        "01-amount-in-yuan.html",
        "14-year-of-the-law.docx",
        "15-guanyu-in-title.docx",
        "20-breadcrumb-is-the-title.html",
    ] {
        assert_eq!(of(file), (2024, town.clone()), "{file}");
    }
}
