//! Invisible content of a file does not count: text that was hidden is reported like text that was
//! removed.

use crate::documents::noticed;
use crate::{fixture, written};
use nianbao::document::report::cell_text;
use nianbao::edition::CellId;
use nianbao::export::Format;
use nianbao::report::Report;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A number that occurs once in the report, and its cell.
fn number(report: &Report) -> (CellId, String) {
    let id = CellId::parse("requests.denied.third_party.welfare").expect("a cell");
    (id, cell_text(report, id))
}

/// The file with a change in one of its parts; the part must be changed by it.
pub fn changed(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_changed = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut held = Vec::new();
        entry.read_to_end(&mut held).expect("its bytes");
        if name == part {
            let text = String::from_utf8(held).expect("text");
            held = change(&text).into_bytes();
            is_changed = held != text.as_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).expect("an entry");
        new.write_all(&held).expect("memory");
    }
    assert!(is_changed, "{part}");
    new.finish().expect("an archive").into_inner()
}

/// The text before and from the last start tag of an element in front of a word.
fn around<'a>(text: &'a str, element: &str, word: &str) -> (&'a str, &'a str) {
    let at = text.find(word).unwrap_or_else(|| panic!("no {word}"));
    text.split_at(text[..at].rfind(element).unwrap_or_else(|| panic!("no {element}")))
}

#[test]
fn hidden_text_of_word_is_noticed() {
    let report = fixture("distinct-2021");
    let (_, number) = number(&report);
    let words = format!("<w:t>{number}</w:t>");
    let file = written(&report, Format::DOCX);
    let with = |element: &str, from: &str, to: &str| {
        changed(&file, "word/document.xml", |text| {
            let (before, rest) = around(text, element, &words);
            format!("{before}{}", rest.replacen(from, to, 1))
        })
    };
    let gone = [(number.clone(), String::new())];
    let hidden = with("<w:r>", "</w:rPr>", "<w:vanish/></w:rPr>");
    assert_eq!(noticed(&hidden), gone);
    assert_eq!(noticed(&with("<w:r>", "</w:rPr>", "<w:vanish w:val=\"0\"/></w:rPr>")), []);
    // Text that is hidden only in the web view is visible on pages.
    assert_eq!(noticed(&with("<w:r>", "</w:rPr>", "<w:webHidden/></w:rPr>")), []);
    // Text is also hidden by a style, or by the style that it is based on; two such settings cancel
    // each other.
    let style = |kind: &str, id: &str, more: &str| {
        format!(
            "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>{more}</w:style>"
        )
    };
    let styled = |run: &str, paragraph: &str| {
        let bytes = changed(&file, "word/document.xml", |text| {
            let (before, rest) = around(text, "<w:p>", &words);
            let rest = rest.replacen("<w:rPr>", &format!("<w:rPr>{run}"), 1);
            let (start, end) = rest.split_once("<w:pStyle w:val=\"").expect("a style");
            let (own, end) = end.split_once('"').expect("its name");
            format!(
                "{before}{start}<w:pStyle w:val=\"{}\"{end}",
                if paragraph.is_empty() { own } else { paragraph }
            )
        });
        changed(&bytes, "word/styles.xml", |text| {
            let hidden = style("character", "Unseen", "<w:rPr><w:vanish/></w:rPr>")
                + &style("character", "Heir", "<w:basedOn w:val=\"Unseen\"/>");
            let hidden =
                hidden + &style("paragraph", "UnseenParagraph", "<w:rPr><w:vanish/></w:rPr>");
            text.replacen("</w:styles>", &format!("{hidden}</w:styles>"), 1)
        })
    };
    assert_eq!(noticed(&styled("<w:rStyle w:val=\"Unseen\"/>", "")), gone);
    assert_eq!(noticed(&styled("<w:rStyle w:val=\"Heir\"/>", "")), gone);
    assert_eq!(noticed(&styled("", "UnseenParagraph")), gone);
    assert_eq!(noticed(&styled("<w:rStyle w:val=\"Heir\"/>", "UnseenParagraph")), []);
    // A whole row is hidden.
    let row = changed(&file, "word/document.xml", |text| {
        let (before, rest) = around(text, "<w:tr>", &words);
        let (start, end) = rest.split_at("<w:tr>".len());
        let hidden = end.strip_prefix("<w:trPr>").map_or_else(
            || format!("<w:trPr><w:hidden/></w:trPr>{end}"),
            |rest| format!("<w:trPr><w:hidden/>{rest}"),
        );
        format!("{before}{start}{hidden}")
    });
    let found = noticed(&row);
    assert!(
        found.len() == 7
            && found.contains(&gone[0])
            && found.iter().all(|(_, visible)| visible.is_empty()),
        "{found:?}"
    );
}

