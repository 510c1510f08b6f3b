//! Tests the export dialog (导出): saving documents together or one by one, reading them back,
//! refusals, and fonts.

use crate::{begun, corpus, opened};
use page_tests::downloads::Download;
use page_tests::exporting::documents_without_fonts;
use page_tests::outside::{check, check_html, leave, unpack};
use page_tests::{Draft, Engine, Page, in_every_engine, skipped};
use serde_json::json;
use std::path::Path;

in_every_engine! {
    packed apart remembered differing refused trapped stopped marked fontless fonted uncovered
}

const REPORT: &str = "distinct-2021";
const STEM: &str = "示例市人民政府2021年政府信息公开工作年度报告";

/// Wraps the calls to the office module in a function of the test. `wrap` gets the name of each
/// call, its arguments and the function that carries it out.
fn between(page: &Page, wrap: &str) {
    let script = format!(
        "const wrap = {wrap};
         window.nianbaoTest.office = (name, args, real) => wrap(name, args, real)"
    );
    page.js(&script, &[]);
}

/// Removes the wrapper.
fn nothing_between(page: &Page) {
    page.js("delete window.nianbaoTest.office", &[]);
}

fn proof(page: &Page) -> String {
    page.value("#nb-out-proof")
}

fn note(page: &Page, output: &str) -> String {
    page.value(&format!("#nb-out-note-{output}"))
}

fn save_label(page: &Page) -> String {
    page.value("[data-act=\"export.save\"]")
}

/// Presses a button of one document.
fn press(page: &Page, act: &str, output: &str) {
    page.click_on(&format!("button[data-act=\"{act}\"][data-value=\"{output}\"]"));
}

/// Checks one finished document with independent programs.
fn check_one(engine: Engine, name: &str, bytes: &[u8]) {
    let file = leave(&format!("export-{}-{name}", engine.name()), bytes);
    let draft = corpus(REPORT);
    match file.extension().and_then(|end| end.to_str()) {
        Some("docx") if name.contains("核对单") => {
            for script in ["docx_audit.py", "one_page.py"] {
                check(script, &[&file]);
            }
        }
        Some("docx") => check("docx_equals.py", &[&draft, &file]),
        Some("ofd") => check("ofd_equals.py", &[&draft, &file]),
        Some("pdf") => check("pdf_checks.py", &[&file, &draft]),
        Some("xlsx") => check("xlsx_equals.py", &[&draft, &file]),
        Some("html") if name.contains("网页片段") => {
            assert!(String::from_utf8_lossy(bytes).contains("nianbao"), "{name}");
        }
        Some("html") => check_html(&file),
        other => panic!("{name} is {other:?}"),
    }
}

