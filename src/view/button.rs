//! The template of every button of the page: its act, its `data-` attributes, its content.

use super::act::Act;
use super::id::ElementId;
use crate::edition::TableKey;
use crate::session::Panel;
use maud::{Markup, Render, html};
use std::fmt;

/// A button. Its class determines how it looks. All other attributes are optional.
#[derive(Debug)]
pub(super) struct Button<'a> {
    act: Act,
    class: &'a str,
    id: Option<ElementId>,
    first: bool,
    part: Option<Panel>,
    table: Option<TableKey>,
    key: Option<&'a str>,
    name: Option<String>,
    to: Option<String>,
    value: Option<String>,
    title: Option<&'a str>,
    label: Option<&'a str>,
    pressed: Option<bool>,
    hidden: bool,
}

impl<'a> Button<'a> {
    /// A button for an act, with its class.
    pub const fn new(act: Act, class: &'a str) -> Self {
        Self {
            act,
            class,
            id: None,
            first: false,
            part: None,
            table: None,
            key: None,
            name: None,
            to: None,
            value: None,
            title: None,
            label: None,
            pressed: None,
            hidden: false,
        }
    }

    /// A button that looks like a link.
    pub const fn link(act: Act) -> Self {
        Self::new(act, "nb-link")
    }

    /// A small button, as in tables and lists.
    pub const fn small(act: Act) -> Self {
        Self::new(act, "nb-btn nb-small")
    }

    /// The element's id.
    pub fn id(self, id: ElementId) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Sets the id that is made of the act ([`ElementId::Button`]), for acts with only one button
    /// on the page.
    pub fn named(self) -> Self {
        let id = ElementId::Button(self.act);
        self.id(id)
    }

    /// Whether it has the focus when its dialog opens.
    pub fn first(self, first: bool) -> Self {
        Self { first, ..self }
    }

    /// The part of the report that it is about (`data-part`).
    pub fn part(self, panel: Panel) -> Self {
        Self { part: Some(panel), ..self }
    }

    /// The table that it is about (`data-table`).
    pub fn table(self, table: TableKey) -> Self {
        Self { table: Some(table), ..self }
    }

    /// The kept draft or the finding that it is about (`data-key`).
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The name or the index of what it is about (`data-name`).
    pub fn name(self, name: impl fmt::Display + Copy) -> Self {
        Self { name: Some(name.to_string()), ..self }
    }

    /// The cell, or whatever else, that it is about or leads to (`data-to`).
    pub fn to(self, to: impl fmt::Display + Copy) -> Self {
        Self { to: Some(to.to_string()), ..self }
    }

    /// The value that its act takes (`data-value`).
    pub fn value(self, value: impl fmt::Display + Copy) -> Self {
        Self { value: Some(value.to_string()), ..self }
    }

    /// The tooltip (`title`).
    pub fn title(self, title: &'a str) -> Self {
        Self { title: Some(title), ..self }
    }

    /// The accessible name (`aria-label`), if the words on the button do not suffice.
    pub fn label(self, label: &'a str) -> Self {
        Self { label: Some(label), ..self }
    }

    /// Whether it is switched on (`aria-pressed`).
    pub fn pressed(self, pressed: bool) -> Self {
        Self { pressed: Some(pressed), ..self }
    }

    /// Hidden until an update shows it.
    pub fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    /// Draws the button with its content.
    pub fn with(&self, content: impl Render) -> Markup {
        html! {
            button type="button" class=(self.class) id=[&self.id] data-act=(self.act)
                data-first[self.first] data-part=[self.part.map(Panel::id)]
                data-table=[self.table.map(TableKey::id)] data-key=[self.key]
                data-name=[&self.name] data-to=[&self.to] data-value=[&self.value]
                title=[self.title] aria-label=[self.label] aria-pressed=[self.pressed]
                hidden[self.hidden] { (content) }
        }
    }
}
