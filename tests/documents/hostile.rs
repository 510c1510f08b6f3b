//! Files that are not ours, broken or made to harm: each gets a sentence, soon, and in little memory.

use crate::{fixture, written};
use nianbao::document::report::Options as Asked;
use nianbao::draft::DraftError;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::import::{ImportError, Limit, Options, import};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Why a file is not opened: in a sentence.
pub fn refused(bytes: &[u8]) -> ImportError {
    let error = import(bytes, &Options::default()).map(|imported| imported.report.year).expect_err("no report");
    let sentence = error.to_string();
    assert!(sentence.ends_with('。') && sentence.chars().count() < 120, "{sentence}");
    error
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(*name, options).expect("an entry");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(refused(b""), ImportError::Empty);
    assert_eq!(refused(&[0; 4096]), ImportError::Empty);
    assert_eq!(refused(b" \n"), ImportError::Empty);
    assert_eq!(refused(b"\xff\xd8\xff\xe0 JFIF"), ImportError::Unknown);
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ImportError::OldOffice);
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(order).collect()
    };
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(refused(&utf16("\r\n{\"nianbao\": 1}", order)), ImportError::Draft(DraftError::NotUtf8));
        assert_eq!(refused(&utf16("<html>", order)), ImportError::NotUtf8);
        assert_eq!(refused(&utf16("公开", order)), ImportError::Unknown);
    }
    assert_eq!(refused(b"<html><body><p>\xb9\xab\xbf\xaa"), ImportError::NotUtf8);
    assert_eq!(refused("<html><p>今天天气很好。".as_bytes()), ImportError::NoReport);
    assert_eq!(refused(&package(&[("xl/workbook.xml", b"<workbook/>")])), ImportError::NoReport);
    assert_eq!(refused(&package(&[("OFD.xml", b"<ofd/>")])), ImportError::Damaged { part: "OFD.xml".to_owned() });
    assert_eq!(refused(&package(&[("ppt/presentation.xml", b"<p/>")])), ImportError::NotWord);
    assert!(matches!(refused(b"{\"a\":1}"), ImportError::Draft(_)));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    assert_eq!(refused(&vec![b' '; 100 << 20]), ImportError::TooMuch(Limit::File));
}

#[test]
fn a_broken_off_document_is_damaged() {
    let whole = written(&fixture("distinct-2021"), Format::Docx);
    for length in [2, 3, 30, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(refused(&whole[..length]), ImportError::Damaged { .. }), "{length}");
    }
    let damaged = ImportError::Damaged { part: "word/document.xml".to_owned() };
    assert_eq!(refused(&package(&[("word/document.xml", b"<w:document><w:body>")])), damaged);
    assert_eq!(refused(&package(&[("word/document.xml", b"<a></b>")])), damaged);
    assert_eq!(refused(&package(&[("word/document.xml", b"\xff\xfe<")])), damaged);
}

