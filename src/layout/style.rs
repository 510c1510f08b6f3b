//! The style of each kind of text, and the measures of the page: GB/T 9704-2012, as offices use it.
//! The Word document has the same measures.

use super::Face;
use crate::document::{Block, TextSize};
use crate::geometry::{Emu, centipoints, mm};

/// The upper margin (天头): from the upper edge of the paper to the text, 37 mm.
pub const TOP: Emu = mm(37);
/// The left margin (订口): from the left edge of the paper to the text, 28 mm.
pub const LEFT: Emu = mm(28);
/// The width of the text (版心), 156 mm.
pub const TEXT_WIDTH: Emu = mm(156);
/// The height of the text (版心), 225 mm.
pub const TEXT_HEIGHT: Emu = mm(225);
/// The lower edge of the text on a page.
pub const BOTTOM: Emu = TOP + TEXT_HEIGHT;
/// The number of characters in a line.
pub const CHARS_PER_LINE: i32 = 28;
/// The number of lines on a page.
pub const LINES_PER_PAGE: i32 = 22;
/// The distance from character to character of the text, 15.79 points: the width divided by 28.
pub const CHAR_PITCH: Emu = TEXT_WIDTH / CHARS_PER_LINE;
/// The distance from line to line of the text, 28.95 points. 22 lines fill the height except for a
/// third of a millimetre.
pub const LINE_PITCH: Emu = centipoints(2895);
/// The size of text (三号), 16 points.
pub const TEXT_SIZE: Emu = centipoints(1600);
/// The width of the lines of tables, half a point.
pub const RULE_WIDTH: Emu = centipoints(50);
/// The colour of rows 第二十条第（…）项, the light blue of most published reports: red, green, blue.
pub const SHADE: [u8; 3] = [0xC6, 0xD9, 0xF1];
/// From the lower edge of the text to the upper edge of the page number, 7 mm (GB/T 9704-2012,
/// 7.5).
pub const FOOTER_GAP: Emu = mm(7);
/// From the upper edge of the paper to the draft mark, 20 mm.
pub const HEADER_TOP: Emu = mm(20);
/// The room to the left and right of the text in a cell, 2 points.
pub const CELL_PADDING: Emu = centipoints(200);
/// The same in a cell of words, 5 points. Words are aligned to the left.
pub const WORDS_PADDING: Emu = centipoints(500);
/// The room above and below the text in a cell, 1 point.
pub const CELL_LEADING: Emu = centipoints(100);

/// The alignment of the lines of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Aligned to the left, and all lines but the last spread to the full width.
    Justified,
    /// Aligned to the left.
    Left,
    /// Centred.
    Center,
    /// Aligned to the right.
    Right,
}

/// The style of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// The face.
    pub face: Face,
    /// Whether letters and digits are set in that face too, not in [`Face::Latin`].
    pub one_face: bool,
    /// The size of its characters.
    pub size: Emu,
    /// The length that is added to the width of every character.
    pub tracking: Emu,
    /// Whether there is a gap of a quarter of a character between Chinese text and letters or
    /// digits.
    pub spaced: bool,
    /// The height of a line.
    pub leading: Emu,
    /// The indent of the first line.
    pub first_line: Emu,
    /// The alignment of its lines.
    pub align: Align,
}

const TEXT: TextStyle = TextStyle {
    face: Face::Fang,
    one_face: false,
    size: TEXT_SIZE,
    tracking: CHAR_PITCH - TEXT_SIZE,
    spaced: true,
    leading: LINE_PITCH,
    first_line: 2 * CHAR_PITCH,
    align: Align::Justified,
};
const TITLE: TextStyle = TextStyle {
    face: Face::Title,
    size: centipoints(2200),
    tracking: 0,
    leading: centipoints(3500),
    first_line: 0,
    align: Align::Center,
    ..TEXT
};
const NOTE: TextStyle = TextStyle {
    face: Face::Song,
    size: centipoints(1050),
    tracking: 0,
    spaced: false,
    leading: centipoints(1600),
    first_line: 0,
    align: Align::Left,
    ..TEXT
};

/// The page number, such as “— 1 —”: 四号宋体, for digits too.
pub const PAGE_NUMBER: TextStyle =
    TextStyle { one_face: true, size: centipoints(1400), leading: centipoints(1400), ..NOTE };
/// The draft mark (草稿) at the head of every page.
pub const DRAFT: TextStyle = TextStyle {
    face: Face::Hei,
    align: Align::Center,
    size: centipoints(2200),
    leading: centipoints(2200),
    ..PAGE_NUMBER
};

/// The side of a QR code with the light modules around it. A module of the largest code is 0.34 mm
/// wide, one of a usual code 0.5 mm.
pub const CODE_SIDE: Emu = mm(42);
/// The gap between a QR code and the text beside it, in addition to the light modules of the code.
pub const CODE_GAP: Emu = mm(3);

/// The style of a block. For a table, the style of its cells at their usual size.
pub const fn of(block: &Block) -> TextStyle {
    match block {
        Block::Title(_) => TITLE,
        Block::Heading { level, .. } => TextStyle {
            face: if *level == 1 { Face::Hei } else { Face::Kai },
            align: Align::Left,
            ..TEXT
        },
        Block::Paragraph(_) => TEXT,
        Block::Table(table) => cell(size(table.size), Align::Center),
        Block::TableNote(_) | Block::Code { .. } => NOTE,
        Block::Signature { .. } => TextStyle { first_line: 0, align: Align::Right, ..TEXT },
    }
}

/// The usual size of the text of a table.
pub const fn size(size: TextSize) -> Emu {
    match size {
        TextSize::Large => centipoints(1200),
        TextSize::Medium => centipoints(1050),
        TextSize::Small => centipoints(900),
    }
}

/// The style of text in a cell.
pub const fn cell(size: Emu, align: Align) -> TextStyle {
    TextStyle { size, leading: size / 10 * 13, align, ..NOTE }
}

/// The distance from the upper edge of a line to its base line. The square of a character is in the
/// middle of the line, and a character reaches 0.14 of its size below the base line.
pub const fn baseline(leading: Emu, size: Emu) -> Emu {
    (leading - size) / 2 + size / 50 * 43
}
