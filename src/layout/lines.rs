//! Breaks paragraphs into lines and places their characters.

use super::font::{self, is_latin};
use super::kinsoku::{self, Break};
use super::style::{Align, TextStyle, baseline};
use super::{ContentRef, Face, LONGEST, Metrics, PlacedRun, total};
use crate::document;
use crate::geometry::Emu;
use std::ops::Range;

/// A character of a paragraph that is not placed yet.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    c: char,
    face: Face,
    bold: bool,
    advance: Emu,
    /// The gap to the next character, if that is on the same line.
    gap: Emu,
}

/// A paragraph broken into lines.
#[derive(Clone, Debug)]
pub struct SetParagraph {
    style: TextStyle,
    glyphs: Vec<Glyph>,
    lines: Vec<Range<usize>>,
}

/// How many characters of a line may stay empty before it ends at a position with
/// [`Break::Hardly`].
const SLACK: Emu = 3;

/// Breaks runs into lines.
pub fn set(
    metrics: &impl Metrics,
    style: &TextStyle,
    runs: &[document::Run],
    width: Emu,
) -> SetParagraph {
    let mut glyphs: Vec<Glyph> =
        Vec::with_capacity(runs.iter().map(|run| run.text.len() / 3 + 8).sum());
    for run in runs {
        append(&mut glyphs, metrics, style, &run.text, run.bold);
    }
    broken(style, glyphs, width)
}

/// As [`set`], for one piece of text.
pub fn set_text(metrics: &impl Metrics, style: &TextStyle, text: &str, width: Emu) -> SetParagraph {
    let mut glyphs = Vec::with_capacity(text.len() / 3 + 8);
    append(&mut glyphs, metrics, style, text, false);
    broken(style, glyphs, width)
}

/// As [`set`], for a paragraph whose lines are given.
pub fn set_lines(
    metrics: &impl Metrics,
    style: &TextStyle,
    given: &[&str],
    width: Emu,
) -> SetParagraph {
    let (mut glyphs, mut lines) = (Vec::new(), Vec::with_capacity(given.len()));
    for text in given {
        let start = glyphs.len();
        append(&mut glyphs, metrics, style, text, false);
        // A line that does not fit is broken like any other.
        let part = broken(style, glyphs[start..].to_vec(), width);
        lines.extend(part.lines.into_iter().map(|line| start + line.start..start + line.end));
    }
    SetParagraph { style: *style, glyphs, lines }
}

/// The width of a text on one line.
pub fn width(metrics: &impl Metrics, style: &TextStyle, text: &str) -> Emu {
    let mut glyphs = Vec::new();
    append(&mut glyphs, metrics, style, text, false);
    extent(&glyphs)
}

fn append(
    glyphs: &mut Vec<Glyph>,
    metrics: &impl Metrics,
    style: &TextStyle,
    text: &str,
    bold: bool,
) {
    for c in text.chars() {
        let face = if style.one_face { style.face } else { metrics.face(style.face, c) };
        let advance = font::advance(metrics, face, c, style.size) + style.tracking;
        if let Some(last) = glyphs.last_mut()
            && style.spaced
            && needs_gap(last.c, c)
        {
            last.gap = style.size / 4;
        }
        glyphs.push(Glyph { c, face, bold, advance, gap: 0 });
    }
}

/// Whether there is a gap between two characters: between a letter or digit and a Chinese character
/// that is not a mark.
fn needs_gap(last: char, next: char) -> bool {
    let letter = |c: char| is_latin(c) && c.is_alphanumeric();
    let chinese = |c: char| !is_latin(c) && c.is_alphanumeric();
    letter(last) && chinese(next) || chinese(last) && (letter(next)) || last == '%' && chinese(next)
}

/// The width of characters on one line, without blanks at the end.
fn extent(glyphs: &[Glyph]) -> Emu {
    let shown = shown(glyphs);
    let gaps = &glyphs[..shown.saturating_sub(1)];
    total(
        glyphs[..shown].iter().map(|glyph| glyph.advance).chain(gaps.iter().map(|glyph| glyph.gap)),
    )
}

/// How many characters of a line are visible: all but the blanks at the end.
fn shown(glyphs: &[Glyph]) -> usize {
    glyphs.iter().rposition(|glyph| !kinsoku::is_blank(glyph.c)).map_or(0, |last| last + 1)
}

fn broken(style: &TextStyle, glyphs: Vec<Glyph>, width: Emu) -> SetParagraph {
    let chars: Vec<char> = glyphs.iter().map(|glyph| glyph.c).collect();
    // Most cells of a table hold one short line, for which no breaks are needed.
    let breaks = if extent(&glyphs) + style.first_line <= width {
        Vec::new()
    } else {
        kinsoku::breaks(&chars)
    };
    let mut lines = Vec::new();
    let mut start = 0;
    while start < glyphs.len() {
        let indent = if start == 0 { style.first_line } else { 0 };
        let end = line_end(&glyphs, &breaks, start, width - indent, style.size);
        lines.push(start..end);
        start = end;
    }
    if lines.is_empty() {
        lines.push(0..0);
    }
    SetParagraph { style: *style, glyphs, lines }
}

