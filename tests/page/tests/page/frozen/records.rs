//! What version 0.1 stored in browsers is found again: drafts, a note that is younger than its
//! record, rule packs, ticks, large type, fonts.
//!
//! `tests/corpus/0.1/browser.json` contains the stored data as version 0.1 wrote it, by the names
//! of its databases, stores and keys. It is written into a fresh browser, and the page is loaded
//! again.

use super::{Scenario, draft, folder, give};
use page_tests::{Engine, Page, in_every_engine};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

in_every_engine! { found resumed }

const BROWSER: &str = "browser.json";

/// Reads everything of the page that the browser stores. Of fonts only the first bytes are read:
/// they are large, and the page lists them without their content.
const DUMP: &str = "
    const promised = request => new Promise((yes, no) => {
      request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
    const ours = store => Object.fromEntries(Object.keys(store)
      .filter(key => key.startsWith('nianbao')).sort().map(key => [key, store.getItem(key)]));
    const plain = record => Object.fromEntries(Object.entries(record).map(([name, value]) =>
      [name, value instanceof Uint8Array ? { bytes: [...value.slice(0, 16)] } : value]));
    return (async () => {
      const databases = [];
      for (const { name, version } of (await indexedDB.databases())
        .sort((a, b) => a.name < b.name ? -1 : 1)) {
        const database = await promised(indexedDB.open(name));
        const stores = [];
        for (const store of database.objectStoreNames) {
          const kept = database.transaction(store).objectStore(store);
          stores.push({ name: store, key_path: kept.keyPath,
            records: (await promised(kept.getAll())).map(plain) });
        }
        database.close();
        databases.push({ name, version, stores });
      }
      return { localStorage: ours(localStorage), sessionStorage: ours(sessionStorage), databases };
    })();";

/// Writes such a dump into the browser.
const RESTORE: &str = "
    const [dump] = arguments;
    const restored = record => Object.fromEntries(Object.entries(record).map(([name, value]) =>
      [name, value && value.bytes ? new Uint8Array(value.bytes) : value]));
    for (const [store, kept] of [[localStorage, dump.localStorage],
      [sessionStorage, dump.sessionStorage]]) {
      for (const [key, value] of Object.entries(kept)) store.setItem(key, value);
    }
    return Promise.all(dump.databases.map(({ name, version, stores }) => new Promise((yes, no) => {
      const open = indexedDB.open(name, version);
      open.onupgradeneeded = () => stores.forEach(
        store => open.result.createObjectStore(store.name, { keyPath: store.key_path }));
      open.onerror = () => no(open.error);
      open.onsuccess = () => {
        const writing = open.result.transaction(stores.map(store => store.name), 'readwrite');
        for (const store of stores) store.records.forEach(record => writing.objectStore(store.name)
          .put(restored(record)));
        writing.oncomplete = () => { open.result.close(); yes(true); };
        writing.onabort = () => no(writing.error);
      };
    })));";

/// Leaves the page as a closed tab does, right after a number was typed, and returns the note that
/// is written then. The number has not reached the store yet.
const LEAVE_AT_ONCE: &str = "
    const field = document.querySelector('[data-cell=\"requests.granted.natural\"]');
    field.focus();
    field.value = '77';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    const note = Object.keys(localStorage).find(key => key.startsWith('nianbao:note:'));
    return [note, localStorage.getItem(note)];";

/// Creates the data that version 0.1 stored in a browser. With `UPDATE_GOLDEN=1` it is made with
/// the page under test where the file is missing; an existing file is never overwritten.
#[test]
fn made() {
    let file = folder().join(BROWSER);
    if file.exists() || std::env::var_os("UPDATE_GOLDEN").is_none() {
        return;
    }
    let Some(scenario) = Scenario::start("none") else { return };
    let page = &scenario.page;
    let kept = || page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    // A report that was created in this page.
    page.click("new");
    page.fill_field("new.name", "示例县城关镇人民政府");
    page.fill_field("new.year", "2025");
    page.select("[data-field=\"new.level\"]", "township");
    page.click("new.create");
    page.go("requests");
    page.type_cell("requests.new.natural", "41");
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.keys("全年收到申请41件。");
    page.snapshot(None);
    kept();
    page.click("home");
    // A report that was opened from a file, with findings and a rule pack; ticks, large type.
    page.later(60);
    page.choose_file(&draft("worked-2024"));
    page.wait_until("it is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    page.go("info");
    give(page, "packs", &folder().join("pack.json"));
    page.snapshot(None);
    page.go("disputes");
    page.type_cell("disputes.review.pending", "2");
    page.click("export");
    for output in ["docx", "html", "check-sheet", "xlsx", "html-fragment"] {
        // The foot of the dialog covers some of the boxes.
        let tick = "document.querySelector('[data-field=\"export.' + arguments[0] + '\"]').click()";
        page.js(tick, &[json!(output)]);
    }
    page.snapshot(None);
    page.click("dialog.close");
    page.click("type");
    page.snapshot(None);
    kept();
    // A font, and the permission to use other fonts instead of it.
    page.go("info");
    page.click("fonts");
    page.wait_until("the dialog is open", || page.shows("#nb-fonts-rows"));
    page.js("HTMLInputElement.prototype.click = function () {}", &[]);
    page.click_on("#nb-fonts-file-song");
    let font = Path::new("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf");
    page.choose_files("nb-font-file", &[font]);
    page.wait_until("the font is taken", || page.has("#nb-fonts-note li"));
    page.click_on("[data-field=\"fonts.stand_in\"]");
    page.click("dialog.close");
    page.click("home");
    // A report whose tab is closed right after typing.
    page.later(60);
    page.choose_file(&draft("zero"));
    page.wait_until("it is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    page.go("requests");
    page.type_cell("requests.granted.business", "5");
    page.snapshot(None);
    kept();
    page.click("keys");
    page.snapshot(None);
    page.click("dialog.close");
    let mut dump = page.js(DUMP, &[]);
    let note = page.js(LEAVE_AT_ONCE, &[]);
    let name = note[0].as_str().expect("a note");
    dump["localStorage"][name] = note[1].clone();
    fs::write(&file, format!("{dump:#}\n")).expect("the records");
}

/// What is stored under a key, and what must be found.
struct Kept {
    key: String,
    /// The newest version: the record, or the note.
    version: Value,
}

impl Kept {
    /// The draft in it.
    fn draft(&self) -> Value {
        let text = self.version["draft"].as_str().expect("a draft");
        serde_json::from_str(text).expect("JSON")
    }

    fn text(&self, member: &str) -> &str {
        self.version[member].as_str().unwrap_or_default()
    }
}

/// The newest version of every draft in a dump, the youngest first.
fn kept(dump: &Value) -> Vec<Kept> {
    let stores = dump["databases"][0]["stores"].as_array().expect("stores");
    let mut versions: BTreeMap<String, Value> = BTreeMap::new();
    let notes = dump["localStorage"]
        .as_object()
        .expect("notes")
        .iter()
        .filter(|(name, _)| name.starts_with("nianbao:note:"))
        .map(|(_, text)| serde_json::from_str(text.as_str().expect("a text")).expect("a note"));
    let records = stores[0]["records"].as_array().expect("records").iter().cloned();
    for version in records.chain(notes) {
        let key = version["key"].as_str().expect("a key").to_owned();
        let older = versions.get(&key).is_none_or(|before| {
            before["seq"].as_u64().expect("a number") < version["seq"].as_u64().expect("a number")
        });
        if older {
            versions.insert(key, version);
        }
    }
    let mut kept: Vec<Kept> =
        versions.into_iter().map(|(key, version)| Kept { key, version }).collect();
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.version["at"].as_u64()));
    kept
}

/// The data that version 0.1 stored in a browser.
fn dump() -> Value {
    let file = folder().join(BROWSER);
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// A browser with the data of version 0.1; if `another` window is opened, without the data of the
/// window itself.
fn browser(engine: Engine, another: bool) -> Option<(Page, Value)> {
    let page = engine.start()?;
    if !page.open_built() {
        return None;
    }
    let mut dump = dump();
    if another {
        dump["sessionStorage"] = json!({});
    }
    page.js(RESTORE, std::slice::from_ref(&dump));
    page.reload();
    Some((page, dump))
}

/// Compares the open report with what was stored.
#[track_caller]
fn is_open(page: &Page, kept: &Kept) {
    let link = format!("[data-act=\"go\"][data-part=\"{}\"]", kept.text("place"));
    page.wait_until("the report is open where it was left", || {
        page.has(&format!("{link}[aria-current=\"true\"]"))
    });
    let draft = kept.draft();
    let shown: BTreeMap<String, String> = page.cells().into_iter().collect();
    for (id, value) in draft["cells"].as_object().expect("cells") {
        let mut value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if let Some(remark) = draft["remarks"][id].as_str() {
            value = format!("{value}（{remark}）");
        }
        // The page does not show cells that the draft holds for a table of another edition.
        if let Some(there) = shown.get(id) {
            assert_eq!(there, &value, "{id} of {}", kept.text("agency"));
        }
    }
    assert_eq!(page.value("[data-field=\"agency.name\"]"), kept.text("agency"));
}

/// The drafts are listed and open in their newest versions; the other stored settings are applied.
fn found(engine: Engine) {
    let Some((page, dump)) = browser(engine, true) else { return };
    let kept = kept(&dump);
    let offered = "#nb-kept [data-act=\"continue\"]";
    page.wait_until("the drafts are listed", || page.count(offered) == kept.len());
    assert!(page.has("[data-type=\"large\"]"), "large type");
    let list = page.value("#nb-kept");
    for kept in &kept {
        let title = format!("{} · {} 年", kept.text("agency"), kept.version["year"]);
        assert!(list.contains(&title) && list.contains(kept.text("from")), "{title}: {list}");
    }
    let continue_with = |kept: &Kept| {
        let button = format!("{offered}[data-key=\"{}\"]", kept.key);
        // WebKit's driver cannot click an element that is half below the window.
        let middle = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
        page.js(middle, &[json!(button)]);
        page.click_on(&button);
    };
    for kept in &kept {
        continue_with(kept);
        is_open(&page, kept);
        page.wait_until("the page calls it saved", || page.saved().contains("已"));
        page.click("home");
        page.wait_until("the drafts are listed", || page.count(offered) > 0);
    }
    let worked = kept.iter().find(|kept| kept.text("from").contains("worked")).expect("a draft");
    continue_with(worked);
    page.go("info");
    assert!(page.has("[data-field=\"rule_packs.示例县核对要求\"]"), "the rule pack");
    page.click("fonts");
    let song = "#nb-fonts-rows tr[data-face=\"song\"]";
    page.wait_until("the fonts are listed", || {
        page.has(song) && page.value(song).contains("gbsn00lp.ttf")
    });
    let stand_in = "return document.querySelector('[data-field=\"fonts.stand_in\"]').checked";
    assert_eq!(page.js(stand_in, &[]), json!(true));
    page.click("dialog.close");
    page.click("export");
    page.wait_until("the documents are listed", || page.shows("[data-act=\"export.save\"]"));
    let ticked = "return [...document.querySelectorAll(\
        'input[type=checkbox][data-field^=\"export.\"]')].filter(each => each.checked)\
        .map(each => each.dataset.field)";
    assert_eq!(page.js(ticked, &[]), json!(["export.html-fragment", "export.xlsx"]));
}

/// A window that is loaded again continues where it was, with the note that it wrote.
fn resumed(engine: Engine) {
    let Some((page, dump)) = browser(engine, false) else { return };
    let current = dump["sessionStorage"]["nianbao:current"].as_str().expect("a key");
    let kept = kept(&dump);
    let open = kept.iter().find(|kept| kept.key == current).expect("its draft");
    is_open(&page, open);
    assert_eq!(page.cell("requests.granted.natural"), "77", "the note is younger than its record");
    page.go("requests");
    page.type_cell("requests.granted.research", "6");
    page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    assert_eq!(
        page.js(
            "return Object.keys(localStorage)\
             .filter(key => key.startsWith('nianbao:note:')).length",
            &[]
        ),
        json!(0)
    );
}
