//! Workbooks: sums are formulas, words are never formulas, the draft is carried, and independent
//! programs read the same.

use crate::documents::hidden::changed;
use crate::{fixture, fixtures, outside, written};
use calamine::{Data, DataType as _, Reader, SheetVisible, Xlsx};
use nianbao::check::Checker;
use nianbao::document::report::{DocumentOptions, cell_text};
use nianbao::draft::printed_part;
use nianbao::edition::{CellId, FormItem, TableKey};
use nianbao::export::{Format, Job, checked_workbook, xlsx};
use nianbao::formats::xlsx::CARRIED_SHEET;
use nianbao::import::{self, import};
use nianbao::number::Decimal;
use nianbao::read_back::read_back;
use nianbao::recognize::{Difference, ImportNote, ReportField};
use nianbao::report::{Part, Report};
use nianbao::rules::RULE_SET;
use nianbao::workbook::{CellRange, CellStyle, CellValue, FINDINGS_SHEET, Workbook, report};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;
use zip::{ZipArchive, ZipWriter};

fn composed(report: &Report) -> Workbook {
    report::compose(report, &DocumentOptions::default())
}

fn part(report: &Report, name: &str) -> String {
    let parts = xlsx::parts(&composed(report), None);
    parts.into_iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("{name}")).1
}

/// The places of a table's cells on its sheet, calculated a second time from the form.
fn places(report: &Report, key: TableKey) -> BTreeMap<CellId, (usize, usize)> {
    let sheet = composed(report)
        .sheets
        .into_iter()
        .find(|sheet| sheet.name == key.name())
        .expect("a sheet");
    let first =
        sheet.rows.iter().position(|row| row.cells[0].style.is_of_table()).expect("a table");
    let form = report.form().table(key);
    let mut taken = vec![vec![false; form.widths.len()]; form.lines.len()];
    let mut places = BTreeMap::new();
    for (y, line) in form.lines.iter().enumerate() {
        for item in &line.items {
            let x = taken[y].iter().position(|taken| !taken).expect("room");
            for row in taken.iter_mut().skip(y).take(item.rows()) {
                row[x..x + item.cols()].fill(true);
            }
            if let FormItem::Value { id, .. } = item {
                places.insert(*id, (first + y, x));
            }
        }
    }
    places
}

#[test]
fn every_total_of_the_form_is_a_live_sum_of_its_terms() {
    for (name, report) in fixtures() {
        let workbook = composed(&report);
        for key in TableKey::ALL {
            let sheet =
                workbook.sheets.iter().find(|sheet| sheet.name == key.name()).expect("a sheet");
            let places = places(&report, key);
            for (id, (row, column)) in &places {
                let cell = sheet.rows[*row]
                    .cells
                    .iter()
                    .find(|cell| cell.column == *column)
                    .expect("a cell");
                let CellValue::Sum(sum) = &cell.value else {
                    assert!(!report.is_calculated(*id), "{name} {id}");
                    continue;
                };
                assert!(report.is_calculated(*id), "{name} {id}");
                assert_eq!(sum.result, report.value(*id), "{name} {id}");
                let slot = report.form().slot(*id).expect("a slot");
                let mut expected: Vec<(usize, usize)> = report
                    .form()
                    .sum_deriving(slot)
                    .expect("a sum")
                    .left
                    .iter()
                    .map(|term| places[term])
                    .collect();
                expected.sort_unstable();
                let within = |area: &CellRange| {
                    (area.from.0..=area.to.0)
                        .flat_map(|y| (area.from.1..=area.to.1).map(move |x| (y, x)))
                        .collect::<Vec<_>>()
                };
                let mut terms: Vec<(usize, usize)> = sum.terms.iter().flat_map(within).collect();
                terms.sort_unstable();
                assert_eq!(terms, expected, "{name} {id}");
                assert_eq!(sum.terms.len(), 1, "the terms of {id} stand side by side");
            }
        }
    }
}

#[test]
fn formulas_are_spelled_for_people() {
    let sheet = part(&fixture("distinct-2021"), "xl/worksheets/sheet4.xml");
    assert!(sheet.contains("<f>IF(COUNT(A5:D5)=4,SUM(A5:D5),&quot;&quot;)</f>"), "{sheet}");
}

