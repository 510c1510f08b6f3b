//! Rates that the tables decide: 维持率, 纠错率, 予以公开率.

use super::super::TextNumber;
use super::super::claim::{CellReading, Claim, ShareTerm, this_year};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, OutcomeRow, Word};
use super::super::token::Token;
use super::number_context::NumberContext;
use super::{ClauseReader, PassageContext};
use crate::edition::TOTAL;
use crate::number::Decimal;

/// Rates of disputes, and the column of table 4 that each is of.
const OF_DISPUTES: [(&str, &str); 10] = [
    ("维持率", "upheld"),
    ("被维持率", "upheld"),
    ("纠错率", "corrected"),
    ("纠正率", "corrected"),
    ("被纠错率", "corrected"),
    ("被纠正率", "corrected"),
    ("直接纠错率", "corrected"),
    ("撤销率", "corrected"),
    ("败诉率", "corrected"),
    ("结果纠正率", "corrected"),
];
/// Rates of applications, and the row of table 3 that each is of.
const OF_REQUESTS: [(&str, OutcomeRow); 3] = [
    ("予以公开率", OutcomeRow::Granted),
    ("部分公开率", OutcomeRow::Partial),
    ("不予公开率", OutcomeRow::Denied),
];

impl ClauseReader<'_> {
    /// Determines what a rate states, if the tables decide it. `own` are the words before it.
    pub(super) fn rate(
        &self,
        page: &PassageReader<'_>,
        own: &[Token],
        context: &NumberContext<'_>,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        let subject = &context.subject;
        let compares =
            [Word::Compare, Word::LastYear, Word::Up, Word::Down, Word::Respectively, Word::Each];
        let names = own.iter().filter(|token| token.word == Word::Rate);
        let mut names = names.map(|token| &page.plain.text[token.range.clone()]);
        let (Some(name), None) = (names.next(), names.next()) else { return };
        // In 予以公开率（不含部分公开） the brackets say no more than the name.
        let excludes = page.passage.text[facts[context.fact].clause.clone()].contains("不含");
        if state.last_year
            || !subject.bracketed_rows.is_empty() && !excludes
            || compares.into_iter().any(|word| subject.has(word))
        {
            return;
        }
        let told = state.antecedent.map(|fact| &facts[fact]);
        let whole = told.is_some_and(|told| told.scope == Scope::Whole && !told.claims.is_empty());
        let clause = &page.passage.text[facts[context.fact].clause.clone()];
        let of_disclosure = whole || clause.contains("信息公开");
        let mut pairs: Vec<(ShareTerm, ShareTerm)> = Vec::new();
        if let Some((_, column)) = OF_DISPUTES.iter().find(|(rate, _)| *rate == name) {
            let own = subject.main_areas();
            let areas = if own.is_empty() { &state.current } else { &own };
            if areas.is_empty() || !areas.iter().all(|area| area.is_dispute()) {
                return;
            }
            let mut each: Vec<Vec<Area>> = vec![areas.clone(), state.disputes.clone()];
            each.extend(areas.iter().chain(&state.disputes).map(|area| vec![*area]));
            let lost = |areas: &Vec<Area>| {
                !areas.is_empty() && (name != "败诉率" || areas.iter().all(|a| a.is_lawsuit()))
            };
            for areas in each.iter().filter(|areas| lost(areas)) {
                pairs.extend(self.readings.dispute_rate(areas, column));
            }
            if !of_disclosure {
                // The disputes may be about anything, so that only an equal rate tells.
                facts[context.fact].by_words.shares = pairs;
                return;
            }
        } else if let Some((_, row)) = OF_REQUESTS.iter().find(|(rate, _)| *rate == name) {
            let of_requests =
                !state.current.is_empty() && state.current.iter().all(|a| a.is_requests());
            let part = Subject { rows: vec![*row], ..Subject::default() };
            let part = self.readings.requests(&part, true);
            let Some(part) = part.filter(|_| of_requests) else { return };
            let total = self.readings.rows(&[TOTAL], &[TOTAL]);
            let wholes: Vec<_> =
                self.readings.received(&[TOTAL]).into_iter().chain(total).collect();
            let pair = |whole| {
                let part = part.readings.first()?.clone();
                Some((ShareTerm::Cells(part), ShareTerm::Cells(whole)))
            };
            pairs.extend(wholes.into_iter().filter_map(pair));
        }
        // In 数字城管案件6218件，办结率99.7% the rate is of those.
        let of_other = told.is_some_and(|told| told.has_unknown_words);
        if name == "办结率" && facts[context.fact].value < Decimal::from(100) && !of_other {
            let of_requests =
                !state.current.is_empty() && state.current.iter().all(|a| a.is_requests());
            let total = self.readings.rows(&[TOTAL], &[TOTAL]).filter(|_| of_requests);
            let wholes = self.readings.received(&[TOTAL]).into_iter().map(ShareTerm::Cells);
            let pair = |whole| Some((ShareTerm::Cells(total.clone()?), whole));
            pairs.extend(wholes.filter_map(pair));
        }
        if name == "公开率" && told.is_some_and(is_granted) && whole {
            let granted = told.into_iter().flat_map(this_year).map(ShareTerm::Cells);
            let total = self.readings.rows(&[TOTAL], &[TOTAL]);
            let wholes: Vec<_> =
                self.readings.received(&[TOTAL]).into_iter().chain(total).collect();
            pairs.extend(granted.flat_map(|part| {
                wholes.iter().map(move |whole| (part.clone(), ShareTerm::Cells(whole.clone())))
            }));
            let is_one = |told| this_year(told).iter().all(|reading| reading.plus.len() == 1);
            if told.is_some_and(is_one) {
                // In 予以公开716件、部分公开172件，公开率47.6% both are meant.
                pairs.extend(self.rates_of_requests(name));
            }
        }
        facts[context.fact].by_words.shares = self.rates_of_requests(name);
        // In 一审案件612件，败诉23件，败诉率3.8% the sentence itself has both numbers.
        let of_told = |fact: &TextNumber, state: &PassageContext| match state.counts[..] {
            [.., whole, part] => fact.is_share(facts[part].value, facts[whole].value),
            _ => false,
        };
        if pairs.is_empty() || of_told(&facts[context.fact], state) {
            return;
        }
        let mut known = subject.clone();
        known.clause_words.remove(Word::Rate);
        facts[context.fact].claims = vec![Claim::Share(pairs)];
        facts[context.fact].scope = self.scope_of(page, &known, state).max(state.scope);
    }
}

