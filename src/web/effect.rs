//! Carries out the effects that the desk asks for.

use super::running::send;
use super::{
    around, chips, dialogs, dom, editor, files, fit, fonts, live, offline, pause, preferences,
    preview, regions, sight, storage, writing,
};
use crate::desk::{Dialog, Download, Effect, Event};
use crate::session::outbox::Delivery;
use crate::view::Id;

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

#[allow(clippy::too_many_lines, reason = "an arm for each effect")]
fn one(effect: Effect) {
    match effect {
        Effect::Draw(html) => {
            if let Some(root) = dom::root() {
                preview::across(|| root.set_inner_html(&html));
            }
            dom::print_manual(false);
            land();
        }
        Effect::Patch(patches, busy) => {
            dom::patch(&patches, busy.map(|id| id.to_string()).as_deref());
        }
        Effect::Focus(id) => dom::focus(&id.to_string()),
        Effect::FocusAgain(id) => dom::focus(&id),
        Effect::Rewrite(id, text) => rewrite(&id.to_string(), &text),
        Effect::RewriteLeft(id, text) => rewrite(&id, &text),
        Effect::Html(id, html) => {
            if let Some(element) = dom::get(&id) {
                element.set_inner_html(&html);
            }
        }
        Effect::Dialog(dialog, html) => {
            dom::print_manual(dialog == Dialog::Manual);
            dialogs::open(&html);
        }
        Effect::CloseDialog => {
            dom::print_manual(false);
            dialogs::close();
        }
        Effect::Message(words, bad) => dialogs::message(&words, bad),
        Effect::ChooseFile(purpose) => files::choose(purpose),
        Effect::Fonts(wish) => fonts::grant(wish),
        Effect::Show(id) => {
            if let Some(element) = dom::get(&id) {
                element.scroll_into_view();
            }
        }
        Effect::Download(downloads) => hand_over(downloads.into_iter()),
        Effect::ReadByOffice(name, purpose, bytes) => files::read_by_office(name, purpose, bytes),
        Effect::KeepSoon => storage::keep_soon(),
        Effect::Put(record, durability) => storage::put(record, durability),
        Effect::Confirm(record) => storage::confirm(record),
        Effect::Note(record, occasion) => storage::note(record, occasion),
        Effect::SettleNote(record) => storage::settle_note(&record),
        Effect::ReadStore(inquiry) => storage::read(inquiry),
        Effect::SetCurrent(key) => storage::set_current(key.as_deref()),
        Effect::Decode(digits) => files::decode(digits),
        Effect::Forget(key) => storage::forget(key),
        Effect::KeepNothing(on) => {
            let noted = preferences::keep_nothing(on).is_ok();
            send(Event::KeepNothingNoted(on, noted));
        }
        Effect::KeepLarge(on) => preferences::keep_large(on),
        Effect::KeepPack(name, text) => {
            let kept = preferences::keep_pack(&name, text).is_ok();
            send(Event::PackKept(name, kept, sight::seen()));
        }
        Effect::ForgetPack(name) => preferences::forget_pack(&name),
        Effect::AskForTicks => send(Event::TicksRead(preferences::ticks())),
        Effect::KeepTicks(ticks) => preferences::keep_ticks(&ticks),
        Effect::LookForFonts(run) => writing::look_for_fonts(run),
        Effect::Digest(run, draft) => writing::digest(run, draft),
        Effect::Write(task) => writing::write(task),
        Effect::Pack(packing) => writing::pack(packing),
        Effect::Scroll(top) => {
            if let Some(main) = dom::get(&Id::Main) {
                main.set_scroll_top(top);
                regions::bring(&main);
            }
        }
        Effect::Bold => editor::toggle_bold(),
        Effect::SelectWords(part, place) => chips::select_words(&part, &place),
        Effect::SelectNumber(part, number) => drop(chips::select(&part, &number, None)),
        Effect::ReplaceNumber(part, number, units, html) => {
            // If the number could not be selected, something else is selected, which must not be
            // replaced.
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
                .zip(dom::get(&around))
                .is_some_and(|(active, around)| around.contains(Some(&active)));
            // If the focused element was just hidden, the body has the focus now.
            if inside
                || dom::active_element()
                    .is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"))
            {
                dom::focus(&id.to_string());
            }
        }
        Effect::LayOut(request) => preview::lay_out(request),
        Effect::PagesSoon(in_sight) => preview::soon(in_sight),
        Effect::Pages(items) => preview::put(items),
        Effect::HoldPage => preview::hold(),
        Effect::ReleasePage => preview::release(),
        Effect::Mark(aim, follow) => preview::mark(aim.as_deref(), follow),
        Effect::Print => preview::print(),
        Effect::Remember(version) => storage::remember(version.as_ref()),
        Effect::Clear => storage::clear(),
        Effect::Title(title) => {
            if !dom::is_embedded() && dom::document().title() != title {
                dom::document().set_title(&title);
            }
        }
        Effect::Large(on) => dom::set_large(on),
        Effect::IntoPart(cell) => drop(regions::into_part(cell)),
        Effect::Tell(telling) => around::tell(&telling),
        Effect::TryToSend => offline::test(),
        Effect::ReadManual => files::read_manual(),
    }
}

/// Sets the text of a field.
fn rewrite(id: &str, text: &str) {
    if let Some(field) = dom::by_id(id) {
        dom::set_value(&field, text);
    }
}

/// Marks the form as the main landmark (`role="main"`), except in an element, because the host page
/// has its own.
fn land() {
    if let Some(main) = dom::get(&Id::Main).filter(|_| !dom::is_embedded()) {
        let _ = main.set_attribute("role", "main");
    }
}

/// Delivers the first file at once, while the browser still treats it as the result of a click, and
/// the others with pauses between them, because WebKit drops downloads that start at the same time.
fn hand_over(mut downloads: std::vec::IntoIter<Download>) {
    const APART: u32 = 400;
    let Some(first) = downloads.next() else { return };
    let by = files::download(&first).unwrap_or(Delivery::Refused);
    send(Event::HandedOver(first.then, by));
    if downloads.len() > 0 {
        gloo::timers::callback::Timeout::new(APART, move || hand_over(downloads)).forget();
    }
}
