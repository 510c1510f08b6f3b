//! Numbers that follow from other numbers of their sentence: what is left of a whole, by how much
//! two numbers differ, the same amount in another unit, and sums of percentages.

use super::super::{Approximation, NumberKind, TextNumber};
use super::power_of;
use crate::number::Decimal;
use std::ops::Range;

/// Words in front of what is left, and letters of which each has one.
const LEFT: [&str; 10] =
    ["其余", "剩余", "余下", "剩下", "尚余", "仅余", "尚有", "还有", "仍有", "另"];
const LETTERS_OF_LEFT: [char; 4] = ['余', '剩', '有', '另'];
/// Letters in front of a difference.
const DIFFERENCE: [char; 8] = ['增', '减', '多', '少', '降', '升', '超', '差'];
/// How many characters in front of a number are looked at for such a word.
const MOST_CHARS: usize = 12;

/// Whether a number follows from those before it (`before`) and behind it. `lead` are the words of
/// its sentence in front of it.
pub(super) fn follows(
    at: usize,
    before: Range<usize>,
    behind: Range<usize>,
    lead: &str,
    facts: &[TextNumber],
) -> bool {
    let fact = &facts[at];
    match fact.kind {
        NumberKind::Percent => is_sum_of_percentages(fact, &facts[before]),
        NumberKind::Count | NumberKind::Money if fact.value > Decimal::ZERO => {
            let mut others = facts[before.clone()].iter().chain(&facts[behind]);
            others.any(|other| is_rounded_from(fact, other))
                || fact.approximation == Approximation::Exact
                    && (is_left(fact, &facts[before.clone()]) && says_left(last_letters(lead))
                        || is_difference(fact, &facts[before])
                            && last_letters(lead).contains(DIFFERENCE))
        }
        _ => false,
    }
}

/// The last characters of a text, behind the last mark or number.
fn last_letters(lead: &str) -> &str {
    let ends =
        |c: char| matches!(c, '，' | '；' | '。' | '：' | '、' | '（' | '）') || c.is_ascii_digit();
    let clause = lead.rsplit(ends).next().unwrap_or_default();
    let from = clause.char_indices().rev().nth(MOST_CHARS - 1).map_or(0, |(at, _)| at);
    &clause[from..]
}

/// Whether words say that something is left.
fn says_left(words: &str) -> bool {
    words.contains(LETTERS_OF_LEFT) && LEFT.iter().any(|left| words.contains(left))
}

/// A number in units of one piece or one 元, and one unit of its last digit.
fn in_base_unit(fact: &TextNumber) -> Option<(Decimal, Decimal)> {
    let shift = power_of(&fact.unit);
    Some((fact.value.times_ten(shift)?, fact.step.times_ten(shift)?))
}

/// Whether a number is another one with fewer digits: 3450.75万元，约0.35亿元.
fn is_rounded_from(fact: &TextNumber, other: &TextNumber) -> bool {
    let (Some((value, step)), Some((exact, digit))) = (in_base_unit(fact), in_base_unit(other))
    else {
        return false;
    };
    fact.kind == other.kind
        && other.approximation == Approximation::Exact
        && (fact.kind == NumberKind::Money || fact.rounded && fact.unit == other.unit)
        && digit < step
        && (value - exact).abs() < step
}

/// Whether a number is what the numbers behind a whole leave of it: 全年办理210件，办结198件，余下12件. The
/// whole is the largest number.
fn is_left(fact: &TextNumber, before: &[TextNumber]) -> bool {
    let counts: Vec<Decimal> = same_things(fact, before).map(|other| other.value).collect();
    let Some(largest) = counts.iter().copied().reduce(Decimal::max) else { return false };
    let whole = counts.iter().position(|count| *count == largest).unwrap_or_default();
    let mut sum = fact.value;
    counts[whole + 1..].iter().rev().any(|part| {
        sum = sum + *part;
        sum == largest
    })
}

/// Whether a number is the difference of the last number before it and an earlier one.
fn is_difference(fact: &TextNumber, before: &[TextNumber]) -> bool {
    let counts: Vec<Decimal> = same_things(fact, before).map(|other| other.value).collect();
    let Some((last, earlier)) = counts.split_last() else { return false };
    earlier.iter().any(|other| (*last - *other).abs() == fact.value)
}

/// The exact numbers of the same things.
fn same_things<'a>(
    fact: &'a TextNumber,
    others: &'a [TextNumber],
) -> impl Iterator<Item = &'a TextNumber> {
    others.iter().filter(|other| {
        other.unit == fact.unit
            && other.kind == fact.kind
            && other.approximation == Approximation::Exact
    })
}

/// Whether a percentage is the sum of the last two or more before it, as exactly as all are written.
fn is_sum_of_percentages(fact: &TextNumber, before: &[TextNumber]) -> bool {
    let (mut sum, mut tolerance, mut count) = (Decimal::ZERO, fact.step, 0);
    let percentages = before.iter().rev().filter(|other| other.kind == NumberKind::Percent);
    percentages.into_iter().any(|other| {
        sum = sum + other.value;
        tolerance = tolerance + other.step;
        count += 1;
        let gap = sum - fact.value;
        count > 1
            && fact.value > Decimal::ZERO
            && match fact.approximation {
                Approximation::Exact | Approximation::About => gap.abs() < tolerance,
                Approximation::AtLeast => gap >= Decimal::ZERO && gap < Decimal::from(10),
                Approximation::AtMost => gap <= Decimal::ZERO && gap > Decimal::from(-10),
            }
    })
}
