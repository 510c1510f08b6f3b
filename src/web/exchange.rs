//! What the two wasm modules say to each other: plain requests and answers.

use crate::check_sheet::checked::Checked;
use crate::session::outbox::Help;
use serde::{Deserialize, Serialize};
#[cfg(feature = "office")]
use {
    crate::document::report::Options,
    crate::draft,
    crate::export::{self, ExportError, FontFile, Fonts, Format},
    crate::layout::Face,
    crate::report::Date,
    crate::session::outbox::Refusal,
};

/// A document to be written: a report, or its check sheet.
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
    /// The faces of the font files that go with it, by their ids, in the order of the files; behind
    /// a # which font of a collection, from 0.
    #[serde(default)]
    pub faces: Vec<String>,
    /// Whether a character that its font lacks may be taken from another one.
    #[serde(default)]
    pub stand_in: bool,
    /// What the check sheet says, if that is what is to be written.
    #[serde(default)]
    pub checked: Option<Checked>,
}

#[cfg(feature = "office")]
impl Order {
    /// Writes it with these font files.
    pub fn write<'a>(&self, files: &'a [Vec<u8>]) -> Result<Vec<u8>, Refusal> {
        let refuse = |sentence| Refusal { sentence, help: Help::Again };
        let file = |(face, bytes): (&String, &'a Vec<u8>)| {
            let (id, index) = face
                .split_once('#')
                .map_or((face.as_str(), None), |(id, index)| (id, index.parse().ok()));
            let face = Face::parse(id).ok_or_else(|| refuse(format!("没有 {id} 这种字体。")))?;
            Ok(FontFile { face, bytes, index })
        };
        let files = self.faces.iter().zip(files).map(file).collect::<Result<Vec<_>, Refusal>>()?;
        let report = draft::read_own(&self.draft).map_err(|error| refuse(error.to_string()))?;
        let format = Format::parse(&self.format)
            .ok_or_else(|| refuse(format!("没有 {} 这种格式。", self.format)))?;
        let options = Options { draft_mark: self.draft_mark, ..Options::default() };
        let written_on = self.written_on.as_deref().and_then(Date::parse);
        let job = export::Job {
            report: &report,
            format,
            options,
            written_on,
            fonts: Fonts { files: &files, stand_in: self.stand_in },
        };
        let written = self
            .checked
            .as_ref()
            .map_or_else(|| export::export(&job), |checked| export::check_sheet(&job, checked));
        written.map_err(|error| Refusal { sentence: error.to_string(), help: self.help(&error) })
    }

    /// What can be done about an error.
    const fn help(&self, error: &ExportError) -> Help {
        match error {
            ExportError::NoFont(_) | ExportError::BadFont { .. } => Help::Fonts,
            // Where another font might have stood in already, only better ones help.
            ExportError::Uncovered(_) => {
                if self.stand_in {
                    Help::Fonts
                } else {
                    Help::StandIn
                }
            }
            _ => Help::Again,
        }
    }
}

/// What can be done, as the name of an error that passes from module to module.
const HELPS: [(Help, &str); 3] =
    [(Help::Again, "Refused"), (Help::Fonts, "Fonts"), (Help::StandIn, "StandIn")];

/// The name of an error about which that can be done.
#[cfg(feature = "office")]
pub fn name_of(help: Help) -> &'static str {
    HELPS.iter().find(|(known, _)| *known == help).map_or("", |(_, name)| name)
}

/// What can be done about an error of that name.
#[cfg(feature = "page")]
pub fn help_of(name: &str) -> Help {
    HELPS.iter().find(|(_, known)| *known == name).map_or(Help::Again, |(help, _)| *help)
}

/// What reading a file back said.
#[derive(Debug, Serialize, Deserialize)]
pub struct Proved {
    /// How many data were compared.
    pub cells: usize,
    /// How many paragraphs.
    pub paragraphs: usize,
    /// Where the file says something else than the report, in words.
    pub differences: Vec<String>,
}

/// A font of the computer that fits a face.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fitting {
    /// The face, by its id.
    pub face: String,
    /// Which of the fonts, from 0.
    pub place: usize,
    /// Whether it is of the design that official papers ask for.
    pub meant: bool,
}

/// A report whose pages are wanted.
#[derive(Debug, Serialize, Deserialize)]
pub struct PagesOrder {
    /// The printed part of its draft.
    pub draft: String,
    /// Whether the pages are marked 草稿.
    pub draft_mark: bool,
    /// The marks of the pages that are there already, in order.
    pub known: Vec<String>,
}
