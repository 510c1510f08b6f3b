//! Phrases that mean 0 (未收到申请, 无行政复议), and statements about all disputes (均获维持, 零败诉).

use super::super::TextNumber;
use super::super::claim::{CellReading, Claim};
use super::super::list::PartClass;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::{Area, DocumentAction, Negation, OutcomeRow, Word};
use super::super::token::Token;
use super::universal::says_all;
use super::{ClauseReader, PassageContext, update_topic};
use crate::edition::TOTAL;
use crate::edition::requests::{CARRIED_OUT, NEW};
use crate::number::Decimal;
use std::ops::Range;

/// Outcomes of applications about which there may be disputes of their own.
const CAUSES: [&str; 4] = ["部分公开", "不予公开", "无法提供", "不予处理"];

impl ClauseReader<'_> {
    /// Reads 未收到申请 or 无行政复议 as a claim that the cells hold 0.
    pub(super) fn zero_phrase(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        (start, at, end): (usize, usize, usize),
        no: Negation,
        state: &mut PassageContext,
    ) -> Option<TextNumber> {
        for (word, token) in tokens[start..end].iter().enumerate() {
            self.sentence_word(page, &tokens[start..=start + word], token.word, state);
        }
        let before = Subject::of_clause(&tokens[start..at]);
        let mut subject = if is_zero(page, tokens, (start, at, end)) && !before.is_foreign() {
            // In 行政诉讼为零 the noun stands before.
            Subject::of(&tokens[start..at])
        } else {
            complete(Subject::of(&tokens[at + 1..end]), &before, no, state)
        };
        let areas = subject.main_areas();
        let repeals = subject.acts.ends_with(&[DocumentAction::Repealed]);
        let repeals_too = no == Negation::Issued && repeals;
        let known_before = self.speaks_of_requests(state);
        update_topic(&subject, Scope::Whole, state);
        let says =
            |token: &Token| !matches!(token.word, Word::Unknown | Word::Filler | Word::Mark(_));
        let last = tokens[at..end].iter().rposition(says).unwrap_or(0);
        let known = known_areas(&subject, &areas, state);
        let known = known.as_slice();
        let all =
            |wanted: fn(Area) -> bool| !known.is_empty() && known.iter().all(|area| wanted(*area));
        // In 未发生行政处罚引发的复议 disputes about something else are meant.
        let of_decisions = areas.iter().any(|area| area.is_dispute())
            && subject.areas.iter().any(|area| area.is_decision());
        let reading = if subject.has(Word::Foreign)
            || of_decisions
            || before.is_foreign()
            || state.has(Word::Registered)
            || areas.is_empty()
                && subject.rows.is_empty()
                && subject.handles.is_empty()
                && subject.outcomes.is_empty()
        {
            None
        } else if all(Area::is_requests) && matches!(no, Negation::Received | Negation::Any) {
            let carries = subject.handles.iter().any(|handle| handle.is_carried());
            if no == Negation::Any && areas.is_empty() && !carries && subject.rows.is_empty() {
                None
            } else if subject.rows.is_empty() && subject.applicants.is_empty() && !carries {
                self.readings.received(&[TOTAL]).into_iter().next()
            } else {
                self.readings
                    .requests(&subject, areas.is_empty())
                    .filter(|meaning| !meaning.loose)
                    .and_then(|meaning| {
                        let mut readings = meaning.readings.into_iter();
                        // 无结转 means to the next year.
                        if carries { readings.next_back() } else { readings.next() }
                    })
            }
        } else if all(Area::is_dispute)
            && matches!(no, Negation::Received | Negation::Any)
            && (!areas.is_empty() || !subject.outcomes.is_empty())
        {
            self.readings
                .disputes(&subject, known)
                .and_then(|meaning| meaning.readings.into_iter().next())
        } else if all(Area::is_document) && !areas.is_empty() && no != Negation::Received {
            let act = match no {
                Negation::Repealed => DocumentAction::Repealed,
                _ => DocumentAction::Issued,
            };
            if no != Negation::Any || subject.acts.is_empty() {
                subject.acts = vec![act];
            }
            self.readings
                .documents(&subject, known)
                .and_then(|meaning| meaning.readings.into_iter().next())
        } else if no == Negation::Any
            && !areas.is_empty()
            && (all(Area::is_decision) || areas == [Area::Procurement])
        {
            self.readings
                .decisions(&subject, known, "件")
                .and_then(|meaning| meaning.readings.into_iter().next())
        } else {
            None
        };
        let mut joined = before;
        joined.join(&subject);
        joined.clause_words.remove(Word::Items);
        let clause = &page.plain.text[tokens[start].range.start..tokens[at + last].range.end];
        let weak = areas == [Area::Applications]
            && !subject.is_of_requests()
            && !known_before
            && !clause.contains("公开");
        let scope = if weak { Scope::Open } else { self.scope_of(page, &joined, state) };
        let reading = CellReading { at_most: false, ..reading? };
        // 无 has many uses, so it counts only where every word around it is known, or where an
        // outcome is named.
        let carries = subject.handles.iter().any(|handle| handle.is_carried());
        let names_outcome = !subject.rows.is_empty() || !subject.outcomes.is_empty();
        let is_named = names_outcome || carries || all(Area::is_decision);
        let is_vague = self.names_unknown(page, &joined) && !is_named;
        if no == Negation::Any && (scope != Scope::Whole || is_vague) {
            return None;
        }
        let range = tokens[at].range.start..tokens[at + last].range.end;
        let clause = tokens[start].range.start..range.end;
        let claim = Claim::Cells { readings: vec![reading], last: state.last_year };
        let is_direct = self.denies_directly(page, tokens, (start, at, end), state);
        let mut phrase = page.zero(range, clause, claim, scope);
        phrase.claims.extend(repeals_too.then(|| self.repealed(&subject, known)).flatten());
        Some(TextNumber { is_direct, ..phrase })
    }

    /// That nothing was repealed, which 没有制发和废止规范性文件 says too.
    fn repealed(&self, subject: &Subject, areas: &[Area]) -> Option<Claim> {
        let words = Subject { acts: vec![DocumentAction::Repealed], ..subject.clone() };
        let readings = self.readings.documents(&words, areas)?.readings;
        Some(Claim::Cells { readings: readings.into_iter().take(1).collect(), last: false })
    }

    /// Reads 均已办结 as a claim that nothing is carried over to the next year. 均按时办结 is not one:
    /// it may speak of those that were due.
    pub(super) fn all_closed(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        range: Range<usize>,
        (each, at): (usize, usize),
        state: &PassageContext,
    ) -> Option<TextNumber> {
        /// The limit keeps the time linear.
        const MOST_TOKENS: usize = 24;
        const ON_TIME: [&str; 7] = ["按时", "按期", "期限", "时限", "及时", "期内", "规定"];
        let clause = &tokens[range.clone()];
        let subject = Subject::of_clause(clause);
        let text = &page.plain.text[clause.first()?.range.start..clause.last()?.range.end];
        let own = subject.main_areas();
        let closed = matches!(tokens[at].word, Word::Outcome(_));
        // In 直接起诉3件未审结，复议后起诉3件均已审结 those of the number are meant.
        let behind_number = range.start > 0
            && matches!(tokens[range.start - 1].word, Word::Number(_))
            && !state.current.is_empty();
        let areas = if !own.is_empty() {
            &own
        } else if closed && behind_number && state.current.iter().all(|area| area.is_dispute()) {
            &state.current
        } else if closed && !state.disputes.is_empty() {
            &state.disputes
        } else {
            &state.current
        };
        let all =
            |wanted: fn(Area) -> bool| !areas.is_empty() && areas.iter().all(|area| wanted(*area));
        let says = subject.rows.is_empty()
            && !state.has(Word::Except)
            && subject.unknown.iter().all(|(_, place)| *place != Place::Noun)
            && !subject.narrowed
            && !subject.is_foreign()
            && !ON_TIME.iter().any(|word| text.contains(word))
            // 均依法答复 says how, and 均已依法答复 that it is done.
            && (!text.contains("依法") || text.contains('已'));
        // Behind 新收的40件和上年结转的2件 all of both are meant.
        let carries = |class: &PartClass| matches!(class, PartClass::Carried | PartClass::Main);
        let before = &tokens[range.start.saturating_sub(MOST_TOKENS)..range.start];
        let adds =
            |token: &Token| ["连同", "加上"].contains(&&page.plain.text[token.range.clone()]);
        // So are those of 收到的申请连同上年结转的13件.
        let of_both = state.classes().take_while(carries).count() > 1 || before.iter().any(adds);
        let names_requests = |clause: &Range<usize>| {
            let areas = Subject::of_clause(&tokens[clause.clone()]).main_areas();
            !areas.is_empty() && areas.iter().all(|area| area.is_requests())
        };
        let whole = match state.last_class() {
            Some(class) => {
                class == PartClass::Main || of_both || closed && class == PartClass::Document
            }
            None => !own.is_empty() || state.previous.as_ref().is_some_and(names_requests),
        };
        // In 上述案件已全部审结 those of the sentences before are meant.
        let of_above = closed && ["上述案件", "以上案件"].iter().any(|w| text.contains(w));
        // In 连同上年结转的12件在内，申请已全部办结 the clause itself names all.
        let whole = whole
            || of_above
            || !closed && !own.is_empty() && !subject.handles.iter().any(|h| h.is_carried());
        let reading = if !says || state.divided.is_some() || !whole {
            None
        } else if all(Area::is_requests) && !closed {
            self.readings.rows(&[CARRIED_OUT], &[TOTAL])
        } else if all(Area::is_dispute) && closed {
            self.readings.pending(areas)
        } else {
            None
        };
        let inherited = if own.is_empty() { state.scope } else { Scope::Whole };
        let scope = self.scope_of(page, &subject, state).max(inherited);
        let claim = Claim::Cells { readings: vec![reading?], last: state.last_year };
        let phrase = tokens[each].range.start..tokens[at].range.end;
        let clause = clause.first()?.range.start..clause.last()?.range.end;
        Some(page.zero(phrase, clause, claim, scope))
    }

    /// Reads 申请人均为自然人 as a claim that nobody else applied.
    pub(super) fn all_of_one_kind(
        &self,
        page: &PassageReader<'_>,
        clause: &[Token],
        subject: &Subject,
        state: &PassageContext,
    ) -> Option<TextNumber> {
        let of_requests = !state.current.is_empty()
            && state.current.iter().chain(&subject.areas).all(|area| area.is_requests());
        // In 结转下年的2件都是自然人申请 only those are meant.
        let of_new = state.whole_rows.as_ref().is_none_or(|r| r.is_empty() || r.contains(&NEW));
        let says = !subject.applicants.is_empty()
            && of_new
            && !state.has(Word::Except)
            && subject.has(Word::Each)
            && !subject.has(Word::Rest)
            && subject.rows.is_empty()
            && subject.unknown.is_empty()
            && !subject.is_foreign();
        if !says || !of_requests {
            return None;
        }
        let reading = self.readings.other_applicants(subject)?;
        let scope = self.scope_of(page, subject, state).max(state.scope);
        let claim = Claim::Cells { readings: vec![reading], last: state.last_year };
        let each = clause.iter().find(|token| token.word == Word::Each)?;
        let whole = clause.first()?.range.start..clause.last()?.range.end;
        Some(page.zero(each.range.start..whole.end, whole, claim, scope))
    }

    /// Reads 行政复议1件，结果被纠正 as a claim about the outcome. It must be of one case, or of all.
    pub(super) fn outcome_of_all(
        &self,
        page: &PassageReader<'_>,
        clause: &[Token],
        subject: &Subject,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let whole = &facts[*state.counts.last()?];
        let says_all = clause.iter().any(|token| says_all(page, token));
        let of_all = whole.value == Decimal::from(1) || says_all;
        let range = clause.first()?.range.start..clause.last()?.range.end;
        let of_requests = !subject.rows.is_empty()
            && subject.outcomes.is_empty()
            && says_all
            && subject.areas.iter().all(|area| area.is_requests());
        // In 150件信访、61件重复申请，均不予处理 all are meant together.
        let of_last = state.counts.len() == 1
            || !of_requests
            || subject.rows.iter().all(|row| {
                matches!(row, OutcomeRow::Granted | OutcomeRow::Partial | OutcomeRow::Other)
            });
        let says_only_that = of_last && (subject.outcomes.len() == 1 || of_requests)
            && !clause.iter().any(|token| {
                !token.word.is_meaning()
                    && page.plain.text[token.range.clone()].contains(['未', '没', '无', '不'])
            })
            && (of_requests || subject.areas.iter().all(|area| state.current.contains(area)))
            // 复议机关责令我镇纠正 says it in other words too.
            && (subject.unknown.is_empty() || !subject.bodies.is_empty())
            && !subject.narrowed
            && !subject.is_foreign()
            && !subject.has(Word::Open)
            && !state.has(Word::Except);
        let of_disputes =
            !state.current.is_empty() && state.current.iter().all(|area| area.is_dispute());
        if !of_all
            || !says_only_that
            || !(of_disputes || of_requests)
            || whole.scope != Scope::Whole
        {
            return None;
        }
        let mut meaning = if of_requests {
            self.readings.requests(subject, true)?
        } else {
            self.readings.disputes(subject, &state.current)?
        };
        meaning.readings.extend(self.of_column(subject, &state.current, "件", state));
        let is_outcome = |token: &&Token| matches!(token.word, Word::Outcome(_) | Word::Row(_));
        let token = clause.iter().find(is_outcome)?;
        let claim = Claim::Cells { readings: meaning.readings, last: state.last_year };
        let scope = self.scope_of(page, subject, state);
        let phrase = page.zero(token.range.clone(), range, claim, scope);
        Some(TextNumber { value: whole.value, ..phrase })
    }

    /// Reads 均获维持 or 零败诉 as a claim that no dispute was lost. `of_one` is whether one number
    /// stands before it in its clause.
    pub(super) fn clean_record(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        (start, at, of_one): (usize, usize, bool),
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let before = Subject::of(&tokens[start..at]);
        // In 涉及县教育局的2件复议案件均获维持 only some are meant.
        let counted = state.counts.last().map(|fact| &facts[*fact]);
        // In 不服部分公开答复提起的复议3件，均获维持 those about one outcome are meant.
        let is_of_cause = |fact: &TextNumber| {
            let clause = &page.passage.text[fact.clause.clone()];
            fact.scope >= Scope::Open && CAUSES.iter().any(|cause| clause.contains(cause))
        };
        if of_one && counted.is_some_and(TextNumber::is_vague) || counted.is_some_and(is_of_cause) {
            return None;
        }
        let own: Vec<Area> =
            before.main_areas().into_iter().filter(|area| area.is_dispute()).collect();
        let current: Vec<Area> =
            state.current.iter().copied().filter(|area| area.is_dispute()).collect();
        // In 直接起诉的8件无一被纠正 those of the number are meant.
        let behind_number = start > 0 && matches!(tokens[start - 1].word, Word::Number(_));
        let counted = if of_one && behind_number { current.clone() } else { Vec::new() };
        let latest = state.disputes[state.disputes_before..].to_vec();
        let mut areas = [own, counted, latest, state.disputes.clone(), current]
            .into_iter()
            .find(|areas| !areas.is_empty())
            .unwrap_or_default();
        let all_areas = [Area::Review, Area::Litigation];
        // In 没有被纠正的行政诉讼案件 the noun stands behind.
        let ends = |token: &Token| {
            matches!(
                token.word,
                Word::Mark(_) | Word::Number(_) | Word::And | Word::AllUpheld | Word::NoLoss
            )
        };
        let end =
            tokens[at + 1..].iter().position(ends).map_or(tokens.len(), |length| at + 1 + length);
        let behind = Subject::of(&tokens[at + 1..end]);
        let behind: Vec<Area> =
            behind.main_areas().into_iter().filter(|area| area.is_dispute()).collect();
        if !behind.is_empty() {
            areas = behind;
        }
        let upheld = tokens[at].word == Word::AllUpheld;
        // Only a lawsuit can be lost, so 败诉 says nothing about 行政复议, whatever the text spoke of
        // before.
        let phrase = &page.plain.text[tokens[at].range.clone()];
        if phrase.contains("败诉") || phrase.contains("胜诉") {
            areas.retain(|area| *area != Area::Review);
            if areas.is_empty() {
                areas.push(Area::Litigation);
            }
        }
        // In 1件被纠正，其余5件均维持 only some are meant.
        if state.has_rest
            || areas.is_empty() && upheld
            || before.is_foreign()
            || state.has(Word::Registered)
            || state.last_year
        {
            return None;
        }
        let mut reading = self
            .readings
            .clean_record(if areas.is_empty() { &all_areas } else { &areas }, upheld)?;
        let of_closed =
            |fact: &TextNumber| of_one && page.passage.text[fact.clause.clone()].contains("审结");
        if state.counts.last().is_some_and(|fact| of_closed(&facts[*fact])) {
            // 已审结的3件均维持 says nothing about those that are pending.
            reading.plus.retain(|(_, cell)| cell.column != "pending");
        }
        let scope = self.scope_of(page, &before, state);
        let range = tokens[at].range.clone();
        let clause = tokens[start].range.start..range.end;
        let is_direct = self.denies_directly(page, tokens, (start, at, at + 1), state);
        let phrase = page.zero(range, clause, Claim::CleanRecord(reading), scope);
        Some(TextNumber { is_direct, ..phrase })
    }
}

