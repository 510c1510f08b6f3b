//! Gathers the words that belong to a number, before it, behind it and in other clauses.

use super::super::passage_reader::PassageReader;
use super::super::subject::Subject;
use super::super::terms::{Area, DisputeOutcome, Handling, OutcomeRow, Word};
use super::super::token::Token;
use super::super::{NumberKind, TextNumber};
use super::inherited::{
    inherit_applicants, inherit_body, inherit_cases, inherit_divided_row, inherit_row, named_later,
    of_disclosure, rest_of_applicants, told_behind_cause,
};
use super::items::imply_items;
use super::number_context::{Change, NumberContext};
use super::rise::direction;
use super::rows::{
    begin_series, changes_from, inherit_outcome, is_basis, paired, rises_from, without_year,
};
use super::tail::Tail;
use super::{ClauseReader, PassageContext};
use std::ops::Range;

impl ClauseReader<'_> {
    /// Gathers the words that belong to a number.
    pub(super) fn gather<'a>(
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
        let from = words_of_base(page, &tokens[own.clone()], state);
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
        let divided_row = state.divided_row;
        inherit_divided_row(page, tokens, own.clone(), &mut subject, state, facts);
        let takes_tail = tail.belongs(&subject);
        if takes_tail {
            join_tail(&tail, divided_row, &mut subject, state);
            if names_other_year(&tokens[at + 1..tail.end], self.report.year) {
                // 421件——这是2022年的新收申请数 is of that year.
                subject.clause_words.push(Word::LastYear);
            }
        }
        let deferred = told_behind_cause(page, tokens, own.clone(), &subject);
        let takes_tail = takes_tail || deferred.is_some();
        if let Some(words) = deferred {
            subject = words;
        }
        inherit_body(page, &tokens[own.clone()], &mut subject, state);
        named_later(tokens, at, &mut subject, state);
        rest_of_applicants(tokens, own.clone(), &mut subject);
        inherit_applicants(&mut subject, state);
        inherit_outcome(tokens, own.start..tail.end, &mut subject, state);
        inherit_cases(page, tokens, own.clone(), &mut subject, state);
        dispute_dealt_with(&mut subject, state);
        inherit_outcome_of_whole(page, &tokens[own.clone()], &mut subject, state);
        let rises = rises_from(page, tokens, own.clone());
        let changes = changes_from(page, tokens, own.clone());
        let is_compared = take_compared_base(page, tokens, own.clone(), &mut subject);
        let basis = is_basis(page, tokens, at);
        of_last_year(&mut subject, (rises, basis, changes), state);
        if !subject.is_decisive() {
            join_previous(&mut subject, state);
        }
        inherit_row(tokens, &mut subject, state);
        if handled_as_told(tokens, &subject, state) {
            subject.handles.clear();
            join_previous(&mut subject, state);
        }
        let until =
            if takes_tail { tail.end - 1 } else { at + usize::from(bounds(page, tokens, at)) };
        facts[fact].clause =
            page.plain.span(&(tokens[first.min(at)].range.start..tokens[until].range.end));
        // In 对19件诉讼案件负责人出庭应诉率100% the words behind the noun are of the other number.
        let noun_only = takes_tail && tail.before_number;
        let until = if noun_only { tail.end } else { tokens.len() };
        facts[fact].has_unknown_words =
            self.has_unknown(page, &tokens[first.min(at)..until], at - first.min(at));
        of_disclosure(page, &tokens[own.clone()], &mut subject, state, facts);
        state.compares |= subject.has(Word::Compare);
        let end = at + 1 + usize::from(takes_items(&tokens[at + 1..], &subject));
        let change =
            change_of(&subject, rises || is_compared, is_net(page, &tokens[own.clone()]), state);
        let open_row = may_change && has_other_changes(page, tokens, &subject)
            || is_open_row(&tokens[own.clone()]);
        NumberContext {
            numeral,
            fact,
            subject,
            names,
            open_row,
            follows_number: own
                .start
                .checked_sub(1)
                .is_some_and(|before| matches!(tokens[before].word, Word::Number(_))),
            excludes: excludes(&tokens[at + 1..]),
            change,
            takes_tail,
            end: if takes_tail { tail.end } else { end },
        }
    }

    /// Whether words that are neither known nor parts of the agency's name stand before a number,
    /// or behind it up to the next number or mark. The number is at the index `at`.
    fn has_unknown(&self, page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
        let ends_words = |token: &Token| matches!(token.word, Word::Mark(_) | Word::Number(_));
        let behind = &tokens[at + 1..];
        let end = behind.iter().position(ends_words).unwrap_or(behind.len());
        !self.are_known(page, &tokens[..at]) || !self.are_known(page, &behind[..end])
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
                let directions = [Word::Up, Word::Down];
                let own = directions.into_iter().filter(|word| subject.has(*word));
                let own: Vec<Word> = own.collect();
                subject = state.series_words.clone();
                if !own.is_empty() {
                    for word in directions {
                        subject.clause_words.remove(word);
                    }
                    subject.clause_words.extend(own);
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
}

/// Lets a number of disputes have the outcome of the number that it is a part of: 被纠正19件（复议14件、
/// 诉讼5件）; 未审结的5件中有4件系复议后起诉.
fn inherit_outcome_of_whole(
    page: &PassageReader<'_>,
    own: &[Token],
    subject: &mut Subject,
    state: &PassageContext,
) {
    let among = own.first().is_some_and(|token| &page.plain.text[token.range.clone()] == "中");
    let of_disputes = subject.areas.iter().any(|area| area.is_dispute());
    if (among || !state.brackets.is_empty()) && subject.outcomes.is_empty() && of_disputes {
        subject.outcomes.clone_from(&state.counted_outcomes);
    }
}

/// Lets 其他处理 in a sentence about disputes be their other result: 维持8件，纠正3件，其他处理2件.
fn dispute_dealt_with(subject: &mut Subject, state: &PassageContext) {
    let of_disputes = !state.listed.outcomes.is_empty()
        && !state.current.is_empty()
        && state.current.iter().all(|area| area.is_dispute());
    if of_disputes && subject.rows == [OutcomeRow::Other] && subject.areas.is_empty() {
        subject.rows.clear();
        subject.outcomes.push(DisputeOutcome::Other);
    }
}

/// Whether a number says by how much something grew or fell in all: 新收申请净增170件.
fn is_net(page: &PassageReader<'_>, own: &[Token]) -> bool {
    own.last().is_some_and(|token| {
        matches!(token.word, Word::Up | Word::Down)
            && page.plain.text[token.range.clone()].starts_with('净')
    })
}

/// Joins the words behind a number. `divided_row` is the row that applicants divide.
fn join_tail(
    tail: &Tail,
    divided_row: Option<Handling>,
    subject: &mut Subject,
    state: &mut PassageContext,
) {
    subject.join(&tail.words);
    if !subject.acts.is_empty() && tail.words.areas.iter().all(|area| area.is_document()) {
        // In 新制作的13件规范性文件全部公开 the verb stands before the number.
        state.acts.clone_from(&subject.acts);
    }
    let divides = subject.handles.is_empty() && !tail.words.applicants.is_empty();
    if divides && divided_row.is_some() {
        // In 新收申请中企业2件，其余44件由自然人提出 both are of the same row.
        subject.handles.extend(divided_row);
        state.divided_row = divided_row;
    }
}

/// How a number with these words is compared with another one. `rises` is whether another number
/// rose or fell from it, and `is_net` whether 净增 stands before it.
fn change_of(subject: &Subject, rises: bool, is_net: bool, state: &PassageContext) -> Change {
    let changes = subject.has(Word::Up) || subject.has(Word::Down);
    let compares = state.compares && changes;
    // In 采购项目264个，上年237个，项目数增长11.4% the noun is no other one.
    let of_projects = state.current == [Area::Procurement]
        && subject.has(Word::Items)
        && !subject.has_meaning()
        && !subject.has(Word::Foreign);
    let of_requests =
        !subject.areas.is_empty() && subject.areas.iter().all(|area| area.is_requests());
    let grows = (subject.is_growth() || compares || is_net && of_requests) && !subject.has(Word::Items)
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

/// Whether words before a percentage say that it is a share, and not of what.
fn is_bare_share(subject: &Subject) -> bool {
    subject.has(Word::Share)
        && subject.rows.is_empty()
        && subject.applicants.is_empty()
        && subject.outcomes.is_empty()
}

/// Lets a number from which another one grew be last year's: 较上年7件增加2件. Returns whether it is one.
fn take_compared_base(
    page: &PassageReader<'_>,
    tokens: &[Token],
    own: Range<usize>,
    subject: &mut Subject,
) -> bool {
    let [.., last] = &tokens[own.clone()] else { return false };
    let text = &page.plain.text[last.range.clone()];
    let names_year = || ["上年", "去年", "上一年"].iter().any(|year| text.contains(year));
    let grows = tokens.get(own.end + 1).map(|token| token.word);
    let is_base =
        last.word == Word::Compare && matches!(grows, Some(Word::Up | Word::Down)) && names_year();
    if is_base {
        subject.clause_words.remove(Word::Compare);
        subject.clause_words.push(Word::LastYear);
    }
    is_base
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

/// Whether the word behind the number at this index makes it a bound: 一半以上.
fn bounds(page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
    const BOUNDS: [&str; 5] = ["以上", "以下", "以内", "左右", "上下"];
    let text = |token: &Token| &page.plain.text[token.range.clone()];
    tokens.get(at + 1).is_some_and(|token| BOUNDS.contains(&text(token)))
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

/// The words of last year's number that the next one takes over: 由17件增至20件; 去年处罚19件，今年降为16件. `own`
/// are the words of the next number.
fn words_of_base(
    page: &PassageReader<'_>,
    own: &[Token],
    state: &mut PassageContext,
) -> Option<Subject> {
    state.rising.take().or_else(|| {
        let (first, last) = (own.first()?, own.last()?);
        let words = &page.plain.text[first.range.start..last.range.end];
        direction(words.trim_start_matches(['今', '本', '年', '度']))?;
        state.base_words.take()
    })
}

/// Whether words name a year other than this.
fn names_other_year(tokens: &[Token], year: u16) -> bool {
    tokens.iter().any(|token| matches!(token.word, Word::Year(other) if other != year))
}

/// Whether the clause before says what became of those that were dealt with: 因属于行政查询事项，告知后办理的9件.
fn handled_as_told(tokens: &[Token], subject: &Subject, state: &PassageContext) -> bool {
    let before = || state.previous.clone().map(|range| Subject::of_clause(&tokens[range]));
    subject.handles == [Handling::Handled]
        && subject.areas.is_empty()
        && !subject.has_rows()
        && before().is_some_and(|before| before.has_rows())
}

/// Whether the item behind a number is the noun that it counts: 集中采购8个项目、金额180万元.
fn takes_items(behind: &[Token], subject: &Subject) -> bool {
    let has_items = subject
        .areas
        .iter()
        .any(|area| area.is_decision() || matches!(area, Area::Fees | Area::Procurement));
    has_items && matches!(behind.first(), Some(Token { word: Word::Items, .. }))
}

/// Whether a sentence tells of changes of items besides that of a number with these words:
/// 新增3项，取消2项; 事项12项，取消1项. A sentence of many words may.
fn has_other_changes(page: &PassageReader<'_>, tokens: &[Token], subject: &Subject) -> bool {
    /// The limit keeps the time linear.
    const MOST_TOKENS: usize = 80;
    let changes = tokens.iter().filter(|token| {
        matches!(token.word, Word::Up | Word::Down)
            || ["新增", "承接", "调入", "划转"].contains(&&page.plain.text[token.range.clone()])
    });
    let own = usize::from(subject.has(Word::Up) || subject.has(Word::Down));
    tokens.len() > MOST_TOKENS || changes.take(2).count() > own
}
