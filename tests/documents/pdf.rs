//! PDF files: their required structure, messages about what cannot be written, and checks by
//! independent programs.
//!
//! The fonts are those of the machine: without Chinese fonts these tests are reported as skipped.

mod noticed;
mod checkers;

use crate::{fixture, outside};
use nianbao::document::Block;
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::draft::printed_part;
use nianbao::export::{ExportError, FontFile, Fonts, Format, Job, export};
use nianbao::layout::{Face, NominalMetrics, layout};
use nianbao::report::{Date, Part, Report};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Fonts with the characters of reports, from Debian's packages fonts-noto-cjk and
/// fonts-arphic-gbsn00lp.
const FONTS: [&str; 2] = [
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
];

/// Reports of both editions, and that of a subdistrict.
const FIXTURES: [&str; 3] = ["distinct-2019", "distinct-2021", "yanzhoulu-2020"];

/// The fonts of this machine, with outlines of both kinds, as far as they are installed.
pub fn machine() -> &'static [Vec<u8>] {
    static READ: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    READ.get_or_init(|| FONTS.iter().filter_map(|file| fs::read(file).ok()).collect())
}

/// The Chinese faces, with these fonts in turn. They are used for Latin letters too.
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
        format: Format::PDF,
        options: DocumentOptions::default(),
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

/// Runs a program on a file; `None` if the program is not installed, which is reported as skipped.
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

/// The text without white space, which programs insert where they see gaps.
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
        for block in &compose(&report, &DocumentOptions::default()).blocks {
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
                Block::Signature { agency, date } => vec![agency.clone(), date.clone()],
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
    // The columns are: embedded, subset, with a map to Unicode.
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
    // GB 2312 lacks 镕; the larger font has it.
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
    let pages = layout(&compose(&report, &DocumentOptions::default()), &NominalMetrics).pages.len();
    let Some(output) = output_of("pdfinfo", &["FILE"], &written(&report, &files)) else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.lines().any(|line| line.starts_with("Pages:") && line.ends_with(&format!(" {pages}"))),
        "{said}"
    );
    assert!(said.contains("(A4)") && said.contains("Tagged:          yes"), "{said}");
}
