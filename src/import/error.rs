//! Why a file cannot be opened: the enum holds the facts, `Display` the wording.

use crate::draft::DraftError;
use crate::draft::code::CodeError;
use std::fmt;

/// Why a file could not be read as a report. `Display` gives one or two sentences for clerks: what
/// is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// The file is empty.
    Empty,
    /// The file has no format that this program reads.
    Unknown,
    /// A `.doc` or `.xls` from before 2007, or an Office file with a password: their first bytes
    /// are the same.
    OldOffice,
    /// A PDF whose pages are pictures without text, as scanners make them.
    PdfScan,
    /// A PDF that does not say which characters its glyphs are.
    PdfUnreadable,
    /// A PDF with a password, or with restricted permissions.
    PdfLocked,
    /// A PDF that is truncated or malformed.
    PdfDamaged,
    /// A picture, whatever its file name is.
    Picture,
    /// A zip archive without the body of a Word document, the list of sheets of a workbook or the
    /// main part of an OFD file: slides, or files packed together.
    NotWord,
    /// A web page in another encoding than UTF-8.
    NotUtf8,
    /// A container that cannot be unpacked, or a part of it that is truncated or not XML.
    Damaged {
        /// The part; empty for the container itself.
        part: String,
    },
    /// The file contains more than any report does.
    TooMuch(Limit),
    /// A draft that cannot be read.
    Draft(DraftError),
    /// A data code that cannot be read.
    Code(CodeError),
    /// The file contains neither the headings nor the tables of a report.
    NoReport,
    /// The file is a check sheet (核对单): its tables are in its QR code.
    CheckSheet,
    /// This build of the program reads only drafts; the other module reads the rest.
    LeftOut,
}

/// The limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Bytes of a part after unpacking.
    Part,
    /// Files in the container.
    Entries,
    /// Elements of a page.
    Elements,
    /// Nesting of elements.
    Depth,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("这个文件是空的，可能没有存完或没有传完。请重新复制一份再打开。"),
            Self::Unknown => f.write_str(
                "这个文件不是能打开的格式。能打开的有：本工具保存的草稿（.json）、Word 文档（.docx）、Excel 工作簿（.xlsx）、OFD（.ofd）、\
                 网页（.html）、有文字的 PDF（不是扫描件）。",
            ),
            Self::OldOffice => f.write_str(
                "这是旧格式的 Office 文件（.doc、.xls 等）或加了密码的文件，打不开。请用 Word、Excel 或 WPS 去掉密码，\
                 另存为 .docx 或 .xlsx 再打开。",
            ),
            Self::PdfScan => f.write_str("这个 PDF 是扫描件或者图片，里面没有文字，读不出内容。请打开做这份报告的 Word 文档（.docx）、\
                网页或者草稿；只有纸质件、扫描件的，请照着填写。"),
            Self::PdfUnreadable => f.write_str("这个 PDF 没有写明里面的字形各是什么字，读出来会是乱码，没有打开。\
                请打开做这份报告的 Word 文档（.docx）、网页或者草稿，或者用 Word、WPS 重新导出 PDF。"),
            Self::PdfLocked => f.write_str("这个 PDF 加了密码或使用限制，读不出内容。请用原来的软件去掉密码和限制，另存一份再打开。"),
            Self::PdfDamaged => f.write_str("这个 PDF 损坏或不完整，没有打开。请重新导出，或者重新取得这个文件再试。"),
            Self::Picture => {
                f.write_str("这是一张图片，不是 Word、Excel、PDF 这样的文件，改了名字也读不出来。\
                    请打开当初做好的报告或者草稿，不要打开它的照片、截图、扫描件。")
            }
            Self::NotWord => f.write_str("这个压缩包里没有 Word 文档的正文，也没有 Excel 工作簿和 OFD 文档。请另选文件；\
                如果是打包的多个文件，请先解压。"),
            Self::NotUtf8 => f.write_str("这个网页不是 UTF-8 编码，读出来会是乱码，没有打开。请在浏览器里打开它，复制内容后粘贴进来。"),
            Self::Damaged { part } if part.is_empty() => {
                f.write_str("这个文件损坏或不完整，解不开。请重新复制一份，或用 Word、Excel、WPS 打开后另存一份再试。")
            }
            Self::Damaged { part } => {
                write!(f, "这个文件里的“{part}”损坏或不完整，没有打开。请重新复制一份，或用 Word、Excel、WPS 打开后另存一份再试。")
            }
            Self::TooMuch(limit) => {
                let what = match limit {
                    Limit::File => "超过 64 MB",
                    Limit::Part => "解开后大得不合常理",
                    Limit::Entries => "里面的文件多得不合常理",
                    Limit::Elements => "内容多得不合常理",
                    Limit::Depth => "内容层层嵌套得不合常理",
                };
                write!(f, "这个文件{what}，不会是年度报告，没有打开。请另选文件。")
            }
            Self::Draft(error) => error.fmt(f),
            Self::Code(error) => error.fmt(f),
            Self::NoReport => f.write_str("这个文件里既没有年度报告的六个标题，也没有三张统计表，认不出是年度报告。请另选文件。"),
            Self::CheckSheet => f.write_str("这是核对单，不是报告。要打开表里的数，请在开始页点“扫码打开”，扫单子上的二维码。"),
            Self::LeftOut => f.write_str("读取 Word、Excel、OFD、PDF 和网页的部分还没有装入，请稍等片刻再打开。"),
        }
    }
}

impl std::error::Error for ImportError {}
