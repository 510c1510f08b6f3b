//! The program in two parts: the form is there and takes numbers with the first, buttons and what
//! is found in words follow with the rest.

use super::{ELEMENT, folder, nothing_to_complain, page_with, visit};
use page_tests::host::{Answer, Host};
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, places};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

in_every_engine! { typed_before handed_in_before moved_before asked_before the_rest_is_missing the_rest_is_of_another_build no_draft }

/// What a server does about the rest: keeps whoever asks waiting, says that there is none, hands
/// out something else, or hands it out.
const WAIT: u8 = 0;
const NONE: u8 = 1;
const OTHER: u8 = 2;
const GIVE: u8 = 3;

/// A server on which only the rest is as it is told to be. `/draft.json` is [`draft`].
fn server(body: &str, script: &str, at_first: u8) -> (Host, Arc<AtomicU8>) {
    let (does, page_of) = (Arc::new(AtomicU8::new(at_first)), page_with(body, script));
    let told = does.clone();
    let host = Host::start(move |path| {
        let json = |value: &Value| Answer {
            status: 200,
            media_type: Some("application/json"),
            headers: Vec::new(),
            body: value.to_string().into_bytes(),
        };
        match path {
            "/draft.json" => return json(&draft()),
            "/later.json" => return json(&json!({ "nianbao": 99, "year": 2025 })),
            "/pack.json" => {
                return json(
                    &json!({ "nianbao_rule_pack": 1, "name": "示例县核对要求", "terms": [{ "wrong": "放管服", "right": "优化服务" }] }),
                );
            }
            _ => {}
        }
        if !path.contains("nianbao-rest") {
            return page_of(path);
        }
        while told.load(Ordering::Relaxed) == WAIT {
            std::thread::sleep(Duration::from_millis(20));
        }
        match told.load(Ordering::Relaxed) {
            NONE => Answer::not_found(),
            OTHER => Answer {
                body: renamed(folder("/nianbao/nianbao-rest.wasm").body),
                ..folder("/nianbao/nianbao-rest.wasm")
            },
            _ => page_of(path),
        }
    });
    (host, does)
}

/// A report with a broken sum, words that wait to be filled in, and last year's.
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

/// The rest as another build would have it: it bears another mark.
fn renamed(mut wasm: Vec<u8>) -> Vec<u8> {
    let mark = b"first-";
    for at in 0..wasm.len() - mark.len() {
        if wasm[at..].starts_with(mark) {
            // The digit behind is one of sixteen.
            let digit = &mut wasm[at + mark.len()];
            *digit = if *digit == b'0' { b'1' } else { b'0' };
        }
    }
    wasm
}

const FORM: &str = "<nianbao-report year=\"2025\" level=\"township\" agency=\"示例县城关镇人民政府\"></nianbao-report>";
/// Whatever the page around hears of.
const HEARD: &str = "window.heard = []; const element = document.querySelector('nianbao-report');
    element.addEventListener('error', e => heard.push(e.detail.message)); element.ready.then(() => heard.push('ready'), e => heard.push('refused: ' + e.message));";

/// A browser whose element shows its form; looks into it.
fn shown(engine: Engine, server: &Host) -> Option<Page> {
    let page = visit(engine, server, "/test")?;
    page.look_into(Some(ELEMENT));
    page.wait_until("the form is there", || page.has("#nb-work"));
    Some(page)
}

/// Runs a script whose `element` is the element; a refusal is its sentence.
#[track_caller]
fn ask(page: &Page, script: &str) -> Value {
    let script = format!(
        "const element = document.querySelector('{ELEMENT}'); return (async () => {{ {script} }})().catch(error => 'refused: ' + error.message);"
    );
    page.js(&script, &[])
}

/// Whether the element says that all of it is there.
fn is_ready(page: &Page) -> bool {
    ask(page, "return element.hasAttribute('data-ready')") == json!(true)
}

fn finds(page: &Page, wanted: &str) -> bool {
    page.findings().iter().any(|(rule, ..)| rule == wanted)
}

