//! Writes a report as the bytes of a file.
//!
//! The input is a [`Job`]: a report, a format, and options of the document. The output is bytes,
//! the same for the same job. The writers are in the modules of this folder. They take the neutral
//! [`Document`](crate::document::Document) or [`Workbook`](crate::workbook::Workbook), and never
//! read the report of the job. A format that is read back carries the printed part of the draft, so
//! that the program can open its files again without loss. No other part of the draft is written.

#[cfg(feature = "office-formats")]
pub mod docx;
mod format;
pub mod html;
#[cfg(feature = "office-formats")]
pub mod ofd;
#[cfg(feature = "office-formats")]
mod package;
#[cfg(feature = "office-formats")]
pub mod pdf;
#[cfg(feature = "office-formats")]
pub mod xlsx;

#[cfg(feature = "office-formats")]
pub use format::Writer;
pub use format::{Format, FormatRecord};

use crate::check_sheet::checked;
use crate::document::report::{DocumentOptions, file_stem};
use crate::layout::{Face, Uncovered};
use crate::report::{Date, Report};
use std::fmt;
#[cfg(feature = "office-formats")]
use {
    crate::check::Finding,
    crate::check_sheet::{self, checked::CheckSummary},
    crate::document::report::compose,
    crate::draft,
    crate::workbook,
};

/// A document that can be made from a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The report itself.
    Report(Format),
    /// Its check sheet (核对单).
    CheckSheet(Format),
}

impl Output {
    /// The formats of check sheets.
    pub const SHEETS: [Format; 3] = [Format::DOCX, Format::PDF, Format::OFD];

    /// The name of the output in requests. A report has one check sheet, whatever its format.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Report(format) => format.id(),
            Self::CheckSheet(_) => "check-sheet",
        }
    }

    /// The format of the file.
    pub const fn format(self) -> Format {
        match self {
            Self::Report(format) | Self::CheckSheet(format) => format,
        }
    }

    /// The name of the output for clerks.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report(format) => format.name(),
            Self::CheckSheet(_) => checked::NAME,
        }
    }

    /// The purpose of the output, in a line of Chinese.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Report(format) => format.purpose(),
            Self::CheckSheet(_) => "核对了哪些、说明了什么，随文报送",
        }
    }

    /// Whether this program reads the file back after writing it. A check sheet is no report and is
    /// not read back, nor are formats for which there is no reader.
    pub const fn is_read_back(self) -> bool {
        matches!(self, Self::Report(format) if format.read_as().is_some())
    }
}

/// The file of a font for a face of the document.
#[derive(Clone, Copy, Debug)]
pub struct FontFile<'a> {
    /// The face that it sets.
    pub face: Face,
    /// The content of the file: TrueType, OpenType, or a collection of such fonts.
    pub bytes: &'a [u8],
    /// The index of the font in a collection, from 0. `None` takes the font whose name says that it
    /// is for mainland China, or else the first.
    pub index: Option<u32>,
}

/// The fonts that a paged document is set in and embeds. Other formats name fonts and need no
/// files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fonts<'a> {
    /// The files, one for each face. Without a file for [`Face::Latin`] the Chinese fonts set
    /// letters and digits.
    pub files: &'a [FontFile<'a>],
    /// Whether a character that is missing in its font may be taken from another of these fonts.
    pub stand_in: bool,
}

/// A request to write a report.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The report.
    pub report: &'a Report,
    /// The format.
    pub format: Format,
    /// The options of the document.
    pub options: DocumentOptions,
    /// The day of writing in the properties of the file; `None` leaves it out. It is an argument
    /// because this module reads no clock.
    pub written_on: Option<Date>,
    /// The fonts, which only PDF needs.
    pub fonts: Fonts<'a>,
}

/// What a writer is told besides the content of the document. It does not see the report.
#[cfg(feature = "office-formats")]
#[derive(Clone, Copy, Debug)]
pub struct WriteOptions<'a> {
    /// As [`Job::written_on`].
    pub written_on: Option<Date>,
    /// As [`Job::fonts`].
    pub fonts: Fonts<'a>,
}

#[cfg(feature = "office-formats")]
impl<'a> Job<'a> {
    const fn write_options(&self) -> WriteOptions<'a> {
        WriteOptions { written_on: self.written_on, fonts: self.fonts }
    }
}

impl Job<'_> {
    /// The name for the file.
    pub fn file_name(&self) -> String {
        let stem = file_stem(self.report, &self.options);
        format!("{stem}{}.{}", self.format.suffix(), self.format.extension())
    }

    /// The name for the file of the check sheet. That of a draft is marked like the draft itself.
    pub fn sheet_name(&self) -> String {
        format!(
            "{}{}.{}",
            file_stem(self.report, &self.options),
            checked::NAME,
            self.format.extension()
        )
    }

    /// The name for an archive of the files.
    pub fn archive_name(&self) -> String {
        format!("{}.zip", file_stem(self.report, &self.options))
    }
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// Check sheets are not written in this format.
    NoSheet(Format),
    /// The container could not be packed; the text is that of the packer.
    Packing(String),
    /// No font was given for a face that the document needs.
    NoFont(Face),
    /// The font for a face cannot be used.
    BadFont {
        /// The face.
        face: Face,
        /// The reason and what to do, as a sentence.
        why: String,
    },
    /// A row of a table is higher than a page; the text is that of its longest cell.
    TooHigh(String),
    /// Characters that the fonts do not have; at least one.
    Uncovered(Vec<Uncovered>),
}

