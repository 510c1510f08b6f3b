//! Checks the words of a report: rules on words, and rules on the numbers in them.

use super::Checker;
use super::collect::{RankedFinding, finding};
use crate::check::compact_line::CompactLine;
use crate::check::{Check, NumbersInput, Remark, Rule, TextInput, Violation};
use crate::narrative::{Judgement, Narrative};
use crate::report::Report;

impl Checker {
    /// Judges all text of the report. Unless `again` is set, its numbers are read again only if a
    /// word has changed.
    pub(super) fn read_words(&mut self, report: &Report, again: bool) {
        let passages = report.passages();
        self.live = passages.iter().any(|passage| !passage.fields.is_empty());
        self.remarks = report.remarks.len();
        let lines: Vec<CompactLine<'_>> = passages.iter().map(CompactLine::of).collect();
        let input = TextInput {
            report,
            passages: &passages,
            context: &self.context,
            packs: &self.packs,
            today: self.today,
            lines: &lines,
            old_sentences: &self.old_sentences,
        };
        let mut found = Vec::new();
        for (rule_index, rule) in self.rules.iter().enumerate() {
            let Check::Words { find, .. } = &rule.check else { continue };
            if !rule.editions.include(self.context.edition) {
                continue;
            }
            // The same words twice in a part give one finding, because a justification could not
            // distinguish them.
            let mut remarks: Vec<Remark> = Vec::new();
            for remark in find(&input) {
                let is_same_finding = |other: &Remark| {
                    (other.part, &other.cells, &other.quote)
                        == (remark.part, &remark.cells, &remark.quote)
                };
                if !remarks.iter().any(is_same_finding) {
                    remarks.push(remark);
                }
            }
            found.extend(
                remarks
                    .into_iter()
                    .enumerate()
                    .map(|(index, remark)| word_finding(rule, rule_index, index, remark)),
            );
        }
        self.word_findings = found;
        if again || !self.narrative.is_of(&passages) {
            self.narrative = Narrative::read_passages(report, passages);
        }
        self.judge_numbers();
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
