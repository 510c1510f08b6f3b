//! Growth from last year's table to this year's, where the text has at most one of the two numbers.

use super::super::claim::{CellReading, Claim, Growth, StatedGrowth, this_year};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, Word};
use super::super::token::Token;
use super::super::word_set::WordSet;
use super::super::{Approximation, NumberKind, TextNumber};
use super::number_context::NumberContext;
use super::{ClauseReader, PassageContext};

impl ClauseReader<'_> {
    /// Reads 新收申请比上年多12件 as a growth from last year's table to this year's, and so the percentage
    /// behind it: ，增长9.1%. Returns whether the words name what grew.
    pub(super) fn growth_of_tables(
        &self,
        page: &PassageReader<'_>,
        context: &NumberContext<'_>,
        scope: Scope,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) -> bool {
        let subject = &context.subject;
        let goes_on = !subject.is_decisive() && state.grown.is_some();
        // 行政复议案件 alone may be about anything.
        let clause = &page.passage.text[facts[context.fact].clause.clone()];
        let of_disclosure = clause.contains("信息公开");
        let named = !subject.areas.is_empty()
            && subject.areas.iter().all(|area| {
                area.is_requests() || area.is_decision() || area.is_dispute() && of_disclosure
            })
            && subject.outcomes.is_empty()
            && subject.rows.is_empty()
            && subject.applicants.is_empty();
        let is_checked = context.numeral.approximation == Approximation::Exact
            && self.report.comparable_last_year().is_some();
        if !(named || goes_on) || !is_checked {
            return named;
        }
        if named {
            let meaning = self.meaning(subject, &[], "件").filter(|meaning| !meaning.loose);
            // 申请 alone may be of another kind.
            let inherits = subject.areas == [Area::Applications];
            let scope = if inherits { scope.max(state.scope) } else { scope };
            state.grown = meaning.map(|meaning| (meaning.readings, scope));
        }
        let Some((readings, scope)) = state.grown.clone() else { return true };
        facts[context.fact].claims = vec![between_tables(context, readings)];
        facts[context.fact].scope = scope;
        true
    }

    /// Reads 处罚较上年7件增加2件, where only last year's number is told, as a growth from last year's table
    /// to this year's. Returns whether it is one.
    pub(super) fn growth_from_base(
        &self,
        context: &NumberContext<'_>,
        scope: Scope,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) -> bool {
        let of_last_year = |claim: &Claim| match claim {
            Claim::Cells { readings, last: true } => Some(readings.clone()),
            _ => None,
        };
        let told = state.base.and_then(|base| facts[base].claims.iter().find_map(of_last_year));
        let Some(readings) = told.filter(|_| self.report.comparable_last_year().is_some()) else {
            return false;
        };
        facts[context.fact].claims = vec![between_tables(context, readings)];
        facts[context.fact].scope = scope;
        true
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
        // In 收费项目与上一年持平 the clause itself names the items.
        let names_items = clause.has(Word::Items)
            && matches!(clause.areas[..], [area] if area.is_decision() || area == Area::Fees)
            && clause.acts.is_empty();
        if compared && (state.of_items && !clause.is_decisive() || names_items) {
            // As many items came as went.
            let words = WordSet::of(&[Word::Items, Word::Up]);
            let areas = if names_items { clause.areas.clone() } else { state.current.clone() };
            let change = Subject { clause_words: words, areas: areas.clone(), ..clause };
            let readings = self.meaning(&change, &areas, "项")?.readings;
            let scope = self.scope_of(page, &change, state).max(state.scope);
            return Some(page.zero(range, span, Claim::Cells { readings, last: false }, scope));
        }
        let names_count = state.antecedent.is_none()
            && !clause.areas.is_empty()
            && (clause.areas.iter().all(|area| area.is_decision() || area.is_requests())
                || clause.areas.iter().all(|area| area.is_dispute())
                    && !clause.outcomes.is_empty())
            && clause.acts.is_empty()
            && clause.rows.is_empty()
            && clause.applicants.is_empty()
            && clause.unknown.is_empty()
            && !clause.is_foreign()
            && !clause.has(Word::Channel);
        if compared && names_count && self.report.comparable_last_year().is_some() {
            // 行政处罚与上年持平 compares two tables.
            let meaning = self.meaning(&clause, &[], "件").filter(|meaning| !meaning.loose)?;
            let growth = Growth {
                current: None,
                base: None,
                readings: meaning.readings,
                down: false,
                stated: StatedGrowth::Count,
            };
            let scope = self.scope_of(page, &clause, state);
            return Some(page.zero(range, span, Claim::Growth(growth), scope));
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

/// The claim that the cells of these readings grew by a number from last year's table to this
/// year's.
fn between_tables(context: &NumberContext<'_>, readings: Vec<CellReading>) -> Claim {
    let subject = &context.subject;
    let down = subject.has(Word::Down) && !subject.has(Word::Up);
    let percent = context.numeral.kind == NumberKind::Percent;
    let stated = if percent { StatedGrowth::Percent } else { StatedGrowth::Count };
    Claim::Growth(Growth { current: None, base: None, readings, down, stated })
}
