//! Keeps the state of an export (导出): which documents are wanted, how far each is, and the finished
//! files until they are delivered.
//!
//! The input is a session, the ticks of the clerk, and the result for each document. The output is
//! the document to write next, and the files to deliver. Writing, reading back and saving are
//! done by the caller. The outbox holds the report as it was when the export began.

use super::Session;
use crate::check_sheet::checked::CheckSummary;
use crate::document::digest;
use crate::document::report::DocumentOptions;
use crate::export::{Fonts, Format, Job, Output};
use crate::layout::Face;
use crate::report::Date;
use serde::{Deserialize, Serialize};

/// The ticks, which are remembered for the next export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticks {
    /// The ids of the outputs.
    pub outputs: Vec<String>,
    /// The id of the format of the check sheet.
    pub sheet: String,
}

impl Default for Ticks {
    /// The ticks of an office that has not chosen yet: a document to seal, a page to publish, and
    /// the check sheet.
    fn default() -> Self {
        let outputs = [
            Output::Report(Format::DOCX),
            Output::Report(Format::HTML),
            Output::CheckSheet(Format::DOCX),
        ];
        Self {
            outputs: outputs.map(|output| output.id().to_owned()).into(),
            sheet: Format::DOCX.id().to_owned(),
        }
    }
}

/// The documents of an export.
#[derive(Clone, Debug)]
pub struct Outbox {
    /// The draft that all of them are made from.
    pub draft: String,
    /// The content of the check sheet.
    pub checked: CheckSummary,
    /// The digest of the printed text, the same for every format; `None` until it is calculated.
    pub digest: Option<digest::DigestText>,
    /// Whether the documents are marked as drafts.
    pub draft_mark: bool,
    /// The day of writing.
    pub written_on: Date,
    /// The name of an archive of the files.
    pub archive: String,
    /// Whether a character that is missing in its font may be taken from another font.
    pub stand_in: bool,
    /// How the files are to be delivered once all are written; `None` if that was not requested.
    pub then: Option<Handover>,
    /// The state of the archive of all files.
    pub archived: ArchiveState,
    rows: Vec<OutboxItem>,
    /// The name of the check sheet without its extension.
    sheet: String,
    /// The faces for which there is no font; `None` until fonts have been looked for.
    missing: Option<Vec<Face>>,
}

/// How files are delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// One by one.
    Apart,
    /// In one archive.
    Archive,
}

/// The state of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveState {
    /// No archive was requested.
    No,
    /// The archive is being packed.
    Packing,
    /// The browser accepted it.
    Taken,
    /// The surrounding page accepted it.
    Around,
    /// It could not be packed, or the browser did not accept it; the text is the reason.
    Refused(String),
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxItem {
    /// The kind of document and its format.
    pub output: Output,
    /// The name of its file.
    pub name: String,
    /// Whether it is ticked.
    pub wanted: bool,
    /// The state of the document.
    pub state: DocumentState,
}

/// The state of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// It is not begun, because it is not wanted or others come first.
    Waiting,
    /// It is being written and read back.
    Writing,
    /// It is written.
    Written(WrittenFile),
    /// It could not be written.
    Refused(Refusal),
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFile {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The result of reading it back.
    pub read_back: ReadBackResult,
    /// Whether it was delivered.
    pub delivery: Delivery,
}

/// The result of reading a file back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadBackResult {
    /// The file is equal to the report.
    Equal {
        /// The number of data that were compared.
        cells: usize,
        /// The number of paragraphs that were compared.
        paragraphs: usize,
    },
    /// The file differs from the report; a sentence for each difference.
    Differs(Vec<String>),
    /// The file could not be read although its format can be; the text is the reason.
    Unreadable(String),
    /// There is no reader for the format.
    NotRead,
}

impl ReadBackResult {
    /// Whether the file must not be delivered without a warning.
    pub const fn is_doubtful(&self) -> bool {
        matches!(self, Self::Differs(_) | Self::Unreadable(_))
    }
}

/// Whether a file was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was not delivered yet.
    No,
    /// The browser accepted it. The page does not learn whether the browser wrote it to a disk.
    Taken,
    /// The surrounding page accepted it, for a purpose of its own.
    Around,
    /// The browser did not accept it.
    Refused,
}

