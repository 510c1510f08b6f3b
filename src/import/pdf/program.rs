//! The characters of the glyphs of an embedded font program, by the table with which the program
//! finds glyphs by characters (`cmap` of TrueType and OpenType), read backwards.

use super::file::PdfFile;
use super::object::{Dict, Object};
use crate::document;
use crate::import::ImportError;
use std::collections::BTreeMap;
use ttf_parser::{GlyphId, RawFace, Tag, cmap};

/// How much the reading of one program counts as, in bytes that are read: the programs of a file
/// are at most some sixty, and real files have less than thirty.
const COST: usize = 1 << 20;

/// The characters of glyphs by their identifiers in a Chinese font (ISO 32000-1, 9.7.4.2); none if
/// the file does not contain the program, or the program has no table of characters.
///
/// # Errors
/// When more is read than any report needs.
pub fn characters(file: &PdfFile, descendant: &Dict) -> Result<BTreeMap<u32, char>, ImportError> {
    let descriptor = file.dict(descendant, "FontDescriptor")?;
    let Some(program) =
        ["FontFile2", "FontFile3"].into_iter().find_map(|key| descriptor.get(key.as_bytes()))
    else {
        return Ok(BTreeMap::new());
    };
    file.spend(COST)?;
    let Some((_, program)) = file.stream(program)? else { return Ok(BTreeMap::new()) };
    let of_glyphs = by_glyph(&program);
    if of_glyphs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let by_identifier = match descendant.get(&b"CIDToGIDMap"[..]) {
        Some(map @ Object::Link(_)) => file.stream(map)?,
        _ => None,
    };
    let Some((_, map)) = by_identifier else {
        return Ok(of_glyphs.into_iter().map(|(glyph, c)| (u32::from(glyph), c)).collect());
    };
    let glyphs = map.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    Ok((0_u32..)
        .zip(glyphs)
        .filter_map(|(id, glyph)| Some((id, *of_glyphs.get(&glyph)?)))
        .collect())
}

/// The character of each glyph. Of several characters, the first one that is not only a variant of
/// another one counts.
fn by_glyph(program: &[u8]) -> BTreeMap<u16, char> {
    let mut found = BTreeMap::new();
    let table = RawFace::parse(program, 0)
        .ok()
        .and_then(|face| face.table(Tag::from_bytes(b"cmap")))
        .and_then(cmap::Table::parse);
    let Some(table) = table else { return found };
    let subtables: Vec<cmap::Subtable> =
        table.subtables.into_iter().filter(cmap::Subtable::is_unicode).take(2).collect();
    // Characters are asked for, because a table may claim more of them than there are.
    let asked = (' '..='\u{ffef}').chain('\u{20000}'..='\u{2ffff}');
    let (plain, variants): (Vec<char>, Vec<char>) =
        asked.partition(|c| document::folded(*c) == *c && !is_variant(*c));
    for c in plain.into_iter().chain(variants) {
        let glyph = subtables.iter().find_map(|subtable| subtable.glyph_index(u32::from(c)));
        if let Some(GlyphId(glyph)) = glyph.filter(|glyph| glyph.0 != 0) {
            found.entry(glyph).or_insert(c);
        }
    }
    found
}

/// Whether a character may look like another one that is in common use.
const fn is_variant(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{e000}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}
