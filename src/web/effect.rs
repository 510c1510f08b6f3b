//! Carries out the effects that the desk asks for.

use super::running::send;
use super::{
    chips, dialogs, dom, editor, files, fonts, host_page, idle, live_fields, number_size, offline,
    preferences, preview, regions, screen_snapshot, storage, writing,
};
use crate::desk::{Dialog, Download, Effect, Event};
use crate::session::outbox::Delivery;
use crate::view::ElementId;

/// Carries effects out in order.
pub fn run(effects: Vec<Effect>) {
    let drawn =
        effects.iter().any(|effect| matches!(effect, Effect::Draw(_) | Effect::Patch { .. }));
    let anew = effects.iter().any(|effect| matches!(effect, Effect::Draw(_)));
    for effect in effects {
        carry_out(effect);
    }
    if drawn {
        live_fields::refresh();
        number_size::shrink_long_numbers(anew);
        chips::place_chips();
        idle::restart();
    }
    if anew {
        preview::restore_scroll();
    }
}

#[allow(clippy::too_many_lines, reason = "an arm for each effect")]
fn carry_out(effect: Effect) {
    match effect {
        Effect::Draw(html) => {
            if let Some(root) = dom::root() {
                preview::redraw_around_pages(|| root.set_inner_html(&html));
            }
            dom::print_manual(false);
            mark_main_landmark();
        }
        Effect::Patch { patches, typing } => {
            dom::patch(&patches, typing.map(|id| id.to_string()).as_deref());
        }
        Effect::Focus(id) => dom::focus(&id.to_string()),
        Effect::FocusAgain(id) => dom::focus(&id),
        Effect::SetFieldValue { field, value } => rewrite(&field.to_string(), &value),
        Effect::SetLeftFieldValue { id, value } => rewrite(&id, &value),
        Effect::SetInnerHtml { element, html } => {
            if let Some(element) = dom::get(&element) {
                element.set_inner_html(&html);
            }
        }
        Effect::OpenDialog { dialog, html } => {
            dom::print_manual(dialog == Dialog::Manual);
            dialogs::open(&html);
        }
        Effect::CloseDialog => {
            dom::print_manual(false);
            dialogs::close();
        }
        Effect::ShowMessage { text, kind } => dialogs::message(&text, kind),
        Effect::ChooseFile(purpose) => files::choose(purpose),
        Effect::Fonts(wish) => fonts::perform(wish),
        Effect::ScrollIntoView(id) => {
            if let Some(element) = dom::get(&id) {
                element.scroll_into_view();
            }
        }
        Effect::Download(downloads) => deliver(downloads.into_iter()),
        Effect::ReadDocument { name, purpose, bytes } => {
            files::read_by_office(name, purpose, bytes);
        }
        Effect::ScheduleSave => storage::schedule_save(),
        Effect::WriteRecord { record, durability } => storage::put(record, durability),
        Effect::Confirm(record) => storage::confirm(record),
        Effect::WriteNote { record, reason } => storage::note(record, reason),
        Effect::DropSupersededNote(record) => storage::drop_superseded_note(&record),
        Effect::ReadStore(query) => storage::read(query),
        Effect::SetCurrentDraft(key) => storage::set_current(key.as_deref()),
        Effect::DecodeDataCode(digits) => files::decode(digits),
        Effect::DeleteDraft(key) => storage::delete_draft(key),
        Effect::SetLocalSavingOff(on) => {
            let is_remembered = preferences::set_local_saving_off(on).is_ok();
            send(Event::LocalSavingSwitched { is_off: on, is_remembered });
        }
        Effect::StoreLargeType(on) => preferences::store_large_type(on),
        Effect::StoreRulePack { name, text } => {
            let is_kept = preferences::store_rule_pack(&name, text).is_ok();
            let seen = screen_snapshot::take_snapshot();
            send(Event::RulePackStored { name, is_kept, seen });
        }
        Effect::DeleteRulePack(name) => preferences::delete_rule_pack(&name),
        Effect::ReadExportSelection => {
            send(Event::ExportSelectionRead(preferences::export_selection()));
        }
        Effect::StoreExportSelection(ticks) => preferences::store_export_selection(&ticks),
        Effect::FindMissingFonts(run) => writing::look_for_fonts(run),
        Effect::ComputeDigest { run, draft } => writing::digest(run, draft),
        Effect::WriteDocument(task) => writing::write(task),
        Effect::BuildArchive(packing) => writing::pack(packing),
        Effect::ScrollPanel(top) => {
            if let Some(main) = dom::get(&ElementId::Main) {
                main.set_scroll_top(top);
                regions::scroll_into_view_if_low(&main);
            }
        }
        Effect::ToggleBold => editor::toggle_bold(),
        Effect::SelectText { part, range } => chips::select_words(part, range),
        Effect::SelectNumber { part, number } => drop(chips::select(part, number, None)),
        Effect::ReplaceNumberByField { part, number, units, html } => {
            // If the number could not be selected, something else is selected, which must not be
            // replaced.
            if chips::select(part, number, Some(units)) {
                editor::insert_field(&html);
            }
        }
        Effect::SaveSelection => editor::keep_selection(),
        Effect::RestoreSelection(id) => editor::restore_selection(&id),
        Effect::InsertField(html) => editor::insert_field(&html),
        Effect::MoveCaretToParagraph { editor, paragraph } => {
            preview::to_paragraph(&editor, paragraph);
        }
        Effect::MoveFocusOutOf { hidden, to } => {
            let inside = dom::active_element()
                .zip(dom::get(&hidden))
                .is_some_and(|(active, container)| container.contains(Some(&active)));
            // If the focused element was just hidden, the body has the focus now.
            if inside
                || dom::active_element()
                    .is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"))
            {
                dom::focus(&to.to_string());
            }
        }
        Effect::LayOutPages(request) => preview::lay_out(request),
        Effect::SchedulePreview { is_open } => preview::schedule(is_open),
        Effect::SetPreviewPages(items) => preview::set_pages(items),
        Effect::SavePreviewScroll => preview::save_scroll(),
        Effect::RestorePreviewScroll => preview::restore_scroll(),
        Effect::HighlightInPreview { target, follow } => {
            preview::highlight(target.as_deref(), follow);
        }
        Effect::Print => preview::print(),
        Effect::StashForRestart(version) => storage::remember(version.as_ref()),
        Effect::ClearLocalData => storage::clear(),
        Effect::SetTitle(title) => {
            if !dom::is_embedded() && dom::document().title() != title {
                dom::document().set_title(&title);
            }
        }
        Effect::SetLargeType(on) => dom::set_large(on),
        Effect::FocusNextInput(cell) => drop(regions::focus_next_input(cell)),
        Effect::NotifyHost(telling) => host_page::notify(&telling),
        Effect::ProbeNetwork => offline::test(),
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
fn mark_main_landmark() {
    if let Some(main) = dom::get(&ElementId::Main).filter(|_| !dom::is_embedded()) {
        let _ = main.set_attribute("role", "main");
    }
}

/// Delivers the first file at once, while the browser still treats it as the result of a click, and
/// the others with pauses between them, because WebKit drops downloads that start at the same time.
fn deliver(mut downloads: std::vec::IntoIter<Download>) {
    const APART: u32 = 400;
    let Some(first) = downloads.next() else { return };
    let by = files::download(&first).unwrap_or(Delivery::Refused);
    send(Event::FileDelivered { file: first.then, delivery: by });
    if downloads.len() > 0 {
        gloo::timers::callback::Timeout::new(APART, move || deliver(downloads)).forget();
    }
}
