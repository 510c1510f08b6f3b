//! Gathers the words that belong to a number, before it, behind it and in the clause before, and
//! applies their meaning to it.

use super::super::claim::Claim;
use super::super::list::{ListEvent, PartClass};
use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::{Area, Handling, Word};
use super::super::token::Token;
use super::super::{NumberKind, TextNumber};
use super::counted::told_apart;
use super::coverage::acts;
use super::inherited::{
    inherit_applicants, inherit_body, inherit_cases, inherit_divided_row, inherit_row, named_later,
    of_disclosure, rest_of_applicants, rows_counted, told_behind_cause,
};
use super::items::imply_items;
use super::rise::direction;
use super::number_context::{Change, NumberContext};
use super::passage_context::PendingGrowth;
use super::rows::{
    begin_series, changes_from, inherit_outcome, is_basis, paired, rises_from, without_year,
};
use super::tail::{Tail, tail_end};
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
        facts[context.fact].is_direct =
            self.is_direct(page, tokens, own.clone(), &context, state);
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
        facts[context.fact].is_direct &= !facts[context.fact].is_vague();
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
        let class = self.counted(page, context, state, facts);
        // In 办结228件，其中司局答复150件 an agent did some of the same.
        let has_agent = subject.unknown.iter().any(|(_, place)| *place == Place::Start)
            || [Word::Limit, Word::Office].into_iter().any(|word| subject.has(word))
            || subject.narrowed;
        let class = match class {
            PartClass::Main | PartClass::Answered if state.has(Word::Part) && has_agent => {
                PartClass::Named
            }
            class => class,
        };
        if context.numeral.in_words && facts[fact].claims.is_empty() {
            // In 一件一档 nothing is counted.
            return;
        }
        let row = tokens[..at].iter().rposition(|token| matches!(token.word, Word::Number(_)));
        let joined = row.is_some_and(|row| {
            let between = &tokens[row + 1..at];
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
        } else if subject.has(Word::LastYear) && compared_behind(page, tokens, at) {
            // In 与上年的5件相比 the number is no part.
        } else if state.brackets.is_empty() || !of_other_year() {
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
        state.of_items = subject.has(Word::Items);
        if context.change == Change::Base && Subject::of(&tokens[own.clone()]).is_decisive() {
            // In 申请增长15.9%，而办结量由224件提高到257件 the growth is of another number.
            state.pending_growth = None;
        }
        if let [area] = subject.main_areas()[..]
            && state.counted.last().is_some_and(|last| *last != area)
        {
            // In 处罚由12件上升到15件，许可23件 the last number did not rise.
            state.base = None;
        }
        if let [area] = subject.main_areas()[..]
            && !state.counted.contains(&area)
        {
            state.counted.push(area);
        }
        if !subject.applicants.is_empty() {
            let goes_on = state.column.is_empty() || state.column == subject.applicants;
            let column = if goes_on { subject.applicants.as_slice() } else { &[] };
            state.column = column.to_vec();
        }
        if subject.applicants.is_empty() && class != PartClass::Rest {
            state.whole_rows = Some(rows_counted(&facts[fact]));
            state.whole_others = other_rows(&facts[fact]);
        }
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
            let is_whole = subject.has(Word::Share)
                || shares
                || is_measure(page, &tokens[at + 1..]);
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
                let own: Vec<Word> = subject.clause_words;
                subject = state.series_words.clone();
                let direction = |word: &Word| matches!(word, Word::Up | Word::Down);
                if own.iter().any(direction) {
                    subject.clause_words.retain(|word| !direction(word));
                    subject.clause_words.extend(own.into_iter().filter(direction));
                }
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
        let tail = Tail::of(page, tokens, at, &subject);
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
        let bare_share = numeral.kind == NumberKind::Percent && is_bare_share(&subject);
        let from = state.rising.take().or_else(|| {
            let own_words = &page.plain.text[tokens[own.start.min(at)].range.start..before.len()];
            let falls_or_rises = direction(own_words.trim_start_matches(['今', '本', '年', '度']));
            state.base_words.take().filter(|_| falls_or_rises.is_some())
        });
        let from = from.filter(|_| !subject.is_decisive() && !tail.inverted);
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
        inherit_divided_row(page, tokens, own.clone(), &mut subject, state, facts);
        let takes_tail = tail.belongs(&subject);
        if takes_tail {
            subject.join(&tail.words);
            let year = self.report.year;
            let of_other_year = tokens[at + 1..tail.end]
                .iter()
                .any(|token| matches!(token.word, Word::Year(named) if named != year));
            if of_other_year {
                // 421件——这是2022年的新收申请数 is of that year.
                subject.clause_words.push(Word::LastYear);
            }
        }
        let deferred = told_behind_cause(page, tokens, own.clone(), &subject);
        let takes_tail = takes_tail || deferred.is_some();
        if let Some(words) = deferred {
            subject = words;
        }
        inherit_body(&mut subject, state);
        named_later(tokens, at, &mut subject, state);
        rest_of_applicants(tokens, own.clone(), &mut subject);
        inherit_applicants(&mut subject, state);
        inherit_outcome(tokens, own.start..tail.end, &mut subject, state);
        inherit_cases(page, tokens, own.clone(), &mut subject, state);
        let rises = rises_from(page, tokens, own.clone());
        let changes = changes_from(page, tokens, own.clone());
        let is_compared = is_compared_base(page, tokens, own.clone());
        if is_compared {
            subject.clause_words.retain(|word| *word != Word::Compare);
            subject.clause_words.push(Word::LastYear);
        }
        let basis = is_basis(page, tokens, at);
        of_last_year(&mut subject, (rises, basis, changes), state);
        if !subject.is_decisive() {
            join_previous(&mut subject, state);
        }
        inherit_row(tokens, &mut subject, state);
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
        // In 对19件诉讼案件负责人出庭应诉率100% the words behind the noun are of the other number.
        let noun_only = takes_tail && tail.before_number;
        let until = if noun_only { tail.end } else { tokens.len() };
        facts[fact].has_unknown_words =
            has_unknown(&tokens[first.min(at)..until], at - first.min(at));
        of_disclosure(page, &tokens[own.clone()], &mut subject, state, facts);
        let has_items = subject
            .areas
            .iter()
            .any(|area| area.is_decision() || matches!(area, Area::Fees | Area::Procurement));
        state.compares |= subject.has(Word::Compare);
        let change = change_of(&subject, rises || is_compared, state);
        NumberContext {
            numeral,
            fact,
            subject,
            names,
            open_row: may_change || is_open_row(&tokens[own.clone()]),
            follows_number: own
                .start
                .checked_sub(1)
                .is_some_and(|before| matches!(tokens[before].word, Word::Number(_))),
            excludes: excludes(&tokens[at + 1..]),
            change,
            takes_tail,
            end: match tokens.get(at + 1) {
                _ if takes_tail => tail.end,
                // In 集中采购8个项目、金额180万元 the items are those of the number.
                Some(Token { word: Word::Items, .. }) if has_items => at + 2,
                _ => at + 1,
            },
        }
    }
}

