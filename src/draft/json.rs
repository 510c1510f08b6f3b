//! Parses text to JSON, with the checks that a file of unknown origin needs: no repeated member,
//! limited nesting, errors with their place.

use super::error::{DraftError, TextPosition};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// The greatest nesting of objects and lists. A draft that contains last year's draft needs eight
/// levels.
const MAX_DEPTH: usize = 64;

/// Parses the text of a JSON object.
pub fn parse(text: &str) -> Result<Map<String, Value>, DraftError> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
    if start.is_empty() {
        return Err(DraftError::Empty);
    }
    if !start.starts_with('{') {
        return Err(DraftError::NotJson);
    }
    let refusal = RefCell::new(None);
    let mut scan = serde_json::Deserializer::from_str(text);
    Scan { depth: 0, refusal: &refusal }.deserialize(&mut scan).and_then(|()| scan.end()).map_err(
        |error| {
            let position = position_of(text, &error);
            match (refusal.take(), error.classify()) {
                (Some(Refusal::Twice(member)), _) => {
                    DraftError::DuplicateMember { member, position }
                }
                (Some(Refusal::TooDeep), _) => DraftError::NestedTooDeep(position),
                (None, Category::Eof) => DraftError::Truncated(position),
                (None, _) => DraftError::InvalidJson(position),
            }
        },
    )?;
    // After the scan this fails only for an object that has the form which `serde_json` uses
    // internally for numbers.
    parse_own(text)
}

/// Parses text that this program has written.
pub fn parse_own(text: &str) -> Result<Map<String, Value>, DraftError> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(DraftError::NotJson),
        Err(error) => Err(DraftError::InvalidJson(position_of(text, &error))),
    }
}

/// The place of an error, counted in characters as editors do. `serde_json` counts bytes.
fn position_of(text: &str, error: &serde_json::Error) -> TextPosition {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.char_indices().take_while(|(at, _)| *at < error.column()).count();
    TextPosition { line: error.line().max(1), column: before.max(1) }
}

/// Reasons to refuse JSON that is valid, but not in a draft.
enum Refusal {
    Twice(String),
    TooDeep,
}

/// Checks a value while parsing it, without building it.
#[derive(Clone, Copy)]
struct Scan<'a> {
    depth: usize,
    refusal: &'a RefCell<Option<Refusal>>,
}

impl Scan<'_> {
    fn refuse<E: Error>(self, refusal: Refusal) -> E {
        self.refusal.replace(Some(refusal));
        E::custom("refused")
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(Refusal::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Scan<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scan<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        while list.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    // With the feature `arbitrary_precision`, numbers come as objects of one member and are visited
    // here too.
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        let mut seen = BTreeSet::new();
        while let Some(name) = object.next_key::<String>()? {
            if seen.contains(&name) {
                return Err(self.refuse(Refusal::Twice(name)));
            }
            seen.insert(name);
            object.next_value_seed(inner)?;
        }
        Ok(())
    }
}