/// All documents are saved as one archive.
fn packed(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    let all = documents_without_fonts();
    page.open_export(&all);
    for output in all {
        assert_eq!(page.output_state(output), "written", "{output}: {}", page.message());
    }
    assert!(
        proof(&page).contains("已回读核对：Word、OFD、网页、网页片段、Excel里 200 个数据"),
        "{}",
        proof(&page)
    );
    assert!(proof(&page).contains("全部一致"), "{}", proof(&page));
    page.look_over("export-written");
    let archive = page.download(|page| page.click("export.zip"));
    assert_eq!(archive.name, format!("{STEM}.zip"));
    let files = unpack(&format!("export-{}", engine.name()), &archive.bytes);
    let mut expected = [".docx", ".ofd", ".html", "（网页片段）.html", ".xlsx", "核对单.docx"]
        .map(|end| format!("{STEM}{end}"));
    expected.sort();
    assert_eq!(files.keys().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    for (name, file) in &files {
        check_one(engine, name, &std::fs::read(file).expect("it was unpacked"));
    }
    assert!(page.value("#nb-out-hint").contains(".zip"), "{}", page.value("#nb-out-hint"));
    page.look_over("export-archived");
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// Documents are saved one by one, and can be saved again until the dialog is closed.
fn apart(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    page.open_export(&["docx", "xlsx"]);
    assert!(save_label(&page).contains('2'), "{}", save_label(&page));
    let files = page.downloads(2, |page| page.click("export.save"));
    assert_eq!(
        files.iter().map(|file| file.name.clone()).collect::<Vec<_>>(),
        [format!("{STEM}.docx"), format!("{STEM}.xlsx")]
    );
    for Download { name, bytes } in &files {
        check_one(engine, name, bytes);
    }
    page.wait_until("it says that the browser has both", || {
        page.value("#nb-out-hint").contains("2 个文件")
    });
    page.look_over("export-handed");
    let again = page.download(|page| press(page, "export.one", "docx"));
    assert!(again.bytes == files[0].bytes, "the same bytes once more");
    page.click("dialog.close");
    assert_eq!(page.focused(), "export", "the focus is back");
}

/// The ticks are the same at the next export, and after a reload.
fn remembered(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    page.open_export(&["xlsx", "check-sheet"]);
    page.click("dialog.close");
    let ticked = || {
        let script = "return [
            ...document.querySelectorAll('input[data-field^=\"export.\"]:checked')
        ].map(e => e.dataset.field)";
        page.js(script, &[])
    };
    page.click("export");
    page.wait_until("the same are ticked", || {
        ticked() == json!(["export.xlsx", "export.check-sheet"])
    });
    page.click("dialog.close");
    page.reload();
    page.resume();
    page.click("export");
    page.wait_until("and after a reload", || {
        ticked() == json!(["export.xlsx", "export.check-sheet"])
    });
}

/// If a writer writes a wrong number, reading back finds it, and the file is not delivered without
/// a question.
fn differing(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    let cell = Draft::read(&corpus(REPORT)).cells()["disclosure.licensing.decisions"].clone();
    between(
        &page,
        "(name, args, real) => {
            if (name !== 'write' || args[0].format !== 'docx') return real(name, args);
            const draft = JSON.parse(args[0].draft);
            draft.cells['disclosure.licensing.decisions'] = 987654;
            const changed = Object.assign({}, args[0], { draft: JSON.stringify(draft) });
            return real(name, [changed, args[1]]);
        }",
    );
    page.open_export(&["docx", "html"]);
    assert_eq!(
        (page.output_state("docx").as_str(), page.output_state("html").as_str()),
        ("doubtful", "written")
    );
    let words = note(&page, "docx");
    assert!(
        words.contains("不一致")
            && words.contains("行政许可")
            && words.contains(&cell)
            && words.contains("987654"),
        "{words}"
    );
    assert!(
        proof(&page).contains("Word与报告不一致") && save_label(&page).contains('1'),
        "{} {}",
        proof(&page),
        save_label(&page)
    );
    page.look_over("export-differing");
    let html = page.download(|page| page.click("export.save"));
    assert_eq!(html.name, format!("{STEM}.html"));
    let anyway = page.download(|page| press(page, "export.anyway", "docx"));
    assert_eq!(anyway.name, format!("{STEM}.docx"));
    nothing_between(&page);
    press(&page, "export.again", "docx");
    page.wait_until("written anew, it is right", || page.output_state("docx") == "written");
    assert!(proof(&page).contains("Word、网页里"), "{}", proof(&page));
}

/// If the browser refuses a file, the page says so and keeps the file.
fn refused(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    page.open_export(&["docx", "xlsx"]);
    page.js(
        "window.nbMake = URL.createObjectURL;
         URL.createObjectURL = () => { throw new DOMException('full', 'QuotaExceededError') }",
        &[],
    );
    page.click("export.save");
    page.wait_until("it says so of both", || {
        ["docx", "xlsx"].iter().all(|output| note(&page, output).contains("没有让保存"))
    });
    page.click("export.zip");
    page.wait_until("and of the archive", || {
        page.value("#nb-out-hint").contains("没有让保存压缩包")
    });
    page.look_over("export-refused");
    page.js("URL.createObjectURL = window.nbMake", &[]);
    let file = page.download(|page| press(page, "export.one", "xlsx"));
    check_one(engine, &file.name, &file.bytes);
    let archive = page.download(|page| page.click("export.zip"));
    assert!(
        archive.name == format!("{STEM}.zip") && archive.bytes.starts_with(b"PK"),
        "{}",
        archive.name
    );
}

