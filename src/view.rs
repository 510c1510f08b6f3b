//! What the clerk sees: HTML as strings, and small patches where something changed. Pure; knows no
//! browser.
//!
//! [`workspace`] draws the whole page of an open report once, [`start::page`] the first screen.
//! After that, [`View::update`] compares every live piece (a cell, a line of the navigation, the
//! list of findings…) with what it was and gives the [`Patch`]es. The field that is being typed in
//! is never rewritten.

pub mod act;
mod beside;
pub mod dialog;
mod cells;
pub mod export;
pub mod findings;
pub mod fonts;
mod form;
pub mod id;
mod info;
pub mod input;
pub mod keys;
pub mod machine;
pub mod numbers;
pub mod offline;
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
pub use prose::{editor_html, field_html, heading_class};

use crate::check::{Finding, Severity};
use crate::edition::CellId;
use crate::order::Keyed;
use crate::report::Date;
use crate::session::{Place, Placement, Session, State};

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

/// One change of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patch {
    /// Replace what is inside the element.
    Html {
        /// Its id.
        id: String,
        /// The new content.
        html: String,
    },
    /// Set or take away an attribute.
    Attribute {
        /// The id of the element.
        id: String,
        /// The attribute.
        name: &'static str,
        /// Its value, or `None` to take it away.
        value: Option<String>,
    },
    /// Make the children of the element these, in this order; each child names its key in
    /// `data-key`.
    List {
        /// The id of the element.
        id: String,
        /// Its children.
        items: Vec<ListItem>,
    },
    /// Set the value of a field, unless it is being typed in.
    Value {
        /// The id of the field.
        id: String,
        /// Its text.
        value: String,
    },
}

/// One child of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Its key.
    pub key: String,
    /// Its HTML (one element), or `None` if the child with this key stays as it is.
    pub html: Option<String>,
}

/// What of an element a live piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    Html,
    Value,
    Attribute(&'static str),
}

/// A live piece of the page and its state.
#[derive(Debug, PartialEq)]
struct Piece {
    id: Id,
    aspect: Aspect,
    state: Option<String>,
}

/// The live pieces of one drawing. The same form has the same pieces in the same order, so two
/// drawings are compared place by place.
#[derive(Debug, Default)]
struct Pieces {
    pieces: Vec<Piece>,
    /// The findings: key and HTML.
    findings: Vec<(String, String)>,
}

impl Pieces {
    fn html(&mut self, id: Id, html: String) {
        self.pieces.push(Piece { id, aspect: Aspect::Html, state: Some(html) });
    }

    fn value(&mut self, id: Id, value: String) {
        self.pieces.push(Piece { id, aspect: Aspect::Value, state: Some(value) });
    }

    fn attribute(&mut self, id: Id, name: &'static str, state: Option<String>) {
        self.pieces.push(Piece { id, aspect: Aspect::Attribute(name), state });
    }

    /// What must be done to a page that shows `before` so that it shows this.
    fn patches(&self, before: &Self) -> Vec<Patch> {
        let changed = |(place, piece): &(usize, &Piece)| before.pieces.get(*place) != Some(*piece);
        let mut patches: Vec<Patch> = self
            .pieces
            .iter()
            .enumerate()
            .filter(changed)
            .map(|(_, piece)| piece.patch())
            .collect();
        if self.findings != before.findings {
            let items = self.findings.iter().map(|finding| ListItem {
                key: finding.0.clone(),
                html: (!before.findings.contains(finding)).then(|| finding.1.clone()),
            });
            patches.push(Patch::List { id: Id::Findings.to_string(), items: items.collect() });
        }
        patches
    }
}

impl Piece {
    fn patch(&self) -> Patch {
        let id = self.id.to_string();
        let text = || self.state.clone().unwrap_or_default();
        match self.aspect {
            Aspect::Html => Patch::Html { id, html: text() },
            Aspect::Value => Patch::Value { id, value: text() },
            Aspect::Attribute(name) => Patch::Attribute { id, name, value: self.state.clone() },
        }
    }
}

/// The page as it was last drawn.
#[derive(Debug, Default)]
pub struct View {
    last: Pieces,
    shown: Vec<String>,
    /// The repairs of each finding, by its key. While somebody types they stay as they are: the
    /// next key may say more.
    repairs: Keyed<String, String>,
}

impl View {
    /// Forgets what was drawn: every piece comes as a patch at the next update.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// What a field should show, as of the last update.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.last
            .pieces
            .iter()
            .find(|piece| piece.aspect == Aspect::Value && piece.id.to_string() == field)?
            .state
            .as_deref()
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
        frame_pieces(&mut pieces, session, screen, &findings);
        preview::pieces(&mut pieces, session, screen, &findings);
        let patches = pieces.patches(&self.last);
        self.last = pieces;
        patches
    }
}

