//! The combined meaning of the words around one number.

use super::surroundings::{Behind, Next, surroundings};
use super::terms::{Applicant, Area, DisputeOutcome, DocumentAction, Handling, OutcomeRow, Word};
use super::token::Token;
use super::word_set::WordSet;
use std::ops::Range;

/// The words of a clause, grouped by what they mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    pub areas: Vec<Area>,
    pub handles: Vec<Handling>,
    pub rows: Vec<OutcomeRow>,
    /// Rows named in brackets: 公开12件（含部分公开）.
    pub bracketed_rows: Vec<OutcomeRow>,
    pub applicants: Vec<Applicant>,
    pub outcomes: Vec<DisputeOutcome>,
    pub acts: Vec<DocumentAction>,
    /// Words that apply to the clause as a whole.
    pub clause_words: WordSet,
    /// The disputes that the bodies decide which are named with an outcome or a verb: 法院纠正1件,
    /// 被复议机关或人民法院纠正的2件.
    pub bodies: Vec<Area>,
    /// The unknown words, and where they stand.
    pub unknown: Vec<(Range<usize>, Place)>,
    /// Whether words make the noun narrower than what the tables count: 涉农, 超期, 信访类.
    pub narrowed: bool,
    /// Whether a noun that no table counts stands before what happened: 信访引发的.
    pub caused: bool,
    /// How many of the last numbers are meant together: 两项合计.
    pub several: Option<usize>,
}

/// Where unknown words stand in a clause, which decides what they can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of the clause: they may say who acted.
    Start,
    /// Right before a noun that is counted: they say which kind of it.
    Attribute,
    /// Right behind a noun or a verb, with no noun to follow: they are what is counted.
    Noun,
    /// Anywhere else: they change nothing.
    Aside,
}

impl Subject {
    /// Groups the words of a clause. Of words in closed brackets only rows count, as asides.
    pub fn of(tokens: &[Token]) -> Self {
        let mut subject = Self::default();
        let mut depth = 0_usize;
        let mut bodies = Vec::new();
        let words = WordSet::of_tokens(tokens);
        let has = |word| words.contains(word);
        let excepted = if has(Word::Except) { excepted(tokens) } else { 0..0 };
        let is_close = |token: &Token| token.word == Word::Mark('）');
        let has_brackets = has(Word::Mark('）')) && tokens.iter().any(is_close);
        // Only of these words it matters what stands behind them.
        let depends = has(Word::Unknown) || has(Word::Matter) || has(Word::Foreign);
        let behind = if depends { surroundings(tokens) } else { Vec::new() };
        let (mut has_led, mut takes) = (true, false);
        let mut is_joined = true;
        for (at, token) in tokens.iter().enumerate() {
            match token.word {
                Word::Mark('（') if has_brackets => depth += 1,
                Word::Mark('）') => depth = depth.saturating_sub(1),
                Word::Row(row) if depth > 0 => subject.bracketed_rows.push(row),
                _ if depth > 0 || excepted.contains(&at) => {}
                Word::Body(area) => {
                    // Only bodies that 或 joins are meant together.
                    let joined = at > 1
                        && tokens[at - 1].word == Word::And
                        && matches!(tokens[at - 2].word, Word::Body(_));
                    if !joined {
                        bodies.clear();
                    }
                    push(&mut bodies, area);
                }
                Word::Several(count) => subject.several = Some(count),
                Word::Unknown => {
                    let place = place(tokens, at, behind[at], has_led);
                    subject.unknown.push((token.range.clone(), place));
                }
                Word::Applicant(_) => {
                    // In 法人或其他组织申请中商业企业61件 the first name is the whole.
                    if !is_joined {
                        subject.applicants.clear();
                    }
                    is_joined = false;
                    subject.add(token);
                }
                Word::Matter if takes => {}
                // In “本机关不掌握”类 a quotation mark stands between.
                Word::Kind
                    if at > 0
                        && (is_outcome(tokens[at - 1].word)
                            || at > 1
                                && tokens[at - 1].word == Word::Filler
                                && tokens[at - 1].range.len() == '”'.len_utf8()
                                && is_outcome(tokens[at - 2].word)) => {}
                Word::Matter | Word::Foreign if behind[at].noun => {
                    subject.narrowed = true;
                }
                Word::Matter | Word::Foreign if behind[at].outcome => {
                    subject.caused = true;
                }
                _ => subject.add(token),
            }
            is_joined |= token.word == Word::And;
            has_led &= leads(token.word);
            takes |= takes_matter(token.word);
        }
        let decides = !subject.outcomes.is_empty()
            || !subject.handles.is_empty()
            || subject.has(Word::OfDisclosure);
        subject.bodies = if decides { bodies } else { Vec::new() };
        // In 收到的申请已办结34件 the first verb only says which applications.
        if subject.handles.contains(&Handling::Received) && has(Word::Area(Area::Applications)) {
            let place = |wanted: fn(&Token) -> bool| tokens.iter().position(wanted);
            let received = place(|token| token.word == Word::Handle(Handling::Received));
            let noun = place(|token| matches!(token.word, Word::Area(_)));
            let answered = place(|token| token.word == Word::Handle(Handling::Answered));
            if received.is_some() && received < noun && noun < answered {
                subject.handles.retain(|handle| *handle != Handling::Received);
            }
        }
        subject
    }

