//! Listening: one listener a kind of event on the root, which finds out what was meant and tells
//! the state ([`desk::Event`]).

use super::host::listen;
use super::running::{read, send};
use super::sight::seen;
use super::{clipboard, composing, dom, editor, files, fonts, preview, regions};
use crate::desk::{self, Data, Desk, Press};
use crate::edition::{CellId, TableKey};
use crate::report::Part;
use crate::session::Direction;
use crate::view::Act;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{
    ClipboardEvent, DragEvent, Element, Event, HtmlElement, HtmlInputElement, InputEvent,
    KeyboardEvent, MouseEvent,
};

thread_local! {
    /// The cell in hand is edited inside (after F2, a double click or a key that typed), so a click
    /// puts the caret; else a click takes the whole cell in hand, and what is typed replaces it, as
    /// in a spreadsheet.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Begins to listen.
pub fn listen_to(root: &HtmlElement, embedded: bool) {
    on(root, "input", input);
    on(root, "change", change);
    on(root, "click", click);
    on(root, "dblclick", |event| {
        target(event).filter(|field| cell_of(field).is_some()).iter().for_each(edit_inside)
    });
    on(root, "keydown", key);
    on(root, "paste", paste);
    on(root, "focusin", focus_in);
    on(root, "focusout", focus_out);
    on(root, "beforeinput", before_input);
    on(root, "compositionstart", |_| composing::set(true));
    on(root, "compositionend", |event| {
        composing::set(false);
        // Engines differ in whether an input event follows; reading the field once more does no
        // harm.
        input(event);
    });
    on(root, "dragover", |event| drag(event, true));
    on(root, "dragleave", |event| drag(event, false));
    on(root, "drop", dropped);
    on_leaving();
    // Scrolling does not bubble: it is met on its way down.
    EventListener::new_with_options(
        root,
        "scroll",
        EventListenerOptions::run_in_capture_phase(),
        |event| {
            if target(event).is_some_and(|element| element.id() == "nb-pages") {
                preview::show_position();
            }
        },
    )
    .forget();
    preview::listen(embedded);
    if embedded {
        // An element gets another width while the window keeps its own.
        on(root, "resize", |_| resized());
        // What is typed in our fields is no short cut of the page around.
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

/// Not by `EventListener`, which must not be called while it is at work: a handler that opens the
/// file chooser or hands over a file clicks something in the root, and one that moves the focus is
/// told of it at once.
fn on(root: &HtmlElement, kind: &'static str, handler: impl Fn(&Event) + 'static) {
    let handler = Closure::<dyn Fn(Event)>::new(move |event: Event| handler(&event));
    // Fails for no kind of event.
    let _ = root.add_event_listener_with_callback(kind, handler.as_ref().unchecked_ref());
    handler.forget();
}

/// There is more room, or less.
fn resized() {
    super::chips::lay();
    super::fit::numbers(false);
}

/// What is younger than the store is noted down when the tab goes.
fn on_leaving() {
    let leaving = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let hidden = event.type_() != "visibilitychange" || dom::document().hidden();
        if hidden {
            send(desk::Event::Leaving);
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
        if read(Desk::at_risk) == Some(true) {
            event.prevent_default();
            // Chromium before 119 asks only if this is set.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &"1".into());
        }
    });
    listen(&dom::window(), "beforeunload", at_risk.as_ref().unchecked_ref());
    at_risk.forget();
}

/// Where the whole window is ours.
fn on_a_page_of_its_own() {
    // With nothing in focus, keys go to the body: the short cuts of the page hold there too.
    let keys = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        // A key that was answered inside may have had its field drawn anew, and then seems to come
        // from nowhere.
        let outside = !event.default_prevented()
            && !dom::root().is_some_and(|root| root.contains(target(&event).as_deref()));
        let dialog = dom::by_id("nb-dialog").is_some_and(|host| host.child_element_count() > 0);
        if let Some(pressed) = event.dyn_ref::<KeyboardEvent>().filter(|_| outside) {
            match (dialog, pressed.key().as_str()) {
                (true, "Escape") => press(Act::DialogClose, Data::default()),
                (false, "Escape") if read(Desk::previews) == Some(true) => {
                    press(Act::PreviewClose, Data::default())
                }
                (false, _) if pressed.ctrl_key() || pressed.meta_key() => control_key(pressed),
                (false, _) => drop(page_key(pressed)),
                _ => {}
            }
        }
    });
    listen(&dom::document(), "keydown", keys.as_ref().unchecked_ref());
    keys.forget();
    let test_hook = Closure::<dyn FnMut()>::new(|| panic!("asked to trap"));
    let hooks = js_sys::Object::new();
    // A page that cannot be given a test hook works all the same.
    let _ = js_sys::Reflect::set(&hooks, &"trap".into(), test_hook.as_ref());
    let _ = js_sys::Reflect::set(&dom::window(), &"nianbaoTest".into(), &hooks);
    test_hook.forget();
}

