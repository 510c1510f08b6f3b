//! Output of version 0.1 is frozen: the program still writes the same files, and still opens what
//! version 0.1 wrote.
//!
//! `tests/corpus/0.1/` holds the data; its README says what each file is and how a wanted
//! difference is recorded. There are two kinds of data:
//!
//! - **Ledgers** hold the output of the program for a fixed input (digests, or the text itself).
//!   `UPDATE_GOLDEN=1 cargo test --test frozen` writes them again.
//! - **Records** are files that version 0.1 left with its users (drafts, documents, data codes).
//!   Every later version must open them, so an existing record is never overwritten.

#[path = "outside/outside.rs"]
mod outside;

mod frozen {
    pub mod checks;
    pub mod exports;
    pub mod ledger;
    pub mod markup;
    pub mod members;
    pub mod records;
    pub mod views;
}

use nianbao::draft;
use nianbao::report::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the frozen data.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/0.1")
}

/// The drafts as version 0.1 wrote them, by name: the input of everything that is frozen here.
fn fixtures() -> Vec<(String, Report)> {
    files(&folder().join("drafts"), "json")
        .into_iter()
        .map(|file| {
            let bytes = fs::read(&file).expect("a draft");
            let report = draft::read_bytes(&bytes)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            (stem(&file), report)
        })
        .collect()
}

/// The files of a folder with this extension, in the order of their names.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// The name of a file without its extension.
fn stem(file: &Path) -> String {
    file.file_stem().expect("a name").to_string_lossy().into_owned()
}
