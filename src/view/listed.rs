//! Which findings the panel 核对 lists: all of them, or those of one count.

use super::severity_class;
use super::vocabulary::Key;
use crate::check::{Finding, Severity};
use crate::report::Report;
use std::fmt::{self, Write};

/// The findings that one of the counts above the list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Open findings of a severity.
    Open(Severity),
    /// Findings that have a justification (说明).
    Explained,
}

impl Listed {
    /// All counts, in their order.
    pub const ALL: [Self; 4] = [
        Self::Open(Severity::Error),
        Self::Open(Severity::Verify),
        Self::Open(Severity::Hint),
        Self::Explained,
    ];

    /// The count of a finding.
    pub fn of(finding: &Finding, report: &Report) -> Self {
        match finding.justification(report) {
            Some(_) => Self::Explained,
            None => Self::Open(finding.severity),
        }
    }

    /// How many of these findings it counts.
    pub fn count(self, findings: &[&Finding], report: &Report) -> usize {
        findings.iter().filter(|finding| Self::of(finding, report) == self).count()
    }

    /// The name of the count in buttons.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open(severity) => severity.id(),
            Self::Explained => "explained",
        }
    }

    /// The count with that name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|listed| listed.id() == id)
    }

    /// The name of the count for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open(severity) => severity.name(),
            Self::Explained => "已说明",
        }
    }

    /// The class that colours the count.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Open(severity) => severity_class(severity),
            Self::Explained => "nb-holds",
        }
    }
}

impl Key for Listed {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self.id())
    }
}
