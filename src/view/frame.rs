//! The frame around the part that is open: the top bar, the list of parts, and below it the
//! deadlines and the version of the program.

use super::button::Button;
use super::{
    Act, ElementId, LiveContent, Screen, about, keys, manual, mark, numbers, offline, panel_name,
    type_switch,
};
use crate::check::Finding;
use crate::report::Date;
use crate::session::{Panel, PartState, Session};
use maud::{Markup, html};

/// The skip link, which is the first stop of the Tab key.
pub(super) fn skip() -> Markup {
    Button::new(Act::Skip, "nb-btn nb-skip").with("跳到正在填的表")
}

pub(super) fn top_bar() -> Markup {
    let button = |act: Act, label: &str, title: &str| {
        Button::new(act, "nb-btn").named().title(title).with(label)
    };
    html! {
        header class="nb-top" part="top" {
            (Button::new(Act::Home, "nb-home").named().title("回到开始页").with(mark()))
            span class="nb-who" id=(ElementId::Who) {}
            span class="nb-saved" id=(ElementId::Saved) role="status" {}
            (button(Act::Undo, "撤销", "撤销 Ctrl+Z"))
            (button(Act::Redo, "重做", "重做 Ctrl+Y"))
            (button(Act::Save, "存成文件", "把草稿存成文件 Ctrl+S"))
            (button(Act::Preview, "预览", "看排好的各页"))
            (type_switch(false))
            (Button::new(Act::Export, "nb-btn nb-primary").named().with("导出…"))
        }
    }
}

pub(super) fn navigation(session: &Session) -> Markup {
    html! {
        nav class="nb-nav" id=(ElementId::Navigation) part="navigation" aria-label="报告的各部分" {
            ul {
                @for place in Panel::ALL {
                    li {
                        (Button::new(Act::Go, "nb-go")
                            .id(ElementId::Go(place))
                            .part(place)
                            .with(html! {
                                span id=(ElementId::GoState(place)) {}
                                span class="nb-go-name" { (panel_name(session, place)) }
                                small id=(ElementId::GoWords(place)) {}
                            }))
                    }
                }
            }
            div class="nb-foot" id=(ElementId::Foot) {}
        }
    }
}

/// Joins the texts that are not empty.
fn joined(texts: &[&str], between: &str) -> String {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    texts.join(between)
}

/// The live pieces of navigation, top bar and foot. The navigation counts only the findings that
/// are shown.
pub(super) fn pieces(
    pieces: &mut LiveContent,
    session: &Session,
    screen: &Screen,
    findings: &[&Finding],
) {
    let report = session.report();
    let name =
        if report.agency.name.is_empty() { "（未填单位）" } else { &report.agency.name };
    let original = if report.as_issued() { " · 照原文录入" } else { "" };
    pieces.html(
        ElementId::Who,
        html! {
            span { (name) }
            small { (report.year) " 年 · " (report.edition().name) (original) }
        },
    );
    pieces.attribute(ElementId::Who, "title", Some(name.to_owned()));
    let saved = &screen.saved;
    pieces.html(
        ElementId::Saved,
        html! {
            i.nb-dot.nb-warn[saved.warning] aria-hidden="true" {}
            // While the store is writing, these words get the width of the words with the time, so
            // that nothing moves.
            @if saved.saving { span class="nb-saving" { (saved.local) } } @else { (saved.local) }
            @if !saved.local.is_empty() && !saved.file.is_empty() { " · " }
            (saved.file)
        },
    );
    // The words change at every pause, so a screen reader reads them only if changes may be lost.
    pieces.attribute(
        ElementId::Saved,
        "aria-live",
        Some(if saved.warning { "polite" } else { "off" }.to_owned()),
    );
    pieces.attribute(ElementId::Button(Act::Type), "aria-pressed", Some(screen.large.to_string()));
    for (act, verb, name, keys) in [
        (Act::Undo, "撤销", session.undo_name(), "Ctrl+Z"),
        (Act::Redo, "重做", session.redo_name(), "Ctrl+Y"),
    ] {
        pieces.attribute(ElementId::Button(act), "disabled", name.is_none().then(String::new));
        pieces.attribute(
            ElementId::Button(act),
            "title",
            Some(name.map_or_else(
                || format!("没有可{verb}的步骤"),
                |name| format!("{verb}：{name}（{keys}）"),
            )),
        );
    }
    for place in Panel::ALL {
        let progress = session.progress(place, findings);
        let current = place == screen.place;
        pieces.attribute(ElementId::Go(place), "aria-current", current.then(|| "true".to_owned()));
        pieces.attribute(ElementId::Panel(place), "hidden", (!current).then(String::new));
        pieces.html(ElementId::GoState(place), state_icon(progress.state));
        let numbers = if let Panel::Part(part) = place {
            numbers::counter(session, part)
        } else {
            String::new()
        };
        pieces.html(
            ElementId::GoWords(place),
            html! { (joined(&[&progress.summary, &numbers], "，")) },
        );
    }
    pieces.html(ElementId::Foot, foot(session, screen));
}

fn state_icon(state: PartState) -> Markup {
    let (class, text) = match state {
        PartState::Empty => ("", "还没有填"),
        PartState::Begun => ("nb-is-begun", "没有填完"),
        PartState::Verify => ("nb-is-verify", "请核实"),
        PartState::Wrong(_) => ("nb-is-wrong", "有错误"),
        PartState::Done => ("nb-is-done", "已完成"),
    };
    html! {
        i class={ "nb-state " (class) } role="img" aria-label=(text) {
            @match state {
                PartState::Empty => {},
                PartState::Begun => "…",
                PartState::Verify => "!",
                PartState::Wrong(n) if n > 9 => "9+",
                PartState::Wrong(n) => (n),
                PartState::Done => "✓",
            }
        }
    }
}

/// The deadlines, and what this page is.
fn foot(session: &Session, screen: &Screen) -> Markup {
    let report = session.report();
    let level = report.agency.level;
    let packs = session.packs();
    let due = |day, what| html! { b { (until(report.year, day, what, screen.today)) } };
    html! {
        @for deadline in packs.deadlines(level) { (due(deadline.day, Some(&deadline.what))) }
        (due(level.deadline(), None))
        (offline::badge("本页不联网"))
        (manual::button())
        (keys::button())
        span { "规则 " (crate::rules::RULE_SET.version) }
        @for pack in packs.all() { span { "规则包 " (pack.name) } }
        (about(screen.today))
    }
}

/// How many days are left until a day of the year after the report year: the statutory deadline, or
/// a deadline of a rule pack with what is due then (`local`).
fn until(year: u16, (month, day): (u8, u8), local: Option<&str>, today: Date) -> String {
    let last = Date { year: year + 1, month, day };
    let what = local.unwrap_or("公布");
    match last.days() - today.days() {
        0 => format!("今天是{what}期限"),
        left @ 1..=120 => {
            format!("距 {month} 月 {day} 日{}还有 {left} 天", local.unwrap_or(""))
        }
        i64::MIN..0 => format!("已过{what}期限（{}）", last.chinese()),
        _ => format!("{what}期限 {}", last.chinese()),
    }
}
