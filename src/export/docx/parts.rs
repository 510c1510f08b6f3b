//! Writes the parts around the body: list of contents, relationships, settings, properties, and the
//! carried draft.

use super::headers::{self, PageSide};
use super::{body, picture, root, styles};
use crate::document::Document;
use crate::export::package::{
    CORE_RELATIONSHIP, PACKAGE, PackagePart, Properties, application, relationships,
};
use crate::formats::CARRIED;
use crate::formats::docx::{BODY, STYLES};
use crate::markup::xml;
use crate::report::Date;

/// The id of the carried part within the document. It is the same in every document, because there
/// is one kind of carried part.
const CARRIED_ID: &str = "{6E69616E-6261-4F00-8000-000000000001}";

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The optional parts of a document.
#[derive(Clone, Copy)]
pub struct OptionalParts {
    draft_mark: bool,
    carried: bool,
    picture: bool,
}

impl OptionalParts {
    /// The number of combinations of optional parts.
    pub const KINDS: usize = 8;

    /// The optional parts of a document.
    pub fn of(document: &Document, carried: Option<&str>) -> Self {
        Self {
            draft_mark: document.draft_mark,
            carried: carried.is_some(),
            picture: picture::is_in(document),
        }
    }

    /// The number of the combination, from 0.
    pub fn kind(self) -> usize {
        usize::from(self.draft_mark) + 2 * usize::from(self.carried) + 4 * usize::from(self.picture)
    }
}

/// The parts that are the same in every document with these optional parts. The list of contents
/// comes first, followed early by a part of `word/`, because programs that guess the type of a file
/// look there.
pub fn frame(has: OptionalParts) -> Vec<PackagePart> {
    let mut parts = vec![
        ("[Content_Types].xml", content_types(has)),
        (
            "_rels/.rels",
            relationships(&[
                ("rIdDocument", "officeDocument", BODY),
                ("rIdCore", CORE_RELATIONSHIP, "docProps/core.xml"),
                ("rIdApp", "extended-properties", "docProps/app.xml"),
            ]),
        ),
        ("word/_rels/document.xml.rels", document_relationships(has)),
        ("word/fontTable.xml", styles::font_table()),
        ("word/footer1.xml", headers::footer(PageSide::Odd)),
        ("word/footer2.xml", headers::footer(PageSide::Even)),
        ("word/settings.xml", settings()),
        (STYLES, styles::part()),
        ("word/theme/theme1.xml", include_str!("theme.xml").to_owned()),
        ("docProps/app.xml", application()),
    ];
    if has.draft_mark {
        parts.push(("word/header1.xml", headers::draft_header()));
        parts.push(("word/header2.xml", headers::draft_header()));
    }
    if has.carried {
        parts.push((
            "customXml/_rels/item1.xml.rels",
            relationships(&[("rIdProps", "customXmlProps", "itemProps1.xml")]),
        ));
        parts.push(("customXml/itemProps1.xml", carried_properties()));
    }
    parts
}

/// The parts that differ between documents.
pub fn own(
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> Vec<PackagePart> {
    let mut parts =
        vec![(BODY, body::part(document)), ("docProps/core.xml", core(document, written_on))];
    parts.extend(carried.map(|carried| ("customXml/item1.xml", carried_draft(carried))));
    parts
}

fn content_types(has: OptionalParts) -> String {
    let mut out = String::new();
    let mut types = xml(&mut out, "Types").with("xmlns", format!("{PACKAGE}/content-types"));
    let relationships = "application/vnd.openxmlformats-package.relationships+xml";
    let picture = has.picture.then_some(("png", "image/png"));
    for (extension, kind) in
        picture.into_iter().chain([("rels", relationships), ("xml", "application/xml")])
    {
        drop(types.child("Default").with("Extension", extension).with("ContentType", kind));
    }
    let mut part = |name: &str, kind: String| {
        drop(types.child("Override").with("PartName", name).with("ContentType", kind));
    };
    if has.carried {
        part(
            "/customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml".to_owned(),
        );
    }
    part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
    );
    part(
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
    );
    part("/word/document.xml", format!("{WORD}.document.main+xml"));
    part("/word/fontTable.xml", format!("{WORD}.fontTable+xml"));
    part("/word/footer1.xml", format!("{WORD}.footer+xml"));
    part("/word/footer2.xml", format!("{WORD}.footer+xml"));
    if has.draft_mark {
        part("/word/header1.xml", format!("{WORD}.header+xml"));
        part("/word/header2.xml", format!("{WORD}.header+xml"));
    }
    part("/word/settings.xml", format!("{WORD}.settings+xml"));
    part("/word/styles.xml", format!("{WORD}.styles+xml"));
    part(
        "/word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
    );
    drop(types);
    out
}

