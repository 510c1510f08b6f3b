//! What the text of a report says in numbers, and whether its tables say the same.
//!
//! In: the passages of a [`Report`]. Out: a [`Narrative`]: every number as a [`Fact`] with its
//! place, value, unit and kind, and what it claims about cells. Reading is done when words change
//! ([`Narrative::read`]); judging is cheap and done when numbers change ([`Narrative::judge`]). A
//! claim has all lawful readings (受理 is 新收, or 新收 and 上年结转): it is bound if one fits, and
//! contradicted only if none does, every cell is known, and no word around it leaves room for
//! another scope. In doubt a number is left unchecked. This module knows nothing of rules, findings
//! or pages.

mod claim;
mod clause;
mod judge;
mod lexicon;
mod list;
mod nothing;
mod numeral;
mod page;
mod plain;
mod subject;
mod terms;
mod token;

pub use judge::{Alternative, Judgement, Verdict};
pub use list::{List, Standing};

use crate::edition::{CellId, Slot};
use crate::number::Decimal;
use crate::report::{Disposition, Part, Passage, Report, Spot};
use claim::Claim;
use std::ops::Range;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Things that are counted, or a number without a unit.
    Count,
    /// An amount in 元, 万元 or 亿元.
    Money,
    /// A percentage.
    Percent,
    /// 个百分点.
    Points,
    /// A year, a month or a day of the calendar.
    Date,
    /// A stretch of time: 20个工作日.
    Time,
    /// A document number: 〔2021〕30号, 第711号.
    Document,
    /// 第五十条, 第12期.
    Ordinal,
    /// （一）, 一是, 1.
    ListMark,
    /// Both ends of 3至5.
    Range,
    /// A telephone number, or another long row of digits.
    Phone,
    /// 邮编
    Postcode,
    /// An address in the web, a mail box, a code with letters.
    Code,
    /// Within 《…》.
    Title,
    /// A number that is a name: 12345热线.
    Name,
    /// A Chinese numeral that is just a word: 三个环节.
    Words,
}

impl Kind {
    /// Whether it says how many or how much, so that it should be accounted for.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Count | Self::Money | Self::Percent | Self::Points)
    }
}

/// How exact a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// As written.
    Exact,
    /// 余、多、超过: this or more.
    AtLeast,
    /// 不足: this or less.
    AtMost,
    /// 约、近: near it.
    About,
}

/// Why a clerk put a number aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// 口径不同: it counts something else than the table does.
    OtherScope,
    /// 其他事实: it speaks of something that is in no table.
    OtherFact,
}

impl Aside {
    /// Its name in drafts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OtherScope => "other_scope",
            Self::OtherFact => "other_fact",
        }
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OtherScope => "口径不同",
            Self::OtherFact => "其他事实",
        }
    }

    /// The reason with that name.
    pub fn parse(id: &str) -> Option<Self> {
        [Self::OtherScope, Self::OtherFact].into_iter().find(|aside| aside.id() == id)
    }
}

/// One number in the text, or words that stand for 0 (未收到申请).
#[derive(Clone, Debug)]
pub struct Fact {
    /// Where its passage stands.
    pub spot: Spot,
    /// Which paragraph of that spot, from 0.
    pub paragraph: usize,
    /// The bytes of the passage with the number and its unit.
    pub span: Range<usize>,
    /// The bytes of the clause that says what it counts, number included.
    pub clause: Range<usize>,
    /// The bytes of its sentence.
    pub sentence: Range<usize>,
    /// The number as written, without its unit; for words that stand for 0, the words.
    pub text: String,
    /// What it comes to, in its unit.
    pub value: Decimal,
    /// Its unit, as written; may be empty.
    pub unit: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// How exact it is.
    pub approximation: Approximation,
    /// Whether it is a negation without a number.
    pub negated: bool,
    /// The cell whose live field it is.
    pub live: Option<CellId>,
    /// Why it was put aside, if it was.
    pub aside: Option<Aside>,
    /// One unit of the last digit written.
    step: Decimal,
    /// Written with 万 or 亿.
    rounded: bool,
    /// What it says of cells and other numbers: all of it must hold.
    claims: Vec<Claim>,
    /// Whether nothing around it leaves room for another meaning.
    firm: bool,
}

