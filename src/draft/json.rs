//! Text to JSON, with the care that a file from anywhere needs: no member twice, no bottomless
//! nesting, errors with their place.

use super::error::{DraftError, Place};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// Objects and lists within one another; a draft with last year's draft in it needs eight.
const DEEPEST: usize = 64;

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
    Seed { depth: 0, refusal: &refusal }.deserialize(&mut scan).and_then(|()| scan.end()).map_err(
        |error| {
            let place = place(text, &error);
            match (refusal.take(), error.classify()) {
                (Some(Refusal::Twice(member)), _) => DraftError::Twice { member, place },
                (Some(Refusal::TooDeep), _) => DraftError::TooDeep(place),
                (None, Category::Eof) => DraftError::Truncated(place),
                (None, _) => DraftError::Broken(place),
            }
        },
    )?;
    // After the scan this fails only for an object that imitates the numbers of serde_json.
    parse_own(text)
}

/// Parses text that this program wrote itself.
pub fn parse_own(text: &str) -> Result<Map<String, Value>, DraftError> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(DraftError::NotJson),
        Err(error) => Err(DraftError::Broken(place(text, &error))),
    }
}

/// Where an error is, counted in characters as an editor does. `serde_json` counts bytes.
fn place(text: &str, error: &serde_json::Error) -> Place {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.char_indices().take_while(|(at, _)| *at < error.column()).count();
    Place { line: error.line().max(1), column: before.max(1) }
}

/// What JSON allows and a draft does not.
enum Refusal {
    Twice(String),
    TooDeep,
}

/// Walks through a value without keeping it.
#[derive(Clone, Copy)]
struct Seed<'a> {
    depth: usize,
    refusal: &'a RefCell<Option<Refusal>>,
}

impl Seed<'_> {
    fn refuse<E: Error>(self, refusal: Refusal) -> E {
        self.refusal.replace(Some(refusal));
        E::custom("refused")
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == DEEPEST {
            return Err(self.refuse(Refusal::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
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

    // Numbers come this way too: with arbitrary precision they are objects of one member.
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
