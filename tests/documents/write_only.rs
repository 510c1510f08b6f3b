//! A format that has a writer and no reader: a test format that writes the three tables as lines of
//! fields. Only its record and its writer belong to this test.

use crate::{fixture, fixtures};
use nianbao::document;
use nianbao::document::{Block, DRAFT_MARK, Document};
use nianbao::export::{
    ExportError, Fonts, Format, FormatRecord, Job, Output, WriteOptions, Writer, export,
};
use nianbao::import::{self, ImportError};
use nianbao::read_back::read_back;
use nianbao::report::Date;
use nianbao::session::Session;
use nianbao::session::outbox::{
    Delivery, DocumentState, Outbox, ReadBackResult, Ticks, WrittenFile,
};
use nianbao::view::export::ExportView;

/// What stands between two fields: a sign that no text has, so that no reader of text takes the file.
const SEPARATOR: &str = "\u{1}";

/// The format of the example. Its names are such that no format of the product takes them.
pub const FORMAT: Format = Format::new(&FormatRecord {
    id: "write-only",
    name: "不回读的例子",
    purpose: "三张表的数，一行一行的",
    extension: "example",
    suffix: "",
    media_type: "text/plain; charset=utf-8",
    needs_fonts: false,
    read_as: None,
    writer: Writer::Document(write),
});

/// Writes the tables, one below the other, one line for each row. A cell that covers several
/// positions is written in the first of them. The first line of a draft says so.
#[expect(clippy::unnecessary_wraps, reason = "writers of other formats can fail")]
fn write(
    document: &Document,
    _: Option<&str>,
    _: &WriteOptions<'_>,
) -> Result<Vec<u8>, ExportError> {
    let mut text = String::new();
    if document.draft_mark {
        text.push_str(&format!("\"{DRAFT_MARK}\"\r\n"));
    }
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        let grid = table.grid();
        for (y, row) in table.rows.iter().enumerate() {
            let at = |x: usize| {
                let span = grid.at(y, x).filter(|span| (span.row, span.cols.start) == (y, x));
                field(span.map_or("", |span| &row.cells[span.index].text))
            };
            let fields = (0..grid.columns()).map(at);
            text.push_str(&(fields.collect::<Vec<_>>().join(SEPARATOR) + "\r\n"));
        }
    }
    Ok(text.into_bytes())
}

/// A field in quotes. Spreadsheets calculate a text that begins like a formula, unless there is an
/// apostrophe before it.
fn field(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@']) && text.parse::<f64>().is_err();
    let mark = if is_formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

fn written(report: &nianbao::report::Report) -> Vec<u8> {
    let options = document::report::DocumentOptions::default();
    export(&Job { report, format: FORMAT, options, written_on: None, fonts: Fonts::default() })
        .expect("a file")
}

#[test]
fn every_report_is_written() {
    for (name, report) in fixtures() {
        let text = String::from_utf8(written(&report)).expect("UTF-8");
        let rows = nianbao::edition::TableKey::ALL.map(|key| report.form().table(key).lines.len());
        assert_eq!(text.lines().count(), rows.iter().sum::<usize>(), "{name}");
    }
    let report = fixture("distinct-2021");
    assert!(String::from_utf8(written(&report)).expect("UTF-8").contains("第二十条第（一）项"));
    let options = document::report::DocumentOptions::default();
    let job =
        Job { report: &report, format: FORMAT, options, written_on: None, fonts: Fonts::default() };
    assert!(job.file_name().ends_with("年度报告.example"), "{}", job.file_name());
}

#[test]
fn its_files_are_not_read() {
    assert!(!Output::Report(FORMAT).is_read_back());
    let report = fixture("distinct-2021");
    let bytes = written(&report);
    assert_eq!(read_back(&report, &bytes), Err(ImportError::Unknown));
    let options = import::ImportOptions::default();
    assert!(matches!(import::import(&bytes, &options), Err(ImportError::Unknown)));
    assert_eq!(import::file_type(&bytes), FORMAT.read_as());
}

#[test]
fn it_is_handed_over_with_the_words_that_it_was_not_read_back() {
    let today = Date { year: 2026, month: 1, day: 20 };
    let session = Session::of_report(fixture("zero"));
    let ticks =
        Ticks { outputs: vec![FORMAT.id().to_owned(), "html".to_owned()], ..Ticks::default() };
    let mut outbox = Outbox::in_formats(&[FORMAT, Format::HTML], &session, &ticks, today);
    while let Some(output) = outbox.begin_next() {
        let proof = if output.is_read_back() {
            ReadBackResult::Equal { cells: 200, paragraphs: 9 }
        } else {
            ReadBackResult::NotRead
        };
        outbox.set_result(output, Ok((written(session.report()), proof)));
    }
    let ready: Vec<&str> = outbox.ready().map(|(row, _)| row.output.id()).collect();
    assert_eq!(ready, [FORMAT.id(), "html"]);
    let row = outbox.row(FORMAT.id()).expect("a row");
    let DocumentState::Written(WrittenFile { delivery: Delivery::No, .. }) = row.state else {
        panic!("{row:?}")
    };
    let shown: Vec<String> = ExportView::default()
        .update(&outbox, false)
        .iter()
        .map(|patch| format!("{patch:?}"))
        .collect();
    let says = |id: &str, words: &str| {
        shown.iter().any(|patch| patch.contains(id) && patch.contains(words))
    };
    assert!(
        says("nb-out-state-", "未回读") && says("nb-out-proof", "不回读的例子未回读。"),
        "{shown:#?}"
    );
    assert!(says("nb-export-save", "保存 2 个文件"), "{shown:#?}");
}
