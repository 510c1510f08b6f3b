//! Files in and out, as data: what they are for, what a file turns out to be, what is handed out.

use crate::check::Pack;
use crate::document::report::file_name;
use crate::draft::{self, lines};
use crate::import::Imported;
use crate::recognize;
use crate::report::Report;
use crate::rules::RULE_SET;
use crate::view::dialog::Difference;
use serde::{Deserialize, Serialize};

/// No report is larger than these bytes; a larger file is something else.
const LARGEST: u64 = 64 << 20;
/// The media type of an archive.
pub const ARCHIVE: &str = "application/zip";
/// The media type of a draft.
pub const DRAFT: &str = "application/json";

/// What a chosen file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To be opened and worked on.
    #[default]
    Open,
    /// To be compared with: the report of the year before.
    LastYear,
    /// To begin the next year's report after it.
    Sequel,
    /// To check by: a rule pack.
    Pack,
}

/// How a draft came that is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// Its digits were scanned.
    Scanned,
    /// It travelled in a file that shows something else, and was chosen instead of that.
    Carried {
        /// The key of the record of what the file shows.
        key: String,
        /// Its revision.
        revision: u64,
    },
}

/// A file that was read as a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

impl From<&Imported> for Opened {
    fn from(imported: &Imported) -> Self {
        let text = |report| draft::write(report, RULE_SET.version);
        let carried = imported.carried.as_ref().filter(|_| !imported.differences.is_empty());
        let difference = |difference: &recognize::Difference| Difference {
            place: difference.place.to_string(),
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

/// What the bytes of a file turn out to be.
#[derive(Debug)]
pub enum Content {
    /// A draft.
    Draft(Opened),
    /// Many drafts, and a sentence for each that could not be read.
    Drafts(Vec<Report>, Vec<String>),
    /// A rule pack: its text.
    Pack(String),
    /// Something that the office module may be able to read: the bytes as they came.
    Document(Vec<u8>),
}

impl Content {
    /// Looks at the bytes of a file.
    ///
    /// # Errors
    /// A sentence that says what is wrong with a draft.
    pub fn of(bytes: Vec<u8>) -> Result<Self, String> {
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || [0xEF, 0xBB, 0xBF].contains(byte);
        if bytes.iter().find(|byte| !is_blank(byte)) != Some(&b'{') {
            return Ok(Self::Document(bytes));
        }
        let text = std::str::from_utf8(&bytes).ok();
        if let Some(pack) = text.filter(|text| Pack::is_meant(text)) {
            return Ok(Self::Pack(pack.to_owned()));
        }
        if let Some(all) = text.and_then(lines::split) {
            let (reports, errors) = lines::read_all(&all);
            let sentence = |(line, error)| format!("第 {line} 行：{error}");
            return Ok(Self::Drafts(reports, errors.into_iter().map(sentence).collect()));
        }
        let report = draft::read_bytes(&bytes).map_err(|error| error.to_string())?;
        Ok(Self::Draft(Opened {
            draft: draft::write(&report, RULE_SET.version),
            ..Opened::default()
        }))
    }
}

/// Why a file of that many bytes is not read at all, if so.
pub fn refused_by_size(bytes: u64) -> Option<String> {
    match bytes {
        0 => Some("文件是空的（0 字节），可能没有存完；请找找别的副本。".to_owned()),
        1..=LARGEST => None,
        _ => {
            Some(format!("文件有 {} MB，年报文件不会这么大；请检查是不是选错了文件。", bytes >> 20))
        }
    }
}

/// The document, or the archive, that was handed to the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The number of the export.
    pub run: u32,
    /// The id of the output; `None` for the archive.
    pub output: Option<&'static str>,
}

/// What was handed to the browser as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// A file of the export.
    Exported(Exported),
    /// Drafts of reports that are not open.
    Left {
        /// The file name.
        name: String,
    },
    /// The draft.
    Draft {
        /// The file name.
        name: String,
        /// The revision that it holds.
        revision: u64,
    },
}

/// A file for the clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What it is, once the browser has taken it over.
    pub then: Handed,
}

/// The name of a draft as a file.
pub fn draft_name(agency: &str, year: u16) -> String {
    format!("{}.nianbao.json", file_name(agency, &format!("{year}年报")))
}
