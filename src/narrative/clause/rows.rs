//! Rows of names and numbers: A、B分别为1件、2件; A、B各1件; 分别增长5%、8%; 由17件增至20件.

use super::super::NumberKind;
use super::super::passage_reader::PassageReader;
use super::super::subject::Subject;
use super::super::terms::{Area, Word};
use super::super::token::Token;
use super::{ClauseReader, PassageContext};
use std::ops::Range;

impl ClauseReader<'_> {
    /// Lets a number speak of a year that was named in a row of years.
    pub(super) fn of_year(
        &self,
        year: u16,
        page: &PassageReader<'_>,
        subject: &mut Subject,
        state: &mut PassageContext,
    ) {
        state.last_year = year + 1 == self.report.year && page.dated;
        if year != self.report.year && !state.last_year {
            subject.clause_words.push(Word::Foreign);
        }
    }
}

/// Whether a number is the one from which another one rose or fell: 由17件增至20件.
pub(super) fn rises_from(page: &PassageReader<'_>, tokens: &[Token], own: Range<usize>) -> bool {
    let to = tokens.get(own.end + 1).is_some_and(|token| {
        let rise = &page.plain.text[token.range.clone()];
        token.word == Word::Filler && rise.ends_with(['到', '至', '为']) && rise.chars().count() > 1
    });
    to && has_from(page, &tokens[own])
}

/// Whether a number is the one that something is added to or taken from: 由31项取消3项.
pub(super) fn changes_from(page: &PassageReader<'_>, tokens: &[Token], own: Range<usize>) -> bool {
    let change = tokens.get(own.end + 1).map(|token| token.word);
    matches!(change, Some(Word::Up | Word::Down)) && has_from(page, &tokens[own])
}

fn has_from(page: &PassageReader<'_>, own: &[Token]) -> bool {
    own.iter().any(|token| {
        token.word == Word::Filler && matches!(&page.plain.text[token.range.clone()], "由" | "从")
    })
}

/// Whether what follows adds to a number or takes from it: 在31项的基础上取消3项.
pub(super) fn is_basis(page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
    let behind = tokens.get(at + 1).map_or("", |next| &page.plain.text[next.range.start..]);
    behind.starts_with("的基础上") || behind.starts_with("基础上")
}

/// The words without the year.
pub(super) fn without_year(subject: &Subject) -> Subject {
    let mut subject = subject.clone();
    subject.clause_words.remove(Word::LastYear);
    subject
}

/// Lets a noun joined by 、 take over the outcome before the first one: 被纠正的复议3件、诉讼2件.
pub(super) fn inherit_outcome(
    tokens: &[Token],
    clause: Range<usize>,
    subject: &mut Subject,
    state: &mut PassageContext,
) {
    let clause = &tokens[clause];
    let outcome = clause.iter().position(|token| matches!(token.word, Word::Outcome(_)));
    let area = clause.iter().position(|token| matches!(token.word, Word::Area(_)));
    let joined = clause.first().is_some_and(|token| token.word == Word::And);
    match (outcome, area) {
        (None, Some(_)) if joined => subject.outcomes.clone_from(&state.modifier),
        (Some(outcome), Some(area)) if outcome < area => {
            state.modifier.clone_from(&subject.outcomes);
        }
        _ => state.modifier.clear(),
    }
}

