//! Documents of every format, data codes and drafts: written and read back.

use crate::third_edition::edition::third;
use crate::{before, blank, cell, distinct, mixed, outside};
use nianbao::document::report::{DocumentOptions, cell_text, compose};
use nianbao::draft::{self, code, printed_part};
use nianbao::edition::TableKey;
use nianbao::export::{FontFile, Fonts, Format, Job, export};
use nianbao::import::{self, import};
use nianbao::layout::Face;
use nianbao::read_back::read_back;
use nianbao::recognize::ImportNote;
use nianbao::report::{Part, Report};
use nianbao::rules::RULE_SET;
use std::fs;
use std::sync::LazyLock;

/// A font of Debian's package fonts-arphic-gbsn00lp.
const FONT: &str = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";

static BYTES: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| {
    fs::read(FONT).inspect_err(|error| outside::skip("PDF files", &error.to_string())).ok()
});

fn written(report: &Report, format: Format) -> Vec<u8> {
    let bytes = BYTES.as_deref().unwrap_or_default();
    let chinese = Face::ALL.into_iter().filter(|face| *face != Face::Latin);
    let files: Vec<FontFile<'_>> =
        chinese.map(|face| FontFile { face, bytes, index: None }).collect();
    export(&Job {
        report,
        format,
        options: DocumentOptions::default(),
        written_on: None,
        fonts: Fonts { files: if bytes.is_empty() { &[] } else { &files }, stand_in: true },
    })
    .unwrap_or_else(|error| panic!("{format:?}: {error}"))
}

/// The formats that are read back; PDF where this machine has the font.
fn formats() -> impl Iterator<Item = Format> {
    let readable = Format::ALL.into_iter().filter(|format| format.read_as().is_some());
    readable.filter(|format| BYTES.is_some() || !format.needs_fonts())
}

fn assert_same(name: &str, seen: &Report, report: &Report) {
    for cell in report.form().cells() {
        let texts = (cell_text(seen, cell.id), cell_text(report, cell.id));
        assert_eq!(texts.0, texts.1, "{name} {}", cell.id);
    }
    assert_eq!(seen.form(), report.form(), "{name}");
    let options = DocumentOptions::default();
    assert_eq!(compose(seen, &options).blocks, compose(report, &options).blocks, "{name}");
}

/// Complete, as issued, blank, and mixed with tables of the edition before in both directions.
fn reports() -> Vec<(&'static str, Report)> {
    let mut as_issued = distinct();
    as_issued.set_as_issued(true);
    vec![
        ("distinct", distinct()),
        ("as issued", as_issued),
        ("blank", blank(2031)),
        ("table 3 of before", mixed("2031", [(TableKey::Requests, before().id)])),
        ("table 4 of before", mixed("2031", [(TableKey::Disputes, before().id)])),
        ("table 2 of 2031", mixed(before().id, [(TableKey::Disclosure, "2031")])),
        ("table 4 of 2031", mixed(before().id, [(TableKey::Disputes, "2031")])),
    ]
}

#[test]
fn every_format_reads_back() {
    for (name, report) in reports() {
        for format in formats() {
            let (name, bytes) = (format!("{name} {format:?}"), written(&report, format));
            let proof = read_back(&report, &bytes).expect("our own document");
            assert!(proof.is_equal(), "{name}: {proof}");
            for ignore_embedded in [true, false] {
                let options = import::ImportOptions { ignore_embedded };
                let opened = import(&bytes, &options).unwrap_or_else(|error| {
                    panic!("{name}, ignore_embedded {ignore_embedded}: {error}")
                });
                assert_eq!(opened.differences, [], "{name}");
                assert_same(&name, &opened.report, &report);
            }
        }
    }
}