// ---- Who was meant ----

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}

fn closest(event: &Event, selector: &str) -> Option<Element> {
    target(event)?.closest(selector).ok().flatten()
}

fn cell_of(element: &Element) -> Option<CellId> {
    element.get_attribute("data-cell").and_then(|id| CellId::parse(&id))
}

// ---- Typing ----

fn input(event: &Event) {
    if composing::is_under_way()
        || event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
    {
        return;
    }
    if let Some(prose) = closest(event, "[data-prose]") {
        type_prose(&prose);
        // A sentence or a paragraph is a step of its own.
        let typed = event.dyn_ref::<InputEvent>();
        let ended = typed.is_some_and(|e| {
            e.input_type() == "insertParagraph"
                || e.data().is_some_and(|data| data.ends_with(['。', '；']))
        });
        if ended {
            send(desk::Event::Paused);
        }
        return;
    }
    let Some(field) = target(event) else { return };
    // Boxes and selects answer to change.
    if !matches!(field.get_attribute("type").as_deref(), Some("text") | None)
        || field.tag_name().eq_ignore_ascii_case("select")
    {
        return;
    }
    type_field(&field);
}

fn change(event: &Event) {
    let Some(field) = target(event) else { return };
    if field.id() == "nb-font-file" {
        if let Some(list) = field.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::files) {
            fonts::chosen(&list);
        }
    } else if field.id() == "nb-file" {
        let Some(input) = field.dyn_ref::<HtmlInputElement>() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            files::open_chosen(file);
        }
        // The same file may be chosen twice in a row.
        input.set_value("");
    } else if field.get_attribute("type").as_deref() == Some("checkbox")
        || field.tag_name().eq_ignore_ascii_case("select")
    {
        type_field(&field);
    }
}

/// Text in a field, or a choice: the field says by its data what it is.
fn type_field(field: &Element) {
    let text = dom::value(field);
    let data = |name: &str| field.get_attribute(name);
    let cell = |name: &str| data(name).and_then(|id| CellId::parse(&id));
    if let Some(id) = cell("data-cell") {
        INSIDE.set(true);
        send(desk::Event::CellTyped(id, text));
    } else if let Some(id) = cell("data-control") {
        send(desk::Event::ControlTyped(id, text));
    } else if let Some(id) = cell("data-unit") {
        send(desk::Event::UnitChosen(id, text));
    } else if let Some(name) = data("data-field") {
        send(desk::Event::FieldTyped(name, text, seen()));
    }
}

fn type_prose(element: &Element) {
    let Some(part) = element.get_attribute("data-prose").and_then(|id| Part::parse(&id)) else {
        return;
    };
    editor::mark_headings(element);
    let markdown = editor::read(element).markdown();
    send(desk::Event::SectionTyped(part, markdown));
}

/// The browser's own undo would only know the field: ours knows the form.
fn before_input(event: &Event) {
    let Some(input) = event.dyn_ref::<InputEvent>() else { return };
    let back = match input.input_type().as_str() {
        "historyUndo" => true,
        "historyRedo" => false,
        // Nothing but bold is printed.
        "formatItalic" | "formatUnderline" => return event.prevent_default(),
        _ => return,
    };
    if in_dialog(event) {
        return;
    }
    event.prevent_default();
    send(desk::Event::Stepped(back, seen()));
}

fn in_dialog(event: &Event) -> bool {
    closest(event, ".nb-dialog").is_some()
}

fn focus_in(event: &Event) {
    let Some(field) = target(event) else { return };
    // A field that went away while an input method was composing never says that it ended.
    composing::set(false);
    preview::take_in_hand(&field);
    // The browser scrolls once this is over.
    let focused = field.clone();
    gloo_timers::callback::Timeout::new(0, move || dom::keep_clear(&focused)).forget();
    if let Some(id) = cell_of(&field) {
        take_whole(&field);
        send(desk::Event::CellEntered(id));
    }
}

