//! The one door out: a report becomes the bytes of a file.
//!
//! In: a [`Job`]: a report, a format, and what is asked of the document. Out: bytes, the same for
//! the same job. Each format is one file beside this one, which takes the neutral
//! [`Document`](crate::document::Document) and knows nothing of reports. The printed part of the
//! draft travels inside each file, so that the program opens it again without a loss; nothing else
//! of the draft does.

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
use crate::document::report::{Options, file_stem};
use crate::layout::{Face, Uncovered};
use crate::report::{Date, Report};
use std::fmt;
#[cfg(feature = "office-formats")]
use {
    crate::check::Finding,
    crate::check_sheet::{self, checked::Checked},
    crate::document::report::compose,
    crate::draft,
    crate::workbook,
};

/// What is handed out of a report.
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

    /// Its name in requests. A report has one check sheet, whatever its format.
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

    /// Its name for clerks.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report(format) => format.name(),
            Self::CheckSheet(_) => checked::NAME,
        }
    }

    /// What it is for, in a line.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Report(format) => format.purpose(),
            Self::CheckSheet(_) => "核对了哪些、说明了什么，随文报送",
        }
    }

    /// Whether this program reads its files back. A check sheet is no report, and of some formats
    /// nothing here reads the files.
    pub const fn is_read_back(self) -> bool {
        matches!(self, Self::Report(format) if format.read_as().is_some())
    }
}

/// A font for a face of the document.
#[derive(Clone, Copy, Debug)]
pub struct FontFile<'a> {
    /// The face that it sets.
    pub face: Face,
    /// The file: TrueType or OpenType, or a collection of them.
    pub bytes: &'a [u8],
    /// Which font of a collection, from 0; `None` takes the one for the mainland, by its name, or
    /// else the first.
    pub index: Option<u32>,
}

/// The fonts that a paged document is set in and holds. Other formats name fonts and need none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fonts<'a> {
    /// The files, one a face. Without one for [`Face::Latin`] letters and digits are those of the
    /// Chinese fonts.
    pub files: &'a [FontFile<'a>],
    /// Whether a character that its font lacks may be taken from another one of them.
    pub stand_in: bool,
}

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The report.
    pub report: &'a Report,
    /// The format.
    pub format: Format,
    /// What is asked of the document.
    pub options: Options,
    /// The day that the file's properties give as the day of writing; `None` leaves it out. The
    /// program itself looks at no clock here.
    pub written_on: Option<Date>,
    /// The fonts, for PDF.
    pub fonts: Fonts<'a>,
}

impl Job<'_> {
    /// The name that the file should have.
    pub fn file_name(&self) -> String {
        let stem = file_stem(self.report, &self.options);
        format!("{stem}{}.{}", self.format.suffix(), self.format.extension())
    }

    /// The name that the file of its check sheet should have: that of a draft is marked as the
    /// draft is.
    pub fn sheet_name(&self) -> String {
        format!(
            "{}{}.{}",
            file_stem(self.report, &self.options),
            checked::NAME,
            self.format.extension()
        )
    }

    /// The name that an archive of its files should have.
    pub fn archive_name(&self) -> String {
        format!("{}.zip", file_stem(self.report, &self.options))
    }
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The check sheet is no document of this format.
    NoSheet(Format),
    /// The container could not be packed; the words are those of the packer.
    Packing(String),
    /// No font is given for a face that the document needs.
    NoFont(Face),
    /// The font for a face cannot be used.
    BadFont {
        /// The face.
        face: Face,
        /// Why, and what to do: a sentence.
        why: String,
    },
    /// A row of a table is higher than a page; this stands in it.
    TooHigh(String),
    /// Characters that the fonts do not have; at least one.
    Uncovered(Vec<Uncovered>),
}

/// A font that lacks more characters than this is the wrong one; their sentences would fill a page.
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
            Self::TooHigh(words) => {
                let begins: String = words.chars().take(20).collect();
                write!(
                    f,
                    "表格里“{begins}…”这一格有{}个字，一页排不下，没有导出。请把这一格的备注改短，写到表前文字或者正文里。",
                    words.chars().count()
                )
            }
            Self::Packing(words) => write!(
                f,
                "打包文件时出错（{words}），没有导出；填写的内容没有变化，请再试一次或先导出网页格式。"
            ),
        }
    }
}

impl std::error::Error for ExportError {}

/// Writes a report.
///
/// # Errors
/// A container that could not be packed, fonts that cannot set the text, or a row higher than a
/// page where pages are made here. Nothing else in a report is an error here: an incomplete report
/// is written as it is.
#[cfg(feature = "office-formats")]
pub fn export(job: &Job) -> Result<Vec<u8>, ExportError> {
    match job.format.writer() {
        Writer::Document(write) => {
            let carried = draft::printed_part(job.report);
            write(&compose(job.report, &job.options), Some(&carried), job)
        }
        Writer::Workbook(write) => write(&workbook::report::compose(job.report, &job.options), job),
    }
}

/// Writes the check sheet (核对单) of a report, as Word, PDF or OFD. Nothing travels along in it: its
/// QR code holds the tables, for all to see.
///
/// # Errors
/// Another format, or what [`export`] says of the format.
#[cfg(feature = "office-formats")]
pub fn check_sheet(job: &Job, checked: &Checked) -> Result<Vec<u8>, ExportError> {
    match job.format.writer() {
        Writer::Document(write) if Output::SHEETS.contains(&job.format) => {
            let mut document = check_sheet::compose(job.report, checked);
            document.draft_mark = job.options.draft_mark;
            write(&document, None, job)
        }
        _ => Err(ExportError::NoSheet(job.format)),
    }
}

/// Packs files into one archive (.zip), in this order. Names are in UTF-8, which every Windows
/// since 8 and a mended 7 reads; the files in it have the day of writing, so that the same files of
/// the same day give the same bytes.
///
/// # Errors
/// Only if the container cannot be packed.
#[cfg(feature = "office-formats")]
pub fn archive<S: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(S, B)],
    written_on: Option<Date>,
) -> Result<Vec<u8>, ExportError> {
    package::pack_on(files, written_on).map_err(|error| ExportError::Packing(error.to_string()))
}

/// Writes a report as a workbook with what the rules found in it on a sheet of its own (核对结果): a
/// paper for those who check, not the finished document. The format of the job counts for nothing.
///
/// # Errors
/// Only if the container cannot be packed.
#[cfg(feature = "office-formats")]
pub fn checked_workbook(job: &Job, findings: &[Finding]) -> Result<Vec<u8>, ExportError> {
    let mut workbook = workbook::report::compose(job.report, &job.options);
    workbook.sheets.push(workbook::findings::sheet(job.report, findings));
    xlsx::write(&workbook, job.written_on)
}
