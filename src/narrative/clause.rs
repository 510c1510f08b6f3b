//! Walks through a passage clause by clause and says of every number what the words around it make
//! of it.

use super::claim::{Claim, Growth, Meaning, Reading, Readings, Side};
use super::list::{Class, Event, List, lists};
use super::numeral::{Numeral, numbers};
use super::page::Page;
use super::plain::Plain;
use super::subject::Subject;
use super::terms::{Act, Area, Handle, Word};
use super::token::{Token, sentences, tokens};
use super::{Approximation, Fact, Kind};
use crate::edition::TOTAL;
use crate::report::{Part, Passage, Report, Spot};
use std::ops::Range;

/// Units in which cases and documents are counted. Numbers in others (人, 期, 场) say nothing of
/// cells.
const UNITS: [&str; 11] = ["件", "条", "份", "宗", "个", "次", "起", "例", "项", "件次", ""];

/// Reads passages in the order of print; remembers under which heading it is.
pub(super) struct Reader<'a> {
    report: &'a Report,
    pub(super) readings: Readings<'a>,
    /// What the part or the heading is about.
    topic: Vec<Area>,
    part: Option<Part>,
}

/// Where one is in a passage.
#[derive(Default)]
pub(super) struct State {
    /// What was spoken of last.
    pub current: Vec<Area>,
    /// Sentences since.
    age: usize,
    /// The latest clause without a number, since the last number.
    previous: Option<Range<usize>>,
    /// Disputes named in this sentence.
    pub disputes: Vec<Area>,
    pub last_year: bool,
    /// Words that hold for the sentence: 备案, 上半年.
    said: Vec<Word>,
    /// Whether what was spoken of last may be something narrower than the tables count.
    doubtful: bool,
    /// What happened to the documents counted last: 制发规章2件、规范性文件11件.
    acts: Vec<Act>,
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

/// The unit of 采购总金额, if one was picked.
pub(super) fn procurement_unit(report: &Report) -> Option<&str> {
    report.units.iter().find(|(id, _)| id.row == "procurement").map(|(_, unit)| unit.as_str())
}

impl<'a> Reader<'a> {
    /// A reader at the top of the report.
    pub fn new(report: &'a Report) -> Self {
        let readings = Readings { form: report.form(), procurement_unit: procurement_unit(report) };
        Self { report, readings, topic: Vec::new(), part: None }
    }

