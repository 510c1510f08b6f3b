//! The program around the page, where there is one: what it is told, and what it may take. Where
//! the page is a file of its own, the same questions are answered by `www/boot.js`, which takes
//! nothing.

use super::app::App;
use super::boundary::to_js;
use crate::check::{Finding, Severity};
use js_sys::{Object, Uint8Array};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn told(what: &str, detail: &JsValue);

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

/// How many findings of each severity stand without a 说明.
#[derive(Serialize)]
struct Counts {
    errors: usize,
    verifies: usize,
    hints: usize,
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
    told("current", &key.map_or(JsValue::NULL, JsValue::from_str));
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
        told("change", &Object::new());
        let justified = |finding: &&Finding| finding.justification(session.report()).is_some();
        let keys: Vec<String> = session
            .findings()
            .map(|finding| finding.key() + if justified(&finding) { "+" } else { "" })
            .collect();
        if keys != last.findings {
            last.findings = keys;
            let open = |severity: Severity| {
                let of = |finding: &&Finding| finding.severity == severity && !justified(finding);
                session.findings().filter(of).count()
            };
            let counts = Counts {
                errors: open(Severity::Error),
                verifies: open(Severity::Verify),
                hints: open(Severity::Hint),
            };
            // Numbers as small as these always cross.
            told("finding", &to_js(&counts).unwrap_or_default());
        }
    });
}

/// Tells that what was to be opened at the start is open, or cannot be.
pub fn settled() {
    if hears() {
        told("settled", &JsValue::UNDEFINED);
    }
}

/// Whether the program around takes a finished file, so that the browser need not save it.
pub fn takes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    taken(name, media_type, &Uint8Array::from(bytes))
}
