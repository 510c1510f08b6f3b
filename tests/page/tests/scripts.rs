//! Every script in `dist/` can be parsed by the oldest browsers of offices, and contains no way to
//! send data except those that the check allows it.

#![allow(missing_docs, reason = "tests")]

use page_tests::{places, programs, skipped};
use std::path::Path;
use std::process::Command;

/// Runs node in `tests/scripts`; reports as skipped what is missing for it.
fn node(arguments: &[&Path]) {
    let tests = places::repository().join("tests");
    let Some(node) = programs::find("node") else {
        return skipped::skip("scripts", "they need node (Debian: nodejs)");
    };
    if !tests.join("node_modules/acorn").is_dir() {
        return skipped::skip("scripts", "run `npm ci` in tests/");
    }
    let output = Command::new(node)
        .current_dir(tests.join("scripts"))
        .args(arguments)
        .output()
        .expect("node runs");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

/// Tests the check itself on scripts that it must refuse and on scripts that it must accept.
#[test]
fn the_check_tells_right_from_wrong() {
    node(&[Path::new("--test"), Path::new("rules.test.mjs")]);
}

#[test]
fn every_script_can_be_read_by_old_browsers() {
    let page = places::built_page();
    if !page.is_file() {
        return skipped::skip(
            "scripts",
            &format!("{} is not there; run ./build.sh", page.display()),
        );
    }
    node(&[Path::new("check.mjs"), page.parent().expect("a file lies in a folder")]);
}
