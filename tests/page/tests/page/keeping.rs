//! Nothing that was typed more than half a second ago is lost, whatever happens to the tab, the
//! browser or the program in the page.

use crate::begun;
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, skipped};
use std::time::{Duration, Instant};

in_every_engine! { killed closed reloaded trapped choosing }

/// The longest time before the end whose input may be lost.
const HALF_A_SECOND: Duration = Duration::from_millis(500);

/// Types numbers down a column until `enough` has passed since the first one; returns the id, the
/// number and the time of each.
fn type_for(page: &Page, enough: Duration) -> Vec<(String, String, Instant)> {
    page.go("requests");
    page.enter_cell("requests.new.natural");
    let start = Instant::now();
    let mut typed = Vec::new();
    // On a slow machine typing goes on until enough numbers are older than the limit.
    let settled = |typed: &[(String, String, Instant)]| {
        typed.iter().filter(|(_, _, when)| when.elapsed() >= HALF_A_SECOND).count()
    };
    while start.elapsed() < enough || settled(&typed) < 5 {
        let id = page.focused();
        let text = (1000 + typed.len()).to_string();
        page.keys(&text);
        typed.push((id, text, Instant::now()));
        page.keys(&key::TAB.to_string());
    }
    typed
}

fn look_again(page: &Page, typed: &[(String, String, Instant)], ended: Instant) {
    assert!(page.open_built());
    page.resume();
    page.go("requests");
    let mut held = 0;
    for (id, text, when) in typed {
        let there = page.cell(id);
        if ended.duration_since(*when) >= HALF_A_SECOND {
            assert_eq!(
                &there,
                text,
                "{id} was typed {:?} before the end",
                ended.duration_since(*when)
            );
            held += 1;
        } else {
            assert!(text.starts_with(&there), "{id}: typed {text}, found {there}");
        }
    }
    assert!(held > 3, "the test typed too little to prove anything: {held} cells");
}

fn killed(engine: Engine) {
    if !engine.keeps_profile() {
        let why = "its automated sessions store nothing that outlives them; \
            a closed tab and a reload are checked there";
        skipped::tell(&format!("a killed {}", engine.name()), why);
        return;
    }
    // The browser is killed at several distances from the last save.
    for moment in [1300, 1450, 1600] {
        let Some(page) = begun(engine, 2025) else {
            return;
        };
        let typed = type_for(&page, Duration::from_millis(moment));
        let ended = Instant::now();
        let page = page.kill_and_restart();
        look_again(&page, &typed, ended);
    }
}

fn closed(engine: Engine) {
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    let typed = type_for(&page, Duration::from_millis(1500));
    let ended = Instant::now();
    page.close_tab();
    look_again(&page, &typed, ended);
}

fn reloaded(engine: Engine) {
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    let typed = type_for(&page, Duration::from_millis(1500));
    let ended = Instant::now();
    page.reload();
    look_again(&page, &typed, ended);
}

fn trapped(engine: Engine) {
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    page.go("requests");
    page.type_cell("requests.granted.natural", "41");
    std::thread::sleep(HALF_A_SECOND);
    // The hook may throw, because it causes a trap.
    let _ = page.try_js("window.nianbaoTest.trap()", &[]);
    page.wait_until("the page says that it recovered", || page.message().contains("恢复"));
    page.resume();
    page.go("requests");
    assert_eq!(page.cell("requests.granted.natural"), "41");
    page.type_cell("requests.granted.business", "42");
    assert_eq!(page.cell("requests.granted.business"), "42", "after a trap one can go on typing");
    page.reload();
    page.resume();
    page.go("requests");
    assert_eq!(page.cell("requests.granted.natural"), "41", "what was recovered is kept");
}

/// A click by the page itself, on a file field or a link to a file, does not stop the program while
/// it handles the click of a person.
fn choosing(engine: Engine) {
    let Some(page) = begun(engine, 2025) else {
        return;
    };
    // The browser's file dialog would wait for a person.
    page.js(
        "document.addEventListener('click', e => { \
         if (e.target.type === 'file') e.preventDefault(); }, true)",
        &[],
    );
    let started = page.js("return nianbaoTimes.started", &[]);
    page.go("info");
    for act in ["last-year", "packs"] {
        page.click(act);
    }
    page.download(|page| page.click("save"));
    assert_eq!(page.complaints(), [] as [&str; 0]);
    assert_eq!(
        page.js("return nianbaoTimes.started", &[]),
        started,
        "the program is the one that was there"
    );
}