    /// Reads a passage: its numbers go to `facts`, wholes with parts to `found`.
    pub fn read(&mut self, passage: &Passage, facts: &mut Vec<Fact>, found: &mut Vec<List>) {
        let part = passage.spot.part();
        if part != self.part {
            self.part = part;
            self.topic =
                if part == Some(Part::Requests) { vec![Area::Requests] } else { Vec::new() };
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
        let tells =
            |word| word == Word::Year(year) || matches!(word, Word::ThisYear | Word::LastYear);
        // With the report of the year before at hand, what is said of that year can be looked up.
        let dated = self.report.comparable_last_year().is_some()
            || tokens.iter().any(|token| tells(token.word));
        let page = Page { passage, plain: &plain, numerals: &numerals, places: &places, dated };
        facts.extend(numerals.iter().map(|numeral| page.fact(numeral)));
        let first = facts.len() - numerals.len();
        let mut state = State { current: self.topic.clone(), ..State::default() };
        for sentence in sentences(&tokens) {
            let span = sentence
                .first()
                .zip(sentence.last())
                .map_or(0..0, |(first, last)| plain.span(&(first.range.start..last.range.end)));
            let before = facts.len();
            facts[first..]
                .iter_mut()
                .filter(|fact| span.contains(&fact.span.start))
                .for_each(|fact| fact.sentence = span.clone());
            self.sentence(&page, sentence, &mut state, facts);
            facts[before..].iter_mut().for_each(|fact| fact.sentence = span.clone());
            lists(&state.events, facts, found);
            self.end_sentence(sentence, &mut state);
        }
        facts[first..first + numerals.len()]
            .iter_mut()
            .zip(&numerals)
            .filter(|(fact, numeral)| numeral.in_words && fact.claims.is_empty())
            .for_each(|(fact, _)| {
                fact.kind = if fact.kind.counts() { Kind::Words } else { fact.kind };
            });
        sort_from(first, facts, found);
    }

    /// What carries over to the next sentence. A sentence that is a run-in heading （二）依申请公开情况。
    /// speaks for its whole paragraph.
    fn end_sentence(&mut self, sentence: &[Token], state: &mut State) {
        let counted = state.events.iter().any(|event| matches!(event, Event::Number(..)));
        let runs_in = sentence.len() <= 10
            && matches!(sentence.first(), Some(Token { word: Word::Mark('（'), .. }));
        if runs_in && !counted {
            self.topic = Subject::of(&sentence[3.min(sentence.len())..]).main_areas();
            state.current.clone_from(&self.topic);
        }
        state.age += 1;
        let (current, doubtful) = if state.age > 1 {
            (self.topic.clone(), false)
        } else {
            (std::mem::take(&mut state.current), state.doubtful)
        };
        *state = State { current, doubtful, age: state.age, ..State::default() };
    }

    fn sentence(
        &self,
        page: &Page<'_>,
        tokens: &[Token],
        state: &mut State,
        facts: &mut Vec<Fact>,
    ) {
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
                    let empty = !state.events[events.min(state.events.len())..]
                        .iter()
                        .any(|event| matches!(event, Event::Number(..)));
                    state.events.push(Event::Close);
                    start = if empty && events > 0 { outer } else { at + 1 };
                }
                Word::Mark(mark) => {
                    self.end_clause(page, tokens, start..at, state);
                    if mark == '；' {
                        state.events.push(Event::Semicolon);
                        state.last_year = false;
                        state.said.retain(|word| *word == Word::Limit);
                        state.acts.clear();
                    } else if mark == '：'
                        && at > 0
                        && matches!(tokens[at - 1].word, Word::Number(_))
                    {
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
                    let end = tokens[at..]
                        .iter()
                        .position(|token| matches!(token.word, Word::Mark(_)))
                        .map_or(tokens.len(), |length| at + length);
                    if !tokens[at..end].iter().any(|token| matches!(token.word, Word::Number(_))) {
                        facts.extend(self.nothing(page, tokens, (start, at, end), no, state));
                        at = end;
                        continue;
                    }
                }
                Word::AllUpheld | Word::NoLoss => {
                    facts.extend(self.clean_record(page, tokens, (start, at), state));
                    start = at + 1;
                }
                Word::Open => state.events.push(Event::Open),
                Word::Part => {
                    state.events.push(Event::Part);
                    state.said.push(Word::Part);
                }
                Word::Apart => state.events.push(Event::Apart),
                word => self.scope(page, word, state),
            }
            at += 1;
        }
        self.end_clause(page, tokens, start..tokens.len(), state);
    }

    /// Words that hold for the rest of the sentence.
    pub(super) fn scope(&self, page: &Page<'_>, word: Word, state: &mut State) {
        let year = self.report.year;
        match word {
            Word::LastYear => state.last_year = true,
            Word::ThisYear => state.last_year = false,
            Word::Year(named) if named == year => state.last_year = false,
            // In a paragraph that tells the years apart the year before is what it says; else it is
            // a slip.
            Word::Year(named) if named + 1 == year => state.last_year = page.dated,
            Word::Year(named) if named < year => state.said.push(Word::Limit),
            Word::Registered | Word::Limit => state.said.push(word),
            _ => {}
        }
    }

    /// A clause without a number, or what stands behind its last one.
    fn end_clause(
        &self,
        page: &Page<'_>,
        tokens: &[Token],
        range: Range<usize>,
        state: &mut State,
    ) {
        let subject = Subject::of(&tokens[range.clone()]);
        if !subject.is_decisive() {
            return;
        }
        let behind_number =
            range.start > 0 && matches!(tokens[range.start - 1].word, Word::Number(_));
        remember(&subject, !subject.areas.is_empty() && self.narrows(page, &subject), state);
        if !behind_number {
            state.previous = Some(range);
        }
    }

    /// Whether a clause without numbers names somebody else: another office, an organ that is not
    /// the one that reports.
    fn narrows(&self, page: &Page<'_>, subject: &Subject) -> bool {
        const ENDINGS: &str = "办村县区市州旗科处室站所司队会部门心";
        const ORGANS: &str = "局委厅院校镇乡街";
        let agency = &self.report.agency;
        // 教育局认真做好…: what stands before 局 is no part of the name of the organ that reports.
        let organ = |range: &Range<usize>| {
            let words = &page.plain.text[range.clone()];
            let mut names = words
                .char_indices()
                .filter(|(_, c)| ORGANS.contains(*c))
                .map(|(at, c)| &words[..at + c.len_utf8()]);
            names.any(|name| !agency.name.contains(name))
                || words.ends_with(|c: char| ENDINGS.contains(c)) && !agency.name.contains(words)
        };
        let office = subject.has(Word::Office) && !agency.level.is_grassroots();
        office
            || self.elsewhere(subject)
            || subject.has(Word::Limit)
            || subject.unknown.iter().any(organ)
    }

