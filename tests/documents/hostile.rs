//! Foreign, broken and hostile files: each is refused with a sentence, in little time and little
//! memory.

use crate::{fixture, written};
use cpu_time::ThreadTime;
use nianbao::document::report::DocumentOptions as Asked;
use nianbao::draft::DraftError;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::import::{ImportError, ImportOptions, Limit, import};
use std::io::{Cursor, Write};
use std::process::{Command, Stdio};
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The error with which a file is refused. It must come before a person gets impatient, even in a
/// build without optimization.
pub fn told(bytes: &[u8]) -> ImportError {
    let start = ThreadTime::now();
    let error = import(bytes, &ImportOptions::default())
        .map(|imported| imported.report.year)
        .expect_err("no report");
    let sentence = error.to_string();
    assert!(sentence.ends_with('。') && sentence.chars().count() < 120, "{sentence}");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?} for {error}", start.elapsed());
    error
}

/// The error with which a file is refused; the command must print the same when its memory is
/// limited to one gigabyte.
pub fn refused(bytes: &[u8]) -> ImportError {
    let error = told(bytes);
    in_little_memory(bytes, &error);
    error
}

fn in_little_memory(bytes: &[u8], error: &ImportError) {
    // Shells without this limit (macOS) run the command without it.
    const LIMITED: &str = "ulimit -v 1048576 2>/dev/null; exec \"$0\" check -";
    if cfg!(not(unix)) {
        return;
    }
    let mut command = Command::new("sh");
    command
        .args(["-c", LIMITED, env!("CARGO_BIN_EXE_nianbao")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut process = command.spawn().expect("a shell");
    // The process prints nothing before it has read everything; if it ended early, its output shows
    // why.
    let _ = process.stdin.take().expect("its input").write_all(bytes);
    let output = process.wait_with_output().expect("its end");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(2) && said.contains(&error.to_string()),
        "{error}: {} {said}",
        output.status
    );
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
    for picture in [&b"\xff\xd8\xff\xe0 JFIF"[..], b"\x89PNG\r\n\x1a\n\0", b"GIF89a"] {
        assert_eq!(refused(picture), ImportError::Picture);
    }
    assert!(ImportError::Picture.to_string().starts_with("这是一张图片，不是"));
    assert_eq!(refused(b"\xff\xd8"), ImportError::Unknown);
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ImportError::OldOffice);
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(order).collect()
    };
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(
            refused(&utf16("\r\n{\"nianbao\": 1}", order)),
            ImportError::Draft(DraftError::NotUtf8)
        );
        assert_eq!(refused(&utf16("<html>", order)), ImportError::NoReport);
        assert_eq!(refused(&utf16("公开", order)), ImportError::Unknown);
    }
    assert_eq!(refused(b"<html><body><p>\xb9\xab\xbf\xaa"), ImportError::NotUtf8);
    assert_eq!(refused("<html><p>今天天气很好。".as_bytes()), ImportError::NoReport);
    assert_eq!(refused(&package(&[("xl/workbook.xml", b"<workbook/>")])), ImportError::NoReport);
    assert_eq!(
        refused(&package(&[("OFD.xml", b"<ofd/>")])),
        ImportError::Damaged { part: "OFD.xml".to_owned() }
    );
    assert_eq!(refused(&package(&[("ppt/presentation.xml", b"<p/>")])), ImportError::NotWord);
    assert!(matches!(refused(b"{\"a\":1}"), ImportError::Draft(_)));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    assert_eq!(refused(&vec![b' '; 100 << 20]), ImportError::TooMuch(Limit::File));
}

