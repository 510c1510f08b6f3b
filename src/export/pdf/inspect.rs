//! Inspects a font file before it is used: whether it can be used, its name, the face that it is
//! for, and the characters that it lacks.
//!
//! The input is the bytes of a chosen file, which may be anything. The output is an [`Inspected`],
//! or the reason why the file cannot be used, as a sentence that says what the file is and what to
//! do. Fonts are opened only here, so that a font that was accepted can also be written.

use crate::layout::Face;
use crate::layout::font::known::{self, Fit};
use std::fmt;
use ttf_parser::{Permissions, Tag, name_id};

/// The properties of a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Its name, in Chinese if it has one.
    pub name: String,
    /// Its index in a collection, from 0; `None` if it is the only font of its file.
    pub index: Option<u32>,
    /// The face that it is for and how well it fits, if its names say so.
    pub face: Option<(Face, Fit)>,
    /// The expected characters that it lacks.
    pub lacks: String,
    /// Whether it is a variable font. It is then set in its default weight.
    pub variable: bool,
}

/// Why a font file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontError {
    /// It is empty.
    Empty,
    /// It is not a font but this kind of file.
    Other(&'static str),
    /// It is a compressed font for web pages.
    Web,
    /// It holds bitmaps of characters without outlines.
    Bitmap,
    /// It is a Type 1 font, an old format for printers.
    Type1,
    /// It has only outlines of variable weight, which PDF does not support.
    Variable,
    /// It begins like a font but cannot be read.
    Broken,
    /// Its maker does not allow embedding.
    Forbidden,
    /// It lacks most of the characters that the face needs: how many, and of how many.
    Lacking(Face, usize, usize),
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const FORMATS: &str = "请选扩展名为 .ttf、.otf 或 .ttc 的字体文件";
        match self {
            Self::Empty => f.write_str("文件是空的（0 字节），可能没有复制完；请重新复制一份。"),
            Self::Other(what) => write!(f, "这是{what}，不是字体文件；{FORMATS}。"),
            Self::Web => write!(f, "这是网页用的字体（WOFF），PDF 里放不了；{FORMATS}。"),
            Self::Bitmap => write!(f, "这个字体里只有点阵，没有轮廓，印出来会有锯齿；{FORMATS}。"),
            Self::Type1 => write!(f, "这是旧式的 PostScript 字体（Type 1），用不了；{FORMATS}。"),
            Self::Variable => f.write_str(
                "这是可变字体（CFF2），PDF 里放不了；\
                 请选同一字体的固定字重文件，例如名字里有 Regular 的 .otf 或 .ttf。",
            ),
            Self::Broken => {
                f.write_str("字体文件不完整或者已经损坏，读不出来；请重新复制一份，或者另选一个。")
            }
            Self::Forbidden => {
                f.write_str("这个字体的厂商不允许把它嵌入文档，不能用来做 PDF；请另选一个字体。")
            }
            Self::Lacking(face, lacks, of) => write!(
                f,
                "这个字体缺得太多，不能用作{}：{of} 个{}里缺 {lacks} 个；请另选一个字体。",
                face.name(),
                if *face == Face::Latin { "字母、数字和符号" } else { "常用汉字" }
            ),
        }
    }
}

impl std::error::Error for FontError {}

/// Opens a font and returns it with its index. In a collection it is the font with the given index,
/// or the one whose name says that it is for mainland China, or else the first.
///
/// # Errors
/// Fails with the reason if the font cannot be used.
pub fn open(bytes: &[u8], index: Option<u32>) -> Result<(ttf_parser::Face<'_>, u32), FontError> {
    kind(bytes)?;
    let index = index.unwrap_or_else(|| mainland_index(bytes));
    let face = ttf_parser::Face::parse(bytes, index).map_err(|_| FontError::Broken)?;
    let tables = face.tables();
    if tables.glyf.is_none() && tables.cff.is_none() {
        let variable = face.raw_face().table(Tag::from_bytes(b"CFF2")).is_some();
        return Err(if variable { FontError::Variable } else { FontError::Bitmap });
    }
    if face.permissions() == Some(Permissions::Restricted)
        || !face.is_subsetting_allowed()
        || !face.is_outline_embedding_allowed()
    {
        return Err(FontError::Forbidden);
    }
    Ok((face, index))
}

