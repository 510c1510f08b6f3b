//! The first screen: begin, open, go on.

use super::{MARK, about, dialog, escape, keys, machine, offline, type_switch};
use crate::order;
use crate::report::Date;

/// A draft that the browser keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Where it came from, in words: 来自 年报.docx; empty for one that was begun here.
    pub from: String,
    /// How many 错误 stood in it without 说明.
    pub errors: u32,
}

impl Kept {
    /// Whose it is, and of which year.
    pub fn title(&self) -> String {
        let name = if self.agency.is_empty() { "（未填单位）" } else { &self.agency };
        format!("{name} · {} 年", self.year)
    }

    /// What tells it from others of that organ and year.
    fn about(&self) -> String {
        let words = [&self.when, &self.place, &self.from]
            .into_iter()
            .filter(|words| !words.is_empty())
            .map(|words| escape(words));
        let errors = (self.errors > 0)
            .then(|| format!("<span class=\"nb-bad\">{} 处错误</span>", self.errors));
        words.chain(errors).collect::<Vec<_>>().join(" · ")
    }
}

/// What the window is called.
pub const TITLE: &str = "政府信息公开工作年度报告 · 年报";

/// The page, before it is known which drafts the browser keeps: see [`recent`]. `large` with larger
/// type.
pub fn page(today: Date, large: bool) -> String {
    format!(
        "<div class=\"nb nb-begin\" part=\"frame\"><header class=\"nb-top\" part=\"top\">{MARK}<span class=\"nb-who\">政府信息公开工作年度报告</span>\
         <span class=\"nb-saved\">{}</span>{}</header>\
         <div class=\"nb-start\" part=\"main\" id=\"nb-main\"><div class=\"nb-cards\"><div class=\"nb-lead\"><h1>开始一份年报</h1><p>按法定格式填写，边填边核对，填完即可打印盖章、上网公开。</p></div>\
         {}{}{}{SCAN}<div class=\"nb-kept\" id=\"nb-kept\"></div></div></div><footer class=\"nb-about\">{}{}<button type=\"button\" class=\"nb-link\" id=\"nb-rules\" data-act=\"rules\">规则 {}</button></footer></div>{}",
        offline::badge("本页不联网，所有内容只留在这台电脑"),
        type_switch(large),
        card(
            "new",
            "新建",
            "选单位、层级和年度，从空白表开始。2019、2021 两种版式按年度自动选用",
            true
        ),
        card(
            "sequel",
            "从去年的报告开始",
            "选去年的草稿或本工具导出的文件：沿用单位和开头段，结转自动接上，并与去年逐项核对",
            false
        ),
        card(
            "open",
            "打开文件",
            "草稿，或本工具导出的 Word、PDF、OFD、Excel、网页；也可以把文件拖进来",
            false
        ),
        about(today),
        keys::button(),
        crate::rules::RULE_SET.version,
        dialog::HOST
    )
}

/// The way in for those who have the check sheet on paper.
const SCAN: &str = "<p class=\"nb-scan\"><span>只有印好的核对单，没有文件：用扫码枪扫单子上的二维码，打开三张表。</span>\
     <button type=\"button\" class=\"nb-btn\" id=\"nb-scan\" data-act=\"scan\">扫码打开</button></p>";

fn card(act: &str, name: &str, words: &str, primary: bool) -> String {
    let class = if primary { "nb-card nb-primary" } else { "nb-card" };
    format!(
        "<button type=\"button\" class=\"{class}\" id=\"nb-{act}\" data-act=\"{act}\"><b>{name}</b><span>{words}</span></button>"
    )
}

/// The drafts that the browser keeps, for the element `nb-kept`, and what can be done with all of
/// them; `nowhere` if it shall keep no more.
pub fn recent(kept: &[Kept], nowhere: bool) -> String {
    let list = match (kept.is_empty(), nowhere) {
        (true, true) => "<p class=\"nb-recent nb-none\">不在本机保存：写的内容关掉本页就没有了，请随时点“存成文件”。</p>".to_owned(),
        (true, false) => {
            "<p class=\"nb-recent nb-none\">这台电脑的浏览器里还没有写到一半的年报。写的时候会自动保存在本机，下次打开本页可以接着写。</p>".to_owned()
        }
        _ => list(kept),
    };
    list + &machine::foot(kept.len(), nowhere)
}

/// By organ, and of each the newest year first; first the organ that was last worked on.
fn by_organ(kept: &[Kept]) -> Vec<&Kept> {
    let first = |draft: &Kept| kept.iter().position(|other| other.agency == draft.agency);
    let mut sorted: Vec<&Kept> = kept.iter().collect();
    order::sort_by_key(&mut sorted, |draft| (first(draft), std::cmp::Reverse(draft.year)));
    sorted
}

fn list(kept: &[Kept]) -> String {
    let items: String = by_organ(kept)
        .into_iter()
        .map(|draft| {
            format!(
                "<li><span><b>{0}</b><small>{1}</small></span>\
                 <button type=\"button\" class=\"nb-btn nb-quiet\" id=\"nb-forget-{2}\" data-act=\"forget\" data-key=\"{2}\" data-name=\"{0}\" aria-label=\"删除{0}的草稿\">删除</button>\
                 <button type=\"button\" class=\"nb-btn nb-primary\" data-act=\"continue\" data-key=\"{2}\" aria-label=\"继续{0}\">继续</button></li>",
                escape(&draft.title()),
                draft.about(),
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

/// Instead of [`recent`], where the browser's store could not be read: that is not an empty store.
/// `kept` is what is known all the same; the key is that of the draft that was to be opened.
pub fn unread(kept: &[Kept], key: Option<&str>) -> String {
    let key = key.map(|key| format!(" data-key=\"{}\"", escape(key))).unwrap_or_default();
    let list = if kept.is_empty() { String::new() } else { list(kept) };
    format!(
        "<p class=\"nb-recent nb-none\" role=\"alert\">暂时读不到本机保存的内容。\
         <button type=\"button\" class=\"nb-btn\" id=\"nb-retry\" data-act=\"retry\"{key}>重试</button></p>{list}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_stand_by_organ_and_year() {
        let kept: Vec<Kept> = [("乙镇", 2024), ("甲镇", 2025), ("乙镇", 2025)]
            .into_iter()
            .map(|(agency, year)| Kept {
                key: format!("{agency}{year}"),
                agency: agency.into(),
                year,
                ..Kept::default()
            })
            .collect();
        let order: Vec<String> = by_organ(&kept).into_iter().map(Kept::title).collect();
        assert_eq!(order, ["乙镇 · 2025 年", "乙镇 · 2024 年", "甲镇 · 2025 年"]);
    }

    #[test]
    fn drafts_of_one_year_are_told_apart() {
        let begun =
            Kept {
                when: "今天 06:24".into(), place: "一、总体情况".into(), ..Kept::default()
            };
        let opened = Kept { from: "来自 <甲>.docx".into(), errors: 2, ..begun.clone() };
        assert_eq!(begun.about(), "今天 06:24 · 一、总体情况");
        assert_eq!(
            opened.about(),
            "今天 06:24 · 一、总体情况 · 来自 &lt;甲&gt;.docx · <span class=\"nb-bad\">2 处错误</span>"
        );
        assert!(list(&[opened]).contains("来自 &lt;甲&gt;.docx"));
    }
}
