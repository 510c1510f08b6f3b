//! Walks through a passage clause by clause and says of every number what the words around it make of it.

use super::claim::{Claim, Growth, Meaning, Reading, Readings, Side};
use super::list::{Class, Event, List, lists};
use super::numeral::{Numeral, numbers};
use super::plain::Plain;
use super::subject::Subject;
use super::terms::{Act, Area, Handle, No, Word};
use super::token::{Token, sentences, tokens};
use super::{Approximation, Fact, Kind};
use crate::number::Decimal;
use crate::report::{Part, Passage, Report, Spot};
use std::ops::Range;

/// Units in which cases and documents are counted. Numbers in others (人, 期, 场) say nothing of cells.
const UNITS: [&str; 11] = ["件", "条", "份", "宗", "个", "次", "起", "例", "项", "件次", ""];

/// Reads passages in the order of print; remembers under which heading it is.
pub(super) struct Reader<'a> {
    report: &'a Report,
    readings: Readings<'a>,
    /// What the part or the heading is about.
    topic: Vec<Area>,
    part: Option<Part>,
}

/// A passage in work.
struct Page<'a> {
    passage: &'a Passage,
    plain: &'a Plain,
    numerals: &'a [Numeral],
    /// The fact of each numeral.
    places: &'a [usize],
    /// Whether it names the report year, so that another year is another year.
    dated: bool,
}

/// Where one is in a passage.
#[derive(Default)]
struct State {
    /// What was spoken of last.
    current: Vec<Area>,
    /// Sentences since.
    age: usize,
    /// The latest clause without a number, since the last number.
    previous: Option<Range<usize>>,
    /// Disputes named in this sentence.
    disputes: Vec<Area>,
    last_year: bool,
    registered: bool,
    limited: bool,
    /// The last number that is no percentage.
    antecedent: Option<usize>,
    /// The last number of last year.
    base: Option<usize>,
    /// Names that wait for their numbers: A、B分别为….
    pairs: Vec<Subject>,
    /// Where open brackets began: the clause around them, the facts before them.
    brackets: Vec<(usize, usize)>,
    events: Vec<Event>,
}

impl<'a> Reader<'a> {
    /// A reader at the top of the report.
    pub fn new(report: &'a Report) -> Self {
        let unit = report.units.iter().find(|(id, _)| id.row == "procurement").map(|(_, unit)| unit.as_str());
        Self { report, readings: Readings { form: report.form(), procurement_unit: unit }, topic: Vec::new(), part: None }
    }

    /// Reads a passage: its numbers go to `facts`, wholes with parts to `found`.
    pub fn read(&mut self, passage: &Passage, facts: &mut Vec<Fact>, found: &mut Vec<List>) {
        let part = passage.spot.part();
        if part != self.part {
            self.part = part;
            self.topic = if part == Some(Part::Requests) { vec![Area::Requests] } else { Vec::new() };
        }
        if matches!(passage.spot, Spot::Heading(_)) {
            return;
        }
        let plain = Plain::new(&passage.words);
        let numerals = numbers(&plain.text);
        let tokens = tokens(&plain, &numerals);
        if passage.heading {
            self.topic = Subject::of(&tokens).main_areas();
        }
        let places: Vec<usize> = (facts.len()..facts.len() + numerals.len()).collect();
        let year = self.report.year;
        let dated = tokens.iter().any(|token| token.word == Word::Year(year) || token.word == Word::ThisYear);
        let page = Page { passage, plain: &plain, numerals: &numerals, places: &places, dated };
        facts.extend(numerals.iter().map(|numeral| page.fact(numeral)));
        let first = facts.len() - numerals.len();
        let mut state = State { current: self.topic.clone(), ..State::default() };
        for sentence in sentences(&tokens) {
            let span = sentence.first().zip(sentence.last()).map_or(0..0, |(first, last)| plain.span(&(first.range.start..last.range.end)));
            let before = facts.len();
            facts[first..].iter_mut().filter(|fact| span.contains(&fact.span.start)).for_each(|fact| fact.sentence = span.clone());
            self.sentence(&page, sentence, &mut state, facts);
            facts[before..].iter_mut().for_each(|fact| fact.sentence = span.clone());
            lists(&state.events, facts, found);
            self.end_sentence(sentence, &mut state);
        }
        facts[first..first + numerals.len()].iter_mut().zip(&numerals).filter(|(fact, numeral)| numeral.in_words && fact.claims.is_empty()).for_each(
            |(fact, _)| {
                fact.kind = if fact.kind.counts() { Kind::Words } else { fact.kind };
            },
        );
        sort_from(first, facts, found);
    }