/// Inspects a font file. In a collection it chooses the first font for the wanted face, or the
/// first known font if none is wanted. `expected` gives the characters that a font for a face
/// should have.
///
/// # Errors
/// Fails with the reason if the font cannot be used.
pub fn inspect(
    bytes: &[u8],
    file: &str,
    wanted: Option<Face>,
    expected: impl Fn(Face) -> String,
) -> Result<Inspected, FontError> {
    kind(bytes)?;
    let count = font_count(bytes);
    // The name of a file does not tell the fonts of a collection apart.
    let of =
        |index: u32| ttf_parser::Face::parse(bytes, index).ok().and_then(|face| guess(&face, ""));
    let fits = |index: &u32| {
        of(*index).is_some_and(|(face, _)| wanted.is_none_or(|wanted| wanted == face))
    };
    let index = (0..count.unwrap_or(1)).find(fits);
    let (face, index) = open(bytes, index)?;
    let guessed = guess(&face, file);
    let mut lacks = String::new();
    if let Some(use_as) = wanted.or(guessed.map(|(face, _)| face)) {
        let expected = expected(use_as);
        lacks.extend(
            expected.chars().filter(|c| face.glyph_index(*c).is_none_or(|glyph| glyph.0 == 0)),
        );
        let (missing, all) = (lacks.chars().count(), expected.chars().count());
        if missing * 2 > all {
            return Err(FontError::Lacking(use_as, missing, all));
        }
    }
    let variable = face.raw_face().table(Tag::from_bytes(b"fvar")).is_some();
    Ok(Inspected {
        name: name(&face).unwrap_or_else(|| file.to_owned()),
        index: count.map(|_| index),
        face: guessed,
        lacks,
        variable,
    })
}

/// Checks that the bytes begin like a font. If not, the error names the kind of file, as far as
/// clerks are likely to have it.
fn kind(bytes: &[u8]) -> Result<(), FontError> {
    const OTHERS: [(&[u8], &str); 13] = [
        (b"\xFF\xD8\xFF", "图片（JPEG）"),
        (b"\x89PNG", "图片（PNG）"),
        (b"GIF8", "图片（GIF）"),
        (b"BM", "图片（BMP）"),
        (b"%PDF", "PDF 文件"),
        (b"PK\x03\x04", "压缩包或者 Word、Excel 文件（字体如果在压缩包里，请先解压）"),
        (b"Rar!", "压缩包（请先解压，再选里面的字体）"),
        (b"7z\xBC\xAF", "压缩包（请先解压，再选里面的字体）"),
        (b"\xD0\xCF\x11\xE0", "旧版 Word 或 Excel 文件"),
        (b"MZ", "程序或者点阵字体（.exe、.fon）"),
        (b"{", "文本文件"),
        (b"<", "网页或者文本文件"),
        (b"L\0\0\0", "快捷方式（请选字体文件本身）"),
    ];
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.is_empty() {
        return Err(FontError::Empty);
    }
    if [&b"\0\x01\0\0"[..], b"OTTO", b"true", b"ttcf"].into_iter().any(starts) {
        return if has_impossible_tables(bytes) { Err(FontError::Broken) } else { Ok(()) };
    }
    if [&b"wOFF"[..], b"wOF2"].into_iter().any(starts) {
        return Err(FontError::Web);
    }
    if [&b"\x80\x01"[..], b"%!PS-AdobeFont", b"%!FontType1", b"typ1"].into_iter().any(starts) {
        return Err(FontError::Type1);
    }
    if [&b"STARTFONT"[..], b"\x01fcp"].into_iter().any(starts) {
        return Err(FontError::Bitmap);
    }
    let other = OTHERS.into_iter().find(|(magic, _)| starts(magic)).map(|(_, what)| what);
    Err(FontError::Other(other.unwrap_or("别的文件")))
}

/// Whether a font's position is behind the end of its file, or its number of tables is larger than
/// in any real font. Reading all tables of such a file would take too long.
fn has_impossible_tables(bytes: &[u8]) -> bool {
    const MOST_TABLES: u16 = 256;
    let word = |at: usize| bytes.get(at..)?.first_chunk().map(|word| u32::from_be_bytes(*word));
    let count = |font: usize| {
        bytes.get(font.saturating_add(4)..)?.first_chunk().map(|count| u16::from_be_bytes(*count))
    };
    let is_impossible = |font: usize| count(font).is_none_or(|count| count > MOST_TABLES);
    match font_count(bytes) {
        Some(fonts) => (0..fonts as usize)
            .filter_map(|font| word(12 + font * 4))
            .any(|font| is_impossible(font as usize)),
        None => is_impossible(0),
    }
}

