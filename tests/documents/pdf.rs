//! PDF files: what they must hold, what cannot be written is said, and programs that are not ours
//! read them.
//!
//! Fonts are those of the machine: without Chinese ones these tests are skipped, aloud.

use crate::{fixture, outside};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use nianbao::document::Block;
use nianbao::document::checked::Checked;
use nianbao::document::report::{Options, compose};
use nianbao::draft::printed_part;
use nianbao::export::{ExportError, FontFile, Fonts, Format, Job, check_sheet, export};
use nianbao::import::{self, import};
use nianbao::layout::{Face, Named, layout};
use nianbao::report::{Date, Part, Report};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Fonts with the characters of reports, as Debian's packages fonts-noto-cjk and
/// fonts-arphic-gbsn00lp have them.
const FONTS: [&str; 2] = [
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
];

/// Both editions, and the report of a street.
const FIXTURES: [&str; 3] = ["distinct-2019", "distinct-2021", "yanzhoulu-2020"];

/// The fonts of this machine: outlines of both kinds, as far as they are there.
pub fn machine() -> &'static [Vec<u8>] {
    static READ: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    READ.get_or_init(|| FONTS.iter().filter_map(|file| fs::read(file).ok()).collect())
}

/// The Chinese faces in these fonts, in turn. Latin letters are theirs too.
pub fn faces(fonts: &[Vec<u8>]) -> Vec<FontFile<'_>> {
    let chinese = Face::ALL.into_iter().filter(|face| *face != Face::Latin);
    chinese
        .zip(fonts.iter().cycle())
        .map(|(face, bytes)| FontFile { face, bytes, index: None })
        .collect()
}

pub fn fonts() -> Option<Vec<FontFile<'static>>> {
    let fonts = machine();
    if fonts.is_empty() {
        outside::skip("PDF files", &format!("none of {FONTS:?}"));
    }
    (!fonts.is_empty()).then(|| faces(fonts))
}

pub fn try_written(
    report: &Report,
    files: &[FontFile],
    stand_in: bool,
) -> Result<Vec<u8>, ExportError> {
    let written_on = Date::parse("2026-01-20");
    export(&Job {
        report,
        format: Format::Pdf,
        options: Options::default(),
        written_on,
        fonts: Fonts { files, stand_in },
    })
}

fn written(report: &Report, files: &[FontFile]) -> Vec<u8> {
    try_written(report, files, false).expect("a PDF file")
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Runs a program on a file; `None`, said aloud, if the machine does not have it.
pub fn output_of(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<Output> {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let file: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("{program}-{}-{number}.pdf", std::process::id()));
    fs::write(&file, bytes).expect("a file");
    let path = file.to_string_lossy().into_owned();
    let arguments =
        arguments.iter().map(|argument| if *argument == "FILE" { &path } else { *argument });
    let output = Command::new(program).args(arguments).output();
    fs::remove_file(&file).expect("the file");
    output.inspect_err(|error| outside::skip(program, &error.to_string())).ok()
}

/// Text without white space, which programs put where they see gaps.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn it_says_what_it_is_and_carries_the_draft() {
    let Some(files) = fonts() else { return };
    for (name, report) in FIXTURES.map(|name| (name, fixture(name))) {
        let bytes = written(&report, &files);
        assert!(bytes.starts_with(b"%PDF-1.7\n%"), "{name}");
        for said in [
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "/MarkInfo",
            "/Marked true",
            "/Lang (zh-CN)",
            "/DisplayDocTitle true",
            "/S /GTS_PDFA1",
            "/Subtype /application#2Fjson",
            "/AFRelationship /Source",
            "/Tabs /S",
            "/Scope /Column",
            "/Scope /Row",
            "<xmp:CreateDate>2026-01-20T00:00:00+08:00</xmp:CreateDate>",
        ] {
            assert!(contains(&bytes, said), "{name}: {said}");
        }
        assert_eq!(bytes, written(&report, &files), "{name}: the same report gives the same bytes");
    }
}

#[test]
fn qpdf_finds_no_fault_and_the_attachment() {
    let Some(files) = fonts() else { return };
    for (name, report) in FIXTURES.map(|name| (name, fixture(name))) {
        let bytes = written(&report, &files);
        let Some(output) = output_of("qpdf", &["--check", "FILE"], &bytes) else { return };
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let Some(output) = output_of("qpdf", &["--show-attachment=nianbao.json", "FILE"], &bytes)
        else {
            return;
        };
        assert_eq!(String::from_utf8_lossy(&output.stdout), printed_part(&report), "{name}");
    }
}

