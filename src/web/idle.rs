//! The actions that follow when nothing on the page has changed for a moment.

use super::{regions, running};
use crate::desk::Event;
use std::cell::Cell;

/// Milliseconds without a change after which the actions follow.
const PAUSE: u32 = 900;

thread_local! {
    /// Counts the changes; each one restarts the pause.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Restarts the pause after a change. When it is over, the desk announces what changed among the
/// findings.
pub fn restart() {
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    gloo::timers::callback::Timeout::new(PAUSE, move || {
        if TURN.get() == turn {
            regions::note_overflow();
            running::send(Event::Idle);
        }
    })
    .forget();
}
