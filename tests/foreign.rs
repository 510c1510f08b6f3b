//! Files that other programs made: every cell comes out right, or is doubted, or a note says that it
//! was not read.

#[path = "outside/outside.rs"]
mod outside;

#[path = "foreign/layouts.rs"]
mod layouts;
#[path = "foreign/pdf.rs"]
mod pdf;
#[path = "foreign/smallest.rs"]
mod smallest;
#[path = "foreign/trials.rs"]
mod trials;

use nianbao::edition::CellId;
use nianbao::import::{ImportOptions, Imported, import};
use nianbao::report::{DoubtPlace, Report};
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

/// The content of a file, or the sentence that refuses it.
fn try_read(path: &Path) -> Result<Imported, String> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import(&bytes, &ImportOptions::default()).map_err(|error| error.to_string())
}

/// The content of a file.
fn read(path: &Path) -> Imported {
    try_read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How the cells of a file compare with the truth.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    /// Cells that are blank and doubted, or hold another number and are doubted.
    doubted: Vec<String>,
    /// Cells of tables that a note says were not found.
    blank: usize,
    /// Cells that hold another number and no mark.
    wrong: Vec<String>,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { right, doubted, blank, wrong } = self;
        write!(f, "{right} right, {} doubted, {blank} blank, {} wrong", doubted.len(), wrong.len())
    }
}

/// Compares all cells of a report with a file's.
fn tally(imported: &Imported, truth: &Report) -> Tally {
    let mut tally = Tally::default();
    for cell in truth.form().cells() {
        let (expected, seen) = (truth.value(cell.id), imported.report.value(cell.id));
        let is_doubted = imported.report.doubts.contains_key(&DoubtPlace::Cell(cell.id));
        let name = || format!("{}: {seen:?}, not {expected:?}", cell.id);
        if seen == expected {
            tally.right += 1;
        } else if is_doubted {
            tally.doubted.push(name());
        } else if seen.is_none() {
            tally.blank += 1;
        } else {
            tally.wrong.push(name());
        }
    }
    tally
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
