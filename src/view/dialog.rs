//! The dialogs about a report and its files, and passing messages.

pub use super::modal::host;

use super::input::FieldName;
use super::modal::{Modal, Weight, acknowledge, choice, close};
use super::{Act, ElementId, drawn, field};
use crate::check::{Finding, IncompleteJustification, REASONS, Severity};
use crate::edition::{FormCell, TOTAL, TableKey};
use crate::report::Part;
use crate::session::{Panel, Session};
use crate::sort;
use maud::{Markup, html};

/// One difference between the visible content of a file and its carried data.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DifferenceRow {
    /// The place in the report, in words.
    pub place: String,
    /// The text in the carried data.
    pub carried: String,
    /// The visible text.
    pub visible: String,
}

/// The dialog 新建年报, which asks for agency, level and year. `year` is the suggested report year.
pub fn new_report(year: u16) -> String {
    let name = html! {
        input type="text" data-field=(FieldName::NewName) id=(ElementId::Field(FieldName::NewName))
            autocomplete="off" placeholder="例如：示例县城关街道办事处";
    };
    let year = html! {
        input type="text" inputmode="numeric" data-field=(FieldName::NewYear)
            id=(ElementId::Field(FieldName::NewYear)) value=(year) autocomplete="off";
    };
    let body = html! {
        div class="nb-fields" {
            (field::labelled_wide("单位全称", &name))
            (field::level(&FieldName::NewLevel, None))
            (field::labelled("报告年度", &year))
        }
        p class="nb-d-note" id=(ElementId::NewNote) role="status" {}
    };
    let buttons = html! {
        (close("取消"))
        (choice(Act::NewCreate, Weight::Primary).with("开始填写"))
    };
    Modal::new("新建年报").with(&body, &buttons)
}

/// The dialog that warns before leaving a report that is in no file. `why` says why the browser
/// saves nothing.
pub fn confirm_leave(why: &str) -> String {
    let body = html! {
        p { (why) "，正在写的年报还没有存成文件，离开就没有了。请先存成文件，再打开别的。" }
    };
    let buttons = html! {
        (choice(Act::StayLeave, Weight::Danger).with("不存，离开"))
        (close("接着写"))
        (choice(Act::StaySave, Weight::Primary).with("存成文件"))
    };
    Modal::new("请先存成文件").with(&body, &buttons)
}

/// The dialog 扫码打开, with one field for what a scanner types.
pub fn scan() -> String {
    let digits = html! {
        textarea rows="5"
            id=(ElementId::Field(FieldName::ScanDigits)) data-field=(FieldName::ScanDigits)
            inputmode="numeric" autocomplete="off" spellcheck="false" {}
    };
    let body = html! {
        p {
            "把光标放在下面的框里，用扫码枪扫核对单上的二维码；也可以用手机扫出来，把那串数字粘贴进来。数字读全了，按回车或点“打开”。"
        }
        (field::labelled("二维码里的数字", &digits))
        p class="nb-d-note" id=(ElementId::ScanNote) role="status" {}
    };
    let buttons = html! {
        (close("取消"))
        (choice(Act::ScanOpen, Weight::Primary).with("打开"))
    };
    Modal::new("扫码打开").with(&body, &buttons)
}

/// The progress of a code that is being scanned: the digits that have arrived, and the digits that
/// are expected, once that is known.
pub fn scan_progress(found: usize, expected: Option<usize>) -> String {
    drawn(html! {
        @match expected {
            _ if found == 0 => {},
            None => { "已收到 " (found) " 位。" }
            Some(expected) if found < expected => {
                "已收到 " (found) " 位，共 " (expected) " 位，还差 " (expected - found) " 位。"
            }
            Some(expected) if found == expected => b class="nb-good" {
                "✓ " (expected) " 位已全部收到，可以打开。"
            },
            Some(expected) => b class="nb-bad" {
                "收到 " (found) " 位，比应有的 " (expected) " 位多了 " (found - expected)
                " 位；请清空框里的数字，再扫一次。"
            },
        }
    })
}

