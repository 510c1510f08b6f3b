//! Opening and closing dialogs. The desk notes which dialog is open, because later events depend on
//! it. No other file makes these effects.

use super::Desk;
use super::effect::{Dialog, Effect};

impl Desk {
    /// Opens a dialog on which no later event depends.
    pub(super) fn open_dialog(&mut self, html: String) -> Effect {
        self.open_named_dialog(Dialog::Other, html)
    }

    /// Opens this dialog.
    pub(super) const fn open_named_dialog(&mut self, dialog: Dialog, html: String) -> Effect {
        self.dialog = Some(dialog);
        Effect::OpenDialog { dialog, html }
    }

    /// Closes the dialog that is open.
    pub(super) const fn close_dialog(&mut self) -> Effect {
        self.dialog = None;
        Effect::CloseDialog
    }

    /// Draws the whole page anew, which also removes the dialog over it.
    pub(super) const fn draw(&mut self, html: String) -> Effect {
        self.dialog = None;
        Effect::Draw(html)
    }
}
