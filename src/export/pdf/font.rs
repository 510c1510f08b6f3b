//! Reads the fonts of a PDF file, measures them, looks up glyphs, and embeds the glyphs that are
//! used.

use super::inspect::{self, FontError};
use super::{PdfWriter, packed};
use crate::export::{ExportError, Fonts};
use crate::geometry::Emu;
use crate::layout::font::{is_latin, scaled};
use crate::layout::{Face, Metrics};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use ttf_parser::{GlyphId, RawFace, Tag, name_id};

/// The fonts of a document.
pub struct FontSet<'a> {
    fonts: BTreeMap<Face, SourceFont<'a>>,
    stand_in: bool,
}

struct SourceFont<'a> {
    face: ttf_parser::Face<'a>,
    bytes: &'a [u8],
    index: u32,
    used: Used,
}

/// The glyphs of a font that the document uses.
#[derive(Default)]
struct Used {
    glyphs: GlyphRemapper,
    /// The character and the width, in thousandths of the size, of each of them.
    meanings: BTreeMap<u16, (char, i32)>,
}

/// A glyph.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedGlyph {
    /// Its number in the embedded font.
    pub code: u16,
    /// Its width in thousandths of the size.
    pub width: i32,
    /// Whether it represents another character already.
    pub shared: bool,
}

impl<'a> FontSet<'a> {
    /// Reads the fonts.
    ///
    /// # Errors
    /// Fails if a font cannot be read or must not be embedded.
    pub fn open(fonts: &Fonts<'a>) -> Result<Self, ExportError> {
        let open = |file: &super::super::FontFile<'a>| {
            let (face, index) =
                inspect::open(file.bytes, file.index).map_err(|why| bad(file.face, &why))?;
            Ok((file.face, SourceFont { face, bytes: file.bytes, index, used: Used::default() }))
        };
        Ok(Self {
            fonts: fonts.files.iter().map(open).collect::<Result<_, _>>()?,
            stand_in: fonts.stand_in,
        })
    }

    /// Whether there is a font for a face.
    pub fn has(&self, face: Face) -> bool {
        self.fonts.contains_key(&face)
    }

    /// Looks up a glyph and notes that it must be embedded.
    pub fn glyph(&mut self, face: Face, c: char) -> EmbeddedGlyph {
        let Some(font) = self.fonts.get_mut(&face) else {
            return EmbeddedGlyph { code: 0, width: 1000, shared: false };
        };
        let original = font.face.glyph_index(c).unwrap_or_default();
        let code = font.used.glyphs.remap(original.0);
        let width = width(&font.face, original);
        let (meaning, _) = font.used.meanings.entry(code).or_insert((c, width));
        EmbeddedGlyph { code, width, shared: *meaning != c }
    }

    /// Embeds the used glyphs of each font.
    ///
    /// # Errors
    /// Fails if a font cannot be subset.
    pub fn embed(&self, file: &mut PdfWriter) -> Result<Vec<(Face, Ref)>, ExportError> {
        let used = self.fonts.iter().filter(|(_, font)| !font.used.meanings.is_empty());
        used.map(|(face, font)| {
            Ok((*face, font.embed(file).ok_or_else(|| bad(*face, &FontError::Broken))?))
        })
        .collect()
    }
}

fn bad(face: Face, why: &FontError) -> ExportError {
    ExportError::BadFont { face, why: why.to_string() }
}

impl Metrics for FontSet<'_> {
    fn face(&self, wanted: Face, c: char) -> Face {
        let first = if is_latin(c) && self.has(Face::Latin) { Face::Latin } else { wanted };
        if self.covers(first, c) {
            return first;
        }
        // The Chinese font may have letters that the Latin font lacks.
        let others = if self.stand_in { STAND_INS.as_slice() } else { &[] };
        [wanted].iter().chain(others).copied().find(|face| self.covers(*face, c)).unwrap_or(first)
    }

    fn latin_advance(&self, face: Face, c: char, size: Emu) -> Emu {
        let Some(font) = self.fonts.get(&face) else { return size / 2 };
        let advance = font.face.glyph_index(c).and_then(|glyph| font.face.glyph_hor_advance(glyph));
        advance.map_or(size / 2, |advance| {
            scaled(size, i64::from(advance), i64::from(font.face.units_per_em()))
        })
    }

    fn covers(&self, face: Face, c: char) -> bool {
        self.fonts
            .get(&face)
            .and_then(|font| font.face.glyph_index(c))
            .is_some_and(|glyph| glyph.0 != 0)
    }
}

/// The width of a glyph in thousandths of the size.
fn width(face: &ttf_parser::Face, glyph: GlyphId) -> i32 {
    scaled(
        1000,
        i64::from(face.glyph_hor_advance(glyph).unwrap_or(0)),
        i64::from(face.units_per_em()),
    )
}

