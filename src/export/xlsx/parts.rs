//! Writes the parts around the sheets: list of contents, list of sheets, properties.

use super::strings::Strings;
use super::styles::CellFormats;
use super::{MAIN, sheet};
use crate::document::LANGUAGE;
use crate::export::package::{CORE_RELATIONSHIP, PACKAGE, Properties, application, relationships};
use crate::formats::xlsx::{
    CARRIED_SHEET, RELATIONSHIPS, SHEET_KIND, STRINGS_KIND, STYLES_KIND, WORKBOOK,
};
use crate::markup::xml;
use crate::report::Date;
use crate::workbook::Workbook;

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// All parts. The list of contents comes first.
pub fn all(workbook: &Workbook, written_on: Option<Date>) -> Vec<(String, String)> {
    let (mut strings, mut looks) = (Strings::default(), CellFormats::default());
    let mut sheets: Vec<String> = Vec::new();
    for (index, page) in workbook.sheets.iter().enumerate() {
        sheets.push(sheet::part(page, index == 0, workbook.draft_mark, &mut strings, &mut looks));
    }
    sheets.push(sheet::carrying(&workbook.carried, &mut strings));
    let properties = Properties {
        title: &workbook.title,
        creator: &workbook.agency,
        language: LANGUAGE,
        written_on,
    };
    let root = [
        ("rIdWorkbook", "officeDocument", WORKBOOK),
        ("rIdCore", CORE_RELATIONSHIP, "docProps/core.xml"),
        ("rIdApp", "extended-properties", "docProps/app.xml"),
    ];
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relationships(&root)),
        ("docProps/app.xml".to_owned(), application()),
        ("docProps/core.xml".to_owned(), properties.part()),
        (RELATIONSHIPS.to_owned(), workbook_relationships(sheets.len())),
        (WORKBOOK.to_owned(), list(workbook)),
        ("xl/styles.xml".to_owned(), looks.part()),
        ("xl/sharedStrings.xml".to_owned(), strings.part()),
    ];
    parts.extend(
        sheets
            .into_iter()
            .zip(1..)
            .map(|(text, number)| (format!("xl/worksheets/sheet{number}.xml"), text)),
    );
    parts
}

fn content_types(sheets: usize) -> String {
    let mut out = String::new();
    let mut types = xml(&mut out, "Types").with("xmlns", format!("{PACKAGE}/content-types"));
    for (extension, kind) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ] {
        drop(types.child("Default").with("Extension", extension).with("ContentType", kind));
    }
    let mut part = |name: &str, kind: &str| {
        drop(types.child("Override").with("PartName", name).with("ContentType", kind));
    };
    part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("/xl/workbook.xml", &format!("{SHEET}.sheet.main+xml"));
    part("/xl/styles.xml", &format!("{SHEET}.styles+xml"));
    part("/xl/sharedStrings.xml", &format!("{SHEET}.sharedStrings+xml"));
    for number in 1..=sheets {
        part(&format!("/xl/worksheets/sheet{number}.xml"), &format!("{SHEET}.worksheet+xml"));
    }
    drop(types);
    out
}

fn workbook_relationships(sheets: usize) -> String {
    let names: Vec<(String, String)> = (1..=sheets)
        .map(|number| (format!("rId{number}"), format!("worksheets/sheet{number}.xml")))
        .collect();
    let mut list: Vec<(&str, &str, &str)> =
        names.iter().map(|(id, target)| (id.as_str(), SHEET_KIND, target.as_str())).collect();
    list.extend([
        ("rIdStyles", STYLES_KIND, "styles.xml"),
        ("rIdStrings", STRINGS_KIND, "sharedStrings.xml"),
    ]);
    relationships(&list)
}

/// Writes the list of sheets. The last sheet carries the draft and is hidden from all menus.
fn list(workbook: &Workbook) -> String {
    let mut out = String::new();
    let mut root = xml(&mut out, "workbook")
        .with("xmlns", MAIN)
        .with("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    {
        let mut views = root.child("bookViews");
        drop(views.child("workbookView").number("activeTab", 0));
    }
    {
        let mut sheets = root.child("sheets");
        let shown = workbook.sheets.iter().map(|sheet| (sheet.name, None));
        for (number, (name, state)) in
            (1_i64..).zip(shown.chain([(CARRIED_SHEET, Some("veryHidden"))]))
        {
            let mut sheet = sheets.child("sheet").with("name", name).number("sheetId", number);
            if let Some(state) = state {
                sheet = sheet.with("state", state);
            }
            drop(sheet.with("r:id", format!("rId{number}")));
        }
    }
    if workbook.sheets.iter().any(|sheet| sheet.repeated.is_some()) {
        let mut names = root.child("definedNames");
        for (index, sheet) in (0_i64..).zip(&workbook.sheets) {
            if let Some((from, end)) = sheet.repeated {
                let mut name = names
                    .child("definedName")
                    .with("name", "_xlnm.Print_Titles")
                    .number("localSheetId", index);
                name.text(&format!("'{}'!${}:${end}", sheet.name, from + 1));
            }
        }
    }
    drop(root);
    out
}
