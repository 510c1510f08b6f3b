//! Listening to the browser: one listener for each kind of event on the root element, which turns
//! it into an event of the desk ([`desk::Event`]).

use super::cell_editing::{self, place_caret, select_cell};
use super::event_target::{cell_of, closest, in_dialog, press, target};
use super::listeners::listen;
use super::running::{read, send};
use super::screen_snapshot::take_snapshot;
use super::{clipboard, composing, dom, editor, files, fonts, keys, preview};
use crate::desk::{self, ButtonData, Desk, HistoryStep};
use crate::edition::{CellId, TableKey};
use crate::report::Part;
use crate::view::{Act, ElementId};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{
    ClipboardEvent, DragEvent, Element, Event, HtmlElement, HtmlInputElement, InputEvent,
    KeyboardEvent, MouseEvent,
};

/// Adds all listeners.
pub fn listen_to(root: &HtmlElement, embedded: bool) {
    on(root, "input", input);
    on(root, "change", change);
    on(root, "click", click);
    on(root, "dblclick", |event| {
        target(event).filter(|field| cell_of(field).is_some()).iter().for_each(place_caret);
    });
    on(root, "keydown", keys::key);
    on(root, "paste", paste);
    on(root, "focusin", focus_in);
    on(root, "focusout", focus_out);
    on(root, "beforeinput", before_input);
    on(root, "compositionstart", |_| composing::set(true));
    on(root, "compositionend", |event| {
        composing::set(false);
        // Engines differ in whether an `input` event follows. Reading the field twice has no
        // further effect.
        input(event);
    });
    on(root, "dragover", |event| drag(event, true));
    on(root, "dragleave", |event| drag(event, false));
    on(root, "drop", dropped);
    on_leaving();
    // `scroll` events do not bubble, so they are captured.
    EventListener::new_with_options(
        root,
        "scroll",
        EventListenerOptions::run_in_capture_phase(),
        |event| {
            if target(event).is_some_and(|element| element.id() == ElementId::Pages.stem()) {
                preview::show_position();
            }
        },
    )
    .forget();
    preview::listen(embedded);
    if embedded {
        // The width of an element can change while that of the window does not.
        on(root, "resize", |_| resized());
        // Keys that are typed in our fields must not trigger shortcuts of the host page.
        for kind in ["keydown", "keypress", "keyup"] {
            on(root, kind, |event| {
                if closest(event, "input, textarea, select, [contenteditable]").is_some() {
                    event.stop_propagation();
                }
            });
        }
    } else {
        on_a_page_of_its_own();
    }
    editor::prepare();
}

/// Adds a listener to the root element. It does not use gloo's `EventListener`, which must not be
/// called while it is running: a handler that opens the file chooser or delivers a file clicks an
/// element inside the root, and a handler that moves the focus receives the focus event at once.
fn on(root: &HtmlElement, kind: &'static str, handler: impl Fn(&Event) + 'static) {
    let handler = Closure::<dyn Fn(Event)>::new(move |event: Event| handler(&event));
    // Adding a listener never fails.
    let _ = root.add_event_listener_with_callback(kind, handler.as_ref().unchecked_ref());
    handler.forget();
}

/// Reacts to a new size of the window or of the element.
fn resized() {
    super::chips::place_chips();
    super::number_size::shrink_long_numbers(false);
}

/// Adds the listeners of the window: leaving it, changing its size, and warning about changes that
/// would be lost.
fn on_leaving() {
    let leaving = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let hidden = event.type_() != "visibilitychange" || dom::document().hidden();
        if hidden {
            send(desk::Event::PageHiding);
        }
    });
    let handler: &js_sys::Function = leaving.as_ref().unchecked_ref();
    listen(&dom::window(), "pagehide", handler);
    listen(&dom::window(), "beforeunload", handler);
    listen(&dom::document(), "visibilitychange", handler);
    leaving.forget();
    let resizing = Closure::<dyn FnMut()>::new(resized);
    listen(&dom::window(), "resize", resizing.as_ref().unchecked_ref());
    resizing.forget();
    let at_risk = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if read(Desk::has_unsaved_work) == Some(true) {
            event.prevent_default();
            // Chromium before 119 shows its question only if this is set.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &"1".into());
        }
    });
    listen(&dom::window(), "beforeunload", at_risk.as_ref().unchecked_ref());
    at_risk.forget();
}

