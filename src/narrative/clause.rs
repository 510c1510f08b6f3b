//! Walks through a passage clause by clause, and determines what the words around each number mean.

mod by_words;
mod clause_bounds;
mod compared;
mod counted;
mod coverage;
mod direct;
mod direction;
mod gather;
mod growth;
mod inherited;
mod items;
mod number;
mod number_context;
mod passage_context;
mod rates;
mod rise;
mod rows;
mod sentence;
mod tail;
mod universal;
mod zero_phrases;

use super::agency_names::own_names;
use super::by_value::account;
use super::list::{List, ListEvent, PartClass, lists};
use super::normalized_text::NormalizedText;
use super::numeral::numbers;
use super::passage_reader::PassageReader;
use super::phrases::join_phrases;
use super::readings::Readings;
use super::scope::Scope;
use super::subject::Subject;
use super::sums::closed_lists;
use super::terms::{Area, DisputeOutcome, Handling, Word};
use super::token::{Token, sentences, tokens};
use super::told::compare_within;
use super::word_set::WordSet;
use super::years::words_by_year;
use super::{NumberKind, TextNumber};
use crate::report::{Part, Passage, Report, Spot};
use clause_bounds::ClauseBounds;
use coverage::acts;
use direction::direction_of;
use passage_context::PassageContext;
use sentence::{
    begins_names, counts_kinds, divides, excludes, names_all_kinds, opens_base, without_office,
};
use std::cell::OnceCell;
use std::ops::Range;

/// Reads passages in the order of print, and keeps the heading above the current passage.
pub(super) struct ClauseReader<'a> {
    report: &'a Report,
    /// The names by which the reporting agency calls itself, the longest first.
    own_names: OnceCell<Vec<String>>,
    pub(super) readings: Readings<'a>,
    /// The subject of the part or the heading.
    topic: Vec<Area>,
    part: Option<Part>,
}

/// The unit of 采购总金额, if the clerk picked one.
pub(super) fn procurement_unit(report: &Report) -> Option<&str> {
    report.units.iter().find(|(id, _)| id.row == "procurement").map(|(_, unit)| unit.as_str())
}

impl<'a> ClauseReader<'a> {
    /// A reader at the start of the report.
    pub fn new(report: &'a Report) -> Self {
        let readings = Readings::new(report.form(), procurement_unit(report));
        Self { report, own_names: OnceCell::new(), readings, topic: Vec::new(), part: None }
    }

    /// Reads a passage. Its numbers are appended to `facts`, and its lists of a whole with parts to
    /// `found`.
    pub fn read(&mut self, passage: &Passage, facts: &mut Vec<TextNumber>, found: &mut Vec<List>) {
        let part = passage.spot.part();
        if part != self.part {
            self.part = part;
            self.topic =
                if part == Some(Part::Requests) { vec![Area::Requests] } else { Vec::new() };
        }
        if matches!(passage.spot, Spot::Heading(_)) {
            return;
        }
        let plain = NormalizedText::new(&passage.text);
        let numerals = numbers(&plain.text);
        let own_names = self.own_names.get_or_init(|| own_names(&self.report.agency.name));
        let mut tokens = tokens(&plain, &numerals, own_names);
        words_by_year(&plain, &mut tokens, self.report.year);
        join_phrases(&plain, &mut tokens, self.report.year);
        let tokens = tokens;
        if passage.heading {
            self.topic = Subject::of(&tokens).main_areas();
        }
        let places: Vec<usize> = (facts.len()..facts.len() + numerals.len()).collect();
        let year = self.report.year;
        let tells =
            |word| word == Word::Year(year) || matches!(word, Word::ThisYear | Word::LastYear);
        // With the report of the year before, statements about that year can be checked.
        let dated = self.report.comparable_last_year().is_some()
            || tokens.iter().any(|token| tells(token.word));
        let page = PassageReader {
            passage,
            plain: &plain,
            numerals: &numerals,
            places: &places,
            dated,
            names_payment: plain.text.contains('缴'),
            counts_documents: ["发文", "公文"].iter().any(|word| plain.text.contains(word)),
        };
        facts.extend(numerals.iter().map(|numeral| page.fact(numeral)));
        let first = facts.len() - numerals.len();
        let mut state = PassageContext { current: self.topic.clone(), ..PassageContext::default() };
        for sentence in sentences(&tokens) {
            let span = sentence
                .first()
                .zip(sentence.last())
                .map_or(0..0, |(first, last)| plain.span(&(first.range.start..last.range.end)));
            let before = facts.len();
            // The facts of the numerals are in the order of the text.
            let of_text = &facts[first..first + numerals.len()];
            let index = |at: usize| first + of_text.partition_point(|fact| fact.span.start < at);
            let own = index(span.start)..index(span.end);
            facts[own.clone()].iter_mut().for_each(|fact| fact.sentence = span.clone());
            self.sentence(&page, sentence, &mut state, facts);
            compare_within(&page, sentence, &self.readings, year, facts);
            facts[before..].iter_mut().for_each(|fact| fact.sentence = span.clone());
            let first_list = found.len();
            let before = if state.splits_anew { state.whole_before } else { state.counted_before };
            let counted = lists(&state.events, before, facts, found);
            closed_lists(&page, sentence, facts, found, first_list);
            account(
                self.report.form(),
                &passage.text,
                (&state.current, &state.nameless),
                own,
                facts,
                found,
            );
            for part in found[first_list..].iter().flat_map(|list| &list.parts) {
                if facts[*part].is_vague() {
                    // In 局机关受理申请64件，直属单位受理22件，加起来共86件 none is the whole.
                    facts[*part].scope = Scope::Other;
                }
            }
            self.by_words(&page, sentence, &state, facts);
            self.end_sentence(sentence, counted, &mut state);
        }
        facts[first..first + numerals.len()]
            .iter_mut()
            .zip(&numerals)
            .filter(|(fact, numeral)| numeral.in_words && fact.claims.is_empty())
            .for_each(|(fact, _)| {
                fact.kind = if fact.kind.counts() { NumberKind::Words } else { fact.kind };
            });
        sort_from(first, facts, found);
    }

