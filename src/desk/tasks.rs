//! Requests to the office module, as data.

use crate::check_sheet::checked::CheckSummary;
use crate::export::Output;
use crate::session::outbox::Outbox;

/// The request to write a document and read it back.
#[derive(Clone, Debug)]
pub struct WriteTask {
    /// The number of the export that it belongs to.
    pub run: u32,
    /// Which document it is.
    pub output: Output,
    /// The draft.
    pub draft: String,
    /// Whether the document is marked as a draft.
    pub draft_mark: bool,
    /// The day of writing, as `2026-01-20`.
    pub written_on: String,
    /// Whether a character that its font lacks may be taken from another font.
    pub stand_in: bool,
    /// The content of the check sheet, if that is the document to write.
    pub checked: Option<CheckSummary>,
}

impl WriteTask {
    /// A request to write a document of the outbox.
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

/// The request to pack files into one archive.
#[derive(Clone, Debug)]
pub struct ArchiveTask {
    /// The number of the export that they belong to.
    pub run: u32,
    /// The names and bytes of the files.
    pub files: Vec<(String, Vec<u8>)>,
    /// The day of writing, as `2026-01-20`.
    pub written_on: String,
}

/// The version of a report of which pages are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagesVersion {
    /// The number of the opened report; it counts the reports that were opened.
    pub report: usize,
    /// The revision of the open report.
    pub revision: u64,
    /// Whether the pages are marked as drafts.
    pub draft_mark: bool,
}

/// The request to make the pages of a report.
#[derive(Clone, Debug)]
pub struct PagesRequest {
    /// The version of the report.
    pub version: PagesVersion,
    /// The printed part of the draft.
    pub draft: String,
    /// The marks of the pages that the preview already shows, in their order.
    pub known: Vec<String>,
}
