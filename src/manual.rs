//! 使用说明: the manual for clerks.
//!
//! In: `www/manual.md`, where the manual is written once. Out: its [`Section`]s, which the page
//! lists, searches and prints. Reading Markdown needs a parser. The office module has it and makes
//! the sections, so that the module that a clerk types into only shows them.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A heading of the manual and the content below it, up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The level of the heading: 1 is the title of the manual, 2 a chapter, 3 a part of a chapter.
    pub level: u8,
    /// The heading.
    pub title: String,
    /// The content below the heading, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of the content below a heading.
///
/// Markup and words are kept apart, so that a search looks at words alone and its hits can be
/// marked without reading HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// HTML tags, written by the parser and not by a person.
    Markup(String),
    /// Plain text, not escaped.
    Words(String),
}

/// A search: words separated by white space. Upper and lower case of Latin letters are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search(Vec<String>);

impl Search {
    /// The search for what was typed.
    pub fn new(typed: &str) -> Self {
        Self(typed.split_whitespace().map(str::to_ascii_lowercase).collect())
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the section contains every word of the search. An empty search matches every
    /// section.
    pub fn fits(&self, section: &Section) -> bool {
        let mut texts = vec![section.title.to_ascii_lowercase()];
        texts.extend(section.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(text) => Some(text.to_ascii_lowercase()),
            Piece::Markup(_) => None,
        }));
        self.0.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }

    /// The positions of the words of the search in a text, as byte ranges in order that do not
    /// overlap.
    pub fn hits(&self, text: &str) -> Vec<Range<usize>> {
        // This changes no lengths, so the positions are valid in the original text.
        let text = text.to_ascii_lowercase();
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some(rest) = text.get(from..) {
            // Of words that begin at the same place the longest one is the hit.
            let first = self
                .0
                .iter()
                .filter_map(|word| rest.find(word.as_str()).map(|at| (at, word.len())))
                .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)));
            let Some((at, length)) = first else { break };
            hits.push(from + at..from + at + length);
            from += at + length;
        }
        hits
    }
}

/// The manual, section by section.
#[cfg(feature = "office-formats")]
pub fn sections() -> Vec<Section> {
    reading::sections(MARKDOWN)
}

/// The manual as it is written.
#[cfg(feature = "office-formats")]
const MARKDOWN: &str = include_str!("../www/manual.md");

#[cfg(feature = "office-formats")]
mod reading {
    use super::{Piece, Section};
    use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

    /// Stands for words while the tags around them are written. It is a character of the private
    /// use area, which no text holds.
    const WORDS: &str = "\u{E000}";

    /// The sections of a text in Markdown. What stands before the first heading is left out.
    pub(super) fn sections(markdown: &str) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut below: Vec<Event<'_>> = Vec::new();
        let mut is_heading = false;
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    close(&mut sections, &mut below);
                    is_heading = true;
                    let level = match level {
                        HeadingLevel::H1 => 1,
                        HeadingLevel::H2 => 2,
                        _ => 3,
                    };
                    sections.push(Section { level, title: String::new(), pieces: Vec::new() });
                }
                Event::End(TagEnd::Heading(_)) => is_heading = false,
                Event::Text(text) | Event::Code(text) if is_heading => {
                    sections.iter_mut().last().into_iter().for_each(|it| it.title.push_str(&text));
                }
                event => below.push(event),
            }
        }
        close(&mut sections, &mut below);
        sections
    }

    /// Adds the content since the last heading to the last section.
    fn close(sections: &mut [Section], below: &mut Vec<Event<'_>>) {
        let events = std::mem::take(below);
        if let Some(section) = sections.last_mut() {
            section.pieces = pieces(events);
        }
    }

    /// Tags and words, apart: the tags are written around a mark for the words.
    fn pieces(events: Vec<Event<'_>>) -> Vec<Piece> {
        let mut texts: Vec<CowStr<'_>> = Vec::new();
        let marked = events.into_iter().map(|event| match event {
            Event::Text(text) => {
                texts.push(text);
                Event::Text(WORDS.into())
            }
            Event::Code(text) => {
                texts.push(text);
                Event::Code(WORDS.into())
            }
            event => event,
        });
        let mut html = String::new();
        html::push_html(&mut html, marked);
        let mut pieces = Vec::new();
        let mut texts = texts.into_iter();
        for (index, tags) in html.split(WORDS).enumerate() {
            let text = if index == 0 { None } else { texts.next() };
            pieces.extend(text.map(|text| Piece::Words(text.into_string())));
            if !tags.is_empty() {
                pieces.push(Piece::Markup(tags.to_owned()));
            }
        }
        pieces
    }
}

#[cfg(all(test, feature = "office-formats"))]
mod tests;
