//! Writes the styles and fonts of the Word document, as offices set their papers (GB/T 9704-2012).
//!
//! Built-in styles keep their built-in names (a Chinese Word or WPS shows `heading 1` as 标题 1); the
//! others have Chinese names. Every style names a font for Chinese text and one for digits and
//! Latin letters.

use super::page::{CHAR_PITCH, LINE_PITCH, TEXT_SIZE};
use super::root;
use crate::document::TextSize;
use crate::formats::styles as names;
use crate::layout::Face;
use crate::markup::Element;

/// The font of digits and Latin letters.
pub const DIGITS: &str = Face::Latin.family().name;
/// 方正小标宋简体: titles.
pub const TITLE_FONT: &str = Face::Title.family().name;
/// 黑体: headings 一、.
pub const BLACK: &str = Face::Hei.family().name;
/// 楷体_GB2312: headings （一）.
pub const KAI: &str = Face::Kai.family().name;
/// 仿宋_GB2312: text.
pub const FANG: &str = Face::Fang.family().name;
/// 宋体: tables and page numbers.
pub const SONG: &str = Face::Song.family().name;

/// A paragraph style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordStyle {
    /// The id by which paragraphs refer to the style.
    pub id: &'static str,
    /// The name that programs show.
    pub name: &'static str,
    based_on: Option<&'static str>,
    next: Option<&'static str>,
    /// The font of Chinese text.
    pub font: &'static str,
    /// The size in half points.
    pub size: i64,
    paragraph: ParagraphFormat,
}

/// The paragraph properties of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ParagraphFormat {
    keep_next: bool,
    /// The exact height of a line in twips; 0 means single line spacing.
    line: i64,
    before: i64,
    after: i64,
    /// The indent of the first line in hundredths of a character.
    first_line: i64,
    align: &'static str,
    outline: Option<i64>,
    /// Whether its characters have the distance of the text (see `page::CHAR_PITCH`).
    pitched: bool,
    /// Whether there is a gap between Chinese text and digits.
    spaced: bool,
}

const BODY: ParagraphFormat = ParagraphFormat {
    keep_next: false,
    line: LINE_PITCH,
    before: 0,
    after: 0,
    first_line: 200,
    align: "both",
    outline: None,
    pitched: true,
    spaced: true,
};
const FLUSH: ParagraphFormat = ParagraphFormat { first_line: 0, align: "left", ..BODY };
const HEADING: ParagraphFormat = ParagraphFormat { keep_next: true, align: "left", ..BODY };
const CELL: ParagraphFormat =
    ParagraphFormat { line: 0, align: "center", pitched: false, spaced: false, ..FLUSH };

const fn style(
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: i64,
    paragraph: ParagraphFormat,
) -> WordStyle {
    WordStyle { id, name, based_on: Some("Normal"), next: None, font, size, paragraph }
}

/// All paragraph styles.
pub static STYLES: [WordStyle; 20] = [
    WordStyle {
        based_on: None,
        ..style(
            "Normal",
            "Normal",
            FANG,
            TEXT_SIZE,
            ParagraphFormat { align: "both", pitched: false, ..FLUSH },
        )
    },
    style("ReportBody", names::BODY, FANG, TEXT_SIZE, BODY),
    // There is one blank line above and one below the title. Its lines are a little further apart
    // than those of the text.
    WordStyle {
        next: Some("ReportBody"),
        ..style(
            "Title",
            "Title",
            TITLE_FONT,
            44,
            ParagraphFormat {
                keep_next: true,
                line: 700,
                before: LINE_PITCH,
                after: LINE_PITCH,
                align: "center",
                pitched: false,
                ..FLUSH
            },
        )
    },
    WordStyle {
        next: Some("ReportBody"),
        ..style(
            "Heading1",
            "heading 1",
            BLACK,
            TEXT_SIZE,
            ParagraphFormat { outline: Some(0), ..HEADING },
        )
    },
    WordStyle {
        next: Some("ReportBody"),
        ..style(
            "Heading2",
            "heading 2",
            KAI,
            TEXT_SIZE,
            ParagraphFormat { outline: Some(1), ..HEADING },
        )
    },
    // These are the styles of the draft mark and of the page number. `headers` sets what depends on
    // the side of the page.
    style(
        "Header",
        "header",
        BLACK,
        44,
        ParagraphFormat { align: "center", line: 0, pitched: false, ..FLUSH },
    ),
    style(
        "Footer",
        "footer",
        SONG,
        28,
        ParagraphFormat { line: 0, pitched: false, spaced: false, ..FLUSH },
    ),
    style("TableHeadLarge", "表格栏目（大）", SONG, 24, CELL),
    style("TableHeadMedium", "表格栏目（中）", SONG, 21, CELL),
    // At 8 points four characters fit a seventh of the width that the labels of table 3 leave.
    style("TableHeadSmall", "表格栏目（小）", SONG, 16, CELL),
    style("TableSideLarge", "表格项目（大）", SONG, 24, CELL),
    style("TableSideMedium", "表格项目（中）", SONG, 21, CELL),
    style("TableSideSmall", "表格项目（小）", SONG, 18, ParagraphFormat { align: "left", ..CELL }),
    style("TableNumberLarge", "表格数字（大）", SONG, 24, CELL),
    style("TableNumberMedium", "表格数字（中）", SONG, 21, CELL),
    style("TableNumberSmall", "表格数字（小）", SONG, 18, CELL),
    style(
        "TableNote",
        names::TABLE_NOTE,
        SONG,
        21,
        ParagraphFormat { line: 320, before: 60, align: "left", ..CELL },
    ),
    style("Code", "二维码", SONG, 21, CELL),
    // Two blank lines separate 落款 from the text. Its distance from the right is calculated for each
    // document.
    style(
        "SignatureOrgan",
        names::SIGNATURE_AGENCY,
        FANG,
        TEXT_SIZE,
        ParagraphFormat { keep_next: true, before: 2 * LINE_PITCH, align: "right", ..FLUSH },
    ),
    style(
        "SignatureDate",
        names::SIGNATURE_DATE,
        FANG,
        TEXT_SIZE,
        ParagraphFormat { align: "right", ..FLUSH },
    ),
];