    fn number(
        &self,
        page: &Page<'_>,
        tokens: &[Token],
        own: Range<usize>,
        number: usize,
        state: &mut State,
        facts: &mut [Fact],
    ) {
        let at = own.end;
        let numeral = &page.numerals[number];
        let fact = page.places[number];
        let mut subject = Subject::of(&tokens[own.clone()]);
        let each = subject.has(Word::Each);
        let names = paired(tokens, own.clone(), &mut subject, state);
        if !subject.areas.is_empty() && subject.areas.iter().all(|area| area.is_document()) {
            if subject.acts.is_empty() {
                subject.acts.clone_from(&state.acts);
            } else {
                state.acts.clone_from(&subject.acts);
            }
        }
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
        let wants_noun =
            subject.areas.is_empty() && (!subject.handles.is_empty() || !subject.acts.is_empty());
        let mut until = at;
        if !before_number
            && (!subject.is_decisive() || wants_noun)
            && behind.is_decisive()
            && !subject.has(Word::Channel)
            && !subject.has(Word::Foreign)
        {
            subject.join(&behind);
            until = end - 1;
        }
        if !subject.is_decisive()
            && let Some(previous) = state.previous.clone()
        {
            subject.join(&Subject::of(&tokens[previous.clone()]));
            from = previous.start;
        }
        facts[fact].clause =
            page.plain.span(&(tokens[from.min(at)].range.start..tokens[until].range.end));
        if subject.has(Word::OfDisclosure)
            && subject.has(Word::Part)
            && subject.areas.is_empty()
            && state.current.iter().all(|area| area.is_dispute())
            && let Some(whole) = state.antecedent
        {
            // 行政复议25件，其中涉及政府信息公开3件: the table counts these three.
            facts[whole].firm = false;
            subject.areas.clone_from(&state.current);
            subject.said.push(Word::Limit);
        }
        let behind = &tokens[(at + 1).min(tokens.len())..];
        let bracket = behind.iter().take_while(|token| token.word != Word::Mark('）'));
        let excludes = matches!(behind.first(), Some(Token { word: Word::Mark('（'), .. }))
            && bracket.into_iter().any(|token| token.word == Word::Narrow);
        let told = Told { numeral, fact, names, each, excludes, grows: false };
        let grows = subject.is_growth()
            || state.base.is_some()
                && (subject.has(Word::Up) || subject.has(Word::Down))
                && !subject.is_decisive();
        let told = Told { grows, ..told };
        if numeral.kind == Kind::Percent || numeral.kind == Kind::Points || grows {
            self.compared(page, &subject, &told, state, facts);
        } else {
            let class = self.counted(page, &subject, &told, state, facts);
            state.events.push(Event::Number(fact, class));
            if state.last_year || subject.has(Word::Compare) {
                state.base = Some(fact);
            } else {
                state.antecedent = Some(fact);
            }
        }
        let told_of = !facts[fact].claims.is_empty();
        state.age = if told_of { 0 } else { state.age };
        // 主动公开56件，依申请公开12件，不予公开8件 may be about papers, not applications.
        let bare = subject.has(Word::OnRequest) && subject.handles.is_empty();
        let doubtful = bare
            || !subject.areas.is_empty()
                && !facts[fact].firm
                && !self.explained(page, &subject, state);
        remember(&subject, doubtful, state);
    }

