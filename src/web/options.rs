//! The options with which the program starts. A page that is a file of its own sets only the
//! options about an earlier instance; an element on a host page sets the others as well.

use serde::Deserialize;

/// The options of [`start`](super::start).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageOptions {
    /// An earlier instance trapped.
    pub recovered: bool,
    /// The version that the earlier instance held in the memory of the window, because no store
    /// keeps it, as JSON text.
    pub remembered: Option<String>,
    /// The key of the draft that an earlier instance had open, in an element.
    pub current: Option<String>,
    /// The report that is handed in is blank. A kept draft of the same agency and year is opened
    /// instead, if there is one.
    pub fresh: bool,
    /// A name that separates the data of an element in the browser from those of others; `None` for
    /// the page itself.
    pub store: Option<String>,
    /// Nothing may be stored in the browser.
    pub forgets: bool,
    /// The texts of rule packs that the report is checked by.
    pub rule_packs: Vec<String>,
}
