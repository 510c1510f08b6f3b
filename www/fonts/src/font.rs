//! Subsets a font: outlines, widths, and the map from characters to glyphs, without hints and
//! features.

use crate::outline::Outline;
use crate::sources::Font;
use anyhow::{Context, Result, anyhow};
use std::collections::BTreeSet;
use ttf_parser::{Face, GlyphId, name_id};
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::tables::glyf::{Contour, GlyfLocaBuilder, SimpleGlyph};
use write_fonts::tables::head::Head;
use write_fonts::tables::hhea::Hhea;
use write_fonts::tables::hmtx::{Hmtx, LongMetric};
use write_fonts::tables::loca::LocaFormat;
use write_fonts::tables::maxp::Maxp;
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::tables::os2::Os2;
use write_fonts::tables::post::Post;
use write_fonts::types::{FWord, Fixed, GlyphId as NewId, LongDateTime, NameId, UfWord};

/// A font that was made.
pub struct Cut {
    /// The file.
    pub bytes: Vec<u8>,
    /// The characters in the font.
    pub characters: BTreeSet<char>,
}

/// The outlines as they are written, with the values that other tables must state about them.
struct Glyphs {
    outlines: GlyfLocaBuilder,
    metrics: Vec<LongMetric>,
    most_points: u16,
    most_contours: u16,
    /// The bounding box of all outlines: left, bottom, right, top.
    bounds: [i16; 4],
}

/// Subsets a font to these characters, as far as it has them.
pub fn cut(bytes: &[u8], source: &Font, wanted: &BTreeSet<char>) -> Result<Cut> {
    let face = Face::parse(bytes, 0)?;
    let found: Vec<(char, GlyphId)> = wanted
        .iter()
        .filter_map(|c| Some((*c, face.glyph_index(*c).filter(|glyph| glyph.0 != 0)?)))
        .collect();
    let mut glyphs = Glyphs {
        outlines: GlyfLocaBuilder::new(),
        metrics: Vec::new(),
        most_points: 0,
        most_contours: 0,
        bounds: [0; 4],
    };
    glyphs.add(&face, GlyphId(0), source.slack)?;
    let mut map = Vec::new();
    for (place, (c, glyph)) in found.iter().enumerate() {
        glyphs.add(&face, *glyph, source.slack).with_context(|| format!("{c:?}"))?;
        map.push((*c, NewId::new(u32::try_from(place + 1)?)));
    }
    let characters = found.into_iter().map(|(c, _)| c).collect();
    Ok(Cut { bytes: glyphs.font(&face, source, map)?, characters })
}

impl Glyphs {
    fn add(&mut self, face: &Face, glyph: GlyphId, slack: f64) -> Result<()> {
        let mut outline = Outline::default();
        face.outline_glyph(glyph, &mut outline);
        let drawn = SimpleGlyph::from_bezpath(&outline.path(slack))
            .map_err(|problem| anyhow!("glyph {}: {problem:?}", glyph.0))?;
        let points: usize = drawn.contours.iter().map(Contour::len).sum();
        self.most_points = self.most_points.max(u16::try_from(points)?);
        self.most_contours = self.most_contours.max(u16::try_from(drawn.contours.len())?);
        let own = drawn.bbox;
        self.bounds = [
            self.bounds[0].min(own.x_min),
            self.bounds[1].min(own.y_min),
            self.bounds[2].max(own.x_max),
            self.bounds[3].max(own.y_max),
        ];
        self.metrics.push(LongMetric {
            advance: face.glyph_hor_advance(glyph).unwrap_or(0),
            side_bearing: own.x_min,
        });
        self.outlines.add_glyph(&drawn)?;
        Ok(())
    }

    /// The file.
    fn font(mut self, face: &Face, source: &Font, map: Vec<(char, NewId)>) -> Result<Vec<u8>> {
        let (glyf, loca, format) = std::mem::take(&mut self.outlines).build();
        let mut font = FontBuilder::new();
        font.add_table(&self.head(face, format))?
            .add_table(&self.hhea(face)?)?
            .add_table(&self.maxp()?)?
            .add_table(&self.os2(face))?;
        font.add_table(&glyf)?.add_table(&loca)?.add_table(&Cmap::from_mappings(map)?)?;
        font.add_table(&names(face, source))?.add_table(&Post::default())?;
        font.add_table(&Hmtx::new(self.metrics, Vec::new()))?;
        Ok(font.build())
    }