/// Why a document was not written, and what the clerk can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, as a sentence for people.
    pub sentence: String,
    /// What the clerk can do.
    pub help: Remedy,
}

/// What the clerk can do about a document that was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try again.
    Again,
    /// Choose fonts, or let the browser print.
    Fonts,
    /// Choose fonts, or allow another font for characters that are missing in the right one.
    StandIn,
}

impl Outbox {
    /// The documents of the present report in every format, with these ticks.
    pub fn new(session: &Session, ticks: &Ticks, today: Date) -> Self {
        Self::in_formats(&Format::ALL, session, ticks, today)
    }

    /// As [`Outbox::new`], with the report in these formats.
    pub fn in_formats(formats: &[Format], session: &Session, ticks: &Ticks, today: Date) -> Self {
        let report = session.report();
        let options =
            DocumentOptions { draft_mark: session.is_draft(), ..DocumentOptions::default() };
        let job = |format| Job {
            report,
            format,
            options,
            written_on: Some(today),
            fonts: Fonts::default(),
        };
        let sheet_format = Output::SHEETS
            .into_iter()
            .find(|format| format.id() == ticks.sheet)
            .unwrap_or(Output::SHEETS[0]);
        let sheet_name = job(sheet_format).sheet_name();
        let sheet = sheet_name
            .strip_suffix(sheet_format.extension())
            .unwrap_or(&sheet_name)
            .trim_end_matches('.')
            .to_owned();
        let row = |output: Output, name| OutboxItem {
            output,
            name,
            wanted: ticks.outputs.iter().any(|id| id == output.id()),
            state: DocumentState::Waiting,
        };
        let mut rows: Vec<OutboxItem> = formats
            .iter()
            .map(|format| row(Output::Report(*format), job(*format).file_name()))
            .collect();
        rows.push(row(Output::CheckSheet(sheet_format), sheet_name));
        Self {
            draft: session.draft(),
            checked: session.checked(today),
            digest: None,
            draft_mark: options.draft_mark,
            written_on: today,
            archive: job(Format::DOCX).archive_name(),
            stand_in: false,
            then: None,
            archived: ArchiveState::No,
            rows,
            sheet,
            missing: None,
        }
    }

    /// The documents, in the order in which they are offered.
    pub fn items(&self) -> &[OutboxItem] {
        &self.rows
    }

    /// The document with that id.
    pub fn row(&self, id: &str) -> Option<&OutboxItem> {
        self.rows.iter().find(|row| row.output.id() == id)
    }

    fn row_mut(&mut self, id: &str) -> Option<&mut OutboxItem> {
        self.rows.iter_mut().find(|row| row.output.id() == id)
    }

    /// The present ticks.
    pub fn ticks(&self) -> Ticks {
        let sheet = self.rows.iter().find_map(|row| {
            if let Output::CheckSheet(format) = row.output { Some(format.id()) } else { None }
        });
        let outputs = self
            .rows
            .iter()
            .filter(|row| row.wanted)
            .map(|row| row.output.id().to_owned())
            .collect();
        Ticks { outputs, sheet: sheet.unwrap_or_default().to_owned() }
    }

    /// Ticks a document, or removes its tick.
    pub fn set_wanted(&mut self, id: &str, wanted: bool) {
        if let Some(row) = self.row_mut(id) {
            row.wanted = wanted;
        }
    }

    /// Chooses the format of the check sheet. A sheet that was written in another format is
    /// discarded.
    pub fn set_sheet_format(&mut self, format: Format) {
        let name = format!("{}.{}", self.sheet, format.extension());
        if let Some(row) = self.rows.iter_mut().find(|row| {
            matches!(row.output, Output::CheckSheet(_)) && row.output != Output::CheckSheet(format)
        }) {
            *row = OutboxItem {
                output: Output::CheckSheet(format),
                name,
                wanted: row.wanted,
                state: DocumentState::Waiting,
            };
        }
        self.settle_fonts();
    }

    /// Sets the faces for which no font was found. Documents that need them are refused; others
    /// that need fonts can be written.
    pub fn set_fonts(&mut self, missing: Vec<Face>) {
        self.missing = Some(missing);
        // Documents that were written or refused with other fonts must be written again.
        for row in self.rows.iter_mut().filter(|row| row.output.format().needs_fonts()) {
            row.state = DocumentState::Waiting;
        }
        self.settle_fonts();
    }

