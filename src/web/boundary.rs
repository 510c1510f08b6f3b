//! Values that cross the boundary to JavaScript: what calls of the API give, what the two modules
//! say to each other, what the browser keeps.
//!
//! `serde-wasm-bindgen` makes of them what `JSON.parse` would: plain objects, lists, texts,
//! numbers, `true`, `false` and `null`. Each type crosses as itself and never as a
//! `serde_json::Value`, whose numbers would arrive as objects (`arbitrary_precision`). Drafts cross
//! as their text, because the file format is the contract, and files as bytes.

#[cfg(feature = "page")]
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A value as JavaScript has it.
///
/// # Errors
/// It has no such form: a number beyond 2⁵³, or a map whose keys are no texts.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, String> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| error.to_string())
}

/// A value of JavaScript, read. Members that the type does not know are passed over.
///
/// # Errors
/// What is missing or of another type, in the words of a program.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

/// An answer of the office module.
///
/// # Errors
/// It is something else; a sentence for the clerk.
#[cfg(feature = "page")]
pub fn answer<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    from_js(value).map_err(|_| "程序的两部分对不上，可能没有装全；请重新打开本页再试。".to_owned())
}

/// The JSON text of a value, for a store that keeps texts.
///
/// # Errors
/// As [`to_js`].
#[cfg(feature = "page")]
pub fn to_text(value: &impl Serialize) -> Result<String, String> {
    let text = JSON::stringify(&to_js(value)?).map(String::from);
    text.map_err(|_| "JSON.stringify".to_owned())
}

/// A value out of its JSON text; `None` where the text is none of it. The browser reads the text,
/// so that a whole number may be written as `1769000000000.0`, as earlier versions did.
#[cfg(feature = "page")]
pub fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    from_js(JSON::parse(text).ok()?).ok()
}
