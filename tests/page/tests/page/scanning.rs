//! Tests that the QR code of a check sheet (核对单) opens the tables again (扫码打开).

use crate::{corpus, opened};
use page_tests::downloads::Download;
use page_tests::outside::{check, digits_of_sheet, leave};
use page_tests::typing::key;
use page_tests::{Draft, Engine, Page, in_every_engine};

in_every_engine! { scanned spoiled }

/// A report with a different number in each cell.
const REPORT: &str = "distinct-2021";

/// The check sheet is exported as Word, and its QR code holds the data of the tables.
fn sheet(page: &Page) -> (Download, String) {
    let sheet = page.export("check-sheet");
    let digits = digits_of_sheet(&sheet.bytes);
    (sheet, digits)
}

/// The digits that a scanner types from the check sheet open the tables. The sheet names the button
/// by the words on it.
fn scanned(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    let (sheet, digits) = sheet(&page);
    let name = format!("export-{}-sheet.docx", engine.name());
    check("docx_audit.py", &[&leave(&name, &sheet.bytes)]);
    page.click("home");
    let button = page.value("button[data-act=\"scan\"]");
    let text = unpack_text(engine, &sheet.bytes);
    assert!(text.contains(&format!("“{button}”")), "the sheet says {button}: {text}");
    page.click("scan");
    page.wait_until("the field has the focus", || page.focused() == "scan.digits");
    // Half of the code is typed with an input method that produces wide digits and with a line
    // break, the rest as a scanner types it.
    let (first, rest) = digits.split_at(digits.len() / 2);
    let wide: String = first
        .chars()
        .filter_map(|c| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')))
        .collect();
    page.prose_keys(&wide);
    page.keys(&key::ENTER.to_string());
    page.wait_until("it counts", || {
        page.value("#nb-scan-note").contains(&format!("共 {} 位", digits.len()))
    });
    assert!(
        page.value("#nb-scan-note").contains(&format!("已收到 {} 位", first.len())),
        "{}",
        page.value("#nb-scan-note")
    );
    page.look_over("export-scanning");
    page.prose_keys(rest);
    page.wait_until("it is whole", || page.value("#nb-scan-note").contains("全部收到"));
    page.keys(&key::ENTER.to_string());
    page.wait_until("it is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    assert!(page.message().contains("没有文字"), "{}", page.message());
    page.click("dialog.close");
    for (part, table) in
        [("disclosure", "disclosure."), ("requests", "requests."), ("disputes", "disputes.")]
    {
        page.go(part);
        let there: std::collections::BTreeMap<_, _> = page.cells().into_iter().collect();
        for (id, value) in
            Draft::read(&corpus(REPORT)).cells().iter().filter(|(id, _)| id.starts_with(table))
        {
            // Remarks are typed without brackets here, and printed with them.
            let bare = |text: &str| text.replace(['（', '）'], "");
            assert_eq!(there.get(id).map(|text| bare(text)), Some(bare(value)), "{id}");
        }
    }
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// The words of a Word file.
fn unpack_text(engine: Engine, docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx))
        .unwrap_or_else(|e| panic!("{}: no package: {e}", engine.name()));
    let part = archive.by_name("word/document.xml").unwrap_or_else(|e| panic!("no body: {e}"));
    let xml = std::io::read_to_string(part).unwrap_or_else(|e| panic!("no body: {e}"));
    xml.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect()
}

/// For an incomplete or invalid code the page says what is wrong, and the digits stay in the field.
fn spoiled(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    page.click("scan");
    for (typed, said) in
        [("", "还没有收到数字"), ("20250131", "不是年报的二维码"), ("711105001234567890", "少了")]
    {
        page.click_on("[data-field=\"scan.digits\"]");
        page.chord(&[key::CONTROL], 'a');
        page.keys(&format!("{}{typed}", key::DELETE));
        page.click("scan.open");
        page.wait_until(&format!("it says {said}"), || page.value("#nb-scan-note").contains(said));
        assert_eq!(page.value("[data-field=\"scan.digits\"]"), typed);
    }
    page.screenshot("export-spoiled");
    page.click("dialog.close");
    assert_eq!(page.focused(), "scan");
}