    /// Keeps the state that applies to the next sentence. A sentence that is a run-in heading, such
    /// as （二）依申请公开情况。, applies to its whole paragraph.
    fn end_sentence(
        &mut self,
        sentence: &[Token],
        counted_before: Option<(usize, PartClass)>,
        state: &mut PassageContext,
    ) {
        let counted = state
            .events
            .iter()
            .any(|event| matches!(event, ListEvent::Number(..) | ListEvent::Total(..)));
        let runs_in = sentence.len() <= 10
            && matches!(sentence.first(), Some(Token { word: Word::Mark('（'), .. }));
        if runs_in && !counted {
            self.topic = Subject::of(&sentence[3.min(sentence.len())..]).main_areas();
            state.current.clone_from(&self.topic);
        }
        state.age += 1;
        let (current, scope, strayed) = if state.age > 1 {
            (self.topic.clone(), Scope::Whole, false)
        } else {
            (std::mem::take(&mut state.current), state.scope, state.strayed)
        };
        // Without a number, a sentence about some of them does not narrow the next one.
        let scope = if scope == Scope::Part && !counted { Scope::Whole } else { scope };
        let age = state.age;
        let whole_before = state.first_whole().or(state.whole_before.filter(|_| age < 2));
        // Without 上年结转 in the sentence, what follows 新收 divides that.
        let is_only = state.counts.len() == 1;
        let only = |(fact, class)| (fact, if is_only { PartClass::Main } else { class });
        let (counted_before, whole_before) = (counted_before.map(only), whole_before.map(only));
        let foreign_before = scope >= Scope::Open && state.current_is_foreign;
        let of_items = state.of_items && state.counts.is_empty();
        let rows_before = state.whole_rows.take().filter(|_| is_only);
        *state = PassageContext {
            current,
            age,
            of_items,
            scope,
            foreign_before,
            strayed,
            rows_before,
            counted_before,
            whole_before,
            ..PassageContext::default()
        };
    }

