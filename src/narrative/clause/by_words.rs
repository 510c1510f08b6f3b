//! Looks for what a number may be of by any word of its clause or sentence, where its own words
//! claim nothing that can be checked. Such a number is bound if it equals one of these readings,
//! and is never contradicted.

use super::super::by_value::{ByWords, SMALL};
use super::super::claim::{CellReading, Claim, ShareTerm};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, DisputeOutcome, Handling, OutcomeRow, Word};
use super::super::token::Token;
use super::super::word_set::WordSet;
use super::super::{NumberKind, TextNumber};
use super::{ClauseReader, PassageContext};
use crate::edition::CellId;
use crate::number::Decimal;
use std::ops::Range;

/// A sentence is looked at in blocks of so many tokens: that of the number, the one before it and
/// the one behind it. The limit keeps the time linear.
const BLOCK: usize = 40;

/// What the words around a block of tokens say, which is the same for all of its numbers.
struct Surroundings {
    block: usize,
    range: Range<usize>,
    words: Subject,
    /// The readings of all words for these areas and this unit.
    readings: Option<(Vec<Area>, &'static str, Vec<CellReading>)>,
}

impl ClauseReader<'_> {
    /// Notes for the numbers of a sentence what they may be of by the words around them.
    pub(super) fn by_words(
        &self,
        page: &PassageReader<'_>,
        sentence: &[Token],
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        if state.open_to_value.is_empty() {
            return;
        }
        let mut around: Option<Surroundings> = None;
        for (at, token) in sentence.iter().enumerate() {
            let Word::Number(number) = token.word else { continue };
            let fact = page.places[number];
            if state.open_to_value.binary_search(&fact).is_err() || !may_be_of_more(&facts[fact]) {
                continue;
            }
            let around = match around.take() {
                Some(known) if known.block == at / BLOCK => around.insert(known),
                _ => around.insert(Surroundings::of(sentence, at / BLOCK)),
            };
            let clause = &sentence[clause_around(sentence, at, &around.range)];
            let mut words = Subject::of(clause);
            if clause
                .iter()
                .any(|token| ["其他", "其它"].contains(&&page.plain.text[token.range.clone()]))
            {
                words.outcomes.push(DisputeOutcome::Other);
            }
            // 收费为0 leaves out the unit.
            let unit = match page.numerals[number].unit {
                "" if facts[fact].value == Decimal::ZERO && words.areas == [Area::Fees] => "万元",
                unit => unit,
            };
            if words.is_foreign() && words.areas.is_empty() && unit != "项" {
                continue;
            }
            let own = words.main_areas();
            let areas = match own.as_slice() {
                [] if words.has_rows() || !words.applicants.is_empty() => vec![Area::Requests],
                [] if !around.words.areas.is_empty() => around.words.main_areas(),
                [] if !state.current.is_empty() => state.current.clone(),
                // Most often applications are what was received and dealt with.
                [] if !around.words.handles.is_empty() => vec![Area::Requests],
                _ => own,
            };
            if facts[fact].kind == NumberKind::Percent {
                let before = before_share(page, sentence, at, &words, facts);
                let pairs = self.shares_by_words(&words, &around.words, &areas, before);
                facts[fact].by_words.shares.extend(pairs);
                continue;
            }
            let mut clause = self.each_reading(&words, &areas, unit);
            // What other numbers of the sentence claim is not this number.
            let taken = claimed_beside(page, &sentence[around.range.clone()], fact, facts);
            clause.retain(|reading| !taken.contains(&reading.cells()));
            // What the clause names is not something else that the sentence names.
            let mut of_sentence = if names_one(&words) || facts[fact].value < Decimal::from(SMALL) {
                Vec::new()
            } else {
                self.readings_around(around, &areas, unit).to_vec()
            };
            of_sentence.retain(|reading| {
                !taken.contains(&reading.cells())
                    && !clause.iter().any(|other| other.cells() == reading.cells())
            });
            let shares = Vec::new();
            facts[fact].by_words = ByWords { clause, sentence: of_sentence, shares };
        }
    }

