//! Lets the module for words read the text of a report.

use super::running::send;
use crate::check::words;
use crate::desk::Event;
use js_sys::Uint8Array;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = readWords)]
    fn ask(request: &[u8]) -> Option<Uint8Array>;
}

thread_local! {
    static HAS_FAILED: Cell<bool> = const { Cell::new(false) };
}

/// The module for words is there, so that the text can be read. Each instance of the page is told.
#[wasm_bindgen]
pub fn words_ready() {
    words::read_words_by(|request| ask(request).map(|answer| answer.to_vec()));
    send(Event::WordsReady);
}

/// The module for words cannot be loaded. A page that has not started yet says so when it starts.
#[wasm_bindgen]
pub fn words_failed() {
    HAS_FAILED.set(true);
    send(Event::WordsFailed);
}

/// Whether the module for words cannot be loaded.
pub fn has_failed() -> bool {
    HAS_FAILED.get()
}
