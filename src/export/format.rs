//! The formats in which a report can be written: one record for each, and the list of them.
//!
//! Requests, the command, the export dialog and the tests all take the formats from this list.
//! `ADDING.md` in this folder explains how to add a format.

#[cfg(feature = "office-formats")]
use super::{ExportError, WriteOptions, docx, html, ofd, pdf, xlsx};
use crate::formats::FileType;
#[cfg(feature = "office-formats")]
use crate::{document::Document, workbook::Workbook};
use std::fmt;

/// The properties of a format.
pub struct FormatRecord {
    /// The name in requests and on the command line: ASCII letters, digits and hyphens, different
    /// from that of every other format.
    pub id: &'static str,
    /// The name for clerks.
    pub name: &'static str,
    /// The purpose, in a line of Chinese.
    pub purpose: &'static str,
    /// The extension of its files, without the dot. If several formats have the same extension, the
    /// command writes the first of them.
    pub extension: &'static str,
    /// The text behind the name of the report in a file name, which distinguishes two formats with
    /// one extension. It is usually empty.
    pub suffix: &'static str,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// Whether its files embed the fonts that they are set in, so that these must be given.
    pub needs_fonts: bool,
    /// The type as which [`crate::import`] reads its files. `None` if there is no reader; the files
    /// are then handed over without being read back, and the export dialog says so.
    pub read_as: Option<FileType>,
    /// The function that writes it.
    #[cfg(feature = "office-formats")]
    pub writer: Writer,
}

