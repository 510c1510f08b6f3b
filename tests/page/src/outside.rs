//! Hands files to programs that are not ours, and says what they found.

use crate::{Draft, Engine, places, programs, skipped};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Runs a check of `tests/outside`; where there is no Python for it, says so aloud.
///
/// # Panics
/// With what the check printed, when it found something.
#[track_caller]
pub fn check(script: &str, arguments: &[&Path]) {
    let Some(python) = programs::python() else {
        skipped::skip(script, "no Python with tests/requirements.txt; see tests/README.md");
        return;
    };
    let file = places::repository().join("tests/outside").join(script);
    let mut command = Command::new(python);
    command.arg(file).args(arguments);
    run(script, command);
}

/// Has a Word file checked by everything that looks at Word files: against its draft, for structure, by openxml-audit and by LibreOffice,
/// whose pages are left beside it. Files that are equal, byte for byte, are checked once: they come from three engines.
///
/// # Panics
/// With what was found; and when two engines made different files of the same report.
#[track_caller]
pub fn check_docx(draft: &Draft, engine: Engine, bytes: &[u8]) {
    static CHECKED: Mutex<BTreeMap<String, (&str, Vec<u8>)>> = Mutex::new(BTreeMap::new());
    // Held while checking: two LibreOffices at once are slower than one after the other. A failed check poisons nothing.
    let mut checked = CHECKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((other, before)) = checked.get(&draft.name) {
        assert!(before == bytes, "{}: {other} and {} made different Word files", draft.name, engine.name());
        return;
    }
    checked.insert(draft.name.clone(), (engine.name(), bytes.to_vec()));
    let text = draft.json.to_string();
    let json = leave(&format!("{}.json", draft.name), text.as_bytes());
    let docx = leave(&format!("{}.docx", draft.name), bytes);
    let pdf = places::leavings().join(format!("{}.pdf", draft.name));
    check("docx_equals.py", &[&json, &docx]);
    check("docx_structure.py", &[&docx]);
    check("docx_audit.py", &[&docx]);
    check("docx_libreoffice.py", &[&json, &docx, Path::new("--pdf"), &pdf]);
}

/// Has an HTML file checked by html-validate and by the Nu checker of the W3C.
///
/// # Panics
/// With what they printed, when they found something.
#[track_caller]
pub fn check_html(file: &Path) {
    let tests = places::repository().join("tests");
    let modules = tests.join("node_modules");
    let (Some(node), Some(java)) = (programs::find("node"), programs::find("java")) else {
        skipped::skip("HTML checkers", "they need node and java (Debian: nodejs default-jre-headless)");
        return;
    };
    if !modules.join("html-validate").is_dir() {
        skipped::skip("HTML checkers", "run `npm ci` in tests/");
        return;
    }
    let mut validate = Command::new(node);
    validate.arg(modules.join("html-validate/bin/html-validate.mjs")).arg("--config").arg(tests.join("html-check/html-validate.json")).arg(file);
    run("html-validate", validate);
    let mut nu = Command::new(java);
    nu.arg("-jar").arg(modules.join("vnu-jar/build/dist/vnu.jar")).arg("--Werror").arg("--filterfile");
    nu.arg(tests.join("html-check/vnu-filter.txt")).arg(file);
    run("vnu", nu);
}

/// The source of axe-core, to be run inside the page; says aloud where it is missing.
pub fn axe() -> Option<String> {
    let source = std::fs::read_to_string(places::repository().join("tests/node_modules/axe-core/axe.min.js")).ok();
    if source.is_none() {
        skipped::skip("axe-core", "run `npm ci` in tests/");
    }
    source
}

/// Writes a file into the folder that tests leave behind.
///
/// # Panics
/// When it cannot be written.
pub fn leave(name: &str, bytes: &[u8]) -> PathBuf {
    let file = places::leavings().join(name);
    std::fs::write(&file, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", file.display()));
    file
}

#[track_caller]
fn run(what: &str, mut command: Command) {
    let out = command.output().unwrap_or_else(|e| panic!("{what} does not start: {e}"));
    let subject: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    let said = [out.stdout, out.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(out.status.success(), "{what} on {}:\n{said}", subject.last().map_or("", |name| name.as_ref()));
}
