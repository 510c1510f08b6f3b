//! A clerk has a report on paper, types all of it, and downloads the finished document, which
//! independent programs then read.

use page_tests::outside::{check_docx, check_html, leave};
use page_tests::{Draft, Engine, Filing, Page, at_length, in_every_engine, published};
use serde_json::Value;
use std::path::Path;
use std::time::Instant;

in_every_engine! { reports }

/// Every report is typed in one engine, and one of them in all three; with `NIANBAO_LONG=1`, every
/// report in every engine.
fn filed_in(engine: Engine) -> Vec<Draft> {
    let drafts = published::drafts();
    let in_all = drafts.iter().position(|draft| draft.name.contains("yanzhoulu")).unwrap_or(0);
    let wanted = |place: usize| {
        at_length() || place == in_all || Engine::ALL[place % Engine::ALL.len()] == engine
    };
    drafts
        .into_iter()
        .enumerate()
        .filter(|(place, _)| wanted(*place))
        .map(|(_, draft)| draft)
        .collect()
}

fn reports(engine: Engine) {
    for draft in filed_in(engine) {
        let Some(page) = engine.start() else { return };
        if !page.open_built() {
            return;
        }
        let start = Instant::now();
        Filing::new(&page, &draft).whole();
        println!("{} in {}: typed in {:?}", draft.name, engine.name(), start.elapsed());
        page.screenshot(&draft.name);
        saved_draft_holds_every_cell(&page, &draft);

        let word = page.export("docx");
        assert!(
            Path::new(&word.name).extension().is_some_and(|end| end == "docx"),
            "the name {} is that of a Word file",
            word.name
        );
        check_docx(&draft, engine, &word.bytes);
        let html = page.export("html");
        check_html(&leave(&format!("{}-{}.html", draft.name, engine.name()), &html.bytes));
        assert_eq!(page.complaints(), [] as [&str; 0], "{}", draft.name);
    }
}

pub fn saved_draft_holds_every_cell(page: &Page, draft: &Draft) {
    let file = page.download(|page| page.click("save"));
    let json: Value = serde_json::from_slice(&file.bytes)
        .unwrap_or_else(|e| panic!("{} is no JSON: {e}", file.name));
    let saved = Draft { name: file.name, json };
    let (typed, kept) = (draft.cells(), saved.cells());
    for (id, value) in &typed {
        // A draft that calculates its totals need not contain them.
        if draft.as_issued() || kept.contains_key(id) {
            assert_eq!(kept.get(id), Some(value), "{id} in {}", saved.name);
        }
    }
    assert_eq!(saved.text("agency.name"), draft.text("agency.name"));
    assert_eq!(saved.text("year"), draft.text("year"));
}