    /// What carries over to the next sentence. A sentence that is a run-in heading （二）依申请公开情况。 speaks for its whole paragraph.
    fn end_sentence(&mut self, sentence: &[Token], state: &mut State) {
        let counted = state.events.iter().any(|event| matches!(event, Event::Number(..)));
        let runs_in = sentence.len() <= 10 && matches!(sentence.first(), Some(Token { word: Word::Mark('（'), .. }));
        if runs_in && !counted {
            self.topic = Subject::of(&sentence[3.min(sentence.len())..]).main_areas();
            state.current.clone_from(&self.topic);
        }
        state.age += 1;
        let current = if state.age > 1 { self.topic.clone() } else { std::mem::take(&mut state.current) };
        *state = State { current, age: state.age, ..State::default() };
    }

    fn sentence(&self, page: &Page<'_>, tokens: &[Token], state: &mut State, facts: &mut Vec<Fact>) {
        let (mut start, mut at) = (0, 0);
        while let Some(token) = tokens.get(at) {
            match token.word {
                Word::Mark('（') => {
                    let adjacent = at > 0 && matches!(tokens[at - 1].word, Word::Number(_));
                    state.events.push(Event::Bracket(adjacent));
                    state.brackets.push((start, state.events.len()));
                    start = at + 1;
                }
                Word::Mark('）') => {
                    let (outer, events) = state.brackets.pop().unwrap_or((at + 1, 0));
                    let empty = !state.events[events.min(state.events.len())..].iter().any(|event| matches!(event, Event::Number(..)));
                    state.events.push(Event::Close);
                    start = if empty && events > 0 { outer } else { at + 1 };
                }
                Word::Mark(mark) => {
                    self.end_clause(tokens, start..at, state);
                    if mark == '；' {
                        state.events.push(Event::Semicolon);
                        (state.last_year, state.registered) = (false, false);
                    } else if mark == '：' && at > 0 && matches!(tokens[at - 1].word, Word::Number(_)) {
                        state.events.push(Event::Part);
                    }
                    start = at + 1;
                }
                Word::Number(number) => {
                    self.number(page, tokens, start..at, number, state, facts);
                    state.previous = None;
                    start = at + 1;
                }
                Word::No(no) => {
                    let end = tokens[at..].iter().position(|token| matches!(token.word, Word::Mark(_))).map_or(tokens.len(), |length| at + length);
                    if !tokens[at..end].iter().any(|token| matches!(token.word, Word::Number(_))) {
                        facts.extend(self.nothing(page, tokens, (start, at, end), no, state));
                        at = end;
                        continue;
                    }
                }
                Word::AllUpheld | Word::NoLoss => facts.extend(self.clean_record(page, tokens, (start, at), state)),
                Word::Open => state.events.push(Event::Open),
                Word::Part => state.events.push(Event::Part),
                Word::Apart => state.events.push(Event::Apart),
                word => self.scope(page, word, state),
            }
            at += 1;
        }
        self.end_clause(tokens, start..tokens.len(), state);
    }

    /// Words that hold for the rest of the sentence.
    fn scope(&self, page: &Page<'_>, word: Word, state: &mut State) {
        let year = self.report.year;
        match word {
            Word::LastYear => state.last_year = true,
            Word::ThisYear => state.last_year = false,
            Word::Year(named) if named == year => state.last_year = false,
            // In a paragraph that names the report year, or no year but this, the year before is what it says; else it is a slip.
            Word::Year(named) if named + 1 == year => state.last_year = page.dated,
            Word::Year(named) if named < year => state.limited = true,
            Word::Registered => state.registered = true,
            Word::Limit => state.limited = true,
            _ => {}
        }
    }

    /// A clause without a number, or what stands behind its last one.
    fn end_clause(&self, tokens: &[Token], range: Range<usize>, state: &mut State) {
        let subject = Subject::of(&tokens[range.clone()]);
        if subject.is_decisive() {
            self.remember(&subject, state);
            state.previous = Some(range);
        }
    }