#[test]
fn words_are_never_formulas() {
    let mut report = fixture("distinct-2021");
    report.set_as_issued(true);
    let harm = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")"];
    for (text, row) in harm.iter().zip(["new", "carried_in", "granted", "partial", "carried_out"]) {
        report.set_cell(CellId::parse(&format!("requests.{row}.natural")).expect("a cell"), text);
    }
    report.sections.insert(Part::Overview, harm.join("\n\n"));
    report.agency.name = harm[0].to_owned();
    for (name, xml) in xlsx::parts(&composed(&report), None) {
        assert!(!xml.contains("<f>"), "{name}");
    }
    let strings = part(&report, "xl/sharedStrings.xml");
    assert!(harm.iter().all(|text| strings.contains(&text.replace('"', "&quot;"))));
    // Without the mark, such a cell would become a formula after it was edited.
    let (styles, sheet) =
        (part(&report, "xl/styles.xml"), part(&report, "xl/worksheets/sheet3.xml"));
    let cells = &styles[styles.find("<cellXfs").expect("looks")..];
    let marked: Vec<usize> = cells
        .split("<xf ")
        .skip(1)
        .enumerate()
        .filter(|(_, xf)| xf.contains("quotePrefix=\"1\""))
        .map(|(index, _)| index)
        .collect();
    assert!(
        marked.iter().any(|look| sheet.contains(&format!(" s=\"{look}\" t=\"s\""))),
        "{marked:?}"
    );
    assert!(crate::documents::proof_of(&report, Format::XLSX).is_equal());
}

#[test]
fn a_number_with_unit_and_remark_still_counts() {
    let mut report = fixture("distinct-2021");
    let id = |text: &str| CellId::parse(text).expect(text);
    report.set_cell(id("requests.granted.natural"), "401（其中“全部”13件）");
    let workbook = composed(&report);
    let sheet = workbook.sheets.iter().find(|sheet| sheet.name == "表三").expect("a sheet");
    let (row, column) = places(&report, TableKey::Requests)[&id("requests.granted.natural")];
    let cell = sheet.rows[row].cells.iter().find(|cell| cell.column == column).expect("a cell");
    let CellValue::Number(value, shown) = &cell.value else { panic!("{cell:?}") };
    assert_eq!(
        (*value, shown.print(*value).as_str()),
        (Decimal::from(401), "401（其中“全部”13件）")
    );
    let (row, column) = places(&report, TableKey::Requests)[&id("requests.granted.total")];
    assert!(matches!(
        &sheet.rows[row].cells.iter().find(|cell| cell.column == column).expect("a cell").value,
        CellValue::Sum(_)
    ));
}

#[test]
fn findings_and_explanations_stay_out_unless_asked_for() {
    let mut report = fixture("mixed-editions");
    report.justifications.push(nianbao::report::Justification {
        rule: "edition-year".to_owned(),
        reason: "只在草稿里的说明".to_owned(),
        ..Default::default()
    });
    let names =
        |bytes: &[u8]| Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook").sheet_names();
    assert!(!names(&written(&report, Format::XLSX)).contains(&FINDINGS_SHEET.to_owned()));
    let checker = Checker::new(&RULE_SET, &report);
    let job = Job {
        report: &report,
        format: Format::XLSX,
        options: DocumentOptions::default(),
        written_on: None,
        fonts: nianbao::export::Fonts::default(),
    };
    let bytes = checked_workbook(&job, checker.findings()).expect("a workbook");
    let mut workbook = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
    let list = workbook.worksheet_range(FINDINGS_SHEET).expect("the sheet");
    assert_eq!(list.height(), checker.findings().len() + 1);
    let first: Vec<String> =
        list.rows().nth(1).expect("a finding").iter().map(ToString::to_string).collect();
    let finding = &checker.findings()[0];
    assert_eq!(
        (first[0].as_str(), first[1].as_str()),
        (finding.severity.name(), finding.rule.title)
    );
    assert_eq!(first[2], finding.message(&report).to_string());
    // The sheet is not part of the report.
    assert!(nianbao::read_back::read_back(&report, &bytes).expect("a report").is_equal());
}

