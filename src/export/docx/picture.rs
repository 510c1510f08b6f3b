//! Writes the picture of a QR code in a Word document: a PNG file with one bit per pixel, and the
//! paragraph that shows it.

use super::page::TEXT_WIDTH;
use super::styles::by_id;
use super::text::{paragraph, run};
use crate::document::qr::{Matrix, QUIET};
use crate::document::{Block, Document};
use crate::export::package::deflated;
use crate::markup::Element;
use flate2::Crc;

/// The id of the picture within the document.
pub const RELATIONSHIP: &str = "rIdCode";
/// The path of the picture, relative to the body.
pub const TARGET: &str = "media/code.png";
const NAME: &str = "word/media/code.png";

/// The side of the picture on paper, in English metric units: 42 mm with the quiet zone.
const SIDE: i64 = 42 * 36_000;
/// The distance from the left edge of the text to the words beside the picture, in twips: 45 mm.
const BESIDE: i64 = 2551;
/// The number of pixels of a module's side. They are enough for programs that enlarge pictures by
/// smoothing them.
const SCALE: usize = 6;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

fn code(document: &Document) -> Option<&Matrix> {
    document
        .blocks
        .iter()
        .find_map(|block| if let Block::Code { matrix, .. } = block { Some(matrix) } else { None })
}

/// Whether a document contains a code. No document contains two.
pub fn is_in(document: &Document) -> bool {
    code(document).is_some()
}

/// The part that holds the picture, if there is one.
pub fn part(document: &Document) -> Option<(&'static str, Vec<u8>)> {
    code(document).map(|matrix| (NAME, png(matrix)))
}

/// Writes the picture in the middle of the line, or, if there are words beside it, in a table
/// without lines.
pub fn write(body: &mut Element, meaning: &str, caption: &[String]) {
    if caption.is_empty() {
        return picture(body, meaning);
    }
    let mut table = body.child("w:tbl");
    {
        let mut properties = table.child("w:tblPr");
        drop(properties.child("w:tblW").number("w:w", TEXT_WIDTH).with("w:type", "dxa"));
        drop(properties.child("w:tblLayout").with("w:type", "fixed"));
        let mut margins = properties.child("w:tblCellMar");
        for side in ["w:left", "w:right"] {
            drop(margins.child(side).number("w:w", 0).with("w:type", "dxa"));
        }
    }
    let widths = [BESIDE, TEXT_WIDTH - BESIDE];
    {
        let mut grid = table.child("w:tblGrid");
        for width in &widths {
            drop(grid.child("w:gridCol").number("w:w", *width));
        }
    }
    let mut row = table.child("w:tr");
    row.child("w:trPr").empty("w:cantSplit");
    for (at, width) in widths.into_iter().enumerate() {
        let mut cell = row.child("w:tc");
        {
            let mut properties = cell.child("w:tcPr");
            drop(properties.child("w:tcW").number("w:w", width).with("w:type", "dxa"));
            properties.value("w:vAlign", "center");
        }
        if at == 0 {
            picture(&mut cell, meaning);
            continue;
        }
        let style = by_id("TableNote");
        for (line, text) in caption.iter().enumerate() {
            run(&mut paragraph(&mut cell, style), text, style, line == 0, None);
        }
    }
}

/// The paragraph of the picture.
fn picture(body: &mut Element, meaning: &str) {
    let side = SIDE.to_string();
    let mut paragraph = paragraph(body, by_id("Code"));
    let mut run = paragraph.child("w:r");
    let mut drawing = run.child("w:drawing");
    let inline = ["distT", "distB", "distL", "distR"]
        .iter()
        .fold(drawing.child("wp:inline").with("xmlns:wp", PLACED), |inline, side| {
            inline.number(side, 0)
        });
    let mut inline = inline;
    drop(inline.child("wp:extent").with("cx", &side).with("cy", &side));
    drop(inline.child("wp:docPr").number("id", 1).with("name", "二维码").with("descr", meaning));
    let mut graphic = inline.child("a:graphic").with("xmlns:a", DRAWING);
    let mut data = graphic.child("a:graphicData").with("uri", PICTURE);
    let mut picture = data.child("pic:pic").with("xmlns:pic", PICTURE);
    {
        let mut properties = picture.child("pic:nvPicPr");
        drop(properties.child("pic:cNvPr").number("id", 1).with("name", "code.png"));
        properties.empty("pic:cNvPicPr");
    }
    {
        let mut fill = picture.child("pic:blipFill");
        drop(fill.child("a:blip").with("r:embed", RELATIONSHIP));
        fill.child("a:stretch").empty("a:fillRect");
    }
    let mut shape = picture.child("pic:spPr");
    {
        let mut transform = shape.child("a:xfrm");
        drop(transform.child("a:off").number("x", 0).number("y", 0));
        drop(transform.child("a:ext").with("cx", &side).with("cy", &side));
    }
    shape.child("a:prstGeom").with("prst", "rect").empty("a:avLst");
}

/// The picture with the quiet zone, as PNG (ISO/IEC 15948): grey with one bit per pixel, 1 is
/// white.
fn png(matrix: &Matrix) -> Vec<u8> {
    let modules = matrix.size() + 2 * QUIET;
    let side = modules * SCALE;
    let dark = |x: usize, row: usize| match ((x / SCALE).checked_sub(QUIET), row.checked_sub(QUIET))
    {
        (Some(column), Some(row)) => matrix.is_dark(column, row),
        _ => false,
    };
    let mut rows = Vec::with_capacity((side / 8 + 2) * side);
    for row in 0..modules {
        // Each line has the filter type 0, then eight pixels per byte.
        let mut line = vec![0_u8];
        line.extend((0..side.div_ceil(8)).map(|byte| {
            (0..8).fold(0_u8, |bits, bit| bits << 1 | u8::from(!dark(byte * 8 + bit, row)))
        }));
        (0..SCALE).for_each(|_| rows.extend_from_slice(&line));
    }
    let packed = deflated(&rows);
    let side = u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, *b"IHDR", &[&side[..], &side[..], &[1, 0, 0, 0, 0]].concat());
    chunk(&mut out, *b"IDAT", &packed);
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], bytes: &[u8]) {
    let mut check = Crc::new();
    check.update(&kind);
    check.update(bytes);
    out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(kind);
    out.extend(bytes);
    out.extend(check.sum().to_be_bytes());
}
