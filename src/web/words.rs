//! The rules on the text of a report. It is a WebAssembly module of its own, which is loaded after
//! the page and has no state between calls.

use crate::check::words;
use crate::rules::RULE_SET;
use wasm_bindgen::prelude::*;

/// Reads the text of a report. Request and answer are described in [`words`].
///
/// # Errors
/// Fails with a sentence in English if the page was not built from the same source.
#[wasm_bindgen]
pub fn read_words(request: &[u8]) -> Result<Vec<u8>, JsError> {
    words::answer(&RULE_SET, request).map_err(|error| JsError::new(&error))
}
