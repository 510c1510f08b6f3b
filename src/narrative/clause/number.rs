//! Gathers the words that belong to a number, before it, behind it and in the clause before, and
//! applies their meaning to it.

use super::super::claim::Claim;
use super::super::list::{ListEvent, PartClass};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::{Area, Word};
use super::super::token::Token;
use super::super::{NumberKind, TextNumber};
use super::counted::{is_silent, told_apart};
use super::coverage::{acts, names_agencies};
use super::inherited::rows_counted;
use super::number_context::{Change, NumberContext};
use super::passage_context::PendingGrowth;
use super::rows::without_year;
use super::tail::tail_end;
use super::{ClauseReader, PassageContext, divide, update_topic};
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
        // A growth is as sure as the number that grew.
        let grown = state.antecedent.filter(|_| context.change == Change::Growth);
        facts[context.fact].is_direct = grown.is_none_or(|grown| facts[grown].is_direct)
            && self.is_direct(page, tokens, own.clone(), &context, state);
        let last_year = state.last_year;
        if context.change == Change::Base && !subject.has(Word::Items) {
            state.last_year = page.dated;
        }
        let of_change = matches!(context.numeral.kind, NumberKind::Percent | NumberKind::Points);
        if of_change || context.change == Change::Growth {
            self.compared(page, &context, state, facts);
            if context.numeral.kind == NumberKind::Percent && subject.has(Word::Rate) {
                self.rate(page, &tokens[own], &context, state, facts);
            } else if context.change == Change::Growth
                && context.numeral.kind == NumberKind::Percent
                && state.antecedent.is_none()
            {
                let down = subject.has(Word::Down) && !subject.has(Word::Up);
                state.pending_growth = Some(PendingGrowth { down, told: Ok(context.fact) });
            }
        } else {
            self.count(page, tokens, own.clone(), &context, state, facts);
        }
        facts[context.fact].is_direct &= !facts[context.fact].needs_slip();
        // The items of last year stand in this year's table, and what follows is of this year.
        let of_last_items = subject.has(Word::Items) && subject.has(Word::LastYear);
        // In 项目142个，上年128个，增长10.9%，金额8637万元 the comparison ends with the growth.
        let ends_comparison = context.change == Change::Growth && state.base.is_some();
        state.last_year = last_year && !of_last_items && !ends_comparison;
        let names = Subject { areas: Vec::new(), ..subject.clone() };
        if !names.has_meaning() {
            state.nameless.push(context.fact);
        }
        let told_of = !facts[context.fact].claims.is_empty();
        state.age = if told_of { 0 } else { state.age };
        // 主动公开56件，依申请公开12件，不予公开8件 may count documents and not applications.
        let bare = subject.has(Word::OnRequest) && subject.handles.is_empty();
        let areas = subject.main_areas();
        let disputes = !areas.is_empty() && areas.iter().all(|area| area.is_dispute());
        let scope = match self.scope_of(page, subject, state) {
            _ if subject.has(Word::Apart) && disputes => Scope::Other,
            _ if bare => Scope::Open,
            scope => scope,
        };
        let silent = is_silent(page, &context, state, &facts[context.fact]);
        let of_change = subject.has(Word::LastYear) || subject.has(Word::Compare);
        let is_share = context.numeral.kind == NumberKind::Percent && !of_change;
        // Both of 事项上年12项，今年10项 stand in this year's table.
        let counts_items = context.numeral.unit == "项";
        if counts_items || scope == Scope::Whole && !last_year && (!silent || is_share) {
            state.open_to_value.push(context.fact);
        }
        update_topic(subject, scope, state);
        // 信用修复申请 are applications for something else, which may be what was 办结.
        state.strayed |= scope == Scope::Part && areas == [Area::Applications];
        state.other_kind |= scope == Scope::Part
            && areas == [Area::Applications]
            && subject.unknown.iter().any(|(_, place)| *place == Place::Attribute);
        context.end
    }

    /// Reads a number that counts, which others may divide or be compared with. `own` are the
    /// tokens before it.
    fn count(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        context: &NumberContext<'_>,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) {
        let at = own.end;
        let (subject, fact) = (&context.subject, context.fact);
        let class = class_of_part(self.counted(page, context, state, facts), subject, state);
        if context.numeral.in_words && facts[fact].claims.is_empty() {
            // In 一件一档 nothing is counted.
            return;
        }
        self.share_scope(page, &tokens[..at], context, state, facts);
        let sums_up = (subject.has(Word::Total) || subject.has(Word::Sum))
            && !subject.has(Word::Rest)
            && !subject.has(Word::Down)
            && !subject.has(Word::Limit)
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
        } else if (subject.has(Word::LastYear) || state.last_year)
            && compared_behind(page, tokens, at)
        {
            // In 与上年的5件相比 the number is no part.
        } else if state.brackets.is_empty() || !of_other_year() {
            let sums_all = subject.has(Word::Sum) && subject.has_meaning()
                || subject.has(Word::Total) && !subject.acts.is_empty();
            if sums_all && state.brackets.is_empty() {
                // 对外公开总数187件 and 累计公开187件 are no part of what was made this year.
                state.events.push(ListEvent::Apart);
            }
            state.events.push(ListEvent::Number(fact, class));
        }
        let tail = &tokens[at + 1..tail_end(tokens, at)];
        let among = tail.last().is_some_and(|last| {
            let words = page.plain.text[..last.range.end].trim_end_matches('有');
            words.ends_with(['中', '里', '内'])
        });
        if context.takes_tail && among {
            divide(state);
        }
        if state.brackets.is_empty() {
            state.counted_outcomes.clone_from(&subject.outcomes);
        }
        told_apart(subject, class, fact, state, facts);
        if context.change == Change::Base && Subject::of(&tokens[own.clone()]).is_decisive() {
            // In 申请增长15.9%，而办结量由224件提高到257件 the growth is of another number.
            state.pending_growth = None;
        }
        remember(subject, class, &facts[fact], state);
        if subject.has(Word::Items) {
            state.base = None;
            state.antecedent = None;
        } else if state.last_year || context.change == Change::Base || subject.has(Word::Compare) {
            state.base = Some(fact);
            state.base_words = Some(without_year(subject));
        } else {
            // In 公开3件，在9件办结件中占比33.3% the second number is the whole.
            let mut behind = tokens[at + 1 + tail.len()..].iter();
            let shares = among && behind.next().is_some_and(|token| token.word == Word::Share);
            let is_whole =
                subject.has(Word::Share) || shares || is_measure(page, &tokens[at + 1..]);
            state.share_of = state.antecedent.filter(|_| is_whole).map(|part| (part, fact));
            state.antecedent = Some(fact);
            state.counts.push(fact);
        }
    }

    /// Lets a number share the scope of the number that 、 joins it to, and of who acts in an
    /// earlier clause. `before` are all tokens before it.
    fn share_scope(
        &self,
        page: &PassageReader<'_>,
        before: &[Token],
        context: &NumberContext<'_>,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) {
        let (subject, fact) = (&context.subject, context.fact);
        let row = before.iter().rposition(|token| matches!(token.word, Word::Number(_)));
        let joined = row.is_some_and(|row| {
            let between = &before[row + 1..];
            let marked = between.iter().any(|token| matches!(token.word, Word::Mark(_)));
            !marked && between.iter().any(|token| token.word == Word::And)
        });
        let own_scope = self.scope_of(page, subject, state);
        let agent = subject.unknown.iter().filter(|(_, place)| *place == Place::Start);
        let agent: Vec<_> = agent.cloned().collect();
        if !agent.is_empty() {
            state.agent = agent;
        } else if !subject.areas.is_empty()
            && subject.areas.iter().all(|area| area.is_decision())
            && subject.areas_as_a_whole().next().is_none()
        {
            // In 县公安局开展检查32次，作出行政处罚决定105件 the office acts in both clauses.
            let unknown = state.agent.clone();
            let agent = Subject { areas: subject.areas.clone(), unknown, ..Subject::default() };
            let scope = self.scope_of(page, &agent, &PassageContext::default());
            facts[fact].scope = facts[fact].scope.max(scope);
        }
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
    }
}

