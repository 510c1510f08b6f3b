//! Numbers of items (事项), which the form of 2019 counts: those of last year, and those that came
//! or went.

use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::subject::Subject;
use super::super::terms::{Area, DocumentAction, Handling, Word};
use super::super::token::Token;
use super::PassageContext;

/// Lets a number in 项 count items where its words do not say so, and 办理 behind a number of items
/// mean decisions. `own` are the words before the number. Returns whether the number may be one of
/// several changes: 新增3项，取消2项.
pub(super) fn imply_items(
    page: &PassageReader<'_>,
    own: &[Token],
    numeral: &Numeral,
    subject: &mut Subject,
    state: &PassageContext,
) -> bool {
    let current = match state.current[..] {
        [area] if area.is_decision() || area == Area::Fees => Some(area).filter(|_| state.of_items),
        _ => None,
    };
    let says_nothing_else = subject.rows.is_empty()
        && subject.applicants.is_empty()
        && subject.outcomes.is_empty()
        && subject.acts.iter().all(|act| *act == DocumentAction::InForce)
        && !subject.is_foreign();
    let inherits = subject.areas.is_empty() && says_nothing_else && state.rising.is_none();
    if numeral.unit != "项" {
        // In 许可事项由11项减至9项，全年办理1486件 the number is of decisions.
        let decides = subject.handles == [Handling::Handled] && subject.acts.is_empty();
        if inherits && decides && numeral.unit == "件" && current.is_some_and(Area::is_decision) {
            subject.handles.clear();
            subject.acts.push(DocumentAction::Decided);
        }
        return false;
    }
    let text = match own {
        [first, .., last] => &page.plain.text[first.range.start..last.range.end],
        [only] => &page.plain.text[only.range.clone()],
        [] => "",
    };
    let changes = subject.has(Word::Up) || subject.has(Word::Down);
    let left = ["现有", "保留", "达到"].iter().any(|words| text.ends_with(words));
    let says = changes || subject.has(Word::LastYear) || left;
    let clear = subject.unknown.is_empty() || left && subject.unknown.len() == 1;
    let is_named = matches!(subject.areas[..], [Area::Decided(_) | Area::Fees]);
    let mut gross = false;
    if is_named && says_nothing_else && subject.handles.is_empty() && !subject.has(Word::Items) {
        subject.clause_words.push(Word::Items);
        // In 事项412项，减少6项 the first number may be of last year.
        gross = !says;
    } else if let Some(area) = current
        && inherits
        && says
        && clear
        && subject.handles.is_empty()
    {
        subject.areas.push(area);
        subject.clause_words.push(Word::Items);
        gross = changes;
    }
    if subject.has(Word::Items) && !changes && text.ends_with("新增") {
        subject.clause_words.push(Word::Up);
        gross = !subject.has(Word::Compare);
    }
    gross
}
