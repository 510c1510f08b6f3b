//! What a report is additionally checked by: the previous report, and rule packs.

use super::button::Button;
use super::input::FieldName;
use super::{Act, ElementId, LiveContent, field};
use crate::session::Session;
use maud::{Markup, html};

/// The two fieldsets under 报告信息. The rule packs are drawn anew whenever they change; [`pieces`]
/// fills in the other.
pub(super) fn panel(session: &Session) -> Markup {
    html! {
        fieldset class="nb-set nb-beside-box" {
            legend { "上一年度报告（可不放）" }
            div id=(ElementId::LastYear) {}
        }
        (rule_packs(session))
    }
}

/// Redraws the fieldset of the previous report, which depends on the report year.
pub(super) fn pieces(pieces: &mut LiveContent, session: &Session) {
    pieces.html(ElementId::LastYear, last_year(session));
}

fn button(act: Act, label: &str) -> Markup {
    Button::new(act, "nb-btn").named().with(label)
}

fn last_year(session: &Session) -> Markup {
    let report = session.report();
    let year = report.year.saturating_sub(1);
    let Some(last) = &report.last_year else {
        return html! {
            p {
                "放入 " (year) " 年的报告（草稿，或本工具导出的 Word、PDF、OFD、Excel、网页），\
                就能核对上年结转是否接得上、增减是否反常、文字是否照抄。\
                它只用来核对，不印在报告里。"
            }
            (button(Act::LastYear, "选择文件…"))
        };
    };
    let name = if last.agency.name.is_empty() { "（未填单位）" } else { &last.agency.name };
    html! {
        p {
            b { (name) }
            "　" (last.year) " 年 · " (last.edition().name)
            small {
                @if report.comparable_last_year().is_some() {
                    "正在核对结转、增减和重复的内容。"
                } @else {
                    "不是 " (year) " 年的报告，没有拿来核对；请换一份。"
                }
            }
        }
        (button(Act::LastYear, "换一份…"))
        (button(Act::LastYearRemove, "移去"))
    }
}

fn rule_packs(session: &Session) -> Markup {
    let names = &session.report().rule_packs;
    let missing: Vec<&str> = session.missing_packs().collect();
    html! {
        fieldset class="nb-set nb-beside-box" {
            legend { "本地规则包（可不用）" }
            p { "上级发来的核对要求（.json 文件）：可以增加核对、改变轻重、写明报送期限。" }
            @if !session.library().is_empty() || !missing.is_empty() {
                ul {
                    @for pack in session.library() {
                        (rule_pack(&pack.name, names.contains(&pack.name)))
                    }
                    @for name in missing {
                        li class="nb-bad" { "“" (name) "”不在本机，没有按它核对" }
                    }
                }
            }
            (button(Act::Packs, "打开规则包…"))
        }
    }
}

fn rule_pack(name: &str, in_use: bool) -> Markup {
    html! {
        li {
            label class="nb-check" {
                (field::tick(&FieldName::RulePack(name.to_owned()), in_use))
                span { (name) }
            }
            (Button::new(Act::PackRemove, "nb-btn nb-quiet nb-small")
                .name(name)
                .label(&format!("删除规则包{name}"))
                .with("删除"))
        }
    }
}
