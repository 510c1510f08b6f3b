//! The part of the program that comes a little later on somebody's page.
//!
//! There the form stands as soon as what draws it and takes numbers is there. Until the rest is (`www/bundle/src/parted.rs` says which functions
//! those are), no words are read and no causes looked for ([`depth`]), and what needs it waits ([`then`]). Anywhere else all of it is there from the
//! beginning.

use super::app::{self, App};
use crate::rules::Depth;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

type Task = Box<dyn FnOnce()>;

thread_local! {
    /// What waits for the rest; `None` where it is there.
    static WAITING: RefCell<Option<Vec<Task>>> = const { RefCell::new(None) };
}

/// The rest is still to come.
pub fn is_to_come() {
    WAITING.set(Some(Vec::new()));
}

/// How much of a report can be looked at.
pub fn depth() -> Depth {
    WAITING.with_borrow(|waiting| if waiting.is_some() { Depth::Cells } else { Depth::Whole })
}

/// Does something that needs the rest: now, or as soon as it is there.
pub fn then(task: impl FnOnce() + 'static) {
    let mut task: Option<Task> = Some(Box::new(task));
    WAITING.with_borrow_mut(|waiting| {
        if let Some(waiting) = waiting {
            waiting.extend(task.take());
        }
    });
    if let Some(task) = task {
        task();
    }
}

/// The rest is there. Called once, by `www/instances.js`.
#[wasm_bindgen]
pub fn complete() {
    let waiting = WAITING.take();
    app::update(App::deepen);
    waiting.into_iter().flatten().for_each(|task| task());
}

/// The rest cannot be had at the moment.
#[wasm_bindgen]
pub fn incomplete() {
    app::update(|_| App::rest_is_missing());
}
