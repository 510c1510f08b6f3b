//! Words that a number takes over from other clauses of its sentence, before it and behind it.

use super::super::TextNumber;
use super::super::claim::Claim;
use super::super::list::PartClass;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Applicant, Area, DisputeOutcome, Handling, OutcomeRow, Word};
use super::super::token::Token;
use super::PassageContext;
use crate::edition::TableKey;
use crate::edition::requests::NEW;
use std::ops::Range;

/// Takes over the disputes that bodies decide, unless the text speaks of them anyway: 法院纠正1件.
/// `own` are the words of the number.
pub(super) fn inherit_body(
    page: &PassageReader<'_>,
    own: &[Token],
    subject: &mut Subject,
    state: &PassageContext,
) {
    let loses = || own.iter().any(|token| page.plain.text[token.range.clone()].contains("败诉"));
    let of_reviews =
        !state.current.is_empty() && state.current.iter().all(|area| *area == Area::Review);
    if subject.areas.is_empty()
        && !subject.outcomes.is_empty()
        && !subject.has(Word::Rate)
        && of_reviews
        && loses()
    {
        // In 复议被纠正3件，败诉1件 the second number is of lawsuits, because only these can be lost.
        subject.areas.push(Area::Litigation);
        return;
    }
    if subject.bodies.is_empty() || !subject.areas.is_empty() {
        return;
    }
    let decides = |area: &Area| {
        subject.bodies.iter().any(|body| area == body || body.is_lawsuit() && area.is_lawsuit())
    };
    let speaks_of_them = !state.current.is_empty() && state.current.iter().all(decides);
    if !speaks_of_them || subject.bodies.len() > 1 {
        subject.areas.clone_from(&subject.bodies);
    }
}

/// Lets applicants divide a row that the words before them name: 本年新收申请中，自然人36件，企业5件;
/// 结转件中自然人5件，企业1件. `own` are the words of the number.
pub(super) fn inherit_divided_row(
    page: &PassageReader<'_>,
    tokens: &[Token],
    own: Range<usize>,
    subject: &mut Subject,
    state: &mut PassageContext,
    facts: &[TextNumber],
) {
    if subject.applicants.is_empty() {
        state.divided_row = None;
        return;
    }
    if !subject.handles.is_empty() {
        let among = tokens[own].iter().any(|token| &page.plain.text[token.range.clone()] == "中");
        state.divided_row = match subject.handles[..] {
            [row] if among && (row.is_carried() || row == Handling::New) => Some(row),
            _ => None,
        };
        return;
    }
    let previous = state.previous.clone().map(|range| Subject::of_clause(&tokens[range]));
    if previous.is_some_and(|previous| previous.handles == [Handling::New]) {
        state.divided_row = Some(Handling::New);
    }
    // In 新收的16件申请当中，自然人11件 the number says so.
    let whole = state.antecedent.filter(|_| state.divided == Some(PartClass::Carried));
    let of_new = whole.is_some_and(|whole| match &facts[whole].claims[..] {
        [Claim::Cells { readings, last: false }] => {
            readings.len() == 1 && rows_counted(&facts[whole]) == [NEW]
        }
        _ => false,
    });
    if of_new {
        state.divided_row = Some(Handling::New);
    }
    subject.handles.extend(state.divided_row);
}

/// Takes over the applicants before a bracket: 法人提出15件（含上年结转1件）.
pub(super) fn inherit_applicants(subject: &mut Subject, state: &mut PassageContext) {
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
pub(super) fn of_disclosure(
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
        facts[whole].scope = Scope::Other;
        subject.areas.clone_from(&state.current);
        subject.clause_words.extend([Word::OfDisclosure, Word::Limit]);
    }
}

