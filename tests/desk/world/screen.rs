//! The visible content of a window, and a reader of HTML for tests.

use super::Window;
use nianbao::desk::ButtonData;
use nianbao::view::{ElementId, Patch};
use std::collections::BTreeMap;

/// The visible content of a window.
#[derive(Debug, Default)]
pub struct Screen {
    /// The page as it was last drawn.
    pub(super) drawn: String,
    /// The content that was put into elements since, by their ids.
    pub(super) html: BTreeMap<String, String>,
    /// The values of fields, by the ids of their elements.
    pub(super) values: BTreeMap<String, String>,
    pub(super) attributes: BTreeMap<(String, &'static str), Option<String>>,
    pub(super) lists: BTreeMap<String, Vec<(String, String)>>,
    pub(super) dialog: String,
    /// The last message, and whether it reports an error.
    pub message: (String, bool),
    /// The name of the window.
    pub title: String,
    /// The id of the element that has the focus.
    pub focus: Option<String>,
    pub(super) scrolled: i32,
    /// The fields of the dialog, as far as they were filled in.
    pub(super) filled: BTreeMap<String, String>,
}

impl Screen {
    /// The dialog, with what was put into its elements since.
    fn dialog_with_changes(&self) -> String {
        let mut html = self.dialog.clone();
        for (id, part) in &self.html {
            if self.dialog.contains(&format!("id=\"{id}\"")) {
                html.push_str(part);
            }
        }
        for (id, items) in &self.lists {
            if self.dialog.contains(&format!("id=\"{id}\"")) {
                for (_, item) in items {
                    html.push_str(item);
                }
            }
        }
        html
    }
}

impl Window {
    /// The draft of the open report.
    pub fn draft(&self) -> Option<String> {
        self.desk.session().map(nianbao::session::Session::draft)
    }

    /// The content of a cell.
    pub fn cell(&self, id: &str) -> String {
        self.field(&format!("nb-c-{id}"))
    }

    /// The content of a field, by the id of its element.
    pub fn field(&self, id: &str) -> String {
        self.screen.values.get(id).cloned().unwrap_or_default()
    }

    /// The text about where the report is saved.
    pub fn saved(&self) -> String {
        self.words("nb-saved")
    }

    /// The text that was put into an element.
    pub fn words(&self, id: &str) -> String {
        self.screen.html.get(id).map(|html| words_of(html)).unwrap_or_default()
    }

    /// The name of the window.
    pub fn title(&self) -> String {
        self.screen.title.clone()
    }

    /// The text of the dialog.
    pub fn dialog(&self) -> String {
        words_of(&self.screen.dialog_with_changes())
    }

    /// The dialog, with the later changes of its elements.
    pub fn dialog_html(&self) -> String {
        self.screen.dialog_with_changes()
    }

    /// The text of the message, and of the dialog.
    pub fn message(&self) -> String {
        format!("{} {}", self.screen.message.0, self.dialog())
    }

    /// An attribute that was set.
    pub fn attribute(&self, id: &str, name: &'static str) -> Option<String> {
        self.screen.attributes.get(&(id.to_owned(), name)).cloned().flatten()
    }

    /// The findings: the ids of their rules, and their text.
    pub fn findings(&self) -> Vec<(String, String)> {
        let list = self.screen.lists.get("nb-findings").cloned().unwrap_or_default();
        let rule = |html: &str| {
            tags(html).into_iter().find_map(|tag| attribute(tag, "data-rule")).unwrap_or_default()
        };
        list.iter().map(|(_, html)| (rule(html), words_of(html))).collect()
    }

    /// How many drafts the first screen offers.
    pub fn offered(&self) -> usize {
        let html = self.screen.html.get("nb-kept").cloned().unwrap_or_default();
        let is_offer = |tag: &&str| attribute(tag, "data-act").as_deref() == Some("continue");
        tags(&html).into_iter().filter(is_offer).count()
    }

    /// How many pages the preview has.
    pub fn pages(&self) -> usize {
        self.screen.lists.get("nb-pages").map_or(0, Vec::len)
    }

    /// Everything on the screen except the dialog.
    pub fn html(&self) -> String {
        let mut html = self.screen.drawn.clone();
        self.screen.html.values().for_each(|part| html.push_str(part));
        let items = self.screen.lists.values().flatten();
        items.for_each(|(_, item)| html.push_str(item));
        html
    }

    pub(super) fn patch(&mut self, patch: Patch, busy: Option<&ElementId>) {
        match patch {
            Patch::Html { id, html } => drop(self.screen.html.insert(id, html)),
            Patch::Attribute { id, name, value } => {
                self.screen.attributes.insert((id, name), value);
            }
            Patch::Value { id, value } => {
                if busy.is_none_or(|busy| busy.to_string() != id) {
                    self.screen.values.insert(id, value);
                }
            }
            Patch::List { id, items } => {
                let before = self.screen.lists.remove(&id).unwrap_or_default();
                let old = |key: &str| before.iter().find(|(other, _)| other == key);
                let items = items.into_iter().map(|item| {
                    let html = item.html.or_else(|| old(&item.key).map(|(_, html)| html.clone()));
                    (item.key, html.unwrap_or_default())
                });
                let items = items.collect();
                self.screen.lists.insert(id, items);
            }
        }
    }

    /// The tag of the first button with this act and these data attributes.
    pub(super) fn button(&self, act: &str, members: &[(&str, &str)]) -> Option<String> {
        let html = if self.screen.dialog.is_empty() {
            self.html()
        } else {
            self.screen.dialog_with_changes()
        };
        let is_meant = |tag: &&str| {
            attribute(tag, "data-act").as_deref() == Some(act)
                && members
                    .iter()
                    .all(|(name, value)| attribute(tag, name).as_deref() == Some(*value))
        };
        tags(&html).into_iter().find(is_meant).map(str::to_owned)
    }

    /// Whether such a button is visible.
    pub fn shows(&self, act: &str) -> bool {
        self.button(act, &[]).is_some()
    }
}

/// The tags of a piece of HTML.
pub fn tags(html: &str) -> Vec<&str> {
    let starts = html.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| Some(&html[at..=at + html[at..].find('>')?])).collect()
}

/// An attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let begin = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = begin + tag[begin..].find('"')?;
    Some(plain(&tag[begin..end]))
}

pub(super) fn plain(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The text of a piece of HTML.
pub fn words_of(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => words.push(c),
            _ => {}
        }
    }
    plain(&words)
}

pub(super) fn data_of(tag: &str) -> ButtonData {
    ButtonData {
        part: attribute(tag, "data-part"),
        table: attribute(tag, "data-table").and_then(|id| nianbao::edition::TableKey::parse(&id)),
        key: attribute(tag, "data-key"),
        name: attribute(tag, "data-name"),
        to: attribute(tag, "data-to"),
        value: attribute(tag, "data-value"),
        finding: attribute(tag, "data-finding"),
    }
}

/// The fields of a dialog that have an initial value.
pub(super) fn fields_of(html: &str) -> BTreeMap<String, String> {
    let field = |tag: &str| {
        Some((attribute(tag, "data-field")?, attribute(tag, "value").unwrap_or_default()))
    };
    tags(html).into_iter().filter_map(field).collect()
}
