//! Tests what a screen reader reads aloud: names of cells, news of findings, names of windows and
//! regions.

use super::with_faults;
use crate::begun;
use page_tests::outside::spoken_names;
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine};
use serde_json::json;
use std::collections::BTreeMap;

in_every_engine! { cells news window }

/// Every cell of both editions is named as in the official form, and no two names are equal.
fn cells(engine: Engine) {
    for (edition, year) in [("2019", 2020), ("2021", 2025)] {
        let Some(expected) = spoken_names(edition) else { return };
        let Some(page) = begun(engine, year) else { return };
        let mut heard: BTreeMap<String, String> = BTreeMap::new();
        for part in ["disclosure", "requests", "disputes"] {
            page.go(part);
            let script = "return [...document.querySelectorAll(\
                `[data-cell^=\"${arguments[0]}.\"]`)].map(e => e.dataset.cell)";
            let cells = page.js(script, &[json!(part)]);
            for cell in cells.as_array().into_iter().flatten().filter_map(|cell| cell.as_str()) {
                let selector = format!("[data-cell=\"{cell}\"]");
                let label = page.label(&selector).unwrap_or_else(|e| panic!("{cell}: {e}"));
                heard.insert(cell.to_owned(), label.trim_end_matches("（计算）").to_owned());
            }
        }
        let wrong: Vec<String> = expected
            .iter()
            .filter(|(cell, name)| heard.get(*cell) != Some(name))
            .map(|(cell, name)| format!("{cell}: {:?} instead of {name}", heard.get(cell)))
            .collect();
        assert!(
            wrong.is_empty() && heard.len() == expected.len(),
            "{edition} in {}:\n{}",
            engine.name(),
            wrong.join("\n")
        );
    }
}

/// Records each text of the region for news.
fn listen(page: &Page) {
    page.js(
        "window.nbHeard = [];
         const said = () => (document.getElementById('nb-heard') || {}).textContent;
         let last = said();
         new MutationObserver(() => {
           const words = said();
           if (words && words !== last) nbHeard.push(last = words);
         }).observe(document.documentElement, {
           childList: true, subtree: true, characterData: true });",
        &[],
    );
}

fn heard(page: &Page) -> Vec<String> {
    let all = page.js("return nbHeard", &[]);
    all.as_array()
        .into_iter()
        .flatten()
        .filter_map(|words| words.as_str())
        .map(str::to_owned)
        .collect()
}

/// Findings are announced politely, and once a number is finished, not while it is typed.
fn news(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    page.wait_until("what was found is told", || page.value("#nb-heard").contains("错误 1"));
    let polite = "return [...document.querySelectorAll(\
        '[aria-live=\"assertive\"], [role=\"alert\"]')].length + ' ' \
        + document.getElementById('nb-heard').getAttribute('role')";
    assert_eq!(page.js(polite, &[]), json!("0 status"));
    // The report is saved all the time; that is not announced.
    assert_eq!(
        page.js("return document.getElementById('nb-saved').getAttribute('aria-live')", &[]),
        json!("off")
    );
    page.go("requests");
    listen(&page);
    page.enter_cell("requests.new.business");
    for digit in ["1", "2", "3"] {
        page.keys(digit);
        // The pause is longer than the one after which findings are announced.
        page.let_timers_fire(std::time::Duration::from_millis(1200));
    }
    assert_eq!(heard(&page), [] as [&str; 0], "nothing while a number is typed");
    page.keys(&key::TAB.to_string());
    page.wait_until("it is told", || !heard(&page).is_empty());
    let told = heard(&page);
    assert!(
        told.len() == 1
            && told[0].contains("新错误：「商业企业」一列收办不平")
            && told[0].contains("错误 2"),
        "{told:?}"
    );
    page.chord(&[key::CONTROL], 'z');
    page.wait_until("that it is gone as well", || {
        heard(&page)
            .last()
            .is_some_and(|words| words.contains("没有了") && words.contains("错误 1"))
    });
}

fn window(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    let title = || page.js("return document.title", &[]).as_str().unwrap_or_default().to_owned();
    page.go("requests");
    assert_eq!(title(), "三、收到和处理政府信息公开申请情况 · 示例县城关镇人民政府 2025 年 · 年报");
    assert_eq!(page.js("return document.documentElement.lang", &[]), json!("zh-CN"));
    let landmarks = "return ['header', 'nav', '[role=\"main\"]', 'aside']\
        .map(s => [...document.querySelectorAll(s)].filter(e => e.getClientRects().length).length)";
    assert_eq!(page.js(landmarks, &[]), json!([1, 1, 1, 1]));
    let headings =
        "return [...document.querySelectorAll('h1')].filter(e => e.getClientRects().length).length";
    assert_eq!(page.js(headings, &[]), json!(1));
    page.click("home");
    page.wait_until("the first screen is there", || page.shows("[data-act=\"new\"]"));
    assert_eq!(title(), "政府信息公开工作年度报告 · 年报");
}