/// Adds the listeners of a page that is a file of its own.
fn on_a_page_of_its_own() {
    // If no element has the focus, keys go to the body. The shortcuts of the page work there too.
    let keys = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        // A key that was handled inside may have caused its field to be drawn anew. Then its target
        // is no longer inside the root.
        let outside = !event.default_prevented()
            && !dom::root().is_some_and(|root| root.contains(target(&event).as_deref()));
        let dialog =
            dom::get(&ElementId::Dialog).is_some_and(|host| host.child_element_count() > 0);
        if let Some(pressed) = event.dyn_ref::<KeyboardEvent>().filter(|_| outside) {
            match (dialog, pressed.key().as_str()) {
                (true, "Escape") => press(Act::DialogClose, ButtonData::default()),
                (false, "Escape") if read(Desk::previews) == Some(true) => {
                    press(Act::PreviewClose, ButtonData::default());
                }
                (false, _) if pressed.ctrl_key() || pressed.meta_key() => {
                    keys::control_key(pressed);
                }
                (false, _) => drop(keys::page_key(pressed)),
                _ => {}
            }
        }
    });
    listen(&dom::document(), "keydown", keys.as_ref().unchecked_ref());
    keys.forget();
    let test_hook = Closure::<dyn FnMut()>::new(|| panic!("asked to trap"));
    let hooks = js_sys::Object::new();
    // Only tests need the hook, so a failure is ignored.
    let _ = js_sys::Reflect::set(&hooks, &"trap".into(), test_hook.as_ref());
    let _ = js_sys::Reflect::set(&dom::window(), &"nianbaoTest".into(), &hooks);
    test_hook.forget();
}

// ---- Typing ----

fn input(event: &Event) {
    if composing::is_composing()
        || event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
    {
        return;
    }
    if let Some(prose) = closest(event, "[data-prose]") {
        type_prose(&prose);
        // The end of a sentence or of a paragraph ends a step of undo.
        let typed = event.dyn_ref::<InputEvent>();
        let ended = typed.is_some_and(|e| {
            e.input_type() == "insertParagraph"
                || e.data().is_some_and(|data| data.ends_with(['。', '；']))
        });
        if ended {
            send(desk::Event::UndoGroupEnded);
        }
        return;
    }
    let Some(field) = target(event) else { return };
    // Checkboxes and selects are handled by `change`.
    if !matches!(field.get_attribute("type").as_deref(), Some("text") | None)
        || field.tag_name().eq_ignore_ascii_case("select")
    {
        return;
    }
    type_field(&field);
}

fn change(event: &Event) {
    let Some(field) = target(event) else { return };
    if field.id() == ElementId::FontFile.stem() {
        if let Some(list) = field.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::files) {
            fonts::chosen(&list);
        }
    } else if field.id() == ElementId::File.stem() {
        let Some(input) = field.dyn_ref::<HtmlInputElement>() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            files::open_chosen(file);
        }
        // Without this, choosing the same file again would not fire `change`.
        input.set_value("");
    } else if field.get_attribute("type").as_deref() == Some("checkbox")
        || field.tag_name().eq_ignore_ascii_case("select")
    {
        type_field(&field);
    }
}

/// Sends the value of a field. Its `data-` attributes say what it is.
fn type_field(field: &Element) {
    let text = dom::value(field);
    let data = |name: &str| field.get_attribute(name);
    let cell = |name: &str| data(name).and_then(|id| CellId::parse(&id));
    if let Some(id) = cell("data-cell") {
        cell_editing::start_editing();
        send(desk::Event::CellTyped { cell: id, text });
    } else if let Some(id) = cell("data-control") {
        send(desk::Event::ControlTyped { cell: id, text });
    } else if let Some(id) = cell("data-unit") {
        send(desk::Event::UnitChosen { cell: id, unit: text });
    } else if let Some(name) = data("data-field") {
        send(desk::Event::FieldTyped { name, value: text, seen: take_snapshot() });
    }
}

fn type_prose(element: &Element) {
    let Some(part) = element.get_attribute("data-prose").and_then(|id| Part::parse(&id)) else {
        return;
    };
    editor::mark_headings(element);
    let markdown = editor::read(element).markdown();
    send(desk::Event::SectionTyped { part, markdown });
}

