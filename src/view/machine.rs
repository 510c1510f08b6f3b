//! This computer, which may be everybody's: what the browser keeps, taking it along, clearing it,
//! keeping nothing.

use super::start::Kept;
use super::{dialog, escape};

/// What can be done with everything that the browser keeps; below the list of drafts on the first
/// screen.
pub fn foot(kept: usize, nowhere: bool) -> String {
    let all = if kept > 0 {
        "<button type=\"button\" class=\"nb-link\" data-act=\"machine.save\">全部存成一个文件</button>"
    } else {
        ""
    };
    let checked = if nowhere { " checked" } else { "" };
    format!(
        "<div class=\"nb-machine\"><label><input type=\"checkbox\" id=\"nb-f-nowhere\" data-field=\"nowhere\"{checked}> 公用电脑：写的内容不在本机保存</label>\
         {all}<button type=\"button\" class=\"nb-link\" data-act=\"machine.clear\">清除本机数据…</button></div>"
    )
}

/// Asks before everything is cleared: what it is, and how to take it along first. `more`, where
/// there may be drafts that could not be read.
pub fn clear(kept: &[Kept], more: bool) -> String {
    const MOST: usize = 8;
    let items: String = kept
        .iter()
        .take(MOST)
        .map(|draft| format!("<li>{}</li>", escape(&draft.title())))
        .collect();
    let rest = if kept.len() > MOST {
        format!("<li>等共 {} 份</li>", kept.len())
    } else {
        String::new()
    };
    let drafts = if more {
        "<p>浏览器一时没有读出本机的草稿：里面可能还有，全部清除就一起删掉了。请先不清除，过一会儿再试；确实要删再清除。</p>".to_owned()
    } else if kept.is_empty() {
        "<p>这台电脑的浏览器里没有草稿。</p>".to_owned()
    } else {
        format!("<p>将删除 {} 份草稿：</p><ul class=\"nb-notes\">{items}{rest}</ul>", kept.len())
    };
    let body = format!(
        "{drafts}<p>一起删除的还有：本机放入的规则包、选过的字体、记住的选项。删除后不能恢复；已经存成文件的不受影响。</p>\
         <p class=\"nb-d-note\">只清除本页存下的内容。浏览器“下载”文件夹里的文件要自己删。</p>"
    );
    let save = if kept.is_empty() || more {
        String::new()
    } else {
        dialog::button("machine.save", "先全部存成一个文件", "")
    };
    let buttons = format!(
        "{}{save}{}",
        dialog::button("dialog.close", "不清除", ""),
        dialog::button("machine.clear.yes", "全部清除", "nb-danger")
    );
    dialog::frame("清除本机数据", &body, &buttons)
}

/// What came of a file with many drafts: how many were taken, how many were there already, and the
/// lines that could not be read.
pub fn taken_in(name: &str, taken: usize, known: usize, failed: &[String]) -> String {
    let mut words = format!("<p>《{}》：放入了 {taken} 份草稿", escape(name));
    if known > 0 {
        words.push_str(&format!("，另有 {known} 份本机已经有了，没有重复放入"));
    }
    words.push_str("。</p>");
    if !failed.is_empty() {
        let items: String =
            failed.iter().map(|sentence| format!("<li>{}</li>", escape(sentence))).collect();
        words.push_str(&format!(
            "<p>有 {} 份没有读出来：</p><ul class=\"nb-notes\">{items}</ul>",
            failed.len()
        ));
    }
    dialog::frame(
        if taken > 0 { "放入了草稿" } else { "没有放入草稿" },
        &words,
        &dialog::button("dialog.close", "知道了", "nb-primary"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(count: usize) -> Vec<Kept> {
        let one = |index| Kept {
            key: format!("k{index}"),
            agency: "示例县<甲>镇".into(),
            year: 2025,
            ..Kept::default()
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn nothing_is_cleared_without_saying_what() {
        let html = clear(&kept(9), false);
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
    fn what_could_not_be_read_is_listed() {
        let html = taken_in("备份.jsonl", 2, 1, &["第 3 行：不是草稿。".into()]);
        assert!(
            html.contains("放入了 2 份草稿，另有 1 份本机已经有了")
                && html.contains("有 1 份没有读出来")
                && html.contains("第 3 行")
        );
    }
}
