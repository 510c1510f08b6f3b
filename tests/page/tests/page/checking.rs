//! Tests how the page handles findings: it offers repairs, keeps justifications, accounts for every
//! number in the text, and compares with last year.

use crate::begun;
use page_tests::outside::{axe, leave};
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine};
use serde_json::json;
use std::path::PathBuf;

in_every_engine! {
    repaired explained told live made_live begun_after beside packed looked_up listed_by_count
    equal_findings
}

/// Table 3 with one number in 自然人 too small: 新收 11, 予以公开 12.
fn unbalanced(engine: Engine) -> Option<Page> {
    let page = begun(engine, 2025)?;
    page.go("requests");
    page.type_cell("requests.new.natural", "11");
    page.type_cell("requests.granted.natural", "12");
    page.click_on("#nb-fill-requests");
    page.wait_until("收办 is said not to balance", || {
        rules(&page).contains(&"requests-balance".to_owned())
    });
    Some(page)
}

fn rules(page: &Page) -> Vec<String> {
    page.findings().into_iter().map(|(rule, ..)| rule).collect()
}

fn repaired(engine: Engine) {
    let Some(page) = unbalanced(engine) else { return };
    page.click_on("[data-rule=\"requests-balance\"] [data-act=\"repair\"]");
    page.wait_until("the finding is gone", || {
        !rules(&page).contains(&"requests-balance".to_owned())
    });
    page.chord(&[key::CONTROL], 'z');
    page.wait_until("one undo takes it back", || {
        rules(&page).contains(&"requests-balance".to_owned())
    });
    assert_eq!(
        (
            page.cell("requests.new.natural").as_str(),
            page.cell("requests.granted.natural").as_str()
        ),
        ("11", "12")
    );
}

fn explained(engine: Engine) {
    let Some(page) = unbalanced(engine) else { return };
    page.click_on("[data-rule=\"requests-balance\"] [data-act=\"explain\"]");
    page.click("explain.save");
    page.wait_until("a reason is asked for", || {
        page.value("#nb-explain-note").contains("请先选一个原因")
    });
    page.select("[data-field=\"explain.reason\"]", "统计口径不同");
    page.click("explain.save");
    page.wait_until("words are asked for", || {
        page.value("#nb-explain-note").contains("请写几句说明")
    });
    page.click_on("[data-field=\"explain.text\"]");
    page.keys("台账就是这样记的");
    page.click("explain.save");
    page.wait_until("the reason shows", || page.shows("[data-rule=\"requests-balance\"] .nb-said"));
    assert!(
        page.value("#nb-tally").contains("错误 0") && page.value("#nb-tally").contains("已说明 1"),
        "{}",
        page.value("#nb-tally")
    );
    page.type_cell("requests.new.natural", "10");
    page.wait_until("it has lapsed", || page.shows("[data-rule=\"requests-balance\"] .nb-lapsed"));
    assert!(page.value("#nb-tally").contains("错误 1"));
    page.type_cell("requests.new.natural", "11");
    page.wait_until("it counts again", || page.value("#nb-tally").contains("错误 0"));
    page.click("explain.withdraw");
    page.wait_until("it is withdrawn", || page.value("#nb-tally").contains("错误 1"));
}

fn told(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    page.click_on("#nb-fill-requests");
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.keys("全年收到政府信息公开申请3件。公开信息35条，其中门户网站20条，公众号15条。收到政府信息公开申请8件。举办培训12场，发放手册600份。");
    page.wait_until("every number is accounted for", || {
        page.value("#nb-numbers-overview .nb-legend b").starts_with("7 个数字")
    });
    assert!(rules(&page).contains(&"narrative-mismatch".to_owned()), "{:?}", page.findings());
    assert!(page.count("#nb-chips-overview .nb-chip") >= 7, "a chip on every number");
    page.click("number.rest");
    page.wait_until("the rest is put aside", || !page.has("[data-act=\"number.rest\"]"));
    assert!(
        rules(&page).contains(&"narrative-mismatch".to_owned()),
        "what is wrong is not among the rest"
    );
    page.chord(&[key::CONTROL], 'z');
    page.wait_until("and back", || page.has("[data-act=\"number.rest\"]"));
    page.click_on(".nb-n [data-act=\"number.aside\"][data-value=\"other_scope\"]");
    page.wait_until("it no longer counts as open", || {
        !rules(&page).contains(&"narrative-mismatch".to_owned())
    });
    page.chord(&[key::CONTROL], 'z');
    page.wait_until("undone", || rules(&page).contains(&"narrative-mismatch".to_owned()));
}

