//! Tests several elements on one page, which do not affect each other, and a hundred elements that
//! are added and removed, which leave nothing behind.

use super::{ELEMENT, element, nothing_to_complain, page_with, visit};
use page_tests::host::Host;
use page_tests::{Engine, Page, in_every_engine};
use serde_json::{Value, json};

in_every_engine! { two moved trapped a_hundred plain_objects }

fn body(ids: &[&str]) -> String {
    ids.iter().map(|id| element(id)).collect()
}

fn at_all(engine: Engine, server: &Host, count: usize) -> Option<Page> {
    let page = visit(engine, server, "/test")?;
    page.wait_until("all are ready", || page.count(&format!("{ELEMENT}[data-ready]")) == count);
    Some(page)
}

/// Typing, findings, undo and saving in one of two elements do not affect the other.
fn two(engine: Engine) {
    let server = Host::start(page_with(&body(&["jia", "yi"]), ""));
    let Some(page) = at_all(engine, &server, 2) else { return };
    let (jia, yi) = (Some("#jia"), Some("#yi"));
    page.look_into(jia);
    page.go("requests");
    page.click_on("#nb-fill-requests");
    page.type_cell("requests.new.natural", "12");
    page.wait_until("the imbalance is found", || !page.findings().is_empty());
    page.look_into(yi);
    assert!(page.findings().is_empty() && page.cell("requests.new.natural").is_empty());
    page.go("requests");
    page.type_cell("requests.new.natural", "7");
    page.click("undo");
    page.look_into(jia);
    assert_eq!(page.cell("requests.new.natural"), "12");
    assert!(page.value("#nb-who").contains("jia镇"));
    let both = page.js(
        "return ['jia', 'yi'].map(
             id => document.getElementById(id).nianbao.get('requests.new.natural'))",
        &[],
    );
    assert_eq!(both, json!(["12", ""]));
    nothing_to_complain(&page);
}

/// An element that is moved within the page is unchanged. One that is removed and added again later
/// has the text that was typed.
fn moved(engine: Engine) {
    let server = Host::start(page_with(&format!("{}<div id=\"there\"></div>", body(&["jia"])), ""));
    let Some(page) = at_all(engine, &server, 1) else { return };
    page.look_into(Some("#jia"));
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    page.js(
        "const element = document.getElementById('jia');
         window.root = element.shadowRoot.querySelector('#nianbao');
         document.getElementById('there').appendChild(element)",
        &[],
    );
    assert_eq!(page.js("return root.isConnected", &[]), json!(true), "it was not drawn anew");
    page.type_cell("requests.new.business", "3");
    page.js("window.element = document.getElementById('jia'); element.remove()", &[]);
    page.wait_until("it has let go", || page.js("return element.nianbao", &[]) == Value::Null);
    page.js("document.body.appendChild(element)", &[]);
    page.look_into(None);
    page.wait_until("it is there again", || page.has("#jia[data-ready]"));
    page.look_into(Some("#jia"));
    page.go("requests");
    assert_eq!(
        [page.cell("requests.new.natural"), page.cell("requests.new.business")],
        ["12", "3"]
    );
    nothing_to_complain(&page);
}

/// An instance that traps is replaced without loss of typed content, and the other instance is not
/// affected.
fn trapped(engine: Engine) {
    // The clock fails once: the program asks the browser for it with every event, and whatever the
    // browser throws passes through its frames.
    let script = "window.breakClock = () => {
            const now = Date.now;
            Date.now = () => { Date.now = now; throw new Error('no clock') } };";
    let server = Host::start(page_with(&body(&["jia", "yi"]), script));
    let Some(page) = at_all(engine, &server, 2) else { return };
    for id in ["#jia", "#yi"] {
        page.look_into(Some(id));
        page.go("requests");
        page.type_cell("requests.new.natural", "12");
        page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    }
    page.look_into(Some("#jia"));
    page.click_on("[data-cell=\"requests.new.business\"]");
    // Both instances have stored what was typed, and their timers have fired, so that the broken
    // clock is read by the next event of the first one.
    page.let_timers_fire(std::time::Duration::from_millis(800));
    page.js(
        "window.breakClock();
         const root = document.getElementById('jia').shadowRoot;
         const cell = root.querySelector('[data-cell=\"requests.new.business\"]');
         cell.focus(); cell.value = '5';
         cell.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))",
        &[],
    );
    page.wait_until("it says that it has started again", || {
        page.message().contains("已经重新启动")
    });
    page.go("requests");
    assert_eq!(page.cell("requests.new.natural"), "12");
    page.look_into(Some("#yi"));
    page.type_cell("requests.new.business", "3");
    assert_eq!(page.cell("requests.new.business"), "3");
}

/// Counts the listeners on window and document, and the memories of instances that were not
/// collected.
const COUNTING: &str = "window.alive = 0; window.memories = 0; window.collected = 0;
for (const target of [window, document]) {
  const { addEventListener, removeEventListener } = target;
  target.addEventListener = function (...all) {
    alive++; return addEventListener.apply(this, all);
  };
  target.removeEventListener = function (...all) {
    alive--; return removeEventListener.apply(this, all);
  };
}
const gone = typeof FinalizationRegistry === 'undefined'
  ? null : new FinalizationRegistry(() => { collected++; });
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...all) => {
  const made = await instantiate(...all);
  const { exports } = made.instance || made;
  if (exports.memory) { memories++; if (gone) gone.register(exports.memory, ''); }
  return made;
};
window.once = async () => {
  const element = document.createElement('nianbao-report');
  element.year = '2025'; element.level = 'township'; element.store = 'cycles';
  document.querySelector('main').appendChild(element);
  await element.ready;
  element.nianbao.set('requests.new.natural', 1);
  element.remove();
  await new Promise(resolve => setTimeout(resolve, 0));
};
window.many = async times => { for (let n = 0; n < times; n++) await once(); };";

