//! Tests the interface to the host page: events, the plain object and attributes, also in a browser
//! that stores nothing.

use super::{BEFORE, BODY, ELEMENT, at, nothing_to_complain, page_with, visit};
use page_tests::host::{Answer, Host};
use page_tests::{Engine, Page, in_every_engine};
use serde_json::{Value, json};

in_every_engine! { arriving told driven attributes not_found kept_here refused }

/// Runs an asynchronous script whose `element` is the element and `report` its report.
#[track_caller]
fn ask(page: &Page, script: &str) -> Value {
    let script = format!(
        "const element = document.querySelector('nianbao-report'), report = element.nianbao;
         return (async () => {{ {script} }})().catch(error => 'refused: ' + error.message);"
    );
    page.js(&script, &[])
}

/// Opening neither takes the focus nor scrolls, because a person may be writing elsewhere on the
/// page.
fn arriving(engine: Engine) {
    let body = format!("<input id=\"mine\" aria-label=\"搜索\"><div id=\"column\">{BODY}</div>");
    // A column as on phones, where the parts of the report stand one below the other.
    let script = "document.getElementById('column').style.width = '400px';
        document.getElementById('mine').focus();";
    let server = Host::start(page_with(&body, script));
    let Some(page) = at(engine, &server, "/test") else { return };
    let where_it_is = "const element = document.querySelector('nianbao-report');
        return [document.activeElement.id, scrollY, element.offsetHeight > innerHeight]";
    assert_eq!(page.js(where_it_is, &[]), json!(["mine", 0, true]));
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    assert_eq!(page.js("return document.activeElement.tagName", &[]), json!("NIANBAO-REPORT"));
    nothing_to_complain(&page);
}

/// Changes and findings are sent as events. A file is offered by an event, and saved unless a
/// listener takes it.
fn told(engine: Engine) {
    let script = "window.told = []; const element = document.querySelector('nianbao-report');
        const said = ({ errors, name }) => errors === undefined ? name : errors;
        for (const type of ['change', 'finding', 'export']) document.addEventListener(type,
            e => told.push([type, e.target === element, said(e.detail)]));";
    let server = Host::start(page_with(BODY, script));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    page.click_on("#nb-fill-requests");
    page.js("told.length = 0", &[]);
    page.type_cell("requests.new.natural", "3");
    page.wait_until("the imbalance is told", || {
        page.js("return told.some(t => t[0] === 'finding' && t[2] === 1)", &[]) == json!(true)
    });
    assert_eq!(
        page.js("return told.every(t => t[1]) && told.some(t => t[0] === 'change')", &[]),
        json!(true)
    );
    page.js("told.length = 0", &[]);
    let file = page.download(|page| page.click("save"));
    assert_eq!(
        page.js("return told", &[]),
        json!([["export", true, file.name]]),
        "{:?}",
        file.name
    );
    assert!(String::from_utf8_lossy(&file.bytes).contains("requests.new.natural"));
    nothing_to_complain(&page);
}

/// The plain object of the element reads typed content, sets cells and opens drafts. If it refuses
/// a call, the error is a sentence.
fn driven(engine: Engine) {
    let server = Host::start(page_with(BODY, ""));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    let seen = ask(
        &page,
        "report.set('requests.new.business', 4);
         return [report.get('requests.new.natural'), report.numbers()['requests.new.business'],
             report.findings().length >= 0, JSON.parse(report.draft()).cells]",
    );
    assert_eq!(
        seen,
        json!(["3", 4, true, { "requests.new.natural": 3, "requests.new.business": 4 }])
    );
    assert_eq!(page.cell("requests.new.business"), "4", "what is set is on the screen");
    page.click("undo");
    assert_eq!(page.cell("requests.new.business"), "", "and can be taken back");
    let refused = ask(&page, "report.set('requests.new.nobody', 1)");
    assert_eq!(refused, json!("refused: 这份报告的表里没有 requests.new.nobody 这一格。"));
    let refused = ask(&page, "await report.open('{\"nianbao\": 99, \"year\": 2025}')");
    assert!(refused.as_str().is_some_and(|words| words.starts_with("refused: ")), "{refused}");
    assert_eq!(page.cell("requests.new.natural"), "3", "nothing has changed");
    let script = "const other = JSON.parse(report.draft());
        other.cells = { 'requests.new.legal': 9 };
        await report.open(JSON.stringify(other));
        return report.get('requests.new.legal')";
    assert_eq!(ask(&page, script), json!("9"));
    page.go("requests");
    assert_eq!([page.cell("requests.new.legal"), page.cell("requests.new.natural")], ["9", ""]);
    let back = ask(
        &page,
        "const file = await report.export('html', { announce: false });
         const again = new report.constructor({ draft: file.blob() });
         await again.ready;
         const legal = again.get('requests.new.legal');
         again.dispose();
         return legal",
    );
    assert_eq!(back, json!("9"), "a file that it wrote is one that it opens");
    nothing_to_complain(&page);
}

