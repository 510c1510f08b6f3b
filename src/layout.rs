//! From a document to pages: every character and every line at its place on A4, as official papers
//! are set (GB/T 9704-2012).
//!
//! In: a [`Document`] and what is known of the fonts ([`Metrics`]). Out: a [`Layout`]: pages of
//! placed runs, rules and shaded areas, from the upper left corner of the paper, in whole [`Emu`].
//! Each run says which piece of the document it shows, so that a writer can tell headings from
//! cells and a check can put what is visible together again ([`Layout::text_of`]). The same
//! document with the same fonts gives the same pages. Nothing here knows a file format.
//!
//! The way: `style` says how each kind of text is set, `kinsoku` where its lines may end, `lines`
//! breaks and places them, `table` measures tables and `grid` draws them, `flow` fills the pages.
//! `family` says what the fonts of the faces are called.

mod family;
pub mod font;
mod flow;
mod grid;
pub mod kinsoku;
mod lines;
pub mod style;
mod table;
#[cfg(test)]
mod tests;

pub use family::Family;
pub use font::{Face, Metrics, Named};

use crate::document::{Block, Document};
use crate::report::sentence_at;

/// A length in English metric units: 36 000 to a millimetre and 12 700 to a point, so that both
/// units of this trade are whole numbers.
pub type Emu = i32;

/// The longest that a text is taken to be, 14 m. What is longer fits nowhere, and is longer than
/// any page all the same.
const LONGEST: Emu = Emu::MAX / 4;

/// The sum of lengths, up to [`LONGEST`].
fn total(lengths: impl IntoIterator<Item = Emu>) -> Emu {
    lengths.into_iter().fold(0, |sum, length| sum.saturating_add(length).min(LONGEST))
}

/// Width of the paper, A4: 210 mm.
pub const PAGE_WIDTH: Emu = style::mm(210);
/// Height of the paper, A4: 297 mm.
pub const PAGE_HEIGHT: Emu = style::mm(297);

/// A document on its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The pages in order; at least one.
    pub pages: Vec<Page>,
}

/// A page. What is shaded lies below, then rules, then text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its number as printed, from 1. Odd pages are fronts.
    pub number: usize,
    /// Areas in [`style::SHADE`].
    pub shades: Vec<Shade>,
    /// Lines of tables.
    pub rules: Vec<Rule>,
    /// Text, in reading order; that of artifacts last.
    pub runs: Vec<Run>,
    /// QR codes.
    pub codes: Vec<Code>,
    /// The cells of tables that stand there, blank ones too, but for heads that are there once
    /// more: for those who point at them.
    pub cells: Vec<(Place, Shade)>,
}

/// A QR code: black areas on the white of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Which piece of the document it shows.
    pub place: Place,
    /// The square that it takes, the light modules around it included.
    pub square: Shade,
    /// Its dark modules, joined along the rows.
    pub dark: Vec<Shade>,
}

/// Characters in a row, of one font and size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where the first character begins.
    pub x: Emu,
    /// Its base line.
    pub y: Emu,
    /// The face.
    pub face: Face,
    /// The size.
    pub size: Emu,
    /// Whether it is bold; the faces of official papers have no bold cut, so that writers thicken
    /// the strokes.
    pub bold: bool,
    /// The characters. A space that ends a line is there and reaches beyond it.
    pub text: String,
    /// How far each character moves the pen, one entry a character.
    pub advances: Vec<Emu>,
    /// Which piece of the document it shows.
    pub place: Place,
}

/// A piece of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A paragraph of the block with this index: 0, or 1 for the day of 落款, and from 1 on what
    /// stands beside a QR code.
    Text {
        /// Index of the block in the document.
        block: usize,
        /// Which of its paragraphs.
        paragraph: usize,
    },
    /// A cell of the table that is the block with this index.
    Cell {
        /// Index of the block in the document.
        block: usize,
        /// Index of the row in the table.
        row: usize,
        /// Index of the cell in the row.
        cell: usize,
    },
    /// What is not part of the document and is there for the pages alone.
    Artifact(Artifact),
}

/// What a page adds to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Artifact {
    /// — 1 —
    PageNumber,
    /// 草稿 at the head.
    DraftMark,
    /// The heads of a table once more, where it goes on.
    RepeatedHead,
}

/// A straight line, level or upright, [`style::RULE_WIDTH`] wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Where it begins: from the left, from the top.
    pub from: (Emu, Emu),
    /// Where it ends.
    pub to: (Emu, Emu),
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade {
    /// Its left edge.
    pub x: Emu,
    /// Its upper edge.
    pub y: Emu,
    /// Its width.
    pub width: Emu,
    /// Its height.
    pub height: Emu,
}

