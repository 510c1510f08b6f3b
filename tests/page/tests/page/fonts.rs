//! Tests the font dialog (字体): fonts are chosen, listed, remembered and removed; a file that is not
//! a font is named as what it is; PDF is written with chosen fonts, and with those inside the page.

use crate::{begun, corpus};
use page_tests::outside::leave;
use page_tests::{Engine, Page, in_every_engine, places, skipped};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

in_every_engine! { chosen refused passing system packed }

const FOLDER: &str = "/usr/share/fonts";
/// Fonts of Debian's fonts-noto-cjk: a heavy 宋, a 黑 and a 宋. In each collection the font for the
/// mainland comes after four others.
const NOTO: [&str; 3] = [
    "opentype/noto/NotoSerifCJK-Bold.ttc",
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "opentype/noto/NotoSerifCJK-Regular.ttc",
];

/// The font dialog of a new report, and the font files; `None` where either is missing, which is
/// reported as skipped.
fn opened(engine: Engine) -> Option<(Page, Vec<PathBuf>)> {
    let fonts: Vec<PathBuf> = NOTO.iter().map(|file| Path::new(FOLDER).join(file)).collect();
    if let Some(missing) = fonts.iter().find(|file| !file.is_file()) {
        skipped::skip("fonts", &format!("{} is not there", missing.display()));
        return None;
    }
    let page = begun(engine, 2025)?;
    page.go("info");
    open(&page);
    Some((page, fonts))
}

/// Opens the dialog, from 报告信息.
pub(crate) fn open(page: &Page) {
    page.click("fonts");
    page.wait_until("the dialog is open", || page.shows("#nb-fonts-rows"));
}

/// The font that the dialog shows for a face.
fn row(page: &Page, face: &str) -> String {
    page.value(&format!("#nb-fonts-rows tr[data-face=\"{face}\"] td:nth-child(3)"))
}

/// Gives files for the face of a row, or for any face, and waits for the answer of the page.
pub(crate) fn choose(page: &Page, face: Option<&str>, files: &[&Path]) -> String {
    page.js("document.querySelector('#nb-fonts-note').textContent = ''", &[]);
    // The browser's own file dialog would cover the page.
    page.js("HTMLInputElement.prototype.click = function () {}", &[]);
    page.click_on(
        &face.map_or("#nb-fonts-file".to_owned(), |face| format!("#nb-fonts-file-{face}")),
    );
    page.choose_files("nb-font-file", files);
    page.wait_until("the page says something of them", || page.has("#nb-fonts-note li"));
    page.value("#nb-fonts-note")
}

/// The names of the fonts in a PDF file, without the letters that mark a subset, and its text;
/// `None` without poppler, which is reported as skipped.
fn seen_in(page: &Page, name: &str, pdf: &[u8]) -> Option<(Vec<String>, String)> {
    assert!(pdf.starts_with(b"%PDF"), "no PDF file");
    let file = leave(&format!("{name}-{}.pdf", page.engine.name()), pdf);
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .inspect_err(|error| skipped::skip(program, &error.to_string()))
            .ok()
    };
    let path = file.to_str().expect("a path in UTF-8");
    let fonts = run("pdffonts", &[path])?;
    let names = fonts.lines().skip(2).filter_map(|line| {
        Some(line.split_whitespace().next()?.split('+').next_back()?.to_owned())
    });
    Some((names.collect(), run("pdftotext", &[path, "-"])?))
}