    /// Whether a clause with these words may be decisive, or compares.
    pub fn may_be_decisive(words: WordSet) -> bool {
        const DECISIVE: WordSet = WordSet::of(&[
            Word::Area(Area::Applications),
            Word::Handle(Handling::Received),
            Word::Row(OutcomeRow::Other),
            Word::Applicant(Applicant::Natural),
            Word::Outcome(DisputeOutcome::Other),
            Word::Act(DocumentAction::Opened),
            Word::OnRequest,
            Word::Channel,
            Word::Foreign,
            Word::Registered,
            Word::Matter,
            Word::Items,
            Word::Rate,
            Word::Compare,
        ]);
        words.meets(DECISIVE)
    }

    /// Groups the words of a clause without a number, in which unknown words before a noun are a
    /// verb: 认真做好依申请公开工作.
    pub fn of_clause(tokens: &[Token]) -> Self {
        let mut subject = Self::of(tokens);
        for (_, place) in &mut subject.unknown {
            *place = match place {
                Place::Start | Place::Attribute => Place::Start,
                Place::Noun | Place::Aside => Place::Aside,
            };
        }
        subject
    }

    fn add(&mut self, token: &Token) {
        match token.word {
            Word::Area(area) => push(&mut self.areas, area),
            Word::Handle(handle) => push(&mut self.handles, handle),
            Word::Row(row) => push(&mut self.rows, row),
            Word::Applicant(applicant) => {
                // In 企业、律所等法人或其他组织 the first names are examples.
                if applicant == Applicant::Organisations && self.has(Word::Open) {
                    self.applicants.clear();
                }
                push(&mut self.applicants, applicant);
            }
            Word::Outcome(outcome) => push(&mut self.outcomes, outcome),
            Word::Act(act) => push(&mut self.acts, act),
            Word::OnRequest => {
                push(&mut self.areas, Area::Requests);
                self.clause_words.push(Word::OnRequest);
            }
            Word::Registered => self.clause_words.push(Word::Foreign),
            Word::Narrow | Word::Kind | Word::Such => self.narrowed = true,
            Word::Unknown
            | Word::Several(_)
            | Word::Since
            | Word::Except
            | Word::Outside
            | Word::Body(_)
            | Word::And
            | Word::ThisYear
            | Word::No(_)
            | Word::Filler
            | Word::Mark(_)
            | Word::Number(_)
            | Word::Year(_)
            | Word::YearEnd => {}
            word => self.clause_words.push(word),
        }
    }

    /// Whether one of the clause's words has that meaning.
    #[inline]
    pub fn has(&self, word: Word) -> bool {
        self.clause_words.contains(word)
    }

    /// The kinds of area that the words speak of as a whole: 县 for 全县.
    pub fn areas_as_a_whole(&self) -> impl Iterator<Item = char> {
        self.clause_words.realms()
    }

    /// Whether the words say what is counted, not only where it happened.
    pub fn is_decisive(&self) -> bool {
        self.has_meaning() || self.has(Word::Channel) || self.is_foreign() || self.has(Word::Rate)
    }

    /// Whether the words name something that no table counts. 事项 is one, except of decisions.
    pub fn is_foreign(&self) -> bool {
        let has_items =
            |area: &Area| area.is_decision() || matches!(area, Area::Fees | Area::Procurement);
        let items = !self.areas.is_empty() && self.areas.iter().all(has_items);
        self.has(Word::Foreign) || self.has(Word::Matter) || self.has(Word::Items) && !items
    }

    /// Whether the words name rows of table 3.
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether a row of a group is named, whose words are used of nothing else.
    pub fn names_row(&self) -> bool {
        self.rows.iter().any(|row| matches!(row, OutcomeRow::Single(_)))
    }

    /// Whether only applications for information are dealt with in such words: 逾期不补正, 结转下年.
    pub fn is_of_requests(&self) -> bool {
        self.rows.iter().any(|row| *row != OutcomeRow::Withdrawn)
            || self.handles.iter().any(|handle| handle.is_carried())
    }

    /// Whether the words name something that cells count.
    pub fn has_meaning(&self) -> bool {
        !self.areas.is_empty()
            || !self.handles.is_empty()
            || !self.rows.is_empty()
            || !self.applicants.is_empty()
            || !self.outcomes.is_empty()
            || !self.acts.is_empty()
    }

