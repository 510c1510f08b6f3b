//! Drives real browsers over the built page, as a person would.
//!
//! A test asks an [`Engine`] for a [`Page`], opens the page from disk, types, clicks and reads.
//! [`Filing`] types a whole report from a draft; [`outside`] checks downloaded files with
//! independent programs. This package does not use the product's code: it finds its way in the page
//! by the attributes that `tests/page/CONTRACT.md` lists.
//!
//! ```text
//! programs ─▶ process ─▶ webdriver, devtools ─▶ engine ─▶ page
//!                                    (reading, typing, gestures, downloads, exporting, complaints)
//!                                    └─▶ filing ◀─ draft ◀─ published
//!                                          └─▶ outside
//!                                    page ─▶ snapshot ─▶ steps (frozen scenarios)
//! wire ─▶ alone (a test again, where every packet that leaves is recorded)
//! process ─▶ server (nginx, with the configuration that is delivered with the page)
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

/// Makes three tests of each function that takes an [`Engine`], one for each current engine.
#[macro_export]
macro_rules! in_every_engine {
    ($($name:ident)*) => { $(mod $name {
        #[test] fn chromium() { $crate::in_turn($crate::Engine::Chromium, module_path!(),
            super::$name); }
        #[test] fn firefox() { $crate::in_turn($crate::Engine::Firefox, module_path!(),
            super::$name); }
        #[test] fn webkit() { $crate::in_turn($crate::Engine::WebKit, module_path!(),
            super::$name); }
    })* };
}

/// Whether everything is tried in every engine (`NIANBAO_LONG=1`), instead of the selection that
/// finds most faults in little time.
pub fn at_length() -> bool {
    std::env::var_os("NIANBAO_LONG").is_some()
}

/// The modules of tests on keeping what a clerk has typed, for which the engines differ most, and
/// on silence. They run in more than one engine every time.
const AT_STAKE: [&str; 4] = ["keeping", "offline", "silence", "storing"];

/// Runs a test, unless it is the turn of other engines. With `NIANBAO_TURNS` in the environment,
/// every test runs in one engine, which is chosen by the test's name; those of [`AT_STAKE`] run in
/// Chromium and in one of the other two.
pub fn in_turn(engine: Engine, name: &str, test: fn(Engine)) {
    let sum: usize = name.bytes().map(usize::from).sum();
    let is_at_stake = name.split("::").any(|module| AT_STAKE.contains(&module));
    let has_turn = if is_at_stake {
        engine == Engine::Chromium || engine == Engine::ALL[1 + sum % 2]
    } else {
        engine == Engine::ALL[sum % 3]
    };
    if has_turn || at_length() || std::env::var_os("NIANBAO_TURNS").is_none() {
        test(engine);
    }
}

pub use draft::Draft;
pub use engine::Engine;
pub use filing::Filing;
pub use page::Page;
