//! The panel of a part: its texts, and its table exactly as the statutory form.

use super::spoken::Names;
use super::{escape, prose};
use crate::edition::{
    AgencyLevel, Cell, CellId, Item, Line, LineKind, Quantity, Scope, Table, TableKey,
};
use crate::report::{Part, Report};
use crate::session::Session;

/// What stands under the heading of a part without a table.
fn advice(report: &Report, part: Part) -> &'static str {
    // 国办函〔2020〕109号 is in force since 2021: reports of before know no 信息处理费.
    let asks_for_fees = report.edition().first_year >= 2021;
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
pub(super) fn panel(session: &Session, part: Part) -> String {
    let report = session.report();
    let id = part.id();
    let heading = format!("<h1 id=\"nb-h-{id}\">{}</h1>", escape(report.heading(part)));
    match part.table() {
        Some(key) => format!(
            "{heading}{}{}{}{}",
            text_beside(report, part),
            table_bar(report, key),
            table(report, key),
            note(report, key)
        ),
        None => format!(
            "{heading}<p class=\"nb-sub\">{}</p>{}",
            advice(report, part),
            prose::editor(report, part)
        ),
    }
}

fn table_bar(report: &Report, key: TableKey) -> String {
    let has_totals =
        report.form().table(key).cells.iter().any(|cell| report.is_calculated(cell.id));
    let original = match (report.as_issued(), has_totals) {
        (true, _) => "照原文录入：总计也照原文填。",
        (false, true) => "总计由程序计算。",
        (false, false) => "",
    };
    format!(
        "<div class=\"nb-sub\"><p>可从 Excel、WPS、网页整块复制，在格内按 Ctrl+V 粘贴；按 F2 或双击在格内改。{original}</p>\
         <span id=\"nb-missing-{0}\" class=\"nb-missing\"></span>\
         <button type=\"button\" class=\"nb-btn nb-small\" id=\"nb-fill-{0}\" data-act=\"fill-zero\" data-table=\"{0}\">其余填 0</button></div>\
         <div id=\"nb-pending-{0}\"></div>",
        key.id()
    )
}

fn note(report: &Report, key: TableKey) -> String {
    format!(
        "<label class=\"nb-note\"><span>表下注（可不填）</span><textarea rows=\"2\" data-field=\"table_notes.{0}\" id=\"nb-f-table_notes.{0}\">{1}</textarea></label>",
        key.id(),
        escape(report.table_notes.get(&key).map_or("", String::as_str))
    )
}

/// Text beside a table is rare: folded away unless there is some.
fn text_beside(report: &Report, part: Part) -> String {
    let open = if report.prose(part).is_empty() { "" } else { " open" };
    format!(
        "<details class=\"nb-beside\"{open}><summary>表前文字（可不填）</summary>{}</details>",
        prose::editor(report, part)
    )
}

fn table(report: &Report, key: TableKey) -> String {
    let table = report.form().table(key);
    let columns: String = table
        .widths
        .iter()
        .map(|width| format!("<col width=\"{}.{}%\">", width / 10, width % 10))
        .collect();
    let (heads, body) = table.lines.split_at(table.header_lines);
    let names = Names::of(table);
    let rows = |lines: &[Line]| {
        lines.iter().map(|line| row(report, table, &names, line)).collect::<String>()
    };
    let head =
        if heads.is_empty() { String::new() } else { format!("<thead>{}</thead>", rows(heads)) };
    format!(
        "<div class=\"nb-sheet\" id=\"nb-sheet-{0}\" role=\"group\" aria-label=\"{3}\"><table class=\"nb-grid nb-grid-{0}\" aria-labelledby=\"nb-h-{0}\"><colgroup>{1}</colgroup>{head}<tbody>{2}</tbody></table></div>",
        key.id(),
        columns,
        rows(body),
        key.name(),
    )
}

fn row(report: &Report, table: &Table, names: &Names, line: &Line) -> String {
    let class = match line.kind {
        LineKind::Article => " class=\"nb-article\"",
        LineKind::Columns => " class=\"nb-columns\"",
        LineKind::Head | LineKind::Data => "",
    };
    let items: String = line
        .items
        .iter()
        .map(|item| match item {
            Item::Label { text, cols, rows, scope: Scope::Rows } if *rows == 1 => {
                label(text, *cols, *rows, Scope::Rows)
                    .replace("</th>", &format!("{}</th>", unfold(line)))
            }
            Item::Label { text, cols, rows, scope } => label(text, *cols, *rows, *scope),
            Item::Value { id, cols } => table
                .cell(*id)
                .map(|cell| value(report, cell, &names.name(cell), *cols))
                .unwrap_or_default(),
        })
        .collect();
    let id = foldable(line).map(|id| format!(" id=\"nb-row-{}\"", id.row)).unwrap_or_default();
    format!("<tr{class}{id}>{items}</tr>")
}

