//! Tests that `tests/page/CONTRACT.md` states the contract between the page and its tests. Rewrite
//! that file with `UPDATE_GOLDEN=1 cargo test --lib contract`.

use super::vocabulary::ContractEntry;
use super::{Act, ElementId, FieldName};
use std::fs;
use std::path::Path;

const ABOUT: &str = "# The contract between the page and its tests

Tests find the elements of the page by these names. This file is generated from the enums `Act`,
`FieldName` and `ElementId` of `src/view/`: change those, then run
`UPDATE_GOLDEN=1 cargo test --lib contract`. A name in braces is a key: the id of a cell, a part, a
table, a document.
";

/// A chapter of the contract.
fn chapter(title: &str, about: &str, head: &str, entries: &[ContractEntry]) -> String {
    let rows: String = entries
        .iter()
        .map(|ContractEntry { pattern, location, meaning }| {
            format!("| `{pattern}` | {location} | {meaning} |\n")
        })
        .collect();
    format!(
        "\n## {title}\n\n{about}\n\n| {head} | where, with what | what |\n|---|---|---|\n{rows}"
    )
}

fn contract() -> String {
    let acts = chapter(
        "Acts",
        "A button that can be pressed has `data-act`; \
         other `data-` attributes say what it is about.",
        "`data-act`",
        Act::ENTRIES,
    );
    let fields = chapter(
        "Fields",
        "A field that is no cell has `data-field`, and the id `nb-f-` with that name.",
        "`data-field`",
        FieldName::ENTRIES,
    );
    let elements = chapter(
        "Elements",
        "In an element on another page the same ids are in its shadow tree.",
        "`id`",
        ElementId::ENTRIES,
    );
    format!("{ABOUT}{acts}{fields}{elements}")
}

#[test]
fn the_contract_is_as_it_is_written() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/CONTRACT.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, contract()).expect("the contract can be written");
    }
    let written = fs::read_to_string(&file).expect("tests/page/CONTRACT.md");
    assert!(
        written == contract(),
        "tests/page/CONTRACT.md differs: UPDATE_GOLDEN=1 cargo test --lib contract"
    );
}

/// The parts of a text between two delimiters.
fn between<'a>(text: &'a str, start: &'a str, end: char) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

/// Whether the contract has an element with that id. The key at the end may be missing, if a test
/// formats it in.
fn is_id(word: &str) -> bool {
    ElementId::ENTRIES.iter().any(|entry| match entry.pattern.split_once('{') {
        None => entry.pattern == word,
        Some((stem, kind)) => word.strip_prefix(stem).is_some_and(|key| match kind {
            // Nearly every id begins like these two, so their keys are checked.
            "act}" => Act::parse(key).is_some(),
            "field}" => key.is_empty() || FieldName::parse(key).is_some(),
            _ => true,
        }),
    })
}

/// The sources of the tests in browsers.
fn tests_of_the_page() -> Vec<(String, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of tests") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                sources.push((path.display().to_string(), text.replace("\\\"", "\"")));
            }
        }
    }
    sources
}

#[test]
fn tests_of_the_page_name_nothing_else() {
    let (mut acts, mut ids) = (0, 0);
    for (file, text) in tests_of_the_page() {
        let named = between(&text, "data-act=\"", '"').chain(between(&text, ".click(\"", '"'));
        for word in named.filter(|word| !word.contains(['{', '#', '[', ' '])) {
            assert!(Act::parse(word).is_some(), "{file}: there is no act {word}");
            acts += 1;
        }
        for rest in text.split("#nb-").skip(1) {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
            let word = format!("nb-{}", &rest[..end.unwrap_or(rest.len())]);
            assert!(is_id(&word), "{file}: there is no element {word}");
            ids += 1;
        }
    }
    assert!(!is_id("nb-nowhere") && !is_id("nb-f-nowhere.else"));
    assert!(acts > 100 && ids > 50, "{acts} acts and {ids} elements were looked at");
}
