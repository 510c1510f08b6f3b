//! The program in two parts: the form is there and takes numbers with the first, buttons and what is found in words follow with the rest.

use super::{ELEMENT, nothing_to_complain, page_with, visit};
use page_tests::host::{Answer, Host};
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, places};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

in_every_engine! { typed_before handed_in_before the_rest_is_missing }

/// What a server does about the rest: keeps whoever asks waiting, says that there is none, or hands it out.
const WAIT: u8 = 0;
const NONE: u8 = 1;
const GIVE: u8 = 2;

/// A server on which only the rest is as it is told to be.
fn server(body: &str, script: &str, at_first: u8) -> (Host, Arc<AtomicU8>) {
    let (does, page_of) = (Arc::new(AtomicU8::new(at_first)), page_with(body, script));
    let told = does.clone();
    let host = Host::start(move |path| {
        if path == "/draft.json" {
            return Answer::file(&places::repository().join("tests/corpus/drafts/suqian-2024.json"));
        }
        if path.contains("nianbao-rest") {
            while told.load(Ordering::Relaxed) == WAIT {
                std::thread::sleep(Duration::from_millis(20));
            }
            if told.load(Ordering::Relaxed) == NONE {
                return Answer::not_found();
            }
        }
        page_of(path)
    });
    (host, does)
}

const FORM: &str = "<nianbao-report year=\"2025\" level=\"township\" agency=\"示例县城关镇人民政府\"></nianbao-report>";

/// A browser whose element shows its form; looks into it.
fn shown(engine: Engine, server: &Host) -> Option<Page> {
    let page = visit(engine, server, "/test")?;
    page.look_into(Some(ELEMENT));
    page.wait_until("the form is there", || page.has("#nb-work"));
    Some(page)
}

/// Whether the element says that all of it is there.
fn is_ready(page: &Page) -> bool {
    page.js(&format!("return document.querySelector('{ELEMENT}').hasAttribute('data-ready')"), &[]) == json!(true)
}

/// Numbers are taken, judged, taken back and kept before the rest is there; what was asked for then is done when it comes.
fn typed_before(engine: Engine) {
    let script = "window.told = []; document.addEventListener('finding', e => told.push(e.detail.errors + e.detail.verifies));";
    let (server, rest) = server(FORM, script, WAIT);
    let Some(page) = shown(engine, &server) else { return };
    page.go("info");
    page.fill_field("preface.basis", "《条例》");
    for part in ["disclosure", "disputes", "requests"] {
        page.go(part);
    }
    page.type_cell("requests.new.natural", "12");
    page.type_cell("requests.new.legal", "−3");
    page.keys(&key::TAB.to_string());
    page.wait_until("what cannot be is found", || page.findings().iter().any(|(rule, ..)| rule == "count-form"));
    page.click("undo");
    page.wait_until("it is taken back", || page.cell("requests.new.legal").is_empty());
    page.click("redo");
    page.click("undo");
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.prose_keys("2025年收到申请XX件。");
    page.go("requests");
    page.enter_cell("requests.new.natural");
    page.paste("1\t2\n3\t4", None);
    page.keys(&key::ESCAPE.to_string());
    page.click("keys");
    page.js("return new Promise(done => setTimeout(done, 300))", &[]);
    assert!(!page.has(".nb-dialog"), "this needs the rest");
    assert!(!is_ready(&page));
    assert!(!page.findings().iter().any(|(rule, ..)| rule == "placeholder"));
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("what was asked for is done", || page.has(".nb-dialog"));
    page.wait_until("all of it is there", || is_ready(&page));
    page.click("dialog.close");
    assert_eq!(page.cell("requests.new.natural"), "12");
    page.wait_until("the words are judged", || page.findings().iter().any(|(rule, ..)| rule == "placeholder"));
    assert!(page.js("return told.length", &[]).as_u64() > Some(0), "and that is told");
    assert!(!page.message().contains("出了错"), "nothing went wrong on the way");
    page.click("undo");
    page.go("overview");
    assert!(page.paragraphs("overview").concat().is_empty(), "what was typed before can be taken back");
    nothing_to_complain(&page);
}

/// A report with text, wrong sums and last year's numbers is shown before its words are read.
fn handed_in_before(engine: Engine) {
    let (server, rest) = server("<nianbao-report src=\"/draft.json\"></nianbao-report>", "", WAIT);
    let Some(page) = shown(engine, &server) else { return };
    page.wait_until("it is open", || page.has("#nb-c-requests\\.new\\.natural"));
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other", "info"] {
        page.go(part);
    }
    page.go("requests");
    let before = page.cell("requests.new.natural");
    page.type_cell("requests.new.natural", "1");
    page.keys(&key::TAB.to_string());
    page.click("undo");
    page.wait_until("it is taken back", || page.cell("requests.new.natural") == before);
    let found = page.findings().len();
    assert!(!is_ready(&page));
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("all of it is there", || is_ready(&page));
    let script = format!("return document.querySelector('{ELEMENT}').nianbao.findings().length");
    let all = page.js(&script, &[]).as_u64();
    assert!(all >= Some(found as u64), "{all:?} findings with the words, {found} without");
    page.wait_until("the page shows as many", || Some(page.findings().len() as u64) == all);
    assert!(!page.message().contains("出了错"));
    nothing_to_complain(&page);
}

/// A file that cannot be had is named, numbers can be typed, and when it can be had all goes on.
fn the_rest_is_missing(engine: Engine) {
    let (server, rest) = server(FORM, "", NONE);
    let Some(page) = shown(engine, &server) else { return };
    page.wait_until("that is said", || page.message().contains("还没有装全"));
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    page.click("keys");
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("what was asked for is done", || page.has(".nb-dialog"));
    page.click("dialog.close");
    assert_eq!(page.cell("requests.new.natural"), "12");
}
