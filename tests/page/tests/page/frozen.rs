//! Compares the page with what version 0.1 showed, step by step, and reads what version 0.1 stored
//! in browsers.
//!
//! `tests/corpus/0.1/README.md` says how a wanted difference is recorded. The scenarios run in
//! Chromium, the only engine in which a test can control clock and random numbers before a page
//! starts; stored data is tested in all engines.

mod embedded;
mod opening;
mod records;
mod writing;

use page_tests::steps::Steps;
use page_tests::{Engine, Page, places};
use std::path::{Path, PathBuf};

/// The folder of the frozen data.
fn folder() -> PathBuf {
    places::repository().join("tests/corpus/0.1")
}

/// A draft that version 0.1 wrote.
fn draft(name: &str) -> PathBuf {
    folder().join("drafts").join(name).with_extension("json")
}

/// A page whose steps are frozen.
struct Scenario {
    page: Page,
    steps: Steps,
}

impl Scenario {
    /// Opens the page; `None` where the browser or the page is missing, which is reported as
    /// skipped.
    fn start(name: &str) -> Option<Self> {
        let page = Engine::Chromium.start()?;
        page.set_stage();
        if !page.open_built() {
            return None;
        }
        Some(Self { page, steps: Steps::read(folder().join("page").join(name)) })
    }

    /// Compares what the page shows now.
    #[track_caller]
    fn step(&mut self, name: &str) {
        let text = self.page.snapshot(None);
        self.steps.step(name, text);
    }

    /// Presses a button, and compares.
    #[track_caller]
    fn press(&mut self, act: &str, name: &str) {
        self.page.click(act);
        self.step(name);
    }

    /// Closes the dialog.
    #[track_caller]
    fn close_dialog(&self) {
        self.page.click("dialog.close");
        self.page.wait_until("the dialog is gone", || !self.page.has(".nb-dialog"));
    }

    /// Reports the differences of all steps.
    fn finish(self) {
        self.steps.finish();
    }
}

/// Presses a button that asks for a file, and gives the file; the browser's own file dialog does
/// not open.
fn give(page: &Page, act: &str, file: &Path) {
    page.js("document.querySelector('#nb-file').click = () => {}", &[]);
    page.click(act);
    page.choose_file(file);
}