#[test]
fn a_broken_off_document_is_damaged() {
    let whole = written(&fixture("distinct-2021"), Format::DOCX);
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
    assert_eq!(
        refused(&package(&[("word/document.xml", &bomb)])),
        ImportError::TooMuch(Limit::Part)
    );
    let names: Vec<String> = (0..5000).map(|n| format!("word/media/{n}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refused(&package(&parts)), ImportError::TooMuch(Limit::Entries));
    let entities = "<!DOCTYPE a [<!ENTITY b \"公开公开公开公开\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\
        <a>&c;&c;&c;</a>";
    assert_eq!(
        refused(&package(&[("word/document.xml", entities.as_bytes())])),
        ImportError::NoReport
    );
}

#[test]
fn workbooks_that_are_broken_or_made_to_harm() {
    let whole = written(&fixture("distinct-2021"), Format::XLSX);
    for length in [30, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(refused(&whole[..length]), ImportError::Damaged { .. }), "{length}");
    }
    let list = b"<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>";
    let links = b"<Relationships><Relationship Id='r1' Type='x/worksheet' \
        Target='worksheets/sheet1.xml'/></Relationships>";
    let sheet = |xml: &[u8]| {
        refused(&package(&[
            ("xl/workbook.xml", list),
            ("xl/_rels/workbook.xml.rels", links),
            ("xl/worksheets/sheet1.xml", xml),
        ]))
    };
    assert_eq!(
        sheet(b"<worksheet><sheetData>"),
        ImportError::Damaged { part: "xl/worksheets/sheet1.xml".to_owned() }
    );
    assert_eq!(sheet(b"<worksheet/>"), ImportError::NoReport);
    let far = b"<worksheet><sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>\
        <row r='0'><c r='A0'><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B9:A1'/>\
        <mergeCell ref='A99999999999999999999:B1'/><mergeCell/></mergeCells></worksheet>";
    assert_eq!(sheet(far), ImportError::NoReport);
    let merges = "<mergeCell ref='A1:BL512'/>".repeat(100_000);
    assert_eq!(
        sheet(format!("<worksheet><mergeCells>{merges}</mergeCells></worksheet>").as_bytes()),
        ImportError::NoReport
    );
    let strange = "<worksheet><sheetData><row><c t='s'><v>99999999999999999999</v></c><c t='e'>\
        <v>#REF!</v></c><c><v>1E999999</v></c><c s='77'><v>NaN</v></c></row></sheetData>\
        </worksheet>";
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
    let read = |parts: &[(&str, &[u8])]| {
        import(&package(parts), &ImportOptions::default())
            .map(|imported| imported.carried.is_some())
    };
    assert_eq!(
        read(&[
            body,
            ("customXml/item1.xml", b"\xff\xfe<"),
            ("customXml/item2.xml", b"<a></b>"),
            ("customXml/item3.xml", b"")
        ]),
        Ok(false)
    );
    // Parts with other names are not unpacked, and the number of the others is limited.
    let large = vec![b' '; 30 << 20];
    assert_eq!(
        read(&[
            body,
            ("customXml/itemProps1.xml", &large),
            ("customXml/items.xml", &large),
            ("customXml/item1.xml.bak", &large)
        ]),
        Ok(false)
    );
    let many: Vec<String> = (0..3).map(|n| format!("customXml/item{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = [body]
        .into_iter()
        .chain(many.iter().map(|name| (name.as_str(), large.as_slice())))
        .collect();
    assert_eq!(read(&parts), Err(ImportError::TooMuch(Limit::Part)));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    assert_eq!(
        refused(&package(&[("word/document.xml", deep.as_bytes())])),
        ImportError::TooMuch(Limit::Depth)
    );
    for tag in ["<div>", "<table><tr><td>", "<b>", "<ul><li>"] {
        let page = format!("<html><body>{}", tag.repeat(200_000));
        assert_eq!(refused(page.as_bytes()), ImportError::TooMuch(Limit::Depth), "{tag}");
    }
}

/// A column head of a table of reports, so that the rows below it are read.
const HEAD: &str = "本年处理决定数量";

#[test]
fn many_elements_and_wide_spans_end_soon() {
    let wide = format!(
        "<table>{}</table>",
        "<tr><td rowspan=65534 colspan=1000>公开</td></tr>".repeat(20_000)
    );
    assert_eq!(refused(wide.as_bytes()), ImportError::NoReport);
    let many = "<i></i>".repeat(2_000_000);
    assert_eq!(refused(many.as_bytes()), ImportError::TooMuch(Limit::Elements));
    // The largest number of cells that is read, filled by one long cell; the same several times,
    // with a column head and without.
    let table = |head: &str, text: &str| {
        format!(
            "<table><tr><td>类<td colspan=63>{head}<tr><td rowspan=511>项\
             <td rowspan=511 colspan=63>{text}{}</table>",
            "<tr>".repeat(510)
        )
    };
    assert_eq!(refused(table(HEAD, &"公开".repeat(200_000)).as_bytes()), ImportError::NoReport);
    for head in [HEAD, "数量"] {
        assert_eq!(refused(table(head, "12").repeat(20).as_bytes()), ImportError::NoReport);
    }
}

#[test]
fn wide_cells_of_word_and_what_styles_stand_on() {
    let cell = |says: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr><w:gridSpan w:val='64'/>{says}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r>\
                </w:p></w:tc>"
        )
    };
    let row = |cell: &str| format!("<w:tr>{cell}</w:tr>");
    let rows = [
        row(&cell("", HEAD)),
        row(&cell("<w:vMerge w:val='restart'/>", &"公开".repeat(200_000))),
        row("<w:tc><w:tcPr><w:gridSpan w:val='64'/><w:vMerge/></w:tcPr></w:tc>").repeat(510),
    ];
    let body = |inner: &str| format!("<w:document><w:body>{inner}</w:body></w:document>");
    assert_eq!(
        refused(&package(&[(
            "word/document.xml",
            body(&format!("<w:tbl>{}</w:tbl>", rows.concat())).as_bytes()
        )])),
        ImportError::NoReport
    );
    let cells = body(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(500_000)));
    assert_eq!(
        refused(&package(&[("word/document.xml", cells.as_bytes())])),
        ImportError::NoReport
    );
    let attributes: String = (0..200_000).map(|number| format!(" a{number}=''")).collect();
    assert_eq!(
        refused(&package(&[(
            "word/document.xml",
            body(&format!("<w:tbl{attributes}/>")).as_bytes()
        )])),
        ImportError::NoReport
    );
    let based = "<w:style><w:basedOn w:val='a'/></w:style>".repeat(10_000);
    let styles = format!(
        "<w:styles><w:style w:styleId='a'><w:name w:val='{}'/></w:style>{based}</w:styles>",
        "A".repeat(1 << 20)
    );
    assert_eq!(
        refused(&package(&[
            ("word/document.xml", body("").as_bytes()),
            ("word/styles.xml", styles.as_bytes())
        ])),
        ImportError::NoReport
    );
}