#[test]
fn poppler_reads_every_word_in_order() {
    let Some(files) = fonts() else { return };
    for (name, report) in FIXTURES.map(|name| (name, fixture(name))) {
        let bytes = written(&report, &files);
        let Some(output) = output_of("pdfinfo", &["-struct-text", "FILE"], &bytes) else { return };
        let read = bare(&String::from_utf8_lossy(&output.stdout));
        let mut at = 0;
        for block in &compose(&report, &Options::default()).blocks {
            let texts: Vec<String> = match block {
                Block::Title(lines) => vec![lines.concat()],
                Block::Heading { text, .. } | Block::TableNote(text) => vec![text.clone()],
                Block::Paragraph(runs) => vec![runs.iter().map(|run| run.text.as_str()).collect()],
                Block::Table(table) => table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .map(|cell| cell.text.clone())
                    .collect(),
                Block::Signature { organ, date } => vec![organ.clone(), date.clone()],
                Block::Code { meaning, .. } => vec![meaning.clone()],
            };
            for text in texts.iter().map(|text| bare(text)).filter(|text| !text.is_empty()) {
                let found = read[at..]
                    .find(&text)
                    .unwrap_or_else(|| panic!("{name}: {text} not behind {}", &read[..at]));
                at += found + text.len();
            }
        }
    }
}

#[test]
fn every_font_is_embedded_and_says_what_its_glyphs_mean() {
    let Some(files) = fonts() else { return };
    let Some(output) =
        output_of("pdffonts", &["FILE"], &written(&fixture("distinct-2021"), &files))
    else {
        return;
    };
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let fonts: Vec<&str> = listed.lines().skip(2).collect();
    assert!(fonts.len() >= 5, "{listed}");
    // Columns: embedded, a part, with a map to Unicode.
    assert!(fonts.iter().all(|font| bare(font).contains("yesyesyes")), "{listed}");
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let Some(files) = fonts() else { return };
    let mut report = fixture("zero");
    report.sections.insert(Part::Overview, "第一句。镇里有个𱍐𱍐面馆。".to_owned());
    let Err(ExportError::Uncovered(list)) = try_written(&report, &files, false) else {
        panic!("written")
    };
    assert_eq!(
        (list[0].character, list[0].face, list[0].sentence.as_str()),
        ('𱍐', Face::Fang, "镇里有个𱍐𱍐面馆。")
    );
    let sentence = ExportError::Uncovered(list).to_string();
    assert!(sentence.contains("“𱍐”（仿宋，在“镇里有个𱍐𱍐面馆。”里）"), "{sentence}");
    // No other font has it either.
    assert!(matches!(try_written(&report, &files, true), Err(ExportError::Uncovered(_))));
}

#[test]
fn another_font_stands_in_only_if_told() {
    let fonts = machine();
    let [noto, small] = fonts else {
        outside::skip("fonts that stand in", &format!("not all of {FONTS:?}"));
        return;
    };
    // GB 2312 has no 镕; the larger font does.
    let mut report = fixture("zero");
    report.sections.insert(Part::Overview, "联系人李镕。".to_owned());
    let file = |face| FontFile {
        face,
        bytes: if face == Face::Fang { small.as_slice() } else { noto.as_slice() },
        index: None,
    };
    let files: Vec<FontFile> =
        Face::ALL.into_iter().filter(|face| *face != Face::Latin).map(file).collect();
    assert!(matches!(try_written(&report, &files, false), Err(ExportError::Uncovered(_))));
    let bytes = try_written(&report, &files, true).expect("a PDF file");
    let Some(output) = output_of("pdftotext", &["FILE", "-"], &bytes) else { return };
    assert!(bare(&String::from_utf8_lossy(&output.stdout)).contains("联系人李镕。"));
}

#[test]
fn what_is_missing_is_said() {
    let report = fixture("zero");
    assert_eq!(try_written(&report, &[], false), Err(ExportError::NoFont(Face::Title)));
    assert_eq!(
        ExportError::NoFont(Face::Title).to_string(),
        "没有小标宋的字体文件，没有导出。请指定一个小标宋字体。"
    );
}

