//! Holds the desk of this instance, sends events to it, and passes its effects to the function that
//! [`install`] received. That function is a parameter, so that this file does not import the files
//! that carry out effects.

use super::preferences;
use crate::desk::{Desk, Effect, Event, LocalTime, Now, update};
use crate::report::Date;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use wasm_bindgen::JsValue;

/// The function that carries effects out, in their order.
type CarryOut = fn(Vec<Effect>);

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
    static CARRY_OUT: Cell<Option<CarryOut>> = const { Cell::new(None) };
    /// The effects of transitions that happened while effects were carried out.
    static WAITING: RefCell<VecDeque<Vec<Effect>>> = const { RefCell::new(VecDeque::new()) };
    static IS_CARRYING_OUT: Cell<bool> = const { Cell::new(false) };
}

/// Installs the desk, and the function that carries out its effects.
pub fn install(desk: Desk, carry_out: CarryOut) {
    DESK.set(Some(desk));
    CARRY_OUT.set(Some(carry_out));
}

/// Sends an event to the desk, and carries out its effects. The desk is not borrowed meanwhile,
/// because an effect such as a change of focus makes the browser send further events at once. Such
/// an event changes the state at once, because the host page may read the report just after it. Its
/// effects wait for the rest of the present ones, so that the page never shows an older state over
/// a newer one.
pub fn send(event: Event) {
    // A handle without a page has no desk.
    if DESK.with_borrow(Option::is_none) {
        return;
    }
    let now = now();
    let effects = DESK.with_borrow_mut(|desk| desk.as_mut().map(|desk| update(desk, event, &now)));
    let (Some(effects), Some(carry_out)) = (effects, CARRY_OUT.get()) else { return };
    WAITING.with_borrow_mut(|waiting| waiting.push_back(effects));
    if IS_CARRYING_OUT.replace(true) {
        return;
    }
    while let Some(effects) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        carry_out(effects);
    }
    IS_CARRYING_OUT.set(false);
}

/// Ends the page and returns its desk. Later events are ignored.
pub fn end() -> Option<Desk> {
    DESK.take()
}

/// Reads from the desk.
pub fn read<T>(look: impl FnOnce(&Desk) -> T) -> Option<T> {
    DESK.with_borrow(|desk| desk.as_ref().map(look))
}

fn now() -> Now {
    let millis = whole(js_sys::Date::now());
    Now { moment: moment_of(millis), millis, local_saving_off: preferences::is_local_saving_off() }
}

/// A time in milliseconds since 1970, by the clock and the calendar of this computer.
pub fn moment_of(millis: u64) -> LocalTime {
    #[expect(clippy::cast_precision_loss, reason = "exact for a quarter of a million years")]
    let millis = millis as f64;
    moment(&js_sys::Date::new(&JsValue::from_f64(millis)))
}

fn moment(date: &js_sys::Date) -> LocalTime {
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    let day = Date {
        year: u16::try_from(date.get_full_year()).unwrap_or(u16::MAX),
        month: small(date.get_month() + 1),
        day: small(date.get_date()),
    };
    LocalTime { day, hour: small(date.get_hours()), minute: small(date.get_minutes()) }
}

/// A unique id, made of the time and a random number.
pub fn unique_id() -> String {
    format!("{}-{}", whole(js_sys::Date::now()), random() % 1_000_000_000)
}

/// A random number of 53 bits.
pub fn random() -> u64 {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    whole((js_sys::Math::random() * LIMIT).floor())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of at most sixteen digits"
)]
const fn whole(number: f64) -> u64 {
    number as u64
}
