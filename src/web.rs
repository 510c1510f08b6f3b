//! The only module that uses the browser: it starts the page, listens to events, stores and draws.
//!
//! [`events`] turns events of the browser into events of the [`desk`](crate::desk), and [`effect`]
//! carries out the effects of the desk after each transition ([`running`]). `www/instances.js`
//! describes how instances start, trap and start again. Several instances may run in one document,
//! each in a root element of its own. [`api`] is for other programs and does not depend on the
//! page. [`mounted`] and [`around`] connect a page in an element with its host page. [`unpack`] and
//! [`viewer`] are WebAssembly modules of their own.

#[cfg(feature = "page")]
mod api;
#[cfg(feature = "page")]
mod around;
#[cfg(feature = "page")]
mod chips;
#[cfg(feature = "page")]
mod clipboard;
#[cfg(feature = "page")]
mod composing;
#[cfg(feature = "page")]
mod database;
#[cfg(feature = "page")]
mod dialogs;
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
mod fit;
#[cfg(feature = "page")]
mod fonts;
#[cfg(feature = "page")]
mod host;
#[cfg(feature = "page")]
mod in_hand;
#[cfg(feature = "page")]
mod keys;
#[cfg(feature = "page")]
mod live;
#[cfg(feature = "page")]
mod meant;
#[cfg(feature = "page")]
mod mounted;
#[cfg(feature = "page")]
mod offline;
#[cfg(feature = "page")]
mod options;
#[cfg(feature = "page")]
mod pause;
#[cfg(feature = "page")]
mod preferences;
#[cfg(feature = "page")]
mod preview;
#[cfg(feature = "page")]
mod regions;
#[cfg(feature = "page")]
mod running;
#[cfg(feature = "page")]
mod selection;
#[cfg(feature = "page")]
mod sight;
#[cfg(feature = "page")]
mod sleep;
#[cfg(feature = "page")]
mod storage;
#[cfg(feature = "page")]
mod writing;

#[cfg(feature = "office")]
mod office;

#[cfg(any(feature = "page", feature = "office"))]
mod boundary;
#[cfg(any(feature = "page", feature = "office"))]
mod exchange;
#[cfg(any(feature = "page", feature = "office"))]
mod panics;

#[cfg(feature = "unpack")]
mod unpack;

#[cfg(feature = "viewer")]
mod viewer;

#[cfg(feature = "page")]
pub use api::Nianbao;
#[cfg(feature = "page")]
pub use page::start;

#[cfg(feature = "page")]
mod page {
    use super::boundary::from_js;
    use super::options::Options;
    use super::running::{chance, unique};
    use super::{
        around, database, dom, effect, events, offline, preferences, running, sight, storage,
    };
    use crate::desk::{Desk, Event, Settings, Start};
    use wasm_bindgen::prelude::*;

    /// Starts the page inside `root`, with the members of [`Options`].
    ///
    /// # Errors
    /// A member of `options` has a wrong type.
    #[wasm_bindgen]
    pub fn start(root: &web_sys::HtmlElement, options: JsValue) -> Result<(), JsError> {
        let options: Options = from_js(options).map_err(|error| JsError::new(&error))?;
        dom::live_in(root);
        database::live_in(options.store.as_deref(), options.forgets);
        if options.embedded {
            around::listen();
        }
        events::listen_to(root, options.embedded);
        let settings = Settings {
            tab: unique(),
            seed: chance(),
            embedded: dom::is_embedded(),
            server: offline::server(),
            large: preferences::is_large() || dom::is_large(),
            given_packs: options.rule_packs,
            kept_packs: preferences::packs(),
        };
        running::begin(Desk::new(settings), effect::run);
        running::send(Event::Started(Start {
            // Read before the first event, because drawing the start screen clears it.
            current: if options.embedded { options.current } else { storage::current() },
            recovered: options.recovered,
            remembered: options.remembered,
            draft: options.draft,
            fresh: options.fresh,
            seen: sight::seen(),
        }));
        Ok(())
    }
}
