//! Writes a document for Word and WPS as WordprocessingML, set like an official paper.
//!
//! The input is a [`Document`], the printed part of the draft, and optionally a day. The output is
//! the bytes of a `.docx`, the same for the same input. `CONFORMANCE.md` records how programs
//! display it.

mod body;
mod headers;
mod page;
mod parts;
mod picture;
mod styles;
mod table;
mod text;

use super::ExportError;
use super::package::SharedParts;
use crate::document::Document;
use crate::markup::{Element, xml};
use crate::report::Date;
use parts::OptionalParts;
use std::sync::OnceLock;
use zip::result::ZipResult;

/// Writes the document.
///
/// # Errors
/// Fails only if the container cannot be packed.
pub fn write(
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> Result<Vec<u8>, ExportError> {
    let texts = parts::own(document, carried, written_on)
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()));
    let parts: Vec<(&str, Vec<u8>)> = texts.chain(picture::part(document)).collect();
    let packed = frame(OptionalParts::of(document, carried)).and_then(|frame| frame.pack(&parts));
    packed.map_err(|error| ExportError::Packing(error.to_string()))
}

/// The parts that all documents of a kind have in common, packed when the first such document is
/// written.
fn frame(has: OptionalParts) -> ZipResult<&'static SharedParts> {
    static FRAMES: [OnceLock<SharedParts>; OptionalParts::KINDS] =
        [const { OnceLock::new() }; OptionalParts::KINDS];
    let entry = &FRAMES[has.kind()];
    if let Some(frame) = entry.get() {
        return Ok(frame);
    }
    let frame = SharedParts::new(&parts::frame(has))?;
    Ok(entry.get_or_init(|| frame))
}

/// The text parts of the document before packing: name and XML.
pub fn parts(
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> Vec<(&'static str, String)> {
    let mut parts = parts::frame(OptionalParts::of(document, carried));
    parts.extend(parts::own(document, carried, written_on));
    parts
}

/// The name spaces that every part of WordprocessingML declares.
const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// Starts a part of WordprocessingML.
fn root<'a>(out: &'a mut String, name: &'static str) -> Element<'a> {
    NAMESPACES.iter().fold(xml(out, name), |root, (name, uri)| root.with(name, *uri))
}