/// Where the line that begins at `start` ends.
fn line_end(glyphs: &[Glyph], breaks: &[Break], start: usize, width: Emu, size: Emu) -> usize {
    let (mut used, mut gap) = (0, 0);
    // The last positions with [`Break::Yes`] and [`Break::Hardly`], and the width of the line
    // there.
    let (mut good, mut hard) = (None, None);
    for (at, glyph) in glyphs.iter().enumerate().skip(start) {
        if at > start {
            match breaks.get(at) {
                Some(Break::Yes) => good = Some((at, used)),
                Some(Break::Hardly) => hard = Some((at, used)),
                _ => {}
            }
        }
        // Blanks hang outside the line and need no room.
        if !kinsoku::is_blank(glyph.c) && used + gap + glyph.advance > width && at > start {
            return match (good, hard) {
                (Some((good, reached)), Some((hard, _)))
                    if hard > good && width - reached > SLACK * size =>
                {
                    hard
                }
                (Some((good, _)), _) => good,
                (None, Some((hard, _))) => hard,
                (None, None) => at,
            };
        }
        used += gap + glyph.advance;
        gap = glyph.gap;
    }
    glyphs.len()
}

impl SetParagraph {
    /// The number of lines, at least one.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The height of all lines.
    pub fn height(&self) -> Emu {
        Emu::try_from(self.lines.len())
            .unwrap_or(Emu::MAX)
            .saturating_mul(self.style.leading)
            .min(LONGEST)
    }

    /// The height of one line.
    pub const fn leading(&self) -> Emu {
        self.style.leading
    }

    /// Whether there are several lines and the last one is a single character.
    pub fn ends_in_one(&self) -> bool {
        self.lines.len() > 1 && self.lines.last().is_some_and(|line| line.len() == 1)
    }

    /// Places a line in an area with this left edge, width and upper edge.
    pub fn place(
        &self,
        line: usize,
        left: Emu,
        width: Emu,
        top: Emu,
        content: ContentRef,
    ) -> Vec<PlacedRun> {
        let style = &self.style;
        let glyphs = &self.glyphs[self.lines[line].clone()];
        let indent = if line == 0 { style.first_line } else { 0 };
        let free = width - indent - extent(glyphs);
        let (offset, stretched) = match style.align {
            Align::Justified if line + 1 < self.lines.len() => (0, free),
            Align::Justified | Align::Left => (0, 0),
            Align::Center => (free / 2, 0),
            Align::Right => (free, 0),
        };
        runs(
            glyphs,
            style,
            left + indent + offset,
            top + baseline(style.leading, style.size),
            stretched,
            content,
        )
    }
}

/// Places characters from `x` on, with `free` spread over the gaps between them.
fn runs(
    glyphs: &[Glyph],
    style: &TextStyle,
    mut x: Emu,
    y: Emu,
    free: Emu,
    content: ContentRef,
) -> Vec<PlacedRun> {
    let shown = shown(glyphs);
    let is_single_space = matches!(glyphs[shown..], [Glyph { c: ' ', .. }]);
    // A word of letters is not spread out.
    let spreads = |at: usize| {
        at + 1 < shown
            && !(is_latin(glyphs[at].c) && glyphs[at].c != ' ' && is_latin(glyphs[at + 1].c))
    };
    let gaps = Emu::try_from((0..shown).filter(|at| spreads(*at)).count()).unwrap_or(0);
    // A line that would have to be spread by more than a third of a character for each gap stays as
    // it is.
    let (each, mut rest) = if gaps == 0 || free <= 0 || free / gaps > style.size / 3 {
        (0, 0)
    } else {
        (free / gaps, free % gaps)
    };
    let mut runs: Vec<PlacedRun> = Vec::with_capacity(4);
    for (at, glyph) in glyphs.iter().enumerate() {
        // A single narrow space that hangs is kept on the paper. There may be more other blanks,
        // which documents do not join, than the paper has room for, so they take up no width.
        let mut advance = if at < shown || is_single_space { glyph.advance } else { 0 };
        if at + 1 < shown {
            advance += glyph.gap;
        }
        if spreads(at) {
            advance += each + i32::from(rest > 0);
            rest = (rest - 1).max(0);
        }
        match runs.last_mut() {
            Some(run) if run.face == glyph.face && run.bold == glyph.bold => {
                run.text.push(glyph.c);
                run.advances.push(advance);
            }
            _ => runs.push(PlacedRun {
                x,
                y,
                face: glyph.face,
                size: style.size,
                bold: glyph.bold,
                text: glyph.c.to_string(),
                advances: vec![advance],
                content,
            }),
        }
        x += advance;
    }
    runs
}
