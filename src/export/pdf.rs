//! Writes the laid out pages as PDF, tagged for screen readers and suitable for archives (PDF/UA-1
//! and PDF/A-3a in one file).
//!
//! The input is a [`Document`], the printed part of the draft, optionally a day, and fonts. The
//! output is the bytes of a `.pdf`, the same for the same input. Every character is text with its
//! Unicode value. Headings, paragraphs, and tables with their heads and spans are tagged. Page
//! numbers, lines and repeated heads are artifacts. The used parts of the fonts are embedded.
//! `CONFORMANCE.md` records how programs display it.

mod about;
mod content;
mod font;
pub mod inspect;
mod tags;

use super::package::{deflated, digest};
use super::{ExportError, Fonts};
use crate::document::Document;
use crate::formats::ATTACHMENT;
use crate::geometry::{Emu, PAGE_HEIGHT, PAGE_WIDTH};
use crate::layout::{self, Face, PlacedHeading};
use crate::report::Date;
use content::DrawnPage;
use font::FontSet;
use pdf_writer::types::{OutlineItemFlags, PageMode, TabOrder};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

/// Writes the document.
///
/// # Errors
/// Fails if a face has no font, a font cannot be read or must not be embedded, the fonts lack
/// characters, or a row is higher than a page.
pub fn write(
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
    fonts: &Fonts,
) -> Result<Vec<u8>, ExportError> {
    let mut cabinet = FontSet::open(fonts)?;
    if let Some(face) = faces(document).into_iter().find(|face| !cabinet.has(*face)) {
        return Err(ExportError::NoFont(face));
    }
    let uncovered = layout::uncovered(document, &cabinet);
    if !uncovered.is_empty() {
        return Err(ExportError::Uncovered(uncovered));
    }
    let pages = layout::layout(document, &cabinet);
    if let Some(text) = pages.too_high() {
        return Err(ExportError::TooHigh(text));
    }
    let drawn: Vec<DrawnPage> =
        pages.pages.iter().map(|page| content::draw(page, &mut cabinet)).collect();

    let mut file = PdfWriter::new();
    let (catalog, tree) = (file.take(), file.take());
    let page_refs: Vec<Ref> = drawn.iter().map(|_| file.take()).collect();
    let fonts = cabinet.embed(&mut file)?;
    pages_of(&mut file, tree, &page_refs, &drawn, &fonts);
    let structure = tags::write(&mut file, document, &drawn, &page_refs);
    let outline = outline(&mut file, document, &pages, &page_refs);
    let about = about::write(&mut file, document, carried, written_on);

    let mut entry = file.pdf.catalog(catalog);
    entry.pages(tree).metadata(about.metadata).lang(TextStr(document.language));
    entry.viewer_preferences().display_doc_title(true);
    entry.mark_info().marked(true);
    entry.pair(Name(b"StructTreeRoot"), structure);
    if let Some(outline) = outline {
        entry.outlines(outline).page_mode(PageMode::UseOutlines);
    }
    entry.insert(Name(b"OutputIntents")).array().item(about.intent);
    if let Some(attachment) = about.attachment {
        entry
            .names()
            .embedded_files()
            .names()
            .insert(pdf_writer::Str(ATTACHMENT.as_bytes()), attachment);
        entry.insert(Name(b"AF")).array().item(attachment);
    }
    entry.finish();
    Ok(file.finish())
}

/// The faces for which a document needs a font. Latin letters are not among them, because the font
/// of the surrounding text can set them.
fn faces(document: &Document) -> Vec<Face> {
    let mut faces: Vec<Face> = document
        .blocks
        .iter()
        .map(|block| layout::style::of(block).face)
        .chain([Face::Song])
        .collect();
    faces.extend(document.draft_mark.then_some(Face::Hei));
    faces.sort_unstable();
    faces.dedup();
    faces
}

/// The file while it is written, and the number of its next object.
struct PdfWriter {
    pdf: Pdf,
    next: Ref,
}

impl PdfWriter {
    fn new() -> Self {
        let mut pdf = Pdf::with_capacity(256 * 1024);
        pdf.set_version(1, 7);
        Self { pdf, next: Ref::new(1) }
    }

    /// Returns the number of a new object.
    fn take(&mut self) -> Ref {
        self.next.bump()
    }

