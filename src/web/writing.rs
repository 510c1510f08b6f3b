//! Lets the office module write, read back and pack documents, and sends the results to the desk.

use super::boundary::{answer, from_js, to_js};
use super::files::ask_office;
use super::fonts;
use super::messages::{ReadBackAnswer, WriteRequest, help_of};
use super::running::send;
use super::sleep::sleep;
use crate::desk::{ArchiveTask, Event, WriteTask};
use crate::session::outbox::{ReadBackResult, Refusal, Remedy};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Finds the faces of PDF that have no font.
pub fn look_for_fonts(run: u32) {
    spawn_local(async move {
        let faces = fonts::settings().await.missing();
        send(Event::MissingFontsFound { run, faces });
    });
}

/// Computes the digest of the printed part of a draft.
pub fn digest(run: u32, draft: String) {
    spawn_local(async move {
        let answer = ask_office("digest", &Array::of1(&JsValue::from_str(&draft))).await;
        // Without an answer the dialog shows no digest. If the office module fails, the documents
        // report that.
        if let Some(digest) = answer.ok().and_then(|value| from_js(value).ok()) {
            send(Event::DigestComputed { run, digest });
        }
    });
}

/// Writes a document and reads it back.
pub fn write(task: WriteTask) {
    spawn_local(async move {
        // This lets the browser show the progress, and react to keys between documents.
        sleep(0).await;
        let answer = match bytes(&task).await {
            Ok(bytes) => {
                let proof = if task.output.is_read_back() {
                    prove(&task.draft, &bytes).await
                } else {
                    ReadBackResult::NotRead
                };
                Ok((bytes, proof))
            }
            Err(refusal) => Err(refusal),
        };
        send(Event::DocumentWritten { run: task.run, output: task.output, answer });
    });
}

async fn bytes(task: &WriteTask) -> Result<Vec<u8>, Refusal> {
    let mut request = WriteRequest {
        draft: task.draft.clone(),
        format: task.output.format().id().to_owned(),
        draft_mark: task.draft_mark,
        written_on: Some(task.written_on.clone()),
        faces: Vec::new(),
        stand_in: task.stand_in,
        checked: task.checked.clone(),
    };
    let mut files = Array::new();
    if task.output.format().needs_fonts() {
        let fonts = fonts::at_hand().await;
        request.stand_in |= fonts.stand_in;
        (request.faces, files) = (fonts.faces, fonts.files.into_iter().collect());
    }
    let request = to_js(&request).map_err(|sentence| Refusal { sentence, help: Remedy::Again })?;
    match ask_office("write", &Array::of2(&request, &files)).await {
        Ok(value) => Ok(Uint8Array::new(&value).to_vec()),
        Err(error) => Err(refusal(&error)),
    }
}

/// Reads a file back.
async fn prove(draft: &str, bytes: &[u8]) -> ReadBackResult {
    let arguments = Array::of2(&JsValue::from_str(draft), &Uint8Array::from(bytes));
    let answer = match ask_office("prove", &arguments).await {
        Ok(value) => answer::<ReadBackAnswer>(value),
        Err(error) => Err(refusal(&error).sentence),
    };
    match answer {
        Ok(ReadBackAnswer { cells, paragraphs, differences }) if differences.is_empty() => {
            ReadBackResult::Equal { cells, paragraphs }
        }
        Ok(ReadBackAnswer { differences, .. }) => ReadBackResult::Differs(differences),
        Err(sentence) => ReadBackResult::Unreadable(sentence),
    }
}

/// Packs files into one archive.
pub fn pack(packing: ArchiveTask) {
    spawn_local(async move {
        let names: Array = packing.files.iter().map(|(name, _)| JsValue::from_str(name)).collect();
        let files: Array =
            packing.files.iter().map(|(_, bytes)| Uint8Array::from(bytes.as_slice())).collect();
        let arguments = Array::of3(&names, &files, &JsValue::from_str(&packing.written_on));
        let answer = match ask_office("archive", &arguments).await {
            Ok(value) => Ok(Uint8Array::new(&value).to_vec()),
            Err(error) => Err(refusal(&error).sentence),
        };
        send(Event::ArchiveBuilt { run: packing.run, answer });
    });
}

/// The refusal for an error of the office module. A trap has a sentence of its own.
fn refusal(error: &JsValue) -> Refusal {
    let again = |sentence: &str| Refusal { sentence: sentence.to_owned(), help: Remedy::Again };
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) if error.name() == "OfficeTrap" => {
            again("写这个文件时程序出了错，没有写成；填写的内容没有变化，请再试一次。")
        }
        Some(error) => {
            Refusal { sentence: error.message().into(), help: help_of(&String::from(error.name())) }
        }
        None => again("程序没有回应，没有写成；填写的内容没有变化，请再试一次。"),
    }
}
