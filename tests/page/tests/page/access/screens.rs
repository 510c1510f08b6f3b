//! Tests every screen and dialog in the usual size, in large type, at 200 % and in a window 320
//! pixels wide: axe-core finds nothing, nothing makes the page scroll sideways, and no control is
//! too small; also in the system's colours.

use super::{open_faulty, with_faults};
use page_tests::outside::axe;
use page_tests::page::texts;
use page_tests::typing::key;
use page_tests::{Engine, Page, at_length, in_every_engine, skipped};
use serde_json::json;

in_every_engine! { usual at_200_percent narrow large kept still forced }

/// Finds what makes the page, or a dialog, scroll sideways.
const SIDEWAYS: &str = "
    const found = [], width = document.documentElement.clientWidth;
    const box = document.querySelector('.nb-dialog');
    if (box && box.scrollWidth > box.clientWidth) found.push('the dialog is ' + box.scrollWidth
      + ' wide and shows ' + box.clientWidth);
    if (document.scrollingElement.scrollWidth > width) found.push('the page is '
      + document.scrollingElement.scrollWidth + ' wide and shows ' + width);
    if (found.length) {
      const scrolls = e => { for (e = e.parentElement; e; e = e.parentElement) {
        if (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) && e !== document.body
          && e !== box) return true; } return false; };
      for (const e of document.querySelectorAll('#nianbao *')) {
        const r = e.getBoundingClientRect();
        if (r.width && r.right > (box ? box.getBoundingClientRect().right : width) + 1
          && !scrolls(e)) found.push(`${e.tagName}.${e.className}#${e.id} ends at \
            ${Math.round(r.right)}`);
      }
    }
    // Buttons that cannot be scrolled into view.
    const moves = e => { for (e = e.parentElement; e; e = e.parentElement) if (
      /auto|scroll/.test(getComputedStyle(e).overflowX)) return true; return false; };
    for (const e of document.querySelectorAll('#nianbao button')) {
      const r = e.getBoundingClientRect();
      if (r.width && !e.closest('[inert]') && getComputedStyle(e).visibility !== 'hidden'
        && !moves(e) && (r.left < -1 || r.right > width + 1)) found.push(
          `${e.outerHTML.slice(0, 80)} ends at ${Math.round(r.right)}`);
    }
    return found.slice(0, 12);";

/// Finds buttons and fields that are less than 24 pixels wide or high. The label of a field counts
/// as a part of it.
const SMALL: &str = "
    return [...document.querySelectorAll(
      'button, summary, select, input:not([type=file]), textarea, [role=textbox]')]
      .filter(e => e.getClientRects().length && !e.closest('[inert]')
        && !e.matches('.nb-skip:not(:focus)'))
      .map(e => e.closest('label') || e)
      .filter(e => { const r = e.getBoundingClientRect(); return r.width < 23.9
        || r.height < 23.9; })
      .map(e => { const r = e.getBoundingClientRect();
        return `${e.outerHTML.slice(0, 90)}: ${r.width} x ${r.height}`; });";

/// Finds text smaller than 18 pixels, except on the preview pages, which are pictures of paper.
const FINE_PRINT: &str = "
    const small = new Set();
    const walk = document.createTreeWalker(document.getElementById('nianbao'),
      NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !e.getClientRects().length
        || e.closest('svg, .nb-unseen')) continue;
      const size = parseFloat(getComputedStyle(e).fontSize);
      if (size < 18) small.add(`${e.tagName}.${e.className}: ${size}`);
    }
    for (const e of document.querySelectorAll('.nb-c, input, textarea, select'))
      if (e.getClientRects().length && e.type !== 'checkbox' && e.type !== 'file'
        && parseFloat(getComputedStyle(e).fontSize) < 18) small.add(e.outerHTML.slice(0, 80));
    return [...small];";

struct Look<'a> {
    page: &'a Page,
    /// The source of axe-core, where it is run too. Its results are the same in every engine, and
    /// it takes most of the time: outside Chromium it runs in the usual size only.
    axe: Option<String>,
    name: &'a str,
    large: bool,
    found: Vec<String>,
}

