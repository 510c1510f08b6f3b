//! Writes the parts around the pages: the entry of the package, fonts, the outline, and the carried
//! draft.

use super::page::{self, Numbers};
use super::root;
use crate::document::Document;
use crate::export::package::digest;
use crate::formats::ofd::ENTRY;
use crate::formats::{ATTACHMENT, PROGRAM};
use crate::geometry::{Emu, PAGE_HEIGHT, PAGE_WIDTH, mm};
use crate::layout::style::TEXT_SIZE;
use crate::layout::{Face, Layout, PlacedHeading};
use crate::markup::Element;
use crate::report::Date;

/// The part that lists the pages, the outline and common data.
const DOCUMENT: &str = "Doc_0/Document.xml";
/// The list of attachments, relative to the folder of the document.
const ATTACHMENTS: &str = "Attachs/Attachments.xml";
/// The name of the attachment for people who see it in a list.
const ATTACHMENT_NAME: &str = "填报数据（可用年报填写工具打开）";

/// All parts. The entry comes first, where readers look for it.
pub fn all(
    document: &Document,
    layout: &Layout,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> Vec<(String, String)> {
    let mut numbers = Numbers::new(page::FIRST_FREE);
    let mut parts = Vec::with_capacity(layout.pages.len() + 6);
    let mut page_ids = Vec::with_capacity(layout.pages.len());
    for (index, page) in layout.pages.iter().enumerate() {
        page_ids.push(numbers.take());
        parts.push((page_part(index), page::part(page, &mut numbers)));
    }
    let headings = layout.headings(document);
    parts.insert(0, (DOCUMENT.to_owned(), body(&headings, &page_ids, &numbers, carried.is_some())));
    parts.insert(1, ("Doc_0/PublicRes.xml".to_owned(), resources()));
    if let Some(carried) = carried {
        parts.push((format!("Doc_0/{ATTACHMENTS}"), attachments(carried)));
        parts.push((format!("Doc_0/Attachs/{ATTACHMENT}"), carried.to_owned()));
    }
    let mark =
        parts.iter().fold(0, |mark: u128, (_, text)| mark.rotate_left(1) ^ digest(text.as_bytes()));
    parts.insert(0, (ENTRY.to_owned(), package_entry(document, mark, written_on)));
    parts
}

fn page_part(index: usize) -> String {
    format!("Doc_0/{}", page_path(index))
}

/// The path of a page, relative to the folder of the document.
fn page_path(index: usize) -> String {
    format!("Pages/Page_{index}/Content.xml")
}

/// `OFD.xml`: the metadata of the document, and where it is (7.4).
fn package_entry(document: &Document, mark: u128, written_on: Option<Date>) -> String {
    let mut out = String::new();
    let mut root = root(&mut out, "ofd:OFD").with("Version", "1.0").with("DocType", "OFD");
    let mut body = root.child("ofd:DocBody");
    {
        let mut info = body.child("ofd:DocInfo");
        // The id of 32 characters differs between different documents.
        info.text_child("ofd:DocID", &format!("{mark:032x}"));
        info.text_child("ofd:Title", &document.title);
        if !document.agency.is_empty() {
            info.text_child("ofd:Author", &document.agency);
        }
        if let Some(day) = written_on {
            info.text_child("ofd:CreationDate", &day.to_string());
            info.text_child("ofd:ModDate", &day.to_string());
        }
        info.text_child("ofd:Creator", PROGRAM);
        info.text_child("ofd:CreatorVersion", env!("CARGO_PKG_VERSION"));
    }
    body.text_child("ofd:DocRoot", DOCUMENT);
    drop(body);
    drop(root);
    out
}

/// `Document.xml`. The elements are in the order of table 7.5.
fn body(headings: &[PlacedHeading], pages: &[i64], numbers: &Numbers, carries: bool) -> String {
    let mut out = String::new();
    let mut root = root(&mut out, "ofd:Document");
    {
        let mut common = root.child("ofd:CommonData");
        common.text_child("ofd:MaxUnitID", &numbers.last().to_string());
        common
            .child("ofd:PageArea")
            .text_child("ofd:PhysicalBox", &page::numbers(&[0, 0, PAGE_WIDTH, PAGE_HEIGHT]));
        common.text_child("ofd:PublicRes", "PublicRes.xml");
    }
    {
        let mut list = root.child("ofd:Pages");
        for (index, id) in pages.iter().enumerate() {
            drop(list.child("ofd:Page").number("ID", *id).with("BaseLoc", page_path(index)));
        }
    }
    if !headings.is_empty() {
        outline(&mut root, headings, pages);
    }
    {
        let mut view = root.child("ofd:VPreferences");
        if !headings.is_empty() {
            view.text_child("ofd:PageMode", "UseOutlines");
        }
        view.text_child("ofd:TabDisplay", "DocTitle");
    }
    if carries {
        root.text_child("ofd:Attachments", ATTACHMENTS);
    }
    drop(root);
    out
}

/// The outline: headings 一、 and, below them, headings （一） (7.8).
fn outline(root: &mut Element, headings: &[PlacedHeading], pages: &[i64]) {
    let mut outline = root.child("ofd:Outlines");
    for family in headings.chunk_by(|_, next| next.level > 1) {
        // Headings of the second level before the first one of the first level are entries of their
        // own.
        let (first, below) =
            if family[0].level == 1 { family.split_at(1) } else { (family, &[][..]) };
        for heading in first {
            let mut entry = entry(&mut outline, heading, pages);
            for heading in below {
                drop(self::entry(&mut entry, heading, pages));
            }
        }
    }
}

/// An entry of the outline, which leads to the upper left corner of a heading.
fn entry<'a>(above: &'a mut Element, heading: &PlacedHeading, pages: &[i64]) -> Element<'a> {
    let mut entry = above.child("ofd:OutlineElem").with("Title", heading.text);
    {
        let mut actions = entry.child("ofd:Actions");
        let mut action = actions.child("ofd:Action").with("Event", "CLICK");
        let mut goto = action.child("ofd:Goto");
        let destination =
            goto.child("ofd:Dest").with("Type", "XYZ").number("PageID", pages[heading.page]);
        drop(
            destination
                .with("Left", page::number(heading.x))
                .with("Top", page::number(heading.y))
                .with("Zoom", "0"),
        );
    }
    entry
}

