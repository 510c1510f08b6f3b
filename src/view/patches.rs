//! The live pieces of the page, and the patches that turn one drawing of the page into another.

use super::id::ElementId;
use maud::Markup;

/// One change of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patch {
    /// Replace the content of an element.
    Html {
        /// Its id.
        id: String,
        /// The new content.
        html: String,
    },
    /// Set or remove an attribute.
    Attribute {
        /// The id of the element.
        id: String,
        /// The attribute.
        name: &'static str,
        /// Its value, or `None` to remove it.
        value: Option<String>,
    },
    /// Make these the children of an element, in this order. Each child has its key in `data-key`.
    List {
        /// The id of the element.
        id: String,
        /// Its children.
        items: Vec<ListItem>,
    },
    /// Set the value of a field, unless it is being typed in.
    Value {
        /// The id of the field.
        id: String,
        /// Its text.
        value: String,
    },
}

/// One child of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Its key.
    pub key: String,
    /// Its HTML (one element), or `None` if the child with this key stays as it is.
    pub html: Option<String>,
}

/// The aspect of an element that a live piece determines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    Html,
    Value,
    Attribute(&'static str),
}

/// A live piece of the page and its state.
#[derive(Debug, PartialEq)]
struct Piece {
    id: ElementId,
    aspect: Aspect,
    state: Option<String>,
}

/// The live pieces of one drawing. The same form has the same pieces in the same order, so two
/// drawings are compared index by index.
#[derive(Debug, Default)]
pub(super) struct LiveContent {
    pieces: Vec<Piece>,
    /// The findings: key and HTML.
    findings: Vec<(String, String)>,
}

impl LiveContent {
    /// Adds the content of an element.
    pub fn html(&mut self, id: ElementId, html: Markup) {
        self.pieces.push(Piece { id, aspect: Aspect::Html, state: Some(super::drawn(html)) });
    }

    /// Adds the value of a field.
    pub fn value(&mut self, id: ElementId, value: String) {
        self.pieces.push(Piece { id, aspect: Aspect::Value, state: Some(value) });
    }

    /// Adds an attribute of an element; `None` says that the element does not have it.
    pub fn attribute(&mut self, id: ElementId, name: &'static str, state: Option<String>) {
        self.pieces.push(Piece { id, aspect: Aspect::Attribute(name), state });
    }

    /// Adds a finding to the list, with its key.
    pub fn finding(&mut self, key: String, html: Markup) {
        self.findings.push((key, super::drawn(html)));
    }

    /// The value of the field with this id.
    pub fn text_of(&self, field: &str) -> Option<&str> {
        self.pieces
            .iter()
            .find(|piece| piece.aspect == Aspect::Value && piece.id.to_string() == field)?
            .state
            .as_deref()
    }

    /// The patches that turn a page that shows `before` into one that shows `self`.
    pub fn patches(&self, before: &Self) -> Vec<Patch> {
        let changed = |(index, piece): &(usize, &Piece)| before.pieces.get(*index) != Some(*piece);
        let mut patches: Vec<Patch> = self
            .pieces
            .iter()
            .enumerate()
            .filter(changed)
            .map(|(_, piece)| piece.patch())
            .collect();
        if self.findings != before.findings {
            let items = self.findings.iter().map(|finding| ListItem {
                key: finding.0.clone(),
                html: (!before.findings.contains(finding)).then(|| finding.1.clone()),
            });
            patches
                .push(Patch::List { id: ElementId::Findings.to_string(), items: items.collect() });
        }
        patches
    }
}

impl Piece {
    fn patch(&self) -> Patch {
        let id = self.id.to_string();
        let text = || self.state.clone().unwrap_or_default();
        match self.aspect {
            Aspect::Html => Patch::Html { id, html: text() },
            Aspect::Value => Patch::Value { id, value: text() },
            Aspect::Attribute(name) => Patch::Attribute { id, name, value: self.state.clone() },
        }
    }
}
