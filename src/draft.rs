//! The draft (草稿): a report as a JSON file, to be saved and opened by every version of the program.
//!
//! In: the text or the bytes of a draft. Out: a [`Report`], or a [`DraftError`] that names the
//! place. And back: a report as text that reads well in a comparison of versions. What a draft
//! holds beyond this version's knowledge stays in [`Report::extra`], in the shape of the draft, and
//! is written again: a tool from this year opens next year's draft and loses nothing. What this
//! version knows and the draft spells in another way than it would (a total in a calculated cell, a
//! remark in brackets) is put where it belongs.
//!
//! The format is stated in `src/draft.schema.json`. This module knows nothing of files, storage,
//! rules or screens.

pub mod code;
mod error;
mod json;
pub mod lines;
mod names;
mod reader;
mod writer;

pub use error::{DraftError, Expected, Place};
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

/// Reads a draft. Drafts with additive news open; unknown members, at every level, are kept in
/// [`Report::extra`].
///
/// # Errors
/// Text that is no JSON or no draft, a draft of a newer [`FORMAT`], and members whose value cannot
/// be kept as what they are. Nothing that somebody typed into a cell is an error here: text that is
/// no number is kept for the rules to find.
pub fn read(text: &str) -> Result<Report, DraftError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    reader::report(parse(text)?)
}

/// Reads a draft that [`write`] or [`printed_part`] made a moment ago. It says everything once, and
/// nobody need look whether it does: that takes a third of the time.
///
/// # Errors
/// As [`read`], for texts that come from elsewhere after all; of a member that stands there twice
/// the last counts.
pub fn read_own(text: &str) -> Result<Report, DraftError> {
    reader::report(json::parse_own(text)?)
}

/// Whether a draft holds all that a file does and says the same: the file is that draft, or what of
/// it is printed.
pub fn holds(draft: &str, file: &str) -> bool {
    let printed = |draft: &Report| read(&printed_part(draft)).ok();
    draft == file
        || read(draft)
            .ok()
            .zip(read(file).ok())
            .is_some_and(|(draft, file)| draft == file || printed(&draft).as_ref() == Some(&file))
}

#[cfg(test)]
mod tests;
