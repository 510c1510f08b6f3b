//! Tests the element on other sites, served over HTTP with the policies and faults of government
//! servers, among foreign styles and scripts. The other modules test what the page does; these test
//! that it does the same in a shadow tree and beside other elements, and leaves nothing behind.

mod around;
mod example;
mod filling;
mod life;
mod loading;
mod one;
mod shadow;

use page_tests::host::{Answer, Host};
use page_tests::{Engine, Page, places, skipped};
use serde_json::Value;
use std::path::Path;

/// The policy that the worked example requires.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:";

/// The element.
pub(crate) const ELEMENT: &str = "nianbao-report";

/// An element that holds the report of a township.
const BODY: &str = "<nianbao-report year=\"2025\" level=\"township\" \
    agency=\"示例县城关镇人民政府\"></nianbao-report>";

/// An element that holds the report of another township, in a store of its own.
fn element(id: &str) -> String {
    format!(
        "<nianbao-report id=\"{id}\" store=\"{id}\" year=\"2025\" level=\"township\" \
         agency=\"示例县{id}镇人民政府\"></nianbao-report>"
    )
}

/// A script that records in `heard` the messages of error events, and whether the element became
/// ready.
const HEARD: &str = "window.heard = []; const element = document.querySelector('nianbao-report');
element.addEventListener('error', e => heard.push(e.detail.message));
element.ready.then(() => heard.push('ready'), e => heard.push('refused: ' + e.message));";

/// A page with this body, beside the module, with the policy of the example. `{}` in scripts stands
/// for the address of the folder.
fn page_with(body: &str, script: &str) -> impl Fn(&str) -> Answer + Send + Sync + 'static {
    let html = format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><head>\
         <meta charset=\"utf-8\"><title>测试</title><script src=\"/before.js\"></script>\
         <script type=\"module\" src=\"/nianbao/nianbao.js\"></script>\
         <script type=\"module\" src=\"/test.js\"></script></head><body><main>\
         <h1>测试</h1>{body}</main></body></html>"
    );
    let script = script.to_owned();
    move |path| match path {
        "/test" => Answer {
            status: 200,
            media_type: Some("text/html; charset=utf-8"),
            headers: Vec::new(),
            body: html.clone().into_bytes(),
        }
        .with("Content-Security-Policy", POLICY),
        "/test.js" => Answer {
            status: 200,
            media_type: Some("text/javascript"),
            headers: Vec::new(),
            body: script.clone().into_bytes(),
        },
        "/before.js" => Answer {
            status: 200,
            media_type: Some("text/javascript"),
            headers: Vec::new(),
            body: BEFORE.as_bytes().to_vec(),
        },
        _ => folder(path),
    }
}

/// A script that runs first and records policy violations and exceptions.
const BEFORE: &str = "window.nbComplaints = [];
addEventListener('error', e => nbComplaints.push('error: ' + e.message));
addEventListener('unhandledrejection', e => {
  const reason = e.reason && e.reason.message || e.reason;
  if (!e.defaultPrevented) nbComplaints.push('refused promise: ' + reason) });
addEventListener('securitypolicyviolation',
  e => nbComplaints.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));";

/// Whether the name of a file has this ending.
fn is(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == extension)
}

/// The folder as a well-configured server delivers it.
pub(crate) fn folder(path: &str) -> Answer {
    let Some(rest) = path.strip_prefix("/nianbao/") else { return Answer::not_found() };
    let rest = if rest == "example/" { "example/index.html" } else { rest };
    Answer::file(&places::built_embed().join(rest)).with("Content-Security-Policy", POLICY)
}

/// Opens an address, waits until its element can be used, and searches inside the element from then
/// on.
fn at(engine: Engine, server: &Host, path: &str) -> Option<Page> {
    let page = visit(engine, server, path)?;
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    Some(page)
}

/// Opens an address; `None` if the browser is missing or the folder was not built, which is
/// reported as skipped.
fn visit(engine: Engine, server: &Host, path: &str) -> Option<Page> {
    if !places::built_embed().join("nianbao.js").is_file() {
        skipped::skip("the element", "dist/embed is not there; run ./build.sh");
        return None;
    }
    let page = engine.start()?;
    page.go_to(&server.address(path));
    Some(page)
}

/// Removes a complaint that the element does not cause.
fn forget(page: &Page, complaint: &str) {
    let script = "const all = window.nbComplaints; \
        for (let n = all.length; n--;) if (all[n] === arguments[0]) all.splice(n, 1)";
    page.js(script, &[Value::String(complaint.to_owned())]);
}

/// The violations and exceptions that [`BEFORE`] recorded.
#[track_caller]
fn nothing_to_complain(page: &Page) {
    let complaints = page.js("return window.nbComplaints", &[]);
    assert_eq!(complaints, Value::Array(Vec::new()), "{}", page.engine.name());
}
