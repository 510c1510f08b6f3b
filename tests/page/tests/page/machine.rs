//! Tests the page on a shared computer: nothing is stored if the clerk says so, everything can be
//! taken along, and everything can be cleared.

use crate::begun;
use page_tests::{Engine, Page, in_every_engine, places};
use serde_json::json;

in_every_engine! { keeps_nothing carried_and_cleared }

fn what_the_browser_holds(page: &Page) -> serde_json::Value {
    page.js(
        "return new Promise((yes, no) => {
           const open = indexedDB.open('nianbao');
           open.onerror = no;
           open.onsuccess = () => {
             const names = Array.from(open.result.objectStoreNames);
             const done = drafts => { open.result.close();
               yes({ drafts, keys: Object.keys(localStorage)
                 .filter(key => key.startsWith('nianbao')) }); };
             if (!names.includes('drafts')) return done(0);
             const count = open.result.transaction('drafts').objectStore('drafts').count();
             count.onerror = no;
             count.onsuccess = () => done(count.result);
           };
         })",
        &[],
    )
}

/// With 不在本机保存, neither typing nor leaving stores anything; a fault of the program still loses
/// nothing.
fn keeps_nothing(engine: Engine) {
    let Some(page) = engine.start() else { return };
    if !page.open_built() {
        return;
    }
    page.wait_until("the drafts are listed", || page.has("#nb-f-nowhere"));
    page.click_on("#nb-f-nowhere");
    page.click("new");
    page.js("const set = (f, v) => { const e = document.querySelector(`[data-field=\"${f}\"]`); \
        e.value = v; e.dispatchEvent(new Event('input', { bubbles: true })); \
        e.dispatchEvent(new Event('change', { bubbles: true })); }; set('new.name', '示例县城关镇人民政府'); \
        set('new.year', '2025');", &[]);
    page.click("new.create");
    page.go("requests");
    page.type_cell("requests.new.natural", "17");
    page.wait_until("the page says so", || page.saved().contains("不在本机保存"));
    // The timers of the page that store a draft after typing have fired. The database is then read
    // in a transaction that comes after all writes.
    page.let_timers_fire(std::time::Duration::from_millis(800));
    assert_eq!(what_the_browser_holds(&page), json!({ "drafts": 0, "keys": ["nianbao:nowhere"] }));
    // The hook may throw, because it causes a trap.
    let _ = page.try_js("window.nianbaoTest.trap()", &[]);
    page.wait_ready();
    page.wait_until("the report is there again", || page.message().contains("重新启动"));
    page.go("requests");
    assert_eq!(page.cell("requests.new.natural"), "17");
    assert_eq!(what_the_browser_holds(&page)["drafts"], json!(0));
    // Nothing was typed since, but the report is in no file: leaving would lose it.
    page.click("home");
    page.wait_until("leaving is refused", || page.message().contains("请先存成文件"));
    page.click("dialog.close");
    page.download(|page| page.click("save"));
    page.click("home");
    page.wait_until("the first screen is there", || page.shows("button[data-act=\"new\"]"));
    // A later user of the computer does not get the report back by a fault.
    let _ = page.try_js("window.nianbaoTest.trap()", &[]);
    page.wait_ready();
    page.wait_until("the first screen is there again", || page.shows("button[data-act=\"new\"]"));
    assert!(!page.shows("[data-act=\"go\"][data-part=\"requests\"]"));
}

/// All drafts are saved into one file, the browser is cleared, and the file restores them once.
fn carried_and_cleared(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "17");
    page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    page.click("home");
    page.click("new");
    page.js("const e = document.querySelector('[data-field=\"new.name\"]'); e.value = '示例县甲街道办事处'; \
        e.dispatchEvent(new Event('input', { bubbles: true }));", &[]);
    page.click("new.create");
    page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    page.click("home");
    page.wait_until("both are listed", || page.count("#nb-kept [data-act=\"continue\"]") == 2);
    page.screenshot("machine-list");
    let backup = page.download(|page| page.click("machine.save"));
    assert!(backup.name.contains("（2份）.nianbao.jsonl"), "{}", backup.name);
    assert_eq!(
        backup.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count(),
        2
    );
    let file = places::leavings().join(format!("backup-{}.nianbao.jsonl", engine.name()));
    std::fs::write(&file, &backup.bytes).expect("the file");
    page.click("machine.clear");
    page.wait_until("it asks", || page.has("[data-act=\"machine.clear.yes\"]"));
    page.screenshot("machine-clear");
    page.click("machine.clear.yes");
    page.wait_until("nothing is left", || page.count("#nb-kept [data-act=\"continue\"]") == 0);
    assert_eq!(what_the_browser_holds(&page), json!({ "drafts": 0, "keys": [] }));
    for (words, drafts) in [("放入了 2 份草稿", 2), ("放入了 0 份草稿，另有 2 份本机已经有了", 2)]
    {
        page.choose_file(&file);
        page.wait_until(&format!("the page says {words}"), || {
            page.js("return document.querySelector('#nb-dialog').textContent", &[])
                .to_string()
                .contains(words)
        });
        page.click("dialog.close");
        page.wait_until("they are listed", || {
            page.count("#nb-kept [data-act=\"continue\"]") == drafts
        });
    }
}