/// Replaces the undo of the browser, which is limited to one field, by that of the form.
fn before_input(event: &Event) {
    let Some(input) = event.dyn_ref::<InputEvent>() else { return };
    let step = match input.input_type().as_str() {
        "historyUndo" => HistoryStep::Undo,
        "historyRedo" => HistoryStep::Redo,
        // Bold is the only style that is printed.
        "formatItalic" | "formatUnderline" => return event.prevent_default(),
        _ => return,
    };
    if in_dialog(event) {
        return;
    }
    event.prevent_default();
    send(desk::Event::Stepped { step, seen: take_snapshot() });
}

fn focus_in(event: &Event) {
    let Some(field) = target(event) else { return };
    // A field that was removed while an input method was composing never sends the end of the
    // composition.
    composing::set(false);
    preview::send_form_target(&field);
    // The browser scrolls after this handler.
    let focused = field.clone();
    gloo::timers::callback::Timeout::new(0, move || dom::scroll_clear_of_sticky(&focused)).forget();
    if let Some(id) = cell_of(&field) {
        select_cell(&field);
        send(desk::Event::CellEntered(id));
    }
}

fn focus_out(event: &Event) {
    let Some(field) = target(event) else { return };
    match cell_of(&field) {
        Some(id) => send(desk::Event::CellLeft(id)),
        None => send(desk::Event::FieldLeft { id: field.id(), value: dom::value(&field) }),
    }
}

// ---- Buttons ----

fn click(event: &Event) {
    if let Some((editor, mouse)) = closest(event, "[data-prose]").zip(event.dyn_ref::<MouseEvent>())
    {
        super::chips::clicked(&editor, f64::from(mouse.client_x()), f64::from(mouse.client_y()));
    }
    if let Some(field) = target(event).filter(|field| {
        cell_of(field).is_some() && !cell_editing::is_editing() && !composing::is_composing()
    }) {
        select_cell(&field);
        // Chromium sets the caret only after the click event, which undoes the selection.
        gloo::timers::callback::Timeout::new(0, move || {
            if !cell_editing::is_editing()
                && !composing::is_composing()
                && dom::active_element().as_ref() == Some(&field)
            {
                select_cell(&field);
            }
        })
        .forget();
    }
    let Some(button) = closest(event, "[data-act]") else { return };
    let data = |name: &str| button.get_attribute(name);
    let Some(act) = data("data-act").and_then(|act| Act::parse(&act)) else { return };
    let finding = button
        .closest("[data-finding]")
        .ok()
        .flatten()
        .and_then(|finding| finding.get_attribute("data-finding"));
    let name = data("data-name");
    let data = ButtonData {
        part: data("data-part"),
        table: data("data-table").and_then(|id| TableKey::parse(&id)),
        key: data("data-key"),
        name,
        to: data("data-to"),
        value: data("data-value"),
        finding,
    };
    press(act, data);
}

// ---- Paste and drop ----

fn paste(event: &Event) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data)
    else {
        return;
    };
    if let Some(id) = target(event).as_ref().and_then(cell_of) {
        let grid = clipboard::grid(&data);
        if !grid.is_single() {
            event.prevent_default();
            send(desk::Event::Pasted { cell: id, grid });
        }
    } else if closest(event, "[data-prose]").is_some() {
        event.prevent_default();
        send(desk::Event::UndoGroupEnded);
        let prose = clipboard::prose(&data);
        let html = read(|desk| {
            desk.session().map(|session| crate::view::editor_html(session.report(), &prose))
        })
        .flatten();
        if !prose.is_empty() {
            editor::insert(&html.unwrap_or_default());
        }
        send(desk::Event::UndoGroupEnded);
    }
}

fn drag(event: &Event, over: bool) {
    let files = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .is_some_and(|data| data.types().includes(&"Files".into(), 0));
    if !files {
        return;
    }
    event.prevent_default();
    if let Some(page) = dom::root().and_then(|root| root.first_element_child()) {
        // The class only draws a frame around the page, so a failure is ignored.
        let _ = if over {
            page.class_list().add_1("nb-dropping")
        } else {
            page.class_list().remove_1("nb-dropping")
        };
    }
}

fn dropped(event: &Event) {
    drag(event, false);
    let file = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .and_then(|data| data.files())
        .and_then(|files| files.get(0));
    if let Some(file) = file {
        event.prevent_default();
        files::open(file);
    }
}