/// What is said about a file is said in the words of its own edition.
#[test]
fn notes_quote_its_headings() {
    let report = distinct();
    let heading = Part::Problems.heading_in(third());
    let html = String::from_utf8(written(&report, Format::HTML_FRAGMENT)).expect("UTF-8");
    let at = html.rfind(heading).expect("the heading");
    let start = html[..at].rfind("<h").expect("its element");
    let end = at + html[at..].find("</h").expect("its end");
    let end = end + html[end..].find('>').expect("its end") + 1;
    let without = format!("{}{}", &html[..start], &html[end..]);
    let proof = read_back(&report, without.as_bytes()).expect("a report");
    let words = proof.to_string();
    assert!(words.contains(heading) && !words.contains("存在的主要问题及改进情况"), "{words}");
    let options = import::ImportOptions { ignore_embedded: true };
    let opened = import(without.as_bytes(), &options).expect("a report");
    let notes: Vec<String> = opened.notes.iter().map(ImportNote::to_string).collect();
    assert!(notes.iter().any(|note| note.contains(heading)), "{notes:?}");
    // A cell is named by the form of the report, not by that of another edition.
    let name = |report: &Report| {
        nianbao::recognize::ReportField::Cell(cell("disclosure.normative.repealed")).name(report)
    };
    assert!(name(&report).ends_with("本年废止失效件数"));
    assert!(name(&blank(2025)).ends_with("本年废止件数"));
}

/// A cell of a broken draft is named by the form of that draft.
#[test]
fn an_error_in_a_draft_quotes_its_own_form() {
    third();
    for (year, name) in [(2025, "本年废止件数"), (2031, "本年废止失效件数")] {
        let draft = format!(
            "{{\"nianbao\":1,\"year\":{year},\"cells\":{{\"disclosure.normative.repealed\":[]}}}}"
        );
        let error = draft::read(&draft).expect_err("no number").to_string();
        assert!(error.contains(&format!("“表二中行政规范性文件，{name}”")), "{error}");
    }
    for (year, name) in [(2025, "存在的主要问题及改进情况"), (2031, "下一年度工作安排")]
    {
        let draft = format!("{{\"nianbao\":1,\"year\":{year},\"sections\":{{\"problems\":[]}}}}");
        let error = draft::read(&draft).expect_err("no text").to_string();
        assert!(error.contains(&format!("“{name}的文字”")), "{error}");
    }
}

/// The fragment of a report with one label in other words, opened by what it shows.
fn opened_with(report: &Report, own: &str, other: &str) -> (Report, Vec<ImportNote>) {
    let html = String::from_utf8(written(report, Format::HTML_FRAGMENT)).expect("UTF-8");
    let changed = html.replace(own, other);
    assert_ne!(changed, html);
    let options = import::ImportOptions { ignore_embedded: true };
    let opened = import(changed.as_bytes(), &options).expect("a report");
    (opened.report, opened.notes)
}

/// Several forms fit a table from which cells are gone. The missing cells are counted in the form
/// that the table has in the report.
#[test]
fn missing_cells_are_counted_in_the_form_of_the_report() {
    third();
    for (year, id, label, table, count) in [
        // All three forms have the other columns of table 4.
        (2025, "2021", "其他结果", TableKey::Disputes, 3),
        (2031, "2031", "其他结果", TableKey::Disputes, 3),
        (2020, "2019", "（六）其他处理", TableKey::Requests, 7),
    ] {
        let report = crate::synthetic::distinct(year, id);
        let (opened, notes) = opened_with(&report, label, "另外的项目");
        assert_eq!(opened.form(), report.form(), "{id}");
        let said: Vec<&ImportNote> =
            notes.iter().filter(|note| matches!(note, ImportNote::CellsNotFound { .. })).collect();
        assert_eq!(said, [&ImportNote::CellsNotFound { table, count }], "{id}");
    }
}

