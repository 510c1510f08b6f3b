//! Pages as a source: positioned text and the lines of tables become paragraphs and tables, as a
//! person sees them.
//!
//! In: [`PlacedDocument`], from a reader of a format that contains only positions (OFD, PDF). Out:
//! blocks, as other readers give them. Of the structure that a file declares, only the outline is
//! used, where a heading looks like text. Additions of pages (page numbers, the draft mark at the
//! top, repeated heads of tables) are left out; paragraphs and tables continue over the end of a
//! page.
//!
//! `lines` joins runs on one base line, `grid` finds the tables that rules draw and the text in
//! their cells, and `tables` joins the parts of a table. How our own pages are set is known: `flow`
//! goes through them, and `measures` finds where paragraphs begin and what each is by its
//! appearance. `others` goes through the pages of other programs, with `runs`,
//! `furniture`, `margins` and `listed`.

mod flow;
mod furniture;
mod grid;
mod item;
mod lines;
mod listed;
mod margins;
mod measures;
mod others;
mod runs;
mod tables;
#[cfg(test)]
mod tests;

use super::SourceBlock;
use crate::geometry::{Emu, Rule, Shade, mm};
use crate::layout::Face;

/// A document as pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedDocument {
    /// The pages in order.
    pub pages: Vec<PlacedPage>,
    /// The headings that the outline lists.
    pub outline: Vec<OutlineEntry>,
}

/// A page. All positions are measured from the upper left corner of the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedPage {
    /// Width of the paper.
    pub width: Emu,
    /// Height of the paper.
    pub height: Emu,
    /// Its visible text, in any order. Text outside the paper is ignored.
    pub runs: Vec<SourceRun>,
    /// Straight horizontal or vertical lines; others are ignored.
    pub rules: Vec<Rule>,
    /// Filled rectangles. Thin ones are rules.
    pub areas: Vec<Shade>,
}

/// Consecutive characters of one font and size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRun {
    /// The left edge of the first character.
    pub x: Emu,
    /// Its base line.
    pub y: Emu,
    /// The face, where the font reveals it; [`Face::Latin`] does not identify one.
    pub face: Option<Face>,
    /// The size.
    pub size: Emu,
    /// Whether it is bold, by its font or by stroked outlines.
    pub bold: bool,
    /// The characters.
    pub text: String,
    /// How far each character moves the pen, one entry for each character.
    pub advances: Vec<Emu>,
}

/// The largest position or length on paper: 2 m.
const FARTHEST: Emu = mm(2000);

impl SourceRun {
    /// Whether its beginning is on the paper.
    fn is_on(&self, page: &PlacedPage) -> bool {
        let (width, height) = (page.width.min(FARTHEST), page.height.min(FARTHEST));
        let sized = (1..FARTHEST).contains(&self.size);
        sized
            && (-self.size..width).contains(&self.x)
            && (0..height.saturating_add(self.size)).contains(&self.y)
    }
}

/// Whether a position is small enough to be used in calculations.
fn is_near(length: Emu) -> bool {
    (-FARTHEST..=FARTHEST).contains(&length)
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Its level, from 1.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Index of the page that it leads to.
    pub page: usize,
    /// The upper edge of the heading, measured from the upper edge of the paper, if the entry
    /// contains it.
    pub y: Option<Emu>,
}

/// What a person sees on pages that this program set: paragraphs and tables, in reading order.
pub fn blocks(pages: &PlacedDocument) -> Vec<SourceBlock> {
    flow::blocks(pages)
}

/// What a person sees on pages that any program may have set. Neither the outline nor the faces of
/// fonts count, because they may mean anything.
pub fn blocks_of_others(pages: &PlacedDocument) -> Vec<SourceBlock> {
    others::blocks(pages)
}
