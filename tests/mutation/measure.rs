//! Measures what a clerk gets who takes the first repair that is offered.

use super::hand::{HandKind, HandSlip};
use super::random::Random;
use nianbao::check::{Checker, Finding, Severity};
use nianbao::diagnosis::{Change, Diagnosis, Repair, diagnose};
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The greatest number of offers that are taken one after the other.
const STEPS: usize = 8;

/// A clean report, and the keys of the findings that it has all the same.
pub struct Clean {
    report: Report,
    known: BTreeSet<String>,
}

impl Clean {
    pub fn new(report: Report) -> Self {
        let checker = Checker::new(&RULE_SET, &report);
        let known = checker.findings().iter().map(Finding::key).collect();
        Self { report, known }
    }
}

/// The results for slips of one kind, or for pairs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// All slips.
    pub made: usize,
    /// Of these, those that raise no error.
    pub silent: usize,
    /// The first repair that is offered restores the report; of two slips, the first repairs that
    /// are offered one after the other do.
    pub first: usize,
    /// Of these, those whose first repair is marked as likely.
    pub pushed: usize,
    /// Another repair that is offered as equally good does.
    pub equal: usize,
    /// A later repair does.
    pub later: usize,
    /// A wrong repair was marked as likely.
    pub misled: usize,
}

impl Taken {
    pub const fn audible(&self) -> usize {
        self.made - self.silent
    }

    /// Whether at least so many of a hundred slips are put right at first.
    pub const fn reaches(&self, per_cent: usize) -> bool {
        self.first * 100 >= self.audible() * per_cent
    }

    const fn add(&mut self, other: &Self) {
        self.made += other.made;
        self.silent += other.silent;
        self.first += other.first;
        self.pushed += other.pushed;
        self.equal += other.equal;
        self.later += other.later;
        self.misled += other.misled;
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { made, silent, first, pushed, equal, later, misled } = self;
        let tenths = first * 1000 / self.audible().max(1);
        let never = self.audible() - first - equal - later;
        write!(f, "{made} | {silent} | {first} | {}.{} % | {pushed} | ", tenths / 10, tenths % 10)?;
        write!(f, "{equal} | {later} | {never} | {misled}")
    }
}

/// The heads of a table of [`Taken`].
pub const HEADS: [&str; 9] = [
    "made",
    "raise no error",
    "first offer right",
    "share",
    "pushed",
    "equally good",
    "later",
    "not offered",
    "wrong one pushed",
];

/// A clerk with a report that has slips.
struct Clerk<'a> {
    clean: &'a Clean,
    report: Report,
    checker: Checker,
}

impl<'a> Clerk<'a> {
    fn new(clean: &'a Clean, slips: &[HandSlip]) -> Self {
        let mut report = clean.report.clone();
        for (cell, _, to) in slips.iter().flat_map(|slip| &slip.changes) {
            report.set_cell(*cell, &to.to_string());
        }
        let checker = Checker::new(&RULE_SET, &report);
        Self { clean, report, checker }
    }

    fn has_error(&self) -> bool {
        let mut findings = self.checker.findings().iter();
        findings.any(|finding| {
            finding.severity == Severity::Error && !self.clean.known.contains(&finding.key())
        })
    }

    fn diagnosis(&self) -> Diagnosis {
        diagnose(&self.report, self.checker.findings(), self.report.comparable_last_year())
    }

    /// The repairs of the first finding that has any.
    fn offers<'d>(&self, diagnosis: &'d Diagnosis) -> Vec<&'d Repair> {
        let keys = self.checker.findings().iter().map(Finding::key);
        keys.filter(|key| !self.clean.known.contains(key))
            .map(|key| diagnosis.repairs(&key))
            .find(|repairs| !repairs.is_empty())
            .unwrap_or_default()
    }

    fn is_original(&self, change: &Change) -> bool {
        !change.control && self.clean.report.value(change.cell) == Some(change.to)
    }

    /// Whether a wrong repair is marked as likely; it is then printed with the slips.
    fn misleads(&self, diagnosis: &Diagnosis) -> bool {
        let repairs = diagnosis.hypotheses.iter().flat_map(|hypothesis| &hypothesis.repairs);
        let mut wrong = repairs.filter(|repair| {
            repair.is_recommended() && repair.changes.iter().any(|change| !self.is_original(change))
        });
        let Some(repair) = wrong.next() else { return false };
        let changed = self.clean.report.form().cells().iter().filter_map(|cell| {
            let (right, now) = (self.clean.report.value(cell.id), self.report.value(cell.id));
            (right != now).then(|| format!("{} {right:?} → {now:?}", cell.id))
        });
        println!(
            "A wrong repair is pushed: {}\n  typed: {}",
            repair.text(&self.report),
            changed.collect::<Vec<_>>().join(", ")
        );
        true
    }

    /// Whether a repair restores all numbers.
    fn restores(&self, repair: &Repair) -> bool {
        let now = |change: &Change| self.report.value(change.cell);
        let wrong = |report: &Report| {
            let cells = report.form().cells().iter();
            cells.filter(|cell| report.value(cell.id) != self.clean.report.value(cell.id)).count()
        };
        let changed = repair.changes.iter().filter(|change| now(change) != Some(change.to));
        repair.changes.iter().all(|change| self.is_original(change))
            && changed.count() == wrong(&self.report)
    }

    fn take(&mut self, changes: &[Change]) {
        for change in changes {
            self.report.set_cell(change.cell, &change.to.to_string());
        }
        self.checker = Checker::new(&RULE_SET, &self.report);
    }
}