/// calamine shares only the format with this project: it reads the same numbers in the places of
/// the form, and the same sheets as hidden.
#[test]
fn another_reader_sees_the_same() {
    for (name, report) in fixtures() {
        let mut workbook =
            Xlsx::new(Cursor::new(written(&report, Format::XLSX))).expect("a workbook");
        let hidden: Vec<String> = workbook
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.visible == SheetVisible::VeryHidden)
            .map(|sheet| sheet.name.clone())
            .collect();
        assert_eq!(hidden, [CARRIED_SHEET]);
        let carried = workbook.worksheet_range(CARRIED_SHEET).expect("the sheet");
        let carried: String = carried.rows().skip(1).map(|row| row[0].to_string()).collect();
        assert_eq!(carried, nianbao::draft::printed_part(&report), "{name}");
        for key in TableKey::ALL {
            let range = workbook.worksheet_range(key.name()).expect("a sheet");
            for (id, (row, column)) in places(&report, key) {
                let place =
                    (u32::try_from(row).expect("small"), u32::try_from(column).expect("small"));
                let (seen, text) = (
                    range.get_value(place).cloned().unwrap_or(Data::Empty),
                    cell_text(&report, id),
                );
                match report.value(id) {
                    Some(value) if seen.is_float() || seen.is_int() => {
                        assert_eq!(Decimal::parse(&seen.to_string()), Some(value), "{name} {id}");
                    }
                    _ => assert_eq!(seen.to_string(), text, "{name} {id}"),
                }
            }
        }
    }
}

