//! Foreign, broken and hostile files: the page answers with a sentence and changes nothing.

use crate::begun;
use page_tests::{Engine, Page, in_every_engine, places, skipped};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

in_every_engine! { refused scripts }

/// The hostile files, which are created once.
fn files() -> &'static [PathBuf] {
    static FILES: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = places::leavings().join("hostile");
        let script = places::repository().join("tests/outside/hostile_files.py");
        match Command::new("python3").arg(script).arg(&folder).status() {
            Ok(status) if status.success() => {
                let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|entry| entry.path())
                    .collect();
                files.sort();
                files
            }
            _ => {
                skipped::skip("hostile files", "python3 is missing, or could not write them");
                Vec::new()
            }
        }
    })
}

/// Opens a file and returns the page's message about it.
fn answer(page: &Page, file: &std::path::Path) -> String {
    if page.has(".nb-dialog [data-act=\"dialog.close\"]") {
        page.click("dialog.close");
    }
    page.js("document.querySelector('#nb-message').textContent = ''", &[]);
    page.choose_file(file);
    page.wait_until(&format!("the page says something about {}", file.display()), || {
        !page.message().trim().is_empty()
    });
    page.message()
}

fn refused(engine: Engine) {
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    page.go("requests");
    page.type_cell("requests.new.natural", "17");
    let before = page.cells();
    for file in files().iter().filter(|file| !name(file).starts_with("script")) {
        let said = answer(&page, file);
        assert!(
            said.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)),
            "{}: said {said:?}",
            name(file)
        );
        for word in ["Error", "error", "panic", "undefined", "unwrap", "src/"] {
            assert!(!said.contains(word), "{}: a sentence for people, not {said:?}", name(file));
        }
        if page.shows(".nb-dialog [data-act=\"dialog.close\"]") {
            page.click("dialog.close");
        }
        let changed: Vec<_> =
            page.cells().into_iter().filter(|cell| !before.contains(cell)).collect();
        assert!(changed.is_empty(), "{} changed the report: {changed:?}", name(file));
    }
    page.type_cell("requests.new.business", "18");
    assert_eq!(page.cell("requests.new.business"), "18", "one can go on typing");
}

fn scripts(engine: Engine) {
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    for file in files().iter().filter(|file| name(file).starts_with("script")) {
        answer(&page, file);
        if page.has(".nb-dialog [data-act=\"dialog.close\"]") {
            page.click("dialog.close");
        }
        if page.shows("[data-act=\"go\"]") {
            for part in
                ["info", "overview", "disclosure", "requests", "disputes", "problems", "other"]
            {
                page.go(part);
            }
        }
        assert_eq!(
            page.js("return window.nbHarmed || null", &[]),
            serde_json::Value::Null,
            "{} ran its script",
            name(file)
        );
        // It is not enough that the policy stops a script: no such element may get into the page.
        assert_eq!(
            page.count(
                "main script, main iframe, main object, main [onerror], main \
                 [onload], main [onclick], main a[href^='javascript']"
            ),
            0
        );
        assert!(
            page.complaints()
                .iter()
                .all(|line| !line.contains("policy") && !line.contains("Content")),
            "{}: {:?}",
            name(file),
            page.complaints()
        );
    }
}

fn name(file: &std::path::Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
