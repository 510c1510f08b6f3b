//! The editors of the texts: paragraphs, （一） headings, bold run-ins, as they will be printed.

use super::escape;
use crate::edition::CellId;
use crate::report::{Part, Prose, Report, Run, Text};

/// The class of a paragraph that is a heading.
pub const fn heading_class() -> &'static str {
    "nb-h"
}

/// An editor with its small tool bar.
pub(super) fn editor(report: &Report, part: Part) -> String {
    let id = part.id();
    format!(
        "<div class=\"nb-editor\"><div class=\"nb-tools\"><button type=\"button\" class=\"nb-btn nb-small\" data-act=\"bold\" data-part=\"{id}\" title=\"加粗选中的字 Ctrl+B\"><b>加粗</b></button>\
         <button type=\"button\" class=\"nb-btn nb-small\" data-act=\"field\" data-part=\"{id}\" id=\"nb-field-{id}\" title=\"插入表中的一个数，表里改了，正文跟着改\">插入表中的数…</button>\
         <span>另起一行写“（一）……”就是小标题；回车另起一段，开头不用空格。</span></div>\
         <div class=\"nb-text\"><div class=\"nb-chips\" id=\"nb-chips-{id}\" aria-hidden=\"true\"></div><div class=\"nb-prose\" id=\"nb-prose-{id}\" data-prose=\"{id}\" contenteditable=\"true\" role=\"textbox\" aria-multiline=\"true\" aria-labelledby=\"nb-h-{id}\" spellcheck=\"false\">{}</div></div><div class=\"nb-numbers\" id=\"nb-numbers-{id}\"></div></div>",
        editor_html(report, &report.prose(part))
    )
}

/// The text as the editor holds it: one `p` a paragraph; an empty text is one empty paragraph.
pub fn editor_html(report: &Report, prose: &Prose) -> String {
    if prose.is_empty() {
        return "<p><br></p>".to_owned();
    }
    prose.texts.iter().map(|text| paragraph(report, text)).collect()
}

/// The number of a cell as it stands in a text and follows the cell.
pub fn field_html(report: &Report, id: CellId) -> String {
    format!(
        "<span class=\"nb-live\" data-live=\"{id}\" contenteditable=\"false\">{}</span>",
        escape(&Run::Field(id).words(report))
    )
}

fn paragraph(report: &Report, text: &Text) -> String {
    let runs: String = text
        .runs
        .iter()
        .map(|run| match run {
            Run::Words { text, bold: true } => format!("<b>{}</b>", escape(text)),
            Run::Words { text, bold: false } => escape(text),
            Run::Field(id) => field_html(report, *id),
        })
        .collect();
    if !text.heading {
        return format!("<p>{runs}</p>");
    }
    // A heading by its looks needs no mark; any other keeps one.
    let mark = if Prose::looks_like_heading(&text.words(report)) { "" } else { " data-h=\"1\"" };
    format!("<p class=\"nb-h\"{mark}>{runs}</p>")
}
