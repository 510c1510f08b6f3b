//! Writes the pages of a document as OFD, the format of China's archives and e-government systems
//! (GB/T 33190-2016).
//!
//! The input is a [`Document`], the printed part of the draft, and optionally a day. The output is
//! the bytes of an `.ofd`, the same for the same input. Every character is text at a fixed
//! position, in a font that is named and not embedded. Lines of tables are paths, and headings are
//! in the outline. `CONFORMANCE.md` records how programs display it.

mod page;
mod parts;

use super::ExportError;
use super::package::pack;
use crate::document::Document;
use crate::layout::{NominalMetrics, layout};
use crate::markup::{Element, xml};
use crate::report::Date;

/// Writes the document.
///
/// # Errors
/// Fails if a row is higher than a page, or if the container cannot be packed.
pub fn write(
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> Result<Vec<u8>, ExportError> {
    let pages = layout(document, &NominalMetrics);
    if let Some(text) = pages.too_high() {
        return Err(ExportError::TooHigh(text));
    }
    pack(&parts::all(document, &pages, carried, written_on))
        .map_err(|error| ExportError::Packing(error.to_string()))
}

/// The parts of the document before packing: their names and XML, or the attached text.
pub fn parts(
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> Vec<(String, String)> {
    parts::all(document, &layout(document, &NominalMetrics), carried, written_on)
}

/// The name space of all parts.
const NAMESPACE: &str = "http://www.ofdspec.org/2016";

/// Starts a part of OFD.
fn root<'a>(out: &'a mut String, name: &'static str) -> Element<'a> {
    xml(out, name).with("xmlns:ofd", NAMESPACE)
}
