//! Twins of the browser tests of `manual`, judged by the state alone: when the manual is read,
//! which sections a search shows, where the chapters lead, and when the manual is printed.

use crate::begun;
use crate::world::{Asked, Opening, Window, disk};
use nianbao::desk::{ButtonData, Event};

/// A window with a report in work and the manual open.
fn reading() -> Window {
    let mut window = begun();
    window.type_cell("requests.new.natural", "12");
    window.settle();
    window.press("manual", ButtonData::default());
    window.settle();
    window
}

fn search(window: &mut Window, typed: &str) -> String {
    window.fill("manual.search", typed);
    window.words("nb-manual-found")
}

#[test]
fn opening() {
    let mut window = Window::open(&disk());
    window.settle();
    assert!(window.shows("manual"), "the first screen has a button");
    window.click("manual");
    assert!(window.dialog().contains("正在打开使用说明"), "{}", window.dialog());
    window.settle();
    assert!(window.dialog().contains("不用安装，不联网"), "{}", window.dialog());
    window.click("dialog.close");
    assert_eq!(window.dialog(), "");
    // It is read once.
    window.press("manual", ButtonData::default());
    assert!(window.asked.is_empty() && window.dialog().contains("不用安装，不联网"));
}

#[test]
fn a_manual_that_comes_too_late_stays_closed() {
    let mut window = Window::open(&disk());
    window.settle();
    window.click("manual");
    window.click("dialog.close");
    window.settle();
    assert_eq!(window.dialog(), "");
    // The manual is requested twice; the second answer does not disturb a search.
    let mut window = Window::open(&disk());
    window.settle();
    for _ in 0..2 {
        window.press("manual", ButtonData::default());
    }
    assert!(window.do_next());
    assert!(search(&mut window, "粘贴").contains("第 1 处"));
    window.settle();
    assert_eq!(window.field("nb-f-manual.search"), "粘贴");
    assert!(window.words("nb-manual-text").contains("整块粘贴"));
}

#[test]
fn refused() {
    let mut window = begun();
    window.press("manual", ButtonData::default());
    window.asked.clear();
    let why = || Err("使用说明没有打开：程序的一部分没有装好。".to_owned());
    window.send(Event::ManualRead(why()));
    assert!(window.dialog().contains("没有装好"), "{}", window.dialog());
    assert!(window.dialog().contains("填写的内容没有变化"), "{}", window.dialog());
    window.click("dialog.close");
    // The dialog was closed before the answer, so the answer is ignored.
    window.send(Event::ManualRead(why()));
    assert_eq!(window.dialog(), "");
    // The next time it is asked for again.
    window.press("manual", ButtonData::default());
    assert!(matches!(window.asked.back(), Some(Asked::Manual)));
    window.settle();
    assert!(window.dialog().contains("不用安装，不联网"));
}

#[test]
fn searching() {
    let mut window = reading();
    let before = window.draft();
    let said = search(&mut window, "二维码");
    let count: usize = said
        .strip_prefix("第 1 处，共 ")
        .and_then(|rest| rest.strip_suffix(" 处"))
        .and_then(|count| count.parse().ok())
        .unwrap_or_else(|| panic!("{said}"));
    assert!(count > 2);
    let is_current = |window: &Window, hit: usize| {
        window.attribute(&format!("nb-manual-hit-{hit}"), "aria-current")
    };
    assert!(is_current(&window, 0).is_some());
    assert!(window.done.contains(&"show nb-manual-hit-0".to_owned()));
    let text = window.words("nb-manual-text");
    assert!(text.contains("扫码打开") && !text.contains("照着印好的报告录入时"), "{text}");
    window.press("manual.next", ButtonData::default());
    assert_eq!(window.words("nb-manual-found"), format!("第 2 处，共 {count} 处"));
    assert!(is_current(&window, 0).is_none() && is_current(&window, 1).is_some());
    // Behind the last one comes the first, and the other way about.
    for _ in 0..2 {
        window.press("manual.previous", ButtonData::default());
    }
    assert_eq!(window.words("nb-manual-found"), format!("第 {count} 处，共 {count} 处"));
    window.press("manual.next", ButtonData::default());
    assert_eq!(window.words("nb-manual-found"), format!("第 1 处，共 {count} 处"));
    // In vain.
    assert_eq!(search(&mut window, "没有这个词"), "没有找到“没有这个词”");
    assert!(window.words("nb-manual-text").contains("换一个词试试"));
    window.press("manual.next", ButtonData::default());
    assert_eq!(window.words("nb-manual-found"), "没有找到“没有这个词”");
    // Emptied, all of it is there again.
    assert_eq!(search(&mut window, ""), "");
    assert!(window.words("nb-manual-text").contains("照着印好的报告录入时"));
    // Closing the dialog ends the search, which does not change the report.
    search(&mut window, "粘贴");
    window.press("dialog.close", ButtonData::default());
    window.press("manual", ButtonData::default());
    assert!(window.dialog().contains("照着印好的报告录入时"));
    assert_eq!(window.draft(), before);
}

#[test]
fn chapters() {
    let mut window = reading();
    search(&mut window, "粘贴");
    window.click("manual.go");
    assert_eq!(window.field("nb-f-manual.search"), "", "the search ends");
    assert!(window.words("nb-manual-text").contains("照着印好的报告录入时"));
    assert_eq!(window.screen.focus.as_deref(), Some("nb-manual-at-1"));
    assert_eq!(window.done.last().map(String::as_str), Some("show nb-manual-at-1"));
    window.press("manual.go", ButtonData::default());
    assert_eq!(window.screen.focus.as_deref(), Some("nb-manual-at-1"), "nothing leads nowhere");
}

#[test]
fn printing() {
    let mut window = reading();
    let of_the_report = window.desk.print_name();
    assert_eq!(of_the_report.as_deref(), Some("年报使用说明"));
    window.click("manual.print");
    assert_eq!(window.done.last().map(String::as_str), Some("print"));
    window.click("dialog.close");
    assert_ne!(window.desk.print_name(), of_the_report, "a file is called by what it holds");
    // In an element the browser would print the host page.
    let opening = Opening { embedded: true, ..Opening::default() };
    let mut window = Window::start(&disk(), opening);
    window.settle();
    window.press("manual", ButtonData::default());
    window.settle();
    window.click("manual.print");
    assert!(window.message().contains("浏览器会打印整个网页"), "{}", window.message());
    assert!(!window.done.contains(&"print".to_owned()));
}

#[test]
fn in_a_cell() {
    let mut window = begun();
    let cell = crate::world::cell("requests.new.natural");
    window.enter(cell);
    window.type_into(cell, "12");
    window.press("manual", ButtonData::default());
    // The dialog takes the focus from the cell.
    window.send(Event::CellLeft(cell));
    window.settle();
    window.press("dialog.close", ButtonData::default());
    assert_eq!(window.cell("requests.new.natural"), "12");
    window.press("undo", ButtonData::default());
    assert_eq!(window.cell("requests.new.natural"), "", "it is one step, as ever");
}

#[test]
fn keys_from_the_manual() {
    let mut window = reading();
    window.click("keys");
    assert!(window.dialog().contains("打开使用说明"), "{}", window.dialog());
    assert_eq!(window.desk.print_name().as_deref().map(|name| name.contains("说明")), Some(false));
}
