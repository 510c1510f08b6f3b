//! What the state asks the browser to do, carried out once the state is free again.

use super::{app, chips, dom, editor, files, live, offline, storage};
use crate::view::{Patch, dialog};
use std::cell::Cell;

/// One thing to do.
#[derive(Debug)]
pub enum Effect {
    /// Draw the whole page anew.
    Draw(String),
    /// Change pieces of it; the field with this id is being typed in.
    Patch(Vec<Patch>, Option<String>),
    /// Put the focus on the element with this id.
    Focus(String),
    /// Rewrite the field with this id, even if it has the focus.
    Rewrite(String, String),
    /// Replace the content of the element with this id.
    Html(String, String),
    /// Open a dialog.
    Dialog(String),
    /// Close the dialog.
    CloseDialog,
    /// Show a passing message; whether it is bad news.
    Message(String, bool),
    /// Let the clerk choose a file, for this purpose.
    ChooseFile(app::Purpose),
    /// Bring the element with this id into view.
    Show(String),
    /// Hand a file to the clerk.
    Download(files::Download),
    /// Keep the draft in the browser soon.
    KeepSoon,
    /// Put this version of the draft into the browser's store.
    Put(storage::Record),
    /// Ask the browser what drafts it keeps, for the first screen.
    ListKept,
    /// Open the kept draft with this key; whether after a trap.
    Resume(String, bool),
    /// Open the kept draft of the organ and the year of this one, or this one.
    ResumeOr(String),
    /// Throw the kept draft with this key away.
    Forget(String),
    /// Write the report in the office module: job and file name.
    Write(files::Job),
    /// Scroll the panel of the part: pixels from its top.
    Scroll(i32),
    /// Make the selected text bold, or plain again.
    Bold,
    /// Select a number in the text: part, and its place in the narrative.
    SelectNumber(String, String),
    /// Put HTML, as the editor would draw it, in place of a number's digits: part, place in the narrative, UTF-16 units of the digits.
    ReplaceNumber(String, String, u32, String),
    /// Remember what is selected, before a dialog takes the focus.
    KeepSelection,
    /// Give the focus to the editor with this id and select there what was selected before.
    RestoreSelection(String),
    /// Insert HTML, as the editor would draw it, at the selection.
    InsertField(String),
    /// Try every way of sending, and show in the dialog that none works.
    TryToSend,
}

/// Carries effects out in order.
pub fn run(effects: Vec<Effect>) {
    let drawn = effects.iter().any(|effect| matches!(effect, Effect::Draw(_) | Effect::Patch(..)));
    for effect in effects {
        one(effect);
    }
    if drawn {
        live::refresh();
        chips::lay();
    }
}

fn one(effect: Effect) {
    match effect {
        Effect::Draw(html) => {
            if let Some(root) = dom::root() {
                root.set_inner_html(&html);
            }
        }
        Effect::Patch(patches, busy) => dom::patch(&patches, busy.as_deref()),
        Effect::Focus(id) => dom::focus(&id),
        Effect::Rewrite(id, text) => {
            if let Some(field) = dom::by_id(&id) {
                dom::set_value(&field, &text);
            }
        }
        Effect::Html(id, html) => {
            if let Some(element) = dom::by_id(&id) {
                element.set_inner_html(&html);
            }
        }
        Effect::Dialog(html) => open_dialog(&html),
        Effect::CloseDialog => close_dialog(),
        Effect::Message(words, bad) => message(&words, bad),
        Effect::ChooseFile(purpose) => files::choose(purpose),
        Effect::Show(id) => {
            if let Some(element) = dom::by_id(&id) {
                element.scroll_into_view();
            }
        }
        Effect::Download(download) => match files::download(&download) {
            Ok(()) => app::update(|app| app.handed_over(download.then)),
            Err(_) => message("浏览器没有让保存文件；请检查浏览器的下载设置后再试，内容还在本页里。", true),
        },
        Effect::KeepSoon => storage::keep_soon(),
        Effect::Put(record) => storage::put(record),
        Effect::ListKept => storage::list(),
        Effect::Resume(key, recovered) => storage::resume(key, recovered),
        Effect::ResumeOr(draft) => storage::resume_or(draft),
        Effect::Forget(key) => storage::forget(key),
        Effect::Write(job) => files::write(job),
        Effect::Scroll(top) => {
            if let Some(main) = dom::by_id("nb-main") {
                main.set_scroll_top(top);
            }
        }
        Effect::Bold => editor::toggle_bold(),
        Effect::SelectNumber(part, number) => drop(chips::select(&part, &number, None)),
        Effect::ReplaceNumber(part, number, units, html) => {
            // What is selected otherwise is something else: it must not give way to the number.
            if chips::select(&part, &number, Some(units)) {
                editor::insert_field(&html);
            }
        }
        Effect::KeepSelection => editor::keep_selection(),
        Effect::RestoreSelection(id) => editor::restore_selection(&id),
        Effect::InsertField(html) => editor::insert_field(&html),
        Effect::TryToSend => offline::test(),
    }
}

fn open_dialog(html: &str) {
    app::note_focus_before_dialog();
    if let Some(host) = dom::by_id("nb-dialog") {
        host.set_inner_html(html);
        let first =
            host.query_selector("input:not([type=checkbox]), select, textarea, [data-act].nb-primary, [data-act='dialog.close']").ok().flatten();
        if let Some(element) = first.and_then(|element| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok()) {
            let _ = element.focus();
        }
    }
}

fn close_dialog() {
    if let Some(host) = dom::by_id("nb-dialog") {
        host.set_inner_html("");
    }
    app::return_focus();
}

thread_local! {
    /// Counts messages, so that each takes only itself away.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Shows a message until the next one, or for as long as it takes to read it.
fn message(words: &str, bad: bool) {
    const SHORTEST: u32 = 5_000;
    const PER_CHARACTER: u32 = 130;
    let Some(host) = dom::by_id("nb-message") else { return };
    let turn = TURN.get() + 1;
    TURN.set(turn);
    host.set_inner_html(&dialog::message(words, bad));
    let length = u32::try_from(words.chars().count()).unwrap_or(u32::MAX / PER_CHARACTER);
    gloo_timers::callback::Timeout::new(SHORTEST.max(length * PER_CHARACTER), move || {
        if let Some(host) = dom::by_id("nb-message")
            && TURN.get() == turn
        {
            host.set_inner_html("");
        }
    })
    .forget();
}