/// The words behind a negation, with those that they leave out.
fn complete(
    mut subject: Subject,
    before: &Subject,
    no: Negation,
    state: &PassageContext,
) -> Subject {
    // In 科研机构没有提出申请 the applicants stand before the negation.
    if subject.applicants.is_empty() {
        subject.applicants.clone_from(&before.applicants);
    }
    // 无结转事项 says no more than 无结转.
    if subject.handles.iter().any(|handle| handle.is_carried()) {
        subject.clause_words.remove(Word::Items);
    }
    // In 规范性文件没有废止 the noun stands before the negation.
    let denies_act = matches!(no, Negation::Issued | Negation::Repealed);
    let names_documents =
        !before.areas.is_empty() && before.areas.iter().all(|area| area.is_document());
    if denies_act && subject.areas.is_empty() && names_documents {
        subject.areas.clone_from(&before.areas);
    }
    // In 规范性文件方面，未制发新文件 those are meant.
    let of_documents = subject.areas.is_empty()
        && (matches!(no, Negation::Issued | Negation::Repealed)
            || subject.acts == [DocumentAction::Repealed])
        && subject.has(Word::Matter)
        && !state.current.is_empty()
        && state.current.iter().all(|area| area.is_document());
    if of_documents {
        subject.areas.clone_from(&state.current);
        subject.clause_words.remove(Word::Matter);
    }
    subject
}

/// Whether a clause ends with 为零.
fn is_zero(
    page: &PassageReader<'_>,
    tokens: &[Token],
    (start, at, end): (usize, usize, usize),
) -> bool {
    let text = &page.plain.text[tokens[at].range.clone()];
    at > start
        && at + 1 == end
        // 以申请公开名义索要出版物的情形未再发生
        && (text.contains("再")
            || text == "零"
                && page.plain.text[..tokens[at].range.start].ends_with(['为', '是']))
}

/// What words with these areas speak of: those, the disputes of a body, or what the text speaks of.
fn known_areas(subject: &Subject, areas: &[Area], state: &PassageContext) -> Vec<Area> {
    // Only applications are dealt with by 不予公开 and the like.
    if areas.is_empty() && !subject.rows.is_empty() {
        return vec![Area::Requests];
    }
    let known =
        [areas, &subject.bodies, &state.current].into_iter().find(|areas| !areas.is_empty());
    known.map(<[Area]>::to_vec).unwrap_or_default()
}
