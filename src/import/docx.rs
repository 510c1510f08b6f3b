//! Word documents: paragraphs, tables and the carried draft, from the parts of the package.
//!
//! In: a package. Out: a [`Source`]. Deleted and hidden text, field codes and alternative versions
//! of the same content are left out, because a reader does not see them. Each part is read in one
//! pass, with a list of open elements.

use super::ImportError;
use super::package::{Package, XmlEvent, attribute, attributes, events};
use crate::formats::docx::{BODY, STYLES};
use crate::formats::{CARRIED, styles as names};
use crate::source::{Builder, ParagraphKind, Source, VerticalMerge};
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};

/// Custom parts that are searched for the draft. Our files have one; other programs add a few.
const MOST_CUSTOM: usize = 16;

/// Reads a document.
///
/// # Errors
/// For a package without a Word document, and for one beyond the limits of packages.
pub fn read(mut package: Package) -> Result<Source, ImportError> {
    let custom: Vec<String> = package.names().into_iter().filter(|name| is_custom(name)).collect();
    let Some(body) = package.part(BODY)? else {
        return Err(ImportError::NotWord);
    };
    let styles = match package.part(STYLES)? {
        Some(text) => styles(&text)?,
        None => Styles::default(),
    };
    let mut carried = None;
    for name in custom.iter().take(MOST_CUSTOM) {
        // Parts of other programs are ignored, even if they are broken; but their size counts
        // towards the limits.
        match package.part(name) {
            Ok(text) => carried = text.as_deref().and_then(carried_draft),
            Err(ImportError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
        if carried.is_some() {
            break;
        }
    }
    let blocks = Body::new(&styles).read(&body)?;
    Ok(Source { blocks, carried, ours: styles.ours })
}

/// Whether a part is `customXml/item<digits>.xml`.
fn is_custom(name: &str) -> bool {
    let number = name.strip_prefix("customXml/item").and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The properties that the styles of a document give to paragraphs and text.
#[derive(Debug, Default)]
struct Styles {
    kinds: BTreeMap<String, ParagraphKind>,
    /// Styles whose text is hidden.
    hidden: BTreeSet<String>,
    ours: bool,
}

/// One style of the file.
#[derive(Debug, Default)]
struct Style {
    id: String,
    name: String,
    based_on: String,
    outline: Option<u8>,
    hidden: Option<bool>,
}

fn styles(xml: &str) -> Result<Styles, ImportError> {
    /// A cycle of styles based on one another ends after so many steps.
    const MOST_STEPS: usize = 12;
    let mut found: Vec<Style> = Vec::new();
    events(xml, STYLES, |event, _| {
        let Some(element) = event.start() else { return };
        let name = element.local_name();
        if name.as_ref() == "style" {
            found.push(Style {
                id: attribute(element, "styleId").unwrap_or_default(),
                ..Style::default()
            });
        }
        let (Some(style), value) = (found.last_mut(), attribute(element, "val")) else { return };
        if name.as_ref() == "vanish" {
            style.hidden = Some(is_on(value.as_deref()));
        }
        let Some(value) = value else { return };
        match name.as_ref() {
            "name" => style.name = value,
            "basedOn" => style.based_on = value,
            "outlineLvl" => style.outline = value.parse().ok(),
            _ => {}
        }
    })?;
    let mut styles = Styles {
        kinds: BTreeMap::new(),
        hidden: BTreeSet::new(),
        ours: found.iter().any(|style| style.name == names::BODY),
    };
    // The properties of each style are determined once, however many styles are based on it.
    let found: Vec<(Style, Option<ParagraphKind>)> = found
        .into_iter()
        .map(|style| {
            let kind = kind(&style);
            (style, kind)
        })
        .collect();
    let by_id: BTreeMap<&str, &(Style, Option<ParagraphKind>)> =
        found.iter().map(|found| (found.0.id.as_str(), found)).collect();
    for found in &found {
        let chain = std::iter::successors(Some(found), |(style, _)| {
            by_id.get(style.based_on.as_str()).copied()
        })
        .take(MOST_STEPS);
        let id = || found.0.id.clone();
        if chain.clone().find_map(|(style, _)| style.hidden) == Some(true) {
            styles.hidden.insert(id());
        }
        if let Some(kind) = chain.into_iter().find_map(|(_, kind)| *kind) {
            styles.kinds.insert(id(), kind);
        }
    }
    Ok(styles)
}

/// Whether an on/off property is on.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

fn kind(style: &Style) -> Option<ParagraphKind> {
    let name = style.name.to_lowercase();
    match name.as_str() {
        "title" => return Some(ParagraphKind::Title),
        names::TABLE_NOTE => return Some(ParagraphKind::TableNote),
        names::SIGNATURE_AGENCY => return Some(ParagraphKind::SignatureAgency),
        names::SIGNATURE_DATE => return Some(ParagraphKind::SignatureDate),
        _ => {}
    }
    let level = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
    level
        .or(style.outline.filter(|level| *level < 9).map(|level| level + 1))
        .map(ParagraphKind::Heading)
}

/// The text of the element that carries the draft, if the part has one.
fn carried_draft(xml: &str) -> Option<String> {
    let (mut ours, mut text) = (false, String::new());
    events(xml, "customXml", |event, depth| {
        if let Some(element) = event.start()
            && depth == 1
        {
            ours = attributes(element)
                .any(|a| a.key.as_ref().starts_with("xmlns") && &*a.value == CARRIED);
        }
        if let XmlEvent::Text(piece) = event {
            text.push_str(piece);
        }
    })
    .ok()?;
    ours.then_some(text)
}

/// The body while it is read.
struct Body<'s> {
    styles: &'s Styles,
    builder: Builder,
    open: Vec<Tag>,
    /// The number of open elements that hide their content.
    hidden: usize,
    bold: bool,
    /// Whether the text of the paragraph is hidden by its style; the style of the run may undo
    /// that.
    style_hides_text: bool,
    hides_text: bool,
    cell: Option<(usize, VerticalMerge)>,
}

/// The elements that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    HiddenRow,
    RowProperties,
    Cell,
    CellProperties,
    Hidden,
    Other,
}

impl<'s> Body<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            builder: Builder::new(),
            open: Vec::new(),
            hidden: 0,
            bold: false,
            style_hides_text: false,
            hides_text: false,
            cell: None,
        }
    }

    fn read(mut self, xml: &str) -> Result<Vec<crate::source::SourceBlock>, ImportError> {
        events(xml, BODY, |event, _| match event {
            XmlEvent::Start(element) => self.start(element),
            XmlEvent::Empty(element) => {
                self.start(element);
                self.end();
            }
            XmlEvent::End => self.end(),
            XmlEvent::Text(text) => {
                if self.open.last() == Some(&Tag::Text) {
                    self.add_text(text);
                }
            }
        })?;
        Ok(self.builder.finish())
    }

    /// Adds text, if it is visible.
    fn add_text(&mut self, text: &str) {
        if self.hidden == 0 && !self.hides_text {
            self.builder.text(text, self.bold);
        }
    }

    fn start(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let within = self.open.last().copied();
        let tag = match name.as_ref() {
            "p" => Tag::Paragraph,
            "pPr" => Tag::ParagraphProperties,
            "r" => Tag::Run,
            "rPr" if within == Some(Tag::Run) => Tag::RunProperties,
            "t" if within == Some(Tag::Run) => Tag::Text,
            "tbl" => Tag::Table,
            "tr" => Tag::Row,
            "trPr" => Tag::RowProperties,
            "tc" => Tag::Cell,
            "tcPr" => Tag::CellProperties,
            // Deleted or moved text; the alternative version of the content beside it;
            // pronunciation above characters.
            "del" | "moveFrom" | "Fallback" | "rt" => Tag::Hidden,
            _ => Tag::Other,
        };
        if self.hidden == 0 {
            self.act(tag, name.as_ref(), within, element);
        }
        self.hidden += usize::from(tag == Tag::Hidden);
        self.open.push(tag);
    }

    fn act(&mut self, tag: Tag, name: &str, within: Option<Tag>, element: &BytesStart) {
        // The content of a cell begins after its properties.
        if matches!(tag, Tag::Paragraph | Tag::Table) {
            self.start_cell();
        }
        match tag {
            Tag::Paragraph => {
                self.builder.end_paragraph();
                self.style_hides_text = false;
            }
            Tag::Run => (self.bold, self.hides_text) = (false, self.style_hides_text),
            Tag::Table => self.builder.start_table(),
            Tag::Row => self.builder.start_row(),
            Tag::Cell => self.cell = Some((1, VerticalMerge::Rows(1))),
            _ => {}
        }
        let value = || attribute(element, "val");
        match (within, name) {
            (Some(Tag::ParagraphProperties), "pStyle") => {
                let id = value().unwrap_or_default();
                if let Some(kind) = self.styles.kinds.get(&id) {
                    self.builder.set_kind(*kind);
                }
                self.style_hides_text = self.styles.hidden.contains(&id);
            }
            (Some(Tag::ParagraphProperties), "outlineLvl") => {
                if let Some(level) =
                    value().and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9)
                {
                    self.builder.set_kind(ParagraphKind::Heading(level + 1));
                }
            }
            (Some(Tag::RunProperties), "b") => self.bold = is_on(value().as_deref()),
            // A toggle property that both the style of the paragraph and the style of the run set
            // is off (ECMA-376 part 1, 17.7.3).
            (Some(Tag::RunProperties), "rStyle") => {
                self.hides_text ^= value().is_some_and(|id| self.styles.hidden.contains(&id));
            }
            (Some(Tag::RunProperties), "vanish") => self.hides_text = is_on(value().as_deref()),
            (Some(Tag::Run), "br" | "cr")
                if attribute(element, "type").is_none_or(|kind| kind == "textWrapping")
                    && !self.hides_text =>
            {
                self.builder.break_line();
            }
            (Some(Tag::Run), "tab") => self.add_text(" "),
            (Some(Tag::Run), "noBreakHyphen") => self.add_text("-"),
            (Some(Tag::RowProperties), "hidden") if is_on(value().as_deref()) => self.hide_row(),
            (Some(Tag::CellProperties), "gridSpan") => {
                if let (Some(cell), Some(cols)) =
                    (&mut self.cell, value().and_then(|cols| cols.parse().ok()))
                {
                    cell.0 = cols;
                }
            }
            (Some(Tag::CellProperties), "vMerge") => {
                if let Some(cell) = &mut self.cell {
                    cell.1 = if value().as_deref() == Some("restart") {
                        VerticalMerge::Starts
                    } else {
                        VerticalMerge::Continues
                    };
                }
            }
            _ => {}
        }
    }

    /// Hides the rest of the row: its cells come after its properties.
    fn hide_row(&mut self) {
        if let Some(row) = self.open.iter_mut().rev().find(|tag| **tag == Tag::Row) {
            *row = Tag::HiddenRow;
            self.hidden += 1;
        }
    }

    /// Starts the pending cell, once its properties are known.
    fn start_cell(&mut self) {
        if let Some((cols, reach)) = self.cell.take() {
            self.builder.start_cell(cols, reach);
        }
    }

    fn end(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        self.hidden -= usize::from(matches!(tag, Tag::Hidden | Tag::HiddenRow));
        if self.hidden > 0 {
            return;
        }
        match tag {
            Tag::Paragraph => self.builder.end_paragraph(),
            Tag::Cell => {
                self.start_cell();
                self.builder.end_cell();
            }
            Tag::Table => self.builder.end_table(),
            _ => {}
        }
    }
}
