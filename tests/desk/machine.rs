//! Twins of the browser tests of `machine`, judged by the state alone: the page on a shared
//! computer.

use crate::begun;
use crate::world::{Window, disk};
use nianbao::desk::ButtonData;

#[test]
fn keeps_nothing() {
    let disk = disk();
    let mut window = Window::open(&disk);
    window.settle();
    window.fill("nowhere", "true");
    assert!(window.message().contains("不在本机保存"), "{}", window.message());
    window.begin("示例县城关镇人民政府", 2025);
    window.type_cell("requests.new.natural", "17");
    window.settle();
    assert!(window.saved().contains("不在本机保存"), "{}", window.saved());
    window.leave();
    window.settle();
    assert!(disk.borrow().records.is_empty() && disk.borrow().notes.is_empty());
    let mut window = window.trap();
    window.settle();
    assert!(window.message().contains("重新启动"), "{}", window.message());
    assert_eq!(window.cell("requests.new.natural"), "17");
    assert!(disk.borrow().records.is_empty());
    // Nothing was typed since, but the report is in no file: leaving would lose it.
    window.click("home");
    assert!(window.message().contains("请先存成文件"), "{}", window.message());
    window.click("dialog.close");
    window.click("save");
    window.click("home");
    window.settle();
    assert!(window.shows("new"));
    // After a trap, a later user of the computer does not get the report.
    let mut window = window.trap();
    window.settle();
    assert!(window.shows("new") && window.draft().is_none());
}

#[test]
fn carried_and_cleared() {
    let mut window = begun();
    window.type_cell("requests.new.natural", "17");
    window.settle();
    window.click("home");
    window.settle();
    window.begin("示例县甲街道办事处", 2025);
    window.settle();
    window.click("home");
    window.settle();
    assert_eq!(window.offered(), 2);
    window.click("machine.save");
    window.settle();
    let backup = window.downloads.pop().expect("a file");
    assert!(backup.name.contains("（2份）.nianbao.jsonl"), "{}", backup.name);
    let lines = backup.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    assert_eq!(lines.count(), 2);
    window.click("machine.clear");
    window.settle();
    window.click("machine.clear.yes");
    window.settle();
    assert_eq!(window.offered(), 0);
    assert!(window.disk.borrow().records.is_empty() && window.disk.borrow().notes.is_empty());
    for words in ["放入了 2 份草稿", "放入了 0 份草稿，另有 2 份本机已经有了"]
    {
        window.give("backup.nianbao.jsonl", &backup.bytes);
        window.settle();
        assert!(window.dialog().contains(words), "{}", window.dialog());
        window.click("dialog.close");
        assert_eq!(window.offered(), 2);
    }
}

#[test]
fn a_file_with_many_drafts_waits_where_nothing_is_kept() {
    let mut window = begun();
    window.click("home");
    window.settle();
    window.press("machine.save", ButtonData::default());
    window.settle();
    let one = window.downloads.pop().expect("a file").bytes;
    let two = [one.clone(), one].concat();
    window.fill("nowhere", "true");
    window.give("two.jsonl", &two);
    assert!(window.message().contains("请先在开始页去掉"), "{}", window.message());
}