fn live(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "4");
    page.click_on("#nb-fill-requests");
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.keys("全年收到申请件。");
    page.keys(&[key::LEFT, key::LEFT].iter().collect::<String>());
    page.click_on("#nb-field-overview");
    page.js(
        "const s = document.querySelector('[data-field=\"field.cell\"]'); \
         s.value = 'requests.new.total'",
        &[],
    );
    page.click("field.insert");
    // The page adds the number to the report before anything else is typed.
    page.wait_until("it is a number of the report", || {
        page.value("#nb-numbers-overview .nb-legend b").starts_with("1 个数字")
    });
    page.wait_until("the number stands in the text", || {
        page.paragraphs("overview") == ["全年收到申请4件。"]
    });
    page.go("requests");
    page.type_cell("requests.new.natural", "9");
    page.go("overview");
    page.wait_until("the text follows the table", || {
        page.paragraphs("overview") == ["全年收到申请9件。"]
    });
}

fn made_live(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    page.click_on("#nb-fill-requests");
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.keys("全年收到政府信息公开申请3件。");
    page.wait_until("the number is that of a cell", || page.has("[data-act=\"number.live\"]"));
    page.js(
        "document.querySelectorAll('#nb-numbers-overview details')\
         .forEach(list => { list.open = true })",
        &[],
    );
    page.click("number.live");
    page.wait_until("the number is live", || {
        page.has("[data-prose=\"overview\"] [data-live=\"requests.new.total\"]")
    });
    assert_eq!(page.paragraphs("overview"), ["全年收到政府信息公开申请3件。"]);
    page.go("requests");
    page.type_cell("requests.new.natural", "8");
    page.go("overview");
    page.wait_until("it follows its cell", || {
        page.paragraphs("overview") == ["全年收到政府信息公开申请8件。"]
    });
}

/// Presses a button that asks for a file, and gives the file; the browser's own file dialog does
/// not open.
fn give(page: &Page, act: &str, file: &std::path::Path) {
    page.js("document.querySelector('#nb-file').click = () => {}", &[]);
    page.click(act);
    page.choose_file(file);
}

/// The report of a year, with 5 applications carried over. It is entered as issued: a total is
/// present although its columns are blank.
fn last(year: u32) -> PathBuf {
    let cells = json!({ "requests.carried_out.natural": 5, "requests.carried_out.total": 5 });
    let agency = json!({ "name": "示例县城关镇人民政府", "level": "township" });
    let draft =
        json!({ "nianbao": 1, "year": year, "agency": agency, "as_issued": true, "cells": cells });
    leave(&format!("last-year-{year}.json"), draft.to_string().as_bytes())
}

fn begun_after(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    give(&page, "sequel", &last(2024));
    page.wait_until("the next report is open", || page.has("[data-act=\"last-year.remove\"]"));
    page.go("requests");
    assert_eq!(
        (
            page.cell("requests.carried_in.natural").as_str(),
            page.cell("requests.new.natural").as_str()
        ),
        ("5", "")
    );
    assert!(page.value("body").contains("2025"), "the year after");
}

