//! Statements that a number grew or fell, without saying by how much: 较上年有所增长, 多于上年的20件.

use super::super::claim::{CellReading, Claim, Growth, StatedGrowth, this_year};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, Handling, Word};
use super::super::token::Token;
use super::super::{Approximation, NumberKind, TextNumber};
use super::passage_context::PendingGrowth;
use super::{ClauseReader, PassageContext};
use crate::number::Decimal;
use std::ops::Range;

/// Words for a change of direction.
const REVERSALS: [&str; 5] = ["不升反降", "不降反升", "不增反降", "不增反减", "不减反增"];
/// Words that lead to how something grew or fell.
const TENDENCIES: [&str; 7] = ["略有", "有所", "态势", "趋势", "呈", "明显", "持续"];
/// How many dates may stand between two numbers. The limit keeps the time linear.
const MOST_DATES: usize = 3;
/// Unknown words that only say how much something grew or fell.
const ADVERBS: [&str; 25] = [
    "略有",
    "延续",
    "态势",
    "趋势",
    "呈",
    "持续",
    "规模",
    "所",
    "略",
    "稍",
    "明显",
    "显著",
    "小幅",
    "大幅",
    "大幅度",
    "小幅度",
    "较大幅度",
    "一定幅度",
    "略微",
    "虽",
    "虽然",
    "较多",
    "较大",
    "比",
    "较",
];

