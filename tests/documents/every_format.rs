//! What holds for each format in [`Format::ALL`], whether or not there is a reader for its files:
//! an unfinished report is marked as a draft (草稿) in its content, and no text becomes a formula.

use super::write_only::FORMAT as EXAMPLE;
use crate::{fixture, writable};
use nianbao::document::DRAFT_MARK;
use nianbao::document::report::DocumentOptions;
use nianbao::edition::CellId;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::report::{Part, Report};
use std::io::{Cursor, Read};

/// The formats whose files cannot say in their content that the report is unfinished, each with the
/// reason. The manuals promise the mark for all others.
const WITHOUT_DRAFT_MARK: [(Format, &str); 0] = [];

/// Texts that a spreadsheet takes for formulas. None contains a separator of fields.
const FORMULAS: [&str; 5] = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=A1"];

fn written(report: &Report, format: Format, draft_mark: bool) -> Vec<u8> {
    let files = super::pdf::faces(super::pdf::machine());
    let options = DocumentOptions { draft_mark, ..DocumentOptions::default() };
    let fonts = Fonts { files: &files, stand_in: true };
    export(&Job { report, format, options, written_on: None, fonts }).expect("a document")
}

/// The content of a file, with the parts of a package or the streams of a PDF file decompressed,
/// and without the properties and the names of styles, which readers do not show.
fn content(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PK") {
        return package(bytes);
    }
    if bytes.starts_with(b"%PDF") {
        return streams(bytes);
    }
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    text.split_once("</head>").map_or(text.clone(), |(_, body)| body.to_owned())
}

fn package(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a whole part");
        let is_shown =
            !name.starts_with("docProps/") && !name.ends_with("/styles.xml") && name != "OFD.xml";
        if is_shown {
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    text
}

fn streams(bytes: &[u8]) -> String {
    const START: &[u8] = b"\nstream\n";
    let starts = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(START));
    let mut text = String::new();
    for at in starts {
        let mut stream = Vec::new();
        // A stream that is not compressed fails at its first byte, and is left out.
        let _ = flate2::read::ZlibDecoder::new(&bytes[at + START.len()..]).read_to_end(&mut stream);
        text.push_str(&String::from_utf8_lossy(&stream));
    }
    text
}

/// Whether a file shows the mark. A PDF file maps the glyphs of its fonts to UTF-16 in hexadecimal;
/// a font contains the characters of the mark only if a page shows them.
fn is_marked(bytes: &[u8]) -> bool {
    let content = content(bytes);
    if bytes.starts_with(b"%PDF") {
        let content = content.to_uppercase();
        return DRAFT_MARK.encode_utf16().all(|unit| content.contains(&format!("<{unit:04X}>")));
    }
    content.contains(DRAFT_MARK)
}

#[test]
fn an_unfinished_report_is_marked_in_its_content() {
    let report = fixture("blank");
    for format in writable().into_iter().chain([EXAMPLE]) {
        let reason = WITHOUT_DRAFT_MARK.iter().find(|(without, _)| *without == format);
        assert!(!is_marked(&written(&report, format, false)), "{format:?}: a finished report");
        assert_eq!(
            is_marked(&written(&report, format, true)),
            reason.is_none(),
            "{format:?}: a file with `draft_mark` set says {DRAFT_MARK} in its content; a format \
             that cannot is in WITHOUT_DRAFT_MARK, and the manuals say so"
        );
    }
}

/// The fields of a text of lines and fields that a spreadsheet takes for formulas. A number with a
/// sign is none.
fn formulas(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{feff}')
        .split(['\r', '\n', ',', ';', '\t'])
        .map(|field| field.trim_matches([' ', '"']))
        .filter(|field| field.starts_with(['=', '+', '-', '@']) && field.parse::<f64>().is_err())
        .collect()
}

#[test]
fn a_formula_is_told_from_other_fields() {
    for field in FORMULAS {
        for text in [field.to_owned(), format!("a,\"{field}\"\r\n"), format!("\u{feff}{field}\t1")]
        {
            assert_eq!(formulas(&text), [field], "{text}");
        }
        assert_eq!(formulas(&format!("1,\"'{field}\"\r\n'{field}\t-3")), [] as [&str; 0]);
    }
}

/// Spreadsheets open files of text by their extension, and calculate a field that begins like a
/// formula. They do not read the cells of a web page so. A workbook gives each cell a type, which
/// `workbook.rs` tests.
#[test]
fn no_text_becomes_a_formula() {
    let mut report = fixture("distinct-2021");
    report.set_as_issued(true);
    for (text, row) in
        FORMULAS.iter().zip(["new", "carried_in", "granted", "partial", "carried_out"])
    {
        report.set_cell(CellId::parse(&format!("requests.{row}.natural")).expect("a cell"), text);
    }
    report.sections.insert(Part::Overview, FORMULAS.join("\n\n"));
    report.agency.name = FORMULAS[0].to_owned();
    let is_page = |format: &Format| format.media_type().starts_with("text/html");
    let is_text = |format: &Format| format.media_type().starts_with("text/");
    let formats = Format::ALL.into_iter().filter(|format| is_text(format) && !is_page(format));
    for format in formats.chain([EXAMPLE]) {
        let text = String::from_utf8(written(&report, format, false)).expect("UTF-8");
        assert_eq!(
            formulas(&text),
            [] as [&str; 0],
            "{format:?}: an apostrophe before such a text keeps it from being calculated"
        );
    }
}
