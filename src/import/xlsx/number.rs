//! Numbers of a sheet as they are shown.
//!
//! In: a number as the file spells it, and the code of its format. Out: its digits with the text of
//! the format around them. Spreadsheets store binary numbers and write up to seventeen digits of
//! them; the first fifteen are those that were typed. Separators are left out. A date is shown as
//! one, so that it is not taken for a count. Formats of percentages and exponents, and formats with
//! conditions, do not occur in reports, so their numbers are shown plainly. A format with an empty
//! section for a number hides it.

use crate::number::Decimal;
use crate::workbook::EXACT_DIGITS;

/// A number format. The general format, and a missing one, show numbers plainly.
#[derive(Debug, Default)]
pub struct NumberFormat(Vec<Section>);

impl NumberFormat {
    /// The format with this code.
    pub fn of(code: &str) -> Self {
        Self(sections(code))
    }

    /// The number as shown; the spelling itself if it is not a number.
    pub fn shown(&self, spelled: &str) -> String {
        let Some(number) = typed(spelled) else { return spelled.to_owned() };
        let Some(value) = Decimal::parse(&number) else { return number };
        let (section, magnitude) = match self.0.as_slice() {
            // Accounting formats put negative numbers in brackets, which contain remarks in a
            // report.
            [_, below, ..] if value.is_negative() => {
                (Some(below).filter(|below| below.before != "("), value.abs())
            }
            [_, _, nought, ..] if value == Decimal::ZERO => (Some(nought), value),
            [first, ..] => (Some(first), value),
            [] => (None, value),
        };
        match section {
            Some(section) if section.is_blank() => String::new(),
            Some(section) if section.date => date(&number).unwrap_or(number),
            section => section.and_then(|section| section.print(magnitude)).unwrap_or(number),
        }
    }
}

/// The day with this number, as `2025-1-21`: the days from 30 December 1899 on, which is how
/// spreadsheets count; the time of day is left out. `None` if it is no day that they show.
fn date(number: &str) -> Option<String> {
    const LAST: i64 = 2_958_465;
    /// From 1 March of the year 0 to 30 December 1899.
    const ORIGIN: i64 = 693_899;
    /// The days of four hundred years.
    const ERA: i64 = 146_097;
    let serial: i64 = number.split('.').next()?.parse().ok()?;
    let days = serial + ORIGIN;
    // Years that begin in March have their leap day at the end.
    let (era, day) = (days / ERA, days % ERA);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let of_month = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + next;
    (1..=LAST).contains(&serial).then(|| format!("{year}-{month}-{of_month}"))
}

/// The digits that were typed: at most fifteen, without an exponent.
fn typed(spelled: &str) -> Option<String> {
    if spelled.len() > 64
        || !spelled
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
    {
        return None;
    }
    let significant = spelled
        .bytes()
        .take_while(|b| !matches!(b, b'e' | b'E'))
        .filter(u8::is_ascii_digit)
        .count();
    if significant <= EXACT_DIGITS && Decimal::parse(spelled).is_some() {
        return Some(spelled.to_owned());
    }
    // Rounding the binary number to fifteen digits gives back what was typed.
    let number: f64 = spelled.parse().ok()?;
    let rounded = format!("{number:.*e}", EXACT_DIGITS - 1);
    let (digits, power) = rounded.split_once('e')?;
    let power: i32 = power.parse().ok()?;
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let point = usize::try_from(power + 1);
    let plain = match point {
        Ok(point) if point <= 20 => {
            let padded = format!("{digits:0<point$}");
            format!("{}.{}", &padded[..point], &padded[point..])
        }
        Err(_) if power >= -9 => {
            format!("0.{}{digits}", "0".repeat(usize::try_from(-power - 1).unwrap_or(0)))
        }
        _ => return None,
    };
    let plain = if plain.starts_with('.') { format!("0{plain}") } else { plain };
    let plain = plain.trim_end_matches('0').trim_end_matches('.');
    Some(if plain == "0" { "0".to_owned() } else { format!("{sign}{plain}") })
}

/// A section of a format: text around digits.
#[derive(Debug, Default, PartialEq, Eq)]
struct Section {
    before: String,
    whole: usize,
    /// Digits after the decimal point that are always shown, and those that are shown if they are
    /// not 0.
    places: (usize, usize),
    behind: String,
    /// Whether it has a place for digits.
    digits: bool,
    /// Whether it formats something other than a plain number.
    other: bool,
    /// Whether that is a date.
    date: bool,
}

