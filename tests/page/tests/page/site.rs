//! Tests the page from a web server of the office: the browser stores it and opens it without the
//! server; a new version is installed when the clerk says so, and if that fails in any way, the
//! version before it keeps working.

use base64::Engine as _;
use page_tests::old::{RUNNING, Release};
use page_tests::outside::{axe, check_html};
use page_tests::server::Server;
use page_tests::{Draft, Engine, Filing, Page, in_every_engine, places, skipped};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;

in_every_engine! {
    without_the_server a_new_version closed_and_opened two_windows
    a_version_in_pieces nothing_is_lost an_insecure_address
}

const BAR: &str = ".nianbao-update";
const NOW: &str = ".nianbao-update-now";

/// The page from a server, with a report of one number, after the browser stored the page.
fn kept(engine: Engine, test: &str) -> Option<(Page, Server)> {
    let (page, server) = visited(engine, Server::start(&format!("{test} {}", engine.name())))?;
    page.wait_until("it is kept", || {
        page.try_js("return navigator.serviceWorker.controller !== null", &[]) == Ok(json!(true))
    });
    Some((page, server))
}

fn visited(engine: Engine, server: Option<Server>) -> Option<(Page, Server)> {
    let (page, server) = (engine.start()?, server?);
    page.visit(&server.url());
    let json =
        json!({ "year": 2025, "agency": { "name": "示例县城关镇人民政府", "level": "township" } });
    Filing::new(&page, &Draft { name: "an empty report".into(), json }).create();
    page.go("requests");
    page.type_cell("requests.granted.natural", "41");
    Some((page, server))
}

/// Checks that the report is open again, with what was typed.
#[track_caller]
fn goes_on(page: &Page) {
    page.resume();
    page.go("requests");
    assert_eq!(page.cell("requests.granted.natural"), "41");
}

fn build(page: &Page) -> String {
    page.js("return document.querySelector('meta[name=\"nianbao-build\"]').content", &[])
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Marks this window; a page that was loaded again has no mark.
fn mark(page: &Page) {
    page.js("window.testMark = true", &[]);
}

fn is_marked(page: &Page) -> bool {
    page.js("return window.testMark === true", &[]) == true
}

/// Makes the browser look for a new version, and returns the result: `installed`, `redundant`,
/// `refused` or `none`.
fn look_for_another(page: &Page) -> String {
    let outcome = page.js(
        "return navigator.serviceWorker.getRegistration().then(r => r.update().then(() => {
           const worker = r.installing || r.waiting;
           if (!worker) return 'none';
           return new Promise(done => {
             const look = () => { if (worker.state !== 'installing') done(worker.state); };
             worker.addEventListener('statechange', look);
             look();
           });
         })).catch(() => 'refused')",
        &[],
    );
    outcome.as_str().unwrap_or_default().to_owned()
}

// ---- The version after this one ----

/// Another build: the page with another build name, and the worker that belongs to it.
struct Next {
    index: String,
    worker: String,
}

const NEXT: &str = "0000000000000000";

impl Next {
    fn of(server: &Server) -> Self {
        let read =
            |name: &str| fs::read_to_string(server.root.join(name)).expect("a file of the folder");
        let (index, worker) = (read("index.html"), read("worker.js"));
        let build = between(&index, "<meta name=\"nianbao-build\" content=\"", "\"");
        let next = index.replacen(build, NEXT, 1);
        let changes = [
            (format!("const BUILD = '{build}'"), format!("const BUILD = '{NEXT}'")),
            (
                format!("const DATE = '{}'", between(&worker, "const DATE = '", "'")),
                "const DATE = '2031-02-03'".to_owned(),
            ),
            (integrity(&index), integrity(&next)),
        ];
        let worker = changes.iter().fold(worker.clone(), |text, (before, after)| {
            assert_eq!(text.matches(before.as_str()).count(), 1, "{before}");
            text.replace(before, after)
        });
        Self { index: next, worker }
    }

    fn put_page(&self, server: &Server) {
        fs::write(server.root.join("index.html"), &self.index).expect("the folder can be written");
    }

    fn put_worker(&self, server: &Server) {
        fs::write(server.root.join("worker.js"), &self.worker).expect("the folder can be written");
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map_or_else(|| panic!("no {start}"), |(inside, _)| inside)
}

fn integrity(text: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text)))
}

// ---- The tests ----

