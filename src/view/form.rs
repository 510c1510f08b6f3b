//! The panel of a part: its texts, and its table exactly as in the statutory form.

use super::accessible_names::SpokenNames;
use super::button::Button;
use super::input::FieldName;
use super::{Act, ElementId, prose};
use crate::edition::{
    AgencyLevel, CellId, FormCell, FormItem, FormLine, FormLineKind, FormTable, Quantity, Scope,
    TableKey,
};
use crate::report::{Part, Report};
use crate::rules::RULE_SET;
use crate::session::{Panel, Session};
use crate::text::is_common_han;
use maud::{Markup, html};

/// The advice under the heading of a part without a table.
fn advice(report: &Report, part: Part) -> &'static str {
    // The rules on 信息处理费 (国办函〔2020〕109号) are in force since 2021. Reports of earlier years do
    // not mention it.
    let statement = RULE_SET.by_id("fee-statement");
    let asks_for_fees = statement.is_some_and(|rule| rule.editions.include(report.edition()));
    match part {
        Part::Overview => {
            "综述主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面；不能遗漏，也不宜泛化。"
        }
        Part::Problems => {
            "写清问题，也写清改进的措施和打算。各级政府还要写明工作考核、社会评议和责任追究的情况。"
        }
        _ if !asks_for_fees => "写前面没有写到、需要报告的事项；没有的，也写一句。",
        _ => "没有别的事项，也要写明收取信息处理费的情况（没有收取也写一句）。",
    }
}

/// The panel of one part.
pub(super) fn panel(session: &Session, part: Part) -> Markup {
    let report = session.report();
    html! {
        h1 id=(ElementId::Heading(Panel::Part(part))) { (report.heading(part)) }
        @if let Some(key) = part.table() {
            (text_beside(report, part))
            (table_bar(report, key))
            (table(report, part, key))
            (note(report, key))
        } @else {
            p class="nb-sub" { (advice(report, part)) }
            (prose::editor(report, part))
        }
    }
}

fn table_bar(report: &Report, key: TableKey) -> Markup {
    let has_totals =
        report.form().table(key).cells.iter().any(|cell| report.is_calculated(cell.id));
    let original = match (report.as_issued(), has_totals) {
        (true, _) => "照原文录入：总计也照原文填。",
        (false, true) => "总计由程序计算。",
        (false, false) => "",
    };
    html! {
        div class="nb-sub" {
            p {
                "可从 Excel、WPS、网页整块复制，在格内按 Ctrl+V 粘贴；按 F2 或双击在格内改。"
                (original)
            }
            span id=(ElementId::Missing(key)) class="nb-missing" {}
            (Button::small(Act::FillZero).id(ElementId::FillZero(key)).table(key).with("其余填 0"))
        }
        div id=(ElementId::Pending(key)) {}
    }
}

fn note(report: &Report, key: TableKey) -> Markup {
    let input = FieldName::TableNote(key);
    html! {
        label class="nb-note" {
            span { "表下注（可不填）" }
            textarea rows="2" data-field=(input) id=(ElementId::Field(input.clone())) {
                (report.table_notes.get(&key).map_or("", String::as_str))
            }
        }
    }
}

/// The editor of the text before a table. Such text is rare, so the editor is folded away if there
/// is none.
fn text_beside(report: &Report, part: Part) -> Markup {
    html! {
        details class="nb-beside" open[!report.prose(part).is_empty()] {
            summary { "表前文字（可不填）" }
            (prose::editor(report, part))
        }
    }
}

fn table(report: &Report, part: Part, key: TableKey) -> Markup {
    let table = report.form().table(key);
    let (heads, body) = table.lines.split_at(table.header_lines);
    let names = SpokenNames::of(table);
    html! {
        div class="nb-sheet" id=(ElementId::Sheet(key)) role="group" aria-label=(key.name()) {
            table class={ "nb-grid nb-grid-" (key.id()) }
                aria-labelledby=(ElementId::Heading(Panel::Part(part))) {
                colgroup {
                    @for width in &table.widths {
                        col width={ (width / 10) "." (width % 10) "%" };
                    }
                }
                @if !heads.is_empty() {
                    thead { @for line in heads { (row(report, table, &names, line)) } }
                }
                tbody { @for line in body { (row(report, table, &names, line)) } }
            }
        }
    }
}

fn row(report: &Report, table: &FormTable, names: &SpokenNames, line: &FormLine) -> Markup {
    let class = match line.kind {
        FormLineKind::Article => Some("nb-article"),
        FormLineKind::Columns => Some("nb-columns"),
        FormLineKind::Head | FormLineKind::Data => None,
    };
    let foldable = foldable(line);
    html! {
        tr class=[class] id=[foldable.map(|first| ElementId::Row(first.row))] {
            @for item in &line.items {
                @match item {
                    FormItem::Label { text, cols, rows, scope } => {
                        (label(text, *cols, *rows, *scope, foldable))
                    }
                    FormItem::Value { id, cols } => {
                        @if let Some(cell) = table.cell(*id) {
                            (value(report, cell, &names.name(cell), *cols))
                        }
                    }
                }
            }
        }
    }
}

