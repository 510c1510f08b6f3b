//! Whether the words of a number leave little room for another meaning, so that a contradiction is
//! sure enough to be asked about (核实), and not only told (提示).

use super::super::NumberKind;
use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, Handling, Word};
use super::super::token::Token;
use super::number_context::{Change, NumberContext};
use super::tail::tail_end;
use super::{ClauseReader, PassageContext};
use crate::narrative::Approximation;
use std::ops::Range;

/// How many words behind a number are looked at. The limit keeps the time linear.
const MOST_TOKENS: usize = 60;
/// Words that let a number speak of something else than the words beside it.
const LEADS_AWAY: [Word; 12] = [
    Word::Up,
    Word::Down,
    Word::Each,
    Word::Respectively,
    Word::Items,
    Word::Rest,
    Word::Open,
    Word::Channel,
    Word::LastYear,
    Word::Compare,
    Word::Apart,
    Word::Several(2),
];

impl ClauseReader<'_> {
    /// Whether the words beside a number, all of them known, name what it states by themselves.
    /// `own` are the words before it, and `state` is that before it was read.
    pub(super) fn is_direct(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        own: Range<usize>,
        context: &NumberContext<'_>,
        state: &PassageContext,
    ) -> bool {
        let at = own.end;
        let own = &tokens[own];
        let behind = &tokens[at + 1..tail_end(tokens, at)];
        let names = |token: &Token| {
            matches!(token.word, Word::Filler | Word::Area(_) | Word::OnRequest | Word::Matter)
        };
        // In 217件复议案件、150件诉讼案件没有审结 what is said at the end is of both.
        let most = &tokens[at..tokens.len().min(at + MOST_TOKENS)];
        let is_mark = |token: &Token| matches!(token.word, Word::Mark(_));
        let end = most.iter().position(is_mark).unwrap_or(most.len());
        let clause = most[..end].iter().rev();
        let mut last_words = clause.take_while(|token| !matches!(token.word, Word::Number(_)));
        let said_of_all = last_words.any(|token| token.word.is_meaning() && !names(token));
        let clear = self.are_known(page, own)
            && !said_of_all
            && behind.iter().all(names)
            && own.iter().all(|token| self.is_of_year(page, token))
            && state.pairs.is_empty()
            && state.series.is_empty()
            && state.brackets.is_empty()
            && !state.excludes
            && !state.last_year
            && !state.has(Word::Except)
            && !self.names_office(&tokens[at.saturating_sub(MOST_TOKENS)..at])
            && context.names.is_empty();
        clear
            && match context.change {
                Change::Base => false,
                Change::Growth => is_plain_growth(own, state),
                Change::None if is_percentage(context.numeral) => {
                    is_plain_share(own, context.numeral, state)
                }
                Change::None => {
                    // 申请 alone may be of another kind.
                    let is_general = context.subject.areas == [Area::Applications];
                    (!is_general || self.speaks_of_requests(state))
                        && is_plain_count(own, behind, context, state)
                }
            }
    }

    /// Whether the words around 未收到 or 零败诉, all of them known, name nothing but the agency and the
    /// year. The clause begins at `start` and ends at `end`, and the phrase stands at `at`.
    pub(super) fn denies_directly(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        (start, at, end): (usize, usize, usize),
        state: &PassageContext,
    ) -> bool {
        let (before, behind) = (&tokens[start..at], &tokens[at + 1..end]);
        // In 其中3个区实现零结转 it is said of what the number counts.
        let behind_number =
            start.checked_sub(1).is_some_and(|at| matches!(tokens[at].word, Word::Number(_)));
        let says_little = |token: &Token| match token.word {
            Word::Filler | Word::ThisYear | Word::Total | Word::Realm(_) | Word::Area(_) => true,
            Word::Unknown => self.are_known(page, std::slice::from_ref(token)),
            Word::Year(year) => year == self.report.year,
            _ => false,
        };
        !behind_number
            && before.iter().all(says_little)
            && self.are_known(page, behind)
            && !behind.iter().any(|token| matches!(token.word, Word::Each | Word::Foreign))
            && !state.excludes
            && !state.last_year
            && !state.has(Word::Except)
            && state.scope == Scope::Whole
    }

    /// Whether an office is named that is one of many, so that the numbers may be its own.
    fn names_office(&self, before: &[Token]) -> bool {
        !self.report.agency.level.is_grassroots()
            && before.iter().any(|token| token.word == Word::Office)
    }

    /// Whether a token names no other year.
    fn is_of_year(&self, page: &PassageReader<'_>, token: &Token) -> bool {
        let text = &page.plain.text[token.range.clone()];
        !text.starts_with("20") || text.starts_with(&self.report.year.to_string())
    }

    /// Whether some of the words are neither known nor parts of the agency's name.
    pub(super) fn names_unknown(&self, page: &PassageReader<'_>, subject: &Subject) -> bool {
        let name = self.report.agency.name.as_str();
        subject.unknown.iter().any(|(range, _)| !name.contains(&page.plain.text[range.clone()]))
    }

    /// Whether all words of a clause are known, or parts of the agency's name.
    pub(super) fn are_known(&self, page: &PassageReader<'_>, clause: &[Token]) -> bool {
        let name = self.report.agency.name.as_str();
        clause.iter().all(|token| {
            let text = &page.plain.text[token.range.clone()];
            token.word != Word::Unknown || text.chars().nth(1).is_some() && name.contains(text)
        })
    }
}

