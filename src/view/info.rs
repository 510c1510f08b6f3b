//! The panel 报告信息: agency, year, title, opening paragraph, signature, edition.

use super::input::FieldName;
use super::{ElementId, LiveContent, comparison, field, fonts};
use crate::edition::{Edition, TableKey, editions};
use crate::report::Report;
use crate::session::{Field, Panel, Session};
use maud::{Markup, html};

/// The panel 报告信息.
pub(super) fn panel(session: &Session) -> Markup {
    let report = session.report();
    html! {
        h1 id=(ElementId::Heading(Panel::Info)) { "报告信息" }
        p class="nb-sub" { "填好后，标题和开头段会自动写成下面的样子。" }
        div class="nb-paper" aria-label="标题和开头段预览" {
            div id=(ElementId::SampleTitle) class="nb-preview-title" {}
            div id=(ElementId::SamplePreface) {}
        }
        (set("单位和年度", &agency(report)))
        (set("开头段", &preface(report)))
        (set("落款（可不填）", &html! {
            (text(report, Field::SignatureAgency, ""))
            (text(report, Field::SignatureDate, "例如 2026-01-20"))
        }))
        (set("录入方式和版式", &html! {
            (check(&FieldName::AsIssued, report.as_issued(), &html! {
                "照原文录入"
                small {
                    "录入已经印好的报告时打开：总计也照原文填，一字不改，由程序核对；关闭后，与计算结果不同的总计留作控制数。"
                }
            }))
            (edition(report))
            (table_editions(report))
        }))
        (comparison::panel(session))
        (fonts::panel())
    }
}

/// A fieldset with a legend.
fn set(legend: &str, fields: &Markup) -> Markup {
    html! {
        fieldset class="nb-set" {
            legend { (legend) }
            div class="nb-fields" { (fields) }
        }
    }
}

fn agency(report: &Report) -> Markup {
    html! {
        (text(report, Field::AgencyName, "与公章一致的全称"))
        (field::level(&FieldName::Report(Field::AgencyLevel), Some(report.agency.level)))
        (text(report, Field::Year, "四位数字"))
        (title(report))
    }
}

fn preface(report: &Report) -> Markup {
    html! {
        (text(report, Field::Basis, ""))
        (text(report, Field::Compiler, "例如：本单位办公室"))
        (text(report, Field::PeriodFrom, "例如 2025-01-01"))
        (text(report, Field::PeriodTo, "例如 2025-12-31"))
        (text(report, Field::Url, ""))
        (text(report, Field::Address, ""))
        (text(report, Field::Postcode, ""))
        (text(report, Field::Phone, "办公电话"))
        (text(report, Field::Email, "办公邮箱"))
        (check(
            &FieldName::Report(Field::ListsParts),
            report.preface.lists_parts,
            &html! { "列出六个部分的名称" },
        ))
        (preface_text(report))
    }
}

fn text(report: &Report, field: Field, hint: &str) -> Markup {
    let input = FieldName::Report(field);
    let wide = matches!(field, Field::AgencyName | Field::Basis | Field::Url | Field::Address);
    let control = html! {
        input type="text" data-field=(input) id=(ElementId::Field(input.clone()))
            value=(field.value(report)) autocomplete="off" placeholder=(hint);
    };
    if wide {
        field::labelled_wide(field.label(), &control)
    } else {
        field::labelled(field.label(), &control)
    }
}

/// The field of the title, which may have several lines.
fn title(report: &Report) -> Markup {
    let input = FieldName::Report(Field::Title);
    let control = html! {
        textarea rows="2" data-field=(input) id=(ElementId::Field(input.clone())) autocomplete="off"
            placeholder="空着就用“单位全称＋年度＋政府信息公开工作年度报告”" {
            (Field::Title.value(report))
        }
    };
    field::labelled_wide(Field::Title.label(), &control)
}

/// A checkbox with its label behind it.
fn check(input: &FieldName, ticked: bool, label: &Markup) -> Markup {
    html! {
        label class="nb-check nb-wide" {
            (field::tick(input, ticked))
            span { (label) }
        }
    }
}

/// Content that is folded away, unless it is in use.
fn folded(open: bool, summary: &str, content: &Markup) -> Markup {
    html! {
        details class="nb-wide nb-beside" open[open] {
            summary { (summary) }
            (content)
        }
    }
}

fn preface_text(report: &Report) -> Markup {
    let input = FieldName::Report(Field::PrefaceText);
    let text = &report.preface.text;
    folded(
        !text.is_empty(),
        "自己写开头段（写了就不用上面各项）",
        &html! {
            textarea rows="5" data-field=(input) id=(ElementId::Field(input.clone()))
                aria-label="开头段全文" { (text) }
        },
    )
}

/// The options for a choice of edition.
fn choices(chosen: Option<&Edition>) -> Markup {
    html! {
        @for edition in editions() {
            (field::choice(edition.id, edition.name, chosen == Some(edition)))
        }
    }
}

fn edition(report: &Report) -> Markup {
    field::labelled("版式", &field::select(&FieldName::Edition, &choices(Some(report.edition()))))
}

/// The choice of other editions for single tables, because some agencies published such reports.
fn table_editions(report: &Report) -> Markup {
    let select = |key: TableKey| {
        let options = html! {
            option value="" { "与全文相同" }
            (choices(report.table_editions().get(&key).copied()))
        };
        field::labelled(key.name(), &field::select(&FieldName::TableEdition(key), &options))
    };
    folded(
        !report.table_editions().is_empty(),
        "个别表用了另一版式",
        &html! {
            div class="nb-fields" { @for key in differing() { (select(key)) } }
        },
    )
}

/// The tables that are not the same in all editions.
fn differing() -> impl Iterator<Item = TableKey> {
    let differs = |key: &TableKey| {
        editions().windows(2).any(|pair| !pair[0].table(*key).is_like(pair[1].table(*key)))
    };
    TableKey::ALL.into_iter().filter(differs)
}

/// The live pieces: the sample of title and opening, and the fields whose values depend on other
/// fields.
pub(super) fn pieces(pieces: &mut LiveContent, session: &Session) {
    let report = session.report();
    pieces.html(
        ElementId::SampleTitle,
        html! { @for line in report.title_lines() { div { (line) } } },
    );
    pieces.html(
        ElementId::SamplePreface,
        html! { @for text in report.preface_paragraphs() { p { (text) } } },
    );
    for (field, ..) in Field::ALL {
        if field != Field::ListsParts {
            pieces.value(ElementId::Field(FieldName::Report(field)), field.value(report));
        }
    }
    for key in TableKey::ALL {
        pieces.value(
            ElementId::Field(FieldName::TableNote(key)),
            report.table_notes.get(&key).cloned().unwrap_or_default(),
        );
    }
}
