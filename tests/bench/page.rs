//! Measures how long a clerk waits, in a real browser: from opening the file to a page that can be
//! used, from a keystroke to its results, from a pause in typing to the changed page of the
//! preview, and from opening a page of another site to the form in it.
//!
//! Prints medians and the 99th percentile for every engine that is installed; asserts nothing. With
//! the paths of other built pages as arguments, it opens them and `dist/index.html` by turns and
//! measures only that, so that two builds are compared under the same load. See
//! `tests/bench/README.md`.

use page_tests::host::{Answer, Host};
use page_tests::{Draft, Engine, Filing, Page, places};
use serde_json::{Value, json};
use std::path::PathBuf;

const OPENINGS: usize = 15;
/// Openings of each page when several are compared, which differ by a few milliseconds.
const COMPARED_OPENINGS: usize = 41;
/// The steps of opening a page, which its script times.
const STEPS: [&str; 3] = ["booted", "compiled", "started"];
const KEYSTROKES: usize = 1_000;
/// The keystrokes are divided into so many runs of the script.
const ROUNDS: usize = 5;
const PAUSES: usize = 30;

/// A page of another site with the element in it. It records when the element is painted, and when
/// the form in it is.
const EMBEDDING_SITE: &str = "<!DOCTYPE html><html lang=\"zh-CN\"><title>示例</title>\
    <script type=\"module\" src=\"/nianbao.js\"></script>\
<nianbao-report year=\"2025\" level=\"township\"></nianbao-report><script>
const painted = what => () =>
  requestAnimationFrame(() => setTimeout(() => { window[what] = performance.now(); }));
const defined = customElements.whenDefined('nianbao-report');
defined.then(painted('stands'));
defined.then(() => document.querySelector('nianbao-report').ready)
  .then(painted('works'));</script>";

/// Types digits into the cells of table 3 that are not calculated, while all findings of the table
/// are shown, and measures each from the event to the changed document with its layout done.
const TYPING: &str = "
    const cells = [...document.querySelectorAll('.nb-grid-requests input.nb-c')]
      .filter(e => !e.readOnly), took = [];
    for (let n = 0; n < arguments[0]; n++) {
        const cell = cells[(n * 37) % cells.length];
        cell.focus();
        cell.value = String(n % 97);
        // The changes from leaving the last cell and entering this one are laid out before the key
        // is pressed.
        document.getElementById('nb-findings').getBoundingClientRect();
        const start = performance.now();
        cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
        document.getElementById('nb-findings').getBoundingClientRect();
        took.push(performance.now() - start);
    }
    return took";

