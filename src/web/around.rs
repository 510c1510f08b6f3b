//! The program around the page, where there is one: what it is told, and what it may take. Where
//! the page is a file of its own, the same questions are answered by `www/boot.js`, which takes
//! nothing.

use crate::desk::Telling;
use js_sys::Uint8Array;
use serde_json::json;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn told(what: &str, detail: &str);

    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn taken(name: &str, media_type: &str, bytes: &Uint8Array) -> bool;
}

thread_local! {
    static HEARS: Cell<bool> = const { Cell::new(false) };
}

/// From now on the program around the page listens.
pub fn listen() {
    HEARS.set(true);
}

/// Whether the program around the page listens.
pub fn hears() -> bool {
    HEARS.get()
}

/// Tells which draft of the store is open.
pub fn current(key: Option<&str>) {
    told("current", &json!(key).to_string());
}

/// Tells what has changed. The desk must be free again: a listener may ask at once.
pub fn tell(telling: &Telling) {
    match telling {
        Telling::Changed => told("change", "{}"),
        Telling::Found { errors, verifies, hints } => {
            let counts = json!({ "errors": errors, "verifies": verifies, "hints": hints });
            told("finding", &counts.to_string());
        }
        Telling::Settled => told("settled", "{}"),
    }
}

/// Whether the program around takes a finished file, so that the browser need not save it.
pub fn takes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    taken(name, media_type, &Uint8Array::from(bytes))
}