#[test]
fn tags_with_attributes_without_end() {
    let elements = ImportError::TooMuch(Limit::Elements);
    let attributes: String = (0..200_000).map(|number| format!(" a{number}")).collect();
    for tag in ["<p", "</p", "<<p"] {
        assert_eq!(refused(format!("<html>{tag}{attributes}>").as_bytes()), elements, "{tag}");
    }
    let bodies: String = (0..200_000).map(|number| format!("<body a{number}>")).collect();
    assert_eq!(refused(format!("<html>{bodies}").as_bytes()), elements);
    let many: String = (0..400).map(|number| format!(" a{number}")).collect();
    assert_eq!(
        refused(format!("<html>{}", format!("<p{many}>").repeat(10_000)).as_bytes()),
        elements
    );
    // Long attributes (pictures) and long comments do not count as elements.
    let page = String::from_utf8(written(&fixture("distinct-2021"), Format::HTML)).expect("text");
    let picture = format!(
        "<!-- {} --><img src=\"data:image/png;base64,{}\" alt='一 二'>",
        "<p a=b ".repeat(1000),
        "A/b+ ".repeat(400_000)
    );
    let imported = import(
        page.replacen("<article", &format!("{picture}<article"), 1).as_bytes(),
        &ImportOptions::default(),
    )
    .expect("a report");
    assert_eq!(imported.differences, []);
}

