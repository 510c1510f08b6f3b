//! Twins of the browser tests of `storing`, judged by the state alone: the store refuses, is slow,
//! or holds what another window wrote.

use crate::world::{Format, Record, Store, Window, disk, exported};
use crate::{begun, opened_again};

/// A report with one number that is in the store.
fn kept() -> Window {
    let mut window = begun();
    window.type_cell("requests.granted.natural", "41");
    window.settle();
    assert!(record(&window).draft.contains("41"));
    window
}

/// The record of the open report in the store.
fn record(window: &Window) -> Record {
    let key = window.current.clone().expect("a report is open");
    window.disk.borrow().records.get(&key).cloned().unwrap_or_default()
}

fn others_mentioned(window: &Window) -> bool {
    window.message().contains("另一个窗口")
}

fn home(window: &mut Window) -> usize {
    window.click("home");
    window.settle();
    window.offered()
}

fn put(window: &Window, record: Record) {
    window.disk.borrow_mut().records.insert(record.key.clone(), record);
}

fn note(window: &Window, record: Record) {
    window.disk.borrow_mut().notes.insert(record.key.clone(), record);
}

/// The record of the open report, as another window would have written it later.
fn of_another(window: &Window, number: &str) -> Record {
    let ours = record(window);
    Record {
        tab: "another".to_owned(),
        seq: ours.seq + 5,
        draft: ours.draft.replace("41", number),
        ..ours
    }
}

#[test]
fn reloaded_at_once() {
    let window = kept();
    let ours = record(&window);
    note(&window, Record { seq: ours.seq + 1, ..ours });
    let mut window = window.reload();
    window.settle();
    window.type_cell("requests.granted.business", "42");
    window.settle();
    assert!(record(&window).draft.contains("42"));
    assert!(!others_mentioned(&window), "{}", window.message());
    assert_eq!(home(&mut window), 1);
}

#[test]
fn slow() {
    let mut window = kept();
    window.disk.borrow_mut().store = Store::Slow;
    for _ in 0..2 {
        window = window.reload();
        window.settle();
        assert!(window.shows("retry"), "{}", window.html());
        assert!(window.words("nb-kept").contains("暂时读不到本机保存的内容"));
    }
    window.disk.borrow_mut().store = Store::Works;
    window.click("retry");
    window.settle();
    assert_eq!(window.cell("requests.granted.natural"), "41");
}

#[test]
fn refused_behind() {
    let mut window = kept();
    refuse(&window);
    window.type_cell("requests.granted.business", "4711");
    window.click("home");
    window.settle();
    window.click("left.save");
    let file = window.downloads.pop().expect("a file");
    assert!(String::from_utf8_lossy(&file.bytes).contains("4711"));
}

/// Makes both stores, the database and the storage for notes, refuse everything.
fn refuse(window: &Window) {
    let mut disk = window.disk.borrow_mut();
    (disk.store, disk.notes_full) = (Store::Full, true);
}

#[test]
fn refused_here() {
    let mut window = kept();
    refuse(&window);
    window.type_cell("requests.granted.business", "1");
    window.settle();
    assert!(window.saved().contains("不让保存（磁盘满了）"), "{}", window.saved());
    window.click("save");
    assert!(window.saved().contains("已下载草稿文件 10:32"), "{}", window.saved());
    window.settle();
    window.type_cell("requests.granted.business", "2");
    assert!(window.saved().contains("改动尚未存成文件"), "{}", window.saved());
    window.settle();
    assert!(window.desk.has_unsaved_work());
    window.click("home");
    assert!(window.message().contains("请先存成文件"), "{}", window.message());
    window.click("dialog.close");
    window.click("save");
    window.settle();
    assert!(!window.desk.has_unsaved_work());
    window.click("home");
    assert!(window.shows("new"));
}

#[test]
fn noted_by_another() {
    let mut window = kept();
    let noted = Record { seq: 99, ..of_another(&window, "41") };
    window.disk.borrow_mut().store = Store::Full;
    note(&window, noted.clone());
    window.type_cell("requests.granted.business", "42");
    window.settle();
    assert!(others_mentioned(&window), "{}", window.message());
    assert_eq!(window.disk.borrow().notes.get(&noted.key), Some(&noted), "it is not overwritten");
}

