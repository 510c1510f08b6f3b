//! Listeners outside the root element. They are removed together with the instance, see
//! `www/instances.js`.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

#[wasm_bindgen]
extern "C" {
    /// Listens to a kind of event, for as long as the instance runs.
    #[wasm_bindgen(js_namespace = nianbaoHost)]
    pub fn listen(target: &EventTarget, kind: &str, handler: &js_sys::Function);
}
