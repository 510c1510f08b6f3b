//! The browser's store refuses, is slow, or holds what another window wrote: nothing is lost, no
//! message is repeated, and the messages are plain.

use crate::begun;
use page_tests::{Engine, Page, in_every_engine, skipped};
use serde_json::json;

in_every_engine! {
    reloaded_at_once slow refused_behind refused_here noted_by_another
    written_by_another left_by_another kept_by_an_earlier_version opened_twice taken_as_carried
}

/// The record of the open report in the store.
fn record(page: &Page) -> serde_json::Value {
    page.js(
        "const key = sessionStorage.getItem('nianbao:current');
         return new Promise((yes, no) => {
           const open = indexedDB.open('nianbao');
           open.onerror = no;
           open.onsuccess = () => {
             const get = open.result.transaction('drafts').objectStore('drafts').get(key);
             get.onerror = no;
             get.onsuccess = () => { open.result.close(); yes(get.result || null) };
           };
         })",
        &[],
    )
}

/// A report with one number that is in the store.
fn kept(engine: Engine) -> Option<Page> {
    let page = begun(engine, 2025)?;
    page.go("requests");
    page.type_cell("requests.granted.natural", "41");
    page.wait_until("the number is in the store", || {
        record(&page)["draft"].as_str().is_some_and(|draft| draft.contains("41"))
    });
    Some(page)
}

/// Makes both stores, the database and the storage for notes, refuse everything.
fn refuse(page: &Page) {
    page.js(
        "IDBObjectStore.prototype.put = Storage.prototype.setItem = () => { \
         throw new DOMException('full', 'QuotaExceededError') }",
        &[],
    );
}

fn others_mentioned(page: &Page) -> bool {
    page.message().contains("另一个窗口")
}

/// How many drafts the first screen offers.
fn offered(page: &Page) -> usize {
    page.click("home");
    page.wait_until("the drafts are listed", || page.shows("#nb-kept .nb-recent"));
    page.count("#nb-kept [data-act=\"continue\"]")
}

/// A window that is reloaded leaves a note that is younger than the record in the store: the next
/// window continues with both.
fn reloaded_at_once(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    let mut note = record(&page);
    note["seq"] = json!(note["seq"].as_u64().unwrap_or(0) + 1);
    page.js(
        "localStorage.setItem('nianbao:note:' + arguments[0].key, JSON.stringify(arguments[0]))",
        &[note],
    );
    page.reload();
    page.resume();
    page.go("requests");
    page.type_cell("requests.granted.business", "42");
    page.wait_until("it is in the store", || {
        record(&page)["draft"].as_str().is_some_and(|draft| draft.contains("42"))
    });
    assert!(!others_mentioned(&page), "{}", page.message());
    assert_eq!(offered(&page), 1);
}

/// A store that does not answer is not treated as an empty one.
fn slow(engine: Engine) {
    if engine != Engine::Chromium {
        skipped::tell(
            "a store that does not answer",
            "only Chromium lets a test change a page before it starts",
        );
        return;
    }
    let Some(page) = kept(engine) else { return };
    let deaf = "const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...all) {
          return window.testHears ? open.apply(this, all) : new EventTarget() }";
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": deaf }))
        .expect("a script");
    for _ in 0..2 {
        page.reload();
        page.wait_until("the page says so", || page.shows("#nb-retry"));
        assert!(page.value("#nb-kept").contains("暂时读不到本机保存的内容"));
    }
    page.js("window.testHears = true", &[]);
    page.click("retry");
    page.wait_until("the report is open again", || {
        page.shows("[data-act=\"go\"][data-part=\"info\"]")
    });
    page.go("requests");
    assert_eq!(page.cell("requests.granted.natural"), "41");
}

/// What was typed just before the report was closed, and was refused, can be saved as a file.
fn refused_behind(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    refuse(&page);
    page.js(
        "const cell = document.querySelector('[data-cell=\"requests.granted.business\"]');
         cell.focus(); cell.value = '4711';
           cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
         document.querySelector('[data-act=\"home\"]').click()",
        &[],
    );
    page.wait_until("the page says so", || page.shows("button[data-act=\"left.save\"]"));
    let file = page.download(|page| page.click("left.save"));
    assert!(String::from_utf8_lossy(&file.bytes).contains("4711"));
}