/// The index of the font for mainland China in a collection: the first with SC in its name, or 0.
fn mainland_index(bytes: &[u8]) -> u32 {
    let named = |index: &u32| {
        let Ok(face) = ttf_parser::Face::parse(bytes, *index) else { return false };
        full_names(&face).iter().any(|(_, name)| {
            name.split([' ', '-']).any(|word| word == "SC" || word.ends_with("SC"))
        })
    };
    (0..font_count(bytes).unwrap_or(1)).find(named).unwrap_or(0)
}

/// The number of fonts in a collection, limited to more than any real collection has; `None` for a
/// single font.
fn font_count(bytes: &[u8]) -> Option<u32> {
    const MOST_FONTS: u32 = 64;
    ttf_parser::fonts_in_collection(bytes).map(|count| count.min(MOST_FONTS))
}

fn guess(face: &ttf_parser::Face, file: &str) -> Option<(Face, Fit)> {
    let names = full_names(face);
    known::guess(names.iter().map(|(_, name)| name.as_str()), file)
}

/// The full names and PostScript names of a font, each with whether it is Chinese.
fn full_names(face: &ttf_parser::Face) -> Vec<(bool, String)> {
    const CHINA: u16 = 0x0804;
    let names = face
        .names()
        .into_iter()
        .filter(|name| matches!(name.name_id, name_id::FULL_NAME | name_id::POST_SCRIPT_NAME));
    // Old fonts have their names in a Macintosh encoding. Those of plain ASCII are read.
    let decoded_name = |name: &ttf_parser::name::Name| {
        let plain = || {
            std::str::from_utf8(name.name).ok().filter(|name| name.is_ascii()).map(str::to_owned)
        };
        name.to_string()
            .or_else(plain)
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
    };
    names.filter_map(|name| Some((name.language_id == CHINA, decoded_name(&name)?))).collect()
}

/// The name of a font for people.
fn name(face: &ttf_parser::Face) -> Option<String> {
    let names = full_names(face);
    names
        .iter()
        .find(|(chinese, _)| *chinese)
        .or_else(|| names.first())
        .map(|(_, name)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence_for(bytes: &[u8]) -> String {
        open(bytes, None).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn files_that_are_no_fonts_are_named_by_their_type() {
        for (bytes, expected) in [
            (&b""[..], "0 字节"),
            (b"\xFF\xD8\xFF\xE0..JFIF", "图片（JPEG）"),
            (b"PK\x03\x04....", "先解压"),
            (b"wOF2....", "网页用的字体"),
            (b"STARTFONT 2.1", "点阵"),
            (b"%!PS-AdobeFont-1.0", "Type 1"),
            (b"MZ\x90\0", ".fon"),
            (b"\0\0\0\0", "别的文件"),
            (b"OTTO\0\x0b", "损坏"),
            (b"ttcf\0\x01\0\0", "损坏"),
        ] {
            let sentence = sentence_for(bytes);
            assert!(sentence.contains(expected) && sentence.ends_with('。'), "{sentence}");
        }
    }

    /// A container with these tables.
    fn container(tables: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let count = u16::try_from(tables.len()).unwrap();
        let mut bytes = b"OTTO".to_vec();
        bytes.extend(count.to_be_bytes());
        bytes.extend([0; 6]);
        let mut at = 12 + 16 * tables.len();
        for (tag, body) in tables {
            bytes.extend(*tag);
            bytes.extend([0; 4]);
            bytes.extend(u32::try_from(at).unwrap().to_be_bytes());
            bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
            at += body.len();
        }
        bytes.extend(tables.iter().flat_map(|(_, body)| body.iter().copied()));
        bytes
    }

    #[test]
    fn unsupported_outlines_are_distinguished_from_missing_ones() {
        let mut head = [0_u8; 54];
        head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
        let (hhea, maxp) = ([0_u8; 36], [0, 0, 0x50, 0, 0, 1]);
        let with = |tag: &'static [u8; 4]| {
            container(&[(tag, &[0; 8]), (b"head", &head), (b"hhea", &hhea), (b"maxp", &maxp)])
        };
        assert!(sentence_for(&with(b"CFF2")).contains("CFF2"));
        assert!(sentence_for(&with(b"EBDT")).contains("点阵"));
    }
}
