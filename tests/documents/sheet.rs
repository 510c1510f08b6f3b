//! Check sheets: one page for every report, in every format, with a code from which the tables can
//! be read; and archives of finished files.

use crate::{fixture, fixtures, readable, written};
use nianbao::check::{Checker, Packs};
use nianbao::check_sheet::checked::CheckSummary;
use nianbao::check_sheet::compose;
use nianbao::document::report::{DocumentOptions, cell_text};
use nianbao::document::{Block, digest::Digest, report};
use nianbao::draft::code;
use nianbao::export::{Fonts, Format, Job, Output, archive, check_sheet, export};
use nianbao::import::{self, import};
use nianbao::layout::{NominalMetrics, layout};
use nianbao::read_back::read_back;
use nianbao::report::{Date, Report};
use nianbao::rules::RULE_SET;
use std::io::{Cursor, Read};

const DAY: Option<Date> = Some(Date { year: 2026, month: 1, day: 20 });

fn checked(report: &Report) -> CheckSummary {
    CheckSummary::of(report, &Checker::new(&RULE_SET, report), &Packs::default(), DAY)
}

fn job(report: &Report, format: Format) -> Job<'_> {
    Job {
        report,
        format,
        options: DocumentOptions::default(),
        written_on: DAY,
        fonts: Fonts::default(),
    }
}

#[test]
fn every_report_has_a_sheet_of_one_page_that_names_it() {
    for (name, report) in fixtures() {
        let sheet = compose(&report, &checked(&report));
        let pages = layout(&sheet, &NominalMetrics);
        assert_eq!((pages.pages.len(), pages.pages[0].codes.len()), (1, 1), "{name}");
        let words: String = pages.pages[0].runs.iter().map(|run| run.text.as_str()).collect();
        let digest = Digest::of(&report::compose(&report, &DocumentOptions::default())).short();
        for said in
            [report.agency.name.as_str(), &digest, "2026年1月20日", "经办人签字", "“扫码打开”"]
        {
            assert!(words.contains(said), "{name}: {said} is not in {words}");
        }
        let Some(Block::Code { matrix, .. }) = sheet.blocks.last() else {
            panic!("{name}: no code at the end")
        };
        let read = code::read(&super::code::seen(matrix)).expect("a report");
        for cell in report.form().cells() {
            assert_eq!(
                cell_text(&read, cell.id),
                cell_text(&report, cell.id),
                "{name} {}",
                cell.id
            );
        }
    }
}

#[test]
fn it_is_written_in_the_formats_of_paper_alone() {
    let report = fixture("distinct-2021");
    let write = |format| check_sheet(&job(&report, format), &checked(&report));
    for format in Format::ALL.into_iter().filter(|format| !format.needs_fonts()) {
        assert_eq!(write(format).is_ok(), Output::SHEETS.contains(&format), "{format:?}");
    }
    assert_eq!(write(Format::DOCX).expect("Word"), write(Format::DOCX).expect("the same bytes"));
    assert!(write(Format::XLSX).expect_err("no sheet").to_string().contains("核对单可以做成"));
}

#[test]
fn opened_as_a_report_it_is_called_by_its_name() {
    let report = fixture("distinct-2021");
    let files = super::pdf::faces(super::pdf::machine());
    for format in Output::SHEETS.into_iter().filter(|format| readable().contains(format)) {
        let job = Job { fonts: Fonts { files: &files, stand_in: true }, ..job(&report, format) };
        let written = check_sheet(&job, &checked(&report)).expect("a sheet");
        let sentence =
            import(&written, &import::ImportOptions::default()).expect_err("no report").to_string();
        assert!(
            sentence.contains("这是核对单，不是报告") && sentence.contains("“扫码打开”"),
            "{format:?}: {sentence}"
        );
    }
}

#[test]
fn the_mark_of_a_draft_changes_nothing_that_is_read_back() {
    let report = fixture("distinct-2021");
    for format in readable().into_iter().filter(|format| !format.needs_fonts()) {
        let marked = Job {
            options: DocumentOptions { draft_mark: true, ..DocumentOptions::default() },
            ..job(&report, format)
        };
        let bytes = export(&marked).expect("a document");
        assert_ne!(bytes, written(&report, format), "{format:?} is marked");
        let proof = read_back(&report, &bytes).expect("our own document");
        assert!(proof.is_equal(), "{format:?}: {proof}");
    }
}

#[test]
fn an_archive_has_readable_names_and_the_same_bytes_each_time() {
    let report = fixture("zero");
    let files: Vec<(String, Vec<u8>)> = [Format::DOCX, Format::HTML]
        .map(|format| (job(&report, format).file_name(), written(&report, format)))
        .into();
    let bytes = archive(&files, DAY).expect("an archive");
    assert_eq!(bytes, archive(&files, DAY).expect("an archive"));
    assert_ne!(bytes, archive(&files, None).expect("an archive"), "the day is in it");
    assert_eq!(
        job(&report, Format::DOCX).archive_name(),
        "示例县青石街道办事处2025年政府信息公开工作年度报告.zip"
    );
    let mut read = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for (index, (name, content)) in files.iter().enumerate() {
        let mut entry = read.by_index(index).expect("an entry");
        assert_eq!(entry.name_raw(), name.as_bytes(), "UTF-8");
        assert_eq!(
            entry.last_modified().map(|time| (time.year(), time.month(), time.day())),
            Some((2026, 1, 20))
        );
        let mut there = Vec::new();
        entry.read_to_end(&mut there).expect("whole");
        assert!(there == *content, "{name}");
    }
}
