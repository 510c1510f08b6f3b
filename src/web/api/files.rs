//! The part of the API that exports files.

use super::{Nianbao, none};
use crate::document::report::DocumentOptions;
use crate::export::{Fonts, Format, Job};
use crate::report::Date;
use crate::session::Session;
use crate::web::boundary::to_js;
use crate::web::messages::WriteRequest;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A file that is to be written.
#[derive(Serialize)]
struct Wanted {
    name: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    request: WriteRequest,
}

#[wasm_bindgen]
impl Nianbao {
    /// A file of the report in a format (`docx`, `pdf`, `html`, `html-fragment`, `xlsx`…), written
    /// on a day such as `2026-01-20`: an object with its `name`, its media `type` and the `request`
    /// that the office module's `write` carries out with the font files of the `faces` beside it.
    /// The file is marked as a draft (草稿) if an error has no justification (说明), or if something is
    /// not filled in yet, as in the export dialog.
    ///
    /// # Errors
    /// There is no such format, or no report.
    pub fn job(
        &self,
        format: &str,
        written_on: &str,
        faces: Vec<String>,
        stand_in: bool,
    ) -> Result<JsValue, JsError> {
        let known = Format::parse(format)
            .ok_or_else(|| JsError::new(&format!("没有 {format} 这种格式。")))?;
        let day = Date::parse(written_on);
        let wanted = self.look(|session| wanted(session, known, day, faces, stand_in));
        to_js(&wanted.ok_or_else(none)?).map_err(|error| JsError::new(&error))
    }

    /// The name that the draft should have as a file.
    ///
    /// # Errors
    /// There is no report.
    pub fn draft_name(&self) -> Result<String, JsError> {
        let name = |session: &Session| {
            let report = session.report();
            crate::desk::draft_name(&report.agency.name, report.year)
        };
        self.look(name).ok_or_else(none)
    }
}

fn wanted(
    session: &Session,
    format: Format,
    written_on: Option<Date>,
    faces: Vec<String>,
    stand_in: bool,
) -> Wanted {
    let options = DocumentOptions { draft_mark: session.is_draft(), ..DocumentOptions::default() };
    let job =
        Job { report: session.report(), format, options, written_on, fonts: Fonts::default() };
    let request = WriteRequest {
        draft: session.draft(),
        format: format.id().to_owned(),
        draft_mark: options.draft_mark,
        written_on: written_on.map(|day| day.to_string()),
        faces,
        stand_in,
        checked: None,
    };
    Wanted { name: job.file_name(), media_type: format.media_type(), request }
}
