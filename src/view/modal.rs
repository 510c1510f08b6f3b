//! The frame of every dialog, and the elements that dialogs and messages need on each screen. At
//! most one dialog is open at a time.

use super::act::Act;
use super::button::Button;
use super::id::ElementId;
use maud::{Markup, html};

/// A dialog without its content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Modal<'a> {
    class: &'static str,
    title: &'a str,
}

impl<'a> Modal<'a> {
    /// A dialog with that title.
    pub const fn new(title: &'a str) -> Self {
        Self { class: "nb-dialog", title }
    }

    /// A wide dialog, for much text.
    pub const fn wide(title: &'a str) -> Self {
        Self { class: "nb-dialog nb-d-wide", title }
    }

    /// The dialog of the manual, which is as large as it may be.
    pub const fn manual(title: &'a str) -> Self {
        Self { class: "nb-dialog nb-d-manual", title }
    }

    /// The export dialog, which has a style of its own.
    pub const fn export(title: &'a str) -> Self {
        Self { class: "nb-dialog nb-d-out", title }
    }

    /// Draws the dialog with its content, and with its buttons in their order.
    pub fn with(self, body: &Markup, buttons: &Markup) -> String {
        super::drawn(html! {
            div class="nb-shade" {
                div class=(self.class) part="dialog" role="dialog" aria-modal="true"
                    aria-labelledby=(ElementId::DialogTitle) {
                    h1 id=(ElementId::DialogTitle) tabindex="-1" { (self.title) }
                    (body)
                    div class="nb-d-foot" { (buttons) }
                }
            }
        })
    }
}

/// How much a button of a dialog is emphasized.
#[derive(Clone, Copy, Debug)]
pub(super) enum Weight {
    /// Not at all.
    Plain,
    /// The usual choice.
    Primary,
    /// It deletes something.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            // The blank takes the place of the second class that the other weights have.
            Self::Plain => "nb-btn ",
            Self::Primary => "nb-btn nb-primary",
            Self::Danger => "nb-btn nb-danger",
        }
    }
}

/// A button at the foot of a dialog.
pub(super) const fn choice(act: Act, weight: Weight) -> Button<'static> {
    Button::new(act, weight.class())
}

/// The button that closes a dialog without doing anything, with the words of that dialog.
pub(super) fn close(label: &str) -> Markup {
    choice(Act::DialogClose, Weight::Plain).with(label)
}

/// The only button of a dialog that informs.
pub(super) fn acknowledge(label: &str) -> Markup {
    choice(Act::DialogClose, Weight::Primary).with(label)
}

/// The elements that hold dialogs, messages and the file choosers. They are part of every screen.
pub fn host() -> Markup {
    html! {
        div id=(ElementId::Dialog) {}
        div id=(ElementId::Message) class="nb-message" role="status" aria-live="polite" {}
        input type="file" id=(ElementId::File) class="nb-file" tabindex="-1" aria-hidden="true"
            accept=".json,.jsonl,.docx,.xlsx,.ofd,.pdf,.html,.htm,.txt";
        input type="file" id=(ElementId::FontFile) class="nb-file" tabindex="-1" aria-hidden="true"
            accept=".ttf,.otf,.ttc,.otc" multiple;
    }
}
