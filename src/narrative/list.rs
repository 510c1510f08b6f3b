//! Lists of a whole and its parts: A件，其中a件、b件. Whether the parts add up depends on the text alone.

use super::{Approximation, TextNumber};
use crate::number::{Decimal, DigitSlip};
use serde::{Deserialize, Serialize};

/// A whole and parts of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The whole, as an index into the facts.
    pub whole: usize,
    /// The parts, as indices into the facts.
    pub parts: Vec<usize>,
    /// The sum of the parts.
    pub sum: Decimal,
    /// How the sum compares with the whole.
    pub balance: ListBalance,
    /// Whether the parts are outcomes, among which are those of applications carried over.
    pub of_outcomes: bool,
    /// Whether the parts are percentages of all, and the whole is the first of them.
    pub shares: bool,
}

/// How the sum of parts compares with the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListBalance {
    /// The sum equals the whole, so whole and parts prove each other.
    Equal,
    /// The parts are more than the whole.
    Exceeds,
    /// The parts are less than the whole, and the text does not say that there are others.
    Short,
    /// The parts are less than the whole, as the text allows.
    Open,
    /// The text says that these are all parts, and they do not add up to the whole.
    Differs,
}

/// What the parts of a list have in common. Only numbers of the same class add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartClass {
    /// Never a part: 收到.
    Main,
    /// Never a part, and 结转下年 is not a part of it either: 答复, 办结.
    Answered,
    /// 新收, 上年结转
    Carried,
    /// 予以公开…其他处理
    Result,
    /// 结转下年, which adds up with results.
    Left,
    /// Rows of a group.
    Reason,
    /// 自然人, 法人或其他组织
    Applicant,
    /// 商业企业, …
    Organisation,
    /// 维持, 纠正, …
    Outcome,
    /// Kinds of documents, decisions or disputes.
    Document,
    /// 线上, 线下
    Channel,
    /// Names that no table knows.
    Named,
    /// Parts of the year.
    Period,
    /// 其余: what is left, whatever the other parts are.
    Rest,
}

impl PartClass {
    /// Whether a number of the class is never a part.
    pub(super) const fn is_whole(self) -> bool {
        matches!(self, Self::Main | Self::Answered)
    }

    /// Whether parts of both classes add up in one list.
    fn adds_to(self, other: Self) -> bool {
        let results = [Self::Result, Self::Left];
        let named = [Self::Channel, Self::Named];
        let applied = [Self::Applicant, Self::Organisation];
        self == other
            || applied.contains(&self) && applied.contains(&other)
            || named.contains(&self) && named.contains(&other)
            || self == Self::Rest
            || other == Self::Rest
            || results.contains(&self) && results.contains(&other)
    }
}

/// An element of a sentence that matters for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListEvent {
    /// A number, by its index among the facts, and its class.
    Number(usize, PartClass),
    /// 其中, or a colon right behind a number.
    Part,
    /// 包括, 等
    Open,
    /// 另有
    Apart,
    /// （, and whether it follows a number directly.
    Bracket(bool),
    /// ）
    Close,
    /// ；
    Semicolon,
    /// 、 or 和
    And,
    /// 均已答复: what follows divides all that was told.
    All,
    /// A number that sums up those before it, and how many of them if it says so: 后三类共计20件.
    Sum(usize, Option<usize>),
    /// A number that names what it counts, and may sum up those before it: 合计受理20件.
    Total(usize, PartClass),
}

#[derive(Default)]
struct OpenList {
    whole: Option<usize>,
    /// The class of the whole.
    of: Option<PartClass>,
    parts: Vec<usize>,
    class: Option<PartClass>,
    open: bool,
    bracket: bool,
    /// Whether the list began without 其中: 累计20件，网上8件，线下12件.
    implied: bool,
    /// The number before the bracket, and its class.
    outer: Option<usize>,
    outer_class: Option<PartClass>,
}

