//! What a page shows: its operators, carried out as far as text, lines and areas go (ISO 32000-1, 8 and 9).
//!
//! In: a page. Out: the runs, rules and areas that can be seen on it. Text that is not painted, or white, or painted over by an area or a
//! picture does not count; what notes and stamps (annotations) show does. What a file says that text means in place of what its glyphs say
//! (`ActualText`) is believed only where the two look alike.

use super::file::{File, Page};
use super::font::Font;
use super::object::{Dict, Object, Operator, Reader};
use super::text::{self, TextState};
use crate::import::{ImportError, Limit};
use crate::layout::{Emu, Face, Rule, Shade};
use crate::source::placed;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Operators of a file. Ours have some hundred thousand on a hundred pages.
const MOST_OPERATORS: usize = 2_000_000;
/// Looks at whether an area covers a run.
const MOST_LOOKS: usize = 10_000_000;
/// Pieces of pages within one another.
const DEEPEST: usize = 8;
/// Saved states.
const MOST_SAVED: usize = 256;
/// Notes of a page.
const MOST_NOTES: usize = 1000;

/// Turns, stretches and moves: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves all as it is.
    pub const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then the other.
    #[expect(clippy::many_single_char_names, reason = "what the standard calls them")]
    pub fn then(self, Self([a, b, c, d, e, f]): Self) -> Self {
        let Self([m, n, o, p, q, r]) = self;
        Self([m * a + n * c, m * b + n * d, o * a + p * c, o * b + p * d, q * a + r * c + e, q * b + r * d + f])
    }

    /// Where a point comes to lie.
    #[expect(clippy::many_single_char_names, reason = "what the standard calls them")]
    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// Six numbers as a matrix.
pub fn matrix(numbers: &[f64]) -> Option<Matrix> {
    numbers.try_into().ok().map(Matrix)
}

/// What is in force.
#[derive(Clone)]
pub struct State {
    /// From the units of the operators to points on the page.
    pub to_page: Matrix,
    /// How text is set.
    pub text: TextState,
    /// Whether what is filled is white.
    pub is_white: bool,
}

/// Carries out the operators of a file, page by page.
pub struct Painter<'f, 'b> {
    file: &'f File<'b>,
    fonts: BTreeMap<u32, Rc<Font>>,
    operators: usize,
    looks: usize,
}

/// A page as it fills.
struct Canvas {
    paper: [f64; 4],
    page: placed::Page,
    /// Points of the path that is not painted yet, piece by piece, on the page.
    path: Vec<Vec<(f64, f64)>>,
    /// Marked pieces that are open: where the runs of those begin that say what they mean, and that.
    marked: Vec<Option<(usize, Vec<char>)>>,
}

