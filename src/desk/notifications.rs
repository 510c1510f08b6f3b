//! Notifying the host page of changes, if the program runs in an element.

use super::Desk;
use super::effect::{Effect, HostNotification};
use crate::check::{Finding, Severity};

/// The state of the open report of which the host page was last notified.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LastNotified {
    key: String,
    revision: u64,
    findings: Vec<String>,
    /// The report that opens now is as the host page has handed it in, which is no change to the
    /// host page.
    pub(super) expects_given: bool,
}

impl Desk {
    /// Notifies the host page of what has changed since the last time.
    pub(super) fn notify_host(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(session) = self.session.as_ref().filter(|_| self.embedded)
            && (&self.last_notified.key, self.last_notified.revision)
                != (&self.saving.record().key, session.revision())
        {
            (self.last_notified.key, self.last_notified.revision) =
                (self.saving.record().key.clone(), session.revision());
            if !std::mem::take(&mut self.last_notified.expects_given) {
                effects.push(Effect::NotifyHost(HostNotification::Changed));
            }
            let is_explained =
                |finding: &Finding| finding.justification(session.report()).is_some();
            let key =
                |finding: &Finding| finding.key() + if is_explained(finding) { "+" } else { "" };
            let keys: Vec<String> = session.findings().map(key).collect();
            if keys != self.last_notified.findings {
                self.last_notified.findings = keys;
                let open = |severity: Severity| {
                    session
                        .findings()
                        .filter(|finding| finding.severity == severity && !is_explained(finding))
                        .count()
                };
                effects.push(Effect::NotifyHost(HostNotification::FindingsChanged {
                    errors: open(Severity::Error),
                    verifies: open(Severity::Verify),
                    hints: open(Severity::Hint),
                }));
            }
        }
        if std::mem::take(&mut self.must_notify_opened) && self.embedded {
            effects.push(Effect::NotifyHost(HostNotification::Opened));
        }
        effects
    }
}
