//! Exact decimal numbers.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An exact decimal number with up to nine decimal places, from −10²⁰ to 10²⁰. This is enough for
/// sums of the largest counts (10¹²).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Decimal(i128);

/// The number of decimal places of a [`Decimal`].
const PLACES: usize = 9;
const ONE: i128 = 1_000_000_000;
/// The greatest number of digits before the decimal point. Longer runs of digits are not numbers of
/// a report, but for example bank cards or identity numbers.
pub(super) const WHOLE_DIGITS: usize = 18;

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self(0);

    /// Reads plain ASCII: an optional sign, digits, and optionally a point with one to nine digits.
    /// `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || !all_digits(whole)
            || !all_digits(fraction)
            || fraction.len() > PLACES
        {
            return None;
        }
        if whole.trim_start_matches('0').len() > WHOLE_DIGITS {
            return None;
        }
        // Both parts fit 64 bits, which are faster than 128.
        let number = |digits: &str| {
            digits.bytes().fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'))
        };
        let billionths = (fraction.len()..PLACES).fold(number(fraction), |number, _| number * 10);
        let value = i128::from(number(whole)) * ONE + i128::from(billionths);
        Some(Self(if negative { -value } else { value }))
    }

    /// Whether the number has no decimals other than 0.
    pub const fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// Whether the number is below 0.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The absolute value.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The number of decimal places that are needed to write the value exactly (0 to 9).
    pub fn places(self) -> usize {
        let mut rest = self.0 % ONE;
        let mut places = PLACES;
        if rest == 0 {
            return 0;
        }
        while rest % 10 == 0 {
            rest /= 10;
            places -= 1;
        }
        places
    }

    /// The number times a power of ten (divided by it if `power` is negative); `None` if the result
    /// has too many digits.
    pub fn times_ten(self, power: i32) -> Option<Self> {
        let factor = 10_i128.checked_pow(power.unsigned_abs())?;
        if power >= 0 {
            return self.0.checked_mul(factor).map(Self);
        }
        (self.0 % factor == 0).then_some(Self(self.0 / factor))
    }

    /// Whether the number is `percent` % of `whole`, with a tolerance of less than `step`, one unit
    /// of the last printed digit. Rounded and truncated percentages therefore both pass. `None` if
    /// `whole` is 0, or if a number is too large to decide.
    pub fn is_share_of(self, whole: Self, percent: Self, step: Self) -> Option<bool> {
        if whole.0 == 0 {
            return None;
        }
        let exact = self.0.checked_mul(100 * ONE)?;
        let printed = whole.0.checked_mul(percent.0)?;
        Some((exact - printed).abs() < whole.0.abs().checked_mul(step.0)?)
    }

    /// So many percent of the number, rounded down to the last decimal place.
    #[must_use]
    pub const fn percent(self, percent: Self) -> Self {
        Self(self.0 * percent.0 / (100 * ONE))
    }

    /// Whether the number is a whole multiple of another one, which must not be 0.
    pub const fn is_multiple_of(self, other: Self) -> bool {
        self.0 % other.0 == 0
    }

    /// The number as a percentage of `whole`, rounded to this number of decimal places; `None` if
    /// `whole` is 0, or if a number is too large.
    pub fn percent_of(self, whole: Self, places: usize) -> Option<Self> {
        let unit = 10_i128.checked_pow(u32::try_from(PLACES.checked_sub(places)?).ok()?)?;
        let exact = self.0.checked_mul(100 * ONE)?.checked_div(whole.0)?;
        let half = if exact < 0 { -unit / 2 } else { unit / 2 };
        Some(Self((exact + half) / unit * unit))
    }

    /// Whether `self` is greater than `other × numerator ÷ denominator`, without rounding.
    pub const fn exceeds(self, other: Self, numerator: i128, denominator: i128) -> bool {
        self.0 * denominator > other.0 * numerator
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self(i128::from(whole) * ONE)
    }
}

impl Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let magnitude = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        write!(f, "{}", magnitude / one)?;
        let places = self.places();
        if places > 0 {
            let fraction = format!("{:0width$}", magnitude % one, width = PLACES);
            write!(f, ".{}", &fraction[..places])?;
        }
        Ok(())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