/// Takes a cell in hand as a whole.
fn take_whole(field: &Element) {
    INSIDE.set(false);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// Goes into a cell: the caret stands behind what is there, and the arrows and clicks move it.
fn edit_inside(field: &Element) {
    INSIDE.set(true);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // Fails only on fields that hold no text.
        let _ = input.set_selection_range(end, end);
    }
}

fn focus_out(event: &Event) {
    let Some(field) = target(event) else { return };
    match cell_of(&field) {
        Some(id) => send(desk::Event::CellLeft(id)),
        None => send(desk::Event::FieldLeft(field.id(), dom::value(&field))),
    }
}

// ---- Keys ----

fn key(event: &Event) {
    let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
    // 229: the input method takes the key.
    if composing::is_under_way() || pressed.is_composing() || pressed.key_code() == 229 {
        return;
    }
    if in_dialog(event) {
        return dialog_key(pressed);
    }
    if pressed.ctrl_key() || pressed.meta_key() {
        return control_key(pressed);
    }
    if page_key(pressed) {
        return;
    }
    if pressed.key() == "Escape" && read(Desk::is_pasting) == Some(true) {
        pressed.prevent_default();
        return press(Act::PasteCancel, Data::default());
    }
    if pressed.key() == "Escape" && closest(event, "#nb-pane, #nb-preview").is_some() {
        pressed.prevent_default();
        return press(Act::PreviewClose, Data::default());
    }
    if pressed.key() == "Enter"
        && let Some(id) =
            closest(event, "[data-control]").and_then(|field| field.get_attribute("data-control"))
    {
        pressed.prevent_default();
        return dom::focus(&format!("nb-c-{id}"));
    }
    let Some((id, field)) = target(event)
        .and_then(|field| Some((cell_of(&field)?, field.dyn_into::<HtmlInputElement>().ok()?)))
    else {
        return;
    };
    if pressed.key() == "Escape" {
        pressed.prevent_default();
        send(desk::Event::Escaped(id, seen()));
        take_whole(&field);
        return;
    }
    if pressed.key() == "F2" {
        pressed.prevent_default();
        edit_inside(&field);
        return;
    }
    if let Some(direction) = direction(pressed, &field)
        && read(|desk| desk.neighbour(id, direction)).flatten().is_some()
    {
        pressed.prevent_default();
        send(desk::Event::CellMoved(id, direction));
    } else if pressed.key() == "Enter" {
        // Nothing lies below: what is typed next replaces what stands here, as it would in a cell
        // entered anew.
        field.select();
    }
}

fn direction(pressed: &KeyboardEvent, field: &HtmlInputElement) -> Option<Direction> {
    let shift = pressed.shift_key();
    let length = u32::try_from(field.value().encode_utf16().count()).ok();
    let (start, end) =
        (field.selection_start().ok().flatten(), field.selection_end().ok().flatten());
    let all = start == Some(0) && end == length;
    match pressed.key().as_str() {
        "Enter" => Some(if shift { Direction::Above } else { Direction::Below }),
        "Tab" => Some(if shift { Direction::Previous } else { Direction::Next }),
        "ArrowUp" if !shift => Some(Direction::Up),
        "ArrowDown" if !shift => Some(Direction::Down),
        // Inside a text the caret moves; at its edge, or while all is selected, the cell changes.
        "ArrowLeft" if !shift && (all || start == Some(0) && end == Some(0)) => {
            Some(Direction::Left)
        }
        "ArrowRight" if !shift && (all || start == length && end == length) => {
            Some(Direction::Right)
        }
        "Home" if !shift && all => Some(Direction::RowStart),
        "End" if !shift && all => Some(Direction::RowEnd),
        _ => None,
    }
}

fn control_key(pressed: &KeyboardEvent) {
    let data = Data::default();
    let act = match (pressed.key().to_ascii_lowercase().as_str(), pressed.shift_key()) {
        ("z", false) => Act::Undo,
        ("y", _) | ("z", true) => Act::Redo,
        ("s", _) => Act::Save,
        ("p", false) => Act::Print,
        ("b", _) if closest(pressed, "[data-prose]").is_some() => Act::Bold,
        _ => return,
    };
    if read(|desk| desk.session().is_some()) != Some(true) {
        return;
    }
    pressed.prevent_default();
    press(act, data);
}

