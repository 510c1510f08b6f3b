//! The interface to the host page, if the program runs in an element: notifications, and files that
//! it may take. If the page is a file of its own, `www/boot.js` implements the same functions and
//! takes no files.

use super::boundary::to_js;
use crate::desk::HostNotification;
use js_sys::{Object, Uint8Array};
use serde::Serialize;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = told)]
    fn notify_host(what: &str, detail: &JsValue);

    #[wasm_bindgen(js_namespace = nianbaoHost)]
    fn taken(name: &str, media_type: &str, bytes: &Uint8Array) -> bool;
}

/// How many findings of each severity have no justification (说明).
#[derive(Serialize)]
struct Counts {
    errors: usize,
    verifies: usize,
    hints: usize,
}

thread_local! {
    static IS_LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// Says that there is a host page that listens.
pub fn start_listening() {
    IS_LISTENING.set(true);
}

/// Whether there is a host page that listens.
pub fn is_listening() -> bool {
    IS_LISTENING.get()
}

/// Notifies the host page of the key of the open draft.
pub fn current(key: Option<&str>) {
    notify_host("current", &key.map_or(JsValue::NULL, JsValue::from_str));
}

/// Notifies the host page of a change. No transition may be under way, because a listener may call
/// the desk at once.
pub fn notify(notification: &HostNotification) {
    match notification {
        HostNotification::Changed => notify_host("change", &Object::new()),
        HostNotification::FindingsChanged { errors, verifies, hints } => {
            let counts = Counts { errors: *errors, verifies: *verifies, hints: *hints };
            // Conversion fails only for numbers beyond 2⁵³.
            notify_host("finding", &to_js(&counts).unwrap_or_default());
        }
        HostNotification::Opened => notify_host("settled", &JsValue::UNDEFINED),
    }
}

/// Offers a finished file to the host page. If it takes the file, the browser need not save it.
pub fn host_takes_file(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    taken(name, media_type, &Uint8Array::from(bytes))
}
