//! Twins of the browser tests of `foreign`, judged by the state alone: whatever is wrong with a
//! file, a sentence says so and nothing changes.

use crate::begun;
use nianbao::desk::ButtonData;

#[test]
fn refused() {
    let mut window = begun();
    window.type_cell("requests.new.natural", "17");
    window.settle();
    let before = window.draft();
    let bad = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/drafts/bad"))
        .expect("the broken drafts");
    let mut files: Vec<(String, Vec<u8>)> = bad
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file"))
        })
        .collect();
    files.extend([
        ("empty".to_owned(), Vec::new()),
        ("nothing.docx".to_owned(), b"PK\x03\x04nothing".to_vec()),
        ("text.pdf".to_owned(), b"%PDF-1.4".to_vec()),
        ("picture.png".to_owned(), vec![0x89, b'P', b'N', b'G', 0, 0]),
        ("large".to_owned(), vec![b' '; (64 << 20) + 1]),
    ]);
    for (name, bytes) in files {
        window.give(&name, &bytes);
        window.settle();
        let said = window.message();
        assert!(said.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{name}: {said:?}");
        for word in ["Error", "error", "panic", "undefined", "unwrap", "src/"] {
            assert!(!said.contains(word), "{name}: a sentence for people, not {said:?}");
        }
        assert_eq!(window.draft(), before, "{name} changed the report");
        if window.shows("dialog.close") {
            window.click("dialog.close");
        }
    }
    window.type_cell("requests.new.business", "18");
    assert_eq!(window.cell("requests.new.business"), "18", "one can go on typing");
}

#[test]
fn scripts() {
    let mut window = begun();
    let html = "<html><body><h1>示例县城关镇人民政府2024年政府信息公开工作年度报告</h1>\
        <h2>一、总体情况</h2><p>正文<script>window.nbHarmed=1</script><img src=x onerror=\"nbHarmed=1\">\
        </p></body></html>";
    window.give("scripts.html", html.as_bytes());
    window.settle();
    for part in ["info", "overview", "disclosure", "requests", "disputes", "problems", "other"] {
        window.go(part);
    }
    let page = window.html().to_lowercase();
    for harm in ["<script", "onerror=", "<iframe", "javascript:"] {
        assert!(!page.contains(harm), "{harm} got into the page");
    }
}

#[test]
fn doubted() {
    let mut window = begun();
    window.settle();
    let page = "<meta charset=utf-8><h1>示例县甲镇人民政府2025年政府信息公开工作年度报告</h1>\
        <p>一、总体情况</p><p>文字。</p><p>二、主动公开政府信息情况</p><table>\
        <tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数\
        <tr><td>规章<td>0<td>0<td>0<tr><td>行政规范性文件<td>4<td>1<td><p>9</p><p>8</p></table>";
    window.give("doubtful.html", page.as_bytes());
    window.settle();
    assert!(window.message().contains("有 1 处读入时拿不准"), "{}", window.message());
    window.click("dialog.close");
    let cell = "disclosure.normative.in_force";
    assert_eq!(window.cell(cell), "");
    let data = ButtonData {
        finding: Some(format!("import-doubt:{cell}")),
        value: Some("1".to_owned()),
        ..ButtonData::default()
    };
    window.press("doubt.take", data);
    assert_eq!(window.cell(cell), "8");
    let report = window.desk.session().expect("a report").report();
    assert!(report.doubts.is_empty());
}
