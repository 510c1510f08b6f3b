//! Text on a page: the position of each character of a string (ISO 32000-1, 9.2 to 9.4).

use super::font::PdfFont;
use super::matrix::{Matrix, emu, from_upper_left, matrix};
use super::object::{Object, Operator};
use crate::geometry::Shade;
use crate::import::{ImportError, Limit};
use crate::layout::Face;
use crate::source::placed::SourceRun;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The text state, and the position of the pen.
#[derive(Clone)]
pub struct TextState {
    font: Option<Rc<PdfFont>>,
    face: Option<Face>,
    size: f64,
    char_space: f64,
    word_space: f64,
    /// The horizontal scale; 1 is the width of the font.
    scale: f64,
    leading: f64,
    rise: f64,
    mode: usize,
    /// The pen, and the beginning of the line.
    pen: Matrix,
    line: Matrix,
}

impl Default for TextState {
    fn default() -> Self {
        Self {
            font: None,
            face: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            pen: Matrix::UNIT,
            line: Matrix::UNIT,
        }
    }
}

/// What is counted while text is shown.
pub struct Counts {
    /// The number of characters that are still permitted.
    pub left: usize,
    /// The number of characters of the page by the direction in which their lines run: to the
    /// right, upwards, to the left, downwards.
    pub directions: [usize; 4],
}

/// Text that was shown: its characters and the position of each on the page.
pub struct ShownText {
    face: Option<Face>,
    size: f64,
    bold: bool,
    /// The base line.
    y: f64,
    text: String,
    starts: Vec<f64>,
    end: f64,
}

impl TextState {
    /// Sets the font.
    pub fn set_font(&mut self, font: Rc<PdfFont>, face: Option<Face>, size: f64) {
        (self.font, self.face, self.size) = (Some(font), face, size);
    }

    /// Executes an operator, if it is a text operator. Returns the text that it shows, if it is
    /// visible and upright.
    ///
    /// # Errors
    /// When there are more characters.
    pub fn apply(
        &mut self,
        operator: &Operator,
        numbers: &[f64],
        to_page: Matrix,
        counts: &mut Counts,
    ) -> Result<Option<ShownText>, ImportError> {
        match (operator.name, numbers) {
            (b"BT", _) => (self.pen, self.line) = (Matrix::UNIT, Matrix::UNIT),
            (b"Tc", [space]) => self.char_space = *space,
            (b"Tw", [space]) => self.word_space = *space,
            (b"Tz", [percent]) => self.scale = percent / 100.0,
            (b"TL", [leading]) => self.leading = *leading,
            (b"Ts", [rise]) => self.rise = *rise,
            (b"Tr", [mode]) => self.mode = super::object::count(*mode).unwrap_or(0),
            (b"Td", [x, y]) => self.next_line(*x, *y),
            (b"TD", [x, y]) => {
                self.leading = -y;
                self.next_line(*x, *y);
            }
            (b"T*", _) => self.next_line(0.0, -self.leading),
            (b"Tm", _) => {
                if let Some(set) = matrix(numbers) {
                    (self.pen, self.line) = (set, set);
                }
            }
            (b"Tj" | b"TJ", _) => return self.show(operator, to_page, counts),
            (b"'", _) => {
                self.next_line(0.0, -self.leading);
                return self.show(operator, to_page, counts);
            }
            (b"\"", [word_space, char_space]) => {
                (self.word_space, self.char_space) = (*word_space, *char_space);
                self.next_line(0.0, -self.leading);
                return self.show(operator, to_page, counts);
            }
            _ => {}
        }
        Ok(None)
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.pen = self.line;
    }

    /// Shows a string, or strings with adjustments between them.
    fn show(
        &mut self,
        operator: &Operator,
        to_page: Matrix,
        counts: &mut Counts,
    ) -> Result<Option<ShownText>, ImportError> {
        let (Some(shown), Some(font)) =
            (operator.operands.last(), self.font.as_ref().map(Rc::clone))
        else {
            return Ok(None);
        };
        let list = if let Object::List(list) = shown {
            list.as_slice()
        } else {
            std::slice::from_ref(shown)
        };
        let Matrix([a, b, _, d, ..]) = self.pen.then(to_page);
        let (_, y) = self.pen.then(to_page).point(0.0, self.rise);
        let mut line = ShownText {
            face: self.face,
            size: self.size * d,
            // Our own bold text has stroked outlines; the weight of its faces says nothing.
            bold: matches!(self.mode, 2 | 6) || self.face.is_none() && font.is_bold,
            y,
            text: String::new(),
            starts: Vec::new(),
            end: 0.0,
        };
        for part in list {
            match part {
                Object::Number(thousandths) => {
                    self.forward(-thousandths / 1000.0 * self.size * self.scale);
                }
                Object::Text(bytes) => {
                    for glyph in font.glyphs(bytes) {
                        let (start, _) = self.pen.then(to_page).point(0.0, 0.0);
                        let space =
                            self.char_space + if glyph.is_space { self.word_space } else { 0.0 };
                        let width = (glyph.width * self.size + space) * self.scale;
                        // The width of a glyph that means several characters is divided among them.
                        let mut count = 0.0;
                        let characters = glyph.text.chars().count();
                        counts.left = counts
                            .left
                            .checked_sub(characters.max(1))
                            .ok_or(ImportError::TooMuch(Limit::Elements))?;
                        let each =
                            width * a / f64::from(u8::try_from(characters).unwrap_or(1).max(1));
                        for c in glyph.text.chars() {
                            line.text.push(c);
                            line.starts.push(start + each * count);
                            count += 1.0;
                        }
                        self.forward(width);
                    }
                }
                _ => {}
            }
        }
        (line.end, _) = self.pen.then(to_page).point(0.0, 0.0);
        let direction = match (a.abs() > b.abs(), a > 0.0, b > 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        };
        counts.directions[direction] += line.starts.len();
        let upright = b.abs() < a * 0.01 && line.size > 0.0;
        Ok((upright && !matches!(self.mode, 3 | 7) && !line.text.is_empty()).then_some(line))
    }