fn without_the_server(engine: Engine) {
    let Some((page, mut server)) = kept(engine, "without-the-server") else { return };
    page.wait_until("the report is kept", || page.saved().contains("已自动保存"));
    server.stop();
    page.load_anew();
    goes_on(&page);
    page.visit(&format!("{}index.html?again", server.url()));
    goes_on(&page);
    let file = page.download(|page| page.click("save"));
    assert!(String::from_utf8_lossy(&file.bytes).contains("41"));
    assert!(!page.has(BAR));
    assert_eq!(page.complaints(), [] as [&str; 0]);
    // All requests that the server received from this browser.
    for request in server.asked() {
        let known = ["GET /", "GET /index.html", "GET /worker.js", "GET /manifest.webmanifest"];
        assert!(known.contains(&request.as_str()), "the server was asked: {request}");
    }
    page.click("offline");
    page.wait_until("the browser has answered", || page.has("#nb-offline table"));
    assert_eq!(page.count("[data-way].nb-holds"), 5, "{}", page.message());
    assert!(page.message().contains("本页是从服务器 127.0.0.1:"), "{}", page.message());
}

fn a_new_version(engine: Engine) {
    let Some((page, server)) = kept(engine, "a-new-version") else { return };
    let before = build(&page);
    let next = Next::of(&server);
    next.put_page(&server);
    next.put_worker(&server);
    page.load_anew();
    goes_on(&page);
    assert_eq!(build(&page), before, "a version comes when the clerk says so");
    page.wait_until("the bar is there", || page.shows(NOW));
    page.wait_until("it says so", || {
        page.value(BAR).contains("有新版本（2031年2月3日），存好以后点“换用新版本”")
    });
    page.screenshot("site-new-version");
    if let Some(source) = axe() {
        assert_eq!(page.violations(&source), [] as [&str; 0]);
    }
    page.type_cell("requests.granted.business", "42");
    mark(&page);
    page.let_timers_fire(std::time::Duration::from_secs(1));
    assert!(is_marked(&page), "it does not load the page anew by itself");
    page.click_on(NOW);
    page.wait_until("the new version is there", || {
        page.has(&format!("html[data-ready] meta[content=\"{NEXT}\"]"))
    });
    goes_on(&page);
    assert_eq!(page.cell("requests.granted.business"), "42");
    assert!(!page.has(BAR));
}

/// A clerk who never presses the button gets the new version once no window shows the old one.
fn closed_and_opened(engine: Engine) {
    let Some((page, server)) = kept(engine, "closed-and-opened") else { return };
    let next = Next::of(&server);
    next.put_page(&server);
    next.put_worker(&server);
    assert_eq!(look_for_another(&page), "installed");
    page.close_tab();
    // A browser may take a moment to notice that the window is closed; the old version stays while
    // a window shows it.
    page.wait_until("the new version is there", || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        page.visit(&server.url());
        let is_new = build(&page) == NEXT;
        if !is_new {
            page.close_tab();
        }
        is_new
    });
    assert!(!page.has(BAR));
}

fn two_windows(engine: Engine) {
    let Some((page, server)) = kept(engine, "two-windows") else { return };
    let first = page.second_tab();
    page.visit(&server.url());
    let next = Next::of(&server);
    next.put_page(&server);
    next.put_worker(&server);
    assert_eq!(look_for_another(&page), "installed");
    page.wait_until("this window says so", || page.shows(NOW));
    let second = page.go_to_tab(&first);
    page.wait_until("the other one as well", || page.shows(NOW));
    mark(&page);
    page.type_cell("requests.granted.business", "42");

    page.go_to_tab(&second);
    page.click_on(NOW);
    page.wait_until("this window has it", || {
        page.has(&format!("html[data-ready] meta[content=\"{NEXT}\"]"))
    });
    page.go_to_tab(&first);
    page.wait_until("the other one is told", || {
        page.value(BAR).contains("另一个窗口已经换用新版本")
    });
    assert!(is_marked(&page), "and goes on as it is");
    page.type_cell("requests.granted.research", "43");
    assert_eq!(page.cell("requests.granted.business"), "42");
    page.click_on(NOW);
    page.wait_until("until it is told to", || {
        page.has(&format!("html[data-ready] meta[content=\"{NEXT}\"]"))
    });
    goes_on(&page);
    assert_eq!(page.cell("requests.granted.research"), "43");
}

