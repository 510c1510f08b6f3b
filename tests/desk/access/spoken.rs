//! Twins of the browser tests of `access::spoken`, judged by the state alone: the names of cells,
//! the news of findings, the titles of windows, and the regions.

use super::faults::with_faults;
use crate::outside;
use crate::world::{Window, attribute, cell, disk, tags};
use nianbao::desk::{ButtonData, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What each cell should be called, by a program that shares nothing with the product.
fn expected(edition: &str) -> Option<BTreeMap<String, String>> {
    let python = outside::python("json", "spoken_names.py")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside/spoken_names.py");
    let output = Command::new(python).arg(script).arg(edition).output().expect("Python starts");
    let said = String::from_utf8_lossy(&output.stderr);
    Some(serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}")))
}

#[test]
fn cells() {
    for (edition, year) in [("2019", 2020), ("2021", 2025)] {
        let mut window = Window::open(&disk());
        window.settle();
        window.begin("示例县城关镇人民政府", year);
        let html = window.html();
        let named = |tag: &str| {
            let name = attribute(tag, "aria-label")?;
            Some((attribute(tag, "data-cell")?, name.trim_end_matches("（计算）").to_owned()))
        };
        let heard: BTreeMap<String, String> = tags(&html).into_iter().filter_map(named).collect();
        let distinct: BTreeSet<&String> = heard.values().collect();
        assert!(!heard.is_empty() && distinct.len() == heard.len(), "{edition}: no two are alike");
        let Some(expected) = expected(edition) else { return };
        assert_eq!(heard, expected, "{edition}");
    }
}

/// How many elements have this value of an attribute that makes a screen reader announce changes.
fn roles(window: &Window, name: &str, value: &str) -> usize {
    let html = window.html();
    tags(&html).into_iter().filter(|tag| attribute(tag, name).as_deref() == Some(value)).count()
}

#[test]
fn news() {
    let mut window = with_faults();
    window.send(Event::Idle);
    assert!(window.words("nb-heard").contains("错误 1"), "{}", window.words("nb-heard"));
    assert_eq!((roles(&window, "aria-live", "assertive"), roles(&window, "role", "alert")), (0, 0));
    let html = window.html();
    let is_heard = |tag: &&str| attribute(tag, "id").as_deref() == Some("nb-heard");
    let region = tags(&html).into_iter().find(is_heard).expect("the region for news");
    assert_eq!(attribute(region, "role").as_deref(), Some("status"));
    // The report is saved all the time, which is not announced.
    assert_eq!(window.attribute("nb-saved", "aria-live").as_deref(), Some("off"));
    window.go("requests");
    let before = window.words("nb-heard");
    let business = cell("requests.new.business");
    window.enter(business);
    for typed in ["1", "12", "123"] {
        window.type_into(business, typed);
        window.send(Event::Idle);
        assert_eq!(window.words("nb-heard"), before, "nothing while a number is typed");
    }
    window.send(Event::CellLeft(business));
    window.send(Event::Idle);
    let told = window.words("nb-heard");
    assert!(told.contains("新错误：「商业企业」一列收办不平") && told.contains("错误 2"), "{told}");
    window.press("undo", ButtonData::default());
    window.send(Event::Idle);
    let told = window.words("nb-heard");
    assert!(told.contains("没有了") && told.contains("错误 1"), "{told}");
}

#[test]
fn window() {
    let mut window = with_faults();
    window.go("requests");
    let title = "三、收到和处理政府信息公开申请情况 · 示例县城关镇人民政府 2025 年 · 年报";
    assert_eq!(window.title(), title);
    let html = window.html();
    let begins = |name: &str| tags(&html).into_iter().filter(|tag| tag.starts_with(name)).count();
    assert_eq!(["<header", "<nav", "<aside"].map(begins), [1, 1, 1]);
    // Each part has a heading of its own, and one part is shown.
    let panels: Vec<String> = tags(&html)
        .into_iter()
        .filter_map(|tag| attribute(tag, "id"))
        .filter(|id| id.starts_with("nb-panel-"))
        .collect();
    assert_eq!((panels.len(), begins("<h1")), (7, 7));
    let shown = panels.iter().filter(|panel| window.attribute(panel, "hidden").is_none());
    assert_eq!(shown.collect::<Vec<_>>(), ["nb-panel-requests"]);
    window.click("home");
    assert_eq!(window.title(), "政府信息公开工作年度报告 · 年报");
}
