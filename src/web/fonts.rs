//! The fonts that PDF is set with in this browser: those that the clerk chose once, which it remembers.
//!
//! They have a database of their own, apart from the drafts, and are part of no draft: what another computer has is another matter.

use super::database::{Connection, Database, done, local, named, with_patience};
use super::exchange::from_js;
use crate::layout::Face;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::IdbTransactionMode;

/// Which font sets which face.
const FACES: &str = "faces";
/// The bytes of the files.
const FILES: &str = "files";
/// Whether other fonts may stand in, remembered where it can be read at once.
const STAND_IN: &str = "nianbao:fonts:stand-in";

const DB: Database = Database { name: "nianbao-fonts", stores: &[(FACES, "face"), (FILES, "id")], connection: &CONNECTION };

thread_local! {
    static CONNECTION: Connection = const { Connection::new(None) };
}

/// A font that was chosen for a face.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Chosen {
    /// The face, by its id.
    face: String,
    /// The key of the file.
    file: String,
    /// Which font of a collection.
    index: Option<u32>,
}

/// What PDF can be set with now.
#[derive(Debug)]
pub struct AtHand {
    /// The faces of the files, as [`Order::faces`](super::exchange::Order::faces) has them.
    pub faces: Vec<String>,
    /// The files, as the office module's `write` takes them beside the order.
    pub files: Vec<Uint8Array>,
    /// Whether a character that its font lacks may be taken from another one.
    pub stand_in: bool,
    /// The faces that PDF needs and nothing is there for.
    pub missing: Vec<Face>,
}

/// What PDF can be set with now.
pub async fn at_hand() -> AtHand {
    // A store that does not answer has no fonts to give: the faces are then missing, which is said.
    let remembered = with_patience(remembered()).await.unwrap_or_default();
    let (chosen, files): (Vec<Chosen>, Vec<Uint8Array>) = remembered.into_iter().unzip();
    let has = |face: &Face| chosen.iter().any(|chosen| chosen.face == face.id());
    // Latin letters can be set in the Chinese fonts.
    let missing = Face::ALL.into_iter().filter(|face| *face != Face::Latin && !has(face)).collect();
    let id = |chosen: &Chosen| chosen.index.map_or_else(|| chosen.face.clone(), |index| format!("{}#{index}", chosen.face));
    AtHand { faces: chosen.iter().map(id).collect(), files, stand_in: stand_in(), missing }
}

/// The fonts that this browser remembers, each with its file.
async fn remembered() -> Result<Vec<(Chosen, Uint8Array)>, JsValue> {
    let transaction = DB.transaction(IdbTransactionMode::Readonly).await?;
    let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
    let chosen = Array::from(&done(&faces.get_all()?).await?);
    let mut fonts = Vec::new();
    for chosen in chosen.iter().filter_map(|value| from_js::<Chosen>(&value).ok()) {
        let file = done(&files.get(&JsValue::from_str(&chosen.file))?).await?;
        let bytes = js_sys::Reflect::get(&file, &JsValue::from_str("bytes")).ok().and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
        // A face whose file is gone is as good as not chosen.
        fonts.extend(bytes.map(|bytes| (chosen, bytes)));
    }
    Ok(fonts)
}

/// Whether the clerk lets other fonts stand in.
pub fn stand_in() -> bool {
    local().and_then(|local| local.get_item(&named(STAND_IN)).ok().flatten()).is_some()
}
