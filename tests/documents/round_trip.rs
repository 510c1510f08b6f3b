//! Printed documents read back equal: by the visible content alone, for any report, and together
//! with the carried draft.

use crate::properties::cases;
use crate::{fixture, fixtures, readable, writable, written};
use nianbao::document::clean;
use nianbao::document::report::{DocumentOptions, cell_text, compose};
use nianbao::draft::{self, printed_part};
use nianbao::edition::{AgencyLevel, CellId, TableKey, editions};
use nianbao::export::Format;
use nianbao::import::{self, Imported, import};
use nianbao::report::{Agency, Entry, Part, Period, Preface, Report, Signature};
use nianbao::sorted_map::SortedMap;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseError;

/// The report, limited to characters in the fonts of these tests: a missing character would prevent
/// the file.
fn settable(report: &Report) -> Report {
    draft::read(&draft::write(report, "1").replace('😀', "喜")).expect("a draft")
}

fn read_back(report: &Report, format: Format, ignore_embedded: bool) -> Imported {
    import(&written(report, format), &import::ImportOptions { ignore_embedded })
        .expect("our own document")
}

fn assert_reads_back(name: &str, report: &Report) {
    for format in readable() {
        let seen = read_back(report, format, true).report;
        for cell in report.form().cells() {
            assert_eq!(
                cell_text(&seen, cell.id),
                cell_text(report, cell.id),
                "{name} {format:?} {}",
                cell.id
            );
        }
        let options = DocumentOptions::default();
        assert_eq!(
            compose(&seen, &options).blocks,
            compose(report, &options).blocks,
            "{name} {format:?}"
        );
        let whole = read_back(report, format, false);
        assert_eq!(whole.differences, [], "{name} {format:?}");
        assert_eq!(printed_part(&whole.report), printed_part(report), "{name} {format:?}");
    }
}

#[test]
fn every_fixture_reads_back() {
    for (name, report) in fixtures() {
        assert_reads_back(&name, &report);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, report) in fixtures() {
        for format in writable() {
            let (once, again) = (written(&report, format), written(&report.clone(), format));
            assert!(once == again, "{name} {format:?}");
        }
    }
}

/// Texts that clerks and other programs put into cells.
const TYPED: [&str; 18] = [
    "",
    "0",
    "7",
    "12",
    "12345678",
    "+14",
    "-3",
    "/",
    "—",
    "96171.60",
    "１２",
    "1,234",
    "12件",
    "十二",
    "22（其中修订16件，废止3件）",
    "5（a）b",
    "待核实",
    "<b>&\"",
];
/// Pieces of sentences, some of them difficult to read back.
const WORDS: [&str; 22] = [
    "全年主动公开信息",
    "一是",
    "3件，",
    " ",
    "\u{3000}",
    "\u{3000}\u{3000}\u{3000}",
    "\u{a0}",
    "\t",
    "<script>alert(1)</script>",
    "&amp;",
    "“引号”——",
    "𠮷😀",
    "\u{7}",
    "{{requests.new.total}}",
    "{{disclosure.normative.in_force}}",
    "{{nobody}}",
    "（一）样子像标题",
    "二、主动公开政府信息情况",
    "2025年1月20日",
    "http://www.example.gov.cn/",
    "]]>",
    "。",
];

fn sentence() -> impl Strategy<Value = String> {
    let run = (prop::collection::vec(select(&WORDS[..]), 1..4), any::<bool>()).prop_map(
        |(words, bold)| if bold { format!("**{}**", words.concat()) } else { words.concat() },
    );
    prop::collection::vec(run, 0..4).prop_map(|runs| runs.concat())
}

fn prose() -> impl Strategy<Value = String> {
    let line = (any::<bool>(), sentence())
        .prop_map(|(heading, words)| if heading { format!("### {words}") } else { words });
    prop::collection::vec(line, 0..5).prop_map(|lines| lines.join("\n"))
}

