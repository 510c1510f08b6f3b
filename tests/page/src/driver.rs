//! What a page asks of whoever drives its browser: WebDriver for the engines of today, the DevTools
//! protocol for those that are too old for it.

use serde_json::Value;
use std::path::Path;

/// A key goes down or comes up. Keys that print nothing have the code points of
/// [`crate::typing::key`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stroke {
    /// It goes down.
    Down(char),
    /// It comes up.
    Up(char),
}

/// Drives one browser. Errors are sentences that begin with the name of the engine.
pub(crate) trait Driver {
    /// Opens an address.
    fn go(&self, url: &str) -> Result<(), String>;
    /// From now on finds things in the shadow tree of the first element that fits, or in the
    /// document again; engines of today only.
    fn look_into(&self, host: Option<&str>);
    /// Goes into the first frame that fits, or back to what is around it; engines of today only.
    fn enter_frame(&self, selector: Option<&str>) -> Result<(), String>;
    /// Loads the page again.
    fn reload(&self) -> Result<(), String>;
    /// Runs the body of a function with these arguments; gives what it returns.
    fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String>;
    /// Clicks the first thing that fits, with the mouse.
    fn click(&self, selector: &str) -> Result<(), String>;
    /// Turns the wheel over the first thing that fits.
    fn wheel(&self, selector: &str, down_by: i32) -> Result<(), String>;
    /// Moves keys, one after another.
    fn press(&self, strokes: &[Stroke]) -> Result<(), String>;
    /// Types running text into what has the focus, each character by a key event of its own.
    fn write(&self, text: &str) -> Result<(), String>;
    /// Chooses in a list by the value of the entry.
    fn select(&self, selector: &str, value: &str) -> Result<(), String>;
    /// Gives files to a file field.
    fn choose(&self, selector: &str, files: &[&Path]) -> Result<(), String>;
    /// A picture of what is on show, as PNG.
    fn picture(&self) -> Result<Vec<u8>, String>;
    /// Sets the outer size of the window.
    fn resize(&self, width: u32, height: u32) -> Result<(), String>;
    /// Closes the tab and opens another one.
    fn next_tab(&self) -> Result<(), String>;
    /// A request of WebDriver for which there are no words here; engines of today only.
    fn raw(&self, path: &'static str, body: &Value) -> Result<Value, String>;
    /// Opens a second tab and goes there; the way back.
    fn second_tab(&self) -> Result<String, String>;
    /// Goes to another tab; the way back.
    fn go_to_tab(&self, tab: &str) -> Result<String, String>;
    /// What the first thing that fits is called where it is read aloud, as the engine works it out;
    /// engines of today only.
    fn label(&self, selector: &str) -> Result<String, String>;
    /// A command of the DevTools protocol; Chromium only.
    fn devtools(&self, command: &str, arguments: &Value) -> Result<Value, String>;
    /// Errors in the log that the browser keeps for developers, emptied by being read; none where
    /// it keeps none.
    fn errors(&self) -> Vec<String>;
    /// Ends the browser in good order.
    fn close(&self);
}
