//! What leaves a report, for other programs: files of every format.

use super::Nianbao;
use crate::document::report::Options;
use crate::export::{Fonts, Format, Job};
use crate::report::Date;
use crate::session::is_draft;
use crate::web::boundary::to_js;
use crate::web::exchange::Order;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A file that is to be written.
#[derive(Serialize)]
struct Wanted {
    name: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    order: Order,
}

#[wasm_bindgen]
impl Nianbao {
    /// A file of the report in a format (`docx`, `pdf`, `html`, `html-fragment`, `xlsx`…), written
    /// on a day such as `2026-01-20`: an object with its `name`, its media `type` and the `order`
    /// that the office module's `write` carries out with the font files of the `faces` beside it.
    /// The file is marked as a draft (草稿) as one from the page is: while an 错误 stands that nobody
    /// explained, or something is not filled in yet.
    ///
    /// # Errors
    /// There is no such format.
    pub fn job(
        &self,
        format: &str,
        written_on: &str,
        faces: Vec<String>,
        stand_in: bool,
    ) -> Result<JsValue, JsError> {
        let known = Format::parse(format)
            .ok_or_else(|| JsError::new(&format!("没有 {format} 这种格式。")))?;
        let options =
            Options { draft_mark: is_draft(&self.report, self.found()), ..Options::default() };
        let day = Date::parse(written_on);
        let job = Job {
            report: &self.report,
            format: known,
            options,
            written_on: day,
            fonts: Fonts::default(),
        };
        let order = Order {
            draft: self.draft(),
            format: known.id().to_owned(),
            draft_mark: options.draft_mark,
            written_on: day.map(|day| day.to_string()),
            faces,
            stand_in,
            checked: None,
        };
        to_js(&Wanted { name: job.file_name(), media_type: known.media_type(), order })
            .map_err(|error| JsError::new(&error))
    }

    /// The name that the draft should have as a file.
    pub fn draft_name(&self) -> String {
        crate::desk::draft_name(&self.report.agency.name, self.report.year)
    }
}
