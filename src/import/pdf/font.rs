//! Fonts of PDF files: the characters and the widths of their codes.
//!
//! A font gives the characters of its codes in a map (ToUnicode). Without a map the characters are
//! unknown, and each code is read as the replacement character, so that it is not mistaken for
//! another one.

use super::file::PdfFile;
use super::object::{Dict, Object};
use crate::import::ImportError;
use hayro_cmap::{BfString, CMap};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The text of a code without an entry in the map.
const UNKNOWN: &str = "\u{fffd}";
/// The largest map that is read, in bytes: a map of all possible codes is smaller.
const LARGEST_MAP: usize = 2 << 20;
/// The largest number of characters of one code: ligatures have four.
const MOST_CHARACTERS: usize = 16;
/// The number of widths that a font may give, some of them twice.
const MOST_WIDTHS: usize = 4 * 65_536;

/// A font.
pub struct PdfFont {
    /// Whether a code has two bytes, as in all Chinese fonts.
    wide: bool,
    map: Option<CMap>,
    /// The texts of the codes that were used so far.
    meanings: RefCell<BTreeMap<u16, Rc<str>>>,
    /// Widths in thousandths of the size.
    widths: BTreeMap<u16, f64>,
    usual_width: f64,
}

/// A glyph that is shown.
pub struct ShownGlyph {
    /// The text of the glyph: one character, seldom more.
    pub text: Rc<str>,
    /// How far the glyph moves the pen, in units of the size.
    pub width: f64,
    /// Whether it is the space that word spacing widens.
    pub is_space: bool,
}

impl PdfFont {
    /// Reads a font.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn read(file: &PdfFile, dict: &Dict) -> Result<Self, ImportError> {
        let map = dict.get(&b"ToUnicode"[..]).map(|map| file.stream(map)).transpose()?.flatten();
        let map = map
            .filter(|(_, bytes)| bytes.len() <= LARGEST_MAP)
            .and_then(|(_, bytes)| CMap::parse(&bytes, |_| None));
        let wide = file.get(dict, "Subtype")?.name() == Some(b"Type0");
        let usual_width = if wide { 1000.0 } else { 500.0 };
        let mut font =
            Self { wide, map, meanings: RefCell::default(), widths: BTreeMap::new(), usual_width };
        if wide {
            if let Some(Object::Dict(descendant)) = file
                .list(dict, "DescendantFonts")?
                .first()
                .map(|first| file.resolve(first))
                .transpose()?
            {
                font.usual_width =
                    file.get(&descendant, "DW")?.number().unwrap_or(font.usual_width);
                font.wide_widths(file, &file.list(&descendant, "W")?)?;
            }
        } else {
            let first = file.get(dict, "FirstChar")?.count().unwrap_or(0);
            for (index, width) in file.numbers(dict, "Widths")?.into_iter().enumerate() {
                font.width(first.saturating_add(index), width);
            }
        }
        Ok(font)
    }

    fn width(&mut self, code: usize, width: f64) {
        if let Ok(code) = u16::try_from(code) {
            self.widths.insert(code, width);
        }
    }

    /// Reads the widths of fonts with two-byte codes: a code and a list, or two codes and a number
    /// (ISO 32000-1, 9.7.4.3).
    fn wide_widths(&mut self, file: &PdfFile, list: &[Object]) -> Result<(), ImportError> {
        let (mut rest, mut left) = (list, MOST_WIDTHS);
        while let [first, second, behind @ ..] = rest {
            let first = file.resolve(first)?.count().unwrap_or(usize::MAX);
            rest = behind;
            match (file.resolve(second)?, behind) {
                (Object::List(widths), _) => {
                    left = left.saturating_sub(widths.len());
                    for (index, width) in widths.iter().take(left).enumerate() {
                        let width = file.resolve(width)?.number().unwrap_or(self.usual_width);
                        self.width(first.saturating_add(index), width);
                    }
                }
                (Object::Number(end), [width, behind @ ..]) => {
                    rest = behind;
                    let width = file.resolve(width)?.number().unwrap_or(self.usual_width);
                    let end = super::object::count(end).unwrap_or(0).min(usize::from(u16::MAX));
                    (first..=end).take(left).for_each(|code| self.width(code, width));
                    left = left.saturating_sub(end.saturating_sub(first) + 1);
                }
                _ => break,
            }
        }
        Ok(())
    }

    /// The glyphs of a string.
    pub fn glyphs<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = ShownGlyph> + 'a {
        bytes.chunks(if self.wide { 2 } else { 1 }).map(|code| {
            let number = code.iter().fold(0, |number, byte| number << 8 | u16::from(*byte));
            let width = self.widths.get(&number).copied().unwrap_or(self.usual_width);
            ShownGlyph {
                text: self.meaning(number),
                width: width / 1000.0,
                is_space: !self.wide && number == u16::from(b' '),
            }
        })
    }

    /// The text of a code.
    fn meaning(&self, code: u16) -> Rc<str> {
        let read = || match self.map.as_ref().and_then(|map| map.lookup_bf_string(u32::from(code)))
        {
            Some(BfString::Char(c)) => c.to_string().into(),
            Some(BfString::String(text))
                if text.chars().take(MOST_CHARACTERS + 1).count() <= MOST_CHARACTERS =>
            {
                text.into()
            }
            _ => UNKNOWN.into(),
        };
        Rc::clone(self.meanings.borrow_mut().entry(code).or_insert_with(read))
    }
}