fn document_relationships(has: OptionalParts) -> String {
    let mut list = vec![
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdTheme", "theme", "theme/theme1.xml"),
        ("rIdFooter", "footer", "footer1.xml"),
        ("rIdFooterEven", "footer", "footer2.xml"),
    ];
    if has.carried {
        list.push(("rIdCarried", "customXml", "../customXml/item1.xml"));
    }
    if has.picture {
        list.push((picture::RELATIONSHIP, "image", picture::TARGET));
    }
    if has.draft_mark {
        list.extend([
            ("rIdHeader", "header", "header1.xml"),
            ("rIdHeaderEven", "header", "header2.xml"),
        ]);
    }
    relationships(&list)
}

/// The printed part of the draft, as JSON inside an element of this program's own name space.
fn carried_draft(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    xml(&mut out, "draft").with("xmlns", CARRIED).text(json);
    out
}

fn carried_properties() -> String {
    let mut out = String::new();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    let mut item =
        xml(&mut out, "ds:datastoreItem").with("ds:itemID", CARRIED_ID).with("xmlns:ds", namespace);
    drop(item.child("ds:schemaRefs").child("ds:schemaRef").with("ds:uri", CARRIED));
    drop(item);
    out
}

/// Writes the settings. The elements are in the order of CT_Settings.
fn settings() -> String {
    let mut out = String::new();
    let mut root = root(&mut out, "w:settings");
    drop(root.child("w:zoom").number("w:percent", 100));
    root.measure("w:defaultTabStop", 420);
    root.empty("w:evenAndOddHeaders");
    root.value("w:characterSpacingControl", "compressPunctuation");
    {
        let mut compat = root.child("w:compat");
        compat.empty("w:spaceForUL");
        compat.empty("w:ulTrailSpace");
        compat.empty("w:doNotExpandShiftReturn");
        compat.empty("w:useFELayout");
        let mode = compat.child("w:compatSetting").with("w:name", "compatibilityMode");
        drop(mode.with("w:uri", "http://schemas.microsoft.com/office/word").with("w:val", "15"));
    }
    drop(root.child("w:themeFontLang").with("w:val", "en-US").with("w:eastAsia", "zh-CN"));
    drop(root);
    out
}

fn core(document: &Document, written_on: Option<Date>) -> String {
    Properties {
        title: &document.title,
        creator: &document.agency,
        language: document.language,
        written_on,
    }
    .part()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_combination_of_optional_parts_has_its_own_frame() {
        let either = [false, true];
        let mut kinds = Vec::new();
        for (draft_mark, carried, picture) in either
            .into_iter()
            .flat_map(|a| either.into_iter().flat_map(move |b| either.map(|c| (a, b, c))))
        {
            let has = OptionalParts { draft_mark, carried, picture };
            let frame = frame(has);
            assert_eq!(frame[0].0, "[Content_Types].xml");
            assert!(frame[2].0.starts_with("word/"));
            kinds.push((has.kind(), frame));
        }
        assert_eq!(kinds.len(), OptionalParts::KINDS);
        for (at, (kind, frame)) in kinds.iter().enumerate() {
            assert!(
                *kind < OptionalParts::KINDS
                    && kinds[..at]
                        .iter()
                        .all(|(other, of_other)| other != kind && of_other != frame)
            );
        }
    }
}
