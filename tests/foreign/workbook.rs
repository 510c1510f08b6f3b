//! Workbooks, made here with the elements that other programs write.

use crate::{normative, read};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook with one sheet, in which `row` are the cells behind 行政规范性文件.
fn workbook(row: &str) -> Vec<u8> {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"].map(text).concat();
    let sheet = format!(
        "<worksheet><sheetData><row>{}</row><row>{head}</row><row>{}</row><row>{}{row}</row>\
         </sheetData></worksheet>",
        text("二、主动公开政府信息情况"),
        ["规章", "0", "0", "0"].map(text).concat(),
        text("行政规范性文件"),
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let list = format!(
        "<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>"
    );
    let relationships = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{office}/worksheet\" Target=\"a.xml\"/>\
         <Relationship Id=\"b\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = "<styleSheet><fonts><font/><font><strike/></font></fonts><fills/><cellXfs>\
                  <xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs></styleSheet>";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("xl/workbook.xml", list.as_str()),
        ("xl/_rels/workbook.xml.rels", &relationships),
        ("xl/styles.xml", styles),
        ("xl/a.xml", &sheet),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).expect("an entry");
        archive.write_all(text.as_bytes()).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn struck_and_raised_text_is_no_number() {
    let runs = |runs: &str| format!("<c t=\"inlineStr\"><is>{runs}</is></c><c><v>1</v></c>");
    for (row, issued) in [
        (runs("<r><rPr><strike/></rPr><t>8</t></r><r><t>4</t></r>"), "4"),
        (runs("<r><t>4</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>"), "4"),
        (runs("<r><t>4</t></r><rPh sb=\"0\" eb=\"1\"><t>7</t></rPh>"), "4"),
        ("<c s=\"1\"><v>8</v></c><c><v>1</v></c>".to_owned(), ""),
        ("<c s=\"0\"><v>4</v></c><c><v>1</v></c>".to_owned(), "4"),
    ] {
        let imported = read(&workbook(&format!("{row}<c><v>9</v></c>")));
        assert_eq!(normative(&imported), [issued, "1", "9"], "{row}");
    }
}
