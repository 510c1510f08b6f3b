//! The fonts that travel in the page (`./build.sh fonts`): an element a face, deflated, unpacked
//! when PDF is written and never before.

use crate::layout::Face;
use crate::view::fonts::{Origin, Setting};
use crate::web::dom;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// See `www/boot.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn unpacked(id: &str) -> Promise;
}

fn id(face: Face) -> String {
    format!("nianbao-font-{}", face.id())
}

/// The font for a face, if one travels along.
pub async fn file(face: Face) -> Option<Uint8Array> {
    let id = id(face);
    dom::by_id(&id)?;
    // One that is damaged is as good as none: the face is missing, which is said.
    JsFuture::from(unpacked(&id)).await.ok()?.dyn_into().ok()
}

/// The fonts that travel along, as the dialog lists them.
pub fn list() -> Vec<Setting> {
    Face::ALL.into_iter().filter_map(|face| Some(setting(face, &dom::by_id(&id(face))?))).collect()
}

fn setting(face: Face, element: &Element) -> Setting {
    let data = |name: &str| element.get_attribute(name).unwrap_or_default();
    let lacks = data("data-lacks").parse().unwrap_or(0);
    Setting {
        face,
        name: data("data-name"),
        origin: Origin::Page,
        near: true,
        lacks,
        some: data("data-some"),
    }
}

/// Their licences.
pub fn licences() -> Option<String> {
    dom::by_id("nianbao-licences")?.text_content()
}
