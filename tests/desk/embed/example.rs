//! Twins of the browser tests of `embed::example`, judged by the state alone: what the embedding
//! page is given and told, and the page for the public.

use super::element;
use crate::world::{Window, words_of};
use nianbao::desk::{ButtonData, HostNotification};
use nianbao::draft;
use nianbao::edition::TableKey;
use nianbao::view::published;
use std::fs;

/// Exports the report as an HTML fragment, which the host page takes.
fn export_fragment(window: &mut Window) -> (String, String) {
    window.around_takes = true;
    window.press("export", ButtonData::default());
    for output in crate::documents() {
        let ticked = if output == "html-fragment" { "true" } else { "" };
        window.fill(&format!("export.{output}"), ticked);
    }
    window.settle();
    window.click("export.save");
    let hint = window.words("nb-out-hint");
    assert!(hint.contains("已交给本网站"), "who took the file is said: {hint}");
    let file = window.downloads.pop().expect("a file");
    (file.name, String::from_utf8(file.bytes).expect("a text"))
}

/// What was last told of the findings.
fn found(window: &Window) -> Option<&HostNotification> {
    window
        .told
        .iter()
        .rev()
        .find(|telling| matches!(telling, HostNotification::FindingsChanged { .. }))
}

#[test]
fn filed_into_a_form() {
    let mut window = element();
    window.go("requests");
    window.press(
        "fill-zero",
        ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() },
    );
    window.type_cell("requests.new.natural", "12");
    window.type_cell("requests.granted.natural", "12");
    assert!(!matches!(found(&window), Some(HostNotification::FindingsChanged { errors: 1.., .. })));
    assert_eq!([window.cell("requests.new.total"), window.cell("requests.total.total")], ["12"; 2]);
    assert_eq!(window.cell("requests.carried_out.total"), "0");
    window.type_cell("requests.carried_in.natural", "1");
    assert!(
        matches!(found(&window), Some(HostNotification::FindingsChanged { errors: 1, .. })),
        "{:?}",
        window.told
    );
    let (name, html) = export_fragment(&mut window);
    assert!(name.contains("2025年政府信息公开工作年度报告（草稿）"), "{name}");
    assert!(html.contains("<article class=\"nianbao\"") && html.contains(">12<"), "{html}");
    assert!(html.contains("nianbao-draft"), "{html}");
}

#[test]
fn framed() {
    let mut window = element();
    window.go("requests");
    window.type_cell("requests.new.natural", "7");
    let (name, html) = export_fragment(&mut window);
    assert!(name.contains("（草稿）"), "{name}");
    assert!(html.contains("<article class=\"nianbao\"") && html.contains(">7<"), "{html}");
}

/// The page for the public: nothing to type into, and the figures of both years.
#[test]
fn published() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/embed/example");
    let read = |name: &str| {
        let text = fs::read_to_string(format!("{folder}/{name}.json")).expect("a draft");
        draft::read(&text).expect("a draft")
    };
    let html = published::page(&read("report-2025"), Some(&read("report-2024")));
    for tag in ["<input", "<textarea", "<select", "<button", "contenteditable"] {
        assert!(!html.contains(tag), "{tag}");
    }
    let figures = html.split_once("nb-figures").expect("the figures").1;
    let figures = figures.split_once("</table>").expect("their end").0;
    let row = |row: &str| -> Vec<String> {
        let cells = row.split_once("</tr>").map_or(row, |(row, _)| row);
        let cells = cells.split("<th").flat_map(|cell| cell.split("<td")).skip(1);
        cells.map(|cell| words_of(&format!("<{cell}")).trim().to_owned()).collect()
    };
    let rows: Vec<Vec<String>> = figures.split("<tr>").skip(1).map(row).collect();
    for wanted in [
        ["新收申请", "39", "32", "增加 7，21.9%", ""],
        ["行政诉讼", "1", "1", "持平", ""],
        ["行政处罚决定", "38", "45", "减少 7，15.6%", ""],
    ] {
        assert!(rows.contains(&wanted.map(str::to_owned).to_vec()), "{rows:?}");
    }
    let whole = html.split_once("nb-whole").expect("the report").1;
    assert!(words_of(whole).contains("公开政府信息312条"));
}
