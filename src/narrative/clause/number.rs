//! Gathers the words that belong to a number, before it, behind it and in the clause before, and
//! applies their meaning to it.

use super::super::claim::Claim;
use super::super::list::{ListEvent, PartClass};
use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, Handling, Word};
use super::super::token::Token;
use super::super::{NumberKind, TextNumber};
use super::counted::told_apart;
use super::coverage::acts;
use super::items::imply_items;
use super::number_context::{Change, NumberContext};
use super::rows::{
    begin_series, changes_from, inherit_outcome, is_basis, paired, rises_from, without_year,
};
use super::tail::{Tail, tail_end};
use super::{ClauseReader, PassageContext, divide, update_topic};
use crate::edition::TableKey;
use std::ops::Range;

impl ClauseReader<'_> {
    /// Reads a number. `own` are the tokens between the last boundary and the number, which is the
    /// token behind them. Returns the index of the first token that does not belong to the number.
    pub(super) fn number(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        number: usize,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) -> usize {
        let context = self.gather(page, tokens, own.clone(), number, state, facts);
        let subject = &context.subject;
        if names_agencies(page, context.numeral) && acts(page, &tokens[own.clone()]) {
            state.sentence_words.push(Word::Limit);
        }
        let last_year = state.last_year;
        if context.change == Change::Base && !subject.has(Word::Items) {
            state.last_year = page.dated;
        }
        let of_change = matches!(context.numeral.kind, NumberKind::Percent | NumberKind::Points);
        if of_change || context.change == Change::Growth {
            self.compared(page, &context, state, facts);
        } else {
            self.count(page, tokens, own.end, &context, state, facts);
        }
        state.last_year = last_year;
        let told_of = !facts[context.fact].claims.is_empty();
        state.age = if told_of { 0 } else { state.age };
        // 主动公开56件，依申请公开12件，不予公开8件 may count documents and not applications.
        let bare = subject.has(Word::OnRequest) && subject.handles.is_empty();
        let areas = subject.main_areas();
        let disputes = !areas.is_empty() && areas.iter().all(|area| area.is_dispute());
        let scope = match self.scope_of(page, subject, state) {
            _ if bare || subject.has(Word::Apart) && disputes => Scope::Open,
            scope => scope,
        };
        update_topic(subject, scope, state);
        // 信用修复申请 are applications for something else, which may be what was 办结.
        state.strayed |= scope == Scope::Part && areas == [Area::Applications];
        context.end
    }

    /// Reads a number that counts, which others may divide or be compared with. `at` is the index
    /// of its token.
    fn count(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        at: usize,
        context: &NumberContext<'_>,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) {
        let (subject, fact) = (&context.subject, context.fact);
        let class = self.counted(page, context, state, facts);
        let row = tokens[..at].iter().rposition(|token| matches!(token.word, Word::Number(_)));
        let joined = row.is_some_and(|row| {
            let between = &tokens[row + 1..at];
            let marked = between.iter().any(|token| matches!(token.word, Word::Mark(_)));
            !marked && between.iter().any(|token| token.word == Word::And)
        });
        let own_scope = self.scope_of(page, subject, state);
        if joined && !subject.areas.is_empty() {
            let shared =
                if state.row_scope == Scope::Part && subject.areas.iter().any(|a| a.is_dispute()) {
                    Scope::Open
                } else {
                    state.row_scope
                };
            facts[fact].scope = facts[fact].scope.max(shared);
        } else {
            state.row_scope = own_scope;
        }
        let sums_up = (subject.has(Word::Total) || subject.has(Word::Sum))
            && !subject.has(Word::Rest)
            && !subject.has_meaning();
        // In 115件（2018年为125件） the second number is no part of the first.
        let of_other_year = || {
            let inside = |token: &&Token| token.word != Word::Mark('（');
            state.last_year
                || tokens[..at].iter().rev().take_while(inside).any(|token| match token.word {
                    Word::Year(year) => year != self.report.year,
                    _ => false,
                })
        };
        if sums_up {
            state.events.push(ListEvent::Sum(fact, subject.several));
        } else if subject.has(Word::Total)
            && (class.is_whole() || class == PartClass::Carried)
            && state.brackets.is_empty()
        {
            state.events.push(ListEvent::Total(fact, class));
        } else if state.brackets.is_empty() || !of_other_year() {
            state.events.push(ListEvent::Number(fact, class));
        }
        let tail = &tokens[at + 1..tail_end(tokens, at)];
        let among = tail
            .last()
            .is_some_and(|last| page.plain.text[last.range.clone()].ends_with(['中', '里', '内']));
        if context.takes_tail && among {
            divide(state);
        }
        told_apart(subject, class, fact, state, facts);
        state.of_items = subject.has(Word::Items);
        if let [area] = subject.main_areas()[..]
            && !state.counted.contains(&area)
        {
            state.counted.push(area);
        }
        if subject.applicants.is_empty() && class != PartClass::Rest {
            state.whole_rows = Some(rows_counted(&facts[fact]));
        }
        if subject.has(Word::Items) {
            state.base = None;
            state.antecedent = None;
        } else if state.last_year || context.change == Change::Base || subject.has(Word::Compare) {
            state.base = Some(fact);
        } else {
            let is_whole = subject.has(Word::Share) || is_measure(page, &tokens[at + 1..]);
            state.share_of = state.antecedent.filter(|_| is_whole).map(|part| (part, fact));
            state.antecedent = Some(fact);
            state.counts.push(fact);
        }
    }

    /// The words before a number, with those of a row of names, years or percentages that it
    /// belongs to, and the names that it applies to: A、B各1件.
    fn own_words(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        state: &mut PassageContext,
    ) -> (Subject, Vec<Subject>) {
        let at = own.end;
        let mut subject = Subject::of(&tokens[own.clone()]);
        let each = subject.has(Word::Each);
        let names = paired(tokens, own, &mut subject, state);
        if !state.years.is_empty() {
            self.of_year(state.years.remove(0), page, &mut subject, state);
        }
        if (subject.has(Word::Respectively) || subject.is_growth())
            && state.pairs.is_empty()
            && state.series.is_empty()
        {
            begin_series(page, tokens, at, &subject, state);
        }
        if !state.series.is_empty() {
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
        (subject, if each { names } else { Vec::new() })
    }

    /// Gathers the words that belong to a number.
    fn gather<'a>(
        &self,
        page: &PassageReader<'a>,
        tokens: &[Token],
        own: Range<usize>,
        number: usize,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) -> NumberContext<'a> {
        let at = own.end;
        let (numeral, fact) = (&page.numerals[number], page.places[number]);
        let (mut subject, names) = self.own_words(page, tokens, own.clone(), state);
        let may_change = imply_items(page, &tokens[own.clone()], numeral, &mut subject, state);
        let tail = Tail::of(tokens, at, &subject);
        let mut first = own.start;
        let mut join_previous = |subject: &mut Subject, state: &PassageContext| {
            if let Some(previous) = state.previous.clone() {
                subject.join(&Subject::of_clause(&tokens[previous.clone()]));
                first = previous.start;
            }
        };
        let before = &page.plain.text[..numeral.digits.start];
        if numeral.kind == NumberKind::Percent && numeral.unit.is_empty() && before.ends_with('的')
        {
            // 超过办结总数的三分之一 is a share without 占.
            subject.clause_words.push(Word::Share);
        }
        let bare_share = numeral.kind == NumberKind::Percent
            && subject.has(Word::Share)
            && subject.rows.is_empty()
            && subject.applicants.is_empty()
            && subject.outcomes.is_empty();
        let from = state.rising.take().filter(|_| !subject.is_decisive() && !tail.inverted);
        if let Some(base) = from {
            let own_words = std::mem::replace(&mut subject, base);
            let rise = [Word::Up, Word::Down].into_iter().filter(|word| own_words.has(*word));
            subject.clause_words.extend(rise);
            state.last_year = false;
        } else if bare_share || !subject.is_decisive() && !tail.inverted {
            join_previous(&mut subject, state);
        }
        if tail.outcome_first()
            && !tail.before_number
            && !subject.has_meaning()
            && subject.is_foreign()
        {
            // In 属信访类的21件不予处理 the noun is the cause.
            subject = Subject::default();
        }
        inherit_new(tokens, &mut subject, state);
        let takes_tail = tail.belongs(&subject);
        if takes_tail {
            subject.join(&tail.words);
        }
        inherit_body(&mut subject, state);
        inherit_applicants(&mut subject, state);
        inherit_outcome(tokens, own.start..tail.end, &mut subject, state);
        let rises = rises_from(page, tokens, own.clone());
        if subject.has(Word::Items) && is_basis(page, tokens, at) {
            subject.clause_words.push(Word::LastYear);
        }
        if rises || subject.has(Word::Items) && subject.has(Word::LastYear) {
            subject.clause_words.push(Word::LastYear);
            state.rising = Some(without_year(&subject));
        } else if subject.has(Word::Items) && changes_from(page, tokens, own.clone()) {
            subject.clause_words.push(Word::LastYear);
        }
        if !subject.is_decisive() {
            join_previous(&mut subject, state);
        }
        // In 因属于行政查询事项，告知后办理的9件 the clause before says what became of them.
        if subject.handles == [Handling::Handled] && subject.areas.is_empty() && !subject.has_rows()
        {
            let before = state.previous.clone().map(|range| Subject::of_clause(&tokens[range]));
            if before.is_some_and(|before| before.has_rows()) {
                subject.handles.clear();
                join_previous(&mut subject, state);
            }
        }
        let until =
            if takes_tail { tail.end - 1 } else { at + usize::from(bounds(page, tokens, at)) };
        facts[fact].clause =
            page.plain.span(&(tokens[first.min(at)].range.start..tokens[until].range.end));
        let ends_words = |token: &&Token| !matches!(token.word, Word::Mark(_) | Word::Number(_));
        facts[fact].has_unknown_words = tokens[first.min(at)..at]
            .iter()
            .chain(tokens[at + 1..].iter().take_while(ends_words))
            .any(|token| token.word == Word::Unknown);
        of_disclosure(page, &tokens[own.clone()], &mut subject, state, facts);
        state.compares |= subject.has(Word::Compare);
        let compares = state.compares && (subject.has(Word::Up) || subject.has(Word::Down));
        let grows = (subject.is_growth() || compares) && !rises && !subject.has(Word::Items)
            || state.base.is_some()
                && (subject.has(Word::Up) || subject.has(Word::Down))
                && !subject.is_decisive();
        NumberContext {
            numeral,
            fact,
            subject,
            names,
            open_row: may_change || is_open_row(&tokens[own]),
            excludes: excludes(&tokens[at + 1..]),
            change: match (rises, grows) {
                (true, _) => Change::Base,
                (false, true) => Change::Growth,
                (false, false) => Change::None,
            },
            takes_tail,
            end: if takes_tail { tail.end } else { at + 1 },
        }
    }
}

