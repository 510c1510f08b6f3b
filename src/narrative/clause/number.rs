//! Determines what the words of a clause mean for one of its numbers.

use super::super::claim::{CellReading, Claim, Growth, Meaning, ShareTerm};
use super::super::list::{ListEvent, PartClass};
use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::subject::{Place, Subject};
use super::super::terms::{Area, DocumentAction, Handling, OutcomeRow, Word};
use super::super::token::Token;
use super::super::{Approximation, NumberKind, TextNumber};
use super::{ClauseReader, PassageContext, Scope, acts, divide, update_topic};
use crate::edition::{TOTAL, TableKey};
use std::ops::Range;

/// Units in which cases and documents are counted. Numbers with other units (人, 期, 场) state nothing
/// about cells.
const UNITS: [&str; 11] = ["件", "条", "份", "宗", "个", "次", "起", "例", "项", "件次", ""];

/// A number and what the words around it mean for it.
struct NumberContext<'a> {
    numeral: &'a Numeral,
    fact: usize,
    /// The names that it applies to: A、B各1件.
    names: Vec<Subject>,
    each: bool,
    /// Whether brackets behind it exclude something: 不含….
    excludes: bool,
    /// Whether it states how much another number grew or fell.
    grows: bool,
    /// Whether the words behind it say what it counts.
    takes_tail: bool,
}