impl Fact {
    /// The part of the report it stands in.
    pub const fn part(&self) -> Option<Part> {
        self.spot.part()
    }

    /// Whether what it says is compared with last year's report: it speaks of last year, or of
    /// growth.
    pub fn is_of_last_year(&self) -> bool {
        self.claims
            .iter()
            .any(|claim| matches!(claim, Claim::Cells { last: true, .. } | Claim::Growth(_)))
    }

    /// The cell whose number this is, digit for digit, so that a live field can take the place of
    /// [`Fact::text`] and print the same: an exact count of one of this year's cells, written as
    /// the table has it.
    pub fn can_follow(&self, verdict: &Verdict, report: &Report) -> Option<CellId> {
        let Verdict::Bound(cells) = verdict else { return None };
        let [cell] = cells[..] else { return None };
        let exact = self.kind == Kind::Count
            && self.approximation == Approximation::Exact
            && !self.rounded
            && !self.negated;
        let is_the_cell = |claim: &Claim| match claim {
            Claim::Cells { readings, last: false } => {
                let mut own = readings.iter().filter(|reading| {
                    reading.plus.iter().map(|(_, cell)| *cell).eq([cell])
                        && reading.minus.is_empty()
                });
                own.any(|reading| reading.shift == 0 && !reading.at_most)
            }
            _ => false,
        };
        (exact
            && !self.claims.is_empty()
            && self.claims.iter().all(is_the_cell)
            && report.text(cell) == self.text)
            .then_some(cell)
    }

    /// Whether it is about how a number grew.
    pub fn is_growth(&self) -> bool {
        self.claims.iter().any(|claim| matches!(claim, Claim::Growth(_)))
    }

    /// Whether it says of disputes that none was lost (均获维持, 零败诉).
    pub fn is_clean_record(&self) -> bool {
        self.claims.iter().any(|claim| matches!(claim, Claim::CleanRecord(_)))
    }
}

/// Where the numbers of a report stand and what they say.
#[derive(Clone, Debug, Default)]
pub struct Narrative {
    facts: Vec<Fact>,
    lists: Vec<List>,
    /// Facts that are judged together because they must be read alike: 自然人 and 法人.
    groups: Vec<Vec<usize>>,
    /// The slots whose values the facts read.
    reads: Vec<bool>,
    passages: Vec<Passage>,
    /// The unit that amounts of 采购 were brought to.
    procurement_unit: Option<String>,
    dispositions: Vec<Disposition>,
}

/// How many numbers there are and how many are accounted for: “21 个数字，19 个已核”.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Numbers that say how many or how much.
    pub numbers: usize,
    /// Of these, bound to cells, proven, live or put aside.
    pub checked: usize,
    /// Of these, contradicted.
    pub contradicted: usize,
}

impl Narrative {
    /// Reads the parts and the notes under tables of a report.
    pub fn read(report: &Report) -> Self {
        Self::read_passages(report, report.passages())
    }

    /// Reads these passages, which are those of the report.
    pub fn read_passages(report: &Report, passages: Vec<Passage>) -> Self {
        let mut narrative =
            Self { reads: vec![false; report.form().cells().len()], ..Self::default() };
        let mut reader = clause::Reader::new(report);
        for passage in passages.iter().filter(|passage| {
            matches!(passage.spot, Spot::Heading(_) | Spot::Section(_) | Spot::TableNote(_))
        }) {
            reader.read(passage, &mut narrative.facts, &mut narrative.lists);
        }
        narrative.groups = judge::groups(&narrative.facts, &narrative.lists);
        for fact in &narrative.facts {
            fact.claims.iter().flat_map(Claim::slots).for_each(|slot| narrative.reads[slot] = true);
        }
        narrative.passages = passages;
        narrative.procurement_unit = clause::procurement_unit(report).map(str::to_owned);
        narrative.set_dispositions(report);
        narrative
    }

    /// The numbers, in the order of print. Words that stand for 0 are among them.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Wholes with their parts: A件，其中a件、b件.
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The passages that were read.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The words of the passage that a fact stands in.
    pub fn words(&self, fact: &Fact) -> &str {
        let here =
            |passage: &&Passage| passage.spot == fact.spot && passage.paragraph == fact.paragraph;
        self.passages.iter().find(here).map_or("", |passage| passage.words.as_str())
    }

