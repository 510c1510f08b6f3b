//! Values that come back to the page: answers of the office module, and what the browser has kept.
//! In: their text or their JavaScript. Out: the types that they are.
//!
//! They are read out of JSON as it stands. A reader that the compiler makes for each type says
//! better what is wrong, and half a dozen of them weigh as much as a tenth of the page; but what
//! comes here was written here, and what is not in order is as good as not there.

use super::exchange::{Fitting, Proved};
use crate::desk::{Opened, SeenFont};
use crate::document::digest::Words;
use crate::session::outbox::Ticks;
use crate::view::dialog::Difference;
use crate::view::preview::Sheet;
use js_sys::JSON;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// What can be read.
pub trait Read: Sized {
    /// Reads it; `None` if it is something else.
    fn read(value: Value) -> Option<Self>;
}

/// A value out of its text.
pub fn from_text<T: Read>(text: &str) -> Option<T> {
    T::read(serde_json::from_str(text).ok()?)
}

/// A value of JavaScript.
pub fn from_js<T: Read>(value: &JsValue) -> Option<T> {
    let text = JSON::stringify(value).ok()?;
    // There is no text of what is not defined.
    from_text(&JsValue::from(text).as_string()?)
}

/// An answer of the office module.
///
/// # Errors
/// It is something else; a sentence for the clerk.
pub fn answer<T: Read>(value: &JsValue) -> Result<T, String> {
    from_js(value)
        .ok_or_else(|| "程序的两部分对不上，可能没有装全；请重新打开本页再试。".to_owned())
}

/// The members of an object.
pub struct Members(Map<String, Value>);

impl Members {
    /// Those of a value, if it is an object.
    pub fn of(value: Value) -> Option<Self> {
        if let Value::Object(members) = value { Some(Self(members)) } else { None }
    }

    /// Takes a member out; one that is not there is `null`. `None` if it is something else than it
    /// should be.
    pub fn take<T: Read>(&mut self, name: &str) -> Option<T> {
        T::read(self.0.get_mut(name).map(Value::take).unwrap_or_default())
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl Read for String {
    fn read(value: Value) -> Option<Self> {
        if let Value::String(text) = value { Some(text) } else { None }
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Read for u64 {
    /// Earlier versions wrote whole numbers as `1769000000000.0`.
    fn read(value: Value) -> Option<Self> {
        if let Value::Number(number) = value {
            number.as_str().split('.').next()?.parse().ok()
        } else {
            None
        }
    }
}

impl Read for u32 {
    fn read(value: Value) -> Option<Self> {
        u64::read(value)?.try_into().ok()
    }
}

impl Read for u16 {
    fn read(value: Value) -> Option<Self> {
        u64::read(value)?.try_into().ok()
    }
}

impl Read for usize {
    fn read(value: Value) -> Option<Self> {
        u64::read(value)?.try_into().ok()
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        if let Value::Array(list) = value { list.into_iter().map(T::read).collect() } else { None }
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(value: Value) -> Option<Self> {
        let [one, other]: [Value; 2] =
            if let Value::Array(list) = value { list.try_into().ok()? } else { return None };
        Some((A::read(one)?, B::read(other)?))
    }
}

impl Read for Opened {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self {
            draft: of.take("draft")?,
            carried: of.take("carried")?,
            notes: of.take("notes")?,
            differences: of.take("differences")?,
        })
    }
}

impl Read for Difference {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self {
            place: of.take("place")?,
            carried: of.take("carried")?,
            visible: of.take("visible")?,
        })
    }
}

impl Read for Proved {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self {
            cells: of.take("cells")?,
            paragraphs: of.take("paragraphs")?,
            differences: of.take("differences")?,
        })
    }
}

impl Read for Words {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self { whole: of.take("whole")?, short: of.take("short")? })
    }
}

impl Read for SeenFont {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self {
            name: of.take("name")?,
            index: of.take("index")?,
            face: of.take("face")?,
            meant: of.take("meant")?,
            lacks: of.take("lacks")?,
            variable: of.take("variable")?,
        })
    }
}

impl Read for Fitting {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self { face: of.take("face")?, place: of.take("place")?, meant: of.take("meant")? })
    }
}

impl Read for Sheet {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self { mark: of.take("mark")?, svg: of.take("svg")? })
    }
}

impl Read for Ticks {
    fn read(value: Value) -> Option<Self> {
        let mut of = Members::of(value)?;
        Some(Self { outputs: of.take("outputs")?, sheet: of.take("sheet")? })
    }
}