/// Builds the lists of a sentence. `before` is the last number of the sentence before, which this
/// one divides if it begins with 其中. Returns the last number of this sentence.
pub(super) fn lists(
    events: &[ListEvent],
    before: Option<(usize, PartClass)>,
    facts: &[TextNumber],
    lists: &mut Vec<List>,
) -> Option<(usize, PartClass)> {
    let begins_with_parts = events.first().is_some_and(|event| matches!(event, ListEvent::Part));
    // Behind 新收16件，上年结转1件 the parts may be those of either.
    let divides =
        |(_, class): &(usize, PartClass)| !matches!(class, PartClass::Carried | PartClass::Left);
    let last = before.filter(|_| begins_with_parts).filter(divides);
    let frames = vec![OpenList::default()];
    let mut builder = Builder {
        facts,
        lists,
        frames,
        last,
        counted: last,
        row: Vec::new(),
        joined: false,
        of_two: false,
    };
    for event in events {
        builder.take(*event);
    }
    let last = builder.last;
    while !builder.frames.is_empty() {
        builder.close(true);
        builder.frames.pop();
    }
    last
}

/// Units of numbers of agencies, which stand among those of what they did.
const AGENCIES: [&str; 3] = ["个", "家", "名"];

struct Builder<'a> {
    facts: &'a [TextNumber],
    lists: &'a mut Vec<List>,
    frames: Vec<OpenList>,
    last: Option<(usize, PartClass)>,
    /// The last number before those of agencies: 20件由3个股室承办，其中….
    counted: Option<(usize, PartClass)>,
    /// The numbers of one class and unit that may be summed up by what follows.
    row: Vec<(usize, PartClass)>,
    /// Whether 、 joins the next number to the last one.
    joined: bool,
    /// Whether the last number was joined to one before it.
    of_two: bool,
}

