//! Twin of the browser test of `access::screens` that is judged by the state: large type stays.

use super::faults::open_faulty;
use crate::world::{Window, attribute, disk, tags};

/// Whether the switch for large type is pressed: as it was drawn, or as it was changed since.
fn is_large(window: &Window) -> bool {
    let html = window.html();
    let is_switch = |tag: &&str| attribute(tag, "id").as_deref() == Some("nb-type");
    let drawn = tags(&html).into_iter().find(is_switch).expect("the switch");
    let changed = window.attribute("nb-type", "aria-pressed");
    changed.or_else(|| attribute(drawn, "aria-pressed")).expect("a state") == "true"
}

/// Large type stays in the report, after a reload and after a trap, and can be switched off again.
#[test]
fn kept() {
    let mut window = Window::open(&disk());
    window.settle();
    assert!(!is_large(&window));
    window.click("type");
    assert!(is_large(&window) && window.disk.borrow().large);
    open_faulty(&mut window);
    assert!(is_large(&window));
    let mut window = window.reload();
    window.settle();
    assert!(window.draft().is_some() && is_large(&window), "after a reload");
    let mut window = window.trap();
    window.settle();
    assert!(window.draft().is_some() && is_large(&window), "after a fault");
    window.click("type");
    assert!(!is_large(&window));
    let mut window = window.reload();
    window.settle();
    assert!(!is_large(&window) && !window.disk.borrow().large);
}