    /// What is spoken of from here on.
    fn remember(&self, subject: &Subject, state: &mut State) {
        let areas = subject.main_areas();
        if !areas.is_empty() && !subject.foreign {
            state.disputes.extend(areas.iter().filter(|area| area.is_dispute()));
            state.current = areas;
            state.age = 0;
        } else if subject.foreign && areas.is_empty() {
            state.current.clear();
        }
    }

    fn number(&self, page: &Page<'_>, tokens: &[Token], own: Range<usize>, number: usize, state: &mut State, facts: &mut [Fact]) {
        let at = own.end;
        let numeral = &page.numerals[number];
        let fact = page.places[number];
        let mut subject = Subject::of(&tokens[own.clone()]);
        let each = subject.each;
        let names = self.paired(tokens, own.clone(), &mut subject, state);
        let mut from = own.start;
        if !subject.is_decisive()
            && let Some(previous) = state.previous.clone()
        {
            let earlier = Subject::of(&tokens[previous.clone()]);
            subject.join(&earlier);
            from = previous.start;
        }
        let end = tail_end(tokens, at);
        let before_number = matches!(tokens.get(end), Some(Token { word: Word::Number(_), .. }));
        let behind = Subject::of(&tokens[at + 1..end]);
        let wants_noun = subject.areas.is_empty() && (!subject.handles.is_empty() || !subject.acts.is_empty());
        let mut until = at;
        if !before_number && (!subject.is_decisive() || wants_noun) && behind.is_decisive() && !subject.channel && !subject.foreign {
            subject.join(&behind);
            until = end - 1;
        }
        facts[fact].clause = page.plain.span(&(tokens[from.min(at)].range.start..tokens[until].range.end));
        let told = Told { numeral, fact, names, each };
        if numeral.kind == Kind::Percent || numeral.kind == Kind::Points || subject.is_growth() {
            self.compared(page, &subject, &told, state, facts);
        } else {
            let class = self.counted(page, &subject, &told, state, facts);
            state.events.push(Event::Number(fact, class));
            if state.last_year || subject.compare {
                state.base = Some(fact);
            } else {
                state.antecedent = Some(fact);
            }
        }
        self.remember(&subject, state);
    }

    /// Pairs names with numbers: A、B分别为1件、2件; or lists them: A、B各1件.
    fn paired(&self, tokens: &[Token], own: Range<usize>, subject: &mut Subject, state: &mut State) -> Vec<Subject> {
        let clause = &tokens[own];
        let marker = clause.iter().position(|token| matches!(token.word, Word::Respectively | Word::Each));
        let Some(marker) = marker else {
            if !state.pairs.is_empty() && !subject.is_decisive() {
                *subject = state.pairs.remove(0);
            } else {
                state.pairs.clear();
            }
            return Vec::new();
        };
        let mut named = &clause[..marker];
        if !Subject::of(named).is_decisive()
            && let Some(previous) = state.previous.clone()
        {
            named = &tokens[previous];
        }
        let behind = Subject::of(&clause[marker + 1..]);
        let names: Vec<Subject> = named.split(|token| token.word == Word::And).map(Subject::of).filter(Subject::is_decisive).collect();
        let names: Vec<Subject> = names
            .into_iter()
            .map(|mut name| {
                name.join(&behind);
                name
            })
            .collect();
        if subject.respectively && names.len() > 1 {
            state.pairs = names;
            *subject = state.pairs.remove(0);
            return Vec::new();
        }
        if subject.each && names.len() > 1 { names } else { Vec::new() }
    }

