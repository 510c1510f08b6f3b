//! Tests the page with the keyboard alone, and what the page says about its keys.

use super::with_faults;
use page_tests::exporting::DOCUMENTS;
use page_tests::filing::type_block;
use page_tests::outside::check_docx;
use page_tests::typing::key;
use page_tests::{Draft, Engine, Page, in_every_engine, published};
use serde_json::{Value, json};

in_every_engine! { filed regions dialogs errors_before_export before_the_pages }

/// Presses Tab until an element that matches has the focus.
#[track_caller]
fn tab_to(page: &Page, selector: &str) {
    const MOST: usize = 60;
    let there = || {
        page.js("return document.activeElement.matches(arguments[0])", &[json!(selector)]) == true
    };
    for _ in 0..MOST {
        if there() {
            return;
        }
        page.keys(&key::TAB.to_string());
    }
    panic!("{}: Tab does not lead to {selector}, but to {}", page.engine.name(), page.focused());
}

fn press(page: &Page, pressed: char) {
    page.keys(&pressed.to_string());
}

/// Types over the content of the focused field.
fn type_over(page: &Page, text: &str) {
    page.chord(&[key::CONTROL], 'a');
    page.prose_keys(text);
}

/// Goes to a part by the navigation, and into it.
#[track_caller]
fn go(page: &Page, part: &str) {
    let link = format!("[data-act=\"go\"][data-part=\"{part}\"]");
    press(page, key::F6);
    while page.js("return !document.activeElement.closest('.nb-nav')", &[]) == true {
        press(page, key::F6);
    }
    // The list is short, so the search starts at its first line.
    for _ in 0..7 {
        page.chord(&[key::SHIFT], key::TAB);
        if page.js("return document.activeElement.dataset.part === 'info'", &[]) == true {
            break;
        }
    }
    tab_to(page, &link);
    press(page, key::ENTER);
    page.wait_until(&format!("part {part} is open"), || {
        page.has(&format!("{link}[aria-current=\"true\"]"))
    });
    press(page, key::F6);
}

/// The report that the speed of filing is measured with, where it is available.
fn seed() -> Option<Draft> {
    let mut drafts = published::drafts();
    let index = drafts.iter().position(|draft| draft.name.contains("yanzhoulu")).unwrap_or(0);
    (!drafts.is_empty()).then(|| drafts.swap_remove(index))
}

/// Files a report from the start screen to the finished Word file, without one click.
fn filed(engine: Engine) {
    let (Some(draft), Some(page)) = (seed(), engine.start().filter(Page::open_built)) else {
        return;
    };
    page.js(
        "for (const kind of ['mousedown', 'pointerdown']) addEventListener(kind, () => { \
         window.nbClicked = true; }, true)",
        &[],
    );
    begin(&page, &draft);
    information(&page, &draft);
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other"] {
        if matches!(part, "disclosure" | "requests" | "disputes") {
            go(&page, part);
            table(&page, &draft, part);
            assert!(draft.section(part).is_empty(), "text beside a table is not typed here");
        } else if !draft.section(part).is_empty() {
            go(&page, part);
            text(&page, &draft, part);
        }
    }
    page_tests::Filing::new(&page, &draft).verify_unclicked();
    page.screenshot("access-filed");
    // F6 goes through the regions until it reaches the top bar.
    while page.js("return !document.activeElement.closest('.nb-top')", &[]) == true {
        press(&page, key::F6);
    }
    tab_to(&page, "#nb-export");
    press(&page, key::ENTER);
    page.wait_until("the export dialog is open", || page.shows("#nb-export-save"));
    tab_to(&page, "[data-field=\"export.docx\"]");
    let ticked = |output: &str| {
        page.js(
            "return document.querySelector(arguments[0]).checked",
            &[json!(format!("[data-field=\"export.{output}\"]"))],
        )
    };
    for output in DOCUMENTS {
        if page.has(&format!("[data-field=\"export.{output}\"]"))
            && (ticked(output) == true) != (output == "docx")
        {
            tab_to(&page, &format!("[data-field=\"export.{output}\"]"));
            press(&page, ' ');
        }
    }
    page.wait_written(&["docx"]);
    tab_to(&page, "#nb-export-save");
    let word = page.download(|page| press(page, key::ENTER));
    assert_eq!(page.js("return window.nbClicked", &[]), Value::Null, "nothing was clicked");
    check_docx(&draft, engine, &word.bytes);
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

