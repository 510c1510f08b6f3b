//! The editors of the texts, which show paragraphs, headings （一） and bold text as they will be
//! printed.

use super::button::Button;
use super::{Act, ElementId, drawn};
use crate::edition::CellId;
use crate::report::{Paragraph, Part, Prose, ProseRun, Report};
use crate::session::Panel;
use maud::{Markup, html};

/// The CSS class of a paragraph that is a heading.
pub const fn heading_class() -> &'static str {
    "nb-h"
}

/// An editor with its small tool bar.
pub(super) fn editor(report: &Report, part: Part) -> Markup {
    let panel = Panel::Part(part);
    html! {
        div class="nb-editor" {
            div class="nb-tools" {
                (Button::small(Act::Bold)
                    .part(panel)
                    .title("加粗选中的字 Ctrl+B")
                    .with(html! { b { "加粗" } }))
                (Button::small(Act::Field)
                    .id(ElementId::InsertField(part))
                    .part(panel)
                    .title("插入表中的一个数，表里改了，正文跟着改")
                    .with("插入表中的数…"))
                span { "另起一行写“（一）……”就是小标题；回车另起一段，开头不用空格。" }
            }
            div class="nb-text" {
                div class="nb-chips" id=(ElementId::Chips(part)) aria-hidden="true" {}
                div class="nb-prose" id=(ElementId::Prose(part)) data-prose=(part.id())
                    contenteditable="true" role="textbox" aria-multiline="true"
                    aria-labelledby=(ElementId::Heading(panel)) spellcheck="false" {
                    (paragraphs(report, &report.prose(part)))
                }
            }
            div class="nb-numbers" id=(ElementId::Numbers(part)) {}
        }
    }
}

/// The HTML of a text in its editor: one `p` for each paragraph; an empty text is one empty
/// paragraph.
pub fn editor_html(report: &Report, prose: &Prose) -> String {
    drawn(paragraphs(report, prose))
}

fn paragraphs(report: &Report, prose: &Prose) -> Markup {
    html! {
        @if prose.is_empty() { p { br; } }
        @for text in &prose.texts { (paragraph(report, text)) }
    }
}

/// The HTML of a live field: the number of a cell in a text, which follows the cell.
pub fn field_html(report: &Report, id: CellId) -> String {
    drawn(live(report, id))
}

fn live(report: &Report, id: CellId) -> Markup {
    html! {
        span class="nb-live" data-live=(id) contenteditable="false" {
            (ProseRun::Field(id).text(report))
        }
    }
}

fn paragraph(report: &Report, text: &Paragraph) -> Markup {
    // A heading that looks like one, such as （一）…, needs no attribute. Any other heading keeps
    // `data-h`.
    let marked = text.heading && !Prose::looks_like_heading(&text.text(report));
    html! {
        p class=[text.heading.then(heading_class)] data-h=[marked.then_some("1")] {
            @for run in &text.runs {
                @match run {
                    ProseRun::Words { text, bold: true } => b { (text) },
                    ProseRun::Words { text, bold: false } => (text),
                    ProseRun::Field(id) => (live(report, *id)),
                }
            }
        }
    }
}
