//! The page demonstrates that it cannot send anything, and indeed it cannot.

use page_tests::{Engine, in_every_engine};
use serde_json::json;

in_every_engine! { shown }

/// Every way is tried, and every one is refused.
fn shown(engine: Engine) {
    let Some(page) = engine.start() else { return };
    if !page.open_built() {
        return;
    }
    page.click("offline");
    page.wait_until("the browser has answered", || page.has("#nb-offline table"));
    let answers = page.js(
        "return Array.from(document.querySelectorAll('[data-way]'), each => \
         [each.dataset.way, each.textContent])",
        &[],
    );
    let answers: Vec<(String, String)> = serde_json::from_value(answers).expect("pairs");
    page.screenshot(&format!("offline-{}", engine.name()));
    let ways: Vec<&str> = answers.iter().map(|(way, _)| way.as_str()).collect();
    assert_eq!(ways, ["fetch", "request", "socket", "image", "beacon"]);
    for (way, said) in &answers {
        assert!(said.starts_with('✓'), "{way}: {said}");
    }
    // These ways must be refused by the policy, and not fail for another reason.
    for way in ["fetch", "request", "image"] {
        assert!(
            answers.contains(&(way.to_owned(), "✓ 被本页的安全策略拒绝".to_owned())),
            "{way}: {answers:?}"
        );
    }
    page.click("dialog.close");
    assert_eq!(page.js("return document.querySelectorAll('.nb-dialog').length", &[]), json!(0));
}
