//! The preview: the pages as they print, beside the form or over it, and on paper when the browser
//! prints.
//!
//! [`sheets`] lays a report out and draws its pages ([`sheet`]). The office module does that, and
//! sends only the pages that the page module does not have yet. The pane around the pages is drawn
//! here like the rest of the page. Each piece of a page names the part of the form that it shows
//! ([`FormTarget`]).

mod form_target;
mod sheet;
#[cfg(test)]
mod tests;

pub use form_target::{FormTarget, Jump};

use super::button::Button;
use super::{Act, ElementId, LiveContent, Screen, findings};
use crate::check::Finding;
use crate::document::report::{DocumentOptions, compose_traced};
use crate::layout::{NominalMetrics, layout};
use crate::report::Report;
use crate::session::Session;
use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How the preview is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreviewMode {
    /// Not at all.
    #[default]
    Closed,
    /// Beside the form.
    Beside,
    /// Over everything but the top bar.
    Full,
}

impl PreviewMode {
    const fn id(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Beside => "beside",
            Self::Full => "full",
        }
    }
}

/// The size of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// 适合宽度
    Width,
    /// 整页
    Page,
    /// 100%
    Actual,
}

impl Zoom {
    /// All sizes, in the order of their buttons.
    pub const ALL: [Self; 3] = [Self::Width, Self::Page, Self::Actual];

    /// Its name in the attributes `data-zoom` and `data-value`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Width => "width",
            Self::Page => "page",
            Self::Actual => "actual",
        }
    }

    /// The size with that name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zoom| zoom.id() == id)
    }

    /// The button that chooses it.
    const fn button(self) -> ElementId {
        match self {
            Self::Width => ElementId::PreviewWidth,
            Self::Page => ElementId::PreviewPage,
            Self::Actual => ElementId::PreviewActual,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Width => "适合宽度",
            Self::Page => "整页",
            Self::Actual => "100%",
        }
    }
}

/// The message above the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PagesStatus {
    /// Nothing.
    #[default]
    None,
    /// The first pages are being made.
    Waiting,
    /// The pages could not be made; the sentence says why.
    Failed(String),
}

/// The state of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewState {
    /// Whether and where it is shown.
    pub shown: PreviewMode,
    /// The size of the pages while they are beside the form.
    pub beside: Zoom,
    /// The size of the pages while they cover the form.
    pub full: Zoom,
    /// Whether the preview follows the focus in the form.
    pub follows: bool,
    /// The message above the pages.
    pub note: PagesStatus,
    /// How many pages there are; 0 before the first were made.
    pub pages: usize,
    /// Whether the pages show the present version of the report.
    pub fresh: bool,
}

impl Default for PreviewState {
    fn default() -> Self {
        Self {
            shown: PreviewMode::Closed,
            beside: Zoom::Width,
            full: Zoom::Actual,
            follows: false,
            note: PagesStatus::None,
            pages: 0,
            fresh: false,
        }
    }
}

impl PreviewState {
    /// The present size of the pages.
    pub const fn zoom(&self) -> Zoom {
        if matches!(self.shown, PreviewMode::Full) { self.full } else { self.beside }
    }

    /// Sets the size of the pages for the present way of showing them.
    pub fn set_zoom(&mut self, zoom: Zoom) {
        *(if self.shown == PreviewMode::Full { &mut self.full } else { &mut self.beside }) = zoom;
    }
}

/// A page of the preview, which the receiver may already have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageImage {
    /// A hash of the picture.
    pub mark: String,
    /// Its picture as SVG; `None` if the receiver's page with this number has the same mark.
    pub svg: Option<String>,
}

/// Lays a report out and draws its pages. `known` are the marks of the pages that the receiver has,
/// in their order.
pub fn sheets(report: &Report, options: &DocumentOptions, known: &[String]) -> Vec<PageImage> {
    let (document, origins) = compose_traced(report, options);
    let pages = layout(&document, &NominalMetrics).pages;
    let sheet = |(index, page)| {
        let svg = sheet::svg(page, |content| FormTarget::of(report, &origins, content));
        let mut hasher = DefaultHasher::new();
        svg.hash(&mut hasher);
        let mark = format!("{:016x}", hasher.finish());
        let svg = (known.get(index) != Some(&mark)).then_some(svg);
        PageImage { mark, svg }
    };
    pages.iter().enumerate().map(sheet).collect()
}

/// The HTML of a page with its number, from 1.
pub fn leaf(number: usize, svg: &str) -> String {
    html! {
        div class="nb-leaf" id=(ElementId::Leaf(number)) data-key=(number) {
            (PreEscaped(svg))
            span class="nb-leaf-no" aria-hidden="true" { "第 " (number) " 页" }
        }
    }
    .into_string()
}

/// The text that says which page is in view; empty if there are no pages.
pub fn position(page: usize, pages: usize) -> String {
    if pages == 0 { String::new() } else { format!("第 {page} 页，共 {pages} 页") }
}

