//! The visible content of a page: its operators are executed as far as they affect text, lines and
//! areas (ISO 32000-1, 8 and 9).
//!
//! In: a page. Out: the runs, rules and areas that are visible on it. Text that is not painted, is
//! white, or is painted over by an area or a picture does not count; the content of annotations
//! does. Because reports are stamped with seals, transparent content and pictures of stamps hide
//! nothing, and the appearance of a signature is not part of the report. Replacement text
//! (`ActualText`) is used only where it looks like the glyphs.

use super::file::{PageEntry, PdfFile};
use super::font::PdfFont;
use super::matrix::{Matrix, emu, from_upper_left, matrix};
use super::object::{Dict, Object, ObjectReader, Operator};
use super::resources::{List, NamedFont, Resources};
use super::state::GraphicsState;
use super::text;
use crate::geometry::{Emu, Rule, Shade, mm};
use crate::import::{ImportError, Limit};
use crate::source::placed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Operators of a file. Our files have some hundred thousand on a hundred pages.
const MOST_OPERATORS: usize = 2_000_000;
/// Characters of a file. Our files have some hundred thousand on a hundred pages.
const MOST_CHARACTERS: usize = 2_000_000;
/// Comparisons of an area with a run and its characters.
const MOST_COMPARISONS: usize = 10_000_000;
/// Nesting of pieces of pages.
const DEEPEST: usize = 8;
/// Saved graphics states.
const MOST_SAVED: usize = 256;
/// Annotations of a page.
const MOST_NOTES: usize = 1000;

/// Executes the operators of a file, page by page.
pub struct Painter<'f, 'b> {
    file: &'f PdfFile<'b>,
    fonts: BTreeMap<u32, Rc<PdfFont>>,
    operators: usize,
    characters: usize,
    looks: usize,
}

/// The content of a page so far.
struct Canvas {
    paper: [f64; 4],
    /// Whether a stamp is drawn.
    is_stamp: bool,
    page: placed::PlacedPage,
    /// The points of the path that is not painted yet, by subpath, on the page.
    path: Vec<Vec<(f64, f64)>>,
    /// Open marked content: for content with a replacement text, the index of its first run, and
    /// that text.
    marked: Vec<Option<(usize, Vec<char>)>>,
}