/// The workbook with one piece of one part replaced.
fn edited(report: &Report, name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive =
        ZipArchive::new(Cursor::new(written(report, Format::XLSX))).expect("an archive");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let entry_name = entry.name().expect("a name").into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("text");
        if entry_name == name {
            assert!(text.contains(from), "{from} in {name}");
            text = text.replacen(from, to, 1);
        }
        out.start_file(entry_name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(text.as_bytes()).expect("its text");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn an_edited_number_is_named_and_kept() {
    let report = fixture("distinct-2021");
    let id = CellId::parse("requests.new.natural").expect("a cell");
    let printed = report.printed(id);
    let bytes =
        edited(&report, "xl/worksheets/sheet3.xml", &format!("<v>{printed}</v>"), "<v>999999</v>");
    let imported = import(&bytes, &import::ImportOptions::default()).expect("a report");
    assert_eq!(imported.report.printed(id), "999999");
    let difference = Difference::new(&report, ReportField::Cell(id), printed, "999999".to_owned());
    assert!(imported.differences.contains(&difference));
    assert_eq!(imported.report.agency, report.agency);
}

#[test]
fn a_long_text_is_carried_in_pieces_and_printed_in_rows() {
    let mut report = fixture("distinct-2021");
    report.sections.insert(Part::Overview, format!("**一是**{}", "公开😀".repeat(30_000)));
    let sheet = part(&report, "xl/worksheets/sheet6.xml");
    assert!(sheet.matches("<row").count() > 3);
    let longest =
        composed(&report).sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.height).max();
    assert!(longest <= Some(nianbao::workbook::TALLEST));
    assert!(crate::documents::proof_of(&report, Format::XLSX).is_equal());
    let whole = import(&written(&report, Format::XLSX), &import::ImportOptions::default())
        .expect("a report");
    assert_eq!((whole.differences, whole.report.sections), (Vec::new(), report.sections));
}

#[test]
fn styles_say_what_cells_are() {
    let report = fixture("distinct-2021");
    let styles = part(&report, "xl/styles.xml");
    assert!(
        CellStyle::ALL.iter().all(|style| styles.contains(&format!("name=\"{}\"", style.name())))
    );
    let titles = part(&report, "xl/workbook.xml");
    // The heads of table 3, below the heading of its part and a paragraph.
    assert!(titles.contains("'表三'!$3:$5"), "{titles}");
}

/// Compares with openpyxl and LibreOffice, and with the tables of the notices transcribed a second
/// time: `tests/outside/xlsx_equals.py`.
#[test]
fn programs_that_are_not_ours_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(python) = outside::python("openpyxl", "workbooks") else { return };
    for name in
        ["distinct-2019", "distinct-2021", "distinct-2021-as-issued", "mixed-editions", "blank"]
    {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("xlsx");
        fs::write(&file, written(&fixture(name), Format::XLSX)).expect("a file");
        let draft = root.join("tests/corpus/drafts").join(name).with_extension("json");
        let output = Command::new(&python)
            .arg(root.join("tests/outside/xlsx_equals.py"))
            .args([&draft, &file])
            .output()
            .expect("python runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        print!("{said}");
        assert!(output.status.success(), "{name}: {said}");
    }
}

/// A workbook of another author: a title, the tables one below the other on one sheet, no style of
/// this program, and a number stored as text.
#[test]
fn anybodys_workbook_is_read_by_its_labels() {
    let cell =
        |name: &str, text: &str| format!("<c r='{name}' t='inlineStr'><is><t>{text}</t></is></c>");
    let rows = [
        cell("A1", "示例县甲镇人民政府2025年政府信息公开工作年度报告统计表"),
        cell("A3", "第二十条第（一）项"),
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
            .iter()
            .zip(["A4", "B4", "C4", "D4"])
            .map(|(text, name)| cell(name, text))
            .collect(),
        cell("A5", "规章") + "<c r='B5'><v>0</v></c><c r='C5'><v>0</v></c><c r='D5'><v>0</v></c>",
        cell("A6", "行政规范性文件")
            + "<c r='B6'><v>3</v></c>"
            + &cell("C6", "１")
            + "<c r='D6'><f>B6+2</f><v>5</v></c>",
        cell("A8", "注：以上不含派出机构。"),
    ];
    let sheet: String = rows
        .iter()
        .zip([1, 3, 4, 5, 6, 8])
        .map(|(cells, row)| format!("<row r='{row}'>{cells}</row>"))
        .collect();
    let sheet = format!(
        "<worksheet><sheetData>{sheet}</sheetData><mergeCells><mergeCell ref='A1:D1'/>\
            <mergeCell ref='A3:D3'/></mergeCells></worksheet>"
    );
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='Sheet1' r:id='r1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/worksheet' \
                Target='/xl/worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(text.as_bytes()).expect("its text");
    }
    let bytes = out.finish().expect("an archive").into_inner();
    let report = import(&bytes, &import::ImportOptions::default()).expect("a report").report;
    let printed = |id: &str| report.printed(CellId::parse(id).expect(id));
    assert_eq!(report.year, 2025);
    assert_eq!(
        ["issued", "repealed", "in_force"]
            .map(|column| printed(&format!("disclosure.normative.{column}"))),
        ["3", "１", "5"]
    );
    assert_eq!(printed("disclosure.regulations.issued"), "0");
}

/// A workbook saved by a program that does not calculate, such as openpyxl: the formulas are there
/// without their results.
#[test]
fn sums_that_nobody_worked_out_are_neither_blank_nor_changed() {
    let report = fixture("distinct-2021");
    let emptied = Cell::new(0);
    let file = changed(&written(&report, Format::XLSX), "xl/worksheets/sheet3.xml", |text| {
        let (start, sums) = text.split_once("</f><v>").expect("a sum");
        let sums: Vec<&str> =
            sums.split("</f><v>").map(|sum| sum.split_once("</v>").expect("its end").1).collect();
        emptied.set(sums.len());
        format!("{start}</f><v></v>{}", sums.join("</f><v></v>"))
    });
    let imported = import(&file, &import::ImportOptions::default()).expect("a report");
    assert_eq!(imported.differences, []);
    assert_eq!(printed_part(&imported.report), printed_part(&report));
    assert_eq!(
        imported.notes,
        [ImportNote::WithoutResult { table: TableKey::Requests, count: emptied.get() }]
    );
    assert!(imported.notes[0].to_string().contains("没有存算出来的数"), "{}", imported.notes[0]);
    // A file of this program must contain the results.
    assert_eq!(read_back(&report, &file).expect("our own").differences.len(), emptied.get());
}
