//! What the office module offers the page: reading and writing formats. It keeps nothing between calls.

use super::exchange::{Opened, Order, Seen};
use crate::draft;
use crate::export::pdf::inspect;
use crate::import::{self, Options};
use crate::layout::Face;
use crate::layout::font::known::Fit;
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
    serde_wasm_bindgen::to_value(&opened).map_err(|error| JsError::new(&error.to_string()))
}

/// Writes an `Order`; `fonts` are the files of the faces that it names, for PDF. Gives the bytes, or an error whose message is a sentence for
/// the clerk.
#[wasm_bindgen]
pub fn write(order: JsValue, fonts: Option<Vec<Uint8Array>>) -> Result<Vec<u8>, JsError> {
    let order: Order = serde_wasm_bindgen::from_value(order).map_err(|error| JsError::new(&error.to_string()))?;
    let files: Vec<Vec<u8>> = fonts.unwrap_or_default().iter().map(Uint8Array::to_vec).collect();
    order.write(&files).map_err(|sentence| JsError::new(&sentence))
}

/// Looks at a font file: its bytes, its name, the face that it is wanted for (by its id), if one is, and the Chinese characters that it should
/// have. Gives a `Seen`, or an error whose message is a sentence for the clerk.
#[wasm_bindgen]
pub fn inspect(bytes: &[u8], file: &str, wanted: Option<String>, hanzi: &str) -> Result<JsValue, JsError> {
    let expected = |face| if face == Face::Latin { ('!'..='~').collect() } else { hanzi.to_owned() };
    let wanted = wanted.as_deref().and_then(Face::parse);
    let font = inspect::inspect(bytes, file, wanted, expected).map_err(|unfit| JsError::new(&unfit.to_string()))?;
    let seen = Seen {
        name: font.name,
        index: font.index,
        face: font.face.map(|(face, _)| face.id().to_owned()),
        meant: font.face.is_some_and(|(_, fit)| fit == Fit::Meant),
        lacks: font.lacks,
        variable: font.variable,
    };
    serde_wasm_bindgen::to_value(&seen).map_err(|error| JsError::new(&error.to_string()))
}
