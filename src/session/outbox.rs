//! What is handed out of a report (导出): which documents are wanted, how far each is, and the
//! finished files until somebody has them.
//!
//! In: a session, what somebody ticks, and what became of each document. Out: which one to write
//! next, and what there is to hand over. Pure: whoever writes, reads back and saves stands outside.
//! It holds the report as it was when the work began.

use super::Session;
use crate::document::checked::Checked;
use crate::document::digest;
use crate::document::report::Options;
use crate::export::{Fonts, Format, Job, Output};
use crate::layout::Face;
use crate::report::Date;
use serde::{Deserialize, Serialize};

/// What was ticked, to be remembered for the next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticks {
    /// The ids of the outputs.
    pub outputs: Vec<String>,
    /// The id of the format of the check sheet.
    pub sheet: String,
}

impl Default for Ticks {
    /// What an office needs that has not said anything yet: paper to seal, a page to publish, and
    /// the sheet that goes with them.
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

/// The documents of a report on their way out.
#[derive(Clone, Debug)]
pub struct Outbox {
    /// The draft that all of them are made of.
    pub draft: String,
    /// What the check sheet says.
    pub checked: Checked,
    /// The digest of what prints, the same for every format, once somebody has told it.
    pub digest: Option<digest::Words>,
    /// Whether the documents are marked 草稿.
    pub draft_mark: bool,
    /// The day.
    pub written_on: Date,
    /// The name of an archive of the files.
    pub archive: String,
    /// Whether a character that its font lacks may be taken from another one.
    pub stand_in: bool,
    /// What is to be done with the files once all are written.
    pub then: Option<Way>,
    /// How far the archive of all files is.
    pub archived: Archived,
    rows: Vec<Row>,
    /// The name of the check sheet, without its ending.
    sheet: String,
    /// The faces for which there is no font; `None` until somebody has looked.
    missing: Option<Vec<Face>>,
}

/// How files are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One by one.
    Apart,
    /// In one archive.
    Archive,
}

/// How far the archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Archived {
    /// Nobody asked for one.
    No,
    /// Being packed.
    Packing,
    /// The browser took it over.
    Taken,
    /// The page around took it.
    Around,
    /// It was not packed or not taken over: why.
    Refused(String),
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub output: Output,
    /// The name of its file.
    pub name: String,
    /// Whether it is ticked.
    pub wanted: bool,
    /// How far it is.
    pub state: State,
}

/// How far a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not begun: nobody wants it, or others come first.
    Waiting,
    /// Being written and read back.
    Writing,
    /// Written.
    Written(Written),
    /// Not written.
    Refused(Refusal),
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What reading it back said.
    pub proof: Proof,
    /// Whether somebody has it.
    pub handed: Handed,
}

/// What came of reading a file back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It says what the report says.
    Equal {
        /// How many data were compared.
        cells: usize,
        /// How many paragraphs.
        paragraphs: usize,
    },
    /// It says something else: a sentence for each place.
    Differs(Vec<String>),
    /// It could not be read, and should be: why.
    Unreadable(String),
    /// Nothing here reads such files.
    NotRead,
}

impl Proof {
    /// Whether the file must not be handed over as if nothing were wrong with it.
    pub const fn is_doubtful(&self) -> bool {
        matches!(self, Self::Differs(_) | Self::Unreadable(_))
    }
}

/// Whether somebody has a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// Not yet.
    No,
    /// The browser took it over. Whether it wrote it, nobody tells.
    Taken,
    /// The page around took it, for a purpose of its own.
    Around,
    /// The browser did not take it.
    Refused,
}

/// Why a document was not written, and what can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A sentence for people.
    pub sentence: String,
    /// What can be done.
    pub help: Help,
}

/// What can be done about a document that was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// Try it once more.
    Again,
    /// Choose fonts, or let the browser print.
    Fonts,
    /// Choose fonts, or let another font stand in for what its own lacks.
    StandIn,
}

impl Outbox {
    /// The documents of a report as it stands, with these ticks, in every format.
    pub fn new(session: &Session, ticks: &Ticks, today: Date) -> Self {
        Self::in_formats(&Format::ALL, session, ticks, today)
    }