    fn sentence(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        state: &mut PassageContext,
        facts: &mut Vec<TextNumber>,
    ) {
        let (mut start, mut at) = (0, 0);
        let mut clause = ClauseBounds::default();
        state.kinds = counts_kinds(tokens) || names_all_kinds(page, tokens);
        state.excludes = excludes(page, tokens);
        while let Some(token) = tokens.get(at) {
            if at >= clause.end {
                clause = ClauseBounds::at(tokens, at);
                state.has_rest = false;
            }
            // The words behind the last number may belong to it.
            let begin = start.min(at);
            match token.word {
                Word::Mark('（') => {
                    let adjacent = at > 0 && matches!(tokens[at - 1].word, Word::Number(_));
                    state.events.push(ListEvent::Bracket(adjacent));
                    // In 过程性信息（32件） the words before the bracket say what is counted.
                    if !adjacent && tokens[..at].last().is_some_and(|token| token.word.is_meaning())
                    {
                        state.previous = Some(begin..at);
                    }
                    state.brackets.push((begin, state.events.len()));
                    state.last_year_outside = state.last_year;
                    state.last_year |= opens_base(&tokens[at.saturating_sub(1)..]);
                    start = at + 1;
                }
                Word::Mark('）') => {
                    start = close_bracket(at, state);
                }
                Word::Mark(mark) => {
                    self.end_clause(page, tokens, begin..at, state, facts);
                    if mark == '；' {
                        state.begin_part();
                    } else if mark == '：'
                        && at > 0
                        && matches!(tokens[at - 1].word, Word::Number(_))
                    {
                        state.events.push(ListEvent::Part);
                    }
                    start = at + 1;
                }
                Word::Number(number) => {
                    start = self.number(page, tokens, begin..at, number, state, facts);
                    facts.extend(Self::outnumbers(page, tokens, begin..at, state, facts));
                    facts.extend(Self::rises_to(page, tokens, begin..at, facts));
                    let fact = page.places[number];
                    if state.antecedent == Some(fact) {
                        let own = &tokens[begin..at];
                        let late = Self::told_late(page, fact, own, state, facts);
                        facts.extend(late);
                    }
                    state.previous = None;
                    clause.numbers += 1;
                }
                Word::No(no) => {
                    if clause.last_number.is_none_or(|number| number < at) {
                        let end = clause.end;
                        let range = (begin, at, end);
                        facts.extend(self.zero_phrase(page, tokens, range, no, state));
                        at = end;
                        continue;
                    }
                }
                Word::AllUpheld | Word::NoLoss => {
                    let range = (begin, at, clause.numbers == 1);
                    facts.extend(self.clean_record(page, tokens, range, state, facts));
                    start = at + 1;
                }
                Word::Flat => {
                    facts.extend(self.no_change(page, tokens, (begin, at), state, facts));
                    start = at + 1;
                }
                Word::Doubled => {
                    facts.extend(Self::doubled(page, tokens, (begin, at), state, facts));
                    start = at + 1;
                }
                Word::Open => state.events.push(ListEvent::Open),
                // In 抽查其中60件 nothing is divided.
                Word::Part if at > 0 && tokens[at - 1].word == Word::Registered => {}
                Word::Part => {
                    let text = &page.plain.text[token.range.clone()];
                    state.splits_anew |= state.events.is_empty() && text.starts_with('按');
                    divide(state);
                }
                Word::Handle(Handling::Answered) | Word::Outcome(DisputeOutcome::Closed)
                    if clause.each.is_some()
                        && clause.last_number.is_none_or(|number| number < at) =>
                {
                    let own = begin..clause.end;
                    let each = clause.each.take().filter(|each| own.contains(each));
                    facts.extend(
                        each.and_then(|each| self.all_closed(page, tokens, own, (each, at), state)),
                    );
                }
                // In 争议共4件，即行政复议2件、行政诉讼1件 the names are the parts.
                Word::Filler if begins_names(page, tokens, at) => divide(state),
                // In 部门举办42场 the verb begins nothing new.
                Word::Apart if !clause.has_agent => state.events.push(ListEvent::Apart),
                Word::And => state.events.push(ListEvent::And),
                word => self.sentence_word(page, &tokens[begin..=at], word, state),
            }
            state.has_rest |= token.word == Word::Rest;
            clause.note(token.word, at);
            at += 1;
        }
        self.end_clause(page, tokens, start.min(tokens.len())..tokens.len(), state, facts);
    }