impl ClauseReader<'_> {
    /// What a rate of applications may be of, though the words may as well mean documents or calls.
    fn rates_of_requests(&self, name: &str) -> Vec<(ShareTerm, ShareTerm)> {
        let of_rows = |rows: &[OutcomeRow]| {
            let part = Subject { rows: rows.to_vec(), ..Subject::default() };
            self.readings.requests(&part, true).and_then(|part| part.readings.into_iter().next())
        };
        let total = self.readings.rows(&[TOTAL], &[TOTAL]);
        let received = self.readings.received(&[TOTAL]);
        let (parts, wholes) = match name {
            "公开率" => {
                let granted = of_rows(&[OutcomeRow::Granted]);
                let with_partial = of_rows(&[OutcomeRow::Granted, OutcomeRow::Partial]);
                ([granted, with_partial], [received, total.into_iter().collect()].concat())
            }
            "办结率" => ([total, None], received),
            _ => return Vec::new(),
        };
        let pairs = parts
            .into_iter()
            .flatten()
            .flat_map(|part| wholes.iter().map(move |whole| (part.clone(), whole.clone())));
        let cells = |(part, whole)| (ShareTerm::Cells(part), ShareTerm::Cells(whole));
        pairs.map(cells).collect()
    }
}

/// Whether a number counts applications that were granted.
fn is_granted(fact: &TextNumber) -> bool {
    let readings = this_year(fact);
    let granted = |reading: &CellReading| {
        reading.plus.iter().all(|(_, cell)| ["granted", "partial"].contains(&cell.row))
    };
    !readings.is_empty() && readings.iter().all(granted)
}
