//! The first screen: begin, open, go on.

use super::{MARK, about, dialog, escape, offline};
use crate::report::Date;

/// A draft that the browser keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The key of the record.
    pub key: String,
    /// The organ; may be empty.
    pub agency: String,
    /// The report year.
    pub year: u16,
    /// When it was last kept, in words: 今天 17:20.
    pub when: String,
    /// The part that was open, by its heading.
    pub place: String,
}

/// The page, before it is known which drafts the browser keeps: see [`recent`].
pub fn page(today: Date) -> String {
    format!(
        "<div class=\"nb nb-begin\" part=\"frame\"><header class=\"nb-top\" part=\"top\">{MARK}<span class=\"nb-who\">政府信息公开工作年度报告</span>\
         <span class=\"nb-saved\">{}</span></header>\
         <div class=\"nb-start\" part=\"main\" id=\"nb-main\"><div class=\"nb-cards\"><div class=\"nb-lead\"><h1>开始一份年报</h1><p>按法定格式填写，边填边核对，填完即可打印盖章、上网公开。</p></div>\
         {}{}{}<div class=\"nb-kept\" id=\"nb-kept\"></div></div></div><footer class=\"nb-about\">{}<button type=\"button\" class=\"nb-link\" id=\"nb-rules\" data-act=\"rules\">规则 {}</button></footer></div>{}",
        offline::badge("本页不联网，所有内容只留在这台电脑"),
        card("new", "新建", "选单位、层级和年度，从空白表开始。2019、2021 两种版式按年度自动选用", true),
        card("sequel", "从去年的报告开始", "选去年的草稿或本工具导出的文件：沿用单位和开头段，结转自动接上，并与去年逐项核对", false),
        card("open", "打开文件", "草稿，或本工具导出的 Word、Excel、网页；也可以把文件拖进来", false),
        about(today),
        crate::rules::RULE_SET,
        dialog::HOST
    )
}

fn card(act: &str, name: &str, words: &str, primary: bool) -> String {
    let class = if primary { "nb-card nb-primary" } else { "nb-card" };
    format!("<button type=\"button\" class=\"{class}\" id=\"nb-{act}\" data-act=\"{act}\"><b>{name}</b><span>{words}</span></button>")
}

/// The drafts that the browser keeps, for the element `nb-kept`.
pub fn recent(kept: &[Kept]) -> String {
    if kept.is_empty() {
        return "<p class=\"nb-recent nb-none\">这台电脑的浏览器里还没有写到一半的年报。写的时候会自动保存在本机，下次打开本页可以接着写。</p>"
            .to_owned();
    }
    let items: String = kept
        .iter()
        .map(|draft| {
            let name = if draft.agency.is_empty() { "（未填单位）" } else { &draft.agency };
            format!(
                "<li><span><b>{} · {} 年</b><small>{} · {}</small></span>\
                 <button type=\"button\" class=\"nb-btn nb-quiet\" id=\"nb-forget-{4}\" data-act=\"forget\" data-key=\"{4}\" data-name=\"{0}{1}年\" aria-label=\"删除{0}{1}年的草稿\">删除</button>\
                 <button type=\"button\" class=\"nb-btn nb-primary\" data-act=\"continue\" data-key=\"{4}\">继续</button></li>",
                escape(name),
                draft.year,
                escape(&draft.when),
                escape(&draft.place),
                escape(&draft.key)
            )
        })
        .collect();
    format!("<section class=\"nb-recent\"><h2>本机保存的草稿</h2><ul>{items}</ul></section>")
}

/// Instead of [`recent`], where the browser keeps nothing.
pub fn unkept() -> String {
    "<p class=\"nb-recent nb-none\" role=\"status\">这里不能在本机自动保存（隐私模式，或嵌入在别的网页里）：请用“存成文件”保存，下次用“打开文件”接着写。</p>".to_owned()
}

/// Instead of [`recent`], where the browser's store could not be read: that is not an empty store. `kept` is what is known all the same; the key
/// is that of the draft that was to be opened.
pub fn unread(kept: &[Kept], key: Option<&str>) -> String {
    let key = key.map(|key| format!(" data-key=\"{}\"", escape(key))).unwrap_or_default();
    let list = if kept.is_empty() { String::new() } else { recent(kept) };
    format!(
        "<p class=\"nb-recent nb-none\" role=\"alert\">暂时读不到本机保存的内容。\
         <button type=\"button\" class=\"nb-btn\" id=\"nb-retry\" data-act=\"retry\"{key}>重试</button></p>{list}"
    )
}