/// Keys that lead through the page, wherever the focus is; whether this was one.
fn page_key(pressed: &KeyboardEvent) -> bool {
    let back = pressed.shift_key();
    let act = match pressed.key().as_str() {
        "F6" => None,
        "F8" => Some(if back { Act::FindingPrevious } else { Act::FindingNext }),
        "F1" => Some(Act::Keys),
        "?" | "？" if closest(pressed, "input, textarea, select, [contenteditable]").is_none() => {
            Some(Act::Keys)
        }
        _ => return false,
    };
    if pressed.alt_key() {
        return false;
    }
    pressed.prevent_default();
    match act {
        Some(act) => press(act, Data::default()),
        None => regions::step(back),
    }
    true
}

/// Keys in a dialog: Escape closes, Enter in a field takes the main button, Tab stays inside.
fn dialog_key(pressed: &KeyboardEvent) {
    let Some(dialog) = closest(pressed, ".nb-dialog") else { return };
    let press = |selector: &str| {
        if let Some(button) = dialog
            .query_selector(selector)
            .ok()
            .flatten()
            .and_then(|button| button.dyn_into::<HtmlElement>().ok())
        {
            pressed.prevent_default();
            button.click();
        }
    };
    match pressed.key().as_str() {
        "Escape" => press("[data-act='dialog.close']"),
        "Enter" if closest(pressed, "input, select").is_some() || ends_scan(pressed) => {
            press(".nb-d-foot .nb-primary")
        }
        "Tab" => stay_inside(&dialog, pressed),
        _ => {}
    }
}

/// Whether a key in the field of a scanner comes after the last digit.
fn ends_scan(pressed: &KeyboardEvent) -> bool {
    closest(pressed, "[data-field='scan.digits']")
        .is_some_and(|field| desk::is_whole(&dom::value(&field)))
}

fn stay_inside(dialog: &Element, pressed: &KeyboardEvent) {
    let all = dom::all::<HtmlElement>(
        ".nb-dialog button, .nb-dialog input, .nb-dialog select, .nb-dialog textarea, .nb-dialog summary, .nb-dialog [tabindex='0']",
    );
    let stops: Vec<HtmlElement> = all
        .filter(|stop| stop.get_client_rects().length() > 0 && !stop.has_attribute("disabled"))
        .collect();
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return };
    let (edge, other) = if pressed.shift_key() { (first, last) } else { (last, first) };
    let here = dom::active_element();
    // What comes before the first stop is the dialog itself, or its title.
    let before = pressed.shift_key()
        && here.as_ref().is_some_and(|here| {
            here.get_attribute("tabindex").as_deref() == Some("-1") && dialog.contains(Some(here))
        });
    if before || here.as_ref() == Some(edge) {
        pressed.prevent_default();
        let _ = other.focus();
    }
}

// ---- Buttons ----

/// A button was pressed, or a key that stands for one.
fn press(act: Act, data: Data) {
    let fields = dom::all::<Element>("#nb-dialog [data-field]").filter_map(|field| {
        let name = field.get_attribute("data-field")?;
        Some((name, dom::value(&field)))
    });
    let fields = fields.collect();
    send(desk::Event::Pressed(Press { act, data, fields, seen: seen() }));
}

fn click(event: &Event) {
    if let Some((editor, mouse)) = closest(event, "[data-prose]").zip(event.dyn_ref::<MouseEvent>())
    {
        super::chips::clicked(&editor, f64::from(mouse.client_x()), f64::from(mouse.client_y()));
    }
    if let Some(field) = target(event)
        .filter(|field| cell_of(field).is_some() && !INSIDE.get() && !composing::is_under_way())
    {
        take_whole(&field);
        // Chromium puts the caret of a click on what is selected only now.
        gloo_timers::callback::Timeout::new(0, move || {
            if !INSIDE.get()
                && !composing::is_under_way()
                && dom::active_element().as_ref() == Some(&field)
            {
                take_whole(&field);
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
    let said = Data {
        part: data("data-part"),
        table: data("data-table").and_then(|id| TableKey::parse(&id)),
        key: data("data-key"),
        name,
        to: data("data-to"),
        value: data("data-value"),
        finding,
    };
    press(act, said);
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
            send(desk::Event::Pasted(id, grid));
        }
    } else if closest(event, "[data-prose]").is_some() {
        event.prevent_default();
        send(desk::Event::Paused);
        let prose = clipboard::prose(&data);
        let html = read(|desk| {
            desk.session().map(|session| crate::view::editor_html(session.report(), &prose))
        })
        .flatten();
        if !prose.is_empty() {
            editor::insert(&html.unwrap_or_default());
        }
        send(desk::Event::Paused);
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
        // A frame around the page; without it the drop works all the same.
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
