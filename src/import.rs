//! The only entry for files: the bytes of a file become a report.
//!
//! In: bytes; the file name does not matter. Out: an [`Imported`] report with what was noticed, or
//! an [`ImportError`]. The kind of a file is recognized by its content. A file that this program
//! made carries the printed part of its draft; the visible content is always read too, and where it
//! was edited afterwards, the differences are listed and [`Imported::report`] holds the visible
//! version.
//!
//! Files may come from anywhere: sizes, counts and depths are limited, and nothing in a file is
//! ever executed.

#[cfg(feature = "office-formats")]
pub mod docx;
#[cfg(feature = "office-formats")]
mod encoding;
mod error;
#[cfg(feature = "office-formats")]
pub mod html;
#[cfg(feature = "office-formats")]
mod mht;
#[cfg(feature = "office-formats")]
pub mod ofd;
#[cfg(feature = "office-formats")]
mod package;
#[cfg(feature = "office-formats")]
pub mod pdf;
#[cfg(feature = "office-formats")]
pub mod text;
#[cfg(feature = "office-formats")]
pub mod xlsx;

pub use error::{ImportError, Limit};

#[cfg(feature = "office-formats")]
use package::Package;

use crate::check_sheet::checked::NAME;
use crate::draft::{self, code};
#[cfg(feature = "office-formats")]
use crate::formats::{FileSignature, FileType};
use crate::number;
use crate::recognize::{self, Difference, ImportNote, ReportContent};
use crate::report::{REPORT_NAME, Report};
use crate::source::{Source, SourceBlock};
#[cfg(feature = "office-formats")]
use std::borrow::Cow;

/// How a file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Ignore the carried draft, so that the report is read from the visible content alone. The
    /// check of an export reads it back in this way.
    pub ignore_embedded: bool,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The report: the visible content, completed by the carried draft where the visible content
    /// says nothing.
    pub report: Report,
    /// The report that the file carries, if it carries one and it was not ignored.
    pub carried: Option<Report>,
    /// Remarks about the file.
    pub notes: Vec<ImportNote>,
    /// Where the visible content differs from the carried draft, because the file was edited.
    pub differences: Vec<Difference>,
}

/// Larger files are refused without being read: 64 MB.
pub const LARGEST: usize = 64 << 20;

/// The largest size of a part of a package or a stream of a PDF after unpacking, in bytes: 32 MB.
/// The body of a long report is 1 MB.
#[cfg(feature = "office-formats")]
const LARGEST_PART: usize = 32 << 20;

/// The largest size of all parts or streams that are read from one file, after unpacking, in bytes:
/// 64 MB.
#[cfg(feature = "office-formats")]
const LARGEST_UNPACKED: usize = 64 << 20;

/// Reads a file.
///
/// # Errors
/// For a file of another kind, a damaged file, a file that is larger than any report, and a file in
/// which no report is found.
#[cfg_attr(
    not(feature = "office-formats"),
    allow(unused_variables, reason = "a draft is read whole or not at all")
)]
pub fn import(bytes: &[u8], options: &ImportOptions) -> Result<Imported, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooMuch(Limit::File));
    }
    let alone =
        |report, notes| Ok(Imported { report, carried: None, notes, differences: Vec::new() });
    match kind(bytes)? {
        FileKind::Draft => alone(draft::read_bytes(bytes).map_err(ImportError::Draft)?, Vec::new()),
        FileKind::Code => alone(
            code::read(&String::from_utf8_lossy(bytes)).map_err(ImportError::Code)?,
            vec![ImportNote::NumbersOnly],
        ),
        FileKind::Document => from_source(&read(bytes)?, options),
    }
}

/// What a person sees of a report in a finished document, whatever the file carries besides.
///
/// # Errors
/// The errors of [`import`], and [`ImportError::NoReport`] for files that are not documents: drafts
/// and data codes.
pub fn visible(bytes: &[u8]) -> Result<ReportContent, ImportError> {
    if kind(bytes)? != FileKind::Document {
        return Err(ImportError::NoReport);
    }
    let statement = ReportContent::of(&read(bytes)?);
    if statement.is_empty() { Err(ImportError::NoReport) } else { Ok(statement) }
}

/// The type of a finished document, recognized by its content; `None` for a type that is not read.
#[cfg(feature = "office-formats")]
pub fn file_type(bytes: &[u8]) -> Option<FileType> {
    GivenFile::open(bytes).ok()?.file_type()
}

/// Reads a finished document with the reader of its type.
#[cfg(feature = "office-formats")]
fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    let file = GivenFile::open(bytes)?;
    match file.file_type() {
        Some(file_type) => reader(file_type)(file),
        // A Word document may have a main part of another name.
        None if file.package.is_some() => docx::read(file.package()?),
        // Plain text has no signature: it is a report if it has the words of one.
        None => match file.text.filter(|text| encoding::has_words(text) && !has_signs(text)) {
            Some(text) => Ok(text::read(&text)),
            None => Err(ImportError::Unknown),
        },
    }
}

/// Whether a text has control characters that no text has, so that it is a file of another program.
#[cfg(feature = "office-formats")]
fn has_signs(text: &str) -> bool {
    // The last one ends files of old programs.
    let is_of_text = |c: char| c.is_whitespace() || c == '\u{1a}';
    text.chars().any(|c| c.is_control() && !is_of_text(c))
}

#[cfg(not(feature = "office-formats"))]
fn read(_: &[u8]) -> Result<Source, ImportError> {
    Err(ImportError::LeftOut)
}

