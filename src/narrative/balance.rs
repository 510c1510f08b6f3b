//! Sentences that tell all four terms of the balance of table 3: 新收, 上年结转, 办结 and 结转下年.

use super::claim::Claim;
use super::scope::Scope;
use super::{Approximation, NumberKind, TextNumber};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT, NEW};
use crate::edition::{CellId, TOTAL, TableKey};
use crate::number::Decimal;
use serde::{Deserialize, Serialize};

/// The four terms of a sentence, as indices into the facts, that do not balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imbalance {
    /// 新收.
    pub received: usize,
    /// 上年结转.
    pub carried_in: usize,
    /// 办结.
    pub closed: usize,
    /// 结转下年.
    pub carried_out: usize,
}

impl Imbalance {
    /// The terms, in the order of the table.
    pub const fn terms(&self) -> [usize; 4] {
        [self.received, self.carried_in, self.closed, self.carried_out]
    }
}

/// Finds the sentences whose four terms do not balance. 收到 may include what was carried over.
pub(super) fn imbalances(facts: &[TextNumber]) -> Vec<Imbalance> {
    let same_sentence = |one: &TextNumber, other: &TextNumber| {
        one.spot == other.spot && one.paragraph == other.paragraph && one.sentence == other.sentence
    };
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in facts.chunk_by(same_sentence) {
        found.extend(imbalance(sentence, start));
        start += sentence.len();
    }
    found
}

fn imbalance(sentence: &[TextNumber], start: usize) -> Option<Imbalance> {
    let only = |row: &'static str| {
        let mut of_row = (0..sentence.len()).filter(|fact| states(&sentence[*fact], row));
        of_row.next().filter(|_| of_row.next().is_none())
    };
    let (received, carried_in) = (only(NEW)?, only(CARRIED_IN)?);
    let (closed, carried_out) = (only(TOTAL)?, only(CARRIED_OUT)?);
    let value = |fact: usize| sentence[fact].value;
    let dealt_with: Decimal = value(closed) + value(carried_out);
    let balances = value(received) + value(carried_in) == dealt_with
        || includes_carried(&sentence[received]) && value(received) == dealt_with;
    (!balances).then_some(Imbalance {
        received: start + received,
        carried_in: start + carried_in,
        closed: start + closed,
        carried_out: start + carried_out,
    })
}

/// Whether a number may include what was carried over: 受理, but not 新收.
fn includes_carried(fact: &TextNumber) -> bool {
    fact.claims.iter().any(|claim| match claim {
        Claim::Cells { readings, .. } => readings.iter().any(|reading| reading.plus.len() > 1),
        _ => false,
    })
}

/// Whether a number states the total of a row of table 3, and no other row but with 上年结转.
fn states(fact: &TextNumber, row: &'static str) -> bool {
    let exact = fact.kind == NumberKind::Count
        && fact.approximation == Approximation::Exact
        && !fact.rounded
        && fact.scope == Scope::Whole;
    let [Claim::Cells { readings, last: false }] = &fact.claims[..] else { return false };
    let cell = CellId::new(TableKey::Requests, row, TOTAL);
    let first = |reading: &super::claim::CellReading| reading.plus.first().map(|(_, cell)| *cell);
    exact && readings.iter().all(|reading| first(reading) == Some(cell))
}
