//! Finds independent programs, fonts and files, or reports as skipped what is not checked without
//! them.
//!
//! Each test binary includes this module, and uses what it needs of it.
#![allow(dead_code)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Reports that something was not checked. With `CI=true` in the environment, where everything is
/// installed, that is a failure.
pub fn skip(what: &str, why: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "SKIPPED: {what}: {why}");
    tell(what, why);
}

/// Reports that something was not checked and need not be: files that may not be redistributed.
pub fn tell(what: &str, why: &str) {
    // `eprintln!` is not used, because the test harness hides what a passing test prints.
    let _ = std::io::stderr().write_all(format!("SKIPPED: {what}: {why}\n").as_bytes());
}

/// The Python with these modules (a list as after `import`), which checks `what`.
pub fn python(modules: &str, what: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var_os("NIANBAO_PYTHON")
        .map_or_else(|| root.join("target/tools/venv/bin/python"), PathBuf::from);
    let there = Command::new(&python)
        .args(["-c", &format!("import {modules}")])
        .output()
        .is_ok_and(|output| output.status.success());
    if !there {
        skip(what, &format!("no {modules} in {}", python.display()));
    }
    there.then_some(python)
}
