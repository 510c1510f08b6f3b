//! The page of official papers by GB/T 9704-2012: A4, 22 lines of 28 characters, page numbers at
//! the outer edge.

use crate::markup::Element;

/// Twips (1/20 point) in 100 mm, rounded: 100 ÷ 25.4 × 1440.
const TWIPS_IN_100_MM: i64 = 5669;

const fn mm(millimetres: i64) -> i64 {
    (millimetres * TWIPS_IN_100_MM + 50) / 100
}

/// The size of A4 in twips.
const PAGE: (i64, i64) = (11906, 16838);
/// The upper margin (天头), 37 mm.
const TOP: i64 = mm(37);
/// The left margin (订口), 28 mm.
const LEFT: i64 = mm(28);
/// The width of the text (版心), 156 mm.
pub const TEXT_WIDTH: i64 = mm(156);
/// The distance from character to character of the text in twips, 15.8 points: the width divided by
/// 28, rounded up.
pub const CHAR_PITCH: i64 = (TEXT_WIDTH + CHARS_PER_LINE - 1) / CHARS_PER_LINE;
/// The width of the lines: 28 characters at that distance. It is 0.07 mm more than 156 mm, so that
/// rounding never makes a line end after 27 characters.
const LINE_WIDTH: i64 = CHAR_PITCH * CHARS_PER_LINE;
/// The height of the text, 225 mm.
const TEXT_HEIGHT: i64 = mm(225);
/// The distance from the lower edge of the paper to the page number. Its line is 7 mm below the
/// text and about 5 mm high.
const FOOTER: i64 = mm(297 - 37 - 225 - 7 - 5);

/// The size of text (三号), 16 points, in half points.
pub const TEXT_SIZE: i64 = 32;
/// The number of characters in a line.
pub const CHARS_PER_LINE: i64 = 28;
/// The number of lines on a page.
const LINES_PER_PAGE: i64 = 22;
/// The distance from line to line in twips: the height divided by 22, 28.95 points.
pub const LINE_PITCH: i64 = TEXT_HEIGHT / LINES_PER_PAGE;
/// The difference between the distance of characters on the grid and the 16 points of the text, in
/// 1/4096 point. 28 characters are to fill 156 mm, so each has 8844 ÷ 20 ÷ 28 = 15.7929 points,
/// which is 0.2071 less than 16. The value is rounded away from 0, so that 28 characters never need
/// more room than there is. Word shows the grid as 每页22行、每行28字 and uses it for text that a person
/// adds without a style. The styles place their own text by [`LINE_PITCH`] and [`CHAR_PITCH`],
/// which every program reads alike.
const CHAR_SPACE: i64 =
    ((TEXT_WIDTH - TEXT_SIZE * 10 * CHARS_PER_LINE) * 4096).div_euclid(20 * CHARS_PER_LINE);

/// Writes the last element of the body: page, header, footer and grid.
pub fn section(body: &mut Element, draft_mark: bool) {
    let mut section = body.child("w:sectPr");
    if draft_mark {
        drop(
            section.child("w:headerReference").with("w:type", "even").with("r:id", "rIdHeaderEven"),
        );
        drop(
            section.child("w:headerReference").with("w:type", "default").with("r:id", "rIdHeader"),
        );
    }
    drop(section.child("w:footerReference").with("w:type", "even").with("r:id", "rIdFooterEven"));
    drop(section.child("w:footerReference").with("w:type", "default").with("r:id", "rIdFooter"));
    drop(section.child("w:pgSz").number("w:w", PAGE.0).number("w:h", PAGE.1));
    let margins =
        section.child("w:pgMar").number("w:top", TOP).number("w:right", PAGE.0 - LEFT - LINE_WIDTH);
    let margins = margins.number("w:bottom", PAGE.1 - TOP - TEXT_HEIGHT).number("w:left", LEFT);
    drop(margins.number("w:header", mm(20)).number("w:footer", FOOTER).number("w:gutter", 0));
    drop(section.child("w:cols").number("w:space", 425));
    let grid = section.child("w:docGrid").with("w:type", "linesAndChars");
    drop(grid.number("w:linePitch", LINE_PITCH).number("w:charSpace", CHAR_SPACE));
}