/// If the office module traps, the page says so, the other documents are written, and the clerk can
/// try again.
fn trapped(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    between(
        &page,
        "(name, args, real) => {
            if (name !== 'write' || args[0].format !== 'docx') return real(name, args);
            // An exception during a call ends the instance.
            return real(name, [args[0], [{ get length() { throw new Error('a fault') } }]]);
        }",
    );
    page.open_export(&["docx", "xlsx"]);
    assert_eq!(
        (page.output_state("docx").as_str(), page.output_state("xlsx").as_str()),
        ("refused", "written")
    );
    assert!(
        note(&page, "docx").contains("程序出了错") && !note(&page, "docx").contains("fault"),
        "{}",
        note(&page, "docx")
    );
    page.look_over("export-trapped");
    // A file that cannot be read back is not delivered without a question either.
    between(
        &page,
        "(name, args, real) => {
            return name === 'prove' ? real(name, [args[0], new Uint8Array(8)]) : real(name, args);
        }",
    );
    press(&page, "export.again", "docx");
    page.wait_written(&["docx"]);
    assert_eq!(page.output_state("docx"), "doubtful");
    assert!(note(&page, "docx").contains("回读不了"), "{}", note(&page, "docx"));
    nothing_between(&page);
    press(&page, "export.again", "docx");
    page.wait_until("it is written", || page.output_state("docx") == "written");
}

/// Closing the dialog stops the export between two files, and the page works as before.
fn stopped(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    between(
        &page,
        "(name, args, real) => {
            window.nbCalls = (window.nbCalls || []).concat(name === 'write' ? args[0].format : []);
            return new Promise(go => { window.nbGo = go; }).then(() => real(name, args));
        }",
    );
    page.click("export");
    page.tick_outputs(&["docx", "xlsx"]);
    page.wait_until("the first is being written", || {
        page.js("return (window.nbCalls || []).length", &[]) == json!(1)
    });
    assert_eq!(
        (page.output_state("docx").as_str(), page.output_state("xlsx").as_str()),
        ("writing", "waiting")
    );
    assert!(proof(&page).contains("正在写第 1 个文件，共 2 个"), "{}", proof(&page));
    page.look_over("export-writing");
    // A request before all files are written is carried out later, unless the dialog is closed.
    page.click("export.save");
    page.wait_until("it waits", || save_label(&page).contains("写完就保存"));
    page.click("dialog.close");
    page.js("window.nbGo()", &[]);
    page.go("requests");
    page.type_cell("requests.new.natural", "31");
    assert_eq!(page.cell("requests.new.natural"), "31");
    assert_eq!(page.js("return window.nbCalls", &[]), json!(["docx"]), "no other file was begun");
    assert!(!page.shows(".nb-dialog"));
    nothing_between(&page);
    page.click("export");
    page.wait_until("a new export can begin", || page.shows("[data-act=\"export.save\"]"));
    page.wait_written(&["docx", "xlsx"]);
    assert_eq!(page.output_state("docx"), "written");
}

/// An error without a justification makes a draft of every document; the dialog leads to it.
fn marked(engine: Engine) {
    let Some(page) = begun(engine, 2025) else { return };
    page.go("requests");
    page.type_cell("requests.new.natural", "11");
    page.type_cell("requests.granted.natural", "12");
    page.click_on("#nb-fill-requests");
    page.go("info");
    page.open_export(&["docx", "html"]);
    assert!(page.message().contains("还有 1 处错误没有改"), "{}", page.message());
    assert!(proof(&page).contains("全部一致"), "{}", proof(&page));
    page.look_over("export-draft");
    let files = page.downloads(2, |page| page.click("export.save"));
    assert!(
        files.iter().all(|file| file.name.contains("（草稿）")),
        "{} {}",
        files[0].name,
        files[1].name
    );
    // The files are sorted by name: .docx, .html.
    assert!(String::from_utf8_lossy(&files[1].bytes).contains("草稿"));
    page.click("export.errors");
    page.wait_until("the part with the error is open", || {
        page.has("[data-act=\"go\"][data-part=\"requests\"][aria-current=\"true\"]")
    });
    assert!(page.focused().starts_with("requests."), "{}", page.focused());
    assert!(!page.shows(".nb-dialog"));
}

/// Without fonts, the row of PDF says which fonts are missing and what to do; the other documents
/// are written.
fn fontless(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    page.open_export(&["docx", "pdf"]);
    assert_eq!(
        (page.output_state("docx").as_str(), page.output_state("pdf").as_str()),
        ("written", "refused")
    );
    let words = note(&page, "pdf");
    assert!(words.contains("仿宋") && words.contains("小标宋"), "{words}");
    assert!(page.shows("button[data-act=\"fonts\"]") && save_label(&page).contains('1'));
    page.select("[data-field=\"export.sheet\"]", "pdf");
    page.tick_outputs(&["docx", "check-sheet"]);
    page.wait_written(&["check-sheet"]);
    assert_eq!(page.output_state("check-sheet"), "refused");
    page.look_over("export-fontless");
    page.select("[data-field=\"export.sheet\"]", "docx");
    page.wait_written(&["check-sheet"]);
    assert_eq!(page.output_state("check-sheet"), "written");
}

