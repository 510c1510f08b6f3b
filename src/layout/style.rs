//! How each kind of text is set, and the page it is set on: GB/T 9704-2012, as offices use it. The
//! same measures as in the Word document.

use super::{Emu, Face};
use crate::document::{Block, TextSize};

/// Millimetres.
pub const fn mm(millimetres: i32) -> Emu {
    millimetres * 36_000
}

/// Hundredths of a point.
pub const fn centipoints(hundredths: i32) -> Emu {
    hundredths * 127
}

/// 天头: from the upper edge of the paper to the text, 37 mm.
pub const TOP: Emu = mm(37);
/// 订口: from the left edge of the paper to the text, 28 mm.
pub const LEFT: Emu = mm(28);
/// Width of the text (版心), 156 mm.
pub const TEXT_WIDTH: Emu = mm(156);
/// Height of the text (版心), 225 mm.
pub const TEXT_HEIGHT: Emu = mm(225);
/// Where the text ends on a page.
pub const BOTTOM: Emu = TOP + TEXT_HEIGHT;
/// Characters in a line.
pub const CHARS_PER_LINE: i32 = 28;
/// Lines on a page.
pub const LINES_PER_PAGE: i32 = 22;
/// From character to character of the text, 15.79 points: what shares the width among 28.
pub const CHAR_PITCH: Emu = TEXT_WIDTH / CHARS_PER_LINE;
/// From line to line of the text, 28.95 points: 22 of them fill the height but for a third of a
/// millimetre.
pub const LINE_PITCH: Emu = centipoints(2895);
/// 三号, the size of text.
pub const TEXT_SIZE: Emu = centipoints(1600);
/// Width of the lines of tables, half a point.
pub const RULE_WIDTH: Emu = centipoints(50);
/// Rows 第二十条第（…）项, in the light blue of most published reports: red, green, blue.
pub const SHADE: [u8; 3] = [0xC6, 0xD9, 0xF1];
/// Lower edge of the text to the upper edge of the page number, 7 mm (GB/T 9704-2012, 7.5).
pub const FOOTER_GAP: Emu = mm(7);
/// Upper edge of the paper to the draft mark.
pub const HEADER_TOP: Emu = mm(20);
/// Room left and right of the text in a cell, 2 points.
pub const CELL_PADDING: Emu = centipoints(200);
/// The same in a cell of words, 5 points: they begin at the left.
pub const WORDS_PADDING: Emu = centipoints(500);
/// Room above and below the text in a cell, 1 point.
pub const CELL_LEADING: Emu = centipoints(100);

/// Where the lines of a paragraph stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From the left, and filled to the right but for the last.
    Justified,
    /// From the left.
    Left,
    /// In the middle.
    Center,
    /// From the right.
    Right,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Its face.
    pub face: Face,
    /// Whether letters and digits keep that face too.
    pub one_face: bool,
    /// Its size.
    pub size: Emu,
    /// What is added to the width of every character.
    pub tracking: Emu,
    /// Whether a quarter of a character parts Chinese text from letters and digits.
    pub spaced: bool,
    /// Height of a line.
    pub leading: Emu,
    /// Indent of the first line.
    pub first_line: Emu,
    /// Where its lines stand.
    pub align: Align,
}

const TEXT: Style = Style {
    face: Face::Fang,
    one_face: false,
    size: TEXT_SIZE,
    tracking: CHAR_PITCH - TEXT_SIZE,
    spaced: true,
    leading: LINE_PITCH,
    first_line: 2 * CHAR_PITCH,
    align: Align::Justified,
};
const TITLE: Style = Style {
    face: Face::Title,
    size: centipoints(2200),
    tracking: 0,
    leading: centipoints(3500),
    first_line: 0,
    align: Align::Center,
    ..TEXT
};
const NOTE: Style = Style {
    face: Face::Song,
    size: centipoints(1050),
    tracking: 0,
    spaced: false,
    leading: centipoints(1600),
    first_line: 0,
    align: Align::Left,
    ..TEXT
};

/// “— 1 —”: 四号宋体, digits too.
pub const PAGE_NUMBER: Style =
    Style { one_face: true, size: centipoints(1400), leading: centipoints(1400), ..NOTE };
/// 草稿 at the head of every page.
pub const DRAFT: Style = Style {
    face: Face::Hei,
    align: Align::Center,
    size: centipoints(2200),
    leading: centipoints(2200),
    ..PAGE_NUMBER
};

/// The side of a QR code, the light modules around it included: a module of the largest one is 0.34
/// mm wide, and of a usual one 0.5 mm.
pub const CODE_SIDE: Emu = mm(42);
/// From a QR code to what stands beside it; the code brings white of its own along.
pub const CODE_GAP: Emu = mm(3);

/// How a block is set; of a table, its cells at their usual size.
pub const fn of(block: &Block) -> Style {
    match block {
        Block::Title(_) => TITLE,
        Block::Heading { level, .. } => Style {
            face: if *level == 1 { Face::Hei } else { Face::Kai },
            align: Align::Left,
            ..TEXT
        },
        Block::Paragraph(_) => TEXT,
        Block::Table(table) => cell(size(table.size), Align::Center),
        Block::TableNote(_) | Block::Code { .. } => NOTE,
        Block::Signature { .. } => Style { first_line: 0, align: Align::Right, ..TEXT },
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

/// Text in a cell.
pub const fn cell(size: Emu, align: Align) -> Style {
    Style { size, leading: size / 10 * 13, align, ..NOTE }
}

/// From the upper edge of a line to its base line: the square of a character stands in the middle
/// of the line, and a character reaches 0.14 of its size below the base line.
pub const fn baseline(leading: Emu, size: Emu) -> Emu {
    (leading - size) / 2 + size / 50 * 43
}
