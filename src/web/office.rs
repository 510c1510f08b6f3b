//! The functions of the office module: reading and writing formats, and laying pages out. It has no
//! state between calls.

use super::boundary::{from_js, to_js};
use super::messages::{LayoutRequest, ReadBackAnswer, SystemFontMatch, WriteRequest, name_of};
use crate::desk::{InspectedFont, OpenedFile};
use crate::document::{self, digest, digest::Digest};
use crate::draft::{self, code};
use crate::export::archive as pack;
use crate::export::pdf::inspect;
use crate::import::{self, ImportOptions};
use crate::layout::Face;
use crate::layout::font::known::{self, Fit};
use crate::read_back::read_back;
use crate::report::Date;
use crate::rules::RULE_SET;
use crate::session::outbox::Refusal;
use crate::view::preview;
use js_sys::Uint8Array;
use serde::Serialize;
use std::fmt::Display;
use wasm_bindgen::prelude::*;

/// An error whose message is a sentence for the clerk.
fn sentence(error: impl Display) -> JsError {
    JsError::new(&error.to_string())
}

fn answer(answer: &impl Serialize) -> Result<JsValue, JsError> {
    to_js(answer).map_err(sentence)
}

/// Reads a file. Returns an [`OpenedFile`], or an error whose message is a sentence for the clerk.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Result<JsValue, JsError> {
    let imported = import::import(bytes, &ImportOptions::default()).map_err(sentence)?;
    answer(&OpenedFile::from(&imported))
}

/// Makes the pages for a [`LayoutRequest`]. Returns a list of [`preview::PageImage`], or an error
/// whose message is a sentence for the clerk.
#[wasm_bindgen]
pub fn pages(request: JsValue) -> Result<JsValue, JsError> {
    let request: LayoutRequest = from_js(request).map_err(sentence)?;
    let report = draft::read_trusted(&request.draft).map_err(sentence)?;
    let options = document::report::DocumentOptions {
        draft_mark: request.draft_mark,
        ..document::report::DocumentOptions::default()
    };
    let sheets = preview::sheets(&report, &options, &request.known);
    answer(&sheets)
}

/// Writes the document of a [`WriteRequest`]. For PDF, `fonts` are the files of the faces that it
/// names. Returns the bytes, or an error whose message is a sentence for the clerk and whose name
/// says what the clerk can do ([`name_of`]).
#[wasm_bindgen]
pub fn write(request: JsValue, fonts: Option<Vec<Uint8Array>>) -> Result<Vec<u8>, js_sys::Error> {
    let request: WriteRequest = from_js(request).map_err(|error| js_sys::Error::new(&error))?;
    let files: Vec<Vec<u8>> = fonts.unwrap_or_default().iter().map(Uint8Array::to_vec).collect();
    request.write(&files).map_err(|Refusal { sentence, help }| {
        let error = js_sys::Error::new(&sentence);
        error.set_name(name_of(help));
        error
    })
}

/// Reads a finished document back and compares its visible content with the draft that it was made
/// of. Returns a `ReadBackAnswer`, or an error whose message is a sentence for the clerk.
#[wasm_bindgen]
pub fn prove(draft: &str, bytes: &[u8]) -> Result<JsValue, JsError> {
    let report = draft::read_trusted(draft).map_err(sentence)?;
    let proof = read_back(&report, bytes).map_err(sentence)?;
    answer(&ReadBackAnswer {
        cells: proof.cells,
        paragraphs: proof.paragraphs,
        differences: proof.places(),
    })
}

/// Computes the digest of the printed part of a report. Returns a [`digest::DigestText`], or an
/// error whose message is a sentence for the clerk.
#[wasm_bindgen]
pub fn digest(draft: &str) -> Result<JsValue, JsError> {
    let report = draft::read(draft).map_err(sentence)?;
    let digest = Digest::of(&document::report::compose(
        &report,
        &document::report::DocumentOptions::default(),
    ));
    answer(&digest::DigestText::from(digest))
}

/// Decodes the digits of a data code. Returns the draft, or an error whose message is a sentence
/// for the clerk.
#[wasm_bindgen]
pub fn decode(digits: &str) -> Result<String, JsError> {
    code::read(digits).map(|report| draft::write(&report, RULE_SET.version)).map_err(sentence)
}

/// The manual for clerks: a list of `Section`.
#[wasm_bindgen]
pub fn manual() -> Result<JsValue, JsError> {
    answer(&crate::manual::sections())
}

/// Packs files into one ZIP archive. Returns its bytes, or an error whose message is a sentence for
/// the clerk.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
pub fn archive(
    names: Vec<String>,
    files: Vec<Uint8Array>,
    written_on: Option<String>,
) -> Result<Vec<u8>, JsError> {
    let files: Vec<(String, Vec<u8>)> =
        names.into_iter().zip(files.iter().map(Uint8Array::to_vec)).collect();
    pack(&files, written_on.as_deref().and_then(Date::parse)).map_err(sentence)
}

/// Finds the best font of the computer for each face. Returns a list of `SystemFontMatch`. `names`
/// has `per_font` names for each font, one font after another.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
pub fn best_fonts(names: Vec<String>, per_font: usize) -> Result<JsValue, JsError> {
    let fonts: Vec<&[String]> = names.chunks(per_font.max(1)).collect();
    let best = |face: Face| {
        known::best(face, &fonts).map(|(index, fit)| SystemFontMatch {
            face: face.id().to_owned(),
            index,
            is_required_design: fit == Fit::Meant,
        })
    };
    answer(&Face::ALL.into_iter().filter_map(best).collect::<Vec<SystemFontMatch>>())
}

/// Inspects a font file. `file` is its name, `wanted` the id of the face that it is chosen for, if
/// any, and `hanzi` the Chinese characters that it should have. Returns an `InspectedFont`, or an
/// error whose message is a sentence for the clerk.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes by value")]
pub fn inspect(
    bytes: &[u8],
    file: &str,
    wanted: Option<String>,
    hanzi: &str,
) -> Result<JsValue, JsError> {
    let expected =
        |face| if face == Face::Latin { ('!'..='~').collect() } else { hanzi.to_owned() };
    let wanted = wanted.as_deref().and_then(Face::parse);
    let font = inspect::inspect(bytes, file, wanted, expected).map_err(sentence)?;
    let seen = InspectedFont {
        name: font.name,
        index: font.index,
        face: font.face.map(|(face, _)| face.id().to_owned()),
        meant: font.face.is_some_and(|(_, fit)| fit == Fit::Meant),
        lacks: font.lacks,
        variable: font.variable,
    };
    answer(&seen)
}
