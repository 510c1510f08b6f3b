//! Whether an input method is composing: what stands in the field is not typed yet.

use std::cell::Cell;

thread_local! {
    static COMPOSING: Cell<bool> = const { Cell::new(false) };
}

/// An input method begins to compose, or has ended.
pub fn set(on: bool) {
    COMPOSING.set(on);
}

/// Whether one is composing.
pub fn is_under_way() -> bool {
    COMPOSING.get()
}
