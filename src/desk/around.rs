//! The report as the host page works on it, where the page lives in an element.
//!
//! There is one report: the host page reads what the clerk types, and what it sets is an event like
//! any other. Only while no report is open does the host page work on one that is not on the
//! screen.

use super::Desk;
use super::effect::{Effect, HostNotification};
use crate::edition::CellId;
use crate::session::{Edit, Session};

impl Desk {
    /// The report of the host page: the one that is open, else the one that it handed in or that
    /// was open last.
    pub fn session_around(&self) -> Option<&Session> {
        self.session.as_ref().or(self.aside.as_ref())
    }

    /// The page ends, and its report goes back to the host page.
    pub fn into_session(self) -> Option<Session> {
        self.session.or(self.aside)
    }

    /// The host page puts a text into a cell: a step of its own, which the clerk may take back.
    /// Text that is being typed into another cell stays as it is.
    pub(super) fn set_cell(&mut self, id: CellId, text: &str) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            session.pause();
        } else {
            let Some(session) = &mut self.aside else { return Vec::new() };
            session.put(id, text);
            return vec![Effect::NotifyHost(HostNotification::Changed)];
        }
        self.screen.typing.take_if(|typing| *typing == id);
        self.screen.pending = None;
        let mut effects = self.edit(&Edit::Cell(id, text.to_owned()));
        effects.extend(self.put_in_order(id));
        effects
    }
}
