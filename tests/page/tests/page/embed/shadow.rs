//! Tests that everything works in a shadow tree: typing, focus, the editors and their selections,
//! dialogs, files, and a narrow column.

use super::{BODY, ELEMENT, at, nothing_to_complain, page_with};
use page_tests::host::Host;
use page_tests::outside::{axe, check_docx};
use page_tests::typing::key;
use page_tests::{Draft, Engine, Filing, Page, in_every_engine, places};
use serde_json::json;

in_every_engine! { filed edited keys_stay_inside narrow accessible }

/// A whole report is typed, from the start screen to the last paragraph, and exported as Word.
fn filed(engine: Engine) {
    let server = Host::start(page_with("<nianbao-report></nianbao-report>", ""));
    let Some(page) = at(engine, &server, "/test") else { return };
    let draft =
        Draft::read(&places::repository().join("tests/corpus/drafts/distinct-2021-as-issued.json"));
    Filing::new(&page, &draft).whole();
    let file = page.export("docx");
    check_docx(&draft, engine, &file.bytes);
    nothing_to_complain(&page);
}

/// The text of an editor, with bold text in brackets and live fields in braces.
fn text(page: &Page, part: &str) -> String {
    let script = "const root = document.querySelector(arguments[0]).shadowRoot;
    return [...root.querySelectorAll(`[data-prose=${arguments[1]}] > *`)].map(p => {
        let words = '';
        const walk = (node, bold) => { for (const n of node.childNodes) {
            if (n.nodeType === 3) words += bold ? `[${n.data}]` : n.data;
            else if (n.dataset.live) words += `{${n.textContent}}`;
            else walk(n, bold || /^(B|STRONG)$/.test(n.tagName)
                || /bold|[6-9]00/.test(n.style.fontWeight));
        } };
        walk(p, false);
        return words;
    }).join('|')";
    page.js(script, &[json!(ELEMENT), json!(part)]).as_str().unwrap_or_default().to_owned()
}

/// Text can be made bold and pasted, a number of the tables is inserted at the caret, and a number
/// of the list is selected in the text.
fn edited(engine: Engine) {
    let server = Host::start(page_with(BODY, ""));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    page.go("problems");
    page.click_on("[data-prose=\"problems\"]");
    page.chord(&[key::CONTROL], 'b');
    page.prose_keys("一是");
    page.chord(&[key::CONTROL], 'b');
    page.prose_keys("全年收到申请件，比上年多30%。");
    assert_eq!(text(&page, "problems"), "[一是]全年收到申请件，比上年多30%。");
    // The caret is placed before 件.
    for _ in 0.."件，比上年多30%。".chars().count() {
        page.keys(&key::LEFT.to_string());
    }
    page.click_on("[data-act=\"field\"][data-part=\"problems\"]");
    page.select("[data-field=\"field.cell\"]", "requests.new.natural");
    page.click("field.insert");
    assert_eq!(
        text(&page, "problems"),
        "[一是]全年收到申请{12}件，比上年多30%。",
        "the number stands where the caret was"
    );
    page.prose_keys("、");
    assert_eq!(
        text(&page, "problems"),
        "[一是]全年收到申请{12}、件，比上年多30%。",
        "and the caret behind it"
    );
    page.keys(&key::BACKSPACE.to_string());
    // A number of the list is selected in the text, and typed text replaces it.
    page.wait_until("the number is listed", || {
        page.has("[data-act=\"number\"][data-part=\"problems\"]")
    });
    let listed = page.js(
        "const root = document.querySelector(arguments[0]).shadowRoot;
         return [...root.querySelectorAll('[data-act=number][data-part=problems]')]
             .findIndex(b => b.textContent.includes('30'))",
        &[json!(ELEMENT)],
    );
    let listed = listed.as_i64().filter(|index| *index >= 0).expect("30% is in the list");
    page.js(
        "const root = document.querySelector(arguments[0]).shadowRoot;
         const all = root.querySelectorAll('[data-act=number][data-part=problems]');
         all[arguments[1]].click()",
        &[json!(ELEMENT), json!(listed)],
    );
    page.prose_keys("25%");
    assert_eq!(text(&page, "problems"), "[一是]全年收到申请{12}件，比上年多25%。");
    page.chord(&[key::CONTROL], key::END);
    page.paste("二是加强培训。", Some("<p><b>二是</b>加强<i>培训</i>。</p>"));
    assert_eq!(text(&page, "problems"), "[一是]全年收到申请{12}件，比上年多25%。[二是]加强培训。");
    assert_eq!(page.focused(), "problems");
    // The editing commands of browsers try to add styles to what they insert. The policy refuses
    // these, and they are not needed.
    super::forget(&page, "policy: style-src-attr inline");
    nothing_to_complain(&page);
}

/// Keys typed in a field of the element do not trigger shortcuts of the host page. Shortcuts typed
/// elsewhere on the host page do not act on the element.
fn keys_stay_inside(engine: Engine) {
    let script = "window.pressed = [];
        document.addEventListener('keydown',
            e => { pressed.push(e.key); if (/\\d/.test(e.key)) e.preventDefault(); });";
    let server = Host::start(page_with(&format!("<p><input id=\"other\"></p>{BODY}"), script));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    assert_eq!(page.cell("requests.new.natural"), "12");
    page.chord(&[key::CONTROL], 'z');
    assert_eq!(page.cell("requests.new.natural"), "", "Ctrl+Z is ours while the focus is");
    page.type_cell("requests.new.natural", "5");
    assert_eq!(page.js("return pressed.filter(k => /\\d/.test(k))", &[]), json!([]));
    page.look_into(None);
    page.click_on("#other");
    page.keys("a");
    page.chord(&[key::CONTROL], 'z');
    page.look_into(Some(ELEMENT));
    assert_eq!(page.cell("requests.new.natural"), "5", "elsewhere it is not");
}

/// In a narrow column of a page the parts are stacked, as in a narrow window, and nothing is wider
/// than the column.
fn narrow(engine: Engine) {
    let server = Host::start(page_with(
        &format!("<div id=\"column\">{BODY}</div>"),
        "document.getElementById('column').style.width = '620px';",
    ));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    let sizes = page.js(
        "const r = document.querySelector(arguments[0]).shadowRoot;
         const at = s => r.querySelector(s).getBoundingClientRect();
         return [at('.nb-nav').bottom <= at('.nb-main').top + 1,
             at('.nb-main').bottom <= at('.nb-side').top + 1,
             Math.round(at('.nb').width), r.host.scrollWidth]",
        &[json!(ELEMENT)],
    );
    assert_eq!(sizes, json!([true, true, 620, 620]));
    page.screenshot("embed-narrow");
}

fn accessible(engine: Engine) {
    let Some(source) = axe() else { return };
    let server = Host::start(page_with(BODY, ""));
    let Some(page) = at(engine, &server, "/test") else { return };
    for part in ["info", "overview", "disclosure", "requests", "disputes", "problems", "other"] {
        page.go(part);
        let violations = page.violations(&source);
        assert!(violations.is_empty(), "{part} in {}:\n{}", engine.name(), violations.join("\n"));
    }
    page.open_export(&["docx"]);
    let violations = page.violations(&source);
    assert!(violations.is_empty(), "export in {}:\n{}", engine.name(), violations.join("\n"));
}