/// The words of a number whose outcome follows behind a cause: 尚有1件申请因需征求意见，结转下年.
pub(super) fn told_behind_cause(
    page: &PassageReader<'_>,
    tokens: &[Token],
    own: Range<usize>,
    subject: &Subject,
) -> Option<Subject> {
    const CAUSES: [&str; 13] = [
        "正在",
        "因",
        "由于",
        "鉴于",
        "考虑到",
        "需",
        "处于",
        "尚在",
        "仍在",
        "在法定",
        "在办理",
        "在答复",
        "在规定",
    ];
    let says_outcome = subject.has_rows()
        || !subject.outcomes.is_empty()
        || !subject.handles.is_empty()
        || subject.areas.iter().any(|area| !area.is_requests());
    if says_outcome {
        return None;
    }
    let at = own.end;
    let ends = |token: &Token| matches!(token.word, Word::Mark(_) | Word::Number(_));
    let comma = at + 1 + tokens[at + 1..].iter().position(ends)?;
    if let Some(words) = dealt_with(page, tokens, own.clone(), comma) {
        return Some(words);
    }
    if tokens[comma].word != Word::Mark('，') {
        return None;
    }
    let tail = &tokens[at + 1..comma];
    let cause = tail.iter().position(|token| {
        let text = &page.plain.text[token.range.start..];
        CAUSES.iter().any(|cause| text.starts_with(cause))
    })?;
    let until = comma + 1 + tokens[comma + 1..].iter().position(ends)?;
    let mut next = Subject::of(&tokens[comma + 1..until]);
    if next.handles.iter().any(|handle| handle.is_carried()) {
        // 将转入下年 is no plan.
        next.clause_words.remove(Word::Limit);
    }
    let is_outcome = matches!(next.handles[..], [handle] if handle.is_carried())
        || next.handles.contains(&Handling::CarriedOut);
    let numbered = matches!(tokens[until].word, Word::Number(_));
    if !is_outcome || numbered || next.is_foreign() || next.has(Word::Each) {
        return None;
    }
    let mut words = Subject::of(&tokens[own.clone()]);
    words.join(&Subject::of(&tail[..cause]));
    if tokens[own.clone()].iter().any(|token| page.plain.text[token.range.clone()].contains('月'))
    {
        // What came in December is no part of what goes on in the next year.
        words.clause_words.remove(Word::Limit);
    }
    words.join(&next);
    Some(words)
}

/// The words of a number of applications whose outcome the next clause tells: 对1件涉及隐私的申请，我局作出
/// 不予公开决定. The clause of the number ends at `comma`.
fn dealt_with(
    page: &PassageReader<'_>,
    tokens: &[Token],
    own: Range<usize>,
    comma: usize,
) -> Option<Subject> {
    let first = tokens.get(own.start)?;
    let tail = Subject::of(&tokens[own.end + 1..comma]);
    let begins = page.plain.text[first.range.start..].starts_with(['对', '就']);
    let of_requests = !tail.areas.is_empty() && tail.areas.iter().all(|area| area.is_requests());
    if tokens[comma].word != Word::Mark('，') || !begins || !of_requests {
        return None;
    }
    let ends = |token: &Token| matches!(token.word, Word::Mark(_) | Word::Number(_));
    let until = comma + 1 + tokens[comma + 1..].iter().position(ends)?;
    let next = Subject::of(&tokens[comma + 1..until]);
    let is_number = matches!(tokens[until].word, Word::Number(_));
    let tells = matches!(next.rows[..], [row] if row.is_group()) && next.handles.len() < 2;
    if is_number || !tells || next.is_foreign() || next.has(Word::Each) {
        return None;
    }
    // Others of the same outcome may be left out.
    let areas = vec![Area::Requests];
    Some(Subject { areas, rows: next.rows, narrowed: true, ..Subject::default() })
}

