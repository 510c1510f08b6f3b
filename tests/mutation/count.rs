//! Statistics about slips.

use super::bench::{Bench, misleads, place, supposed};
use super::slip::Slip;
use nianbao::check::Severity;
use std::fmt;

/// The results for the slips of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All slips.
    pub slips: usize,
    /// Of these, those that break no sum.
    pub silent: usize,
    /// Of those that break a sum: found as an error.
    pub found: usize,
    /// Repaired by the first hypothesis.
    pub first: usize,
    /// Repaired by another of the equally good hypotheses.
    pub equal: usize,
    /// Repaired by a later hypothesis.
    pub later: usize,
    /// A wrong repair was marked as likely.
    pub misled: usize,
}

impl Count {
    pub const HEADS: [&str; 8] = [
        "made",
        "break no sum",
        "found",
        "put right first",
        "equally good",
        "later",
        "not explained",
        "wrong one pushed",
    ];

    pub const fn audible(self) -> usize {
        self.slips - self.silent
    }

    pub const fn add(&mut self, other: Self) {
        self.slips += other.slips;
        self.silent += other.silent;
        self.found += other.found;
        self.first += other.first;
        self.equal += other.equal;
        self.later += other.later;
        self.misled += other.misled;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slips, silent, found, first, equal, later, misled } = self;
        let unexplained = self.audible() - first - equal - later;
        write!(
            f,
            "{slips} | {silent} | {found} | {first} | {equal} | {later} | {unexplained} | {misled}"
        )
    }
}

pub fn single(bench: &mut Bench, slip: &Slip) -> Count {
    bench.with(&[slip], |bench| {
        let mut count = Count { slips: 1, ..Count::default() };
        if bench.failing().is_empty() {
            count.silent = 1;
            return count;
        }
        count.found = 1;
        let diagnosis = bench.diagnosis();
        let place = place(&diagnosis, &[slip]);
        let confidence = |at: usize| {
            diagnosis.hypotheses[at].repairs.iter().map(|repair| repair.confidence).max()
        };
        match place {
            Some(0) => count.first = 1,
            Some(at) if confidence(at) == confidence(0) => count.equal = 1,
            Some(_) => count.later = 1,
            None => {}
        }
        count.misled = usize::from(misleads(&diagnosis, &[slip]));
        count
    })
}

/// The results for two slips at a time in table 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairCount {
    pub pairs: usize,
    /// No sum fails: each slip alone would break one, or neither does.
    pub silent: usize,
    /// A sum that one slip breaks is right again by the other.
    pub masking: usize,
    /// Neither slip hides the other.
    pub plain: usize,
    /// Of the plain ones: repaired by one of the first three hypotheses.
    pub first_three: usize,
    /// Repaired by a later hypothesis.
    pub later: usize,
    /// Not listed, because a single slip, or one number fewer, explains everything.
    pub simpler: usize,
    /// Not listed, among many hypotheses that are as good.
    pub many: usize,
    /// Not explained.
    pub unexplained: usize,
    /// Of the masking ones: repaired by one of the first three hypotheses.
    pub unmasked: usize,
    /// A wrong repair was marked as likely.
    pub misled: usize,
    /// The same among the masking ones.
    pub misled_by_masking: usize,
    /// Sums fail without a finding, which must not happen.
    pub missed: usize,
}

impl PairCount {
    pub const HEADS: [&str; 12] = [
        "made",
        "break no sum",
        "hide each other",
        "right in three all the same",
        "wrong one pushed",
        "all others",
        "right in three",
        "later",
        "simpler account",
        "not among many",
        "not explained",
        "wrong one pushed",
    ];

    pub const fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.silent += other.silent;
        self.masking += other.masking;
        self.plain += other.plain;
        self.first_three += other.first_three;
        self.later += other.later;
        self.simpler += other.simpler;
        self.many += other.many;
        self.unexplained += other.unexplained;
        self.unmasked += other.unmasked;
        self.misled += other.misled;
        self.misled_by_masking += other.misled_by_masking;
        self.missed += other.missed;
    }
}

impl fmt::Display for PairCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pairs, silent, masking, unmasked, misled_by_masking, plain, .. } = self;
        let Self { first_three, later, simpler, many, unexplained, misled, .. } = self;
        write!(f, "{pairs} | {silent} | {masking} | {unmasked} | {misled_by_masking} | ")?;
        write!(
            f,
            "{plain} | {first_three} | {later} | {simpler} | {many} | {unexplained} | {misled}"
        )
    }
}

pub fn pair(bench: &mut Bench, one: &Slip, other: &Slip, count: &mut PairCount) {
    count.pairs += 1;
    let alone = [one, other].map(|slip| bench.with(&[slip], Bench::failing));
    let both = &[one, other];
    bench.with(both, |bench| {
        let failing = bench.failing();
        let masked = alone[0].union(&alone[1]).any(|sum| !failing.contains(sum));
        if failing.is_empty() {
            count.silent += 1;
            return;
        }
        count.missed += usize::from(
            bench.checker.findings().iter().all(|finding| finding.severity != Severity::Error),
        );
        let diagnosis = bench.diagnosis();
        let place = place(&diagnosis, both);
        if masked {
            count.masking += 1;
            count.misled_by_masking += usize::from(misleads(&diagnosis, both));
            count.unmasked += usize::from(place.is_some_and(|at| at < 3));
            return;
        }
        count.plain += 1;
        count.misled += usize::from(misleads(&diagnosis, both));
        let best = diagnosis.hypotheses.first().filter(|best| best.complete);
        match (place, best) {
            (Some(0..3), _) => count.first_three += 1,
            (Some(_), _) => count.later += 1,
            (None, Some(best)) if supposed(best) < 2 => count.simpler += 1,
            (None, Some(_)) => count.many += 1,
            (None, None) => count.unexplained += 1,
        }
    });
}
