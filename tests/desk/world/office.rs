//! The office module, called natively.

use super::{Format, TODAY};
use nianbao::desk::{Opened, Task};
use nianbao::draft;
use nianbao::export::{self, Fonts, Job};
use nianbao::read_back::read_back;
use nianbao::report::Date;
use nianbao::session::outbox::{Help, Proof, Refusal};
use nianbao::{document, import};

pub(super) fn read(bytes: &[u8]) -> Result<Opened, String> {
    let imported =
        import::import(bytes, &import::Options::default()).map_err(|error| error.to_string())?;
    Ok(Opened::from(&imported))
}

pub(super) fn write(task: &Task) -> Result<(Vec<u8>, Proof), Refusal> {
    let report = draft::read_own(&task.draft).expect("a draft");
    let job = Job {
        report: &report,
        format: task.output.format(),
        options: document::report::Options {
            draft_mark: task.draft_mark,
            ..document::report::Options::default()
        },
        written_on: Date::parse(&task.written_on),
        fonts: Fonts { files: &[], stand_in: task.stand_in },
    };
    let written = match &task.checked {
        None => export::export(&job),
        Some(checked) => export::check_sheet(&job, checked),
    };
    let refuse = |sentence| Refusal { sentence, help: Help::Again };
    let bytes = written.map_err(|error| refuse(error.to_string()))?;
    if !task.output.is_read_back() {
        return Ok((bytes, Proof::NotRead));
    }
    let proof = read_back(&report, &bytes).map_err(|error| refuse(error.to_string()))?;
    let proof = if proof.places().is_empty() {
        Proof::Equal { cells: proof.cells, paragraphs: proof.paragraphs }
    } else {
        Proof::Differs(proof.places())
    };
    Ok((bytes, proof))
}

/// A report in a format, as the export would write it.
pub fn exported(draft: &str, format: Format) -> Vec<u8> {
    let report = draft::read(draft).expect("a draft");
    let job = Job {
        report: &report,
        format,
        options: document::report::Options::default(),
        written_on: Some(TODAY),
        fonts: Fonts::default(),
    };
    export::export(&job).expect("a file")
}
