//! Tests the worked example of the folder: a page of a content management system with conflicting
//! styles and an old jQuery, the page for the public, and the frame.

use super::{ELEMENT, POLICY, at, folder, visit};
use page_tests::host::{Answer, Host};
use page_tests::outside::{axe, check_html};
use page_tests::server::Server;
use page_tests::{Engine, Page, in_every_engine, places, skipped};
use serde_json::json;

in_every_engine! { filed_into_a_form styles_stay_outside published framed from_nginx }

const EXAMPLE: &str = "/nianbao/example/";

/// The example page. The template of the site adds jQuery, in the version that old sites use.
fn site() -> Option<Host> {
    let Ok(jquery) =
        std::fs::read(places::repository().join("tests/node_modules/jquery/dist/jquery.js"))
    else {
        skipped::skip("the example among old scripts", "no jquery; run `npm ci` in tests/");
        return None;
    };
    Some(Host::start(move |path| match path {
        "/jquery.js" => Answer {
            status: 200,
            media_type: Some("text/javascript"),
            headers: Vec::new(),
            body: jquery.clone(),
        },
        "/before.js" => Answer {
            status: 200,
            media_type: Some("text/javascript"),
            headers: Vec::new(),
            body: super::BEFORE.as_bytes().to_vec(),
        },
        // The frame is for those whose visitors have old browsers; the page around it runs no
        // WebAssembly at all.
        "/nianbao/example/frame.html" => with_scripts(folder(path)).with(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:",
        ),
        "/nianbao/example/framed.html" => with_scripts(folder(path)).with(
            "Content-Security-Policy",
            &POLICY.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'"),
        ),
        _ if super::is(path, "html") || path.ends_with('/') => {
            with_scripts(folder(path)).with("Content-Security-Policy", POLICY)
        }
        _ => folder(path),
    }))
}

/// Adds to the head of a page what the template of the site adds to every page.
fn with_scripts(mut answer: Answer) -> Answer {
    let page = String::from_utf8_lossy(&answer.body).replace(
        "<head>",
        "<head><script src=\"/before.js\"></script><script src=\"/jquery.js\"></script>",
    );
    answer.body = page.into_bytes();
    answer.headers.clear();
    answer
}

#[track_caller]
fn nothing_to_complain(page: &Page) {
    assert_eq!(page.js("return jQuery.fn.jquery", &[]), json!("1.12.4"), "the old jQuery is there");
    // jQuery tests for some events with attributes, which the policy refuses.
    super::forget(page, "policy: script-src-attr inline");
    super::nothing_to_complain(page);
}

/// The report is transferred to the form of the content management system, by a button of the page
/// and by the export of the element.
fn filed_into_a_form(engine: Engine) {
    let Some(server) = site() else { return };
    let Some(page) = at(engine, &server, EXAMPLE) else { return };
    page.screenshot("embed-example");
    page.go("requests");
    page.click_on("#nb-fill-requests");
    page.type_cell("requests.new.natural", "12");
    page.type_cell("requests.granted.natural", "12");
    page.look_into(None);
    page.click_on("#take");
    let field = |id: &str| page.value(&format!("#{id}"));
    page.wait_until("the form is filled", || !field("content").is_empty());
    assert!(
        field("content").contains("<article class=\"nianbao\"")
            && field("content").contains(">12<"),
        "{}",
        field("content")
    );
    assert_eq!([field("new"), field("done"), field("open")], ["12", "12", "0"]);
    assert_eq!(field("title"), "示例县清水镇人民政府2025年政府信息公开工作年度报告（草稿）");
    assert!(page.value("#state").contains("是草稿，还没有填完"), "{}", page.value("#state"));
    assert!(field("content").contains("nianbao-draft"), "{}", field("content"));
    page.js("document.getElementById('content').value = ''", &[]);
    page.look_into(Some(ELEMENT));
    page.type_cell("requests.carried_in.natural", "1");
    page.open_export(&["html-fragment"]);
    page.click("export.save");
    page.wait_until("who took the file is said", || {
        page.value("#nb-out-hint").contains("已交给本网站")
    });
    page.look_into(None);
    page.wait_until("the form is filled again", || field("content").contains("nianbao"));
    assert!(page.value("#state").contains("是草稿，还有 1 处错误"), "{}", page.value("#state"));
    nothing_to_complain(&page);
    page.js("document.getElementById('article').scrollIntoView()", &[]);
    page.screenshot("embed-example-form");
}

