//! Fonts of PDF files: the characters and the widths of their codes.
//!
//! A font gives the characters of its codes in a map (ToUnicode). Where the map says nothing, they
//! follow from the encoding, or from the embedded font program. Where nothing says what a code
//! means, it is read as the replacement character, so that it is not mistaken for another one.

use super::coding::{Code, Coding};
use super::encoding::{self, Characters};
use super::file::PdfFile;
use super::object::{Dict, Object};
use super::program;
use crate::import::ImportError;
use hayro_cmap::{BfString, CMap};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The text of a code whose meaning is not known.
const UNKNOWN: &str = "\u{fffd}";
/// The largest map that is read, in bytes: a map of all possible codes is smaller.
const LARGEST_MAP: usize = 2 << 20;
/// The largest number of characters of one code: ligatures have four.
const MOST_CHARACTERS: usize = 16;
/// The number of widths that a font may give, some of them twice.
const MOST_WIDTHS: usize = 4 * 65_536;
/// The flag of a font with characters of its own (ISO 32000-1, table 123).
const SYMBOLIC: usize = 1 << 2;
/// The flag of a font that is drawn bold.
const FORCE_BOLD: usize = 1 << 18;
/// The weight from which on a font is bold.
const BOLD_WEIGHT: f64 = 600.0;

/// A font.
pub struct PdfFont {
    coding: Coding,
    map: Option<CMap>,
    /// The encoding that the file contains, from codes to identifiers of glyphs.
    to_identifier: Option<CMap>,
    /// What codes mean without a map.
    own: OwnCharacters,
    /// The texts of the codes that were used so far.
    meanings: RefCell<BTreeMap<Code, Rc<str>>>,
    /// Widths in thousandths of the size.
    widths: BTreeMap<u16, f64>,
    usual_width: f64,
    /// The width of one unit of the widths, in sizes.
    unit: f64,
    /// Whether it is bold, by its name or its descriptor.
    pub is_bold: bool,
}

