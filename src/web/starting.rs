//! Starts the page in this instance.

use super::boundary::{from_js, from_text};
use super::options::PageOptions;
use super::running::{random, unique_id};
use super::{
    database, dom, effect, events, host_page, offline, preferences, reading, running,
    screen_snapshot, storage,
};
use crate::desk::{Desk, Event, Settings, StartOptions};
use crate::session::Session;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// Starts the page inside `root`, with the members of [`PageOptions`], in a window of its own.
///
/// # Errors
/// A member of `options` has a wrong type.
#[wasm_bindgen]
pub fn start(root: &HtmlElement, options: JsValue) -> Result<(), JsError> {
    let options: PageOptions = from_js(options).map_err(|error| JsError::new(&error))?;
    run(root, options, None);
    Ok(())
}

/// Starts the page inside `root`, an element on another page, with the report that the host
/// page hands in.
pub fn start_in_element(root: &HtmlElement, options: PageOptions, given: Option<Box<Session>>) {
    host_page::start_listening();
    run(root, options, given);
}

fn run(root: &HtmlElement, options: PageOptions, given: Option<Box<Session>>) {
    let embedded = host_page::is_listening();
    dom::set_root(root);
    database::configure(options.store.as_deref(), options.forgets);
    events::listen_to(root, embedded);
    let settings = Settings {
        tab: unique_id(),
        seed: random(),
        embedded,
        server: offline::server(),
        large: preferences::is_large() || dom::is_large(),
        given_packs: options.rule_packs,
        kept_packs: preferences::packs(),
    };
    running::install(Desk::new(settings), effect::run);
    running::send(Event::Started(StartOptions {
        // Read before the first event, because drawing the start screen clears it.
        current: if embedded { options.current } else { storage::current() },
        recovered: options.recovered,
        remembered: options.remembered.as_deref().and_then(from_text),
        given,
        fresh: options.fresh,
        seen: screen_snapshot::take_snapshot(),
    }));
    if reading::has_failed() {
        running::send(Event::WordsFailed);
    }
}
