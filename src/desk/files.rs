//! Files that are opened or delivered, as data: the purpose of a chosen file, the kind of its
//! content, and the files for the clerk.

use crate::check::Pack;
use crate::document::report::file_name;
use crate::draft::{self, lines};
use crate::import::Imported;
use crate::recognize;
use crate::report::Report;
use crate::rules::RULE_SET;
use crate::view::dialog::DifferenceRow;
use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes. No report is larger.
const LARGEST: u64 = 64 << 20;
/// The media type of an archive.
pub const ARCHIVE: &str = "application/zip";
/// The media type of a draft.
const DRAFT: &str = "application/json";

/// The purpose for which a file is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilePurpose {
    /// To open it and work on it.
    #[default]
    Open,
    /// To add it to the open report as the previous report.
    LastYear,
    /// To start the report of the next year from it.
    NextYear,
    /// To add it as a rule pack.
    RulePack,
}

/// The origin of a draft that was not opened as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSource {
    /// The digits of a data code were scanned.
    Scanned,
    /// A file carried it and showed something else, and the clerk chose the carried data.
    Carried {
        /// The key of the record of the report that the file shows.
        key: String,
        /// The revision of that report when the clerk chose.
        revision: u64,
    },
}

/// A file that was read as a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedFile {
    /// The visible report, as a draft.
    pub draft: String,
    /// The carried data, as a draft, if they differ from the visible report.
    pub carried: Option<String>,
    /// What was noticed while the file was read, as sentences for the clerk.
    pub notes: Vec<String>,
    /// Where the carried data and the visible report differ.
    pub differences: Vec<DifferenceRow>,
}

impl From<&Imported> for OpenedFile {
    fn from(imported: &Imported) -> Self {
        let text = |report| draft::write(report, RULE_SET.version);
        let carried = imported.carried.as_ref().filter(|_| !imported.differences.is_empty());
        let difference = |difference: &recognize::Difference| DifferenceRow {
            place: difference.name.clone(),
            carried: difference.carried.clone(),
            visible: difference.visible.clone(),
        };
        Self {
            draft: text(&imported.report),
            carried: carried.map(text),
            notes: imported.notes.iter().map(ToString::to_string).collect(),
            differences: imported.differences.iter().map(difference).collect(),
        }
    }
}

/// The content of a file, by its kind.
#[derive(Debug)]
pub enum FileContent {
    /// A draft.
    Draft(OpenedFile),
    /// Several drafts, and a sentence for each line that could not be read.
    Drafts(Vec<Report>, Vec<String>),
    /// A rule pack, as its text.
    Pack(String),
    /// Anything else, which the office module may be able to read: the bytes of the file.
    Document(Vec<u8>),
}

impl FileContent {
    /// Determines the content of a file from its bytes.
    ///
    /// # Errors
    /// The bytes look like a draft and are none; the error is a sentence for the clerk.
    pub fn of(bytes: Vec<u8>) -> Result<Self, String> {
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || [0xEF, 0xBB, 0xBF].contains(byte);
        if bytes.iter().find(|byte| !is_blank(byte)) != Some(&b'{') {
            return Ok(Self::Document(bytes));
        }
        let text = std::str::from_utf8(&bytes).ok();
        if let Some(pack) = text.filter(|text| Pack::looks_like_pack(text)) {
            return Ok(Self::Pack(pack.to_owned()));
        }
        if let Some(all) = text.and_then(lines::split) {
            let (reports, errors) = lines::read_all(&all);
            let sentence = |(line, error)| format!("第 {line} 行：{error}");
            return Ok(Self::Drafts(reports, errors.into_iter().map(sentence).collect()));
        }
        let report = draft::read_bytes(&bytes).map_err(|error| error.to_string())?;
        Ok(Self::Draft(OpenedFile {
            draft: draft::write(&report, RULE_SET.version),
            ..OpenedFile::default()
        }))
    }
}

/// The reason not to read a file of this size in bytes, as a sentence for the clerk; `None` if the
/// size is acceptable.
pub fn size_error(bytes: u64) -> Option<String> {
    match bytes {
        0 => Some("文件是空的（0 字节），可能没有存完；请找找别的副本。".to_owned()),
        1..=LARGEST => None,
        _ => {
            Some(format!("文件有 {} MB，年报文件不会这么大；请检查是不是选错了文件。", bytes >> 20))
        }
    }
}

/// A document of an export, or its archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// The number of the export.
    pub run: u32,
    /// The id of the output; `None` for the archive.
    pub output: Option<&'static str>,
}

/// What a delivered file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// A file of the export.
    Exported(ExportedFile),
    /// A draft, or several drafts, of reports that are not open.
    Unopened {
        /// The file name.
        name: String,
    },
    /// The draft.
    Draft {
        /// The file name.
        name: String,
        /// The revision of the report that the file holds.
        revision: u64,
    },
}

/// A file that is to be delivered to the clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The file name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// What the file is; it comes back with the event that says whether the file was taken.
    pub then: Delivered,
}

impl Download {
    /// A file with one draft, or with several.
    pub fn of_drafts(name: String, drafts: String, then: Delivered) -> Self {
        Self { name, media_type: DRAFT, bytes: drafts.into_bytes(), then }
    }
}

/// The file name of a draft.
pub fn draft_name(agency: &str, year: u16) -> String {
    format!("{}.nianbao.json", file_name(agency, &format!("{year}年报")))
}