    /// A number of things or of money: what it says of cells.
    fn counted(
        &self,
        page: &Page<'_>,
        subject: &Subject,
        told: &Told<'_>,
        state: &State,
        facts: &mut [Fact],
    ) -> Class {
        let numeral = told.numeral;
        let fallback = if subject.has(Word::Channel) {
            Class::Channel
        } else if subject.handles.contains(&Handle::Answered)
            && !subject.handles.contains(&Handle::Received)
        {
            Class::Answered
        } else if !subject.handles.is_empty() || subject.has(Word::Total) {
            Class::Main
        } else {
            Class::Named
        };
        let silent = subject.has(Word::Foreign)
            || state.has(Word::Registered)
            || subject.has(Word::Channel)
            || subject.has(Word::Compare)
            || page.passage.heading;
        let unit = UNITS.contains(&numeral.unit) || numeral.kind == Kind::Money;
        if silent || !unit || facts[told.fact].live.is_some() {
            return fallback;
        }
        let subjects: Vec<&Subject> = if told.each && !told.names.is_empty() {
            told.names.iter().collect()
        } else {
            vec![subject]
        };
        let mut meanings = Vec::new();
        let mut current = state.current.clone();
        for subject in subjects {
            let areas = subject.main_areas();
            if !areas.is_empty() {
                current.clone_from(&areas);
            }
            let Some(meaning) = self.meaning(subject, &current, numeral.unit) else {
                return fallback;
            };
            meanings.push(meaning);
        }
        let class = meanings.first().map_or(fallback, |meaning| meaning.class);
        let loose = meanings.iter().any(|meaning| meaning.loose);
        let clause = &page.passage.words[facts[told.fact].clause.clone()];
        let inherited = subject.areas.is_empty();
        let weak = (inherited && state.current == [Area::Applications]
            || subject.areas == [Area::Applications] && !clause.contains("公开"))
            && !self.speaks_of_requests(state);
        let plain_unit = !numeral.unit.is_empty() && numeral.unit != "项";
        // In a list of parts, 答复 may be one of them; 不含 in brackets behind a number narrows it.
        let part = state.has(Word::Part) && class.is_whole();
        let doubtful = part
            || told.excludes
            || state.doubtful && (inherited || subject.areas == [Area::Applications]);
        facts[told.fact].firm = !loose
            && !weak
            && !doubtful
            && plain_unit
            && !numeral.in_words
            && self.explained(page, subject, state);
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
        let all =
            |wanted: fn(Area) -> bool| !areas.is_empty() && areas.iter().all(|area| wanted(*area));
        if all(Area::is_requests) {
            return if money || inherited && !subject.outcomes.is_empty() {
                None
            } else {
                self.readings.requests(subject, inherited)
            };
        }
        if all(Area::is_dispute) {
            let says = !inherited || !subject.outcomes.is_empty();
            return if money || !says || !subject.applicants.is_empty() {
                None
            } else {
                self.readings.disputes(subject, areas)
            };
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
    fn compared(
        &self,
        page: &Page<'_>,
        subject: &Subject,
        told: &Told<'_>,
        state: &State,
        facts: &mut [Fact],
    ) {
        let Some(antecedent) = state.antecedent.filter(|_| told.numeral.kind != Kind::Points)
        else {
            return;
        };
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
        let (firm, value, same_unit) =
            (before.firm, before.value, before.unit == told.numeral.unit);
        let percent = told.numeral.kind == Kind::Percent;
        let explained = self.explained(page, subject, state);
        if told.grows && subject.rows.is_empty() && subject.applicants.is_empty() {
            if !exact || !percent && !same_unit {
                return;
            }
            let base = state
                .base
                .filter(|base| facts[*base].unit == facts[antecedent].unit)
                .map(|base| facts[base].value);
            let down = subject.has(Word::Down) && !subject.has(Word::Up);
            facts[told.fact].claims =
                vec![Claim::Growth(Growth { current: value, base, readings, down, percent })];
            facts[told.fact].firm = explained && (firm || base.is_some());
        } else if percent
            && !told.grows
            && exact
            && (subject.has(Word::Share) || subject.is_decisive())
            && !subject.has(Word::Foreign)
        {
            let named = !subject.rows.is_empty()
                || !subject.applicants.is_empty()
                || !subject.outcomes.is_empty();
            let meaning = if named { self.meaning(subject, &state.current, "件") } else { None };
            let parts: Vec<Side> =
                meaning.into_iter().flat_map(|meaning| meaning.readings).map(Side::Cells).collect();
            let texts = facts[..antecedent]
                .iter()
                .filter(|fact| fact.paragraph == page.passage.paragraph && fact.value >= value);
            let mut wholes: Vec<Side> = texts
                .filter(|fact| fact.spot == page.passage.spot && fact.kind == Kind::Count)
                .map(|fact| Side::Number(fact.value))
                .collect();
            let requests = state.current.iter().any(|area| area.is_requests());
            if requests {
                wholes.extend(self.readings.received(&[TOTAL]).into_iter().map(Side::Cells));
                wholes.extend(self.readings.rows(&[TOTAL], &[TOTAL]).map(Side::Cells));
            }
            if !requests && state.current.iter().all(|area| area.is_dispute()) {
                let totals = self.readings.disputes(&Subject::default(), &state.current);
                wholes.extend(
                    totals.into_iter().flat_map(|meaning| meaning.readings).map(Side::Cells),
                );
            }
            // The number before is the part, or, where the percentage names its own part, perhaps
            // the whole.
            let of_number = wholes.iter().map(|whole| (Side::Number(value), whole.clone()));
            let of_cells = parts.iter().flat_map(|part| {
                wholes
                    .iter()
                    .cloned()
                    .chain([Side::Number(value)])
                    .map(move |whole| (part.clone(), whole))
            });
            let pairs = of_cells.chain(of_number).collect();
            facts[told.fact].claims = vec![Claim::Share(pairs)];
            facts[told.fact].firm = explained && firm && requests && subject.has(Word::Share);
        }
    }

    /// Whether the words speak of an area that is not that of the organ: 全县 in the report of a
    /// township.
    fn elsewhere(&self, subject: &Subject) -> bool {
        const OFFICES: [&str; 4] = ["人民政府", "办事处", "管理委员会", "管委会"];
        let name = self.report.agency.name.as_str();
        let area = OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
        !area.is_empty() && subject.realms().any(|realm| !area.ends_with(realm))
    }

    /// Whether 申请 without more means one for information.
    pub(super) fn speaks_of_requests(&self, state: &State) -> bool {
        state.current.contains(&Area::Requests) || self.topic.contains(&Area::Requests)
    }

    /// Whether every word around a number is known and none narrows its scope.
    pub(super) fn explained(&self, page: &Page<'_>, subject: &Subject, state: &State) -> bool {
        let agency = &self.report.agency;
        let office = subject.has(Word::Office) && !agency.level.is_grassroots();
        let unknown = subject
            .unknown
            .iter()
            .any(|range| !agency.name.contains(&page.plain.text[range.clone()]));
        let section = matches!(page.passage.spot, Spot::Section(_));
        section
            && !office
            && !unknown
            && !self.elsewhere(subject)
            && !state.has(Word::Limit)
            && !subject.has(Word::Limit)
            && !state.has(Word::Registered)
            && !subject.has(Word::Foreign)
    }
}

/// What is spoken of from here on.
pub(super) fn remember(subject: &Subject, doubtful: bool, state: &mut State) {
    let areas = subject.main_areas();
    if subject.has(Word::Foreign) {
        if areas.is_empty() {
            state.current.clear();
        }
    } else if areas == [Area::Applications] && state.current.contains(&Area::Requests) {
        // 申请 after 政府信息公开申请 is the same.
        (state.age, state.doubtful) = (0, state.doubtful || doubtful);
    } else if !areas.is_empty() {
        state.disputes.extend(areas.iter().filter(|area| area.is_dispute()));
        (state.current, state.age, state.doubtful) = (areas, 0, doubtful);
    }
}

impl State {
    /// Whether a word with that meaning holds for the sentence.
    pub fn has(&self, word: Word) -> bool {
        self.said.contains(&word)
    }
}

/// Pairs names with numbers: A、B分别为1件、2件; or lists them: A、B各1件.
fn paired(
    tokens: &[Token],
    own: Range<usize>,
    subject: &mut Subject,
    state: &mut State,
) -> Vec<Subject> {
    let clause = &tokens[own];
    let marker =
        clause.iter().position(|token| matches!(token.word, Word::Respectively | Word::Each));
    let Some(marker) = marker else {
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
    let mut names: Vec<Subject> = listed
        .split(|token| token.word == Word::And)
        .map(Subject::of)
        .filter(Subject::is_decisive)
        .collect();
    for name in &mut names {
        name.join(&behind);
    }
    if subject.has(Word::Respectively) && names.len() > 1 {
        state.pairs = names;
        *subject = state.pairs.remove(0);
        return Vec::new();
    }
    if subject.has(Word::Each) && names.len() > 1 { names } else { Vec::new() }
}

/// A number with what the words around it came to.
struct Told<'a> {
    numeral: &'a Numeral,
    fact: usize,
    /// The names that it holds for: A、B各1件.
    names: Vec<Subject>,
    each: bool,
    /// 不含…: what stands in brackets behind it is left out.
    excludes: bool,
    /// Whether it says how much another number grew.
    grows: bool,
}

/// Where the words behind a number end: at a mark, at the next number, at 、.
fn tail_end(tokens: &[Token], at: usize) -> usize {
    let ends = |token: &Token| {
        matches!(token.word, Word::Mark(_) | Word::Number(_) | Word::And | Word::No(_))
    };
    tokens[at + 1..].iter().position(ends).map_or(tokens.len(), |length| at + 1 + length)
}

/// Puts the facts of a passage in order, words that stand for 0 among the numbers.
fn sort_from(first: usize, facts: &mut [Fact], lists: &mut [List]) {
    let mut order: Vec<usize> = (first..facts.len()).collect();
    crate::order::sort_by_key(&mut order, |fact| facts[*fact].span.start);
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
