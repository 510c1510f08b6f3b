//! Tests the manual (使用说明): it opens from every screen, can be searched, is printed without the
//! report, and closes without changing the report.

use crate::{begun, opened};
use page_tests::outside::axe;
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, skipped};
use serde_json::json;

in_every_engine! { opening searching chapters printing in_a_cell refused keyboard sizes }

const SEARCH: &str = "[data-field=\"manual.search\"]";

/// Opens the manual by F1.
fn open(page: &Page) {
    page.keys(&key::F1.to_string());
    page.wait_until("the manual is there", || page.shows("#nb-manual-text h2"));
}

fn active(page: &Page) -> String {
    page.js("return document.activeElement.id", &[]).as_str().unwrap_or_default().to_owned()
}

fn close(page: &Page) {
    page.keys(&key::ESCAPE.to_string());
    page.wait_until("the manual is gone", || !page.has(".nb-dialog"));
}

/// The words of the manual that are on the screen.
fn text(page: &Page) -> String {
    page.js("return document.getElementById('nb-manual-text').textContent", &[])
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Whether an element is within the frame that scrolls.
fn in_view(page: &Page, selector: &str) -> bool {
    let script = "
        const e = document.querySelector(arguments[0]);
        if (!e) return false;
        const frame = document.getElementById('nb-manual-text');
        const r = e.getBoundingClientRect(), f = frame.getBoundingClientRect();
        return r.height > 0 && r.top >= f.top - 1 && r.bottom <= f.bottom + 1
            && r.bottom <= window.innerHeight";
    page.js(script, &[json!(selector)]) == true
}

fn opening(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    page.click("manual");
    page.wait_until("the manual is there", || page.shows("#nb-manual-text h2"));
    assert_eq!(active(&page), "nb-f-manual.search");
    close(&page);
    assert_eq!(active(&page), "nb-manual", "the button has the focus again");
    // By the key, with nothing in focus.
    page.js("document.activeElement.blur()", &[]);
    open(&page);
    close(&page);
    // In an open report, from the foot of the navigation.
    drop(page);
    let Some(page) = begun(engine, 2025) else { return };
    page.js("document.getElementById('nb-manual').click()", &[]);
    page.wait_until("the manual is there", || page.shows("#nb-manual-text h2"));
    close(&page);
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

fn searching(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    open(&page);
    page.fill(SEARCH, "二维码");
    page.wait_until("hits are counted", || page.value("#nb-manual-found").starts_with("第 1 处"));
    let hits = page.count("#nb-manual-text mark");
    assert!(hits > 2);
    assert_eq!(page.value("#nb-manual-found"), format!("第 1 处，共 {hits} 处"));
    assert!(!text(&page).contains("照着印好的报告录入时"), "other sections are left out");
    for next in 2..=hits {
        page.keys(&key::ENTER.to_string());
        page.wait_until("the next hit is counted", || {
            page.value("#nb-manual-found").starts_with(&format!("第 {next} 处"))
        });
        assert_eq!(page.count("mark[aria-current]"), 1);
        page.wait_until("it is in view", || in_view(&page, "mark[aria-current]"));
        assert_eq!(active(&page), "nb-f-manual.search", "the search keeps the focus");
    }
    page.chord(&[key::SHIFT], key::ENTER);
    page.wait_until("the hit before", || {
        page.value("#nb-manual-found").starts_with(&format!("第 {} 处", hits - 1))
    });
    page.screenshot("manual-search");
    page.fill(SEARCH, "没有这个词");
    page.wait_until("it is said", || page.value("#nb-manual-found").contains("没有找到"));
    assert!(text(&page).contains("换一个词试试"));
    // Text that an input method is still composing is not searched for.
    page.fill(SEARCH, "粘贴");
    page.wait_until("it is found", || text(&page).contains("整块粘贴"));
    close(&page);
    open(&page);
    assert_eq!(page.value(SEARCH), "");
    assert!(text(&page).contains("照着印好的报告录入时"));
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

fn chapters(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    open(&page);
    let count = page.count("[data-act=\"manual.go\"]");
    assert!(count >= 10, "{count} chapters");
    let press = "const b = document.querySelectorAll('[data-act=\"manual.go\"]')[arguments[0]];
        b.click();
        return `nb-manual-at-${b.dataset.to}`";
    for chapter in [count - 2, 2] {
        let heading = page.js(press, &[json!(chapter)]).as_str().unwrap_or_default().to_owned();
        page.wait_until("its heading has the focus", || active(&page) == heading);
        assert!(in_view(&page, &format!("#{heading}")), "{heading} is in view");
    }
    // From there Tab goes on in the dialog, and back.
    page.chord(&[key::SHIFT], key::TAB);
    assert!(page.js("return !!document.activeElement.closest('.nb-manual')", &[]) == true);
    close(&page);
}

fn printing(engine: Engine) {
    let Some(page) = opened(engine, "distinct-2021") else { return };
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    page.click("preview.close");
    open(&page);
    page.js("window.nbPrinted = 0; window.print = () => { window.nbPrinted += 1 }", &[]);
    page.click("manual.print");
    page.wait_until("the browser is asked", || page.js("return nbPrinted", &[]) == json!(1));
    if engine == Engine::WebKit {
        skipped::tell("the manual on paper", "WebKit's driver cannot print");
        return;
    }
    let Some(pages) = page.print("manual").pages() else { return };
    assert!(pages.len() > 3, "{} pages", pages.len());
    let all = pages.concat();
    for word in ["index.html", "Ctrl+V", "simfang.ttf", "nianbao_rule_pack"] {
        assert!(all.contains(word), "{word} in {all}");
    }
    // A number of the report, which has pages of its own.
    assert!(!all.contains("34615.9460"), "the report is not printed along");
    // Firefox's print has glyphs of some Chinese fonts without a meaning.
    if engine == Engine::Chromium {
        assert!(all.starts_with("使用说明填写、核对、排版"), "{all}");
        for alien in ["只看键盘操作", "跳到正在填的表"] {
            assert!(!all.contains(alien), "{alien} is no part of the manual");
        }
    }
    // Closed, the report is printed again.
    close(&page);
    let Some(pages) = page.print("manual-closed").pages() else { return };
    let all = pages.concat();
    assert!(all.contains("34615.9460") && !all.contains("simfang.ttf"), "{all}");
}

fn in_a_cell(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.go("requests");
    page.enter_cell("requests.new.natural");
    page.keys("12");
    open(&page);
    page.fill(SEARCH, "粘贴");
    close(&page);
    page.wait_until("the cell has the focus again", || page.focused() == "requests.new.natural");
    assert_eq!(page.cell("requests.new.natural"), "12");
    // While an input method is at work the key is its own.
    page.enter_cell("requests.new.business");
    page.js(
        "const e = document.activeElement;
         e.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
         e.dispatchEvent(new KeyboardEvent('keydown',
             { key: 'F1', bubbles: true, cancelable: true }));
         e.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));",
        &[],
    );
    assert!(!page.has(".nb-dialog"));
    assert_eq!(page.focused(), "requests.new.business");
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// If the office module cannot be loaded, the dialog says so, and the list of keys still opens.
fn refused(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    page.js(
        "nianbaoTest.office = (name, args, call) => new Promise(
             (_, no) => { window.nbRefuse = () => no(new Error('out of memory')) })",
        &[],
    );
    page.keys(&key::F1.to_string());
    page.wait_until("it says what it does", || {
        page.value(".nb-dialog").contains("正在打开使用说明")
    });
    page.js("nbRefuse()", &[]);
    page.wait_until("it says why not", || page.value(".nb-dialog").contains("没有装好"));
    page.click_on("#nb-dialog [data-act=\"keys\"]");
    page.wait_until("the keys are told", || page.shows(".nb-keys"));
    close(&page);
    page.js("nianbaoTest.office = null", &[]);
    open(&page);
}

/// All of it without a mouse.
fn keyboard(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.js("document.getElementById('nb-save').focus()", &[]);
    open(&page);
    let stop = || page.js("const e = document.activeElement; return e.dataset.act || e.id", &[]);
    let inside = || page.js("return !!document.activeElement.closest('.nb-dialog')", &[]) == true;
    let mut stops = vec![stop()];
    loop {
        page.keys(&key::TAB.to_string());
        assert!(inside(), "the focus has left the dialog after {stops:?}");
        if stop() == stops[0] {
            break;
        }
        stops.push(stop());
        assert!(stops.len() < 60, "{stops:?}");
    }
    for wanted in [
        "manual.previous",
        "manual.next",
        "manual.go",
        "nb-manual-text",
        "keys",
        "manual.print",
        "dialog.close",
    ] {
        assert!(stops.contains(&json!(wanted)), "{wanted} in {stops:?}");
    }
    // The text scrolls by keys.
    page.js("document.getElementById('nb-manual-text').focus()", &[]);
    let top = || page.js("return document.getElementById('nb-manual-text').scrollTop", &[]);
    page.keys(&key::PAGE_DOWN.to_string());
    page.wait_until("it has scrolled", || top() != json!(0));
    // Another F1 is not the browser's.
    page.keys(&key::F1.to_string());
    assert!(page.shows("#nb-manual-text"));
    close(&page);
    assert_eq!(active(&page), "nb-save");
    // The list of keys by itself.
    page.keys("?");
    page.wait_until("the keys are told", || page.shows(".nb-keys"));
    close(&page);
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// In the window sizes of offices and of a phone, axe-core finds nothing and nothing is cut off.
fn sizes(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    for (width, height) in [(1366, 768), (1093, 614), (1024, 768), (320, 640)] {
        page.set_inside(width, height);
        open(&page);
        for state in ["", "粘贴", "没有这个词"] {
            page.fill(SEARCH, state);
            page.wait_until("it is looked for", || {
                state.is_empty() != page.value("#nb-manual-found").contains('处')
                    || page.value("#nb-manual-found").contains("没有找到")
            });
            let fits = "
                const box = document.querySelector('.nb-dialog');
                const foot = document.querySelector('.nb-d-foot').getBoundingClientRect();
                const whole = document.scrollingElement;
                return [box.scrollWidth <= box.clientWidth,
                    whole.scrollWidth <= document.documentElement.clientWidth,
                    foot.bottom <= window.innerHeight && foot.height > 20]";
            assert_eq!(
                page.js(fits, &[]),
                json!([true, true, true]),
                "{width} by {height}, “{state}”"
            );
            // It sees the same in every engine.
            if engine == Engine::Chromium {
                let found = axe().map(|axe| page.violations(&axe)).unwrap_or_default();
                assert_eq!(found, [] as [&str; 0], "{width} by {height}, “{state}”");
            }
            page.screenshot(&format!("manual-{width}-{}", state.chars().count()));
        }
        close(&page);
    }
    assert_eq!(page.complaints(), [] as [&str; 0]);
}