impl ClauseReader<'_> {
    pub(super) fn number(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        number: usize,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) -> usize {
        let at = own.end;
        let numeral = &page.numerals[number];
        let fact = page.places[number];
        let mut subject = Subject::of(&tokens[own.clone()]);
        let each = subject.has(Word::Each);
        let names = paired(tokens, own.clone(), &mut subject, state);
        if !state.years.is_empty() {
            self.of_year(state.years.remove(0), page, &mut subject, state);
        }
        if subject.has(Word::Respectively) && state.pairs.is_empty() {
            begin_series(page, tokens, at, &subject, state);
        }
        let compares = !state.series.is_empty();
        if compares {
            state.antecedent = state.series.remove(0);
            if !subject.is_growth() {
                subject.clone_from(&state.series_words);
            }
        }
        if !subject.areas.is_empty() && subject.areas.iter().all(|area| area.is_document()) {
            if subject.acts.is_empty() {
                subject.acts.clone_from(&state.acts);
            } else {
                state.acts.clone_from(&subject.acts);
            }
        }
        let mut from = own.start;
        let end = tail_end(tokens, at);
        let before_number = matches!(tokens.get(end), Some(Token { word: Word::Number(_), .. }));
        // Before another number only the noun is taken: 对19件行政诉讼案件出庭应诉率100%.
        let noun = tokens[at + 1..end].iter().position(|token| matches!(token.word, Word::Area(_)));
        let only_noun = before_number || subject.has_meaning();
        let end = if only_noun { noun.map_or(end, |noun| at + 2 + noun) } else { end };
        let behind = Subject::of(&tokens[at + 1..end]);
        let first = tokens[at + 1..end].iter().find(|token| token.word != Word::Filler);
        let noun_first = first.is_some_and(|token| matches!(token.word, Word::Area(_)));
        // In 21起维持、4起被纠正 the words behind each number are its own.
        let inverted = !subject.is_decisive()
            && first.is_some_and(|token| token.word.is_meaning())
            && (!before_number || noun_first);
        let rises = rises_from(page, tokens, own.clone());
        let of_previous = numeral.kind == NumberKind::Percent
            && subject.has(Word::Share)
            && subject.rows.is_empty()
            && subject.applicants.is_empty()
            && subject.outcomes.is_empty();
        if of_previous && let Some(previous) = state.previous.clone() {
            subject.join(&Subject::of_clause(&tokens[previous]));
        }
        if let Some(base) = state.rising.take()
            && !subject.is_decisive()
            && !inverted
        {
            let own_words = std::mem::replace(&mut subject, base);
            let rise = [Word::Up, Word::Down].into_iter().filter(|word| own_words.has(*word));
            subject.clause_words.extend(rise);
            state.last_year = false;
        } else if !subject.is_decisive()
            && !inverted
            && let Some(previous) = state.previous.clone()
        {
            let earlier = Subject::of_clause(&tokens[previous.clone()]);
            subject.join(&earlier);
            from = previous.start;
        }
        let wants_noun = subject.areas.is_empty()
            && (!subject.handles.is_empty()
                || !subject.acts.is_empty()
                || !subject.outcomes.is_empty() && noun_first);
        // In 申请中5件不予公开 the outcome behind the number is that of the number.
        let only_area = !subject.areas.is_empty()
            && subject.rows.is_empty()
            && subject.outcomes.is_empty()
            && subject.handles.is_empty();
        let says_outcome =
            first.is_some_and(|token| matches!(token.word, Word::Outcome(_) | Word::Row(_)));
        let mut until = at;
        let mut done = at + 1;
        let takes_tail = only_area && says_outcome || !subject.is_decisive() || wants_noun;
        if (inverted || !before_number && takes_tail)
            && behind.is_decisive()
            && !subject.has(Word::Channel)
            && !subject.is_foreign()
        {
            subject.join(&behind);
            until = end - 1;
            done = end;
        }
        if let Some(body) = subject.body.filter(|_| subject.areas.is_empty()) {
            let decides = |area: &Area| *area == body || body.is_lawsuit() && area.is_lawsuit();
            if state.current.is_empty() || !state.current.iter().all(decides) {
                subject.areas.push(body);
            }
        }
        inherit_outcome(tokens, own.clone(), end, &mut subject, state);
        let of_last_year = subject.has(Word::Items) && subject.has(Word::LastYear);
        if rises || of_last_year {
            subject.clause_words.push(Word::LastYear);
            state.rising = Some(without_year(&subject));
        }
        if !subject.is_decisive()
            && let Some(previous) = state.previous.clone()
        {
            subject.join(&Subject::of_clause(&tokens[previous.clone()]));
            from = previous.start;
        }
        facts[fact].clause =
            page.plain.span(&(tokens[from.min(at)].range.start..tokens[until].range.end));
        if (state.has(Word::Part) || state.kinds)
            && !subject.is_decisive()
            && names_disclosure(page, &tokens[own.clone()])
            && !state.current.is_empty()
            && state.current.iter().all(|area| area.is_dispute())
            && let Some(whole) = state.antecedent
        {
            // In 行政复议25件，其中涉及政府信息公开3件 the table counts the three cases.
            facts[whole].scope = Scope::Open;
            subject.areas.clone_from(&state.current);
            subject.clause_words.extend([Word::OfDisclosure, Word::Limit]);
        }
        if names_agencies(page, numeral) && acts(page, &tokens[own.clone()]) {
            state.sentence_words.push(Word::Limit);
        }
        let behind = &tokens[(at + 1).min(tokens.len())..];
        let bracket = behind.iter().take_while(|token| token.word != Word::Mark('）'));
        let excludes = matches!(behind.first(), Some(Token { word: Word::Mark('（'), .. }))
            && bracket.into_iter().any(|token| token.word == Word::Narrow);
        let number_context = NumberContext {
            numeral,
            fact,
            names,
            each,
            excludes,
            grows: false,
            takes_tail: done > at + 1,
        };
        let last_year = state.last_year;
        if rises && !subject.has(Word::Items) {
            state.last_year = page.dated;
        }
        let grows = subject.is_growth() && !rises && !subject.has(Word::Items)
            || state.base.is_some()
                && (subject.has(Word::Up) || subject.has(Word::Down))
                && !subject.is_decisive();
        let number_context = NumberContext { grows, ..number_context };
        if numeral.kind == NumberKind::Percent || numeral.kind == NumberKind::Points || grows {
            self.compared(page, &subject, &number_context, state, facts);
        } else {
            let class = self.counted(page, &subject, &number_context, state, facts);
            let sums_up =
                (subject.has(Word::Total) || subject.has(Word::Sum)) && !subject.has_meaning();
            state.events.push(if sums_up {
                ListEvent::Sum(fact)
            } else {
                ListEvent::Number(fact, class)
            });
            let tail = &tokens[at + 1..tail_end(tokens, at)];
            let among = tail.last().is_some_and(|last| {
                page.plain.text[last.range.clone()].ends_with(['中', '里', '内'])
            });
            if done > at + 1 && among {
                divide(state);
            }
            self.told_apart(&subject, class, fact, state, facts);
            if subject.has(Word::Items) {
                state.base = None;
            } else if state.last_year || rises || subject.has(Word::Compare) {
                state.base = Some(fact);
            } else {
                state.antecedent = Some(fact);
                state.counts.push(fact);
            }
        }
        state.last_year = last_year;
        let told_of = !facts[fact].claims.is_empty();
        state.age = if told_of { 0 } else { state.age };
        // 主动公开56件，依申请公开12件，不予公开8件 may count documents and not applications.
        let bare = subject.has(Word::OnRequest) && subject.handles.is_empty();
        let scope = if bare { Scope::Open } else { self.scope_of(page, &subject, state) };
        update_topic(&subject, scope, state);
        done
    }

    /// Determines what a count or an amount states about cells. Returns its class for lists.
    fn counted(
        &self,
        page: &PassageReader<'_>,
        subject: &Subject,
        number_context: &NumberContext<'_>,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) -> PartClass {
        let numeral = number_context.numeral;
        let fallback = if subject.has(Word::Channel) {
            PartClass::Channel
        } else if subject.handles.contains(&Handling::Answered)
            && !subject.handles.contains(&Handling::Received)
        {
            PartClass::Answered
        } else if !subject.handles.is_empty() || subject.has(Word::Total) {
            PartClass::Main
        } else {
            PartClass::Named
        };
        if subject.has(Word::Rest) && !subject.has_meaning() {
            return PartClass::Rest;
        }
        if subject.has(Word::Portion) && subject.rows.is_empty() && subject.applicants.is_empty() {
            return PartClass::Period;
        }
        if subject.has(Word::LastYear) && !state.last_year && !subject.has(Word::Items) {
            // Another year is meant, of which no report is at hand.
            return fallback;
        }
        let is_kind = state.kinds && subject.areas.iter().any(|area| area.is_decision());
        // 各类行政复议案件 are those about anything.
        let of_any_kind = subject.areas.iter().any(|area| area.is_dispute())
            && !subject.has(Word::OfDisclosure)
            && page.passage.text[facts[number_context.fact].clause.clone()].contains("各类");
        let silent = subject.is_foreign()
            || of_any_kind
            || is_kind
            || subject.has(Word::Rate)
            || state.has(Word::Registered)
            || subject.has(Word::Channel)
            || subject.has(Word::Compare)
            || subject.unknown.iter().any(|(_, place)| *place == Place::Noun)
            || page.passage.heading;
        let unit = UNITS.contains(&numeral.unit) || numeral.kind == NumberKind::Money;
        if silent || !unit || facts[number_context.fact].live.is_some() {
            return fallback;
        }
        let subjects: Vec<&Subject> = if number_context.each && !number_context.names.is_empty() {
            number_context.names.iter().collect()
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
            let Some(mut meaning) = self.meaning(subject, &current, numeral.unit) else {
                return fallback;
            };
            // Behind 直接起诉3件、复议后起诉2件 an outcome may be that of all lawsuits.
            if areas.is_empty() && !subject.outcomes.is_empty() {
                let others = [state.disputes.clone(), vec![Area::Litigation]];
                let all = others.iter().filter(|areas| {
                    areas.len() > 1 || current.iter().all(|area| area.is_lawsuit())
                });
                let more = all.filter_map(|areas| self.readings.disputes(subject, areas));
                meaning.readings.extend(more.flat_map(|meaning| meaning.readings));
            }
            meanings.push(meaning);
        }
        let class = meanings.first().map_or(fallback, |meaning| meaning.class);
        let loose = meanings.iter().any(|meaning| meaning.loose);
        let clause = &page.passage.text[facts[number_context.fact].clause.clone()];
        let inherited = subject.areas.is_empty();
        let weak = (inherited && state.current == [Area::Applications]
            || subject.areas == [Area::Applications] && !clause.contains("公开"))
            && !self.speaks_of_requests(state);
        let plain_unit = numeral.rounded && subject.areas.iter().any(|area| area.is_decision())
            || !numeral.unit.is_empty() && (numeral.unit != "项" || subject.has(Word::Items));
        // In a list of parts, 答复 may be one of the parts. 不含 in brackets behind a number narrows
        // it.
        let of_answered = class == PartClass::Carried && state.divided == Some(PartClass::Answered);
        // 其他处理中有2件 are some of them.
        let among = ["中有", "里有", "中的", "中，有"]
            .iter()
            .any(|words| page.plain.text[..numeral.digits.start].ends_with(words));
        let part = state.has(Word::Part) && (class.is_whole() || of_answered)
            || among && !number_context.takes_tail
            || number_context.excludes;
        let mut scope = self.scope_of(page, subject, state);
        // 户籍查询申请 are applications for something else.
        if subject.areas == [Area::Applications] && scope == Scope::Part {
            scope = Scope::Open;
        }
        if part {
            scope = scope.max(Scope::Part);
        }
        if inherited || subject.areas == [Area::Applications] {
            scope = scope.max(state.scope);
        }
        // 办结 after 热线 may speak of calls; 予以公开 speaks of applications wherever it stands.
        let strayed = inherited && state.strayed && class.is_whole();
        // Only of applications is some always less: 行政复议案件 may be of any kind.
        let of_other_tables = !meanings.iter().all(|meaning| {
            meaning.of(TableKey::Requests)
                || meaning.of(TableKey::Disclosure) && subject.areas.iter().all(|a| a.is_decision())
        });
        let all_kinds = state.kinds && !subject.has(Word::OfDisclosure);
        if loose
            || all_kinds && subject.areas.iter().any(|area| area.is_dispute())
            || weak
            || strayed
            || !plain_unit
            || numeral.in_words
            || scope == Scope::Part && of_other_tables
        {
            scope = Scope::Open;
        }
        facts[number_context.fact].scope = scope;
        // The items of last year stand in this year's table.
        let last = state.last_year && !subject.has(Word::Items);
        facts[number_context.fact].claims = meanings
            .into_iter()
            .filter(|meaning| !meaning.readings.is_empty())
            .map(|meaning| Claim::Cells { readings: meaning.readings, last })
            .collect();
        class
    }

    /// The meaning of words, by their subject.
    pub(super) fn meaning(
        &self,
        subject: &Subject,
        current: &[Area],
        unit: &str,
    ) -> Option<Meaning> {
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
            let says = !inherited
                || subject.acts.contains(&DocumentAction::Amount)
                || subject.acts.contains(&DocumentAction::Decided);
            return if says { self.readings.decisions(subject, areas, unit) } else { None };
        }
        None
    }

    /// Lets 答复45件 leave out what the same sentence tells apart: 撤回1件.
    fn told_apart(
        &self,
        subject: &Subject,
        class: PartClass,
        fact: usize,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) {
        let only = |row| subject.rows == [row];
        if only(OutcomeRow::Withdrawn) {
            state.withdrawn = Some(facts[fact].value);
        } else if class == PartClass::Answered || only(OutcomeRow::Other) {
            state.may_omit.push(fact);
        }
        let Some(apart) = state.withdrawn else { return };
        for omitting in state.may_omit.drain(..) {
            for claim in &mut facts[omitting].claims {
                if let Claim::Cells { readings, .. } = claim {
                    let less =
                        readings.iter().map(|reading| CellReading { apart, ..reading.clone() });
                    readings.extend(less.collect::<Vec<CellReading>>());
                }
            }
        }
    }

    /// Determines what a percentage, or a difference from last year, states.
    fn compared(
        &self,
        page: &PassageReader<'_>,
        subject: &Subject,
        number_context: &NumberContext<'_>,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        let percent = number_context.numeral.kind == NumberKind::Percent;
        let scope = self.scope_of(page, subject, state);
        if number_context.numeral.kind == NumberKind::Points {
            return;
        }
        let Some(antecedent) = state.antecedent else {
            if percent && subject.has(Word::Share) && !number_context.grows {
                self.share_of_cells(subject, number_context.fact, scope, state, facts);
            }
            return;
        };
        let before = &facts[antecedent];
        let readings = this_year(before);
        let exact = before.approximation == Approximation::Exact && !before.rounded;
        let firm = before.scope == Scope::Whole;
        let (value, same_unit) = (before.value, before.unit == number_context.numeral.unit);
        if number_context.grows && subject.rows.is_empty() && subject.applicants.is_empty() {
            if !exact || !percent && !same_unit {
                return;
            }
            let base = state
                .base
                .filter(|base| facts[*base].unit == facts[antecedent].unit)
                .map(|base| facts[base].value);
            let down = subject.has(Word::Down) && !subject.has(Word::Up);
            facts[number_context.fact].claims =
                vec![Claim::Growth(Growth { current: value, base, readings, down, percent })];
            facts[number_context.fact].scope =
                if firm || base.is_some() { scope } else { Scope::Open };
        } else if percent
            && !number_context.grows
            && exact
            && !subject.has(Word::Rate)
            && (subject.has(Word::Share) || subject.is_decisive())
            && !subject.is_foreign()
        {
            let named = !subject.rows.is_empty()
                || !subject.applicants.is_empty()
                || !subject.outcomes.is_empty();
            let meaning = if named { self.meaning(subject, &state.current, "件") } else { None };
            let parts: Vec<ShareTerm> = meaning
                .into_iter()
                .flat_map(|meaning| meaning.readings)
                .map(ShareTerm::Cells)
                .collect();
            let texts = facts[..antecedent]
                .iter()
                .filter(|fact| fact.paragraph == page.passage.paragraph && fact.value >= value);
            let mut wholes: Vec<ShareTerm> = texts
                .filter(|fact| fact.spot == page.passage.spot && fact.kind == NumberKind::Count)
                .map(|fact| ShareTerm::Number(fact.value))
                .collect();
            let requests = state.current.iter().any(|area| area.is_requests());
            if requests {
                wholes.extend(self.readings.received(&[TOTAL]).into_iter().map(ShareTerm::Cells));
                wholes.extend(self.readings.rows(&[TOTAL], &[TOTAL]).map(ShareTerm::Cells));
            }
            if !requests && state.current.iter().all(|area| area.is_dispute()) {
                let totals = self.readings.disputes(&Subject::default(), &state.current);
                wholes.extend(
                    totals.into_iter().flat_map(|meaning| meaning.readings).map(ShareTerm::Cells),
                );
            }
            // The preceding number is the part. If the percentage names a part of its own, the
            // preceding number may be the whole.
            let of_number = wholes.iter().map(|whole| (ShareTerm::Number(value), whole.clone()));
            let of_cells = parts.iter().flat_map(|part| {
                wholes
                    .iter()
                    .cloned()
                    .chain([ShareTerm::Number(value)])
                    .map(move |whole| (part.clone(), whole))
            });
            let pairs = of_cells.chain(of_number).collect();
            facts[number_context.fact].claims = vec![Claim::Share(pairs)];
            // In 申请58件，其中网上31件，占53.4% the sentence itself has both terms.
            let told = state.has(Word::Part) && state.counts.len() > 1 && !subject.has_meaning();
            let states = subject.has(Word::Share) && (firm && requests || told);
            facts[number_context.fact].scope = if states { scope } else { Scope::Open };
        }
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

    /// Lets a number speak of a year that was named in a row of years.
    fn of_year(
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
        let before = state.antecedent.map(|fact| &facts[fact]).filter(|fact| {
            compared
                && fact.approximation == Approximation::Exact
                && !fact.rounded
                && fact.scope == Scope::Whole
                && !clause.is_decisive()
        })?;
        let growth = Growth {
            current: before.value,
            base: None,
            readings: this_year(before),
            down: false,
            percent: false,
        };
        let range = tokens[at].range.clone();
        let clause = tokens[start].range.start..range.end;
        let scope = self.scope_of(page, &Subject::default(), state);
        Some(page.zero(range, clause, Claim::Growth(growth), scope))
    }

    /// Whether the words are about another area than that of the agency, such as 全县 in the report
    /// of a township.
    pub(super) fn elsewhere(&self, subject: &Subject) -> bool {
        const OFFICES: [&str; 4] = ["人民政府", "办事处", "管理委员会", "管委会"];
        let name = self.report.agency.name.as_str();
        let area = OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
        !area.is_empty() && subject.areas_as_a_whole().any(|realm| !area.ends_with(realm))
    }
}