/// The first cell of a row for which agencies of some level have no cases. For these agencies the
/// row is folded until its cell gets the focus.
pub(super) fn foldable(line: &FormLine) -> Option<CellId> {
    let first = line
        .items
        .iter()
        .find_map(|item| if let FormItem::Value { id, .. } = item { Some(*id) } else { None })?;
    AgencyLevel::ALL
        .into_iter()
        .any(|level| level.reason_for_none(first.row).is_some())
        .then_some(first)
}

/// The button behind the label of a row that can be folded. `first` is the first cell of the row.
fn unfold(first: CellId) -> Markup {
    Button::new(Act::Unfold, "nb-link nb-unfold")
        .id(ElementId::Unfold(first.row))
        .to(first)
        .hidden()
        .with("")
}

/// The value of `colspan` or `rowspan`; `None` for 1, which is the default.
fn span(n: u8) -> Option<u8> {
    (n > 1).then_some(n)
}

/// Splits the heading of a narrow column into words of two characters, between which a line may
/// break: 商业 / 企业, never 商业企 / 业. `None` if the heading does not consist of an even number of
/// Chinese characters.
fn in_pairs(text: &str) -> Option<Vec<String>> {
    let letters: Vec<char> = text.chars().collect();
    let is_splittable =
        letters.len().is_multiple_of(2) && letters.iter().all(|letter| is_common_han(*letter));
    is_splittable.then(|| letters.chunks(2).map(|pair| pair.iter().collect()).collect())
}

/// A label of the form; `foldable` is the first cell of its row, if that can be folded.
fn label(text: &str, cols: u8, rows: u8, scope: Scope, foldable: Option<CellId>) -> Markup {
    let (colspan, rowspan) = (span(cols), span(rows));
    let head = |scope: &str, class: Option<&str>, content: Markup| {
        html! {
            th scope=(scope) class=[class] colspan=[colspan] rowspan=[rowspan] { (content) }
        }
    };
    let plain = html! { (text) };
    match scope {
        Scope::Note => html! {
            td class="nb-corner" colspan=[colspan] rowspan=[rowspan] { (text) }
        },
        Scope::Columns if cols > 1 => head("colgroup", None, plain),
        Scope::Columns => match in_pairs(text) {
            Some(pairs) => head(
                "col",
                Some("nb-pairs"),
                html! {
                    @for (index, pair) in pairs.iter().enumerate() {
                        @if index > 0 { wbr; }
                        (pair)
                    }
                },
            ),
            None => head("col", None, plain),
        },
        Scope::Group => head("colgroup", None, plain),
        Scope::Rows if rows > 10 => head("rowgroup", Some("nb-spine"), html! { span { (text) } }),
        Scope::Rows if rows > 1 => head("rowgroup", Some("nb-row"), plain),
        Scope::Rows => head(
            "row",
            Some("nb-row"),
            html! {
                (text)
                @if rows == 1 && let Some(first) = foldable { (unfold(first)) }
            },
        ),
    }
}

fn value(report: &Report, cell: &FormCell, name: &str, cols: u8) -> Markup {
    let id = cell.id;
    let mode = match cell.quantity {
        Quantity::Count => "numeric",
        Quantity::Amount => "decimal",
        // The keyboard on the screen needs a minus sign.
        Quantity::Change => "text",
    };
    html! {
        td id=(ElementId::CellFrame(id)) colspan=[span(cols)] {
            @if report.is_calculated(id) {
                input class="nb-c" id=(ElementId::Cell(id)) data-cell=(id) data-derived="1" readonly
                    tabindex="-1" aria-label={ (name) "（计算）" };
            } @else {
                input class="nb-c" id=(ElementId::Cell(id)) data-cell=(id) inputmode=(mode)
                    autocomplete="off" spellcheck="false" aria-label=(name);
            }
            @if cell.picks_unit { (unit(report, cell)) }
        }
    }
}

/// The choice of the unit, 元 or 万元, where the form leaves it open.
fn unit(report: &Report, cell: &FormCell) -> Markup {
    let picked = report.units.get(&cell.id).map_or("", String::as_str);
    html! {
        select class="nb-unit" id=(ElementId::Unit(cell.id)) data-unit=(cell.id)
            aria-label={ (cell.name()) "，单位" } {
            @for (value, label) in [("", "单位？"), ("万元", "万元"), ("元", "元")] {
                option value=(value) selected[value == picked] { (label) }
            }
        }
    }
}
