//! Finds the objects of a PDF file, and unpacks its streams.
//!
//! In: the bytes. Out: objects by their number, and unpacked streams. The cross-reference table of
//! the file is not used: the file is scanned once from the front, and of two objects with one
//! number the later one counts, as in files with incremental updates. So a broken table does no
//! harm, and no table can cause an endless loop. Whatever a file contains, each of its bytes is
//! read a few times at most, and no more is unpacked than the limits below permit.

use super::filter;
use super::object::{Dict, Object, ObjectReader};
use crate::import::{ImportError, LARGEST_PART, LARGEST_UNPACKED, Limit};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Objects of a file. Reports have some two hundred, and scans of them some thousands.
const MOST_OBJECTS: usize = 200_000;
/// Filters of a stream, applied one after another.
const MOST_FILTERS: usize = 4;
/// Consecutive references that only lead to another object.
const MOST_STEPS: usize = 8;
/// The number of bytes of objects that are read, counted each time an object is requested: 64 MB.
const MOST_READ: usize = 64 << 20;
/// Pages that are read.
const MOST_PAGES: usize = 2000;

/// A file.
pub struct PdfFile<'b> {
    bytes: &'b [u8],
    places: BTreeMap<u32, ObjectLocation>,
    /// The unpacked contents of object streams.
    packed: Vec<Vec<u8>>,
    /// The relevant entries of all trailers; later trailers replace those of earlier ones.
    trailer: Dict,
    left_to_unpack: Cell<usize>,
    left_to_read: Cell<usize>,
}

/// The position of an object.
#[derive(Clone, Copy, Debug)]
enum ObjectLocation {
    /// In the file: the beginning and the end, and those of its stream, if it has one.
    Plain { from: usize, to: usize, stream: Option<(usize, usize)> },
    /// In an object stream.
    Packed { within: usize, from: usize, to: usize },
}

/// A page before it is read.
pub struct PageEntry {
    /// The page itself.
    pub dict: Dict,
    /// The resources of the page, its own or inherited ones.
    pub resources: Rc<Dict>,
    /// The visible part of the paper: left, lower, right and upper edge, in points.
    pub paper: [f64; 4],
    /// How many times the page is turned by a right angle, clockwise: from 0 to 3.
    pub quarter_turns: usize,
}

/// A4, for pages without a paper size.
const PAPER: [f64; 4] = [0.0, 0.0, 595.0, 842.0];