/// Whether a number is what the percentage right behind it is of: 超过132件的一半.
fn is_measure(page: &PassageReader<'_>, behind: &[Token]) -> bool {
    let [of, Token { word: Word::Number(number), .. }, ..] = behind else { return false };
    &page.plain.text[of.range.clone()] == "的" && page.numerals[*number].kind == NumberKind::Percent
}

/// Whether the word behind the number at this index makes it a bound: 一半以上.
fn bounds(page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
    const BOUNDS: [&str; 5] = ["以上", "以下", "以内", "左右", "上下"];
    let text = |token: &Token| &page.plain.text[token.range.clone()];
    tokens.get(at + 1).is_some_and(|token| BOUNDS.contains(&text(token)))
}

/// The rows of table 3 that a number counts by its first reading.
fn rows_counted(fact: &TextNumber) -> Vec<&'static str> {
    if let Some(cell) = fact.live {
        return vec![cell.row];
    }
    let Some(Claim::Cells { readings, last: false }) = fact.claims.first() else {
        return Vec::new();
    };
    let cells = readings.first().into_iter().flat_map(|reading| &reading.plus);
    let of_requests = cells.filter(|(_, cell)| cell.table == TableKey::Requests);
    of_requests.map(|(_, cell)| cell.row).collect()
}

