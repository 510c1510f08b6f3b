//! Word and WPS: a document as WordprocessingML, set like an official paper.
//!
//! In: a [`Document`], the printed part of the draft, and perhaps a day. Out: the bytes of a `.docx`, the same for the same input. What
//! programs make of it is written down in `CONFORMANCE.md`.

mod body;
mod page;
mod parts;
mod styles;
mod table;

use super::ExportError;
use super::package::pack;
use crate::document::Document;
use crate::report::Date;

/// Writes the document.
///
/// # Errors
/// Only if the container cannot be packed.
pub fn write(document: &Document, carried: &str, written_on: Option<Date>) -> Result<Vec<u8>, ExportError> {
    pack(&parts(document, carried, written_on)).map_err(|error| ExportError::Packing(error.to_string()))
}

/// The parts of the document before they are packed: name and XML.
pub fn parts(document: &Document, carried: &str, written_on: Option<Date>) -> Vec<(&'static str, String)> {
    parts::all(document, carried, written_on)
}
