//! OFD: the visible content of the pages, and the carried draft.
//!
//! In: a package. Out: a [`Source`]. Text and rules are read from their positions on the pages
//! ([`crate::source::placed`]). Of the structure that the file declares, only the outline is used,
//! for headings that look like text. Invisible content is left out: hidden objects, white letters,
//! and text under a filled area. Pictures, annotations and seals are ignored.

mod page;
mod path;
mod space;
mod text;

use super::package::{Package, XmlEvent, attribute, events};
use super::{ImportError, Limit};
use crate::formats::ofd::ENTRY;
use crate::formats::{ATTACHMENT, PROGRAM};
use crate::geometry::{Emu, PAGE_HEIGHT, PAGE_WIDTH};
use crate::layout::Face;
use crate::source::Source;
use crate::source::placed::{self, OutlineEntry, PlacedDocument};
use std::collections::BTreeMap;

/// Pages that are read. A report has some twenty.
const MOST_PAGES: usize = 300;
/// Fonts, templates and entries of the outline that are kept.
const MOST_ENTRIES: usize = 4096;

/// Reads a document.
///
/// # Errors
/// For a damaged package, a package without a document, and one beyond the limits of packages.
pub fn read(mut package: Package) -> Result<Source, ImportError> {
    let root = Root::read(&mut package)?;
    let document = Document::read(&mut package, &root.document)?;
    if document.pages.len() > MOST_PAGES {
        return Err(ImportError::TooMuch(Limit::Elements));
    }
    let mut pages = PlacedDocument {
        pages: Vec::with_capacity(document.pages.len()),
        outline: document.outline(),
    };
    let mut left = page::Budget::ALL;
    for (_, part) in &document.pages {
        pages.pages.push(page::read(&mut package, part, &document, &mut left)?);
    }
    let carried = match &document.attachments {
        Some(list) => carried(&mut package, list),
        None => None,
    };
    // Programs that change a file write their own name into it; the attachment stays.
    let ours = root.ours || carried.is_some();
    let blocks = if ours { placed::blocks(&pages) } else { placed::blocks_of_others(&pages) };
    Ok(Source { blocks, carried, ours })
}

/// The content of `OFD.xml`.
struct Root {
    /// The path of the main part of the first document.
    document: String,
    /// Whether this program made the file.
    ours: bool,
}

impl Root {
    fn read(package: &mut Package) -> Result<Self, ImportError> {
        let missing = || ImportError::Damaged { part: ENTRY.to_owned() };
        let xml = package.part(ENTRY)?.ok_or_else(missing)?;
        let (mut document, mut ours) = (None, false);
        for_each_text(&xml, ENTRY, |name, text| match name {
            "DocRoot" if document.is_none() => document = Some(part_of(ENTRY, text)),
            "Creator" => ours = text == PROGRAM,
            _ => {}
        })?;
        Ok(Self { document: document.ok_or_else(missing)?, ours })
    }
}

/// Calls the handler for each element of a part that contains only text.
fn for_each_text(
    xml: &str,
    part: &str,
    mut handle: impl FnMut(&str, &str),
) -> Result<(), ImportError> {
    let (mut name, mut text) = (String::new(), String::new());
    events(xml, part, |piece, _| match piece {
        XmlEvent::Start(element) => {
            element.local_name().as_ref().clone_into(&mut name);
            text.clear();
        }
        XmlEvent::Empty(_) => name.clear(),
        XmlEvent::Text(piece) => text.push_str(piece),
        XmlEvent::End => {
            handle(&name, text.trim());
            name.clear();
        }
    })
}

/// The path of a part that another part refers to: from the root of the package, or relative to the
/// folder of that part.
fn part_of(from: &str, location: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole =
        location.strip_prefix('/').map_or_else(|| format!("{folder}/{location}"), str::to_owned);
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The content of `Document.xml` and of the resources that it names.
struct Document {
    /// Width and height of pages that do not specify their own.
    paper: (Emu, Emu),
    /// Pages: number and part.
    pages: Vec<(String, String)>,
    /// Pages used as templates, by their number.
    templates: BTreeMap<String, String>,
    /// Fonts, by their number.
    fonts: BTreeMap<String, OfdFont>,
    /// The entries of the outline, and the numbers of the pages that they lead to.
    entries: Vec<(OutlineEntry, String)>,
    attachments: Option<String>,
}

/// The relevant properties of a font.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfdFont {
    /// Its face, if its name reveals it.
    pub face: Option<Face>,
    /// Whether it is a bold font.
    pub bold: bool,
}