#[test]
fn written_by_another() {
    let mut window = kept();
    let other = of_another(&window, "43");
    put(&window, other.clone());
    window.type_cell("requests.granted.business", "42");
    window.settle();
    assert!(others_mentioned(&window), "{}", window.message());
    assert!(record(&window).draft.contains("42"), "it goes on");
    assert_eq!(window.disk.borrow().records.get(&other.key), Some(&other));
    assert_eq!(home(&mut window), 2);
}

#[test]
fn left_by_another() {
    let mut window = kept();
    note(&window, of_another(&window, "43"));
    assert_eq!(home(&mut window), 2);
    let mut window = window.reload();
    window.settle();
    assert_eq!(window.offered(), 2);
    let mut numbers = Vec::new();
    for place in 0..2 {
        window.continue_at(place);
        window.settle();
        numbers.push(window.cell("requests.granted.natural"));
        assert_eq!(home(&mut window), 2);
    }
    numbers.sort();
    assert_eq!(numbers, ["41", "43"]);
}

/// Records of earlier versions lack members that were added later. How the browser's JSON parser
/// treats their numbers is tested in browsers.
#[test]
fn kept_by_an_earlier_version() {
    let mut window = kept();
    let earlier = |key: &str, number: &str| -> Record {
        let record = serde_json::to_value(of_another(&window, number)).expect("a record");
        let serde_json::Value::Object(mut members) = record else { panic!("an object") };
        for later in ["from", "errors", "filed", "base", "line"] {
            assert!(members.remove(later).is_some(), "{later}");
        }
        members["key"] = key.into();
        serde_json::from_value(members.into()).expect("a record of an earlier version")
    };
    note(&window, earlier("noted", "43"));
    put(&window, earlier("stored", "44"));
    assert_eq!(home(&mut window), 3);
    let mut numbers = Vec::new();
    for place in 0..3 {
        window.continue_at(place);
        window.settle();
        numbers.push(window.cell("requests.granted.natural"));
        assert_eq!(home(&mut window), 3);
    }
    numbers.sort();
    assert_eq!(numbers, ["41", "43", "44"]);
}

#[test]
fn opened_twice() {
    let mut window = kept();
    window.click("save");
    window.settle();
    let file = window.downloads.pop().expect("a file").bytes;
    let page = exported(&window.draft().expect("a report"), Format::HTML);
    assert_eq!(home(&mut window), 1);
    window.give("draft.json", &file);
    window.settle();
    assert!(window.message().contains("已打开"), "{}", window.message());
    assert!(!window.saved().contains("尚未存成文件"), "{}", window.saved());
    assert_eq!(home(&mut window), 1);
    window.give("report.html", &page);
    window.settle();
    let same = "report.html》：与本机保存的一份草稿内容相同";
    assert!(window.message().contains(same), "{}", window.message());
    window.type_cell("requests.granted.business", "1o");
    window.settle();
    assert_eq!(record(&window).errors, 1);
    window.give("report.html", &page);
    window.settle();
    assert!(window.message().contains("已打开《report.html》。"), "{}", window.message());
    assert_eq!(home(&mut window), 2);
    let rows = window.words("nb-kept");
    assert!(rows.contains("来自 report.html") && rows.contains("1 处错误"), "{rows}");
}

#[test]
fn taken_as_carried() {
    let mut window = kept();
    let page = exported(&window.draft().expect("a report"), Format::HTML);
    let html = String::from_utf8(page).expect("text");
    let start = html.find("<table").expect("table 2");
    let end = html.find("</table>").expect("its end") + "</table>".len();
    let edited = format!("{}{}", &html[..start], &html[end..]);
    assert_eq!(home(&mut window), 1);
    window.give("edited.html", edited.as_bytes());
    window.settle();
    assert!(window.message().contains("沿用附带的数据"), "{}", window.message());
    window.click("carried");
    window.settle();
    assert!(window.message().contains("已换成"), "{}", window.message());
    assert_eq!(home(&mut window), 1, "the data are those of the draft that is kept");
}

#[test]
fn a_browser_without_a_store_keeps_notes() {
    let disk = disk();
    disk.borrow_mut().store = Store::Absent;
    let mut window = Window::open(&disk);
    window.settle();
    window.begin("示例县城关镇人民政府", 2025);
    window.type_cell("requests.granted.natural", "41");
    window.settle();
    assert!(window.saved().contains("只能暂存在本机浏览器"), "{}", window.saved());
    let mut window = window.reload();
    window.settle();
    assert_eq!(window.cell("requests.granted.natural"), "41");
}

