//! Lines of text: runs on one base line, from left to right.

use super::{FARTHEST, SourceRun};
use crate::document;
use crate::geometry::Emu;
use crate::layout::Face;
use crate::layout::font::is_latin;
use crate::layout::kinsoku::{self, Break};

/// Characters of a page, of one format.
#[derive(Clone, Debug)]
pub struct TextPiece {
    /// Its left edge, which may be that of a blank.
    pub x: Emu,
    /// The left edge of its first visible character, if it has one.
    seen: Option<Emu>,
    pub y: Emu,
    pub face: Option<Face>,
    pub size: Emu,
    pub bold: bool,
    pub text: String,
    /// The right edge of its last character, without trailing blanks.
    pub end: Emu,
    /// The approximate width of the trailing blanks.
    hung: Emu,
}

impl TextPiece {
    /// A piece of a run that has no characters yet.
    pub const fn of(run: &SourceRun, x: Emu) -> Self {
        Self {
            x,
            seen: None,
            y: run.y,
            face: run.face,
            size: run.size,
            bold: run.bold,
            text: String::new(),
            end: x,
            hung: 0,
        }
    }

    /// Adds a character, which extends from `start` to `end`.
    pub fn push(&mut self, c: char, start: Emu, end: Emu) {
        self.text.push(c);
        if !c.is_whitespace() {
            self.seen.get_or_insert(start);
        }
        // In files of version 0.1 a wide blank at the end of a line has a full width. All other
        // trailing blanks do not count.
        if !c.is_whitespace() || c == '\u{3000}' && end > start {
            (self.end, self.hung) = (end, 0);
        } else {
            self.hung = self.hung.saturating_add(width(c, self.size)).min(FARTHEST);
        }
    }
}

/// A line of text.
#[derive(Clone, Debug)]
pub struct PlacedLine {
    /// Index of its page.
    pub page: usize,
    /// Its left edge, which may be that of a blank.
    pub start: Emu,
    /// The left edge of its first visible character.
    pub x: Emu,
    pub y: Emu,
    /// Its right edge, without trailing blanks.
    pub end: Emu,
    /// The approximate width of the trailing blanks, which had to fit before anything else could
    /// follow.
    pub hung: Emu,
    /// The largest font size in it.
    pub size: Emu,
    /// The face, of those for text or headings, that most of its characters have. Single characters
    /// may be in another font, used as a replacement.
    pub face: Option<Face>,
    pub runs: Vec<document::Run>,
    /// Its words, as blanks and wide gaps part them.
    pub fields: Vec<String>,
}

impl PlacedLine {
    /// Its text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The approximate width of the first unbreakable part, which would have had to fit on the line
    /// before.
    pub fn first_word(&self) -> Emu {
        let chars: Vec<char> = self.text().chars().collect();
        self.width(&chars[..first_word(&chars)])
    }

    /// As [`PlacedLine::first_word`], but not less than by the width that the line has, because
    /// some letters are much wider than the approximate width. The line may not be justified.
    pub fn widest_first_word(&self) -> Emu {
        let text = self.text();
        let chars: Vec<char> = text.trim().chars().collect();
        let approximate = self.width(&chars[..first_word(&chars)]);
        let as_set = i128::from(self.end.saturating_sub(self.x).clamp(0, FARTHEST));
        let all = i128::from(self.width(&chars)).max(1);
        let scaled = Emu::try_from(i128::from(approximate) * as_set / all);
        scaled.unwrap_or(FARTHEST).max(approximate)
    }

    /// The approximate width of characters in the size of the line.
    fn width(&self, chars: &[char]) -> Emu {
        chars.iter().map(|c| width(*c, self.size)).fold(0, Emu::saturating_add).min(FARTHEST)
    }
}

/// How many characters the first unbreakable part has.
fn first_word(chars: &[char]) -> usize {
    let breaks = kinsoku::breaks(chars);
    let end = breaks.iter().skip(1).position(|kind| *kind != Break::No);
    end.map_or(chars.len(), |at| at + 1)
}