/// The faces that substitute for others, the least conspicuous first.
const STAND_INS: [Face; 6] =
    [Face::Song, Face::Fang, Face::Kai, Face::Hei, Face::Title, Face::Latin];

/// Glyphs of an embedded subset have no predefined meaning. The map that accompanies the font gives
/// their characters.
const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl SourceFont<'_> {
    /// Writes the font and returns its number; `None` if it cannot be subset.
    fn embed(&self, file: &mut PdfWriter) -> Option<Ref> {
        let part = subsetter::subset(self.bytes, self.index, &self.used.glyphs).ok()?;
        // For fonts with CFF outlines PDF expects the bare CFF table, not the whole container.
        let bare =
            RawFace::parse(&part, 0).ok().and_then(|raw| raw.table(Tag::from_bytes(b"CFF ")));
        let program = file.take();
        {
            let packed = packed(bare.unwrap_or(&part));
            let mut stream = file.pdf.stream(program, &packed);
            stream.filter(Filter::FlateDecode);
            match bare {
                Some(_) => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
                None => stream.pair(Name(b"Length1"), super::int(part.len())),
            };
        }
        let name = self.name();
        let descriptor = self.descriptor(file, &name, program, bare.is_some());
        let meanings = self.meanings(file);
        let (font, descendant) = (file.take(), file.take());
        let mut cid = file.pdf.cid_font(descendant);
        cid.subtype(if bare.is_some() { CidFontType::Type0 } else { CidFontType::Type2 });
        cid.base_font(Name(name.as_bytes()))
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(1000.0);
        if bare.is_none() {
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let mut widths = cid.widths();
        for (code, glyph) in self.used.glyphs.remapped_gids().enumerate() {
            if let Ok(code) = u16::try_from(code) {
                widths.consecutive(code, [decimal(width(&self.face, GlyphId(glyph)))]);
            }
        }
        widths.finish();
        cid.finish();
        // Every reader knows the CMap of that name, in which two bytes are the number of a glyph.
        let mut outer = file.pdf.type0_font(font);
        outer
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(meanings);
        Some(font)
    }

    /// The name of a subset as PDF requires it: six capitals, +, and the name of the font. The
    /// capitals distinguish subsets of one font.
    fn name(&self) -> String {
        let own =
            self.face.names().into_iter().find(|name| name.name_id == name_id::POST_SCRIPT_NAME);
        // Old fonts have their name in a Macintosh encoding. Only its ASCII characters are used.
        let own = own.map(|name| {
            name.to_string().unwrap_or_else(|| String::from_utf8_lossy(name.name).into_owned())
        });
        let own: String = own
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .take(60)
            .collect();
        let used: Vec<u8> =
            self.used.meanings.values().flat_map(|(c, _)| u32::from(*c).to_be_bytes()).collect();
        let digest = super::digest(&used);
        let letter = |power: u32| {
            char::from(b'A' + u8::try_from(digest / 26_u128.pow(power) % 26).unwrap_or(0))
        };
        let tag: String = (0..6).map(letter).collect();
        format!("{tag}+{}", if own.is_empty() { "Font" } else { &own })
    }

    fn descriptor(&self, file: &mut PdfWriter, name: &str, program: Ref, bare: bool) -> Ref {
        let em = i64::from(self.face.units_per_em());
        let part = |units: i16| decimal(scaled(1000, i64::from(units), em));
        let id = file.take();
        let mut descriptor = file.pdf.font_descriptor(id);
        let bounds = self.face.global_bounding_box();
        descriptor.name(Name(name.as_bytes())).flags(FontFlags::SYMBOLIC);
        descriptor.bbox(Rect::new(
            part(bounds.x_min),
            part(bounds.y_min),
            part(bounds.x_max),
            part(bounds.y_max),
        ));
        descriptor
            .italic_angle(0.0)
            .ascent(part(self.face.ascender()))
            .descent(part(self.face.descender()));
        descriptor
            .cap_height(part(self.face.capital_height().unwrap_or_else(|| self.face.ascender())));
        // Fonts do not state the width of their stems. Readers use it only to imitate a font that
        // is missing.
        descriptor.stem_v(80.0);
        if bare {
            descriptor.font_file3(program)
        } else {
            descriptor.font_file2(program)
        };
        id
    }

    /// Writes the map from glyphs to characters.
    fn meanings(&self, file: &mut PdfWriter) -> Ref {
        let mut map: UnicodeCmap = UnicodeCmap::new(Name(b"Meanings"), IDENTITY);
        for (code, (c, _)) in &self.used.meanings {
            map.pair(*code, *c);
        }
        let id = file.take();
        file.pdf.cmap(id, &packed(map.finish().as_slice())).filter(Filter::FlateDecode);
        id
    }
}

/// Converts a whole number. No measure of a font has more than seven digits.
#[expect(clippy::cast_precision_loss, reason = "no measure of a font has more than seven digits")]
const fn decimal(number: i32) -> f32 {
    number as f32
}