impl Document {
    fn read(package: &mut Package, part: &str) -> Result<Self, ImportError> {
        let xml =
            package.part(part)?.ok_or_else(|| ImportError::Damaged { part: part.to_owned() })?;
        let mut document = Self {
            paper: (PAGE_WIDTH, PAGE_HEIGHT),
            pages: Vec::new(),
            templates: BTreeMap::new(),
            fonts: BTreeMap::new(),
            entries: Vec::new(),
            attachments: None,
        };
        document.structure(&xml, part)?;
        let mut resources = Vec::new();
        for_each_text(&xml, part, |name, text| match name {
            "PublicRes" | "DocumentRes" => resources.push(part_of(part, text)),
            "Attachments" => document.attachments = Some(part_of(part, text)),
            "PhysicalBox" => document.paper = page::paper(text).unwrap_or(document.paper),
            _ => {}
        })?;
        for name in resources.iter().take(MOST_ENTRIES) {
            if let Some(xml) = package.part(name)? {
                document.fonts(&xml, name)?;
            }
        }
        Ok(document)
    }

    /// Reads what is given in attributes: pages, templates, the outline.
    fn structure(&mut self, xml: &str, part: &str) -> Result<(), ImportError> {
        let mut level: u8 = 0;
        let mut open: Vec<bool> = Vec::new();
        events(xml, part, |piece, _| {
            let Some(element) = piece.start() else {
                if matches!(piece, XmlEvent::End) && open.pop() == Some(true) {
                    level = level.saturating_sub(1);
                }
                return;
            };
            let value = |name| attribute(element, name).unwrap_or_default();
            let name = element.local_name();
            let is_entry = name.as_ref() == "OutlineElem";
            match name.as_ref() {
                "Page" if self.pages.len() <= MOST_PAGES => {
                    self.pages.push((value("ID"), part_of(part, &value("BaseLoc"))));
                }
                "TemplatePage" if self.templates.len() < MOST_ENTRIES => {
                    self.templates.insert(value("ID"), part_of(part, &value("BaseLoc")));
                }
                "OutlineElem" if self.entries.len() < MOST_ENTRIES => {
                    let entry = OutlineEntry {
                        level: level.saturating_add(1),
                        text: value("Title"),
                        page: 0,
                        y: None,
                    };
                    self.entries.push((entry, String::new()));
                }
                "Dest" => {
                    if let Some((entry, page)) =
                        self.entries.last_mut().filter(|(_, page)| page.is_empty())
                    {
                        *page = value("PageID");
                        entry.y = attribute(element, "Top")
                            .and_then(|top| space::floats(&top).next())
                            .map(space::emu);
                    }
                }
                _ => {}
            }
            if matches!(piece, XmlEvent::Start(_)) {
                level = level.saturating_add(u8::from(is_entry));
                open.push(is_entry);
            }
        })
    }

    fn fonts(&mut self, xml: &str, part: &str) -> Result<(), ImportError> {
        events(xml, part, |piece, _| {
            let Some(element) =
                piece.start().filter(|element| element.local_name().as_ref() == "Font")
            else {
                return;
            };
            let value = |name| attribute(element, name).unwrap_or_default();
            let face =
                ["FontName", "FamilyName"].into_iter().find_map(|name| Face::of_font(&value(name)));
            if self.fonts.len() < MOST_ENTRIES {
                self.fonts.insert(value("ID"), OfdFont { face, bold: value("Bold") == "true" });
            }
        })
    }

    /// The outline, with the indices of pages.
    fn outline(&self) -> Vec<OutlineEntry> {
        let places: BTreeMap<&str, usize> =
            self.pages.iter().enumerate().map(|(index, (id, _))| (id.as_str(), index)).collect();
        let entry = |(entry, page): &(OutlineEntry, String)| {
            Some(OutlineEntry { page: *places.get(page.as_str())?, ..entry.clone() })
        };
        self.entries.iter().filter_map(entry).collect()
    }
}

/// The attached draft. Attachments of other programs are ignored, even if they are broken.
fn carried(package: &mut Package, list: &str) -> Option<String> {
    let xml = package.part(list).ok().flatten()?;
    let mut part = None;
    for_each_text(&xml, list, |name, text| {
        if name == "FileLoc" && text.rsplit('/').next() == Some(ATTACHMENT) {
            part = Some(part_of(list, text));
        }
    })
    .ok()?;
    package.part(&part?).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        for (from, location, part) in [
            ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
            ("Doc_0/Attachs/Attachments.xml", "/Doc_0/Attachs/a.json", "Doc_0/Attachs/a.json"),
            ("Doc_0/Document.xml", "./../Res/a.xml", "Res/a.xml"),
            ("OFD.xml", "../../a", "a"),
        ] {
            assert_eq!(part_of(from, location), part);
        }
    }
}
