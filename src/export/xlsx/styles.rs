//! Writes the styles of cells: a named style for each [`CellStyle`], and a format for each way in
//! which a number is shown.

use super::MAIN;
use crate::layout::Face;
use crate::markup::{Element, xml};
use crate::workbook::{CellStyle, NumberDisplay};

/// The colour of rows 第二十条第（…）项, the light blue of most published reports.
const SHADE: &str = "FFC6D9F1";

/// The font of paragraphs and its size in points. Bold words repeat it.
pub const BODY_FONT: (&str, i64) = (Face::Fang.family().name, 12);
/// The Windows charset number of GB2312. Without it old programs use another font for Chinese.
pub const CHINESE: i64 = 134;

/// The format of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CellFormat {
    style: CellStyle,
    /// The number format; `None` for words.
    format: Option<String>,
    /// Whether the words begin like a formula.
    quoted: bool,
}

/// The formats of cells in the order of their first use.
#[derive(Debug, Default)]
pub struct CellFormats {
    looks: Vec<CellFormat>,
}

/// The number of the first number format that is not built in.
const FIRST_FORMAT: usize = 164;

impl CellFormats {
    /// The index of the format of words.
    pub fn text_format(&mut self, style: CellStyle, text: &str) -> usize {
        self.index_of(CellFormat {
            style,
            format: None,
            quoted: text.starts_with(['=', '+', '-', '@', '\'']),
        })
    }

    /// The index of the format of a number.
    pub fn number(&mut self, style: CellStyle, shown: &NumberDisplay) -> usize {
        self.index_of(CellFormat { style, format: Some(code(shown)), quoted: false })
    }

    fn index_of(&mut self, look: CellFormat) -> usize {
        // Index 0 is the format of cells without a style.
        let known = self.looks.iter().position(|known| *known == look);
        1 + known.unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        })
    }

    /// Writes the part. The elements are in the order of CT_Stylesheet.
    pub fn part(&self) -> String {
        let mut formats: Vec<&str> =
            self.looks.iter().filter_map(|look| look.format.as_deref()).collect();
        formats.sort_unstable();
        formats.dedup();
        let mut out = String::new();
        let mut root = xml(&mut out, "styleSheet").with("xmlns", MAIN);
        if !formats.is_empty() {
            let mut list = counted(&mut root, "numFmts", formats.len());
            for (index, format) in formats.iter().enumerate() {
                drop(
                    list.child("numFmt")
                        .number("numFmtId", int(FIRST_FORMAT + index))
                        .with("formatCode", format),
                );
            }
        }
        {
            let mut fonts = counted(&mut root, "fonts", 1 + CellStyle::ALL.len());
            font(&mut fonts, CellStyle::Number);
            for style in CellStyle::ALL {
                font(&mut fonts, style);
            }
        }
        fills(&mut root);
        borders(&mut root);
        {
            let mut list = counted(&mut root, "cellStyleXfs", 1 + CellStyle::ALL.len());
            drop(
                list.child("xf")
                    .number("numFmtId", 0)
                    .number("fontId", 0)
                    .number("fillId", 0)
                    .number("borderId", 0),
            );
            for style in CellStyle::ALL {
                format_of(&mut list, style, 0, None, false);
            }
        }
        {
            let mut list = counted(&mut root, "cellXfs", 1 + self.looks.len());
            drop(
                list.child("xf")
                    .number("numFmtId", 0)
                    .number("fontId", 0)
                    .number("fillId", 0)
                    .number("borderId", 0)
                    .number("xfId", 0),
            );
            for look in &self.looks {
                let format =
                    look.format.as_deref().and_then(|format| formats.binary_search(&format).ok());
                format_of(
                    &mut list,
                    look.style,
                    format.map_or(0, |index| FIRST_FORMAT + index),
                    Some(style_index(look.style)),
                    look.quoted,
                );
            }
        }
        let mut list = counted(&mut root, "cellStyles", 1 + CellStyle::ALL.len());
        drop(
            list.child("cellStyle").with("name", "Normal").number("xfId", 0).number("builtinId", 0),
        );
        for style in CellStyle::ALL {
            drop(
                list.child("cellStyle")
                    .with("name", style.name())
                    .number("xfId", int(style_index(style)))
                    .number("customBuiltin", 0),
            );
        }
        drop(list);
        drop(root);
        out
    }
}

/// The index of a style among the named styles. Index 0 is that of cells without a style.
fn style_index(style: CellStyle) -> usize {
    1 + CellStyle::ALL.iter().position(|other| *other == style).unwrap_or(0)
}