    /// The readings of all words around a number.
    fn readings_around<'a>(
        &self,
        around: &'a mut Surroundings,
        areas: &[Area],
        unit: &'static str,
    ) -> &'a [CellReading] {
        let known = around.readings.take();
        let known = known.filter(|(of, counted, _)| of == areas && *counted == unit);
        let (.., readings) = around.readings.insert(known.unwrap_or_else(|| {
            let mut readings = self.each_reading(&around.words, areas, unit);
            readings.extend(self.of_all(areas));
            (areas.to_vec(), unit, readings)
        }));
        readings
    }

    /// The readings of every row, outcome or verb that words name, each alone.
    fn each_reading(&self, words: &Subject, areas: &[Area], unit: &str) -> Vec<CellReading> {
        let mut subjects = Vec::new();
        for area in areas {
            let base = Subject { areas: vec![*area], ..Subject::default() };
            let mut push = |subject: Subject| subjects.push(subject);
            if area.is_requests() {
                let rows = words.rows.iter().chain(&words.bracketed_rows);
                rows.for_each(|row| push(Subject { rows: vec![*row], ..base.clone() }));
                let opened = [OutcomeRow::Granted, OutcomeRow::Partial];
                if opened.iter().all(|row| words.rows.contains(row)) {
                    push(Subject { rows: opened.to_vec(), ..base.clone() });
                }
                let handles = words.handles.iter().map(|handle| match handle {
                    // 办理总计 is of those that were dealt with.
                    Handling::Handled => Handling::Answered,
                    handle => *handle,
                });
                handles.for_each(|handle| push(Subject { handles: vec![handle], ..base.clone() }));
                let applicants = words.applicants.iter();
                applicants.for_each(|who| push(Subject { applicants: vec![*who], ..base.clone() }));
            } else if area.is_dispute() {
                let outcomes = words.outcomes.iter();
                outcomes.for_each(|how| push(Subject { outcomes: vec![*how], ..base.clone() }));
            } else if area.is_document() {
                let acts = words.acts.iter();
                acts.for_each(|act| push(Subject { acts: vec![*act], ..base.clone() }));
            }
            if unit == "项" && !area.is_requests() && !area.is_dispute() {
                // The items of last year, what came or went, and what there is now.
                let changes_any = words.has(Word::Up) || words.has(Word::Down);
                let changes: &[&[Word]] = if words.has(Word::LastYear) && !changes_any {
                    &[&[Word::Items, Word::LastYear]]
                } else {
                    &[
                        &[Word::Items, Word::LastYear],
                        &[Word::Items, Word::Up],
                        &[Word::Items, Word::Down],
                        &[Word::Items],
                    ]
                };
                for change in changes {
                    let clause_words = WordSet::of(change);
                    push(Subject { clause_words, ..base.clone() });
                }
            }
            let is_named = if area.is_dispute() {
                !words.outcomes.is_empty()
            } else {
                area.is_requests() && names_one(words)
            };
            if !is_named {
                push(base);
            }
        }
        let meanings = subjects.iter().filter_map(|subject| self.meaning(subject, &[], unit));
        meanings.flat_map(|meaning| meaning.readings).collect()
    }

    /// The readings of what reports tell of most: applications that came, were dealt with, or are
    /// left.
    fn of_all(&self, areas: &[Area]) -> Vec<CellReading> {
        if !areas.iter().any(|area| area.is_requests()) {
            return Vec::new();
        }
        let handles =
            [Handling::New, Handling::CarriedIn, Handling::Answered, Handling::CarriedOut];
        let areas = vec![Area::Requests];
        let subjects = handles.map(|handle| Subject {
            areas: areas.clone(),
            handles: vec![handle],
            ..Subject::default()
        });
        let meanings = subjects.iter().filter_map(|subject| self.meaning(subject, &[], "件"));
        meanings.flat_map(|meaning| meaning.readings).collect()
    }

    /// The pairs of a part and a whole of which a percentage may be the share. `before` is the
    /// number that stands before 占.
    fn shares_by_words(
        &self,
        words: &Subject,
        wide: &Subject,
        areas: &[Area],
        before: Option<Decimal>,
    ) -> Vec<(ShareTerm, ShareTerm)> {
        let wholes = self.each_reading(&Subject::default(), areas, "");
        let mut pairs = Vec::new();
        if let Some(part) = before {
            let wholes = self.each_reading(words, areas, "").into_iter().chain(wholes.clone());
            let pair = |whole| (ShareTerm::Number(part), ShareTerm::Cells(whole));
            pairs.extend(wholes.map(pair));
        }
        let has = |words: &Subject| {
            !words.rows.is_empty() || !words.applicants.is_empty() || !words.outcomes.is_empty()
        };
        let named = if has(words) { words } else { wide };
        if !has(named) {
            return pairs;
        }
        for part in self.each_reading(named, areas, "") {
            let group = self.readings.group_of(&part);
            for whole in wholes.iter().chain(&group) {
                if whole.cells() != part.cells() {
                    let whole = ShareTerm::Cells(whole.clone());
                    pairs.push((ShareTerm::Cells(part.clone()), whole));
                }
            }
        }
        pairs
    }
}

