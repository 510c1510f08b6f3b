//! What is on a page so far, while its operators are executed: text, rules and areas, and the path
//! that is not painted yet (ISO 32000-1, 8.5).

use super::matrix::{emu, from_upper_left};
use super::object::Operator;
use super::state::GraphicsState;
use super::text;
use crate::geometry::{Emu, Rule, Shade, mm};
use crate::import::{ImportError, Limit};
use crate::source::placed::{PlacedPage, SourceRun};

/// The content of a page so far.
pub struct Canvas {
    /// The paper: left, lower, right and upper edge, in points.
    pub paper: [f64; 4],
    /// Whether a stamp is drawn.
    pub is_stamp: bool,
    /// Whether a picture takes a large part of the page.
    pub has_large_picture: bool,
    /// What is visible.
    pub page: PlacedPage,
    /// Open marked content.
    pub marked: Vec<MarkedContent>,
    /// The points of the path that is not painted yet, by subpath, on the page.
    path: Vec<Vec<(f64, f64)>>,
    /// Whether the path will limit what is painted after it.
    clips: bool,
    /// Areas that are not rules, and whether each is white, in the order of painting.
    grounds: Vec<(Shade, bool)>,
}

/// Content between two marks.
pub enum MarkedContent {
    /// It has no properties that matter.
    Plain,
    /// It has a replacement text: the index of its first run, and that text.
    Replaced(usize, Vec<char>),
    /// It belongs to a layer that is switched off.
    Hidden,
}

impl Canvas {
    /// An empty page.
    pub fn new(paper: [f64; 4]) -> Self {
        let [left, lower, right, upper] = paper;
        let page = PlacedPage {
            width: emu(right - left),
            height: emu(upper - lower),
            ..PlacedPage::default()
        };
        Self {
            paper,
            is_stamp: false,
            has_large_picture: false,
            page,
            marked: Vec::new(),
            path: Vec::new(),
            clips: false,
            grounds: Vec::new(),
        }
    }

    /// Adds text, as far as it is visible. `looks` is the number of comparisons that are still
    /// permitted.
    ///
    /// # Errors
    /// When there are more comparisons.
    pub fn show(
        &mut self,
        run: &SourceRun,
        state: &GraphicsState,
        looks: &mut usize,
    ) -> Result<(), ImportError> {
        if self.marked.iter().any(|content| matches!(content, MarkedContent::Hidden)) {
            return Ok(());
        }
        if state.is_white {
            spend(looks, self.grounds.len())?;
            let (x, y) = (run.x.saturating_add(run.size / 4), run.y.saturating_sub(run.size / 3));
            if !self.is_dark(x, y) {
                return Ok(());
            }
        }
        match state.clip {
            Some(clip) => {
                let clip = self.area(clip);
                self.page.runs.extend(text::within(run, clip));
            }
            None => self.page.runs.push(run.clone()),
        }
        Ok(())
    }

    /// Whether the last area at a point is not white.
    fn is_dark(&self, x: Emu, y: Emu) -> bool {
        let holds = |area: &Shade| {
            (area.x..area.x.saturating_add(area.width)).contains(&x)
                && (area.y..area.y.saturating_add(area.height)).contains(&y)
        };
        let last = self.grounds.iter().rev().find(|(area, _)| holds(area));
        last.is_some_and(|(_, is_white)| !is_white)
    }

    /// Draws a picture, which covers what was there if it `hides` it.
    ///
    /// # Errors
    /// When there are more comparisons than are permitted.
    pub fn picture(
        &mut self,
        state: &GraphicsState,
        hides: bool,
        looks: &mut usize,
    ) -> Result<(), ImportError> {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
            .map(|(x, y)| state.to_page.point(x, y));
        let area = self.area(bounds(corners));
        self.has_large_picture |=
            area.width > self.page.width / 2 && area.height > self.page.height / 2;
        if self.is_stamp || !hides {
            return Ok(());
        }
        self.cover(area, looks)
    }

    /// Fills the path: upright rectangles are areas; other shapes are ignored. White areas are no
    /// rules.
    ///
    /// # Errors
    /// When there are more comparisons than are permitted.
    pub fn fill(&mut self, state: &GraphicsState, looks: &mut usize) -> Result<(), ImportError> {
        for piece in std::mem::take(&mut self.path) {
            if !is_rectangle(&piece) {
                continue;
            }
            let area = self.area(bounds(piece));
            if state.hides() {
                self.cover(area, looks)?;
                if is_ground(area) && self.grounds.len() < MOST_GROUNDS {
                    self.grounds.push((area, state.is_white));
                }
            }
            if !state.is_white {
                self.page.areas.push(area);
            }
        }
        Ok(())
    }

