//! PDF files with text, whichever program made them: the visible content of their pages, and the
//! draft that a file of this program carries.
//!
//! In: bytes. Out: a [`Source`]. Of the structure that a file declares, only the bookmarks of our
//! own files are used, which identify headings. Text is read from its positions on the pages, with
//! the characters that the fonts assign to the glyphs; tables are found by the lines that are drawn.
//! A number that was covered and written again is read as it is visible. Sizes, counts and depths
//! are limited; broken content is left out, so that its absence is noticed.
//!
//! `object` parses objects, `file` finds them, `filter` unpacks streams, `font` maps codes to characters,
//! by `coding`, `encoding` and `program` where the file has no map, and `resources` names to objects, `matrix` transforms points, `page`, `canvas`, `state` and `text` execute
//! the operators, and [`crate::source::placed`] makes paragraphs and tables of the positions.

mod canvas;
mod coding;
mod encoding;
mod file;
mod filter;
mod font;
mod object;
mod matrix;
mod page;
mod program;
mod resources;
mod state;
mod text;

use super::ImportError;
use crate::formats::ATTACHMENT;
use crate::formats::pdf::{font_name, is_ours};
use crate::layout::Face;
use crate::source::{Source, placed};
use file::PdfFile;
use object::{Dict, Object};
use page::Painter;
use std::collections::BTreeSet;

/// Bookmarks and attachments that are read.
const MOST_ENTRIES: usize = 1000;

/// The face of a font with this name.
fn face(name: &[u8]) -> Option<Face> {
    Face::ALL.into_iter().find(|face| font_name(*face).as_bytes() == name)
}

/// Reads a file.
///
/// # Errors
/// For a file with a password, a damaged file, one beyond the limits, one that consists of pictures,
/// and one in which most characters are not known.
pub fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    let file = PdfFile::open(bytes)?;
    let catalog = file.catalog()?;
    let pages = file.pages()?;
    if pages.is_empty() {
        return Err(ImportError::PdfDamaged);
    }
    let carried = carried(&file, &catalog)?;
    let producer = file.get(&file.info()?, "Producer")?;
    // Programs that change a file write their own name into it; the attachment stays.
    let ours =
        carried.is_some() || matches!(&producer, Object::Text(name) if is_ours(&decode_text(name)));
    let numbers: Vec<Option<u32>> = pages.iter().map(|(number, _)| *number).collect();
    let mut painter = Painter::new(&file, ours, hidden_layers(&file, &catalog)?);
    let drawn = pages.iter().map(|(_, page)| painter.page(page)).collect::<Result<Vec<_>, _>>()?;
    if !ours {
        look_for_text(&drawn, painter.pages_with_pictures)?;
    }
    let outline = outline(&file, &catalog, &numbers, &drawn)?;
    let pages = placed::PlacedDocument { pages: drawn, outline };
    let blocks = if ours { placed::blocks(&pages) } else { placed::blocks_of_others(&pages) };
    Ok(Source { blocks, carried, ours })
}

/// The layers that are switched off when the file is opened (ISO 32000-1, 8.11.4.3).
fn hidden_layers(file: &PdfFile, catalog: &Dict) -> Result<BTreeSet<u32>, ImportError> {
    let usual = file.dict(&file.dict(catalog, "OCProperties")?, "D")?;
    let hidden = file.list(&usual, "OFF")?;
    let number =
        |layer: &Object| if let Object::Link(number) = layer { Some(*number) } else { None };
    Ok(hidden.iter().take(MOST_ENTRIES).filter_map(number).collect())
}

/// Looks whether the pages have text, and whether its characters are known.
///
/// # Errors
/// If most pages are pictures, and if most characters are not known.
fn look_for_text(
    drawn: &[placed::PlacedPage],
    pages_with_pictures: usize,
) -> Result<(), ImportError> {
    /// Pages of scans may have a page number or the mark of a scanner as text.
    const MOST_ON_PICTURE: usize = 20;
    let shown = || {
        let runs = drawn.iter().flat_map(|page| &page.runs);
        runs.flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace())
    };
    let (count, unknown) = (shown().count(), shown().filter(|c| *c == '\u{fffd}').count());
    if count <= MOST_ON_PICTURE * drawn.len() && pages_with_pictures * 2 > drawn.len() {
        return Err(ImportError::PdfScan);
    }
    if unknown * 2 > count {
        return Err(ImportError::PdfUnreadable);
    }
    Ok(())
}

/// The text of the draft, if the file carries it.
fn carried(file: &PdfFile, catalog: &Dict) -> Result<Option<String>, ImportError> {
    let mut listed = file.list(catalog, "AF")?;
    // In a name tree every other entry is a name.
    let names = file.dict(&file.dict(catalog, "Names")?, "EmbeddedFiles")?;
    listed.extend(file.list(&names, "Names")?);
    for entry in listed.iter().take(MOST_ENTRIES) {
        let Object::Dict(entry) = file.resolve(entry)? else { continue };
        let Object::Text(name) = file.get(&entry, "F")? else { continue };
        if name != ATTACHMENT.as_bytes() {
            continue;
        }
        let held = file.dict(&entry, "EF")?;
        if let Some((_, bytes)) =
            held.get(&b"F"[..]).map(|stream| file.stream(stream)).transpose()?.flatten()
        {
            return Ok(String::from_utf8(bytes).ok());
        }
    }
    Ok(None)
}

/// The bookmarks in their order.
fn outline(
    file: &PdfFile,
    catalog: &Dict,
    pages: &[Option<u32>],
    drawn: &[placed::PlacedPage],
) -> Result<Vec<placed::OutlineEntry>, ImportError> {
    let mut entries = Vec::new();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let root = file.dict(catalog, "Outlines")?;
    let mut open: Vec<(u8, Object)> =
        root.get(&b"First"[..]).map(|first| (1, first.clone())).into_iter().collect();
    while let Some((level, entry)) = open.pop() {
        if entries.len() >= MOST_ENTRIES
            || matches!(entry, Object::Link(number) if !seen.insert(number))
        {
            continue;
        }
        let Object::Dict(dict) = file.resolve(&entry)? else { continue };
        // Children come before the next sibling.
        open.extend(dict.get(&b"Next"[..]).map(|next| (level, next.clone())));
        open.extend(dict.get(&b"First"[..]).map(|first| (level.saturating_add(1), first.clone())));
        let leads_to = match file.list(&dict, "Dest")? {
            none if none.is_empty() => file.list(&file.dict(&dict, "A")?, "D")?,
            dest => dest,
        };
        let Some(Object::Link(number)) = leads_to.first() else { continue };
        if let (Some(page), Object::Text(title)) =
            (pages.iter().position(|page| page == &Some(*number)), file.get(&dict, "Title")?)
        {
            // A position on the page is three numbers after its kind: from the left, from below,
            // and the zoom factor (12.3.2.2).
            let is_place = leads_to.get(1).and_then(Object::name) == Some(b"XYZ");
            let top = leads_to.get(3).filter(|_| is_place).and_then(Object::number);
            let y = top
                .zip(drawn.get(page))
                .map(|(top, page)| page.height.saturating_sub(matrix::emu(top)));
            entries.push(placed::OutlineEntry { level, text: decode_text(&title), page, y });
        }
    }
    Ok(entries)
}

/// The text of a string for people: UTF-16 or UTF-8 where it is marked so, else nearly Latin-1 (ISO
/// 32000-1, 7.9.2.2).
fn decode_text(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(b"\xfe\xff") {
        let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(text) => String::from_utf8_lossy(text).into_owned(),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