fn is_percentage(numeral: &Numeral) -> bool {
    matches!(numeral.kind, NumberKind::Percent | NumberKind::Points)
}

/// Whether a count or an amount has its noun, its verb or its row beside it, and nothing before it
/// in the sentence narrows that.
fn is_plain_count(
    own: &[Token],
    behind: &[Token],
    context: &NumberContext<'_>,
    state: &PassageContext,
) -> bool {
    let words = Subject::of(own);
    let has_noun = behind.iter().any(|token| matches!(token.word, Word::Area(_)));
    let of_one_dispute =
        !words.areas.is_empty() || words.outcomes.is_empty() || state.disputes.len() < 2;
    // 制发4件 and 维持3件 speak of what the sentence has named, and rows only of applications.
    let has_area = has_noun || !words.areas.is_empty() || !words.rows.is_empty();
    // 逾期不补正和其他情形35件 counts both.
    let joins = own.iter().skip(1).any(|token| token.word == Word::And);
    (words.has_meaning() || has_noun)
        && !joins
        && (!words.outcomes.is_empty() || context.subject.outcomes.is_empty())
        && (has_area || state.age == 0 && !state.strayed)
        && !LEADS_AWAY.iter().any(|word| words.has(*word))
        && !words.narrowed
        && !words.caused
        && !words.is_foreign()
        && words.bracketed_rows.is_empty()
        && of_one_dispute
        // An agency that deals with disputes may decide them itself.
        && (words.handles.is_empty() || !words.areas.iter().any(|area| area.is_dispute()))
        && (state.scope == Scope::Whole || !words.areas.is_empty())
        && state.divided_row.is_none_or(|row| row == Handling::New)
        && (state.column.is_empty() || !context.subject.applicants.is_empty())
        && context.numeral.approximation == Approximation::Exact
        && !context.numeral.in_words
}

/// Whether a percentage is only said to be a share of what stands right before it.
fn is_plain_share(own: &[Token], numeral: &Numeral, state: &PassageContext) -> bool {
    let only_says_so = |token: &Token| {
        matches!(token.word, Word::Share | Word::Filler | Word::Rate | Word::Mark(_))
    };
    state.antecedent.is_some()
        && own.iter().any(|token| matches!(token.word, Word::Share | Word::Rate))
        && !numeral.in_words
        && numeral.approximation == Approximation::Exact
        && own.iter().all(only_says_so)
}

/// Whether a growth can be only that of the one count of the sentence, or names what grew.
fn is_plain_growth(own: &[Token], state: &PassageContext) -> bool {
    let words = Subject::of(own);
    let names_count = !words.areas.is_empty() && words.handles.is_empty() && words.rows.is_empty();
    if state.antecedent.is_none() {
        names_count
    } else {
        state.counts.len() == 1 && !words.has_meaning()
    }
}
