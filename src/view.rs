//! What the clerk sees: HTML as strings, and small patches where something changed. This module is
//! pure and uses no type of the browser.
//!
//! [`workspace`] draws the whole page of an open report once, and [`start::page`] the start screen.
//! After that, [`View::update`] compares every live piece (a cell, a line of the navigation, the
//! list of findings…) with its earlier state and returns the [`Patch`]es. The field that is being
//! typed in is never rewritten.

pub mod act;
pub mod alike;
mod comparison;
mod button;
pub mod dialog;
pub mod doubt;
mod cells;
pub mod export;
mod field;
pub mod findings;
pub mod fonts;
mod form;
mod frame;
pub mod id;
mod info;
mod listed;
pub mod input;
mod draft_summary;
pub mod keys;
pub mod local_data;
pub mod manual;
mod modal;
pub mod numbers;
pub mod offline;
mod patches;
pub mod preview;
mod prose;
pub mod published;
pub mod rulebook;
mod accessible_names;
pub mod start;
pub mod vocabulary;

/// Escapes text for HTML, inside elements and inside quoted attributes.
pub use crate::markup::escaped as escape;
pub use act::Act;
pub use id::ElementId;
pub use input::FieldName;
pub use listed::Listed;
pub use patches::{ListItem, Patch};
pub use prose::{editor_html, field_html, heading_class};

use crate::check::{Finding, Severity};
use crate::document::is_printable;
use crate::edition::CellId;
use crate::report::Date;
use crate::session::{Panel, Placement, Session};
use crate::sort;
use crate::sorted_map::SortedMap;
use button::Button;
use maud::{Markup, html};
use patches::LiveContent;

/// The state of the screen that is not part of the report.
#[derive(Clone, Debug)]
pub struct Screen {
    /// The part that is open.
    pub place: Panel,
    /// The cell that has the focus, or had it last.
    pub focus: Option<CellId>,
    /// The cell that is being typed in: its findings wait until it is left.
    pub typing: Option<CellId>,
    /// The finding whose cells are highlighted, by [`Finding::key`].
    pub lit: Option<String>,
    /// The number in a text that was clicked last, by its index in the narrative, from 0.
    pub number: Option<usize>,
    /// A pasted block that waits for confirmation.
    pub pending: Option<Placement>,
    /// Where the report is saved, in words.
    pub saved: SaveStatus,
    /// Today, for the deadline.
    pub today: Date,
    /// The preview.
    pub preview: preview::PreviewState,
    /// 大字: larger type.
    pub large: bool,
    /// The count whose findings alone are listed; `None` lists all findings.
    pub listed: Option<Listed>,
    /// The rule whose equal findings are listed one by one (see [`alike`]).
    pub unfolded: Option<String>,
    /// Whether the module for words cannot be loaded.
    pub lacks_words: bool,
}

impl Screen {
    /// The screen of a part that was just opened, without a focus.
    pub fn at(panel: Panel, today: Date) -> Self {
        let preview = preview::PreviewState::default();
        Self {
            place: panel,
            focus: None,
            typing: None,
            lit: None,
            number: None,
            pending: None,
            saved: SaveStatus::default(),
            today,
            preview,
            large: false,
            listed: None,
            unfolded: None,
            lacks_words: false,
        }
    }
}

/// Where the report is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveStatus {
    /// In the browser's store: words such as 已自动保存在本机浏览器 10:32, 正在保存到本机浏览器….
    pub local: String,
    /// In a file: 尚未存成文件, 已下载草稿文件 10:32, 刚从文件打开, 改动尚未存成文件.
    pub file: String,
    /// Whether changes may be lost, so that the status is shown as a warning.
    pub warning: bool,
    /// Whether `local` says that the store has not answered yet.
    pub saving: bool,
}

