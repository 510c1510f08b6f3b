//! Tests filling in a report inside the element: typing, pasting, undo, findings, moving the
//! element and access by the host page. Also tests what can be done after a draft that cannot be
//! read.

use super::{BODY, ELEMENT, HEARD, at, nothing_to_complain, page_with, visit};
use page_tests::host::{Answer, Host};
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, places};
use serde_json::{Value, json};

in_every_engine! { typed handed_in moved asked no_draft }

/// A server whose `/draft.json` is [`draft`], whose `/later.json` is a draft of a later version,
/// and whose `/pack.json` is a rule pack.
fn server(body: &str, script: &str) -> Host {
    let page_of = page_with(body, script);
    Host::start(move |path| {
        let json = |value: &Value| Answer {
            status: 200,
            media_type: Some("application/json"),
            headers: Vec::new(),
            body: value.to_string().into_bytes(),
        };
        match path {
            "/draft.json" => json(&draft()),
            "/later.json" => json(&json!({ "nianbao": 99, "year": 2025 })),
            "/pack.json" => json(&json!({
                "nianbao_rule_pack": 1,
                "name": "示例县核对要求",
                "terms": [{ "wrong": "放管服", "right": "优化服务" }],
            })),
            _ => page_of(path),
        }
    })
}

/// A report with a wrong sum, unfilled placeholders in the text, and the previous report.
fn draft() -> Value {
    let file = places::repository().join("tests/corpus/drafts/suqian-2024.json");
    let last: Value =
        serde_json::from_slice(&std::fs::read(file).expect("a draft of the corpus")).expect("JSON");
    let mut draft = last.clone();
    draft["year"] = json!(2025);
    draft["sections"]["problems"] = json!("办结XX件。");
    draft["cells"]["requests.new.natural"] = json!(1);
    draft["last_year"] = last;
    draft
}

/// Runs a script in which `element` is the element. If it rejects, the result is the message.
#[track_caller]
fn ask(page: &Page, script: &str) -> Value {
    let script = format!(
        "const element = document.querySelector('{ELEMENT}');
         return (async () => {{ {script} }})().catch(error => 'refused: ' + error.message);"
    );
    page.js(&script, &[])
}

fn finds(page: &Page, wanted: &str) -> bool {
    page.findings().iter().any(|(rule, ..)| rule == wanted)
}

/// Numbers can be typed, checked, undone and pasted. The host page is notified of findings, and a
/// repair button works.
fn typed(engine: Engine) {
    let script = "window.told = [];
        document.addEventListener('finding',
            e => told.push(e.detail.errors + e.detail.verifies));";
    let server = server(BODY, script);
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("info");
    page.fill_field("preface.basis", "《条例》");
    for part in ["disclosure", "disputes", "requests"] {
        page.go(part);
    }
    page.type_cell("requests.new.natural", "12");
    page.type_cell("requests.new.legal", "−3");
    page.keys(&key::TAB.to_string());
    page.wait_until("what cannot be is found", || finds(&page, "count-form"));
    page.click("undo");
    page.wait_until("it is taken back", || page.cell("requests.new.legal").is_empty());
    page.click("redo");
    page.click("undo");
    page.go("overview");
    page.click_on("[data-prose=\"overview\"]");
    page.prose_keys("2025年收到申请XX件。");
    page.go("requests");
    page.enter_cell("requests.new.business");
    page.paste("1\t2\n3\t4", None);
    page.click("paste.apply");
    page.wait_until("what was pasted is there", || page.cell("requests.new.research") == "2");
    page.type_cell("requests.new.welfare", "5");
    page.click("rules");
    page.wait_until("the list of rules is shown", || page.has(".nb-dialog"));
    assert!(page.value(".nb-dialog").contains("规则"), "{}", page.value(".nb-dialog"));
    page.click("dialog.close");
    assert!(!page.has(".nb-dialog"));
    assert_eq!(
        [page.cell("requests.new.natural"), page.cell("requests.new.business")],
        ["12", "1"]
    );
    page.wait_until("the words are judged", || finds(&page, "placeholder"));
    page.wait_until("and that is told", || page.js("return told.length > 0", &[]) == json!(true));
    assert!(!page.message().contains("出了错"), "nothing went wrong on the way");
    nothing_to_complain(&page);
}

