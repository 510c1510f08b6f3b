//! What is done once nothing has happened on the page for a moment.

use super::{regions, running};
use crate::desk::Event;
use std::cell::Cell;

/// Milliseconds without a change.
const PAUSE: u32 = 900;

thread_local! {
    /// Counts changes: each puts the pause off.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Something changed: once nothing more does, what is new among the findings is spoken.
pub fn soon() {
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    gloo::timers::callback::Timeout::new(PAUSE, move || {
        if TURN.get() == turn {
            regions::note_overflow();
            running::send(Event::Quiet);
        }
    })
    .forget();
}
