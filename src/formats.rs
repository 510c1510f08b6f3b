//! What the writer and the reader of a format both know: names of parts, of styles, of attachments
//! and of the data that travels in a file.
//!
//! [`crate::export`] and [`crate::import`] use this module and not each other, so that a format may
//! have a writer without a reader, and a reader without a writer. A name that only one of the two
//! needs stays with it.

pub mod docx;
pub mod html;
pub mod ofd;
pub mod pdf;
pub mod styles;
pub mod xlsx;

/// The name of this program, as files give it.
pub const PROGRAM: &str = "nianbao";

/// The name and the version of this program, as files name their maker.
pub const GENERATOR: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

/// Identifies the printed part of a draft where it travels in an office document: the name space of
/// its element in a Word document, the first cell of its sheet in a workbook.
pub const CARRIED: &str = "urn:nianbao:draft:1";

/// The name of the attached file that holds the printed part of the draft, in PDF and OFD.
pub const ATTACHMENT: &str = "nianbao.json";