/// The first cell of a row that some organs have nothing for: such a row is folded for them until
/// somebody goes there.
pub(super) fn foldable(line: &Line) -> Option<CellId> {
    let first = line
        .items
        .iter()
        .find_map(|item| if let Item::Value { id, .. } = item { Some(*id) } else { None })?;
    AgencyLevel::ALL.into_iter().any(|level| level.lacks(first.row).is_some()).then_some(first)
}

/// What stands behind the label of a row that can be folded.
fn unfold(line: &Line) -> String {
    let Some(id) = foldable(line) else { return String::new() };
    format!(
        "<button type=\"button\" class=\"nb-link nb-unfold\" id=\"nb-unfold-{}\" data-act=\"unfold\" data-to=\"{id}\" hidden></button>",
        id.row
    )
}

fn span(cols: u8, rows: u8) -> String {
    let one = |name: &str, n: u8| if n > 1 { format!(" {name}=\"{n}\"") } else { String::new() };
    one("colspan", cols) + &one("rowspan", rows)
}

/// The heading of a narrow column, where it may be broken: 商业 / 企业, never 商业企 / 业. Words of such
/// headings have two characters each.
fn in_pairs(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let words = letters.len().is_multiple_of(2)
        && letters.iter().all(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}'));
    words.then(|| {
        letters
            .chunks(2)
            .map(|pair| pair.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("<wbr>")
    })
}

fn label(text: &str, cols: u8, rows: u8, scope: Scope) -> String {
    let span = span(cols, rows);
    let text = escape(text);
    match scope {
        Scope::Note => format!("<td class=\"nb-corner\"{span}>{text}</td>"),
        Scope::Columns if cols > 1 => format!("<th scope=\"colgroup\"{span}>{text}</th>"),
        Scope::Columns => match in_pairs(&text) {
            Some(pairs) => format!("<th scope=\"col\" class=\"nb-pairs\"{span}>{pairs}</th>"),
            None => format!("<th scope=\"col\"{span}>{text}</th>"),
        },
        Scope::Group => format!("<th scope=\"colgroup\"{span}>{text}</th>"),
        Scope::Rows if rows > 10 => {
            format!("<th scope=\"rowgroup\" class=\"nb-spine\"{span}><span>{text}</span></th>")
        }
        Scope::Rows => format!(
            "<th scope=\"{}\" class=\"nb-row\"{span}>{text}</th>",
            if rows > 1 { "rowgroup" } else { "row" }
        ),
    }
}

fn value(report: &Report, cell: &Cell, name: &str, cols: u8) -> String {
    let (id, name) = (cell.id, escape(name));
    let derived = report.is_calculated(id);
    let mode = match cell.quantity {
        Quantity::Count => "numeric",
        Quantity::Amount => "decimal",
        // A sign has to be on the keyboard.
        Quantity::Change => "text",
    };
    let field = if derived {
        format!(
            "<input class=\"nb-c\" id=\"nb-c-{id}\" data-cell=\"{id}\" data-derived=\"1\" readonly tabindex=\"-1\" aria-label=\"{name}（计算）\">"
        )
    } else {
        format!(
            "<input class=\"nb-c\" id=\"nb-c-{id}\" data-cell=\"{id}\" inputmode=\"{mode}\" autocomplete=\"off\" spellcheck=\"false\" aria-label=\"{name}\">"
        )
    };
    let unit = if cell.picks_unit { unit(report, cell) } else { String::new() };
    format!("<td id=\"nb-td-{id}\"{}>{field}{unit}</td>", span(cols, 1))
}

/// 元 or 万元, where the form does not say.
fn unit(report: &Report, cell: &Cell) -> String {
    let picked = report.units.get(&cell.id).map_or("", String::as_str);
    let options: String = [("", "单位？"), ("万元", "万元"), ("元", "元")]
        .iter()
        .map(|(value, words)| {
            format!(
                "<option value=\"{value}\"{}>{words}</option>",
                if *value == picked { " selected" } else { "" }
            )
        })
        .collect();
    format!(
        "<select class=\"nb-unit\" id=\"nb-unit-{0}\" data-unit=\"{0}\" aria-label=\"{1}，单位\">{options}</select>",
        cell.id,
        escape(&cell.name())
    )
}
