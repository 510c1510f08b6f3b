//! Tests the finished documents: Word and WPS accept their structure, they are read back equal,
//! hostile files are opened safely, and the bytes have not changed.

#[path = "outside/outside.rs"]
mod outside;
#[path = "../src/properties.rs"]
mod properties;

mod documents {
    pub mod carried;
    pub mod code;
    pub mod every_format;
    pub mod fonts;
    pub mod fragment;
    pub mod golden;
    pub mod hidden;
    pub mod hostile;
    pub mod hostile_fonts;
    pub mod hostile_pdf;
    pub mod listed;
    pub mod ofd;
    pub mod pages;
    pub mod pdf;
    pub mod proof;
    pub mod round_trip;
    pub mod sheet;
    pub mod structure;
    pub mod workbook;
    pub mod write_only;

    /// Compares the content of a document with the report that it was written from.
    pub fn proof_of(
        report: &nianbao::report::Report,
        format: nianbao::export::Format,
    ) -> nianbao::read_back::ReadBack {
        nianbao::read_back::read_back(report, &crate::written(report, format))
            .expect("our own document")
    }

    /// The differences that are reported when a file that carries a report is opened: the carried
    /// value and the visible one.
    pub fn noticed(bytes: &[u8]) -> Vec<(String, String)> {
        use nianbao::import;
        let imported = import::import(bytes, &import::ImportOptions::default()).expect("a report");
        assert!(imported.carried.is_some());
        imported
            .differences
            .into_iter()
            .map(|difference| (difference.carried, difference.visible))
            .collect()
    }
}

use nianbao::document::report::DocumentOptions;
use nianbao::draft;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::report::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// The drafts of `tests/corpus/drafts`, by name.
fn fixtures() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the drafts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
        .iter()
        .map(|file| (file.file_stem().expect("a name").to_string_lossy().into_owned(), read(file)))
        .collect()
}

fn fixture(name: &str) -> Report {
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/corpus/drafts")
            .join(name)
            .with_extension("json"),
    )
}

fn read(file: &Path) -> Report {
    draft::read_bytes(&fs::read(file).expect("a file"))
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn written(report: &Report, format: Format) -> Vec<u8> {
    let files = documents::pdf::faces(documents::pdf::machine());
    export(&Job {
        report,
        format,
        options: DocumentOptions::default(),
        written_on: None,
        fonts: Fonts { files: &files, stand_in: true },
    })
    .expect("a document")
}

/// All formats; those that need fonts only if this machine has some.
fn writable() -> Vec<Format> {
    let fonts = documents::pdf::fonts().is_some();
    Format::ALL.into_iter().filter(|format| fonts || !format.needs_fonts()).collect()
}

/// The formats of [`writable`] whose visible content is read back.
fn readable() -> Vec<Format> {
    writable().into_iter().filter(|format| format.read_as().is_some()).collect()
}