/// The page as it was last drawn.
#[derive(Debug, Default)]
pub struct View {
    last: LiveContent,
    /// The keys of all findings, and of those that are listed, if only as one of several equal
    /// ones.
    shown: Vec<String>,
    listed: Vec<String>,
    /// The repairs of each finding, by its key. While a number is being typed they stay unchanged,
    /// because it is not complete.
    repairs: SortedMap<String, Markup>,
}

impl View {
    /// Forgets what was drawn, so that the next update returns every piece as a patch.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The text that the field with this id should show, as of the last update.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.last.text_of(field)
    }

    /// The keys of the findings that wait for nothing, as of the last update.
    pub fn shown_findings(&self) -> &[String] {
        &self.shown
    }

    /// The keys of those in the list, in its order. A count that is pressed leaves others out;
    /// equal ones that are listed as one are all included.
    pub fn listed_findings(&self) -> &[String] {
        &self.listed
    }

    /// The patches for what has changed since the last update.
    pub fn update(&mut self, session: &Session, screen: &Screen) -> Vec<Patch> {
        let mut findings: Vec<&Finding> = session.findings().collect();
        // While a number is being typed, new findings about its cell wait until the cell is left. A
        // finding that is already shown stays up to date.
        if let Some(cell) = screen.typing {
            findings.retain(|finding| {
                !finding.cells.contains(&cell) || self.shown.contains(&finding.key())
            });
        }
        findings.retain(|finding| {
            !finding.lacking_part().is_some_and(|part| session.is_writing(part))
                || self.shown.contains(&finding.key())
        });
        // What is explained comes after what is open.
        let report = session.report();
        sort::sort_by_key(&mut findings, |finding| finding.justification(report).is_some());
        self.shown = findings.iter().map(|finding| finding.key()).collect();
        if screen.typing.is_none() {
            self.repairs = findings
                .iter()
                .map(|finding| (finding.key(), findings::repairs(session, finding)))
                .collect();
        }
        let mut pieces = LiveContent::default();
        cells::pieces(&mut pieces, session, screen, &findings);
        let listed = findings::listed(session, screen, &findings);
        self.listed = listed.iter().map(|finding| finding.key()).collect();
        findings::pieces(&mut pieces, session, screen, &findings, &listed, &self.repairs);
        info::pieces(&mut pieces, session);
        comparison::pieces(&mut pieces, session);
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
        div class="nb nb-work" part="frame" id=(ElementId::Work) {
            (frame::skip())
            (frame::top_bar())
            (frame::navigation(session))
            div class="nb-main" part="main" id=(ElementId::Main) tabindex="-1" {
                @for place in Panel::ALL {
                    section class="nb-panel" id=(ElementId::Panel(place)) data-place=(place.id())
                        aria-labelledby=(ElementId::Heading(place)) hidden {
                        @match place {
                            Panel::Info => (info::panel(session)),
                            Panel::Part(part) => (form::panel(session, part)),
                        }
                    }
                }
            }
            (findings::panel())
            (preview::pane())
        }
        (findings::announcements())
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

/// The logo, which every screen has.
fn mark() -> Markup {
    html! {
        span class="nb-mark" { "年报" }
    }
}

/// The title of the window while a place is open: the place, the agency and year of the report, and
/// the name of the program.
pub fn window_title(session: &Session, panel: Panel) -> String {
    let report = session.report();
    let name = if report.agency.name.is_empty() { "未填单位" } else { &report.agency.name };
    format!("{} · {name} {} 年 · 年报", panel_name(session, panel), report.year)
}

/// The name of a place in the navigation.
fn panel_name(session: &Session, panel: Panel) -> String {
    match panel {
        Panel::Info => "报告信息".to_owned(),
        Panel::Part(part) => session.report().heading(part).to_owned(),
    }
}

/// The version and the date of the build, with a warning if it is more than a year old.
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

/// The CSS class of a severity.
const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "nb-e",
        Severity::Verify => "nb-v",
        Severity::Hint => "nb-t",
    }
}

/// The HTML of a template, without characters that no document can hold, such as control characters
/// from pasted text.
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
