//! Determines what a percentage, or a difference from last year, states.

use super::super::claim::{CellReading, Claim, Growth, ShareTerm, StatedGrowth};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, Handling, Word};
use super::super::token::Token;
use super::super::{Approximation, NumberKind, TextNumber};
use super::number_context::{Change, NumberContext};
use super::{ClauseReader, PassageContext};
use crate::edition::TOTAL;
use crate::number::Decimal;

/// How many numbers before a share may be its whole. The limit keeps the time linear.
const MOST_NUMBERS: usize = 24;

impl ClauseReader<'_> {
    /// Determines what a percentage, or a difference from last year, states.
    pub(super) fn compared(
        &self,
        page: &PassageReader<'_>,
        context: &NumberContext<'_>,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        let subject = &context.subject;
        let grows = context.change == Change::Growth;
        let percent = context.numeral.kind == NumberKind::Percent;
        let scope = self.scope_of(page, subject, state);
        if context.numeral.kind == NumberKind::Points {
            return;
        }
        let Some(antecedent) = state.antecedent else {
            if percent && subject.has(Word::Share) && !grows {
                self.share_of_cells(subject, context.fact, scope, state, facts);
            }
            return;
        };
        let before = &facts[antecedent];
        let readings = this_year(before);
        let exact = before.approximation == Approximation::Exact && !before.rounded;
        let firm = before.scope == Scope::Whole;
        // In 两项占43.6% the last numbers are meant together.
        let together = subject
            .several
            .filter(|count| *count <= state.counts.len() && !subject.has(Word::Respectively));
        let value = together.map_or(before.value, |count| {
            let last = &state.counts[state.counts.len() - count..];
            last.iter().map(|fact| facts[*fact].value).sum()
        });
        let same_unit = before.unit == context.numeral.unit;
        if grows && !subject.areas.is_empty() && state.compares {
            // 与上年相比，复议增加4件 speaks of a number that is not told.
            return;
        }
        if grows && subject.rows.is_empty() && subject.applicants.is_empty() {
            if !exact || !percent && !same_unit {
                return;
            }
            let base = state
                .base
                .filter(|base| facts[*base].unit == facts[antecedent].unit)
                .map(|base| facts[base].value);
            let down = subject.has(Word::Down) && !subject.has(Word::Up);
            let current = Some(value);
            let stated = if percent { StatedGrowth::Percent } else { StatedGrowth::Count };
            facts[context.fact].claims =
                vec![Claim::Growth(Growth { current, base, readings, down, stated })];
            facts[context.fact].scope = if firm || base.is_some() { scope } else { Scope::Open };
        } else if percent
            && !grows
            && exact
            && !subject.has(Word::Rate)
            && (subject.has(Word::Share) || subject.is_decisive() || state.is_shared(antecedent))
            && !subject.is_foreign()
        {
            let requests = state.current.iter().any(|area| area.is_requests());
            let mut values = vec![value];
            if together.is_none() {
                values.extend(sums_of_last(state, facts));
            }
            let pairs = self.shares(page, subject, (antecedent, &values), state, facts);
            facts[context.fact].claims = vec![Claim::Share(pairs)];
            // In 申请58件，其中网上31件，占53.4% the sentence itself has both terms.
            let told = state.has(Word::Part)
                && state.counts.len() > 1
                && !subject.has_meaning()
                && !subject.has(Word::Channel)
                && subject.unknown.is_empty();
            // 网络渠道占52.3% is of numbers that no table has.
            let states = subject.has(Word::Share)
                && !subject.has(Word::Channel)
                && (firm && requests || told)
                || state.is_shared(antecedent);
            facts[context.fact].scope = if states { scope } else { Scope::Open };
        }
    }

    /// The possible parts and wholes of a share behind a number. `values` are that of the number,
    /// and those of several together.
    fn shares(
        &self,
        page: &PassageReader<'_>,
        subject: &Subject,
        (antecedent, values): (usize, &[Decimal]),
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Vec<(ShareTerm, ShareTerm)> {
        let readings = this_year(&facts[antecedent]);
        if let Some((part, whole)) = state.share_of.filter(|_| state.is_shared(antecedent)) {
            let number = |fact: usize| ShareTerm::Number(facts[fact].value);
            return vec![(number(part), number(whole))];
        }
        let named = !subject.rows.is_empty()
            || !subject.applicants.is_empty()
            || !subject.outcomes.is_empty();
        let meaning = if named { self.meaning(subject, &state.current, "件") } else { None };
        let parts: Vec<ShareTerm> = meaning
            .into_iter()
            .flat_map(|meaning| meaning.readings)
            .map(ShareTerm::Cells)
            .collect();
        let mut wholes: Vec<ShareTerm> = facts[page.places[0]..antecedent]
            .iter()
            .rev()
            .take(MOST_NUMBERS)
            .filter(|fact| fact.kind == NumberKind::Count && fact.value >= values[0])
            .map(|fact| ShareTerm::Number(fact.value))
            .collect();
        let requests = state.current.iter().any(|area| area.is_requests());
        // An outcome is a share of what was dealt with, unless the words say of what was received.
        let of_outcomes = readings.iter().any(CellReading::is_outcome) || !subject.rows.is_empty();
        let of_received = subject.handles.contains(&Handling::Received)
            || subject.handles.contains(&Handling::New)
            || !subject.areas.is_empty();
        if requests && (of_received || !of_outcomes) {
            wholes.extend(self.readings.received(&[TOTAL]).into_iter().map(ShareTerm::Cells));
        }
        if requests {
            wholes.extend(self.readings.rows(&[TOTAL], &[TOTAL]).map(ShareTerm::Cells));
        }
        let groups = readings.iter().filter_map(|reading| self.readings.group_of(reading));
        wholes.extend(groups.map(ShareTerm::Cells));
        if !requests && state.current.iter().all(|area| area.is_dispute()) {
            let totals = self.readings.disputes(&Subject::default(), &state.current);
            wholes.extend(
                totals.into_iter().flat_map(|meaning| meaning.readings).map(ShareTerm::Cells),
            );
        }
        // The preceding number is the part. If the percentage names a part of its own, the
        // preceding number may be the whole.
        let of_number = values.iter().flat_map(|value| {
            wholes.iter().map(|whole| (ShareTerm::Number(*value), whole.clone()))
        });
        let of_cells = parts.iter().flat_map(|part| {
            wholes
                .iter()
                .cloned()
                .chain([ShareTerm::Number(values[0])])
                .map(move |whole| (part.clone(), whole))
        });
        of_cells.chain(of_number).collect()
    }

    /// Determines what a share states if no number stands before it: 予以公开占41.3%.
    fn share_of_cells(
        &self,
        subject: &Subject,
        fact: usize,
        scope: Scope,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        let names_part = !subject.rows.is_empty() || !subject.applicants.is_empty();
        if !names_part || subject.has(Word::Rate) || subject.is_foreign() {
            return;
        }
        let requests = [Area::Requests];
        let Some(part) = self.meaning(subject, &requests, "件").filter(|_| !state.last_year)
        else {
            return;
        };
        let wholes = self.readings.received(&[TOTAL]).into_iter();
        let wholes: Vec<CellReading> =
            wholes.chain(self.readings.rows(&[TOTAL], &[TOTAL])).collect();
        let pairs = part.readings.iter().flat_map(|part| {
            let of = |whole: &CellReading| {
                (ShareTerm::Cells(part.clone()), ShareTerm::Cells(whole.clone()))
            };
            wholes.iter().map(of)
        });
        facts[fact].claims = vec![Claim::Share(pairs.collect())];
        facts[fact].scope = if part.loose { Scope::Open } else { scope };
    }

    /// Reads 与上年持平 as a claim that the number before it did not change.
    pub(super) fn no_change(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        (start, at): (usize, usize),
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let clause = Subject::of(&tokens[start..at]);
        let text = &page.plain.text[tokens[at].range.clone()];
        let compared = text != "持平" || clause.has(Word::Compare) || clause.has(Word::LastYear);
        let range = tokens[at].range.clone();
        let span = tokens[start].range.start..range.end;
        if state.of_items && compared && !clause.is_decisive() {
            // As many items came as went.
            let words = vec![Word::Items, Word::Up];
            let change = Subject { clause_words: words, areas: state.current.clone(), ..clause };
            let readings = self.meaning(&change, &state.current, "项")?.readings;
            let scope = self.scope_of(page, &change, state).max(state.scope);
            return Some(page.zero(range, span, Claim::Cells { readings, last: false }, scope));
        }
        let before = state.antecedent.map(|fact| &facts[fact]).filter(|fact| {
            compared
                && fact.approximation == Approximation::Exact
                && !fact.rounded
                && fact.scope == Scope::Whole
                && !clause.is_decisive()
        })?;
        let growth = Growth {
            current: Some(before.value),
            base: None,
            readings: this_year(before),
            down: false,
            stated: StatedGrowth::Count,
        };
        let scope = self.scope_of(page, &Subject::default(), state);
        Some(page.zero(range, span, Claim::Growth(growth), scope))
    }
}

/// The sums of the last two numbers of the sentence, of the last three and so on: 予以公开132件、
/// 部分公开41件，占49.3% speaks of both.
fn sums_of_last(state: &PassageContext, facts: &[TextNumber]) -> Vec<Decimal> {
    const MOST_TERMS: usize = 8;
    let mut sum = Decimal::ZERO;
    let sums = state.counts.iter().rev().take(MOST_TERMS).map(|fact| {
        sum = sum + facts[*fact].value;
        sum
    });
    sums.skip(1).collect()
}

/// The readings of a number by this year's cells.
pub(super) fn this_year(fact: &TextNumber) -> Vec<CellReading> {
    let of_cells = fact.claims.iter().filter_map(|claim| match claim {
        Claim::Cells { readings, last: false } => Some(readings.clone()),
        _ => None,
    });
    of_cells.flatten().collect()
}
