//! Draws a page: shaded areas, lines and text, each marked with the piece of the document that it
//! belongs to.

use super::font::FontSet;
use super::{points, up};
use crate::geometry::{Emu, Shade};
use crate::layout::style::{RULE_WIDTH, SHADE};
use crate::layout::{Artifact, ContentRef, Face, Page, PlacedRun};
use pdf_writer::types::{ArtifactSubtype, ArtifactType, LineCapStyle, TextRenderingMode};
use pdf_writer::{Content, Name, Rect, Str, TextStr};

/// A page that has been drawn.
pub struct DrawnPage {
    /// The operators.
    pub content: Vec<u8>,
    /// The pieces of the document that the marked content belongs to. The number of a mark is its
    /// index here.
    pub marks: Vec<ContentRef>,
    /// The areas of its pictures.
    pub figures: Vec<(ContentRef, Rect)>,
}

/// The name of a font in the resources of the pages.
pub const fn font_name(face: Face) -> Name<'static> {
    Name(crate::formats::pdf::font_name(face).as_bytes())
}

/// Draws a page.
pub fn draw(page: &Page, cabinet: &mut FontSet) -> DrawnPage {
    let mut content = Content::with_capacity(16 * 1024);
    let mut marks = Vec::new();
    if !page.shades.is_empty() || !page.rules.is_empty() {
        content
            .begin_marked_content_with_properties(Name(b"Artifact"))
            .properties()
            .artifact()
            .kind(ArtifactType::Layout);
        let [red, green, blue] =
            SHADE.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0);
        content.set_fill_rgb(red, green, blue);
        for shade in &page.shades {
            add_area(&mut content, shade);
            content.fill_nonzero();
        }
        content
            .set_fill_gray(0.0)
            .set_line_width(points(RULE_WIDTH))
            .set_line_cap(LineCapStyle::ProjectingSquareCap);
        for rule in &page.rules {
            content
                .move_to(points(rule.from.0), up(rule.from.1))
                .line_to(points(rule.to.0), up(rule.to.1))
                .stroke();
        }
        content.end_marked_content();
    }
    for runs in page.runs.chunk_by(|run, next| run.content == next.content) {
        mark(&mut content, runs, &mut marks, cabinet);
        content.begin_text();
        for run in runs {
            show(&mut content, run, cabinet);
        }
        content.end_text();
        content.end_marked_content();
    }
    for code in &page.codes {
        content
            .begin_marked_content_with_properties(Name(b"Figure"))
            .properties()
            .identify(super::int(marks.len()));
        marks.push(code.content);
        content.set_fill_gray(0.0);
        for area in &code.dark {
            add_area(&mut content, area);
        }
        content.fill_nonzero().end_marked_content();
    }
    let rect = |area: &Shade| {
        Rect::new(points(area.x), up(area.y + area.height), points(area.x + area.width), up(area.y))
    };
    let figures = page.codes.iter().map(|code| (code.content, rect(&code.square))).collect();
    DrawnPage { content: content.finish().to_vec(), marks, figures }
}

/// Adds the outline of an area to the path that is drawn next.
fn add_area(content: &mut Content, area: &Shade) {
    let (x, y) = (points(area.x), up(area.y + area.height));
    content.rect(x, y, points(area.width), points(area.height));
}

/// Begins marked content for the text that follows, with the piece of the document that it belongs
/// to.
fn mark(
    content: &mut Content,
    runs: &[PlacedRun],
    marks: &mut Vec<ContentRef>,
    cabinet: &mut FontSet,
) {
    let item = runs[0].content;
    let ContentRef::Artifact(artifact) = item else {
        let mut mark = content.begin_marked_content_with_properties(Name(b"Span"));
        let mut properties = mark.properties();
        properties.identify(super::int(marks.len()));
        // One glyph may represent two characters, of which copying would return only one.
        if runs.iter().any(|run| run.text.chars().any(|c| cabinet.glyph(run.face, c).shared)) {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            properties.actual_text(TextStr(&text));
        }
        marks.push(item);
        return;
    };
    let mut mark = content.begin_marked_content_with_properties(Name(b"Artifact"));
    let mut kind = mark.properties().artifact();
    kind.kind(ArtifactType::Pagination);
    let subtype = match artifact {
        Artifact::PageNumber => Some(ArtifactSubtype::Footer),
        Artifact::DraftMark => Some(ArtifactSubtype::Header),
        Artifact::RepeatedHead => None,
    };
    if let Some(subtype) = subtype {
        kind.subtype(subtype);
    }
}

/// Shows a run: its glyphs, and after each glyph the difference between the advance of the layout
/// and that of the font.
fn show(content: &mut Content, run: &PlacedRun, cabinet: &mut FontSet) {
    content.set_font(font_name(run.face), points(run.size));
    content.set_text_matrix([1.0, 0.0, 0.0, 1.0, points(run.x), up(run.y)]);
    if run.bold {
        // The fonts of official papers have no bold cut, so the strokes are thickened by a fortieth
        // of the size.
        content
            .set_line_width(points(run.size / 40))
            .set_text_rendering_mode(TextRenderingMode::FillStroke);
    }
    let mut row = content.show_positioned();
    let mut items = row.items();
    let mut codes: Vec<u8> = Vec::with_capacity(run.advances.len() * 2);
    for (c, advance) in run.text.chars().zip(&run.advances) {
        let glyph = cabinet.glyph(run.face, c);
        // Both distances are in thousandths of the size.
        let before = offset(c, glyph.width);
        let after = thousandths(*advance, run.size) - glyph.width - before;
        if before != 0 {
            flush(&mut items, &mut codes);
            items.adjust(small(-before));
        }
        codes.extend(glyph.code.to_be_bytes());
        if after != 0 {
            flush(&mut items, &mut codes);
            items.adjust(small(-after));
        }
    }
    flush(&mut items, &mut codes);
    drop(items);
    drop(row);
    if run.bold {
        content.set_text_rendering_mode(TextRenderingMode::Fill);
    }
}

fn flush(items: &mut pdf_writer::writers::PositionedItems, codes: &mut Vec<u8>) {
    if !codes.is_empty() {
        items.show(Str(codes));
        codes.clear();
    }
}

/// The distance of a narrow glyph of a wide character from the left edge of its square: an opening
/// mark is at the right, a closing mark at the left, and any other glyph in the middle.
fn offset(c: char, width: i32) -> i32 {
    let free = 1000 - width;
    if crate::layout::font::is_latin(c) || free <= 0 {
        0
    } else if crate::layout::kinsoku::never_last(c) {
        free
    } else if crate::layout::kinsoku::never_first(c) {
        0
    } else {
        free / 2
    }
}

/// A length in thousandths of a size.
fn thousandths(length: Emu, size: Emu) -> i32 {
    let (length, size) = (i64::from(length), i64::from(size.max(1)));
    i32::try_from((length * 1000 + size / 2).div_euclid(size)).unwrap_or(0)
}

/// Converts a whole number of thousandths. No such number has more than seven digits.
#[expect(clippy::cast_precision_loss, reason = "no length here has more than seven digits")]
const fn small(number: i32) -> f32 {
    number as f32
}
