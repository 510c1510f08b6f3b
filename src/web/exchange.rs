//! What the two wasm modules say to each other: plain requests and answers.

use crate::document::report::Options;
use crate::draft;
use crate::export::{self, FontFile, Fonts, Format};
use crate::layout::Face;
use crate::report::Date;
use crate::view::dialog::Difference;
use js_sys::JSON;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// A value as JavaScript has it. By way of its text, which both sides read and write anyway: a way of its own for every type is ten times the code.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, String> {
    let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
    JSON::parse(&text).map_err(|_| text)
}

/// A value of JavaScript, read.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, String> {
    let text = JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    // There is no text of what is not defined.
    serde_json::from_str(text.as_deref().unwrap_or("null")).map_err(|error| error.to_string())
}

/// A report to be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The draft.
    pub draft: String,
    /// The format, by its id.
    pub format: String,
    /// Whether the document is marked 草稿.
    pub draft_mark: bool,
    /// The day of writing, as `2026-01-20`.
    pub written_on: Option<String>,
    /// The faces of the font files that go with it, by their ids, in the order of the files; behind a # which font of a collection, from 0.
    #[serde(default)]
    pub faces: Vec<String>,
    /// Whether a character that its font lacks may be taken from another one.
    #[serde(default)]
    pub stand_in: bool,
}

impl Order {
    /// Writes it with these font files; the sentence says why not.
    pub fn write<'a>(&self, files: &'a [Vec<u8>]) -> Result<Vec<u8>, String> {
        let file = |(face, bytes): (&String, &'a Vec<u8>)| {
            let (id, index) = face.split_once('#').map_or((face.as_str(), None), |(id, index)| (id, index.parse().ok()));
            let face = Face::parse(id).ok_or_else(|| format!("没有 {id} 这种字体。"))?;
            Ok(FontFile { face, bytes, index })
        };
        let files = self.faces.iter().zip(files).map(file).collect::<Result<Vec<_>, String>>()?;
        let report = draft::read(&self.draft).map_err(|error| error.to_string())?;
        let format = Format::parse(&self.format).ok_or_else(|| format!("没有 {} 这种格式。", self.format))?;
        let options = Options { draft_mark: self.draft_mark, ..Options::default() };
        let written_on = self.written_on.as_deref().and_then(Date::parse);
        let fonts = Fonts { files: &files, stand_in: self.stand_in };
        export::export(&export::Job { report: &report, format, options, written_on, fonts }).map_err(|error| error.to_string())
    }
}

/// A file that was read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Opened {
    /// The report that the file shows, as a draft.
    pub draft: String,
    /// The data that the file carries, as a draft, where they differ from what it shows.
    pub carried: Option<String>,
    /// Sentences for the clerk.
    pub notes: Vec<String>,
    /// Where the two differ.
    pub differences: Vec<Difference>,
}
