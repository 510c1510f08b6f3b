//! Tests the built page in real browsers. Each module says at its top what it tests;
//! `tests/README.md` says how to run one.

#![allow(missing_docs, reason = "tests")]

mod access;
mod checkers;
mod checking;
mod embed;
mod entry;
mod exporting;
mod filing;
mod fonts;
mod foreign;
mod frozen;
mod keeping;
mod machine;
mod manual;
mod offline;
mod old;
mod preview;
mod scanning;
mod silence;
mod site;
mod storing;

use page_tests::{Draft, Engine, Filing, Page, places};
use serde_json::json;
use std::path::PathBuf;

/// The page with a report of the corpus opened; `None` where the engine or the page is missing.
fn opened(engine: Engine, name: &str) -> Option<Page> {
    let page = engine.start()?;
    if !page.open_built() {
        return None;
    }
    page.choose_file(&corpus(name));
    page.wait_until("the report is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    Some(page)
}

/// A draft of the corpus.
fn corpus(name: &str) -> PathBuf {
    places::repository().join(format!("tests/corpus/drafts/{name}.json"))
}

/// The page with an empty report; `None` where the engine or the page is missing, which is reported
/// as skipped.
fn begun(engine: Engine, year: u32) -> Option<Page> {
    let page = engine.start()?;
    if !page.open_built() {
        return None;
    }
    let json =
        json!({ "year": year, "agency": { "name": "示例县城关镇人民政府", "level": "township" } });
    Filing::new(&page, &Draft { name: "an empty report".into(), json }).create();
    Some(page)
}
