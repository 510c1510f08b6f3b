//! Foreign, broken and hostile files: the page answers with a sentence and changes nothing.

use crate::begun;
use page_tests::outside::axe;
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine, places, skipped};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

in_every_engine! { refused scripts doubted }

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

/// A page of another program, in which a number stands twice and another one has two lines.
const DOUBTFUL: &str = "<!DOCTYPE html><meta charset=utf-8>
<h1>示例县甲镇人民政府<br>2025年政府信息公开工作年度报告</h1>
<p>一、总体情况</p><p>文字。</p><p>二、主动公开政府信息情况</p>
<table><tr><td colspan=4>第二十条第（一）项
<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
<tr><td>规章<td>0<td>0<td>0<tr><td>行政规范性文件<td>4<td>1<td>9
<tr><td colspan=4>第二十条第（五）项<tr><td>信息内容<td colspan=3>本年处理决定数量
<tr><td>行政许可<td colspan=3><p>787</p><p>12</p>
<tr><td colspan=4>第二十条第（六）项<tr><td>信息内容<td colspan=3>本年处理决定数量
<tr><td>行政处罚（乡镇）<td colspan=3>17<tr><td>行政处罚（全区）<td colspan=3>1095
<tr><td>行政强制<td colspan=3>3</table>";

/// Doubtful cells are drawn as such, what was found is offered, and the doubt ends with a click.
fn doubted(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    let file = places::leavings().join(format!("doubtful-{}.html", engine.name()));
    std::fs::write(&file, DOUBTFUL).expect("written");
    page.choose_file(&file);
    page.wait_until("the file is opened", || page.shows(".nb-dialog [data-act=\"dialog.close\"]"));
    let said = page.value(".nb-dialog");
    assert!(said.contains("有 2 处读入时拿不准"), "{said}");
    page.click("dialog.close");
    let doubts = || page.findings().into_iter().filter(|(rule, ..)| rule == "import-doubt").count();
    page.wait_until("the doubts are listed", || doubts() == 2);
    let licences = "disclosure.licensing.decisions";
    page.go("disclosure");
    page.keys(&key::F8.to_string());
    for (width, height) in [(1093, 614), (1024, 768), (1366, 768)] {
        page.set_inside(width, height);
        if engine == Engine::Chromium {
            let found = axe().map(|axe| page.violations(&axe)).unwrap_or_default();
            assert_eq!(found, [] as [&str; 0], "{width} by {height}");
        }
        page.screenshot(&format!("doubted-{width}"));
    }
    let drawn = "return document.getElementById(arguments[0]).closest('td').className";
    let class = || page.js(drawn, &[format!("nb-c-{licences}").into()]).to_string();
    assert!(class().contains("nb-doubt"), "{}", class());
    let take = format!("[data-finding=\"import-doubt:{licences}\"] [data-act=\"doubt.take\"]");
    page.click_on(&take);
    page.wait_until("the number is taken", || page.cell(licences) == "787");
    page.wait_until("the doubt has ended", || !class().contains("nb-doubt") && doubts() == 1);
    page.wait_until("its buttons are there", || page.shows("[data-act=\"doubt.keep\"]"));
    page.click_on("[data-act=\"doubt.keep\"]");
    page.wait_until("nothing is doubted", || doubts() == 0);
    assert_eq!(page.cell("disclosure.penalties.decisions"), "1095");
    assert_eq!(page.complaints(), [] as [&str; 0]);
}
