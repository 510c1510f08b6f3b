//! The data on this computer, which several people may use: saving all drafts as one file, deleting
//! everything, saving nothing.

use super::button::Button;
use super::draft_summary::DraftSummary;
use super::input::FieldName;
use super::modal::{Modal, Weight, acknowledge, choice, close};
use super::{Act, field};
use maud::{Markup, html};

/// The controls for everything that the browser keeps, below the list of drafts on the start
/// screen. `count` is the number of drafts; `nowhere` says that nothing is to be saved.
pub fn foot(count: usize, nowhere: bool) -> Markup {
    html! {
        div class="nb-machine" {
            label {
                (field::tick(&FieldName::Nowhere, nowhere))
                " 公用电脑：写的内容不在本机保存"
            }
            @if count > 0 { (Button::link(Act::MachineSave).with("全部存成一个文件")) }
            (Button::link(Act::MachineClear).with("清除本机数据…"))
        }
    }
}

/// The dialog that asks before everything is deleted. It lists what is deleted, and offers to save
/// it as a file first. `more` says that there may be drafts that could not be read.
pub fn clear(drafts: &[DraftSummary], more: bool) -> String {
    const MOST_LISTED_DRAFTS: usize = 8;
    let body = html! {
        @if more {
            p {
                "浏览器一时没有读出本机的草稿：里面可能还有，全部清除就一起删掉了。请先不清除，过一会儿再试；确实要删再清除。"
            }
        } @else if drafts.is_empty() {
            p { "这台电脑的浏览器里没有草稿。" }
        } @else {
            p { "将删除 " (drafts.len()) " 份草稿：" }
            ul class="nb-notes" {
                @for draft in drafts.iter().take(MOST_LISTED_DRAFTS) { li { (draft.title()) } }
                @if drafts.len() > MOST_LISTED_DRAFTS { li { "等共 " (drafts.len()) " 份" } }
            }
        }
        p {
            "一起删除的还有：本机放入的规则包、选过的字体、记住的选项。删除后不能恢复；已经存成文件的不受影响。"
        }
        p class="nb-d-note" { "只清除本页存下的内容。浏览器“下载”文件夹里的文件要自己删。" }
    };
    let buttons = html! {
        (close("不清除"))
        @if !drafts.is_empty() && !more {
            (choice(Act::MachineSave, Weight::Plain).with("先全部存成一个文件"))
        }
        (choice(Act::MachineClearYes, Weight::Danger).with("全部清除"))
    };
    Modal::new("清除本机数据").with(&body, &buttons)
}

/// The result of importing a file with several drafts: how many were saved, how many the browser
/// already kept, and a sentence for each that failed.
pub fn taken_in(name: &str, taken: usize, known: usize, failed: &[String]) -> String {
    let body = html! {
        p {
            "《" (name) "》：放入了 " (taken) " 份草稿"
            @if known > 0 { "，另有 " (known) " 份本机已经有了，没有重复放入" }
            "。"
        }
        @if !failed.is_empty() {
            p { "有 " (failed.len()) " 份没有读出来：" }
            ul class="nb-notes" {
                @for sentence in failed { li { (sentence) } }
            }
        }
    };
    let title = if taken > 0 { "放入了草稿" } else { "没有放入草稿" };
    Modal::new(title).with(&body, &acknowledge("知道了"))
}
#[cfg(test)]
mod tests {
    use super::*;

    fn summaries(count: usize) -> Vec<DraftSummary> {
        let summary = |index| DraftSummary {
            key: format!("k{index}"),
            agency: "示例县<甲>镇".into(),
            year: 2025,
            ..DraftSummary::default()
        };
        (0..count).map(summary).collect()
    }

    #[test]
    fn the_dialog_lists_what_is_deleted() {
        let html = clear(&summaries(9), false);
        assert!(
            html.contains("将删除 9 份草稿")
                && html.contains("等共 9 份")
                && html.contains("示例县&lt;甲&gt;镇 · 2025 年")
        );
        assert!(html.contains("machine.save"));
        assert!(
            !clear(&[], false).contains("machine.save") && clear(&[], false).contains("没有草稿")
        );
        let unread = clear(&[], true);
        assert!(
            !unread.contains("没有草稿")
                && unread.contains("可能还有")
                && !unread.contains("machine.save")
        );
    }

    #[test]
    fn drafts_that_failed_are_listed() {
        let html = taken_in("备份.jsonl", 2, 1, &["第 3 行：不是草稿。".into()]);
        assert!(
            html.contains("放入了 2 份草稿，另有 1 份本机已经有了")
                && html.contains("有 1 份没有读出来")
                && html.contains("第 3 行")
        );
    }
}
