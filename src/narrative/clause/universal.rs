//! Statements about all applications or all documents without a number: 收到的申请全部予以公开,
//! 新制作的规范性文件均已公开.

use super::super::claim::Claim;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::{Area, DocumentAction, OutcomeRow, Word};
use super::super::token::Token;
use super::super::{Approximation, TextNumber};
use super::{ClauseReader, PassageContext};
use std::ops::Range;

/// Nouns that are not applications, so that what happened to all may be said of them.
const OTHER_NOUNS: [&str; 12] = [
    "信息",
    "文件",
    "事项",
    "内容",
    "目录",
    "材料",
    "数据",
    "标准",
    "预算",
    "决算",
    "答复书",
    "清单",
];

impl ClauseReader<'_> {
    /// Reads 收到的申请全部予以公开 as a claim that no application ended otherwise.
    pub(super) fn all_have(
        &self,
        page: &PassageReader<'_>,
        tokens: &[Token],
        range: Range<usize>,
        state: &PassageContext,
    ) -> Option<TextNumber> {
        let clause = &tokens[range];
        let is_row = |token: &Token| matches!(token.word, Word::Row(_));
        let is_each = |token: &Token| says_all(page, token);
        let first_each = clause.iter().position(is_each)?;
        let first = first_each + clause[first_each..].iter().position(is_row)?;
        let each = clause[..first].iter().rposition(is_each)?;
        let words = Subject::of(clause);
        let rows = |tokens: &[Token]| -> Vec<OutcomeRow> {
            let rows = tokens.iter().filter_map(|token| match token.word {
                Word::Row(row) => Some(row),
                _ => None,
            });
            rows.collect()
        };
        let (before, named) = (rows(&clause[..each]), rows(&clause[each..]));
        let within = match before[..] {
            [] => None,
            [group] if group.is_group() => Some(group),
            _ => return None,
        };
        let text = |token: &Token| &page.plain.text[token.range.clone()];
        let others = || clause.iter().filter(|token| !is_row(token) && !token.word.is_meaning());
        let denies = others()
            .any(|token| !is_each(token) && text(token).contains(['未', '没', '无', '不', '除']));
        let names_others =
            others().any(|token| OTHER_NOUNS.iter().any(|noun| text(token).contains(noun)));
        let goes_on = clause[each..first].iter().all(|token| {
            matches!(
                token.word,
                Word::Filler | Word::Each | Word::Unknown | Word::Handle(_) | Word::And
            )
        });
        let clear = |words: &Subject| {
            !words.is_foreign()
                && !words.narrowed
                && words.outcomes.is_empty()
                && words.unknown.iter().all(|(_, place)| *place != Place::Attribute)
                && ![Word::Rest, Word::Open, Word::Channel, Word::Rate, Word::Part]
                    .into_iter()
                    .any(|word| words.has(word))
        };
        let says = goes_on
            && !denies
            && !names_others
            && clear(&words)
            && state.counts.is_empty()
            && state.brackets.is_empty()
            && !state.last_year
            && !named.contains(&OutcomeRow::Withdrawn)
            && !state.has(Word::Except)
            && !state.has(Word::Part);
        if !says {
            return None;
        }
        let of_requests = |words: &Subject| {
            !words.areas.is_empty() && words.areas.iter().all(|a| a.is_requests())
        };
        let own = words.main_areas();
        let told = if own.is_empty() {
            let previous = state.previous.clone().map(|range| Subject::of(&tokens[range]));
            match previous {
                Some(previous) => {
                    of_requests(&previous) && clear(&previous) && previous.applicants.is_empty()
                }
                None => !state.current.is_empty() && state.current.iter().all(|a| a.is_requests()),
            }
        } else {
            of_requests(&words)
        };
        let inherited = if own.is_empty() { state.scope } else { Scope::Whole };
        let known = Subject::of_clause(clause);
        let scope = self.scope_of(page, &known, state).max(inherited);
        if !told || scope != Scope::Whole {
            return None;
        }
        let reading = self.readings.other_outcomes(&named, within, &words.applicants)?;
        let claim = Claim::Cells { readings: vec![reading], last: false };
        let span = clause.first()?.range.start..clause.last()?.range.end;
        Some(page.zero(clause[each].range.start..span.end, span, claim, scope))
    }

    /// Reads 申请人均按期缴纳信息处理费 as a claim that no application ended because of a fee.
    pub(super) fn all_paid(
        &self,
        page: &PassageReader<'_>,
        clause: &[Token],
        state: &PassageContext,
    ) -> Option<TextNumber> {
        const ON_TIME: [&str; 5] = ["按期", "按时", "如期", "已缴", "足额"];
        if !page.names_payment {
            return None;
        }
        let span = clause.first()?.range.start..clause.last()?.range.end;
        let text = &page.plain.text[span.clone()];
        let each = clause.iter().find(|token| says_all(page, token))?;
        let pays = text.contains("缴纳") || text.contains("缴费") || text.contains("缴清");
        let on_time = ON_TIME.iter().any(|word| text.contains(word));
        let of_fee = text.contains("申请人") || text.contains("处理费");
        let denies = text.contains(['未', '没', '无', '不', '逾', '除']);
        if !pays || !on_time || !of_fee || denies || state.last_year {
            return None;
        }
        let row = OutcomeRow::Single("other.overdue_fee");
        let words = Subject { rows: vec![row], ..Subject::default() };
        let readings = self.readings.requests(&words, true)?.readings;
        let claim = Claim::Cells { readings, last: false };
        Some(page.zero(each.range.start..span.end, span, claim, Scope::Whole))
    }

    /// Reads 行政诉讼2件，均为复议后起诉 as a claim that there were no lawsuits of the other kind.
    pub(super) fn all_of_one_suit(
        &self,
        page: &PassageReader<'_>,
        clause: &[Token],
        subject: &Subject,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let other = match subject.main_areas()[..] {
            [Area::Direct] => Area::AfterReview,
            [Area::AfterReview] => Area::Direct,
            _ => return None,
        };
        let whole = &facts[*state.counts.last()?];
        let says = subject.has(Word::Each)
            && state.counted.last() == Some(&Area::Litigation)
            && whole.scope == Scope::Whole
            && subject.outcomes.is_empty()
            && subject.unknown.is_empty()
            && !subject.has(Word::Rest)
            && !subject.is_foreign()
            && !state.has(Word::Except);
        if !says || state.last_year {
            return None;
        }
        let meaning = self.readings.disputes(&Subject::default(), &[other])?;
        let claim = Claim::Cells { readings: meaning.readings, last: false };
        let span = clause.first()?.range.start..clause.last()?.range.end;
        Some(page.zero(span.clone(), span, claim, Scope::Whole))
    }

    /// Reads 新制作规范性文件14件，均已公开 as a claim that at least so many were opened.
    pub(super) fn all_opened(
        &self,
        page: &PassageReader<'_>,
        clause: &[Token],
        subject: &Subject,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Option<TextNumber> {
        let whole = &facts[*state.counts.last()?];
        let of_documents =
            !state.current.is_empty() && state.current.iter().all(|area| area.is_document());
        let made = [DocumentAction::Issued, DocumentAction::NewlyMade];
        let opens = matches!(
            subject.acts[..],
            [DocumentAction::Opened | DocumentAction::OpenToPublic | DocumentAction::Published]
        );
        let says_all = clause.iter().any(|token| says_all(page, token));
        let says = of_documents
            && opens
            && says_all
            && state.counts.len() == 1
            && state.acts.iter().all(|act| made.contains(act))
            && !state.acts.is_empty()
            && subject.areas.is_empty()
            && subject.rows.is_empty()
            && !subject.is_foreign()
            && whole.scope == Scope::Whole
            && whole.approximation == Approximation::Exact
            && !state.has(Word::Except);
        let text = |token: &Token| &page.plain.text[token.range.clone()];
        if !says || clause.iter().any(|token| text(token).contains(['未', '没', '无', '不'])) {
            return None;
        }
        let opened = Subject {
            areas: state.current.clone(),
            acts: vec![DocumentAction::NewlyOpened],
            ..Subject::default()
        };
        let meaning = self.readings.documents(&opened, &state.current)?;
        let span = clause.first()?.range.start..clause.last()?.range.end;
        let claim = Claim::Cells { readings: meaning.readings, last: false };
        let phrase = page.zero(span.clone(), span, claim, Scope::Whole);
        Some(TextNumber { value: whole.value, approximation: Approximation::AtLeast, ..phrase })
    }
}

/// Whether a word says something of all: 均, 全部.
pub(super) fn says_all(page: &PassageReader<'_>, token: &Token) -> bool {
    token.word == Word::Each || &page.plain.text[token.range.clone()] == "全部"
}
