//! Numbers of a sheet as they are shown.
//!
//! In: a number as the file spells it, and the code of its format. Out: its digits with the words
//! of the format around them. Spreadsheets keep binary numbers and write up to seventeen digits of
//! them; fifteen are those that somebody typed. Separators are left out; formats of days, shares
//! and powers, and those with conditions, are none of a report, so their numbers come out plain. A
//! format that has nothing for a number hides it.

use crate::number::Decimal;
use crate::workbook::EXACT_DIGITS;

/// A number format. The general one, and none, show numbers plain.
#[derive(Debug, Default)]
pub struct Format(Vec<Section>);

impl Format {
    /// That of a code.
    pub fn of(code: &str) -> Self {
        Self(sections(code))
    }

    /// The number as shown; as it is spelled if it is none.
    pub fn shown(&self, spelled: &str) -> String {
        let Some(number) = typed(spelled) else { return spelled.to_owned() };
        let Some(value) = Decimal::parse(&number) else { return number };
        let (section, magnitude) = match self.0.as_slice() {
            // Accountants put numbers below nought in brackets, where a report has remarks.
            [_, below, ..] if value.is_negative() => {
                (Some(below).filter(|below| below.before != "("), value.abs())
            }
            [_, _, nought, ..] if value == Decimal::ZERO => (Some(nought), value),
            [first, ..] => (Some(first), value),
            [] => (None, value),
        };
        match section {
            Some(section) if section.is_blank() => String::new(),
            section => section.and_then(|section| section.print(magnitude)).unwrap_or(number),
        }
    }
}

/// The digits that somebody typed: at most fifteen, without an exponent.
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
    // The number is a binary one already: rounding it to fifteen digits gives back what was typed.
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

/// A section of a format: words around digits.
#[derive(Debug, Default, PartialEq, Eq)]
struct Section {
    before: String,
    whole: usize,
    /// Digits behind the point that are always shown, and those that are shown if they are not 0.
    places: (usize, usize),
    behind: String,
    /// Whether it has a place for digits.
    digits: bool,
    /// Whether it is of something else than a plain number.
    other: bool,
}

impl Section {
    /// Whether nothing is seen of a number.
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
            // It is shown rounded: what was typed says more.
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

/// Takes a format apart. General, and no format, have no sections.
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
            // The width of a character, or a filling.
            '_' | '*' => drop(chars.next()),
            // A colour; or a condition, by which sections are for other numbers.
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
            c if c.is_ascii_alphabetic() => section.other = true,
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
            ("45678", "yyyy/m/d", "45678"),
            ("2.5", "0", "2.5"),
            ("123456789012", "0", "123456789012"),
            ("1E+400", "0", "1E+400"),
            ("-0", "0", "0"),
            ("甲", "0", "甲"),
            // A section that is empty hides numbers; where conditions part them, nobody knows here
            // which.
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
            assert_eq!(Format::of(code).shown(spelled), text, "{spelled} as {code}");
        }
    }
}
