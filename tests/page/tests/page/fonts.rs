//! 字体: fonts are chosen, looked at, remembered and taken away; what is no font is called what it is.

use crate::begun;
use page_tests::{Engine, Page, in_every_engine, skipped};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

in_every_engine! { chosen refused passing system }

const FOLDER: &str = "/usr/share/fonts";
/// Fonts of Debian's fonts-noto-cjk: a heavy 宋, a 黑 and a 宋, each for the mainland behind four others in its collection.
const NOTO: [&str; 3] = ["opentype/noto/NotoSerifCJK-Bold.ttc", "opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSerifCJK-Regular.ttc"];

/// The dialog of a new report, and the fonts; nothing where either is missing, which was said aloud.
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

/// What is set for a face.
fn row(page: &Page, face: &str) -> String {
    page.value(&format!("#nb-fonts-rows tr[data-face=\"{face}\"] td:nth-child(3)"))
}

/// Gives files, for the face of a row or for any, and waits for what the page says of them.
pub(crate) fn choose(page: &Page, face: Option<&str>, files: &[&Path]) -> String {
    page.js("document.querySelector('#nb-fonts-note').textContent = ''", &[]);
    // The browser's own dialog would stand over the page.
    page.js("HTMLInputElement.prototype.click = function () {}", &[]);
    page.click_on(&face.map_or("#nb-fonts-file".to_owned(), |face| format!("#nb-fonts-file-{face}")));
    page.choose_files("nb-font-file", files);
    page.wait_until("the page says something of them", || page.has("#nb-fonts-note li"));
    page.value("#nb-fonts-note")
}

fn chosen(engine: Engine) {
    let Some((page, fonts)) = opened(engine) else { return };
    let fonts: Vec<&Path> = fonts.iter().map(PathBuf::as_path).collect();
    for face in ["title", "fang", "kai", "hei", "song"] {
        assert!(row(&page, face).contains("还没有选"), "{}", row(&page, face));
    }
    // Several at once: each goes where it belongs, by what it calls itself.
    let said = choose(&page, None, &fonts);
    assert!(said.contains("小标宋用“Noto Serif CJK SC Bold”") && said.contains("黑体用") && said.contains("宋体用"), "{said}");
    assert!(row(&page, "title").contains("NotoSerifCJK-Bold.ttc") && row(&page, "title").contains("相近"), "{}", row(&page, "title"));
    assert!(row(&page, "fang").contains("还没有选"));
    // In a row it is used for what the clerk says.
    let said = choose(&page, Some("fang"), &fonts[2..]);
    assert!(said.contains("是宋体，按你选的用作仿宋"), "{said}");
    assert_eq!(page.focused(), "fonts.file", "the focus is where it was");
    choose(&page, Some("kai"), &fonts[2..]);
    page.screenshot("fonts");
    page.reload();
    page.resume();
    page.go("info");
    open(&page);
    for (face, name) in [
        ("title", "Noto Serif CJK SC Bold"),
        ("fang", "Noto Serif CJK SC"),
        ("kai", "Noto Serif"),
        ("hei", "Noto Sans CJK SC"),
        ("song", "Noto Serif CJK SC"),
    ] {
        assert!(row(&page, face).contains(name), "{face}: {}", row(&page, face));
    }
    page.click_on("[data-field=\"fonts.stand_in\"]");
    page.click_on("#nb-fonts-remove-kai");
    page.wait_until("it is gone", || row(&page, "kai").contains("还没有选"));
    page.reload();
    page.resume();
    page.go("info");
    open(&page);
    assert!(row(&page, "kai").contains("还没有选") && row(&page, "song").contains("Noto"));
    assert_eq!(page.js("return document.querySelector('[data-field=\"fonts.stand_in\"]').checked", &[]), true);
    assert_eq!(page.complaints(), Vec::<String>::new());
}

/// A file with these bytes at its beginning, and so many in all.
fn file(folder: &Path, name: &str, begin: &[u8], length: u64) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, begin).expect("a file");
    File::options().write(true).open(&path).and_then(|file| file.set_len(length)).expect("a longer file");
    path
}

/// Whatever is given for a font: what it is, where, what to do; and what was set before is set still.
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
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(said.contains(words) && said.contains(&name) && said.contains("没有采用"), "{name}: {said}");
        assert!(row(&page, "song").contains("Noto Serif CJK SC"));
    }
    // A font without Chinese characters does not become one of them, whoever says so.
    let said = choose(&page, Some("song"), &[&cases[6].0]);
    assert!(said.contains("缺 6763 个"), "{said}");
    assert!(row(&page, "song").contains("Noto Serif CJK SC"));
    assert_eq!(page.complaints(), Vec::<String>::new());
}

/// What the browser does not keep is used all the same, and that is said.
fn passing(engine: Engine) {
    let Some((page, fonts)) = opened(engine) else { return };
    page.js("IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }", &[]);
    let said = choose(&page, None, &[&fonts[1]]);
    assert!(said.contains("黑体用") && said.contains("关掉本页后要再选"), "{said}");
    assert!(row(&page, "hei").contains("没有让记住"), "{}", row(&page, "hei"));
    page.click_on("#nb-fonts-remove-hei");
    page.wait_until("it is gone", || row(&page, "hei").contains("还没有选"));
}

/// The fonts of the computer, where the browser can say which there are: refused, and granted.
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
    page.devtools("Browser.setPermission", &serde_json::json!({ "permission": { "name": "local-fonts" }, "setting": "denied" })).expect("a setting");
    let said = ask(&page);
    assert!(said.contains("没有让本页看本机的字体"), "{said}");
    page.devtools("Browser.setPermission", &serde_json::json!({ "permission": { "name": "local-fonts" }, "setting": "granted" })).expect("a setting");
    page.js("queryLocalFonts().then(l => { window.nbL = l.map(f => [f.fullName, f.postscriptName, f.family, f.style]) }, e => { window.nbL = String(e) })", &[]);
    std::thread::sleep(std::time::Duration::from_secs(2));
    println!("{}", page.js("return [isSecureContext, window.nbL]", &[]));
    let said = ask(&page);
    assert!(said.contains("宋体用“Noto Serif CJK SC”") && said.contains("黑体用“Noto Sans CJK SC”"), "{said}");
    assert!(row(&page, "song").contains("Noto Serif CJK SC"), "{}", row(&page, "song"));
}