    /// A number of things or of money: what it says of cells.
    fn counted(&self, page: &Page<'_>, subject: &Subject, told: &Told<'_>, state: &State, facts: &mut [Fact]) -> Class {
        let numeral = told.numeral;
        let fallback = if subject.channel {
            Class::Channel
        } else if !subject.handles.is_empty() || subject.total {
            Class::Main
        } else {
            Class::Named
        };
        let silent = subject.foreign || state.registered || subject.channel || subject.compare || page.passage.heading;
        let unit = UNITS.contains(&numeral.unit) || numeral.kind == Kind::Money;
        if silent || !unit || facts[told.fact].live.is_some() {
            return fallback;
        }
        let subjects: Vec<&Subject> = if told.each && !told.names.is_empty() { told.names.iter().collect() } else { vec![subject] };
        let mut meanings = Vec::new();
        let mut current = state.current.clone();
        for subject in subjects {
            let areas = subject.main_areas();
            if !areas.is_empty() {
                current.clone_from(&areas);
            }
            let Some(meaning) = self.meaning(subject, &current, numeral.unit) else { return fallback };
            meanings.push(meaning);
        }
        let class = meanings.first().map_or(fallback, |meaning| meaning.class);
        let loose = meanings.iter().any(|meaning| meaning.loose);
        let clause = &page.passage.words[facts[told.fact].clause.clone()];
        let weak = subject.areas == [Area::Applications] && !self.speaks_of_requests(state) && !clause.contains("公开");
        let plain_unit = !numeral.unit.is_empty() && numeral.unit != "项";
        facts[told.fact].firm = !loose && !weak && plain_unit && !numeral.in_words && self.explained(page, subject, state);
        facts[told.fact].claims = meanings
            .into_iter()
            .filter(|meaning| !meaning.readings.is_empty())
            .map(|meaning| Claim::Cells { readings: meaning.readings, last: state.last_year })
            .collect();
        class
    }

    /// What the words say, by what they are about.
    fn meaning(&self, subject: &Subject, current: &[Area], unit: &str) -> Option<Meaning> {
        let own = subject.main_areas();
        let inherited = own.is_empty();
        let areas = if inherited { current } else { own.as_slice() };
        let money = matches!(unit, "元" | "万元" | "亿元" | "千元");
        let all = |wanted: fn(Area) -> bool| !areas.is_empty() && areas.iter().all(|area| wanted(*area));
        if all(Area::is_requests) {
            return if money || inherited && !subject.outcomes.is_empty() { None } else { self.readings.requests(subject, inherited) };
        }
        if all(Area::is_dispute) {
            let says = !inherited || !subject.outcomes.is_empty();
            return if money || !says || !subject.applicants.is_empty() { None } else { self.readings.disputes(subject, areas) };
        }
        if all(Area::is_document) {
            let says = !inherited || !subject.acts.is_empty();
            return if money || !says { None } else { self.readings.documents(subject, areas) };
        }
        if all(|area| !area.is_requests() && !area.is_dispute() && !area.is_document()) {
            let says = !inherited || subject.acts.contains(&Act::Amount);
            return if says { self.readings.decisions(subject, areas, unit) } else { None };
        }
        None
    }

