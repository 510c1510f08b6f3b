//! The dialog of the fonts for PDF: the fonts that are set, and the result of choosing some.

use super::Desk;
use super::effect::Effect;
use super::event::FontsUpdate;
use crate::view::ElementId;
use crate::view::fonts::{self, FontSettings};

impl Desk {
    /// Opens the dialog.
    pub(super) fn show_fonts(&mut self, settings: &FontSettings) -> Vec<Effect> {
        vec![self.open_dialog(fonts::dialog(settings))]
    }
}

/// Says that font files are being inspected.
pub(super) fn inspection_started(words: &str) -> Vec<Effect> {
    vec![Effect::html(&ElementId::FontsNote, words.to_owned())]
}

/// Shows which fonts are set now and the result of the last step. The effects do nothing if the
/// dialog was closed meanwhile.
pub(super) fn redraw(chosen: FontsUpdate) -> Vec<Effect> {
    let FontsUpdate { settings, set, refused, focus } = chosen;
    let note = if set.is_empty() && refused.is_empty() {
        String::new()
    } else {
        fonts::outcome(&set, &refused)
    };
    vec![
        Effect::html(&ElementId::FontsRows, fonts::rows(&settings)),
        Effect::html(&ElementId::FontsNote, note),
        Effect::Focus(focus),
    ]
}
