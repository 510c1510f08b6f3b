//! Fonts are chosen: files that the clerk picks, or what the browser says the computer has.

use super::{Chosen, standing, store};
use crate::layout::Face;
use crate::view::fonts;
use crate::web::boundary::answer;
use crate::web::effect::Effect;
use crate::web::exchange::{Fitting, Seen};
use crate::web::{app, dom, files};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileList, HtmlInputElement, TextDecoder};

/// No font of an office is larger: the largest collections have forty megabytes.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

thread_local! {
    /// The face whose font is being chosen, by its id; `None` for any.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Opens the browser's file chooser, for a face or for any.
pub fn choose(face: Option<String>) {
    WANTED.set(face);
    if let Some(input) =
        dom::by_id("nb-font-file").and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    {
        // The same file may be chosen twice in a row.
        input.set_value("");
        input.click();
    }
}

/// What becomes of files, in words.
#[derive(Default)]
struct Outcome {
    set: Vec<String>,
    refused: Vec<String>,
    /// The faces that were set, so that a second file for one of them does not push the first out.
    faces: Vec<Face>,
}

/// Files were chosen.
pub fn chosen(list: &FileList) {
    let picked: Vec<web_sys::File> =
        (0..list.length()).filter_map(|index| list.get(index)).collect();
    let wanted = WANTED.take();
    spawn_local(async move {
        working(if picked.len() > 1 {
            "正在看这些字体文件…"
        } else {
            "正在看这个字体文件…"
        });
        // A row takes one file; of several each goes where it belongs.
        let row = wanted.as_deref().and_then(Face::parse).filter(|_| picked.len() == 1);
        let mut outcome = Outcome::default();
        for file in &picked {
            let name = file.name();
            match take(file, &name, row, &mut outcome).await {
                Ok(sentence) => outcome.set.push(sentence),
                Err(sentence) => outcome.refused.push(format!("《{name}》没有采用：{sentence}")),
            }
        }
        let focus = wanted
            .map_or_else(|| "nb-fonts-file".to_owned(), |face| format!("nb-fonts-file-{face}"));
        redraw(fonts::outcome(&outcome.set, &outcome.refused), Some(focus)).await;
    });
}

/// Looks at a font and sets it; a sentence on what it is, or why it is of no use.
async fn take(
    blob: &Blob,
    name: &str,
    row: Option<Face>,
    outcome: &mut Outcome,
) -> Result<String, String> {
    let (seen, bytes) = look(blob, name, row).await?;
    let own = seen.face.as_deref().and_then(Face::parse);
    let face = row.or(own).ok_or_else(|| {
        format!("认不出“{}”是哪一种字体；确实要用，请在要用它的那一行点“选文件”。", seen.name)
    })?;
    if outcome.faces.contains(&face) {
        return Err(format!("它也是{}，已经用了前面一个。", face.name()));
    }
    outcome.faces.push(face);
    let other = own.filter(|own| *own != face);
    let chosen = Chosen {
        face: face.id().to_owned(),
        index: seen.index,
        name: seen.name.clone(),
        from: name.to_owned(),
        near: !seen.meant || other.is_some(),
        lacks: seen.lacks.chars().count(),
        some: seen.lacks.chars().take(6).collect(),
        ..Chosen::default()
    };
    let kept = store::set(chosen, bytes).await;
    let what = match other {
        Some(other) => format!("“{}”是{}，按你选的用作{}", seen.name, other.name(), face.name()),
        None => format!("{}用“{}”", face.name(), seen.name),
    };
    let variable = if seen.variable { "它是可变字体，按默认的粗细排。" } else { "" };
    Ok(match kept {
        Ok(()) => format!("{what}，已经记住。{variable}"),
        Err(_) => format!(
            "{what}。浏览器没有让本页记住它（不让保存，或者盘满了），关掉本页后要再选一次。{variable}"
        ),
    })
}

/// Has the office module look at a font.
async fn look(blob: &Blob, name: &str, wanted: Option<Face>) -> Result<(Seen, Uint8Array), String> {
    if blob.size() > LARGEST {
        let size = dom::digits((blob.size() / 1024.0 / 1024.0).floor());
        return Err(format!("文件有 {size} MB，字体文件不会这么大；请检查是不是选错了文件。"));
    }
    let unreadable =
        |_| "浏览器读不了这个文件；请看它是不是正被别的程序占用，或者先复制到桌面再选。".to_owned();
    let bytes = files::bytes_of(blob).await.map_err(unreadable)?;
    let wanted = wanted.map_or(JsValue::UNDEFINED, |face| JsValue::from_str(face.id()));
    let arguments =
        Array::of4(&bytes, &JsValue::from_str(name), &wanted, &JsValue::from_str(&hanzi()));
    let seen =
        files::ask_office("inspect", &arguments).await.map_err(|error| files::sentence(&error))?;
    Ok((answer(seen)?, bytes))
}

/// The 6763 Chinese characters of GB 2312, which the browser knows.
fn hanzi() -> String {
    let rows = (0xB0..=0xF7_u8).flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    // Five places at the end of the first level are empty.
    let bytes: Vec<u8> =
        rows.filter(|[row, cell]| *row != 0xD7 || *cell <= 0xF9).flatten().collect();
    TextDecoder::new_with_label("gbk")
        .and_then(|decoder| decoder.decode_with_u8_array(&bytes))
        .unwrap_or_default()
}

// ---- The fonts of the computer ----

/// What the browser tells of a font of the computer: what it is called.
const NAMES: [&str; 2] = ["fullName", "postscriptName"];

fn query() -> Option<Function> {
    Reflect::get(&dom::window(), &JsValue::from_str("queryLocalFonts")).ok()?.dyn_into().ok()
}

/// Whether the browser can say which fonts the computer has.
pub fn asks_system() -> bool {
    query().is_some()
}

/// Looks among the fonts of the computer for those that are not set, or set with another design.
pub fn look_at_system() {
    let Some(query) = query() else { return };
    // Called at once: the browser asks the clerk only as the answer to a click.
    let asked = query.call0(&dom::window()).and_then(JsCast::dyn_into::<Promise>);
    spawn_local(async move {
        working("正在看本机有哪些字体…");
        let fonts = match asked {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        // Where the clerk, or a rule of the office, says no, Chromium gives an empty list.
        let fonts = fonts.map(|fonts| Array::from(&fonts).to_vec()).unwrap_or_default();
        let note = match fonts.as_slice() {
            fonts @ [_, ..] => from_system(fonts).await,
            [] => fonts::outcome(&[], &["浏览器没有让本页看本机的字体。可以在地址栏左边的网站设置里允许“字体”，或者改用“选字体文件”。".to_owned()]),
        };
        redraw(note, Some("nb-fonts-local".to_owned())).await;
    });
}

async fn from_system(fonts: &[JsValue]) -> String {
    let text = |font: &JsValue, name: &str| {
        Reflect::get(font, &JsValue::from_str(name))
            .ok()
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    let names: Array = fonts
        .iter()
        .flat_map(|font| NAMES.map(|name| JsValue::from_str(&text(font, name))))
        .collect();
    let best =
        match files::ask_office("best_fonts", &Array::of2(&names, &JsValue::from(NAMES.len())))
            .await
        {
            Ok(best) => answer::<Vec<Fitting>>(best),
            Err(error) => Err(files::sentence(&error)),
        };
    let best = match best {
        Ok(best) => best,
        Err(sentence) => return fonts::outcome(&[], &[sentence]),
    };
    let now = standing().await;
    let mut outcome = Outcome::default();
    for Fitting { face, place, meant } in best {
        let (Some(face), Some(font)) = (Face::parse(&face), fonts.get(place)) else { continue };
        // What stands there and was chosen gives way only to what is meant.
        let better = now.of(face).is_none_or(|setting| setting.near && meant);
        if !better {
            continue;
        }
        let name = text(font, NAMES[0]);
        let blob =
            Reflect::get(font, &JsValue::from_str("blob")).and_then(JsCast::dyn_into::<Function>);
        let blob =
            match blob.and_then(|blob| blob.call0(font)).and_then(JsCast::dyn_into::<Promise>) {
                Ok(promise) => JsFuture::from(promise).await.and_then(JsCast::dyn_into::<Blob>),
                Err(error) => Err(error),
            };
        let taken = match blob {
            Ok(blob) => take(&blob, &name, Some(face), &mut outcome).await,
            Err(_) => Err("浏览器没有把它交出来，请改用“选字体文件”。".to_owned()),
        };
        match taken {
            Ok(sentence) => outcome.set.push(sentence),
            Err(sentence) => outcome.refused.push(format!("“{name}”没有采用：{sentence}")),
        }
    }
    if outcome.set.is_empty() && outcome.refused.is_empty() {
        outcome.refused.push("本机没有更合适的字体。".to_owned());
    }
    fonts::outcome(&outcome.set, &outcome.refused)
}

// ---- The dialog ----

fn working(words: &'static str) {
    app::update(|_| vec![Effect::Html("nb-fonts-note".to_owned(), words.to_owned())]);
}

/// Shows what is set now and what came of the last step, if the dialog is still there.
pub async fn redraw(note: String, focus: Option<String>) {
    let rows = fonts::rows(&standing().await);
    let mut effects = vec![
        Effect::Html("nb-fonts-rows".to_owned(), rows),
        Effect::Html("nb-fonts-note".to_owned(), note),
    ];
    effects.extend(focus.map(Effect::Focus));
    app::update(|_| effects);
}
