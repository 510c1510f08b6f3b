//! Measures writing and reading of documents and drafts. Run with `cargo bench --bench formats`;
//! see `tests/bench/README.md`.

use divan::{Bencher, black_box};
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::export::{FontFile, Fonts, Format, Job, export};
use nianbao::layout::{Face, NominalMetrics, layout};
use nianbao::report::Report;
use nianbao::{draft, import, rules};

fn main() {
    divan::main();
}

const DRAFTS: [&str; 2] = ["distinct-2021", "yanzhoulu-2020"];

fn text(name: &str) -> String {
    let file = format!("{}/tests/corpus/drafts/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn report(name: &str) -> Report {
    draft::read(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn written(report: &Report, format: Format) -> Vec<u8> {
    export(&Job {
        report,
        format,
        options: DocumentOptions::default(),
        written_on: None,
        fonts: Fonts::default(),
    })
    .unwrap_or_else(|error| panic!("{error}"))
}

/// From a report to the bytes of the file, with the carried draft.
#[divan::bench(args = DRAFTS)]
fn write_docx(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher.bench_local(|| written(black_box(&report), Format::DOCX));
}

#[divan::bench(args = DRAFTS)]
fn write_html(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher.bench_local(|| written(black_box(&report), Format::HTML));
}

#[divan::bench(args = DRAFTS)]
fn write_xlsx(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher.bench_local(|| written(black_box(&report), Format::XLSX));
}

/// From a document to its pages.
#[divan::bench(args = DRAFTS)]
fn lay_out(bencher: Bencher, name: &str) {
    let document = compose(&report(name), &DocumentOptions::default());
    bencher.bench_local(|| layout(black_box(&document), &NominalMetrics).pages.len());
}

/// Noto Serif CJK; `None` where it is not installed.
fn font() -> Option<Vec<u8>> {
    std::fs::read("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc").ok()
}

/// A PDF file with that font for every face.
fn pdf(report: &Report, font: &[u8]) -> Vec<u8> {
    let files: Vec<FontFile> =
        Face::ALL.into_iter().map(|face| FontFile { face, bytes: font, index: None }).collect();
    let fonts = Fonts { files: &files, stand_in: false };
    let job = Job {
        report,
        format: Format::PDF,
        options: DocumentOptions::default(),
        written_on: None,
        fonts,
    };
    export(&job).unwrap_or_else(|error| panic!("{error}"))
}

/// From a report to the bytes of the file; not measured where the font is not installed.
#[divan::bench(args = DRAFTS)]
fn write_pdf(bencher: Bencher, name: &str) {
    let Some(font) = font() else { return };
    let report = report(name);
    bencher.bench_local(|| pdf(black_box(&report), &font));
}

/// Reads the visible content and the carried draft.
#[divan::bench(args = DRAFTS)]
fn read_pdf(bencher: Bencher, name: &str) {
    let Some(font) = font() else { return };
    let bytes = pdf(&report(name), &font);
    bencher.bench_local(|| {
        import::import(black_box(&bytes), &import::ImportOptions::default())
            .map(|imported| imported.differences.len())
    });
}

/// From a report to the bytes of the file, with the carried draft.
#[divan::bench(args = DRAFTS)]
fn write_ofd(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher.bench_local(|| written(black_box(&report), Format::OFD));
}

/// Reads the visible content and the carried draft.
#[divan::bench(args = DRAFTS)]
fn read_ofd(bencher: Bencher, name: &str) {
    let bytes = written(&report(name), Format::OFD);
    bencher.bench_local(|| {
        import::import(black_box(&bytes), &import::ImportOptions::default())
            .map(|imported| imported.differences.len())
    });
}

/// Reads the visible content and the carried draft.
#[divan::bench(args = DRAFTS)]
fn read_docx(bencher: Bencher, name: &str) {
    let bytes = written(&report(name), Format::DOCX);
    bencher.bench_local(|| {
        import::import(black_box(&bytes), &import::ImportOptions::default())
            .map(|imported| imported.differences.len())
    });
}

#[divan::bench(args = DRAFTS)]
fn read_draft(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.bench_local(|| draft::read(black_box(&text)).map(|report| report.year));
}

#[divan::bench(args = DRAFTS)]
fn write_draft(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher.bench_local(|| draft::write(black_box(&report), rules::RULE_SET.version));
}