/// Whether a number is what the percentage right behind it is of: 超过132件的一半.
fn is_measure(page: &PassageReader<'_>, behind: &[Token]) -> bool {
    let [of, Token { word: Word::Number(number), .. }, ..] = behind else { return false };
    &page.plain.text[of.range.clone()] == "的" && page.numerals[*number].kind == NumberKind::Percent
}

/// Whether 相比 stands right behind the number at this index.
fn compared_behind(page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|token| page.plain.text[token.range.start..].starts_with("相比"))
}

/// The rows of table 3 that a number counts by its other readings, if each is one row.
fn other_rows(fact: &TextNumber) -> Vec<Vec<&'static str>> {
    let Some(Claim::Cells { readings, last: false }) = fact.claims.first() else {
        return Vec::new();
    };
    let others = readings.iter().skip(1).filter(|reading| reading.plus.len() == 1);
    let rows = others.map(|reading| reading.plus.iter().map(|(_, cell)| cell.row).collect());
    rows.collect()
}

/// The class of a number that counts what an agent did: 办结228件，其中司局答复150件.
fn class_of_part(class: PartClass, subject: &Subject, state: &PassageContext) -> PartClass {
    let has_agent = subject.unknown.iter().any(|(_, place)| *place == Place::Start)
        || [Word::Limit, Word::Office].into_iter().any(|word| subject.has(word))
        || subject.narrowed;
    if class.is_whole() && state.has(Word::Part) && has_agent { PartClass::Named } else { class }
}

/// Keeps what a number counts for the numbers behind it.
fn remember(subject: &Subject, class: PartClass, fact: &TextNumber, state: &mut PassageContext) {
    state.of_items = subject.has(Word::Items);
    if let [area] = subject.main_areas()[..] {
        if state.counted.last().is_some_and(|last| *last != area) {
            // In 处罚由12件上升到15件，许可23件 the last number did not rise.
            state.base = None;
        }
        if !state.counted.contains(&area) {
            state.counted.push(area);
        }
    }
    if !subject.applicants.is_empty() {
        let goes_on = state.column.is_empty() || state.column == subject.applicants;
        let column = if goes_on { subject.applicants.as_slice() } else { &[] };
        state.column = column.to_vec();
    } else if class != PartClass::Rest {
        state.whole_rows = Some(rows_counted(fact));
        state.whole_others = other_rows(fact);
    }
}
