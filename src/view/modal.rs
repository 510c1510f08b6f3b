//! The frame of every dialog, and what dialogs and messages need of each screen. One dialog is open
//! at a time; each is a form of its own with words for every outcome.

use super::act::Act;
use super::button::Button;
use super::id::Id;
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

    /// A dialog with much to read.
    pub const fn wide(title: &'a str) -> Self {
        Self { class: "nb-dialog nb-d-wide", title }
    }

    /// The dialog of the manual, which is as large as it may be.
    pub const fn manual(title: &'a str) -> Self {
        Self { class: "nb-dialog nb-d-manual", title }
    }

    /// The dialog of the export, which has a look of its own.
    pub const fn export(title: &'a str) -> Self {
        Self { class: "nb-dialog nb-d-out", title }
    }

    /// The dialog with its content, and with its buttons in their order.
    pub fn with(self, body: &Markup, buttons: &Markup) -> String {
        super::drawn(html! {
            div class="nb-shade" {
                div class=(self.class) part="dialog" role="dialog" aria-modal="true"
                    aria-labelledby=(Id::DialogTitle) {
                    h1 id=(Id::DialogTitle) tabindex="-1" { (self.title) }
                    (body)
                    div class="nb-d-foot" { (buttons) }
                }
            }
        })
    }
}

/// How much a button of a dialog stands out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Weight {
    /// Not at all.
    Plain,
    /// It is what one would do.
    Primary,
    /// It destroys something.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            // The blank is where the others have a word.
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

/// The button that closes a dialog without doing anything, in the words of that dialog.
pub(super) fn close(words: &str) -> Markup {
    choice(Act::DialogClose, Weight::Plain).with(words)
}

/// The only button of a dialog that says something.
pub(super) fn acknowledge(words: &str) -> Markup {
    choice(Act::DialogClose, Weight::Primary).with(words)
}

/// Where dialogs, messages and the file choosers live; part of every screen.
pub fn host() -> Markup {
    html! {
        div id=(Id::Dialog) {}
        div id=(Id::Message) class="nb-message" role="status" aria-live="polite" {}
        input type="file" id=(Id::File) class="nb-file" tabindex="-1" aria-hidden="true"
            accept=".json,.jsonl,.docx,.xlsx,.ofd,.pdf,.html,.htm,.txt";
        input type="file" id=(Id::FontFile) class="nb-file" tabindex="-1" aria-hidden="true"
            accept=".ttf,.otf,.ttc,.otc" multiple;
    }
}
