//! Pages as a source: text at its places and the lines of tables become paragraphs and tables, by
//! what a person sees.
//!
//! In: [`Pages`], from a reader of a format that knows places only (OFD, PDF). Out: blocks, as the
//! other readers give them. Nothing that a file says of its own structure counts, but for the
//! outline where a heading looks like text. What pages add to a document (page numbers, 草稿 at the
//! head, the heads of a table once more) is left out; paragraphs and tables go on over the end of a
//! page.
//!
//! The way: `lines` puts runs together that stand on one base line, `grid` finds the tables that
//! rules draw and what stands in their cells, `flow` goes through all of it, `measures` tells where
//! paragraphs begin and what each is by its looks, and `tables` puts the parts of a table together.

mod flow;
mod grid;
mod item;
mod lines;
mod measures;
mod tables;
#[cfg(test)]
mod tests;

use super::Block;
use crate::layout::style::mm;
use crate::layout::{Emu, Face, Rule, Shade};

/// A document as it stands on its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The headings that the outline lists.
    pub outline: Vec<Entry>,
}

/// A page. All places are from the upper left corner of the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Width of the paper.
    pub width: Emu,
    /// Height of the paper.
    pub height: Emu,
    /// Its text that can be seen, in any order. What is off the paper does not count.
    pub runs: Vec<Run>,
    /// Straight lines, level or upright; others are of no use.
    pub rules: Vec<Rule>,
    /// Filled rectangles. Thin ones are rules.
    pub areas: Vec<Shade>,
}

/// Characters in a row, of one font and size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where the first character begins.
    pub x: Emu,
    /// Its base line.
    pub y: Emu,
    /// The face, where the font tells; [`Face::Latin`] tells nothing.
    pub face: Option<Face>,
    /// The size.
    pub size: Emu,
    /// Whether it is bold, by its font or by thickened strokes.
    pub bold: bool,
    /// The characters.
    pub text: String,
    /// How far each character moves the pen, one entry a character.
    pub advances: Vec<Emu>,
}

/// No place and no length on paper is further: 2 m.
const FARTHEST: Emu = mm(2000);

impl Run {
    /// Whether it is on a paper, as far as its beginning tells.
    fn is_on(&self, page: &Page) -> bool {
        let (width, height) = (page.width.min(FARTHEST), page.height.min(FARTHEST));
        let sized = (1..FARTHEST).contains(&self.size);
        sized
            && (-self.size..width).contains(&self.x)
            && (0..height.saturating_add(self.size)).contains(&self.y)
    }
}

/// Whether a place is near enough to reckon with.
fn is_near(length: Emu) -> bool {
    (-FARTHEST..=FARTHEST).contains(&length)
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How deep it stands, from 1.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Index of the page that it leads to.
    pub page: usize,
    /// Where on the page, from the upper edge of the paper, if it says so: the upper edge of the
    /// heading.
    pub y: Option<Emu>,
}

/// What a person sees on the pages: paragraphs and tables, in reading order.
pub fn blocks(pages: &Pages) -> Vec<Block> {
    flow::blocks(pages)
}
