//! What the state asks the browser to do, carried out once the state is free again.

use super::database::Durability;
use super::{
    app, chips, dom, editor, files, fit, fonts, live, offline, pause, preview, regions, storage,
    writing,
};
use crate::view::{ListItem, Patch, dialog};
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
    /// Do something about the fonts for PDF.
    Fonts(fonts::Wish),
    /// Bring the element with this id into view.
    Show(String),
    /// Hand a file to the clerk.
    Download(files::Download),
    /// The report changed: keep the draft in the browser soon, and make its pages anew at the next
    /// pause.
    KeepSoon,
    /// Put this version of the draft into the browser's store, as safely as this.
    Put(storage::Record, Durability),
    /// Read these digits of a data code.
    Decode(String),
    /// Ask the browser what drafts it keeps, for the first screen.
    ListKept,
    /// Open the kept draft with this key; whether after a trap.
    Resume(String, bool),
    /// Open a draft that was handed in, or the kept one that it is; whether it is a blank one.
    ResumeOr(String, bool),
    /// Open a draft that came otherwise than as a file, unless the store holds it already.
    OpenOnce(String, app::Came),
    /// Throw the kept draft with this key away.
    Forget(String),
    /// Hand several files to the clerk, one after another.
    Downloads(Vec<files::Download>),
    /// Look for the fonts of PDF, for the export with this number.
    LookForFonts(u32),
    /// Ask for the digest of what this draft prints, for the export with this number.
    Digest(u32, String),
    /// Write a document and read it back.
    Write(writing::Task),
    /// Pack files into one.
    Pack(writing::Packing),
    /// Scroll the panel of the part: pixels from its top.
    Scroll(i32),
    /// Make the selected text bold, or plain again.
    Bold,
    /// Select a number in the text: part, and its place in the narrative.
    SelectNumber(String, String),
    /// Select words in the text: part, and their place as chips have it.
    SelectWords(String, String),
    /// Put HTML, as the editor would draw it, in place of a number's digits: part, place in the
    /// narrative, UTF-16 units of the digits.
    ReplaceNumber(String, String, u32, String),
    /// Remember what is selected, before a dialog takes the focus.
    KeepSelection,
    /// Give the focus to the editor with this id and select there what was selected before.
    RestoreSelection(String),
    /// Insert HTML, as the editor would draw it, at the selection.
    InsertField(String),
    /// Put the caret before a paragraph, from 0, of the editor with this id.
    ToParagraph(String, usize),
    /// Put the focus on the second of these elements, if it is in the first.
    FocusFrom(String, String),
    /// Make pages in the office module.
    LayOut(preview::Request),
    /// Make the pages anew at the next pause.
    PagesSoon,
    /// Put pages into the preview.
    Pages(Vec<ListItem>),
    /// Remember which page of the preview is in view.
    HoldPage,
    /// Bring the remembered page into view again.
    ReleasePage,
    /// Mark this place in the preview, and perhaps bring it into view.
    Mark(Option<String>, bool),
    /// Open the browser's print.
    Print,
    /// Let the window remember this draft, or nothing, for a new start after a fault.
    Remember(Option<String>),
    /// Hand out all kept drafts as one file.
    SaveAll,
    /// Keep drafts that came in one file, and say how many.
    TakeIn {
        /// The file name.
        file: String,
        /// One for each draft.
        records: Vec<storage::Record>,
        /// How many the browser had already.
        known: usize,
        /// What could not be read, a sentence each.
        failed: Vec<String>,
    },
    /// Ask whether everything shall be cleared.
    AskToClear,
    /// Clear everything that the browser keeps.
    Clear,
    /// Give the window this name.
    Title(String),
    /// Set the page in large type, or not.
    Large(bool),
    /// Put the focus where one would write on in the part that is open.
    IntoPart,
    /// Try every way of sending, and show in the dialog that none works.
    TryToSend,
}

/// Carries effects out in order.
pub fn run(effects: Vec<Effect>) {
    let drawn = effects.iter().any(|effect| matches!(effect, Effect::Draw(_) | Effect::Patch(..)));
    let anew = effects.iter().any(|effect| matches!(effect, Effect::Draw(_)));
    for effect in effects {
        one(effect);
    }
    if drawn {
        live::refresh();
        fit::numbers(anew);
        chips::lay();
        pause::soon();
    }
    if anew {
        preview::release();
    }
}

