//! Writes a report, from the first screen to the exported files.

use super::{Scenario, draft, folder, give};
use page_tests::typing::key;

#[test]
fn chromium() {
    let Some(mut scenario) = Scenario::start("writing") else { return };
    begin(&mut scenario);
    numbers(&mut scenario);
    findings(&mut scenario);
    texts(&mut scenario);
    pasted(&mut scenario);
    information(&mut scenario);
    preview(&mut scenario);
    exported(&mut scenario);
    around(&mut scenario);
    left(&mut scenario);
    scenario.finish();
}

/// The first screen, a new report, and each of its parts while it is empty.
fn begin(scenario: &mut Scenario) {
    scenario.step("start");
    scenario.press("new", "new-report");
    scenario.press("new.create", "new-report-without-level");
    scenario.page.fill_field("new.name", "示例县城关镇人民政府");
    scenario.page.fill_field("new.year", "2025");
    scenario.step("new-report-filled");
    scenario.press("new.create", "info");
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other"] {
        scenario.page.go(part);
        scenario.step(part);
    }
}

/// Numbers while they are typed, when the cell is left, and their consequences.
fn numbers(scenario: &mut Scenario) {
    scenario.page.go("requests");
    scenario.page.enter_cell("requests.new.natural");
    scenario.page.keys("11");
    scenario.step("number-typed");
    scenario.page.keys(&key::TAB.to_string());
    scenario.step("number-left");
    scenario.page.type_cell("requests.granted.natural", "12");
    scenario.page.type_cell("requests.new.business", "3件");
    scenario.step("no-number");
    scenario.page.type_cell("requests.new.business", "3");
    scenario.page.click_on("#nb-fill-requests");
    scenario.step("filled-with-zero");
    scenario.page.click_on("[data-cell=\"requests.new.total\"]");
    scenario.step("total-in-hand");
    scenario.page.fill("[data-control=\"requests.new.total\"]", "15");
    scenario.step("control");
    scenario.page.go("disclosure");
    scenario.page.click("unfold");
    scenario.step("row-unfolded");
    scenario.page.type_cell("disclosure.normative.issued", "40");
    scenario.page.type_cell("disclosure.fees.amount", "71200.5");
    scenario.step("table-two");
}

/// Findings: highlighted, repaired, justified, looked up.
fn findings(scenario: &mut Scenario) {
    let balance = "[data-rule=\"requests-balance\"]";
    scenario.page.go("requests");
    scenario.page.click_on(&format!("{balance} [data-act=\"finding\"]"));
    scenario.step("finding-lit");
    scenario.page.click_on(&format!("{balance} [data-act=\"explain\"]"));
    scenario.step("explain");
    scenario.press("explain.save", "explain-without-reason");
    scenario.page.select("[data-field=\"explain.reason\"]", "统计口径不同");
    scenario.press("explain.save", "explain-without-words");
    scenario.page.click_on("[data-field=\"explain.text\"]");
    scenario.page.keys("台账就是这样记的");
    scenario.press("explain.save", "explained");
    scenario.page.type_cell("requests.new.natural", "10");
    scenario.step("explanation-lapsed");
    scenario.page.click_on(&format!("{balance} [data-act=\"repair\"]"));
    scenario.step("repaired");
    scenario.press("undo", "undone");
    scenario.press("redo", "redone");
    scenario.press("undo", "undone-again");
    scenario.page.enter_cell("requests.granted.natural");
    scenario.page.click_on("[data-act=\"rules\"][data-to]");
    scenario.step("rules-of-a-cell");
    scenario.close_dialog();
    scenario.page.click_on(".nb-side h2 [data-act=\"rules\"]");
    scenario.step("rules");
    scenario.close_dialog();
}

/// Prose, its numbers, and live fields.
fn texts(scenario: &mut Scenario) {
    scenario.page.go("overview");
    scenario.page.click_on("[data-prose=\"overview\"]");
    scenario.page.keys("（一）主动公开");
    scenario.page.keys(&key::ENTER.to_string());
    scenario
        .page
        .keys("全年收到政府信息公开申请13件。公开信息35条，其中门户网站20条，公众号15条。");
    scenario.page.keys("收到政府信息公开申请8件。举办培训12场，发放手册600份。");
    scenario.step("text");
    scenario.page.chord(&[key::CONTROL], 'b');
    scenario.page.keys("一是推进推进。");
    scenario.step("bold");
    scenario.page.click_on(".nb-n [data-act=\"number.aside\"][data-value=\"other_scope\"]");
    scenario.step("number-aside");
    scenario.press("number.rest", "numbers-aside");
    scenario.page.js(
        "document.querySelectorAll('#nb-numbers-overview details')\
            .forEach(list => { list.open = true })",
        &[],
    );
    scenario.press("number.back", "number-back");
    scenario.page.click_on("#nb-field-overview");
    scenario.step("field");
    scenario.page.select("[data-field=\"field.cell\"]", "requests.new.total");
    scenario.press("field.insert", "field-inserted");
    scenario.page.go("requests");
    scenario.page.type_cell("requests.new.natural", "9");
    scenario.page.go("overview");
    scenario.step("field-followed");
}