/// Wherever a copy to the server is interrupted, the version before it keeps working, and the
/// complete one is installed later.
fn a_version_in_pieces(engine: Engine) {
    let Some((page, mut server)) = kept(engine, "a-version-in-pieces") else { return };
    let before = build(&page);
    let next = Next::of(&server);
    let worker = fs::read(server.root.join("worker.js")).expect("the worker");
    let still_works = |page: &Page, what: &str| {
        page.load_anew();
        goes_on(page);
        assert_eq!(build(page), before, "{what}");
        assert!(!page.has(BAR), "{what}");
    };

    next.put_worker(&server);
    assert_eq!(look_for_another(&page), "redundant", "the worker came before the page");
    still_works(&page, "the worker came before the page");
    fs::remove_file(server.root.join("manifest.webmanifest")).expect("the manifest");
    next.put_page(&server);
    assert_eq!(look_for_another(&page), "redundant", "the manifest is missing");
    still_works(&page, "the manifest is missing");
    fs::write(server.root.join("worker.js"), &worker[..worker.len() / 2]).expect("half a worker");
    // Some browsers report the failure at once, others after a check: neither installs the version.
    let came = look_for_another(&page);
    assert!(came == "refused" || came == "redundant", "half a worker: {came}");
    still_works(&page, "half a worker");
    fs::remove_file(server.root.join("worker.js")).expect("no worker");
    assert_eq!(look_for_another(&page), "refused", "no worker");
    still_works(&page, "no worker");
    server.stop();
    still_works(&page, "no server");

    server.start_again();
    fs::copy(
        places::built_site().join("manifest.webmanifest"),
        server.root.join("manifest.webmanifest"),
    )
    .expect("the manifest");
    next.put_worker(&server);
    assert_eq!(look_for_another(&page), "installed");
    page.click_on(NOW);
    page.wait_until("the new version is there", || {
        page.has(&format!("html[data-ready] meta[content=\"{NEXT}\"]"))
    });
}

/// Where the browser stores nothing, a new version waits until the draft is saved as a file.
fn nothing_is_lost(engine: Engine) {
    let Some((page, server)) = kept(engine, "nothing-is-lost") else { return };
    let next = Next::of(&server);
    next.put_page(&server);
    next.put_worker(&server);
    page.js(
        "IDBObjectStore.prototype.put = Storage.prototype.setItem = () => { \
         throw new DOMException('full', 'QuotaExceededError') }",
        &[],
    );
    page.type_cell("requests.granted.business", "42");
    page.wait_until("the page says so", || page.saved().contains("不让保存"));
    assert_eq!(look_for_another(&page), "installed");
    mark(&page);
    page.click_on(NOW);
    page.wait_until("the bar says so", || page.value(BAR).contains("请先点“存成文件”"));
    assert!(is_marked(&page));
    let file = page.download(|page| page.click("save"));
    assert!(String::from_utf8_lossy(&file.bytes).contains("42"));
    page.click_on(NOW);
    page.wait_until("the new version is there", || {
        page.has(&format!("html[data-ready] meta[content=\"{NEXT}\"]"))
    });
}

/// No browser stores a page from a plain http address with a number: it works while the server
/// does, and shows no message about updates.
fn an_insecure_address(engine: Engine) {
    let Some((page, server)) =
        visited(engine, Server::start_insecure(&format!("an-insecure-address {}", engine.name())))
    else {
        return;
    };
    assert!(
        server.url().starts_with("http://")
            && page.js("return window.isSecureContext", &[]) == false
    );
    page.wait_until("the report is kept", || page.saved().contains("已自动保存"));
    page.load_anew();
    goes_on(&page);
    assert!(!page.has(BAR));
    assert_eq!(page.complaints(), [] as [&str; 0]);
    if engine == Engine::Chromium {
        // The browser asks first whether to keep a file from such an address; the test does not
        // answer.
        page.open_export(&["docx"]);
        page.click("export.save");
        page.wait_until("the file is handed over", || {
            page.value("#nb-out-hint").contains("已交给浏览器下载")
        });
    } else {
        page.export("docx");
    }
}

/// The oldest browser that runs the page, and the last one for Windows 7, store it and install the
/// next version too.
#[test]
fn chromium_78() {
    kept_by_an_old_browser(&RUNNING[0]);
}

#[test]
fn chromium_109() {
    kept_by_an_old_browser(&RUNNING[4]);
}