    fn forward(&mut self, by: f64) {
        self.pen = Matrix([1.0, 0.0, 0.0, 1.0, by, 0.0]).then(self.pen);
    }
}

impl ShownText {
    /// The line at its position on the paper.
    pub fn placed(self, paper: [f64; 4]) -> Option<SourceRun> {
        let (x, y) = from_upper_left(paper, *self.starts.first()?, self.y);
        let ends = self.starts[1..].iter().chain([&self.end]);
        // Edges are rounded, not widths, so that the last edge is exact.
        let advances = self
            .starts
            .iter()
            .zip(ends)
            .map(|(start, end)| emu(end - paper[0]).saturating_sub(emu(start - paper[0])))
            .collect();
        Some(SourceRun {
            x,
            y,
            face: self.face,
            size: emu(self.size),
            bold: self.bold,
            text: self.text,
            advances,
        })
    }
}

/// Removes the characters whose middle an area covers. Returns how many runs and characters were
/// compared.
pub fn cover(runs: &mut Vec<SourceRun>, area: Shade) -> usize {
    let across = area.x..area.x.saturating_add(area.width);
    let upright = area.y..area.y.saturating_add(area.height);
    let reaches = |run: &SourceRun| {
        run.x < across.end && upright.contains(&run.y.saturating_sub(run.size / 5 * 2))
    };
    let mut looks = runs.len();
    let mut covered: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| reaches(run)) {
        looks += run.advances.len();
        let mut x = run.x;
        let hidden: Vec<bool> = run
            .advances
            .iter()
            .map(|advance| {
                let middle = x.saturating_add(advance / 2);
                x = x.saturating_add(*advance);
                across.contains(&middle)
            })
            .collect();
        if hidden.contains(&true) {
            covered.insert(at, hidden);
        }
    }
    if !covered.is_empty() {
        let all_runs = std::mem::take(runs).into_iter().enumerate();
        *runs = all_runs
            .flat_map(|(at, run)| {
                if let Some(hidden) = covered.get(&at) { pieces(&run, hidden) } else { vec![run] }
            })
            .collect();
    }
    looks
}

/// The parts of a run of which an area leaves something to be seen: at least a quarter of each
/// character, because a mark at the end of a line may have been set in half of its width.
pub fn within(run: &SourceRun, area: Shade) -> Vec<SourceRun> {
    let end = area.x.saturating_add(area.width);
    let upright = area.y..=area.y.saturating_add(area.height);
    if !upright.contains(&run.y.saturating_sub(run.size / 5 * 2)) {
        return Vec::new();
    }
    let mut x = run.x;
    let hidden: Vec<bool> = run
        .advances
        .iter()
        .map(|advance| {
            let quarter = advance / 4;
            let start = x;
            x = x.saturating_add(*advance);
            start.saturating_add(quarter) > end || x.saturating_sub(quarter) < area.x
        })
        .collect();
    if hidden.contains(&true) { pieces(run, &hidden) } else { vec![run.clone()] }
}

/// The parts of a run that are not hidden.
fn pieces(run: &SourceRun, hidden: &[bool]) -> Vec<SourceRun> {
    let mut pieces: Vec<SourceRun> = Vec::new();
    let (mut x, mut is_open) = (run.x, false);
    for ((c, advance), hidden) in run.text.chars().zip(&run.advances).zip(hidden) {
        if !hidden {
            if !is_open {
                pieces.push(SourceRun { x, text: String::new(), advances: Vec::new(), ..*run });
            }
            if let Some(piece) = pieces.last_mut() {
                piece.text.push(c);
                piece.advances.push(*advance);
            }
        }
        is_open = !hidden;
        x = x.saturating_add(*advance);
    }
    pieces
}

/// Replaces the text of the glyphs by the replacement text of the marked content where the two look
/// alike: one glyph may be used for the radical ⼀ and for 一. A number or a word that was exchanged
/// for another one does not look alike.
pub fn apply_replacement(runs: &mut [SourceRun], replacement: &[char]) {
    // Longer texts are not compared to their end.
    let shown: Vec<char> =
        runs.iter().flat_map(|run| run.text.chars()).take(replacement.len() + 1).collect();
    if shown.len() != replacement.len()
        || !shown
            .iter()
            .zip(replacement)
            .all(|(shown, replacement)| look_alike(*shown, *replacement))
    {
        return;
    }
    let mut rest = replacement.iter();
    for run in runs {
        run.text = rest.by_ref().take(run.text.chars().count()).collect();
    }
}

/// Whether one glyph may represent both: at least one of them is not a plain letter, digit or
/// Chinese character.
fn look_alike(shown: char, replacement: char) -> bool {
    let plain = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' | '\u{fffd}')
    };
    shown == replacement || !(plain(shown) && plain(replacement))
}