    /// A percentage, or a difference from last year.
    fn compared(&self, page: &Page<'_>, subject: &Subject, told: &Told<'_>, state: &State, facts: &mut [Fact]) {
        let Some(antecedent) = state.antecedent.filter(|_| told.numeral.kind != Kind::Points) else { return };
        let before = &facts[antecedent];
        let readings: Vec<Reading> = before
            .claims
            .iter()
            .filter_map(|claim| match claim {
                Claim::Cells { readings, last: false } => Some(readings.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        let exact = before.approximation == Approximation::Exact && !before.rounded;
        let (firm, value, same_unit) = (before.firm, before.value, before.unit == told.numeral.unit);
        let percent = told.numeral.kind == Kind::Percent;
        let explained = self.explained(page, subject, state);
        if subject.is_growth() && subject.rows.is_empty() && subject.applicants.is_empty() {
            if !exact || !percent && !same_unit {
                return;
            }
            let base = state.base.filter(|base| facts[*base].unit == facts[antecedent].unit).map(|base| facts[base].value);
            let down = subject.down && !subject.up;
            facts[told.fact].claims = vec![Claim::Growth(Growth { current: value, base, readings, down, percent })];
            facts[told.fact].firm = explained && (firm || base.is_some());
        } else if percent && !subject.is_growth() && exact && (subject.share || subject.is_decisive()) && !subject.foreign {
            let named = !subject.rows.is_empty() || !subject.applicants.is_empty() || !subject.outcomes.is_empty();
            let meaning = if named { self.meaning(subject, &state.current, "件") } else { None };
            let parts: Vec<Side> = meaning.into_iter().flat_map(|meaning| meaning.readings).map(Side::Cells).collect();
            let texts =
                facts[..antecedent].iter().filter(|fact| fact.sentence == facts[antecedent].sentence && fact.paragraph == page.passage.paragraph);
            let mut wholes: Vec<Side> =
                texts.filter(|fact| fact.spot == page.passage.spot && fact.kind == Kind::Count).map(|fact| Side::Number(fact.value)).collect();
            let requests = state.current.iter().any(|area| area.is_requests());
            if requests {
                wholes.extend(self.readings.received(&["total"]).into_iter().map(Side::Cells));
                wholes.extend(self.readings.rows(&["total"], &["total"]).map(Side::Cells));
            }
            // The number before is the part, or, where the percentage names its own part, perhaps the whole.
            let of_number = wholes.iter().map(|whole| (Side::Number(value), whole.clone()));
            let of_cells = parts.iter().flat_map(|part| wholes.iter().cloned().chain([Side::Number(value)]).map(move |whole| (part.clone(), whole)));
            let pairs = of_cells.chain(of_number).collect();
            facts[told.fact].claims = vec![Claim::Share(pairs)];
            facts[told.fact].firm = explained && firm && requests && subject.share;
        }
    }

    /// 未收到申请, 无行政复议: nothing stands in these cells.
    fn nothing(&self, page: &Page<'_>, tokens: &[Token], (start, at, end): (usize, usize, usize), no: No, state: &mut State) -> Option<Fact> {
        tokens[start..end].iter().for_each(|token| self.scope(page, token.word, state));
        let before = Subject::of(&tokens[start..at]);
        let mut subject = Subject::of(&tokens[at + 1..end]);
        let areas = subject.main_areas();
        let known_before = self.speaks_of_requests(state);
        self.remember(&subject, state);
        let last = tokens[at..end].iter().rposition(|token| !matches!(token.word, Word::Unknown | Word::Filler | Word::Mark(_))).unwrap_or(0);
        let known = if areas.is_empty() { state.current.as_slice() } else { areas.as_slice() };
        let all = |wanted: fn(Area) -> bool| !known.is_empty() && known.iter().all(|area| wanted(*area));
        let reading =
            if subject.foreign || before.foreign || state.registered || areas.is_empty() && subject.rows.is_empty() && subject.handles.is_empty() {
                None
            } else if all(Area::is_requests) && matches!(no, No::Received | No::Any) {
                let carries = subject.handles.iter().any(|handle| matches!(handle, Handle::CarriedIn | Handle::CarriedOut | Handle::Carried));
                if no == No::Any && areas.is_empty() && !carries && subject.rows.is_empty() {
                    None
                } else if subject.rows.is_empty() && subject.applicants.is_empty() && !carries {
                    self.readings.received(&["total"]).into_iter().next()
                } else {
                    self.readings
                        .requests(&subject, areas.is_empty())
                        .filter(|meaning| !meaning.loose)
                        .and_then(|meaning| meaning.readings.into_iter().next())
                }
            } else if all(Area::is_dispute) && matches!(no, No::Received | No::Any) && !areas.is_empty() {
                self.readings.disputes(&subject, known).and_then(|meaning| meaning.readings.into_iter().next())
            } else if all(Area::is_document) && !areas.is_empty() && no != No::Received {
                let act = if no == No::Repealed { Act::Repealed } else { Act::Issued };
                if no != No::Any || subject.acts.is_empty() {
                    subject.acts = vec![act];
                }
                self.readings.documents(&subject, known).and_then(|meaning| meaning.readings.into_iter().next())
            } else {
                None
            };
        let mut joined = before;
        joined.join(&subject);
        let clause = &page.plain.text[tokens[start].range.start..tokens[at + last].range.end];
        let weak = areas == [Area::Applications] && !known_before && !clause.contains("公开");
        let firm = !weak && self.explained(page, &joined, state) && (no == No::Received || subject.unknown.is_empty());
        let reading = Reading { at_most: false, ..reading? };
        // 无 is said of many things: only what is plain counts.
        if no == No::Any && !firm {
            return None;
        }
        let range = tokens[at].range.start..tokens[at + last].range.end;
        let clause = tokens[start].range.start..range.end;
        let claim = Claim::Cells { readings: vec![reading], last: state.last_year };
        Some(page.zero(range, clause, claim, firm))
    }

    /// 均获维持, 零败诉.
    fn clean_record(&self, page: &Page<'_>, tokens: &[Token], (start, at): (usize, usize), state: &State) -> Option<Fact> {
        let before = Subject::of(&tokens[start..at]);
        let own: Vec<Area> = before.main_areas().into_iter().filter(|area| area.is_dispute()).collect();
        let current: Vec<Area> = state.current.iter().copied().filter(|area| area.is_dispute()).collect();
        let areas = [own, state.disputes.clone(), current].into_iter().find(|areas| !areas.is_empty()).unwrap_or_default();
        let all_areas = [Area::Review, Area::Litigation];
        let upheld = tokens[at].word == Word::AllUpheld;
        if areas.is_empty() && upheld || before.foreign || state.registered || state.last_year {
            return None;
        }
        let reading = self.readings.clean_record(if areas.is_empty() { &all_areas } else { &areas }, upheld)?;
        let firm = self.explained(page, &before, state);
        let range = tokens[at].range.clone();
        Some(page.zero(range.clone(), tokens[start].range.start..range.end, Claim::CleanRecord(reading), firm))
    }

    /// Whether 申请 without more means one for information.
    fn speaks_of_requests(&self, state: &State) -> bool {
        state.current.contains(&Area::Requests) || self.topic.contains(&Area::Requests)
    }

    /// Whether every word around a number is known and none narrows its scope.
    fn explained(&self, page: &Page<'_>, subject: &Subject, state: &State) -> bool {
        let agency = &self.report.agency;
        let office = subject.office && !agency.level.is_grassroots();
        let unknown = subject.unknown.iter().any(|range| !agency.name.contains(&page.plain.text[range.clone()]));
        let section = matches!(page.passage.spot, Spot::Section(_));
        section && !office && !unknown && !state.limited && !subject.limit && !state.registered && !subject.foreign
    }
}

/// A number with what the words around it came to.
struct Told<'a> {
    numeral: &'a Numeral,
    fact: usize,
    /// The names that it holds for: A、B各1件.
    names: Vec<Subject>,
    each: bool,
}

impl Page<'_> {
    /// The fact of a number, without what it says.
    fn fact(&self, numeral: &Numeral) -> Fact {
        let span = self.plain.span(&numeral.whole);
        let live = self.passage.fields.iter().find(|(field, _)| field.start < span.end && span.start < field.end).map(|(_, cell)| *cell);
        Fact {
            spot: self.passage.spot,
            paragraph: self.passage.paragraph,
            clause: span.clone(),
            sentence: span.clone(),
            span,
            text: self.passage.words[self.plain.span(&numeral.digits)].to_owned(),
            value: numeral.value,
            unit: numeral.unit,
            kind: numeral.kind,
            approximation: numeral.approximation,
            negated: false,
            live,
            aside: None,
            step: numeral.step,
            rounded: numeral.rounded,
            claims: Vec::new(),
            firm: false,
        }
    }

    /// The fact of words that stand for 0.
    fn zero(&self, range: Range<usize>, clause: Range<usize>, claim: Claim, firm: bool) -> Fact {
        let span = self.plain.span(&range);
        Fact {
            spot: self.passage.spot,
            paragraph: self.passage.paragraph,
            clause: self.plain.span(&clause),
            sentence: span.clone(),
            text: self.passage.words[span.clone()].to_owned(),
            span,
            value: Decimal::ZERO,
            unit: "",
            kind: Kind::Count,
            approximation: Approximation::Exact,
            negated: true,
            live: None,
            aside: None,
            step: Decimal::from(1),
            rounded: false,
            claims: vec![claim],
            firm,
        }
    }
}

/// Where the words behind a number end: at a mark, at the next number, at 、.
fn tail_end(tokens: &[Token], at: usize) -> usize {
    let ends = |token: &Token| matches!(token.word, Word::Mark(_) | Word::Number(_) | Word::And | Word::No(_));
    tokens[at + 1..].iter().position(ends).map_or(tokens.len(), |length| at + 1 + length)
}

/// Puts the facts of a passage in order, words that stand for 0 among the numbers.
fn sort_from(first: usize, facts: &mut [Fact], lists: &mut [List]) {
    let mut order: Vec<usize> = (first..facts.len()).collect();
    order.sort_by_key(|fact| facts[*fact].span.start);
    if order.is_sorted() {
        return;
    }
    let mut place = vec![0; facts.len()];
    order.iter().enumerate().for_each(|(at, fact)| place[*fact] = first + at);
    let sorted: Vec<Fact> = order.iter().map(|fact| facts[*fact].clone()).collect();
    facts[first..].clone_from_slice(&sorted);
    for list in lists.iter_mut().filter(|list| list.whole >= first) {
        list.whole = place[list.whole];
        list.parts.iter_mut().for_each(|part| *part = place[*part]);
    }
}
