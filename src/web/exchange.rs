//! What the two wasm modules say to each other: plain requests and answers.

use crate::document::report::Options;
use crate::draft;
use crate::export::{self, FontFile, Fonts, Format};
use crate::layout::Face;
use crate::report::Date;
use crate::view::dialog::Difference;
use serde::{Deserialize, Serialize};

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

/// What a font file is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Seen {
    /// What the font calls itself.
    pub name: String,
    /// Which font of a collection, from 0; `None` if it is alone in its file.
    pub index: Option<u32>,
    /// The face that it is for, by its id, if its names say so.
    pub face: Option<String>,
    /// Whether it is of the design that official papers ask for.
    pub meant: bool,
    /// The characters that it should have and lacks.
    pub lacks: String,
    /// Whether it has no one weight.
    pub variable: bool,
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