fn int(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn counted<'a>(root: &'a mut Element, name: &'static str, count: usize) -> Element<'a> {
    root.child(name).number("count", int(count))
}

/// The code of a number format. Where a plus sign is shown it has sections for positive numbers,
/// negative numbers and 0.
fn code(shown: &NumberDisplay) -> String {
    let mut digits = "0".repeat(shown.whole);
    if shown.places > 0 {
        digits.push('.');
        digits.push_str(&"0".repeat(shown.places));
    }
    // In a quoted string every character but the quote is literal.
    for (index, literal) in shown.behind.split('"').enumerate() {
        if index > 0 {
            digits.push_str("\\\"");
        }
        if !literal.is_empty() {
            digits.push_str(&format!("\"{literal}\""));
        }
    }
    if shown.plus { format!("\\+{digits};\\-{digits};\\+{digits}") } else { digits }
}

/// Writes a font. The elements are in the order in which Excel writes CT_Font.
fn font(fonts: &mut Element, style: CellStyle) {
    let (face, size, bold) = match style {
        CellStyle::Title => (Face::Title, 22, false),
        CellStyle::DraftMark | CellStyle::Heading => (Face::Hei, 14, false),
        CellStyle::Subheading => (Face::Kai, 12, false),
        CellStyle::Body
        | CellStyle::Continued
        | CellStyle::SignatureAgency
        | CellStyle::SignatureDate => (Face::Fang, BODY_FONT.1, false),
        CellStyle::ColumnHead
        | CellStyle::GroupHead
        | CellStyle::SideHead
        | CellStyle::ListHead => (Face::Song, 10, true),
        CellStyle::TableNote
        | CellStyle::RowHead
        | CellStyle::Corner
        | CellStyle::Number
        | CellStyle::ListText => (Face::Song, 10, false),
    };
    let name = face.family().name;
    let mut font = fonts.child("font");
    if bold {
        font.empty("b");
    }
    drop(font.child("sz").number("val", size));
    drop(font.child("name").with("val", name));
    drop(font.child("charset").number("val", CHINESE));
}

/// Writes the fills. Excel reserves the first two.
fn fills(root: &mut Element) {
    let mut fills = counted(root, "fills", 3);
    for pattern in ["none", "gray125"] {
        drop(fills.child("fill").child("patternFill").with("patternType", pattern));
    }
    let mut fill = fills.child("fill");
    let mut pattern = fill.child("patternFill").with("patternType", "solid");
    drop(pattern.child("fgColor").with("rgb", SHADE));
    drop(pattern.child("bgColor").number("indexed", 64));
}

fn borders(root: &mut Element) {
    let mut borders = counted(root, "borders", 2);
    for line in [None, Some("thin")] {
        let mut border = borders.child("border");
        for side in ["left", "right", "top", "bottom"] {
            match line {
                Some(line) => drop(
                    border.child(side).with("style", line).child("color").number("indexed", 64),
                ),
                None => border.empty(side),
            }
        }
        border.empty("diagonal");
    }
}

/// Writes one cell format: of a named style if `of` is `None`, or else of cells with the named
/// style of that index.
fn format_of(list: &mut Element, style: CellStyle, format: usize, of: Option<usize>, quoted: bool) {
    let mut xf =
        list.child("xf").number("numFmtId", int(format)).number("fontId", int(style_index(style)));
    xf = xf
        .number("fillId", if style == CellStyle::GroupHead { 2 } else { 0 })
        .number("borderId", i64::from(style.is_of_table()));
    if let Some(of) = of {
        xf = xf.number("xfId", int(of));
    }
    if quoted {
        xf = xf.number("quotePrefix", 1);
    }
    for (name, applies) in [
        ("applyNumberFormat", format > 0),
        ("applyFont", true),
        ("applyFill", style == CellStyle::GroupHead),
        ("applyBorder", style.is_of_table()),
        ("applyAlignment", true),
    ] {
        if applies {
            xf = xf.number(name, 1);
        }
    }
    let (horizontal, indent) = match style {
        CellStyle::Body => ("left", 2),
        CellStyle::Continued
        | CellStyle::TableNote
        | CellStyle::RowHead
        | CellStyle::Heading
        | CellStyle::Subheading
        | CellStyle::ListText => ("left", 0),
        CellStyle::SignatureAgency | CellStyle::SignatureDate => ("right", 2),
        _ => ("center", 0),
    };
    let mut alignment =
        xf.child("alignment").with("horizontal", horizontal).with("vertical", "center");
    if style == CellStyle::SideHead {
        // This value places one character below the other.
        alignment = alignment.number("textRotation", 255);
    }
    alignment = alignment.number("wrapText", 1);
    if indent > 0 {
        alignment = alignment.number("indent", indent);
    }
    drop(alignment);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;

    #[test]
    fn codes_of_numbers() {
        for (value, text, format) in [
            ("12", "12", "0"),
            ("0.5", "0.50", "0.00"),
            ("14", "+14", "\\+0;\\-0;\\+0"),
            ("7", "007元", "000\"元\""),
            ("5", "5（“a\"b”）", "0\"（“a\"\\\"\"b”）\""),
            ("5", "5\"", "0\\\""),
        ] {
            let shown =
                NumberDisplay::of(Decimal::parse(value).expect("a number"), text).expect(text);
            assert_eq!(code(&shown), format);
        }
    }
}