#[test]
fn what_a_workbook_says_once_and_shows_often() {
    let elements = ImportError::TooMuch(Limit::Elements);
    let list = b"<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>";
    let links = b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='a.xml'/>\
        <Relationship Id='r2' Type='x/styles' Target='b.xml'/>\
        <Relationship Id='r3' Type='x/sharedStrings' Target='c.xml'/></Relationships>";
    let long = "A".repeat(1 << 20);
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    let styles = |code: &str| {
        let looks = "<xf numFmtId='200'/>".repeat(50_000);
        format!(
            "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='{code}'/></numFmts>\
                <cellXfs>{looks}</cellXfs></styleSheet>"
        )
    };
    let read = |styles: &str, sheet: &str| {
        let sheet = format!("<worksheet>{sheet}</worksheet>");
        let parts = [
            ("xl/workbook.xml", &list[..]),
            ("xl/_rels/workbook.xml.rels", links),
            ("xl/a.xml", sheet.as_bytes()),
        ];
        refused(&package(
            &[&parts[..], &[("xl/b.xml", styles.as_bytes()), ("xl/c.xml", strings.as_bytes())]]
                .concat(),
        ))
    };
    let cells = |cell: &str| {
        format!("<sheetData>{}</sheetData>", format!("<row>{}</row>", cell.repeat(10)).repeat(2000))
    };
    assert_eq!(read("<styleSheet/>", &cells("<c t='s'><v>0</v></c>")), elements);
    assert_eq!(read(&styles(&format!("0\"{long}\"")), &cells("<c s='1'><v>1</v></c>")), elements);
    // A long number format that shows little.
    assert_eq!(
        read(&styles(&format!("0{}", ";".repeat(1 << 16))), &cells("<c s='1'><v>1</v></c>")),
        ImportError::NoReport
    );
    // Merged cells, each of which covers one cell more than the one before.
    let merges = (0..100)
        .rev()
        .flat_map(|row| (0..26_u8).rev().map(move |column| (row, char::from(b'A' + column))));
    let merges: String = merges
        .map(|(row, column)| format!("<mergeCell ref='{column}{}:BL{}'/>", row + 1, row + 512))
        .collect();
    assert_eq!(
        read(
            "<styleSheet/>",
            &format!("{}<mergeCells>{merges}</mergeCells>", cells("<c><v>1</v></c>"))
        ),
        ImportError::NoReport
    );
}

#[test]
fn steps_and_characters_of_an_ofd_page() {
    let page = |codes: String| {
        let way_in = "<ofd:OFD xmlns:ofd='o'><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot>\
            </ofd:DocBody></ofd:OFD>";
        let document = "<ofd:Document xmlns:ofd='o'><ofd:Pages><ofd:Page ID='1' BaseLoc='P.xml'/>\
            </ofd:Pages></ofd:Document>";
        let content = format!(
            "<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:Layer>{codes}</ofd:Layer></ofd:Content>\
                </ofd:Page>"
        );
        refused(&package(&[
            ("OFD.xml", way_in.as_bytes()),
            ("D.xml", document.as_bytes()),
            ("P.xml", content.as_bytes()),
        ]))
    };
    let object = |codes: &str| {
        format!("<ofd:TextObject Boundary='10 10 9 9' Size='4'>{codes}</ofd:TextObject>")
    };
    let steps = "<ofd:TextCode X='0' Y='0' DeltaX='g 10000 1' DeltaY='g 10000 1'>1</ofd:TextCode>";
    assert_eq!(page(object(&steps.repeat(50_000))), ImportError::NoReport);
    // Each character is on a line of its own.
    let words = object(&format!(
        "<ofd:TextCode X='0' Y='0' DeltaY='g 10000 1'>{}</ofd:TextCode>",
        "1".repeat(9_000)
    ));
    assert_eq!(page(words.repeat(3_000)), ImportError::TooMuch(Limit::Elements));
}

#[test]
fn scripts_in_the_text_are_words() {
    let mut report = fixture("distinct-2021");
    let harm = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u{2028}<!--";
    report.agency.name = harm.to_owned();
    report.preface.text = harm.to_owned();
    report.sections.insert(nianbao::report::Part::Other, format!("{harm}。"));
    for format in [Format::HTML, Format::HTML_FRAGMENT] {
        let page = String::from_utf8(written(&report, format)).expect("text");
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert!(!page.contains("<img") && !page.contains("<!--"));
    }
    let job = Job {
        report: &report,
        format: Format::DOCX,
        options: Asked { draft_mark: true, ..Asked::default() },
        written_on: None,
        fonts: Fonts::default(),
    };
    let name = job.file_name();
    assert!(!name.contains(['<', '>', '/', ':', '"']), "{name}");
    let imported =
        import(&export(&job).expect("a document"), &ImportOptions { ignore_embedded: true })
            .expect("a report");
    assert_eq!(imported.report.preface_paragraphs(), [harm.replace('\u{2028}', " ")]);
}
