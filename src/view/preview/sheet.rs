//! A page as it prints, as an SVG picture.
//!
//! In: a page of the layout, and the target of each piece of it. Out: one `svg` element that needs
//! no style sheet, in hundredths of a point. Every character is positioned by itself, so that lines
//! are as long as in the other formats, whatever fonts the browser has. A piece with a target is a
//! group with `data-to`, with an invisible area that takes clicks.

use super::FormTarget;
use crate::geometry::{Emu, PAGE_HEIGHT, PAGE_WIDTH, Shade};
use crate::layout::style::{RULE_WIDTH, SHADE};
use crate::layout::{ContentRef, Face, Page, PlacedRun};
use crate::markup::{Element, font_family, html};
use std::collections::BTreeMap;

/// The picture of a page. `target` gives the target of a place, and whether the place shows it
/// itself.
pub fn svg(page: &Page, target: impl Fn(ContentRef) -> Option<(FormTarget, bool)>) -> String {
    let mut out = String::with_capacity(48 * 1024);
    {
        let (width, height) = (units(PAGE_WIDTH), units(PAGE_HEIGHT));
        let svg = html(&mut out, "svg")
            .with("class", "nb-leaf-svg")
            .with("viewBox", format!("0 0 {width} {height}"));
        let mut svg =
            svg.with("role", "img").with("aria-label", format!("第 {} 页的版面", page.number));
        ground(&mut svg, page);
        let pieces = pieces(page);
        for pieces in pieces.chunk_by(|piece, next| piece.style() == next.style()) {
            match pieces[0].style() {
                Some((face, size)) => {
                    let mut group = styled(svg.child("g"), face, size);
                    for piece in pieces {
                        write(&mut group, piece, &target);
                    }
                }
                None => pieces.iter().for_each(|piece| write(&mut svg, piece, &target)),
            }
        }
        for code in &page.codes {
            drop(svg.child("path").with("d", areas(&code.dark)));
        }
    }
    out
}

/// Converts a length to hundredths of a point, rounded to the nearest.
fn units(length: Emu) -> i32 {
    (length + 63).div_euclid(127)
}

/// Draws the shaded areas and the lines.
fn ground(svg: &mut Element, page: &Page) {
    if !page.shades.is_empty() {
        let [red, green, blue] = SHADE;
        drop(
            svg.child("path")
                .with("fill", format!("#{red:02X}{green:02X}{blue:02X}"))
                .with("d", areas(&page.shades)),
        );
    }
    if !page.rules.is_empty() {
        let lines = page.rules.iter().map(|rule| {
            let ((x, y), (right, bottom)) = (rule.from, rule.to);
            let to = if y == bottom {
                format!("H{}", units(right))
            } else {
                format!("V{}", units(bottom))
            };
            format!("M{} {}{to}", units(x), units(y))
        });
        let path = svg
            .child("path")
            .with("fill", "none")
            .with("stroke", "#000")
            .number("stroke-width", units(RULE_WIDTH));
        drop(path.with("stroke-linecap", "square").with("d", lines.collect::<String>()));
    }
}

/// The path data of several areas.
fn areas(areas: &[Shade]) -> String {
    areas
        .iter()
        .map(|area| {
            format!(
                "M{} {}h{}v{}h-{2}z",
                units(area.x),
                units(area.y),
                units(area.width),
                units(area.height)
            )
        })
        .collect()
}

/// A piece of a page: a cell, or the part of a paragraph that is on this page.
struct Piece<'a> {
    content: ContentRef,
    runs: &'a [PlacedRun],
    /// The areas that take clicks.
    areas: Vec<Shade>,
}

impl Piece<'_> {
    /// The face and size of all its text, if they are the same throughout.
    fn style(&self) -> Option<(Face, Emu)> {
        let first = self.runs.first().map(|run| (run.face, run.size));
        first.filter(|style| self.runs.iter().all(|run| (run.face, run.size) == *style))
    }
}

/// The pieces in reading order; blank cells come last.
fn pieces(page: &Page) -> Vec<Piece<'_>> {
    let mut cells: BTreeMap<ContentRef, Shade> = page.cells.iter().copied().collect();
    let texts = page.runs.chunk_by(|run, next| run.content == next.content).map(|runs| {
        let content = runs[0].content;
        let areas = match content {
            ContentRef::Text { .. } => lines(runs),
            ContentRef::Cell { .. } => cells.remove(&content).into_iter().collect(),
            ContentRef::Artifact(_) => Vec::new(),
        };
        Piece { content, runs, areas }
    });
    let mut pieces: Vec<Piece> = texts.collect();
    let blank = page.cells.iter().filter(|(content, _)| cells.contains_key(content));
    pieces.extend(blank.map(|(content, area)| Piece {
        content: *content,
        runs: &[],
        areas: vec![*area],
    }));
    pieces
}

