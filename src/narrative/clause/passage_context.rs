//! What is known of the text before a number, within its passage.

use super::super::claim::CellReading;
use super::super::list::{ListEvent, PartClass};
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::{Applicant, Area, DisputeOutcome, DocumentAction, Handling, Word};
use crate::number::Decimal;
use std::ops::Range;

/// The state of reading within a passage.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the sentence")]
pub(in crate::narrative) struct PassageContext {
    /// The subject that was mentioned last.
    pub current: Vec<Area>,
    /// The number of sentences since then.
    pub age: usize,
    /// The latest clause without a number since the last number.
    pub previous: Option<Range<usize>>,
    /// Disputes named in this sentence.
    pub disputes: Vec<Area>,
    /// How many of them stand before the last ；.
    pub disputes_before: usize,
    /// What the numbers of this sentence count, each once, if it is one thing.
    pub counted: Vec<Area>,
    /// Whether the last count was of items (事项).
    pub of_items: bool,
    /// The row that applicants divide, if the words before them say so: 新收申请中，, 结转件中.
    pub divided_row: Option<Handling>,
    pub last_year: bool,
    /// The same before the open bracket.
    pub last_year_outside: bool,
    /// Words that apply to the whole sentence: 备案, 上半年.
    pub sentence_words: Vec<Word>,
    /// How much of what the tables count the current subject covers.
    pub scope: Scope,
    /// The words for who acts in an earlier clause of this sentence.
    pub agent: Vec<(Range<usize>, Place)>,
    /// Whether the sentence counts applications for something else: 人才公寓申请56件.
    pub other_kind: bool,
    /// Whether the last subject is a noun that no table counts.
    pub current_is_foreign: bool,
    /// Whether the scope is open only because an earlier sentence ended with another noun.
    pub foreign_before: bool,
    /// Whether something that no table counts was mentioned since the current subject, so that 办结
    /// may speak of that.
    pub strayed: bool,
    /// What happened to the documents that were counted last: 制发规章2件、规范性文件11件.
    pub acts: Vec<DocumentAction>,
    /// The last number that is not a percentage, as an index into the facts.
    pub antecedent: Option<usize>,
    /// The last number of last year, as an index into the facts.
    pub base: Option<usize>,
    /// What the last number of last year counts: 去年处罚19件，今年降为16件.
    pub base_words: Option<Subject>,
    /// What the tables say has grown by the last number, and how much of it is meant: 处罚比上年增加24件，
    /// 增长16%.
    pub grown: Option<(Vec<CellReading>, Scope)>,
    /// A growth whose numbers follow.
    pub pending_growth: Option<PendingGrowth>,
    /// The class of the number that 其中 divides.
    pub divided: Option<PartClass>,
    /// Whether the sentence counts disputes by what they are about, so that its wholes count all
    /// disputes, and 行政处罚 is not that of table 2.
    pub kinds: bool,
    /// Whether the sentence says that something is not counted: 不在此列.
    pub excludes: bool,
    /// The number of withdrawn applications in this sentence.
    pub withdrawn: Option<Decimal>,
    /// The numbers of this sentence that may leave out what was withdrawn: indices into the facts.
    pub may_omit: Vec<usize>,
    /// Whether a clause of this sentence compares with another year: 与上年相比，.
    pub compares: bool,
    /// Whether the clause speaks of what is left: 其余.
    pub has_rest: bool,
    /// The rows of table 3 that the last number without applicants counts, which applicants behind
    /// it may divide; none if it counts something else.
    pub whole_rows: Option<Vec<&'static str>>,
    /// The same of the only number of the sentence before, which 其中 at the beginning of this one
    /// divides.
    pub rows_before: Option<Vec<&'static str>>,
    /// The rows of its other readings: 结转 is of either year.
    pub whole_others: Vec<Vec<&'static str>>,
    /// The applicants of the last number outside of brackets.
    pub applicants: Vec<Applicant>,
    /// The applicants whose applications the sentence counts, if it names only these: 企业提出申请15件，
    /// 办结14件.
    pub column: Vec<Applicant>,
    /// The scope of the last number, which one joined by 、 shares.
    pub row_scope: Scope,
    /// The numbers of this sentence whose words name nothing but a noun, as indices into the facts.
    pub nameless: Vec<usize>,
    /// The numbers of this sentence that may be of any cell that their clause names, as indices into
    /// the facts.
    pub open_to_value: Vec<usize>,
    /// The counts of this sentence, as indices into the facts.
    pub counts: Vec<usize>,
    /// The number that the next percentage is a share of, and the number before it: 公开3件，占5件的60%.
    pub share_of: Option<(usize, usize)>,
    /// What a number counts that is about to rise or fall: 由17件增至20件.
    pub rising: Option<Subject>,
    /// The names of the last row of applicants, outcomes or rows, which 其他 may end.
    pub listed: Subject,
    /// The outcome of all disputes that follow in the sentence: 未审结的案件，复议3件，诉讼2件.
    pub of_all_cases: Vec<DisputeOutcome>,
    /// The outcome of the disputes that were counted last, which 其中 may divide.
    pub counted_outcomes: Vec<DisputeOutcome>,
    /// The outcome that stands before the noun of the last number: 被纠正的复议3件.
    pub modifier: Vec<DisputeOutcome>,
    /// The years whose numbers have not been read yet: 2023年、2024年分别为….
    pub years: Vec<u16>,
    /// The counts that the next percentages compare, and the words about them: 分别增长5%、8%.
    pub series: Vec<Option<usize>>,
    pub series_words: Subject,
    /// Whether the number is one of several that 分别 joins, without a name of its own.
    pub unpaired: bool,
    /// Names whose numbers have not been read yet: A、B分别为….
    pub pairs: Vec<Subject>,
    /// For each open bracket, the start of the clause around it and the number of events before it.
    pub brackets: Vec<(usize, usize)>,
    pub events: Vec<ListEvent>,
    /// The last number of the sentence before, which 其中 at the beginning of this one divides.
    pub counted_before: Option<(usize, PartClass)>,
    /// The last whole of the sentences before, which 按渠道分 at the beginning of this one divides.
    pub whole_before: Option<(usize, PartClass)>,
    /// Whether this sentence begins with 按渠道分 or the like.
    pub splits_anew: bool,
}

