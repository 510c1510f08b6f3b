//! The fonts for PDF in this browser: first those that the clerk chose, which the browser stores,
//! then those that are bundled in the page.
//!
//! Chosen fonts have a database of their own, and are not part of drafts, because every computer
//! has other fonts. If the browser does not store them, they are used until the page is closed. The
//! office module inspects a file before it is used (`inspect`). The bytes go from the browser
//! directly to that module and are not copied into the memory of this one.

mod choosing;
mod pack;
mod store;

pub use choosing::chosen;
pub use store::clear;

use super::running::send;
use crate::desk::{ChosenFont, Event, FontAction};
use crate::layout::Face;
use crate::view::ElementId;
use crate::view::fonts::{FontOrigin, FontSetting, FontSettings};
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;

/// The fonts that are available for PDF. They may have tens of megabytes, so the value is dropped
/// soon.
#[derive(Debug)]
pub struct AvailableFonts {
    /// The faces of the files, as [`WriteRequest::faces`](super::messages::WriteRequest::faces).
    pub faces: Vec<String>,
    /// The files, in the order of the faces, for the function `write` of the office module.
    pub files: Vec<Uint8Array>,
    /// Whether a character that its font lacks may be taken from another one.
    pub stand_in: bool,
}

/// Loads the fonts that are available for PDF. [`FontSettings::missing`] says whether they suffice.
pub async fn at_hand() -> AvailableFonts {
    let mut fonts: Vec<(String, Uint8Array)> = Vec::new();
    for (chosen, bytes) in store::files().await {
        let face = chosen
            .index
            .map_or_else(|| chosen.face.clone(), |index| format!("{}#{index}", chosen.face));
        fonts.push((face, bytes));
    }
    let has = |fonts: &[(String, Uint8Array)], face: Face| {
        fonts.iter().any(|(id, _)| id.split('#').next() == Some(face.id()))
    };
    for face in Face::ALL {
        if !has(&fonts, face)
            && let Some(bytes) = pack::file(face).await
        {
            fonts.push((face.id().to_owned(), bytes));
        }
    }
    let (faces, files) = fonts.into_iter().unzip();
    AvailableFonts { faces, files, stand_in: store::stand_in() }
}

/// The fonts of all faces without their files, for the dialog.
pub async fn settings() -> FontSettings {
    let mut set: Vec<FontSetting> = store::list()
        .await
        .into_iter()
        .filter_map(|(chosen, is_stored)| setting(chosen, is_stored))
        .collect();
    let packed: Vec<FontSetting> = pack::list()
        .into_iter()
        .filter(|packed| !set.iter().any(|setting| setting.face == packed.face))
        .collect();
    set.extend(packed);
    FontSettings {
        set,
        stand_in: store::stand_in(),
        asks_system: choosing::asks_system(),
        licences: pack::licences(),
    }
}

fn setting(chosen: ChosenFont, is_stored: bool) -> Option<FontSetting> {
    let ChosenFont { face, name, from, near, lacks, some, .. } = chosen;
    let origin = if is_stored { FontOrigin::File(from) } else { FontOrigin::Passing(from) };
    Some(FontSetting { face: Face::parse(&face)?, name, origin, near, lacks, some })
}

/// Carries out an action on the fonts.
pub fn perform(wish: FontAction) {
    match wish {
        FontAction::OpenDialog => show(),
        FontAction::Choose(face) => choosing::choose(face),
        FontAction::ScanSystem => choosing::look_at_system(),
        FontAction::Remove(face) => remove(face),
        FontAction::AllowFallback(on) => store::let_stand_in(on),
    }
}

fn show() {
    spawn_local(async {
        send(Event::FontsListed(settings().await));
    });
}

/// Removes the font of a face.
fn remove(face: String) {
    spawn_local(async move {
        let gone = store::remove(&face).await;
        let refused = (!gone).then(|| "浏览器没有让移去，请关掉本页重新打开后再试。".to_owned());
        let refused = refused.into_iter().collect();
        let focus = Face::parse(&face).map_or(ElementId::FontsFile, ElementId::FontsFileOf);
        choosing::tell(Vec::new(), refused, focus).await;
    });
}