/// A file without a year: the tables tell the edition, and the latest of those that they fit counts.
#[test]
fn a_year_is_assumed_that_fits_the_tables() {
    third();
    for (year, id, table, assumed) in [
        (2020, "2019", "二", 2019),
        (2025, "2021", "三", 2021),
        (2031, "2031", "四", 2031),
        // Table 4 is the same in all editions before this one.
        (2020, "2019", "四", before().first_year),
        (2025, "2021", "四", before().first_year),
    ] {
        let report = crate::synthetic::distinct(year, id);
        let html = String::from_utf8(written(&report, Format::HTML_FRAGMENT)).expect("UTF-8");
        let at = "二三四".find(table).expect("a table") / "二".len();
        let (start, _) = html.match_indices("<table").nth(at).expect("a table");
        let end = start + html[start..].find("</table>").expect("its end");
        let html =
            format!("<!DOCTYPE html><html><body>{}</table></body></html>", &html[start..end]);
        let opened = import(html.as_bytes(), &import::ImportOptions { ignore_embedded: true });
        let opened = opened.expect("a report");
        assert_eq!(opened.report.year, assumed, "table {table} of {id}");
        assert!(opened.notes.contains(&ImportNote::YearNotFound { assumed }), "{:?}", opened.notes);
    }
}

/// A row of one edition in the table of another is named: its numbers have no cell there.
#[test]
fn a_row_of_another_edition_is_named() {
    third();
    for (report, own, other) in [
        (crate::synthetic::distinct(2025, "2021"), "行政强制", "行政协议"),
        (distinct(), "行政协议", "行政强制"),
    ] {
        let html = String::from_utf8(written(&report, Format::HTML_FRAGMENT)).expect("UTF-8");
        let changed = html.replacen(own, other, 1);
        assert_ne!(changed, html);
        let options = import::ImportOptions { ignore_embedded: true };
        let opened = import(changed.as_bytes(), &options).expect("a report");
        assert_eq!(opened.report.edition(), report.edition());
        let note =
            ImportNote::UnknownRows { table: TableKey::Disclosure, labels: vec![other.to_owned()] };
        assert!(opened.notes.contains(&note), "{:?}", opened.notes);
    }
}

#[test]
fn a_data_code_is_the_report_again() {
    for (name, report) in reports() {
        let digits = code::write(&report).expect("a code");
        let read = code::read(&digits).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((read.year, read.edition()), (report.year, report.edition()), "{name}");
        assert_eq!(read.form(), report.form(), "{name}");
        for cell in report.form().cells() {
            assert_eq!(read.printed(cell.id), report.printed(cell.id), "{name} {}", cell.id);
        }
    }
}

/// Codes on paper name editions by keys, so an edition more does not change what they say.
#[test]
fn codes_of_earlier_editions_say_what_they_said() {
    third();
    let codes = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/0.1/codes.txt");
    let codes = fs::read_to_string(codes).expect("the codes of version 0.1");
    for line in codes.lines() {
        let (name, digits) = line.split_once("  ").expect("a name and digits");
        let report = code::read(digits).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(report.edition().first_year < 2031, "{name}");
        let again = code::write(&report).expect("a code");
        assert_eq!(code::read(&again).expect("a code").form(), report.form(), "{name}");
    }
    let mut of_2031 = code::write(&distinct()).expect("a code");
    assert_eq!(of_2031[8..28], *"20312031203120312031");
    // A program that does not know the edition says that a newer one is needed.
    of_2031.replace_range(12..16, "2041");
    assert_eq!(code::read(&of_2031).map(drop), Err(code::CodeError::Damaged), "the check sum");
}

#[test]
fn a_draft_opens_again() {
    for (name, report) in reports() {
        let text = draft::write(&report, RULE_SET.version);
        assert_eq!(draft::read(&text).as_ref(), Ok(&report), "{name}");
        let printed = draft::read(&printed_part(&report)).expect(name);
        assert_eq!(printed.form(), report.form(), "{name}");
    }
    assert!(draft::write(&distinct(), RULE_SET.version).contains("\"edition\": \"2031\""));
    // An edition that is not known is an error that lists those that are.
    let unknown = draft::write(&distinct(), RULE_SET.version)
        .replace("\"edition\": \"2031\"", "\"edition\": \"2041\"");
    let error = draft::read(&unknown).expect_err("no such edition").to_string();
    assert!(error.contains("2019版式") && error.contains("2031版式"), "{error}");
    assert!(error.contains("版式、2021版式") && error.contains("版式和2031版式。"), "{error}");
    assert_eq!(draft::read(&draft::write(&blank(2030), "1")).expect("a draft").edition(), before());
}