impl<'b> PdfFile<'b> {
    /// Scans a file.
    ///
    /// # Errors
    /// When there are too many objects or too much content, and for a file with a password.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let mut file = PdfFile {
            bytes,
            places: BTreeMap::new(),
            packed: Vec::new(),
            trailer: Dict::new(),
            left_to_unpack: Cell::new(LARGEST_UNPACKED),
            left_to_read: Cell::new(MOST_READ),
        };
        let mut at = 0;
        while let Some((found, word)) = word(bytes, at) {
            at = match word {
                Word::Object(number) => file.record_location(number, found)?,
                Word::Trailer => {
                    let (to, _) = end_of_object(bytes, found);
                    file.root(ObjectReader::new(&bytes[found..to]).object());
                    to
                }
            };
            if file.places.len() > MOST_OBJECTS {
                return Err(ImportError::TooMuch(Limit::Elements));
            }
        }
        if file.trailer.contains_key(&b"Encrypt"[..]) {
            return Err(ImportError::PdfLocked);
        }
        Ok(file)
    }

    /// Records the position of an object; returns the offset at which the search continues.
    fn record_location(&mut self, number: u32, from: usize) -> Result<usize, ImportError> {
        let (to, has_stream) = end_of_object(self.bytes, from);
        if !has_stream {
            self.places.insert(number, ObjectLocation::Plain { from, to, stream: None });
            return Ok(to);
        }
        let Some(Object::Dict(dict)) = ObjectReader::new(&self.bytes[from..to]).object() else {
            return Ok(to + STREAM.len());
        };
        let (start, end) =
            stream(self.bytes, to + STREAM.len(), dict.get(&b"Length"[..]).and_then(Object::count));
        let location = ObjectLocation::Plain { from, to, stream: Some((start, end)) };
        self.places.insert(number, location);
        match dict.get(&b"Type"[..]).and_then(Object::name) {
            Some(b"ObjStm") => {
                let bytes = self.unpacked(&dict, &self.bytes[start..end])?;
                self.place_packed(&dict, bytes);
            }
            Some(b"XRef") => self.root(Some(Object::Dict(dict))),
            _ => {}
        }
        Ok(end)
    }

    /// Records the positions of the objects in an object stream, which begins with their numbers
    /// and offsets.
    fn place_packed(&mut self, dict: &Dict, bytes: Vec<u8>) {
        let whole = |key: &[u8]| dict.get(key).and_then(Object::count);
        let (Some(count), Some(first)) = (whole(b"N"), whole(b"First")) else { return };
        let mut head = hayro_postscript::Scanner::new(bytes.get(..first).unwrap_or_default());
        let mut next =
            || head.parse_number().ok().and_then(|number| super::object::count(number.as_f64()));
        let mut starts: Vec<(u32, usize)> = Vec::new();
        for _ in 0..count.min(MOST_OBJECTS) {
            let (Some(number), Some(offset)) = (next(), next()) else { break };
            if let Ok(number) = u32::try_from(number) {
                starts.push((number, first.saturating_add(offset)));
            }
        }
        let within = self.packed.len();
        for (index, (number, from)) in starts.iter().enumerate() {
            let to = starts.get(index + 1).map_or(bytes.len(), |next| next.1);
            if from < &to && to <= bytes.len() {
                self.places.insert(*number, ObjectLocation::Packed { within, from: *from, to });
            }
        }
        self.packed.push(bytes);
    }

    /// Records the entries of a trailer.
    fn root(&mut self, trailer: Option<Object>) {
        if let Some(Object::Dict(dict)) = trailer {
            self.trailer.extend(
                dict.into_iter()
                    .filter(|(key, _)| matches!(key.as_slice(), b"Root" | b"Encrypt" | b"Info")),
            );
        }
    }

    /// The object with a number.
    ///
    /// # Errors
    /// When more is read than any report needs.
    fn object(&self, number: u32) -> Result<Object, ImportError> {
        let bytes = match self.places.get(&number) {
            Some(ObjectLocation::Plain { from, to, .. }) => self.bytes.get(*from..*to),
            Some(ObjectLocation::Packed { within, from, to }) => {
                self.packed.get(*within).and_then(|bytes| bytes.get(*from..*to))
            }
            None => None,
        };
        let bytes = bytes.unwrap_or_default();
        self.spend(bytes.len() + 1)?;
        Ok(ObjectReader::new(bytes).object().unwrap_or(Object::Other))
    }

    /// Counts bytes that are read.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn spend(&self, bytes: usize) -> Result<(), ImportError> {
        let left = self
            .left_to_read
            .get()
            .checked_sub(bytes)
            .ok_or(ImportError::TooMuch(Limit::Elements))?;
        self.left_to_read.set(left);
        Ok(())
    }

    /// The object itself, or the object that a reference leads to.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn resolve(&self, object: &Object) -> Result<Object, ImportError> {
        let mut object = object.clone();
        for _ in 0..MOST_STEPS {
            let Object::Link(number) = object else { return Ok(object) };
            object = self.object(number)?;
        }
        Ok(Object::Other)
    }

    /// The value of a dictionary entry, with references resolved.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn get(&self, dict: &Dict, key: &str) -> Result<Object, ImportError> {
        dict.get(key.as_bytes()).map_or(Ok(Object::Other), |value| self.resolve(value))
    }

    /// A dictionary in a dictionary; an empty one, if there is none.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn dict(&self, dict: &Dict, key: &str) -> Result<Dict, ImportError> {
        Ok(match self.get(dict, key)? {
            Object::Dict(dict) => dict,
            _ => Dict::new(),
        })
    }

    /// The dictionary that an object is or refers to, borrowed where it is direct; an empty one, if
    /// it is not a dictionary.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn lent_dict<'d>(&self, object: &'d Object) -> Result<Cow<'d, Dict>, ImportError> {
        if let Object::Dict(dict) = object {
            return Ok(Cow::Borrowed(dict));
        }
        let is_elsewhere = matches!(object, Object::Link(_));
        Ok(Cow::Owned(if is_elsewhere && let Object::Dict(dict) = self.resolve(object)? {
            dict
        } else {
            Dict::new()
        }))
    }

    /// An array in a dictionary; a value of another type is an array of one, and a missing one is
    /// an empty array.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn list(&self, dict: &Dict, key: &str) -> Result<Vec<Object>, ImportError> {
        Ok(match self.get(dict, key)? {
            Object::List(list) => list,
            Object::Other => Vec::new(),
            _ => dict.get(key.as_bytes()).cloned().into_iter().collect(),
        })
    }

    /// An array of numbers in a dictionary; elements of another type are 0.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn numbers(&self, dict: &Dict, key: &str) -> Result<Vec<f64>, ImportError> {
        self.list(dict, key)?
            .iter()
            .map(|part| Ok(self.resolve(part)?.number().unwrap_or_default()))
            .collect()
    }

    /// An unpacked stream, and its dictionary; `None` if there is none.
    ///
    /// # Errors
    /// When more is read than any report needs, or the stream is larger after unpacking than any of
    /// a report.
    pub fn stream(&self, object: &Object) -> Result<Option<(Dict, Vec<u8>)>, ImportError> {
        let mut object = object.clone();
        for _ in 0..MOST_STEPS {
            let Object::Link(number) = object else { break };
            let read = self.object(number)?;
            if let (
                Object::Dict(dict),
                Some(ObjectLocation::Plain { stream: Some((from, to)), .. }),
            ) = (&read, self.places.get(&number))
            {
                let bytes = self.unpacked(dict, &self.bytes[*from..*to])?;
                return Ok(Some((dict.clone(), bytes)));
            }
            object = read;
        }
        Ok(None)
    }

    /// The document catalog.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn catalog(&self) -> Result<Dict, ImportError> {
        self.dict(&self.trailer, "Root")
    }

    /// The document information dictionary.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn info(&self) -> Result<Dict, ImportError> {
        self.dict(&self.trailer, "Info")
    }

    /// The pages in their order, with their object numbers.
    ///
    /// # Errors
    /// When more is read than any report needs, or there are more pages than in any report.
    pub fn pages(&self) -> Result<Vec<(Option<u32>, PageEntry)>, ImportError> {
        /// The attributes that the pages of a branch inherit.
        #[derive(Clone)]
        struct Shared {
            resources: Rc<Dict>,
            paper: [f64; 4],
            visible: Option<[f64; 4]>,
            quarter_turns: usize,
        }
        let catalog = self.catalog()?;
        let root = catalog.get(&b"Pages"[..]).cloned().unwrap_or(Object::Other);
        let shared =
            Shared { resources: Rc::default(), paper: PAPER, visible: None, quarter_turns: 0 };
        let mut open = vec![(root, shared)];
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut pages = Vec::new();
        while let Some((object, mut shared)) = open.pop() {
            let number = if let Object::Link(number) = object { Some(number) } else { None };
            if number.is_some_and(|number| !seen.insert(number)) {
                continue;
            }
            let Object::Dict(dict) = self.resolve(&object)? else { continue };
            if let Object::Dict(own) = self.get(&dict, "Resources")? {
                shared.resources = Rc::new(own);
            }
            if let Some(paper) = self.rectangle(&dict, "MediaBox")? {
                shared.paper = paper;
            }
            shared.visible = self.rectangle(&dict, "CropBox")?.or(shared.visible);
            if let Some(degrees) = self.get(&dict, "Rotate")?.number() {
                shared.quarter_turns =
                    super::object::count((degrees / 90.0).rem_euclid(4.0)).unwrap_or(0);
            }
            if dict.contains_key(&b"Kids"[..]) {
                // The list is used as a stack, so the last entry is taken first.
                open.extend(
                    self.list(&dict, "Kids")?.into_iter().rev().map(|kid| (kid, shared.clone())),
                );
                continue;
            }
            let Shared { resources, paper, visible, quarter_turns } = shared;
            let paper = visible.and_then(|visible| common(paper, visible)).unwrap_or(paper);
            pages.push((number, PageEntry { dict, resources, paper, quarter_turns }));
            if pages.len() > MOST_PAGES {
                return Err(ImportError::TooMuch(Limit::Elements));
            }
        }
        Ok(pages)
    }

    /// A rectangle in a dictionary: left, lower, right and upper edge.
    fn rectangle(&self, dict: &Dict, key: &str) -> Result<Option<[f64; 4]>, ImportError> {
        let [left, lower, right, upper] = self.numbers(dict, key)?[..] else { return Ok(None) };
        Ok(Some([left.min(right), lower.min(upper), left.max(right), lower.max(upper)]))
    }

    /// Unpacks the bytes of a stream.
    fn unpacked(&self, dict: &Dict, bytes: &[u8]) -> Result<Vec<u8>, ImportError> {
        let filters = match self.list(dict, "Filter")? {
            none if none.is_empty() => self.list(dict, "F")?,
            filters => filters,
        };
        let mut current = None;
        for filter in filters.iter().take(MOST_FILTERS) {
            let packed = current.as_deref().unwrap_or(bytes);
            let most = LARGEST_PART.min(self.left_to_unpack.get());
            let name = self.resolve(filter)?;
            // Image filters are not needed.
            let Some(plain) = name.name().and_then(|name| filter::unpacked(name, packed, most))
            else {
                return Ok(Vec::new());
            };
            self.take(plain.len())?;
            current = Some(plain);
        }
        current.map_or_else(|| self.take(bytes.len()).map(|()| bytes.to_vec()), Ok)
    }

    /// Counts unpacked bytes.
    fn take(&self, size: usize) -> Result<(), ImportError> {
        let left = self.left_to_unpack.get().checked_sub(size).filter(|_| size <= LARGEST_PART);
        self.left_to_unpack.set(left.ok_or(ImportError::TooMuch(Limit::Part))?);
        Ok(())
    }
}

