//! Writes a page as OFD: shaded areas first, then the lines of tables, then text (GB/T 33190-2016,
//! 7.7, 9 and 11).
//!
//! Lengths are in millimetres with three decimals. Each run is a text object, and so is each head
//! that is written downwards, as a whole. `DeltaX` and `DeltaY` place each character where the
//! layout put it, whatever the widths of the font are.

use super::root;
use crate::geometry::{Emu, PAGE_HEIGHT, PAGE_WIDTH, Shade, mm};
use crate::layout::style::{RULE_WIDTH, SHADE};
use crate::layout::{Face, Page, PlacedRun};
use crate::markup::Element;

/// The id of the drawing parameters of bold words.
pub const BOLD: i64 = 7;
/// The first id that is used neither for a font nor for drawing parameters.
pub const FIRST_FREE: i64 = 8;
/// Black, as red, green and blue.
pub const BLACK: &str = "0 0 0";
/// The weight of bold words.
const BOLD_WEIGHT: i64 = 700;

/// The id of a font.
pub fn font(face: Face) -> i64 {
    match face {
        Face::Title => 1,
        Face::Fang => 2,
        Face::Kai => 3,
        Face::Hei => 4,
        Face::Song => 5,
        Face::Latin => 6,
    }
}

/// Gives out the ids of objects. Each id is unique in the document.
pub struct Numbers(i64);

impl Numbers {
    /// Starts with this id.
    pub const fn new(first: i64) -> Self {
        Self(first - 1)
    }

    /// The next id.
    pub const fn take(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }

    /// The largest id that was given out.
    pub const fn last(&self) -> i64 {
        self.0
    }
}

/// The width by which the strokes of bold words are thickened, because the faces of official papers
/// have no bold cut.
pub const fn bold_stroke(size: Emu) -> Emu {
    size / 40
}

/// Writes a page.
pub fn part(page: &Page, ids: &mut Numbers) -> String {
    let mut out = String::with_capacity(page.runs.len() * 256 + 1024);
    let mut root = root(&mut out, "ofd:Page");
    let mut content = root.child("ofd:Content");
    let mut layer = content.child("ofd:Layer").number("ID", ids.take()).with("Type", "Body");
    areas(&mut layer, ids, &page.shades, &SHADE.map(|part| part.to_string()).join(" "));
    if !page.rules.is_empty() {
        let lines = page.rules.iter().map(|rule| {
            format!(
                "M {} L {}",
                numbers(&[rule.from.0, rule.from.1]),
                numbers(&[rule.to.0, rule.to.1])
            )
        });
        let mut path =
            path(&mut layer, ids).with("LineWidth", number(RULE_WIDTH)).with("Cap", "Square");
        drop(path.child("ofd:StrokeColor").with("Value", BLACK));
        path.text_child("ofd:AbbreviatedData", &lines.collect::<Vec<_>>().join(" "));
    }
    for runs in page.runs.chunk_by(is_vertical) {
        text(&mut layer, ids, runs);
    }
    for code in &page.codes {
        areas(&mut layer, ids, &code.dark, BLACK);
    }
    drop(layer);
    drop(content);
    drop(root);
    out
}

/// Starts a path in the coordinates of the page.
fn path<'a>(layer: &'a mut Element, ids: &mut Numbers) -> Element<'a> {
    layer
        .child("ofd:PathObject")
        .number("ID", ids.take())
        .with("Boundary", numbers(&[0, 0, PAGE_WIDTH, PAGE_HEIGHT]))
}

/// Fills areas with a colour.
fn areas(layer: &mut Element, ids: &mut Numbers, areas: &[Shade], colour: &str) {
    if areas.is_empty() {
        return;
    }
    let outlines = areas.iter().map(|Shade { x, y, width, height }| {
        let corners = [[x + width, *y], [x + width, y + height], [*x, y + height]]
            .map(|corner| format!("L {}", numbers(&corner)));
        format!("M {} {} C", numbers(&[*x, *y]), corners.join(" "))
    });
    let mut path = path(layer, ids).with("Stroke", "false").with("Fill", "true");
    drop(path.child("ofd:FillColor").with("Value", colour));
    path.text_child("ofd:AbbreviatedData", &outlines.collect::<Vec<_>>().join(" "));
}

/// Whether two runs are successive characters of one text that is written downwards.
fn is_vertical(run: &PlacedRun, next: &PlacedRun) -> bool {
    let alone = run.advances.len() == 1 && next.advances.len() == 1;
    alone
        && next.y > run.y
        && (run.content, run.face, run.size, run.bold)
            == (next.content, next.face, next.size, next.bold)
}

/// A character and its position.
#[derive(Clone, Copy)]
struct Glyph {
    c: char,
    x: Emu,
    y: Emu,
}