/// In a report with text, a wrong sum and last year's numbers, the text is checked, causes are
/// found, and the rule pack is used.
fn handed_in(engine: Engine) {
    let server = server(
        "<nianbao-report src=\"/draft.json\" rule-pack=\"/pack.json\"></nianbao-report>",
        "",
    );
    let Some(page) = at(engine, &server, "/test") else { return };
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other", "info"] {
        page.go(part);
    }
    page.go("requests");
    page.wait_until("the sum is found", || finds(&page, "requests-balance"));
    page.type_cell("requests.new.legal", "1");
    page.keys(&key::TAB.to_string());
    page.click("undo");
    page.wait_until("words are judged and causes found", || {
        finds(&page, "placeholder") && page.has("[data-act=\"repair\"]")
    });
    let all = ask(&page, "return element.nianbao.findings().length").as_u64();
    assert_eq!(all, Some(page.findings().len() as u64), "as many as the page shows");
    assert!(page.value("#nb-foot").contains("规则包 示例县核对要求"), "{}", page.value("#nb-foot"));
    assert!(!page.message().contains("出了错"));
    nothing_to_complain(&page);
}

/// Typed content is not lost when the element is moved, restarted or added again.
fn moved(engine: Engine) {
    let server = server("<nianbao-report src=\"/draft.json\" store=\"one\"></nianbao-report>", "");
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    page.type_cell("requests.new.legal", "77");
    ask(
        &page,
        "const { parentNode } = element;
         element.remove(); await null; await null; parentNode.appendChild(element)",
    );
    page.wait_until("the form is there again", || page.has("#nb-work"));
    page.go("requests");
    assert_eq!(page.cell("requests.new.legal"), "77");
    page.type_cell("requests.new.legal", "88");
    ask(&page, "element.setAttribute('store', 'two')");
    page.wait_until("the form is there again", || page.has("#nb-work"));
    page.go("requests");
    assert_eq!(page.cell("requests.new.legal"), "88");
    ask(&page, "await element.ready");
    assert_eq!(page.cell("requests.new.legal"), "88");
    nothing_to_complain(&page);
}

/// The host page can get the draft and an exported file at any time. The form can be unmounted and
/// mounted again.
fn asked(engine: Engine) {
    let script = "import { Nianbao } from '/nianbao/nianbao.js';
        window.saved = [];
        const draft = await (await fetch('/draft.json')).text();
        window.report = new Nianbao({ draft, store: 'plain' });
        report.on('change',
            () => saved.push(JSON.parse(report.draft()).cells['requests.new.legal']));";
    let server = server("<div id=\"here\"></div>", script);
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.wait_until("the object is there", || {
        page.js("return !!window.report", &[]) == json!(true)
    });
    let twice = "return (async () => {
            const here = document.getElementById('here');
            await report.mount(here); report.unmount(); await report.mount(here);
            return 'mounted' })().catch(e => e.message)";
    assert_eq!(page.js(twice, &[]), json!("mounted"));
    page.look_into(Some("#here"));
    page.go("requests");
    page.type_cell("requests.new.legal", "7");
    page.look_into(None);
    page.wait_until("the draft was had", || {
        page.js("return saved[saved.length - 1]", &[]) == json!(7)
    });
    page.js(
        "window.file = null;
         report.export('docx').then(
             file => { window.file = file.name }, error => { window.file = error.message })",
        &[],
    );
    page.wait_until("the file is there", || {
        page.js("return file && file.endsWith('.docx')", &[]) == json!(true)
    });
    nothing_to_complain(&page);
}

/// A file that is no draft is refused at once, in the element and to the host page. Another draft
/// can be opened afterwards.
fn no_draft(engine: Engine) {
    let server = server("<nianbao-report src=\"/later.json\"></nianbao-report>", HEARD);
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.look_into(Some(ELEMENT));
    page.wait_until("the element says so", || page.shows("[role=\"alert\"]"));
    let said = page.value("[role=\"alert\"]");
    assert!(said.contains("版本"), "{said}");
    page.wait_until("so does the promise", || {
        page.js("return heard", &[]) == json!([said, format!("refused: {said}")])
            || page.js("return heard", &[]) == json!([format!("refused: {said}"), said])
    });
    let open = "window.opened = null;
        const { nianbao } = element, draft = await (await fetch('/draft.json')).text();
        nianbao.open(draft).then(
            () => { window.opened = element.nianbao.get('requests.new.natural') },
            error => { window.opened = error.message })";
    ask(&page, open);
    page.wait_until("the other one is open", || page.js("return opened", &[]) == json!("1"));
}
