//! Twins of the browser tests of `embed::around`, judged by the state alone: what the embedding
//! page is told, and what it may do.

use super::{blank, element, opening};
use crate::world::{Opening, Window, disk};
use nianbao::desk::{ButtonData, Event, HostNotification};
use nianbao::draft;
use nianbao::edition::TableKey;
use nianbao::rules::RULE_SET;

#[test]
fn arriving() {
    let window = element();
    assert_eq!(window.screen.focus, None, "opening takes no focus that is elsewhere");
    assert!(!window.done.contains(&"show nb-work".to_owned()), "nor the place");
    assert_eq!(window.told.last(), Some(&HostNotification::Opened));
}

#[test]
fn told() {
    let mut window = element();
    window.press(
        "fill-zero",
        ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() },
    );
    window.told.clear();
    window.type_cell("requests.new.natural", "3");
    assert!(window.told.contains(&HostNotification::Changed));
    let imbalance = |telling: &HostNotification| {
        matches!(telling, HostNotification::FindingsChanged { errors: 1, .. })
    };
    assert!(window.told.iter().any(imbalance), "{:?}", window.told);
    window.told.clear();
    window.press("save", ButtonData::default());
    assert_eq!(window.told, [], "saving changes nothing");
    window.around_takes = true;
    window.press("save", ButtonData::default());
    assert!(window.message().contains("已交给本网站"), "{}", window.message());
    assert!(window.saved().contains("已交给本网站草稿文件"), "{}", window.saved());
}

#[test]
fn driven() {
    let mut window = element();
    window.type_cell("requests.new.natural", "3");
    window.type_cell("requests.new.business", "4");
    assert_eq!(window.cell("requests.new.business"), "4");
    window.press("undo", ButtonData::default());
    assert_eq!(window.cell("requests.new.business"), "", "what was set can be taken back");
    let seen = window.seen();
    window.send(Event::HostOpenedDraft {
        draft: "{\"nianbao\": 99, \"year\": 2025}".to_owned(),
        seen: seen.clone(),
    });
    assert_eq!(window.cell("requests.new.natural"), "3", "nothing has changed");
    window.send(Event::HostOpenedDraft { draft: blank(2024), seen });
    assert_eq!(window.cell("requests.new.natural"), "");
}

#[test]
fn attributes() {
    let pack = r#"{"nianbao_rule_pack": 1, "name": "示例县核对要求",
        "terms": [{ "wrong": "放管服", "right": "优化服务" }]}"#;
    let disk = disk();
    let mut report = draft::read(&blank(2025)).expect("a draft");
    report.rule_packs.push("示例县核对要求".to_owned());
    let opening = Opening {
        draft: Some(draft::write(&report, RULE_SET.version)),
        packs: vec![pack.to_owned()],
        ..opening(2025)
    };
    let mut window = Window::start(&disk, opening);
    window.settle();
    assert!(
        window.words("nb-foot").contains("规则包 示例县核对要求"),
        "{}",
        window.words("nb-foot")
    );
    window.type_cell("requests.new.natural", "3");
    window.settle();
    drop(window.close());
    // Another year is another report; the first one is shown again when its year is set again.
    let year = |year: u16| {
        let mut window = Window::start(&disk, self::opening(year));
        window.settle();
        window.cell("requests.new.natural")
    };
    assert_eq!(year(2024), "");
    assert_eq!(year(2025), "3", "the draft of that year goes on");
}

#[test]
fn refused() {
    let disk = disk();
    {
        let mut disk = disk.borrow_mut();
        (disk.store, disk.notes_full) = (crate::world::Store::Full, true);
    }
    let mut window = Window::start(&disk, opening(2025));
    window.settle();
    window.type_cell("requests.new.natural", "3");
    window.settle();
    assert!(window.saved().contains("不让保存"), "{}", window.saved());
    // The window holds a version that no store accepts, and the next instance starts from it.
    window.type_cell("requests.new.business", "4");
    window.settle();
    let mut window = window.trap();
    window.settle();
    assert_eq!(window.cell("requests.new.natural"), "3");
}

#[test]
fn printing_is_the_affair_of_the_page_around() {
    let mut window = element();
    window.press("print", ButtonData::default());
    assert!(window.message().contains("本页嵌在别的网页里"), "{}", window.message());
}
