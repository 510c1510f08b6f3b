//! No packet leaves the machine while a report is filed, not even a DNS query. Each test runs where
//! every packet is recorded. There it also opens pages that do leak, which must be recorded:
//! otherwise the silence would prove nothing.

use crate::fonts;
use page_tests::alone::alone;
use page_tests::exporting::DOCUMENTS;
use page_tests::wire::Wire;
use page_tests::{Engine, Filing, Page, in_every_engine, places, published, skipped};
use serde_json::json;
use std::path::{Path, PathBuf};

in_every_engine! { filed }

/// A font of Debian's fonts-arphic-gbsn00lp: it is small, and has every character of the report.
const FONT: &str = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";

fn filed(engine: Engine) {
    alone(&format!("silence::filed::{}", engine.name()), |wire| {
        if !Path::new(FONT).is_file() {
            return skipped::skip(
                "silence",
                &format!("{FONT} is not there (Debian: fonts-arphic-gbsn00lp)"),
            );
        }
        let Some(page) = engine.start() else { return };
        if !page.open_built() {
            return;
        }
        file(&page);
        drop(page.quit());
        assert_eq!(wire.heard(), [] as [&str; 0], "{} sent something", engine.name());

        let page = engine.start().expect("it was there a moment ago");
        page.open(&places::repository().join("tests/page/practice/leaking.html"));
        for (way, packet) in leaks(engine) {
            page.js("leaks[arguments[0]]()", &[json!(way)]);
            await_packet(&page, wire, packet);
        }
        page.open(&without_policy(engine));
        page.click("offline");
        for way in ["fetch", "request", "socket", "image", "beacon"] {
            await_packet(&page, wire, &format!("name {way}.nianbao.invalid"));
        }
    });
}

/// Does everything that a clerk does with a report, from the first screen to the closed window.
fn file(page: &Page) {
    let draft = published::corpus()
        .into_iter()
        .find(|draft| draft.name == "distinct-2021-as-issued")
        .expect("a draft of the corpus");
    Filing::new(page, &draft).whole();
    page.wait_until("the report is kept", || page.saved().contains("已自动保存"));
    page.click("offline");
    page.wait_until("the browser has answered", || page.has("#nb-offline table"));
    page.click("dialog.close");
    page.download(|page| page.click("save"));
    page.go("info");
    fonts::open(page);
    for face in ["title", "fang", "kai", "hei", "song"] {
        fonts::choose(page, Some(face), &[Path::new(FONT)]);
    }
    page.click("dialog.close");
    page.open_export(&DOCUMENTS);
    assert_eq!(
        page.count("input[data-field^=\"export.\"]"),
        DOCUMENTS.len(),
        "DOCUMENTS in tests/page/src/exporting.rs must list what the dialog offers"
    );
    for document in DOCUMENTS {
        assert_eq!(page.output_state(document), "written", "{document}: {}", page.message());
    }
    page.downloads(DOCUMENTS.len(), |page| page.click("export.save"));
    page.download(|page| page.click("export.zip"));
    page.close_tab();
}

/// The ways of `practice/leaking.html` that the engine supports, and the packet that each sends.
fn leaks(engine: Engine) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![
        ("fetch", "name fetch.leak.test"),
        ("image", "name image.leak.test"),
        ("address", "TCP 10.1.2.3:8099"),
    ];
    // WebKitGTK resolves no name before it is needed, and Debian's build has no WebRTC.
    if engine != Engine::WebKit {
        all.extend([("prefetch", "name prefetch.leak.test"), ("call", "name call.leak.test")]);
    }
    all
}

/// The built page without its policy, as another person might pass it on: its attempts to send then
/// succeed.
fn without_policy(engine: Engine) -> PathBuf {
    let page = std::fs::read_to_string(places::built_page()).expect("it was opened a moment ago");
    let (before, after) = page
        .split_once("<meta http-equiv=\"Content-Security-Policy\"")
        .expect("the page has a policy");
    let (_, after) = after.split_once('>').expect("which ends");
    let file = places::leavings().join(format!("without-policy-{}.html", engine.name()));
    std::fs::write(&file, [before, after].concat()).expect("the target folder can be written");
    file
}

fn await_packet(page: &Page, wire: &Wire, packet: &str) {
    page.wait_until(&format!("{packet} is heard"), || {
        wire.heard().iter().any(|heard| heard == packet)
    });
}
