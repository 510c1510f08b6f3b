//! Tests the page test library itself on a practice page, so that a failing test of the real page
//! points at the page.

#![allow(missing_docs, reason = "tests")]

use page_tests::gestures::Ending;
use page_tests::typing::key;
use page_tests::{Draft, Engine, Filing, Page, in_every_engine, places};
use std::time::Instant;

in_every_engine! { filing events downloads killing axe }

fn practice(engine: Engine) -> Option<Page> {
    let page = engine.start()?;
    page.open(&places::practice_page());
    Some(page)
}

fn draft(name: &str) -> Draft {
    Draft::read(&places::repository().join(format!("tests/page/practice/{name}.json")))
}

fn begun(engine: Engine) -> Option<Page> {
    let page = practice(engine)?;
    Filing::new(&page, &draft("draft-2021")).create();
    Some(page)
}

fn filing(engine: Engine) {
    let Some(page) = practice(engine) else { return };
    let start = Instant::now();
    Filing::new(&page, &draft("draft-2021")).whole();
    eprintln!("{}: a report of 2021 in {:?}", engine.name(), start.elapsed());
    page.screenshot("machinery");
    assert_eq!(page.complaints(), [] as [&str; 0]);
    drop(page);
    let Some(page) = practice(engine) else { return };
    let start = Instant::now();
    Filing::new(&page, &draft("draft-2019")).whole();
    eprintln!("{}: a report of 2019 as issued in {:?}", engine.name(), start.elapsed());
}

fn events(engine: Engine) {
    let Some(page) = begun(engine) else { return };
    page.go("requests");
    for (index, ending) in Ending::ALL.into_iter().enumerate() {
        let id = format!("requests.granted.{}", ["natural", "business", "research"][index]);
        page.enter_cell(&id);
        page.compose(&["1", "12", "120"], ending);
        assert_eq!(page.cell(&id), "120", "{ending:?}");
    }
    page.enter_cell("requests.granted.legal");
    if page.compose_really(&["4", "42"]) {
        assert_eq!(page.cell("requests.granted.legal"), "42");
    }
    page.enter_cell("requests.partial.natural");
    page.keys("7");
    page.wheel_over("[data-cell=\"requests.partial.natural\"]", 120);
    assert_eq!(page.cell("requests.partial.natural"), "7");

    page.enter_cell("requests.new.natural");
    assert!(
        page.paste("1,234\t5\r\n6\t7\r\n", Some("<table><tr><td>1,234<td>5<tr><td>6<td>7</table>")),
        "the page takes a block"
    );
    assert_eq!(page.cell("requests.carried_in.business"), "7");
    assert_eq!(page.cell("requests.new.natural"), "1234");
    page.enter_cell("requests.carried_out.natural");
    assert!(!page.paste("31", None), "the page leaves a single number to the browser");
    assert_eq!(page.cell("requests.carried_out.natural"), "31");

    page.chord(&[key::CONTROL], 'z');
    assert_eq!(page.cell("requests.carried_out.natural"), "");
    page.chord(&[key::CONTROL], 'y');
    assert_eq!(page.cell("requests.carried_out.natural"), "31");

    page.enter_cell("requests.new.natural");
    page.keys(&[key::RIGHT, key::DOWN, key::LEFT, key::UP, key::ENTER].iter().collect::<String>());
    assert_eq!(page.focused(), "requests.carried_in.natural");
    page.chord(&[key::SHIFT], key::TAB);
    assert_eq!(page.focused(), "requests.new.other");

    page.type_cell("requests.new.natural", "1000000");
    assert_eq!(page.findings(), [("too-many".to_owned(), "hint".to_owned(), "1000000".to_owned())]);
    assert_eq!(page.complaints(), [] as [&str; 0]);
    page.js("setTimeout(() => { throw new Error('on purpose') })", &[]);
    // WebKit does not report errors of scripts that the driver injected to the page itself.
    page.wait_until("the error is heard", || {
        page.complaints()
            .iter()
            .any(|line| line.contains("on purpose") || line.contains("Script error"))
    });
}

fn downloads(engine: Engine) {
    let Some(page) = begun(engine) else { return };
    for _ in 0..2 {
        let file = page.download(|page| page.click("save"));
        assert!(file.name.starts_with("示例市人民政府2024年报.nianbao"), "{}", file.name);
        assert!(String::from_utf8_lossy(&file.bytes).contains("\"nianbao\":1"));
    }
    page.open_export(&["docx", "html"]);
    let files = page.downloads(2, |page| page.click("export.save"));
    assert!(
        files[0].name.starts_with("年报") && files[1].bytes != files[0].bytes,
        "{} {}",
        files[0].name,
        files[1].name
    );
    page.click("dialog.close");
    let file = page.home().downloads().join("不是草稿.json");
    std::fs::write(&file, "{}").expect("can write");
    page.choose_file(&file);
    page.wait_until("the page refuses", || page.message().contains("不是年报草稿"));
    std::fs::write(
        &file,
        r#"{"nianbao":1,"year":2020,"edition":"2019","agency":{"name":"另一处"}}"#,
    )
    .expect("can write");
    page.choose_file(&file);
    page.wait_until("the page opens it", || page.message().contains("已打开"));
}

fn killing(engine: Engine) {
    let Some(page) = begun(engine) else { return };
    page.go("disputes");
    page.type_cell("disputes.review.upheld", "17");
    page.close_tab();
    page.open(&places::practice_page());
    page.go("disputes");
    assert_eq!(page.cell("disputes.review.upheld"), "17", "a new tab finds what the old one kept");
    if !engine.keeps_profile() {
        return;
    }
    let page = page.kill_and_restart();
    page.open(&places::practice_page());
    page.go("disputes");
    assert_eq!(page.cell("disputes.review.upheld"), "17", "what was kept survives a power cut");
    let page = engine.start_in(page.quit()).expect("it was there a moment ago");
    page.open(&places::practice_page());
    page.go("disputes");
    assert_eq!(page.cell("disputes.review.upheld"), "17", "and an orderly end");
}

fn axe(engine: Engine) {
    let Some(source) = page_tests::outside::axe() else {
        return;
    };
    let Some(page) = practice(engine) else { return };
    assert_eq!(page.violations(&source), [] as [&str; 0]);
    page.js("document.documentElement.removeAttribute('lang')", &[]);
    let found = page.violations(&source);
    assert!(found.iter().any(|line| line.starts_with("html-has-lang")), "{found:?}");
}
