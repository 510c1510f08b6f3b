//! The visible content of a page: its operators are executed as far as they affect text, lines and
//! areas (ISO 32000-1, 8 and 9).
//!
//! In: a page. Out: the runs, rules and areas that are visible on it. Text that is not painted, is
//! white, or is painted over by an area or a picture does not count; the content of annotations
//! does. Because reports are stamped with seals, transparent content and pictures of stamps hide
//! nothing, and the appearance of a signature is not part of the report. Replacement text
//! (`ActualText`) is used only where it looks like the glyphs.

use super::canvas::{Canvas, MarkedContent, bounds, corners};
use super::file::{PageEntry, PdfFile};
use super::font::PdfFont;
use super::matrix::{Matrix, matrix};
use super::object::{Dict, Object, ObjectReader, Operator};
use super::resources::{List, NamedFont, Resources};
use super::state::GraphicsState;
use super::text;
use crate::import::{ImportError, Limit};
use crate::source::placed;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Whether the names of fonts tell their faces, as in our own files.
    ours: bool,
    /// The layers that are not shown.
    hidden_layers: BTreeSet<u32>,
    /// How many pages have a picture that takes a large part of them.
    pub pages_with_pictures: usize,
    fonts: BTreeMap<u32, Rc<PdfFont>>,
    operators: usize,
    characters: text::Counts,
    looks: usize,
}

