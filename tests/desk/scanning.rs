//! Twins of the browser tests of `scanning`, judged by the state alone: the digits of a data code
//! that a scanner types open the tables of a report.

use crate::world::{Window, disk};
use crate::{corpus, opened};
use nianbao::desk::Event;
use nianbao::draft;

const REPORT: &str = "distinct-2021";

#[test]
fn scanned() {
    let mut window = opened(REPORT);
    let report = draft::read(&corpus(REPORT)).expect("a draft");
    let digits = draft::code::write(&report).expect("a code");
    let cells = window.cell("requests.new.natural");
    window.click("home");
    window.settle();
    window.click("scan");
    let (first, _) = digits.split_at(digits.len() / 2);
    let wide: String = first
        .chars()
        .filter_map(|c| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')))
        .collect();
    window.fill("scan.digits", &wide);
    let note = window.words("nb-scan-note");
    assert!(note.contains(&format!("已收到 {} 位，共 {} 位", first.len(), digits.len())), "{note}");
    window.fill("scan.digits", &digits);
    assert!(window.words("nb-scan-note").contains("全部收到"));
    assert!(nianbao::desk::is_complete_code(&digits));
    window.click("scan.open");
    window.settle();
    assert!(window.message().contains("没有文字"), "{}", window.message());
    assert_eq!(window.cell("requests.new.natural"), cells);
}

#[test]
fn spoiled() {
    let mut window = Window::open(&disk());
    window.settle();
    window.click("scan");
    for (typed, said) in
        [("", "还没有收到数字"), ("20250131", "不是年报的二维码"), ("711105001234567890", "少了")]
    {
        window.fill("scan.digits", typed);
        window.click("scan.open");
        window.settle();
        let note = window.words("nb-scan-note");
        assert!(note.contains(said), "{typed}: {note}");
    }
    // A code whose reading ends after its dialog was closed is ignored.
    window.click("dialog.close");
    window.send(Event::DataCodeDecoded(Ok(corpus(REPORT))));
    window.settle();
    assert!(window.draft().is_none());
}
