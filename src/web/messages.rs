//! The messages between the page module and the office module: requests and answers.

use crate::check_sheet::checked::CheckSummary;
use crate::session::outbox::Remedy;
use serde::{Deserialize, Serialize};
#[cfg(feature = "office")]
use {
    crate::document::report::DocumentOptions,
    crate::draft,
    crate::export::{self, ExportError, FontFile, Fonts, Format},
    crate::layout::Face,
    crate::report::Date,
    crate::session::outbox::Refusal,
};

/// The request to write a document: a report, or its check sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WriteRequest {
    /// The draft.
    pub draft: String,
    /// The format, by its id.
    pub format: String,
    /// Whether the document is marked as a draft.
    pub draft_mark: bool,
    /// The day of writing, as `2026-01-20`.
    pub written_on: Option<String>,
    /// The faces of the font files that come with it, by their ids, in the order of the files. For
    /// a font of a collection, `#` and its index, from 0, follow.
    #[serde(default)]
    pub faces: Vec<String>,
    /// Whether a character that its font lacks may be taken from another font.
    #[serde(default)]
    pub stand_in: bool,
    /// The content of the check sheet, if that is the document to write.
    #[serde(default)]
    pub checked: Option<CheckSummary>,
}

#[cfg(feature = "office")]
impl WriteRequest {
    /// Writes the document with these font files.
    pub fn write<'a>(&self, files: &'a [Vec<u8>]) -> Result<Vec<u8>, Refusal> {
        let refuse = |sentence| Refusal { sentence, help: Remedy::Again };
        let file = |(face, bytes): (&String, &'a Vec<u8>)| {
            let (id, index) = face
                .split_once('#')
                .map_or((face.as_str(), None), |(id, index)| (id, index.parse().ok()));
            let face = Face::parse(id).ok_or_else(|| refuse(format!("没有 {id} 这种字体。")))?;
            Ok(FontFile { face, bytes, index })
        };
        let files = self.faces.iter().zip(files).map(file).collect::<Result<Vec<_>, Refusal>>()?;
        let report = draft::read_trusted(&self.draft).map_err(|error| refuse(error.to_string()))?;
        let format = Format::parse(&self.format)
            .ok_or_else(|| refuse(format!("没有 {} 这种格式。", self.format)))?;
        let options = DocumentOptions { draft_mark: self.draft_mark, ..DocumentOptions::default() };
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
    const fn help(&self, error: &ExportError) -> Remedy {
        match error {
            ExportError::NoFont(_) | ExportError::BadFont { .. } => Remedy::Fonts,
            // If other fonts were allowed already, only better fonts help.
            ExportError::Uncovered(_) => {
                if self.stand_in {
                    Remedy::Fonts
                } else {
                    Remedy::StandIn
                }
            }
            _ => Remedy::Again,
        }
    }
}

/// What the clerk can do about an error, and the name of the JavaScript error that says so to the
/// other module.
const HELPS: [(Remedy, &str); 3] =
    [(Remedy::Again, "Refused"), (Remedy::Fonts, "Fonts"), (Remedy::StandIn, "StandIn")];

/// The name of the error for this kind of help.
#[cfg(feature = "office")]
pub fn name_of(help: Remedy) -> &'static str {
    HELPS.iter().find(|(known, _)| *known == help).map_or("", |(_, name)| name)
}

/// The kind of help for an error of that name.
#[cfg(feature = "page")]
pub fn help_of(name: &str) -> Remedy {
    HELPS.iter().find(|(_, known)| *known == name).map_or(Remedy::Again, |(help, _)| *help)
}

/// The result of reading a file back.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadBackAnswer {
    /// How many cells were compared.
    pub cells: usize,
    /// How many paragraphs were compared.
    pub paragraphs: usize,
    /// The places where the file differs from the report, in words.
    pub differences: Vec<String>,
}

/// A font of the computer that suits a face.
#[derive(Debug, Serialize, Deserialize)]
pub struct SystemFontMatch {
    /// The face, by its id.
    pub face: String,
    /// The index of the font in the list that was given, from 0.
    pub index: usize,
    /// Whether the font has the design that official documents require.
    pub is_required_design: bool,
}

/// The request to make the pages of a report.
#[derive(Debug, Serialize, Deserialize)]
pub struct LayoutRequest {
    /// The printed part of its draft.
    pub draft: String,
    /// Whether the pages are marked as drafts.
    pub draft_mark: bool,
    /// The marks of the pages that the preview already shows, in their order.
    pub known: Vec<String>,
}