/// The greatest number of missing characters whose sentences are listed. A font that lacks more is
/// the wrong font, and the sentences would fill a page.
const MOST_LISTED: usize = 8;

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSheet(_) => {
                let sheets = Output::SHEETS.map(Format::name).join("、");
                write!(f, "核对单可以做成 {sheets}，别的格式没有；没有导出。")
            }
            Self::NoFont(face) => write!(
                f,
                "没有{}的字体文件，没有导出。请指定一个{}字体。",
                face.name(),
                face.name()
            ),
            Self::BadFont { face, why } => {
                write!(f, "{}的字体文件用不了，没有导出：{why}", face.name())
            }
            Self::Uncovered(list) if list.len() > MOST_LISTED => {
                let lacks = |face: Face| list.iter().filter(move |one| one.face == face);
                let faces = Face::ALL.into_iter().filter(|face| lacks(*face).next().is_some()).map(
                    |face| {
                        let first: String =
                            lacks(face).take(MOST_LISTED).map(|one| one.character).collect();
                        format!("{}缺“{first}”等{}个字", face.name(), lacks(face).count())
                    },
                );
                write!(
                    f,
                    "字体里缺字，没有导出：{}。请换一个收字更多的字体。",
                    faces.collect::<Vec<_>>().join("，")
                )
            }
            Self::Uncovered(list) => {
                f.write_str("字体里没有这些字，没有导出：")?;
                for (index, Uncovered { character, face, sentence }) in list.iter().enumerate() {
                    let mark = if index == 0 { "" } else { "；" };
                    write!(f, "{mark}“{character}”（{}，在“{sentence}”里）", face.name())?;
                }
                f.write_str("。请换一个收字更多的字体，或者改用别的字。")
            }
            Self::TooHigh(text) => {
                let begins: String = text.chars().take(20).collect();
                write!(
                    f,
                    "表格里“{begins}…”这一格有{}个字，一页排不下，没有导出。请把这一格的备注改短，写到表前文字或者正文里。",
                    text.chars().count()
                )
            }
            Self::Packing(reason) => write!(
                f,
                "打包文件时出错（{reason}），没有导出；填写的内容没有变化，请再试一次或先导出网页格式。"
            ),
        }
    }
}

impl std::error::Error for ExportError {}

/// Writes a report.
///
/// # Errors
/// Fails if the container cannot be packed, the fonts cannot set the text, or, in a format with
/// pages, a row is higher than a page. An incomplete report is not an error: it is written as it
/// is.
#[cfg(feature = "office-formats")]
pub fn export(job: &Job) -> Result<Vec<u8>, ExportError> {
    match job.format.writer() {
        Writer::Document(write) => {
            let carried = draft::printed_part(job.report);
            let document = compose(job.report, &job.options);
            write(&document, Some(&carried), &job.write_options())
        }
        Writer::Workbook(write) => {
            let workbook = workbook::report::compose(job.report, &job.options);
            write(&workbook, &job.write_options())
        }
    }
}

/// Writes the check sheet (核对单) of a report as Word, PDF or OFD. The file carries no draft: its QR
/// code holds the tables where everybody can see them.
///
/// # Errors
/// Fails for any other format, and where [`export`] fails for the format.
#[cfg(feature = "office-formats")]
pub fn check_sheet(job: &Job, checked: &CheckSummary) -> Result<Vec<u8>, ExportError> {
    match job.format.writer() {
        Writer::Document(write) if Output::SHEETS.contains(&job.format) => {
            let mut document = check_sheet::compose(job.report, checked);
            document.draft_mark = job.options.draft_mark;
            write(&document, None, &job.write_options())
        }
        _ => Err(ExportError::NoSheet(job.format)),
    }
}

/// Packs files into one archive (.zip), in this order. Names are in UTF-8, which Windows reads from
/// version 8 on, and version 7 with updates. The files in it are dated with the day of writing, so
/// that the same files of the same day give the same bytes.
///
/// # Errors
/// Fails only if the container cannot be packed.
#[cfg(feature = "office-formats")]
pub fn archive<S: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(S, B)],
    written_on: Option<Date>,
) -> Result<Vec<u8>, ExportError> {
    package::pack_on(files, written_on).map_err(|error| ExportError::Packing(error.to_string()))
}

/// Writes a report as a workbook with its findings on an additional sheet (核对结果). It is meant for
/// people who check the report and is not the finished document. The format of the job is ignored.
///
/// # Errors
/// Fails only if the container cannot be packed.
#[cfg(feature = "office-formats")]
pub fn checked_workbook(job: &Job, findings: &[Finding]) -> Result<Vec<u8>, ExportError> {
    let mut workbook = workbook::report::compose(job.report, &job.options);
    workbook.sheets.push(workbook::findings::sheet(job.report, findings));
    xlsx::write(&workbook, job.written_on)
}
