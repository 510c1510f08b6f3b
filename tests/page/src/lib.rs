//! Drives real browsers over the built page, as a person would.
//!
//! A test asks an [`Engine`] for a [`Page`], opens the page from disk, types, clicks and looks.
//! [`Filing`] types a whole report from a draft; [`outside`] hands what was downloaded to programs
//! that are not ours. Nothing here knows the product's code: the page is known by the attributes
//! that `tests/README.md` lists, and by nothing else.
//!
//! ```text
//! programs ─▶ process ─▶ webdriver, devtools ─▶ engine ─▶ page (reading, typing, gestures, downloads, exporting, complaints)
//!                                    └─▶ filing ◀─ draft ◀─ published
//!                                          └─▶ outside
//!                                    page ─▶ snapshot ─▶ steps (of scenarios that are frozen)
//! wire ─▶ alone (a test once more, where every packet that leaves is heard)
//! process ─▶ server (nginx, with the recipe that goes with the page)
//! ```

#![allow(
    clippy::missing_panics_doc,
    reason = "what fails here ends the test, with a sentence: every function may"
)]

pub mod alone;
pub mod complaints;
mod devtools;
pub mod downloads;
pub mod draft;
mod driver;
pub mod engine;
pub mod exporting;
pub mod filing;
pub mod gestures;
pub mod host;
pub mod old;
pub mod outside;
pub mod page;
pub mod places;
pub mod printing;
pub mod process;
pub mod programs;
pub mod published;
pub mod server;
pub mod skipped;
pub mod snapshot;
pub mod steps;
pub mod typing;
mod webdriver;
pub mod wire;

/// Makes of functions that take an [`Engine`] three tests each, one an engine.
#[macro_export]
macro_rules! in_every_engine {
    ($($name:ident)*) => { $(mod $name {
        #[test] fn chromium() { super::$name($crate::Engine::Chromium); }
        #[test] fn firefox() { $crate::in_turn($crate::Engine::Firefox, module_path!(), super::$name); }
        #[test] fn webkit() { $crate::in_turn($crate::Engine::WebKit, module_path!(), super::$name); }
    })* };
}

/// Whether everything is tried in every engine (`NIANBAO_LONG=1`), and not only what shows most
/// faults in little time.
pub fn at_length() -> bool {
    std::env::var_os("NIANBAO_LONG").is_some()
}

/// Runs a test, unless it is another engine's turn: with `NIANBAO_TURNS` in the environment every
/// test runs in Chromium and in one of the other two, which one its name says.
pub fn in_turn(engine: Engine, name: &str, test: fn(Engine)) {
    let turns = std::env::var_os("NIANBAO_TURNS").is_some() && !at_length();
    let has_turn = if name.bytes().map(usize::from).sum::<usize>().is_multiple_of(2) {
        Engine::Firefox
    } else {
        Engine::WebKit
    };
    if !turns || engine == has_turn {
        test(engine);
    }
}

pub use draft::Draft;
pub use engine::Engine;
pub use filing::Filing;
pub use page::Page;
