//! Writes paragraphs and runs of text in a Word document, and estimates how wide a text is.

use super::styles::WordStyle;
use crate::markup::Element;

/// Starts a paragraph with a style.
pub fn paragraph<'a>(parent: &'a mut Element, style: &WordStyle) -> Element<'a> {
    let mut paragraph = parent.child("w:p");
    paragraph.child("w:pPr").value("w:pStyle", style.id);
    paragraph
}

/// Writes a run. The hint makes Word set “”, — and … in the Chinese font; without it they are
/// narrow, in the font of digits. `size` is in half points, where it differs from that of the
/// style.
pub fn run(paragraph: &mut Element, text: &str, style: &WordStyle, bold: bool, size: Option<i64>) {
    let mut run = paragraph.child("w:r");
    run_properties(&mut run, style, bold, size);
    append_text(&mut run, text);
}

/// Writes the words of a run that is open.
pub fn append_text(run: &mut Element, text: &str) {
    let element = run.child("w:t");
    let mut element = if text.starts_with(' ') || text.ends_with(' ') {
        element.with("xml:space", "preserve")
    } else {
        element
    };
    element.text(text);
}

/// Writes the properties of a run that is open: its font, and its size in half points where it
/// differs from that of the style.
pub fn run_properties(run: &mut Element, style: &WordStyle, bold: bool, size: Option<i64>) {
    let mut properties = run.child("w:rPr");
    drop(properties.child("w:rFonts").with("w:hint", "eastAsia").with("w:eastAsia", style.font));
    if bold {
        properties.empty("w:b");
        properties.empty("w:bCs");
    }
    if let Some(size) = size {
        properties.measure("w:sz", size);
        properties.measure("w:szCs", size);
    }
}

/// As [`width`], including the gaps of a quarter of a character between Chinese text and digits.
pub fn spaced_width(text: &str) -> i64 {
    let seams = text
        .chars()
        .zip(text.chars().skip(1))
        .filter(|(left, right)| left.is_ascii() != right.is_ascii())
        .count();
    width(text) + 25 * i64::try_from(seams).unwrap_or(0)
}

/// The width of a text in hundredths of a Chinese character. ASCII characters count as half as
/// wide.
pub fn width(text: &str) -> i64 {
    text.chars().map(|c| if c.is_ascii() { 50 } else { 100 }).sum()
}
