//! Values that cross the boundary to JavaScript: results of the API, messages between the two
//! modules, and data that the browser stores.
//!
//! `serde-wasm-bindgen` converts them to what `JSON.parse` returns: plain objects, lists, texts,
//! numbers, `true`, `false` and `null`. Each type is converted directly and never by way of a
//! `serde_json::Value`, whose numbers would arrive as objects (`arbitrary_precision`). Drafts cross
//! as text, because their file format is the contract, and files as bytes.

#[cfg(feature = "page")]
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// Converts a value to JavaScript.
///
/// # Errors
/// The value has no such form: it holds a number beyond 2⁵³, or a map whose keys are not texts.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, String> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| error.to_string())
}

/// Reads a value of JavaScript. Members that the type does not have are ignored.
///
/// # Errors
/// A member is missing or has a wrong type; the message is for developers.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

/// Reads an answer of the office module.
///
/// # Errors
/// The value has another type; the error is a sentence for the clerk.
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

/// Reads a value from its JSON text; `None` if the text does not fit the type. The browser parses
/// the text, so that a whole number may be spelled `1769000000000.0`, as earlier versions did.
#[cfg(feature = "page")]
pub fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    from_js(JSON::parse(text).ok()?).ok()
}