/// Fonts of Debian's fonts-noto-cjk, and the faces that they are to set.
const NOTO: [(&str, &str); 5] = [
    ("title", "NotoSerifCJK-Bold.ttc"),
    ("fang", "NotoSerifCJK-Regular.ttc"),
    ("kai", "NotoSerifCJK-Regular.ttc"),
    ("hei", "NotoSansCJK-Regular.ttc"),
    ("song", "NotoSerifCJK-Regular.ttc"),
];

/// In the export dialog with PDF ticked, chooses fonts by the button of the row and returns to the
/// dialog. Returns `false` if there are no fonts to choose.
fn choose_fonts(page: &Page) -> bool {
    let folder = Path::new("/usr/share/fonts/opentype/noto");
    if let Some((_, missing)) = NOTO.iter().find(|(_, file)| !folder.join(file).is_file()) {
        skipped::skip("PDF from the page", &format!("{missing} is not there"));
        return false;
    }
    press(page, "fonts", "pdf");
    page.wait_until("the fonts are shown", || page.shows("#nb-fonts-rows"));
    // The file dialog of the browser would cover the page.
    page.js("HTMLInputElement.prototype.click = function () {}", &[]);
    for (face, file) in NOTO {
        page.js("document.querySelector('#nb-fonts-note').textContent = ''", &[]);
        // The list scrolls inside the dialog, which Chromium's driver does not follow.
        page.js(
            "document.getElementById(arguments[0]).click()",
            &[json!(format!("nb-fonts-file-{face}"))],
        );
        page.choose_files("nb-font-file", &[&folder.join(file)]);
        // The page first redraws the rows and then announces the result for the file.
        page.wait_until(&format!("{face} is set"), || page.has("#nb-fonts-note li"));
    }
    page.click("dialog.close");
    page.wait_until("the export dialog is back", || page.shows("[data-act=\"export.save\"]"));
    true
}

/// Fonts are chosen from the export dialog, which then continues: PDF is written, read back, and
/// checked by independent programs.
fn fonted(engine: Engine) {
    let Some(page) = opened(engine, REPORT) else { return };
    page.open_export(&["docx", "pdf"]);
    if !choose_fonts(&page) {
        return;
    }
    page.wait_until("PDF is written", || page.output_state("pdf") == "written");
    assert!(proof(&page).contains("Word、PDF里 200 个数据"), "{}", proof(&page));
    page.look_over("export-fonted");
    let files = page.downloads(2, |page| page.click("export.save"));
    assert_eq!(files[1].name, format!("{STEM}.pdf"));
    check_one(engine, &files[1].name, &files[1].bytes);
    page.select("[data-field=\"export.sheet\"]", "pdf");
    page.tick_outputs(&["check-sheet"]);
    page.wait_written(&["check-sheet"]);
    let sheet = page.download(|page| page.click("export.save"));
    let file = leave(&format!("export-{}-{}", engine.name(), sheet.name), &sheet.bytes);
    check("pdf_checks.py", &[&file]);
}

/// The page names a character that no font has and its sentence. Another font is used only if the
/// clerk allows it.
fn uncovered(engine: Engine) {
    let Some(page) = engine.start().filter(Page::open_built) else { return };
    let mut draft = Draft::read(&corpus(REPORT)).json;
    draft["sections"]["other"] = json!("本年度收到\u{E863}姓市民来信3封。");
    page.choose_file(&leave(
        &format!("uncovered-{}.json", engine.name()),
        draft.to_string().as_bytes(),
    ));
    page.wait_until("the report is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    page.open_export(&["pdf"]);
    if !choose_fonts(&page) {
        return;
    }
    page.wait_until("PDF is refused", || {
        page.output_state("pdf") == "refused" && note(&page, "pdf").contains('\u{E863}')
    });
    let words = note(&page, "pdf");
    assert!(words.contains("姓市民来信3封。") && words.contains("仿宋"), "{words}");
    page.look_over("export-uncovered");
    press(&page, "export.stand-in", "pdf");
    // If no font has it, the page says so and does not offer it again.
    page.wait_until("other fonts were asked", || {
        !page.has("button[data-act=\"export.stand-in\"]") && note(&page, "pdf").contains('\u{E863}')
    });
    assert_eq!(page.output_state("pdf"), "refused");
}
