//! The fonts that PDF is set with in this browser: those that the clerk chose once, which it
//! remembers, then those that travel in the page.
//!
//! Fonts that were chosen have a database of their own, apart from the drafts, and are part of no
//! draft: what another computer has is another matter. Where the browser does not keep them they
//! are used until the page is closed. A file is looked at by the office module before it is used
//! (`inspect`), and its bytes go from the browser's hands to that module without a stay in this
//! one.

mod choosing;
mod pack;
mod store;

pub use choosing::chosen;
pub use store::clear;

use super::running::send;
use crate::desk::{Chosen, Event, Wish};
use crate::layout::Face;
use crate::view::Id;
use crate::view::fonts::{Origin, Setting, Standing};
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;

/// What PDF can be set with now: tens of megabytes, so nobody holds it for long.
#[derive(Debug)]
pub struct AtHand {
    /// The faces of the files, as [`Order::faces`](super::exchange::Order::faces) has them.
    pub faces: Vec<String>,
    /// The files, as the office module's `write` takes them beside the order.
    pub files: Vec<Uint8Array>,
    /// Whether a character that its font lacks may be taken from another one.
    pub stand_in: bool,
}

/// What PDF can be set with now: for writing. Whether it is enough, [`Standing::missing`] says.
pub async fn at_hand() -> AtHand {
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
    AtHand { faces, files, stand_in: store::stand_in() }
}

/// What is set for each face, without the files: for showing.
pub async fn standing() -> Standing {
    let mut set: Vec<Setting> = store::list()
        .await
        .into_iter()
        .filter_map(|(chosen, kept)| setting(chosen, kept))
        .collect();
    let packed: Vec<Setting> = pack::list()
        .into_iter()
        .filter(|packed| !set.iter().any(|setting| setting.face == packed.face))
        .collect();
    set.extend(packed);
    Standing {
        set,
        stand_in: store::stand_in(),
        asks_system: choosing::asks_system(),
        licences: pack::licences(),
    }
}

fn setting(chosen: Chosen, kept: bool) -> Option<Setting> {
    let Chosen { face, name, from, near, lacks, some, .. } = chosen;
    let origin = if kept { Origin::File(from) } else { Origin::Passing(from) };
    Some(Setting { face: Face::parse(&face)?, name, origin, near, lacks, some })
}

/// Does what the page wants.
pub fn grant(wish: Wish) {
    match wish {
        Wish::Show => show(),
        Wish::Choose(face) => choosing::choose(face),
        Wish::LookAtSystem => choosing::look_at_system(),
        Wish::Remove(face) => remove(face),
        Wish::StandIn(on) => store::let_stand_in(on),
    }
}

fn show() {
    spawn_local(async {
        send(Event::FontsListed(standing().await));
    });
}

/// Takes a font away.
fn remove(face: String) {
    spawn_local(async move {
        let gone = store::remove(&face).await;
        let refused = (!gone).then(|| "浏览器没有让移去，请关掉本页重新打开后再试。".to_owned());
        let refused = refused.into_iter().collect();
        let focus = Face::parse(&face).map_or(Id::FontsFile, Id::FontsFileOf);
        choosing::tell(Vec::new(), refused, focus).await;
    });
}
