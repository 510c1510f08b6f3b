//! Independent programs check OFD files.

use crate::{fixture, fixtures, outside};
use nianbao::document::report::DocumentOptions;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::report::{Date, Report};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a check of `tests/outside`; returns whether there is a Python with that module.
fn checked_by(module: &str, script: &str, arguments: &[&Path]) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(python) = outside::python(module, script) else { return false };
    let output = Command::new(&python)
        .arg(root.join("tests/outside").join(script))
        .args(arguments)
        .output()
        .expect("python runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    true
}

fn kept(name: &str, report: &Report) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("ofd");
    let options = DocumentOptions { draft_mark: name == "blank", ..DocumentOptions::default() };
    let job = Job {
        report,
        format: Format::OFD,
        options,
        written_on: Date::parse("2026-01-20"),
        fonts: Fonts::default(),
    };
    fs::write(&file, export(&job).expect("a document")).expect("a file");
    file
}

/// Validates by the schemas of the standard, where a folder `shared` with them is beside the
/// repository (or is named by `NIANBAO_SHARED`).
#[test]
fn every_part_is_valid_by_the_schemas_of_the_standard() {
    let shared = std::env::var_os("NIANBAO_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let schemas = shared.join("ofd-xsd");
    if !schemas.is_dir() {
        outside::tell(
            "OFD files by the schemas of the standard",
            &format!("no {}", schemas.display()),
        );
        return;
    }
    let files: Vec<PathBuf> = fixtures().iter().map(|(name, report)| kept(name, report)).collect();
    let arguments: Vec<&Path> =
        std::iter::once(schemas.as_path()).chain(files.iter().map(PathBuf::as_path)).collect();
    checked_by("lxml", "ofd_xsd.py", &arguments);
}

/// Compares with ofdkit, and with the tables of the notices transcribed a second time:
/// `tests/outside/ofd_equals.py`.
#[test]
fn ofdkit_reads_what_the_draft_says() {
    for name in [
        "distinct-2019",
        "distinct-2021",
        "distinct-2021-as-issued",
        "mixed-editions",
        "yanzhoulu-2020",
        "blank",
    ] {
        let draft = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/corpus/drafts")
            .join(name)
            .with_extension("json");
        if !checked_by("ofdkit", "ofd_equals.py", &[&draft, &kept(name, &fixture(name))]) {
            return;
        }
    }
}
