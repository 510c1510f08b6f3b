//! What the office module is asked for, as data.

use crate::check_sheet::checked::Checked;
use crate::export::Output;
use crate::session::outbox::Outbox;

/// A document to be written and read back.
#[derive(Clone, Debug)]
pub struct Task {
    /// The export that it belongs to.
    pub run: u32,
    /// What it is.
    pub output: Output,
    /// The draft.
    pub draft: String,
    /// Whether the document is marked 草稿.
    pub draft_mark: bool,
    /// The day of writing, as `2026-01-20`.
    pub written_on: String,
    /// Whether a character that its font lacks may be taken from another one.
    pub stand_in: bool,
    /// What the check sheet says, if that is what is to be written.
    pub checked: Option<Checked>,
}

impl Task {
    /// Writes a document of the outbox.
    pub fn new(run: u32, outbox: &Outbox, output: Output) -> Self {
        Self {
            run,
            output,
            draft: outbox.draft.clone(),
            draft_mark: outbox.draft_mark,
            written_on: outbox.written_on.to_string(),
            stand_in: outbox.stand_in,
            checked: matches!(output, Output::CheckSheet(_)).then(|| outbox.checked.clone()),
        }
    }
}

/// Files to be packed into one.
#[derive(Clone, Debug)]
pub struct Packing {
    /// The export that they belong to.
    pub run: u32,
    /// Names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The day, as `2026-01-20`.
    pub written_on: String,
}

/// What pages are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Counts the reports that were opened.
    pub report: usize,
    /// The revision of the open report.
    pub revision: u64,
    /// Whether the pages are marked 草稿.
    pub draft_mark: bool,
}

/// Pages that are asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// What they are made of.
    pub version: Version,
    /// The printed part of the draft.
    pub draft: String,
    /// The marks of the pages that are there already, in order.
    pub known: Vec<String>,
}
