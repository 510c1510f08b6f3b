//! What the page is told when it starts: nothing but its past where it is a file of its own; more
//! by an element on somebody's page.

use serde::Deserialize;

/// What the page is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Options {
    /// An earlier instance trapped.
    pub recovered: bool,
    /// What the earlier instance had the window remember: a draft that no store keeps.
    pub remembered: Option<String>,
    /// The key of the draft that an earlier instance had open, on somebody's page.
    pub current: Option<String>,
    /// The report that is handed in is a blank one: a kept one of the same organ and year goes
    /// first.
    pub fresh: bool,
    /// What its drafts in the browser are told from those of others by; nothing for the page
    /// itself.
    pub store: Option<String>,
    /// The browser is not to keep anything.
    pub forgets: bool,
    /// The texts of rule packs that the report is checked by.
    pub rule_packs: Vec<String>,
}