/// Whether the last of a row of names is not known.
fn is_open_row(own: &[Token]) -> bool {
    let Some(last) = own.iter().rposition(|token| token.word == Word::And) else { return false };
    let is_unknown = |token: &Token| token.word == Word::Unknown;
    own[last..].iter().any(is_unknown)
        && !Subject::of(&own[last + 1..]).is_decisive()
        && !Subject::of(&own[..last]).applicants.is_empty()
}

/// Takes over the disputes that a body decides, unless the text speaks of them anyway: 法院纠正1件.
fn inherit_body(subject: &mut Subject, state: &PassageContext) {
    if let Some(body) = subject.body.filter(|_| subject.areas.is_empty()) {
        let decides = |area: &Area| *area == body || body.is_lawsuit() && area.is_lawsuit();
        if state.current.is_empty() || !state.current.iter().all(decides) {
            subject.areas.push(body);
        }
    }
}

/// Lets applicants divide those who applied this year if the clause before says so: 本年新收申请中，
/// 自然人36件，企业5件.
fn inherit_new(tokens: &[Token], subject: &mut Subject, state: &mut PassageContext) {
    let previous = state.previous.clone();
    if subject.applicants.is_empty() || !subject.handles.is_empty() {
        state.of_new = false;
        return;
    }
    state.of_new |=
        previous.is_some_and(|range| Subject::of_clause(&tokens[range]).handles == [Handling::New]);
    if state.of_new {
        subject.handles.push(Handling::New);
    }
}

