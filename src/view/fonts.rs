//! The dialog 字体: the fonts for PDF, which are chosen once on each computer.

use super::button::Button;
use super::input::FieldName;
use super::modal::{Modal, acknowledge};
use super::{Act, ElementId, drawn, field};
use crate::layout::Face;
use maud::{Markup, html};

/// The font of each face, and what this browser can do about fonts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontSettings {
    /// The fonts that are set, at most one for each face.
    pub set: Vec<FontSetting>,
    /// Whether a character that its font lacks may be taken from another font.
    pub stand_in: bool,
    /// Whether the browser can list the fonts of the computer.
    pub asks_system: bool,
    /// The licences of the fonts that are bundled in this page, if there are any.
    pub licences: Option<String>,
}

/// A font that is set for a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontSetting {
    /// The face.
    pub face: Face,
    /// The name of the font, as the font states it.
    pub name: String,
    /// Where the font comes from.
    pub origin: FontOrigin,
    /// Whether the font has another design than official documents require.
    pub near: bool,
    /// How many of the expected characters the font lacks.
    pub lacks: usize,
    /// Up to six of the characters that it lacks.
    pub some: String,
}

/// Where a font comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontOrigin {
    /// A file of this name, which the browser stores.
    File(String),
    /// A file of this name, which the browser did not store. It is used until the page is closed.
    Passing(String),
    /// It is bundled in this page.
    Page,
}

impl FontSettings {
    /// The font of a face.
    pub fn of(&self, face: Face) -> Option<&FontSetting> {
        self.set.iter().find(|setting| setting.face == face)
    }

    /// The faces that PDF needs and that have no font. The Latin face is not needed, because the
    /// Chinese fonts have Latin letters.
    pub fn missing(&self) -> Vec<Face> {
        Face::ALL
            .into_iter()
            .filter(|face| *face != Face::Latin && self.of(*face).is_none())
            .collect()
    }
}

/// The fieldset under 报告信息.
pub(super) fn panel() -> Markup {
    html! {
        fieldset class="nb-set nb-beside-box" {
            legend { "PDF 的字体" }
            p {
                "导出 PDF 要用小标宋、仿宋、楷体、黑体、宋体的字体文件，选一次，本机浏览器就记住。"
            }
            (Button::new(Act::Fonts, "nb-btn").named().with("字体…"))
        }
    }
}

/// The use of a face, and the font file of Windows for it, if Windows has one.
const fn purpose(face: Face) -> (&'static str, Option<&'static str>) {
    match face {
        Face::Title => ("报告的标题", None),
        Face::Fang => ("正文", Some("simfang.ttf")),
        Face::Kai => ("“（一）”这一级标题", Some("simkai.ttf")),
        Face::Hei => ("“一、”这一级标题", Some("simhei.ttf")),
        Face::Song => ("表格、页码", Some("simsun.ttc")),
        Face::Latin => ("数字、字母", Some("times.ttf")),
    }
}

/// The dialog.
pub fn dialog(settings: &FontSettings) -> String {
    let body = html! {
        p {
            "PDF 要把字体放在文件里，所以要选；Word、OFD、Excel、网页用不着。选一次，本机浏览器就记住。"
        }
        div class="nb-fonts" id=(ElementId::FontsRows) { (table(settings)) }
        p class="nb-fonts-take" {
            (Button::new(Act::FontsFile, "nb-btn")
                .id(ElementId::FontsFile)
                .first(true)
                .with("选字体文件…（可以一次选几个）"))
            @if settings.asks_system {
                (Button::new(Act::FontsLocal, "nb-btn")
                    .id(ElementId::FontsLocal)
                    .with("从本机字体里找"))
            }
        }
        div class="nb-d-note" id=(ElementId::FontsNote) role="status" {}
        label class="nb-check" {
            (field::tick(&FieldName::FontsStandIn, settings.stand_in))
            span {
                "允许用相近字体代替"
                small {
                    "某个字体里没有的字，用其他几种字体里的同一个字。不勾选，就先列出缺哪些字、在哪一句，不导出。"
                }
            }
        }
        (whereabouts(settings))
        (licences(settings))
    };
    Modal::wide("字体").with(&body, &acknowledge("完成"))
}

/// The table of the six faces, for the element [`ElementId::FontsRows`].
pub fn rows(settings: &FontSettings) -> String {
    drawn(table(settings))
}

fn table(settings: &FontSettings) -> Markup {
    html! {
        table class="nb-plain" {
            thead {
                tr {
                    @for head in ["字体", "用在", "现在用的"] { th scope="col" { (head) } }
                    th scope="col" { span class="nb-unseen" { "更换" } }
                }
            }
            tbody { @for face in Face::ALL { (row(face, settings.of(face))) } }
        }
    }
}

fn row(face: Face, setting: Option<&FontSetting>) -> Markup {
    let name = face.name();
    let is_own = setting.is_some_and(|setting| setting.origin != FontOrigin::Page);
    html! {
        tr data-face=(face.id()) {
            th scope="row" { (name) }
            td { (purpose(face).0) }
            td {
                @if let Some(setting) = setting {
                    (set(setting))
                } @else if face == Face::Latin {
                    span class="nb-none" { "没有选，用中文字体里的数字和字母" }
                } @else {
                    span class="nb-bad" { "还没有选" }
                }
            }
            td {
                (Button::small(Act::FontsFile)
                    .id(ElementId::FontsFileOf(face))
                    .to(face.id())
                    .label(&format!("选文件…：{name}"))
                    .with("选文件…"))
                @if is_own {
                    (Button::new(Act::FontsRemove, "nb-btn nb-quiet nb-small")
                        .id(ElementId::FontsRemove(face))
                        .to(face.id())
                        .label(&format!("移去：{name}"))
                        .with("移去"))
                }
            }
        }
    }
}

