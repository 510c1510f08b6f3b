//! Twins of the browser tests of `access::keys`, judged by the state alone: the effects of the
//! acts that keys trigger. The browser tests check which key triggers which act.

use super::faults::with_faults;
use crate::filing::{Paper, exports, type_whole};
use crate::world::{Window, attribute, cell, disk, tags};
use nianbao::desk::ButtonData;

/// The whole report is typed with Tab from cell to cell ([`type_whole`]), and the Word file comes
/// out.
#[test]
fn filed() {
    let mut window = Window::open(&disk());
    window.settle();
    type_whole(&mut window, &Paper::of("distinct-2021-as-issued"));
    let word = exports(&mut window, "docx");
    assert!(word.bytes.starts_with(b"PK"));
}

/// The keys of all findings in the list.
fn findings(window: &Window) -> Vec<String> {
    let html = window.html();
    let mut keys: Vec<String> = tags(&html)
        .into_iter()
        .filter(|tag| attribute(tag, "data-rule").is_some())
        .filter_map(|tag| attribute(tag, "data-finding"))
        .collect();
    keys.dedup();
    keys
}

/// The key of the finding that is lit.
fn lit(window: &Window) -> String {
    let html = window.html();
    let is_lit = |tag: &&str| {
        attribute(tag, "class").is_some_and(|class| class.split(' ').any(|one| one == "nb-on"))
            && attribute(tag, "data-rule").is_some()
    };
    let tag = tags(&html).into_iter().find(is_lit).expect("a finding is lit");
    attribute(tag, "data-finding").expect("its key")
}

#[test]
fn regions() {
    let mut window = with_faults();
    window.go("requests");
    // Skipping leads into the part, and where a cell is in hand, to that.
    window.press("skip", ButtonData::default());
    assert_eq!(window.done.last().map(String::as_str), Some("into the part"));
    window.enter(cell("requests.carried_in.natural"));
    window.screen.focus = None;
    window.press("skip", ButtonData::default());
    assert_eq!(window.screen.focus.as_deref(), Some("nb-c-requests.carried_in.natural"));
    // F8 leads from each finding to the next, and from the last one to the first.
    window.press("finding.next", ButtonData::default());
    let first = lit(&window);
    let mut keys = vec![first.clone()];
    loop {
        window.press("finding.next", ButtonData::default());
        let now = lit(&window);
        if now == first || keys.len() > 40 {
            break;
        }
        keys.push(now);
    }
    assert_eq!(keys, findings(&window), "each once, in the order of the list");
    window.press("finding.previous", ButtonData::default());
    assert_eq!(Some(&lit(&window)), keys.last());
}

#[test]
fn dialogs() {
    let mut window = with_faults();
    for (act, words) in [("manual", "使用说明"), ("keys", "F8")] {
        window.press(act, ButtonData::default());
        window.settle();
        assert!(window.dialog().contains(words), "{act}: {}", window.dialog());
        window.click("dialog.close");
        assert_eq!(window.dialog(), "");
    }
    // In a field the key of the help is a character like others.
    window.go("info");
    window.fill("preface.url", "?");
    assert_eq!(
        (window.dialog(), window.field("nb-f-preface.url")),
        (String::new(), "?".to_owned())
    );
    window.click("export");
    assert!(window.shows("export.save"));
    window.click("dialog.close");
    assert_eq!(window.dialog(), "");
}

#[test]
fn errors_before_export() {
    let mut window = with_faults();
    window.click("export");
    window.settle();
    let html = window.dialog_html();
    let first = tags(&html).into_iter().find(|tag| tag.contains(" data-first")).expect("a first");
    assert_eq!(attribute(first, "id").as_deref(), Some("nb-export-errors"), "it has the focus");
    assert_eq!(attribute(first, "aria-labelledby").as_deref(), Some("nb-errs-h"));
    let name = html.split_once("id=\"nb-errs-h\"").expect("its name").1;
    assert!(name.starts_with(">还有 1 处错误"), "{name}");
    window.click("export.errors");
    assert_eq!(window.dialog(), "");
    assert!(window.title().contains("三、"), "the part is open: {}", window.title());
    let focus = window.screen.focus.clone().expect("a focus");
    assert!(focus.starts_with("nb-c-requests."), "{focus}");
    // The error is the description of the cell for screen readers.
    assert_eq!(window.attribute(&focus, "aria-invalid").as_deref(), Some("true"));
    let described = window.attribute(&focus, "aria-describedby").expect("a description");
    let html = window.html();
    let told = html.split_once(&format!("id=\"{described}\"")).expect("what describes it").1;
    let told = told.split_once("</").expect("its end").0;
    assert!(told.contains("收办不平"), "{told}");
}

#[test]
fn before_the_pages() {
    let mut window = with_faults();
    window.go("requests");
    window.press("preview", ButtonData::default());
    window.settle();
    assert!(window.pages() > 1);
    window.press("preview.full", ButtonData::default());
    assert_eq!(window.screen.focus.as_deref(), Some("nb-pages"), "nothing under the pages has it");
    let covered = ["nb-nav", "nb-main", "nb-side"];
    let inert = |window: &Window| covered.map(|id| window.attribute(id, "inert").is_some());
    assert_eq!(inert(&window), [true; 3], "nothing under them can take it");
    window.press("finding.next", ButtonData::default());
    assert_eq!(inert(&window), [false; 3], "the form can be seen");
    let focus = window.screen.focus.clone().expect("a focus");
    assert!(focus.starts_with("nb-c-requests."), "{focus}");
}