/// The sentence that says why a scanned code was not opened.
pub fn scan_error(sentence: &str) -> String {
    drawn(html! { b class="nb-bad" { (sentence) } })
}

/// A sentence about a wrong or missing value, for the note of a dialog.
pub fn field_error(message: &str) -> String {
    drawn(html! { span class="nb-bad" { (message) } })
}

/// The dialog in which the clerk chooses the cell of a live field for the text of a part.
pub fn insert_field(session: &Session, part: Part) -> String {
    let report = session.report();
    let option = |cell: &FormCell| {
        let text = report.text(cell.id);
        html! {
            option value=(cell.id) {
                (cell.row_short) "·" (cell.column_short)
                "（" (if text.is_empty() { "空" } else { &text }) "）"
            }
        }
    };
    // Texts mostly mention totals, so these come first.
    let cells = |key: TableKey| {
        let mut cells: Vec<&FormCell> = report.form().table(key).cells.iter().collect();
        sort::sort_by_key(&mut cells, |cell| cell.id.column != TOTAL);
        cells
    };
    let options = html! {
        @for key in [TableKey::Requests, TableKey::Disputes, TableKey::Disclosure] {
            optgroup label=(key.name()) { @for cell in cells(key) { (option(cell)) } }
        }
    };
    let body = html! {
        p { "选一个数插到光标处。以后表里改了，正文里的这个数跟着改。" }
        (field::labelled("表中的数", &field::select(&FieldName::FieldCell, &options)))
    };
    let buttons = html! {
        (close("取消"))
        (choice(Act::FieldInsert, Weight::Primary).part(Panel::Part(part)).with("插入"))
    };
    Modal::new("插入表中的数").with(&body, &buttons)
}

/// The dialog 写说明 for a finding: a reason from the list, and a text.
pub fn justification(session: &Session, finding: &Finding, alike: usize) -> String {
    let report = session.report();
    let before = finding.justification(report).or_else(|| finding.lapsed(report));
    let reasons = html! {
        (field::choice("", "请选择", before.is_none()))
        @for reason in REASONS {
            (field::choice(reason, reason, before.is_some_and(|before| before.reason == reason)))
        }
    };
    let label = html! {
        "说明（写清楚差在哪里、为什么"
        @if finding.severity != Severity::Error { "，可不写" }
        "）"
    };
    let text = html! {
        textarea rows="4"
            id=(ElementId::Field(FieldName::ExplainText)) data-field=(FieldName::ExplainText) {
            (before.map_or("", |before| before.text.as_str()))
        }
    };
    let body = html! {
        p { (finding.message(report).to_string()) }
        (field::labelled("原因", &field::select(&FieldName::ExplainReason, &reasons)))
        (field::labelled(label, &text))
        p class="nb-d-note" id=(ElementId::ExplainNote) role="status" {
            "说明随草稿保存，不印在报告里。其中的数字一改，说明就失效，要重新写。"
        }
    };
    let buttons = html! {
        (close("取消"))
        @if alike > 1 {
            (choice(Act::ExplainAlike, Weight::Plain)
                .key(&finding.key())
                .with(format!("{alike} 处都用这条说明")))
        }
        (choice(Act::ExplainSave, Weight::Primary).key(&finding.key()).with("保存说明"))
    };
    Modal::new("写说明").with(&body, &buttons)
}

/// The field of a justification (说明) that is incomplete, and the sentence that says what to do.
pub const fn incomplete_field(lack: IncompleteJustification) -> (ElementId, &'static str) {
    match lack {
        IncompleteJustification::Reason => {
            (ElementId::Field(FieldName::ExplainReason), "请先选一个原因。")
        }
        IncompleteJustification::Words => {
            (ElementId::Field(FieldName::ExplainText), "请写几句说明：差在哪里、为什么。")
        }
    }
}

