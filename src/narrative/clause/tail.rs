//! The words behind a number, and whether they belong to it.

use super::super::passage_reader::PassageReader;
use super::super::subject::Subject;
use super::super::terms::{Area, DisputeOutcome, DocumentAction, Handling, OutcomeRow, Word};
use super::super::token::Token;

/// The words behind a number.
pub(super) struct Tail {
    pub words: Subject,
    /// The index of the token behind them.
    pub end: usize,
    /// Whether they say what the number counts, because nothing before it does: 21起维持.
    pub inverted: bool,
    /// The first of them that says something.
    first: Option<Word>,
    pub before_number: bool,
}

impl Tail {
    /// The words behind the number at this index, before which `own` stands.
    pub fn of(page: &PassageReader<'_>, tokens: &[Token], at: usize, own: &Subject) -> Self {
        let end = tail_end(tokens, at);
        let before_number = matches!(tokens.get(end), Some(Token { word: Word::Number(_), .. }));
        let behind = &tokens[at + 1..end];
        // Before another number only the noun is taken: 对19件行政诉讼案件出庭应诉率100%.
        let noun = behind.iter().position(|token| matches!(token.word, Word::Area(_)));
        let only_noun = before_number || own.has_meaning();
        let end = match noun.filter(|_| only_noun) {
            Some(noun) => {
                let all = |token: &Token| &page.plain.text[token.range.clone()] == "全部";
                let rest = behind[noun + 1..].iter().take_while(|token| !all(token));
                at + 2 + noun + rest.take_while(|token| token.word == Word::Filler).count()
            }
            None => end,
        };
        let end = before_all_closed(page, &tokens[at + 1..end], own)
            .map_or(end, |length| at + 1 + length);
        let behind = &tokens[at + 1..end];
        // In 423个采购项目的公告和合同全部上网 only the noun is counted.
        let items = behind.iter().take_while(|token| match token.word {
            Word::Area(area) => area.is_decision() || area == Area::Procurement,
            word => word == Word::Items,
        });
        let items = items.count();
        let of_noun = items > 0
            && behind[items..].iter().any(|token| token.word == Word::Foreign)
            && matches!(behind.get(items), Some(Token { word: Word::Filler, .. }));
        let behind = if of_noun { &behind[..items] } else { behind };
        let first = behind
            .iter()
            .map(|token| token.word)
            .find(|word| !matches!(word, Word::Filler | Word::Body(_)));
        let noun_first = first.is_some_and(|word| matches!(word, Word::Area(_)));
        Self {
            // In 1件因材料不全结转 the cause leaves out nothing.
            words: Subject { caused: false, ..Subject::of(behind) },
            end,
            inverted: !own.is_decisive()
                && first.is_some_and(Word::is_meaning)
                && (!before_number || noun_first),
            first,
            before_number,
        }
    }

    /// Whether an outcome comes first.
    pub const fn outcome_first(&self) -> bool {
        matches!(self.first, Some(Word::Outcome(_) | Word::Row(_)))
    }

    /// Whether the words belong to the number, before which `own` stands.
    pub fn belongs(&self, own: &Subject) -> bool {
        // In 上年结转4件已在2月底前办毕 what became of them does not change what is counted.
        let is_carried = own.handles.iter().any(|handle| handle.is_carried());
        let wants_noun = own.areas.is_empty()
            && (!is_carried || !self.words.areas.is_empty())
            && (!own.handles.is_empty()
                // In 现行有效的6件已在网站公开 nothing more is counted.
                || !own.acts.is_empty() && !self.words.areas.is_empty()
                || !own.outcomes.is_empty() && matches!(self.first, Some(Word::Area(_))));
        // In 申请中5件不予公开 the outcome behind the number is that of the number.
        let wants_outcome = self.outcome_first()
            && !own.areas.is_empty()
            && own.rows.is_empty()
            && own.outcomes.is_empty()
            && own.handles.is_empty();
        // In 无法提供的申请里有9件系不掌握 the row behind the number is one of the group before it.
        let splits = self.outcome_first()
            && !own.rows.is_empty()
            && own.rows.iter().all(|row| row.is_group())
            && self.words.rows.iter().any(|row| !row.is_group() && *row != OutcomeRow::Withdrawn);
        // In 申请中有44件由自然人提出 the applicants behind the number are those of the number.
        let wants_applicant = matches!(self.first, Some(Word::Applicant(_)))
            && own.applicants.is_empty()
            && own.rows.is_empty()
            && own.outcomes.is_empty()
            && own.handles.is_empty();
        // In 属信访、投诉类的21件不予处理 the group behind the number says what the row is of.
        let completes = !own.rows.is_empty()
            && (own.has(Word::Open)
                || own.rows.iter().all(|row| matches!(row, OutcomeRow::Loose(_))))
            && self.words.rows.iter().any(|row| row.is_group());
        let wanted = wants_applicant
            || completes
            || splits
            || wants_outcome
            || wants_noun
            || !own.is_decisive();
        (self.inverted || wanted && !self.before_number)
            && self.words.is_decisive()
            && !own.has(Word::Channel)
            && !own.is_foreign()
    }
}

/// Where the words begin behind a number and its noun that say that all are closed or open to the
/// public: 46件应办申请已全部办结, 12件规范性文件均已对外公开.
fn before_all_closed(page: &PassageReader<'_>, behind: &[Token], own: &Subject) -> Option<usize> {
    let noun = behind.iter().position(|token| matches!(token.word, Word::Area(_)));
    // In 上年结转的12件和新收的32件已全部办结 the verbs before the numbers name applications.
    let named = matches!(own.handles[..], [Handling::New | Handling::CarriedIn]);
    let noun = noun.or_else(|| named.then_some(0))?;
    let is_each =
        |token: &Token| token.word == Word::Each || &page.plain.text[token.range.clone()] == "全部";
    let each = noun + behind[noun..].iter().position(is_each)?;
    let mut said = behind[each..].iter().map(|token| token.word);
    let closes = said.find(|word| !matches!(word, Word::Each | Word::Filler | Word::Unknown))?;
    let ends = match closes {
        // In 12件申请均由自然人提出 all are meant.
        Word::Applicant(_) => behind[each..].iter().all(|token| token.word != Word::Unknown),
        Word::Handle(Handling::Answered) | Word::Outcome(DisputeOutcome::Closed) => true,
        Word::Act(act) => {
            matches!(behind[noun].word, Word::Area(area) if area.is_document())
                && matches!(act, DocumentAction::Opened | DocumentAction::OpenToPublic)
        }
        _ => false,
    };
    ends.then_some(each)
}

/// The index where the words behind a number end: at a mark, at the next number, or at 、.
pub(super) fn tail_end(tokens: &[Token], at: usize) -> usize {
    let ends = |token: &Token| {
        matches!(token.word, Word::Mark(_) | Word::Number(_) | Word::And | Word::No(_))
    };
    let mut end = at;
    loop {
        end =
            tokens[end + 1..].iter().position(ends).map_or(tokens.len(), |length| end + 1 + length);
        // In 9件来自科研机构、律师事务所 no other number claims the words behind 、.
        let row = tokens.get(end).filter(|token| token.word == Word::And);
        let until = |token: &&Token| !matches!(token.word, Word::Mark(_));
        let number = |token: &Token| matches!(token.word, Word::Number(_) | Word::No(_));
        if row.is_none() || tokens[end..].iter().take_while(until).any(number) {
            return end;
        }
    }
}
