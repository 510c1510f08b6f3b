//! Word files, made here with the elements that other programs write.

use crate::{normative, read};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document whose main part has a name of its own, with a table of these rows.
fn document(rows: &str) -> Vec<u8> {
    const NS: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let head: String =
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"].map(cell).concat();
    let body = format!(
        "<x:document xmlns:x=\"{NS}\"><x:body><x:p><x:r><x:t>二、主动公开政府信息情况</x:t></x:r></x:p>\
         <x:tbl><x:tr>{head}</x:tr><x:tr>{}</x:tr>{rows}</x:tbl></x:body></x:document>",
        ["规章", "0", "0", "0"].map(cell).concat()
    );
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{body}");
    let utf16 = std::iter::once(0xfeff).chain(body.encode_utf16()).flat_map(u16::to_le_bytes);
    let relationships = "<Relationships><Relationship Id=\"a\" Target=\"/w/main.xml\" Type=\
        \"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\"/></Relationships>";
    for (name, bytes) in [
        ("_rels/.rels", relationships.as_bytes().to_vec()),
        ("w/main.xml", utf16.collect::<Vec<u8>>()),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).expect("an entry");
        archive.write_all(&bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

fn cell(text: &str) -> String {
    with("", &format!("<x:r><x:t>{text}</x:t></x:r>"))
}

fn with(properties: &str, runs: &str) -> String {
    format!("<x:tc><x:tcPr>{properties}</x:tcPr><x:p>{runs}</x:p></x:tc>")
}

#[test]
fn cells_are_read_as_they_look() {
    let label = cell("行政规范性文件");
    let number = |text| cell(text);
    let run = |properties: &str, text: &str| {
        format!("<x:r><x:rPr>{properties}</x:rPr><x:t>{text}</x:t></x:r>")
    };
    let rest = [number("1"), number("9")].concat();
    let four = |runs: String| format!("<x:tr>{label}{}{rest}</x:tr>", with("", &runs));
    for rows in [
        four(run("", "4") + &run("<x:vertAlign x:val=\"superscript\"/>", "1")),
        four(run("<x:strike/>", "8") + &run("", "4")),
        four(run("<x:dstrike x:val=\"true\"/>", "8") + &run("<x:strike x:val=\"0\"/>", "4")),
        four(run("<x:vanish/>", "8") + &run("", "4")),
        four(format!("<x:del>{}</x:del><x:ins>{}</x:ins>", run("", "8"), run("", "4"))),
        four(format!("<x:sdt><x:sdtPr/><x:sdtContent>{}</x:sdtContent></x:sdt>", run("", "4"))),
        four(
            "<x:sdt><x:sdtPr><x:showingPlcHdr/></x:sdtPr><x:sdtContent><x:r><x:t>8</x:t></x:r>\
             </x:sdtContent></x:sdt>"
                .to_owned()
                + &run("", "4"),
        ),
        // A deleted row before the right one.
        format!(
            "<x:tr><x:trPr><x:del/></x:trPr>{label}{}</x:tr>{}",
            number("8").repeat(3),
            four(run("", "4"))
        ),
    ] {
        assert_eq!(normative(&read(&document(&rows))), ["4", "1", "9"], "{rows}");
    }
}