impl Builder<'_> {
    fn take(&mut self, event: ListEvent) {
        let last = self.last.map(|(fact, _)| fact);
        let of = self.last.map(|(_, class)| class);
        let joined = std::mem::replace(&mut self.joined, event == ListEvent::And);
        match event {
            ListEvent::Number(fact, class) => {
                self.of_two = joined && last.is_some_and(|last| self.are_alike(last, fact));
                self.extend_row(fact, class);
                self.number(fact, class);
            }
            ListEvent::Part => {
                self.close(false);
                self.row.clear();
                // In A12件、B8件，其中… either or both may be divided.
                let whole = last.filter(|_| !self.of_two);
                self.begin(OpenList { whole, of, ..OpenList::default() });
            }
            ListEvent::And => {}
            ListEvent::All => {
                self.close(true);
                self.last = None;
            }
            ListEvent::Sum(fact, several) => {
                let last = several.map_or(0, |several| self.row.len().saturating_sub(several));
                self.row.drain(..last);
                self.sum(fact);
            }
            ListEvent::Total(fact, class) => {
                let row = std::mem::take(&mut self.row);
                let parts: Vec<usize> = row.iter().map(|(part, _)| *part).collect();
                let of_names = |(_, class): &(usize, PartClass)| {
                    matches!(class, PartClass::Channel | PartClass::Named)
                };
                // In 局机关收到120件，直属单位收到85件，合计205件 each agency has a number.
                let of_main = |(_, class): &(usize, PartClass)| *class == PartClass::Main;
                if row.iter().all(of_names) || row.iter().all(of_main) {
                    self.close(false);
                    self.add_near(fact, parts);
                }
                if class == PartClass::Carried {
                    self.extend_row(fact, class);
                }
                self.number(fact, class);
            }
            ListEvent::Open => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.open = true;
                }
            }
            ListEvent::Apart => self.close(false),
            ListEvent::Bracket(adjacent) => {
                self.frames.push(OpenList {
                    whole: last.filter(|_| adjacent),
                    of,
                    bracket: true,
                    outer: last,
                    outer_class: of,
                    ..OpenList::default()
                });
            }
            ListEvent::Close => {
                if self.frames.last().is_some_and(|frame| frame.bracket) {
                    self.close(true);
                    let frame = self.frames.pop().unwrap_or_default();
                    let class = frame.outer_class.unwrap_or(PartClass::Main);
                    self.last = frame.outer.map(|fact| (fact, class));
                }
            }
            ListEvent::Semicolon => {
                if self.frames.last().is_some_and(|frame| !frame.bracket) {
                    self.close(true);
                    self.begin(OpenList::default());
                    self.last = None;
                }
            }
        }
    }

    fn are_alike(&self, one: usize, other: usize) -> bool {
        /// Units in which applications are counted by who applied.
        const APPLICATIONS: [&str; 4] = ["件", "人次", "家次", "户次"];
        let unit = |fact: usize| &*self.facts[fact].unit;
        unit(one) == unit(other) || [one, other].iter().all(|f| APPLICATIONS.contains(&unit(*f)))
    }

    /// Adds a number to those that may be summed up, or begins anew with it.
    fn extend_row(&mut self, fact: usize, class: PartClass) {
        // 14个直属局 says only who acts.
        if AGENCIES.contains(&&*self.facts[fact].unit) {
            return;
        }
        let continues = self.row.last().is_some_and(|(last, of)| {
            let adds = *of == class || *of == PartClass::Main && class == PartClass::Carried;
            adds && self.are_alike(*last, fact)
        });
        if !continues {
            self.row.clear();
        }
        self.row.push((fact, class));
    }

    /// A number that sums up those before it, if they are of a kind that adds up.
    fn sum(&mut self, fact: usize) {
        let row = std::mem::take(&mut self.row);
        let adds_up = row.first().is_some_and(|(part, class)| {
            self.are_alike(*part, fact)
                && (!class.is_whole() || row[1..].iter().all(|(_, of)| *of == PartClass::Carried))
        });
        let divided = self.frames.last().is_some_and(|frame| frame.whole.is_some());
        if adds_up && row.len() > 1 && !divided {
            self.add(fact, row.iter().map(|(part, _)| *part).collect(), false);
            self.last = Some((fact, PartClass::Main));
        } else {
            self.number(fact, PartClass::Main);
        }
    }

    /// Starts a list in place of the one that has ended.
    fn begin(&mut self, frame: OpenList) {
        if let Some(top) = self.frames.last_mut() {
            let (bracket, outer, outer_class) = (top.bracket, top.outer, top.outer_class);
            *top = OpenList { bracket, outer, outer_class, ..frame };
        }
    }

    fn number(&mut self, fact: usize, class: PartClass) {
        let like = |other: usize| self.facts[other].unit == self.facts[fact].unit;
        let of_agencies = |fact: usize| AGENCIES.contains(&&*self.facts[fact].unit);
        let Some(frame) = self.frames.last_mut() else { return };
        if let Some(whole) = frame.whole.filter(|whole| !like(*whole)) {
            if !frame.parts.is_empty() && of_agencies(fact) {
                // In 其余16个司局248件 the first number is no part.
                return;
            }
            if let Some((counted, of)) = self.counted.filter(|(counted, _)| {
                frame.parts.is_empty() && of_agencies(whole) && like(*counted)
            }) {
                (frame.whole, frame.of) = (Some(counted), Some(of));
            } else if !frame.parts.is_empty()
                && frame.parts.iter().all(|part| self.facts[*part].unit == self.facts[whole].unit)
            {
                self.close(false);
            }
        }
        if !of_agencies(fact) {
            self.counted = Some((fact, class));
        }
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.whole.is_some() {
            let stands_apart = class.is_whole()
                || class == PartClass::Period
                    && !matches!(
                        frame.of,
                        Some(PartClass::Main | PartClass::Carried | PartClass::Answered)
                    )
                || class == PartClass::Left && frame.of == Some(PartClass::Answered);
            let value = |fact: usize| self.facts[fact].value;
            let sum: Decimal = frame.parts.iter().map(|part| value(*part)).sum();
            // In 审结40件，其中维持21件、纠正7件、其他12件，还有5件在审 the list is complete before 5.
            let is_complete = !self.of_two
                && frame.parts.len() > 1
                && frame.whole.is_some_and(|whole| value(whole) == sum)
                && value(fact) > Decimal::ZERO;
            let fits = !stands_apart
                && !is_complete
                && frame.class.is_none_or(|known| known.adds_to(class));
            if fits {
                frame.class = frame.class.filter(|_| class == PartClass::Rest).or(Some(class));
                frame.parts.push(fact);
            } else {
                self.close(false);
            }
        }
        let idle = self.frames.last().is_some_and(|frame| frame.whole.is_none());
        let implies =
            matches!(class, PartClass::Channel | PartClass::Applicant | PartClass::Period)
                || class == PartClass::Named && self.facts[fact].unit == "件";
        if idle
            && implies
            && let Some((whole, _)) = self.last.filter(|(whole, before)| {
                let divides = before.is_whole() || *before == PartClass::Carried;
                divides && like(*whole)
            })
        {
            self.begin(OpenList {
                whole: Some(whole),
                parts: vec![fact],
                class: Some(class),
                implied: true,
                ..OpenList::default()
            });
        }
        self.last = Some((fact, class));
    }

    /// Ends the current list. `ends` is whether its clause ends here, so that no further part can
    /// follow.
    fn close(&mut self, ends: bool) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (whole, parts, class) =
            (frame.whole.take(), std::mem::take(&mut frame.parts), frame.class.take());
        let (open, implied) = (std::mem::take(&mut frame.open), std::mem::take(&mut frame.implied));
        let in_bracket = frame.bracket;
        let Some(whole) = whole.filter(|_| !parts.is_empty()) else { return };
        let value = |fact: usize| self.facts[fact].value;
        if implied && parts.len() == 1 && value(parts[0]) > value(whole) {
            // In 法人提出12件，其余137件由自然人提出 the second number is no part of the first.
            return;
        }
        if in_bracket && !open && parts.len() == 1 && value(parts[0]) > value(whole) {
            // In 受理6件（已计入全年的86件） the bracket has the whole.
            return;
        }
        if implied
            && class == Some(PartClass::Channel)
            && parts.iter().any(|part| value(*part) > value(whole))
        {
            // In 邮箱收到23件，平台收到52件 the first number is a part as well.
            return;
        }
        if class == Some(PartClass::Named) && implied {
            self.add_near(whole, parts);
        } else if class == Some(PartClass::Named) {
            self.split_by_unit(whole, &parts, open || !ends);
        } else {
            let of_outcomes =
                matches!(class, Some(PartClass::Result | PartClass::Reason | PartClass::Left));
            self.add(whole, parts, open || !ends || implied);
            self.mark_outcomes(whole, of_outcomes);
        }
    }

    fn mark_outcomes(&mut self, whole: usize, of_outcomes: bool) {
        if let Some(list) = self.lists.last_mut().filter(|list| list.whole == whole) {
            list.of_outcomes = of_outcomes;
        }
    }

    /// Splits parts such as （1件420元、2件290元） into one list for each unit.
    fn split_by_unit(&mut self, whole: usize, parts: &[usize], open: bool) {
        let parts_with_unit = |unit: &str| {
            parts
                .iter()
                .copied()
                .filter(|part| self.facts[*part].unit == unit)
                .collect::<Vec<usize>>()
        };
        let unit = &self.facts[whole].unit;
        let (own, paired) = (parts_with_unit(unit), parts_with_unit("件"));
        if unit != "件" && own.len() == paired.len() && own.len() * 2 == parts.len() {
            let sum: Decimal = paired.iter().map(|part| self.facts[*part].value).sum();
            let counted = (0..whole).rev().find(|fact| {
                self.facts[*fact].unit == "件"
                    && self.facts[*fact].sentence == self.facts[whole].sentence
            });
            if let Some(counted) = counted.filter(|fact| {
                self.facts[*fact].value == sum && self.facts[*fact].spot == self.facts[whole].spot
            }) {
                self.add(counted, paired, true);
            }
            self.add(whole, own, open);
        } else {
            self.add(whole, parts.to_vec(), open);
        }
    }

    /// Adds a list that is recognized by its numbers alone: the parts equal the whole, or would if
    /// one of them had not been mistyped.
    fn add_near(&mut self, whole: usize, parts: Vec<usize>) {
        const LEAST_PARTS: usize = 2;
        let value = |fact: usize| self.facts[fact].value;
        let sum: Decimal = parts.iter().map(|part| value(*part)).sum();
        let gap = value(whole) - sum;
        let is_mistyped = |part: &usize| {
            let (typed, right) = (value(*part), value(*part) + gap);
            let is_telling = parts.len() > LEAST_PARTS || typed >= Decimal::from(100);
            is_telling
                && typed >= Decimal::from(10)
                && right >= Decimal::from(10)
                && DigitSlip::of(typed, right).is_some()
        };
        if parts.len() >= LEAST_PARTS && (gap == Decimal::ZERO || parts.iter().any(is_mistyped)) {
            self.add(whole, parts, false);
        }
    }

    /// Whether several parts would add up if one of them had not been mistyped. Parts that are a
    /// few less than the whole may leave out others.
    fn has_slip(&self, parts: &[usize], gap: Decimal) -> bool {
        const LEAST_PARTS: usize = 3;
        let is_slip = |part: &usize| {
            let typed = self.facts[*part].value;
            match DigitSlip::of(typed, typed + gap) {
                Some(DigitSlip::Transposed) => true,
                Some(DigitSlip::OneDigit) => gap >= Decimal::from(10),
                _ => false,
            }
        };
        parts.len() >= LEAST_PARTS && parts.iter().any(is_slip)
    }

    fn add(&mut self, whole: usize, parts: Vec<usize>, open: bool) {
        let facts = self.facts;
        let sum: Decimal = parts.iter().map(|part| facts[*part].value).sum();
        let value = facts[whole].value;
        let alike = parts.iter().all(|part| facts[*part].unit == facts[whole].unit);
        let members = || parts.iter().chain([&whole]);
        let exact = members().all(|fact| facts[*fact].approximation == Approximation::Exact);
        let rounded = members().any(|fact| facts[*fact].rounded);
        // Each rounded number may be off by one of its last digits.
        let tolerance: Decimal =
            members().filter(|fact| facts[**fact].rounded).map(|fact| facts[*fact].step).sum();
        let counted = parts.iter().chain([&whole]).all(|fact| {
            matches!(facts[*fact].kind, super::NumberKind::Count | super::NumberKind::Money)
        });
        if !exact || !counted || !alike || rounded && sum <= value + tolerance {
            return;
        }
        let balance = if sum == value {
            if parts.len() < 2 {
                return;
            }
            if self.last.is_some_and(|(last, _)| parts.contains(&last)) {
                // What follows divides the whole once more, and not the last part.
                self.last = Some((whole, PartClass::Main));
            }
            ListBalance::Equal
        } else if sum > value {
            ListBalance::Exceeds
        } else if open || parts.len() < 2 || sum + sum < value {
            // Parts that are less than half of the whole are examples.
            ListBalance::Open
        } else if self.has_slip(&parts, value - sum) {
            ListBalance::Differs
        } else {
            ListBalance::Short
        };
        self.lists.push(List { whole, parts, sum, balance, of_outcomes: false, shares: false });
    }
}
