//! Checks files with independent programs and reports what they found.

use crate::{Draft, Engine, places, programs, skipped};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Runs a check of `tests/outside`; where Python is missing, the check is reported as skipped.
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

/// Checks a Word file with every program for Word files: against its draft, for structure, by
/// openxml-audit and by LibreOffice, whose pages are left beside the file. Files that are equal,
/// byte for byte, are checked once: the three engines produce the same ones.
///
/// # Panics
/// With what was found, and when two engines made different files of the same report.
#[track_caller]
pub fn check_docx(draft: &Draft, engine: Engine, bytes: &[u8]) {
    static CHECKED: Mutex<BTreeMap<String, (&str, Vec<u8>)>> = Mutex::new(BTreeMap::new());
    // The lock is held while checking, because two LibreOffices at once are slower than one after
    // the other. A failed check does not poison it.
    let mut checked = CHECKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((other, before)) = checked.get(&draft.name) {
        assert!(
            before == bytes,
            "{}: {other} and {} made different Word files",
            draft.name,
            engine.name()
        );
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

/// Tests an archive with an independent program and unpacks it into the folder of test artifacts.
/// Returns its files by name; empty where that program is missing, which is reported as skipped.
///
/// # Panics
/// With what is wrong with the archive.
#[track_caller]
pub fn unpack(name: &str, bytes: &[u8]) -> BTreeMap<String, PathBuf> {
    let folder = places::leavings().join(format!("{name}.unpacked"));
    let _ = std::fs::remove_dir_all(&folder);
    check("archive.py", &[&leave(&format!("{name}.zip"), bytes), &folder]);
    let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    files.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect()
}

/// The digits in the QR code of a check sheet in Word format.
///
/// # Panics
/// When no QR code can be decoded.
pub fn digits_of_sheet(docx: &[u8]) -> String {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(docx)).unwrap_or_else(|e| panic!("no package: {e}"));
    let mut picture = Vec::new();
    let mut part =
        archive.by_name("word/media/code.png").unwrap_or_else(|e| panic!("no picture: {e}"));
    part.read_to_end(&mut picture).unwrap_or_else(|e| panic!("no picture: {e}"));
    let mut decoder = png::Decoder::new(Cursor::new(&picture));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap_or_else(|e| panic!("no PNG: {e}"));
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or(0)];
    let frame = reader.next_frame(&mut pixels).unwrap_or_else(|e| panic!("no PNG: {e}"));
    let (width, height) = (frame.width as usize, frame.height as usize);
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let codes = prepared.detect_grids();
    assert_eq!(codes.len(), 1, "QR codes in the picture");
    codes[0].decode().unwrap_or_else(|e| panic!("the QR code cannot be read: {e}")).1
}

/// Checks an HTML file with html-validate and with the Nu checker of the W3C.
///
/// # Panics
/// With what they printed, when they found something.
#[track_caller]
pub fn check_html(file: &Path) {
    let tests = places::repository().join("tests");
    let modules = tests.join("node_modules");
    let (Some(node), Some(java)) = (programs::find("node"), programs::find("java")) else {
        skipped::skip(
            "HTML checkers",
            "they need node and java (Debian: nodejs default-jre-headless)",
        );
        return;
    };
    if !modules.join("html-validate").is_dir() {
        skipped::skip("HTML checkers", "run `npm ci` in tests/");
        return;
    }
    let mut validate = Command::new(node);
    validate
        .arg(modules.join("html-validate/bin/html-validate.mjs"))
        .arg("--config")
        .arg(tests.join("html-check/html-validate.json"))
        .arg(file);
    run("html-validate", validate);
    let mut nu = Command::new(java);
    nu.arg("-jar")
        .arg(modules.join("vnu-jar/build/dist/vnu.jar"))
        .arg("--Werror")
        .arg("--filterfile");
    nu.arg(tests.join("html-check/vnu-filter.txt")).arg(file);
    run("vnu", nu);
}

/// The source of axe-core, to be run inside the page; reported as skipped where it is missing.
pub fn axe() -> Option<String> {
    let source = std::fs::read_to_string(
        places::repository().join("tests/node_modules/axe-core/axe.min.js"),
    )
    .ok();
    if source.is_none() {
        skipped::skip("axe-core", "run `npm ci` in tests/");
    }
    source
}

/// The expected accessible name of each cell of an edition's tables, computed by a program that
/// knows only the official form; `None` where Python is missing, which is reported as skipped.
///
/// # Panics
/// When the program fails.
pub fn spoken_names(edition: &str) -> Option<BTreeMap<String, String>> {
    let Some(python) = programs::python() else {
        skipped::skip(
            "spoken_names.py",
            "no Python with tests/requirements.txt; see tests/README.md",
        );
        return None;
    };
    let out = Command::new(python)
        .arg(places::repository().join("tests/outside/spoken_names.py"))
        .arg(edition)
        .output();
    let out = out.unwrap_or_else(|e| panic!("spoken_names.py does not start: {e}"));
    let names = serde_json::from_slice(&out.stdout);
    Some(names.unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&out.stderr))))
}

/// Writes a file into the folder of test artifacts. It replaces an earlier file of that name as a
/// whole, because a test in another engine may be reading that one.
///
/// # Panics
/// When it cannot be written.
pub fn leave(name: &str, bytes: &[u8]) -> PathBuf {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let file = places::leavings().join(name);
    let count = FILES.fetch_add(1, Ordering::Relaxed);
    let part = file.with_extension(format!("{}-{count}.part", std::process::id()));
    std::fs::write(&part, bytes)
        .and_then(|()| std::fs::rename(&part, &file))
        .unwrap_or_else(|e| panic!("cannot write {}: {e}", file.display()));
    file
}

#[track_caller]
fn run(what: &str, mut command: Command) {
    let out = command.output().unwrap_or_else(|e| panic!("{what} does not start: {e}"));
    let subject: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    let said =
        [out.stdout, out.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(
        out.status.success(),
        "{what} on {}:\n{said}",
        subject.last().map_or("", |name| name.as_ref())
    );
}
