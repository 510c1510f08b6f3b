//! The fonts that are bundled in the page (`./build.sh fonts`): one element for each face,
//! deflated, which is inflated only when a PDF is written.

use crate::layout::Face;
use crate::view::fonts::{FontOrigin, FontSetting};
use crate::web::dom;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn unpacked(id: &str) -> Promise;
}

fn id(face: Face) -> String {
    format!("nianbao-font-{}", face.id())
}

/// The bundled font for a face, if there is one.
pub async fn file(face: Face) -> Option<Uint8Array> {
    let id = id(face);
    dom::by_id(&id)?;
    // A damaged font counts as missing, which is reported.
    JsFuture::from(unpacked(&id)).await.ok()?.dyn_into().ok()
}

/// The bundled fonts, for the dialog.
pub fn list() -> Vec<FontSetting> {
    Face::ALL.into_iter().filter_map(|face| Some(setting(face, &dom::by_id(&id(face))?))).collect()
}

fn setting(face: Face, element: &Element) -> FontSetting {
    let data = |name: &str| element.get_attribute(name).unwrap_or_default();
    let lacks = data("data-lacks").parse().unwrap_or(0);
    FontSetting {
        face,
        name: data("data-name"),
        origin: FontOrigin::Page,
        near: true,
        lacks,
        some: data("data-some"),
    }
}

/// The licences of the bundled fonts.
pub fn licences() -> Option<String> {
    dom::by_id("nianbao-licences")?.text_content()
}
