//! The built page in real browsers. What each module is about stands at its top; `tests/README.md` says how to run one.

#![allow(missing_docs, reason = "tests")]

mod checkers;
mod checking;
mod embed;
mod entry;
mod filing;
mod foreign;
mod keeping;
mod offline;
mod storing;

use page_tests::{Draft, Engine, Filing, Page};
use serde_json::json;

/// The page with an empty report in it; nothing where the engine or the page is missing, which was said aloud then.
fn begun(engine: Engine, year: u32) -> Option<Page> {
    let page = engine.start()?;
    if !page.open_built() {
        return None;
    }
    let json = json!({ "year": year, "agency": { "name": "示例县城关镇人民政府", "level": "township" } });
    Filing::new(&page, &Draft { name: "an empty report".into(), json }).create();
    Some(page)
}
