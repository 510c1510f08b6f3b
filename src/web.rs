//! The only code that touches a browser: it starts, listens, stores and draws.
//!
//! [`app`] holds the state and turns events into [`effect::Effect`]s; nothing of the document is touched while the state is
//! borrowed, because the browser answers a change of focus with new events at once. `www/instances.js` describes how instances
//! start, trap and start again: several may live in one document, each in a root of its own. [`api`] is for other programs and knows nothing of the page. [`unpack`] is a module of its own.

#[cfg(feature = "page")]
mod api;
#[cfg(feature = "page")]
mod app;
#[cfg(feature = "page")]
mod chips;
#[cfg(feature = "page")]
mod clipboard;
#[cfg(feature = "page")]
mod database;
#[cfg(feature = "page")]
mod dom;
#[cfg(feature = "page")]
mod editor;
#[cfg(feature = "page")]
mod effect;
#[cfg(feature = "page")]
mod events;
#[cfg(feature = "page")]
mod files;
#[cfg(feature = "page")]
mod fonts;
#[cfg(feature = "page")]
mod live;
#[cfg(feature = "page")]
mod offline;
#[cfg(feature = "page")]
mod pause;
#[cfg(feature = "page")]
mod preview;
#[cfg(feature = "page")]
mod regions;
#[cfg(feature = "page")]
mod selection;
#[cfg(feature = "page")]
mod storage;
#[cfg(feature = "page")]
mod writing;

#[cfg(feature = "office")]
mod office;

#[cfg(any(feature = "page", feature = "office"))]
mod exchange;

#[cfg(feature = "unpack")]
mod unpack;

#[cfg(feature = "page")]
pub use api::Nianbao;
#[cfg(feature = "page")]
pub use page::start;

#[cfg(feature = "page")]
mod page {
    use super::{app, dom, events};
    use wasm_bindgen::prelude::*;

    /// Starts the page inside `root`. `options.recovered` tells that an earlier instance trapped, `options.remembered` what it let the window
    /// remember.
    #[wasm_bindgen]
    pub fn start(root: &web_sys::HtmlElement, options: &JsValue) {
        let recovered = js_sys::Reflect::get(options, &"recovered".into()).is_ok_and(|value| value.is_truthy());
        dom::live_in(root);
        events::listen_to(root);
        let remembered = js_sys::Reflect::get(options, &"remembered".into()).ok().and_then(|draft| draft.as_string());
        app::begin(recovered, remembered.as_deref());
    }
}
