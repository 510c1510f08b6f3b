//! The preview in the browser: the pause before pages are made, the pages, the scroll position, the
//! highlighted part of the form, and printing.

use super::boundary::{answer, to_js};
use super::messages::LayoutRequest;
use super::running::{read, send};
use super::{chips, dom, files, listeners, selection};
use crate::desk::{self, Desk, PagesRequest};
use crate::edition::CellId;
use crate::view::preview::{FormTarget, PageImage, position};
use crate::view::{ElementId, ListItem, Patch};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement};

/// Milliseconds without a change after which the pages are made anew.
const PAUSE: u32 = 300;
/// The same while the preview is closed. Pages are made even then, for the print command of the
/// browser.
const LONG_PAUSE: u32 = 1_500;

thread_local! {
    /// Counts the changes; each one restarts the pause.
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// The remembered page in view: the id of its element, and how much of it is above the upper
    /// edge, as a fraction of its height.
    static HELD: RefCell<Option<(String, f64)>> = const { RefCell::new(None) };
    /// The title of the window while the browser prints.
    static TITLE: RefCell<Option<String>> = const { RefCell::new(None) };
}

// ---- Making pages ----

/// Restarts the pause after which the pages are made anew. `is_open` says whether the preview is
/// open.
pub fn schedule(is_open: bool) {
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    let pause = if is_open { PAUSE } else { LONG_PAUSE };
    gloo::timers::callback::Timeout::new(pause, move || {
        if TURN.get() == turn {
            send(desk::Event::PreviewDue);
        }
    })
    .forget();
}

/// Lets the office module make pages.
pub fn lay_out(request: PagesRequest) {
    spawn_local(async move {
        let PagesRequest { version, draft, known } = request;
        let answer = ask(&LayoutRequest { draft, draft_mark: version.draft_mark, known }).await;
        send(desk::Event::PagesLaidOut { version, answer });
    });
}

async fn ask(request: &LayoutRequest) -> Result<Vec<PageImage>, String> {
    let request = to_js(request)?;
    match files::ask_office("pages", &Array::of1(&request)).await {
        Ok(pages) => answer(pages),
        Err(error) => Err(match error.dyn_ref::<js_sys::Error>() {
            Some(error) if error.name() != "OfficeTrap" => error.message().into(),
            _ => "排版时程序出了错，填写的内容没有变化；请重试，或先存成文件。".to_owned(),
        }),
    }
}

/// Shows pages, and changes only those that differ. An empty list removes the pages of another
/// report and forgets their scroll position.
pub fn set_pages(mut items: Vec<ListItem>) {
    if items.is_empty() {
        HELD.set(None);
    }
    let pages = pages();
    // The highlighting is removed first, so that the pages are again as they were drawn.
    pages.iter().for_each(unmark);
    let leaves = pages.map(|pages| dom::children(&pages)).unwrap_or_default();
    for (item, leaf) in items.iter_mut().zip(&leaves) {
        if let Some(html) = item.html.take() {
            dom::morph_into(leaf, &html);
        }
    }
    dom::patch(&[Patch::List { id: ElementId::Pages.to_string(), items }], None);
    mark_again();
    show_position();
}

/// Redraws the rest of the page without redrawing the pages of the preview. The pane is hidden
/// after that, so [`restore_scroll`] restores the scroll position later.
pub fn redraw_around_pages(draw: impl FnOnce()) {
    save_scroll();
    let pages = dom::get(&ElementId::Pages);
    if let Some(pages) = &pages {
        pages.remove();
    }
    draw();
    if let (Some(pages), Some(new)) = (pages, dom::get(&ElementId::Pages)) {
        // Fails only if the new element has no parent.
        let _ = new.replace_with_with_node_1(&pages);
    }
}

// ---- The page in view ----

fn pages() -> Option<HtmlElement> {
    dom::get(&ElementId::Pages)?.dyn_into().ok()
}

/// The page in view, which is the last one that begins above the end of the upper third: its index,
/// and how much of it is above the upper edge, as a fraction of its height.
fn in_view(pages: &Element) -> Option<(usize, f64)> {
    let frame = pages.get_bounding_client_rect();
    if frame.height() == 0.0 {
        return None;
    }
    let third = frame.top() + frame.height() / 3.0;
    let leaves = dom::children(pages);
    let rects = leaves.iter().map(Element::get_bounding_client_rect);
    let (index, rect) =
        rects.enumerate().take_while(|(index, rect)| *index == 0 || rect.top() <= third).last()?;
    Some((index, (frame.top() - rect.top()) / rect.height().max(1.0)))
}

/// Shows which page is in view.
pub fn show_position() {
    let (Some(pages), Some(label)) = (pages(), dom::get(&ElementId::PreviewPosition)) else {
        return;
    };
    let count = pages.child_element_count() as usize;
    let position_now =
        in_view(&pages).map(|(index, _)| position(index + 1, count)).unwrap_or_default();
    if label.text_content().as_ref() != Some(&position_now) {
        label.set_text_content(Some(&position_now));
    }
}

/// Remembers the page in view.
pub fn save_scroll() {
    let held = pages().and_then(|pages| {
        let (index, above) = in_view(&pages)?;
        Some((dom::children(&pages).get(index)?.id(), above))
    });
    if held.is_some() {
        HELD.set(held);
    }
}

/// Brings the remembered page into view again.
pub fn restore_scroll() {
    if let Some(pages) = pages()
        && pages.client_height() > 0
        && let Some((id, above)) = HELD.take()
        && let Some(leaf) = dom::by_id(&id)
    {
        let (frame, rect) = (pages.get_bounding_client_rect(), leaf.get_bounding_client_rect());
        scroll(&pages, rect.top() - frame.top() + above * rect.height());
    }
    show_position();
}