fn beside(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    give(&page, "last-year", &last(2022));
    page.wait_until("another year is refused", || page.message().contains("2024"));
    page.click("dialog.close");
    give(&page, "last-year", &last(2024));
    page.wait_until("it is put beside", || page.has("[data-act=\"last-year.remove\"]"));
    page.go("requests");
    page.type_cell("requests.carried_in.natural", "4");
    page.click_on("#nb-fill-requests");
    let compared = || rules(&page).iter().any(|rule| rule.starts_with("carry-over"));
    page.wait_until("结转 is compared", compared);
    page.go("info");
    page.click("last-year.remove");
    page.wait_until("and no longer", || !compared());
}

/// A count lists only its findings and keeps the focus.
fn listed_by_count(engine: Engine) {
    let Some(page) = unbalanced(engine) else { return };
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.keys("全年新收政府信息公开申请999件。");
    page.wait_until("the text does not agree with the table", || {
        rules(&page).contains(&"narrative-mismatch".to_owned())
    });
    page.click_on("#nb-count-error");
    page.wait_until("only errors are listed", || rules(&page) == ["requests-balance"]);
    let focused = page.js("return document.activeElement.id", &[]);
    assert!(engine == Engine::WebKit || focused == json!("nb-count-error"), "{focused}");
    page.screenshot("listed-by-count");
    page.click_on("#nb-count-error");
    page.wait_until("all are listed", || rules(&page).contains(&"narrative-mismatch".to_owned()));
}

/// Findings that say the same are listed as one, and all are mended in one step.
fn equal_findings(engine: Engine) {
    let Some(page) = unbalanced(engine) else { return };
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.keys("人大议案已经办结。人大议案的答复已经公开。人大议案由专人负责。");
    let terms = || rules(&page).iter().filter(|rule| *rule == "terms").count();
    page.wait_until("three are listed as one", || {
        terms() == 1 && page.value("#nb-findings").contains("这样的共 3 处")
    });
    page.click("findings.unfold");
    page.wait_until("each is listed", || terms() == 3);
    page.screenshot("equal-findings");
    page.click("repair.alike");
    page.wait_until("all are mended", || terms() == 0);
    let text = || page.value("[data-prose=\"overview\"]");
    page.wait_until("in the text too", || text().matches("人大代表建议").count() == 3);
    page.click("undo");
    page.wait_until("in one step", || text().matches("人大议案").count() == 3);
}

fn packed(engine: Engine) {
    let Some(page) = unbalanced(engine) else { return };
    let pack = json!({ "nianbao_rule_pack": 1, "name": "示例县要求",
        "severities": { "requests-balance": "verify" },
        "deadlines": [{ "levels": ["township"], "day": "01-10", "what": "报县政务公开办" }] });
    let bad = leave("pack-bad.json", pack.to_string().replace("verify", "severe").as_bytes());
    page.choose_file(&bad);
    page.wait_until("a bad pack is refused with its line", || {
        page.message().contains("第1行") && page.message().contains("severe")
    });
    page.click("dialog.close");
    page.choose_file(&leave("pack.json", pack.to_string().as_bytes()));
    page.wait_until("the pack is in use", || page.value("#nb-tally").contains("错误 0"));
    assert!(page.value("#nb-foot").contains("报县政务公开办"));
    page.go("info");
    page.click("pack.remove");
    page.wait_until("the pack is out of use", || page.value("#nb-tally").contains("错误 1"));
}

fn looked_up(engine: Engine) {
    let Some(page) = unbalanced(engine) else { return };
    page.click_on(".nb-side h2 [data-act=\"rules\"]");
    page.wait_until("the rules are listed", || page.count(".nb-rules details") > 40);
    page.click_on("#nb-rule-requests-balance summary");
    page.wait_until("with their numbers", || {
        page.value("#nb-rule-requests-balance").contains("11 ≠ 12")
    });
    if let Some(source) = axe() {
        let violations = page.violations(&source);
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    }
    page.screenshot("rules");
    page.click("dialog.close");
    page.click_on("[data-rule=\"requests-balance\"] [data-act=\"explain\"]");
    if let Some(source) = axe() {
        let violations = page.violations(&source);
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    }
}