impl ClauseReader<'_> {
    /// Reads 多于上年的20件 as a claim that the number before is greater. `own` are the words of the
    /// last number, which is the token behind them.
    pub(super) fn outnumbers(
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let Word::Number(number) = tokens[own.end].word else { return None };
        let words = &tokens[own];
        let (at, down) =
            words.iter().enumerate().find_map(|(at, token)| Some((at, leads_to(page, token)?)))?;
        let names_year = |token: &Token| {
            matches!(token.word, Word::LastYear | Word::Year(_))
                || &page.plain.text[token.range.clone()] == "年初"
        };
        let base = &facts[page.places[number]];
        let mut numbers =
            page.places[..number].iter().rev().take(MOST_DATES).map(|fact| &facts[*fact]);
        let current = numbers.find(|fact| fact.kind.counts())?;
        let clear = current.sentence == base.sentence
            && is_exact(base)
            && is_exact(current)
            && base.unit == current.unit
            && words[at..].iter().any(names_year)
            && !Subject::of(words).is_decisive()
            && !state.has(Word::Part)
            && state.brackets.is_empty();
        let growth = Growth::between(base.value, current.value, down, StatedGrowth::Direction);
        let range = words[at].range.clone();
        let clause = range.start..page.numerals[number].whole.end;
        clear.then(|| page.zero(range, clause, Claim::Growth(growth), Scope::Whole))
    }

    /// Reads 较上年有所增长 as a claim that the number before it, or what the clause names, grew.
    pub(super) fn told_direction(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        range: Range<usize>,
        subject: &Subject,
        state: &mut PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let clause = &tokens[range.clone()];
        let (at, down) = direction_of(page, clause)?;
        let span = clause.first()?.range.start..clause.last()?.range.end;
        let text = &page.plain.text[span.clone()];
        let ends = |word: Word| match word {
            Word::Unknown => true,
            Word::LastYear | Word::Year(_) | Word::Filler => !text.ends_with('的'),
            _ => false,
        };
        let only_adverbs = clause.iter().all(|token| {
            token.word != Word::Unknown || ADVERBS.contains(&&page.plain.text[token.range.clone()])
        });
        // Most clauses end here, such as 不断提高能力.
        if !only_adverbs || !clause[at + 1..].iter().all(|token| ends(token.word)) {
            return None;
        }
        let year = self.report.year;
        let names_last_year = |token: &Token| match token.word {
            Word::LastYear => true,
            Word::Year(named) => named + 1 == year,
            _ => false,
        };
        let before = range.start.checked_sub(1).map(|before| tokens[before].word);
        let behind_base = match before {
            Some(Word::Number(number)) => state.base == Some(page.places[number]),
            _ => false,
        };
        let is_reversal = REVERSALS.iter().any(|words| text.contains(words));
        let compares = subject.has(Word::Compare)
            || is_reversal
            || state.base.is_some() && state.antecedent.is_some()
            || state.compares && state.antecedent.is_none() && !subject.areas.is_empty()
            || behind_base
            || leads_to(page, &clause[at]).is_some() && clause[at..].iter().any(names_last_year);
        // In 有所增加，2022年为97件，2023年为93件 the numbers tell with what it is compared.
        let may_follow = compares || TENDENCIES.iter().any(|word| text.contains(word));
        let other = [Word::Each, Word::Respectively, Word::Rest, Word::Rate, Word::Channel];
        let says = may_follow
            && !text.contains(['未', '没', '无'])
            && (is_reversal || !text.contains('不'))
            && !other.into_iter().any(|word| subject.has(word))
            && !subject.is_foreign()
            && !subject.narrowed
            && subject.rows.is_empty()
            && subject.applicants.is_empty()
            && subject.outcomes.is_empty()
            && subject.acts.is_empty();
        if !says || state.has(Word::Part) || !state.brackets.is_empty() {
            return None;
        }
        let known = Subject { unknown: Vec::new(), ..subject.clone() };
        if state.antecedent.is_none() && state.base.is_none() {
            // In 较上年有所增加，2022年为97件，2023年为93件 the numbers follow.
            state.pending_growth = Some(PendingGrowth { down, told: Err(span.clone()) });
        }
        if !compares {
            return None;
        }
        let (current, base, readings) = self.what_grew(&known, text, behind_base, state, facts)?;
        // Without a number of last year nothing can be checked.
        if base.is_none() && (readings.is_empty() || self.report.comparable_last_year().is_none()) {
            return None;
        }
        let told = current.is_some() && base.is_some();
        let scope = if told { Scope::Whole } else { self.scope_of(page, &known, state) };
        let stated = StatedGrowth::Direction;
        let growth = Growth { current, base, readings, down, stated };
        (scope == Scope::Whole)
            .then(|| page.zero(span.clone(), span, Claim::Growth(growth), Scope::Whole))
    }

    /// What a clause says has grown: this year's number and last year's, if the text has them, and
    /// the readings of this year's.
    fn what_grew(
        &self,
        subject: &Subject,
        text: &str,
        behind_base: bool,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<(Option<Decimal>, Option<Decimal>, Vec<CellReading>)> {
        if let Some(current) = state.antecedent {
            let current = &facts[current];
            // In 收到20件，办结18件，较上年有所增长 either may be meant.
            let alone = (state.counts.len() == 1 || behind_base)
                && subject.handles.is_empty()
                && subject.areas.iter().all(|area| state.current.contains(area));
            let base = state.base.map(|base| &facts[base]).filter(|base| is_exact(base));
            let base = base.filter(|base| base.unit == current.unit).map(|base| base.value);
            let known = base.is_some() || current.scope == Scope::Whole;
            let clear = alone && is_exact(current) && known;
            return clear.then(|| (Some(current.value), base, this_year(current)));
        }
        let handles = [Handling::New, Handling::Received];
        let of_requests = !subject.areas.is_empty()
            && subject.areas.iter().all(|area| area.is_requests())
            && subject.handles.iter().all(|handle| handles.contains(handle))
            && (subject.areas != [Area::Applications]
                || text.contains("公开")
                || self.speaks_of_requests(state));
        let meaning = self.meaning(subject, &[], "件").filter(|meaning| !meaning.loose);
        meaning.filter(|_| of_requests).map(|meaning| (None, None, meaning.readings))
    }
}

/// Where the only word of a clause stands that says that something grew or fell, and whether it
/// fell.
pub(super) fn direction_of(page: &PassageReader<'_>, clause: &[Token]) -> Option<(usize, bool)> {
    let mut directions = clause.iter().enumerate().filter_map(|(at, token)| match token.word {
        Word::Up => Some((at, false)),
        Word::Down => Some((at, true)),
        _ => leads_to(page, token).map(|down| (at, down)),
    });
    directions.next().filter(|_| directions.next().is_none())
}

/// Whether a word leads to what a number is more than (`false`) or less than (`true`).
fn leads_to(page: &PassageReader<'_>, token: &Token) -> Option<bool> {
    if token.word != Word::Filler {
        return None;
    }
    match &page.plain.text[token.range.clone()] {
        "多于" | "高于" | "大于" | "超过" | "超出" => Some(false),
        "少于" | "低于" => Some(true),
        _ => None,
    }
}

/// Whether a number is a count that is exactly as it is written.
fn is_exact(fact: &TextNumber) -> bool {
    matches!(fact.kind, NumberKind::Count | NumberKind::Money)
        && fact.approximation == Approximation::Exact
        && !fact.rounded
}
