//! Writes the headers and footers of the Word document: the page numbers, and the draft mark on
//! every page of a draft.

use super::root;
use super::styles::{self, DIGITS, SONG};
use super::text::run;
use crate::document::DRAFT_MARK;
use crate::markup::Element;

/// The pages that a header or footer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSide {
    /// Odd pages, whose outer edge is the right one.
    Odd,
    /// Even pages, whose outer edge is the left one.
    Even,
}

/// A footer: “— 1 —” in 四号宋体, one character in from the outer edge of the text.
pub fn footer(pages: PageSide) -> String {
    let (align, chars, twips) = match pages {
        PageSide::Odd => ("right", "w:rightChars", "w:right"),
        PageSide::Even => ("left", "w:leftChars", "w:left"),
    };
    let style = styles::by_id("Footer");
    let mut out = String::with_capacity(2 * 1024);
    let mut root = root(&mut out, "w:ftr");
    let mut paragraph = root.child("w:p");
    {
        let mut properties = paragraph.child("w:pPr");
        properties.value("w:pStyle", style.id);
        drop(properties.child("w:ind").number(chars, 100).number(twips, style.size * 10));
        properties.value("w:jc", align);
    }
    number_run(&mut paragraph, |run| run.child("w:t").with("xml:space", "preserve").text("— "));
    number_run(&mut paragraph, |run| drop(run.child("w:fldChar").with("w:fldCharType", "begin")));
    number_run(&mut paragraph, |run| {
        run.child("w:instrText").with("xml:space", "preserve").text(" PAGE ");
    });
    number_run(&mut paragraph, |run| {
        drop(run.child("w:fldChar").with("w:fldCharType", "separate"));
    });
    number_run(&mut paragraph, |run| run.text_child("w:t", "1"));
    number_run(&mut paragraph, |run| drop(run.child("w:fldChar").with("w:fldCharType", "end")));
    number_run(&mut paragraph, |run| run.child("w:t").with("xml:space", "preserve").text(" —"));
    drop(paragraph);
    drop(root);
    out
}

/// A run of the page number. Its digits are in 宋体 too.
fn number_run(paragraph: &mut Element, content: impl FnOnce(&mut Element)) {
    let mut run = paragraph.child("w:r");
    let names = [
        ("w:hint", "eastAsia"),
        ("w:ascii", SONG),
        ("w:hAnsi", SONG),
        ("w:eastAsia", SONG),
        ("w:cs", DIGITS),
    ];
    drop(names.iter().fold(run.child("w:rPr").child("w:rFonts"), |fonts, (name, value)| {
        fonts.with(name, value)
    }));
    content(&mut run);
}

/// The header of a draft: the draft mark on every page.
pub fn draft_header() -> String {
    let style = styles::by_id("Header");
    let mut out = String::with_capacity(1024);
    let mut root = root(&mut out, "w:hdr");
    let mut paragraph = root.child("w:p");
    paragraph.child("w:pPr").value("w:pStyle", style.id);
    run(&mut paragraph, DRAFT_MARK, style, false, None);
    drop(paragraph);
    drop(root);
    out
}