#[test]
fn it_has_as_many_pages_as_the_layout() {
    let Some(files) = fonts() else { return };
    let report = fixture("yanzhoulu-2020");
    let pages = layout(&compose(&report, &Options::default()), &Named).pages.len();
    let Some(output) = output_of("pdfinfo", &["FILE"], &written(&report, &files)) else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.lines().any(|line| line.starts_with("Pages:") && line.ends_with(&format!(" {pages}"))),
        "{said}"
    );
    assert!(said.contains("(A4)") && said.contains("Tagged:          yes"), "{said}");
}

/// The pages with a piece of what is drawn on them changed; sizes and places stay as the file says,
/// which no reader minds.
fn redrawn(
    report: &Report,
    files: &[FontFile],
    change: impl Fn(&str) -> Option<String>,
) -> Vec<u8> {
    let plain = written(report, files);
    let mut changed = Vec::with_capacity(plain.len());
    let (mut at, mut done) = (0, false);
    while let Some(start) = find(&plain, at, b"stream\n").map(|start| start + b"stream\n".len()) {
        let end = start + find(&plain[start..], 0, b"\nendstream").expect("an end");
        let mut unpacked = Vec::new();
        let whole = ZlibDecoder::new(&plain[start..end]).read_to_end(&mut unpacked).is_ok();
        // A byte a character, and back.
        let drawn: String = unpacked.into_iter().map(char::from).collect();
        let new = if done || !whole { None } else { change(&drawn) };
        changed.extend(&plain[at..start]);
        match new {
            Some(new) => {
                done = true;
                let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
                let bytes: Vec<u8> =
                    new.chars().map(|c| u8::try_from(c).expect("a byte")).collect();
                packer.write_all(&bytes).expect("memory");
                changed.extend(packer.finish().expect("memory"));
            }
            None => changed.extend(&plain[start..end]),
        }
        at = end + b"\nendstream".len();
        changed.extend(b"\nendstream");
    }
    assert!(done, "nothing was changed");
    changed.extend(&plain[at..]);
    changed
}

fn find(bytes: &[u8], from: usize, piece: &[u8]) -> Option<usize> {
    bytes[from..].windows(piece.len()).position(|window| window == piece).map(|at| from + at)
}

/// What is noticed when a file is opened.
fn noticed(bytes: &[u8]) -> Vec<(String, String)> {
    let imported = import(bytes, &import::Options::default()).expect("a report");
    assert!(imported.carried.is_some());
    imported
        .differences
        .into_iter()
        .map(|difference| (difference.carried, difference.visible))
        .collect()
}

/// The glyphs of a cell, as one of the pages shows them: up to the end of what the mark begins.
fn cell_of(drawn: &str, x: usize) -> Option<&str> {
    let marks: Vec<&str> = drawn.split("BDC\n").collect();
    // Page three is the one with the most cells.
    (marks.len() > 150).then(|| marks[x].split("EMC").next()).flatten()
}

#[test]
fn a_number_that_somebody_changed_is_noticed() {
    let Some(files) = fonts() else { return };
    let report = fixture("distinct-2021");
    assert_eq!(noticed(&written(&report, &files)), []);
    // The glyphs of one cell in the place of those of another one.
    let swapped = redrawn(&report, &files, |drawn| {
        let (one, other) = (cell_of(drawn, 60)?, cell_of(drawn, 61)?);
        let glyphs = |cell: &str| {
            cell.lines()
                .find(|line| line.ends_with("TJ") || line.ends_with("Tj"))
                .map(str::to_owned)
        };
        let (one_glyphs, other_glyphs) = (glyphs(one)?, glyphs(other)?);
        Some(drawn.replacen(one, &one.replacen(&one_glyphs, &other_glyphs, 1), 1))
    });
    let found = noticed(&swapped);
    assert!(found.len() == 1 && found[0].0 != found[0].1 && !found[0].1.is_empty(), "{found:?}");
}

/// What is done to the drawing of a page; `None` where the cell is not on it.
type Change<'a> = &'a dyn Fn(&str) -> Option<String>;

