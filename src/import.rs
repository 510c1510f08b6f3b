//! The one door in: the bytes of a file become a report.
//!
//! In: bytes, whatever the file is called. Out: an [`Imported`] report with what was noticed, or an
//! [`ImportError`]. What a file is, its content says. A file that this program made carries the
//! printed part of its draft; the visible content is always read too, and where somebody edited
//! that afterwards, the differences are listed and the visible one is what [`Imported::report`]
//! holds.
//!
//! Files come from anywhere: sizes, counts and depths are bounded, and nothing in a file is ever
//! run.

#[cfg(feature = "office-formats")]
pub mod docx;
mod error;
#[cfg(feature = "office-formats")]
pub mod html;
#[cfg(feature = "office-formats")]
pub mod ofd;
#[cfg(feature = "office-formats")]
mod package;
#[cfg(feature = "office-formats")]
pub mod pdf;
#[cfg(feature = "office-formats")]
pub mod xlsx;

pub use error::{ImportError, Limit};

use crate::document::checked::NAME;
use crate::draft::{self, code};
#[cfg(feature = "office-formats")]
use crate::formats;
use crate::number;
use crate::recognize::{self, Difference, Note, Statement};
use crate::report::{REPORT_NAME, Report};
use crate::source::{Block, Source};

/// How to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave the carried draft out of account: what is visible alone says what the report is. A
    /// check of an export reads it back so.
    pub ignore_embedded: bool,
}

/// What a file held.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The report: what is visible, completed by what the file carries where the visible content
    /// says nothing.
    pub report: Report,
    /// The report as the file carries it, if it does and it was asked for.
    pub carried: Option<Report>,
    /// What was noticed on the way.
    pub notes: Vec<Note>,
    /// Where the visible content differs from the carried draft: somebody edited the file.
    pub differences: Vec<Difference>,
}

/// Files larger than this are refused unread: 64 MB.
pub const LARGEST: usize = 64 << 20;

/// Reads a file.
///
/// # Errors
/// A file of another kind, a damaged one, one that is larger than any report, and one in which no
/// report is found.
#[cfg_attr(
    not(feature = "office-formats"),
    allow(unused_variables, reason = "a draft is read whole or not at all")
)]
pub fn import(bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooMuch(Limit::File));
    }
    let alone =
        |report, notes| Ok(Imported { report, carried: None, notes, differences: Vec::new() });
    match kind(bytes)? {
        FileKind::Draft => alone(draft::read_bytes(bytes).map_err(ImportError::Draft)?, Vec::new()),
        FileKind::Code => alone(
            code::read(&String::from_utf8_lossy(bytes)).map_err(ImportError::Code)?,
            vec![Note::NumbersOnly],
        ),
        kind => from_source(&read(kind, bytes)?, options),
    }
}

/// What a person sees of a report in a finished document, whatever the file carries besides.
///
/// # Errors
/// As [`import`], and [`ImportError::NoReport`] for files that are no documents: drafts and data
/// codes.
pub fn visible(bytes: &[u8]) -> Result<Statement, ImportError> {
    let statement = match kind(bytes)? {
        FileKind::Draft | FileKind::Code => return Err(ImportError::NoReport),
        kind => Statement::of(&read(kind, bytes)?),
    };
    if statement.is_empty() { Err(ImportError::NoReport) } else { Ok(statement) }
}

#[cfg(feature = "office-formats")]
fn read(kind: FileKind, bytes: &[u8]) -> Result<Source, ImportError> {
    match kind {
        FileKind::Package => {
            let package = package::Package::open(bytes)?;
            if package.holds(formats::xlsx::WORKBOOK) {
                xlsx::read(package)
            } else if package.holds(formats::ofd::ENTRY) {
                ofd::read(package)
            } else {
                docx::read(package)
            }
        }
        FileKind::Pdf => pdf::read(bytes),
        FileKind::Html | FileKind::Draft | FileKind::Code => {
            html::read(std::str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)?)
        }
    }
}