/// Writes a finished document. The text is the printed part of the draft, which the file carries;
/// it is `None` for a check sheet.
#[cfg(feature = "office-formats")]
pub type WriteDocument =
    fn(&Document, Option<&str>, &WriteOptions<'_>) -> Result<Vec<u8>, ExportError>;

/// Writes a workbook.
#[cfg(feature = "office-formats")]
pub type WriteWorkbook = fn(&Workbook, &WriteOptions<'_>) -> Result<Vec<u8>, ExportError>;

/// The writer of a format.
#[cfg(feature = "office-formats")]
#[derive(Clone, Copy)]
pub enum Writer {
    /// It writes the neutral form of a finished document.
    Document(WriteDocument),
    /// It writes the neutral form of a workbook.
    Workbook(WriteWorkbook),
}

/// A format in which a report can be written.
#[derive(Clone, Copy)]
pub struct Format(&'static FormatRecord);

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::DOCX, Self::PDF, Self::OFD, Self::HTML, Self::HTML_FRAGMENT, Self::XLSX];

    /// Word and WPS: the document that is printed, sealed and filed.
    pub const DOCX: Self = Self(&FormatRecord {
        id: "docx",
        name: "Word",
        purpose: "打印、盖章、报送；可再编辑",
        extension: "docx",
        suffix: "",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        needs_fonts: false,
        read_as: Some(FileType::Docx),
        #[cfg(feature = "office-formats")]
        writer: Writer::Document(|document, carried, options| {
            docx::write(document, carried, options.written_on)
        }),
    });

    /// The pages as they print, fonts included: for reading, filing and archives.
    pub const PDF: Self = Self(&FormatRecord {
        id: "pdf",
        name: "PDF",
        purpose: "上网公开；可朗读、长期保存",
        extension: "pdf",
        suffix: "",
        media_type: "application/pdf",
        needs_fonts: true,
        read_as: Some(FileType::Pdf),
        #[cfg(feature = "office-formats")]
        writer: Writer::Document(|document, carried, options| {
            pdf::write(document, carried, options.written_on, &options.fonts)
        }),
    });

    /// The pages as they print, in the national format: for archives and e-government systems.
    pub const OFD: Self = Self(&FormatRecord {
        id: "ofd",
        name: "OFD",
        purpose: "国家版式标准；归档、公文系统",
        extension: "ofd",
        suffix: "",
        media_type: "application/ofd",
        needs_fonts: false,
        read_as: Some(FileType::Ofd),
        #[cfg(feature = "office-formats")]
        writer: Writer::Document(|document, carried, options| {
            ofd::write(document, carried, options.written_on)
        }),
    });

    /// A complete web page for a website or for reading.
    pub const HTML: Self = Self(&FormatRecord {
        id: "html",
        name: "网页",
        purpose: "上网公开；手机上也好读",
        extension: "html",
        suffix: "",
        media_type: "text/html; charset=utf-8",
        needs_fonts: false,
        read_as: Some(FileType::Html),
        #[cfg(feature = "office-formats")]
        writer: Writer::Document(|document, carried, _| {
            Ok(html::page(document, carried.unwrap_or_default()).into_bytes())
        }),
    });

    /// The piece of HTML that goes into a page of a content system.
    pub const HTML_FRAGMENT: Self = Self(&FormatRecord {
        id: "html-fragment",
        name: "网页片段",
        purpose: "粘贴到网站后台",
        extension: "html",
        suffix: "（网页片段）",
        media_type: "text/html; charset=utf-8",
        needs_fonts: false,
        read_as: Some(FileType::Html),
        #[cfg(feature = "office-formats")]
        writer: Writer::Document(|document, carried, _| {
            Ok(html::fragment(document, carried.unwrap_or_default()).into_bytes())
        }),
    });

    /// Excel and WPS: the tables to count with and to gather.
    pub const XLSX: Self = Self(&FormatRecord {
        id: "xlsx",
        name: "Excel",
        purpose: "三张表带公式，报统计",
        extension: "xlsx",
        suffix: "",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        needs_fonts: false,
        read_as: Some(FileType::Xlsx),
        #[cfg(feature = "office-formats")]
        writer: Writer::Workbook(|workbook, options| xlsx::write(workbook, options.written_on)),
    });

    /// The format of a record. A format that is not in [`Format::ALL`] is not offered, but can be
    /// written.
    pub const fn new(record: &'static FormatRecord) -> Self {
        Self(record)
    }

    /// The format with that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }

    /// The format that the command writes into files with that extension.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The extensions of all formats, each once.
    pub fn extensions() -> Vec<&'static str> {
        let mut extensions = Vec::new();
        for extension in Self::ALL.map(Self::extension) {
            if !extensions.contains(&extension) {
                extensions.push(extension);
            }
        }
        extensions
    }

    /// The name in requests and on the command line.
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// The name for clerks.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The purpose, in a line of Chinese.
    pub const fn purpose(self) -> &'static str {
        self.0.purpose
    }

    /// Whether its files embed the fonts that they are set in, so that these must be given.
    pub const fn needs_fonts(self) -> bool {
        self.0.needs_fonts
    }

    /// The extension of its files, without the dot.
    pub const fn extension(self) -> &'static str {
        self.0.extension
    }

    /// The text behind the name of the report in a file name.
    pub(super) const fn suffix(self) -> &'static str {
        self.0.suffix
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        self.0.media_type
    }

    /// The type as which its files are read; `None` if there is no reader for them.
    pub const fn read_as(self) -> Option<FileType> {
        self.0.read_as
    }

    /// The function that writes it.
    #[cfg(feature = "office-formats")]
    pub(super) const fn writer(self) -> Writer {
        self.0.writer
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Format {}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A constant that is left out of the list would not be offered, and no lint says so.
    #[test]
    fn all_contains_every_format_of_this_file() {
        let source = include_str!("format.rs");
        let names: Vec<&str> = source
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub const "))
            .filter_map(|rest| rest.strip_suffix(": Self = Self(&FormatRecord {"))
            .collect();
        let list = source.split("pub const ALL:").nth(1).and_then(|rest| rest.split("];").next());
        let list = list.expect("the list").split_once('=').expect("the list").1;
        let listed: Vec<&str> = list
            .split(|character: char| !character.is_alphanumeric() && character != '_')
            .filter(|word| !word.is_empty() && *word != "Self")
            .collect();
        let lacking: Vec<&&str> = names.iter().filter(|name| !listed.contains(name)).collect();
        assert!(lacking.is_empty(), "Format::ALL lacks: {lacking:?}");
        assert_eq!(names.len(), Format::ALL.len(), "{names:?}");
    }

    #[test]
    fn formats_differ_in_id_and_file_name() {
        for (index, format) in Format::ALL.into_iter().enumerate() {
            assert_eq!(Format::parse(format.id()), Some(format));
            let file_name = |format: Format| (format.suffix(), format.extension());
            assert!(
                Format::ALL[..index].iter().all(|other| file_name(*other) != file_name(format))
            );
        }
    }
}