impl Look<'_> {
    fn at(&mut self, place: &str) {
        let page = self.page;
        let mut found = self.axe.as_ref().map(|axe| page.violations(axe)).unwrap_or_default();
        for script in [SIDEWAYS, SMALL] {
            found.extend(texts(&page.js(script, &[])));
        }
        if self.large {
            found.extend(texts(&page.js(FINE_PRINT, &[])));
        }
        page.screenshot(&format!("access-{}-{place}", self.name));
        self.found.extend(found.into_iter().map(|line| format!("{place}: {line}")));
    }

    #[track_caller]
    fn end(self) {
        assert!(
            self.found.is_empty(),
            "{} in {}:\n{}",
            self.name,
            self.page.engine.name(),
            self.found.join("\n")
        );
    }
}

/// Visits every screen and dialog.
fn everywhere(page: &Page, name: &str, large: bool) {
    let Some(axe) = axe() else { return };
    let looks = at_length() || page.engine == Engine::Chromium || name == "usual";
    let mut look = Look { page, axe: looks.then_some(axe), name, large, found: Vec::new() };
    page.wait_until("the drafts are listed", || page.has("#nb-f-nowhere"));
    look.at("start");
    for (act, there) in [
        ("new", ".nb-dialog select"),
        ("scan", ".nb-dialog textarea"),
        ("rules", ".nb-rules"),
        ("manual", "#nb-manual-text h2"),
        ("keys", ".nb-keys"),
        ("machine.clear", ".nb-dialog"),
        ("offline", "[data-way=\"beacon\"]"),
    ] {
        opened(&mut look, act, there);
    }
    open_faulty(page);
    for part in ["info", "overview", "disclosure", "requests", "disputes", "problems", "other"] {
        page.go(part);
        look.at(part);
        match part {
            "info" => opened(&mut look, "fonts", ".nb-fonts"),
            "overview" => opened(&mut look, "field", ".nb-dialog select"),
            "requests" => {
                page.click_on("#nb-findings [data-severity=\"error\"] .nb-f-go");
                look.at("finding");
                opened(&mut look, "explain", ".nb-dialog textarea");
                page.js("document.getElementById('nb-c-requests.new.natural').focus()", &[]);
                page.paste(
                    "1\t2\n3\t4",
                    Some(
                        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
                    ),
                );
                page.wait_until("it asks", || page.shows("#nb-paste-apply"));
                look.at("paste");
                page.click("paste.cancel");
            }
            _ => {}
        }
    }
    opened(&mut look, "export", "#nb-export-save");
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    look.at("preview");
    page.click_on("#nb-p-close");
    page.click("home");
    page.wait_until("the draft is listed", || page.has("[data-act=\"forget\"]"));
    look.at("kept");
    opened(&mut look, "forget", ".nb-dialog");
    look.end();
    // The self-test tries to send something; the complaints about the refusals are expected.
    let complaints: Vec<String> =
        page.complaints().into_iter().filter(|line| !line.contains("nianbao.invalid")).collect();
    assert_eq!(complaints, [] as [&str; 0]);
}

fn opened(look: &mut Look, act: &str, there: &str) {
    let page = look.page;
    // A script clicks the visible one of several equal buttons, which may be out of view in a short
    // window.
    page.js(
        "const b = [...document.querySelectorAll(`button[data-act=\"${arguments[0]}\"]`)]\
            .find(e => e.getClientRects().length); b.focus(); b.click()",
        &[json!(act)],
    );
    page.wait_until(&format!("{act} is open"), || page.shows(there));
    look.at(act);
    // The dialog's button may be below the edge of a short window, where WebKit's driver does not
    // find it.
    page.keys(&key::ESCAPE.to_string());
    page.wait_until(&format!("{act} is closed"), || !page.shows(".nb-dialog"));
}

fn usual(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    everywhere(&page, "usual", false);
    open_faulty(&page);
    let more = "return document.scrollingElement.scrollHeight - window.innerHeight";
    assert_eq!(page.js(more, &[]), json!(0), "the window itself does not scroll");
}

