//! What a page for the public needs, as a module of its own, a fraction of the one for clerks: a
//! report as HTML.

use crate::draft;
use crate::view::published;
use wasm_bindgen::prelude::*;

/// The report of a draft as HTML, its chief figures beside those of the year before: the draft of
/// that report, or, where none is given, the one that this draft holds.
///
/// # Errors
/// One of them is no draft; the message is a sentence for people.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
pub fn published(draft: &str, last_year: Option<String>) -> Result<String, JsError> {
    let read = |text: &str| draft::read(text).map_err(|error| JsError::new(&error.to_string()));
    let (report, last) = (read(draft)?, last_year.as_deref().map(read).transpose()?);
    Ok(published::page(&report, last.as_ref().or(report.comparable_last_year())))
}
