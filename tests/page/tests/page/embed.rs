//! The element on other people's pages: served over HTTP with the policy and the faults of
//! government servers, among styles and scripts that are not ours. What the page does by itself is
//! tested elsewhere; here it is that it does so in a shadow tree, beside others, and goes without a
//! trace.

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

/// What the worked example asks of a server.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:";

/// The element.
pub(crate) const ELEMENT: &str = "nianbao-report";

/// A page with this in its body, beside the module, under the policy of the example. `{}` in
/// scripts is where the folder is.
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

/// Runs before everything else: notes what breaks the policy or throws.
const BEFORE: &str = "window.nbComplaints = [];
addEventListener('error', e => nbComplaints.push('error: ' + e.message));
addEventListener('unhandledrejection', e => {
  const reason = e.reason && e.reason.message || e.reason;
  if (!e.defaultPrevented) nbComplaints.push('refused promise: ' + reason) });
addEventListener('securitypolicyviolation',
  e => nbComplaints.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));";

/// Whether the name of a file ends so.
fn is(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == extension)
}

/// The folder as a good server hands it out.
pub(crate) fn folder(path: &str) -> Answer {
    let Some(rest) = path.strip_prefix("/nianbao/") else { return Answer::not_found() };
    let rest = if rest == "example/" { "example/index.html" } else { rest };
    Answer::file(&places::built_embed().join(rest)).with("Content-Security-Policy", POLICY)
}

/// A browser at an address of a server, once the element in it can be used; looks into the element
/// then.
fn at(engine: Engine, server: &Host, path: &str) -> Option<Page> {
    let page = visit(engine, server, path)?;
    page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
    page.look_into(Some(ELEMENT));
    Some(page)
}

/// A browser at an address; nothing where the browser is missing or the folder was not built, which
/// was said aloud then.
fn visit(engine: Engine, server: &Host, path: &str) -> Option<Page> {
    if !places::built_embed().join("nianbao.js").is_file() {
        skipped::skip("the element", "dist/embed is not there; run ./build.sh");
        return None;
    }
    let page = engine.start()?;
    page.go_to(&server.address(path));
    Some(page)
}

/// Takes a complaint off the list that is not ours.
fn forget(page: &Page, complaint: &str) {
    let script = "const all = window.nbComplaints; \
        for (let n = all.length; n--;) if (all[n] === arguments[0]) all.splice(n, 1)";
    page.js(script, &[Value::String(complaint.to_owned())]);
}

/// What broke the policy or threw, as [`BEFORE`] noted it.
#[track_caller]
fn nothing_to_complain(page: &Page) {
    let complaints = page.js("return window.nbComplaints", &[]);
    assert_eq!(complaints, Value::Array(Vec::new()), "{}", page.engine.name());
}