/// The whole page of an open report. Follow it with [`View::reset`] and [`View::update`], which
/// fill in the live pieces.
pub fn workspace(session: &Session) -> String {
    let panels: String = Place::ALL
        .iter()
        .map(|place| {
            let body = match place {
                Place::Info => info::panel(session),
                Place::Part(part) => form::panel(session, *part),
            };
            format!(
                "<section class=\"nb-panel\" id=\"nb-panel-{0}\" data-place=\"{0}\" aria-labelledby=\"nb-h-{0}\" hidden>{body}</section>",
                place.id()
            )
        })
        .collect();
    format!(
        "<div class=\"nb nb-work\" part=\"frame\" id=\"nb-work\">{SKIP}{}{}<div class=\"nb-main\" part=\"main\" id=\"nb-main\" tabindex=\"-1\">{panels}</div>{}{}</div>{}{}",
        top_bar(),
        navigation(session),
        findings::side(),
        preview::pane(),
        findings::HEARD,
        dialog::HOST
    )
}

/// The first stop of the Tab key.
const SKIP: &str =
    "<button type=\"button\" class=\"nb-btn nb-skip\" data-act=\"skip\">跳到正在填的表</button>";

/// The switch for larger type.
pub(crate) fn type_switch(large: bool) -> String {
    format!(
        "<button type=\"button\" class=\"nb-btn\" id=\"nb-type\" data-act=\"type\" aria-pressed=\"{large}\" title=\"字放大，按钮和格子也放大\">大字</button>"
    )
}

/// The part of the frame that every screen has: the mark of the house.
pub(crate) const MARK: &str = "<span class=\"nb-mark\">年报</span>";

fn top_bar() -> String {
    let button = |act: &str, label: &str, keys: &str| {
        format!(
            "<button type=\"button\" class=\"nb-btn\" id=\"nb-{act}\" data-act=\"{act}\" title=\"{keys}\">{label}</button>"
        )
    };
    format!(
        "<header class=\"nb-top\" part=\"top\"><button type=\"button\" class=\"nb-home\" id=\"nb-home\" data-act=\"home\" title=\"回到开始页\">{MARK}</button>\
         <span class=\"nb-who\" id=\"nb-who\"></span><span class=\"nb-saved\" id=\"nb-saved\" role=\"status\"></span>{}{}{}{}{}\
         <button type=\"button\" class=\"nb-btn nb-primary\" id=\"nb-export\" data-act=\"export\">导出…</button></header>",
        button("undo", "撤销", "撤销 Ctrl+Z"),
        button("redo", "重做", "重做 Ctrl+Y"),
        button("save", "存成文件", "把草稿存成文件 Ctrl+S"),
        button("preview", "预览", "看排好的各页"),
        type_switch(false),
    )
}