fn a_hundred(engine: Engine) {
    let server = Host::start(page_with("", COUNTING));
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.wait_until("the module is there", || {
        page.js(
            "return typeof window.many === 'function' && !!customElements.get('nianbao-report')",
            &[],
        ) == json!(true)
    });
    // Objects that are made once and kept are made before counting.
    page.js("return many(3)", &[]);
    let before = page.js("return [alive, document.querySelectorAll('*').length]", &[]);
    let (listeners, heap) = settled_counters(&page);
    page.js("return many(50)", &[]);
    page.js("return many(50)", &[]);
    assert_eq!(
        page.js("return [alive, document.querySelectorAll('*').length]", &[]),
        before,
        "listeners and elements"
    );
    // The browser's store was still being asked by the last of them, and has some seconds to
    // answer.
    page.wait_until("no listener in the whole window is left", || {
        dom_counters(&page).0 <= listeners
    });
    if let Some(before) = heap {
        const SLACK: f64 = 2e6;
        page.wait_until("the heap is as large as before, but for two megabytes", || {
            dom_counters(&page).1.is_some_and(|after| after < before + SLACK)
        });
    }
    let made = page.js("return memories", &[]).as_u64().unwrap_or(0);
    assert!(made >= 100, "{made}");
    // Only Chromium can be asked to collect garbage; it calls finalizers some time later.
    if engine == Engine::Chromium {
        page.wait_until("all but six instances are collected", || {
            dom_counters(&page);
            page.js("return collected", &[]).as_u64().is_some_and(|gone| gone + 6 >= made)
        });
    }
    // WebKit reports this for an observer that changes nothing, if the observed element is removed
    // at once.
    super::forget(&page, "error: ResizeObserver loop completed with undelivered notifications.");
    nothing_to_complain(&page);
}

/// The counters once several collections in a row leave the same number of listeners, so that
/// finalizers of earlier objects have run. Chromium only.
fn settled_counters(page: &Page) -> (Option<u64>, Option<f64>) {
    const IN_A_ROW: u32 = 3;
    let (mut last, mut stays) = (dom_counters(page), 0);
    page.wait_until("the number of listeners stays", || {
        let now = dom_counters(page);
        stays = if now.0 == last.0 { stays + 1 } else { 0 };
        last = now;
        stays >= IN_A_ROW
    });
    last
}

/// Listeners and bytes in use, after a garbage collection. Chromium only.
fn dom_counters(page: &Page) -> (Option<u64>, Option<f64>) {
    if page.engine != Engine::Chromium {
        return (None, None);
    }
    page.devtools("HeapProfiler.collectGarbage", &json!({})).expect("a collection");
    let counters = page.devtools("Memory.getDOMCounters", &json!({})).expect("counters");
    let usage = page.devtools("Runtime.getHeapUsage", &json!({})).expect("usage");
    (counters["jsEventListeners"].as_u64(), usage["usedSize"].as_f64())
}

/// The object works without an element, can be mounted in an element of the page and unmounted, and
/// can be disposed of.
fn plain_objects(engine: Engine) {
    let script = "import { Nianbao } from '/nianbao/nianbao.js'; window.Nianbao = Nianbao;";
    let server = Host::start(page_with("<div id=\"here\"></div>", script));
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.wait_until("the module is there", || {
        page.js("return typeof window.Nianbao", &[]) == json!("function")
    });
    let run = |script: &str| {
        page.js(
            &format!(
                "return (async () => {{ {script} }})().catch(error => 'refused: ' + error.message)"
            ),
            &[],
        )
    };
    let seen = run("window.report = new Nianbao({
             year: 2025, level: 'township', agency: '示例县城关镇人民政府', keep: false });
         await report.ready; window.changes = 0; report.on('change', () => { changes++; });
         report.set('requests.new.natural', 12);
         await report.mount(document.getElementById('here'));
         return [report.get('requests.new.natural'), changes]");
    assert_eq!(seen, json!(["12", 1]));
    page.look_into(Some("#here"));
    page.go("requests");
    assert_eq!(page.cell("requests.new.natural"), "12");
    page.type_cell("requests.new.business", "3");
    assert_eq!(
        page.js("return Object.keys(localStorage).length", &[]),
        json!(0),
        "nothing is kept"
    );
    let seen = run("report.unmount();
         return [document.getElementById('here').shadowRoot.childElementCount,
             report.get('requests.new.business')]");
    assert_eq!(seen, json!([0, "3"]));
    assert_eq!(
        run("report.dispose(); report.dispose(); report.get('requests.new.business')"),
        json!("refused: 这个年报对象已经释放，不能再用。")
    );
    assert_eq!(
        run("const blank = new Nianbao(); await blank.ready; blank.findings()"),
        json!("refused: 还没有年报：请给出 year 和 level，或者先用 open 打开一份。")
    );
    assert_eq!(
        run("await new Nianbao({ year: 2025, level: 'village' }).ready"),
        json!("refused: 没有 village 这种单位层级。")
    );
    nothing_to_complain(&page);
}
