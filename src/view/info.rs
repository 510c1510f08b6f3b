//! 报告信息: organ, year, title, opening paragraph, signature, edition.

use super::{Id, Input, Pieces, beside, escape, fonts};
use crate::edition::{AgencyLevel, TableKey, editions};
use crate::report::Report;
use crate::session::{Field, Session};

/// The panel.
pub(super) fn panel(session: &Session) -> String {
    let report = session.report();
    let field = |field, hint| text_field(report, field, hint);
    let lists = if report.preface.lists_parts { " checked" } else { "" };
    let original = if report.as_issued() { " checked" } else { "" };
    format!(
        "<h1 id=\"nb-h-info\">报告信息</h1><p class=\"nb-sub\">填好后，标题和开头段会自动写成下面的样子。</p>\
         <div class=\"nb-paper\" aria-label=\"标题和开头段预览\"><div id=\"nb-preview-title\" class=\"nb-preview-title\"></div><div id=\"nb-preview-preface\"></div></div>\
         <fieldset class=\"nb-set\"><legend>单位和年度</legend><div class=\"nb-fields\">{}{}{}{}</div></fieldset>\
         <fieldset class=\"nb-set\"><legend>开头段</legend><div class=\"nb-fields\">{}{}{}{}{}{}{}{}{}\
         <label class=\"nb-check nb-wide\"><input type=\"checkbox\" data-field=\"preface.lists_parts\" id=\"nb-f-preface.lists_parts\"{lists}><span>列出六个部分的名称</span></label>{}</div></fieldset>\
         <fieldset class=\"nb-set\"><legend>落款（可不填）</legend><div class=\"nb-fields\">{}{}</div></fieldset>\
         <fieldset class=\"nb-set\"><legend>录入方式和版式</legend><div class=\"nb-fields\">\
         <label class=\"nb-check nb-wide\"><input type=\"checkbox\" data-field=\"as_issued\" id=\"nb-f-as_issued\"{original}><span>照原文录入<small>录入已经印好的报告时打开：总计也照原文填，一字不改，由程序核对；关闭后，与计算结果不同的总计留作控制数。</small></span></label>{}{}</div></fieldset>{}{}",
        field(Field::AgencyName, "与公章一致的全称"),
        level_select("agency.level", Some(report.agency.level)),
        field(Field::Year, "四位数字"),
        title_field(report),
        field(Field::Basis, ""),
        field(Field::Compiler, "例如：本单位办公室"),
        field(Field::PeriodFrom, "例如 2025-01-01"),
        field(Field::PeriodTo, "例如 2025-12-31"),
        field(Field::Url, ""),
        field(Field::Address, ""),
        field(Field::Postcode, ""),
        field(Field::Phone, "办公电话"),
        field(Field::Email, "办公邮箱"),
        preface_text(report),
        field(Field::SignatureOrgan, ""),
        field(Field::SignatureDate, "例如 2026-01-20"),
        edition_select(report),
        table_editions(report),
        beside::panel(session),
        fonts::panel(),
    )
}

fn text_field(report: &Report, field: Field, hint: &str) -> String {
    let wide = matches!(field, Field::AgencyName | Field::Basis | Field::Url | Field::Address);
    format!(
        "<label class=\"nb-field{}\"><span>{}</span><input type=\"text\" data-field=\"{2}\" id=\"nb-f-{2}\" value=\"{3}\" autocomplete=\"off\" placeholder=\"{4}\"></label>",
        if wide { " nb-wide" } else { "" },
        field.label(),
        field.id(),
        escape(&field.value(report)),
        hint
    )
}

/// The title may stand in several lines.
fn title_field(report: &Report) -> String {
    format!(
        "<label class=\"nb-field nb-wide\"><span>{}</span><textarea rows=\"2\" data-field=\"{1}\" id=\"nb-f-{1}\" autocomplete=\"off\" placeholder=\"空着就用“单位全称＋年度＋政府信息公开工作年度报告”\">{2}</textarea></label>",
        Field::Title.label(),
        Field::Title.id(),
        escape(&Field::Title.value(report))
    )
}

/// A select of all levels; without a level, it asks for one.
pub(super) fn level_select(name: &str, chosen: Option<AgencyLevel>) -> String {
    let ask = if chosen.is_none() { "<option value=\"\" selected>请选择</option>" } else { "" };
    let options: String = AgencyLevel::ALL
        .iter()
        .map(|level| {
            format!(
                "<option value=\"{}\"{}>{}</option>",
                level.id(),
                if chosen == Some(*level) { " selected" } else { "" },
                level.name()
            )
        })
        .collect();
    format!(
        "<label class=\"nb-field\"><span>单位层级</span><select data-field=\"{name}\" id=\"nb-f-{name}\">{ask}{options}</select></label>"
    )
}

fn preface_text(report: &Report) -> String {
    let open = if report.preface.text.is_empty() { "" } else { " open" };
    format!(
        "<details class=\"nb-wide nb-beside\"{open}><summary>自己写开头段（写了就不用上面各项）</summary>\
         <textarea rows=\"5\" data-field=\"preface.text\" id=\"nb-f-preface.text\" aria-label=\"开头段全文\">{}</textarea></details>",
        escape(&report.preface.text)
    )
}

fn edition_select(report: &Report) -> String {
    let options: String = editions()
        .iter()
        .map(|edition| {
            let selected = if edition == report.edition() { " selected" } else { "" };
            format!("<option value=\"{}\"{selected}>{}</option>", edition.id, edition.name)
        })
        .collect();
    format!(
        "<label class=\"nb-field\"><span>版式</span><select data-field=\"edition\" id=\"nb-f-edition\">{options}</select></label>"
    )
}

/// Single tables of another edition: as some organs have published.
fn table_editions(report: &Report) -> String {
    let open = if report.table_editions().is_empty() { "" } else { " open" };
    let selects: String = [TableKey::Disclosure, TableKey::Requests]
        .iter()
        .map(|key| {
            let chosen = report.table_editions().get(key);
            let options: String = editions()
                .iter()
                .map(|edition| format!("<option value=\"{}\"{}>{}</option>", edition.id, if chosen == Some(&edition) { " selected" } else { "" }, edition.name))
                .collect();
            format!(
                "<label class=\"nb-field\"><span>{}</span><select data-field=\"table_editions.{2}\" id=\"nb-f-table_editions.{2}\"><option value=\"\">与全文相同</option>{1}</select></label>",
                key.name(),
                options,
                key.id()
            )
        })
        .collect();
    format!(
        "<details class=\"nb-wide nb-beside\"{open}><summary>个别表用了另一版式</summary><div class=\"nb-fields\">{selects}</div></details>"
    )
}

/// The preview, and fields that follow other fields.
pub(super) fn pieces(pieces: &mut Pieces, session: &Session) {
    let report = session.report();
    let title: String =
        report.title_lines().iter().map(|line| format!("<div>{}</div>", escape(line))).collect();
    pieces.html(Id::SampleTitle, title);
    let paragraphs: String =
        report.preface_paragraphs().iter().map(|text| format!("<p>{}</p>", escape(text))).collect();
    pieces.html(Id::SamplePreface, paragraphs);
    for (field, ..) in Field::ALL {
        if field != Field::ListsParts {
            pieces.value(Id::Field(Input::Report(field)), field.value(report));
        }
    }
    for key in TableKey::ALL {
        pieces.value(
            Id::Field(Input::TableNote(key)),
            report.table_notes.get(&key).cloned().unwrap_or_default(),
        );
    }
}
