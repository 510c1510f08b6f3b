//! The program around the page, where there is one: what it is told, and what it may take. Where
//! the page is a file of its own, the same questions are answered by `www/boot.js`, which takes
//! nothing.

use super::app::App;
use crate::check::Severity;
use js_sys::Uint8Array;
use serde_json::json;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn told(what: &str, detail: &str);

    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn taken(name: &str, media_type: &str, bytes: &Uint8Array) -> bool;
}

/// What was last told of the open report.
#[derive(PartialEq, Eq)]
struct Told {
    key: String,
    revision: u64,
    findings: Vec<String>,
}

thread_local! {
    /// `None` where nobody listens.
    static TOLD: RefCell<Option<Told>> = const { RefCell::new(None) };
}

/// Whether somebody listens.
pub fn hears() -> bool {
    TOLD.with_borrow(Option::is_some)
}

/// Tells which draft of the store is open.
pub fn current(key: Option<&str>) {
    told("current", &json!(key).to_string());
}

/// From now on changes are told.
pub fn listen() {
    TOLD.set(Some(Told { key: String::new(), revision: 0, findings: Vec::new() }));
}

/// Tells what has changed since it was last told. `App` must be free again: whoever listens may ask
/// at once.
pub fn tell(app: &App) {
    let Some(session) = &app.session else { return };
    TOLD.with_borrow_mut(|last| {
        let Some(last) = last.as_mut() else { return };
        if (&last.key, last.revision) == (&app.kept.key, session.revision()) {
            return;
        }
        (last.key, last.revision) = (app.kept.key.clone(), session.revision());
        told("change", "{}");
        let keys: Vec<String> =
            session.findings().map(|finding| finding.key() + if finding.justification(session.report()).is_some() { "+" } else { "" }).collect();
        if keys != last.findings {
            last.findings = keys;
            let open = |severity: Severity| {
                let of = |finding: &&crate::check::Finding| finding.severity == severity && finding.justification(session.report()).is_none();
                session.findings().filter(of).count()
            };
            let counts = json!({ "errors": open(Severity::Error), "verifies": open(Severity::Verify), "hints": open(Severity::Hint) });
            told("finding", &counts.to_string());
        }
    });
}

/// Tells that what was to be opened at the start is open, or cannot be.
pub fn settled() {
    if hears() {
        told("settled", "{}");
    }
}

/// Whether the program around takes a finished file, so that the browser need not save it.
pub fn takes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    taken(name, media_type, &Uint8Array::from(bytes))
}