#[test]
fn a_number_that_is_covered_hidden_or_moved_is_noticed() {
    let Some(files) = fonts() else { return };
    let report = fixture("distinct-2021");
    let of_cell = |drawn: &str| -> Option<(String, String)> {
        let cell = cell_of(drawn, 60)?;
        Some((cell.to_owned(), cell.lines().find(|line| line.ends_with("Tm"))?.to_owned()))
    };
    let changes: [(&str, Change); 4] = [
        // White paper over the middle of the page, after all has been drawn.
        ("covered", &|drawn| {
            cell_of(drawn, 60).map(|_| format!("{drawn}\n1 g 200 300 250 250 re f\n"))
        }),
        // Text that is not painted.
        ("hidden", &|drawn| {
            of_cell(drawn).map(|(cell, _)| drawn.replacen(&cell, &format!("3 Tr {cell} 0 Tr "), 1))
        }),
        // White text.
        ("white", &|drawn| {
            of_cell(drawn).map(|(cell, _)| drawn.replacen(&cell, &format!("1 g {cell} 0 g "), 1))
        }),
        // Moved beside the table.
        ("moved", &|drawn| {
            of_cell(drawn).map(|(cell, place)| {
                drawn.replacen(&cell, &cell.replacen(&place, "1 0 0 1 20 20 Tm", 1), 1)
            })
        }),
    ];
    for (name, change) in changes {
        let found = noticed(&redrawn(&report, &files, change));
        assert!(
            !found.is_empty() && found.iter().all(|(carried, visible)| carried != visible),
            "{name}: {found:?}"
        );
    }
}

/// The file with a note on every page: what its dictionary says, and the look that it has there.
/// What it is drawn with are objects from 9002 on, each behind its number. A file that somebody
/// saved with changes has them at its end.
fn noted(bytes: &[u8], says: &str, resources: &str, look: &str, more: &str) -> Vec<u8> {
    let mut noted = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(tabs) = find(bytes, at, b"/Tabs /S") {
        noted.extend(&bytes[at..tabs]);
        noted.extend(b"/Annots [9000 0 R] /Tabs /S");
        at = tabs + b"/Tabs /S".len();
    }
    noted.extend(&bytes[at..]);
    let note = format!("\n9000 0 obj\n<< {says} /AP << /N 9001 0 R >> >>\nendobj\n");
    let length = look.len();
    let look = format!(
        "9001 0 obj\n<< /Subtype /Form /BBox [0 0 10 10] /Resources << {resources} >> /Length {length} >>\nstream\n{look}\nendstream\nendobj\n"
    );
    [noted.as_slice(), note.as_bytes(), look.as_bytes(), more.as_bytes()].concat()
}

#[test]
fn what_a_note_lays_over_a_page_is_noticed() {
    let Some(files) = fonts() else { return };
    let bytes = written(&fixture("distinct-2021"), &files);
    let with = |flags: u8| {
        let says = format!("/Subtype /FreeText /F {flags} /Rect [200 300 450 550]");
        noted(&bytes, &says, "", "1 g 0 0 10 10 re f", "")
    };
    assert!(noticed(&with(4)).len() > 10);
    // One that is hidden is not seen.
    assert_eq!(noticed(&with(2)), []);
}

