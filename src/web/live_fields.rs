//! Live fields: the numbers of cells in texts, which follow the cells.

use super::{composing, dom, running};
use crate::edition::CellId;
use crate::report::ProseRun;
use web_sys::Element;

/// Updates the live fields of all editors, except an editor in which an input method is composing.
pub fn refresh() {
    let composing = composing::is_composing().then(dom::active_element).flatten();
    for field in dom::all::<Element>("[data-prose] [data-live]") {
        if composing.as_ref().is_some_and(|editor| editor.contains(Some(&field))) {
            continue;
        }
        let Some(id) = field.get_attribute("data-live").and_then(|id| CellId::parse(&id)) else {
            continue;
        };
        let value = running::read(|desk| {
            desk.session().map(|session| ProseRun::Field(id).text(session.report()))
        })
        .flatten();
        if let Some(value) = value.filter(|words| field.text_content().as_ref() != Some(words)) {
            field.set_text_content(Some(&value));
        }
    }
}
