//! Tests the program as a state machine, in a simulated browser that consists only of data
//! (`desk/world.rs`).
//!
//! Each file holds the native twins of the browser tests of the same name in
//! `tests/page/tests/page/`: the same steps, judged by the state alone. [`twins`] checks that none
//! is missing. `model.rs` drives random sequences of events; `transitions.rs` has a test for every
//! event and every button.

#[path = "desk/access"]
mod access {
    mod faults;
    mod keys;
    mod screens;
    mod spoken;
}
#[path = "desk/checking.rs"]
mod checking;
#[path = "desk/embed"]
mod embed {
    mod around;
    mod example;
    mod filling;
    mod life;
    mod one;
    mod shadow;

    use crate::world::{Opening, Shared, Window, disk};
    use nianbao::draft;
    use nianbao::edition::AgencyLevel;
    use nianbao::report::Agency;
    use nianbao::rules::RULE_SET;
    use nianbao::session::blank_report;

    /// The draft of a blank report.
    fn blank(year: u16) -> String {
        let agency = Agency {
            name: "示例县城关镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        };
        draft::write(&blank_report(year, agency), RULE_SET.version)
    }

    /// The initial state of an element with a blank report.
    fn opening(year: u16) -> Opening {
        Opening { draft: Some(blank(year)), fresh: true, embedded: true, ..Opening::default() }
    }

    /// An element that begins so.
    fn begun_in(disk: &Shared, opening: Opening) -> Window {
        let mut window = Window::start(disk, opening);
        window.settle();
        window
    }

    /// An element with a blank report for 2025.
    fn element() -> Window {
        begun_in(&disk(), opening(2025))
    }
}
#[path = "desk/entry.rs"]
mod entry;
#[path = "desk/exporting.rs"]
mod exporting;
#[path = "desk/filing.rs"]
mod filing;
#[path = "desk/fonts.rs"]
mod fonts;
#[path = "desk/foreign.rs"]
mod foreign;
#[path = "desk/frozen"]
mod frozen {
    mod records;
}
#[path = "desk/keeping.rs"]
mod keeping;
#[path = "desk/machine.rs"]
mod machine;
#[path = "desk/manual.rs"]
mod manual;
#[path = "desk/model.rs"]
mod model;
#[path = "desk/offline.rs"]
mod offline;
#[path = "outside/outside.rs"]
mod outside;
#[path = "desk/preview.rs"]
mod preview;
#[path = "../src/properties.rs"]
mod properties;
#[path = "desk/records.rs"]
mod records;
#[path = "desk/scanning.rs"]
mod scanning;
#[path = "desk/silence.rs"]
mod silence;
#[path = "desk/site.rs"]
mod site;
#[path = "desk/storing.rs"]
mod storing;
#[path = "desk/transitions.rs"]
mod transitions;
#[path = "desk/twins.rs"]
mod twins;
#[path = "desk/world.rs"]
mod world;

use nianbao::export::Format;
use world::{Shared, Window, disk};

/// The ids of all documents that the export dialog offers: every format, and the check sheet.
fn documents() -> Vec<&'static str> {
    Format::ALL.iter().map(|format| format.id()).chain(["check-sheet"]).collect()
}

/// The ids of the documents that a page without fonts can write.
fn documents_without_fonts() -> Vec<&'static str> {
    let needs_none = |id: &&str| !Format::parse(id).is_some_and(Format::needs_fonts);
    documents().into_iter().filter(needs_none).collect()
}

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
