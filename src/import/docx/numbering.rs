//! Automatic numbers of paragraphs: 一、 （一） 1. and the like, which a person sees and which are no
//! text of the file.
//!
//! In: the part of the lists. Out: the number of one paragraph after another. A number in a format
//! that is not known is left out, rather than written in another.

use super::super::ImportError;
use super::super::package::{attribute, events};
use std::collections::BTreeMap;

/// Levels of a list (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = 9;
/// Lists that are read. Programs write one for each list that was ever made.
const MOST_LISTS: usize = 20_000;

/// The lists of a document and how far they have counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// The levels of each abstract list.
    levels: BTreeMap<String, Vec<Level>>,
    /// The abstract list of each list, and the levels at which it starts anew.
    lists: BTreeMap<String, List>,
    /// The last number of each level, by abstract list.
    counts: BTreeMap<String, [Option<usize>; LEVELS]>,
}

#[derive(Debug, Default)]
struct List {
    of: String,
    starts: BTreeMap<usize, usize>,
    /// Whether it was used: its numbers start anew once.
    used: bool,
}

#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// The text, in which `%1` is the number of the first level.
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new() }
    }
}

impl Numbering {
    /// Reads the part of the lists.
    pub fn read(xml: &str, part: &str) -> Result<Self, ImportError> {
        let mut all = Self::default();
        let (mut abstract_id, mut list_id, mut level) = (String::new(), String::new(), 0_usize);
        events(xml, part, |event, _| {
            let Some(element) = event.start() else { return };
            let value = |name| attribute(element, name).unwrap_or_default();
            let number = |name| attribute(element, name).and_then(|value| value.parse().ok());
            let name = element.local_name();
            match name.as_ref() {
                "abstractNum" if all.levels.len() < MOST_LISTS => {
                    abstract_id = value("abstractNumId");
                    all.levels.insert(abstract_id.clone(), vec![Level::default(); LEVELS]);
                }
                "num" if all.lists.len() < MOST_LISTS => {
                    list_id = value("numId");
                    all.lists.insert(list_id.clone(), List::default());
                }
                "abstractNumId" => {
                    if let Some(list) = all.lists.get_mut(&list_id) {
                        list.of = value("val");
                    }
                }
                "lvl" | "lvlOverride" => level = number("ilvl").unwrap_or(0),
                "startOverride" => {
                    if let Some(list) = all.lists.get_mut(&list_id) {
                        list.starts.insert(level, number("val").unwrap_or(1));
                    }
                }
                // The levels that a list replaces come after its number and are not kept.
                name if list_id.is_empty() => {
                    let levels = all.levels.get_mut(&abstract_id);
                    let Some(level) = levels.and_then(|levels| levels.get_mut(level)) else {
                        return;
                    };
                    match name {
                        "start" => level.start = number("val").unwrap_or(1),
                        "numFmt" => level.format = value("val"),
                        "lvlText" => level.text = value("val"),
                        _ => {}
                    }
                }
                _ => {}
            }
        })?;
        Ok(all)
    }

    /// The number of the next paragraph of a list at a level from 0, as it is printed; empty for
    /// none, for a bullet and for a format that is not known.
    pub fn next(&mut self, list: &str, level: usize) -> String {
        let Some(list) = self.lists.get_mut(list).filter(|_| level < LEVELS) else {
            return String::new();
        };
        let Some(levels) = self.levels.get(&list.of) else { return String::new() };
        let counts = self.counts.entry(list.of.clone()).or_default();
        if !std::mem::replace(&mut list.used, true) {
            for (level, start) in &list.starts {
                if let Some(count) = counts.get_mut(*level) {
                    *count = start.checked_sub(1);
                }
            }
        }
        let start = levels[level].start;
        counts[level] = Some(counts[level].map_or(start, |count| count.saturating_add(1)));
        for deeper in &mut counts[level + 1..] {
            *deeper = None;
        }
        let mut text = levels[level].text.clone();
        for (at, own) in levels.iter().enumerate().take(level + 1) {
            let sign = format!("%{}", at + 1);
            if text.contains(&sign) {
                let number = counts[at].unwrap_or(own.start);
                match printed(number, &own.format) {
                    Some(number) => text = text.replace(&sign, &number),
                    None => return String::new(),
                }
            }
        }
        // Signs without a number in them are bullets.
        if text == levels[level].text { String::new() } else { text }
    }
}

/// A number from 1 to 99 in Chinese numerals, as lists write it: 十二, 二十.
fn chinese(number: usize) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    match tens {
        0 if number > 0 => Some(ones.to_owned()),
        1 => Some(format!("十{ones}")),
        2..10 => Some(format!("{}十{ones}", DIGITS[tens])),
        _ => None,
    }
}

/// A number in a format (ECMA-376 part 1, 17.18.59).
fn printed(number: usize, format: &str) -> Option<String> {
    let circled = || {
        let offset = u32::try_from(number).ok()?.checked_sub(1).filter(|offset| *offset < 20)?;
        char::from_u32('①' as u32 + offset).map(String::from)
    };
    let letter = |first: u8| {
        let offset = u8::try_from(number).ok()?.checked_sub(1).filter(|offset| *offset < 26)?;
        Some(char::from(first + offset).to_string())
    };
    match format {
        "decimal" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => number
            .to_string()
            .chars()
            .map(|digit| char::from_u32(digit as u32 - '0' as u32 + '０' as u32))
            .collect(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(),
        "upperLetter" => letter(b'A'),
        "lowerLetter" => letter(b'a'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_numbered_as_they_are_printed() {
        let xml = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"3\">\
            <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
            <w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/>\
            <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>\
            <w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/>\
            <w:lvlText w:val=\"·\"/></w:lvl></w:abstractNum>\
            <w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num>\
            <w:num w:numId=\"2\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"0\">\
            <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
            <w:num w:numId=\"5\"><w:abstractNumId w:val=\"4\"/></w:num></w:numbering>";
        let mut lists = Numbering::read(xml, "numbering").expect("lists");
        let mut numbers = Vec::new();
        for (list, level) in [
            ("1", 0),
            ("1", 1),
            ("1", 1),
            ("1", 0),
            ("1", 1),
            ("2", 0),
            ("2", 0),
            ("5", 0),
            ("9", 0),
        ] {
            numbers.push(lists.next(list, level));
        }
        assert_eq!(numbers, ["一、", "1.", "2.", "二、", "1.", "一、", "二、", "", ""]);
        assert_eq!(printed(12, "chineseCounting").as_deref(), Some("十二"));
        assert_eq!(printed(3, "ideographZodiac"), None);
    }
}
