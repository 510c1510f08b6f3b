//! Twins of the browser tests of `site`, judged by the state alone: the report is open again after
//! the window was reloaded for another version, and a window in which something would be lost says
//! so. Which version is loaded, and when, is decided by the worker and the browser.

use crate::filing::exports;
use crate::world::{Opening, Shared, Store, Window, attribute, disk, tags};
use nianbao::desk::Event;
use nianbao::session::outbox::Delivery;

/// The page from a server.
fn visited(disk: &Shared) -> Window {
    let server = Some("127.0.0.1:8443".to_owned());
    let mut window = Window::start(disk, Opening { server, ..Opening::default() });
    window.settle();
    window
}

/// The page from a server, with a report of one number in it.
fn kept() -> Window {
    let mut window = visited(&disk());
    window.begin("示例县城关镇人民政府", 2025);
    window.go("requests");
    window.type_cell("requests.granted.natural", "41");
    window.settle();
    assert!(window.saved().contains("已自动保存"), "{}", window.saved());
    window
}

/// Reloads the window, and checks that the report is open again with what was typed.
#[track_caller]
fn goes_on(window: Window) -> Window {
    let mut window = window.reload();
    window.settle();
    assert_eq!(window.cell("requests.granted.natural"), "41");
    window
}

#[test]
fn without_the_server() {
    let mut window = goes_on(goes_on(kept()));
    window.click("save");
    let file = window.downloads.pop().expect("a file");
    assert!(String::from_utf8_lossy(&file.bytes).contains("41"));
    let disk = window.disk.clone();
    let mut window = visited(&disk);
    window.click("offline");
    let refused = ["fetch", "request", "socket", "image", "beacon"]
        .map(|way| (way.to_owned(), "refused".to_owned()));
    window.asked.clear();
    window.send(Event::NetworkProbed(refused.to_vec()));
    let html = window.dialog_html();
    let holds = |tag: &&str| {
        attribute(tag, "data-way").is_some()
            && attribute(tag, "class").as_deref() == Some("nb-holds")
    };
    assert_eq!(tags(&html).into_iter().filter(holds).count(), 5);
    assert!(window.message().contains("本页是从服务器 127.0.0.1:"), "{}", window.message());
}

#[test]
fn a_new_version() {
    let mut window = goes_on(kept());
    window.type_cell("requests.granted.business", "42");
    // What was typed the moment before is there as well.
    assert!(!window.desk.has_unsaved_work());
    let window = goes_on(window);
    assert_eq!(window.cell("requests.granted.business"), "42");
}

#[test]
fn two_windows() {
    let mut first = kept();
    let disk = first.disk.clone();
    let second = visited(&disk);
    first.type_cell("requests.granted.business", "42");
    first.settle();
    let mut second = second.reload();
    second.settle();
    assert!(second.draft().is_none(), "the other window opens nothing");
    first.type_cell("requests.granted.research", "43");
    assert_eq!(first.cell("requests.granted.business"), "42");
    let first = goes_on(first);
    let columns = ["business", "research"];
    let numbers = columns.map(|column| first.cell(&format!("requests.granted.{column}")));
    assert_eq!(numbers, ["42", "43"]);
    assert_eq!(disk.borrow().kept().len(), 1);
}

#[test]
fn a_version_in_pieces() {
    let mut window = kept();
    for _ in 0..6 {
        window = goes_on(window);
    }
    assert_eq!(window.disk.borrow().kept().len(), 1, "no copy is made on the way");
}

/// If the browser stores nothing, a new version waits until the draft is saved as a file.
#[test]
fn nothing_is_lost() {
    let mut window = kept();
    {
        let mut disk = window.disk.borrow_mut();
        (disk.store, disk.notes_full) = (Store::Full, true);
    }
    window.type_cell("requests.granted.business", "42");
    window.settle();
    assert!(window.saved().contains("不让保存"), "{}", window.saved());
    // The bar of the new version asks this.
    window.leave();
    assert!(window.desk.has_unsaved_work());
    window.click("save");
    let file = window.downloads.pop().expect("a file");
    assert!(String::from_utf8_lossy(&file.bytes).contains("42"));
    window.leave();
    assert!(!window.desk.has_unsaved_work());
}

#[test]
fn an_insecure_address() {
    let mut window = goes_on(kept());
    window.type_cell("requests.granted.natural", "41");
    let word = exports(&mut window, "docx");
    assert!(word.bytes.starts_with(b"PK"));
    window.click("export");
    window.settle();
    window.click("export.save");
    let hint = window.words("nb-out-hint");
    assert!(hint.contains("已交给浏览器下载"), "{hint}");
    window.send(Event::FileDelivered { file: word.then, delivery: Delivery::Taken });
}
