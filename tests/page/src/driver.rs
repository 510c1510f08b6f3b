//! The commands that a page needs from the driver of its browser: WebDriver for current engines,
//! the DevTools protocol for those that are too old for it.

use serde_json::Value;
use std::path::Path;

/// A key is pressed or released. Keys that print no character have the code points of
/// [`crate::typing::key`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stroke {
    /// The key is pressed.
    Down(char),
    /// The key is released.
    Up(char),
}

/// Drives one browser. Errors are sentences that begin with the name of the engine.
pub(crate) trait Driver {
    /// Opens an address.
    fn go(&self, url: &str) -> Result<(), String>;
    /// From now on finds elements in the shadow tree of the first element that matches, or in the
    /// document again; current engines only.
    fn look_into(&self, host: Option<&str>);
    /// Goes into the first frame that matches, or back to the document around it; current engines
    /// only.
    fn enter_frame(&self, selector: Option<&str>) -> Result<(), String>;
    /// Loads the page again.
    fn reload(&self) -> Result<(), String>;
    /// Runs the body of a function with these arguments and returns its result.
    fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String>;
    /// Clicks the first element that matches, with the mouse.
    fn click(&self, selector: &str) -> Result<(), String>;
    /// Turns the wheel over the first element that matches.
    fn wheel(&self, selector: &str, down_by: i32) -> Result<(), String>;
    /// Presses and releases keys, one after another.
    fn press(&self, strokes: &[Stroke]) -> Result<(), String>;
    /// Types running text into the focused element, each character by a key event of its own.
    fn write(&self, text: &str) -> Result<(), String>;
    /// Selects the entry with this value in a list.
    fn select(&self, selector: &str, value: &str) -> Result<(), String>;
    /// Gives files to a file input.
    fn choose(&self, selector: &str, files: &[&Path]) -> Result<(), String>;
    /// A screenshot of the window, as PNG.
    fn picture(&self) -> Result<Vec<u8>, String>;
    /// Sets the outer size of the window.
    fn resize(&self, width: u32, height: u32) -> Result<(), String>;
    /// Closes the tab and opens another one.
    fn next_tab(&self) -> Result<(), String>;
    /// Sends a WebDriver request that has no method here; current engines only.
    fn raw(&self, path: &'static str, body: &Value) -> Result<Value, String>;
    /// Opens a second tab and switches to it; returns the handle of the tab before.
    fn second_tab(&self) -> Result<String, String>;
    /// Switches to another tab; returns the handle of the tab before.
    fn go_to_tab(&self, tab: &str) -> Result<String, String>;
    /// The accessible name of the first element that matches, as the engine computes it; current
    /// engines only.
    fn label(&self, selector: &str) -> Result<String, String>;
    /// A command of the DevTools protocol; Chromium only.
    fn devtools(&self, command: &str, arguments: &Value) -> Result<Value, String>;
    /// The errors in the browser's developer log, which reading empties; none in browsers without
    /// such a log.
    fn errors(&self) -> Vec<String>;
    /// Closes the browser in the regular way.
    fn close(&self);
}