    /// Handles words that apply to the rest of the sentence. `clause` is the clause up to the word,
    /// which is its last token.
    pub(super) fn sentence_word(
        &self,
        page: &PassageReader<'_>,
        clause: &[Token],
        word: Word,
        state: &mut PassageContext,
    ) {
        let year = self.report.year;
        let (_, before) = clause.split_last().expect("the word itself");
        // In 对2010年以来印发的文件逐一过筛，没有废止… only those are of other years.
        let of_object = || {
            before.first().is_some_and(|first| {
                let text = &page.plain.text[first.range.start..];
                ["对", "就", "针对"].iter().any(|word| text.starts_with(word))
            })
        };
        match word {
            Word::LastYear => state.last_year = true,
            Word::ThisYear => state.last_year = false,
            Word::Year(named) if named == year => state.last_year = false,
            // In a paragraph that distinguishes years, the year before is meant. Otherwise it is a
            // slip.
            Word::Year(named) if named + 1 == year => state.last_year = page.dated,
            Word::Year(named) if named < year && !of_object() => {
                state.sentence_words.push(Word::Limit);
            }
            Word::Since => {
                let since_this_year = matches!(
                    before.last().map(|token| token.word),
                    Some(Word::Year(named)) if named == year
                );
                if !since_this_year && !of_object() {
                    state.sentence_words.push(Word::Limit);
                }
            }
            Word::Registered => state.sentence_words.push(word),
            Word::Except | Word::Such if !state.has(word) => state.sentence_words.push(word),
            // In 加强对各部门的指导 the departments do not act.
            // A township has no other level of its own.
            Word::Limit
                if page.plain.text[clause[before.len()].range.clone()] == *"本级"
                    && self.report.agency.level.is_grassroots() => {}
            Word::Limit | Word::Portion
                if !state.has(word) && acts(page, without_office(page, clause)) =>
            {
                state.sentence_words.push(word);
            }
            _ => {}
        }
    }

    /// Handles the end of a clause: a clause without a number, or the words behind its last number.
    fn end_clause(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        range: Range<usize>,
        state: &mut PassageContext,
        facts: &mut Vec<TextNumber>,
    ) {
        if range.is_empty() {
            return;
        }
        let behind_number =
            range.start > 0 && matches!(tokens[range.start - 1].word, Word::Number(_));
        let text =
            &page.plain.text[tokens[range.start].range.start..tokens[range.end - 1].range.end];
        if divides(text, behind_number) {
            state.splits_anew |= state.events.is_empty() && text.starts_with(['按', '从', '分']);
            divide(state);
        }
        let clause = &tokens[range.clone()];
        let of_base = behind_number && text.starts_with("相比");
        let may_say = of_base
            || Subject::may_be_decisive(WordSet::of_tokens(clause))
            || direction_of(page, clause).is_some();
        if !may_say {
            // Most clauses say nothing else that could be counted.
            facts.extend(self.all_paid(page, clause, state));
            return;
        }
        let subject = Subject::of_clause(clause);
        state.compares |= subject.has(Word::Compare) && !behind_number || of_base;
        facts.extend(self.told_direction(page, tokens, range.clone(), &subject, state, facts));
        let of_requests = |areas: &[Area]| areas.iter().any(|area| area.is_requests());
        // In 申请以征地批文、规划许可为主 the words say what applications ask for.
        let is_theme = text.ends_with("为主")
            && of_requests(&state.current)
            && !subject.areas.is_empty()
            && !of_requests(&subject.areas);
        // In 受理申请以来，各部门密切配合 a time is named, and nothing is said of applications.
        let is_time = tokens[range.end - 1].word == Word::Since;
        facts.extend(self.all_paid(page, clause, state));
        if !subject.is_decisive() || is_theme || is_time {
            return;
        }
        if subject.applicants.len() == 1 && state.counts.is_empty() && !behind_number {
            // In 自然人仍是申请主体，新收482件 the number may be that of the applicants.
            state.column.clone_from(&subject.applicants);
        }
        if subject.is_foreign() && subject.main_areas().is_empty() {
            state.strayed = true;
        } else {
            // In 行政事业性收费按目录执行 what else is named changes nothing.
            let mut named = subject.clone();
            for word in CHANGES_NOTHING {
                named.clause_words.remove(word);
            }
            named.narrowed &= named.areas != [Area::Applications];
            update_topic(&named, self.scope_of(page, &named, state), state);
            // In 行政许可项目，上一年7项 the items are named first.
            let of_items = |area: &Area| area.is_decision() || *area == Area::Fees;
            state.of_items |=
                subject.has(Word::Items) && matches!(&subject.areas[..], [area] if of_items(area));
        }
        let answered = subject.handles.contains(&Handling::Answered)
            || subject.handles.contains(&Handling::Handled);
        if answered && subject.has(Word::Each) && subject.areas.is_empty() {
            // In 上年结转0件，均已答复，其中… all applications are divided.
            state.events.push(ListEvent::All);
        }
        facts.extend(self.all_of_one_kind(page, clause, &subject, state));
        facts.extend(self.all_of_one_suit(page, clause, &subject, state, facts));
        facts.extend(self.outcome_of_all(page, clause, &subject, state, facts));
        facts.extend(self.all_have(page, tokens, range.clone(), state));
        facts.extend(self.all_opened(page, clause, &subject, state, facts));
        if !behind_number {
            // 没有未审结案件 says nothing about the numbers behind it.
            let denies =
                tokens[range.clone()].iter().any(|token| matches!(token.word, Word::No(_)));
            // The numbers behind 新收申请按收件单位划分 are parts.
            let splits = text.contains('按') && text.ends_with('分');
            state.previous = Some(range).filter(|_| !denies && !splits);
        }
    }

