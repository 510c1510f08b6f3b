use super::*;

fn section(title: &str) -> Section {
    sections().into_iter().find(|section| section.title == title).expect(title)
}

fn html(section: &Section) -> String {
    let pieces = section.pieces.iter().map(|piece| match piece {
        Piece::Markup(text) | Piece::Words(text) => text.as_str(),
    });
    pieces.collect()
}

#[test]
fn the_manual_has_chapters_with_parts() {
    let all = sections();
    assert_eq!((all[0].level, all[0].title.as_str()), (1, "使用说明"));
    assert!(all[1..].iter().all(|section| section.level > 1));
    assert!(all.iter().filter(|section| section.level == 2).count() >= 10);
    let mut titles: Vec<&str> = all.iter().map(|section| section.title.as_str()).collect();
    assert!(titles.iter().all(|title| !title.is_empty()));
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), all.len(), "a title stands twice");
}

#[test]
fn every_chapter_says_something() {
    let all = sections();
    for (index, section) in all.iter().enumerate() {
        let has_parts = all.get(index + 1).is_some_and(|next| next.level > section.level);
        assert!(!section.pieces.is_empty() || has_parts, "{}", section.title);
    }
}

#[test]
fn the_manual_covers_what_a_clerk_does() {
    let titles: String = sections().iter().map(|section| format!("{}\n", section.title)).collect();
    for subject in [
        "打开",
        "保存",
        "填表",
        "粘贴",
        "核对",
        "勾稽",
        "写说明",
        "写正文",
        "上年报告",
        "导出",
        "打印",
        "二维码",
        "两台电脑之间传递",
        "出错时怎么办",
        "什么也不发送",
        "快捷键",
    ] {
        assert!(titles.contains(subject), "{subject}");
    }
}

#[test]
fn lists_tables_and_code_are_tags() {
    assert!(html(&section("公用电脑")).contains("<p>在开始页勾"));
    assert!(html(&section("表格里")).contains("<table>"));
    assert!(html(&section("填表和粘贴")).contains("<li>"));
    assert!(html(&section("打开本页")).contains("<code>index.html</code>"));
    assert!(html(&section("附：规则包的写法")).contains("\"nianbao_rule_pack\": 1"));
}

/// Markup is written by the parser alone: the view puts it into the page as it is.
#[test]
fn the_manual_has_no_html_and_leads_nowhere() {
    let events = pulldown_cmark::Parser::new_ext(MARKDOWN, pulldown_cmark::Options::ENABLE_TABLES);
    for event in events {
        use pulldown_cmark::{Event, Tag};
        let is_foreign = matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
        );
        assert!(!is_foreign, "{event:?}");
    }
}

#[test]
fn every_word_of_a_search_must_stand_in_a_section() {
    let keys = section("到处都可以用");
    let fits = |typed: &str| Search::new(typed).fits(&keys);
    assert!(fits("f1") && fits("F1 使用说明") && fits(" ") && fits("到处"));
    assert!(!fits("F1 没有这个词"));
    assert!(Search::new("SIMFANG.TTF").fits(&section("PDF 的字体")));
    assert!(Search::new("").is_empty() && !Search::new("f").is_empty());
}

#[test]
fn hits_stand_in_order_and_never_overlap() {
    let hits = |typed: &str, text: &str| -> Vec<(usize, usize)> {
        Search::new(typed).hits(text).into_iter().map(|hit| (hit.start, hit.end)).collect()
    };
    assert_eq!(hits("b a", "aBba"), [(0, 1), (1, 2), (2, 3), (3, 4)]);
    assert_eq!(hits("核 核对", "先核对再核"), [(3, 9), (12, 15)]);
    assert_eq!(hits("aa", "aaa"), [(0, 2)]);
    assert_eq!(hits("", "文字"), []);
    assert_eq!(hits("没有", "文字"), []);
    // Only Latin letters are equal in both cases, so that no place moves.
    assert_eq!(hits("i", "İi"), [(2, 3)]);
}