/// Goes from the export dialog to the font dialog and back: the document that was refused is then
/// written.
fn chosen(engine: Engine) {
    let Some((page, fonts)) = opened(engine) else { return };
    let fonts: Vec<&Path> = fonts.iter().map(PathBuf::as_path).collect();
    page.click("dialog.close");
    page.open_export(&["pdf"]);
    assert_eq!(page.output_state("pdf"), "refused");
    page.click_on("#nb-dialog button[data-act=\"fonts\"]");
    page.wait_until("the dialog is open", || page.shows("#nb-fonts-rows"));
    assert_eq!(page.focused(), "fonts.file");
    for face in ["title", "fang", "kai", "hei", "song"] {
        assert!(row(&page, face).contains("还没有选"), "{}", row(&page, face));
    }
    page.screenshot("fonts-none");
    // Several files are given at once: each is assigned to a face by its own name.
    let said = choose(&page, None, &fonts);
    assert!(
        said.contains("小标宋用“Noto Serif CJK SC Bold”")
            && said.contains("黑体用")
            && said.contains("宋体用"),
        "{said}"
    );
    assert!(
        row(&page, "title").contains("NotoSerifCJK-Bold.ttc")
            && row(&page, "title").contains("相近"),
        "{}",
        row(&page, "title")
    );
    assert!(row(&page, "fang").contains("还没有选"));
    // A file that is given in a row is used for the face of that row.
    let said = choose(&page, Some("fang"), &fonts[2..]);
    assert!(said.contains("是宋体，按你选的用作仿宋"), "{said}");
    assert_eq!(
        page.js("return document.activeElement.id", &[]),
        "nb-fonts-file-fang",
        "the focus is where it was"
    );
    choose(&page, Some("kai"), &fonts[2..]);
    page.look_over("fonts-chosen");
    page.click("dialog.close");
    page.wait_until("the dialog for exporting is back", || page.shows("#nb-out-state-pdf"));
    // The row says that the fonts are missing until the fonts are read again.
    page.wait_until("the PDF file is written in the new fonts", || {
        page.output_state("pdf") == "written"
    });
    page.click("dialog.close");

    page.reload();
    page.resume();
    let pdf = page.export("pdf");
    if let Some((names, text)) = seen_in(&page, "fonts-chosen", &pdf.bytes) {
        assert!(
            names.iter().any(|name| name == "NotoSerifCJKsc-Bold")
                && names.iter().any(|name| name == "NotoSansCJKsc-Regular"),
            "{names:?}"
        );
        assert!(text.contains("政府信息公开工作年度报告"), "{text}");
    }
    page.go("info");
    open(&page);
    page.click_on("[data-field=\"fonts.stand_in\"]");
    page.click_on("#nb-fonts-remove-kai");
    page.wait_until("it is gone", || row(&page, "kai").contains("还没有选"));
    page.reload();
    page.resume();
    page.go("info");
    open(&page);
    assert!(row(&page, "kai").contains("还没有选") && row(&page, "song").contains("Noto"));
    assert_eq!(
        page.js("return document.querySelector('[data-field=\"fonts.stand_in\"]').checked", &[]),
        true
    );
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// The page with embedded fonts: none need be chosen, and it names its fonts and their licences.
fn packed(engine: Engine) {
    with_fonts(engine);
}

/// See [`packed`]; this function is used for old browsers too.
pub fn with_fonts(engine: Engine) {
    let file = places::built_with_fonts();
    if !file.is_file() {
        return skipped::skip(
            "the page with fonts",
            &format!("{} is not there; run ./build.sh fonts", file.display()),
        );
    }
    let Some(page) = engine.start() else { return };
    page.open(&file);
    page.choose_file(&corpus("distinct-2021-as-issued"));
    page.wait_until("the report is open", || page.shows("[data-act=\"go\"][data-part=\"info\"]"));
    page.go("info");
    open(&page);
    for (face, name) in [
        ("title", "Noto Serif SC Bold"),
        ("fang", "FandolFang"),
        ("kai", "FandolKai"),
        ("hei", "Noto Sans SC"),
        ("song", "Noto Serif SC"),
        ("latin", "Tinos"),
    ] {
        assert!(
            row(&page, face).contains(name) && row(&page, face).contains("随本页带来"),
            "{face}: {}",
            row(&page, face)
        );
    }
    assert!(
        !page.has("[data-act=\"fonts.remove\"]"),
        "what travels in the page cannot be taken away"
    );
    let licences = page.value(".nb-licences");
    for words in
        ["SIL OPEN FONT LICENSE", "GNU GENERAL PUBLIC LICENSE", "Fandol team", "轮廓改成了二次曲线"]
    {
        assert!(licences.contains(words), "{words}");
    }
    page.screenshot("fonts-packed");
    page.click("dialog.close");
    let pdf = page.export("pdf");
    if let Some((mut names, text)) = seen_in(&page, "fonts-packed", &pdf.bytes) {
        names.sort();
        assert_eq!(
            names,
            ["FandolFang", "FandolKai", "NotoSansSC", "NotoSerifSC", "NotoSerifSCBold", "Tinos"]
        );
        assert!(text.contains("政府信息公开工作年度报告"), "{text}");
    }
}

/// Creates a file of `length` bytes that begins with these.
fn file(folder: &Path, name: &str, begin: &[u8], length: u64) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, begin).expect("a file");
    File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_len(length))
        .expect("a longer file");
    path
}

