//! Fields with their labels, for the form and the dialogs.

use super::id::ElementId;
use super::input::FieldName;
use crate::edition::AgencyLevel;
use crate::session::Field;
use maud::{Markup, Render, html};

/// A field under its label.
pub(super) fn labelled(label: impl Render, field: &Markup) -> Markup {
    html! {
        label class="nb-field" { span { (label) } (field) }
    }
}

/// A field under its label, as wide as the panel.
pub(super) fn labelled_wide(label: impl Render, field: &Markup) -> Markup {
    html! {
        label class="nb-field nb-wide" { span { (label) } (field) }
    }
}

/// One option of a [`select`].
pub(super) fn choice(value: &str, label: impl Render, chosen: bool) -> Markup {
    html! {
        option value=(value) selected[chosen] { (label) }
    }
}

/// A `select` element.
pub(super) fn select(input: &FieldName, options: &Markup) -> Markup {
    html! {
        select data-field=(input) id=(ElementId::Field(input.clone())) { (options) }
    }
}

/// A checkbox.
pub(super) fn tick(input: &FieldName, ticked: bool) -> Markup {
    html! {
        input type="checkbox"
            id=(ElementId::Field(input.clone())) data-field=(input) checked[ticked];
    }
}

/// 单位层级: a choice of all levels; without a level, it asks for one.
pub(super) fn level(input: &FieldName, chosen: Option<AgencyLevel>) -> Markup {
    let options = html! {
        @if chosen.is_none() { (choice("", "请选择", true)) }
        @for level in AgencyLevel::ALL {
            (choice(level.id(), level.name(), chosen == Some(level)))
        }
    };
    labelled(Field::AgencyLevel.label(), &select(input, &options))
}
