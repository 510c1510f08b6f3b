//! Names that the writer and the reader of a format share: of parts, of styles, of attachments, and
//! of the data that a file carries.
//!
//! [`crate::export`] and [`crate::import`] use this module and not each other, so that a format may
//! have a writer without a reader, and a reader without a writer. A name that only one of the two
//! needs stays with it.

pub mod docx;
pub mod html;
pub mod ofd;
pub mod pdf;
pub mod styles;
pub mod xlsx;

/// The name of this program, as files give it.
pub const PROGRAM: &str = "nianbao";

/// The name and the version of this program, as files name their maker.
pub const GENERATOR: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

/// Identifies the printed part of a draft inside an office document. It is the name space of its
/// element in a Word document, and the first cell of its sheet in a workbook.
pub const CARRIED: &str = "urn:nianbao:draft:1";

/// The name of the attached file that holds the printed part of the draft, in PDF and OFD.
pub const ATTACHMENT: &str = "nianbao.json";

/// The types of finished documents that can be read, in the order in which messages list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// A Word document (.docx).
    Docx,
    /// A PDF file.
    Pdf,
    /// An OFD file (GB/T 33190-2016).
    Ofd,
    /// A workbook (.xlsx).
    Xlsx,
    /// A web page, or a piece of one.
    Html,
}

/// How the type of a file is recognised from its content. The name of the file is not considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSignature {
    /// The file begins with these bytes.
    Start(&'static [u8]),
    /// The file is a package (zip) that holds a part of this name.
    Part(&'static str),
    /// The file is a text whose first character after white space is this one.
    Text(char),
}

/// The properties of a file type.
struct FileTypeRecord {
    name: &'static str,
    extensions: &'static [&'static str],
    signature: FileSignature,
}

impl FileType {
    /// All types.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Pdf, Self::Ofd, Self::Xlsx, Self::Html];

    const fn record(self) -> FileTypeRecord {
        match self {
            Self::Docx => FileTypeRecord {
                name: "Word",
                extensions: &["docx"],
                signature: FileSignature::Part(docx::BODY),
            },
            Self::Pdf => FileTypeRecord {
                name: "PDF",
                extensions: &["pdf"],
                signature: FileSignature::Start(b"%PDF"),
            },
            Self::Ofd => FileTypeRecord {
                name: "OFD",
                extensions: &["ofd"],
                signature: FileSignature::Part(ofd::ENTRY),
            },
            Self::Xlsx => FileTypeRecord {
                name: "Excel",
                extensions: &["xlsx"],
                signature: FileSignature::Part(xlsx::WORKBOOK),
            },
            Self::Html => FileTypeRecord {
                name: "网页",
                extensions: &["html", "htm"],
                signature: FileSignature::Text('<'),
            },
        }
    }

    /// The name of the type for clerks.
    pub const fn name(self) -> &'static str {
        self.record().name
    }

    /// The usual extensions of such files, without the dot.
    pub const fn extensions(self) -> &'static [&'static str] {
        self.record().extensions
    }

    /// How a file of this type is recognised from its content.
    pub const fn signature(self) -> FileSignature {
        self.record().signature
    }

    /// The names of all types, joined as in a sentence.
    pub fn names() -> String {
        Self::ALL.map(Self::name).join("、")
    }
}
