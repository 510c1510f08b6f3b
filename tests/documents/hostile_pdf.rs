//! Foreign, broken and hostile PDF files: each is refused with a sentence, in little time and
//! little memory.

use crate::documents::hostile::{refused, told};
use crate::documents::pdf::fonts;
use crate::{fixture, written};
use cpu_time::ThreadTime;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use nianbao::export::Format;
use nianbao::import::{ImportError, ImportOptions, Limit, import};
use std::io::Write;
use std::time::Duration;

/// A file with these objects, numbered from 3 on; 1 is the root, 2 names our program as the
/// producer.
fn file(root: &str, objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend(
        format!(
            "1 0 obj\n<< /Type /Catalog {root} >>\nendobj\n2 0 obj\n\
             << /Producer (nianbao 1) >>\nendobj\n"
        )
        .bytes(),
    );
    for (index, object) in objects.iter().enumerate() {
        bytes.extend(format!("{} 0 obj\n", index + 3).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(b"trailer << /Root 1 0 R /Info 2 0 R >>\n%%EOF\n");
    bytes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("<< /Length {} {dict} >>\nstream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"]
        .concat()
}

/// A file with one page: its operators, and the objects that its resources refer to, from 5 on.
fn page(content: &[u8], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let leaf =
        format!("<< /Type /Page /Contents 4 0 R /Resources << {resources} >> >>").into_bytes();
    let objects = [&[leaf, content.to_vec()], more].concat();
    file("/Pages << /Kids [3 0 R] >>", &objects)
}

/// The error, which must come within ten seconds of processor time: a few times of what such a file
/// takes.
fn quickly(bytes: &[u8]) -> ImportError {
    let start = ThreadTime::now();
    let error = told(bytes);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?} for {error}", start.elapsed());
    error
}

#[test]
fn other_files_are_told_apart() {
    let damaged = ImportError::PdfDamaged;
    assert_eq!(refused(b"%PDF-1.7"), damaged);
    let words = damaged.to_string();
    assert!(
        words.contains("重新导出") && !words.contains("Word"),
        "no office program saves it anew: {words}"
    );
    assert_eq!(
        refused(b"%PDF-1.7\n1 0 obj << /Kids [1 0 R] >> endobj trailer << /Root 1 0 R >>"),
        damaged
    );
    let other = String::from_utf8(page(&stream("", b""), "", &[]))
        .expect("text")
        .replace("nianbao 1", "Word");
    assert_eq!(refused(other.as_bytes()), ImportError::NoReport);
    let locked = other.replace("trailer <<", "trailer << /Encrypt 2 0 R");
    assert_eq!(refused(locked.as_bytes()), ImportError::PdfLocked);
    assert_eq!(refused(&page(&stream("", b"q Q"), "", &[])), ImportError::NoReport);
}

#[test]
fn a_broken_off_file_is_damaged() {
    if fonts().is_none() {
        return;
    }
    let whole = written(&fixture("distinct-2021"), Format::PDF);
    for length in [9, 100, whole.len() / 3, whole.len() / 2, whole.len() - 600] {
        assert_eq!(refused(&whole[..length]), ImportError::PdfDamaged, "{length}");
    }
    // The cross-reference table says where every object is; without it the objects are still found.
    let table = whole.windows(5).rposition(|window| window == b"\nxref").expect("a table");
    let trailer = whole.windows(7).rposition(|window| window == b"trailer").expect("a trailer");
    let without = [&whole[..table], &whole[trailer..]].concat();
    let imported = import(&without, &ImportOptions::default()).expect("a report");
    assert_eq!(imported.differences, []);
}

#[test]
fn what_grows_when_unpacked_is_stopped() {
    let bomb = packed(&vec![b' '; 80 << 20]);
    let flate = "/Filter /FlateDecode";
    let large = ImportError::TooMuch(Limit::Part);
    assert_eq!(refused(&page(&stream(flate, &bomb), "", &[])), large);
    assert_eq!(
        refused(&page(&stream("/Filter [/FlateDecode /Fl]", &packed(&bomb)), "", &[])),
        large
    );
    assert_eq!(
        refused(&file("", &[stream(&format!("/Type /ObjStm /N 1 /First 5 {flate}"), &bomb)])),
        large
    );
    let font = b"<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R >>".to_vec();
    assert_eq!(
        refused(&page(
            &stream("", b"BT /A 9 Tf ET"),
            "/Font << /A 5 0 R >>",
            &[font, stream(flate, &bomb)]
        )),
        large
    );
    // Many streams that are large, but each within the limit.
    let thirty = packed(&vec![b' '; 30 << 20]);
    let leaf = b"<< /Contents [4 0 R 5 0 R 6 0 R] >>".to_vec();
    let parts = [leaf, stream(flate, &thirty), stream(flate, &thirty), stream(flate, &thirty)];
    assert_eq!(refused(&file("/Pages << /Kids [3 0 R] >>", &parts)), large);
}

#[test]
fn circles_and_depths_end() {
    let damaged = ImportError::PdfDamaged;
    assert_eq!(refused(&file("/Pages 3 0 R", &[b"<< /Kids [3 0 R 3 0 R] >>".to_vec()])), damaged);
    assert_eq!(refused(&file("/Pages 3 0 R", &[b"4 0 R".to_vec(), b"3 0 R".to_vec()])), damaged);
    let deep = format!("<< /Kids {} >>", "[".repeat(2_000_000));
    assert_eq!(refused(&file("/Pages 3 0 R", &[deep.into_bytes()])), damaged);
    let form =
        |content: &[u8]| stream("/Subtype /Form /Resources << /XObject << /A 5 0 R >> >>", content);
    let call = b"/A Do /A Do /A Do /A Do /A Do /A Do /A Do /A Do";
    assert_eq!(
        refused(&page(&stream("", call), "/XObject << /A 5 0 R >>", &[form(call)])),
        ImportError::TooMuch(Limit::Depth)
    );
    let outline = "/Outlines 5 0 R";
    let entry = b"<< /First 5 0 R /Next 5 0 R /Title (A) /Dest [3 0 R] >>".to_vec();
    let root = format!("/Pages << /Kids [3 0 R] >> {outline}");
    assert_eq!(
        refused(&file(&root, &[b"<< /Contents 4 0 R >>".to_vec(), stream("", b""), entry])),
        ImportError::NoReport
    );
}

#[test]
fn many_things_end_soon() {
    let elements = ImportError::TooMuch(Limit::Elements);
    assert_eq!(refused(&page(&stream("", &b"q Q ".repeat(1_500_000)), "", &[])), elements);
    let many: Vec<u8> =
        (0..300_000).flat_map(|number| format!("{number} 0 obj 0 endobj ").into_bytes()).collect();
    assert_eq!(refused(&[b"%PDF-1.7 ".as_slice(), &many].concat()), elements);
    let pages = "<< >> ".repeat(3000);
    assert_eq!(refused(&file(&format!("/Pages << /Kids [{pages}] >>"), &[])), elements);
    let damaged = ImportError::PdfDamaged;
    for piece in [
        "1 0 obj(",
        "1 0 obj<<",
        "1 0 obj<",
        "1 0 obj %",
        "1 0 obj<</Length 9>>stream\n",
        "obj ",
        "trailer<<",
        "1 ",
        "trailer(",
    ] {
        let bytes =
            [b"%PDF-1.7 ".as_slice(), &piece.as_bytes().repeat((2 << 20) / piece.len())].concat();
        let error = refused(&bytes);
        assert!(error == damaged || error == elements, "{piece}: {error}");
    }
    // Text, and a very large number of areas over it.
    let font = b"<< /Type /Font /Subtype /TrueType >>".to_vec();
    let text = [
        b"BT /A 0.001 Tf ".to_vec(),
        b"(a) Tj ".repeat(30_000),
        b"ET ".to_vec(),
        b"0 20 9 9 re f ".repeat(30_000),
    ]
    .concat();
    assert_eq!(refused(&page(&stream("", &text), "/Font << /A 5 0 R >>", &[font])), elements);
}

/// The same work in few long pieces: characters and entries are counted, not the operators that
/// they belong to.
#[test]
fn few_long_things_end_soon() {
    let elements = ImportError::TooMuch(Limit::Elements);
    let font = "/Font << /A << /Type /Font /Subtype /TrueType >> >>";
    // One text of many characters, and areas over it that cover none of them, or some.
    for (area, error) in
        [("200 690 50 20 re f ", elements.clone()), ("100 690 9 20 re f ", ImportError::NoReport)]
    {
        let text = [
            b"BT /A 0.001 Tf 100 700 Td (".to_vec(),
            b"a".repeat(80_000),
            b") Tj ET ".to_vec(),
            area.repeat(2000).into_bytes(),
        ]
        .concat();
        assert_eq!(quickly(&page(&stream("", &text), font, &[])), error, "{area}");
    }
    // Many names, each of which is looked up many times: directly, by reference, and from pieces
    // without names of their own.
    let entries =
        |value: &str| (0..8000).map(|number| format!("/P{number} {value} ")).collect::<String>();
    let here = [
        format!("/Properties << {} >>", entries("<< >>")),
        format!("/Font << {} >>", entries("<< >>")),
        format!("/XObject << {} >>", entries("5 0 R")),
        format!("/ExtGState << {} >>", entries("<< >>")),
    ];
    let asks = ["/S /P1 BDC EMC ", "/P1 9 Tf ", "/P1 Do ", "/P1 gs "];
    let piece = |content: &str| stream("/Subtype /Form", content.as_bytes());
    for (here, ask) in here.iter().zip(asks) {
        let pieces = [piece("q Q"), piece(ask)];
        assert_eq!(
            quickly(&page(&stream("", ask.repeat(40_000).as_bytes()), here, &pieces)),
            ImportError::NoReport,
            "{ask}"
        );
        let (key, list) = here.split_once(' ').expect("a list");
        let elsewhere = [piece("q Q"), list.as_bytes().to_vec()];
        assert_eq!(
            quickly(&page(
                &stream("", ask.repeat(40_000).as_bytes()),
                &format!("{key} 6 0 R"),
                &elsewhere
            )),
            ImportError::NoReport,
            "{ask}"
        );
        if !ask.contains("Do") {
            let resources = format!("{here} /XObject << /Q 6 0 R >>");
            assert_eq!(
                quickly(&page(
                    &stream("", "/Q Do ".repeat(40_000).as_bytes()),
                    &resources,
                    &pieces
                )),
                ImportError::NoReport,
                "{ask}"
            );
        }
    }
    // Replacement texts of pieces: long ones, repeated ones, and pieces within pieces.
    let long = format!("/Properties << /P << /ActualText ({}) >> >>", "a".repeat(60_000));
    assert_eq!(
        refused(&page(&stream("", "/S /P BDC EMC ".repeat(40_000).as_bytes()), &long, &[])),
        elements
    );
    let short = format!("{font} /Properties << /P << /ActualText (a) >> >>");
    let nested = [
        "/S /P BDC ".repeat(40_000),
        format!("BT /A 9 Tf ({}) Tj ET ", "a".repeat(80_000)),
        "EMC ".repeat(40_000),
    ]
    .concat();
    assert_eq!(quickly(&page(&stream("", nested.as_bytes()), &short, &[])), ImportError::NoReport);
}

#[test]
fn characters_are_counted_and_papers_end() {
    let map = format!(
        "beginbfrange <00> <ff> [{}] endbfrange",
        format!("<{}> ", "0041".repeat(16)).repeat(256)
    );
    let font = b"<< /Type /Font /Subtype /TrueType /ToUnicode 6 0 R >>".to_vec();
    let text =
        packed(&[b"BT /A 9 Tf (".to_vec(), vec![b'a'; 30 << 20], b") Tj ET".to_vec()].concat());
    let content = stream("/Filter /FlateDecode", &text);
    assert_eq!(
        refused(&page(&content, "/Font << /A 5 0 R >>", &[font, stream("", map.as_bytes())])),
        ImportError::TooMuch(Limit::Elements)
    );
    // Distances beyond the range of numbers: a line that begins left of the paper, and one beyond
    // any paper.
    let font = "/Font << /A << /Type /Font /Subtype /TrueType >> >>";
    let far = b"BT /A 9 Tf -8 100 Td (a) Tj ET BT 169086 80 Td (b) Tj ET";
    let leaf = format!(
        "<< /Type /Page /MediaBox [0 0 169090 169090] /Contents 4 0 R /Resources << {font} >> >>"
    )
    .into_bytes();
    assert_eq!(
        refused(&file("/Pages << /Kids [3 0 R] >>", &[leaf, stream("", far)])),
        ImportError::NoReport
    );
}

#[test]
fn fonts_that_are_made_to_harm() {
    let shown = stream("", b"BT /A 9 Tf <00010002> Tj ET");
    let font = |more: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R /DescendantFonts [7 0 R] {more} >>"
        )
        .into_bytes()
    };
    let map = |text: &str| stream("", text.as_bytes());
    let widths = |text: &str| format!("<< /W [{text}] >>").into_bytes();
    for (map, widths) in [
        (map("beginbfrange <0000> <ffffffff> [<0041>] endbfrange"), widths("0 65535 500 ").clone()),
        (
            map("beginbfrange <0000> <ffff> <d800> endbfrange"),
            widths(&"0 65535 500 ".repeat(20_000)),
        ),
        (
            map(&format!("beginbfchar <0001> <{}> endbfchar", "0041".repeat(200_000))),
            widths("0 [ [ ["),
        ),
        (map(&"<<".repeat(200_000)), widths("-1 99999999999999999999 1e400")),
        (map("/A usecmap begincmap ("), widths("7 0 R 7 0 R 7 0 R")),
    ] {
        assert_eq!(
            refused(&page(&shown, "/Font << /A 5 0 R >>", &[font(""), map, widths])),
            ImportError::NoReport
        );
    }
    let strange = stream(
        "",
        b"BT /A 1e300 Tf 1e300 0 0 1e300 1e300 -1e300 Tm <0001> Tj 1e300 \
        1e300 Td <0002> Tj ET 1e300 0 1e300 1e300 re f",
    );
    assert_eq!(
        refused(&page(&strange, "/Font << /A 5 0 R >>", &[font(""), map(""), widths("0 [1e308]")])),
        ImportError::NoReport
    );
}