/// Makes slips, one at a time, `of_each` of every kind.
pub fn singles(cleans: &[Clean], of_each: usize, random: &mut Random) -> BTreeMap<HandKind, Taken> {
    let one = |kind: HandKind| {
        let mut taken = Taken::default();
        for _ in 0..of_each {
            let (clean, slip) = draw(cleans, kind, random);
            taken.add(&single(clean, slip));
        }
        (kind, taken)
    };
    HandKind::ALL.into_iter().map(one).collect()
}

fn draw<'a>(cleans: &'a [Clean], kind: HandKind, random: &mut Random) -> (&'a Clean, HandSlip) {
    loop {
        let clean = &cleans[random.below(cleans.len())];
        if let Some(slip) = HandSlip::draw(&clean.report, kind, random) {
            return (clean, slip);
        }
    }
}

fn single(clean: &Clean, slip: HandSlip) -> Taken {
    let clerk = Clerk::new(clean, &[slip]);
    let mut taken = Taken { made: 1, ..Taken::default() };
    let diagnosis = clerk.diagnosis();
    taken.misled = usize::from(clerk.misleads(&diagnosis));
    if !clerk.has_error() {
        taken.silent = 1;
        return taken;
    }
    let offers = clerk.offers(&diagnosis);
    match offers.iter().position(|repair| clerk.restores(repair)) {
        Some(0) => {
            taken.first = 1;
            taken.pushed = usize::from(offers[0].is_recommended());
        }
        Some(at) if offers[at].confidence == offers[0].confidence => taken.equal = 1,
        Some(_) => taken.later = 1,
        None => {}
    }
    taken
}

/// Makes two slips at a time in different cells of a report, `of_each` that begin with every kind.
pub fn pairs(cleans: &[Clean], of_each: usize, random: &mut Random) -> BTreeMap<HandKind, Taken> {
    let one = |kind: HandKind| {
        let mut taken = Taken::default();
        while taken.made < of_each {
            let (clean, slip) = draw(cleans, kind, random);
            let other = HandKind::ALL[random.below(HandKind::ALL.len())];
            let other = HandSlip::draw(&clean.report, other, random);
            if let Some(other) = other.filter(|other| slip.is_apart(other)) {
                taken.add(&pair(clean, &[slip, other]));
            }
        }
        (kind, taken)
    };
    HandKind::ALL.into_iter().map(one).collect()
}

fn pair(clean: &Clean, slips: &[HandSlip; 2]) -> Taken {
    let mut clerk = Clerk::new(clean, slips);
    let mut taken = Taken { made: 1, ..Taken::default() };
    if !clerk.has_error() {
        taken.silent = 1;
        return taken;
    }
    let mut pushed = false;
    for _ in 0..STEPS {
        let diagnosis = clerk.diagnosis();
        taken.misled |= usize::from(clerk.misleads(&diagnosis));
        let Some(first) = clerk.offers(&diagnosis).first().copied() else { break };
        if !first.changes.iter().all(|change| clerk.is_original(change)) {
            return taken;
        }
        pushed |= first.is_recommended();
        clerk.take(&first.changes);
    }
    let cells = clean.report.form().cells();
    let restored =
        cells.iter().all(|cell| clerk.report.value(cell.id) == clean.report.value(cell.id));
    taken.first = usize::from(restored);
    taken.pushed = usize::from(restored && pushed);
    taken
}

/// All kinds together.
pub fn sum(taken: &BTreeMap<HandKind, Taken>) -> Taken {
    let mut all = Taken::default();
    for one in taken.values() {
        all.add(one);
    }
    all
}