/// For each unsuitable file the page says what it is, where it was given, and what to do; fonts
/// that were set stay set.
fn refused(engine: Engine) {
    let Some((page, fonts)) = opened(engine) else { return };
    choose(&page, None, &[&fonts[2]]);
    let folder = page.home().profile().with_file_name("files");
    fs::create_dir_all(&folder).expect("a folder");
    let half = fs::read(&fonts[2]).expect("a font");
    let cases = [
        (file(&folder, "empty.ttf", b"", 0), "0 字节"),
        (file(&folder, "photo.ttf", b"\xFF\xD8\xFF\xE0\0\x10JFIF", 5_000), "图片（JPEG）"),
        (file(&folder, "web.otf", b"wOF2\0\x01\0\0", 5_000), "WOFF"),
        (file(&folder, "big.ttc", b"ttcf\0\x01\0\0", 100 << 20), "100 MB"),
        (file(&folder, "half.ttc", &half[..half.len() / 3], half.len() as u64 / 3), "损坏"),
        (file(&folder, "old.ttf", b"STARTFONT 2.1\n", 900), "点阵"),
        (Path::new(FOLDER).join("truetype/dejavu/DejaVuSans.ttf"), "认不出"),
    ];
    for (path, words) in &cases {
        let said = choose(&page, None, &[path]);
        let name =
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(
            said.contains(words) && said.contains(&name) && said.contains("没有采用"),
            "{name}: {said}"
        );
        assert!(row(&page, "song").contains("Noto Serif CJK SC"));
    }
    // A font without Chinese characters is refused for a Chinese face, even where the clerk chooses
    // it.
    let said = choose(&page, Some("song"), &[&cases[6].0]);
    assert!(said.contains("缺 6763 个"), "{said}");
    assert!(row(&page, "song").contains("Noto Serif CJK SC"));
    assert_eq!(page.complaints(), [] as [&str; 0]);
}

/// A font that the browser cannot store is used, and the page says that it is not stored.
fn passing(engine: Engine) {
    let Some((page, fonts)) = opened(engine) else { return };
    page.js(
        "IDBObjectStore.prototype.put = () => { \
         throw new DOMException('full', 'QuotaExceededError') }",
        &[],
    );
    let said = choose(&page, None, &[&fonts[1]]);
    assert!(said.contains("黑体用") && said.contains("关掉本页后要再选"), "{said}");
    assert!(row(&page, "hei").contains("没有让记住"), "{}", row(&page, "hei"));
    page.click_on("#nb-fonts-remove-hei");
    page.wait_until("it is gone", || row(&page, "hei").contains("还没有选"));
}

/// The fonts of the computer, where the browser can list them: with permission refused, and
/// granted.
fn system(engine: Engine) {
    let Some((page, _)) = opened(engine) else { return };
    if engine != Engine::Chromium {
        assert!(!page.has("#nb-fonts-local"), "nothing is offered that the browser cannot do");
        return;
    }
    let ask = |page: &Page| {
        page.js("document.querySelector('#nb-fonts-note').textContent = ''", &[]);
        page.click_on("#nb-fonts-local");
        page.wait_until("the page says something", || page.has("#nb-fonts-note li"));
        page.value("#nb-fonts-note")
    };
    page.devtools(
        "Browser.setPermission",
        &serde_json::json!({ "permission": { "name": "local-fonts" }, "setting": "denied" }),
    )
    .expect("a setting");
    let said = ask(&page);
    assert!(said.contains("没有让本页看本机的字体"), "{said}");
    page.devtools(
        "Browser.setPermission",
        &serde_json::json!({ "permission": { "name": "local-fonts" }, "setting": "granted" }),
    )
    .expect("a setting");
    let said = ask(&page);
    assert!(
        said.contains("宋体用“Noto Serif CJK SC”") && said.contains("黑体用“Noto Sans CJK SC”"),
        "{said}"
    );
    assert!(row(&page, "song").contains("Noto Serif CJK SC"), "{}", row(&page, "song"));
}
