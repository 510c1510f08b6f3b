//! Percentages that say which share of a whole a part is.

use super::claim::ShareTerm;
use super::verdict::{Alternative, ClaimResult, Values, Verdict};
use super::{Approximation, NumberKind, TextNumber};
use crate::edition::CellId;
use crate::number::Decimal;

/// Judges a share in percent against every pair of a part and a whole.
pub(super) fn judge(
    fact: &TextNumber,
    pairs: &[(ShareTerm, ShareTerm)],
    values: Values<'_>,
) -> ClaimResult {
    let value = |side: &ShareTerm| match side {
        ShareTerm::Number(number) => Some(*number),
        ShareTerm::Cells(reading) => reading.sum(values.now),
    };
    let cells = |side: &ShareTerm| match side {
        ShareTerm::Number(_) => Vec::new(),
        ShareTerm::Cells(reading) => reading.cells(),
    };
    let (mut open, mut alternatives) = (None, Vec::new());
    for (part, whole) in pairs {
        let both = || [cells(part), cells(whole)].concat();
        let (Some(of_part), Some(of_whole)) = (value(part), value(whole)) else {
            open = open.or_else(|| Some(both()));
            continue;
        };
        let is_share = match fact.approximation {
            Approximation::AtLeast => of_part >= of_whole.percent(fact.value),
            Approximation::AtMost => of_part <= of_whole.percent(fact.value),
            Approximation::Exact | Approximation::About => {
                of_part.is_share_of(of_whole, fact.value, fact.step) == Some(true)
            }
        };
        if of_whole != Decimal::ZERO && is_share {
            return ClaimResult::Holds(both());
        }
        alternatives.push(Alternative {
            plus: cells(part),
            minus: Vec::new(),
            value: of_part,
            against: Some(of_whole),
            last: false,
        });
    }
    // What the sentence itself counts decides, also where the cells are blank.
    let told = pairs.iter().any(|(part, whole)| {
        matches!((part, whole), (ShareTerm::Number(part), ShareTerm::Number(whole)) if part < whole)
    });
    match open {
        Some(cells) if !told => ClaimResult::Open(cells),
        _ if alternatives.is_empty() => ClaimResult::Silent,
        _ => ClaimResult::Fails(alternatives),
    }
}

/// The cells of the first pair of which a percentage is the share, or close to it where it is a bound
/// (超过四成).
pub(super) fn of_any(
    fact: &TextNumber,
    pairs: &[(ShareTerm, ShareTerm)],
    values: Values<'_>,
) -> Option<Vec<CellId>> {
    /// By how many points a share may differ from its bound.
    const CLOSE: i64 = 10;
    let value = |term: &ShareTerm| match term {
        ShareTerm::Number(number) => Some(*number),
        ShareTerm::Cells(reading) => reading.sum(values.now),
    };
    pairs.iter().find_map(|pair| {
        let ClaimResult::Holds(cells) = judge(fact, std::slice::from_ref(pair), values) else {
            return None;
        };
        let (part, whole) = (value(&pair.0)?, value(&pair.1)?);
        part.is_share_of(whole, fact.value, Decimal::from(CLOSE))?.then_some(cells)
    })
}

/// How far a reading of a share is from the percentage in the text. A part that is greater than its
/// whole comes last.
pub(super) fn distance(fact: &TextNumber, alternative: &Alternative) -> (bool, Decimal) {
    let whole = alternative.against.unwrap_or_default();
    let percent = alternative.value.percent_of(whole, 2).unwrap_or_default();
    (alternative.value > whole, (percent - fact.value).abs())
}

/// Excuses percentages that are right where a count of the same sentence is wrong: 予以公开25件，占70.3%,
/// if 26 of 37 were granted. The count alone is then contradicted.
pub(super) fn excuse(facts: &[TextNumber], verdicts: &mut [Verdict]) {
    for at in 0..facts.len() {
        let Verdict::Contradicted(shares) = &verdicts[at] else { continue };
        if facts[at].kind == NumberKind::Percent
            && let Some(cells) = right_share(facts, verdicts, at, shares)
        {
            verdicts[at] = Verdict::Bound(cells);
        }
    }
}

/// How many numbers before and behind a percentage are compared with it, so that a sentence of any
/// length is judged in linear time.
const NEAR: usize = 12;

/// The cells of the right number in place of the wrong count, if the percentage is its share.
fn right_share(
    facts: &[TextNumber],
    verdicts: &[Verdict],
    at: usize,
    shares: &[Alternative],
) -> Option<Vec<CellId>> {
    let percent = &facts[at];
    let is_here = |fact: &TextNumber| {
        fact.kind == NumberKind::Count
            && (fact.spot, fact.paragraph) == (percent.spot, percent.paragraph)
            && fact.sentence == percent.sentence
    };
    let near = at.saturating_sub(NEAR)..facts.len().min(at + NEAR);
    let mut wrong = near.filter_map(|other| match &verdicts[other] {
        Verdict::Contradicted(readings) if is_here(&facts[other]) => {
            Some((&facts[other], readings.first()?))
        }
        _ => None,
    });
    wrong.find_map(|(fact, right)| {
        let is_right = |share: &Alternative| {
            let whole = share.against?;
            let of_part = share.value == fact.value && percent.is_share(right.value, whole);
            let of_whole = whole == fact.value && percent.is_share(share.value, right.value);
            (of_part || of_whole).then(|| right.plus.clone())
        };
        shares.iter().find_map(is_right)
    })
}
