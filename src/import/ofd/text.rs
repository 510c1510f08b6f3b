//! Text objects: characters at their positions (GB/T 33190-2016, 11).

use super::space::{Placement, emu, floats};
use super::{Document, OfdFont};
use crate::geometry::Emu;
use crate::import::package::Attributes;
use crate::layout::font::advance;
use crate::layout::{Face, NominalMetrics};
use crate::source::placed::SourceRun;

/// Text of this weight or more is bold.
const BOLD: f64 = 600.0;
/// Characters of a text object that are read; a line of a page has some fifty.
const MOST_CHARACTERS: usize = 10_000;

/// A text object while it is read.
pub struct TextObject {
    /// The coordinate system of the object.
    pub space: Placement,
    font: OfdFont,
    size: f64,
    bold: bool,
    /// Whether its letters are filled with a visible colour.
    pub filled: bool,
    /// The position of the next code if it does not specify one.
    at: (f64, f64),
    code: Option<Code>,
    left: usize,
    runs: Vec<SourceRun>,
}

/// A piece of text with the deltas between its characters.
struct Code {
    x: f64,
    y: f64,
    across: String,
    down: String,
    text: String,
}

impl TextObject {
    /// Starts an object.
    pub fn new(space: Placement, document: &Document, attributes: &Attributes) -> Self {
        let font = attributes
            .get("Font")
            .and_then(|id| document.fonts.get(id.trim()).copied())
            .unwrap_or_default();
        let stroked = attributes.is("Stroke", "true");
        Self {
            space,
            font,
            size: attributes.number("Size").unwrap_or(0.0),
            bold: font.bold
                || stroked
                || attributes.number("Weight").is_some_and(|weight| weight >= BOLD),
            filled: stroked || !attributes.is("Fill", "false"),
            at: (0.0, 0.0),
            code: None,
            left: MOST_CHARACTERS,
            runs: Vec::new(),
        }
    }

    /// Starts a code.
    pub fn start_code(&mut self, attributes: &Attributes) {
        self.at = (
            attributes.number("X").unwrap_or(self.at.0),
            attributes.number("Y").unwrap_or(self.at.1),
        );
        let steps = |name| attributes.get(name).unwrap_or_default().to_owned();
        self.code = Some(Code {
            x: self.at.0,
            y: self.at.1,
            across: steps("DeltaX"),
            down: steps("DeltaY"),
            text: String::new(),
        });
    }

    /// Adds text to the code.
    pub fn push_text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text.extend(text.chars().filter(|c| *c != '\n' && *c != '\r').take(self.left));
            self.left = self.left.saturating_sub(text.len());
        }
    }

    /// The number of characters of the code.
    pub fn length(&self) -> usize {
        self.code.as_ref().map_or(0, |code| code.text.chars().count())
    }

    /// Ends the code: its characters get their positions.
    pub fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let chars: Vec<char> = code.text.chars().collect();
        // No more deltas than characters are read.
        let (across, down) = (deltas(&code.across, chars.len()), deltas(&code.down, chars.len()));
        let mut places = Vec::with_capacity(chars.len() + 1);
        let (mut x, mut y) = (code.x, code.y);
        for (index, c) in chars.iter().enumerate() {
            places.push((x, y));
            // Where there are fewer deltas than characters, the last one is repeated (table 46);
            // where there is none, the width of the character is used.
            let step = |steps: &[f64]| steps.get(index).or(steps.last()).copied();
            let last = index + 1 == chars.len();
            x += step(&across)
                .filter(|_| !last)
                .unwrap_or_else(|| if down.is_empty() || last { self.natural(*c) } else { 0.0 });
            y += step(&down).filter(|_| !last).unwrap_or(0.0);
        }
        places.push((x, y));
        let places: Vec<(Emu, Emu)> =
            places.into_iter().map(|point| self.space.on_page(point)).collect();
        let size = emu(self.size * self.space.scale());
        let first = self.runs.len();
        for (c, ends) in chars.iter().zip(places.windows(2)) {
            let ((x, y), advance) = (ends[0], ends[1].0.saturating_sub(ends[0].0));
            // Characters below each other form lines of their own.
            if let Some(last) = self.runs[first..].last_mut().filter(|last| last.y == y) {
                last.text.push(*c);
                last.advances.push(advance);
            } else {
                let (face, bold) = (self.font.face, self.bold);
                self.runs.push(SourceRun {
                    x,
                    y,
                    face,
                    size,
                    bold,
                    text: c.to_string(),
                    advances: vec![advance],
                });
            }
        }
    }

    /// The runs of the object.
    pub fn finish(self) -> Vec<SourceRun> {
        self.runs
    }

    /// The approximate width of a character in its font.
    fn natural(&self, c: char) -> f64 {
        /// The size that is used for measuring.
        const SIZE: Emu = 1000;
        self.size
            * f64::from(advance(&NominalMetrics, self.font.face.unwrap_or(Face::Latin), c, SIZE))
            / f64::from(SIZE)
    }
}

/// Reads deltas: numbers, or `g`, a repetition count, and a number.
fn deltas(text: &str, most: usize) -> Vec<f64> {
    let mut steps = Vec::new();
    let mut tokens = text.split_ascii_whitespace();
    while let Some(word) = tokens.next() {
        let (count, word) = if word == "g" {
            (tokens.next().and_then(|count| count.parse().ok()).unwrap_or(0), tokens.next())
        } else {
            (1, Some(word))
        };
        let step = word.and_then(|word| floats(word).next()).unwrap_or(0.0);
        steps.extend(std::iter::repeat_n(step, count.min(most.saturating_sub(steps.len()))));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted() {
        assert_eq!(deltas("g 3 4.5 10 -1", 100), [4.5, 4.5, 4.5, 10.0, -1.0]);
        assert_eq!(deltas("g 99999999999 1 2", 5), [1.0; 5]);
        assert_eq!(deltas("g x 1 NaN g", 9), [0.0]);
    }
}