#[test]
fn what_grows_when_unpacked_is_stopped() {
    let bomb = vec![b' '; 40 << 20];
    assert_eq!(refused(&package(&[("word/document.xml", &bomb)])), ImportError::TooMuch(Limit::Part));
    let names: Vec<String> = (0..5000).map(|n| format!("word/media/{n}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refused(&package(&parts)), ImportError::TooMuch(Limit::Entries));
    let entities = "<!DOCTYPE a [<!ENTITY b \"公开公开公开公开\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;&c;&c;</a>";
    assert_eq!(refused(&package(&[("word/document.xml", entities.as_bytes())])), ImportError::NoReport);
}

#[test]
fn workbooks_that_are_broken_or_made_to_harm() {
    let whole = written(&fixture("distinct-2021"), Format::Xlsx);
    for length in [30, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(refused(&whole[..length]), ImportError::Damaged { .. }), "{length}");
    }
    let list = b"<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>";
    let links = b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
    let sheet =
        |xml: &[u8]| refused(&package(&[("xl/workbook.xml", list), ("xl/_rels/workbook.xml.rels", links), ("xl/worksheets/sheet1.xml", xml)]));
    assert_eq!(sheet(b"<worksheet><sheetData>"), ImportError::Damaged { part: "xl/worksheets/sheet1.xml".to_owned() });
    assert_eq!(sheet(b"<worksheet/>"), ImportError::NoReport);
    let far = b"<worksheet><sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row><row r='0'><c r='A0'><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B9:A1'/><mergeCell ref='A99999999999999999999:B1'/><mergeCell/></mergeCells></worksheet>";
    assert_eq!(sheet(far), ImportError::NoReport);
    let merges = "<mergeCell ref='A1:BL512'/>".repeat(100_000);
    assert_eq!(sheet(format!("<worksheet><mergeCells>{merges}</mergeCells></worksheet>").as_bytes()), ImportError::NoReport);
    let strange = "<worksheet><sheetData><row><c t='s'><v>99999999999999999999</v></c><c t='e'><v>#REF!</v></c><c><v>1E999999</v></c><c s='77'><v>NaN</v></c></row></sheetData></worksheet>";
    assert_eq!(sheet(strange.as_bytes()), ImportError::NoReport);
    assert_eq!(sheet(&vec![b' '; 40 << 20]), ImportError::TooMuch(Limit::Part));
    let deep = format!("{}{}", "<c>".repeat(100_000), "</c>".repeat(100_000));
    assert_eq!(sheet(deep.as_bytes()), ImportError::TooMuch(Limit::Depth));
}

#[test]
fn custom_parts_of_others_do_no_harm() {
    let heading = |text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let headings = heading("一、总体情况") + &heading("六、其他需要报告的事项");
    let page = format!("<w:document xmlns:w=\"w\"><w:body>{headings}</w:body></w:document>");
    let body = ("word/document.xml", page.as_bytes());
    let read = |parts: &[(&str, &[u8])]| import(&package(parts), &Options::default()).map(|imported| imported.carried.is_some());
    assert_eq!(read(&[body, ("customXml/item1.xml", b"\xff\xfe<"), ("customXml/item2.xml", b"<a></b>"), ("customXml/item3.xml", b"")]), Ok(false));
    // Parts with other names are not even unpacked, and of the others not too many.
    let large = vec![b' '; 30 << 20];
    assert_eq!(read(&[body, ("customXml/itemProps1.xml", &large), ("customXml/items.xml", &large), ("customXml/item1.xml.bak", &large)]), Ok(false));
    let many: Vec<String> = (0..3).map(|n| format!("customXml/item{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = [body].into_iter().chain(many.iter().map(|name| (name.as_str(), large.as_slice()))).collect();
    assert_eq!(read(&parts), Err(ImportError::TooMuch(Limit::Part)));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    assert_eq!(refused(&package(&[("word/document.xml", deep.as_bytes())])), ImportError::TooMuch(Limit::Depth));
    for tag in ["<div>", "<table><tr><td>", "<b>", "<ul><li>"] {
        let page = format!("<html><body>{}", tag.repeat(200_000));
        assert_eq!(refused(page.as_bytes()), ImportError::TooMuch(Limit::Depth), "{tag}");
    }
}

#[test]
fn many_elements_and_wide_spans_end_soon() {
    let wide = format!("<table>{}</table>", "<tr><td rowspan=65534 colspan=1000>公开</td></tr>".repeat(20_000));
    assert_eq!(refused(wide.as_bytes()), ImportError::NoReport);
    let many = "<i></i>".repeat(2_000_000);
    assert_eq!(refused(many.as_bytes()), ImportError::TooMuch(Limit::Elements));
}

#[test]
fn scripts_in_the_text_are_words() {
    let mut report = fixture("distinct-2021");
    let harm = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u{2028}<!--";
    report.agency.name = harm.to_owned();
    report.preface.text = harm.to_owned();
    report.sections.insert(nianbao::report::Part::Other, format!("{harm}。"));
    for format in [Format::Html, Format::HtmlFragment] {
        let page = String::from_utf8(written(&report, format)).expect("text");
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert!(!page.contains("<img") && !page.contains("<!--"));
    }
    let job = Job {
        report: &report,
        format: Format::Docx,
        options: Asked { draft_mark: true, ..Asked::default() },
        written_on: None,
        fonts: Fonts::default(),
    };
    let name = job.file_name();
    assert!(!name.contains(['<', '>', '/', ':', '"']), "{name}");
    let imported = import(&export(&job).expect("a document"), &Options { ignore_embedded: true }).expect("a report");
    assert_eq!(imported.report.preface_paragraphs(), [harm.replace('\u{2028}', " ")]);
}