fn navigation(session: &Session) -> String {
    let items: String = Place::ALL
        .iter()
        .map(|place| {
            let name = place_name(session, *place);
            format!(
                "<li><button type=\"button\" class=\"nb-go\" id=\"nb-go-{0}\" data-act=\"go\" data-part=\"{0}\"><span id=\"nb-state-{0}\"></span>\
                 <span class=\"nb-go-name\">{1}</span><small id=\"nb-words-{0}\"></small></button></li>",
                place.id(),
                escape(&name)
            )
        })
        .collect();
    format!(
        "<nav class=\"nb-nav\" id=\"nb-nav\" part=\"navigation\" aria-label=\"报告的各部分\"><ul>{items}</ul><div class=\"nb-foot\" id=\"nb-foot\"></div></nav>"
    )
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

/// Navigation, top bar and foot. The navigation counts the findings that are shown.
fn frame_pieces(pieces: &mut Pieces, session: &Session, screen: &Screen, findings: &[&Finding]) {
    let report = session.report();
    let name =
        if report.agency.name.is_empty() { "（未填单位）" } else { &report.agency.name };
    let original = if report.as_issued() { " · 照原文录入" } else { "" };
    pieces.html(
        Id::Who,
        format!(
            "<span>{}</span><small>{} 年 · {}{original}</small>",
            escape(name),
            report.year,
            report.edition().name
        ),
    );
    pieces.attribute(Id::Who, "title", Some(name.to_owned()));
    let saved = &screen.saved;
    let dot = if saved.warning { "nb-dot nb-warn" } else { "nb-dot" };
    // While the store is at work its words take the room that they take with the time.
    let local = if saved.saving {
        format!("<span class=\"nb-saving\">{}</span>", escape(&saved.local))
    } else {
        escape(&saved.local)
    };
    let words: Vec<String> =
        [local, escape(&saved.file)].into_iter().filter(|words| !words.is_empty()).collect();
    pieces.html(
        Id::Saved,
        format!("<i class=\"{dot}\" aria-hidden=\"true\"></i>{}", words.join(" · ")),
    );
    // The words change at every pause: a screen reader tells them only where something is at risk.
    pieces.attribute(
        Id::Saved,
        "aria-live",
        Some(if saved.warning { "polite" } else { "off" }.to_owned()),
    );
    pieces.attribute(Id::Button(Act::Type), "aria-pressed", Some(screen.large.to_string()));
    for (act, verb, name, keys) in [
        (Act::Undo, "撤销", session.undo_name(), "Ctrl+Z"),
        (Act::Redo, "重做", session.redo_name(), "Ctrl+Y"),
    ] {
        pieces.attribute(Id::Button(act), "disabled", name.is_none().then(String::new));
        pieces.attribute(
            Id::Button(act),
            "title",
            Some(name.map_or_else(
                || format!("没有可{verb}的步骤"),
                |name| format!("{verb}：{name}（{keys}）"),
            )),
        );
    }
    for place in Place::ALL {
        let progress = session.progress(place, findings);
        let current = place == screen.place;
        pieces.attribute(Id::Go(place), "aria-current", current.then(|| "true".to_owned()));
        pieces.attribute(Id::Panel(place), "hidden", (!current).then(String::new));
        pieces.html(Id::GoState(place), state_icon(progress.state));
        let numbers = if let Place::Part(part) = place {
            numbers::counter(session, part)
        } else {
            String::new()
        };
        let words: Vec<&str> = [progress.words.as_str(), numbers.as_str()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        pieces.html(Id::GoWords(place), escape(&words.join("，")));
    }
    pieces.html(Id::Foot, foot(session, screen));
}

fn state_icon(state: State) -> String {
    let (class, glyph, words) = match state {
        State::Empty => ("", String::new(), "还没有填"),
        State::Begun => ("nb-is-begun", "…".to_owned(), "没有填完"),
        State::Verify => ("nb-is-verify", "!".to_owned(), "请核实"),
        State::Wrong(n) => {
            ("nb-is-wrong", if n > 9 { "9+".to_owned() } else { n.to_string() }, "有错误")
        }
        State::Done => ("nb-is-done", "✓".to_owned(), "已完成"),
    };
    format!("<i class=\"nb-state {class}\" role=\"img\" aria-label=\"{words}\">{glyph}</i>")
}

/// The deadline and what this page is.
fn foot(session: &Session, screen: &Screen) -> String {
    let report = session.report();
    let level = report.agency.level;
    let local = session
        .packs()
        .deadlines(level)
        .into_iter()
        .map(|deadline| (deadline.day, Some(deadline.what.as_str())));
    let due: String = local
        .chain([(level.deadline(), None)])
        .map(|(day, what)| format!("<b>{}</b>", until(report.year, day, what, screen.today)))
        .collect();
    let packs: String = session
        .packs()
        .all()
        .iter()
        .map(|pack| format!("<span>规则包 {}</span>", escape(&pack.name)))
        .collect();
    format!(
        "{due}{}{}<span>规则 {}</span>{packs}{}",
        offline::badge("本页不联网"),
        keys::button(),
        crate::rules::RULE_SET.version,
        about(screen.today)
    )
}

/// How long it is until a day of the year after the report year: the day of the law, or one of a
/// rule pack and what is due then.
fn until(year: u16, (month, day): (u8, u8), what: Option<&str>, today: Date) -> String {
    let last = Date { year: year + 1, month, day };
    let local = what.map(escape);
    let what = local.as_deref().unwrap_or("公布");
    match last.days() - today.days() {
        0 => format!("今天是{what}期限"),
        left @ 1..=120 => {
            format!("距 {month} 月 {day} 日{}还有 {left} 天", local.as_deref().unwrap_or(""))
        }
        i64::MIN..0 => format!("已过{what}期限（{}）", last.chinese()),
        _ => format!("{what}期限 {}", last.chinese()),
    }
}

/// A small padlock.
pub(crate) const LOCK: &str = "<svg class=\"nb-lock\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z\"/></svg>";

/// Version and date of the build; says so when it is more than a year old.
pub(crate) fn about(today: Date) -> String {
    const YEAR: i64 = 365;
    let version = env!("CARGO_PKG_VERSION");
    match option_env!("NIANBAO_BUILD_DATE").and_then(Date::parse) {
        Some(built) if today.days() - built.days() > YEAR => {
            format!(
                "<span class=\"nb-old\">版本 {version}（{}）已经用了一年多，请向提供者要新版</span>",
                built.chinese()
            )
        }
        Some(built) => format!("<span>版本 {version}（{}）</span>", built.chinese()),
        None => format!("<span>版本 {version}</span>"),
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

#[cfg(test)]
mod tests;