#[cfg(not(feature = "office-formats"))]
fn read(_: FileKind, _: &[u8]) -> Result<Source, ImportError> {
    Err(ImportError::LeftOut)
}

/// Makes a report of what was read from a file, or from a page that somebody pasted from.
///
/// # Errors
/// Only if no report is found in it.
pub fn from_source(source: &Source, options: &Options) -> Result<Imported, ImportError> {
    let carried_text = source
        .carried
        .as_deref()
        .filter(|_| !options.ignore_embedded)
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let carried = carried_text.map(draft::read);
    let statement = Statement::of(source);
    let mut notes = Vec::new();
    let carried = match carried {
        Some(Ok(report)) => Some(report),
        Some(Err(error)) => {
            notes.push(Note::CarriedUnreadable(error.to_string()));
            None
        }
        None => None,
    };
    if statement.is_empty() {
        return Err(if is_check_sheet(source) {
            ImportError::CheckSheet
        } else {
            ImportError::NoReport
        });
    }
    let differences = carried
        .as_ref()
        .map(|carried| recognize::differences(carried, &statement))
        .unwrap_or_default();
    let report = statement.report(carried.as_ref(), &mut notes);
    Ok(Imported { report, carried, notes, differences })
}

/// Whether a file is a check sheet, by what stands on top of it: a title, in lines or in
/// paragraphs.
fn is_check_sheet(source: &Source) -> bool {
    const TITLE: usize = 4;
    let words = |block: &Block| {
        if let Block::Paragraph(paragraph) = block { paragraph.text() } else { String::new() }
    };
    let top: String = source.blocks.iter().take(TITLE).map(words).collect();
    top.replace(number::is_space, "").contains(&format!("{REPORT_NAME}{NAME}"))
}

/// What kinds of files are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileKind {
    Draft,
    /// Of an office document: what it holds says which.
    Package,
    Pdf,
    Html,
    /// The digits of a data code, as a scanner types them.
    Code,
}

/// Tells a file's kind by how it begins.
fn kind(bytes: &[u8]) -> Result<FileKind, ImportError> {
    /// How OLE containers begin: the `.doc` of old Words, and every Office file with a password.
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    /// How pictures begin: JPEG, PNG, GIF.
    const PICTURES: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8"];
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(ImportError::Empty);
    }
    if bytes.starts_with(b"PK") {
        return Ok(FileKind::Package);
    }
    if bytes.starts_with(OLE) {
        return Err(ImportError::OldOffice);
    }
    if PICTURES.iter().any(|start| bytes.starts_with(start)) {
        return Err(ImportError::Picture);
    }
    if let Some(first) = first_of_utf16(bytes) {
        return Err(match first {
            b'{' => ImportError::Draft(draft::DraftError::NotUtf8),
            b'<' => ImportError::NotUtf8,
            _ => ImportError::Unknown,
        });
    }
    if bytes.starts_with(b"%PDF") {
        return Ok(FileKind::Pdf);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match text.first() {
        None => Err(ImportError::Empty),
        Some(b'{') => Ok(FileKind::Draft),
        Some(b'<') => Ok(FileKind::Html),
        Some(_) if std::str::from_utf8(text).is_ok_and(code::is_meant) => Ok(FileKind::Code),
        Some(_) => Err(ImportError::Unknown),
    }
}

/// The first character of a text in UTF-16, which 记事本 calls Unicode, if it is an ASCII one; 0 if
/// not. `None` for other files.
fn first_of_utf16(bytes: &[u8]) -> Option<u8> {
    let little = bytes.starts_with(b"\xff\xfe");
    let units = if little { &bytes[2..] } else { bytes.strip_prefix(b"\xfe\xff")? };
    let unit = |pair: &[u8]| {
        if little {
            u16::from_le_bytes([pair[0], pair[1]])
        } else {
            u16::from_be_bytes([pair[0], pair[1]])
        }
    };
    let mut ascii = units.chunks_exact(2).map(|pair| u8::try_from(unit(pair)).unwrap_or(0));
    Some(ascii.find(|unit| !unit.is_ascii_whitespace()).unwrap_or(0))
}
