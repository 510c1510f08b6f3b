//! The part of the program that comes a little later on somebody's page.
//!
//! There the form stands as soon as what draws it and takes numbers is there. Until the rest is
//! (`www/bundle/src/parted.rs` says which functions those are), no words are read and no causes
//! looked for ([`depth`]), and a button that needs it waits ([`then`]). Anywhere else all of it is
//! there from the beginning.

use super::app::{self, App};
use super::effect::Effect;
use crate::check::Depth;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// What waits for the rest.
struct Waiting {
    /// The last button that was pressed, unless something else was done since: nobody expects it
    /// any more then, and it may mean another place.
    task: Option<Box<dyn FnOnce()>>,
    /// What to say to whoever presses one; empty while the rest is on its way.
    trouble: &'static str,
}

thread_local! {
    /// `None` where all of it is there.
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// The rest is still to come.
pub fn is_to_come() {
    WAITING.set(Some(Waiting { task: None, trouble: "" }));
}

/// How much of a report can be looked at.
pub fn depth() -> Depth {
    WAITING.with_borrow(|waiting| if waiting.is_some() { Depth::Cells } else { Depth::Whole })
}

/// Does something that needs the rest: now, or as soon as it is there.
pub fn then(task: impl FnOnce() + 'static) {
    let mut task: Option<Box<dyn FnOnce()>> = Some(Box::new(task));
    let trouble = WAITING.with_borrow_mut(|waiting| {
        let waiting = waiting.as_mut()?;
        waiting.task = task.take();
        Some(waiting.trouble)
    });
    match (task, trouble) {
        (Some(task), _) => task(),
        (None, Some(trouble)) if !trouble.is_empty() => {
            app::update(|_| App::rest_is_missing(trouble))
        }
        (None, _) => drop(Timeout::new(NOTICEABLE, say_that_it_comes).forget()),
    }
}

/// Milliseconds after which people wonder whether they have pressed anything.
const NOTICEABLE: u32 = 500;

fn say_that_it_comes() {
    let waits = WAITING.with_borrow(|waiting| {
        waiting.as_ref().is_some_and(|waiting| waiting.task.is_some() && waiting.trouble.is_empty())
    });
    if waits {
        app::update(|_| vec![Effect::Message("正在装载，马上就好。".to_owned(), false)]);
    }
}

/// The clerk does something else: what waits is not done any more.
pub fn forget() {
    WAITING.with_borrow_mut(|waiting| {
        if let Some(waiting) = waiting {
            waiting.task = None;
        }
    });
}

/// The rest is there. Called once in an instance, by whoever has joined it.
#[wasm_bindgen]
pub fn complete() {
    let waiting = WAITING.take();
    app::update(App::deepen);
    if let Some(task) = waiting.and_then(|waiting| waiting.task) {
        task();
    }
}

/// The rest cannot be had at the moment; or never, because what the server has by now is of another
/// version.
#[wasm_bindgen]
pub fn incomplete(never: bool) {
    let trouble = if never {
        "网站上的年报组件刚换了新版本：请先点“存成文件”，再刷新本页。"
    } else {
        "年报组件还没有装全，请检查网络：现在可以填数，按钮和文字核对等装全了再用。"
    };
    WAITING.with_borrow_mut(|waiting| {
        if let Some(waiting) = waiting {
            waiting.trouble = trouble;
        }
    });
    app::update(|_| App::rest_is_missing(trouble));
}