impl Run {
    /// Where its last character ends, without the blanks behind it.
    pub fn end(&self) -> Emu {
        let shown = self.text.trim_end_matches(kinsoku::is_blank).chars().count();
        self.x + self.advances[..shown].iter().sum::<Emu>()
    }
}

/// A heading at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'d> {
    /// 1 for 一、, 2 for （一）.
    pub level: u8,
    /// Its words.
    pub text: &'d str,
    /// Index of the page that it begins on.
    pub page: usize,
    /// Where it begins.
    pub x: Emu,
    /// Its upper edge.
    pub y: Emu,
}

impl Layout {
    /// The headings of the document that it was made of, in their order.
    pub fn headings<'d>(&self, document: &'d Document) -> Vec<Heading<'d>> {
        let found = document.blocks.iter().enumerate().filter_map(|(block, content)| {
            let Block::Heading { level, text, .. } = content else { return None };
            let mine = |run: &&Run| run.place == Place::Text { block, paragraph: 0 };
            let (page, run) =
                self.pages.iter().enumerate().find_map(|(index, page)| {
                    page.runs.iter().find(mine).map(|run| (index, run))
                })?;
            Some(Heading { level: *level, text, page, x: run.x, y: run.y - run.size })
        });
        found.collect()
    }

    /// What stands in a cell whose row is higher than a page, if there is one: it runs off the
    /// paper.
    pub fn too_high(&self) -> Option<String> {
        let off =
            |page: &&Page| page.cells.iter().any(|(_, area)| area.y + area.height > style::BOTTOM);
        let page = self.pages.iter().find(off)?;
        // Labels beside the row are as high; the one to blame has the most to say.
        page.cells.iter().map(|(place, _)| self.text_of(*place)).max_by_key(String::len)
    }

    /// What is visible of a piece of the document, put together from its lines.
    pub fn text_of(&self, place: Place) -> String {
        self.pages
            .iter()
            .flat_map(|page| &page.runs)
            .filter(|run| run.place == place)
            .map(|run| run.text.as_str())
            .collect()
    }
}

/// Sets a document on pages.
pub fn layout(document: &Document, metrics: &impl Metrics) -> Layout {
    flow::pages(document, metrics)
}

/// A character that no font has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncovered {
    /// The character.
    pub character: char,
    /// The face it is wanted in.
    pub face: Face,
    /// The sentence, heading or cell that it stands in.
    pub sentence: String,
}

/// The characters of a document that the fonts do not have, each once with the first sentence it
/// stands in, in reading order.
pub fn uncovered(document: &Document, metrics: &impl Metrics) -> Vec<Uncovered> {
    let mut found: Vec<Uncovered> = Vec::new();
    let mut look = |wanted: Face, text: &str| {
        for (at, character) in text.char_indices() {
            let face = metrics.face(wanted, character);
            // A space draws nothing.
            if character == ' '
                || metrics.covers(face, character)
                || found.iter().any(|one| one.character == character && one.face == face)
            {
                continue;
            }
            let sentence = text[sentence_at(text, at)].trim().to_owned();
            found.push(Uncovered { character, face, sentence });
        }
    };
    for block in &document.blocks {
        let face = style::of(block).face;
        match block {
            Block::Title(lines) => look(face, &lines.concat()),
            Block::Heading { text, .. } | Block::TableNote(text) => look(face, text),
            Block::Paragraph(runs) => {
                look(face, &runs.iter().map(|run| run.text.as_str()).collect::<String>());
            }
            Block::Table(table) => table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .for_each(|cell| look(Face::Song, &cell.text)),
            Block::Signature { organ, date } => {
                for text in [organ, date] {
                    look(face, text);
                }
            }
            Block::Code { caption, .. } => caption.iter().for_each(|text| look(face, text)),
        }
    }
    if document.draft_mark {
        look(Face::Hei, crate::document::DRAFT_MARK);
    }
    // Letters and digits of page numbers are those of their own face: see `style::PAGE_NUMBER`.
    let number = flow::page_number_text(1);
    for character in "—0123456789".chars().filter(|c| !metrics.covers(style::PAGE_NUMBER.face, *c))
    {
        found.push(Uncovered {
            character,
            face: style::PAGE_NUMBER.face,
            sentence: number.clone(),
        });
    }
    found
}