fn kept_by_an_old_browser(release: &'static Release) {
    let Some((page, mut server)) = kept(Engine::Old(release), "kept-by-an-old-browser") else {
        return;
    };
    page.wait_until("the report is kept", || page.saved().contains("已自动保存"));
    server.stop();
    page.load_anew();
    goes_on(&page);
    server.start_again();
    let next = Next::of(&server);
    next.put_page(&server);
    next.put_worker(&server);
    assert_eq!(look_for_another(&page), "installed");
    page.wait_until("the bar is there", || page.shows(NOW));
    page.screenshot("site-new-version");
    page.click_on(NOW);
    page.wait_until("the new version is there", || {
        page.has(&format!("html[data-ready] meta[content=\"{NEXT}\"]"))
    });
    goes_on(&page);
}

/// Chromium itself reports no obstacle to installing the page as an app.
#[test]
fn installable() {
    let Some((page, _server)) = kept(Engine::Chromium, "installable") else { return };
    let manifest = page.devtools("Page.getAppManifest", &json!({})).expect("a manifest");
    assert_eq!(manifest["errors"], json!([]));
    assert!(
        manifest["data"].as_str().is_some_and(|text| text.contains("政府信息公开工作年度报告")),
        "{manifest}"
    );
    let errors = page.devtools("Page.getInstallabilityErrors", &json!({})).expect("an answer");
    assert_eq!(errors["installabilityErrors"], json!([]));
    let recipe = fs::read_to_string(places::built_site().join("web.config")).expect("a recipe");
    let problem = "const wrong = new DOMParser().parseFromString(arguments[0], 'text/xml')\
        .querySelector('parsererror'); return wrong && wrong.textContent";
    assert_eq!(page.js(problem, &[json!(recipe)]), json!(null), "web.config is XML");
}

#[test]
fn valid() {
    let file = places::built_site().join("index.html");
    if file.is_file() {
        check_html(&file);
    } else {
        skipped::skip("HTML of the site", "it is not built; run ./build.sh");
    }
}

/// The configuration gives each file its type, sends the headers that a page cannot set for itself,
/// and serves no other files.
#[test]
fn headers() {
    let Some(server) = Server::start("headers") else { return };
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/worker.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
    ] {
        let (head, body) = server.get(path);
        assert!(head[0].contains("200") && !body.is_empty(), "{path}: {head:?}");
        let policy = if path == "/worker.js" {
            "default-src 'none'; connect-src 'self'"
        } else {
            "frame-ancestors 'self'; base-uri 'none'"
        };
        for line in [
            format!("Content-Type: {media_type}"),
            "Cache-Control: no-cache".to_owned(),
            "X-Content-Type-Options: nosniff".to_owned(),
            "Referrer-Policy: no-referrer".to_owned(),
            format!("Content-Security-Policy: {policy}"),
        ] {
            assert!(
                head.iter().any(|header| header.starts_with(&line)),
                "{path} should say {line}: {head:?}"
            );
        }
    }
    for path in ["/nginx.conf", "/web.config", "/other.html", "/../nginx.log"] {
        assert!(!server.get(path).0[0].contains("200"), "{path}");
    }
}

/// Both configurations agree.
#[test]
fn recipes_agree() {
    let recipe = |name: &str| {
        fs::read_to_string(places::repository().join("www/site").join(name)).expect("a recipe")
    };
    let (nginx, iis) = (recipe("nginx.conf"), recipe("web.config"));
    let mut headers = 0;
    for line in nginx.lines().filter_map(|line| line.trim().strip_prefix("add_header ")) {
        let (name, value) = line.split_once(' ').expect("a name and a value");
        let value = value.trim_end_matches(" always;").trim_matches('"');
        if value.starts_with('$') {
            continue;
        }
        assert!(
            iis.contains(&format!("<add name=\"{name}\" value=\"{value}\" />")),
            "web.config should say {name}: {value}"
        );
        headers += 1;
    }
    let policies = between(&nginx, "map $uri $nianbao_policy {", "}").matches('"').count() / 2;
    for policy in between(&nginx, "map $uri $nianbao_policy {", "}").split('"').skip(1).step_by(2) {
        assert!(iis.contains(&format!("value=\"{policy}\"")), "web.config should say {policy}");
    }
    assert_eq!((headers, policies), (6, 2));
    for extension in ["html", "js", "webmanifest", "wasm"] {
        assert!(iis.contains(&format!("<mimeMap fileExtension=\".{extension}\"")), "{extension}");
    }
}