/// The approximate width of a character: letters are half as wide as high, and spaces half of that.
fn width(c: char, size: Emu) -> Emu {
    match c {
        ' ' => size / 4,
        _ if is_latin(c) => size / 2,
        _ => size,
    }
}

/// Joins pieces on one base line; the lines are in the order from top to bottom.
pub fn of(page: usize, mut pieces: Vec<TextPiece>) -> Vec<PlacedLine> {
    pieces.retain(|piece| !piece.text.is_empty());
    pieces.sort_by_key(|piece| (piece.y, piece.x));
    let mut lines: Vec<Vec<TextPiece>> = Vec::new();
    for piece in pieces {
        let near = |other: &TextPiece| {
            other.y.abs_diff(piece.y) <= other.size.min(piece.size).unsigned_abs() / 10 * 3
        };
        let on_line =
            |line: &Vec<TextPiece>| line.first().is_some_and(near) || line.last().is_some_and(near);
        match lines.last_mut().filter(|line| on_line(line)) {
            Some(line) => line.push(piece),
            None => lines.push(vec![piece]),
        }
    }
    lines.into_iter().filter_map(|pieces| line(page, pieces)).collect()
}

/// The face, of those for text or headings, that has the most characters.
fn most_of(pieces: &[TextPiece]) -> Option<Face> {
    let count = |face: Face| {
        pieces
            .iter()
            .filter(|piece| piece.face == Some(face))
            .map(|piece| piece.text.chars().count())
            .sum::<usize>()
    };
    let counts = [Face::Fang, Face::Kai, Face::Hei].map(|face| (count(face), face));
    counts.into_iter().max().filter(|(count, _)| *count > 0).map(|(_, face)| face)
}

/// The words of pieces in their order, as blanks and gaps of the width of a character part them.
fn fields(pieces: &[TextPiece]) -> Vec<String> {
    let mut text = String::new();
    let mut last: Option<Emu> = None;
    for piece in pieces {
        if last.is_some_and(|end| piece.x.saturating_sub(end) > piece.size) {
            text.push(' ');
        }
        text.push_str(&piece.text);
        last = Some(piece.end);
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// A line of these pieces; `None` if nothing of it is visible.
fn line(page: usize, mut pieces: Vec<TextPiece>) -> Option<PlacedLine> {
    pieces.sort_by_key(|piece| piece.x);
    let seen = |piece: &&TextPiece| piece.seen.is_some();
    let first = pieces.iter().find(seen)?;
    let mut line = PlacedLine {
        page,
        start: pieces.first()?.x,
        x: first.seen?,
        y: first.y,
        end: pieces.iter().filter(seen).map(|piece| piece.end).max()?,
        hung: pieces[pieces.iter().rposition(|piece| seen(&piece))?..]
            .iter()
            .map(|piece| piece.hung)
            .fold(0, Emu::saturating_add),
        size: pieces.iter().filter(seen).map(|piece| piece.size).max()?,
        face: most_of(&pieces),
        runs: Vec::with_capacity(pieces.len()),
        fields: fields(&pieces),
    };
    let mut last: Option<(char, Emu)> = None;
    for piece in pieces {
        // In a file without spaces, a gap between letters is one.
        let gap = last.zip(piece.text.chars().next()).is_some_and(|((before, end), next)| {
            let letters = is_latin(before)
                && is_latin(next)
                && !kinsoku::is_blank(before)
                && !kinsoku::is_blank(next);
            letters && piece.x - end > piece.size / 5
        });
        last = piece.text.chars().next_back().map(|c| (c, piece.end));
        let text = if gap { format!(" {}", piece.text) } else { piece.text };
        match line.runs.last_mut().filter(|run| run.bold == piece.bold) {
            Some(run) => run.text.push_str(&text),
            None => line.runs.push(document::Run { text, bold: piece.bold }),
        }
    }
    Some(line)
}