/// Takes over the applicants before a bracket: 法人提出15件（含上年结转1件）.
fn inherit_applicants(subject: &mut Subject, state: &mut PassageContext) {
    if !state.brackets.is_empty()
        && subject.applicants.is_empty()
        && subject.handles.iter().any(|handle| handle.is_carried())
    {
        subject.applicants.clone_from(&state.applicants);
    } else if state.brackets.is_empty() {
        state.applicants.clone_from(&subject.applicants);
    }
}

/// Lets 其中涉及政府信息公开3件 count the disputes that were named before.
fn of_disclosure(
    page: &PassageReader<'_>,
    own: &[Token],
    subject: &mut Subject,
    state: &PassageContext,
    facts: &mut [TextNumber],
) {
    if (state.has(Word::Part) || state.kinds)
        && !subject.is_decisive()
        && names_disclosure(page, own)
        && !state.current.is_empty()
        && state.current.iter().all(|area| area.is_dispute())
        && let Some(whole) = state.antecedent
    {
        // The table counts the part and not the whole.
        facts[whole].scope = Scope::Open;
        subject.areas.clone_from(&state.current);
        subject.clause_words.extend([Word::OfDisclosure, Word::Limit]);
    }
}

/// Whether brackets right behind a number exclude something: 126件（不含…）.
fn excludes(behind: &[Token]) -> bool {
    let mut bracket = behind.iter().take_while(|token| token.word != Word::Mark('）'));
    matches!(behind.first(), Some(Token { word: Word::Mark('（'), .. }))
        && bracket.any(|token| token.word == Word::Narrow)
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