/// Whether the words say that something is about disclosure: 政府信息公开类, 涉及信息公开.
fn names_disclosure(page: &PassageReader<'_>, own: &[Token]) -> bool {
    const NAMES: [&str; 3] = ["政府信息公开", "信息公开", "政务公开"];
    own.iter().any(|token| match token.word {
        Word::OfDisclosure => true,
        Word::Filler => NAMES.contains(&&page.plain.text[token.range.clone()]),
        _ => false,
    })
}

/// Whether a number counts agencies or their areas: 12个乡镇, 43家单位.
fn names_agencies(page: &PassageReader<'_>, numeral: &Numeral) -> bool {
    const NOUNS: [&str; 20] = [
        "乡镇",
        "镇",
        "乡",
        "街道",
        "部门",
        "单位",
        "县区",
        "区县",
        "县（",
        "市直",
        "村",
        "社区",
        "委办局",
        "科室",
        "站所",
        "处室",
        "局",
        "企业",
        "县市区",
        "机关",
    ];
    let behind = &page.plain.text[numeral.whole.end..];
    numeral.unit == "家"
        || matches!(numeral.unit, "个" | "") && NOUNS.iter().any(|noun| behind.starts_with(noun))
}

/// The readings of a number by this year's cells.
fn this_year(fact: &TextNumber) -> Vec<CellReading> {
    let of_cells = fact.claims.iter().filter_map(|claim| match claim {
        Claim::Cells { readings, last: false } => Some(readings.clone()),
        _ => None,
    });
    of_cells.flatten().collect()
}

