//! Tests how the element loads its files, from well-configured servers and from servers without a
//! type for .wasm, and that it loads each file only when it is needed.

use super::{BODY, ELEMENT, HEARD, at, nothing_to_complain, page_with, visit};
use page_tests::host::{Answer, Host};
use page_tests::{Engine, Page, in_every_engine};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

in_every_engine! {
    typed octets missing a_page_instead nowhere there_again on_demand style_by_links
    shows_itself_first without_words words_trapped
}

/// Whether the form appears if .wasm files are delivered in this way, and the files that were
/// requested.
fn works(
    engine: Engine,
    wasm: impl Fn(Answer) -> Answer + Send + Sync + 'static,
) -> Option<Vec<String>> {
    let page_of = page_with(BODY, "");
    let server =
        Host::start(
            move |path| if super::is(path, "wasm") { wasm(page_of(path)) } else { page_of(path) },
        );
    let page = at(engine, &server, "/test")?;
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    assert_eq!(page.cell("requests.new.natural"), "12");
    nothing_to_complain(&page);
    Some(server.asked())
}

fn typed(engine: Engine) {
    let Some(asked) = works(engine, |answer| answer) else { return };
    assert!(!asked.iter().any(|path| path == "/nianbao/nianbao-page.js"), "{asked:?}");
}

fn octets(engine: Engine) {
    let Some(asked) =
        works(engine, |answer| Answer { media_type: Some("application/octet-stream"), ..answer })
    else {
        return;
    };
    assert!(!asked.iter().any(|path| path == "/nianbao/nianbao-page.js"), "{asked:?}");
}

fn missing(engine: Engine) {
    let Some(asked) = works(engine, |_| Answer::not_found()) else { return };
    assert!(asked.iter().any(|path| path == "/nianbao/nianbao-page.js"), "{asked:?}");
}

fn a_page_instead(engine: Engine) {
    let Some(asked) = works(engine, |_| Answer { status: 200, ..Answer::not_found() }) else {
        return;
    };
    assert!(asked.iter().any(|path| path == "/nianbao/nianbao-page.js"), "{asked:?}");
}

/// If neither the .wasm file nor its copy can be loaded, the element and the error event say so.
fn nowhere(engine: Engine) {
    let script = "window.heard = [];
        document.querySelector('nianbao-report').addEventListener('error',
            e => heard.push(e.detail.message));";
    let page_of =
        page_with("<nianbao-report year=\"2025\" level=\"township\"></nianbao-report>", script);
    let server =
        Host::start(
            move |path| if path.contains("nianbao-") { Answer::not_found() } else { page_of(path) },
        );
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.look_into(Some(ELEMENT));
    page.wait_until("the element says so", || page.shows("[role=\"alert\"]"));
    assert!(
        page.value("[role=\"alert\"]").contains("取不到组件的文件"),
        "{}",
        page.value("[role=\"alert\"]")
    );
    page.wait_until("the page hears of it", || page.js("return heard.length", &[]) == json!(1));
}

/// The message names a file that cannot be loaded. Once it can be loaded, a restarted element
/// works, and an export that failed succeeds.
fn there_again(engine: Engine) {
    // The beginnings of the names of the modules that the server has at the moment.
    let (at_hand, page_of) = (Arc::new(Mutex::new(Vec::<&str>::new())), page_with(BODY, HEARD));
    let listed = at_hand.clone();
    let server = Host::start(move |path| {
        let named = path.strip_prefix("/nianbao/nianbao-");
        let has = |name: &str| {
            listed
                .lock()
                .expect("no test has failed")
                .iter()
                .any(|beginning| name.starts_with(beginning))
        };
        match named {
            Some(name) if !has(name) => Answer::not_found(),
            _ => page_of(path),
        }
    });
    let Some(page) = visit(engine, &server, "/test") else { return };
    let heard = |page: &Page| page.js("return window.heard || []", &[]).to_string();
    page.wait_until("the page hears of it", || heard(&page).contains("refused: "));
    assert!(heard(&page).contains("取不到组件的文件"), "{}", heard(&page));
    at_hand.lock().expect("no test has failed").push("page");
    page.js("document.querySelector('nianbao-report').year = '2024'", &[]);
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    assert_eq!(page.cell("requests.new.natural"), "12");
    let export = "return document.querySelector('nianbao-report').nianbao
        .export('html-fragment')
        .then(file => file.name, error => 'refused: ' + error.message)";
    let name = page.js(export, &[]);
    assert!(
        name.as_str()
            .is_some_and(|name| name.starts_with("refused: ") && name.contains("取不到组件的文件")),
        "{name}"
    );
    at_hand.lock().expect("no test has failed").push("office");
    let name = page.js(export, &[]);
    assert!(
        name.as_str().is_some_and(|name| name.starts_with("示例县城关镇人民政府2024年")),
        "{name}"
    );
}

/// The formats are loaded when a file is to be written, not before.
fn on_demand(engine: Engine) {
    let server = Host::start(page_with(BODY, ""));
    let Some(page) = at(engine, &server, "/test") else { return };
    page.go("requests");
    let before = server.asked();
    assert!(!before.iter().any(|path| path.contains("office")), "{before:?}");
    let name = page.js(
        "return document.querySelector('nianbao-report').nianbao.export('docx')
             .then(file => [file.name, file.bytes[0], file.bytes[1]])",
        &[],
    );
    assert_eq!(
        name,
        json!(["示例县城关镇人民政府2025年政府信息公开工作年度报告（草稿）.docx", 0x50, 0x4b])
    );
    assert!(server.asked().iter().any(|path| path == "/nianbao/nianbao-office.wasm"));
    nothing_to_complain(&page);
}