fn plain_line() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.into_iter().filter(|word| !word.contains("{{")).collect();
    prop::collection::vec(select(words), 0..4).prop_map(|words| words.concat())
}

fn text_members()
-> impl Strategy<Value = (Preface, Option<String>, Vec<String>, Vec<String>, Option<Signature>)> {
    let titles = [
        "示例县甲镇人民政府\n2024年政府信息公开工作年度报告",
        "2024年度政府信息公开工作年报",
        "关于公开的报告\n（示例）",
    ];
    let preface =
        (plain_line(), any::<bool>(), any::<bool>()).prop_map(|(text, lists_parts, dated)| {
            Preface {
                text,
                lists_parts,
                basis: "《条例》".to_owned(),
                period: if dated {
                    Period { from: "2024-01-01".to_owned(), to: "2024-12-31".to_owned() }
                } else {
                    Period::default()
                },
                ..Preface::default()
            }
        });
    let title = prop::option::of(select(titles.to_vec()).prop_map(str::to_owned));
    let signature =
        (plain_line(), select(vec!["2025-01-20", "二〇二五年一月", "", "2025年1月20日"]))
            // On paper a single line that looks like a date is read as the date.
            .prop_filter("a day", |(agency, date)| {
                !date.is_empty() || !agency.trim_end().ends_with(['日', '月'])
            })
            .prop_map(|(agency, date)| Signature { agency, date: date.to_owned() });
    (
        preface,
        title,
        prop::collection::vec(plain_line(), 6),
        prop::collection::vec(plain_line(), 3),
        prop::option::of(signature),
    )
}

prop_compose! {
    /// A report of any editions, with cells and texts of any kind.
    pub fn any_report()(
        of in prop::array::uniform3(0..2_usize),
        as_issued in any::<bool>(),
        cells in prop::collection::vec((any::<Index>(), select(&TYPED[..])), 0..120),
        fill in select(vec!["", "0", "3"]),
        remark in prop::option::of((any::<Index>(), plain_line())),
        unit in prop::option::of(select(vec!["元", "万元"])),
        name in select(vec!["示例县甲镇人民政府", "宁夏回族自治区示例市示例县示例路街道办事处", ""]),
        prose in prop::collection::vec(prose(), 6),
        (preface, title, headings, notes, signature) in text_members(),
    ) -> Report {
        let agency = Agency {
            name: name.to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: Some(true),
        };
        let mut report = Report::new(if of[0] == 0 { 2020 } else { 2024 }, agency);
        let tables: SortedMap<_, _> = TableKey::ALL.into_iter().zip(of)
            .map(|(key, of)| (key, &editions()[of])).collect();
        report.set_editions(&editions()[of[0]], tables);
        report.set_as_issued(as_issued);
        let ids: Vec<CellId> = report.form().cells().iter().map(|cell| cell.id).collect();
        for id in ids.iter().filter(|id| !report.form().is_derived(**id))
            .copied().collect::<Vec<_>>() {
            report.set_cell(id, fill);
        }
        for (at, typed) in cells {
            let id = *at.get(&ids);
            if !report.is_calculated(id) {
                report.set_cell(id, typed);
            }
        }
        if let Some((at, words)) = remark.filter(|(_, words)| !clean(words).is_empty()) {
            // An entry that is not a number has no remark: brackets after it are part of it.
            let id = *at.get(&ids);
            if !matches!(report.entry(id), Some(Entry::Unreadable(_))) {
                report.remarks.insert(id, words);
            }
        }
        let picks_unit = report.form().cells().iter()
            .find(|cell| cell.picks_unit).map(|cell| cell.id);
        if let (Some(unit), Some(cell)) = (unit, picks_unit) {
            report.units.insert(cell, unit.to_owned());
        }
        for (part, text) in Part::ALL.into_iter().zip(prose) {
            report.sections.insert(part, text);
        }
        for (part, heading) in Part::ALL.into_iter().zip(headings) {
            if !clean(&heading).is_empty() {
                report.headings.insert(part, heading);
            }
        }
        for (key, note) in TableKey::ALL.into_iter().zip(notes) {
            report.table_notes.insert(key, note);
        }
        report.preface = preface;
        report.title = title;
        // On pages, a date alone in the place of the agency is read as the date.
        report.signature = signature.filter(|said| !(said.date.is_empty()
            && said.agency.contains('年') && said.agency.contains('月')));
        report
    }
}

