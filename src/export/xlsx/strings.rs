//! The table of shared strings: every text once, plain or with bold runs.

use super::MAIN;
use super::styles::{BODY_FONT, CHINESE};
use crate::document::Run;
use crate::markup::{Element, xml};
use std::collections::BTreeMap;

/// The greatest length of a text in UTF-16 units. A cell can hold 32 767, and no spreadsheet opens
/// a file with a longer text, so longer texts are cut.
pub const LONGEST: usize = 32_000;

/// The texts in the order of their first use.
#[derive(Debug, Default)]
pub struct Strings {
    texts: Vec<Vec<Run>>,
    places: BTreeMap<Vec<(bool, String)>, usize>,
    used: i64,
}

impl Strings {
    /// The index of a text, which is added if it is new.
    pub fn index_of(&mut self, runs: &[Run]) -> usize {
        self.used += 1;
        let runs = cut(runs);
        let key = runs.iter().map(|run| (run.bold, run.text.clone())).collect();
        *self.places.entry(key).or_insert_with(|| {
            self.texts.push(runs);
            self.texts.len() - 1
        })
    }

    /// Writes the part.
    pub fn part(&self) -> String {
        let mut out = String::new();
        let unique = i64::try_from(self.texts.len()).unwrap_or(i64::MAX);
        let mut root = xml(&mut out, "sst")
            .with("xmlns", MAIN)
            .number("count", self.used)
            .number("uniqueCount", unique);
        for runs in &self.texts {
            let mut item = root.child("si");
            match runs.as_slice() {
                [run] if !run.bold => text(&mut item, &run.text),
                runs => {
                    for run in runs {
                        let mut element = item.child("r");
                        // A run that has a font of its own must state all its properties. A run
                        // without one has the font of its cell.
                        if run.bold {
                            let (name, size) = BODY_FONT;
                            let mut font = element.child("rPr");
                            font.empty("b");
                            drop(font.child("sz").number("val", size));
                            drop(font.child("rFont").with("val", name));
                            drop(font.child("charset").number("val", CHINESE));
                        }
                        text(&mut element, &run.text);
                    }
                }
            }
        }
        drop(root);
        out
    }
}

fn text(parent: &mut Element, value: &str) {
    parent.child("t").with("xml:space", "preserve").text(&escaped(value));
}

/// Cuts a text to the length that a cell can hold.
fn cut(runs: &[Run]) -> Vec<Run> {
    let mut left = LONGEST;
    let mut allowed = Vec::with_capacity(runs.len());
    for run in runs {
        let mut text = String::new();
        for c in run.text.chars() {
            if c.len_utf16() > left {
                left = 0;
                break;
            }
            left -= c.len_utf16();
            text.push(c);
        }
        if !text.is_empty() {
            allowed.push(Run { text, bold: run.bold });
        }
    }
    allowed
}

/// Escapes an underscore that would start a sequence such as `_x0041_`, which spreadsheets read as
/// the character with that number.
fn escaped(text: &str) -> String {
    let starts = |rest: &str| {
        let code = rest.as_bytes().get(..7);
        code.is_some_and(|code| {
            code.starts_with(b"_x")
                && code[2..6].iter().all(u8::is_ascii_hexdigit)
                && code[6] == b'_'
        })
    };
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '_' && starts(&text[at..]) {
            out.push_str("_x005F");
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underscores_before_character_codes_are_escaped() {
        assert_eq!(
            escaped("_x0041_ _x00_ _xzzzz_ 甲_x000d_"),
            "_x005F_x0041_ _x00_ _xzzzz_ 甲_x005F_x000d_"
        );
    }

    #[test]
    fn texts_are_stored_once_and_cut_to_the_limit() {
        let mut strings = Strings::default();
        let long = [Run::plain(&"😀".repeat(LONGEST))];
        assert_eq!(
            (
                strings.index_of(&[Run::plain("甲")]),
                strings.index_of(&long),
                strings.index_of(&[Run::plain("甲")])
            ),
            (0, 1, 0)
        );
        assert_eq!(strings.texts[1][0].text.encode_utf16().count(), LONGEST);
    }
}
