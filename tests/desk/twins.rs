//! Every browser test that judges by the state has a native twin of the same name, in the file of
//! the same name.

use std::fs;

/// The browser tests that need a real browser, and why each has no twin.
const OF_A_BROWSER: [(&str, &str, &str); 7] = [
    ("entry", "composing", "input methods are the browser's"),
    ("entry", "wheel", "the wheel is the browser's"),
    ("entry", "clicking", "carets and selections are the browser's"),
    ("entry", "back_from_dialogs", "the element that had the focus is the browser's"),
    ("entry", "in_sight", "judged by how wide digits are drawn"),
    ("embed/around", "not_found", "the element's own script fetches"),
    ("embed/around", "kept_here", "judged by the names of databases"),
];

/// The modules whose tests judge by the state, and the files of their browser tests.
const MODULES: [(&str, &str); 9] = [
    ("keeping", "keeping.rs"),
    ("storing", "storing.rs"),
    ("entry", "entry.rs"),
    ("checking", "checking.rs"),
    ("exporting", "exporting.rs"),
    ("foreign", "foreign.rs"),
    ("machine", "machine.rs"),
    ("preview", "preview.rs"),
    ("embed/around", "embed/around.rs"),
];

fn source(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of the browser tests of a file.
fn browser_tests(file: &str) -> Vec<String> {
    let text = source(&format!("tests/page/tests/page/{file}"));
    let list = text.split_once("in_every_engine! {").expect("a list of tests").1;
    let list = list.split_once('}').expect("its end").0;
    list.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_browser_test_that_judges_by_state_has_a_twin() {
    for (module, file) in MODULES {
        let twins = source(&format!("tests/desk/{module}.rs"));
        for name in browser_tests(file) {
            let is_exempt =
                OF_A_BROWSER.iter().any(|(of, test, _)| (*of, *test) == (module, name.as_str()));
            let is_there = twins.contains(&format!("#[test]\nfn {name}()"));
            assert!(is_there != is_exempt, "{module}::{name}: one twin, or one reason for none");
        }
    }
}