impl<'f, 'b> Painter<'f, 'b> {
    /// Starts.
    pub const fn new(file: &'f File<'b>) -> Self {
        Self { file, fonts: BTreeMap::new(), operators: MOST_OPERATORS, looks: MOST_LOOKS }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// As all reading, and more operators than any report has.
    pub fn page(&mut self, page: &Page) -> Result<placed::Page, ImportError> {
        let [left, lower, right, upper] = page.paper;
        let empty = placed::Page { width: emu(right - left), height: emu(upper - lower), ..placed::Page::default() };
        let mut canvas = Canvas { paper: page.paper, page: empty, path: Vec::new(), marked: Vec::new() };
        let mut content = Vec::new();
        for part in self.file.list(&page.dict, "Contents")? {
            if let Some((_, bytes)) = self.file.stream(&part)? {
                content.extend(bytes);
                // Parts are parted by white space.
                content.push(b'\n');
            }
        }
        self.run(&content, &page.resources, Matrix::UNIT, 0, &mut canvas)?;
        for note in self.file.list(&page.dict, "Annots")?.iter().take(MOST_NOTES) {
            self.note(note, &mut canvas)?;
        }
        Ok(canvas.page)
    }

    /// What a note shows, brought into its rectangle (ISO 32000-1, 12.5.5).
    fn note(&mut self, note: &Object, canvas: &mut Canvas) -> Result<(), ImportError> {
        /// Hidden, or not to be shown on screens.
        const UNSEEN: usize = 2 | 32;
        let Object::Dict(note) = self.file.resolve(note)? else { return Ok(()) };
        if self.file.get(&note, "F")?.count().unwrap_or(0) & UNSEEN != 0 {
            return Ok(());
        }
        let looks = self.file.dict(&note, "AP")?;
        let Some(mut look) = looks.get(&b"N"[..]).cloned() else { return Ok(()) };
        // Boxes have a look for each state.
        if let Object::Dict(states) = self.file.resolve(&look)?
            && let Some(state) = self.file.get(&note, "AS")?.name()
        {
            look = states.get(state).cloned().unwrap_or(look);
        }
        let Some((form, content)) = self.file.stream(&look)? else { return Ok(()) };
        let inner = matrix(&self.file.numbers(&form, "Matrix")?).unwrap_or(Matrix::UNIT);
        let (Some(from), Some(to)) = (corners(&self.file.numbers(&form, "BBox")?), corners(&self.file.numbers(&note, "Rect")?)) else {
            return Ok(());
        };
        let shown = bounds(from.into_iter().map(|(x, y)| inner.point(x, y)));
        let to = bounds(to);
        let scale = |low: usize, high: usize| if shown[high] > shown[low] { (to[high] - to[low]) / (shown[high] - shown[low]) } else { 1.0 };
        let (across, up) = (scale(0, 2), scale(1, 3));
        let placed = Matrix([across, 0.0, 0.0, up, to[0] - shown[0] * across, to[1] - shown[1] * up]);
        let resources = self.file.dict(&form, "Resources")?;
        self.run(&content, &resources, inner.then(placed), 1, canvas)
    }

    /// Carries out operators.
    fn run(&mut self, content: &[u8], resources: &Dict, to_page: Matrix, depth: usize, canvas: &mut Canvas) -> Result<(), ImportError> {
        let mut state = State { to_page, text: TextState::default(), is_white: false };
        let mut saved: Vec<State> = Vec::new();
        let mut fonts: BTreeMap<Vec<u8>, (Rc<Font>, Option<Face>)> = BTreeMap::new();
        let mut reader = Reader::new(content);
        let open = canvas.marked.len();
        while let Some(operator) = reader.operator() {
            self.operators = self.operators.checked_sub(1).ok_or(ImportError::TooMuch(Limit::Elements))?;
            let numbers: Vec<f64> = operator.operands.iter().filter_map(Object::number).collect();
            match (operator.name, &numbers[..]) {
                (b"q", _) if saved.len() < MOST_SAVED => saved.push(state.clone()),
                (b"Q", _) => state = saved.pop().unwrap_or(state),
                (b"cm", _) => state.to_page = matrix(&numbers).map_or(state.to_page, |own| own.then(state.to_page)),
                (b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs", _) => state.is_white = is_white(operator.name, &numbers),
                (b"Tf", [size]) => {
                    if let Some(name) = operator.operands.first().and_then(Object::name) {
                        let (font, face) = match fonts.get(name) {
                            Some(known) => known.clone(),
                            None => fonts.entry(name.to_vec()).or_insert((self.font(resources, name)?, super::face(name))).clone(),
                        };
                        state.text.set_font(font, face, *size);
                    }
                }
                (b"Do", _) => self.piece(&operator, resources, &state, depth, canvas)?,
                (b"ID", _) => {
                    let behind = end_of_picture(content, reader.offset());
                    reader.jump(behind);
                    self.picture(&state, canvas)?;
                }
                (b"BDC", _) => {
                    let means = self.means(&operator, resources)?.map(|means| (canvas.page.runs.len(), means));
                    canvas.marked.push(means);
                }
                (b"BMC", _) => canvas.marked.push(None),
                (b"EMC", _) if canvas.marked.len() > open => {
                    if let Some(Some((from, means))) = canvas.marked.pop() {
                        let from = from.min(canvas.page.runs.len());
                        text::reword(&mut canvas.page.runs[from..], &means);
                    }
                }
                (b"f" | b"F" | b"f*", _) => self.fill(canvas)?,
                (b"B" | b"B*" | b"b" | b"b*", _) => {
                    canvas.stroke();
                    self.fill(canvas)?;
                }
                (b"S" | b"s", _) => {
                    canvas.stroke();
                    canvas.path.clear();
                }
                (b"n", _) => canvas.path.clear(),
                _ => {
                    if !canvas.draws(&operator, &numbers, &state) {
                        let shown = state.text.apply(&operator, &numbers, state.to_page);
                        canvas.page.runs.extend(shown.into_iter().filter(|_| !state.is_white).filter_map(|line| line.placed(canvas.paper)));
                    }
                }
            }
        }
        canvas.marked.truncate(open);
        Ok(())
    }

    /// The font that a name means here.
    fn font(&mut self, resources: &Dict, name: &[u8]) -> Result<Rc<Font>, ImportError> {
        let fonts = self.file.dict(resources, "Font")?;
        let entry = fonts.get(name).cloned().unwrap_or(Object::Other);
        if let Object::Link(number) = entry
            && let Some(font) = self.fonts.get(&number)
        {
            return Ok(Rc::clone(font));
        }
        let dict = if let Object::Dict(dict) = self.file.resolve(&entry)? { dict } else { Dict::new() };
        let font = Rc::new(Font::read(self.file, &dict)?);
        if let Object::Link(number) = entry {
            self.fonts.insert(number, Rc::clone(&font));
        }
        Ok(font)
    }

    /// A piece of a page that is kept apart, or a picture.
    fn piece(&mut self, operator: &Operator, resources: &Dict, state: &State, depth: usize, canvas: &mut Canvas) -> Result<(), ImportError> {
        let Some(name) = operator.operands.first().and_then(Object::name) else { return Ok(()) };
        let pieces = self.file.dict(resources, "XObject")?;
        let Some(link) = pieces.get(name) else { return Ok(()) };
        let Object::Dict(dict) = self.file.resolve(link)? else { return Ok(()) };
        if self.file.get(&dict, "Subtype")?.name() != Some(b"Form") {
            return self.picture(state, canvas);
        }
        if depth >= DEEPEST {
            return Err(ImportError::TooMuch(Limit::Depth));
        }
        let Some((form, content)) = self.file.stream(link)? else { return Ok(()) };
        let inner = matrix(&self.file.numbers(&form, "Matrix")?).unwrap_or(Matrix::UNIT);
        let own = self.file.dict(&form, "Resources")?;
        let resources = if own.is_empty() { resources } else { &own };
        self.run(&content, resources, inner.then(state.to_page), depth + 1, canvas)
    }

    /// What a marked piece says that it means, if it does.
    fn means(&self, operator: &Operator, resources: &Dict) -> Result<Option<Vec<char>>, ImportError> {
        let properties = match operator.operands.get(1) {
            Some(Object::Dict(dict)) => dict.clone(),
            Some(Object::Name(name)) => match self.file.dict(resources, "Properties")?.get(name.as_slice()) {
                Some(named) => {
                    if let Object::Dict(dict) = self.file.resolve(named)? {
                        dict
                    } else {
                        Dict::new()
                    }
                }
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let means = self.file.get(&properties, "ActualText")?;
        Ok(if let Object::Text(bytes) = means { Some(super::words(&bytes).chars().collect()) } else { None })
    }

    /// A picture lies on what was there.
    fn picture(&mut self, state: &State, canvas: &mut Canvas) -> Result<(), ImportError> {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(x, y)| state.to_page.point(x, y));
        let area = canvas.area(bounds(corners));
        self.cover(area, canvas)
    }

    /// Fills the path: upright rectangles are areas; others are of no use.
    fn fill(&mut self, canvas: &mut Canvas) -> Result<(), ImportError> {
        for piece in std::mem::take(&mut canvas.path) {
            if is_rectangle(&piece) {
                let area = canvas.area(bounds(piece));
                self.cover(area, canvas)?;
                canvas.page.areas.push(area);
            }
        }
        Ok(())
    }

    /// Takes away the characters that an area covers.
    fn cover(&mut self, area: Shade, canvas: &mut Canvas) -> Result<(), ImportError> {
        /// A line strikes text out, or underlines it, but does not cover it: 0.5 mm.
        const THIN: Emu = crate::layout::style::mm(1) / 2;
        if area.width < THIN || area.height < THIN {
            return Ok(());
        }
        self.looks = self.looks.checked_sub(canvas.page.runs.len()).ok_or(ImportError::TooMuch(Limit::Elements))?;
        text::cover(&mut canvas.page.runs, area);
        Ok(())
    }
}

impl Canvas {
    /// Whether an operator draws a path; if so, that is done.
    fn draws(&mut self, operator: &Operator, numbers: &[f64], state: &State) -> bool {
        let at = |x: f64, y: f64| state.to_page.point(x, y);
        match (operator.name, numbers) {
            (b"m", [x, y]) => self.path.push(vec![at(*x, *y)]),
            (b"l", [x, y]) | (b"c", [_, _, _, _, x, y]) | (b"v" | b"y", [_, _, x, y]) => match self.path.last_mut() {
                Some(piece) => piece.push(at(*x, *y)),
                None => self.path.push(vec![at(*x, *y)]),
            },
            (b"h", []) => {
                if let Some(piece) = self.path.last_mut() {
                    piece.extend(piece.first().copied());
                }
            }
            (b"re", [x, y, width, height]) => {
                self.path.push(vec![at(*x, *y), at(x + width, *y), at(x + width, y + height), at(*x, y + height), at(*x, *y)]);
            }
            _ => return false,
        }
        true
    }

    /// Draws the path's level and upright lines.
    fn stroke(&mut self) {
        /// What a line may lean, in points.
        const LEAN: f64 = 0.5;
        for piece in &self.path {
            for pair in piece.windows(2) {
                let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
                if (x - to_x).abs() < LEAN || (y - to_y).abs() < LEAN {
                    let (from, to) = (self.place(x.min(to_x), y.max(to_y)), self.place(x.max(to_x), y.min(to_y)));
                    self.page.rules.push(Rule { from, to });
                }
            }
        }
    }

    /// A point from the upper left corner of the paper.
    fn place(&self, x: f64, y: f64) -> (Emu, Emu) {
        place(self.paper, x, y)
    }

    fn area(&self, [left, lower, right, upper]: [f64; 4]) -> Shade {
        let ((x, y), (end, bottom)) = (self.place(left, upper), self.place(right, lower));
        Shade { x, y, width: end.saturating_sub(x), height: bottom.saturating_sub(y) }
    }
}

/// A point on the page from the upper left corner of the paper.
pub fn place(paper: [f64; 4], x: f64, y: f64) -> (Emu, Emu) {
    (emu(x - paper[0]), emu(paper[3] - y))
}

/// Points in whole units; what is further away than paper reaches stays at the end of what can be counted.
#[expect(clippy::cast_possible_truncation, reason = "the conversion saturates")]
pub fn emu(points: f64) -> Emu {
    (points * 12_700.0).round() as Emu
}

/// The corners of a rectangle given by two of them.
fn corners(numbers: &[f64]) -> Option<[(f64, f64); 4]> {
    let [left, lower, right, upper] = *numbers else { return None };
    Some([(left, lower), (right, lower), (right, upper), (left, upper)])
}

/// The smallest upright rectangle around points: left, lower, right, upper.
fn bounds(points: impl IntoIterator<Item = (f64, f64)>) -> [f64; 4] {
    let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    points.into_iter().fold(start, |[left, lower, right, upper], (x, y)| [left.min(x), lower.min(y), right.max(x), upper.max(y)])
}

/// Whether points go around an upright rectangle.
fn is_rectangle(points: &[(f64, f64)]) -> bool {
    /// What an edge may lean, in points.
    const LEAN: f64 = 0.05;
    let level = |pair: &[(f64, f64)]| (pair[0].0 - pair[1].0).abs() < LEAN || (pair[0].1 - pair[1].1).abs() < LEAN;
    matches!(points.len(), 4 | 5) && points.windows(2).all(level)
}

/// Whether operands of a colour operator say white.
fn is_white(name: &[u8], numbers: &[f64]) -> bool {
    const NEARLY: f64 = 0.95;
    match (name, numbers) {
        (b"g", [grey]) => *grey > NEARLY,
        (b"rg" | b"sc" | b"scn", [red, green, blue]) => red.min(*green).min(*blue) > NEARLY,
        (b"k" | b"sc" | b"scn", [cyan, magenta, yellow, black]) => cyan.max(*magenta).max(*yellow).max(*black) < 1.0 - NEARLY,
        _ => false,
    }
}

/// Behind a picture that stands between the operators (BI … ID … EI).
fn end_of_picture(content: &[u8], from: usize) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let is_end = |window: &[u8]| window[0].is_ascii_whitespace() && &window[1..3] == b"EI" && window[3].is_ascii_whitespace();
    rest.windows(4).position(is_end).map_or(content.len(), |at| from + at + 3)
}