fn begin(page: &Page, draft: &Draft) {
    tab_to(page, "[data-act=\"new\"]");
    press(page, key::ENTER);
    page.wait_until("the first field has the focus", || page.focused() == "new.name");
    type_over(page, &draft.text("agency.name").unwrap_or_default());
    press(page, key::TAB);
    assert_eq!(page.focused(), "new.level");
    let level = draft.text("agency.level").unwrap_or_default();
    let chosen = || page.value("[data-field=\"new.level\"]");
    // The search starts at the first entry.
    for _ in 0..30 {
        press(page, key::UP);
    }
    for _ in 0..30 {
        if chosen() == level {
            break;
        }
        press(page, key::DOWN);
    }
    assert_eq!(chosen(), level, "the arrows choose");
    press(page, key::TAB);
    type_over(page, &draft.text("year").unwrap_or_default());
    press(page, key::ENTER);
    page.wait_until("the report is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
}

fn information(page: &Page, draft: &Draft) {
    let skip = "document.activeElement.dataset.act === 'skip'";
    assert_eq!(page.focused(), "DIV", "the part has the focus");
    assert_eq!(page.js(&format!("return {skip}"), &[]), json!(false));
    for field in ["preface.text", "signature.organ", "signature.date"] {
        let Some(words) = draft.text(field) else { continue };
        let selector = format!("[data-field=\"{field}\"]");
        let folded = "return !!document.querySelector(arguments[0]).closest('details:not([open])')";
        if page.js(folded, &[json!(selector)]) == true {
            tab_to(page, "#nb-panel-info summary");
            press(page, key::ENTER);
        }
        tab_to(page, &selector);
        type_over(page, &words.replace('\n', &key::ENTER.to_string()));
    }
    let checked =
        page.js("return document.querySelector('[data-field=\"as_issued\"]').checked", &[]) == true;
    if checked != draft.as_issued() {
        tab_to(page, "[data-field=\"as_issued\"]");
        press(page, ' ');
        page.wait_until("totals can be typed", || {
            page.has("[data-cell=\"requests.new.total\"]:not([data-derived])")
        });
    }
}

/// Types all cells in their order; Tab leads from one to the next.
fn table(page: &Page, draft: &Draft, table: &str) {
    let values = draft.cells();
    let script = "return [...document.querySelectorAll(\
        `[data-cell^=\"${arguments[0]}.\"]:not([data-derived])`)].map(e => e.dataset.cell)";
    let cells = page.js(script, &[json!(table)]);
    let cells: Vec<&str> =
        cells.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    page.wait_until("the first cell has the focus", || page.focused() == cells[0]);
    for row in cells.chunks(7) {
        assert_eq!(page.focused(), row[0]);
        let strokes: String = row
            .iter()
            .map(|cell| {
                values.get(*cell).map_or("", String::as_str).to_owned() + &key::TAB.to_string()
            })
            .collect();
        page.keys(&strokes);
    }
}

fn text(page: &Page, draft: &Draft, part: &str) {
    page.wait_until("the text has the focus", || page.focused() == part);
    for (index, block) in draft.section(part).iter().enumerate() {
        if index > 0 {
            press(page, key::ENTER);
        }
        type_block(page, block);
    }
}

fn regions(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    page.go("requests");
    let region = || {
        let script = "const e = document.activeElement; \
            return ['.nb-top', '.nb-nav', '#nb-main', '.nb-side', '#nb-pane']\
            .find(s => e.closest(s)) || ''";
        page.js(script, &[]).as_str().unwrap_or_default().to_owned()
    };
    page.js("document.activeElement.blur()", &[]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        press(&page, key::F6);
        seen.push(region());
    }
    assert_eq!(seen, ["#nb-main", ".nb-side", ".nb-top", ".nb-nav"]);
    page.chord(&[key::SHIFT], key::F6);
    assert_eq!(region(), ".nb-top");
    // The skip link is the first stop of the page and leads into the part: to the first blank cell
    // or, where no cell is blank, to the first cell.
    page.js("document.querySelector('.nb-skip').focus()", &[]);
    let size = page.js(
        "const r = document.activeElement.getBoundingClientRect(); \
         return r.width > 60 && r.height >= 24",
        &[],
    );
    assert_eq!(size, json!(true), "it shows while it has the focus");
    press(&page, key::ENTER);
    assert_eq!(page.focused(), "requests.new.natural");
    // F6 leads back to the cell that had the focus last.
    press(&page, key::DOWN);
    press(&page, key::F6);
    page.chord(&[key::SHIFT], key::F6);
    assert_eq!(page.focused(), "requests.carried_in.natural");
    // F8 leads from finding to finding, and from the last one to the first.
    press(&page, key::F8);
    let first = page.js("return document.querySelector('.nb-f.nb-on').dataset.finding", &[]);
    let mut keys = vec![first.clone()];
    loop {
        press(&page, key::F8);
        let lit = page.js("return document.querySelector('.nb-f.nb-on').dataset.finding", &[]);
        if lit == first || keys.len() > 40 {
            break;
        }
        keys.push(lit);
    }
    assert_eq!(keys.len(), page.count("#nb-findings [data-finding]"), "each once");
    page.chord(&[key::SHIFT], key::F8);
    let last = page.js("return document.querySelector('.nb-f.nb-on').dataset.finding", &[]);
    assert_eq!(Some(&last), keys.last());
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// Where the preview covers the whole window, no element under it takes the focus, and a key that
/// leads to the form makes the form visible.
fn before_the_pages(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    page.go("requests");
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    page.click("preview.full");
    let covered = "const e = document.activeElement, r = e.getBoundingClientRect(),
        top = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height, 20) / 2);
        // After the last stop the focus is in the browser's own bars.
        return document.activeElement.matches(':focus')
          && !(top && (e === top || e.contains(top) || top.contains(e)))";
    for pressed in [key::F6; 4].into_iter().chain([key::TAB; 3]) {
        press(&page, pressed);
        assert_eq!(
            page.js(covered, &[]),
            json!(false),
            "{} has the focus",
            page.js("return document.activeElement.outerHTML.slice(0, 120)", &[])
        );
    }
    press(&page, key::F8);
    assert_eq!(
        page.js("return !!document.activeElement.closest('#nb-main, .nb-side')", &[]),
        json!(true)
    );
    assert_eq!(page.js(covered, &[]), json!(false), "the finding's cell is seen");
}