/// The number in the clause before a percentage with 占: 不掌握48件，占无法提供总数的近九成.
fn before_share(
    page: &PassageReader<'_>,
    sentence: &[Token],
    at: usize,
    words: &Subject,
    facts: &[TextNumber],
) -> Option<Decimal> {
    let from = at.saturating_sub(BLOCK);
    let number = sentence[from..at].iter().rev().find_map(|token| match token.word {
        Word::Number(number) => Some(&facts[page.places[number]]),
        _ => None,
    })?;
    (words.has(Word::Share) && number.kind == NumberKind::Count).then_some(number.value)
}

impl Surroundings {
    /// What is said around a block of the sentence.
    fn of(sentence: &[Token], block: usize) -> Self {
        let range = block.saturating_sub(1) * BLOCK..sentence.len().min((block + 2) * BLOCK);
        let words = Subject::of(&sentence[range.clone()]);
        Self { block, range, words, readings: None }
    }
}

/// Whether words name more than the noun that is counted.
fn names_one(words: &Subject) -> bool {
    words.has_rows()
        || !words.bracketed_rows.is_empty()
        || !words.applicants.is_empty()
        || !words.outcomes.is_empty()
        || !words.handles.is_empty()
}

/// Whether a number claims nothing, or only what it may as well not be of.
fn may_be_of_more(fact: &TextNumber) -> bool {
    fact.live.is_none()
        && match fact.kind {
            NumberKind::Count | NumberKind::Money | NumberKind::Percent => {
                fact.claims.is_empty() || fact.scope >= Scope::Part
            }
            _ => false,
        }
}

/// The tokens of the clause around a number, up to the marks on both sides.
fn clause_around(sentence: &[Token], at: usize, near: &Range<usize>) -> Range<usize> {
    let is_mark = |token: &Token| matches!(token.word, Word::Mark(_));
    let start = sentence[near.start..at].iter().rposition(is_mark);
    let end = sentence[at..near.end].iter().position(is_mark);
    start.map_or(near.start, |start| near.start + start + 1)..end.map_or(near.end, |end| at + end)
}

/// What the other numbers beside a number claim to be of.
fn claimed_beside(
    page: &PassageReader<'_>,
    near: &[Token],
    own: usize,
    facts: &[TextNumber],
) -> Vec<Vec<CellId>> {
    let numbers = near.iter().filter_map(|token| match token.word {
        Word::Number(number) => Some(page.places[number]),
        _ => None,
    });
    let others = numbers.filter(|fact| *fact != own && facts[*fact].scope == Scope::Whole);
    let claims = others.flat_map(|fact| &facts[fact].claims);
    let readings = claims.filter_map(|claim| match claim {
        Claim::Cells { readings, last: false } => readings.first(),
        _ => None,
    });
    readings.map(CellReading::cells).collect()
}