/// Numbers are taken, judged, taken back and kept before the rest is there; the button that was
/// pressed last does what it should when it comes.
fn typed_before(engine: Engine) {
    let script = "window.told = []; document.addEventListener('finding', e => told.push(e.detail.errors + e.detail.verifies));";
    let (server, rest) = server(FORM, script, WAIT);
    let Some(page) = shown(engine, &server) else { return };
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
    page.click("keys");
    page.type_cell("requests.new.welfare", "5");
    page.click("rules");
    page.wait_until("a sign of life is given", || page.message().contains("正在装载"));
    assert!(!page.has(".nb-dialog"), "this needs the rest");
    assert!(!is_ready(&page));
    assert!(!finds(&page, "placeholder"));
    assert_eq!(page.js("return told", &[]), json!([]), "what is found in cells alone is not told");
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("what was asked for last is done", || page.has(".nb-dialog"));
    assert!(page.value(".nb-dialog").contains("规则"), "{}", page.value(".nb-dialog"));
    page.wait_until("all of it is there", || is_ready(&page));
    page.click("dialog.close");
    assert!(!page.has(".nb-dialog"), "what was asked for before is forgotten");
    assert_eq!(
        [page.cell("requests.new.natural"), page.cell("requests.new.business")],
        ["12", "1"]
    );
    page.wait_until("the words are judged", || finds(&page, "placeholder"));
    page.wait_until("and that is told", || page.js("return told.length > 0", &[]) == json!(true));
    assert!(!page.message().contains("出了错"), "nothing went wrong on the way");
    nothing_to_complain(&page);
}

/// A report with text, a wrong sum and last year's numbers is shown before its words are read and
/// causes looked for.
fn handed_in_before(engine: Engine) {
    let (server, rest) = server(
        "<nianbao-report src=\"/draft.json\" rule-pack=\"/pack.json\"></nianbao-report>",
        "",
        WAIT,
    );
    let Some(page) = shown(engine, &server) else { return };
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other", "info"] {
        page.go(part);
    }
    page.go("requests");
    page.wait_until("the sum is found", || finds(&page, "requests-balance"));
    page.type_cell("requests.new.legal", "1");
    page.keys(&key::TAB.to_string());
    page.click("undo");
    assert!(!finds(&page, "placeholder") && !page.has("[data-act=\"repair\"]"));
    let found = page.findings().len();
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("all of it is there", || is_ready(&page));
    page.wait_until("words are judged and causes found", || {
        finds(&page, "placeholder") && page.has("[data-act=\"repair\"]")
    });
    let all = ask(&page, "return element.nianbao.findings().length").as_u64();
    assert!(all > Some(found as u64), "{all:?} with the words, {found} without");
    assert!(page.value("#nb-foot").contains("规则包 示例县核对要求"), "{}", page.value("#nb-foot"));
    assert!(!page.message().contains("出了错"));
    nothing_to_complain(&page);
}

/// What was typed before is there when the element is put elsewhere, begins anew and comes back.
fn moved_before(engine: Engine) {
    let (server, rest) =
        server("<nianbao-report src=\"/draft.json\" store=\"one\"></nianbao-report>", "", WAIT);
    let Some(page) = shown(engine, &server) else { return };
    page.go("requests");
    page.type_cell("requests.new.legal", "77");
    ask(
        &page,
        "const { parentNode } = element; element.remove(); await null; await null; parentNode.appendChild(element)",
    );
    page.wait_until("the form is there again", || page.has("#nb-work"));
    page.go("requests");
    assert_eq!(page.cell("requests.new.legal"), "77");
    page.type_cell("requests.new.legal", "88");
    ask(&page, "element.setAttribute('store', 'two')");
    page.wait_until("the form is there again", || page.has("#nb-work"));
    page.go("requests");
    assert_eq!(page.cell("requests.new.legal"), "88");
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("all of it is there", || is_ready(&page));
    assert_eq!(page.cell("requests.new.legal"), "88");
    nothing_to_complain(&page);
}