/// 1366 by 768 pixels at 200 % are 683 by 384.
fn at_200_percent(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    assert!(page.set_inside(683, 384) <= 700);
    everywhere(&page, "200-percent", false);
}

/// 1280 by 1024 pixels at 400 % are 320 by 256; a telephone is as wide and higher.
fn narrow(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    let width = page.set_inside(320, 640);
    assert!(width == 320 || engine != Engine::Chromium, "{width}");
    if width > 320 {
        skipped::tell(
            "320 pixels",
            &format!("the window of {} is {width} wide at least", engine.name()),
        );
    }
    everywhere(&page, "narrow", false);
    frozen(&page);
    if engine == Engine::WebKit {
        // WebKit's driver scrolls to a position in which a bar of the page covers the cell.
        skipped::tell("400 %", "WebKit's driver cannot scroll in so low a window");
        return;
    }
    page.set_inside(320, 256);
    // The outer window is higher than its inner area.
    let inside = || {
        u32::try_from(page.js("return window.innerHeight", &[]).as_u64().unwrap_or(0)).unwrap_or(0)
    };
    if inside() < 256 {
        page.set_inside(320, 512 - inside());
    }
    open_faulty(&page);
    page.go("requests");
    focus(&page, "requests.carried_out.legal");
    let seen = "const e = document.activeElement, r = e.getBoundingClientRect(); \
        const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2); \
        return top === e";
    page.wait_until("what has the focus can be seen at 400 %", || page.js(seen, &[]) == true);
    page.screenshot("access-400-percent");
}

/// Puts the focus into a cell as Tab does. (WebKit's driver does not find elements that a scrolling
/// area within the page has scrolled out of view.)
fn focus(page: &Page, cell: &str) {
    page.js(
        "const e = document.getElementById('nb-c-' + arguments[0]); \
            e.scrollIntoView({ block: 'nearest', inline: 'nearest' }); e.focus()",
        &[json!(cell)],
    );
}

/// Heads and row labels of a table stay visible while it scrolls, and do not cover the focused
/// cell.
fn frozen(page: &Page) {
    open_faulty(page);
    page.go("requests");
    focus(page, "requests.carried_out.other");
    let stays = "
        const sheet = document.getElementById('nb-sheet-requests').getBoundingClientRect();
        const head = document.querySelector('.nb-grid-requests thead').getBoundingClientRect();
        const label = document.getElementById('nb-td-requests.carried_out.other')
          .parentElement.querySelector('th').getBoundingClientRect();
        const cell = document.activeElement.getBoundingClientRect();
        return [
          Math.abs(head.top - sheet.top) < 3,
          Math.abs(label.left - sheet.left) < 3 || sheet.width > 600,
          cell.top >= head.bottom - 1,
          cell.left >= label.right - 1 && cell.right <= sheet.right + 1]";
    page.wait_until("heads and labels stay, and the cell is clear of them", || {
        page.js(stays, &[]) == json!([true, true, true, true])
    });
    page.screenshot("access-frozen");
    // The same holds on the way up.
    for _ in 0..24 {
        page.keys(&key::UP.to_string());
        // The cell must begin below the end of the heads.
        let clear = "const head = document.querySelector('.nb-grid-requests thead'); \
            return document.activeElement.getBoundingClientRect().top \
            > head.getBoundingClientRect().bottom - 1";
        page.wait_until(&format!("{} is not under the heads", page.focused()), || {
            page.js(clear, &[]) == true
        });
    }
    let tab_stop =
        || page.js("return document.getElementById('nb-sheet-requests').tabIndex", &[]) == 0;
    page.wait_until("the frame can be scrolled by keys", tab_stop);
}

fn large(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    page.click("type");
    everywhere(&page, "large", true);
    page.set_inside(320, 640);
    everywhere(&page, "large-narrow", true);
}

