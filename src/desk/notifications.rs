//! Notifying the host page of changes, if the program runs in an element.

use super::Desk;
use super::effect::{Effect, HostNotification};
use crate::check::{Finding, Severity};
use crate::session::Session;

/// What the host page was notified of, and still has to be.
#[derive(Debug, Default)]
pub(super) struct Notifications {
    /// The key of the record of the report of which it was last notified.
    key: String,
    /// The revision of that report.
    revision: u64,
    /// The findings of that report.
    findings: Vec<String>,
    /// The report that opens next is as the host page has handed it in, which is no change to the
    /// host page.
    expects_given: bool,
    /// The opening at the start has ended, and the host page is still to be notified of that.
    opened_is_due: bool,
}

impl Notifications {
    /// The report that opens next is as the host page has handed it in, if `is_unchanged`.
    pub(super) const fn expect_given(&mut self, is_unchanged: bool) {
        self.expects_given = is_unchanged;
    }

    /// The opening at the start has ended with this event.
    pub(super) const fn opening_ended(&mut self) {
        self.opened_is_due = true;
    }

    /// The notifications of what has changed in the open report since the last time.
    fn of_report(&mut self, key: &str, session: &Session) -> Vec<HostNotification> {
        if (self.key.as_str(), self.revision) == (key, session.revision()) {
            return Vec::new();
        }
        key.clone_into(&mut self.key);
        self.revision = session.revision();
        let mut notifications = Vec::new();
        if !std::mem::take(&mut self.expects_given) {
            notifications.push(HostNotification::Changed);
        }
        let is_explained = |finding: &Finding| finding.justification(session.report()).is_some();
        let findings: Vec<String> = session
            .findings()
            .map(|finding| finding.key() + if is_explained(finding) { "+" } else { "" })
            .collect();
        if findings != self.findings {
            self.findings = findings;
            let count_open = |severity: Severity| {
                session
                    .findings()
                    .filter(|finding| finding.severity == severity && !is_explained(finding))
                    .count()
            };
            notifications.push(HostNotification::FindingsChanged {
                errors: count_open(Severity::Error),
                verifies: count_open(Severity::Verify),
                hints: count_open(Severity::Hint),
            });
        }
        notifications
    }
}

impl Desk {
    /// Notifies the host page, if there is one, of what has changed since the last time.
    pub(super) fn notify_host(&mut self) -> Vec<Effect> {
        let opened_is_due = std::mem::take(&mut self.notifications.opened_is_due);
        if !self.embedded {
            return Vec::new();
        }
        let mut notifications = Vec::new();
        if let Some(session) = &self.session {
            notifications = self.notifications.of_report(&self.saving.record().key, session);
        }
        if opened_is_due {
            notifications.push(HostNotification::Opened);
        }
        notifications.into_iter().map(Effect::NotifyHost).collect()
    }
}
