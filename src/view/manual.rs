//! 使用说明: the manual in a dialog, with its chapters at the side, a search and a way to print it.

use super::button::Button;
use super::modal::{Modal, Weight, acknowledge, choice, close};
use super::{Act, ElementId, FieldName};
use crate::manual::{Piece, Search, Section};
use maud::{Markup, PreEscaped, html};

const TITLE: &str = "使用说明";

/// The dialog while the office module is being asked for the manual.
pub fn opening() -> String {
    let body = html! { p class="nb-d-note" role="status" { "正在打开使用说明…" } };
    Modal::manual(TITLE).with(&body, &acknowledge("关闭"))
}

/// The dialog if the manual could not be read, with the sentence that says why.
pub fn refused(sentence: &str) -> String {
    let body = html! {
        p role="alert" { (sentence) }
        p { "填写的内容没有变化。请关掉这个窗口，按 F1 再试；还是打不开，请先存成文件，再重新打开本页。" }
    };
    let buttons = html! {
        (choice(Act::Keys, Weight::Plain).with("只看键盘操作"))
        (acknowledge("关闭"))
    };
    Modal::new(TITLE).with(&body, &buttons)
}

/// The dialog with all of the manual.
pub fn dialog(sections: &[Section]) -> String {
    let chapters = || sections.iter().enumerate().filter(|(_, section)| section.level == 2);
    let to_hit = |act: Act, label: &str| Button::new(act, "nb-btn").named().with(label);
    let body = html! {
        div class="nb-manual-bar" {
            label {
                span { "查找" }
                input type="text" autocomplete="off" spellcheck="false" data-first=""
                    data-field=(FieldName::ManualSearch)
                    id=(ElementId::Field(FieldName::ManualSearch));
            }
            (to_hit(Act::ManualPrevious, "上一处"))
            (to_hit(Act::ManualNext, "下一处"))
            span class="nb-manual-found" id=(ElementId::ManualFound) role="status" {}
        }
        div class="nb-manual" {
            nav class="nb-manual-chapters" aria-label="目录" {
                ul {
                    @for (index, chapter) in chapters() {
                        li {
                            (Button::link(Act::ManualGo)
                                .to(index)
                                .with(&chapter.title))
                        }
                    }
                }
            }
            div class="nb-manual-text" id=(ElementId::ManualText) tabindex="0" role="group"
                aria-labelledby=(ElementId::DialogTitle) {
                (Hits::of(&Search::default()).sections(sections))
            }
        }
    };
    let buttons = html! {
        (choice(Act::Keys, Weight::Plain).with("只看键盘操作"))
        (choice(Act::ManualPrint, Weight::Plain).with("打印"))
        (close("关闭"))
    };
    Modal::manual(TITLE).with(&body, &buttons)
}

/// The sections that contain every word of a search, below the headings of their chapters, for the
/// element [`ElementId::ManualText`], and the number of hits that are marked in them.
pub fn text(sections: &[Section], search: &Search) -> (String, usize) {
    let mut hits = Hits::of(search);
    let listed = hits.sections(sections);
    (super::drawn(listed), hits.count)
}

/// The text beside the search, for the element [`ElementId::ManualFound`]. `at` is the index of the
/// hit in view.
pub fn found(search: &str, hits: usize, at: usize) -> String {
    let text = if search.trim().is_empty() {
        String::new()
    } else if hits == 0 {
        format!("没有找到“{}”", search.trim())
    } else {
        format!("第 {} 处，共 {hits} 处", at + 1)
    };
    super::drawn(html! { (text) })
}

/// Writes sections and marks the hits of a search, counting them.
struct Hits<'a> {
    search: &'a Search,
    count: usize,
}

impl<'a> Hits<'a> {
    const fn of(search: &'a Search) -> Self {
        Self { search, count: 0 }
    }

    fn sections(&mut self, sections: &[Section]) -> Markup {
        let is_listed: Vec<bool> =
            sections.iter().map(|section| self.search.fits(section)).collect();
        // A part stands below the heading of its chapter, whatever else the chapter holds.
        let leads = |chapter: usize| {
            let parts = sections[chapter + 1..].iter().take_while(|section| section.level > 2);
            is_listed[chapter + 1..].iter().zip(parts).any(|(is_listed, _)| *is_listed)
        };
        html! {
            @if !is_listed.contains(&true) {
                p { "没有找到。换一个词试试，或者清空查找框，看全部说明。" }
            }
            @for (index, section) in sections.iter().enumerate() {
                @let whole = is_listed[index];
                @match section.level {
                    // The dialog has the title of the manual already.
                    1 => {}
                    2 => @if whole || leads(index) {
                        h2 id=(ElementId::ManualSection(index)) tabindex="-1" {
                            (self.with_hits(&section.title))
                        }
                    },
                    _ => @if whole {
                        h3 id=(ElementId::ManualSection(index)) tabindex="-1" {
                            (self.with_hits(&section.title))
                        }
                    },
                }
                @if whole {
                    @for piece in &section.pieces {
                        @match piece {
                            Piece::Markup(tags) => (PreEscaped(tags)),
                            Piece::Words(text) => (self.with_hits(text)),
                        }
                    }
                }
            }
        }
    }

    fn with_hits(&mut self, text: &str) -> Markup {
        let mut end = 0;
        html! {
            @for hit in self.search.hits(text) {
                (text[end..hit.start])
                mark id=(ElementId::ManualHit(self.count)) { (text[hit.clone()]) }
                @let () = { end = hit.end; self.count += 1; };
            }
            (text[end..])
        }
    }
}

/// Opens the manual.
pub(super) fn button() -> Markup {
    Button::new(Act::Manual, "nb-link nb-manual-open").named().title("F1").with("使用说明")
}

#[cfg(test)]
mod tests;
