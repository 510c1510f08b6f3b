//! PDF files that this program made: what can be seen on their pages, and the carried draft.
//!
//! In: bytes. Out: a [`Source`]. Nothing that a file says of its own structure counts, but for the
//! bookmarks, which tell headings: text is where the pages show it, as what the fonts say of their
//! glyphs; tables are where lines are drawn. A number that somebody covers and writes anew is read
//! as it is seen. Sizes, counts and depths are bounded; what is broken is left out, so that it is
//! missed.
//!
//! `object` reads objects out of tokens, `file` finds them and unpacks streams, `font` says what
//! codes mean and `resources` what names do, `matrix` places points, `page`, `state` and `text` carry out the operators,
//! and [`crate::source::placed`] makes paragraphs and tables of what stands where.

mod file;
mod font;
mod object;
mod matrix;
mod page;
mod resources;
mod state;
mod text;

use super::ImportError;
use crate::formats::ATTACHMENT;
use crate::formats::pdf::{font_name, is_ours};
use crate::layout::Face;
use crate::source::{Source, placed};
use file::File;
use object::{Dict, Object};
use page::Painter;
use std::collections::BTreeSet;

/// Bookmarks and attachments that are looked at.
const MOST_ENTRIES: usize = 1000;

/// The face that a font of that name sets.
fn face(name: &[u8]) -> Option<Face> {
    Face::ALL.into_iter().find(|face| font_name(*face).as_bytes() == name)
}

/// Reads a file.
///
/// # Errors
/// A file that this program did not make, one with a password, a damaged one, and one beyond the
/// bounds.
pub fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    let file = File::open(bytes)?;
    let catalog = file.catalog()?;
    let pages = file.pages()?;
    if pages.is_empty() {
        return Err(ImportError::PdfDamaged);
    }
    let carried = carried(&file, &catalog)?;
    let producer = file.get(&file.info()?, "Producer")?;
    // Programs that change a file put their own name there; the attachment stays.
    let ours =
        carried.is_some() || matches!(&producer, Object::Text(name) if is_ours(&words(name)));
    if !ours {
        return Err(ImportError::Pdf);
    }
    let numbers: Vec<Option<u32>> = pages.iter().map(|(number, _)| *number).collect();
    let mut painter = Painter::new(&file);
    let drawn = pages.iter().map(|(_, page)| painter.page(page)).collect::<Result<Vec<_>, _>>()?;
    let outline = outline(&file, &catalog, &numbers, &drawn)?;
    let pages = placed::Pages { pages: drawn, outline };
    Ok(Source { blocks: placed::blocks(&pages), carried, ours })
}

/// The text of the draft, if the file carries it.
fn carried(file: &File, catalog: &Dict) -> Result<Option<String>, ImportError> {
    let mut listed = file.list(catalog, "AF")?;
    // In the list of names every other entry is a name.
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
    file: &File,
    catalog: &Dict,
    pages: &[Option<u32>],
    drawn: &[placed::Page],
) -> Result<Vec<placed::Entry>, ImportError> {
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
        // What is below it comes before what follows it.
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
            // A place on the page is three numbers behind its kind: from the left, from below, and
            // how large it is shown (12.3.2.2).
            let is_place = leads_to.get(1).and_then(Object::name) == Some(b"XYZ");
            let top = leads_to.get(3).filter(|_| is_place).and_then(Object::number);
            let y = top
                .zip(drawn.get(page))
                .map(|(top, page)| page.height.saturating_sub(matrix::emu(top)));
            entries.push(placed::Entry { level, text: words(&title), page, y });
        }
    }
    Ok(entries)
}

/// The words of a string that is for people: UTF-16 or UTF-8 where it says so, else nearly Latin-1
/// (ISO 32000-1, 7.9.2.2).
fn words(bytes: &[u8]) -> String {
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
