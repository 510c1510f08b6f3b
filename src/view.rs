//! What the clerk sees: HTML as strings, and small patches where something changed. Pure; knows no
//! browser.
//!
//! [`workspace`] draws the whole page of an open report once, [`start::page`] the first screen.
//! After that, [`View::update`] compares every live piece (a cell, a line of the navigation, the
//! list of findings…) with what it was and gives the [`Patch`]es. The field that is being typed in
//! is never rewritten.

pub mod act;
mod beside;
mod button;
pub mod dialog;
mod cells;
pub mod export;
mod field;
pub mod findings;
pub mod fonts;
mod form;
mod frame;
pub mod id;
mod info;
pub mod input;
mod kept;
pub mod keys;
pub mod machine;
mod modal;
pub mod numbers;
pub mod offline;
mod pieces;
pub mod preview;
mod prose;
pub mod published;
pub mod rulebook;
mod spoken;
pub mod start;
pub mod vocabulary;

/// Text as HTML, in elements and in quoted attributes.
pub use crate::markup::escaped as escape;
pub use act::Act;
pub use id::Id;
pub use input::Input;
pub use pieces::{ListItem, Patch};
pub use prose::{editor_html, field_html, heading_class};

use crate::check::{Finding, Severity};
use crate::document::is_printable;
use crate::edition::CellId;
use crate::report::Date;
use crate::session::{Place, Placement, Session};
use crate::sorted_map::SortedMap;
use button::Button;
use maud::{Markup, html};
use pieces::Pieces;

/// What is on the screen besides the report itself.
#[derive(Clone, Debug)]
pub struct Screen {
    /// The part that is open.
    pub place: Place,
    /// The cell that has the focus, or had it last.
    pub focus: Option<CellId>,
    /// The cell that is being typed in: its findings wait until it is left.
    pub typing: Option<CellId>,
    /// The finding whose cells are lit, by [`Finding::key`].
    pub lit: Option<String>,
    /// The number in the text that was pointed at, by its place in the narrative.
    pub number: Option<usize>,
    /// A pasted block that waits for a yes.
    pub pending: Option<Placement>,
    /// Where the work is kept, in words.
    pub saved: Saved,
    /// Today, for the deadline.
    pub today: Date,
    /// The preview.
    pub preview: preview::Preview,
    /// 大字: larger type.
    pub large: bool,
}

impl Screen {
    /// A part that was just opened, with nothing in hand.
    pub fn at(place: Place, today: Date) -> Self {
        let preview = preview::Preview::default();
        Self {
            place,
            focus: None,
            typing: None,
            lit: None,
            number: None,
            pending: None,
            saved: Saved::default(),
            today,
            preview,
            large: false,
        }
    }
}

/// Where the work is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The browser's store: words such as 已自动保存在本机浏览器 10:32, 正在保存到本机浏览器….
    pub local: String,
    /// The file: 尚未存成文件, 已下载草稿文件 10:32, 刚从文件打开, 改动尚未存成文件.
    pub file: String,
    /// Whether something is at risk.
    pub warning: bool,
    /// Whether the words about the store only wait for its answer.
    pub saving: bool,
}

/// The page as it was last drawn.
#[derive(Debug, Default)]
pub struct View {
    last: Pieces,
    shown: Vec<String>,
    /// The repairs of each finding, by its key. While somebody types they stay as they are: the
    /// next key may say more.
    repairs: SortedMap<String, Markup>,
}