/// The purpose of a paragraph in a table cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellTextKind {
    /// The head of columns, or of rows below.
    Head,
    /// The head of a row.
    Side,
    /// A number.
    Number,
}

/// The index of the first cell style in the list. There are three for heads, three for sides and
/// three for numbers, each from large to small.
const FIRST_OF_CELLS: usize = 7;

/// The style of text in a cell.
pub const fn cell_style(text: CellTextKind, size: TextSize) -> &'static WordStyle {
    &STYLES[FIRST_OF_CELLS + 3 * text as usize + size as usize]
}

/// The style with that id. For an unknown id, which a test excludes, it is the style of text.
pub fn by_id(id: &str) -> &'static WordStyle {
    STYLES.iter().find(|style| style.id == id).unwrap_or(&STYLES[0])
}

/// The part `word/styles.xml`.
pub fn part() -> String {
    let mut out = String::with_capacity(12 * 1024);
    let mut root = root(&mut out, "w:styles");
    {
        let mut defaults = root.child("w:docDefaults");
        {
            let mut outer = defaults.child("w:rPrDefault");
            let mut run = outer.child("w:rPr");
            drop(
                run.child("w:rFonts")
                    .with("w:ascii", DIGITS)
                    .with("w:hAnsi", DIGITS)
                    .with("w:eastAsia", FANG)
                    .with("w:cs", DIGITS),
            );
            run.measure("w:kern", 2);
            run.measure("w:sz", TEXT_SIZE);
            run.measure("w:szCs", TEXT_SIZE);
            drop(
                run.child("w:lang")
                    .with("w:val", "en-US")
                    .with("w:eastAsia", "zh-CN")
                    .with("w:bidi", "ar-SA"),
            );
        }
        defaults.empty("w:pPrDefault");
    }
    for style in &STYLES {
        paragraph_style(&mut root, style);
    }
    character_and_table_defaults(&mut root);
    drop(root);
    out
}

