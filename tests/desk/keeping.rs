//! Twins of the browser tests of `keeping`, judged by the state alone: what was stored is found
//! again, however the window ended.

use crate::world::{FilePurpose, Window};
use crate::{begun, opened_again};

/// Types a number into a cell and waits until it is stored.
fn kept(window: &mut Window) {
    window.type_cell("requests.granted.natural", "41");
    window.settle();
    assert!(window.saved().contains("已自动保存在本机浏览器 10:32"), "{}", window.saved());
}

#[test]
fn killed() {
    let mut window = begun();
    kept(&mut window);
    window.type_cell("requests.granted.business", "42");
    let disk = window.disk.clone();
    drop(window.kill());
    let window = opened_again(&disk);
    assert_eq!(window.cell("requests.granted.natural"), "41");
    assert_eq!(window.cell("requests.granted.business"), "", "what was not kept is not there");
}

#[test]
fn closed() {
    let mut window = begun();
    kept(&mut window);
    window.type_cell("requests.granted.business", "42");
    let disk = window.disk.clone();
    drop(window.close());
    let window = opened_again(&disk);
    assert_eq!(window.cell("requests.granted.business"), "42", "it was noted down at the end");
}

#[test]
fn reloaded() {
    let mut window = begun();
    kept(&mut window);
    window.go("requests");
    window.type_cell("requests.granted.business", "42");
    let mut window = window.reload();
    window.settle();
    assert_eq!(window.cell("requests.granted.business"), "42");
    assert!(window.title().contains("三、"), "the part that was open is open: {}", window.title());
}

#[test]
fn trapped() {
    let mut window = begun();
    kept(&mut window);
    let mut window = window.trap();
    window.settle();
    assert!(window.message().contains("恢复"), "{}", window.message());
    assert_eq!(window.cell("requests.granted.natural"), "41");
    window.type_cell("requests.granted.business", "42");
    let mut window = window.reload();
    window.settle();
    assert_eq!(
        [window.cell("requests.granted.natural"), window.cell("requests.granted.business")],
        ["41", "42"]
    );
}

#[test]
fn choosing() {
    let mut window = begun();
    for (act, purpose) in [("last-year", FilePurpose::LastYear), ("packs", FilePurpose::RulePack)] {
        window.click(act);
        assert_eq!(window.choosing, Some(purpose));
    }
    window.click("save");
    assert_eq!(window.downloads.len(), 1);
}
