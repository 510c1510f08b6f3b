//! A check that could not run says so where everybody sees it, and fails where it must have run.

use std::io::Write;

/// Says aloud that something was not checked. With `CI=true` in the environment that is a failure.
///
/// # Panics
/// With `CI=true`.
pub fn skip(what: &str, why: &str) {
    let line = format!("SKIPPED: {what}: {why}\n");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{line}");
    // Not `eprintln!`: the test harness swallows what a passing test prints.
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// Says aloud that something was not checked and need not be.
pub fn tell(what: &str, why: &str) {
    let _ = std::io::stderr().write_all(format!("SKIPPED: {what}: {why}\n").as_bytes());
}