/// The pane of the preview, without pages.
pub(super) fn pane() -> Markup {
    html! {
        section class="nb-pane" id=(ElementId::Preview)
            aria-labelledby=(ElementId::PreviewHeading) hidden {
            div class="nb-p-bar" {
                h2 id=(ElementId::PreviewHeading) { "预览" }
                span class="nb-p-position" id=(ElementId::PreviewPosition) {}
                span class="nb-p-zooms" role="group" aria-label="页面大小" {
                    @for zoom in Zoom::ALL {
                        (Button::small(Act::PreviewZoom)
                            .id(zoom.button())
                            .value(zoom.id())
                            .with(zoom.name()))
                    }
                }
                (Button::new(Act::PreviewFollow, "nb-btn nb-small nb-p-follow")
                    .id(ElementId::PreviewFollow)
                    .title("填到哪里，就翻到哪里")
                    .with("跟随填写"))
                span class="nb-p-group" {
                    (Button::new(Act::PreviewFull, "nb-btn nb-small nb-p-full")
                        .id(ElementId::PreviewFull)
                        .title("铺满窗口")
                        .with("放大"))
                    (Button::new(Act::Print, "nb-btn nb-small nb-p-print")
                        .id(ElementId::PreviewPrint)
                        .title("打印报告 Ctrl+P")
                        .with("打印"))
                    (Button::new(Act::PreviewClose, "nb-btn nb-small nb-p-close")
                        .id(ElementId::PreviewClose)
                        .title("关闭预览 Esc")
                        .with("关闭"))
                }
            }
            div class="nb-p-note" id=(ElementId::PreviewNote) role="status" {}
            p class="nb-p-stale" {
                "版面还没有排好，这次没有打印。请关掉打印窗口，过一会儿再打印。"
            }
            div class="nb-pages" id=(ElementId::Pages) tabindex="0" role="group" aria-label="版面" {}
            (Button::new(Act::PreviewClose, "nb-p-back").id(ElementId::PreviewBack).with(""))
        }
    }
}

/// The live pieces of the pane, and those of the frame that depend on the preview.
pub(super) fn pieces(
    pieces: &mut LiveContent,
    session: &Session,
    screen: &Screen,
    findings: &[&Finding],
) {
    let preview = &screen.preview;
    let attribute_value = |on: bool| Some(if on { "true" } else { "false" }.to_owned());
    let is_open = preview.shown != PreviewMode::Closed;
    pieces.attribute(
        ElementId::Work,
        "data-preview",
        is_open.then(|| preview.shown.id().to_owned()),
    );
    pieces.attribute(ElementId::Button(Act::Preview), "aria-pressed", attribute_value(is_open));
    pieces.attribute(ElementId::Preview, "hidden", (!is_open).then(String::new));
    pieces.attribute(ElementId::Preview, "data-fresh", preview.fresh.then(|| "1".to_owned()));
    pieces.attribute(ElementId::Pages, "data-zoom", Some(preview.zoom().id().to_owned()));
    let full = preview.shown == PreviewMode::Full;
    for covered in [ElementId::Navigation, ElementId::Main, ElementId::Side] {
        pieces.attribute(covered, "inert", full.then(String::new));
    }
    pieces.html(ElementId::PreviewFull, html! { (if full { "并排" } else { "放大" }) });
    pieces.attribute(
        ElementId::PreviewFull,
        "title",
        Some(if full { "与表格并排" } else { "铺满窗口" }.to_owned()),
    );
    for zoom in Zoom::ALL {
        pieces.attribute(zoom.button(), "aria-pressed", attribute_value(zoom == preview.zoom()));
    }
    pieces.attribute(ElementId::PreviewFollow, "aria-pressed", attribute_value(preview.follows));
    pieces.html(ElementId::PreviewNote, note(session.report(), preview));
    pieces.html(
        ElementId::PreviewBack,
        html! {
            span class="nb-p-tally" { span { "回到核对" } (findings::tally(session, findings)) }
        },
    );
}

fn note(report: &Report, preview: &PreviewState) -> Markup {
    html! {
        @match &preview.note {
            PagesStatus::Failed(why) => {
                p class="nb-p-failed" {
                    span { (why) }
                    (Button::small(Act::PreviewRetry).id(ElementId::PreviewRetry).with("重试"))
                }
            }
            PagesStatus::Waiting if preview.pages == 0 => p { "正在排版…" },
            _ if preview.pages > 0 && is_blank(report) => {
                p { "还没有填写内容，下面是空白的版面。" }
            }
            PagesStatus::Waiting | PagesStatus::None => {},
        }
    }
}

/// Whether no cell and no text was filled in.
fn is_blank(report: &Report) -> bool {
    report.entries().is_empty() && report.sections.values().all(|text| text.trim().is_empty())
}