/// A block pasted from a spreadsheet: the preview of its place, and the result.
fn pasted(scenario: &mut Scenario) {
    scenario.page.go("requests");
    scenario.page.enter_cell("requests.granted.natural");
    let plain = "1,234\t５６\t\t7\r\n0\t\t\t8\r\n";
    let html = "<table><tr><td>1,234</td><td>５６</td><td></td><td>7</td></tr><tr><td>0</td><td></td>\
        <td></td><td>8</td></tr></table>";
    scenario.page.paste(plain, Some(html));
    scenario.step("paste-waits");
    scenario.press("paste.apply", "pasted");
    scenario.page.click("undo");
}

/// The fields of the report, the data for comparison, and typed totals.
fn information(scenario: &mut Scenario) {
    scenario.page.go("info");
    scenario.page.fill_field("preface.phone", "０512-1234");
    scenario.page.fill_field("signature.date", "2026-02-30");
    scenario.step("fields");
    scenario.page.select("[data-field=\"edition\"]", "2019");
    scenario.step("edition-2019");
    scenario.page.go("requests");
    scenario.step("requests-2019");
    scenario.page.click("undo");
    scenario.page.go("info");
    scenario.page.click_on("[data-field=\"as_issued\"]");
    scenario.step("as-issued");
    scenario.page.go("disputes");
    scenario.page.type_cell("disputes.review.total", "5");
    scenario.step("total-typed");
    scenario.page.go("info");
    scenario.page.click_on("[data-field=\"as_issued\"]");
    give(&scenario.page, "last-year", &draft("distinct-2021"));
    scenario.step("last-year-refused");
    scenario.close_dialog();
    give(&scenario.page, "last-year", &draft("worked-2024"));
    scenario.step("last-year");
    give(&scenario.page, "packs", &folder().join("pack.json"));
    scenario.step("rule-pack");
    scenario.page.click("last-year.remove");
    scenario.press("pack.remove", "nothing-beside");
}

fn preview(scenario: &mut Scenario) {
    scenario.page.go("requests");
    scenario.page.click("preview");
    scenario.page.wait_until("the pages are there", || scenario.page.count(".nb-leaf") > 1);
    scenario.step("preview");
    scenario.press("preview.full", "preview-full");
    scenario.page.click_on("[data-act=\"preview.zoom\"][data-value=\"page\"]");
    scenario.press("preview.follow", "preview-follows");
    scenario.press("preview.close", "preview-closed");
}

fn exported(scenario: &mut Scenario) {
    // Those that version 0.1 could write without fonts.
    let outputs = ["docx", "ofd", "html", "html-fragment", "xlsx", "check-sheet"];
    scenario.page.click("export");
    scenario.page.wait_written(&["docx", "html", "check-sheet"]);
    scenario.step("export");
    scenario.page.tick_outputs(&outputs);
    scenario.page.wait_written(&outputs);
    scenario.step("export-written");
    scenario.page.downloads(1, |page| page.click("export.zip"));
    scenario.step("export-archived");
    scenario.page.downloads(outputs.len(), |page| page.click("export.save"));
    scenario.step("export-saved");
    scenario.page.tick_outputs(&["pdf"]);
    scenario.page.wait_written(&["pdf"]);
    scenario.step("export-without-fonts");
    scenario.page.click_on("#nb-dialog [data-act=\"fonts\"]");
    scenario.step("fonts");
    scenario.page.click_on("[data-field=\"fonts.stand_in\"]");
    scenario.press("dialog.close", "after-fonts");
    scenario.close_dialog();
}

/// What is available on every screen.
fn around(scenario: &mut Scenario) {
    scenario.page.click("keys");
    scenario.step("keys");
    scenario.close_dialog();
    scenario.page.click("offline");
    scenario.page.wait_until("the browser has answered", || scenario.page.has("#nb-offline table"));
    scenario.step("offline");
    scenario.close_dialog();
    scenario.press("type", "large-type");
    scenario.page.later(3);
    scenario.page.download(|page| page.click("save"));
    scenario.step("saved");
    scenario.page.click("type");
}

/// The first screen again, with the stored drafts.
fn left(scenario: &mut Scenario) {
    scenario.press("home", "one-draft");
    scenario.page.later(60 * 24);
    scenario.page.click("new");
    scenario.page.fill_field("new.name", "示例县“甲”街道办事处");
    scenario.page.select("[data-field=\"new.level\"]", "subdistrict");
    scenario.page.click("new.create");
    scenario.step("second-report");
    scenario.press("home", "two-drafts");
    scenario.page.click_on("#nb-kept [data-act=\"forget\"]");
    scenario.step("forget");
    scenario.page.click_on(".nb-dialog .nb-danger");
    scenario.step("forgotten");
    scenario.press("machine.clear", "clear");
    scenario.close_dialog();
    scenario.page.click_on("#nb-f-nowhere");
    scenario.step("nowhere");
    scenario.press("continue", "continued-nowhere");
    scenario.page.go("requests");
    scenario.page.type_cell("requests.carried_in.natural", "1");
    scenario.press("home", "stay");
    let mut complaints = scenario.page.complaints();
    complaints.retain(|complaint| !complaint.contains("nianbao.invalid"));
    assert!(complaints.is_empty(), "{complaints:?}");
}
