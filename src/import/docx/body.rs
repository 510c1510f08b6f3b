//! The main part of a document: its paragraphs and tables, as a person sees them who accepts all
//! tracked changes.

use super::super::ImportError;
use super::super::package::{XmlEvent, attribute, events};
use super::is_on;
use super::numbering::Numbering;
use super::styles::{StyleProperties, Styles};
use crate::source::{Builder, MOST_COLUMNS, ParagraphKind, SourceBlock, VerticalMerge};
use quick_xml::events::BytesStart;

/// The body while it is read.
pub struct Body<'s> {
    styles: &'s Styles,
    builder: Builder,
    open: Vec<Tag>,
    /// The number of open elements that hide their content.
    hidden: usize,
    look: Look,
    /// Whether the text of the run is hidden.
    hides_text: bool,
    /// What the style of the paragraph sets; the style of the run may undo it.
    style: StyleProperties,
    numbering: Numbering,
    /// The list and the level that the paragraph itself names.
    list: (Option<String>, Option<usize>),
    /// Whether the mark at the end of the paragraph is deleted, so that the next one continues it.
    is_joined: bool,
    cell: Option<PendingCell>,
}

/// What a run makes of its text.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    bold: bool,
    struck: bool,
    raised: bool,
}

/// A cell whose content has not begun.
#[derive(Clone, Copy, Debug)]
struct PendingCell {
    cols: usize,
    reach: VerticalMerge,
    /// Whether it continues the cell to its left, as old files merge cells.
    is_covered: bool,
}

/// The elements that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Paragraph,
    ParagraphProperties,
    /// The properties of the mark at the end of a paragraph.
    MarkProperties,
    List,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    HiddenRow,
    RowProperties,
    Cell,
    CellProperties,
    /// A content control, and its properties.
    Control,
    HiddenControl,
    ControlProperties,
    Hidden,
    Other,
}

