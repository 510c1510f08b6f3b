//! What is said of two numbers that stand side by side: 由41万元增至36万元, 由上年240件变为302件, 翻了一番.

use super::super::claim::{Claim, Growth, StatedGrowth, this_year};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::Word;
use super::super::token::Token;
use super::super::{Approximation, NumberKind, TextNumber};
use super::passage_context::PendingGrowth;
use super::{ClauseReader, PassageContext};
use std::ops::Range;

impl ClauseReader<'_> {
    /// Finds that 41万元增至36万元 does not rise. `own` are the words of
    /// the second number, which is the token behind them.
    pub(super) fn rises_to(
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let Word::Number(number) = tokens[own.end].word else { return None };
        let before = own.start.checked_sub(1)?;
        let Word::Number(first) = tokens[before].word else { return None };
        let rise = tokens.get(own.start)?;
        let down = direction(&page.plain.text[rise.range.clone()])?;
        let only_rise = tokens[own.start..own.end]
            .iter()
            .all(|token| matches!(token.word, Word::Filler | Word::ThisYear | Word::Year(_)));
        let (base, current) = (&facts[page.places[first]], &facts[page.places[number]]);
        let is_wrong = if down { current.value >= base.value } else { current.value <= base.value };
        let clear = only_rise
            && is_plain(base)
            && is_plain(current)
            && base.unit == current.unit
            && is_wrong;
        let growth = Growth::between(base.value, current.value, down, StatedGrowth::Direction);
        let clause = tokens[before].range.start..page.numerals[number].whole.end;
        clear.then(|| page.zero(rise.range.clone(), clause, Claim::Growth(growth), Scope::Whole))
    }

    /// Lets a growth that was told before its numbers compare them: 同比下降25.8%，由上年240件变为302件. `own`
    /// are the words of this year's number. Returns a statement of its direction, if only that was
    /// told.
    pub(super) fn told_late(
        page: &PassageReader<'_>,
        current: usize,
        own: &[Token],
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) -> Option<TextNumber> {
        let pending = state.pending_growth.as_ref()?;
        let Some(base) = state.base else {
            let span = pending.told.clone().err().filter(|_| state.compares)?;
            let readings = this_year(&facts[current]);
            let down = pending.down;
            state.pending_growth = None;
            // In 与上年相比，处罚数量有所上升，达96件 the tables have both numbers.
            let clear = is_plain(&facts[current])
                && facts[current].scope == Scope::Whole
                && !readings.is_empty();
            let (current, stated) = (Some(facts[current].value), StatedGrowth::Direction);
            let growth = Growth { current, base: None, readings, down, stated };
            let phrase = page.zero(span.clone(), span, Claim::Growth(growth), Scope::Whole);
            return clear.then_some(phrase);
        };
        let PendingGrowth { down, told } = state.pending_growth.take()?;
        let clear = !Subject::of(own).is_decisive()
            && is_plain(&facts[base])
            && is_plain(&facts[current])
            && facts[base].unit == facts[current].unit;
        if !clear {
            return None;
        }
        let (base, current) = (facts[base].value, facts[current].value);
        match told {
            Ok(growth) => {
                let claim = Growth::between(base, current, down, StatedGrowth::Percent);
                facts[growth].claims = vec![Claim::Growth(claim)];
                facts[growth].scope = Scope::Whole;
                None
            }
            Err(span) => {
                let claim = Growth::between(base, current, down, StatedGrowth::Direction);
                Some(page.zero(span.clone(), span, Claim::Growth(claim), Scope::Whole))
            }
        }
    }

    /// Reads 翻了一番 as a claim that a number doubled.
    pub(super) fn doubled(
        page: &PassageReader<'_>,
        tokens: &[Token],
        (start, at): (usize, usize),
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let current = &facts[state.antecedent?];
        let text = &page.plain.text[tokens[at].range.clone()];
        let base = state.base.map(|base| &facts[base]).filter(|base| base.unit == current.unit);
        let between = Subject::of(&tokens[start..at]);
        let clear = is_plain(current)
            && base.is_none_or(is_plain)
            && state.counts.len() == 1
            && (base.is_some() || current.scope == Scope::Whole)
            && !between.is_decisive();
        let growth = Growth {
            current: Some(current.value),
            base: base.map(|base| base.value),
            readings: this_year(current),
            down: false,
            stated: StatedGrowth::Doubled { more: text.ends_with(['多', '上']) },
        };
        let range = tokens[at].range.clone();
        clear.then(|| page.zero(range.clone(), range, Claim::Growth(growth), Scope::Whole))
    }
}

/// Whether words such as 增至 and 降到 say that a number falls.
pub(super) fn direction(words: &str) -> Option<bool> {
    const UP: [&str; 6] = ["增", "升", "上升", "提高", "扩大", "攀升"];
    const DOWN: [&str; 8] = ["减", "降", "下降", "压减", "精简", "回落", "缩减", "下滑"];
    if !words.ends_with(['至', '到', '为']) {
        return None;
    }
    let begins = |with: &[&str]| with.iter().any(|word| words.starts_with(word));
    if begins(&DOWN) { Some(true) } else { begins(&UP).then_some(false) }
}

/// Whether a number is exactly as it is written.
fn is_plain(fact: &TextNumber) -> bool {
    matches!(fact.kind, NumberKind::Count | NumberKind::Money | NumberKind::Percent)
        && fact.approximation == Approximation::Exact
        && !fact.rounded
}
