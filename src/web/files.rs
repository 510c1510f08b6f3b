//! Choosing files, reading them by the office module, and delivering files.

use super::boundary::answer;
use super::running::send;
use super::{dom, host_page, screen_snapshot};
use crate::desk::{Download, Event, FilePurpose, size_error};
use crate::session::outbox::Delivery;
use crate::view::ElementId;
use gloo::file::{Blob, File};
use js_sys::{Array, Promise, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlAnchorElement, HtmlInputElement};

/// Milliseconds after which the URL of a download is revoked.
const REVOKE_DELAY: u32 = 60_000;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = officeCall)]
    pub fn office_call(name: &str, arguments: &Array) -> Promise;
}

thread_local! {
    /// The purpose of the file that is being chosen.
    static PURPOSE: Cell<FilePurpose> = const { Cell::new(FilePurpose::Open) };
}

/// Opens the browser's file chooser.
pub fn choose(purpose: FilePurpose) {
    PURPOSE.set(purpose);
    if let Some(input) =
        dom::get(&ElementId::File).and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    {
        input.click();
    }
}

/// Delivers a file by a download of the browser, unless the host page takes it. Returns which of
/// the two took it.
pub fn download(file: &Download) -> Result<Delivery, JsValue> {
    if host_page::host_takes_file(&file.name, file.media_type, &file.bytes) {
        return Ok(Delivery::Around);
    }
    let blob = Blob::new_with_options(file.bytes.as_slice(), Some(file.media_type));
    // gloo's `ObjectUrl` is not used, because it panics if the browser refuses.
    let url = web_sys::Url::create_object_url_with_blob(blob.as_ref())?;
    let link: HtmlAnchorElement = dom::document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&file.name);
    // The link is added beside the root element. Inside it, its click would reach our listener
    // while that is running; elsewhere on a host page, a script may watch for clicks.
    dom::root().and_then(|root| root.parent_node()).ok_or("root")?.append_child(&link)?;
    link.click();
    link.remove();
    gloo::timers::callback::Timeout::new(REVOKE_DELAY, move || {
        drop(web_sys::Url::revoke_object_url(&url));
    })
    .forget();
    Ok(Delivery::Taken)
}

/// Reads a chosen file.
pub fn open_chosen(file: web_sys::File) {
    // The purpose is used up: a file that is set without the chooser is to be opened.
    read_for(file, PURPOSE.replace(FilePurpose::Open));
}

/// Reads a dropped file, which is to be opened.
pub fn open(file: web_sys::File) {
    read_for(file, FilePurpose::Open);
}

fn read_for(file: web_sys::File, purpose: FilePurpose) {
    let file = File::from(file);
    spawn_local(async move {
        let bytes = read(&file).await;
        let seen = screen_snapshot::take_snapshot();
        send(Event::FileRead { name: file.name(), purpose, bytes, seen });
    });
}

async fn read(file: &File) -> Result<Vec<u8>, String> {
    match size_error(file.size()) {
        Some(sentence) => Err(sentence),
        None => bytes_of(file.as_ref()).await.map(|bytes| bytes.to_vec()).map_err(|_| {
            "浏览器读不了这个文件；请看它是不是正被别的程序占用，或者所在的盘已经拔出。".to_owned()
        }),
    }
}

/// Lets the office module read a file.
pub fn read_by_office(name: String, purpose: FilePurpose, bytes: Vec<u8>) {
    spawn_local(async move {
        let arguments = Array::of1(&Uint8Array::from(bytes.as_slice()));
        let answer = match ask_office("read", &arguments).await {
            Ok(value) => answer(value),
            Err(error) => Err(sentence(&error)),
        };
        send(Event::DocumentRead { name, purpose, answer, seen: screen_snapshot::take_snapshot() });
    });
}

/// Lets the office module decode the digits of a data code.
pub fn decode(digits: String) {
    spawn_local(async move {
        let answer = ask_office("decode", &Array::of1(&JsValue::from_str(&digits))).await;
        let draft = answer
            .map(|draft| draft.as_string().unwrap_or_default())
            .map_err(|error| sentence(&error));
        send(Event::DataCodeDecoded(draft));
    });
}

/// Asks the office module for the manual.
pub fn read_manual() {
    spawn_local(async move {
        let answer = match ask_office("manual", &Array::new()).await {
            Ok(sections) => answer(sections),
            Err(_) => Err("使用说明没有打开：程序的一部分没有装好。".to_owned()),
        };
        send(Event::ManualRead(answer));
    });
}

/// The bytes of a file.
///
/// # Errors
/// The browser cannot read it.
pub async fn bytes_of(blob: &web_sys::Blob) -> Result<Uint8Array, JsValue> {
    JsFuture::from(blob.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer))
}

/// Calls a function of the office module.
///
/// # Errors
/// The exception that the function throws; [`sentence`] makes a sentence of it.
pub async fn ask_office(name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    JsFuture::from(office_call(name, arguments)).await
}

/// The sentence for the clerk about an error of the office module.
pub fn sentence(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) if error.name() == "OfficeTrap" => {
            "处理这个文件时程序出了错；没有任何内容改动，请换一份文件，或把它另存一次再试。"
                .to_owned()
        }
        Some(error) => error.message().into(),
        None => "程序没有回应，请再试一次。".to_owned(),
    }
}