    fn head(&self, face: &Face, format: LocaFormat) -> Head {
        let [x_min, y_min, x_max, y_max] = self.bounds;
        Head {
            font_revision: Fixed::from_f64(1.0),
            units_per_em: face.units_per_em(),
            // The first day of 1904: the output must not depend on the day of the build.
            created: LongDateTime::new(0),
            modified: LongDateTime::new(0),
            x_min,
            y_min,
            x_max,
            y_max,
            lowest_rec_ppem: 8,
            index_to_loc_format: i16::from(format == LocaFormat::Long),
            ..Head::default()
        }
    }

    fn hhea(&self, face: &Face) -> Result<Hhea> {
        Ok(Hhea {
            ascender: FWord::new(face.ascender()),
            descender: FWord::new(face.descender()),
            advance_width_max: UfWord::new(
                self.metrics.iter().map(|metric| metric.advance).max().unwrap_or(0),
            ),
            x_max_extent: FWord::new(self.bounds[2]),
            number_of_h_metrics: u16::try_from(self.metrics.len())?,
            ..Hhea::default()
        })
    }

    fn maxp(&self) -> Result<Maxp> {
        Ok(Maxp {
            num_glyphs: u16::try_from(self.metrics.len())?,
            max_points: Some(self.most_points),
            max_contours: Some(self.most_contours),
            max_composite_points: Some(0),
            max_composite_contours: Some(0),
            max_zones: Some(1),
            max_twilight_points: Some(0),
            max_storage: Some(0),
            max_function_defs: Some(0),
            max_instruction_defs: Some(0),
            max_stack_elements: Some(0),
            max_size_of_instructions: Some(0),
            max_component_elements: Some(0),
            max_component_depth: Some(0),
        })
    }

    fn os2(&self, face: &Face) -> Os2 {
        Os2 {
            us_weight_class: face.weight().to_number(),
            s_typo_ascender: face.ascender(),
            s_typo_descender: face.descender(),
            us_win_ascent: u16::try_from(self.bounds[3]).unwrap_or(0),
            us_win_descent: self.bounds[1].unsigned_abs(),
            // Latin 1, and simplified Chinese.
            ul_code_page_range_1: Some(1 | 1 << 18),
            ul_code_page_range_2: Some(0),
            s_cap_height: Some(face.capital_height().unwrap_or_else(|| face.ascender())),
            sx_height: Some(face.x_height().unwrap_or(0)),
            us_default_char: Some(0),
            us_break_char: Some(32),
            us_max_context: Some(0),
            ..Os2::default()
        }
    }
}

/// The names of the font, and the statements of its makers.
fn names(face: &Face, source: &Font) -> Name {
    const WINDOWS: u16 = 3;
    const UNICODE: u16 = 1;
    const AMERICAN: u16 = 0x0409;
    let own = |id: u16| {
        face.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string())
    };
    let post_script: String = source.name.chars().filter(|c| *c != ' ').collect();
    let mut names = vec![
        (name_id::COPYRIGHT_NOTICE, own(name_id::COPYRIGHT_NOTICE)),
        (name_id::FAMILY, Some(source.name.to_owned())),
        (name_id::SUBFAMILY, Some("Regular".to_owned())),
        (name_id::UNIQUE_ID, Some(format!("{post_script}, cut for nianbao"))),
        (name_id::FULL_NAME, Some(source.name.to_owned())),
        (name_id::VERSION, own(name_id::VERSION)),
        (name_id::POST_SCRIPT_NAME, Some(post_script)),
        (name_id::LICENSE, own(name_id::LICENSE)),
        (name_id::LICENSE_URL, own(name_id::LICENSE_URL)),
    ];
    names.sort_by_key(|(id, _)| *id);
    let record = |(id, text): (u16, Option<String>)| {
        Some(NameRecord::new(WINDOWS, UNICODE, AMERICAN, NameId::new(id), text?.into()))
    };
    Name::new(names.into_iter().filter_map(record).collect())
}
