//! Dialogs and passing messages. One at a time; each is a form of its own with words for every
//! outcome.

use super::{escape, info};
use crate::check::{Finding, Lack, REASONS, Severity};
use crate::edition::TableKey;
use crate::order;
use crate::report::Part;
use crate::session::Session;

/// Where dialogs, messages and the file chooser live; part of every page.
pub const HOST: &str = "<div id=\"nb-dialog\"></div><div id=\"nb-message\" class=\"nb-message\" role=\"status\" aria-live=\"polite\"></div>\
     <input type=\"file\" id=\"nb-file\" class=\"nb-file\" tabindex=\"-1\" aria-hidden=\"true\" accept=\".json,.jsonl,.docx,.xlsx,.ofd,.pdf,.html,.htm,.txt\">\
     <input type=\"file\" id=\"nb-font-file\" class=\"nb-file\" tabindex=\"-1\" aria-hidden=\"true\" accept=\".ttf,.otf,.ttc,.otc\" multiple>";

/// One difference between what a file shows and the data it carries.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// Where, in words.
    pub place: String,
    /// What the carried data say.
    pub carried: String,
    /// What can be seen.
    pub visible: String,
}

pub(super) fn frame(title: &str, body: &str, buttons: &str) -> String {
    framed("nb-dialog", title, body, buttons)
}

/// A dialog with much to read.
pub(super) fn wide(title: &str, body: &str, buttons: &str) -> String {
    framed("nb-dialog nb-d-wide", title, body, buttons)
}

pub(super) fn framed(class: &str, title: &str, body: &str, buttons: &str) -> String {
    format!(
        "<div class=\"nb-shade\"><div class=\"{class}\" part=\"dialog\" role=\"dialog\" aria-modal=\"true\" aria-labelledby=\"nb-d-title\"><h1 id=\"nb-d-title\" tabindex=\"-1\">{title}</h1>{body}<div class=\"nb-d-foot\">{buttons}</div></div></div>"
    )
}

pub(super) fn button(act: &str, label: &str, class: &str) -> String {
    format!("<button type=\"button\" class=\"nb-btn {class}\" data-act=\"{act}\">{label}</button>")
}

/// 新建: organ, level, year.
pub fn new_report(year: u16) -> String {
    let body = format!(
        "<div class=\"nb-fields\"><label class=\"nb-field nb-wide\"><span>单位全称</span><input type=\"text\" data-field=\"new.name\" id=\"nb-f-new.name\" autocomplete=\"off\" placeholder=\"例如：示例县城关街道办事处\"></label>\
         {}<label class=\"nb-field\"><span>报告年度</span><input type=\"text\" inputmode=\"numeric\" data-field=\"new.year\" id=\"nb-f-new.year\" value=\"{year}\" autocomplete=\"off\"></label></div>\
         <p class=\"nb-d-note\" id=\"nb-new-note\" role=\"status\"></p>",
        info::level_select("new.level", None)
    );
    frame(
        "新建年报",
        &body,
        &format!(
            "{}{}",
            button("dialog.close", "取消", ""),
            button("new.create", "开始填写", "nb-primary")
        ),
    )
}

/// Leaving would lose what is in no file; why the browser keeps nothing.
pub fn stay(why: &str) -> String {
    let body = format!(
        "<p>{why}，正在写的年报还没有存成文件，离开就没有了。请先存成文件，再打开别的。</p>"
    );
    let buttons = [
        button("stay.leave", "不存，离开", "nb-danger"),
        button("dialog.close", "接着写", ""),
        button("stay.save", "存成文件", "nb-primary"),
    ];
    frame("请先存成文件", &body, &buttons.concat())
}

/// 扫码打开: one field that takes what a scanner types.
pub fn scan() -> String {
    let body = "<p>把光标放在下面的框里，用扫码枪扫核对单上的二维码；也可以用手机扫出来，把那串数字粘贴进来。数字读全了，按回车或点“打开”。</p>\
         <label class=\"nb-field\"><span>二维码里的数字</span><textarea rows=\"5\" id=\"nb-f-scan.digits\" data-field=\"scan.digits\" inputmode=\"numeric\" autocomplete=\"off\" spellcheck=\"false\"></textarea></label>\
         <p class=\"nb-d-note\" id=\"nb-scan-note\" role=\"status\"></p>";
    frame(
        "扫码打开",
        body,
        &format!(
            "{}{}",
            button("dialog.close", "取消", ""),
            button("scan.open", "打开", "nb-primary")
        ),
    )
}

