//! Facts about a report that rules may use besides the numbers and words that they read.

use crate::edition::{AgencyLevel, CellId, Edition, TableKey};
use crate::report::Report;

/// Facts about a report that rules may use besides the numbers and words that they read. The struct
/// is small, so that it can be compared and copied freely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleContext {
    /// The report year.
    pub year: u16,
    /// The level of the agency.
    pub level: AgencyLevel,
    /// The edition of the report.
    pub edition: &'static Edition,
    /// The editions of the three tables.
    pub editions: [&'static Edition; 3],
    /// The year of the earlier report that it is compared with: the year before, if that report is
    /// available.
    pub last_year: Option<u16>,
    questions: &'static [&'static Question],
    /// The answers to the questions, one bit each.
    answers: u64,
}

/// A question about the report, for a rule that needs more than the numbers or words that it reads.
/// It is listed in the rule set and answered once for all rules.
#[derive(Debug)]
pub struct Question {
    /// The answer.
    pub answer: fn(&Report) -> bool,
    /// Whether the answer depends on a cell. An answer that depends on no cell depends only on
    /// texts.
    pub depends_on: fn(CellId) -> bool,
}

// Functions cannot be compared, so a question is equal only to itself.
impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl RuleContext {
    /// Reads a report. The questions are those of the rule set.
    pub(super) fn of(questions: &'static [&'static Question], report: &Report) -> Self {
        let answered = |answers, (index, question): (usize, &&Question)| {
            answers | u64::from((question.answer)(report)) << index
        };
        let answers = questions.iter().enumerate().fold(0, answered);
        Self::with(questions, report, answers)
    }

    /// The context after these cells have changed. Texts are not read again.
    pub(super) fn after(&self, report: &Report, changed: &[CellId]) -> Self {
        let mut answers = self.answers;
        for (index, question) in self.questions.iter().enumerate() {
            if changed.iter().any(|id| (question.depends_on)(*id)) {
                answers &= !(1 << index);
                answers |= u64::from((question.answer)(report)) << index;
            }
        }
        Self::with(self.questions, report, answers)
    }

    fn with(questions: &'static [&'static Question], report: &Report, answers: u64) -> Self {
        Self {
            year: report.year,
            level: report.agency.level,
            edition: report.edition(),
            editions: TableKey::ALL.map(|key| report.form().edition(key)),
            last_year: report.comparable_last_year().map(|last| last.year),
            questions,
            answers,
        }
    }

    /// The answer to a question of the rule set.
    pub fn answers(&self, question: &'static Question) -> bool {
        let index = self.questions.iter().position(|listed| *listed == question);
        debug_assert!(index.is_some(), "the rule set does not list the question");
        index.is_some_and(|index| self.answers >> index & 1 == 1)
    }
}