impl<'f, 'b> Painter<'f, 'b> {
    /// Starts without any page.
    pub const fn new(file: &'f PdfFile<'b>) -> Self {
        Self {
            file,
            fonts: BTreeMap::new(),
            operators: MOST_OPERATORS,
            characters: MOST_CHARACTERS,
            looks: MOST_COMPARISONS,
        }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// When more is read than any report needs, or there are more operators than in any report.
    pub fn page(&mut self, page: &PageEntry) -> Result<placed::PlacedPage, ImportError> {
        let [left, lower, right, upper] = page.paper;
        let empty = placed::PlacedPage {
            width: emu(right - left),
            height: emu(upper - lower),
            ..placed::PlacedPage::default()
        };
        let mut canvas = Canvas {
            paper: page.paper,
            is_stamp: false,
            page: empty,
            path: Vec::new(),
            marked: Vec::new(),
        };
        let mut content = Vec::new();
        for part in self.file.list(&page.dict, "Contents")? {
            if let Some((_, bytes)) = self.file.stream(&part)? {
                content.extend(bytes);
                // The parts of the content are separated by white space.
                content.push(b'\n');
            }
        }
        self.run(
            &content,
            &Resources::new(&page.resources),
            GraphicsState::new(Matrix::UNIT),
            0,
            &mut canvas,
        )?;
        for note in self.file.list(&page.dict, "Annots")?.iter().take(MOST_NOTES) {
            self.note(note, &mut canvas)?;
        }
        Ok(canvas.page)
    }

    /// Draws the appearance of an annotation, transformed into its rectangle (ISO 32000-1, 12.5.5).
    fn note(&mut self, note: &Object, canvas: &mut Canvas) -> Result<(), ImportError> {
        /// Flags of annotations that are hidden, or not shown on screens.
        const UNSEEN: usize = 2 | 32;
        let Object::Dict(note) = self.file.resolve(note)? else { return Ok(()) };
        if self.file.get(&note, "F")?.count().unwrap_or(0) & UNSEEN != 0 {
            return Ok(());
        }
        if self.is_signature(&note)? {
            return Ok(());
        }
        canvas.is_stamp = self.file.get(&note, "Subtype")?.name() == Some(b"Stamp");
        let looks = self.file.dict(&note, "AP")?;
        let Some(mut look) = looks.get(&b"N"[..]).cloned() else { return Ok(()) };
        // Check boxes have one appearance for each state.
        if let Object::Dict(states) = self.file.resolve(&look)?
            && let Some(state) = self.file.get(&note, "AS")?.name()
        {
            look = states.get(state).cloned().unwrap_or(look);
        }
        let Some((form, content)) = self.file.stream(&look)? else { return Ok(()) };
        let inner = matrix(&self.file.numbers(&form, "Matrix")?).unwrap_or(Matrix::UNIT);
        let (Some(from), Some(to)) = (
            corners(&self.file.numbers(&form, "BBox")?),
            corners(&self.file.numbers(&note, "Rect")?),
        ) else {
            return Ok(());
        };
        let shown = bounds(from.into_iter().map(|(x, y)| inner.point(x, y)));
        let to = bounds(to);
        let scale = |low: usize, high: usize| {
            if shown[high] > shown[low] {
                (to[high] - to[low]) / (shown[high] - shown[low])
            } else {
                1.0
            }
        };
        let (across, up) = (scale(0, 2), scale(1, 3));
        let placed =
            Matrix([across, 0.0, 0.0, up, to[0] - shown[0] * across, to[1] - shown[1] * up]);
        let resources = self.file.dict(&form, "Resources")?;
        self.run(
            &content,
            &Resources::new(&resources),
            GraphicsState::new(inner.then(placed)),
            1,
            canvas,
        )
    }

    /// Whether an annotation is the appearance of a signature; the type of its field is in the
    /// annotation itself, or in the parent field.
    fn is_signature(&self, note: &Dict) -> Result<bool, ImportError> {
        let kind = match self.file.get(note, "FT")? {
            Object::Other => self.file.get(&self.file.dict(note, "Parent")?, "FT")?,
            kind => kind,
        };
        Ok(kind.name() == Some(b"Sig"))
    }

    /// Executes operators.
    fn run(
        &mut self,
        content: &[u8],
        resources: &Resources,
        start: GraphicsState,
        depth: usize,
        canvas: &mut Canvas,
    ) -> Result<(), ImportError> {
        let mut state = start;
        let mut saved: Vec<GraphicsState> = Vec::new();
        let mut reader = ObjectReader::new(content);
        let open = canvas.marked.len();
        while let Some(operator) = reader.operator() {
            self.operators =
                self.operators.checked_sub(1).ok_or(ImportError::TooMuch(Limit::Elements))?;
            let numbers: Vec<f64> = operator.operands.iter().filter_map(Object::number).collect();
            match (operator.name, &numbers[..]) {
                (b"q", _) if saved.len() < MOST_SAVED => saved.push(state.clone()),
                (b"Q", _) => state = saved.pop().unwrap_or(state),
                (b"cm", _) => {
                    state.to_page =
                        matrix(&numbers).map_or(state.to_page, |own| own.then(state.to_page));
                }
                (b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs", _) => {
                    state.set_colour(operator.name, &numbers);
                }
                (b"gs", _) => {
                    if let Some(parameters) =
                        self.named(&operator, 0, List::ExtGState, resources)?
                    {
                        let parameters = self.file.lent_dict(parameters)?;
                        state.set_parameters(self.file, &parameters)?;
                    }
                }
                (b"Tf", [size]) => {
                    if let Some(name) = operator.operands.first().and_then(Object::name) {
                        let (font, face) = self.font(resources, name)?;
                        state.text.set_font(font, face, *size);
                    }
                }
                (b"Do", _) => self.piece(&operator, resources, &state, depth, canvas)?,
                (b"ID", _) => {
                    let behind = end_of_picture(content, reader.offset());
                    reader.jump(behind);
                    if state.hides()
                        && !is_stencil(|key| {
                            operator.operands.iter().any(|part| part.name() == Some(key))
                        })
                    {
                        self.picture(&state, canvas)?;
                    }
                }
                (b"BDC", _) => {
                    let replacement = self
                        .replacement(&operator, resources)?
                        .map(|replacement| (canvas.page.runs.len(), replacement));
                    canvas.marked.push(replacement);
                }
                (b"BMC", _) => canvas.marked.push(None),
                (b"EMC", _) if canvas.marked.len() > open => {
                    if let Some(Some((from, replacement))) = canvas.marked.pop() {
                        let from = from.min(canvas.page.runs.len());
                        text::apply_replacement(&mut canvas.page.runs[from..], &replacement);
                    }
                }
                (b"f" | b"F" | b"f*", _) => self.fill(&state, canvas)?,
                (b"B" | b"B*" | b"b" | b"b*", _) => {
                    canvas.stroke();
                    self.fill(&state, canvas)?;
                }
                (b"S" | b"s", _) => {
                    canvas.stroke();
                    canvas.path.clear();
                }
                (b"n", _) => canvas.path.clear(),
                _ => {
                    if !canvas.draws(&operator, &numbers, &state) {
                        let shown = state.text.apply(
                            &operator,
                            &numbers,
                            state.to_page,
                            &mut self.characters,
                        )?;
                        canvas.page.runs.extend(
                            shown
                                .into_iter()
                                .filter(|_| state.shows_text())
                                .filter_map(|line| line.placed(canvas.paper)),
                        );
                    }
                }
            }
        }
        canvas.marked.truncate(open);
        Ok(())
    }

    /// The object that the name among the operands of an operator refers to.
    fn named<'r>(
        &self,
        operator: &Operator,
        at: usize,
        list: List,
        resources: &'r Resources,
    ) -> Result<Option<&'r Object>, ImportError> {
        operator
            .operands
            .get(at)
            .and_then(Object::name)
            .map_or(Ok(None), |name| resources.get(self.file, list, name))
    }

    /// The font that a name refers to here.
    fn font(&mut self, resources: &Resources, name: &[u8]) -> Result<NamedFont, ImportError> {
        if let Some(known) = resources.fonts.borrow().get(name) {
            return Ok(known.clone());
        }
        let entry = resources.get(self.file, List::Font, name)?.unwrap_or(&Object::Other);
        let known = if let Object::Link(number) = entry {
            self.fonts.get(number).map(Rc::clone)
        } else {
            None
        };
        let font = match known {
            Some(font) => font,
            None => Rc::new(PdfFont::read(self.file, &*self.file.lent_dict(entry)?)?),
        };
        if let Object::Link(number) = entry {
            self.fonts.insert(*number, Rc::clone(&font));
        }
        let named = (font, super::face(name));
        resources.fonts.borrow_mut().insert(name.to_vec(), named.clone());
        Ok(named)
    }

    /// Draws a separately stored piece of a page, or a picture.
    fn piece(
        &mut self,
        operator: &Operator,
        resources: &Resources,
        state: &GraphicsState,
        depth: usize,
        canvas: &mut Canvas,
    ) -> Result<(), ImportError> {
        // Both are streams, which are always separate objects.
        let Some(link @ Object::Link(_)) = self.named(operator, 0, List::XObject, resources)?
        else {
            return Ok(());
        };
        let Object::Dict(dict) = self.file.resolve(link)? else { return Ok(()) };
        if self.file.get(&dict, "Subtype")?.name() != Some(b"Form") {
            return if state.hides() && !is_seen_through(&dict) {
                self.picture(state, canvas)
            } else {
                Ok(())
            };
        }
        if depth >= DEEPEST {
            return Err(ImportError::TooMuch(Limit::Depth));
        }
        if !state.is_seen() {
            return Ok(());
        }
        let Some((form, content)) = self.file.stream(link)? else { return Ok(()) };
        let inner = matrix(&self.file.numbers(&form, "Matrix")?).unwrap_or(Matrix::UNIT);
        let state = state.within(inner.then(state.to_page), form.contains_key(&b"Group"[..]));
        let own = self.file.dict(&form, "Resources")?;
        if own.is_empty() {
            self.run(&content, resources, state, depth + 1, canvas)
        } else {
            self.run(&content, &Resources::new(&own), state, depth + 1, canvas)
        }
    }

    /// The replacement text of marked content, if it has one.
    fn replacement(
        &self,
        operator: &Operator,
        resources: &Resources,
    ) -> Result<Option<Vec<char>>, ImportError> {
        let properties = match operator.operands.get(1) {
            Some(here @ Object::Dict(_)) => Some(here),
            _ => self.named(operator, 1, List::Properties, resources)?,
        };
        let properties = properties.map(|object| self.file.lent_dict(object)).transpose()?;
        let Some(replacement) = properties.as_deref().and_then(|dict| dict.get(&b"ActualText"[..]))
        else {
            return Ok(None);
        };
        let replacement = if let Object::Link(_) = replacement {
            Cow::Owned(self.file.resolve(replacement)?)
        } else {
            Cow::Borrowed(replacement)
        };
        let Object::Text(bytes) = &*replacement else { return Ok(None) };
        self.file.spend(bytes.len())?;
        Ok(Some(super::decode_text(bytes).chars().collect()))
    }

    /// Draws a picture, which covers what was there.
    fn picture(&mut self, state: &GraphicsState, canvas: &mut Canvas) -> Result<(), ImportError> {
        if canvas.is_stamp {
            return Ok(());
        }
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
            .map(|(x, y)| state.to_page.point(x, y));
        let area = canvas.area(bounds(corners));
        self.cover(area, canvas)
    }

    /// Fills the path: upright rectangles are areas; other shapes are ignored.
    fn fill(&mut self, state: &GraphicsState, canvas: &mut Canvas) -> Result<(), ImportError> {
        for piece in std::mem::take(&mut canvas.path) {
            if is_rectangle(&piece) {
                let area = canvas.area(bounds(piece));
                if state.hides() {
                    self.cover(area, canvas)?;
                }
                canvas.page.areas.push(area);
            }
        }
        Ok(())
    }

    /// Removes the characters that an area covers.
    fn cover(&mut self, area: Shade, canvas: &mut Canvas) -> Result<(), ImportError> {
        /// A line of at most 0.5 mm strikes text out or underlines it, but does not cover it.
        const LEAST_COVER_HEIGHT: Emu = mm(1) / 2;
        if area.width < LEAST_COVER_HEIGHT || area.height < LEAST_COVER_HEIGHT {
            return Ok(());
        }
        let looks = text::cover(&mut canvas.page.runs, area);
        self.looks = self.looks.checked_sub(looks).ok_or(ImportError::TooMuch(Limit::Elements))?;
        Ok(())
    }
}