/// What has arrived of a code that is being scanned.
pub fn scanned(found: usize, expected: Option<usize>) -> String {
    match expected {
        _ if found == 0 => String::new(),
        None => format!("已收到 {found} 位。"),
        Some(expected) if found < expected => {
            format!("已收到 {found} 位，共 {expected} 位，还差 {} 位。", expected - found)
        }
        Some(expected) if found == expected => {
            format!("<b class=\"nb-good\">✓ {expected} 位已全部收到，可以打开。</b>")
        }
        Some(expected) => {
            format!(
                "<b class=\"nb-bad\">收到 {found} 位，比应有的 {expected} 位多了 {} 位；请清空框里的数字，再扫一次。</b>",
                found - expected
            )
        }
    }
}

/// Why a scanned code was not opened.
pub fn not_scanned(sentence: &str) -> String {
    format!("<b class=\"nb-bad\">{}</b>", escape(sentence))
}

/// Which cell's number is to stand in the text.
pub fn insert_field(session: &Session, part: Part) -> String {
    let report = session.report();
    // Totals are what texts speak of.
    let group = |key: TableKey| {
        let mut cells: Vec<_> = report.form().table(key).cells.iter().collect();
        order::sort_by_key(&mut cells, |cell| cell.id.column != "total");
        let options: String = cells
            .into_iter()
            .map(|cell| {
                let text = report.text(cell.id);
                let text = if text.is_empty() { "空".to_owned() } else { text };
                format!(
                    "<option value=\"{}\">{}·{}（{}）</option>",
                    cell.id,
                    cell.row_short,
                    cell.column_short,
                    escape(&text)
                )
            })
            .collect();
        format!("<optgroup label=\"{}\">{options}</optgroup>", key.name())
    };
    let groups: String =
        [TableKey::Requests, TableKey::Disputes, TableKey::Disclosure].map(group).concat();
    let body = format!(
        "<p>选一个数插到光标处。以后表里改了，正文里的这个数跟着改。</p>\
         <label class=\"nb-field\"><span>表中的数</span><select id=\"nb-f-field.cell\" data-field=\"field.cell\">{groups}</select></label>"
    );
    let insert = format!(
        "<button type=\"button\" class=\"nb-btn nb-primary\" data-act=\"field.insert\" data-part=\"{}\">插入</button>",
        part.id()
    );
    frame("插入表中的数", &body, &format!("{}{insert}", button("dialog.close", "取消", "")))
}

/// 说明 of a finding: a reason from the list, and words.
pub fn explain(session: &Session, finding: &Finding) -> String {
    let report = session.report();
    let before = finding.justification(report).or_else(|| finding.lapsed(report));
    let reasons: String = REASONS
        .iter()
        .map(|reason| {
            let selected = if before.is_some_and(|before| before.reason == *reason) {
                " selected"
            } else {
                ""
            };
            format!("<option value=\"{reason}\"{selected}>{reason}</option>")
        })
        .collect();
    let open = if before.is_none() { " selected" } else { "" };
    let may = if finding.severity == Severity::Error { "" } else { "，可不写" };
    let body = format!(
        "<p>{}</p><label class=\"nb-field\"><span>原因</span><select id=\"nb-f-explain.reason\" data-field=\"explain.reason\">\
         <option value=\"\"{open}>请选择</option>{reasons}</select></label>\
         <label class=\"nb-field\"><span>说明（写清楚差在哪里、为什么{may}）</span><textarea rows=\"4\" id=\"nb-f-explain.text\" data-field=\"explain.text\">{}</textarea></label>\
         <p class=\"nb-d-note\" id=\"nb-explain-note\" role=\"status\">说明随草稿保存，不印在报告里。其中的数字一改，说明就失效，要重新写。</p>",
        escape(&finding.message(report).to_string()),
        escape(before.map_or("", |before| before.text.as_str())),
    );
    let save = format!(
        "<button type=\"button\" class=\"nb-btn nb-primary\" data-act=\"explain.save\" data-key=\"{}\">保存说明</button>",
        escape(&finding.key())
    );
    frame("写说明", &body, &format!("{}{save}", button("dialog.close", "取消", "")))
}

