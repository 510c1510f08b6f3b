//! Tests the program as a state machine, in a simulated browser that consists only of data
//! (`desk/world.rs`).
//!
//! Each file holds the native twins of the browser tests of the same name in
//! `tests/page/tests/page/`: the same steps, judged by the state alone. [`twins`] checks that none
//! is missing. `model.rs` drives random sequences of events; `transitions.rs` has a test for every
//! event and every button.

#[path = "desk/checking.rs"]
mod checking;
#[path = "desk/embed"]
mod embed {
    mod around;
    mod one;
}
#[path = "desk/entry.rs"]
mod entry;
#[path = "desk/exporting.rs"]
mod exporting;
#[path = "desk/foreign.rs"]
mod foreign;
#[path = "desk/keeping.rs"]
mod keeping;
#[path = "desk/machine.rs"]
mod machine;
#[path = "desk/model.rs"]
mod model;
#[path = "desk/preview.rs"]
mod preview;
#[path = "../src/properties.rs"]
mod properties;
#[path = "desk/records.rs"]
mod records;
#[path = "desk/storing.rs"]
mod storing;
#[path = "desk/transitions.rs"]
mod transitions;
#[path = "desk/twins.rs"]
mod twins;
#[path = "desk/world.rs"]
mod world;

use world::{Shared, Window, disk};

/// A window with a new report for 2025.
fn begun() -> Window {
    let mut window = Window::open(&disk());
    window.settle();
    window.begin("示例县城关镇人民政府", 2025);
    window.settle();
    window
}

/// Another window on the same disk, with the youngest stored draft open.
fn opened_again(disk: &Shared) -> Window {
    let mut window = Window::open(disk);
    window.settle();
    window.continue_at(0);
    window.settle();
    window
}

/// The text of a draft of the corpus.
fn corpus(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/drafts");
    std::fs::read_to_string(format!("{folder}/{name}.json"))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A window with a report of the corpus.
fn opened(name: &str) -> Window {
    let mut window = Window::open(&disk());
    window.settle();
    window.give(&format!("{name}.json"), corpus(name).as_bytes());
    window.settle();
    window
}
