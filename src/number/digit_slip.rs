//! Whether a number looks like another one that was typed wrong.

use super::Decimal;

/// How the digits of a number differ from those of the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigitSlip {
    /// Two digits are transposed.
    Transposed,
    /// A zero is missing, or there is one too many.
    TenTimes,
    /// One digit was typed twice.
    Doubled,
    /// One digit is missing, or one too many.
    DigitCount,
    /// One digit is wrong.
    OneDigit,
}

impl DigitSlip {
    /// The slip that makes one number of another; `None` if there is none, or if either is 0.
    /// Numbers of one digit always differ by one digit, which says nothing.
    pub fn of(typed: Decimal, right: Decimal) -> Option<Self> {
        if typed == Decimal::ZERO || right == Decimal::ZERO {
            return None;
        }
        let (typed, right) = (typed.to_string(), right.to_string());
        let (typed, right) = (typed.as_bytes(), right.as_bytes());
        if is_transposed(typed, right) {
            Some(Self::Transposed)
        } else if is_doubled(typed, right) {
            Some(Self::Doubled)
        } else if is_tenfold(typed, right) || is_tenfold(right, typed) {
            Some(Self::TenTimes)
        } else if is_one_longer(typed, right) || is_one_longer(right, typed) {
            Some(Self::DigitCount)
        } else if typed.len().max(right.len()) > 1 && is_one_off(typed, right) {
            Some(Self::OneDigit)
        } else {
            None
        }
    }
}

/// Whether two numbers differ only in the place of the decimal point: 1.37万 instead of 137. A
/// single digit says nothing.
pub fn is_scaled(one: Decimal, other: Decimal) -> bool {
    let digits = |number: Decimal| {
        let text = number.to_string().replace('.', "");
        text.trim_matches('0').to_owned()
    };
    let digits_of_one = digits(one);
    digits_of_one.len() > 1 && one != other && digits_of_one == digits(other)
}

/// Whether exactly two digits are transposed. The numbers then differ by a multiple of 9.
fn is_transposed(from: &[u8], to: &[u8]) -> bool {
    let apart: Vec<usize> = if from.len() == to.len() {
        (0..from.len()).filter(|at| from[*at] != to[*at]).collect()
    } else {
        Vec::new()
    };
    matches!(apart[..], [a, b] if from[a] == to[b] && from[b] == to[a])
}

/// Whether one digit of the first number was typed twice.
fn is_doubled(from: &[u8], to: &[u8]) -> bool {
    from.len() == to.len() + 1
        && (0..to.len()).any(|at| from[..=at] == to[..=at] && from[at + 1..] == to[at..])
}

fn is_tenfold(longer: &[u8], shorter: &[u8]) -> bool {
    longer.strip_suffix(b"0") == Some(shorter)
}

fn is_one_off(from: &[u8], to: &[u8]) -> bool {
    from.len() == to.len() && from.iter().zip(to).filter(|(a, b)| a != b).count() == 1
}

/// Whether the longer number has exactly one digit too many.
fn is_one_longer(longer: &[u8], shorter: &[u8]) -> bool {
    longer.len() == shorter.len() + 1
        && (0..longer.len())
            .any(|at| longer[..at] == shorter[..at] && longer[at + 1..] == shorter[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_how_a_number_was_mistyped() {
        let slip = |from: i64, to: i64| DigitSlip::of(Decimal::from(from), Decimal::from(to));
        assert_eq!(slip(132, 123), Some(DigitSlip::Transposed));
        assert_eq!(slip(321, 123), Some(DigitSlip::Transposed));
        assert_eq!(slip(1230, 123), Some(DigitSlip::TenTimes));
        assert_eq!(slip(12, 120), Some(DigitSlip::TenTimes));
        assert_eq!(slip(128, 123), Some(DigitSlip::OneDigit));
        assert_eq!(slip(1223, 123), Some(DigitSlip::Doubled));
        assert_eq!(slip(1243, 123), Some(DigitSlip::DigitCount));
        assert_eq!(slip(13, 123), Some(DigitSlip::DigitCount));
        assert_eq!(slip(231, 123), None);
        assert_eq!(slip(5, 3), None);
        assert_eq!(slip(0, 10), None);
    }

    #[test]
    fn the_place_of_the_decimal_point_may_be_wrong() {
        let number = |text| Decimal::parse(text).expect("a number");
        assert!(is_scaled(number("13700"), number("137")));
        assert!(is_scaled(number("0.137"), number("1.37")));
        assert!(!is_scaled(number("137"), number("137")));
        assert!(!is_scaled(number("20000"), number("2")));
        assert!(!is_scaled(number("173"), number("137")));
    }
}
