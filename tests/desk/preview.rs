//! Twins of the browser tests of `preview`, judged by the state alone: when pages are laid out, how
//! they are shown, where they lead, and when they are printed.

use crate::world::{Opening, Window};
use crate::{begun, corpus, disk, opened};
use nianbao::desk::{ButtonData, Event};

/// A window with a report that has content everywhere, and the preview open.
fn previewing() -> Window {
    let mut window = opened("distinct-2021");
    window.press("preview", ButtonData::default());
    window.settle();
    assert!(window.pages() > 1);
    window
}

fn is_fresh(window: &Window) -> bool {
    window.attribute("nb-pane", "data-fresh").is_some()
}

fn to(aim: &str) -> ButtonData {
    ButtonData { to: Some(aim.to_owned()), ..ButtonData::default() }
}

#[test]
fn beside() {
    let mut window = previewing();
    assert!(window.desk.previews() && is_fresh(&window));
    window.press("preview", ButtonData::default());
    assert!(!window.desk.previews());
    assert_eq!(window.screen.focus.as_deref(), Some("nb-preview"));
    window.press("preview", ButtonData::default());
    assert!(window.desk.previews());
    window.press("preview.close", ButtonData::default());
    assert!(!window.desk.previews());
}

#[test]
fn leading() {
    let mut window = previewing();
    for (aim, field) in [
        ("requests.partial.welfare", "nb-c-requests.partial.welfare"),
        ("requests.total.natural", "nb-c-requests.total.natural"),
        ("disclosure.normative.issued", "nb-c-disclosure.normative.issued"),
        ("title", "nb-f-agency.name"),
        ("table_notes.requests", "nb-f-table_notes.requests"),
        ("signature.date", "nb-f-signature.date"),
    ] {
        window.press("preview.to", to(aim));
        assert_eq!(window.screen.focus.as_deref(), Some(field), "{aim}");
    }
    window.press("preview.to", to("overview/2"));
    assert!(window.done.contains(&"to paragraph nb-prose-overview 2".to_owned()));
    window.send(Event::FormTargetFocused(Some("requests.partial.legal".to_owned())));
    let mark = "mark Some(\"requests.partial.legal\") false".to_owned();
    assert_eq!(window.done.last(), Some(&mark), "the place in hand is marked");
    window.press("preview.follow", ButtonData::default());
    assert_eq!(window.done.last(), Some(&"mark Some(\"requests.partial.legal\") true".to_owned()));
}

#[test]
fn changing() {
    let mut window = previewing();
    window.type_cell("disputes.review.upheld", "4321");
    assert!(!is_fresh(&window), "the pages are of before");
    window.lay_out();
    assert!(is_fresh(&window));
    let pages = window.html();
    assert!(pages.contains("4321"), "the page shows the number");
    window.press("undo", ButtonData::default());
    window.lay_out();
    assert!(!window.html().contains("4321"));
    // A change while pages are being laid out makes them outdated when they arrive.
    window.type_cell("disputes.review.upheld", "1");
    window.keep();
    window.pages_due = false;
    window.send(Event::PreviewDue);
    window.type_cell("disputes.review.upheld", "2");
    window.pages_due = false;
    window.settle();
    assert!(!is_fresh(&window) && window.pages_due, "they are made once more at the next pause");
}

/// An element does not fetch the office module for pages that nobody looks at.
#[test]
fn unasked() {
    let asks = |embedded| {
        let mut window = Window::start(&disk(), Opening { embedded, ..Opening::default() });
        window.settle();
        window.give("distinct-2021.json", corpus("distinct-2021").as_bytes());
        window.settle();
        window.type_cell("disputes.review.upheld", "77");
        window.send(Event::PreviewDue);
        let before = window.take_request().is_some();
        window.press("preview", ButtonData::default());
        (before, window.take_request().is_some())
    };
    assert_eq!(asks(true), (false, true), "inside another page, only for the open preview");
    assert!(asks(false).0, "a page of its own has pages at hand for the print command");
}

#[test]
fn sizes() {
    let mut window = previewing();
    let actual = ButtonData { value: Some("actual".to_owned()), ..ButtonData::default() };
    window.press("preview.zoom", actual);
    assert!(window.desk.previews());
    window.press("preview.full", ButtonData::default());
    assert_eq!(window.screen.focus.as_deref(), Some("nb-pages"));
    // A click on a piece leads to its cell in the form.
    window.press("preview.to", to("requests.new.natural"));
    assert_eq!(window.screen.focus.as_deref(), Some("nb-c-requests.new.natural"));
    assert!(window.desk.previews(), "beside again");
    window.press("preview.close", ButtonData::default());
    // A narrow screen has no room beside the form.
    window.width = 900;
    window.press("preview", ButtonData::default());
    assert_eq!(window.screen.focus.as_deref(), Some("nb-pages"), "it lies over everything");
    window.press("preview.to", to("requests.new.natural"));
    assert!(!window.desk.previews());
}

#[test]
fn failing() {
    let mut window = previewing();
    let pages = window.pages();
    window.type_cell("disputes.review.upheld", "77");
    window.send(Event::PreviewDue);
    let version = window.take_request().expect("pages are asked for");
    let why = "排版时程序出了错，填写的内容没有变化。".to_owned();
    window.send(Event::PagesLaidOut { version, answer: Err(why) });
    assert!(window.words("nb-p-note").contains("排版时程序出了错"));
    assert_eq!(window.pages(), pages, "the last good pages stay");
    window.press("preview.retry", ButtonData::default());
    window.settle();
    assert!(is_fresh(&window));
    let mut window = begun();
    window.press("preview", ButtonData::default());
    window.settle();
    assert!(window.words("nb-p-note").contains("空白的版面"), "{}", window.words("nb-p-note"));
}

#[test]
fn printing() {
    let mut window = previewing();
    window.press("preview.close", ButtonData::default());
    window.press("print", ButtonData::default());
    let printed = |window: &Window| window.done.iter().filter(|done| *done == "print").count();
    assert_eq!(printed(&window), 1);
    window.type_cell("disputes.review.upheld", "388");
    window.press("print", ButtonData::default());
    assert_eq!(printed(&window), 1, "the pages are made first");
    window.settle();
    assert_eq!(printed(&window), 2);
    let name = window.desk.print_name().expect("a name");
    assert!(name.starts_with("示例市人民政府2021年"), "{name}");
}

#[test]
fn too_early() {
    let mut window = opened("distinct-2021");
    window.type_cell("requests.new.natural", "12345");
    window.press("preview", ButtonData::default());
    assert!(window.words("nb-p-note").contains("正在排版"), "{}", window.words("nb-p-note"));
    window.press("print", ButtonData::default());
    assert!(window.message().contains("排好就打印"), "{}", window.message());
    assert!(!window.done.contains(&"print".to_owned()));
    let version = window.take_request().expect("pages are asked for");
    window.send(Event::PagesLaidOut { version, answer: Err("没有排成。".to_owned()) });
    assert!(window.message().contains("没有打印：没有排成。"), "{}", window.message());
}