    fn settle_fonts(&mut self) {
        let Some(missing) = self.missing.as_ref().filter(|missing| !missing.is_empty()) else {
            return;
        };
        let names: Vec<&str> = missing.iter().map(|face| face.name()).collect();
        let sentence =
            format!("PDF 要把字体放进文件里，还没有{}的字体；选一次，以后记住。", names.join("、"));
        for row in self.rows.iter_mut().filter(|row| row.output.format().needs_fonts()) {
            row.state =
                DocumentState::Refused(Refusal { sentence: sentence.clone(), help: Remedy::Fonts });
        }
    }

    /// Allows other fonts for missing characters, and retries documents that were refused because
    /// of these.
    pub fn allow_substitutes(&mut self) {
        self.stand_in = true;
        self.try_again(|row| {
            matches!(
                &row.state,
                DocumentState::Refused(refusal) if refusal.help == Remedy::StandIn
            )
        });
    }

    /// Retries a document.
    pub fn again(&mut self, id: &str) {
        self.try_again(|row| row.output.id() == id);
    }

    fn try_again(&mut self, which: impl Fn(&OutboxItem) -> bool) {
        for row in self.rows.iter_mut().filter(|row| which(row)) {
            row.state = DocumentState::Waiting;
        }
    }

    /// The document to be written next, if any. Its state changes to being written.
    pub fn begin_next(&mut self) -> Option<Output> {
        if self.rows.iter().any(|row| row.state == DocumentState::Writing) {
            return None;
        }
        let fonts_known = self.missing.is_some();
        let row = self.rows.iter_mut().find(|row| {
            row.is_waited_for() && (fonts_known || !row.output.format().needs_fonts())
        })?;
        row.state = DocumentState::Writing;
        Some(row.output)
    }

    /// Stores the result for a document. A result that is no longer awaited is ignored.
    pub fn set_result(
        &mut self,
        output: Output,
        result: Result<(Vec<u8>, ReadBackResult), Refusal>,
    ) {
        if let Some(row) = self
            .rows
            .iter_mut()
            .find(|row| row.output == output && row.state == DocumentState::Writing)
        {
            row.state = match result {
                Ok((bytes, proof)) => DocumentState::Written(WrittenFile {
                    bytes,
                    read_back: proof,
                    delivery: Delivery::No,
                }),
                Err(refusal) => DocumentState::Refused(refusal),
            };
        }
    }

    /// Whether a wanted document is still to be written.
    pub fn is_busy(&self) -> bool {
        self.rows
            .iter()
            .any(|row| row.is_waited_for() || row.wanted && row.state == DocumentState::Writing)
    }

    /// How many of the wanted documents are done, and how many are wanted.
    pub fn progress(&self) -> (usize, usize) {
        let wanted = || self.rows.iter().filter(|row| row.wanted);
        (
            wanted()
                .filter(|row| {
                    matches!(row.state, DocumentState::Written(_) | DocumentState::Refused(_))
                })
                .count(),
            wanted().count(),
        )
    }

    /// The files that can be delivered: wanted, written, and not found to differ from the report.
    pub fn ready(&self) -> impl Iterator<Item = (&OutboxItem, &WrittenFile)> {
        self.rows.iter().filter(|row| row.wanted).filter_map(|row| match &row.state {
            DocumentState::Written(written) if !written.read_back.is_doubtful() => {
                Some((row, written))
            }
            _ => None,
        })
    }

    /// Notes whether the file of a document was delivered.
    pub fn set_delivery(&mut self, id: &str, handed: Delivery) {
        if let Some(OutboxItem { state: DocumentState::Written(written), .. }) = self.row_mut(id) {
            written.delivery = handed;
        }
    }
}

impl OutboxItem {
    /// The result of reading it back, if it is written.
    pub const fn proof(&self) -> Option<&ReadBackResult> {
        if let DocumentState::Written(written) = &self.state {
            Some(&written.read_back)
        } else {
            None
        }
    }

    /// Whether the document is wanted and not begun.
    fn is_waited_for(&self) -> bool {
        self.wanted && self.state == DocumentState::Waiting
    }
}

#[cfg(test)]
mod tests;
