//! The page itself, before anything is typed into it and with every part open: valid HTML, and usable without eyes or mouse.

use crate::begun;
use page_tests::outside::{axe, check_html};
use page_tests::{Engine, Page, in_every_engine, places, skipped};

in_every_engine! { accessible }

#[test]
fn valid() {
    let file = places::built_page();
    if file.is_file() {
        check_html(&file);
    } else {
        skipped::skip("HTML of the page", "it is not built; run ./build.sh");
    }
}

fn accessible(engine: Engine) {
    let Some(source) = axe() else { return };
    let Some(page) = engine.start() else { return };
    if !page.open_built() {
        return;
    }
    look(&page, &source, "start");
    drop(page);
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    for part in ["info", "overview", "disclosure", "requests", "disputes", "problems", "other"] {
        page.go(part);
        look(&page, &source, part);
    }
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    look(&page, &source, "preview");
    page.click("preview.full");
    look(&page, &source, "preview in full");
    page.click("preview.close");
    page.click("export");
    look(&page, &source, "export");
}

#[track_caller]
fn look(page: &Page, source: &str, place: &str) {
    let violations = page.violations(source);
    assert!(violations.is_empty(), "{place} in {}:\n{}", page.engine.name(), violations.join("\n"));
}