/// The browser stores nothing: leaving is refused until this very state was saved as a file.
fn refused_here(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    refuse(&page);
    page.type_cell("requests.granted.business", "1");
    page.wait_until("the page says so", || page.saved().contains("不让保存"));
    page.download(|page| page.click("save"));
    page.wait_until("the bar says so", || page.saved().contains("已下载草稿文件"));
    page.type_cell("requests.granted.business", "2");
    assert!(page.saved().contains("改动尚未存成文件"), "{}", page.saved());
    page.click("home");
    page.wait_until("leaving is refused", || page.message().contains("请先存成文件"));
    page.click("dialog.close");
    assert_eq!(
        page.js("return document.activeElement.id", &[]),
        json!("nb-home"),
        "the focus is back"
    );
    page.download(|page| page.click("save"));
    page.click("home");
    page.wait_until("the first screen is there", || page.shows("button[data-act=\"new\"]"));
}

/// Where only notes can be stored, two windows do not overwrite each other's notes either.
fn noted_by_another(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    let mut note = record(&page);
    (note["tab"], note["seq"]) = (json!("another"), json!(99));
    page.js(
        "IDBObjectStore.prototype.put = () => { throw new Error('no') };
         localStorage.setItem('nianbao:note:' + arguments[0].key, JSON.stringify(arguments[0]))",
        &[note.clone()],
    );
    page.type_cell("requests.granted.business", "42");
    page.wait_until("the page says so", || others_mentioned(&page));
    let other = page.js(
        "return JSON.parse(localStorage.getItem('nianbao:note:' + arguments[0])).tab",
        &[note["key"].clone()],
    );
    assert_eq!(other, json!("another"));
}

/// The record of the open report as another window would write it, with another number and a later
/// version.
fn of_another(page: &Page, number: &str) -> serde_json::Value {
    let mut other = record(page);
    other["tab"] = json!("another");
    other["seq"] = json!(other["seq"].as_u64().unwrap_or(0) + 5);
    other["draft"] = json!(other["draft"].as_str().unwrap_or_default().replace("41", number));
    other
}

/// Puts a record into the store, as another window does.
fn put(page: &Page, record: serde_json::Value) {
    page.js(
        "return new Promise((yes, no) => {
           const open = indexedDB.open('nianbao');
           open.onerror = no;
           open.onsuccess = () => {
             const work = open.result.transaction('drafts', 'readwrite');
             work.objectStore('drafts').put(arguments[0]);
             work.oncomplete = () => { open.result.close(); yes(true) };
             work.onerror = no;
           };
         })",
        &[record],
    );
}

/// What another window wrote into the store meanwhile is kept, and this window continues with a
/// draft of its own.
fn written_by_another(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    put(&page, of_another(&page, "43"));
    page.type_cell("requests.granted.business", "42");
    page.wait_until("the page says so", || others_mentioned(&page));
    page.wait_until("it goes on", || {
        record(&page)["draft"].as_str().is_some_and(|draft| draft.contains("42"))
    });
    assert_eq!(offered(&page), 2);
    let kept: Vec<String> = (0..2).map(|place| opened_again(&page, place)).collect();
    assert!(kept.contains(&"41".to_owned()) && kept.contains(&"43".to_owned()), "{kept:?}");
}