/// Large type is kept in the report, after a reload and after a fault, and can be switched off
/// again.
fn kept(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    let pressed = || {
        page.js(
            "return [document.getElementById('nb-type').getAttribute('aria-pressed'), \
                getComputedStyle(document.querySelector('.nb')).fontSize]",
            &[],
        )
    };
    let usual = pressed();
    assert_eq!(usual, json!(["false", "16px"]));
    page.click("type");
    assert_eq!(pressed(), json!(["true", "22px"]));
    open_faulty(&page);
    assert_eq!(pressed(), json!(["true", "22px"]));
    page.reload();
    page.resume();
    assert_eq!(pressed(), json!(["true", "22px"]), "after a reload");
    let _ = page.try_js("window.nianbaoTest.trap()", &[]);
    page.wait_ready();
    page.resume();
    assert_eq!(pressed(), json!(["true", "22px"]), "after a fault");
    page.click("type");
    assert_eq!(pressed(), usual);
    page.reload();
    page.resume();
    assert_eq!(pressed(), usual);
    assert_eq!(
        page.js("return Object.keys(localStorage).filter(key => key.includes('large'))", &[]),
        json!([])
    );
}

/// Nothing is animated for users who asked for reduced motion.
fn still(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    let wish = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    if page.devtools("Emulation.setEmulatedMedia", &wish).is_err() {
        // Only Chromium can emulate the preference; the other engines are tested as they are.
        let moving = "return [...document.styleSheets].flatMap(s => [...s.cssRules])\
            .filter(r => /transition|animation|scroll-behavior/.test(r.cssText) \
            && !/prefers-reduced-motion/.test(r.conditionText || '')).length";
        assert_eq!(page.js(moving, &[]), json!(0), "what moves does so under a condition");
        return;
    }
    let moving = "return [...document.querySelectorAll('*')]\
        .filter(e => { const s = getComputedStyle(e); return parseFloat(s.transitionDuration) > 0 \
        || s.animationName !== 'none' || s.scrollBehavior === 'smooth'; }).length";
    assert_eq!(page.js(moving, &[]), json!(0));
}

/// In the system's own high-contrast colours, what is otherwise shown by a background colour is
/// shown by a line.
fn forced(engine: Engine) {
    let Some(page) = with_faults(engine) else { return };
    let wish = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    // Only Chromium can emulate the preference.
    if page.devtools("Emulation.setEmulatedMedia", &wish).is_err() {
        skipped::tell("colours of the system", "only Chromium lets itself be told");
        return;
    }
    assert_eq!(page.js("return matchMedia('(forced-colors: active)').matches", &[]), json!(true));
    page.go("requests");
    page.click_on("#nb-findings [data-severity=\"error\"] .nb-f-go");
    page.keys(&key::TAB.to_string());
    let style = |selector: &str, property: &str| {
        page.js(
            "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
            &[json!(selector), json!(property)],
        )
    };
    assert_eq!(style(".nb-grid td.nb-err", "outlineStyle"), json!("double"), "lit as well");
    assert_eq!(style(".nb-go[aria-current]", "borderTopWidth"), json!("2px"));
    assert_eq!(
        page.js(
            "const s = getComputedStyle(document.activeElement); \
             return [s.outlineStyle, s.outlineWidth]",
            &[]
        ),
        json!(["solid", "3px"])
    );
    page.screenshot("access-forced-requests");
    page.go("overview");
    page.wait_until("the chips are there", || page.count("#nb-chips-overview .nb-chip") > 3);
    assert_ne!(style("#nb-chips-overview .nb-chip", "borderBottomStyle"), json!("none"));
    page.screenshot("access-forced-overview");
    page.click("export");
    page.wait_until("the dialog is open", || page.shows("#nb-export-save"));
    assert_eq!(style(".nb-dialog", "borderTopWidth"), json!("3px"));
    page.screenshot("access-forced-export");
    page.click("dialog.close");
    page.click("preview");
    page.wait_until("the pages are there", || page.count(".nb-leaf") > 1);
    page.screenshot("access-forced-preview");
    page.click("home");
    page.screenshot("access-forced-start");
}