    /// As [`Outbox::new`], with the report in these formats.
    pub fn in_formats(formats: &[Format], session: &Session, ticks: &Ticks, today: Date) -> Self {
        let report = session.report();
        let options = Options { draft_mark: session.is_draft(), ..Options::default() };
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
        let row = |output: Output, name| Row {
            output,
            name,
            wanted: ticks.outputs.iter().any(|id| id == output.id()),
            state: State::Waiting,
        };
        let mut rows: Vec<Row> = formats
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
            archived: Archived::No,
            rows,
            sheet,
            missing: None,
        }
    }

    /// The documents, in the order in which they are offered.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The document with that id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.output.id() == id)
    }

    fn row_mut(&mut self, id: &str) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.output.id() == id)
    }

    /// What is ticked.
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

    /// Ticks a document, or takes the tick away.
    pub fn want(&mut self, id: &str, wanted: bool) {
        if let Some(row) = self.row_mut(id) {
            row.wanted = wanted;
        }
    }

    /// Chooses the format of the check sheet; one that was written in the other format is
    /// forgotten.
    pub fn set_sheet_format(&mut self, format: Format) {
        let name = format!("{}.{}", self.sheet, format.extension());
        if let Some(row) = self.rows.iter_mut().find(|row| {
            matches!(row.output, Output::CheckSheet(_)) && row.output != Output::CheckSheet(format)
        }) {
            *row = Row {
                output: Output::CheckSheet(format),
                name,
                wanted: row.wanted,
                state: State::Waiting,
            };
        }
        self.settle_fonts();
    }

    /// Somebody has looked for fonts: what needs them is refused for want of these, or can be
    /// written.
    pub fn set_fonts(&mut self, missing: Vec<Face>) {
        self.missing = Some(missing);
        // What was written or refused with other fonts is to be written again.
        for row in self.rows.iter_mut().filter(|row| row.output.format().needs_fonts()) {
            row.state = State::Waiting;
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
            row.state = State::Refused(Refusal { sentence: sentence.clone(), help: Help::Fonts });
        }
    }

    /// Lets other fonts stand in for what a font lacks, and tries what was refused for that.
    pub fn let_stand_in(&mut self) {
        self.stand_in = true;
        self.try_again(
            |row| matches!(&row.state, State::Refused(refusal) if refusal.help == Help::StandIn),
        );
    }

    /// Tries a document once more.
    pub fn again(&mut self, id: &str) {
        self.try_again(|row| row.output.id() == id);
    }

    fn try_again(&mut self, which: impl Fn(&Row) -> bool) {
        for row in self.rows.iter_mut().filter(|row| which(row)) {
            row.state = State::Waiting;
        }
    }

    /// The document to be written now, if it is time for one; it counts as being written from here
    /// on.
    pub fn begin_next(&mut self) -> Option<Output> {
        if self.rows.iter().any(|row| row.state == State::Writing) {
            return None;
        }
        let fonts_known = self.missing.is_some();
        let row = self.rows.iter_mut().find(|row| {
            row.is_waited_for() && (fonts_known || !row.output.format().needs_fonts())
        })?;
        row.state = State::Writing;
        Some(row.output)
    }

    /// A document was written, or not. One that nobody waits for any more is left aside.
    pub fn wrote(&mut self, output: Output, came: Result<(Vec<u8>, Proof), Refusal>) {
        if let Some(row) =
            self.rows.iter_mut().find(|row| row.output == output && row.state == State::Writing)
        {
            row.state = match came {
                Ok((bytes, proof)) => State::Written(Written { bytes, proof, handed: Handed::No }),
                Err(refusal) => State::Refused(refusal),
            };
        }
    }

    /// Whether something that is wanted is still to be written.
    pub fn is_busy(&self) -> bool {
        self.rows.iter().any(|row| row.is_waited_for() || row.wanted && row.state == State::Writing)
    }

    /// How many of the wanted documents are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let wanted = || self.rows.iter().filter(|row| row.wanted);
        (
            wanted()
                .filter(|row| matches!(row.state, State::Written(_) | State::Refused(_)))
                .count(),
            wanted().count(),
        )
    }

    /// The files that can be handed over: wanted, written, and saying what the report says as far
    /// as anybody can tell.
    pub fn ready(&self) -> impl Iterator<Item = (&Row, &Written)> {
        self.rows.iter().filter(|row| row.wanted).filter_map(|row| match &row.state {
            State::Written(written) if !written.proof.is_doubtful() => Some((row, written)),
            _ => None,
        })
    }

    /// Files were handed over, or refused.
    pub fn handed(&mut self, id: &str, handed: Handed) {
        if let Some(Row { state: State::Written(written), .. }) = self.row_mut(id) {
            written.handed = handed;
        }
    }
}

impl Row {
    /// What reading it back said, if it is written.
    pub const fn proof(&self) -> Option<&Proof> {
        if let State::Written(written) = &self.state { Some(&written.proof) } else { None }
    }

    /// Whether it is ticked and not begun.
    fn is_waited_for(&self) -> bool {
        self.wanted && self.state == State::Waiting
    }
}

#[cfg(test)]
mod tests;
