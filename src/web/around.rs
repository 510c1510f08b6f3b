//! The program around the page, where there is one: what it is told, and what it may take. Where
//! the page is a file of its own, the same questions are answered by `www/boot.js`, which takes
//! nothing.

use super::boundary::to_js;
use crate::desk::Telling;
use js_sys::{Object, Uint8Array};
use serde::Serialize;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn told(what: &str, detail: &JsValue);

    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn taken(name: &str, media_type: &str, bytes: &Uint8Array) -> bool;
}

/// How many findings of each severity stand without a 说明.
#[derive(Serialize)]
struct Counts {
    errors: usize,
    verifies: usize,
    hints: usize,
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
    told("current", &key.map_or(JsValue::NULL, JsValue::from_str));
}

/// Tells what has changed. The desk must be free again: a listener may ask at once.
pub fn tell(telling: &Telling) {
    match telling {
        Telling::Changed => told("change", &Object::new()),
        Telling::Found { errors, verifies, hints } => {
            let counts = Counts { errors: *errors, verifies: *verifies, hints: *hints };
            // Numbers as small as these always cross.
            told("finding", &to_js(&counts).unwrap_or_default());
        }
        Telling::Settled => told("settled", &JsValue::UNDEFINED),
    }
}

/// Whether the program around takes a finished file, so that the browser need not save it.
pub fn takes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    taken(name, media_type, &Uint8Array::from(bytes))
}
