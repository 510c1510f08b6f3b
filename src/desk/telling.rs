//! Telling the program around the page of changes, where the page lives in an element.

use super::Desk;
use super::effect::{Effect, Telling};
use crate::check::{Finding, Severity};

/// What was last told of the open report.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    key: String,
    revision: u64,
    findings: Vec<String>,
    /// The report that opens now is as the program around has handed it in: that is no change to
    /// that program.
    pub(super) expects_given: bool,
}

impl Desk {
    /// Tells what has changed since it was last told.
    pub(super) fn tell(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(session) = self.session.as_ref().filter(|_| self.embedded)
            && (&self.told.key, self.told.revision) != (&self.kept.key, session.revision())
        {
            (self.told.key, self.told.revision) = (self.kept.key.clone(), session.revision());
            if !std::mem::take(&mut self.told.expects_given) {
                effects.push(Effect::Tell(Telling::Changed));
            }
            let is_explained =
                |finding: &Finding| finding.justification(session.report()).is_some();
            let key =
                |finding: &Finding| finding.key() + if is_explained(finding) { "+" } else { "" };
            let keys: Vec<String> = session.findings().map(key).collect();
            if keys != self.told.findings {
                self.told.findings = keys;
                let open = |severity: Severity| {
                    session
                        .findings()
                        .filter(|finding| finding.severity == severity && !is_explained(finding))
                        .count()
                };
                effects.push(Effect::Tell(Telling::Found {
                    errors: open(Severity::Error),
                    verifies: open(Severity::Verify),
                    hints: open(Severity::Hint),
                }));
            }
        }
        if std::mem::take(&mut self.settles) && self.embedded {
            effects.push(Effect::Tell(Telling::Settled));
        }
        effects
    }
}
