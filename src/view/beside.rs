//! What is put beside a report to check it by: the report of the year before, and rule packs.

use super::{Id, Pieces, escape};
use crate::session::Session;

/// The two fieldsets under 报告信息. The rule packs are drawn anew whenever they change; [`pieces`]
/// fills in the other.
pub(super) fn panel(session: &Session) -> String {
    let last_year = "<fieldset class=\"nb-set nb-beside-box\"><legend>上一年度报告（可不放）</legend><div id=\"nb-beside-last\"></div></fieldset>";
    format!("{last_year}{}", rule_packs(session))
}

/// What is said of the year before follows the report year.
pub(super) fn pieces(pieces: &mut Pieces, session: &Session) {
    pieces.html(Id::LastYear, last_year(session));
}

fn button(act: &str, label: &str) -> String {
    format!(
        "<button type=\"button\" class=\"nb-btn\" id=\"nb-{act}\" data-act=\"{act}\">{label}</button>"
    )
}

fn last_year(session: &Session) -> String {
    let report = session.report();
    let year = report.year.saturating_sub(1);
    match (&report.last_year, report.comparable_last_year()) {
        (Some(last), comparable) => {
            let name =
                if last.agency.name.is_empty() { "（未填单位）" } else { &last.agency.name };
            let words = if comparable.is_some() {
                "正在核对结转、增减和重复的内容。".to_owned()
            } else {
                format!("不是 {year} 年的报告，没有拿来核对；请换一份。")
            };
            format!(
                "<p><b>{}</b>　{} 年 · {}<small>{words}</small></p>{}{}",
                escape(name),
                last.year,
                last.edition().name,
                button("last-year", "换一份…"),
                button("last-year.remove", "移去")
            )
        }
        (None, _) => format!(
            "<p>放入 {year} 年的报告（草稿，或本工具导出的 Word、PDF、OFD、Excel、网页），就能核对上年结转是否接得上、增减是否反常、文字是否照抄。它只用来核对，不印在报告里。</p>{}",
            button("last-year", "选择文件…")
        ),
    }
}

fn rule_packs(session: &Session) -> String {
    let names = &session.report().rule_packs;
    let at_hand: String = session
        .library()
        .iter()
        .map(|pack| {
            let name = escape(&pack.name);
            let on = if names.contains(&pack.name) { " checked" } else { "" };
            format!(
                "<li><label class=\"nb-check\"><input type=\"checkbox\" data-field=\"rule_packs.{name}\" id=\"nb-f-rule_packs.{name}\"{on}><span>{name}</span></label>\
                 <button type=\"button\" class=\"nb-btn nb-quiet nb-small\" data-act=\"pack.remove\" data-name=\"{name}\" aria-label=\"删除规则包{name}\">删除</button></li>"
            )
        })
        .collect();
    let missing: String = session
        .missing_packs()
        .map(|name| format!("<li class=\"nb-bad\">“{}”不在本机，没有按它核对</li>", escape(name)))
        .collect();
    let list = if at_hand.is_empty() && missing.is_empty() {
        String::new()
    } else {
        format!("<ul>{at_hand}{missing}</ul>")
    };
    format!(
        "<fieldset class=\"nb-set nb-beside-box\"><legend>本地规则包（可不用）</legend>\
         <p>上级发来的核对要求（.json 文件）：可以增加核对、改变轻重、写明报送期限。</p>{list}{}</fieldset>",
        button("packs", "打开规则包…")
    )
}
