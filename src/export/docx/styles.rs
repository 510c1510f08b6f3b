//! Styles and fonts of the Word document, as offices set their papers (GB/T 9704-2012).
//!
//! Built-in styles keep their built-in names (`heading 1` shows as 标题 1 in a Chinese Word and WPS);
//! the others have Chinese names. Every style says which font Chinese text has and which digits and
//! Latin letters have.

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
pub struct Style {
    /// What paragraphs refer to it by.
    pub id: &'static str,
    /// The name that people see.
    pub name: &'static str,
    based_on: Option<&'static str>,
    next: Option<&'static str>,
    /// The font of Chinese text.
    pub font: &'static str,
    /// Size in half points.
    pub size: i64,
    paragraph: Paragraph,
}

/// What a style says about paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Paragraph {
    keep_next: bool,
    /// Height of a line in twips, exactly; 0 leaves single lines.
    line: i64,
    before: i64,
    after: i64,
    /// Indent of the first line in hundredths of a character.
    first_line: i64,
    align: &'static str,
    outline: Option<i64>,
    /// Whether its characters stand at the pitch of the text (see `page::CHAR_PITCH`).
    pitched: bool,
    /// Whether a gap is put between Chinese text and digits.
    spaced: bool,
}

const BODY: Paragraph = Paragraph {
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
const FLUSH: Paragraph = Paragraph { first_line: 0, align: "left", ..BODY };
const HEADING: Paragraph = Paragraph { keep_next: true, align: "left", ..BODY };
const CELL: Paragraph =
    Paragraph { line: 0, align: "center", pitched: false, spaced: false, ..FLUSH };

const fn style(
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: i64,
    paragraph: Paragraph,
) -> Style {
    Style { id, name, based_on: Some("Normal"), next: None, font, size, paragraph }
}

/// All paragraph styles.
pub static STYLES: [Style; 20] = [
    Style {
        based_on: None,
        ..style(
            "Normal",
            "Normal",
            FANG,
            TEXT_SIZE,
            Paragraph { align: "both", pitched: false, ..FLUSH },
        )
    },
    style("ReportBody", names::BODY, FANG, TEXT_SIZE, BODY),
    // The title stands one line below the top of the text and one line above it; its lines are a
    // little wider apart than those of the text.
    Style {
        next: Some("ReportBody"),
        ..style(
            "Title",
            "Title",
            TITLE_FONT,
            44,
            Paragraph {
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
    Style {
        next: Some("ReportBody"),
        ..style(
            "Heading1",
            "heading 1",
            BLACK,
            TEXT_SIZE,
            Paragraph { outline: Some(0), ..HEADING },
        )
    },
    Style {
        next: Some("ReportBody"),
        ..style("Heading2", "heading 2", KAI, TEXT_SIZE, Paragraph { outline: Some(1), ..HEADING })
    },
    // Room for the page number and the draft mark; what they say of themselves stands with them.
    style(
        "Header",
        "header",
        BLACK,
        44,
        Paragraph { align: "center", line: 0, pitched: false, ..FLUSH },
    ),
    style(
        "Footer",
        "footer",
        SONG,
        28,
        Paragraph { line: 0, pitched: false, spaced: false, ..FLUSH },
    ),
    style("TableHeadLarge", "表格栏目（大）", SONG, 24, CELL),
    style("TableHeadMedium", "表格栏目（中）", SONG, 21, CELL),
    // 8 points: four characters fit a seventh of what the labels of table 3 leave.
    style("TableHeadSmall", "表格栏目（小）", SONG, 16, CELL),
    style("TableSideLarge", "表格项目（大）", SONG, 24, CELL),
    style("TableSideMedium", "表格项目（中）", SONG, 21, CELL),
    style("TableSideSmall", "表格项目（小）", SONG, 18, Paragraph { align: "left", ..CELL }),
    style("TableNumberLarge", "表格数字（大）", SONG, 24, CELL),
    style("TableNumberMedium", "表格数字（中）", SONG, 21, CELL),
    style("TableNumberSmall", "表格数字（小）", SONG, 18, CELL),
    style(
        "TableNote",
        names::TABLE_NOTE,
        SONG,
        21,
        Paragraph { line: 320, before: 60, align: "left", ..CELL },
    ),
    style("Code", "二维码", SONG, 21, CELL),
    // Two blank lines part 落款 from the text; where it stands from the right is calculated for each.
    style(
        "SignatureOrgan",
        names::SIGNATURE_ORGAN,
        FANG,
        TEXT_SIZE,
        Paragraph { keep_next: true, before: 2 * LINE_PITCH, align: "right", ..FLUSH },
    ),
    style(
        "SignatureDate",
        names::SIGNATURE_DATE,
        FANG,
        TEXT_SIZE,
        Paragraph { align: "right", ..FLUSH },
    ),
];

/// What a paragraph in a cell of a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellText {
    /// The head of columns, or of rows below.
    Head,
    /// The head of a row.
    Side,
    /// A number.
    Number,
}

/// Where the styles of cells begin in the list: three for heads, three for sides, three for
/// numbers, each from large to small.
const FIRST_OF_CELLS: usize = 7;

/// The style of text in a cell.
pub const fn cell_style(text: CellText, size: TextSize) -> &'static Style {
    &STYLES[FIRST_OF_CELLS + 3 * text as usize + size as usize]
}

/// The style with that id; text style for an id that is none, which a test excludes.
pub fn by_id(id: &str) -> &'static Style {
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

/// Elements in the order of CT_Style, CT_PPr and CT_RPr: Word refuses any other.
fn paragraph_style(root: &mut Element, style: &Style) {
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
        // Word's own default, said aloud: LibreOffice 7 takes it the other way round, and left
        // unsaid it lets a mark that hangs outside a full justified line disappear from its PDF.
        properties.measure("w:overflowPunct", 1);
        if !p.spaced {
            properties.measure("w:autoSpaceDE", 0);
            properties.measure("w:autoSpaceDN", 0);
        }
        // Lines and characters are placed by the style itself: in tables the grid would stretch
        // rows, and LibreOffice takes a character space below nought for an enormous one.
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

/// A font, as Word describes it to itself.
struct Font {
    face: Face,
    panose: &'static str,
    family: &'static str,
    pitch: &'static str,
}

/// The five fonts of official papers and the one of their digits. If neither a font nor what stands
/// in for it is there, Word and WPS choose by charset and PANOSE.
const FONTS: [Font; 6] = [
    Font { face: Face::Latin, panose: "02020603050405020304", family: "roman", pitch: "variable" },
    Font { face: Face::Hei, panose: "02010609060101010101", family: "modern", pitch: "fixed" },
    Font { face: Face::Song, panose: "02010600030101010101", family: "auto", pitch: "variable" },
    Font { face: Face::Fang, panose: "02010609030101010101", family: "modern", pitch: "fixed" },
    Font { face: Face::Kai, panose: "02010609030101010101", family: "modern", pitch: "fixed" },
    Font { face: Face::Title, panose: "02010601030101010101", family: "script", pitch: "fixed" },
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
        // 86 is GB2312.
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
        for text in [CellText::Head, CellText::Side, CellText::Number] {
            for size in [TextSize::Large, TextSize::Medium, TextSize::Small] {
                assert_eq!(cell_style(text, size).id, format!("Table{text:?}{size:?}"));
            }
        }
    }
}
