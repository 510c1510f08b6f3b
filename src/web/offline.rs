//! Tries every way in which a page could send data, to show that the policy refuses it.
//! `www/offline.js` does the trying, so that no other script of the file even names such an
//! interface.

use super::boundary::from_js;
use super::{dom, running};
use crate::desk::Event;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    /// See `www/offline.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = tryToSend)]
    fn try_to_send() -> Promise;
}

/// The server that the page was opened from, as `host:port`; `None` if it was opened from a file.
pub fn server() -> Option<String> {
    let url = dom::document().url().ok()?;
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    rest.split(['/', '?', '#']).next().map(str::to_owned)
}

/// Tries every way and sends the results.
pub fn test() {
    spawn_local(async {
        let results: Vec<(String, String)> = JsFuture::from(try_to_send())
            .await
            .ok()
            .and_then(|list| from_js(list).ok())
            .unwrap_or_default();
        running::send(Event::NetworkProbed(results));
    });
}