/// The visible content equals the report, and so does the visible content with the carried draft.
fn reads_back(report: &Report, format: Format) -> Result<(), TestCaseError> {
    let bytes = written(report, format);
    let read = |ignore_embedded| {
        import(&bytes, &import::ImportOptions { ignore_embedded }).expect("our own document")
    };
    let seen = read(true).report;
    for cell in report.form().cells() {
        prop_assert_eq!(
            cell_text(&seen, cell.id),
            cell_text(report, cell.id),
            "{:?} {}",
            format,
            cell.id
        );
    }
    let options = DocumentOptions::default();
    let (expected, found) = (compose(report, &options), compose(&seen, &options));
    for (left, right) in expected.blocks.iter().zip(&found.blocks) {
        prop_assert_eq!(left, right, "{:?}", format);
    }
    prop_assert_eq!(expected.blocks.len(), found.blocks.len());
    let whole = read(false);
    prop_assert_eq!(&whole.differences, &[]);
    // A draft does not distinguish an empty text from an absent one.
    let carried = draft::read(&printed_part(report)).expect("a draft");
    prop_assert_eq!(printed_part(&whole.report), printed_part(&carried));
    Ok(())
}

/// Texts of a part that once were not read back: lines that end in blanks of several widths, with a
/// bold run behind or before them.
const TEXTS: [&str; 3] = [
    "二、主动公开政府信息情况全年主动公开信息“引号”——\u{3000}**全年主动公开信息**",
    "**二、主动公开政府信息情况**。18 \u{a0}2025年1月20日",
    "一是“引号”——\u{a0}**<script>alert(1)</script>2025年1月20日二、主动公开政府信息情况**",
];

#[test]
fn texts_that_were_lost_read_back() {
    for (edition, text) in editions().iter().flat_map(|edition| TEXTS.map(|text| (edition, text))) {
        let mut report = fixture("blank");
        report.year = edition.first_year;
        report.set_editions(edition, SortedMap::new());
        for part in Part::ALL {
            report.sections.insert(part, text.to_owned());
        }
        assert_reads_back(text, &report);
    }
}

/// Agencies of a signature that once were not read back: the last letters run over into a line of
/// their own, and no date follows.
const AGENCIES: [&str; 3] = [
    "http://www.example.gov.cn/\u{3000}\u{3000}\u{3000}<script>alert(1)</script>",
    "http://www.example.gov.cn/\u{3000}\u{3000}\u{3000}(script)alert(1)(/script)W",
    "http://www.example.gov.cn/\u{3000}\u{3000}\u{3000}<script>alert(1)</script>i",
];

#[test]
fn agencies_that_were_taken_for_a_date_read_back() {
    for agency in AGENCIES {
        let mut report = fixture("blank");
        report.signature = Some(Signature { agency: agency.to_owned(), date: String::new() });
        assert_reads_back(agency, &report);
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_report_reads_back(report in any_report()) {
        for format in readable().into_iter().filter(|format| !format.needs_fonts()) {
            reads_back(&report, format)?;
        }
    }
}

proptest! {
    // Embedding fonts is slow in a build without optimization.
    #![proptest_config(ProptestConfig { max_shrink_iters: 64, ..cases(12) })]

    #[test]
    fn any_report_reads_back_from_its_pages(report in any_report()) {
        for format in readable().into_iter().filter(|format| format.needs_fonts()) {
            reads_back(&settable(&report), format)?;
        }
    }
}