impl Canvas {
    /// Whether an operator draws a path; if so, it is executed.
    fn draws(&mut self, operator: &Operator, numbers: &[f64], state: &GraphicsState) -> bool {
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
            _ => return false,
        }
        true
    }

    /// Draws the horizontal and vertical lines of the path.
    fn stroke(&mut self) {
        /// The largest deviation of a line from the horizontal or vertical, in points.
        const LEAN: f64 = 0.5;
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
fn corners(numbers: &[f64]) -> Option<[(f64, f64); 4]> {
    let [left, lower, right, upper] = *numbers else { return None };
    Some([(left, lower), (right, lower), (right, upper), (left, upper)])
}

/// The smallest upright rectangle around points: left, lower, right, upper.
fn bounds(points: impl IntoIterator<Item = (f64, f64)>) -> [f64; 4] {
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

/// Whether a picture is transparent, as far as its dictionary says so: pictures of seals are masked
/// or transparent.
fn is_seen_through(picture: &Dict) -> bool {
    let says = |key: &[u8]| picture.contains_key(key);
    says(b"SMask") || says(b"Mask") || says(b"SMaskInData") || is_stencil(says)
}

/// Whether a picture is a stencil mask, which has no colours of its own.
fn is_stencil(says: impl Fn(&[u8]) -> bool) -> bool {
    (says(b"ImageMask") || says(b"IM")) && !says(b"ColorSpace") && !says(b"CS")
}

/// The offset after an inline picture (BI … ID … EI).
fn end_of_picture(content: &[u8], from: usize) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let is_end = |window: &[u8]| {
        window[0].is_ascii_whitespace() && &window[1..3] == b"EI" && window[3].is_ascii_whitespace()
    };
    rest.windows(4).position(is_end).map_or(content.len(), |at| from + at + 3)
}