/// The common part of two rectangles; `None` if they have none.
fn common(one: [f64; 4], other: [f64; 4]) -> Option<[f64; 4]> {
    let common =
        [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])];
    (common[0] < common[2] && common[1] < common[3]).then_some(common)
}

const STREAM: &[u8] = b"stream";

/// A keyword that begins something in a file.
enum Word {
    /// An object with its number.
    Object(u32),
    /// A trailer.
    Trailer,
}

/// The next keyword at or after an offset, and the offset at which its content begins.
fn word(bytes: &[u8], from: usize) -> Option<(usize, Word)> {
    let mut at = from;
    loop {
        // The keywords begin with `o` or `t`; most of a file consists of objects.
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'o' | b't'))?;
        let rest = &bytes[at..];
        if rest.starts_with(b"obj")
            && let Some(number) = number_before(bytes, at)
        {
            return Some((at + 3, Word::Object(number)));
        }
        if rest.starts_with(b"trailer") {
            return Some((at + b"trailer".len(), Word::Trailer));
        }
        at += 1;
    }
}

/// The number of the object whose `obj` is at an offset: `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    /// Two numbers and the spaces between them.
    const LONGEST: usize = 40;
    let mut rest = &bytes[at.saturating_sub(LONGEST)..at];
    let mut cut = |is_part: fn(&u8) -> bool| {
        let count = rest.iter().rev().take_while(|byte| is_part(byte)).count();
        let (before, part) = rest.split_at(rest.len() - count);
        rest = before;
        part
    };
    cut(|byte| is_white(*byte));
    let generation = cut(u8::is_ascii_digit);
    let space = cut(|byte| is_white(*byte));
    let number = cut(u8::is_ascii_digit);
    if generation.is_empty() || space.is_empty() {
        return None;
    }
    std::str::from_utf8(number).ok()?.parse().ok()
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// The end of the object that begins at an offset, and whether its stream begins there. An object
/// without an end ends where another one begins, so that no byte belongs to two objects.
fn end_of_object(bytes: &[u8], from: usize) -> (usize, bool) {
    let mut at = from;
    while let Some(skipped) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| matches!(byte, b'e' | b's' | b'o' | b't')))
    {
        at += skipped;
        let rest = &bytes[at..];
        if rest.starts_with(b"endobj")
            || rest.starts_with(b"startxref")
            || rest.starts_with(b"trailer")
        {
            return (at, false);
        }
        if rest.starts_with(STREAM) && matches!(rest.get(STREAM.len()), Some(b'\r' | b'\n')) {
            return (at, true);
        }
        if rest.starts_with(b"obj") && number_before(bytes, at).is_some() {
            return (at, false);
        }
        at += 1;
    }
    (bytes.len(), false)
}

/// The beginning and the end of the bytes of a stream; `from` is after the keyword.
fn stream(bytes: &[u8], from: usize, length: Option<usize>) -> (usize, usize) {
    const ENDS: &[u8] = b"endstream";
    let start = from + if bytes[from..].starts_with(b"\r\n") { 2 } else { 1 };
    let start = start.min(bytes.len());
    if let Some(end) =
        length.and_then(|length| start.checked_add(length)).filter(|end| *end <= bytes.len())
    {
        let behind = bytes[end..].iter().take_while(|byte| is_white(**byte)).take(2).count();
        if bytes[end + behind..].starts_with(ENDS) {
            return (start, end);
        }
    }
    let end = bytes[start..]
        .windows(ENDS.len())
        .position(|window| window == ENDS)
        .map_or(bytes.len(), |end| start + end);
    (start, end)
}
