//! Tests the preview pages beside the form, and on paper.

use crate::begun;
use page_tests::printing::in_webkit;
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, places};
use serde_json::json;
use std::path::PathBuf;

in_every_engine! { beside leading changing sizes failing printing too_early }

fn draft() -> PathBuf {
    places::repository().join("tests/corpus/drafts/distinct-2021.json")
}

/// The page with a report that has content everywhere, and the preview open.
fn opened(engine: Engine) -> Option<Page> {
    let page = engine.start()?;
    if !page.open_built() {
        return None;
    }
    page.choose_file(&draft());
    page.wait_until("the report is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    Some(page)
}

/// The page number that the preview shows: 第 1 页，共 4 页.
fn position(page: &Page) -> String {
    page.value("#nb-p-position")
}

fn beside(engine: Engine) {
    let Some(page) = opened(engine) else { return };
    let pages = page.count(".nb-leaf");
    assert_eq!(position(&page), format!("第 1 页，共 {pages} 页"));
    assert!(
        page.shows("[data-part=\"info\"]") && page.shows("[data-field=\"agency.name\"]"),
        "the form stays beside it"
    );
    page.screenshot("preview-beside");
    // The preview page contains the text of the report, and every number of table 3.
    let words = page.value("#nb-leaf-1");
    assert!(words.contains("示例市人民政府") && words.contains("— 1 —"), "{words}");
    page.js("const p = document.getElementById('nb-pages'); p.scrollTop = p.scrollHeight", &[]);
    page.wait_until("the last page is in view", || {
        position(&page) == format!("第 {pages} 页，共 {pages} 页")
    });
    page.click_on("#nb-p-close");
    assert!(!page.shows("#nb-pane"));
    assert_eq!(
        page.js("return document.activeElement.id", &[]),
        json!("nb-preview"),
        "the focus goes back to the button"
    );
    assert!(page.shows("#nb-findings"));
    // By keyboard: the button opens the preview, Tab leads into it, Escape out of it.
    page.keys(" ");
    page.wait_until("it is open again", || page.shows("#nb-pages"));
    page.js("document.getElementById('nb-pages').focus()", &[]);
    page.keys(&key::ESCAPE.to_string());
    page.wait_until("Escape closes it", || !page.shows("#nb-pane"));
    assert_eq!(page.js("return document.activeElement.id", &[]), json!("nb-preview"));
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// Clicks a piece of the preview pages, wherever it is.
fn click_piece(page: &Page, aim: &str) {
    page.click_into(&format!("#nb-pages .nb-at[data-to=\"{aim}\"] > path"));
}

fn leading(engine: Engine) {
    let Some(page) = opened(engine) else { return };
    click_piece(&page, "requests.partial.welfare");
    page.wait_until("the cell has the focus", || page.focused() == "requests.partial.welfare");
    let marked =
        "return [...document.querySelectorAll('#nb-pages .nb-in-hand')].map(e => e.dataset.to)";
    page.wait_until("it is marked", || page.js(marked, &[]) == json!(["requests.partial.welfare"]));
    page.keys(&key::TAB.to_string());
    page.wait_until("the mark goes along", || {
        page.js(marked, &[]) == json!(["requests.partial.legal"])
    });
    // A calculated cell, a cell of another table, the title, a note, the signature.
    for (aim, field) in [
        ("requests.total.natural", "requests.total.natural"),
        ("disclosure.normative.issued", "disclosure.normative.issued"),
        ("title", "agency.name"),
        ("table_notes.requests", "table_notes.requests"),
        ("signature.date", "signature.date"),
    ] {
        click_piece(&page, aim);
        page.wait_until(&format!("{aim} leads to {field}"), || page.focused() == field);
    }
    click_piece(&page, "overview/2");
    page.wait_until("a paragraph leads to its text", || page.focused() == "overview");
    let caret = "const s = getSelection(); return s.focusNode \
        && (s.focusNode.nodeType === 3 ? s.focusNode.parentNode : s.focusNode)\
        .closest('p').textContent";
    let paragraph = page.paragraphs("overview")[2].clone();
    assert_eq!(page.js(caret, &[]), json!(paragraph));
    page.wait_until("the paragraph is marked", || page.js(marked, &[]) == json!(["overview/2"]));
    // A closed section opens.
    click_piece(&page, "requests/0");
    page.wait_until("the text before the table opens", || page.focused() == "requests");
    // With following on, the preview scrolls to the place that is being edited.
    page.click("preview.follow");
    page.go("disputes");
    page.enter_cell("disputes.review.upheld");
    let in_view = "const p = document.getElementById('nb-pages').getBoundingClientRect(),
        m = document.querySelector('#nb-pages .nb-in-hand');
        if (!m) return false; const r = m.getBoundingClientRect();
          return m.dataset.to === 'disputes.review.upheld' && r.top >= p.top
            && r.bottom <= p.bottom";
    page.wait_until("the place in hand is in view", || page.js(in_view, &[]) == true);
}

fn changing(engine: Engine) {
    let Some(page) = opened(engine) else { return };
    let pages = page.count(".nb-leaf");
    page.go("disputes");
    page.js(
        "[...document.querySelectorAll('.nb-leaf text')].forEach(e => { e.nbBefore = true }); \
            document.getElementById('nb-pages').scrollTop = 120",
        &[],
    );
    page.type_cell("disputes.review.upheld", "4321");
    let shown = "#nb-pages .nb-at[data-to=\"disputes.review.upheld\"]";
    page.wait_until("the page shows the number", || page.value(shown) == "4321");
    let drawn = "return [...document.querySelectorAll('.nb-leaf text')].filter(e => !e.nbBefore)\
        .map(e => e.textContent)";
    // The sum of its row changes with it. A wrong sum would put the draft mark on every page: this
    // report has none before and none after.
    assert_eq!(
        (page.count(".nb-leaf"), page.js(drawn, &[])),
        (pages, json!(["4321", "4924"])),
        "only what changed is drawn anew"
    );
    assert_eq!(
        page.js("return document.getElementById('nb-pages').scrollTop", &[]),
        json!(120),
        "the pages stay where they were"
    );
    // Undo redraws the form; the preview pages stay.
    page.click("undo");
    page.wait_until("the page shows the number of before", || page.value(shown) == "389");
    assert_eq!(page.js("return document.getElementById('nb-pages').scrollTop", &[]), json!(120));
    // A text that grows beyond the end of its page adds a page.
    page.go("other");
    page.click_on("[data-prose=\"other\"]");
    page.chord(&[key::CONTROL], key::END);
    page.js(
        "document.execCommand('insertText', false, arguments[0])",
        &[json!("本年度没有其他需要报告的事项，有关情况已在前面各部分写明。".repeat(40))],
    );
    page.wait_until("there is one page more", || page.count(".nb-leaf") > pages);
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

fn sizes(engine: Engine) {
    let Some(page) = opened(engine) else { return };
    let width = || {
        page.js("return document.querySelector('.nb-leaf-svg').getBoundingClientRect().width", &[])
            .as_f64()
            .unwrap_or_default()
    };
    let small = width();
    page.click_on("#nb-p-zoom-actual");
    page.wait_until("it has the size of paper", || (width() - 793.7).abs() < 1.0);
    page.click_on("#nb-p-zoom-page");
    page.wait_until("it is smaller", || width() < small);
    page.screenshot("preview-page");
    page.js("document.getElementById('nb-leaf-3').scrollIntoView()", &[]);
    page.wait_until("page 3 is in view", || position(&page).starts_with("第 3 页"));
    page.click("preview.full");
    page.wait_until("it lies over the form", || (width() - 793.7).abs() < 1.0);
    assert!(
        position(&page).starts_with("第 3 页"),
        "the page in view stays in view: {}",
        position(&page)
    );
    page.screenshot("preview-full");
    // What is covered cannot be reached.
    let reachable = "return getComputedStyle(document.getElementById('nb-main')).visibility";
    assert_eq!(page.js(reachable, &[]), json!("hidden"));
    // A click on a piece leads to its cell in the form.
    click_piece(&page, "requests.new.natural");
    page.wait_until("the form is there", || page.focused() == "requests.new.natural");
    assert!(page.shows("#nb-pages"));
    page.click("preview.full");
    page.keys(&key::ESCAPE.to_string());
    page.wait_until("Escape closes it", || !page.shows("#nb-pane"));
    // A narrow screen has no room beside the form.
    page.set_window(900, 700);
    page.click("preview");
    page.wait_until("it lies over everything", || page.js(reachable, &[]) == json!("hidden"));
    page.screenshot("preview-narrow");
    click_piece(&page, "requests.new.natural");
    page.wait_until("the form is there", || {
        !page.shows("#nb-pane") && page.focused() == "requests.new.natural"
    });
}

fn failing(engine: Engine) {
    let Some(page) = opened(engine) else { return };
    let pages = page.count(".nb-leaf");
    // The test breaks the text that the office module is to draw, which is a fault in the middle of
    // its work. The page itself continues: the fault begins where the office module reads the
    // draft.
    page.js(
        "window.nbWhole = {};
         for (const name of ['encode', 'encodeInto']) {
           const whole = window.nbWhole[name] = TextEncoder.prototype[name];
           TextEncoder.prototype[name] = function (text) {
             if (window.nbFault && text.includes('\"cells\":')) {
               window.nbFault = false;
               throw new Error('a fault');
             }
             return whole.apply(this, arguments);
           };
         }
         window.nianbaoTest.office = (name, args, real) => {
           if (name === 'pages') {
             const { draft } = args[0];
             const get = () => { window.nbFault = true; return draft; };
             Object.defineProperty(args[0], 'draft', { get });
           }
           return real(name, args);
         };",
        &[],
    );
    page.go("disputes");
    page.type_cell("disputes.review.upheld", "77");
    page.wait_until("it says that it failed", || page.shows("#nb-p-retry"));
    assert!(
        page.value("#nb-p-note").contains("排版时程序出了错，填写的内容没有变化"),
        "{}",
        page.value("#nb-p-note")
    );
    assert_eq!(page.count(".nb-leaf"), pages, "the last good pages stay");
    page.screenshot("preview-failed");
    let mend = "delete window.nianbaoTest.office;
        Object.assign(TextEncoder.prototype, window.nbWhole)";
    page.js(mend, &[]);
    page.click("preview.retry");
    page.wait_until("it works again", || {
        page.value("#nb-pages .nb-at[data-to=\"disputes.review.upheld\"]") == "77"
            && !page.shows("#nb-p-retry")
    });
    // A new report without any input is a blank form, and the preview says so.
    drop(page);
    let Some(page) = begun(engine, 2025) else { return };
    page.click("preview");
    page.wait_until("the blank pages are there", || page.count(".nb-leaf") > 1);
    assert!(page.value("#nb-p-note").contains("空白的版面"));
    page.screenshot("preview-blank");
}

fn printing(engine: Engine) {
    let Some(page) = opened(engine) else { return };
    let count = page.count(".nb-leaf");
    page.click("preview.close");
    // The button and Ctrl+P ask the browser to print; the pages are complete then.
    page.js(
        "window.nbPrinted = []; \
         window.print = () => window.nbPrinted.push(\
         document.getElementById('nb-pane').dataset.fresh || '')",
        &[],
    );
    page.chord(&[key::CONTROL], 'p');
    page.wait_until("the browser is asked", || page.js("return nbPrinted", &[]) == json!(["1"]));
    page.go("disputes");
    page.type_cell("disputes.review.upheld", "388");
    page.chord(&[key::CONTROL], 'p');
    page.wait_until("the browser is asked, once the pages are new", || {
        page.js("return nbPrinted", &[]) == json!(["1", "1"])
    });
    assert_eq!(page.value("#nb-pages .nb-at[data-to=\"disputes.review.upheld\"]"), "388");
    // The printed pages.
    let (print, numbers) = if engine == Engine::WebKit {
        let Some((print, webkit)) = in_webkit(&draft(), "print") else { return };
        assert_eq!(webkit, count);
        (print, ["30863", "34615.9460", "1390", "389"])
    } else {
        (page.print("print"), ["30863", "34615.9460", "1390", "388"])
    };
    let Some(pages) = print.pages() else { return };
    assert_eq!(pages.len(), count, "a sheet for each page: {pages:?}");
    for (index, words) in pages.iter().enumerate() {
        let number = format!("—{}—", index + 1);
        assert!(words.contains(&number), "{number} on page {}: {words}", index + 1);
    }
    let all = pages.concat();
    for cell in numbers {
        assert!(all.contains(cell), "{cell} in {all}");
    }
    // In Firefox's print some glyphs of Chinese fonts have no text; WebKit's maps some to radicals,
    // which look the same.
    if engine == Engine::Chromium {
        assert!(
            all.contains("示例市人民政府") && all.contains("三、收到和处理政府信息公开申请情况"),
            "{all}"
        );
    }
    for alien in ["撤销", "回到核对", "导出", "适合宽度"] {
        assert!(!all.contains(alien), "{alien} is no part of the report");
    }
}

/// Printing before the pages are drawn prints a sentence, and nothing of the form.
fn too_early(engine: Engine) {
    let Some(page) = engine.start() else { return };
    if !page.open_built() {
        return;
    }
    // The office module is started when it is first needed: in this test it never starts.
    page.js("window.WebAssembly.instantiate = () => new Promise(() => {})", &[]);
    page.choose_file(&draft());
    page.wait_until("the report is open", || {
        page.shows("[data-act=\"go\"][data-part=\"requests\"]")
    });
    page.go("requests");
    page.type_cell("requests.new.natural", "12345");
    page.click("preview");
    page.wait_until("it says what it does", || page.value("#nb-p-note").contains("正在排版"));
    page.screenshot("preview-waiting");
    page.js("window.nbPrinted = 0; window.print = () => window.nbPrinted++", &[]);
    page.chord(&[key::CONTROL], 'p');
    page.wait_until("it says that it will", || page.message().contains("排好就打印"));
    assert_eq!(page.js("return nbPrinted", &[]), json!(0));
    // WebKit's driver cannot print.
    if engine == Engine::WebKit {
        return;
    }
    let Some(pages) = page.print("print-too-early").pages() else { return };
    assert!(pages.len() == 1 && !pages[0].contains("12345"), "nothing of the form: {pages:?}");
    // In Firefox's print some glyphs of Chinese fonts have no text.
    if engine == Engine::Chromium {
        assert!(pages[0].contains("版面还没有排好"), "{pages:?}");
    }
}
