//! The fonts as the layout knows them: six faces, the widths of their characters, and the
//! characters that they have.
//!
//! The input is a face and a character, the output an advance. Chinese characters and their marks
//! are as wide as they are high in every font. The widths of Latin letters and digits come from
//! [`Metrics`]: of a font that is at hand, or of [`NominalMetrics`] where a document only names its
//! fonts.

pub mod known;

use crate::geometry::Emu;

/// A typeface of the document, by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 小标宋: titles.
    Title,
    /// 仿宋: text.
    Fang,
    /// 楷体: headings （一）.
    Kai,
    /// 黑体: headings 一、 and the draft mark.
    Hei,
    /// 宋体: tables and page numbers.
    Song,
    /// The Latin letters and digits of all the other faces except in page numbers: Times New Roman
    /// or a similar font.
    Latin,
}

impl Face {
    /// All faces.
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Fang, Self::Kai, Self::Hei, Self::Song, Self::Latin];

    /// The name of the face in requests and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Fang => "fang",
            Self::Kai => "kai",
            Self::Hei => "hei",
            Self::Song => "song",
            Self::Latin => "latin",
        }
    }

    /// The name of the face for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "小标宋",
            Self::Fang => "仿宋",
            Self::Kai => "楷体",
            Self::Hei => "黑体",
            Self::Song => "宋体",
            Self::Latin => "西文",
        }
    }

    /// The face with that id or that name for people.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.id() == text || face.name() == text)
    }
}

/// The metrics of the fonts.
pub trait Metrics {
    /// The face that sets a character for which `wanted` is asked: `wanted` itself, [`Face::Latin`]
    /// for letters and digits, or a substitute.
    fn face(&self, wanted: Face, c: char) -> Face {
        if is_latin(c) { Face::Latin } else { wanted }
    }

    /// The advance of a Latin letter, digit or mark at a size. It is not called for wide
    /// characters: see [`advance`].
    fn latin_advance(&self, face: Face, c: char, size: Emu) -> Emu;

    /// Whether the face has the character.
    fn covers(&self, face: Face, c: char) -> bool;
}

/// The advance of a character at a size.
pub fn advance(metrics: &(impl Metrics + ?Sized), face: Face, c: char, size: Emu) -> Emu {
    if is_latin(c) { metrics.latin_advance(face, c, size) } else { size }
}

/// Whether a character is set with its own width, like a letter, and not in a square. “”‘’, — and …
/// count as Chinese here, and so do the Latin-1 characters that GB 2312 has in a square: · × ÷ ° ±
/// § ¨ ¤.
pub const fn is_latin(c: char) -> bool {
    match c {
        '·' | '×' | '÷' | '°' | '±' | '§' | '¨' | '¤' => false,
        _ => (c as u32) < 0x250,
    }
}

/// The metrics of fonts that a document names without embedding them. The widths are those of Times
/// New Roman, and every character is assumed to exist.
#[derive(Clone, Copy, Debug, Default)]
pub struct NominalMetrics;

impl Metrics for NominalMetrics {
    fn latin_advance(&self, _: Face, c: char, size: Emu) -> Emu {
        let width = usize::try_from(u32::from(c))
            .ok()
            .and_then(|code| code.checked_sub(0x20))
            .and_then(|index| TIMES.get(index));
        // Characters outside the table, mostly accented letters, are about as wide as a digit.
        scaled(size, i64::from(width.copied().unwrap_or(500)), 1000)
    }

    fn covers(&self, _: Face, _: char) -> bool {
        true
    }
}

/// `size × part ÷ whole`, rounded to the nearest whole number.
pub fn scaled(size: Emu, part: i64, whole: i64) -> Emu {
    let whole = whole.max(1);
    Emu::try_from((i64::from(size) * part + whole / 2).div_euclid(whole)).unwrap_or(size)
}

/// Advances of U+0020 to U+007E in Times New Roman, in thousandths of the size.
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250,
    278, // space to /
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, // 0 to ?
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, // @ to O
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, // P to _
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, // ` to o
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541, // p to ~
];