/// Whether a number is the one from which another one rose or fell: 由17件增至20件.
fn rises_from(page: &PassageReader<'_>, tokens: &[Token], own: Range<usize>) -> bool {
    let text = |token: &Token| &page.plain.text[token.range.clone()];
    let from = tokens[own.clone()]
        .iter()
        .any(|token| token.word == Word::Filler && matches!(text(token), "由" | "从"));
    let to = tokens.get(own.end + 1).is_some_and(|token| {
        let rise = text(token);
        token.word == Word::Filler && rise.ends_with(['到', '至', '为']) && rise.chars().count() > 1
    });
    from && to
}

/// The words without the year.
fn without_year(subject: &Subject) -> Subject {
    let mut subject = subject.clone();
    subject.clause_words.retain(|word| *word != Word::LastYear);
    subject
}

/// Lets a noun joined by 、 take over the outcome before the first one: 被纠正的复议3件、诉讼2件.
fn inherit_outcome(
    tokens: &[Token],
    own: Range<usize>,
    end: usize,
    subject: &mut Subject,
    state: &mut PassageContext,
) {
    let clause = &tokens[own.start..end.max(own.end)];
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
fn paired(
    tokens: &[Token],
    own: Range<usize>,
    subject: &mut Subject,
    state: &mut PassageContext,
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
    if subject.has(Word::Respectively) && names.len() > 1 {
        state.pairs = names;
        *subject = state.pairs.remove(0);
        return Vec::new();
    }
    if subject.has(Word::Each) && names.len() > 1 { names } else { Vec::new() }
}

/// Prepares a series of percentages that compare the last counts one by one: 分别增长5%、8%.
fn begin_series(
    page: &PassageReader<'_>,
    tokens: &[Token],
    at: usize,
    subject: &Subject,
    state: &mut PassageContext,
) {
    let percent = |token: &Token| match token.word {
        Word::Number(number) => page.numerals[number].kind == NumberKind::Percent,
        _ => false,
    };
    if !percent(&tokens[at]) || !subject.is_growth() && !subject.has(Word::Share) {
        return;
    }
    let goes_on = |token: &&Token| token.word == Word::And || percent(token);
    let length = tokens[at..].iter().take_while(goes_on).filter(|token| percent(token)).count();
    let counts = state.counts.len().checked_sub(length).map(|first| &state.counts[first..]);
    state.series = match counts {
        Some(counts) => counts.iter().copied().map(Some).collect(),
        None => vec![None; length],
    };
    state.series_words = subject.clone();
}

/// The index where the words behind a number end: at a mark, at the next number, or at 、.
fn tail_end(tokens: &[Token], at: usize) -> usize {
    let ends = |token: &Token| {
        matches!(token.word, Word::Mark(_) | Word::Number(_) | Word::And | Word::No(_))
    };
    tokens[at + 1..].iter().position(ends).map_or(tokens.len(), |length| at + 1 + length)
}
