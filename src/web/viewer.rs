//! A published report as HTML, for pages for the public. It is a WebAssembly module of its own, and
//! much smaller than the one for clerks.

use crate::draft;
use crate::view::published;
use wasm_bindgen::prelude::*;

/// Draws the report of a draft as HTML, with its main figures beside those of the year before.
/// `last_year` is the draft of the previous report; without it, the one that the draft contains is
/// used.
///
/// # Errors
/// One of the texts is not a draft; the message is a sentence for people.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
pub fn published(draft: &str, last_year: Option<String>) -> Result<String, JsError> {
    let read = |text: &str| draft::read(text).map_err(|error| JsError::new(&error.to_string()));
    let (report, last) = (read(draft)?, last_year.as_deref().map(read).transpose()?);
    Ok(published::page(&report, last.as_ref().or(report.comparable_last_year())))
}