/// Takes over the outcome of a clause before that names only cases: 未审结的案件，复议3件，诉讼2件.
pub(super) fn inherit_cases(
    page: &PassageReader<'_>,
    tokens: &[Token],
    own: Range<usize>,
    subject: &mut Subject,
    state: &mut PassageContext,
) {
    name_others(page, &tokens[own], subject, state);
    let only_area = subject.outcomes.is_empty()
        && subject.handles.is_empty()
        && !subject.areas.is_empty()
        && subject.areas.iter().all(|area| area.is_dispute());
    if let Some(previous) = state.previous.clone() {
        let words = Subject::of_clause(&tokens[previous.clone()]);
        let text = match (tokens.get(previous.start), tokens.get(previous.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => &page.plain.text[first.range.start..last.range.end],
            _ => "",
        };
        let of_cases = words.areas.iter().all(|area| area.is_requests()) && text.ends_with("案件");
        state.of_all_cases = if of_cases { words.outcomes } else { Vec::new() };
    }
    if only_area {
        subject.outcomes.clone_from(&state.of_all_cases);
    }
}

/// Takes the disputes that the sentence names later, where it tells only how they ended:
/// 对我局作出维持决定7件，此类复议案件共15件.
pub(super) fn named_later(
    tokens: &[Token],
    at: usize,
    subject: &mut Subject,
    state: &PassageContext,
) {
    const MOST_TOKENS: usize = 24;
    let in_dispute = state.current.iter().any(|area| area.is_dispute());
    if subject.outcomes.is_empty()
        || !subject.areas.is_empty()
        || in_dispute
        || !subject.has(Word::Respondent)
    {
        return;
    }
    let behind = tokens[at..].iter().take(MOST_TOKENS);
    let area = behind.filter_map(|token| match token.word {
        Word::Area(area) if area.is_dispute() => Some(area),
        _ => None,
    });
    subject.areas.extend(area.take(1));
}

/// Lets those who are left after 自然人 be all others: 83件来自自然人，其余42件由企业、律所等提出.
pub(super) fn rest_of_applicants(tokens: &[Token], own: Range<usize>, subject: &mut Subject) {
    const MOST_TOKENS: usize = 12;
    if !subject.has(Word::Rest)
        || subject.applicants.is_empty()
        || subject.applicants.contains(&Applicant::Natural)
    {
        return;
    }
    let from = own.start.saturating_sub(MOST_TOKENS);
    let before = tokens[from..own.start].iter().filter_map(|token| match token.word {
        Word::Applicant(applicant) => Some(applicant),
        _ => None,
    });
    let before: Vec<Applicant> = before.collect();
    if before == [Applicant::Natural] {
        subject.applicants = vec![Applicant::Organisations];
        subject.clause_words.remove(Word::Open);
        subject.clause_words.remove(Word::Rest);
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

/// Lets the clause before say which row of a group is meant: 对信访类申请，不予处理6件.
pub(super) fn inherit_row(tokens: &[Token], subject: &mut Subject, state: &PassageContext) {
    if let [group] = subject.rows[..]
        && group.is_group()
        && subject.areas.is_empty()
        && let Some(previous) = state.previous.clone()
    {
        let before = Subject::of_clause(&tokens[previous]);
        let of_group = |row: &OutcomeRow| row.is_row_of(group);
        if !before.rows.is_empty() && before.rows.iter().all(of_group) {
            before.rows.iter().for_each(|row| subject.rows.push(*row));
        }
    }
}

/// Lets 其他 in a row of applicants, outcomes of disputes or rows of table 3 be the name of the last
/// one: 维持24件，纠正3件，其他5件，未审结9件. Every other name must be in it, or 其他 may be what is left.
fn name_others(
    page: &PassageReader<'_>,
    own: &[Token],
    subject: &mut Subject,
    state: &mut PassageContext,
) {
    /// How many letters behind 其他 may name the disputes that are pending.
    const MOST_LETTERS: usize = 16;
    let mut words = own.iter().filter(|token| token.word != Word::And);
    let is_other = |token: &Token| {
        token.word == Word::Filler
            && matches!(&page.plain.text[token.range.clone()], "其他" | "其它")
    };
    let names_nothing = |token: &&Token| {
        token.word != Word::Filler
            || !["情形", "原因", "情况"].contains(&&page.plain.text[token.range.clone()])
    };
    let only_other = words.next().is_some_and(is_other) && words.find(names_nothing).is_none();
    if only_other && !subject.is_decisive() {
        let listed = &state.listed;
        let organisations = listed.applicants.iter().filter(|a| **a != Applicant::Natural);
        let decided = [DisputeOutcome::Upheld, DisputeOutcome::Corrected];
        let until = own.last().map_or(0, |last| last.range.end);
        let behind: String = page.plain.text[until..].chars().take(MOST_LETTERS).collect();
        let tells_pending = listed.outcomes.contains(&DisputeOutcome::Pending)
            || ["审", "未结"].iter().any(|word| behind.contains(word));
        if organisations.count() > 3 {
            subject.applicants.push(Applicant::Single("other"));
        } else if tells_pending && decided.iter().all(|outcome| listed.outcomes.contains(outcome)) {
            subject.outcomes.push(DisputeOutcome::Other);
        } else if !listed.rows.is_empty()
            && listed.rows.iter().all(|row| row.is_row_of(OutcomeRow::Other))
        {
            subject.rows.push(OutcomeRow::Single("other.other"));
        } else if listed.rows.iter().filter(|row| row.is_group()).count() > 4 {
            subject.rows.push(OutcomeRow::Other);
        }
        return;
    }
    if subject.applicants.is_empty() && subject.outcomes.is_empty() && subject.rows.is_empty() {
        return;
    }
    let same_kind = subject.applicants.is_empty() == state.listed.applicants.is_empty()
        && subject.outcomes.is_empty() == state.listed.outcomes.is_empty()
        && subject.rows.is_empty() == state.listed.rows.is_empty();
    if !same_kind {
        state.listed = Subject::default();
    }
    let listed = Subject {
        applicants: subject.applicants.clone(),
        outcomes: subject.outcomes.clone(),
        rows: subject.rows.clone(),
        ..Subject::default()
    };
    state.listed.join(&listed);
}

/// The rows of table 3 that a number counts by its first reading.
pub(super) fn rows_counted(fact: &TextNumber) -> Vec<&'static str> {
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