/// The program around has the draft at any time, and waits for what needs the rest. A form is put
/// away and up again.
fn asked_before(engine: Engine) {
    let script = "import { Nianbao } from '/nianbao/nianbao.js';
        window.saved = []; window.report = new Nianbao({ draft: await (await fetch('/draft.json')).text(), store: 'plain' });
        report.on('change', () => saved.push(JSON.parse(report.draft()).cells['requests.new.legal']));";
    let (server, rest) = server("<div id=\"here\"></div>", script, WAIT);
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.wait_until("the object is there", || {
        page.js("return !!window.report", &[]) == json!(true)
    });
    let twice = "return (async () => { const here = document.getElementById('here'); await report.mount(here); report.unmount(); await report.mount(here); return 'mounted' })().catch(e => e.message)";
    assert_eq!(page.js(twice, &[]), json!("mounted"));
    page.look_into(Some("#here"));
    page.go("requests");
    page.type_cell("requests.new.legal", "7");
    page.look_into(None);
    page.wait_until("the draft was had", || {
        page.js("return saved[saved.length - 1]", &[]) == json!(7)
    });
    page.js("window.file = null; report.export('docx').then(file => { window.file = file.name }, error => { window.file = error.message })", &[]);
    assert_eq!(page.js("return file", &[]), Value::Null);
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("the file is there", || {
        page.js("return file && file.endsWith('.docx')", &[]) == json!(true)
    });
    nothing_to_complain(&page);
}

/// A file that cannot be had is named, numbers can be typed, and when it can be had all goes on.
fn the_rest_is_missing(engine: Engine) {
    let (server, rest) = server(FORM, HEARD, NONE);
    let Some(page) = shown(engine, &server) else { return };
    page.wait_until("that is said", || page.message().contains("还没有装全"));
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    page.click("keys");
    assert!(page.js("return heard", &[]).to_string().contains("取不到组件的文件"));
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("what was asked for is done", || page.has(".nb-dialog"));
    page.click("dialog.close");
    assert_eq!(page.cell("requests.new.natural"), "12");
    page.wait_until("all of it is there", || is_ready(&page));
    assert_eq!(page.js("return heard[heard.length - 1]", &[]), json!("ready"));
    let name = ask(&page, "return (await element.nianbao.export('html-fragment')).name");
    assert!(
        name.as_str().is_some_and(|name| name.starts_with("示例县城关镇人民政府2025年")),
        "{name}"
    );
}

/// Somebody has put a new version on the server meanwhile: the parts do not join, which is said,
/// and what was typed can be saved.
fn the_rest_is_of_another_build(engine: Engine) {
    let (server, _) = server(FORM, HEARD, OTHER);
    let Some(page) = shown(engine, &server) else { return };
    page.wait_until("the page hears of it", || {
        page.js("return heard", &[]).to_string().contains("refused: 网站上的年报组件刚换了新版本")
    });
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    page.click("keys");
    page.wait_until("that is said", || page.message().contains("再刷新本页"));
    let file = page.download(|page| page.click("save"));
    assert!(String::from_utf8_lossy(&file.bytes).contains("requests.new.natural"));
    nothing_to_complain(&page);
}

/// What is no draft is refused at once, in the element and to the page; another one can be opened
/// for all that.
fn no_draft(engine: Engine) {
    let (server, rest) =
        server("<nianbao-report src=\"/later.json\"></nianbao-report>", HEARD, WAIT);
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.look_into(Some(ELEMENT));
    page.wait_until("the element says so", || page.shows("[role=\"alert\"]"));
    let said = page.value("[role=\"alert\"]");
    assert!(said.contains("版本"), "{said}");
    page.wait_until("so does the promise", || {
        page.js("return heard", &[]) == json!([said, format!("refused: {said}")])
            || page.js("return heard", &[]) == json!([format!("refused: {said}"), said])
    });
    let open = "window.opened = null; element.nianbao.open(await (await fetch('/draft.json')).text()).then(() => { window.opened = element.nianbao.get('requests.new.natural') }, error => { window.opened = error.message })";
    ask(&page, open);
    rest.store(GIVE, Ordering::Relaxed);
    page.wait_until("the other one is open", || page.js("return opened", &[]) == json!("1"));
}
