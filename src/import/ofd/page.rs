//! The visible objects of pages, in the order in which they are drawn.

use super::path::{self, Shapes};
use super::space::{Placement, emu, floats};
use super::text::TextObject;
use super::{Document, ImportError, Limit};
use crate::geometry::{Emu, Shade};
use crate::import::package::{Attributes, Package, XmlEvent, attribute, events};
use crate::source::placed::{PlacedPage, SourceRun};

/// The largest number of templates of a page.
const MOST_TEMPLATES: usize = 16;
/// The work that a document may still cause.
#[derive(Clone, Copy)]
pub struct Budget {
    /// Comparisons of an area with a run. Pages of tables cause some thousands.
    comparisons: usize,
    /// Characters. A hundred pages have some hundred thousand.
    characters: usize,
}

impl Budget {
    /// The limits for a new document.
    pub const ALL: Self = Self { comparisons: 20_000_000, characters: 2_000_000 };

    fn spend_comparisons(self, count: usize) -> Option<Self> {
        Some(Self { comparisons: self.comparisons.checked_sub(count)?, ..self })
    }

    fn spend_characters(self, count: usize) -> Option<Self> {
        Some(Self { characters: self.characters.checked_sub(count)?, ..self })
    }
}

/// Text objects and paths of a page. A page of tables has some three hundred, or two thousand where
/// every character is an object.
const MOST_OBJECTS: usize = 20_000;

/// The corner and the size of a box.
fn bounds(text: &str) -> Option<[f64; 4]> {
    floats(text).collect::<Vec<f64>>().try_into().ok()
}

/// Width and height of a box.
pub fn paper(text: &str) -> Option<(Emu, Emu)> {
    bounds(text).map(|[_, _, width, height]| (emu(width), emu(height)))
}

/// Reads a page with its templates.
pub fn read(
    package: &mut Package,
    part: &str,
    document: &Document,
    left: &mut Budget,
) -> Result<PlacedPage, ImportError> {
    let xml = package.part(part)?.ok_or_else(|| ImportError::Damaged { part: part.to_owned() })?;
    let about = About::read(&xml, part)?;
    let (width, height) =
        about.paper.map_or(document.paper, |[_, _, width, height]| (emu(width), emu(height)));
    let corner = about.paper.map_or((0.0, 0.0), |[x, y, ..]| (x, y));
    let page = PlacedPage { width, height, ..PlacedPage::default() };
    let mut drawing = Drawing {
        page,
        shown: Vec::new(),
        document,
        corner,
        text: None,
        path: None,
        objects: 0,
        left: Some(*left),
    };
    for front in [false, true] {
        if front {
            drawing.read(&xml, part)?;
        }
        for part in about
            .templates
            .iter()
            .filter(|(own, _)| *own == front)
            .filter_map(|(_, id)| document.templates.get(id))
        {
            if let Some(xml) = package.part(part)? {
                drawing.read(&xml, part)?;
            }
        }
    }
    *left = drawing.left.unwrap_or(*left);
    Ok(PlacedPage {
        runs: drawing.shown.into_iter().map(|shown| shown.run).collect(),
        ..drawing.page
    })
}

/// The properties of a page before its content.
#[derive(Default)]
struct About {
    paper: Option<[f64; 4]>,
    /// The templates of the page: whether they are in front, and their numbers.
    templates: Vec<(bool, String)>,
}

impl About {
    fn read(xml: &str, part: &str) -> Result<Self, ImportError> {
        let mut about = Self::default();
        // Most pages have no such elements.
        if !xml.contains("Template") && !xml.contains("PhysicalBox") {
            return Ok(about);
        }
        events(xml, part, |piece, _| {
            let Some(element) =
                piece.start().filter(|element| element.local_name().as_ref() == "Template")
            else {
                return;
            };
            if about.templates.len() < MOST_TEMPLATES {
                let front = attribute(element, "ZOrder").is_some_and(|order| order == "Foreground");
                about.templates.push((front, attribute(element, "TemplateID").unwrap_or_default()));
            }
        })?;
        super::for_each_text(xml, part, |name, text| {
            if name == "PhysicalBox" {
                about.paper = bounds(text);
            }
        })?;
        Ok(about)
    }
}

/// A page while it is drawn.
struct Drawing<'d> {
    /// The page without its text.
    page: PlacedPage,
    shown: Vec<Shown>,
    document: &'d Document,
    /// The upper left corner of the paper.
    corner: (f64, f64),
    text: Option<TextObject>,
    path: Option<Path>,
    objects: usize,
    /// `None` once a limit was exceeded.
    left: Option<Budget>,
}

/// Text that is not hidden so far.
struct Shown {
    run: SourceRun,
    /// The right end of the text.
    end: i64,
}

/// A path while it is read.
struct Path {
    space: Placement,
    stroked: bool,
    filled: bool,
    /// Whether its filling hides what is below; `None` where the whole object is transparent.
    hides: Option<bool>,
    data: String,
}