impl<'s> Body<'s> {
    /// Starts to read a document with these styles and lists.
    pub fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            builder: Builder::new(),
            open: Vec::new(),
            hidden: 0,
            look: Look::default(),
            hides_text: false,
            style: StyleProperties::default(),
            numbering,
            list: (None, None),
            is_joined: false,
            cell: None,
        }
    }

    /// Reads the main part.
    pub fn read(mut self, xml: &str, part: &str) -> Result<Vec<SourceBlock>, ImportError> {
        events(xml, part, |event, _| match event {
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
        if self.hidden > 0 || self.hides_text {
            return;
        }
        if self.look.struck {
            self.builder.struck_text(text);
        } else if self.look.raised {
            self.builder.raised_text(text, self.look.bold);
        } else {
            self.builder.text(text, self.look.bold);
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
            "rPr" if within == Some(Tag::ParagraphProperties) => Tag::MarkProperties,
            "numPr" if within == Some(Tag::ParagraphProperties) => Tag::List,
            "sdt" => Tag::Control,
            "sdtPr" => Tag::ControlProperties,
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
                if !std::mem::take(&mut self.is_joined) {
                    self.builder.end_paragraph();
                }
                self.style = self.styles.of("");
                self.list = (None, None);
            }
            Tag::Run => {
                self.look = Look { struck: self.style.struck, ..Look::default() };
                self.hides_text = self.style.hidden;
            }
            Tag::Table => self.builder.start_table(),
            Tag::Row => self.builder.start_row(),
            Tag::Cell => {
                self.cell =
                    Some(PendingCell { cols: 1, reach: VerticalMerge::Rows(1), is_covered: false });
            }
            _ => {}
        }
        match within {
            Some(Tag::RunProperties) => self.run_property(name, element),
            Some(Tag::CellProperties) => self.cell_property(name, element),
            _ => self.other_property(within, name, element),
        }
    }

    fn other_property(&mut self, within: Option<Tag>, name: &str, element: &BytesStart) {
        let value = || attribute(element, "val");
        match (within, name) {
            (Some(Tag::ParagraphProperties), "pStyle") => {
                let id = value().unwrap_or_default();
                self.style = self.styles.of(&id);
                if let Some(kind) = self.style.kind {
                    self.builder.set_kind(kind);
                }
            }
            (Some(Tag::ParagraphProperties), "outlineLvl") => {
                if let Some(level) =
                    value().and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9)
                {
                    self.builder.set_kind(ParagraphKind::Heading(level + 1));
                }
            }
            (Some(Tag::MarkProperties), "del" | "moveFrom") => self.is_joined = true,
            (Some(Tag::List), "numId") => self.list.0 = value(),
            (Some(Tag::List), "ilvl") => {
                self.list.1 = value().and_then(|level| level.parse().ok());
            }
            // The words that ask for an input are not content.
            (Some(Tag::ControlProperties), "showingPlcHdr") if is_on(value().as_deref()) => {
                self.hide(Tag::Control, Tag::HiddenControl);
            }
            (Some(Tag::Run), "br" | "cr")
                if attribute(element, "type").is_none_or(|kind| kind == "textWrapping")
                    && !self.hides_text =>
            {
                self.builder.break_line();
            }
            (Some(Tag::Run), "tab") => self.add_text(" "),
            (Some(Tag::Run), "noBreakHyphen") => self.add_text("-"),
            (Some(Tag::RowProperties), "hidden") if is_on(value().as_deref()) => {
                self.hide(Tag::Row, Tag::HiddenRow);
            }
            (Some(Tag::RowProperties), "del") => self.hide(Tag::Row, Tag::HiddenRow),
            // Columns that the row leaves free at its start; at its end nothing is missed.
            (Some(Tag::RowProperties), "gridBefore") => {
                let cols = value().and_then(|cols| cols.parse().ok()).unwrap_or(0_usize);
                for _ in 0..cols.min(MOST_COLUMNS) {
                    self.builder.start_cell(1, VerticalMerge::Continues);
                    self.builder.end_cell();
                }
            }
            _ => {}
        }
    }

    fn run_property(&mut self, name: &str, element: &BytesStart) {
        let value = attribute(element, "val");
        let is_on = is_on(value.as_deref());
        match name {
            "b" => self.look.bold = is_on,
            // A toggle property that both the style of the paragraph and the style of the run set
            // is off (ECMA-376 part 1, 17.7.3).
            "rStyle" => {
                let style = self.styles.of(&value.unwrap_or_default());
                self.hides_text ^= style.hidden;
                self.look.struck ^= style.struck;
            }
            "vanish" => self.hides_text = is_on,
            "strike" | "dstrike" => self.look.struck = is_on,
            "vertAlign" => {
                self.look.raised = matches!(value.as_deref(), Some("superscript" | "subscript"));
            }
            _ => {}
        }
    }

    fn cell_property(&mut self, name: &str, element: &BytesStart) {
        let value = attribute(element, "val");
        let Some(cell) = &mut self.cell else { return };
        match name {
            "gridSpan" => {
                if let Some(cols) = value.and_then(|cols| cols.parse().ok()) {
                    cell.cols = cols;
                }
            }
            "vMerge" => {
                cell.reach = if value.as_deref() == Some("restart") {
                    VerticalMerge::Starts
                } else {
                    VerticalMerge::Continues
                };
            }
            "hMerge" => cell.is_covered = value.as_deref() != Some("restart"),
            _ => {}
        }
    }

    /// Hides the rest of the innermost open element of a kind: its content comes after its
    /// properties.
    fn hide(&mut self, kind: Tag, hidden: Tag) {
        if let Some(open) = self.open.iter_mut().rev().find(|tag| **tag == kind) {
            *open = hidden;
            self.hidden += 1;
        }
    }

    /// Writes out the automatic number of the paragraph, once its properties are known.
    fn number(&mut self) {
        let (list, level) = std::mem::take(&mut self.list);
        let of_style = self.style.list.clone();
        let level = level.or(of_style.as_ref().map(|(_, level)| *level)).unwrap_or(0);
        let Some(list) = list.or(of_style.map(|(list, _)| list)) else { return };
        let number = self.numbering.next(&list, level);
        if !number.is_empty() && !self.style.hidden {
            self.builder.text(&number, false);
        }
    }

    /// Starts the pending cell, once its properties are known.
    fn start_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        if cell.is_covered {
            self.builder.widen_cell(cell.cols);
        } else {
            self.builder.start_cell(cell.cols, cell.reach);
        }
    }

    fn end(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        let hides = matches!(tag, Tag::Hidden | Tag::HiddenRow | Tag::HiddenControl);
        self.hidden -= usize::from(hides);
        if self.hidden > 0 {
            return;
        }
        match tag {
            Tag::Paragraph if self.is_joined => {}
            Tag::Paragraph => self.builder.end_paragraph(),
            Tag::ParagraphProperties => self.number(),
            Tag::Cell => {
                self.start_cell();
                self.builder.end_cell();
            }
            Tag::Table => self.builder.end_table(),
            _ => {}
        }
    }
}
