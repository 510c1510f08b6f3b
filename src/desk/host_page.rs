//! The report of the host page, if the program runs in an element.
//!
//! The clerk and the host page work on the same report: the host page reads the open session, and
//! its changes are events. While no report is open, the host page works on the report that it
//! handed in or that was open last.

use super::Desk;
use super::effect::{Effect, HostNotification};
use crate::edition::CellId;
use crate::session::{Edit, Session};

impl Desk {
    /// The session that the host page works on: the open one, or else the one that it handed in or
    /// that was open last.
    pub fn session_for_host(&self) -> Option<&Session> {
        self.session.as_ref().or(self.host_session.as_ref())
    }

    /// Ends the page and returns its session to the host page.
    pub fn into_session(self) -> Option<Session> {
        self.session.or(self.host_session)
    }

    /// Sets a cell for the host page, as one step of undo. If the clerk is typing into another
    /// cell, that text is not changed.
    pub(super) fn set_cell(&mut self, id: CellId, text: &str) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            session.pause();
        } else {
            let Some(session) = &mut self.host_session else { return Vec::new() };
            session.put(id, text);
            return vec![Effect::NotifyHost(HostNotification::Changed)];
        }
        self.screen.typing.take_if(|typing| *typing == id);
        self.screen.pending = None;
        let mut effects = self.edit(&Edit::Cell(id, text.to_owned()));
        effects.extend(self.tidy_cell(id));
        effects
    }
}