/// Writes a run, or the runs of a text that is written downwards.
fn text(layer: &mut Element, ids: &mut Numbers, runs: &[PlacedRun]) {
    let PlacedRun { size, face, bold, .. } = runs[0];
    let glyphs: Vec<Glyph> = runs.iter().flat_map(glyphs).collect();
    if glyphs.is_empty() {
        return;
    }
    // Readers clip a text object to its bounds, which therefore include room for thick strokes and
    // for characters that are unusually high or low.
    let margin = size / 10;
    let least = |of: fn(&Glyph) -> Emu| glyphs.iter().map(of).min().unwrap_or(0);
    let (left, top) = (least(|glyph| glyph.x) - margin, least(|glyph| glyph.y) - size);
    let right =
        runs.iter().map(|run| run.x + run.advances.iter().sum::<Emu>()).max().unwrap_or(left)
            + margin;
    let bottom = -least(|glyph| -glyph.y) + size / 10 * 3;
    let mut object = layer
        .child("ofd:TextObject")
        .number("ID", ids.take())
        .with("Boundary", numbers(&[left, top, right - left, bottom - top]));
    object = object.number("Font", font(face)).with("Size", number(size));
    if bold {
        // Some readers use the weight, others the stroke. Of the latter, some read it from the
        // object and some from the drawing parameters.
        object = object
            .number("Weight", BOLD_WEIGHT)
            .with("Stroke", "true")
            .with("LineWidth", number(bold_stroke(size)))
            .number("DrawParam", BOLD);
        drop(object.child("ofd:StrokeColor").with("Value", BLACK));
    }
    // Programs differ in whether a character outside the Basic Multilingual Plane counts as one or
    // two. Such a character therefore gets a text code of its own.
    let is_long = |glyph: &Glyph| glyph.c.len_utf16() > 1;
    for glyphs in glyphs.chunk_by(|glyph, next| !is_long(glyph) && !is_long(next)) {
        let mut code = object
            .child("ofd:TextCode")
            .with("X", number(glyphs[0].x - left))
            .with("Y", number(glyphs[0].y - top));
        let steps = |of: fn(&Glyph) -> Emu| {
            glyphs.windows(2).map(|pair| of(&pair[1]) - of(&pair[0])).collect::<Vec<_>>()
        };
        if glyphs.len() > 1 {
            code = code.with("DeltaX", deltas(&steps(|glyph| glyph.x)));
        }
        if glyphs.iter().any(|glyph| glyph.y != glyphs[0].y) {
            code = code.with("DeltaY", deltas(&steps(|glyph| glyph.y)));
        }
        code.whole_text(&glyphs.iter().map(|glyph| glyph.c).collect::<String>());
    }
}

/// The characters of a run with their positions.
fn glyphs(run: &PlacedRun) -> impl Iterator<Item = Glyph> + '_ {
    let starts = run.advances.iter().scan(run.x, |x, advance| {
        let start = *x;
        *x += advance;
        Some(start)
    });
    run.text.chars().zip(starts).map(|(c, x)| Glyph { c, x, y: run.y })
}

/// The distances between characters; `g` states how often a distance is repeated (11.3).
fn deltas(lengths: &[Emu]) -> String {
    /// From this many equal distances on, writing their number is shorter.
    const MANY: usize = 3;
    let mut text = String::with_capacity(lengths.len() * 8);
    for alike in lengths.chunk_by(|one, next| thousandths(*one) == thousandths(*next)) {
        let (times, repeated) = if alike.len() < MANY {
            (alike.len(), String::new())
        } else {
            (1, format!("g {} ", alike.len()))
        };
        text.push_str(&repeated);
        for _ in 0..times {
            push(&mut text, alike[0]);
            text.push(' ');
        }
    }
    text.pop();
    text
}

/// Lengths in millimetres, separated by spaces.
pub fn numbers(lengths: &[Emu]) -> String {
    let mut text = String::with_capacity(lengths.len() * 8);
    for length in lengths {
        push(&mut text, *length);
        text.push(' ');
    }
    text.pop();
    text
}

/// A length in millimetres with up to three decimals.
pub fn number(length: Emu) -> String {
    let mut text = String::new();
    push(&mut text, length);
    text
}

const fn thousandths(length: Emu) -> Emu {
    const THOUSANDTH: Emu = mm(1) / 1000;
    (length + THOUSANDTH / 2).div_euclid(THOUSANDTH)
}

/// Appends a length digit by digit. A page has some thousands of lengths, and the standard
/// formatter is slower.
fn push(text: &mut String, length: Emu) {
    let thousandths = thousandths(length);
    if thousandths < 0 {
        text.push('-');
    }
    let (whole, mut part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    text.push_str(&whole.to_string());
    if part > 0 {
        text.push('.');
    }
    while part > 0 {
        text.push(char::from(b'0' + u8::try_from(part / 100).unwrap_or(0)));
        part = part % 100 * 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_millimetres() {
        for (length, expected) in [
            (0, "0"),
            (36_000, "1"),
            (203_200, "5.644"),
            (-18_000, "-0.5"),
            (18, "0.001"),
            (17, "0"),
            (-36, "-0.001"),
            (7_560_000, "210"),
        ] {
            assert_eq!(number(length), expected);
        }
    }

    #[test]
    fn equal_distances_are_counted() {
        let steps = [36_000, 36_000, 36_000, 72_000, 36_000, 36_000, 10, 15];
        assert_eq!(deltas(&steps), "g 3 1 2 1 1 0 0");
        assert_eq!(deltas(&[36_000; 4]), "g 4 1");
    }
}