/// What the codes of a font mean, if there is no map.
enum OwnCharacters {
    /// Nothing says it, or the coding does.
    None,
    /// The encoding of a simple font.
    Encoding(Characters),
    /// The characters of glyphs, by their identifiers.
    Program(BTreeMap<u32, char>),
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
        let map = map(file, dict.get(&b"ToUnicode"[..]))?;
        let mut font = Self {
            coding: Coding::Single,
            map,
            to_identifier: None,
            own: OwnCharacters::None,
            meanings: RefCell::default(),
            widths: BTreeMap::new(),
            usual_width: 500.0,
            unit: 1.0 / 1000.0,
            is_bold: false,
        };
        match file.get(dict, "Subtype")?.name() {
            Some(b"Type0") => font.read_wide(file, dict)?,
            kind => {
                if kind == Some(b"Type3")
                    && let [unit, ..] = file.numbers(dict, "FontMatrix")?[..]
                {
                    font.unit = unit;
                }
                font.read_simple(file, dict)?;
            }
        }
        Ok(font)
    }

    /// Reads a font with codes of one byte.
    fn read_simple(&mut self, file: &PdfFile, dict: &Dict) -> Result<(), ImportError> {
        let descriptor = file.dict(dict, "FontDescriptor")?;
        self.is_bold = is_bold(file, dict, &descriptor)?;
        let flags = file.get(&descriptor, "Flags")?.count().unwrap_or(0);
        if let Some(characters) = encoding::read(file, dict, flags & SYMBOLIC != 0)? {
            self.own = OwnCharacters::Encoding(characters);
        }
        if let Some(missing) = file.get(&descriptor, "MissingWidth")?.number() {
            self.usual_width = missing;
        }
        let first = file.get(dict, "FirstChar")?.count().unwrap_or(0);
        for (index, width) in file.numbers(dict, "Widths")?.into_iter().enumerate() {
            self.width(first.saturating_add(index), width);
        }
        Ok(())
    }

    /// Reads a font with codes of several bytes, as all Chinese fonts are.
    fn read_wide(&mut self, file: &PdfFile, dict: &Dict) -> Result<(), ImportError> {
        self.usual_width = 1000.0;
        self.coding = Coding::Pair;
        let stated = file.get(dict, "Encoding")?;
        if let Some(name) = stated.name() {
            self.coding = Coding::predefined(name).unwrap_or(Coding::Pair);
        } else {
            self.to_identifier = map(file, dict.get(&b"Encoding"[..]))?;
        }
        let Some(Object::Dict(descendant)) = file
            .list(dict, "DescendantFonts")?
            .first()
            .map(|first| file.resolve(first))
            .transpose()?
        else {
            return Ok(());
        };
        self.is_bold = is_bold(file, dict, &file.dict(&descendant, "FontDescriptor")?)?;
        if self.map.is_none() && self.coding == Coding::Pair {
            self.own = OwnCharacters::Program(program::characters(file, &descendant)?);
        }
        self.usual_width = file.get(&descendant, "DW")?.number().unwrap_or(self.usual_width);
        self.wide_widths(file, &file.list(&descendant, "W")?)
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
        let mut rest = bytes;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let code = self.coding.first(rest);
            rest = rest.get(code.length..).unwrap_or_default();
            let identifier = match &self.to_identifier {
                Some(_) => u16::try_from(self.identifier(code)).ok(),
                None => self.coding.identifier(code),
            };
            let width = identifier.and_then(|id| self.widths.get(&id)).copied();
            Some(ShownGlyph {
                text: self.meaning(code),
                width: width.unwrap_or(self.usual_width) * self.unit,
                is_space: code.length == 1 && code.number == u32::from(b' '),
            })
        })
    }

    /// The identifier of the glyph of a code.
    fn identifier(&self, code: Code) -> u32 {
        let length = u8::try_from(code.length).unwrap_or(u8::MAX);
        let mapped = |map: &CMap| map.lookup_cid_code(code.number, length);
        self.to_identifier.as_ref().map_or(code.number, |map| mapped(map).unwrap_or(0))
    }

    /// The text of a code.
    fn meaning(&self, code: Code) -> Rc<str> {
        let read =
            || self.mapped(code).or_else(|| self.own(code)).unwrap_or_else(|| UNKNOWN.into());
        Rc::clone(self.meanings.borrow_mut().entry(code).or_insert_with(read))
    }

    /// The text of a code by the map. Some programs map codes without a meaning to 0, or to
    /// characters that have none.
    fn mapped(&self, code: Code) -> Option<Rc<str>> {
        match self.map.as_ref()?.lookup_bf_string(code.number)? {
            BfString::Char('\0' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}') => None,
            BfString::Char(c) => Some(c.to_string().into()),
            BfString::String(text) => (text.chars().take(MOST_CHARACTERS + 1).count()
                <= MOST_CHARACTERS)
                .then(|| text.into()),
        }
    }

    /// The text of a code without a map.
    fn own(&self, code: Code) -> Option<Rc<str>> {
        let c = match &self.own {
            OwnCharacters::None => self.coding.meaning(code)?,
            OwnCharacters::Encoding(characters) => {
                (*characters.get(usize::try_from(code.number).ok()?)?)?
            }
            OwnCharacters::Program(characters) => *characters.get(&self.identifier(code))?,
        };
        Some(c.to_string().into())
    }
}

/// A map of codes in a stream; `None` if there is none, or it is too large.
fn map(file: &PdfFile, object: Option<&Object>) -> Result<Option<CMap>, ImportError> {
    let stream = object.map(|map| file.stream(map)).transpose()?.flatten();
    Ok(stream
        .filter(|(_, bytes)| bytes.len() <= LARGEST_MAP)
        .and_then(|(_, bytes)| CMap::parse(&bytes, |_| None)))
}

/// Whether a font is bold, by its name or its descriptor.
fn is_bold(file: &PdfFile, font: &Dict, descriptor: &Dict) -> Result<bool, ImportError> {
    let names = [file.get(font, "BaseFont")?, file.get(descriptor, "FontName")?];
    let names = names.map(|name| name.name().unwrap_or_default().to_ascii_lowercase());
    let says =
        |word: &[u8]| names.iter().any(|name| name.windows(word.len()).any(|part| part == word));
    let weight = file.get(descriptor, "FontWeight")?.number().unwrap_or(0.0);
    let flags = file.get(descriptor, "Flags")?.count().unwrap_or(0);
    Ok(says(b"bold") || says(b"heavy") || weight >= BOLD_WEIGHT || flags & FORCE_BOLD != 0)
}