fn set(setting: &FontSetting) -> Markup {
    let FontSetting { face, name, origin, near, lacks, some } = setting;
    let what = if *face == Face::Latin { "字母、数字和符号" } else { "常用汉字" };
    html! {
        b { (name) }
        small {
            @match origin {
                FontOrigin::File(file) => (file),
                FontOrigin::Passing(file) => {
                    (file) "，浏览器没有让记住，关掉本页后要再选"
                }
                FontOrigin::Page => "随本页带来",
            }
            @if *near { "，相近字体" }
            @if *lacks > 0 { "，缺 " (lacks) " 个" (what) "，如“" (some) "”" }
        }
    }
}

/// The help on where font files are. It is unfolded as long as a face has no font.
fn whereabouts(settings: &FontSettings) -> Markup {
    html! {
        details class="nb-fonts-where" open[!settings.missing().is_empty()] {
            summary { "字体文件在哪里" }
            p {
                "Windows 的字体在下面这些地方。在选文件的窗口里，把其中一行粘贴到“文件名”一栏，按回车，就选好一个："
            }
            ul {
                @for face in Face::ALL {
                    @if let Some(file) = purpose(face).1 {
                        li { (face.name()) "：" code { "C:\\Windows\\Fonts\\" (file) } }
                    }
                }
            }
            p {
                "小标宋要另装方正小标宋简体，装过的在同一处，叫 FZXBSJW.TTF；没装的，在“小标宋”一行选 simsun.ttc 代替。"
                "UOS、麒麟的字体在 /usr/share/fonts。"
                "一个也找不到的，请向提供者要“带字体的版本”（index-with-fonts.html）。"
            }
        }
    }
}

fn licences(settings: &FontSettings) -> Markup {
    html! {
        @if let Some(text) = &settings.licences {
            details class="nb-fonts-where" {
                summary { "许可证（随本页带来的字体）" }
                pre class="nb-licences" tabindex="0" { (text) }
            }
        }
    }
}

/// The result of choosing files: a sentence for each font that was set, and for each that was not.
pub fn outcome(set: &[String], refused: &[String]) -> String {
    const MOST_LISTED_FONTS: usize = 6;
    let lines = |list: &[String], class: &str| {
        html! { @for line in list.iter().take(MOST_LISTED_FONTS) { li class=(class) { (line) } } }
    };
    let more = refused.len().saturating_sub(MOST_LISTED_FONTS);
    drawn(html! {
        ul {
            (lines(set, "nb-good"))
            (lines(refused, "nb-bad"))
            @if more > 0 { li { "另有 " (more) " 个文件没有采用。" } }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(face: Face, name: &str, origin: FontOrigin) -> FontSetting {
        FontSetting {
            face,
            name: name.to_owned(),
            origin,
            near: false,
            lacks: 0,
            some: String::new(),
        }
    }

    #[test]
    fn missing_fonts_are_reported_except_latin() {
        let nothing = FontSettings::default();
        let html = dialog(&nothing);
        assert_eq!(html.matches("还没有选").count(), 5);
        assert!(
            html.contains("用中文字体里的数字和字母")
                && html.contains(r"C:\Windows\Fonts\simfang.ttf")
        );
        assert!(
            html.contains("<details class=\"nb-fonts-where\" open>"),
            "where fonts are stands open"
        );
        assert!(
            !html.contains("fonts.local")
                && !html.contains("许可证")
                && !html.contains("fonts.remove")
        );
        assert_eq!(nothing.missing(), [Face::Title, Face::Fang, Face::Kai, Face::Hei, Face::Song]);
    }

    #[test]
    fn a_font_is_listed_with_its_origin() {
        let mut small = setting(Face::Fang, "<仿宋>", FontOrigin::File("simfang.ttf".to_owned()));
        (small.near, small.lacks, small.some) = (true, 3, "丌兀丐".to_owned());
        let passing = setting(Face::Kai, "楷体", FontOrigin::Passing("simkai.ttf".to_owned()));
        let set = vec![small, passing, setting(Face::Hei, "Noto Sans SC", FontOrigin::Page)];
        let settings = FontSettings {
            set,
            stand_in: true,
            asks_system: true,
            licences: Some("a < b".to_owned()),
        };
        let html = dialog(&settings);
        assert!(
            html.contains(
                "<b>&lt;仿宋&gt;</b>\
                 <small>simfang.ttf，相近字体，缺 3 个常用汉字，如“丌兀丐”</small>"
            ),
            "{html}"
        );
        assert!(
            html.contains("关掉本页后要再选")
                && html.contains("随本页带来")
                && html.contains("a &lt; b")
        );
        // A font that is bundled in the page cannot be removed.
        assert_eq!(html.matches("data-act=\"fonts.remove\"").count(), 2);
        assert!(html.contains("checked><span>允许") && html.contains("data-act=\"fonts.local\""));
        assert_eq!(settings.missing(), [Face::Title, Face::Song]);
    }

    #[test]
    fn of_many_refused_files_the_first_ones_are_listed() {
        let refused: Vec<String> =
            (0..300).map(|number| format!("《{number}.ttf》没有采用：x")).collect();
        let html = outcome(&["仿宋用“仿宋”，已经记住。".to_owned()], &refused);
        assert_eq!(html.matches("<li").count(), 1 + 6 + 1);
        assert!(html.contains("另有 294 个文件没有采用"), "{html}");
    }
}