/// A seal lies on 落款, and the edge of one may lie on a number: neither is hidden by what can be
/// seen through, or is a seal by its kind.
#[test]
fn a_seal_hides_nothing_and_a_picture_does() {
    let Some(files) = fonts() else { return };
    let report = fixture("distinct-2021");
    let bytes = written(&report, &files);
    // Over the right half of each page.
    let with = |says: &str, resources: &str, look: &str, picture: &str| {
        let picture = format!(
            "9002 0 obj\n<< /Subtype /Image /Width 1 /Height 1 {picture} /Length 3 >>\nstream\n@@@\nendstream\nendobj\n"
        );
        let resources = format!("/XObject << /Im 9002 0 R >> {resources}");
        noticed(&noted(
            &bytes,
            &format!("{says} /F 4 /Rect [300 0 595 842]"),
            &resources,
            look,
            &picture,
        ))
    };
    let (note, picture, draw) = (
        "/Subtype /FreeText",
        "/ColorSpace /DeviceRGB /BitsPerComponent 8",
        "10 0 0 10 0 0 cm /Im Do",
    );
    let state = |says: &str| {
        format!("/ExtGState << /A << {says} >> /B << /ca 1 /SMask /None /BM [/Normal] >> >>")
    };
    let drawn = |before: &str| format!("{before} {draw}");
    for (why, found) in [
        ("a soft mask", with(note, "", draw, &format!("{picture} /SMask 9003 0 R"))),
        ("a colour left out", with(note, "", draw, &format!("{picture} /Mask [0 0 0 0 0 0]"))),
        ("a stencil", with(note, "", draw, "/ImageMask true")),
        (
            "a stencil in the line",
            with(note, "", "10 0 0 10 0 0 cm BI /IM true /W 1 /H 1 ID @ EI", ""),
        ),
        ("see-through", with(note, &state("/ca 0.25"), &drawn("/A gs"), picture)),
        (
            "a mask in force",
            with(note, &state("/SMask << /G 9003 0 R >>"), &drawn("/A gs"), picture),
        ),
        ("mixed", with(note, &state("/BM /Multiply"), &drawn("/A gs"), picture)),
        (
            "a see-through area",
            with(note, &state("/ca 0.25"), "/A gs 1 0 0 rg 0 0 10 10 re f", picture),
        ),
        ("a stamp", with("/Subtype /Stamp", "", draw, picture)),
        ("a signature", with("/Subtype /Widget /FT /Sig", "", "1 g 0 0 10 10 re f BT ET", picture)),
        (
            "the signature of a field",
            with("/Subtype /Widget /Parent << /FT /Sig >>", "", "1 g 0 0 10 10 re f", picture),
        ),
    ] {
        assert_eq!(found, [], "{why}");
    }
    let signature = report.signature.as_ref().expect("落款").organ.clone();
    for (why, found) in [
        ("a picture", with(note, "", draw, picture)),
        (
            "a picture in the line",
            with(note, "", "10 0 0 10 0 0 cm BI /CS /RGB /W 1 /H 1 ID @@@ EI", ""),
        ),
        (
            "no longer see-through",
            with(note, &state("/ca 0.25 /BM /Multiply"), &drawn("/A gs /B gs"), picture),
        ),
        (
            "see-through till it was taken back",
            with(note, &state("/ca 0.25"), &drawn("q /A gs Q"), picture),
        ),
        ("an area of a stamp", with("/Subtype /Stamp", "", "1 g 0 0 10 10 re f", picture)),
    ] {
        assert!(found.len() > 100, "{why}: {found:?}");
        assert!(found.iter().any(|(carried, _)| carried.contains(&signature)), "{why}: {found:?}");
    }
}

/// A group is laid on the page as one: what is around it says how.
#[test]
fn letters_that_cannot_be_seen_for_being_see_through_are_noticed() {
    let Some(files) = fonts() else { return };
    let bytes = written(&fixture("distinct-2021"), &files);
    let group = |outside: &str, inside: &str| {
        let look = "1 g 0 0 10 10 re f";
        let dict = format!("/Subtype /Form /BBox [0 0 10 10] {inside} /Length {}", look.len());
        let group = format!("9002 0 obj\n<< {dict} >>\nstream\n{look}\nendstream\nendobj\n");
        let resources =
            "/XObject << /G 9002 0 R >> /ExtGState << /A << /ca 0.25 >> /N << /ca 0 >> >>";
        noticed(&noted(
            &bytes,
            "/Subtype /FreeText /F 4 /Rect [300 0 595 842]",
            resources,
            &format!("{outside} /G Do"),
            &group,
        ))
        .len()
    };
    assert!(group("", "/Group << /S /Transparency >>") > 100);
    assert!(group("", "") > 100);
    assert_eq!(
        [group("/A gs", "/Group << /S /Transparency >>"), group("/A gs", ""), group("/N gs", "")],
        [0; 3]
    );
    let report = fixture("distinct-2021");
    let unseen = redrawn(&report, &files, |drawn| {
        cell_of(drawn, 60).map(|cell| drawn.replacen(cell, &format!("/N gs {cell} /S gs "), 1))
    });
    // No page has such names yet.
    let mut named = Vec::with_capacity(unseen.len());
    let mut at = 0;
    while let Some(found) =
        find(&unseen, at, b"/Resources <<").map(|start| start + b"/Resources <<".len())
    {
        named.extend(&unseen[at..found]);
        named.extend(b" /ExtGState << /N << /ca 0 >> /S << /ca 1 >> >> ");
        at = found;
    }
    named.extend(&unseen[at..]);
    let found = noticed(&named);
    assert!(found.len() == 1 && found[0].1.is_empty(), "{found:?}");
}