/// Browsers without constructed style sheets get the same style as files, which `style-src 'self'`
/// allows.
fn style_by_links(engine: Engine) {
    let page_of = page_with(&format!("<div id=\"column\">{BODY}</div>"), "");
    let server = Host::start(move |path| {
        let mut answer = page_of(path);
        if path == "/before.js" {
            answer.body.extend(b"\ndelete ShadowRoot.prototype.adoptedStyleSheets;\n");
        }
        answer
    });
    let Some(page) = at(engine, &server, "/test") else { return };
    let columns = "const root = document.querySelector('nianbao-report').shadowRoot;
        const { gridTemplateColumns } = getComputedStyle(root.querySelector('.nb-work'));
        return gridTemplateColumns.split(' ').length";
    page.wait_until("the style is there", || page.js(columns, &[]) == json!(3));
    page.js("document.getElementById('column').style.width = '700px'", &[]);
    page.wait_until("a narrow column has one after the other", || {
        page.js(columns, &[]) == json!(1)
    });
    assert!(server.asked().iter().any(|path| path == "/nianbao/nianbao.css"));
    nothing_to_complain(&page);
}

/// The first display does not wait for WebAssembly. Until the module is loaded, the element has its
/// final style and height, and says that it is being opened.
fn shows_itself_first(engine: Engine) {
    let (let_through, page_of) = (Arc::new(AtomicBool::new(false)), page_with(BODY, ""));
    let opened = let_through.clone();
    let server = Host::start(move |path| {
        while super::is(path, "wasm") && !opened.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(20));
        }
        page_of(path)
    });
    let Some(page) = visit(engine, &server, "/test") else { return };
    page.look_into(Some(ELEMENT));
    page.wait_until("it says that it is being opened", || {
        page.shows(".nianbao-opening[role=\"status\"]")
    });
    assert!(page.value(".nianbao-opening").contains("正在打开"));
    let height = "return document.querySelector(arguments[0]).getBoundingClientRect().height";
    let first = page.js(height, &[json!(ELEMENT)]);
    page.look_into(None);
    assert!(!page.has(&format!("{ELEMENT}[data-ready]")));
    let_through.store(true, Ordering::Relaxed);
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    assert_eq!(
        page.js(height, &[json!(ELEMENT)]),
        first,
        "nothing on the page around moves when the form comes"
    );
    nothing_to_complain(&page);
}

/// Without the module for words the tables are filled in and checked, and the panel says that the
/// text is not.
fn without_words(engine: Engine) {
    let page_of = page_with(BODY, "");
    let server = Host::start(move |path| {
        if path.contains("nianbao-words") { Answer::not_found() } else { page_of(path) }
    });
    let Some(page) = at(engine, &server, "/test") else { return };
    page.wait_until("the panel says so", || {
        page.value("#nb-none").contains("核对正文的程序没有装好")
    });
    page.go("requests");
    page.type_cell("requests.new.natural", "12");
    page.type_cell("requests.granted.natural", "13");
    page.click_on("#nb-fill-requests");
    page.wait_until("a sum does not hold", || page.count("[data-rule=\"requests-balance\"]") == 1);
}

/// A trap in the module for words leaves the page as it is; the text is read again with the next
/// change.
fn words_trapped(engine: Engine) {
    let page_of = page_with(BODY, "");
    let server = Host::start(move |path| {
        let mut answer = page_of(path);
        if path == "/before.js" {
            answer.body.extend_from_slice(TRAPPING.as_bytes());
        }
        answer
    });
    let Some(page) = at(engine, &server, "/test") else { return };
    page.js(
        "window.traps = 1;
         const report = document.querySelector('nianbao-report').nianbao;
         const draft = JSON.parse(report.draft());
         draft.sections = { overview: '全年新收政府信息公开申请999件。' };
         for (const column of ['natural', 'business', 'research', 'welfare', 'legal', 'other'])
           draft.cells['requests.new.' + column] = column === 'natural' ? 12 : 0;
         return report.open(JSON.stringify(draft)).then(() => 0);",
        &[],
    );
    let rules = || {
        page.js(
            "const report = document.querySelector('nianbao-report').nianbao;
             window.changes = (window.changes || 0) + 1;
             report.set('requests.new.other', String(window.changes));
             return report.findings().map(finding => finding.rule);",
            &[],
        )
        .to_string()
    };
    page.wait_until("the text is read", || rules().contains("narrative-mismatch"));
    assert_eq!(page.js("return window.traps", &[]), json!(0));
    assert!(!page.message().contains("恢复"), "{}", page.message());
}

/// The function of the module for words traps as often as `traps` says.
const TRAPPING: &str = "
    window.traps = 0;
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (...of) => instantiate.apply(WebAssembly, of).then(made => {
      if (!made.exports || !made.exports.read_words) return made;
      const read_words = (...given) => {
        if (window.traps > 0) {
          window.traps -= 1;
          throw new WebAssembly.RuntimeError('unreachable');
        }
        return made.exports.read_words(...given);
      };
      return { exports: { ...made.exports, read_words } };
    });
";
