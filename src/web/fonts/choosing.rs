//! Choosing fonts, from files that the clerk picks or from the fonts of the computer.

use super::{settings, store};
use crate::desk::{Event, FontSelection, FontsUpdate, InspectedFont};
use crate::layout::Face;
use crate::view::ElementId;
use crate::web::boundary::answer;
use crate::web::messages::SystemFontMatch;
use crate::web::running::send;
use crate::web::{dom, files};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileList, HtmlInputElement, TextDecoder};

/// The largest font file that is read, in bytes. The largest known collections have forty
/// megabytes.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

thread_local! {
    /// The id of the face whose font is being chosen; `None` for any face.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Opens the browser's file chooser, for a face or for any.
pub fn choose(face: Option<String>) {
    WANTED.set(face);
    if let Some(input) = dom::get(&ElementId::FontFile)
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    {
        // Without this, choosing the same file again would not fire `change`.
        input.set_value("");
        input.click();
    }
}

/// Uses the font files that were chosen.
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
        // A single file goes to the row in which it was chosen. Of several files, each goes to the
        // face that its names say.
        let row = wanted.as_deref().and_then(Face::parse).filter(|_| picked.len() == 1);
        let mut choice = FontSelection::default();
        for file in &picked {
            let name = file.name();
            match take(file, &name, row, &mut choice).await {
                Ok(sentence) => choice.set.push(sentence),
                Err(sentence) => choice.refused.push(format!("《{name}》没有采用：{sentence}")),
            }
        }
        let focus = wanted
            .as_deref()
            .and_then(Face::parse)
            .map_or(ElementId::FontsFile, ElementId::FontsFileOf);
        tell(choice.set, choice.refused, focus).await;
    });
}

/// Inspects a font and assigns it to a face. The result is a sentence for the clerk, in both cases.
async fn take(
    blob: &Blob,
    name: &str,
    row: Option<Face>,
    choice: &mut FontSelection,
) -> Result<String, String> {
    let (seen, bytes) = look(blob, name, row).await?;
    let taken = choice.take(&seen, name, row)?;
    let stored = store::set(taken.chosen.clone(), bytes).await;
    Ok(taken.sentence(stored.is_ok()))
}

/// Lets the office module inspect a font.
async fn look(
    blob: &Blob,
    name: &str,
    wanted: Option<Face>,
) -> Result<(InspectedFont, Uint8Array), String> {
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

/// The 6763 Chinese characters of GB 2312, which the browser decodes.
fn hanzi() -> String {
    let rows = (0xB0..=0xF7_u8).flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    // The last five positions of the first level are not assigned.
    let bytes: Vec<u8> =
        rows.filter(|[row, cell]| *row != 0xD7 || *cell <= 0xF9).flatten().collect();
    TextDecoder::new_with_label("gbk")
        .and_then(|decoder| decoder.decode_with_u8_array(&bytes))
        .unwrap_or_default()
}

// ---- The fonts of the computer ----

/// The members that hold the names of a font of the computer (Local Font Access API).
const NAMES: [&str; 2] = ["fullName", "postscriptName"];

fn query() -> Option<Function> {
    Reflect::get(&dom::window(), &JsValue::from_str("queryLocalFonts")).ok()?.dyn_into().ok()
}

/// Whether the browser can list the fonts of the computer.
pub fn asks_system() -> bool {
    query().is_some()
}

/// Looks among the fonts of the computer for faces that have no font, or one of another design.
pub fn look_at_system() {
    let Some(query) = query() else { return };
    // Called synchronously, because the browser asks for permission only in reaction to a click.
    let asked = query.call0(&dom::window()).and_then(JsCast::dyn_into::<Promise>);
    spawn_local(async move {
        working("正在看本机有哪些字体…");
        let fonts = match asked {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        // If the clerk or a policy denies access, Chromium gives an empty list.
        let fonts = fonts.map(|fonts| Array::from(&fonts).to_vec()).unwrap_or_default();
        let choice = match fonts.as_slice() {
            fonts @ [_, ..] => from_system(fonts).await,
            [] => FontSelection::refused(
                "浏览器没有让本页看本机的字体。可以在地址栏左边的网站设置里允许“字体”，\
                 或者改用“选字体文件”。"
                    .to_owned(),
            ),
        };
        tell(choice.set, choice.refused, ElementId::FontsLocal).await;
    });
}

async fn from_system(fonts: &[JsValue]) -> FontSelection {
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
            Ok(best) => answer::<Vec<SystemFontMatch>>(best),
            Err(error) => Err(files::sentence(&error)),
        };
    let best = match best {
        Ok(best) => best,
        Err(sentence) => return FontSelection::refused(sentence),
    };
    let now = settings().await;
    let mut choice = FontSelection::default();
    for SystemFontMatch { face, index, is_required_design } in best {
        let (Some(face), Some(font)) = (Face::parse(&face), fonts.get(index)) else { continue };
        // A font that is set already is replaced only if it has another design and the new one has
        // the official design.
        let better = now.of(face).is_none_or(|setting| setting.near && is_required_design);
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
            Ok(blob) => take(&blob, &name, Some(face), &mut choice).await,
            Err(_) => Err("浏览器没有把它交出来，请改用“选字体文件”。".to_owned()),
        };
        match taken {
            Ok(sentence) => choice.set.push(sentence),
            Err(sentence) => choice.refused.push(format!("“{name}”没有采用：{sentence}")),
        }
    }
    if choice.set.is_empty() && choice.refused.is_empty() {
        choice.refused.push("本机没有更合适的字体。".to_owned());
    }
    choice
}

// ---- The dialog ----

fn working(message: &'static str) {
    send(Event::FontInspectionStarted(message));
}

/// Sends the fonts that are set now and the results of the last step.
pub async fn tell(set: Vec<String>, refused: Vec<String>, focus: ElementId) {
    let settings = settings().await;
    send(Event::FontsUpdated(FontsUpdate { settings, set, refused, focus }));
}