#[allow(clippy::cast_possible_truncation, reason = "pixels of a page")]
fn scroll(pages: &Element, by: f64) {
    pages.set_scroll_top(pages.scroll_top() + by.round() as i32);
}

// ---- The focus in the form ----

/// Highlights the pieces with this target, and brings the first one into view if `follow` is true.
pub fn highlight(target: Option<&str>, follow: bool) {
    let Some(pages) = pages() else { return };
    unmark(&pages);
    let _ = match target {
        Some(target) => pages.set_attribute("data-in-hand", target),
        None => pages.remove_attribute("data-in-hand"),
    };
    // Names of targets have only letters, digits and `. _ / -`, so they need no escaping.
    let Some(shown) = target
        .and_then(|target| pages.query_selector_all(&format!(".nb-at[data-to=\"{target}\"]")).ok())
    else {
        return;
    };
    for index in 0..shown.length() {
        if let Some(piece) = shown.item(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            let _ = piece.class_list().add_1("nb-in-hand");
            if follow && index == 0 {
                bring_into_view(&pages, &piece);
            }
        }
    }
}

fn unmark(pages: &HtmlElement) {
    let old = pages.query_selector_all(".nb-in-hand").ok();
    for index in 0..old.as_ref().map_or(0, web_sys::NodeList::length) {
        if let Some(old) = old
            .as_ref()
            .and_then(|old| old.item(index))
            .and_then(|node| node.dyn_into::<Element>().ok())
        {
            let _ = old.class_list().remove_1("nb-in-hand");
        }
    }
}

/// Highlights again after pages were replaced.
fn mark_again() {
    let target = pages().and_then(|pages| pages.get_attribute("data-in-hand"));
    if target.is_some() {
        highlight(target.as_deref(), false);
    }
}

fn bring_into_view(pages: &Element, piece: &Element) {
    const MARGIN: f64 = 24.0;
    let (frame, rect) = (pages.get_bounding_client_rect(), piece.get_bounding_client_rect());
    if rect.top() < frame.top() + MARGIN || rect.bottom() > frame.bottom() - MARGIN {
        scroll(pages, rect.top() - frame.top() - frame.height() / 3.0);
        show_position();
    }
}

/// Sends which part of the form has the focus, after an element got the focus or the caret moved in
/// it.
pub fn send_form_target(element: &Element) {
    // Elements outside the form are ignored.
    if element.closest(&ElementId::Main.selector()).ok().flatten().is_none() {
        return;
    }
    let cell = ["data-cell", "data-control", "data-unit"]
        .into_iter()
        .find_map(|name| element.get_attribute(name));
    let target = if let Some(id) = cell.and_then(|id| CellId::parse(&id)) {
        Some(FormTarget::Cell(id).to_string())
    } else if let Some(field) = element.get_attribute("data-field") {
        FormTarget::of_field(&field).map(|target| target.to_string())
    } else {
        element.closest("[data-prose]").ok().flatten().and_then(|editor| paragraph_in_hand(&editor))
    };
    if target.is_some() {
        send(desk::Event::FormTargetFocused(target));
    }
}

/// The target of the paragraph of an editor that contains the caret.
fn paragraph_in_hand(editor: &Element) -> Option<String> {
    let part = editor.get_attribute("data-prose")?;
    let caret = selection::selected()?.end_container().ok()?;
    let index =
        chips::paragraphs(editor).iter().position(|paragraph| paragraph.contains(Some(&caret)))?;
    Some(format!("{part}/{index}"))
}

/// Puts the caret before a paragraph of an editor and brings it into view.
pub fn to_paragraph(editor: &ElementId, index: usize) {
    let Some(editor) = dom::get(editor).and_then(|editor| editor.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    dom::open_around(&editor);
    // An editor that is not shown cannot take the focus; then there is nothing to see either.
    let _ = editor.focus();
    let Some(paragraph) = chips::paragraphs(&editor).into_iter().nth(index) else { return };
    let Ok(range) = dom::document().create_range() else { return };
    if range.select_node_contents(&paragraph).is_ok() {
        range.collapse_with_to_start(true);
        selection::select(&range);
    }
    paragraph.scroll_into_view_with_bool(true);
}

// ---- Events ----

/// Adds the listeners of the preview outside the root element. In an element, printing belongs to
/// the host page.
pub fn listen(embedded: bool) {
    let moved = Closure::<dyn FnMut()>::new(|| {
        if read(Desk::previews) == Some(true)
            && let Some(active) =
                dom::active_element().filter(|element| element.has_attribute("data-prose"))
        {
            send_form_target(&active);
        }
    });
    listeners::listen(&dom::document(), "selectionchange", moved.as_ref().unchecked_ref());
    moved.forget();
    if embedded {
        return;
    }
    let printing = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if event.type_() == "beforeprint" { before_print() } else { after_print() }
    });
    for kind in ["beforeprint", "afterprint"] {
        listeners::listen(&dom::window(), kind, printing.as_ref().unchecked_ref());
    }
    printing.forget();
}

/// Sets the title of the window before printing, because browsers use it as the file name. Outdated
/// pages are made anew for the next time.
fn before_print() {
    let Some(name) = read(Desk::print_name).flatten() else { return };
    TITLE.with_borrow_mut(|title| title.get_or_insert_with(|| dom::document().title()).clone());
    dom::document().set_title(&name);
    send(desk::Event::PreviewDue);
}

fn after_print() {
    if let Some(title) = TITLE.take() {
        dom::document().set_title(&title);
    }
}

/// Opens the print dialog of the browser.
pub fn print() {
    // Fails only if the browser cannot print.
    let _ = dom::window().print();
}