/// The field of a 说明 that lacks something, and what to do.
pub const fn lacking(lack: Lack) -> (&'static str, &'static str) {
    match lack {
        Lack::Reason => ("nb-f-explain.reason", "请先选一个原因。"),
        Lack::Words => ("nb-f-explain.text", "请写几句说明：差在哪里、为什么。"),
    }
}

/// What was noticed while a file was read, one line each; nothing without notes.
fn noticed(notes: &[String]) -> String {
    let items: String = notes.iter().map(|note| format!("<li>{}</li>", escape(note))).collect();
    if items.is_empty() { items } else { format!("<ul class=\"nb-notes\">{items}</ul>") }
}

/// A file was opened, and there is something to know about it.
pub fn opened(name: &str, notes: &[String]) -> String {
    let body = format!("<p>已打开《{}》，请留意：</p>{}", escape(name), noticed(notes));
    frame("打开了文件", &body, &button("dialog.close", "知道了", "nb-primary"))
}

/// A file whose visible text differs from the data it carries, with what else was noticed.
pub fn differences(name: &str, list: &[Difference], notes: &[String]) -> String {
    const MOST: usize = 60;
    let text =
        |text: &str| if text.is_empty() { "<i>（空）</i>".to_owned() } else { escape(text) };
    let rows: String = list
        .iter()
        .take(MOST)
        .map(|d| {
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
                escape(&d.place),
                text(&d.visible),
                text(&d.carried)
            )
        })
        .collect();
    let more = if list.len() > MOST {
        format!("<p class=\"nb-d-note\">另有 {} 处没有列出。</p>", list.len() - MOST)
    } else {
        String::new()
    };
    let body = format!(
        "<p>《{}》导出以后有人改过：看得见的内容与文件里附带的数据有 {} 处不同。已经按<b>看得见的内容</b>打开；如果那些改动不算数，可以换成附带的数据。</p>\
         <div class=\"nb-d-scroll\"><table class=\"nb-plain\"><thead><tr><th scope=\"col\">位置</th><th scope=\"col\">看得见的内容</th><th scope=\"col\">附带的数据</th></tr></thead><tbody>{rows}</tbody></table></div>{more}{}",
        escape(name),
        list.len(),
        noticed(notes)
    );
    frame(
        "打开的文件被改过",
        &body,
        &format!(
            "{}{}",
            button("carried", "换成附带的数据", ""),
            button("dialog.close", "用看得见的内容", "nb-primary")
        ),
    )
}

/// Something that could not be done, and what to do about it.
pub fn notice(title: &str, sentence: &str) -> String {
    frame(
        &escape(title),
        &format!("<p>{}</p>", escape(sentence)),
        &button("dialog.close", "知道了", "nb-primary"),
    )
}

/// The browser did not keep what was last written in a report that is closed already.
pub fn left_behind(name: &str) -> String {
    let body = format!(
        "<p>《{}》最后的改动没能保存在本机浏览器。请现在存成文件，以后用“打开文件”接着写；不存，这些改动就没有了。</p>",
        escape(name)
    );
    frame(
        "还没有保存住",
        &body,
        &format!(
            "{}{}",
            button("dialog.close", "不要了", ""),
            button("left.save", "存成文件", "nb-primary")
        ),
    )
}

/// Asks before a kept draft is thrown away.
pub fn forget(name: &str, key: &str) -> String {
    let body = format!(
        "<p>从这台电脑的浏览器里删除《{}》。删除后不能恢复；已经存成文件的不受影响。</p>",
        escape(name)
    );
    let yes = format!(
        "<button type=\"button\" class=\"nb-btn nb-danger\" data-act=\"forget.yes\" data-key=\"{}\">删除</button>",
        escape(key)
    );
    frame("删除草稿", &body, &format!("{}{yes}", button("dialog.close", "不删", "")))
}

/// A passing message in the corner.
pub fn message(words: &str, bad: bool) -> String {
    format!("<p class=\"nb-toast{}\">{}</p>", if bad { " nb-bad" } else { "" }, escape(words))
}
