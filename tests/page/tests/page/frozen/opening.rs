//! Opens files of every kind.

use super::{Scenario, draft, folder, give};
use page_tests::outside::leave;
use page_tests::places;
use page_tests::typing::key;
use std::fs;

#[test]
fn chromium() {
    let Some(mut scenario) = Scenario::start("opening") else { return };
    worked(&mut scenario);
    documents(&mut scenario);
    refused(&mut scenario);
    scanned(&mut scenario);
    sequel(&mut scenario);
    scenario.finish();
}

/// Waits until a report is open.
fn wait_open(scenario: &Scenario) {
    let page = &scenario.page;
    page.wait_until("the report is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
}

/// A draft in the middle of work, in all its parts.
fn worked(scenario: &mut Scenario) {
    scenario.page.choose_file(&draft("worked-2024"));
    wait_open(scenario);
    scenario.step("worked");
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other"] {
        scenario.page.go(part);
        scenario.step(&format!("worked-{part}"));
    }
    scenario.page.click_on("#nb-findings [data-act=\"finding\"]");
    scenario.step("worked-finding");
    scenario.page.keys(&key::F8.to_string());
    scenario.step("worked-next-finding");
    scenario.page.click("export");
    scenario.page.wait_written(&["docx", "html", "check-sheet"]);
    scenario.step("worked-export");
    scenario.close_dialog();
    scenario.page.choose_file(&draft("worked-2024"));
    scenario.step("worked-again");
}

/// Documents of the program itself: unchanged, and with a number that was changed by hand.
fn documents(scenario: &mut Scenario) {
    for extension in ["docx", "xlsx"] {
        scenario.page.click("home");
        let file = folder().join("documents/distinct-2021").with_extension(extension);
        scenario.page.choose_file(&file);
        wait_open(scenario);
        scenario.step(&format!("opened-{extension}"));
    }
    scenario.page.click("home");
    let html = fs::read_to_string(folder().join("documents/distinct-2019.html")).expect("a page");
    let number = html.find("</td>").expect("a table");
    let number = html[..number].rfind('>').expect("a cell") + 1;
    let changed = format!("{}9{}", &html[..number], &html[number..]);
    scenario.page.choose_file(&leave("frozen-changed.html", changed.as_bytes()));
    wait_open(scenario);
    scenario.step("opened-changed");
    if scenario.page.has("[data-act=\"carried\"]") {
        scenario.press("carried", "carried-taken");
    }
}

fn refused(scenario: &mut Scenario) {
    scenario.page.click("home");
    for name in ["truncated", "newer", "gbk"] {
        let file = places::repository().join(format!("tests/corpus/drafts/bad/{name}.json"));
        scenario.page.choose_file(&file);
        scenario.page.wait_until("it is refused", || scenario.page.has(".nb-dialog"));
        scenario.step(&format!("refused-{name}"));
        scenario.close_dialog();
    }
    let lines: String = ["zero", "blank"]
        .map(|name| {
            let text = fs::read_to_string(draft(name)).expect("a draft");
            text.lines().map(str::trim_start).collect::<String>() + "\n"
        })
        .concat();
    let file = leave("frozen-drafts.jsonl", format!("{lines}no draft\n").as_bytes());
    scenario.page.choose_file(&file);
    scenario.page.wait_until("they are taken in", || scenario.page.has(".nb-dialog"));
    scenario.step("drafts-taken-in");
    scenario.close_dialog();
}

/// The digits of a data code are entered, at first incompletely.
fn scanned(scenario: &mut Scenario) {
    let codes = fs::read_to_string(folder().join("codes.txt")).expect("the data codes");
    let digits = codes.lines().find_map(|line| line.strip_prefix("zero  ")).expect("a code");
    scenario.press("scan", "scan");
    scenario.press("scan.open", "scan-nothing");
    let set = "const field = document.querySelector('[data-field=\"scan.digits\"]');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    scenario.page.js(set, &[digits[..100].into()]);
    scenario.step("scan-some");
    scenario.press("scan.open", "scan-too-few");
    scenario.page.js(set, &[digits.into()]);
    scenario.step("scan-all");
    scenario.page.click("scan.open");
    wait_open(scenario);
    scenario.step("scanned");
    scenario.close_dialog();
}

/// This year's report is begun from that of the year before.
fn sequel(scenario: &mut Scenario) {
    scenario.page.click("home");
    scenario.page.wait_until("the drafts are listed", || scenario.page.has("#nb-f-nowhere"));
    scenario.step("many-drafts");
    give(&scenario.page, "sequel", &draft("distinct-2021"));
    wait_open(scenario);
    scenario.step("sequel");
    scenario.page.go("requests");
    scenario.step("sequel-requests");
}