    /// Removes the characters that an area covers.
    fn cover(&mut self, area: Shade, looks: &mut usize) -> Result<(), ImportError> {
        if !is_ground(area) {
            return Ok(());
        }
        let spent = text::cover(&mut self.page.runs, area);
        spend(looks, spent)
    }

    /// Ends the path without painting it.
    pub fn end_path(&mut self) {
        self.path.clear();
    }

    /// Limits the state by the path, if the path is to do so and consists of upright rectangles.
    pub fn limit(&mut self, state: &mut GraphicsState) {
        if std::mem::take(&mut self.clips)
            && !self.path.is_empty()
            && self.path.iter().all(|piece| is_rectangle(piece))
        {
            state.limit(bounds(self.path.iter().flatten().copied()));
        }
    }

    /// Whether an operator draws a path; if so, it is executed.
    pub fn draws(&mut self, operator: &Operator, numbers: &[f64], state: &GraphicsState) -> bool {
        let at = |x: f64, y: f64| state.to_page.point(x, y);
        match (operator.name, numbers) {
            (b"m", [x, y]) => self.path.push(vec![at(*x, *y)]),
            (b"l", [x, y]) | (b"c", [_, _, _, _, x, y]) | (b"v" | b"y", [_, _, x, y]) => {
                match self.path.last_mut() {
                    Some(piece) => piece.push(at(*x, *y)),
                    None => self.path.push(vec![at(*x, *y)]),
                }
            }
            (b"h", []) => {
                if let Some(piece) = self.path.last_mut() {
                    piece.extend(piece.first().copied());
                }
            }
            (b"re", [x, y, width, height]) => {
                self.path.push(vec![
                    at(*x, *y),
                    at(x + width, *y),
                    at(x + width, y + height),
                    at(*x, y + height),
                    at(*x, *y),
                ]);
            }
            (b"W" | b"W*", _) => self.clips = true,
            _ => return false,
        }
        true
    }

    /// Draws the horizontal and vertical lines of the path.
    pub fn stroke(&mut self, state: &GraphicsState) {
        /// The largest deviation of a line from the horizontal or vertical, in points.
        const LEAN: f64 = 0.5;
        if state.strokes_white {
            return;
        }
        for piece in &self.path {
            for pair in piece.windows(2) {
                let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
                if (x - to_x).abs() < LEAN || (y - to_y).abs() < LEAN {
                    let (from, to) = (
                        self.on_page(x.min(to_x), y.max(to_y)),
                        self.on_page(x.max(to_x), y.min(to_y)),
                    );
                    self.page.rules.push(Rule { from, to });
                }
            }
        }
    }

    /// The position of a point from the upper left corner of the paper.
    fn on_page(&self, x: f64, y: f64) -> (Emu, Emu) {
        from_upper_left(self.paper, x, y)
    }

    fn area(&self, [left, lower, right, upper]: [f64; 4]) -> Shade {
        let ((x, y), (end, bottom)) = (self.on_page(left, upper), self.on_page(right, lower));
        Shade { x, y, width: end.saturating_sub(x), height: bottom.saturating_sub(y) }
    }
}

/// The corners of a rectangle given by two of them.
pub fn corners(numbers: &[f64]) -> Option<[(f64, f64); 4]> {
    let [left, lower, right, upper] = *numbers else { return None };
    Some([(left, lower), (right, lower), (right, upper), (left, upper)])
}

/// The smallest upright rectangle around points: left, lower, right, upper.
pub fn bounds(points: impl IntoIterator<Item = (f64, f64)>) -> [f64; 4] {
    let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    points.into_iter().fold(start, |[left, lower, right, upper], (x, y)| {
        [left.min(x), lower.min(y), right.max(x), upper.max(y)]
    })
}

/// Whether points form an upright rectangle.
fn is_rectangle(points: &[(f64, f64)]) -> bool {
    /// The largest deviation of an edge, in points.
    const LEAN: f64 = 0.05;
    let level = |pair: &[(f64, f64)]| {
        (pair[0].0 - pair[1].0).abs() < LEAN || (pair[0].1 - pair[1].1).abs() < LEAN
    };
    matches!(points.len(), 4 | 5) && points.windows(2).all(level)
}

/// The number of areas that are kept to tell white text on a dark area.
const MOST_GROUNDS: usize = 20_000;

/// Whether an area is large enough to be below text or to cover it: a line of at most 0.5 mm strikes
/// text out or underlines it.
const fn is_ground(area: Shade) -> bool {
    const LEAST: Emu = mm(1) / 2;
    area.width >= LEAST && area.height >= LEAST
}

/// Counts comparisons.
fn spend(looks: &mut usize, count: usize) -> Result<(), ImportError> {
    *looks = looks.checked_sub(count).ok_or(ImportError::TooMuch(Limit::Elements))?;
    Ok(())
}