impl Section {
    /// Whether it shows nothing of a number.
    fn is_blank(&self) -> bool {
        !self.other && !self.digits && self.before.trim().is_empty()
    }

    fn print(&self, value: Decimal) -> Option<String> {
        if self.other || !self.digits {
            return None;
        }
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let most = self.places.0 + self.places.1;
        if fraction.len() > most {
            // A rounded number is not used: the typed one is more exact.
            return None;
        }
        let fraction = format!("{fraction:0<least$}", least = self.places.0);
        let point = if fraction.is_empty() { "" } else { "." };
        let sign = if value.is_negative() { "-" } else { "" };
        Some(format!(
            "{sign}{}{whole:0>least$}{point}{fraction}{}",
            self.before,
            self.behind,
            least = self.whole
        ))
    }
}

/// Splits a format into sections. The general format, and a missing one, have none.
fn sections(code: &str) -> Vec<Section> {
    if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
        return Vec::new();
    }
    let mut sections = vec![Section::default()];
    let mut point = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let Some(section) = sections.last_mut() else { break };
        let mut literal =
            |c: char| if section.digits { section.behind.push(c) } else { section.before.push(c) };
        match c {
            ';' => {
                sections.push(Section::default());
                point = false;
            }
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(literal),
            '\\' | '!' => chars.next().into_iter().for_each(literal),
            // A space of a character's width, or a fill character.
            '_' | '*' => drop(chars.next()),
            // A colour; or a condition that selects the numbers of a section.
            '[' => {
                let says: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if says.starts_with(['<', '>', '=']) {
                    return Vec::new();
                }
            }
            '0' | '#' | '?' => {
                section.digits = true;
                match (point, c) {
                    (false, '0') => section.whole += 1,
                    (true, '0') => section.places.0 += 1,
                    (true, _) => section.places.1 += 1,
                    (false, _) => {}
                }
            }
            '.' => point = true,
            ',' => {}
            '%' | '@' => section.other = true,
            c if c.is_ascii_alphabetic() => {
                section.other = true;
                // The letters of a day or a year; minutes alone are no date, and `General` has
                // none of these.
                section.date |= matches!(c.to_ascii_lowercase(), 'y' | 'd');
            }
            c => literal(c),
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_shown() {
        for (spelled, code, text) in [
            ("12", "", "12"),
            ("12", "General", "12"),
            ("96171.600000000006", "0.00", "96171.60"),
            ("96171.600000000006", "", "96171.6"),
            ("1E+3", "0", "1000"),
            ("1.0000000000000001E-5", "", "0.00001"),
            ("0.1", "0.##", "0.1"),
            ("14", "\\+0;\\-0;\\+0", "+14"),
            ("-3", "\\+0;\\-0;\\+0", "-3"),
            ("0", "+0;-0;+0", "+0"),
            ("7", "000\"元\"", "007元"),
            ("22", "0\"（其中修订16件）\"", "22（其中修订16件）"),
            ("5", "0\"（“a\"\\\"\"b”）\"", "5（“a\"b”）"),
            ("1234", "#,##0", "1234"),
            ("-1234", "#,##0_);[Red](#,##0)", "-1234"),
            ("-5", "0", "-5"),
            ("0.5", "0%", "0.5"),
            ("45678", "yyyy/m/d", "2025-1-21"),
            ("45716.75", "yyyy\"年\"m\"月\"d\"日\"", "2025-2-28"),
            ("60", "m/d/yy", "1900-2-28"),
            ("45351", "[$-804]d-mmm", "2024-2-29"),
            ("0", "yyyy/m/d", "0"),
            ("45678", "General", "45678"),
            ("2.5", "0", "2.5"),
            ("123456789012", "0", "123456789012"),
            ("1E+400", "0", "1E+400"),
            ("-0", "0", "0"),
            ("甲", "0", "甲"),
            // An empty section hides numbers; where sections have conditions, it is not known which
            // one applies.
            ("5", ";;;", ""),
            ("-5", ";;;@", ""),
            ("0", "0;-0;;@", ""),
            ("5", "0;-0;;@", "5"),
            ("0", "0;", "0"),
            ("0", "General;-General;", ""),
            ("0", "0;[Red]-0;\"\"_ ", ""),
            ("0", "0;-0;\"-\"", "0"),
            ("5", "[=0]\"\";General", "5"),
            ("甲", ";;;", "甲"),
        ] {
            assert_eq!(NumberFormat::of(code).shown(spelled), text, "{spelled} as {code}");
        }
    }
}