/// The areas of the lines of a paragraph, slightly larger than their characters and without gaps
/// between them.
fn lines(runs: &[PlacedRun]) -> Vec<Shade> {
    let lines: Vec<&[PlacedRun]> = runs.chunk_by(|run, next| run.y == next.y).collect();
    let top = |line: &[PlacedRun]| line.first().map_or(0, |run| run.y - run.size / 5 * 6);
    let area = |(index, line): (usize, &&[PlacedRun])| {
        let (x, y, size) = line.first().map_or((0, 0, 0), |run| (run.x, run.y, run.size));
        let right = line.iter().map(PlacedRun::end).max().unwrap_or(x);
        let bottom = lines.get(index + 1).map_or(y + size / 20 * 9, |next| top(next));
        Shade {
            x: x - size / 6,
            y: top(line),
            width: right - x + size / 3,
            height: bottom - top(line),
        }
    };
    lines.iter().enumerate().map(area).collect()
}

fn write(
    parent: &mut Element,
    piece: &Piece,
    target: &impl Fn(ContentRef) -> Option<(FormTarget, bool)>,
) {
    let styled = piece.style().is_some();
    let Some((target, is_itself)) = target(piece.content) else {
        return piece.runs.iter().for_each(|run| text(parent, run, styled));
    };
    let group = parent.child("g").with("class", if is_itself { "nb-at" } else { "nb-by" });
    let mut group = group.with("data-act", "preview.to").with("data-to", target.to_string());
    drop(
        group
            .child("path")
            .with("fill", "none")
            .with("pointer-events", "all")
            .with("d", areas(&piece.areas)),
    );
    piece.runs.iter().for_each(|run| text(&mut group, run, styled));
}

fn styled(element: Element<'_>, face: Face, size: Emu) -> Element<'_> {
    element.with("font-family", font_family(face)).number("font-size", units(size))
}

/// Writes a run with the position of each character. A number gets its first position and its
/// length instead, which browsers draw in a third of the time. White space at the ends is left out,
/// because it would count as positions as well. A character beyond U+FFFF ends its `text` element,
/// because some programs count it as one position and some as two.
fn text(parent: &mut Element, run: &PlacedRun, is_styled: bool) {
    let mut x = run.x;
    let mut placed: Vec<(char, Emu)> = Vec::with_capacity(run.advances.len());
    for (c, advance) in run.text.chars().zip(&run.advances) {
        placed.push((c, x));
        x += advance;
    }
    let shown = |(c, _): &(char, Emu)| *c != ' ';
    let (Some(first), Some(last)) = (placed.iter().position(shown), placed.iter().rposition(shown))
    else {
        return;
    };
    for placed in placed[first..=last].chunk_by(|(c, _), _| u32::from(*c) < 0x1_0000) {
        let element = parent.child("text");
        let element = if let Some(length) = number(placed) {
            element.number("x", units(placed[0].1)).number("textLength", units(length))
        } else {
            let offsets: Vec<String> = placed.iter().map(|(_, x)| units(*x).to_string()).collect();
            element.with("x", offsets.join(" "))
        };
        let element = element.number("y", units(run.y));
        let element = if is_styled { element } else { styled(element, run.face, run.size) };
        // Bold is not drawn by a stroke, as in PDF: when printing, one browser would show such
        // words twice, and another would write a file without them.
        let mut element = if run.bold { element.with("font-weight", "bold") } else { element };
        element.text(&placed.iter().map(|(c, _)| *c).collect::<String>());
    }
}

/// The length of several digits at equal distances; `None` for anything else.
fn number(placed: &[(char, Emu)]) -> Option<Emu> {
    let step = placed.get(1)?.1 - placed[0].1;
    let even = placed.windows(2).all(|pair| pair[1].1 - pair[0].1 == step)
        && placed.iter().all(|(c, _)| c.is_ascii_digit());
    even.then(|| step * Emu::try_from(placed.len()).unwrap_or(1))
}
