//! Twin of the browser test of `offline`, judged by the state alone: how the dialog shows the
//! answers of the browser.

use crate::world::{Asked, Window, attribute, disk, tags, words_of};
use nianbao::desk::{ButtonData, Event};

/// The ways of sending that the dialog lists, in order, and what is said of each.
fn listed(window: &Window) -> Vec<(String, String)> {
    let html = window.dialog_html();
    let tagged = |tag: &str| Some((attribute(tag, "data-way")?, tag.to_owned()));
    let ways: Vec<_> = tags(&html).into_iter().filter_map(tagged).collect();
    let said = |tag: &str| {
        let words = html.split_once(tag).expect("the tag").1;
        words_of(words.split_once("</span>").expect("its end").0)
    };
    ways.into_iter().map(|(way, tag)| (way, said(&tag))).collect()
}

/// The browser answers what came of each way.
fn answer(window: &mut Window, answers: &[(&str, &str)]) {
    let tried = window.asked.pop_back();
    assert!(matches!(tried, Some(Asked::TryToSend)), "it is tried: {tried:?}");
    let answers = answers.iter().map(|(way, word)| ((*way).to_owned(), (*word).to_owned()));
    window.send(Event::NetworkProbed(answers.collect()));
}

#[test]
fn shown() {
    let mut window = Window::open(&disk());
    window.settle();
    window.click("offline");
    assert!(window.dialog().contains("正在试"), "{}", window.dialog());
    answer(
        &mut window,
        &[
            ("fetch", "refused"),
            ("request", "refused"),
            ("socket", "failed"),
            ("image", "refused"),
            ("beacon", "absent"),
        ],
    );
    let refused = "✓ 被本页的安全策略拒绝";
    let expected = [
        ("fetch", refused),
        ("request", refused),
        ("socket", "✓ 没有发出去"),
        ("image", refused),
        ("beacon", "✓ 这个浏览器没有这项功能"),
    ];
    let expected = expected.map(|(way, words)| (way.to_owned(), words.to_owned()));
    assert_eq!(listed(&window), expected);
    window.click("dialog.close");
    assert_eq!(window.dialog(), "");
}

#[test]
fn a_way_that_the_browser_does_not_speak_of_may_have_passed() {
    let mut window = Window::open(&disk());
    window.settle();
    window.press("offline", ButtonData::default());
    answer(&mut window, &[("fetch", "refused")]);
    let passed = listed(&window).into_iter().filter(|(_, words)| words.starts_with('✗')).count();
    assert_eq!(passed, 4);
    assert!(window.dialog().contains("请停止使用"), "{}", window.dialog());
}
