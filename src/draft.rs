//! The draft (草稿): a report as a JSON file, to be saved and opened by every version of the program.
//!
//! In: the text or the bytes of a draft. Out: a [`Report`], or a [`DraftError`] that names the
//! place. The other way: a report as text that is easy to read in a comparison of versions. Members
//! that this version does not know stay in [`Report::extra`], in the structure of the draft, and
//! are written again, so that a tool of this year opens a draft of next year without losing
//! anything. Data that the draft states in another form than this version would (a total in a
//! calculated cell, a remark in brackets) are moved to where they belong.
//!
//! `src/draft.schema.json` states the format. This module does not depend on files, storage, rules
//! or screens.

pub mod code;
mod error;
mod json;
pub mod lines;
mod names;
mod reader;
mod writer;

pub use error::{DraftError, Expected, TextPosition};
pub(crate) use json::parse;
pub use writer::{printed_part, write};

use crate::report::Report;

/// The format that this version reads and writes: member `nianbao`. Raised only for a change that
/// older versions would misread.
pub const FORMAT: u64 = 1;

/// The JSON Schema (2020-12) of a draft.
pub const SCHEMA: &str = include_str!("draft.schema.json");

/// Reads a draft from the bytes of a file: UTF-8, with or without a byte order mark.
///
/// # Errors
/// As [`read`], and [`DraftError::NotUtf8`] for text in another encoding.
pub fn read_bytes(bytes: &[u8]) -> Result<Report, DraftError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(DraftError::NotUtf8);
    }
    read(std::str::from_utf8(bytes).map_err(|_| DraftError::NotUtf8)?)
}

/// Reads a draft. Drafts with additional members open too: unknown members, at every level, are
/// kept in [`Report::extra`].
///
/// # Errors
/// The text is not JSON or not a draft, its [`FORMAT`] is newer, or a member has a value of a wrong
/// type. The text of a cell is never an error here: text that is not a number is kept, and the
/// rules report it.
pub fn read(text: &str) -> Result<Report, DraftError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    reader::report(parse(text)?)
}

/// Reads a draft that [`write()`] or [`printed_part`] has just made. It skips the check for
/// repeated members, which takes a third of the time.
///
/// # Errors
/// As [`read`], if the text comes from elsewhere after all. If a member occurs twice, the last one
/// counts.
pub fn read_trusted(text: &str) -> Result<Report, DraftError> {
    reader::report(json::parse_own(text)?)
}

/// Whether a file has the content of a draft: both are the same report, or the file is the printed
/// part of the draft.
pub fn has_same_content(draft: &str, file: &str) -> bool {
    let printed = |draft: &Report| read(&printed_part(draft)).ok();
    draft == file
        || read(draft)
            .ok()
            .zip(read(file).ok())
            .is_some_and(|(draft, file)| draft == file || printed(&draft).as_ref() == Some(&file))
}

#[cfg(test)]
mod tests;
