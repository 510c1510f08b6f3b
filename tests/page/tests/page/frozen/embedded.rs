//! The element on pages of other sites: the published view, and the form.

use super::folder;
use crate::embed::{self, ELEMENT};
use page_tests::host::Host;
use page_tests::snapshot::outline;
use page_tests::steps::Steps;
use page_tests::{Engine, places, skipped};

#[test]
fn chromium() {
    if !places::built_embed().join("nianbao.js").is_file() {
        skipped::skip("the element", "dist/embed is not there; run ./build.sh");
        return;
    }
    let server = Host::start(embed::folder);
    let Some(page) = Engine::Chromium.start() else { return };
    page.set_stage();
    let mut steps = Steps::read(folder().join("page/embedded"));
    let seen = |path: &str| {
        page.go_to(&server.address(&format!("/nianbao/example/{path}")));
        page.wait_until("the element is ready", || page.has(&format!("{ELEMENT}[data-ready]")));
        page.snapshot(Some(ELEMENT))
    };
    steps.step("public", seen("viewer.html"));
    seen("index.html");
    // The form is the same as in the page: where it differs, the steps of the page show the
    // difference.
    steps.step("form", outline(&page.snapshot(Some(ELEMENT)), 4));
    steps.finish();
}