/// The reader of a type. `ADDING.md` in this folder explains how a reader is added.
#[cfg(feature = "office-formats")]
fn reader(file_type: FileType) -> fn(GivenFile) -> Result<Source, ImportError> {
    match file_type {
        FileType::Docx => |file| docx::read(file.package()?),
        FileType::Pdf => |file| pdf::read(file.bytes),
        FileType::Ofd => |file| ofd::read(file.package()?),
        FileType::Xlsx => |file| xlsx::read(file.package()?),
        FileType::Html => |file| html::read(&file.text()?),
    }
}

/// A finished document before it is read: its bytes and, where it is a package or a text, the
/// package or the text.
#[cfg(feature = "office-formats")]
struct GivenFile<'b> {
    bytes: &'b [u8],
    package: Option<Package<'b>>,
    text: Option<Cow<'b, str>>,
}

#[cfg(feature = "office-formats")]
impl<'b> GivenFile<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let package = bytes.starts_with(PACKAGE).then(|| Package::open(bytes)).transpose()?;
        let starts = |file_type: FileType| matches!(file_type.signature(), FileSignature::Start(start) if bytes.starts_with(start));
        let text = if package.is_some() || FileType::ALL.into_iter().any(starts) {
            None
        } else if let Some(page) = mht::page(bytes) {
            encoding::decode(&page).map(|text| Cow::Owned(text.into_owned()))
        } else {
            encoding::decode(bytes).map(without_clipboard_head)
        };
        Ok(Self { bytes, package, text })
    }

    /// The type recognized by the content. A package that holds the parts of several types is of
    /// the last of them.
    fn file_type(&self) -> Option<FileType> {
        let holds = |part: &str| self.package.as_ref().is_some_and(|package| package.holds(part));
        let bytes = self.text.as_ref().map_or(self.bytes, |text| text.as_bytes());
        FileType::ALL.into_iter().rev().find(|file_type| match file_type.signature() {
            FileSignature::Part(part) => holds(part),
            signature => shows(bytes, signature),
        })
    }

    fn package(self) -> Result<Package<'b>, ImportError> {
        self.package.ok_or(ImportError::Damaged { part: String::new() })
    }

    fn text(self) -> Result<Cow<'b, str>, ImportError> {
        self.text.ok_or(ImportError::NotUtf8)
    }
}

/// The page that a clipboard holds, without the head in which it says where the page begins.
#[cfg(feature = "office-formats")]
fn without_clipboard_head(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.find('<') {
        Some(at) if text.starts_with("Version:") && text[..at].contains("StartHTML:") => {
            Cow::Owned(text[at..].to_owned())
        }
        _ => text,
    }
}

/// Whether bytes have a signature, as far as this can be decided without unpacking.
#[cfg(feature = "office-formats")]
fn shows(bytes: &[u8], signature: FileSignature) -> bool {
    match signature {
        FileSignature::Start(start) => bytes.starts_with(start),
        FileSignature::Part(_) => bytes.starts_with(PACKAGE),
        FileSignature::Text(first) => {
            text_of(bytes).starts_with(first.encode_utf8(&mut [0; 4]).as_bytes())
        }
    }
}

/// The text without leading white space and without a byte order mark.
fn text_of(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

/// Makes a report of the content of a file, or of a page that was pasted.
///
/// # Errors
/// Only if no report is found in it.
pub fn from_source(source: &Source, options: &ImportOptions) -> Result<Imported, ImportError> {
    let carried_text = source
        .carried
        .as_deref()
        .filter(|_| !options.ignore_embedded)
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let carried = carried_text.map(draft::read);
    let statement = ReportContent::of(source);
    let mut notes = Vec::new();
    let carried = match carried {
        Some(Ok(report)) => Some(report),
        Some(Err(error)) => {
            notes.push(ImportNote::CarriedUnreadable(error.to_string()));
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

/// Whether a file is a check sheet, decided by the title at its top, which may be in several lines
/// or paragraphs.
fn is_check_sheet(source: &Source) -> bool {
    const TITLE: usize = 4;
    let block_text = |block: &SourceBlock| {
        if let SourceBlock::Paragraph(paragraph) = block { paragraph.text() } else { String::new() }
    };
    let top: String = source.blocks.iter().take(TITLE).map(block_text).collect();
    top.replace(number::is_space, "").contains(&format!("{REPORT_NAME}{NAME}"))
}

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileKind {
    /// A draft of this program.
    Draft,
    /// The digits of a data code, as a scanner enters them.
    Code,
    /// A finished document of any type.
    Document,
}

/// The first bytes of packages (zip archives).
#[cfg(feature = "office-formats")]
const PACKAGE: &[u8] = b"PK";

/// Recognizes the kind of a file by its content, without unpacking it.
fn kind(bytes: &[u8]) -> Result<FileKind, ImportError> {
    /// The first bytes of OLE containers: the `.doc` of old versions of Word, and every Office file
    /// with a password.
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    /// The first bytes of pictures: JPEG, PNG, GIF.
    const PICTURES: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8"];
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(ImportError::Empty);
    }
    if bytes.starts_with(OLE) {
        return Err(ImportError::OldOffice);
    }
    if PICTURES.iter().any(|start| bytes.starts_with(start)) {
        return Err(ImportError::Picture);
    }
    if first_of_utf16(bytes) == Some(b'{') {
        return Err(ImportError::Draft(draft::DraftError::NotUtf8));
    }
    let text = text_of(bytes);
    match text.first() {
        None => Err(ImportError::Empty),
        Some(b'{') => Ok(FileKind::Draft),
        Some(_) if std::str::from_utf8(text).is_ok_and(code::looks_like_code) => Ok(FileKind::Code),
        // What it is, if anything that is read, its reader finds out.
        Some(_) => Ok(FileKind::Document),
    }
}

/// The first character of a text in UTF-16, which 记事本 calls Unicode, if it is an ASCII character; 0
/// if not. `None` for other files.
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
