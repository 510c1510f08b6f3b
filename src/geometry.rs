//! Lengths, lines and areas on paper.
//!
//! The typesetter places them, writers of pages spell them as files, and readers of pages find them
//! in files. Positions are measured from the upper left corner of the paper, to the right and
//! downwards.

/// A length in English metric units. A millimetre is 36 000 of them and a point 12 700, so that
/// both units of printing are whole numbers.
pub type Emu = i32;

/// Millimetres as [`Emu`].
pub const fn mm(millimetres: i32) -> Emu {
    millimetres * 36_000
}

/// Hundredths of a point as [`Emu`].
pub const fn centipoints(hundredths: i32) -> Emu {
    hundredths * 127
}

/// Width of the paper, A4: 210 mm.
pub const PAGE_WIDTH: Emu = mm(210);
/// Height of the paper, A4: 297 mm.
pub const PAGE_HEIGHT: Emu = mm(297);

/// A straight horizontal or vertical line. Those of a table are
/// [`crate::layout::style::RULE_WIDTH`] wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The start: distance from the left, distance from the top.
    pub from: (Emu, Emu),
    /// The end, measured alike.
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