fn one(effect: Effect) {
    match effect {
        Effect::Draw(html) => {
            if let Some(root) = dom::root() {
                preview::across(|| root.set_inner_html(&html));
            }
            land();
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
        Effect::Fonts(wish) => fonts::grant(wish),
        Effect::Show(id) => {
            if let Some(element) = dom::by_id(&id) {
                element.scroll_into_view();
            }
        }
        Effect::Download(download) => hand_over(download),
        Effect::Downloads(downloads) => hand_over_all(downloads.into_iter()),
        Effect::KeepSoon => {
            storage::keep_soon();
            preview::soon();
        }
        Effect::Put(record, durability) => storage::put(record, durability),
        Effect::Decode(digits) => files::decode(digits),
        Effect::ListKept => storage::list(),
        Effect::Resume(key, recovered) => storage::resume(key, recovered),
        Effect::ResumeOr(draft, blank) => storage::resume_or(draft, blank),
        Effect::OpenOnce(draft, came) => storage::open_once(draft, came),
        Effect::Forget(key) => storage::forget(key),
        Effect::LookForFonts(run) => writing::look_for_fonts(run),
        Effect::Digest(run, draft) => writing::digest(run, draft),
        Effect::Write(task) => writing::write(task),
        Effect::Pack(packing) => writing::pack(packing),
        Effect::Scroll(top) => {
            if let Some(main) = dom::by_id("nb-main") {
                main.set_scroll_top(top);
                regions::bring(&main);
            }
        }
        Effect::Bold => editor::toggle_bold(),
        Effect::SelectWords(part, place) => chips::select_words(&part, &place),
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
        Effect::ToParagraph(editor, place) => preview::to_paragraph(&editor, place),
        Effect::FocusFrom(around, id) => {
            let inside = dom::active_element()
                .zip(dom::by_id(&around))
                .is_some_and(|(active, around)| around.contains(Some(&active)));
            // What was hidden a moment ago has given the focus to the body.
            if inside
                || dom::active_element()
                    .is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"))
            {
                dom::focus(&id);
            }
        }
        Effect::LayOut(request) => preview::lay_out(request),
        Effect::PagesSoon => preview::soon(),
        Effect::Pages(items) => preview::put(items),
        Effect::HoldPage => preview::hold(),
        Effect::ReleasePage => preview::release(),
        Effect::Mark(aim, follow) => preview::mark(aim.as_deref(), follow),
        Effect::Print => preview::print(),
        Effect::Remember(draft) => storage::remember(draft.as_deref()),
        Effect::SaveAll => storage::save_all(),
        Effect::TakeIn { file, records, known, failed } => {
            storage::take_in(file, records, known, failed)
        }
        Effect::AskToClear => storage::ask_to_clear(),
        Effect::Clear => storage::clear(),
        Effect::Title(title) => {
            if !dom::is_embedded() && dom::document().title() != title {
                dom::document().set_title(&title);
            }
        }
        Effect::Large(on) => dom::set_large(on),
        Effect::IntoPart => drop(regions::into_part(app::read(app::App::cell_in_hand).flatten())),
        Effect::TryToSend => offline::test(),
    }
}

/// Where the whole window is ours, what one works in is its main landmark; on somebody's page that
/// is theirs.
fn land() {
    if let Some(main) = dom::by_id("nb-main").filter(|_| !dom::is_embedded()) {
        let _ = main.set_attribute("role", "main");
    }
}

fn hand_over(download: files::Download) {
    match files::download(&download) {
        Ok(by) => app::update(|app| app.handed_over(download.then, by)),
        Err(_) => app::update(|app| app.not_handed_over(&download.then)),
    }
}

/// Hands the first file over at once, while the browser still knows that somebody pressed a button,
/// and the others apart from each other: WebKit drops what comes in one breath.
fn hand_over_all(mut downloads: std::vec::IntoIter<files::Download>) {
    const APART: u32 = 400;
    let Some(first) = downloads.next() else { return };
    hand_over(first);
    if downloads.len() > 0 {
        gloo::timers::callback::Timeout::new(APART, move || hand_over_all(downloads)).forget();
    }
}

fn open_dialog(html: &str) {
    app::note_focus_before_dialog();
    if let Some(host) = dom::by_id("nb-dialog") {
        host.set_inner_html(html);
        let named = host.query_selector("[data-first]").ok().flatten();
        let first =
            named.or_else(|| host.query_selector("input:not([type=checkbox]), select, textarea, .nb-primary, [data-act='dialog.close']").ok()?);
        if let Some(element) = first.and_then(|element| {
            wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok()
        }) {
            let _ = element.focus();
        }
        dom::bar(true);
    }
}

fn close_dialog() {
    if let Some(host) = dom::by_id("nb-dialog") {
        host.set_inner_html("");
    }
    dom::bar(false);
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
    gloo::timers::callback::Timeout::new(SHORTEST.max(length * PER_CHARACTER), move || {
        if let Some(host) = dom::by_id("nb-message")
            && TURN.get() == turn
        {
            host.set_inner_html("");
        }
    })
    .forget();
}