/// Types a number into a cell of table 3 again and again, and measures from the end of the pause
/// that follows, when the page's timer fires, to the changed page in its place with its layout
/// done. In between, the draft is given to the office module, laid out, drawn, sent back and put in
/// place. The timer is recognized by its length.
const PREVIEWING: &str = "
    const took = window.nbTook = [], pages = document.getElementById('nb-pages');
    const cell = document.querySelector('[data-cell=\"requests.granted.natural\"]'),
      later = window.setTimeout;
    let start = 0, n = 0;
    window.setTimeout = (work, pause, ...rest) =>
      later(() => { if (pause === 300) start = performance.now(); work(); }, pause, ...rest);
    const type = () => {
        cell.focus();
        cell.value = String(10 + n++ % 90);
        cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    new MutationObserver(() => {
        if (!start) return;
        pages.getBoundingClientRect();
        pages.lastElementChild.getBoundingClientRect();
        took.push(performance.now() - start);
        start = 0;
        if (took.length < arguments[0]) later(type, 50);
    }).observe(pages, { childList: true, subtree: true });
    type()";

fn main() {
    let others: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    for engine in Engine::ALL {
        let Some(page) = engine.start() else { continue };
        if page.open_built() {
            println!("{}", engine.name());
            if !others.is_empty() {
                opening_by_turns(&page, &others);
                continue;
            }
            opening(&page);
            typing(&page);
            element(&page);
            let drafts = places::repository().join("tests/corpus/drafts");
            previewing(
                &page,
                "a report of four pages",
                &std::fs::read(drafts.join("distinct-2021.json")).expect("a draft"),
            );
            previewing(&page, "one with twenty more pages of text", &long(&drafts));
        }
    }
}

fn opening(page: &Page) {
    let mut took = Vec::new();
    for _ in 0..=OPENINGS {
        page.js("sessionStorage.clear()", &[]);
        page.reload();
        took.extend(page.js("return window.nianbaoTimes.started", &[]).as_f64());
    }
    // The first opening is left out, because caches are cold.
    report("file to ready", took.split_off(1));
}

/// Opens the page under test and other pages by turns.
fn opening_by_turns(page: &Page, others: &[PathBuf]) {
    let pages: Vec<PathBuf> =
        std::iter::once(places::built_page()).chain(others.iter().cloned()).collect();
    let mut took = vec![[const { Vec::new() }; STEPS.len()]; pages.len()];
    for _ in 0..=COMPARED_OPENINGS {
        for (file, took) in pages.iter().zip(&mut took) {
            page.open(&file.canonicalize().expect("a page"));
            for (step, took) in STEPS.iter().zip(took) {
                took.extend(page.js(&format!("return window.nianbaoTimes.{step}"), &[]).as_f64());
            }
        }
    }
    for (file, took) in pages.iter().zip(took) {
        for (step, mut took) in STEPS.iter().zip(took) {
            // The first opening is left out, because caches are cold.
            report(&format!("{}, file to {step}", file.display()), took.split_off(1));
        }
    }
}

/// From opening the address of another site's page, on this machine, to the form of its element on
/// the screen.
fn element(page: &Page) {
    let host = Host::start(|path| match path {
        "/" => Answer {
            status: 200,
            media_type: Some("text/html; charset=utf-8"),
            headers: Vec::new(),
            body: EMBEDDING_SITE.as_bytes().to_vec(),
        },
        _ => Answer::file(&places::built_embed().join(path.trim_start_matches('/'))),
    });
    let (mut stands, mut works) = (Vec::new(), Vec::new());
    for _ in 0..=OPENINGS {
        page.go_to(&host.address("/"));
        page.wait_until("the form is painted", || {
            page.js("return window.works || 0", &[]).as_f64().is_some_and(|at| at > 0.0)
        });
        stands.extend(page.js("return stands", &[]).as_f64());
        works.extend(page.js("return works", &[]).as_f64());
    }
    report("somebody's page to the element in it", stands.split_off(1));
    report("somebody's page to the form in it", works.split_off(1));
    page.open_built();
}

fn typing(page: &Page) {
    let json =
        json!({ "year": 2025, "agency": { "name": "示例县城关镇人民政府", "level": "township" } });
    let draft = Draft { name: "an empty report".into(), json };
    Filing::new(page, &draft).create();
    page.go("requests");
    page.click_on("#nb-fill-requests");
    // A script may run for 30 seconds.
    let took = (0..ROUNDS).map(|_| page.js(TYPING, &[json!(KEYSTROKES / ROUNDS)]));
    let took: Vec<f64> = took
        .flat_map(|took| took.as_array().cloned().unwrap_or_default())
        .filter_map(|took| took.as_f64())
        .collect();
    report("keystroke to changed page", took);
}

/// The same report with a text of twenty pages: 616 characters fill one page.
fn long(drafts: &std::path::Path) -> Vec<u8> {
    let text = std::fs::read_to_string(drafts.join("distinct-2021.json")).expect("a draft");
    let mut draft: Value = serde_json::from_str(&text).expect("JSON");
    let sentence = "各科室按职责主动公开政府信息，群众关心的事项及时回应，历年文件逐件清理。";
    let paragraph = sentence.repeat(8);
    draft["sections"]["other"] =
        json!(vec![paragraph; 20 * 616 / (sentence.chars().count() * 8)].join("\n\n"));
    draft.to_string().into_bytes()
}

fn previewing(page: &Page, what: &str, draft: &[u8]) {
    page.js("sessionStorage.clear()", &[]);
    page.reload();
    page.choose_file(&page_tests::outside::leave("bench.json", draft));
    page.wait_until("the report is open", || {
        page.shows("[data-act=\"go\"][data-part=\"requests\"]")
    });
    page.go("requests");
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    page.js("document.getElementById('nb-leaf-3').scrollIntoView()", &[]);
    page.js(PREVIEWING, &[json!(PAUSES)]);
    page.wait_until("it is measured", || {
        page.js("return window.nbTook.length", &[]).as_u64() >= Some(PAUSES as u64)
    });
    let took = page.js("return window.nbTook", &[]);
    let took: Vec<f64> = took.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    report(
        &format!("pause to changed page of the preview, {what}, {} pages", page.count(".nb-leaf")),
        took,
    );
}

fn report(what: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |share: usize| {
        took.get((took.len() * share / 100).min(took.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    };
    println!(
        "  {what}: median {:.1} ms, 99 of 100 under {:.1} ms ({} times)",
        at(50),
        at(99),
        took.len()
    );
}