    /// Whether the words name more than that something is counted: a row, an outcome or an area.
    pub fn names_more(&self) -> bool {
        self.has_rows()
            || !self.areas.is_empty()
            || !self.outcomes.is_empty()
            || !self.applicants.is_empty()
    }

    /// Whether a number belongs to a comparison with another year.
    pub fn is_growth(&self) -> bool {
        (self.has(Word::Compare) || self.has(Word::LastYear))
            && (self.has(Word::Up) || self.has(Word::Down))
    }

    /// What is counted. Where disputes are named, applications are left out: 因信息公开申请引起的行政复议.
    pub fn main_areas(&self) -> Vec<Area> {
        let disputes: Vec<Area> =
            self.areas.iter().copied().filter(|area| area.is_dispute()).collect();
        if disputes.is_empty() { self.areas.clone() } else { narrowed(&disputes) }
    }

    /// Adds the words of another clause.
    pub fn join(&mut self, other: &Self) {
        const SHARED: WordSet = WordSet::of(&[
            Word::Channel,
            Word::Open,
            Word::Foreign,
            Word::Matter,
            Word::Items,
            Word::Rate,
            Word::Limit,
            Word::Portion,
            Word::Office,
            Word::OnRequest,
        ]);
        other.areas.iter().for_each(|area| push(&mut self.areas, *area));
        other.handles.iter().for_each(|handle| push(&mut self.handles, *handle));
        other.rows.iter().for_each(|row| push(&mut self.rows, *row));
        other.bracketed_rows.iter().for_each(|row| push(&mut self.bracketed_rows, *row));
        other.applicants.iter().for_each(|applicant| push(&mut self.applicants, *applicant));
        other.outcomes.iter().for_each(|outcome| push(&mut self.outcomes, *outcome));
        other.acts.iter().for_each(|act| push(&mut self.acts, *act));
        self.clause_words.join(other.clause_words.common(SHARED));
        if self.bodies.is_empty() {
            self.bodies.clone_from(&other.bodies);
        }
        self.narrowed |= other.narrowed;
        self.caused |= other.caused;
        self.clause_words.extend(other.areas_as_a_whole().map(Word::Realm));
        self.unknown.extend(other.unknown.iter().cloned());
    }
}

/// Where the unknown words at this index of a clause stand. `leads` is whether only words stand
/// before them that say nothing about what happened.
fn place(tokens: &[Token], at: usize, behind: Behind, leads: bool) -> Place {
    if behind.next == Next::Noun {
        return Place::Attribute;
    }
    let before = at.checked_sub(1).map(|before| tokens[before].word);
    let is_counted = |word: Word| {
        matches!(word, Word::Area(_) | Word::OnRequest | Word::Handle(_) | Word::Foreign)
    };
    if before.is_some_and(is_counted) && behind.next == Next::Nothing {
        Place::Noun
    } else if before == Some(Word::Open) && at > 1 {
        // In 申请涉及房屋征收的97件 they say which of them.
        Place::Attribute
    } else if leads {
        Place::Start
    } else {
        Place::Aside
    }
}

/// Whether somebody who acts may be named behind the word.
const fn leads(word: Word) -> bool {
    matches!(
        word,
        Word::Filler
            | Word::Unknown
            | Word::Each
            | Word::Total
            | Word::ThisYear
            | Word::Year(_)
            | Word::Realm(_)
            | Word::Part
    )
}

/// Whether 信息 or 文件 behind the word is what the word says something of.
const fn takes_matter(word: Word) -> bool {
    matches!(word, Word::Row(_) | Word::Act(DocumentAction::InForce))
}

/// The tokens that 除…外 leaves out.
fn excepted(tokens: &[Token]) -> Range<usize> {
    let start = tokens.iter().position(|token| token.word == Word::Except);
    let end = tokens.iter().position(|token| token.word == Word::Outside);
    match (start, end) {
        (Some(start), Some(end)) if start < end => start..end,
        _ => 0..0,
    }
}

/// Whether a word says what became of something.
const fn is_outcome(word: Word) -> bool {
    matches!(word, Word::Row(_) | Word::Outcome(_))
}

/// Keeps the narrower of two names: in 行政诉讼中未经复议直接起诉, the second.
fn narrowed(disputes: &[Area]) -> Vec<Area> {
    let narrow: Vec<Area> = disputes
        .iter()
        .copied()
        .filter(|area| matches!(area, Area::Direct | Area::AfterReview))
        .collect();
    let without_litigation =
        disputes.iter().copied().filter(|area| *area != Area::Litigation).collect();
    if narrow.is_empty() { disputes.to_vec() } else { without_litigation }
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
