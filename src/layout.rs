//! Sets a document on A4 pages: every character and every line gets its position, as official
//! papers are set (GB/T 9704-2012).
//!
//! The input is a [`Document`] and the [`Metrics`] of the fonts. The output is a [`Layout`]: pages
//! of placed runs, rules and shaded areas, measured from the upper left corner of the paper in
//! whole [`Emu`]. Each run names the piece of the document that it shows, so that a writer can
//! distinguish headings from cells, and a check can join the visible text of a piece again
//! ([`Layout::text_of`]). The same document with the same fonts gives the same pages. No file
//! format is known here.
//!
//! The submodules are: `style`, how each kind of text is set; `kinsoku`, where a line may end;
//! `lines`, which breaks paragraphs and places their characters; `table`, which measures tables;
//! `grid`, which draws them; `flow`, which sets a document block by block; `filling`, which fills
//! the pages; `font`, the faces and their metrics; and
//! `family`, the names of the fonts of the faces.

mod family;
mod filling;
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
pub use font::{Face, Metrics, NominalMetrics};

use crate::document::{Block, Document};
use crate::geometry::{Emu, Rule, Shade};
use crate::text::sentence_at;

/// The greatest length of a text, 14 m. Longer text is cut to this length for sums, because it is
/// longer than any page in either case.
const LONGEST: Emu = Emu::MAX / 4;

/// The sum of lengths, up to [`LONGEST`].
fn total(lengths: impl IntoIterator<Item = Emu>) -> Emu {
    lengths.into_iter().fold(0, |sum, length| sum.saturating_add(length).min(LONGEST))
}

/// A document set on pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The pages in order; at least one.
    pub pages: Vec<Page>,
}

/// A page. Shaded areas are drawn first, then rules, then text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The number as printed, from 1. Odd pages are front sides.
    pub number: usize,
    /// Areas in [`style::SHADE`].
    pub shades: Vec<Shade>,
    /// The lines of tables.
    pub rules: Vec<Rule>,
    /// The text in reading order, that of artifacts last.
    pub runs: Vec<PlacedRun>,
    /// QR codes.
    pub codes: Vec<Code>,
    /// The areas of the table cells on the page, blank cells included and repeated heads excluded,
    /// so that a position on the page can be traced to its cell.
    pub cells: Vec<(ContentRef, Shade)>,
}

/// A QR code: black areas on the white of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The piece of the document that it shows.
    pub content: ContentRef,
    /// The square that it takes up, with the light modules around it.
    pub square: Shade,
    /// The dark modules, joined along the rows.
    pub dark: Vec<Shade>,
}

/// Successive characters of one font and size on one base line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRun {
    /// Where the first character begins.
    pub x: Emu,
    /// The base line.
    pub y: Emu,
    /// The face.
    pub face: Face,
    /// The size.
    pub size: Emu,
    /// Whether it is bold. The faces of official papers have no bold cut, so writers thicken the
    /// strokes.
    pub bold: bool,
    /// The characters. A space at the end of a line is kept and may reach beyond the line.
    pub text: String,
    /// The advance of each character, one entry for each.
    pub advances: Vec<Emu>,
    /// The piece of the document that it shows.
    pub content: ContentRef,
}

/// A reference to a piece of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentRef {
    /// A paragraph of the block with this index. The paragraph is 0, or 1 for the day of 落款, or
    /// from 1 on for the text beside a QR code.
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
    /// Text that a page adds to the document.
    Artifact(Artifact),
}

/// The kinds of text that a page adds to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Artifact {
    /// The page number: — 1 —.
    PageNumber,
    /// The draft mark (草稿) at the head of the page.
    DraftMark,
    /// The heads of a table, repeated where the table continues on another page.
    RepeatedHead,
}

impl PlacedRun {
    /// Where the last character ends, without blanks at the end.
    pub fn end(&self) -> Emu {
        let shown = self.text.trim_end_matches(kinsoku::is_blank).chars().count();
        self.x + self.advances[..shown].iter().sum::<Emu>()
    }
}

/// A heading and its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedHeading<'d> {
    /// 1 for 一、, 2 for （一）.
    pub level: u8,
    /// The words.
    pub text: &'d str,
    /// The index of the page that it begins on.
    pub page: usize,
    /// Where it begins.
    pub x: Emu,
    /// Its upper edge.
    pub y: Emu,
}

impl Layout {
    /// The headings of the document that the layout was made of, in order.
    pub fn headings<'d>(&self, document: &'d Document) -> Vec<PlacedHeading<'d>> {
        let found = document.blocks.iter().enumerate().filter_map(|(block, content)| {
            let Block::Heading { level, text, .. } = content else { return None };
            let mine = |run: &&PlacedRun| run.content == ContentRef::Text { block, paragraph: 0 };
            let (page, run) =
                self.pages.iter().enumerate().find_map(|(index, page)| {
                    page.runs.iter().find(mine).map(|run| (index, run))
                })?;
            Some(PlacedHeading { level: *level, text, page, x: run.x, y: run.y - run.size })
        });
        found.collect()
    }

    /// The text of a cell whose row is higher than a page and runs off the paper, if there is one.
    pub fn too_high(&self) -> Option<String> {
        let off =
            |page: &&Page| page.cells.iter().any(|(_, area)| area.y + area.height > style::BOTTOM);
        let page = self.pages.iter().find(off)?;
        // The labels beside the row are just as high. The cause is the cell with the longest text.
        page.cells.iter().map(|(content, _)| self.text_of(*content)).max_by_key(String::len)
    }

    /// The visible text of a piece of the document, joined from its lines.
    pub fn text_of(&self, content: ContentRef) -> String {
        self.pages
            .iter()
            .flat_map(|page| &page.runs)
            .filter(|run| run.content == content)
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
    /// The face in which it is to be set.
    pub face: Face,
    /// The sentence, heading or cell that contains it.
    pub sentence: String,
}

/// The characters of a document that the fonts do not have. Each is listed once, with the first
/// sentence that contains it, in reading order.
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
            Block::Signature { agency, date } => {
                for text in [agency, date] {
                    look(face, text);
                }
            }
            Block::Code { caption, .. } => caption.iter().for_each(|text| look(face, text)),
        }
    }
    if document.draft_mark {
        look(Face::Hei, crate::document::DRAFT_MARK);
    }
    // Page numbers take letters and digits from their own face: see `style::PAGE_NUMBER`.
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