    /// Whether 申请 without further words means a request for information.
    pub(super) fn speaks_of_requests(&self, state: &PassageContext) -> bool {
        state.current.contains(&Area::Requests) || self.topic.contains(&Area::Requests)
    }
}

/// Closes a bracket at this index. Returns where the words of the next number begin.
fn close_bracket(at: usize, state: &mut PassageContext) -> usize {
    let (outer, events) = state.brackets.pop().unwrap_or((at + 1, 0));
    let empty = !state.events[events.min(state.events.len())..]
        .iter()
        .any(|event| matches!(event, ListEvent::Number(..) | ListEvent::Total(..)));
    state.events.push(ListEvent::Close);
    state.last_year = state.last_year_outside;
    if empty && events > 0 { outer } else { at + 1 }
}

/// Words that change nothing in a clause without a number.
const CHANGES_NOTHING: [Word; 5] =
    [Word::Foreign, Word::Matter, Word::Items, Word::Limit, Word::Office];

/// Lets what follows divide the last number.
pub(super) fn divide(state: &mut PassageContext) {
    if state.events.is_empty() && state.whole_rows.is_none() {
        state.whole_rows = state.rows_before.take();
    }
    state.events.push(ListEvent::Part);
    state.sentence_words.push(Word::Part);
    state.divided = state.last_class();
    // In 未审结的诉讼5件，其中直接起诉2件 the parts have the outcome of the whole.
    state.of_all_cases = std::mem::take(&mut state.counted_outcomes);
}

/// Updates the current subject with that of a clause.
pub(super) fn update_topic(subject: &Subject, scope: Scope, state: &mut PassageContext) {
    let areas = subject.main_areas();
    let only_matter = subject.has(Word::Matter) && !subject.has(Word::Foreign);
    let of_documents =
        !state.current.is_empty() && state.current.iter().all(|area| area.is_document());
    if subject.is_foreign() && only_matter && of_documents && areas.is_empty() {
        // 存量文件 after 规范性文件 means some of them.
    } else if subject.is_foreign() {
        (state.current, state.scope) = (areas, Scope::Other);
        state.current_is_foreign = true;
        state.foreign_before = false;
    } else if areas == [Area::Applications] && state.current.contains(&Area::Requests) {
        // 申请 after 政府信息公开申请 means the same.
        (state.age, state.scope, state.strayed) = (0, state.scope.max(scope), false);
    } else if !areas.is_empty() {
        state.disputes.extend(areas.iter().filter(|area| area.is_dispute()));
        (state.current, state.age, state.scope, state.strayed) = (areas, 0, scope, false);
        (state.current_is_foreign, state.foreign_before) = (false, false);
    }
}

/// Sorts the facts of a passage by their location, including phrases that mean 0.
fn sort_from(first: usize, facts: &mut [TextNumber], lists: &mut [List]) {
    let mut by_start: Vec<usize> = (first..facts.len()).collect();
    crate::sort::sort_by_key(&mut by_start, |fact| facts[*fact].span.start);
    if by_start.is_sorted() {
        return;
    }
    let mut new_index = vec![0; facts.len()];
    by_start.iter().enumerate().for_each(|(at, fact)| new_index[*fact] = first + at);
    let sorted: Vec<TextNumber> = by_start.iter().map(|fact| facts[*fact].clone()).collect();
    facts[first..].clone_from_slice(&sorted);
    for list in lists.iter_mut().filter(|list| list.whole >= first) {
        list.whole = new_index[list.whole];
        list.parts.iter_mut().for_each(|part| *part = new_index[*part]);
    }
}