impl<'f, 'b> Painter<'f, 'b> {
    /// Starts without any page.
    pub const fn new(file: &'f PdfFile<'b>, ours: bool, hidden_layers: BTreeSet<u32>) -> Self {
        Self {
            file,
            ours,
            hidden_layers,
            pages_with_pictures: 0,
            fonts: BTreeMap::new(),
            operators: MOST_OPERATORS,
            characters: text::Counts { left: MOST_CHARACTERS, directions: [0; 4] },
            looks: MOST_COMPARISONS,
        }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// When more is read than any report needs, or there are more operators than in any report.
    pub fn page(&mut self, page: &PageEntry) -> Result<placed::PlacedPage, ImportError> {
        let mut content = Vec::new();
        for part in self.file.list(&page.dict, "Contents")? {
            if let Some((_, bytes)) = self.file.stream(&part)? {
                content.extend(bytes);
                // The parts of the content are separated by white space.
                content.push(b'\n');
            }
        }
        let mut canvas = self.drawn(page, &content, page.quarter_turns)?;
        // A wide table may stand sideways on the page, to be read by turning the paper.
        let [upright, upwards, _, downwards] = self.characters.directions;
        if upwards.max(downwards) > upright {
            let turns = if upwards > downwards { 1 } else { 3 };
            canvas = self.drawn(page, &content, (page.quarter_turns + turns) % 4)?;
        }
        self.pages_with_pictures += usize::from(canvas.has_large_picture);
        Ok(canvas.page)
    }

    /// Draws a page that is turned by right angles.
    fn drawn(
        &mut self,
        page: &PageEntry,
        content: &[u8],
        quarter_turns: usize,
    ) -> Result<Canvas, ImportError> {
        self.characters.directions = [0; 4];
        let (paper, turned) = turned(page.paper, quarter_turns);
        let mut canvas = Canvas::new(paper);
        let mut state = GraphicsState::new(turned);
        state.limit(paper);
        self.run(content, &Resources::new(&page.resources), state, 0, &mut canvas)?;
        for note in self.file.list(&page.dict, "Annots")?.iter().take(MOST_NOTES) {
            self.note(note, turned, &mut canvas)?;
        }
        Ok(canvas)
    }

    /// Draws the appearance of an annotation, transformed into its rectangle (ISO 32000-1, 12.5.5).
    fn note(
        &mut self,
        note: &Object,
        to_page: Matrix,
        canvas: &mut Canvas,
    ) -> Result<(), ImportError> {
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
            GraphicsState::new(inner.then(placed).then(to_page)),
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
                (b"G" | b"RG" | b"K" | b"SC" | b"SCN" | b"CS", _) => {
                    state.set_stroke_colour(operator.name, &numbers);
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
                    let says =
                        |key: &[u8]| operator.operands.iter().any(|part| part.name() == Some(key));
                    canvas.picture(&state, state.hides() && !is_stencil(says), &mut self.looks)?;
                }
                (b"BDC", _) => {
                    let content = self.marked(&operator, resources, canvas.page.runs.len())?;
                    canvas.marked.push(content);
                }
                (b"BMC", _) => canvas.marked.push(MarkedContent::Plain),
                (b"EMC", _) if canvas.marked.len() > open => {
                    if let Some(MarkedContent::Replaced(from, replacement)) = canvas.marked.pop() {
                        let from = from.min(canvas.page.runs.len());
                        text::apply_replacement(&mut canvas.page.runs[from..], &replacement);
                    }
                }
                (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"n", _) => {
                    self.paint(operator.name, &mut state, canvas)?;
                }
                _ => {
                    if !canvas.draws(&operator, &numbers, &state) {
                        let shown = state.text.apply(
                            &operator,
                            &numbers,
                            state.to_page,
                            &mut self.characters,
                        )?;
                        let run = shown
                            .filter(|_| state.is_seen())
                            .and_then(|line| line.placed(canvas.paper));
                        if let Some(run) = run {
                            canvas.show(&run, &state, &mut self.looks)?;
                        }
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
        let named = (font, super::face(name).filter(|_| self.ours));
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
            let hides = state.hides() && !is_seen_through(&dict);
            return canvas.picture(state, hides, &mut self.looks);
        }
        if depth >= DEEPEST {
            return Err(ImportError::TooMuch(Limit::Depth));
        }
        if !state.is_seen() || self.is_switched_off(dict.get(&b"OC"[..])) {
            return Ok(());
        }
        let Some((form, content)) = self.file.stream(link)? else { return Ok(()) };
        let inner = matrix(&self.file.numbers(&form, "Matrix")?).unwrap_or(Matrix::UNIT);
        let mut state = state.within(inner.then(state.to_page), form.contains_key(&b"Group"[..]));
        if let Some(limits) = corners(&self.file.numbers(&form, "BBox")?) {
            let to_page = state.to_page;
            state.limit(bounds(limits.into_iter().map(|(x, y)| to_page.point(x, y))));
        }
        let own = self.file.dict(&form, "Resources")?;
        if own.is_empty() {
            self.run(&content, resources, state, depth + 1, canvas)
        } else {
            self.run(&content, &Resources::new(&own), state, depth + 1, canvas)
        }
    }

    /// Paints the path, and limits the state by it if that is wanted.
    fn paint(
        &mut self,
        name: &[u8],
        state: &mut GraphicsState,
        canvas: &mut Canvas,
    ) -> Result<(), ImportError> {
        let before = state.clone();
        canvas.limit(state);
        if matches!(name, b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s") {
            canvas.stroke(&before);
        }
        if matches!(name, b"n" | b"S" | b"s") {
            canvas.end_path();
            return Ok(());
        }
        canvas.fill(&before, &mut self.looks)
    }

    /// Marked content that begins: whether it has a replacement text, or is switched off. Its first
    /// run will have the index `from`.
    fn marked(
        &self,
        operator: &Operator,
        resources: &Resources,
        from: usize,
    ) -> Result<MarkedContent, ImportError> {
        let properties = match operator.operands.get(1) {
            Some(here @ Object::Dict(_)) => Some(here),
            _ => self.named(operator, 1, List::Properties, resources)?,
        };
        let is_layer = operator.operands.first().and_then(Object::name) == Some(b"OC");
        if is_layer && self.is_switched_off(properties) {
            return Ok(MarkedContent::Hidden);
        }
        let replacement = self.replacement(properties)?;
        Ok(replacement.map_or(MarkedContent::Plain, |text| MarkedContent::Replaced(from, text)))
    }

    /// Whether an object is a layer that is not shown.
    fn is_switched_off(&self, layer: Option<&Object>) -> bool {
        matches!(layer, Some(Object::Link(number)) if self.hidden_layers.contains(number))
    }

    /// The replacement text among the properties of marked content, if there is one.
    fn replacement(&self, properties: Option<&Object>) -> Result<Option<Vec<char>>, ImportError> {
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
}

/// The paper as a reader sees it, and the transformation to it: pages may be turned by right angles
/// (ISO 32000-1, 7.7.3.3).
fn turned(paper: [f64; 4], quarter_turns: usize) -> ([f64; 4], Matrix) {
    let [left, lower, right, upper] = paper;
    let (width, height) = (right - left, upper - lower);
    match quarter_turns {
        1 => ([0.0, 0.0, height, width], Matrix([0.0, -1.0, 1.0, 0.0, -lower, right])),
        2 => ([0.0, 0.0, width, height], Matrix([-1.0, 0.0, 0.0, -1.0, right, upper])),
        3 => ([0.0, 0.0, height, width], Matrix([0.0, 1.0, -1.0, 0.0, upper, -left])),
        _ => (paper, Matrix::UNIT),
    }
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
