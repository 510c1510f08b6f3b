//! Every hand-written list of formats names all of them: the types of the element, the manuals, and
//! the texts and the file picker of the page.

use crate::{fixture, readable, written};
use nianbao::export::Format;
use nianbao::formats::FileType;
use nianbao::import;
use nianbao::report::Date;
use nianbao::view;
use std::fs;
use std::path::Path;

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn files_are_of_the_type_that_their_format_says() {
    let report = fixture("zero");
    for format in readable() {
        assert_eq!(import::file_type(&written(&report, format)), format.read_as(), "{format:?}");
    }
}

#[test]
fn the_types_of_the_element_list_the_formats() {
    let ids: Vec<String> = Format::ALL
        .iter()
        .map(|format| format.id())
        .chain(["json"])
        .map(|id| format!("'{id}'"))
        .collect();
    let line = format!("export type Format = {};", ids.join(" | "));
    assert!(text("www/embed/nianbao.d.ts").lines().any(|found| found == line), "{line}");
}

#[test]
fn the_manuals_list_the_formats() {
    // The element's manual lists them after the default.
    let ids: Vec<&str> = Format::ALL.iter().map(|format| format.id()).chain(["json"]).collect();
    let line = format!("也可以是 {}", ids[1..].join(" "));
    assert!(text("www/embed/README.md").contains(&line), "{line}");
    // The help of the command.
    let line = format!("by extension: json, {}", Format::extensions().join(", "));
    assert!(text("README.md").contains(&line), "{line}");
    // The contract of the page's tests.
    let ids: Vec<String> = Format::ALL.iter().map(|format| format!("`{}`", format.id())).collect();
    let line = format!("documents by their ids: {} `check-sheet`", ids.join(" "));
    assert!(text("tests/README.md").contains(&line), "{line}");
}

#[test]
fn the_page_names_what_it_opens() {
    let start = view::start::page(Date { year: 2026, month: 1, day: 20 }, false);
    assert!(start.contains(&FileType::names()), "{}", FileType::names());
    let picker = start.split("accept=\"").nth(1).and_then(|rest| rest.split('"').next());
    let extensions: Vec<&str> = picker.expect("a file picker").split(',').collect();
    for extension in FileType::ALL.iter().flat_map(|file_type| file_type.extensions()) {
        assert!(extensions.contains(&format!(".{extension}").as_str()), "{extension}");
    }
}
