//! Twins of the browser tests of `embed::life`, judged by the state alone: instances do not affect
//! each other, and what was typed outlives them.

use super::{begun_in, blank};
use crate::world::{Opening, Shared, Window, disk};
use nianbao::desk::{ButtonData, HostNotification};
use nianbao::edition::TableKey;

/// An element with a store of its own.
fn element(name: &str, disk: &Shared) -> Window {
    let draft = blank(2025).replace("城关镇", name);
    let draft = Some(draft);
    begun_in(disk, Opening { draft, fresh: true, embedded: true, ..Opening::default() })
}

/// Typing, findings, undo and saving in one of two elements do not affect the other.
#[test]
fn two() {
    let stores = [disk(), disk()];
    let mut jia = element("jia镇", &stores[0]);
    let mut yi = element("yi镇", &stores[1]);
    jia.go("requests");
    jia.press("fill-zero", ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() });
    jia.type_cell("requests.new.natural", "12");
    assert!(!jia.findings().is_empty(), "the imbalance is found");
    assert!(yi.findings().is_empty() && yi.cell("requests.new.natural").is_empty());
    yi.go("requests");
    yi.type_cell("requests.new.natural", "7");
    yi.click("undo");
    assert_eq!(jia.cell("requests.new.natural"), "12");
    assert!(jia.words("nb-who").contains("jia镇"), "{}", jia.words("nb-who"));
    assert_eq!(yi.cell("requests.new.natural"), "");
    for window in [&mut jia, &mut yi] {
        window.settle();
    }
    let kept = stores.each_ref().map(|disk| disk.borrow().kept());
    assert_eq!(kept.each_ref().map(Vec::len), [1, 1]);
    assert!(kept[0][0].agency.contains("jia镇") && kept[1][0].agency.contains("yi镇"));
}

/// Taken away for a while it comes back with what was typed.
#[test]
fn moved() {
    let disk = disk();
    let mut window = element("jia镇", &disk);
    window.go("requests");
    window.type_cell("requests.new.natural", "12");
    window.type_cell("requests.new.business", "3");
    let current = window.close().current;
    let mut window = begun_in(&disk, Opening { current, embedded: true, ..Opening::default() });
    assert_eq!(window.told.last(), Some(&HostNotification::Opened));
    window.go("requests");
    let numbers = [window.cell("requests.new.natural"), window.cell("requests.new.business")];
    assert_eq!(numbers, ["12", "3"]);
}

/// An instance that traps is replaced without loss of typed content; the other is not affected.
#[test]
fn trapped() {
    let stores = [disk(), disk()];
    let mut jia = element("jia镇", &stores[0]);
    let mut yi = element("yi镇", &stores[1]);
    for window in [&mut jia, &mut yi] {
        window.go("requests");
        window.type_cell("requests.new.natural", "12");
        window.settle();
        assert!(window.saved().contains("已自动保存"), "{}", window.saved());
    }
    let mut jia = jia.trap();
    jia.settle();
    assert!(jia.message().contains("已经重新启动"), "{}", jia.message());
    jia.go("requests");
    assert_eq!(jia.cell("requests.new.natural"), "12");
    yi.type_cell("requests.new.business", "3");
    assert_eq!(yi.cell("requests.new.business"), "3");
}

/// The plain object stores nothing if that is requested, and a form shows what was set in it.
#[test]
fn plain_objects() {
    let disk = disk();
    disk.borrow_mut().keeps_nothing = true;
    let mut window = element("城关镇", &disk);
    window.told.clear();
    window.type_cell("requests.new.natural", "12");
    assert!(window.told.contains(&HostNotification::Changed));
    window.type_cell("requests.new.business", "3");
    window.settle();
    window.leave();
    window.settle();
    {
        let disk = disk.borrow();
        assert!(disk.records.is_empty() && disk.notes.is_empty(), "nothing is kept");
    }
    let numbers = [window.cell("requests.new.natural"), window.cell("requests.new.business")];
    assert_eq!(numbers, ["12", "3"]);
}
