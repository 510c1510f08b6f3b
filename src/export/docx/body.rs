//! The body of the Word document: paragraphs and runs.

use super::page::{self, LINE_PITCH};
use super::styles::by_id;
use super::text::{append_text, paragraph, run, run_properties, spaced_width, width};
use super::{picture, root, table};
use crate::document::{Block, Document, Run, TextSize};
use crate::markup::Element;

/// The part `word/document.xml`.
pub fn part(document: &Document) -> String {
    let mut out = String::with_capacity(128 * 1024);
    let mut root = root(&mut out, "w:document");
    let mut body = root.child("w:body");
    for (index, block) in document.blocks.iter().enumerate() {
        write(&mut body, &document.blocks, index);
        // Word would join two successive tables, and a document must not end with a table.
        match (block, document.blocks.get(index + 1)) {
            (Block::Table(_), None | Some(Block::Table(_))) => {
                paragraph(&mut body, by_id("Normal")).empty("w:r");
            }
            (Block::Table(_) | Block::TableNote(_), Some(Block::Code { .. }))
            | (Block::Code { .. }, None) => hairline(&mut body),
            _ => {}
        }
    }
    page::section(&mut body, document.draft_mark);
    drop(body);
    drop(root);
    out
}

fn write(body: &mut Element, blocks: &[Block], index: usize) {
    match &blocks[index] {
        Block::Title(lines) => title(body, lines),
        Block::Heading { level, text, new_page } => {
            let style = by_id(if *level == 1 { "Heading1" } else { "Heading2" });
            let mut paragraph = body.child("w:p");
            {
                let mut properties = paragraph.child("w:pPr");
                properties.value("w:pStyle", style.id);
                if *new_page {
                    properties.empty("w:pageBreakBefore");
                } else if index > 0
                    && matches!(blocks[index - 1], Block::Table(_) | Block::TableNote(_))
                {
                    drop(properties.child("w:spacing").number("w:before", LINE_PITCH / 2));
                }
            }
            run(&mut paragraph, text, style, false, None);
        }
        Block::Paragraph(runs) => {
            let style = by_id("ReportBody");
            let mut paragraph = body.child("w:p");
            {
                let mut properties = paragraph.child("w:pPr");
                properties.value("w:pStyle", style.id);
                // 落款 must not be alone on a page.
                if matches!(blocks.get(index + 1), Some(Block::Signature { .. })) {
                    properties.empty("w:keepNext");
                }
            }
            for Run { text, bold } in runs {
                run(&mut paragraph, text, style, *bold, None);
            }
        }
        Block::Table(table) => {
            let taken = if table.size == TextSize::Small { taken_beside(blocks, index) } else { 0 };
            table::write(body, table, taken);
        }
        Block::TableNote(text) => {
            let style = by_id("TableNote");
            let mut paragraph = body.child("w:p");
            {
                let mut properties = paragraph.child("w:pPr");
                properties.value("w:pStyle", style.id);
                if matches!(blocks.get(index + 1), Some(Block::Table(_))) {
                    drop(properties.child("w:spacing").number("w:after", NOTE_GAP));
                }
            }
            run(&mut paragraph, text, style, false, None);
        }
        Block::Signature { agency, date } => signature(body, agency, date),
        Block::Code { meaning, caption, .. } => picture::write(body, meaning, caption),
    }
}

/// The gap between a note and a table below it, in twips.
const NOTE_GAP: i64 = 180;

/// Writes a paragraph of nearly no height, where the format requires one and nothing is to be
/// visible.
fn hairline(body: &mut Element) {
    let style = by_id("TableNote");
    let mut paragraph = body.child("w:p");
    let mut properties = paragraph.child("w:pPr");
    properties.value("w:pStyle", style.id);
    drop(
        properties
            .child("w:spacing")
            .number("w:before", 0)
            .number("w:line", 240)
            .with("w:lineRule", "exact"),
    );
}

/// The height, in twips, that the page of a table loses to the text between the heading that starts
/// the page and the table, and to the notes under the table. It is 0 if no heading starts the page.
fn taken_beside(blocks: &[Block], table: usize) -> i64 {
    /// The height of a line of a note with the gap above it, in twips.
    const NOTE: i64 = 380;
    let mut taken = 0;
    for block in blocks[..table].iter().rev() {
        taken += match block {
            Block::Paragraph(runs) => {
                lines(runs.iter().map(|run| spaced_width(&run.text)).sum(), page::CHARS_PER_LINE)
                    * LINE_PITCH
            }
            Block::Heading { text, new_page: false, .. } => {
                lines(spaced_width(text), page::CHARS_PER_LINE) * LINE_PITCH
            }
            Block::Heading { text, new_page: true, .. } => {
                // The height of the table allows for the first line of the heading.
                taken += (lines(spaced_width(text), page::CHARS_PER_LINE) - 1) * LINE_PITCH;
                let notes = blocks[table + 1..].iter().map_while(|block| {
                    if let Block::TableNote(text) = block { Some(text) } else { None }
                });
                return taken
                    + notes
                        .map(|text| lines(width(text), CHARS_PER_NOTE_LINE) * NOTE)
                        .sum::<i64>();
            }
            _ => return 0,
        };
    }
    0
}

/// The number of characters of 五号 in a line of 156 mm.
const CHARS_PER_NOTE_LINE: i64 = 42;

/// The number of lines of `chars` characters for a text whose width is in hundredths of a
/// character. The first line is indented.
const fn lines(width: i64, chars: i64) -> i64 {
    (width + 200 + chars * 100 - 1) / (chars * 100)
}

/// Writes the title as one paragraph, so that programs see one title, with line breaks where the
/// sense allows.
fn title(body: &mut Element, lines: &[String]) {
    let style = by_id("Title");
    let mut paragraph = paragraph(body, style);
    for (index, line) in lines.iter().enumerate() {
        let mut run = paragraph.child("w:r");
        run_properties(&mut run, style, false, None);
        if index > 0 {
            run.empty("w:br");
        }
        append_text(&mut run, line);
    }
}

/// Writes 落款: the day is four characters from the right and the agency is centred above it (GB/T
/// 9704-2012, 7.3.5.1). Where the agency is much longer than the day, the agency is two characters
/// from the right and the day is centred below it.
fn signature(body: &mut Element, agency: &str, date: &str) {
    const DATE_INDENT: i64 = 400;
    const LEAST_INDENT: i64 = 200;
    // This is half of the difference in width, in hundredths of a character.
    let overhang = (spaced_width(agency) - spaced_width(date)) / 2;
    let (agency_indent, date_indent) = match DATE_INDENT - overhang {
        _ if agency.is_empty() || date.is_empty() => (DATE_INDENT, DATE_INDENT),
        indent if indent >= LEAST_INDENT => (indent, DATE_INDENT),
        _ => (LEAST_INDENT, LEAST_INDENT + overhang),
    };
    for (id, text, indent) in
        [("SignatureOrgan", agency, agency_indent), ("SignatureDate", date, date_indent)]
    {
        if text.is_empty() {
            continue;
        }
        let style = by_id(id);
        let mut paragraph = body.child("w:p");
        {
            let mut properties = paragraph.child("w:pPr");
            properties.value("w:pStyle", style.id);
            drop(
                properties
                    .child("w:ind")
                    .number("w:rightChars", indent)
                    .number("w:right", indent * style.size * 10 / 100),
            );
        }
        run(&mut paragraph, text, style, false, None);
    }
}
