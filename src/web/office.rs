//! What the office module offers the page: reading and writing formats. It keeps nothing between calls.

use super::exchange::{Opened, Order, from_js, to_js};
use crate::draft;
use crate::import::{self, Options};
use crate::rules::RULE_SET;
use crate::view::dialog::Difference;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// Reads a file; gives an `Opened`, or an error whose message is a sentence for the clerk.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Result<JsValue, JsError> {
    let imported = import::import(bytes, &Options::default()).map_err(|error| JsError::new(&error.to_string()))?;
    let text = |report| draft::write(report, RULE_SET);
    let opened = Opened {
        draft: text(&imported.report),
        carried: imported.carried.as_ref().filter(|_| !imported.differences.is_empty()).map(text),
        notes: imported.notes.iter().map(ToString::to_string).collect(),
        differences: imported
            .differences
            .iter()
            .map(|d| Difference { place: d.place.to_string(), carried: d.carried.clone(), visible: d.visible.clone() })
            .collect(),
    };
    to_js(&opened).map_err(|error| JsError::new(&error))
}

/// Writes an `Order`; `fonts` are the files of the faces that it names, for PDF. Gives the bytes, or an error whose message is a sentence for
/// the clerk.
#[wasm_bindgen]
pub fn write(order: &JsValue, fonts: Option<Vec<Uint8Array>>) -> Result<Vec<u8>, JsError> {
    let order: Order = from_js(order).map_err(|error| JsError::new(&error))?;
    let files: Vec<Vec<u8>> = fonts.unwrap_or_default().iter().map(Uint8Array::to_vec).collect();
    order.write(&files).map_err(|sentence| JsError::new(&sentence))
}
