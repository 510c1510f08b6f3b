//! The start screen: start a report, open a file, continue a kept draft.

pub use super::draft_summary::DraftSummary;

use super::button::Button;
use super::{Act, ElementId, about, keys, local_data, manual, mark, modal, offline, type_switch};
use crate::edition::editions;
use crate::report::Date;
use crate::sort;
use maud::{Markup, html};

/// The title of the window.
pub const TITLE: &str = "政府信息公开工作年度报告 · 年报";

/// The page before the kept drafts are known; [`recent_drafts`] draws their list later. `large`
/// says whether large type is on.
pub fn page(today: Date, large: bool) -> String {
    super::drawn(html! {
        div class="nb nb-begin" part="frame" {
            header class="nb-top" part="top" {
                (mark())
                span class="nb-who" { "政府信息公开工作年度报告" }
                span class="nb-saved" { (offline::badge("本页不联网，所有内容只留在这台电脑")) }
                (type_switch(large))
            }
            div class="nb-start" part="main" id=(ElementId::Main) {
                div class="nb-cards" {
                    div class="nb-lead" {
                        h1 { "开始一份年报" }
                        p { "按法定格式填写，边填边核对，填完即可打印盖章、上网公开。" }
                    }
                    (cards())
                    (scan())
                    div class="nb-kept" id=(ElementId::Kept) {}
                }
            }
            footer class="nb-about" {
                (about(today))
                (manual::button())
                (keys::button())
                (Button::link(Act::Rules).named().with(html! {
                    "规则 " (crate::rules::RULE_SET.version)
                }))
            }
        }
        (modal::host())
    })
}

/// The editions by their first years, and how many they are: 2019、2021 两种版式.
fn editions_in_words() -> String {
    const COUNTS: [&str; 9] = ["一", "两", "三", "四", "五", "六", "七", "八", "九"];
    let ids: Vec<&str> = editions().iter().map(|edition| edition.id).collect();
    let count = COUNTS.get(ids.len().wrapping_sub(1)).copied().unwrap_or("多");
    format!("{} {count}种版式", ids.join("、"))
}

/// The buttons that start or open a report.
fn cards() -> Markup {
    html! {
        (card(
            Act::New,
            true,
            "新建",
            &format!("选单位、层级和年度，从空白表开始。{}按年度自动选用", editions_in_words()),
        ))
        (card(
            Act::Sequel,
            false,
            "从去年的报告开始",
            "选去年的草稿或本工具导出的文件：沿用单位和开头段，结转自动接上，并与去年逐项核对",
        ))
        (card(
            Act::Open,
            false,
            "打开文件",
            "草稿，或本工具导出的 Word、PDF、OFD、Excel、网页；也可以把文件拖进来",
        ))
    }
}

fn card(act: Act, primary: bool, name: &str, description: &str) -> Markup {
    let class = if primary { "nb-card nb-primary" } else { "nb-card" };
    Button::new(act, class).named().with(html! { b { (name) } span { (description) } })
}

/// The button for a clerk who has only the printed check sheet.
fn scan() -> Markup {
    html! {
        p class="nb-scan" {
            span { "只有印好的核对单，没有文件：用扫码枪扫单子上的二维码，打开三张表。" }
            (Button::new(Act::Scan, "nb-btn").named().with("扫码打开"))
        }
    }
}

/// The list of the kept drafts with its controls, for the element [`ElementId::Kept`]. `nowhere`
/// says that nothing is to be saved on this computer.
pub fn recent_drafts(drafts: &[DraftSummary], nowhere: bool) -> String {
    super::drawn(html! {
        @if !drafts.is_empty() {
            (list(drafts))
        } @else if nowhere {
            p class="nb-recent nb-none" {
                "不在本机保存：写的内容关掉本页就没有了，请随时点“存成文件”。"
            }
        } @else {
            p class="nb-recent nb-none" {
                "这台电脑的浏览器里还没有写到一半的年报。写的时候会自动保存在本机，下次打开本页可以接着写。"
            }
        }
        (local_data::foot(drafts.len(), nowhere))
    })
}

/// The drafts by agency, and of each agency the newest year first. The agency that was worked on
/// last comes first.
fn by_agency(drafts: &[DraftSummary]) -> Vec<&DraftSummary> {
    let first = |draft: &DraftSummary| drafts.iter().position(|other| other.agency == draft.agency);
    let mut sorted: Vec<&DraftSummary> = drafts.iter().collect();
    sort::sort_by_key(&mut sorted, |draft| (first(draft), std::cmp::Reverse(draft.year)));
    sorted
}

fn list(drafts: &[DraftSummary]) -> Markup {
    html! {
        section class="nb-recent" {
            h2 { "本机保存的草稿" }
            ul {
                @for draft in by_agency(drafts) { (item(draft)) }
            }
        }
    }
}

fn item(draft: &DraftSummary) -> Markup {
    let title = draft.title();
    let (forget, go_on) = (format!("删除{title}的草稿"), format!("继续{title}"));
    html! {
        li {
            span { b { (title) } small { (draft.about()) } }
            (Button::new(Act::Forget, "nb-btn nb-quiet")
                .id(ElementId::Forget(draft.key.clone()))
                .key(&draft.key)
                .name(&title)
                .label(&forget)
                .with("删除"))
            (Button::new(Act::Continue, "nb-btn nb-primary")
                .key(&draft.key)
                .label(&go_on)
                .with("继续"))
        }
    }
}

/// Takes the place of [`recent_drafts`] if the browser saves nothing.
pub fn storage_disabled() -> String {
    super::drawn(html! {
        p class="nb-recent nb-none" role="status" {
            "这里不能在本机自动保存（隐私模式，或嵌入在别的网页里）：请用“存成文件”保存，下次用“打开文件”接着写。"
        }
    })
}

/// Takes the place of [`recent_drafts`] if the browser's store could not be read, which does not
/// mean that it is empty. `drafts` are the drafts that are known from notes. `key` is the key of
/// the draft that was to be opened, if any.
pub fn storage_unreadable(drafts: &[DraftSummary], key: Option<&str>) -> String {
    let retry = Button::new(Act::Retry, "nb-btn").named();
    let retry = match key {
        Some(key) => retry.key(key),
        None => retry,
    };
    super::drawn(html! {
        p class="nb-recent nb-none" role="alert" {
            "暂时读不到本机保存的内容。"
            (retry.with("重试"))
        }
        @if !drafts.is_empty() { (list(drafts)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_sorted_by_agency_and_year() {
        let drafts: Vec<DraftSummary> = [("乙镇", 2024), ("甲镇", 2025), ("乙镇", 2025)]
            .into_iter()
            .map(|(agency, year)| DraftSummary {
                key: format!("{agency}{year}"),
                agency: agency.into(),
                year,
                ..DraftSummary::default()
            })
            .collect();
        let titles: Vec<String> = by_agency(&drafts).into_iter().map(DraftSummary::title).collect();
        assert_eq!(titles, ["乙镇 · 2025 年", "乙镇 · 2024 年", "甲镇 · 2025 年"]);
    }

    #[test]
    fn the_origin_of_a_draft_is_listed() {
        let opened =
            DraftSummary { from: "来自 <甲>.docx".into(), errors: 2, ..DraftSummary::default() };
        assert!(list(&[opened]).into_string().contains("来自 &lt;甲&gt;.docx"));
    }
}
