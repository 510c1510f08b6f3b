//! Whether an input method is composing. Until it ends, the text in the field is not final.

use std::cell::Cell;

thread_local! {
    static COMPOSING: Cell<bool> = const { Cell::new(false) };
}

/// Notes that an input method has started or ended composing.
pub fn set(on: bool) {
    COMPOSING.set(on);
}

/// Whether an input method is composing.
pub fn is_composing() -> bool {
    COMPOSING.get()
}
