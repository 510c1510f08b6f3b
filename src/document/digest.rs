//! The digest of the printed text of a report (内容摘要). It is the same for the draft, the Word file,
//! the workbook and the page, as long as each has the same text. Two people who have a file each
//! can compare sixteen groups of four digits, or the first four groups.
//!
//! The digest is the SHA-256 (FIPS 180-4) of a text that anyone can reproduce from a [`Document`].
//! The text is UTF-8, each line ends with a line feed, and the pieces of a line are separated by
//! tabs. The first line is `nianbao-print 1`. The other lines follow in reading order:
//!
//! ```text
//! title   the title in one line
//! h1      heading of a part                h2      heading within a part
//! p       paragraph                        row     the cells of a row of a table, labels and
//!                                                  numbers as printed
//! note    note under a table               end     agency and day of 落款
//! ```
//!
//! Appearance is not part of the digest: where a title breaks, bold words, pages, the draft mark.

use super::{Block, Document};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A digest: 256 bits. `Display` shows them as sixteen groups of four hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Calculates the digest of a document.
    pub fn of(document: &Document) -> Self {
        Self(Sha256::digest(text(document)).into())
    }

    /// All 64 hexadecimal digits without spaces, as `sha256sum` prints them.
    pub fn hexadecimal(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The first four groups, for a line of print. Two different documents have the same ones with
    /// a probability of 2⁻⁶⁴.
    pub fn short(&self) -> String {
        self.groups(4)
    }

    fn groups(&self, count: usize) -> String {
        let groups: Vec<String> = self
            .0
            .chunks(2)
            .take(count)
            .map(|pair| format!("{:02x}{:02x}", pair[0], pair[1]))
            .collect();
        groups.join(" ")
    }
}

/// A digest as text, for a part of the program that cannot calculate one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestText {
    /// All sixteen groups.
    pub whole: String,
    /// The first four.
    pub short: String,
}

impl From<Digest> for DigestText {
    fn from(digest: Digest) -> Self {
        Self { whole: digest.to_string(), short: digest.short() }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups(16))
    }
}

/// The text that is digested.
pub fn text(document: &Document) -> String {
    let mut out = "nianbao-print 1\n".to_owned();
    let mut line = |pieces: &[&str]| {
        out.push_str(&pieces.join("\t"));
        out.push('\n');
    };
    for block in &document.blocks {
        match block {
            Block::Title(lines) => line(&["title", &lines.concat()]),
            Block::Heading { level: 1, text, .. } => line(&["h1", text]),
            Block::Heading { text, .. } => line(&["h2", text]),
            Block::Paragraph(runs) => {
                line(&["p", &runs.iter().map(|run| run.text.as_str()).collect::<String>()]);
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<&str> = std::iter::once("row")
                        .chain(row.cells.iter().map(|cell| cell.text.as_str()))
                        .collect();
                    line(&cells);
                }
            }
            Block::TableNote(text) => line(&["note", text]),
            Block::Signature { agency, date } => line(&["end", agency, date]),
            // The code repeats the numbers of the tables.
            Block::Code { .. } => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{LANGUAGE, Run};

    fn document(blocks: Vec<Block>) -> Document {
        Document {
            title: String::new(),
            language: LANGUAGE,
            agency: String::new(),
            year: 2025,
            draft_mark: false,
            blocks,
        }
    }

    #[test]
    fn the_digest_depends_on_words_and_not_on_appearance() {
        let title =
            |lines: &[&str]| Block::Title(lines.iter().map(|line| (*line).to_owned()).collect());
        let paragraph = |bold| {
            Block::Paragraph(vec![Run { text: "一是".to_owned(), bold }, Run::plain("抓培训。")])
        };
        let one = document(vec![title(&["甲镇", "年报"]), paragraph(true)]);
        let other = Document {
            draft_mark: true,
            ..document(vec![title(&["甲镇年报"]), paragraph(false)])
        };
        assert_eq!(text(&one), "nianbao-print 1\ntitle\t甲镇年报\np\t一是抓培训。\n");
        assert_eq!(Digest::of(&one), Digest::of(&other));
        assert_ne!(Digest::of(&one), Digest::of(&document(vec![title(&["甲镇年报"])])));
    }

    #[test]
    fn the_digest_is_that_of_sha256sum() {
        // printf 'nianbao-print 1\n' | sha256sum
        let digest = Digest::of(&document(Vec::new()));
        assert_eq!(
            digest.hexadecimal(),
            "4b6d422964bcb48deb1aa69b7d4ae17246512078748586570b481c2e154849b3"
        );
        assert_eq!(digest.to_string().split(' ').collect::<String>(), digest.hexadecimal());
        assert_eq!(digest.short().len(), 19);
    }
}