/// A dialog keeps the focus, closes by Escape, and returns the focus to the element that opened it;
/// the page behind it cannot be reached.
fn dialogs(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    let active = || page.js("return document.activeElement.id", &[]);
    let inside = || page.js("return !!document.activeElement.closest('.nb-dialog')", &[]) == true;
    // F1 opens the manual and ? the list of keys, as that list says.
    page.js(
        "document.getElementById('nb-undo').blur(); document.getElementById('nb-main').focus()",
        &[],
    );
    for (pressed, shown) in [(key::F1, "#nb-manual-text h2"), ('?', ".nb-keys")] {
        press(&page, pressed);
        page.wait_until(&format!("{shown} is there"), || page.shows(shown));
        press(&page, key::ESCAPE);
        assert!(!page.shows(".nb-dialog"));
        assert_eq!(active(), json!("nb-main"));
    }
    // In a field the key types a character.
    page.click_on("[data-field=\"preface.url\"]");
    press(&page, '?');
    assert!(!page.shows(".nb-dialog"));
    assert_eq!(page.value("[data-field=\"preface.url\"]"), "?");
    for opener in ["nb-manual", "nb-keys", "nb-export"] {
        page.js("document.getElementById(arguments[0]).focus()", &[json!(opener)]);
        press(&page, key::ENTER);
        page.wait_until("a dialog is open", || page.shows(".nb-dialog"));
        assert!(inside());
        for back in [false, true] {
            for _ in 0..30 {
                if back {
                    page.chord(&[key::SHIFT], key::TAB);
                } else {
                    press(&page, key::TAB);
                }
                assert!(inside(), "{}: the focus has left {opener}", engine.name());
            }
        }
        press(&page, key::ESCAPE);
        page.wait_until("it is closed", || !page.shows(".nb-dialog"));
        assert_eq!(active(), json!(opener));
    }
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// Before an export the errors are listed, have the focus first, and lead to their cells.
fn errors_before_export(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    page.js("document.getElementById('nb-export').focus()", &[]);
    press(&page, key::ENTER);
    page.wait_until("the dialog is open", || page.shows("#nb-export-save"));
    assert_eq!(page.js("return document.activeElement.id", &[]), json!("nb-export-errors"));
    assert!(
        page.label("#nb-export-errors")
            .unwrap_or_else(|_| page.value("#nb-errs-h"))
            .contains("还有 1 处错误"),
        "{:?}",
        page.label("#nb-export-errors")
    );
    page.screenshot("access-errors");
    press(&page, key::TAB);
    assert_eq!(page.focused(), "export.errors");
    press(&page, key::ENTER);
    page.wait_until("the cell has the focus", || page.focused().starts_with("requests."));
    assert!(
        page.has("[data-act=\"go\"][data-part=\"requests\"][aria-current=\"true\"]")
            && !page.shows(".nb-dialog")
    );
    // The error is announced with the cell.
    let told = "const e = document.activeElement; \
        return [e.getAttribute('aria-invalid'), \
        (document.getElementById(e.getAttribute('aria-describedby')) || e).textContent]";
    let told = page.js(told, &[]);
    assert!(
        told[0] == "true" && told[1].as_str().is_some_and(|words| words.contains("收办不平")),
        "{told}"
    );
}