/// Writes a paragraph style. The elements are in the order of CT_Style, CT_PPr and CT_RPr, because
/// Word refuses any other.
fn paragraph_style(root: &mut Element, style: &WordStyle) {
    let mut element = root.child("w:style").with("w:type", "paragraph");
    if style.id == "Normal" {
        element = element.with("w:default", "1");
    } else if style.name.starts_with(|c: char| !c.is_ascii()) {
        element = element.with("w:customStyle", "1");
    }
    let mut element = element.with("w:styleId", style.id);
    element.value("w:name", style.name);
    if let Some(base) = style.based_on {
        element.value("w:basedOn", base);
    }
    if let Some(next) = style.next {
        element.value("w:next", next);
    }
    element.empty("w:qFormat");
    let p = &style.paragraph;
    {
        let mut properties = element.child("w:pPr");
        if p.keep_next {
            properties.empty("w:keepNext");
        }
        properties.measure("w:widowControl", 0);
        // This is the default of Word. It is written because LibreOffice 7 has the opposite
        // default, and then a mark that hangs outside a full justified line disappears from its
        // PDF.
        properties.measure("w:overflowPunct", 1);
        if !p.spaced {
            properties.measure("w:autoSpaceDE", 0);
            properties.measure("w:autoSpaceDN", 0);
        }
        // The style places lines and characters itself. In tables the grid would stretch rows, and
        // LibreOffice reads a negative character space as a huge one.
        properties.measure("w:snapToGrid", 0);
        let (line, rule) = if p.line == 0 { (240, "auto") } else { (p.line, "exact") };
        let spacing =
            properties.child("w:spacing").number("w:before", p.before).number("w:after", p.after);
        drop(spacing.number("w:line", line).with("w:lineRule", rule));
        let twips = p.first_line * style.size * 10 / 100;
        drop(
            properties
                .child("w:ind")
                .number("w:firstLineChars", p.first_line)
                .number("w:firstLine", twips),
        );
        properties.value("w:jc", p.align);
        if let Some(level) = p.outline {
            properties.measure("w:outlineLvl", level);
        }
    }
    let mut run = element.child("w:rPr");
    drop(
        run.child("w:rFonts")
            .with("w:ascii", DIGITS)
            .with("w:hAnsi", DIGITS)
            .with("w:eastAsia", style.font)
            .with("w:cs", DIGITS),
    );
    if p.pitched {
        run.measure("w:spacing", CHAR_PITCH - style.size * 10);
    }
    run.measure("w:sz", style.size);
    run.measure("w:szCs", style.size);
}

fn character_and_table_defaults(root: &mut Element) {
    {
        let mut font = root
            .child("w:style")
            .with("w:type", "character")
            .with("w:default", "1")
            .with("w:styleId", "DefaultParagraphFont");
        font.value("w:name", "Default Paragraph Font");
        font.measure("w:uiPriority", 1);
        font.empty("w:semiHidden");
        font.empty("w:unhideWhenUsed");
    }
    let mut table = root
        .child("w:style")
        .with("w:type", "table")
        .with("w:default", "1")
        .with("w:styleId", "TableNormal");
    table.value("w:name", "Normal Table");
    table.measure("w:uiPriority", 99);
    table.empty("w:semiHidden");
    table.empty("w:unhideWhenUsed");
    let mut properties = table.child("w:tblPr");
    drop(properties.child("w:tblInd").number("w:w", 0).with("w:type", "dxa"));
    let mut margins = properties.child("w:tblCellMar");
    for (side, width) in [("w:top", 0), ("w:left", 108), ("w:bottom", 0), ("w:right", 108)] {
        drop(margins.child(side).number("w:w", width).with("w:type", "dxa"));
    }
}

/// The description of a font in Word's font table.
struct FontTableEntry {
    face: Face,
    panose: &'static str,
    family: &'static str,
    pitch: &'static str,
}

/// The five fonts of official papers and the font of their digits. If neither a font nor its
/// substitutes are installed, Word and WPS choose one by charset and PANOSE.
const FONTS: [FontTableEntry; 6] = [
    FontTableEntry {
        face: Face::Latin,
        panose: "02020603050405020304",
        family: "roman",
        pitch: "variable",
    },
    FontTableEntry {
        face: Face::Hei,
        panose: "02010609060101010101",
        family: "modern",
        pitch: "fixed",
    },
    FontTableEntry {
        face: Face::Song,
        panose: "02010600030101010101",
        family: "auto",
        pitch: "variable",
    },
    FontTableEntry {
        face: Face::Fang,
        panose: "02010609030101010101",
        family: "modern",
        pitch: "fixed",
    },
    FontTableEntry {
        face: Face::Kai,
        panose: "02010609030101010101",
        family: "modern",
        pitch: "fixed",
    },
    FontTableEntry {
        face: Face::Title,
        panose: "02010601030101010101",
        family: "script",
        pitch: "fixed",
    },
];

/// The part `word/fontTable.xml`.
pub fn font_table() -> String {
    let mut out = String::with_capacity(2 * 1024);
    let mut root = root(&mut out, "w:fonts");
    for font in &FONTS {
        let family = font.face.family();
        let mut element = root.child("w:font").with("w:name", family.name);
        if !family.instead.is_empty() {
            element.value("w:altName", family.instead.join(","));
        }
        element.value("w:panose1", font.panose);
        // Charset 86 is GB2312.
        element.value("w:charset", if font.face == Face::Latin { "00" } else { "86" });
        element.value("w:family", font.family);
        element.value("w:pitch", font.pitch);
    }
    drop(root);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_their_styles() {
        for text in [CellTextKind::Head, CellTextKind::Side, CellTextKind::Number] {
            for size in [TextSize::Large, TextSize::Medium, TextSize::Small] {
                assert_eq!(cell_style(text, size).id, format!("Table{text:?}{size:?}"));
            }
        }
    }
}