/// The page sets all styles with `!important`. The element changes only in the custom properties
/// that it offers.
fn styles_stay_outside(engine: Engine) {
    let Some(server) = site() else { return };
    let Some(page) = at(engine, &server, EXAMPLE) else { return };
    page.go("requests");
    let style = |selector: &str, name: &str| {
        let script = "const root = document.querySelector(arguments[0]).shadowRoot;
            return getComputedStyle(root.querySelector(arguments[1]))[arguments[2]]";
        page.js(script, &[json!(ELEMENT), json!(selector), json!(name)])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(
        page.js("return getComputedStyle(document.querySelector('main')).boxSizing", &[]),
        json!("content-box"),
        "the styles are hostile"
    );
    assert_eq!(style(".nb-main", "boxSizing"), "border-box");
    assert_eq!(
        [
            style(".nb", "fontSize"),
            style(".nb-grid-requests .nb-c", "fontSize"),
            style(".nb", "textTransform")
        ],
        ["16px", "15px", "none"]
    );
    assert_eq!(
        [style(".nb", "letterSpacing"), style(".nb-grid", "borderCollapse")],
        ["normal", "separate"]
    );
    assert!(
        style(".nb-grid", "borderSpacing").starts_with("0px"),
        "{}",
        style(".nb-grid", "borderSpacing")
    );
    assert_eq!(
        style("#nb-export", "backgroundColor"),
        "rgb(143, 18, 25)",
        "the colour of the site, by a custom property"
    );
    assert_eq!(style("#nb-undo", "color"), "rgb(138, 148, 163)", "and no other button's");
    page.screenshot("embed-example-requests");
}

/// The page for the public has no input fields and shows the figures of both years. It loads only
/// the files that it needs, and axe finds no fault.
fn published(engine: Engine) {
    let Some(server) = site() else { return };
    let Some(page) = at(engine, &server, "/nianbao/example/viewer.html") else { return };
    assert_eq!(page.count("input, textarea, select, button, [contenteditable]"), 0);
    let rows = page.value(".nb-figures tbody");
    assert!(rows.contains("新收申请"), "{rows}");
    let script = "const root = document.querySelector(arguments[0]).shadowRoot;
        return [...root.querySelectorAll('.nb-figures tbody tr')]
            .map(r => [...r.children].map(c => c.textContent.trim()))";
    let rows = page.js(script, &[json!(ELEMENT)]);
    let rows = rows.as_array().expect("rows");
    assert!(rows.contains(&json!(["新收申请", "39", "32", "增加 7，21.9%", ""])), "{rows:?}");
    assert!(rows.contains(&json!(["行政诉讼", "1", "1", "持平", ""])), "{rows:?}");
    assert!(rows.contains(&json!(["行政处罚决定", "38", "45", "减少 7，15.6%", ""])), "{rows:?}");
    assert!(page.value(".nb-whole").contains("公开政府信息312条"));
    assert!(!server.asked().iter().any(|path| path.contains("office")));
    page.screenshot("embed-viewer");
    page.js(
        "const root = document.querySelector('nianbao-report').shadowRoot;
         root.querySelector('.nb-whole h2').scrollIntoView()",
        &[],
    );
    page.screenshot("embed-viewer-report");
    nothing_to_complain(&page);
    if let Some(source) = axe() {
        let violations = page.violations(&source);
        assert!(violations.is_empty(), "{}:\n{}", engine.name(), violations.join("\n"));
    }
}

/// The element works in a frame while the policy of the enclosing page forbids WebAssembly. The
/// enclosing page receives exported files in a message.
fn framed(engine: Engine) {
    let Some(server) = site() else { return };
    let Some(page) = visit(engine, &server, "/nianbao/example/frame.html") else { return };
    page.enter_frame(Some("iframe"));
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    page.go("requests");
    page.type_cell("requests.new.natural", "7");
    page.open_export(&["html-fragment"]);
    page.click("export.save");
    page.look_into(None);
    nothing_to_complain(&page);
    page.enter_frame(None);
    page.wait_until("the page has it", || {
        page.value("#content").contains("<article class=\"nianbao\"")
    });
    assert!(page.value("#state").contains("是草稿"), "{}", page.value("#state"));
    page.screenshot("embed-frame");
    nothing_to_complain(&page);
}

/// The folder on a server that is configured by the instructions beside it: policies, media types
/// and compressed files.
fn from_nginx(engine: Engine) {
    let Some(server) = Server::start_embed(&format!("the element from nginx {}", engine.name()))
    else {
        return;
    };
    let said = |path: &str, name: &str| {
        let (head, _) = server.get(path);
        let line = head.iter().find_map(|line| {
            line.split_once(": ").filter(|(own, _)| own.eq_ignore_ascii_case(name))
        });
        line.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    assert_eq!(said("/nianbao/nianbao-page.wasm", "Content-Type"), "application/wasm");
    assert_eq!(said("/nianbao/nianbao.js", "Content-Type"), "application/javascript");
    assert_eq!(said("/nianbao/example/", "Content-Security-Policy"), POLICY);
    assert!(!said("/nianbao/example/frame.html", "Content-Security-Policy").contains("eval"));
    let Some(page) = engine.start() else { return };
    page.go_to(&format!("{}nianbao/example/", server.url()));
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    let script = "const { href } = new URL('../nianbao-page.wasm', location.href);
        return performance.getEntriesByName(href)[0].encodedBodySize";
    let packed = std::fs::metadata(server.root.join("nianbao/nianbao-page.wasm.gz"))
        .expect("it was built")
        .len();
    assert_eq!(
        page.js(script, &[]),
        json!(packed),
        "what came is what was packed when it was built"
    );
    page.go_to(&format!("{}nianbao/example/frame.html", server.url()));
    page.enter_frame(Some("iframe"));
    page.wait_until("the element in the frame is ready", || {
        page.has(&format!("{ELEMENT}[data-ready]"))
    });
    page.enter_frame(None);
}

#[test]
fn valid() {
    let folder = places::built_embed().join("example");
    if !folder.is_dir() {
        skipped::skip("HTML of the example", "it is not built; run ./build.sh");
        return;
    }
    for name in ["index.html", "viewer.html", "frame.html", "framed.html"] {
        check_html(&folder.join(name));
    }
}
