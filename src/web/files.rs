//! Files in and out: choosing, reading by the office module, handing over.

use super::app::{self, Purpose};
use super::boundary::answer;
use super::exchange::Opened;
use super::{around, dom, effect::Effect, storage};
use crate::check::Pack;
use crate::document::report::file_name;
use crate::draft::lines;
use crate::report::Report;
use crate::rules::RULE_SET;
use crate::session::outbox::Handed;
use crate::view::dialog;
use gloo::file::{Blob, File};
use js_sys::{Array, Promise, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlAnchorElement, HtmlInputElement};

/// No report is larger; what is, is something else.
const LARGEST: u64 = 64 << 20;
/// The media type of an archive.
pub const ARCHIVE: &str = "application/zip";
/// The media type of a draft.
pub const DRAFT: &str = "application/json";
/// Milliseconds that the browser gets to take a file over.
const HANDED_OVER: u32 = 60_000;

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = officeCall)]
    pub fn office_call(name: &str, arguments: &Array) -> Promise;
}

/// A file for the clerk.
#[derive(Debug)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What it is, once the browser has taken it over.
    pub then: app::Handed,
}

/// The name of a draft as a file.
pub fn draft_name(agency: &str, year: u16) -> String {
    format!("{}.nianbao.json", file_name(agency, &format!("{year}年报")))
}

thread_local! {
    /// What the file is for that is being chosen.
    static PURPOSE: Cell<Purpose> = const { Cell::new(Purpose::Open) };
}

/// Opens the browser's file chooser.
pub fn choose(purpose: Purpose) {
    PURPOSE.set(purpose);
    if let Some(input) =
        dom::by_id("nb-file").and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    {
        input.click();
    }
}

/// Hands a file to the clerk by the browser's download, unless the program around takes it; says
/// which.
pub fn download(file: &Download) -> Result<Handed, JsValue> {
    if around::takes(&file.name, file.media_type, &file.bytes) {
        return Ok(Handed::Around);
    }
    let blob = Blob::new_with_options(file.bytes.as_slice(), Some(file.media_type));
    // Not gloo's `ObjectUrl`: a browser that refuses would bring the page down.
    let url = web_sys::Url::create_object_url_with_blob(blob.as_ref())?;
    let link: HtmlAnchorElement = dom::document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&file.name);
    // Beside the root: inside, its click would come back to us while ours is under way; on
    // somebody's page, a script may watch for clicks.
    dom::root().and_then(|root| root.parent_node()).ok_or("root")?.append_child(&link)?;
    link.click();
    link.remove();
    gloo::timers::callback::Timeout::new(HANDED_OVER, move || {
        drop(web_sys::Url::revoke_object_url(&url))
    })
    .forget();
    Ok(Handed::Taken)
}

/// Reads a chosen file and does with it what it was chosen for.
pub fn open_chosen(file: web_sys::File) {
    // A file that is put there without the chooser is to be opened.
    read_for(file, PURPOSE.replace(Purpose::Open));
}

/// Reads a dropped file and opens it.
pub fn open(file: web_sys::File) {
    read_for(file, Purpose::Open);
}

/// Whatever is wrong with the file, the open report stays as it is.
fn read_for(file: web_sys::File, purpose: Purpose) {
    let file = File::from(file);
    spawn_local(async move {
        let name = file.name();
        match read(&file).await {
            Ok(Read::Report(opened)) => {
                let twin = if purpose == Purpose::Open {
                    storage::twin(&opened.draft).await
                } else {
                    None
                };
                app::update(|app| app.received(&name, purpose, opened, twin));
            }
            Ok(Read::Many(reports, failed)) => {
                let read = if storage::is_nowhere() {
                    let count = reports.len();
                    Err(format!(
                        "《{name}》里有 {count} 份草稿，而本页设为不在本机保存，放不进来；请先在开始页去掉“不在本机保存”。"
                    ))
                } else {
                    Ok(reports)
                };
                let known = storage::reports().await;
                app::update(|_| app::machine::take_in(&name, read, failed, known));
            }
            Ok(Read::Pack(text)) => app::update(|app| app.received_pack(&name, text)),
            Err(sentence) => app::update(|_| {
                vec![Effect::Dialog(dialog::notice("没有打开", &format!("《{name}》：{sentence}")))]
            }),
        }
    });
}

/// Reads the digits of a data code and opens what they say.
pub fn decode(digits: String) {
    spawn_local(async move {
        let answer = ask_office("decode", &Array::of1(&JsValue::from_str(&digits))).await;
        let draft = answer
            .map(|draft| draft.as_string().unwrap_or_default())
            .map_err(|error| sentence(&error));
        app::update(|_| app::App::scanned(draft));
    });
}

/// What a file turned out to be.
enum Read {
    Report(Opened),
    /// Many drafts, and a sentence for each that could not be read.
    Many(Vec<Report>, Vec<String>),
    Pack(String),
}

async fn read(file: &File) -> Result<Read, String> {
    if file.size() > LARGEST {
        return Err(format!(
            "文件有 {} MB，年报文件不会这么大；请检查是不是选错了文件。",
            file.size() >> 20
        ));
    }
    if file.size() == 0 {
        return Err("文件是空的（0 字节），可能没有存完；请找找别的副本。".to_owned());
    }
    let bytes = bytes_of(file.as_ref()).await.map_err(|_| {
        "浏览器读不了这个文件；请看它是不是正被别的程序占用，或者所在的盘已经拔出。".to_owned()
    })?;
    let bytes = bytes.to_vec();
    let first = bytes
        .iter()
        .copied()
        .find(|byte| !byte.is_ascii_whitespace() && ![0xEF, 0xBB, 0xBF].contains(byte));
    if first == Some(b'{') {
        if let Some(pack) = std::str::from_utf8(&bytes).ok().filter(|text| Pack::is_meant(text)) {
            return Ok(Read::Pack(pack.to_owned()));
        }
        if let Some(all) = std::str::from_utf8(&bytes).ok().and_then(lines::split) {
            let (reports, errors) = lines::read_all(&all);
            return Ok(Read::Many(
                reports,
                errors.iter().map(|(line, error)| format!("第 {line} 行：{error}")).collect(),
            ));
        }
        let report = crate::draft::read_bytes(&bytes).map_err(|error| error.to_string())?;
        return Ok(Read::Report(Opened {
            draft: crate::draft::write(&report, RULE_SET.version),
            ..Opened::default()
        }));
    }
    let arguments = Array::of1(&Uint8Array::from(bytes.as_slice()));
    match ask_office("read", &arguments).await {
        Ok(value) => answer(value).map(Read::Report),
        Err(error) => Err(sentence(&error)),
    }
}

/// The bytes of a file.
///
/// # Errors
/// The browser cannot read it.
pub async fn bytes_of(blob: &web_sys::Blob) -> Result<Uint8Array, JsValue> {
    JsFuture::from(blob.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer))
}

/// Asks the office module.
///
/// # Errors
/// What it throws; [`sentence`] has it in words.
pub async fn ask_office(name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    JsFuture::from(office_call(name, arguments)).await
}

/// The sentence of an error of the office module; a trap gets one of its own.
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