/// The Python with the checks of `tests/outside`, if it has all of them.
fn python() -> Option<PathBuf> {
    outside::python("outloud, page, pdfua, docx", "PDF files by other programs")
}

/// What a check of `tests/outside` says of these files; nothing if they are right.
fn said(python: &Path, script: &str, files: &[(&str, &[u8])], draft: Option<&str>) -> String {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(end, _)| folder.join(format!("outside-{}-{number}.{end}", std::process::id())))
        .collect();
    for (path, (_, bytes)) in paths.iter().zip(files) {
        fs::write(path, bytes).expect("a file");
    }
    let draft =
        draft.map(|name| root.join("tests/corpus/drafts").join(name).with_extension("json"));
    let output = Command::new(python)
        .arg(root.join("tests/outside").join(script))
        .args(&paths)
        .args(draft)
        .output()
        .expect("python runs");
    for path in &paths {
        fs::remove_file(path).expect("the file");
    }
    let words = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.success(), words.trim().is_empty(), "{script}: {words}");
    words
}

/// qpdf, page-validation (PDF/A-3a and PDF/UA-1), outloud, pdfua, poppler and fontTools:
/// `tests/outside/pdf_checks.py`.
#[test]
fn checkers_that_are_not_ours_find_nothing() {
    let (Some(files), Some(python)) = (fonts(), python()) else { return };
    for name in ["distinct-2019", "distinct-2021", "zero", "long"] {
        let words = said(
            &python,
            "pdf_checks.py",
            &[("pdf", &written(&fixture(name), &files))],
            Some(name),
        );
        assert_eq!(words, "", "{name}");
    }
    let report = fixture("distinct-2021");
    let job = Job {
        report: &report,
        format: Format::Pdf,
        options: Options::default(),
        written_on: None,
        fonts: Fonts { files: &files, stand_in: true },
    };
    let checker = nianbao::check::Checker::new(&nianbao::rules::RULE_SET, &report);
    let sheet =
        check_sheet(&job, &Checked::of(&report, &checker, checker.packs(), None)).expect("a sheet");
    assert_eq!(said(&python, "pdf_checks.py", &[("pdf", &sheet)], None), "");
}

#[test]
fn checkers_that_are_not_ours_name_what_is_broken() {
    let (Some(files), Some(python)) = (fonts(), python()) else { return };
    let report = fixture("zero");
    let right = written(&report, &files);
    let with = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len(), "places must stay");
        let at = find(&right, 0, from.as_bytes()).unwrap_or_else(|| panic!("no {from}"));
        [&right[..at], to.as_bytes(), &right[at + from.len()..]].concat()
    };
    let other = redrawn(&fixture("distinct-2021"), &files, |drawn| {
        cell_of(drawn, 60).map(|cell| drawn.replacen(cell, "BT ET\n", 1))
    });
    for (name, bytes, words) in [
        ("no mark that it is tagged", with("/Marked true", "/Marked fals"), "Marked"),
        ("a language that is none", with("/Lang (zh-CN)", "/Lang (??-??)"), "ang"),
        ("heads without a scope", with("/Scope /Column", "/Skope /Column"), "Scope"),
        ("a part of a font that is missing", with("/FontFile3", "/FontFil33"), "font"),
        ("an attachment of no kind", with("/AFRelationship", "/AFRelationshop"), "AFRelationship"),
        ("a number that is gone", other, "stands"),
    ] {
        let draft = if name.ends_with("gone") { "distinct-2021" } else { "zero" };
        let found = said(&python, "pdf_checks.py", &[("pdf", &bytes)], Some(draft));
        assert!(found.contains(words), "{name}: {found}");
    }
}

/// LibreOffice breaks pages elsewhere, but not many: `tests/outside/same_pages.py`.
#[test]
fn word_has_as_many_pages() {
    let (Some(files), Some(python)) = (fonts(), python()) else { return };
    if Command::new("soffice").arg("--version").output().is_err() {
        outside::skip("pages of Word files", "no LibreOffice");
        return;
    }
    for name in ["distinct-2019", "distinct-2021", "zero", "long", "suqian-2024", "yanzhoulu-2020"]
    {
        let report = fixture(name);
        let word = crate::written(&report, Format::Docx);
        assert_eq!(
            said(
                &python,
                "same_pages.py",
                &[("docx", &word), ("pdf", &written(&report, &files))],
                None
            ),
            "",
            "{name}"
        );
    }
}
