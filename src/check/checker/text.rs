//! Checks the words of a report: rules on words, and rules on the numbers in them.

use super::Checker;
use super::collect::{RankedFinding, finding};
use crate::check::words::{self, WordInput, Words};
use crate::check::{Check, NumbersInput, Remark, Rule, Violation};
use crate::narrative::{Judgement, Narrative};
use crate::report::Report;

impl Checker {
    /// Judges all text of the report. Unless `again` is set, its numbers are read again only if a
    /// word has changed.
    pub(super) fn read_words(&mut self, report: &Report, again: bool) {
        let passages = report.passages();
        self.words.are_live = passages.iter().any(|passage| !passage.fields.is_empty());
        self.words.remarks = report.remarks.len();
        let words = words::read(&WordInput {
            rules: self.rules,
            report,
            passages: &passages,
            context: &self.context,
            packs: &self.packs,
            today: self.today,
            old_sentences: &self.old_sentences,
            numbers: again || !self.narrative.is_of(&passages),
        });
        self.words.are_read = words.is_some();
        let Words { remarks, narrative } = words
            .unwrap_or_else(|| Words { narrative: Some(Narrative::default()), ..Words::default() });
        let findings = |(rule_index, remarks): (usize, Vec<Remark>)| {
            let rule = self.rules.rules[rule_index];
            let finding = move |(index, remark)| word_finding(rule, rule_index, index, remark);
            remarks.into_iter().enumerate().map(finding)
        };
        self.word_findings = remarks.into_iter().flat_map(findings).collect();
        if let Some(narrative) = narrative {
            self.narrative = narrative;
            self.narrative.set_dispositions(report);
        }
        self.judge_numbers();
    }

    /// Whether the text has been read. It is not while the page waits for the module that reads it,
    /// and if that module fails.
    pub const fn words_are_read(&self) -> bool {
        self.words.are_read
    }

    /// Judges the numbers in the words by the values of the cells.
    pub(super) fn judge_numbers(&mut self) {
        self.judgement_due = false;
        self.judgement = self.narrative.judge(&self.values, &self.last);
        let numbers = NumbersInput {
            narrative: &self.narrative,
            judgement: &self.judgement,
            form: &self.plan.form,
            values: &self.values,
            last_year: self.context.last_year,
        };
        let mut found = Vec::new();
        for (rule_index, rule) in self.rules.iter().enumerate() {
            if let Check::Narrative { find } = &rule.check
                && rule.editions.include(self.context.edition)
            {
                found.extend(
                    find(&numbers)
                        .into_iter()
                        .enumerate()
                        .map(|(index, remark)| word_finding(rule, rule_index, index, remark)),
                );
            }
        }
        self.number_findings = found;
    }

    /// The numbers in the text.
    pub const fn narrative(&self) -> &Narrative {
        &self.narrative
    }

    /// The verdict on each number in the text.
    pub const fn judgement(&self) -> &Judgement {
        &self.judgement
    }
}

/// A remark as a finding.
fn word_finding(
    rule: &'static Rule,
    rule_index: usize,
    index: usize,
    remark: Remark,
) -> RankedFinding {
    let position = (remark.part.map_or(0, |part| part as usize + 1), index);
    RankedFinding {
        position,
        rule_index,
        finding: finding(rule, remark.cells.clone(), Violation::Words(remark)),
    }
}