/// How a number with these words is compared with another one. `rises` is whether another number
/// rose or fell from it.
fn change_of(subject: &Subject, rises: bool, state: &PassageContext) -> Change {
    let changes = subject.has(Word::Up) || subject.has(Word::Down);
    let compares = state.compares && changes;
    // In 采购项目264个，上年237个，项目数增长11.4% the noun is no other one.
    let of_projects = state.current == [Area::Procurement]
        && subject.clause_words.contains(&Word::Items)
        && !subject.has_meaning()
        && !subject.has(Word::Foreign);
    let grows = (subject.is_growth() || compares) && !subject.has(Word::Items)
        || (state.base.is_some() || state.grown.is_some()) && changes && !subject.is_decisive()
        || state.base.is_some() && changes && of_projects
        // In 从194件到182件，新收申请量增长了6.2% the noun is that of the two numbers.
        || state.base.is_some()
            && state.antecedent.is_some()
            && changes
            && subject.rows.is_empty()
            && subject.applicants.is_empty()
            && subject.acts.is_empty()
            && !subject.areas.is_empty()
            && subject.areas.iter().all(|area| area.is_requests() || state.current.contains(area))
            && state.counts.len() == 1;
    match (rises, grows) {
        (true, _) => Change::Base,
        (false, true) => Change::Growth,
        (false, false) => Change::None,
    }
}

/// Whether a number is last year's, from which another one grew: 较上年7件增加2件.
fn is_compared_base(page: &PassageReader<'_>, tokens: &[Token], own: Range<usize>) -> bool {
    let [.., last] = &tokens[own.clone()] else { return false };
    let text = &page.plain.text[last.range.clone()];
    let names_year = ["上年", "去年", "上一年"].iter().any(|year| text.contains(year));
    let grows = tokens.get(own.end + 1).map(|token| token.word);
    last.word == Word::Compare && names_year && matches!(grows, Some(Word::Up | Word::Down))
}

/// Whether words before a percentage say that it is a share, and not of what.
fn is_bare_share(subject: &Subject) -> bool {
    subject.has(Word::Share)
        && subject.rows.is_empty()
        && subject.applicants.is_empty()
        && subject.outcomes.is_empty()
}

/// Lets a number from which another one rises, or to which items are added, be of last year.
fn of_last_year(
    subject: &mut Subject,
    (rises, basis, changes): (bool, bool, bool),
    state: &mut PassageContext,
) {
    let has_items = subject.has(Word::Items);
    if has_items && basis {
        subject.clause_words.push(Word::LastYear);
    }
    if rises || has_items && subject.has(Word::LastYear) {
        subject.clause_words.push(Word::LastYear);
        state.rising = Some(without_year(subject));
    } else if has_items && changes {
        subject.clause_words.push(Word::LastYear);
    }
}

/// Whether unknown words stand before a number, or behind it up to the next number or mark. The
/// number is at the index `at`.
fn has_unknown(tokens: &[Token], at: usize) -> bool {
    let ends_words = |token: &&Token| !matches!(token.word, Word::Mark(_) | Word::Number(_));
    let behind = tokens[at + 1..].iter().take_while(ends_words);
    tokens[..at].iter().chain(behind).any(|token| token.word == Word::Unknown)
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

/// Whether the word behind the number at this index makes it a bound: 一半以上.
fn bounds(page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
    const BOUNDS: [&str; 5] = ["以上", "以下", "以内", "左右", "上下"];
    let text = |token: &Token| &page.plain.text[token.range.clone()];
    tokens.get(at + 1).is_some_and(|token| BOUNDS.contains(&text(token)))
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

/// Whether the last of a row of names is not known.
fn is_open_row(own: &[Token]) -> bool {
    let Some(last) = own.iter().rposition(|token| token.word == Word::And) else { return false };
    let is_unknown = |token: &Token| token.word == Word::Unknown;
    own[last..].iter().any(is_unknown)
        && !Subject::of(&own[last + 1..]).is_decisive()
        && !Subject::of(&own[..last]).applicants.is_empty()
}

/// Whether brackets right behind a number exclude something: 126件（不含…）.
fn excludes(behind: &[Token]) -> bool {
    let mut bracket = behind.iter().take_while(|token| token.word != Word::Mark('）'));
    matches!(behind.first(), Some(Token { word: Word::Mark('（'), .. }))
        && bracket.any(|token| token.word == Word::Narrow)
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
