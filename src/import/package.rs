//! Packages of office documents: parts from a zip archive, and their XML, all within limits.
//!
//! In: bytes that begin like a zip archive. Out: the text of a part, and its elements one by one.
//! Depth of nesting, number of entries and unpacked sizes are limited, and therefore the memory is
//! too.

use super::{ImportError, LARGEST_PART, LARGEST_UNPACKED, Limit};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Entries of the package. Real documents have some twenty, with pictures some hundreds.
const MOST_ENTRIES: usize = 4096;
/// Nesting of elements. Real documents have some forty levels.
const DEEPEST: usize = 256;

/// A package, and the number of bytes that may still be unpacked from it.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| ImportError::Damaged { part: String::new() })?;
        if archive.len() > MOST_ENTRIES {
            return Err(ImportError::TooMuch(Limit::Entries));
        }
        Ok(Self { archive, left: LARGEST_UNPACKED as u64 })
    }

    /// Whether the package has a part.
    pub fn holds(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of the parts, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.archive.file_names().flatten().map(Cow::into_owned).collect();
        names.sort();
        names
    }

    /// Unpacks a part, if it exists, within its limit and the remaining limit of the package.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let damaged = || ImportError::Damaged { part: name.to_owned() };
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged()),
        };
        let most = (LARGEST_PART as u64).min(self.left);
        let mut bytes = Vec::new();
        let unpacked = entry.take(most + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        if size > most {
            return Err(ImportError::TooMuch(Limit::Part));
        }
        self.left -= size;
        unpacked.map_err(|_| damaged())?;
        super::encoding::of_xml(bytes).map(Some).ok_or_else(damaged)
    }
}

/// The events of a part.
pub enum XmlEvent<'a> {
    /// An element starts.
    Start(&'a BytesStart<'a>),
    /// An element without content.
    Empty(&'a BytesStart<'a>),
    /// The innermost element ends.
    End,
    /// Text.
    Text(&'a str),
}

impl<'a> XmlEvent<'a> {
    /// The element that starts here.
    pub const fn start(&self) -> Option<&'a BytesStart<'a>> {
        match self {
            Self::Start(element) | Self::Empty(element) => Some(element),
            Self::End | Self::Text(_) => None,
        }
    }
}

/// Calls the handler for each event of a part, with the depth: 1 is the root. Document types are
/// not expanded, so entities cannot multiply: only the five entities of XML and character
/// references are resolved.
pub fn events(
    xml: &str,
    part: &str,
    mut handle: impl FnMut(&XmlEvent, usize),
) -> Result<(), ImportError> {
    // The generic function calls one that is not generic: a copy for each handler would take ten
    // kilobytes.
    events_to(xml, part, &mut handle)
}

fn events_to(
    xml: &str,
    part: &str,
    handle: &mut dyn FnMut(&XmlEvent, usize),
) -> Result<(), ImportError> {
    let damaged = || ImportError::Damaged { part: part.to_owned() };
    let mut reader = Reader::from_str(xml.strip_prefix('\u{feff}').unwrap_or(xml));
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(ImportError::TooMuch(Limit::Depth));
                }
                handle(&XmlEvent::Start(&element), depth);
            }
            Event::Empty(element) => handle(&XmlEvent::Empty(&element), depth + 1),
            Event::End(_) => {
                handle(&XmlEvent::End, depth);
                depth -= 1;
            }
            Event::Text(text) => handle(&XmlEvent::Text(&text.xml10_content()), depth),
            Event::CData(text) => handle(&XmlEvent::Text(&text.xml10_content()), depth),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let text =
                    character.or_else(|| resolve_predefined_entity(&name).map(str::to_owned));
                handle(&XmlEvent::Text(&text.unwrap_or_default()), depth);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    // A truncated part ends before its elements do.
    if depth == 0 { Ok(()) } else { Err(damaged()) }
}

/// The attributes of an element in their order. Duplicates are not checked, because each attribute
/// would be compared with all before it.
pub fn attributes<'e>(element: &'e BytesStart) -> impl Iterator<Item = Attribute<'e>> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.flatten()
}

/// The attributes of an element by their local names, for elements of which many attributes are
/// needed.
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// Reads all attributes.
    pub fn of(element: &BytesStart) -> Self {
        let read = attributes(element).filter_map(|attribute| {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?;
            Some((attribute.key.local_name().as_ref().to_owned(), value.into_owned()))
        });
        Self(read.collect())
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute has this value.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    /// The value of an attribute as a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// The value of an attribute by its local name.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute =
        attributes(element).find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok().map(Cow::into_owned)
}