/// Assigns names to numbers, in pairs (A、B分别为1件、2件) or as a list (A、B各1件).
pub(super) fn paired(
    tokens: &[Token],
    own: Range<usize>,
    subject: &mut Subject,
    state: &mut PassageContext,
) -> Vec<Subject> {
    let at = own.end;
    let clause = &tokens[own];
    let marker =
        clause.iter().position(|token| matches!(token.word, Word::Respectively | Word::Each));
    let Some(marker) = marker else {
        state.unpaired &= matches!(clause.first(), Some(Token { word: Word::And, .. }));
        if !state.pairs.is_empty() && !subject.is_decisive() {
            *subject = state.pairs.remove(0);
        } else {
            state.pairs.clear();
        }
        return Vec::new();
    };
    let mut listed = &clause[..marker];
    if !Subject::of(listed).is_decisive()
        && let Some(previous) = state.previous.clone()
    {
        listed = &tokens[previous];
    }
    let behind = Subject::of(&clause[marker + 1..]);
    let years: Vec<u16> = clause[..marker]
        .iter()
        .filter_map(|token| if let Word::Year(year) = token.word { Some(year) } else { None })
        .collect();
    if subject.has(Word::Respectively) && years.len() > 1 {
        state.pairs = vec![subject.clone(); years.len() - 1];
        state.years = years;
        return Vec::new();
    }
    let mut names: Vec<Subject> = listed
        .split(|token| token.word == Word::And)
        .map(Subject::of)
        .filter(Subject::is_decisive)
        .collect();
    let count = numbers_of_clause(tokens, at);
    let respectively = subject.has(Word::Respectively) && count > 1;
    if respectively
        && names.len() < 2
        && let Some(previous) = state.previous.clone()
    {
        // In 涉及第三方权益和行政查询事项，两项分别为23件、15件 the names stand in the clause before.
        let before = tokens[previous].split(|token| token.word == Word::And);
        let mut before: Vec<Subject> =
            before.map(Subject::of).filter(Subject::names_more).collect();
        if before.len() == count {
            let own = Subject::of(listed);
            for name in &mut before {
                name.join(&own);
            }
            names = before;
        }
    }
    for at in 1..names.len() {
        let before = names[at - 1].outcomes.clone();
        if names[at].outcomes.is_empty() && !names[at].areas.is_empty() {
            names[at].outcomes = before;
        }
    }
    for name in &mut names {
        name.join(&behind);
        let shared = [Word::Share, Word::Compare, Word::LastYear, Word::Up, Word::Down];
        name.clause_words.extend(shared.into_iter().filter(|word| behind.has(*word)));
    }
    let compares = [Word::Share, Word::Compare, Word::Up, Word::Down];
    if subject.has(Word::Respectively)
        && names.len() < 2
        && subject.areas.is_empty()
        && !compares.into_iter().any(|word| subject.has(word))
        && count > 1
        && count <= state.counted.len()
    {
        // In 处罚事项24项、强制事项3项，分别作出决定57件、19件 the names stand with the numbers before.
        let of_area = |area: &Area| {
            let areas = vec![*area];
            Subject { areas, ..subject.clone() }
        };
        let last = state.counted.len() - count;
        names = state.counted[last..].iter().map(of_area).collect();
    }
    state.unpaired = respectively && names.len() < 2 && !behind.names_more();
    if subject.has(Word::Respectively) && names.len() > 1 {
        state.pairs = names;
        *subject = state.pairs.remove(0);
        return Vec::new();
    }
    if subject.has(Word::Each) && names.len() > 1 { names } else { Vec::new() }
}

/// How many numbers stand in a clause from this token on. The limit keeps the time linear.
fn numbers_of_clause(tokens: &[Token], at: usize) -> usize {
    const MOST_TOKENS: usize = 16;
    let clause = tokens[at..].iter().take(MOST_TOKENS);
    let clause = clause.take_while(|token| !matches!(token.word, Word::Mark(_)));
    clause.filter(|token| matches!(token.word, Word::Number(_))).count()
}

/// Prepares a series of numbers that compare the last counts one by one: 分别增长5%、8%, or, after a
/// row of as many counts, 增加5件、8件.
pub(super) fn begin_series(
    page: &PassageReader<'_>,
    tokens: &[Token],
    at: usize,
    subject: &Subject,
    state: &mut PassageContext,
) {
    let kind_of = |token: &Token| match token.word {
        Word::Number(number) => Some(page.numerals[number].kind),
        _ => None,
    };
    let kind = kind_of(&tokens[at]);
    let is_percent = kind == Some(NumberKind::Percent);
    let grows = subject.is_growth();
    if !(grows || is_percent && subject.has(Word::Share)) {
        return;
    }
    // In 分别减少33件、增加11件 each number has its direction.
    let goes_on = |token: &&Token| {
        matches!(token.word, Word::And | Word::Up | Word::Down) || kind_of(token) == kind
    };
    let row = tokens[at..].iter().take_while(goes_on);
    let length = row.filter(|token| kind_of(token) == kind).count();
    if length < 2 && !subject.has(Word::Respectively) {
        return;
    }
    let counts = state.counts.len().checked_sub(length).map(|first| &state.counts[first..]);
    if counts.is_none() && !is_percent {
        return;
    }
    state.series = match counts {
        Some(counts) => counts.iter().copied().map(Some).collect(),
        None => vec![None; length],
    };
    state.series_words = subject.clone();
}
