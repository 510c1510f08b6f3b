//! How long a clerk waits, in a real browser: from opening the file to a page that can be used, and from a keystroke to what it changes.
//!
//! Prints medians and the 99th percentile for every engine that is there; asserts nothing. See `tests/bench/README.md`.

use page_tests::{Draft, Engine, Filing, Page};
use serde_json::{Value, json};

const OPENINGS: usize = 15;
const KEYSTROKES: usize = 1_000;

/// Types digits over the cells of table 3 that are not calculated, all contradictions of the table being shown, and times each
/// from the event to the changed document with its layout done.
const TYPING: &str = "
    const cells = [...document.querySelectorAll('.nb-grid-requests input.nb-c')].filter(e => !e.readOnly), took = [];
    for (let n = 0; n < arguments[0]; n++) {
        const cell = cells[(n * 37) % cells.length];
        cell.focus();
        cell.value = String(n % 97);
        // What leaving the last cell and entering this one changed is laid out before the key is pressed.
        document.getElementById('nb-findings').getBoundingClientRect();
        const start = performance.now();
        cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
        document.getElementById('nb-findings').getBoundingClientRect();
        took.push(performance.now() - start);
    }
    return took";

fn main() {
    for engine in Engine::ALL {
        let Some(page) = engine.start() else { continue };
        if page.open_built() {
            println!("{}", engine.name());
            opening(&page);
            typing(&page);
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
    // The first opening is not warm.
    report("file to ready", took.split_off(1));
}

fn typing(page: &Page) {
    let json = json!({ "year": 2025, "agency": { "name": "示例县城关镇人民政府", "level": "township" } });
    let draft = Draft { name: "an empty report".into(), json };
    Filing::new(page, &draft).create();
    page.go("requests");
    page.click_on("#nb-fill-requests");
    let took = page.js(TYPING, &[json!(KEYSTROKES)]);
    let took: Vec<f64> = took.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    report("keystroke to changed page", took);
}

fn report(what: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1))).copied().unwrap_or(f64::NAN);
    println!("  {what}: median {:.1} ms, 99 of 100 under {:.1} ms ({} times)", at(50), at(99), took.len());
}