/// Opens the draft at this place of the list, and returns a number of it.
fn opened_again(page: &Page, place: usize) -> String {
    page.js(
        "document.querySelectorAll('#nb-kept [data-act=\"continue\"]')[arguments[0]].click()",
        &[json!(place)],
    );
    page.wait_until("it is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    page.go("requests");
    let number = page.cell("requests.granted.natural");
    offered(page);
    number
}

/// A note that another window wrote from an older version is a draft beside the one in the store,
/// and stays one.
fn left_by_another(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    page.js(
        "localStorage.setItem('nianbao:note:' + arguments[0].key, JSON.stringify(arguments[0]))",
        &[of_another(&page, "43")],
    );
    assert_eq!(offered(&page), 2);
    page.reload();
    page.wait_until("the drafts are listed", || {
        page.count("#nb-kept [data-act=\"continue\"]") == 2
    });
    let kept: Vec<String> = (0..2).map(|place| opened_again(&page, place)).collect();
    assert!(kept.contains(&"41".to_owned()) && kept.contains(&"43".to_owned()), "{kept:?}");
    assert_eq!(page.count("#nb-kept [data-act=\"continue\"]"), 2);
}

/// Records of earlier versions lack members that were added later, and their notes hold whole
/// numbers as `1769000000000.0`: both are opened like any other draft.
fn kept_by_an_earlier_version(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    let earlier = |key: &str, number: &str| {
        let mut record = of_another(&page, number);
        let members = record.as_object_mut().expect("an object");
        for later in ["from", "errors", "filed", "base", "line"] {
            members.remove(later);
        }
        members["key"] = json!(key);
        members["at"] = json!(1_769_000_000_000_u64);
        record
    };
    let note = earlier("noted", "43").to_string();
    let note = note
        .replace("1769000000000", "1769000000000.0")
        .replace("\"year\":2025", "\"year\":2025.0");
    assert!(note.contains("\"at\":1769000000000.0") && note.contains("\"year\":2025.0"), "{note}");
    page.js("localStorage.setItem('nianbao:note:noted', arguments[0])", &[json!(note)]);
    put(&page, earlier("stored", "44"));
    assert_eq!(offered(&page), 3);
    let kept: Vec<String> = (0..3).map(|place| opened_again(&page, place)).collect();
    for number in ["41", "43", "44"] {
        assert!(kept.iter().any(|kept| kept == number), "{number} in {kept:?}");
    }
}

/// Opening the same file again continues with the draft that is stored already, and the page does
/// not claim that it is in no file; the same holds for an exported file, which contains less. A
/// draft that was changed meanwhile is another draft, and says where it came from.
fn opened_twice(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    let file = page.home().profile().with_file_name("draft.json");
    std::fs::write(&file, page.download(|page| page.click("save")).bytes).expect("a file");
    let exported = page.home().profile().with_file_name("report.html");
    std::fs::write(&exported, page.export("html").bytes).expect("a file");
    assert_eq!(offered(&page), 1);
    page.choose_file(&file);
    page.wait_until("it is open", || page.message().contains("已打开"));
    assert!(!page.saved().contains("尚未存成文件"), "{}", page.saved());
    assert_eq!(offered(&page), 1);
    page.choose_file(&exported);
    page.wait_until("it is the same", || {
        page.message().contains("report.html》：与本机保存的一份草稿内容相同")
    });
    page.go("requests");
    page.type_cell("requests.granted.business", "1o");
    page.go("info");
    page.wait_until("it is kept", || record(&page)["errors"] == json!(1));
    page.choose_file(&exported);
    page.wait_until("it is another", || page.message().contains("已打开《report.html》。"));
    page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    assert_eq!(offered(&page), 2);
    page.screenshot("storing-two-drafts");
    let rows = page.value("#nb-kept");
    assert!(rows.contains("来自 report.html") && rows.contains("1 处错误"), "{rows}");
}

/// Accepting the carried data of a file leaves no draft of what the file showed, and continues with
/// the draft that holds the data; the remarks about the file are shown beside the differences.
fn taken_as_carried(engine: Engine) {
    let Some(page) = kept(engine) else { return };
    let html = String::from_utf8(page.export("html").bytes).expect("text");
    let (start, end) = (
        html.find("<table").expect("table 2"),
        html.find("</table>").expect("its end") + "</table>".len(),
    );
    let file = page.home().profile().with_file_name("edited.html");
    std::fs::write(&file, format!("{}{}", &html[..start], &html[end..])).expect("a file");
    assert_eq!(offered(&page), 1);
    page.choose_file(&file);
    page.wait_until("the differences are listed", || page.shows(".nb-dialog .nb-notes"));
    assert!(page.message().contains("沿用附带的数据"), "{}", page.message());
    page.wait_until("it is in the store", || !record(&page).is_null());
    page.click("carried");
    page.wait_until("it is open", || page.message().contains("已换成"));
    assert_eq!(offered(&page), 1, "the data are those of the draft that is kept");
}