impl View {
    /// Forgets what was drawn: every piece comes as a patch at the next update.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// What a field should show, as of the last update.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.last.text_of(field)
    }

    /// The findings on the screen, by their keys, as of the last update.
    pub fn shown(&self) -> &[String] {
        &self.shown
    }

    /// What changed since the last update.
    pub fn update(&mut self, session: &Session, screen: &Screen) -> Vec<Patch> {
        let mut findings: Vec<&Finding> = session.findings().collect();
        // No red while a number is being typed: a finding that is new and touches the cell waits,
        // one that stands is kept true.
        if let Some(cell) = screen.typing {
            findings.retain(|finding| {
                !finding.cells.contains(&cell) || self.shown.contains(&finding.key())
            });
        }
        self.shown = findings.iter().map(|finding| finding.key()).collect();
        if screen.typing.is_none() {
            self.repairs = findings
                .iter()
                .map(|finding| (finding.key(), findings::repairs(session, finding)))
                .collect();
        }
        let mut pieces = Pieces::default();
        cells::pieces(&mut pieces, session, screen, &findings);
        findings::pieces(&mut pieces, session, screen, &findings, &self.repairs);
        info::pieces(&mut pieces, session);
        beside::pieces(&mut pieces, session);
        numbers::pieces(&mut pieces, session, screen, &findings);
        frame::pieces(&mut pieces, session, screen, &findings);
        preview::pieces(&mut pieces, session, screen, &findings);
        let patches = pieces.patches(&self.last);
        self.last = pieces;
        patches
    }
}

/// The whole page of an open report. Follow it with [`View::reset`] and [`View::update`], which
/// fill in the live pieces.
pub fn workspace(session: &Session) -> String {
    drawn(html! {
        div class="nb nb-work" part="frame" id=(Id::Work) {
            (frame::skip())
            (frame::top_bar())
            (frame::navigation(session))
            div class="nb-main" part="main" id=(Id::Main) tabindex="-1" {
                @for place in Place::ALL {
                    section class="nb-panel" id=(Id::Panel(place)) data-place=(place.id())
                        aria-labelledby=(Id::Heading(place)) hidden {
                        @match place {
                            Place::Info => (info::panel(session)),
                            Place::Part(part) => (form::panel(session, part)),
                        }
                    }
                }
            }
            (findings::side())
            (preview::pane())
        }
        (findings::heard())
        (modal::host())
    })
}

/// The switch for larger type.
fn type_switch(large: bool) -> Markup {
    Button::new(Act::Type, "nb-btn")
        .named()
        .title("字放大，按钮和格子也放大")
        .pressed(large)
        .with("大字")
}

/// The part of the frame that every screen has: the mark of the house.
fn mark() -> Markup {
    html! {
        span class="nb-mark" { "年报" }
    }
}

/// What the window is called while a place is open: the place, whose report it is, and what this
/// is.
pub fn title(session: &Session, place: Place) -> String {
    let report = session.report();
    let name = if report.agency.name.is_empty() { "未填单位" } else { &report.agency.name };
    format!("{} · {name} {} 年 · 年报", place_name(session, place), report.year)
}

/// The name of a place in the navigation.
fn place_name(session: &Session, place: Place) -> String {
    match place {
        Place::Info => "报告信息".to_owned(),
        Place::Part(part) => session.report().heading(part).to_owned(),
    }
}

/// Version and date of the build; says so when it is more than a year old.
fn about(today: Date) -> Markup {
    const YEAR: i64 = 365;
    let version = env!("CARGO_PKG_VERSION");
    let built = option_env!("NIANBAO_BUILD_DATE").and_then(Date::parse);
    let is_old = built.is_some_and(|built| today.days() - built.days() > YEAR);
    html! {
        span class=[is_old.then_some("nb-old")] {
            "版本 " (version)
            @if let Some(built) = built { "（" (built.chinese()) "）" }
            @if is_old { "已经用了一年多，请向提供者要新版" }
        }
    }
}

/// The class of a severity.
const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "nb-e",
        Severity::Verify => "nb-v",
        Severity::Hint => "nb-t",
    }
}

/// What a template has drawn, without the characters that no document can hold: somebody may have
/// pasted some.
fn drawn(markup: Markup) -> String {
    let mut html = markup.into_string();
    let is_kept = |c: char| c == '\n' || is_printable(c);
    if !html.chars().all(is_kept) {
        html.retain(is_kept);
    }
    html
}

#[cfg(test)]
mod contract;
#[cfg(test)]
mod tests;