/// A growth that is told before its numbers.
#[derive(Clone)]
pub(in crate::narrative) struct PendingGrowth {
    /// Whether it is a fall.
    pub down: bool,
    /// The percentage that states it, as an index into the facts: 同比下降25.8%，由上年240件变为302件; else
    /// the bytes of the clause that states the direction: 较上年有所增加，2022年为97件，2023年为93件.
    pub told: Result<usize, Range<usize>>,
}

impl PassageContext {
    /// Begins the part of the sentence behind ；.
    pub fn begin_part(&mut self) {
        self.events.push(ListEvent::Semicolon);
        self.last_year = false;
        self.pending_growth = None;
        self.grown = None;
        self.listed = Subject::default();
        self.column.clear();
        self.disputes_before = self.disputes.len();
        self.sentence_words.retain(|word| matches!(word, Word::Limit | Word::Portion));
        self.acts.clear();
    }

    /// The first number of this sentence outside of brackets that others may divide.
    pub fn first_whole(&self) -> Option<(usize, PartClass)> {
        self.events.iter().find_map(|event| match event {
            ListEvent::Number(fact, class) | ListEvent::Total(fact, class)
                if class.is_whole() || *class == PartClass::Carried =>
            {
                Some((*fact, *class))
            }
            _ => None,
        })
    }

    /// The class of the last number of this sentence.
    pub fn last_class(&self) -> Option<PartClass> {
        self.classes().next()
    }

    /// The classes of the numbers of this sentence outside of closed brackets, the last one first.
    pub fn classes(&self) -> impl Iterator<Item = PartClass> {
        let mut depth = 0_usize;
        self.events.iter().rev().filter_map(move |event| {
            match event {
                ListEvent::Close => depth += 1,
                ListEvent::Bracket(_) => depth = depth.saturating_sub(1),
                ListEvent::Number(_, class) | ListEvent::Total(_, class) if depth == 0 => {
                    return Some(*class);
                }
                _ => {}
            }
            None
        })
    }

    /// Whether the next percentage is a share of that number.
    pub fn is_shared(&self, number: usize) -> bool {
        self.share_of.is_some_and(|(_, whole)| whole == number)
    }

    /// Whether a word with that meaning applies to the sentence.
    pub fn has(&self, word: Word) -> bool {
        self.sentence_words.contains(&word)
    }
}