#[test]
fn hidden_elements_of_a_page_are_noticed() {
    let report = fixture("distinct-2021");
    let (_, number) = number(&report);
    let page = String::from_utf8(written(&report, Format::HTML)).expect("text");
    let gone = [(number.clone(), String::new())];
    let cell = format!(">{number}</td>");
    let with = |new: &str| {
        assert!(page.contains(&cell));
        noticed(page.replacen(&cell, new, 1).as_bytes())
    };
    for style in [
        "style='display:none'",
        "style='color: red; DISPLAY : None !important'",
        "style='visibility:hidden'",
        "style='visibility: collapse'",
        "hidden",
    ] {
        assert_eq!(with(&format!("><span {style}>{number}</span></td>")), gone, "{style}");
    }
    // A hidden cell keeps its place, and its content may be visible nevertheless.
    assert_eq!(with(&format!(" style='visibility:hidden'>{number}</td>")), gone);
    assert_eq!(
        with(&format!(
            " style='visibility:hidden'><b style='visibility:visible'>{number}</b></td>"
        )),
        []
    );
    assert_eq!(with(&format!("><span style='display:inline'>{number}</span></td>")), []);
}

#[test]
fn hidden_rows_columns_and_sheets_of_a_workbook_are_noticed() {
    let report = fixture("distinct-2021");
    let (id, number) = number(&report);
    let file = written(&report, Format::XLSX);
    let value = format!("<v>{number}</v>");
    let sheets: Vec<String> = (1..=7).map(|at| format!("xl/worksheets/sheet{at}.xml")).collect();
    let mut archive = ZipArchive::new(Cursor::new(&file)).expect("an archive");
    let sheet = sheets.iter().find(|name| {
        let mut text = String::new();
        archive.by_name(name).expect("a sheet").read_to_string(&mut text).expect("text");
        text.contains(&value)
    });
    let sheet = sheet.expect("table 3");
    let row = |says: &str| {
        changed(&file, sheet, |text| {
            let (before, rest) = around(text, "<row ", &value);
            format!("{before}{}", rest.replacen("<row ", &format!("<row {says} "), 1))
        })
    };
    let found = noticed(&row("hidden=\"1\""));
    assert!(found.len() == 7 && found.iter().any(|(carried, _)| *carried == number), "{found:?}");
    assert!(found.iter().all(|(_, visible)| visible.is_empty()), "{found:?}");
    // The number is in the last column but one; the whole column is hidden.
    let column = changed(&file, sheet, |text| {
        let (_, cell) = around(text, "<c r=\"", &value);
        let letter = cell.as_bytes()["<c r=\"".len()] - b'A' + 1;
        let hidden = format!("<cols><col min=\"{letter}\" max=\"{letter}\" hidden=\"1\"/>");
        text.replacen("<cols>", &hidden, 1)
    });
    let found = noticed(&column);
    let rows = report.form().table(id.table).cells.len() / 7;
    assert!(
        found.len() == rows && found.iter().all(|(_, visible)| visible.is_empty()),
        "{} {found:?}",
        found.len()
    );
    let hidden = changed(&file, "xl/workbook.xml", |text| {
        let (before, rest) = around(
            text,
            "<sheet ",
            sheet
                .rsplit('/')
                .next()
                .and_then(|name| name.get(5..6))
                .map(|at| format!("r:id=\"rId{at}\""))
                .expect("its place")
                .as_str(),
        );
        format!("{before}{}", rest.replacen("<sheet ", "<sheet state=\"hidden\" ", 1))
    });
    assert!(noticed(&hidden).iter().any(|(carried, _)| carried == "全表175格"));
    // A number format that shows nothing, as people use it to hide cells.
    let invisible = changed(&file, "xl/styles.xml", |text| {
        text.replace("formatCode=\"0\"", "formatCode=\";;;\"")
    });
    let found = noticed(&invisible);
    assert!(
        found.iter().any(|(carried, visible)| *carried == number && visible.is_empty()),
        "{found:?}"
    );
}