/// The attributes select the report, and the rule pack is used. Another year selects another
/// report, and the first report is restored when its year is set again.
fn attributes(engine: Engine) {
    let pack = r#"{"nianbao_rule_pack": 1, "name": "示例县核对要求",
        "terms": [{ "wrong": "放管服", "right": "优化服务" }]}"#;
    let page_of = page_with(&BODY.replace("agency=", "rule-pack=\"/pack.json\" agency="), "");
    let server = Host::start(move |path| match path {
        "/pack.json" => Answer {
            status: 200,
            media_type: Some("application/json"),
            headers: Vec::new(),
            body: pack.as_bytes().to_vec(),
        },
        _ => page_of(path),
    });
    let Some(page) = at(engine, &server, "/test") else { return };
    assert!(page.value("#nb-foot").contains("规则包 示例县核对要求"), "{}", page.value("#nb-foot"));
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    let year = |year: &str| {
        page.js("document.querySelector('nianbao-report').year = arguments[0]", &[json!(year)]);
        page.wait_until("the element begins anew", || {
            page.has("#nb-who") && page.value("#nb-who").contains(&format!("{year} 年"))
        });
        page.go("requests");
    };
    year("2024");
    assert_eq!(page.cell("requests.new.natural"), "");
    year("2025");
    assert_eq!(page.cell("requests.new.natural"), "3", "the draft of that year goes on");
    nothing_to_complain(&page);
}

/// If a report cannot be loaded, the element, the error event and the promise say so.
fn not_found(engine: Engine) {
    let script = "window.heard = []; const element = document.querySelector('nianbao-report');
        element.addEventListener('error', e => heard.push(e.detail.message));
        element.ready.catch(e => heard.push(e.message));";
    let server = Host::start(page_with(
        "<nianbao-report readonly src=\"/nothing.json\"></nianbao-report>",
        script,
    ));
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.wait_until("both are told", || {
        page.js("return window.heard ? heard.length : 0", &[]) == json!(2)
    });
    let words = "读不到 /nothing.json（404），请网站管理员检查这个网址。";
    assert_eq!(page.js("return heard", &[]), json!([words, words]));
    page.look_into(Some(ELEMENT));
    assert_eq!(page.value("[role=\"alert\"]"), words);
}

/// A report is typed, the page is reloaded, and typing continues. Another element has its own store
/// name, and neither element sees the drafts of the page itself.
fn kept_here(engine: Engine) {
    let server = Host::start(page_with(&BODY.replace("year=", "store=\"one\" year="), ""));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    page.wait_until("it is kept", || page.saved().contains("已自动保存"));
    page.go_to(&server.address("/test"));
    page.look_into(None);
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    page.wait_until("the draft is open", || {
        page.has("[data-cell=\"requests.new.natural\"]") && page.cell("requests.new.natural") == "3"
    });
    let names = "return indexedDB.databases
        ? indexedDB.databases().then(all => all.map(d => d.name).sort())
        : ['nianbao-one']";
    assert_eq!(page.js(names, &[]), json!(["nianbao-one"]));
    let others = "return Object.keys(localStorage).concat(Object.keys(sessionStorage))
        .filter(k => !k.startsWith('nianbao-one:'))";
    assert_eq!(page.js(others, &[]), json!([]));
}

/// In a sandboxed frame the browser stores nothing. The element says so, and does not lose typed
/// content when it is moved or restarted.
fn refused(engine: Engine) {
    let inner = page_with(BODY, "");
    let outer = "<!DOCTYPE html><html lang=\"zh-CN\"><head><title>外面</title></head><body>\
        <iframe title=\"年报\" src=\"/test\" sandbox=\"allow-scripts\" width=\"1200\" height=\"700\">\
        </iframe></body></html>";
    let server = Host::start(move |path| {
        if path == "/outer" {
            return Answer {
                status: 200,
                media_type: Some("text/html; charset=utf-8"),
                headers: Vec::new(),
                body: outer.as_bytes().to_vec(),
            };
        }
        // A sandboxed frame has an opaque origin: its own server must allow it to load the files,
        // and 'self' matches nothing.
        let mut answer = if path == "/before.js" {
            Answer { body: BEFORE.as_bytes().to_vec(), ..inner(path) }
        } else {
            inner(path)
        };
        answer.headers.clear();
        answer.with("Access-Control-Allow-Origin", "*")
    });
    let Some(page) = visit(engine, &server, "/outer") else { return };
    page.enter_frame(Some("iframe"));
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    page.go("requests");
    page.type_cell("requests.new.natural", "3");
    page.wait_until("it says so", || page.saved().contains("不让保存"));
    assert!(page.saved().contains("隐私模式，或嵌入在别的网页里"), "{}", page.saved());
    page.screenshot("embed-refused");
    page.js(
        "const e = document.querySelector('nianbao-report'), p = e.parentNode;
         e.remove(); window.moved = e; setTimeout(() => p.appendChild(e), 100)",
        &[],
    );
    page.look_into(None);
    page.wait_until("the element is there again", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    page.wait_until("what was typed is there again", || {
        page.has("[data-cell=\"requests.new.natural\"]") && page.cell("requests.new.natural") == "3"
    });
}