impl Drawing<'_> {
    fn read(&mut self, xml: &str, part: &str) -> Result<(), ImportError> {
        let mut open: Vec<Tag> = Vec::new();
        // The number of open elements that hide their content.
        let mut hidden = 0_usize;
        events(xml, part, |piece, _| match piece {
            XmlEvent::Start(element) | XmlEvent::Empty(element) => {
                let attributes = Attributes::of(element);
                let tag = Tag::of(element.local_name().as_ref(), &attributes, open.last().copied());
                if hidden == 0 {
                    self.start(tag, &attributes);
                }
                if matches!(piece, XmlEvent::Empty(_)) {
                    if hidden == 0 {
                        self.end(tag);
                    }
                    return;
                }
                hidden += usize::from(tag == Tag::Hidden);
                open.push(tag);
            }
            XmlEvent::End => {
                let tag = open.pop().unwrap_or(Tag::Other);
                hidden -= usize::from(tag == Tag::Hidden);
                if hidden == 0 {
                    self.end(tag);
                }
            }
            XmlEvent::Text(piece) => match (open.last(), &mut self.text, &mut self.path) {
                (Some(Tag::Code), Some(text), _) => text.push_text(piece),
                (Some(Tag::Data), _, Some(path)) => path.data.push_str(piece),
                _ => {}
            },
        })?;
        if self.objects > MOST_OBJECTS || self.left.is_none() {
            Err(ImportError::TooMuch(Limit::Elements))
        } else {
            Ok(())
        }
    }

    fn start(&mut self, tag: Tag, attributes: &Attributes) {
        match tag {
            Tag::Text | Tag::Path => {
                self.objects += 1;
                if self.objects > MOST_OBJECTS {
                    return;
                }
                let space = Placement::of(attributes, self.corner);
                if tag == Tag::Text {
                    self.text = Some(TextObject::new(space, self.document, attributes));
                } else {
                    let (stroked, filled) =
                        (!attributes.is("Stroke", "false"), attributes.is("Fill", "true"));
                    self.path = Some(Path {
                        space,
                        stroked,
                        filled,
                        hides: is_opaque(attributes).then_some(false),
                        data: String::new(),
                    });
                }
            }
            Tag::Code => {
                if let Some(text) = &mut self.text {
                    text.start_code(attributes);
                }
            }
            Tag::FillColor => {
                if let Some(text) = self.text.as_mut().filter(|_| is_invisible(attributes)) {
                    text.filled = false;
                }
                if let Some(path) = &mut self.path {
                    path.hides = path.hides.map(|_| is_opaque(attributes));
                }
            }
            Tag::Data | Tag::Hidden | Tag::Other => {}
        }
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Code => {
                if let Some(text) = &mut self.text {
                    self.left = self.left.and_then(|left| left.spend_characters(text.length()));
                    if self.left.is_some() {
                        text.end_code();
                    }
                }
            }
            Tag::Text => {
                if let Some(text) = self.text.take().filter(|text| text.filled) {
                    self.shown.extend(text.finish().into_iter().map(Shown::new));
                }
            }
            Tag::Path => {
                if let Some(path) = self.path.take() {
                    self.draw(&path);
                }
            }
            Tag::FillColor | Tag::Data | Tag::Hidden | Tag::Other => {}
        }
    }

    /// Draws a path.
    fn draw(&mut self, path: &Path) {
        let Shapes { rules, areas } = path::read(&path.data, &path.space);
        if path.stroked {
            self.page.rules.extend(rules);
        }
        if path.filled {
            for area in areas.iter().filter(|_| path.hides == Some(true)) {
                self.left = self.left.and_then(|left| left.spend_comparisons(self.shown.len()));
                if self.left.is_some() {
                    self.shown.retain(|shown| !shown.is_hidden_by(area));
                }
            }
            self.page.areas.extend(areas);
        }
    }
}

impl Shown {
    fn new(run: SourceRun) -> Self {
        let width: i64 = run.advances.iter().map(|advance| i64::from(*advance)).sum();
        Self { end: i64::from(run.x) + width, run }
    }

    /// Whether an area hides the text: it extends from the first character to the last, and over
    /// the middle of their height.
    fn is_hidden_by(&self, area: &Shade) -> bool {
        let (x, middle) =
            (i64::from(self.run.x), i64::from(self.run.y) - i64::from(self.run.size) * 7 / 20);
        let (left, top) = (i64::from(area.x), i64::from(area.y));
        left <= x
            && self.end <= left + i64::from(area.width)
            && top <= middle
            && middle <= top + i64::from(area.height)
    }
}

/// The elements that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Text,
    Code,
    Path,
    Data,
    FillColor,
    Hidden,
    Other,
}

impl Tag {
    fn of(name: &str, attributes: &Attributes, within: Option<Self>) -> Self {
        match name {
            "FillColor" => Self::FillColor,
            "TextObject" | "PathObject" | "Layer" | "PageBlock"
                if attributes.is("Visible", "false") || attributes.is("Alpha", "0") =>
            {
                Self::Hidden
            }
            "TextObject" => Self::Text,
            "TextCode" if within == Some(Self::Text) => Self::Code,
            "PathObject" => Self::Path,
            "AbbreviatedData" if within == Some(Self::Path) => Self::Data,
            // Clipping regions are not drawn.
            "Clips" | "Actions" => Self::Hidden,
            _ => Self::Other,
        }
    }
}

/// Whether an object or a colour is fully opaque.
fn is_opaque(attributes: &Attributes) -> bool {
    attributes.get("Alpha").is_none_or(|alpha| alpha == "255")
}

/// Whether letters of a colour are invisible: white ones, and transparent ones.
fn is_invisible(attributes: &Attributes) -> bool {
    let white = attributes
        .get("Value")
        .is_some_and(|value| floats(value).count() == 3 && floats(value).all(|part| part >= 255.0));
    white || attributes.is("Alpha", "0")
}
