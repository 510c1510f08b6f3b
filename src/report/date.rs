//! Days of the calendar.

use crate::number;
use crate::text::compact;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// The year, such as 2025.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// Reads `2025-12-31`; `None` if it is not a day of the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut take_number = |len: usize| {
            parts
                .next()
                .filter(|part| part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
        };
        let (year, month, day) = (
            take_number(4)?.parse().ok()?,
            take_number(2)?.parse().ok()?,
            take_number(2)?.parse().ok()?,
        );
        let date = Self { year, month, day };
        (parts.next().is_none() && date.exists()).then_some(date)
    }

    /// Reads a day as offices write it: `2026-01-20`, 2026年1月20日, 2026.1.20, 2026/1/20,
    /// 二〇二六年一月二十日. `None` if the text is anything else, or no day of the calendar.
    pub fn read(text: &str) -> Option<Self> {
        const BETWEEN: [char; 9] = ['年', '月', '.', '．', '-', '－', '—', '/', '／'];
        let text = compact(text).replace(['○', '零'], "〇");
        let text = text.strip_suffix(['日', '号']).unwrap_or(&text);
        let mut numbers = text.split(BETWEEN).map(|digits| -> Option<u16> {
            digits.parse().ok().or_else(|| number::chinese(digits)?.try_into().ok())
        });
        let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let date = Self { year, month: month.try_into().ok()?, day: day.try_into().ok()? };
        (year >= 1000 && numbers.next().is_none() && date.exists()).then_some(date)
    }

    /// The day in Chinese: `2025年12月31日`.
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }

    /// The number of days since 1 March of the year 0, for differences between days.
    pub const fn days(self) -> i64 {
        // Years begin in March here, so that 29 February is the last day of its year.
        let (year, month) = if self.month < 3 {
            (self.year as i64 - 1, self.month as i64 + 9)
        } else {
            (self.year as i64, self.month as i64 - 3)
        };
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day as i64
            - 1
    }

    const fn exists(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let last = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return false,
        };
        self.day >= 1 && self.day <= last
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