/// `PublicRes.xml`: the names of the fonts, and the drawing parameters of bold words (7.9).
fn resources() -> String {
    let mut out = String::new();
    let mut root = root(&mut out, "ofd:Res").with("BaseLoc", "Res");
    {
        let mut list = root.child("ofd:DrawParams");
        let mut bold = list
            .child("ofd:DrawParam")
            .number("ID", page::BOLD)
            .with("LineWidth", page::number(page::bold_stroke(TEXT_SIZE)));
        drop(bold.child("ofd:StrokeColor").with("Value", page::BLACK));
    }
    let mut list = root.child("ofd:Fonts");
    for face in Face::ALL {
        let family = face.family();
        let font =
            list.child("ofd:Font").number("ID", page::font(face)).with("FontName", family.name);
        // Readers that do not have the font use this one instead.
        let font = font.with("FamilyName", family.instead.first().unwrap_or(&family.name));
        drop(if face == Face::Hei { font } else { font.with("Serif", "true") });
    }
    drop(list);
    drop(root);
    out
}

/// `Attachments.xml` (20.2).
fn attachments(carried: &str) -> String {
    /// The size is stated in kilobytes with three decimals.
    const KILOBYTE: Emu = mm(1) / 1000;
    let mut out = String::new();
    let mut root = root(&mut out, "ofd:Attachments");
    {
        let size = Emu::try_from(carried.len() * 1000 / 1024)
            .unwrap_or(Emu::MAX / KILOBYTE)
            .saturating_mul(KILOBYTE);
        let attachment = root
            .child("ofd:Attachment")
            .with("ID", "draft")
            .with("Name", ATTACHMENT_NAME)
            .with("Format", "json");
        attachment
            .with("Size", page::number(size))
            .text_child("ofd:FileLoc", &format!("/Doc_0/Attachs/{ATTACHMENT}"));
    }
    drop(root);
    out
}
