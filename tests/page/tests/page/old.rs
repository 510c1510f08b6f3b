//! Tests old releases of Chromium with real keys: a whole report is typed, a wrong number is found,
//! the draft is reopened, and the files are exported. A release that is too old shows a sentence
//! that says so.

use crate::filing::saved_draft_holds_every_cell;
use page_tests::old::{RUNNING, Release, TOO_OLD};
use page_tests::outside::check_docx;
use page_tests::{Engine, Filing, Page, places, published};
use serde_json::json;

/// Each release is given by its position in the list.
macro_rules! in_every_release {
    ($($name:ident $place:literal)*) => { $(#[test] fn $name() { filed(&RUNNING[$place]); })* };
}

/// Tests the page with embedded fonts (16 MB) in the oldest release and in the last one for Windows
/// 7.
macro_rules! with_fonts_in {
    ($($name:ident $place:literal)*) => {
        $(#[test] fn $name() { crate::fonts::with_fonts(Engine::Old(&RUNNING[$place])); })* };
}

with_fonts_in! { with_fonts_78 0 with_fonts_109 4 }

in_every_release! { chromium_78 0 chromium_83 1 chromium_88 2 chromium_92 3 chromium_109 4 }

fn started(release: &'static Release) -> Option<Page> {
    let page = Engine::Old(release).start()?;
    let agent = page.js("return navigator.userAgent", &[]).to_string();
    assert!(agent.contains(&format!("Chrome/{}.", release.version)), "{agent}");
    Some(page)
}

fn filed(release: &'static Release) {
    let Some(page) = started(release) else { return };
    if !page.open_built() {
        return;
    }
    page.screenshot("start");
    let draft = published::corpus()
        .into_iter()
        .find(|draft| draft.name == "distinct-2021-as-issued")
        .expect("a draft of the corpus");
    let filing = Filing::new(&page, &draft);
    filing.whole();
    a_wrong_number_is_found(&page);
    every_part_looks_right(&page);
    the_pages_stand_beside_it(&page);

    page.wait_until("the report is kept", || page.saved().contains("已自动保存"));
    page.reload();
    page.resume();
    filing.verify();
    saved_draft_holds_every_cell(&page, &draft);
    page.open_export(&["docx", "html"]);
    page.screenshot("export");
    page.click("dialog.close");
    let word = page.export("docx");
    check_docx(&draft, page.engine, &word.bytes);
    assert_eq!(complaints(&page, release), [] as [&str; 0]);
}

/// The complaints of the page. Before Chromium 97 the permission to compile WebAssembly has another
/// name in a policy: the newer name is reported as invalid, and each compilation is first reported
/// as a violation, then allowed by the older name.
fn complaints(page: &Page, release: &Release) -> Vec<String> {
    let expected = |line: &String| {
        release.version < 97
            && (line.contains("'wasm-unsafe-eval'") || line.starts_with("policy: script-src eval "))
    };
    page.complaints().into_iter().filter(|line| !expected(line)).collect()
}

/// Types a wrong number, which is found; the right one is typed again at the end.
fn a_wrong_number_is_found(page: &Page) {
    page.go("requests");
    let right = page.cell("requests.total.total");
    page.type_cell("requests.total.total", "1");
    page.wait_until("the wrong number is found", || {
        page.findings().iter().any(|(rule, ..)| rule.starts_with("requests-"))
    });
    page.screenshot("finding");
    page.type_cell("requests.total.total", &right);
    page.wait_until("nothing is found any more", || {
        !page.findings().iter().any(|(rule, ..)| rule == "requests-total")
    });
}

fn every_part_looks_right(page: &Page) {
    for part in ["info", "overview", "disclosure", "requests", "disputes"] {
        page.go(part);
        page.screenshot(part);
    }
}

/// The preview opens, leads to the form, and matches the print.
fn the_pages_stand_beside_it(page: &Page) {
    page.click("preview");
    page.wait_until("the pages are there", || {
        page.has("#nb-pane[data-fresh]") && page.count(".nb-leaf") > 1
    });
    page.screenshot("preview");
    page.js(
        "document.querySelector('#nb-pages .nb-at[data-to=\"requests.new.natural\"] text')\
            .dispatchEvent(new MouseEvent('click', { bubbles: true }))",
        &[],
    );
    page.wait_until("a number leads to its cell", || page.focused() == "requests.new.natural");
    page.click("preview.full");
    page.screenshot("preview-full");
    page.click("preview.close");
    let pages = page.count(".nb-leaf");
    if let Some(words) = page.print("print").pages() {
        assert_eq!(words.len(), pages, "{words:?}");
        assert!(words[pages - 1].contains(&format!("—{pages}—")), "{words:?}");
    }
}

/// Checks the sentence that is shown in a browser that cannot run the page.
fn it_says_that_it_is_too_old(page: &Page, name: &str) {
    page.show(&places::built_page());
    let words =
        || page.try_js("return document.body.innerText", &[]).unwrap_or_default().to_string();
    page.wait_until("it says which browsers work", || {
        words().contains("这个浏览器太旧") && words().contains("请换用 Chrome 78")
    });
    assert!(!words().contains("正在打开"), "{}", words());
    page.screenshot(name);
}

#[test]
fn too_old() {
    if let Some(page) = started(&TOO_OLD).filter(|_| places::built_page().is_file()) {
        it_says_that_it_is_too_old(&page, "too-old");
    }
}

#[test]
fn without_webassembly() {
    let Some(page) = started(&RUNNING[0]).filter(|_| places::built_page().is_file()) else {
        return;
    };
    page.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": "delete window.WebAssembly" }),
    )
    .expect("a script");
    it_says_that_it_is_too_old(&page, "no-webassembly");
}
