//! Files that other programs made: every cell comes out right, or is doubted, or a note says that it
//! was not read.

#[path = "outside/outside.rs"]
mod outside;

#[path = "foreign/smallest.rs"]
mod smallest;

use nianbao::edition::CellId;
use nianbao::import::{ImportOptions, Imported, import};
use nianbao::report::DoubtPlace;
use std::path::{Path, PathBuf};

/// A folder beside the project; `None`, said aloud, if it is not there.
fn beside(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    if path.exists() {
        return Some(path);
    }
    outside::tell("files of other programs", &format!("no {}", path.display()));
    None
}

/// The content of a file.
fn read(path: &Path) -> Imported {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import(&bytes, &ImportOptions::default())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a cell, `?` and what was found if it is blank and doubted, or the text with `?` if
/// it is doubted.
fn cell(imported: &Imported, id: &str) -> String {
    let id = CellId::parse(id).expect(id);
    let text = imported.report.text(id);
    match imported.report.doubts.get(&DoubtPlace::Cell(id)) {
        None => text,
        Some(doubt) => {
            let found: Vec<&str> = doubt.candidates.iter().map(|one| one.value.as_str()).collect();
            format!("{text}?{}", found.join("|"))
        }
    }
}
