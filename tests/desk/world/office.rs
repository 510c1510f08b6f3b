//! The office module, called natively.

use super::{Format, TODAY};
use nianbao::desk::{OpenedFile, WriteTask};
use nianbao::draft;
use nianbao::export::{self, Fonts, Job};
use nianbao::read_back::read_back;
use nianbao::report::Date;
use nianbao::session::outbox::{ReadBackResult, Refusal, Remedy};
use nianbao::{document, import};

pub(super) fn read(bytes: &[u8]) -> Result<OpenedFile, String> {
    let imported = import::import(bytes, &import::ImportOptions::default())
        .map_err(|error| error.to_string())?;
    Ok(OpenedFile::from(&imported))
}

pub(super) fn write(task: &WriteTask) -> Result<(Vec<u8>, ReadBackResult), Refusal> {
    let report = draft::read_trusted(&task.draft).expect("a draft");
    let job = Job {
        report: &report,
        format: task.output.format(),
        options: document::report::DocumentOptions {
            draft_mark: task.draft_mark,
            ..document::report::DocumentOptions::default()
        },
        written_on: Date::parse(&task.written_on),
        fonts: Fonts { files: &[], stand_in: task.stand_in },
    };
    let written = match &task.checked {
        None => export::export(&job),
        Some(checked) => export::check_sheet(&job, checked),
    };
    let refuse = |sentence| Refusal { sentence, help: Remedy::Again };
    let bytes = written.map_err(|error| refuse(error.to_string()))?;
    if !task.output.is_read_back() {
        return Ok((bytes, ReadBackResult::NotRead));
    }
    let proof = read_back(&report, &bytes).map_err(|error| refuse(error.to_string()))?;
    let proof = if proof.places().is_empty() {
        ReadBackResult::Equal { cells: proof.cells, paragraphs: proof.paragraphs }
    } else {
        ReadBackResult::Differs(proof.places())
    };
    Ok((bytes, proof))
}

/// A report in a format, as the export would write it.
pub fn exported(draft: &str, format: Format) -> Vec<u8> {
    let report = draft::read(draft).expect("a draft");
    let job = Job {
        report: &report,
        format,
        options: document::report::DocumentOptions::default(),
        written_on: Some(TODAY),
        fonts: Fonts::default(),
    };
    export::export(&job).expect("a file")
}