    /// The sentence that a fact stands in.
    pub fn sentence(&self, fact: &Fact) -> &str {
        self.words(fact).get(fact.sentence.clone()).unwrap_or_default().trim()
    }

    /// The clause that says what a fact counts.
    pub fn clause(&self, fact: &Fact) -> &str {
        let clause = self.words(fact).get(fact.clause.clone()).unwrap_or_default();
        clause.trim_matches(|c: char| c.is_whitespace() || "，；：、（）,;:()。".contains(c))
    }

    /// What puts a number aside, to be kept in [`Report::dispositions`].
    pub fn disposition(&self, fact: &Fact, aside: Aside) -> Disposition {
        Disposition {
            section: fact.part().map_or("", Part::id).to_owned(),
            text: self.sentence(fact).to_owned(),
            number: fact.text.clone(),
            occurrence: self.occurrence(fact),
            kind: aside.id().to_owned(),
            ..Disposition::default()
        }
    }

    /// How many numbers written alike stand before a fact in sentences of the same words of its
    /// part.
    fn occurrence(&self, fact: &Fact) -> usize {
        let before = self.facts.iter().take_while(|other| !std::ptr::eq(*other, fact));
        let alike = |other: &&Fact| {
            other.part() == fact.part()
                && same_words(&other.text, &fact.text)
                && same_words(self.sentence(other), self.sentence(fact))
        };
        before.filter(alike).count()
    }

    /// What put a number aside, if something did: the number and its sentence are those that were
    /// put aside, white space apart.
    pub fn put_aside_by(&self, fact: &Fact) -> Option<&Disposition> {
        let part = fact.part().map_or("", Part::id);
        let sentence = self.sentence(fact);
        let mut alike = self
            .dispositions
            .iter()
            .filter(|kept| {
                kept.section == part
                    && same_words(&kept.number, &fact.text)
                    && same_words(&kept.text, sentence)
            })
            .peekable();
        // To count the others is dear, and most numbers were never put aside.
        alike.peek()?;
        let occurrence = self.occurrence(fact);
        alike.find(|kept| kept.occurrence == occurrence)
    }

    /// Whether these are the words that were read.
    pub fn is_of(&self, passages: &[Passage]) -> bool {
        self.passages == passages
    }

    /// Whether amounts were read by the units that are picked in the report; if not, it has to be
    /// read again.
    pub fn has_units_of(&self, report: &Report) -> bool {
        self.procurement_unit.as_deref() == clause::procurement_unit(report)
    }

    /// Takes in what was put aside, if that has changed; `true` if it had.
    pub fn set_dispositions(&mut self, report: &Report) -> bool {
        if self.dispositions == report.dispositions {
            return false;
        }
        self.dispositions.clone_from(&report.dispositions);
        let aside = |fact: &Fact| self.put_aside_by(fact).and_then(|kept| Aside::parse(&kept.kind));
        let asides: Vec<Option<Aside>> = self.facts.iter().map(aside).collect();
        self.facts.iter_mut().zip(asides).for_each(|(fact, aside)| fact.aside = aside);
        true
    }

    /// Whether a number in the text speaks of that cell.
    pub fn reads(&self, slot: Slot) -> bool {
        self.reads.get(slot).copied().unwrap_or(false)
    }

    /// Judges every number by the values of the cells, by slot of the report's form: this year's,
    /// and last year's (all `None` without a report of last year). The answer has one verdict for
    /// each fact.
    pub fn judge(&self, values: &[Option<Decimal>], last: &[Option<Decimal>]) -> Judgement {
        judge::judge(self, values, last)
    }

    /// Judges every number by the values that stand in the report.
    pub fn judge_report(&self, report: &Report) -> Judgement {
        let cells = || report.form().cells().iter();
        let values: Vec<_> = cells().map(|cell| report.value(cell.id)).collect();
        let last: Vec<_> = cells()
            .map(|cell| report.last_year.as_ref().and_then(|last| last.value(cell.id)))
            .collect();
        self.judge(&values, &last)
    }
}

/// Whether words are the same, white space apart.
fn same_words(one: &str, other: &str) -> bool {
    let counts = |c: &char| !crate::number::is_space(*c);
    one.chars().filter(counts).eq(other.chars().filter(counts))
}

#[cfg(test)]
mod tests;