    /// Writes a compressed stream as a new object and returns its number.
    fn stream(&mut self, bytes: &[u8]) -> Ref {
        let id = self.take();
        self.pdf.stream(id, &packed(bytes)).filter(Filter::FlateDecode);
        id
    }

    /// Finishes the file. Its id, which archives require, is the digest of its content.
    fn finish(mut self) -> Vec<u8> {
        let digest = digest(self.pdf.as_bytes()).to_be_bytes().to_vec();
        self.pdf.set_file_id((digest.clone(), digest));
        self.pdf.finish()
    }
}

/// Compresses the bytes of a stream. A line feed follows each stream and is not part of it.
/// Programs that also treat a carriage return before it as part of the end would find the stream
/// too short, so no stream ends with one (ISO 19005-3, 6.1.7.1). Bytes behind the end of the
/// compressed data are ignored.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = deflated(bytes);
    if packed.last() == Some(&b'\r') {
        packed.push(b'\n');
    }
    packed
}

/// A length in points, the unit of PDF, exact to a thousandth.
#[expect(clippy::cast_possible_truncation, reason = "no length here has more than seven digits")]
fn points(length: Emu) -> f32 {
    ((f64::from(length) / 12.7).round() / 1000.0) as f32
}

/// The height of a position above the lower edge of the paper, from which PDF counts.
fn up(y: Emu) -> f32 {
    points(PAGE_HEIGHT - y)
}

/// A count in the integer type of PDF.
fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn pages_of(
    file: &mut PdfWriter,
    tree: Ref,
    refs: &[Ref],
    drawn: &[DrawnPage],
    fonts: &[(Face, Ref)],
) {
    file.pdf.pages(tree).kids(refs.iter().copied()).count(int(refs.len()));
    for (number, (id, drawn)) in refs.iter().zip(drawn).enumerate() {
        let content = file.stream(&drawn.content);
        let mut page = file.pdf.page(*id);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, points(PAGE_WIDTH), points(PAGE_HEIGHT)))
            .contents(content);
        page.struct_parents(int(number)).tab_order(TabOrder::StructureOrder);
        let mut resources = page.resources();
        let mut dictionary = resources.fonts();
        for (face, font) in fonts {
            dictionary.pair(content::font_name(*face), *font);
        }
    }
}

/// An entry of the bookmarks.
struct Bookmark<'a> {
    id: Ref,
    /// The index of its parent entry in the list.
    parent: Option<usize>,
    text: &'a str,
    /// The target: the page, and the upper left corner of the heading.
    at: (Ref, Emu, Emu),
}

/// Writes the bookmarks: headings 一、 and, below them, headings （一）.
fn outline(
    file: &mut PdfWriter,
    document: &Document,
    pages: &layout::Layout,
    page_refs: &[Ref],
) -> Option<Ref> {
    let mut entries: Vec<Bookmark> = Vec::new();
    for PlacedHeading { level, text, page, x, y } in pages.headings(document) {
        let parent = if level == 1 {
            None
        } else {
            entries.iter().rposition(|entry| entry.parent.is_none())
        };
        entries.push(Bookmark { id: file.take(), parent, text, at: (page_refs[page], x, y) });
    }
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..entries.len()).filter(|index| entries[*index].parent == parent).collect()
    };
    let top = children(None);
    let (first, last) = (*top.first()?, *top.last()?);
    let root = file.take();
    file.pdf.outline(root).first(entries[first].id).last(entries[last].id).count(int(top.len()));
    for (index, Bookmark { id, parent, text, at: (page, x, y) }) in entries.iter().enumerate() {
        let siblings = children(*parent);
        let index_among_siblings =
            siblings.iter().position(|sibling| *sibling == index).unwrap_or(0);
        let mut item = file.pdf.outline_item(*id);
        item.title(TextStr(text))
            .parent(parent.map_or(root, |parent| entries[parent].id))
            .flags(OutlineItemFlags::empty());
        if let Some(before) = index_among_siblings.checked_sub(1) {
            item.prev(entries[siblings[before]].id);
        }
        if let Some(next) = siblings.get(index_among_siblings + 1) {
            item.next(entries[*next].id);
        }
        let below = children(Some(index));
        if let (Some(first), Some(last)) = (below.first(), below.last()) {
            // A negative count means that the entry is closed.
            item.first(entries[*first].id).last(entries[*last].id).count(-int(below.len()));
        }
        item.dest().page(*page).xyz(points(*x), up(*y), None);
    }
    Some(root)
}