#[test]
fn a_slow_store_is_waited_for() {
    let mut window = kept();
    window.disk.borrow_mut().store = Store::Slow;
    window.type_cell("requests.granted.business", "42");
    window.settle();
    assert!(window.saved().contains("迟迟没有存好"), "{}", window.saved());
    window.disk.borrow_mut().store = Store::Works;
    window.settle();
    assert!(window.saved().contains("已自动保存"), "{}", window.saved());
    assert!(record(&window).draft.contains("42"));
}

#[test]
fn what_only_a_note_holds_is_put_into_the_store_when_it_is_opened() {
    let mut window = kept();
    window.type_cell("requests.granted.business", "42");
    let mut window = window.reload();
    window.settle();
    assert!(record(&window).draft.contains("42"));
    assert!(window.disk.borrow().notes.is_empty());
}

#[test]
fn what_the_window_remembers_is_forgotten_once_it_is_kept() {
    let mut window = kept();
    refuse(&window);
    window.type_cell("requests.granted.business", "42");
    window.settle();
    window.type_cell("requests.granted.business", "43");
    window.settle();
    assert!(window.remembered.as_ref().is_some_and(|version| version.draft.contains("43")));
    {
        let mut disk = window.disk.borrow_mut();
        (disk.store, disk.notes_full) = (Store::Works, false);
    }
    window.type_cell("requests.granted.business", "44");
    window.settle();
    assert_eq!(window.remembered, None);
    let mut window = window.trap();
    window.settle();
    assert_eq!(window.cell("requests.granted.business"), "44", "the newest version is open again");
    assert_eq!(window.disk.borrow().kept().len(), 1);
}

/// A version that neither the store nor the notes accept is held only in the memory of the window.
/// After each of two traps it is continued under the same key, and later replaces the older version
/// in the store.
#[test]
fn what_the_window_remembers_replaces_the_older_version() {
    let mut window = kept();
    let key = record(&window).key;
    refuse(&window);
    for number in ["42", "43"] {
        window.type_cell("requests.granted.business", number);
        window.settle();
    }
    for _ in 0..2 {
        window = window.trap();
        window.settle();
        assert_eq!(window.cell("requests.granted.business"), "43");
        assert_eq!(window.current.as_ref(), Some(&key));
    }
    {
        let mut disk = window.disk.borrow_mut();
        (disk.store, disk.notes_full) = (Store::Works, false);
    }
    window.type_cell("requests.granted.business", "44");
    window.settle();
    assert!(record(&window).draft.contains("44") && !others_mentioned(&window));
    assert_eq!((window.disk.borrow().kept().len(), window.remembered.is_none()), (1, true));
}

/// A draft that was opened is called saved once the store has confirmed it. This window writes no
/// version of its own for that, because another window would take it for a change.
#[test]
fn what_is_opened_is_confirmed_before_it_is_called_saved() {
    let window = kept();
    let (disk, ours) = (window.disk.clone(), record(&window));
    let mut other = opened_again(&disk);
    assert!(other.saved().contains("已保存在本机浏览器"), "{}", other.saved());
    assert_eq!(record(&other), ours, "the store has the same version");
    for (store, words) in [(Store::Full, "只能暂存"), (Store::Slow, "迟迟没有存好")] {
        other = other.reload();
        while other.draft().is_none() {
            assert!(other.do_next());
        }
        assert!(other.saved().contains("正在保存"), "{}", other.saved());
        disk.borrow_mut().store = store;
        other.settle();
        assert!(other.saved().contains(words), "{}", other.saved());
        assert_eq!(disk.borrow().records.values().collect::<Vec<_>>(), [&ours]);
        disk.borrow_mut().store = Store::Works;
        other.settle();
    }
    assert!(other.saved().contains("已保存在本机浏览器"), "late: {}", other.saved());
    // Another window deletes it while it is being opened here: it is stored again.
    other = other.reload();
    while other.draft().is_none() {
        assert!(other.do_next());
    }
    disk.borrow_mut().records.clear();
    other.settle();
    assert!(other.saved().contains("已自动保存"), "{}", other.saved());
    assert_eq!(disk.borrow().records.len(), 1);
}

#[test]
fn a_note_that_fails_is_a_risk_and_no_refusal_of_the_store() {
    let mut window = kept();
    window.disk.borrow_mut().notes_full = true;
    window.type_cell("requests.granted.business", "42");
    window.leave();
    assert!(window.desk.has_unsaved_work());
    window.settle();
    assert!(!window.desk.has_unsaved_work() && window.remembered.is_none());
}