/// What was noticed while a file was read, one line each; empty if there are no notes.
fn noticed(notes: &[String]) -> Markup {
    html! {
        @if !notes.is_empty() {
            ul class="nb-notes" { @for note in notes { li { (note) } } }
        }
    }
}

/// The dialog about a file that was opened with notes for the clerk.
pub fn opened_with_notes(name: &str, notes: &[String]) -> String {
    let body = html! {
        p { "已打开《" (name) "》，请留意：" }
        (noticed(notes))
    };
    Modal::new("打开了文件").with(&body, &acknowledge("知道了"))
}

/// The dialog about the notes of a file that was taken as the report of the year before. `done` says
/// what was done with it.
pub fn taken_with_notes(name: &str, done: &str, notes: &[String]) -> String {
    let body = html! {
        p { (done) }
        p { "读《" (name) "》时，请留意：" }
        (noticed(notes))
    };
    Modal::new("上一年度报告").with(&body, &acknowledge("知道了"))
}

/// The dialog about a file whose visible text differs from its carried data, with the notes for the
/// clerk.
pub fn differences(name: &str, list: &[DifferenceRow], notes: &[String]) -> String {
    const MOST_LISTED_DIFFERENCES: usize = 60;
    let text = |text: &str| {
        html! {
            @if text.is_empty() { i { "（空）" } } @else { (text) }
        }
    };
    let body = html! {
        p {
            "《" (name) "》导出以后有人改过：看得见的内容与文件里附带的数据有 " (list.len())
            " 处不同。已经按" b { "看得见的内容" }
            "打开；如果那些改动不算数，可以换成附带的数据。"
        }
        div class="nb-d-scroll" {
            table class="nb-plain" {
                thead {
                    tr {
                        @for head in ["位置", "看得见的内容", "附带的数据"] {
                            th scope="col" { (head) }
                        }
                    }
                }
                tbody {
                    @for difference in list.iter().take(MOST_LISTED_DIFFERENCES) {
                        tr {
                            th scope="row" { (difference.place) }
                            td { (text(&difference.visible)) }
                            td { (text(&difference.carried)) }
                        }
                    }
                }
            }
        }
        @if list.len() > MOST_LISTED_DIFFERENCES {
            p class="nb-d-note" { "另有 " (list.len() - MOST_LISTED_DIFFERENCES) " 处没有列出。" }
        }
        (noticed(notes))
    };
    let buttons = html! {
        (choice(Act::Carried, Weight::Plain).with("换成附带的数据"))
        (acknowledge("用看得见的内容"))
    };
    Modal::new("打开的文件被改过").with(&body, &buttons)
}

/// A dialog that says what could not be done, and what to do about it.
pub fn notice(title: &str, sentence: &str) -> String {
    Modal::new(title).with(&html! { p { (sentence) } }, &acknowledge("知道了"))
}

/// The dialog about a closed report whose last changes the browser did not store.
pub fn unsaved_after_close(name: &str) -> String {
    let body = html! {
        p {
            "《" (name)
            "》最后的改动没能保存在本机浏览器。请现在存成文件，以后用“打开文件”接着写；不存，这些改动就没有了。"
        }
    };
    let buttons = html! {
        (close("不要了"))
        (choice(Act::LeftSave, Weight::Primary).with("存成文件"))
    };
    Modal::new("还没有保存住").with(&body, &buttons)
}

/// The dialog that asks before a kept draft is deleted.
pub fn confirm_delete(name: &str, key: &str) -> String {
    let body = html! {
        p {
            "从这台电脑的浏览器里删除《" (name)
            "》。删除后不能恢复；已经存成文件的不受影响。"
        }
    };
    let buttons = html! {
        (close("不删"))
        (choice(Act::ForgetYes, Weight::Danger).key(key).with("删除"))
    };
    Modal::new("删除草稿").with(&body, &buttons)
}

/// A message in the corner, which disappears by itself.
pub fn message(text: &str, bad: bool) -> String {
    drawn(html! { p.nb-toast.nb-bad[bad] { (text) } })
}
