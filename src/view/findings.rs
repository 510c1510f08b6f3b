//! The panel 核对: the findings, and the sums of the focused cell, term by term.

use super::button::Button;
use super::{Act, ElementId, Listed, LiveContent, Screen, alike, doubt, severity_class};
use crate::check::{self, Finding, Message, Severity, SumBreakdown, SumOutcome, Term};
use crate::diagnosis::{Confidence, Repair};
use crate::edition::CellId;
use crate::number::Decimal;
use crate::report::Justification;
use crate::rules::RULE_SET;
use crate::session::Session;
use crate::sorted_map::SortedMap;
use maud::{Markup, html};

/// The live region that announces what changed among the findings (see [`announcement`]). It is
/// outside the frame, because a dialog makes the frame inert.
pub(super) fn announcements() -> Markup {
    html! {
        p class="nb-unseen nb-heard" id=(ElementId::Heard) role="status" {}
    }
}

/// Says that the text is not checked, while the module for words is not there.
const WORDS_UNREAD: &str = "正文还没有核对；表格照常核对。";
/// Says so if that module cannot be loaded.
const WORDS_MISSING: &str = "正文没有核对：核对正文的程序没有装好。表格照常核对。请重新打开本页；还是这样，就重新取得这个文件，或者联系网站管理员。";

/// The empty panel.
pub(super) fn panel() -> Markup {
    html! {
        aside class="nb-side" id=(ElementId::Side) part="findings" aria-label="核对" {
            h2 { "核对" (Button::link(Act::Rules).with("规则和核对结果")) }
            div class="nb-tally" id=(ElementId::Tally) role="group" aria-label="只看一类" {
                @for count in Listed::ALL {
                    (Button::new(Act::FindingsListed, "nb-count")
                        .id(ElementId::Count(count))
                        .value(count.id())
                        .pressed(false)
                        .with(""))
                }
            }
            div class="nb-scroll" {
                p class="nb-none" id=(ElementId::NothingFound) {}
                div id=(ElementId::Findings) {}
            }
            section class="nb-cellbox" id=(ElementId::CellBox) aria-label="当前的格" hidden {
                div id=(ElementId::CellHead) {}
                div id=(ElementId::CellSums) {}
                div id=(ElementId::CellControl) {}
            }
        }
    }
}

pub(super) fn pieces(
    pieces: &mut LiveContent,
    session: &Session,
    screen: &Screen,
    findings: &[&Finding],
    listed: &[&Finding],
    repairs: &SortedMap<String, Markup>,
) {
    counts(pieces, session, screen, findings);
    for finding in listed {
        let same = alike::alike(listed, finding, session.report());
        let is_first = same.first().is_some_and(|first| std::ptr::eq(*first, *finding));
        let is_unfolded = screen.unfolded.as_deref() == Some(finding.rule.id);
        if !same.is_empty() && !is_first && !is_unfolded {
            continue;
        }
        let key = finding.key();
        let group = is_first.then(|| together(session, &same, is_unfolded));
        let html = one(session, screen, finding, &key, group.as_ref(), repairs.get(&key));
        pieces.finding(key, html);
    }
    pieces.html(
        ElementId::NothingFound,
        html! {
            @if !session.checker().words_are_read() {
                (if screen.lacks_words { WORDS_MISSING } else { WORDS_UNREAD })
            } @else if findings.is_empty() {
                (nothing_found(session))
            }
        },
    );
    let cell = screen.focus.and_then(|id| session.report().form().cell(id));
    pieces.attribute(ElementId::CellBox, "hidden", cell.is_none().then(String::new));
    pieces.html(
        ElementId::CellHead,
        html! {
            @if let Some(cell) = cell {
                h3 { (cell.name()) }
                p class="nb-gloss" { (cell.gloss) }
            }
        },
    );
    pieces.html(
        ElementId::CellSums,
        html! {
            @if let Some(cell) = cell { (sums(session, cell.id)) }
        },
    );
    pieces.html(
        ElementId::CellControl,
        html! {
            @if let Some(cell) = cell { (control(session, cell.id)) }
        },
    );
    let typed =
        cell.and_then(|cell| session.report().control(cell.id)).map_or("", |entry| entry.text());
    pieces.value(ElementId::Control(cell.map(|cell| cell.id)), typed.to_owned());
}

/// What can be done about several equal findings at once.
fn together(session: &Session, same: &[&Finding], is_unfolded: bool) -> Markup {
    let count = same.len();
    let is_open = same[0].justification(session.report()).is_none();
    let can_be_mended = is_open && alike::edits(session, same).len() >= count;
    let fold = Button::link(Act::FindingsUnfold).name(same[0].rule.id).pressed(is_unfolded);
    html! {
        p class="nb-alike" {
            span { "这样的共 " (count) " 处" }
            @if can_be_mended {
                (Button::small(Act::RepairAlike).with(html! { (count) " 处都照此改" }))
            }
            (fold.with("逐处列出"))
        }
    }
}

/// The findings that are listed: all, or those of the count that is pressed.
pub(super) fn listed<'a>(
    session: &Session,
    screen: &Screen,
    findings: &[&'a Finding],
) -> Vec<&'a Finding> {
    let report = session.report();
    let is_listed = |finding: &&&Finding| {
        screen.listed.is_none_or(|listed| Listed::of(finding, report) == listed)
    };
    findings.iter().filter(is_listed).copied().collect()
}

/// The counts above the list, which are buttons.
fn counts(pieces: &mut LiveContent, session: &Session, screen: &Screen, findings: &[&Finding]) {
    for count in Listed::ALL {
        let id = || ElementId::Count(count);
        let found = count.count(findings, session.report());
        let pressed = screen.listed == Some(count);
        let class = if found == 0 { "" } else { count.class() };
        pieces.html(id(), html! { (count.name()) " " (found) });
        pieces.attribute(id(), "class", Some(format!("nb-count {class}").trim().to_owned()));
        pieces.attribute(id(), "aria-pressed", Some(pressed.to_string()));
        pieces.attribute(id(), "disabled", (found == 0).then(String::new));
        let is_unused = count == Listed::Explained && found == 0;
        pieces.attribute(id(), "hidden", is_unused.then(String::new));
    }
}

/// The counts as text.
pub(super) fn tally(session: &Session, findings: &[&Finding]) -> Markup {
    html! {
        @for count in Listed::ALL {
            @let found = count.count(findings, session.report());
            @if found > 0 || count != Listed::Explained {
                span class={ "nb-count " (if found == 0 { "" } else { count.class() }) } {
                    (count.name()) " " (found)
                }
            }
        }
    }
}

/// The announcement of changes among the findings: which are new, how many are gone, and how many
/// there are now. `heard` and `shown` are the keys of the earlier and the present findings. `None`
/// if nothing has changed.
pub fn announcement(session: &Session, heard: &[String], shown: &[String]) -> Option<String> {
    const SPOKEN: usize = 2;
    let finding_with_key = |key: &String| session.findings().find(|finding| finding.key() == **key);
    let fresh: Vec<&Finding> =
        shown.iter().filter(|key| !heard.contains(key)).filter_map(finding_with_key).collect();
    let gone = heard.iter().filter(|key| !shown.contains(key)).count();
    if fresh.is_empty() && gone == 0 {
        return None;
    }
    let mut announcement = String::new();
    for finding in fresh.iter().take(SPOKEN) {
        announcement.push_str(&format!(
            "新{}：{}。",
            finding.severity.name(),
            finding.message(session.report()).title
        ));
    }
    if fresh.len() > SPOKEN {
        announcement.push_str(&format!("另有 {} 处。", fresh.len() - SPOKEN));
    }
    if gone > 0 {
        announcement.push_str(&format!("{gone} 处没有了。"));
    }
    let open = |severity: &Severity| {
        shown
            .iter()
            .filter_map(finding_with_key)
            .filter(|f| f.severity == *severity && f.justification(session.report()).is_none())
            .count()
    };
    let counts: Vec<String> = Severity::ALL
        .iter()
        .map(|severity| (severity, open(severity)))
        .filter(|(_, n)| *n > 0)
        .map(|(severity, n)| format!("{} {n}", severity.name()))
        .collect();
    announcement.push_str(&if counts.is_empty() {
        "现在没有对不上的地方。".to_owned()
    } else {
        format!("现有{}。", counts.join("，"))
    });
    Some(announcement)
}

/// The sentence that explains why no findings are listed.
fn nothing_found(session: &Session) -> &'static str {
    let blank = session.report().entries().is_empty();
    if blank {
        "填数以后，这里会说哪里对不上、差多少、怎么改。"
    } else if session.is_draft() {
        "已填的数目前没有对不上的地方。还没填完的合计不会报错。"
    } else {
        "没有对不上的地方。"
    }
}

fn one(
    session: &Session,
    screen: &Screen,
    finding: &Finding,
    key: &str,
    group: Option<&Markup>,
    repairs: Option<&Markup>,
) -> Markup {
    let report = session.report();
    let message = finding.message(report);
    // The findings about the focused cell are highlighted.
    let here = screen.focus.is_some_and(|id| finding.cells.contains(&id));
    let go = Button::new(Act::Finding, "nb-f-go").part(Session::panel_of(finding));
    let go = match finding.cause.or(finding.cells.first().copied()) {
        Some(cell) => go.to(cell),
        None => go,
    };
    html! {
        article.nb-f.(severity_class(finding.severity))
            .nb-on[screen.lit.as_deref() == Some(key)]
            .nb-here[here]
            .nb-explained[finding.justification(report).is_some()]
            data-key=(key) data-finding=(key) data-rule=(finding.rule.id)
            data-severity=(finding.severity.id()) {
            (go.with(html! {
                span class="nb-sev" { (finding.severity.name()) }
                span class="nb-f-title" id=(ElementId::of_title(key)) { (message.title) }
                span class="nb-jump" { "到这里 →" }
            }))
            (body(&message))
            @if let Some(group) = group { (group) }
            @if let Some(repairs) = repairs { (repairs) }
            (doubt::choices(session, finding))
            (actions(session, finding))
        }
    }
}

fn body(message: &Message) -> Markup {
    html! {
        @if !message.sides.is_empty() || message.difference.is_some() {
            div class="nb-eq" {
                @if !message.sides.is_empty() {
                    dl {
                        @for side in &message.sides { dt { (side.label) } dd { (side.value) } }
                    }
                }
                @if let Some(difference) = &message.difference {
                    p class="nb-diff" { (difference) }
                }
            }
        }
        @for text in [message.why, message.todo] {
            @if !text.is_empty() { p { (text) } }
        }
    }
}

/// The repairs that would resolve a finding, the likeliest first. The button of a clearly likeliest
/// repair is emphasized; among equally likely repairs none is.
pub(super) fn repairs(session: &Session, finding: &Finding) -> Markup {
    const MOST_SHOWN_REPAIRS: usize = 3;
    const MORE: usize = 12;
    if finding.justification(session.report()).is_some() {
        return Markup::default();
    }
    let repairs = session.diagnosis().repairs(&finding.key());
    if repairs.is_empty() {
        return Markup::default();
    }
    let repair_button = |index: usize, repair: &Repair| {
        let class =
            if repair.is_recommended() { "nb-btn nb-small nb-primary" } else { "nb-btn nb-small" };
        html! {
            li {
                span { (repair.text(session.report())) }
                (Button::new(Act::Repair, class).value(index).with("照此改"))
            }
        }
    };
    // Repairs that others explain more simply are folded away.
    let likely = |repair: &&&Repair| repair.confidence != Confidence::Remote;
    let first = repairs.iter().take_while(likely).count().clamp(1, MOST_SHOWN_REPAIRS);
    let is_equal = |repair: &&&Repair| repair.confidence == Confidence::Equal;
    let equal = repairs.iter().take(first).filter(is_equal).count() > 1;
    let list = || repairs.iter().enumerate();
    let more = repairs.len() - first;
    html! {
        div class="nb-repairs" {
            @if equal { p class="nb-equal" { "下面几种改法一样说得通，请对照台账决定。" } }
            ul { @for (index, repair) in list().take(first) { (repair_button(index, repair)) } }
            @if more > 0 {
                details {
                    summary {
                        @if more > MORE {
                            "另外 " (MORE) " 种改法（共 " (more) " 种，把握都不大）"
                        } @else {
                            "另外 " (more) " 种改法"
                        }
                    }
                    ul {
                        @for (index, repair) in list().skip(first).take(MORE) {
                            (repair_button(index, repair))
                        }
                    }
                }
            }
        }
    }
}

/// The buttons of a finding: to write a justification (说明) and to look the rule up, with the
/// justification that it has.
fn actions(session: &Session, finding: &Finding) -> Markup {
    let report = session.report();
    let (justification, lapsed) = (finding.justification(report), finding.lapsed(report));
    let reason = |justification: &Justification| {
        html! {
            (justification.reason)
            @if !justification.text.is_empty() { "：" (justification.text) }
        }
    };
    let justify_link = |label: &str| Button::link(Act::Explain).with(label);
    html! {
        @if let Some(justification) = justification {
            p class="nb-said" { b { "已说明" } (reason(justification)) }
        } @else if let Some(lapsed) = lapsed {
            p class="nb-said nb-lapsed" {
                b { "说明已失效" }
                "数字改过了。原来写的是："
                (reason(lapsed))
            }
        }
        p class="nb-acts" {
            @if justification.is_some() {
                (justify_link("改说明"))
                (Button::link(Act::ExplainWithdraw).with("撤回"))
            } @else if lapsed.is_some() {
                (justify_link("重新写说明"))
            } @else if finding.can_be_justified() {
                (justify_link("写说明"))
            }
            (Button::link(Act::Rules).name(finding.rule.id).with("这条规则"))
        }
    }
}

/// The sums that contain the cell, term by term. If the cell is the only blank of one, the value
/// that makes it balance is offered.
fn sums(session: &Session, id: CellId) -> Markup {
    let report = session.report();
    html! {
        @for breakdown in check::sum_breakdowns(&RULE_SET, report, id) { (sum(&breakdown)) }
        p class="nb-acts" { (Button::link(Act::Rules).to(id).with("这一格要过的规则")) }
        @if report.presumed.contains_key(&id) {
            p class="nb-offer" {
                span { "这个数是按收办平衡推算的，平衡关系证明不了它；请与台账核对。" }
                (Button::small(Act::Confirm).to(id).with("已核对"))
            }
        } @else if let Some(solution) = check::solved(report, id) {
            (offer(id, &solution))
        }
    }
}

/// The terms of a sum. In a long one, zeros and blanks are counted instead of named.
fn terms(terms: &[Term]) -> Markup {
    const SHORT: usize = 6;
    let count = |value: Option<Decimal>| terms.iter().filter(|term| term.value == value).count();
    let is_long = terms.len() > SHORT;
    let named = terms
        .iter()
        .filter(|term| !is_long || term.value.is_some_and(|value| value != Decimal::ZERO))
        .map(|term| {
            let value = term.value.map_or_else(|| "空".to_owned(), |value| value.to_string());
            html! { (term.name) " " b { (value) } }
        });
    let counted = [(count(Some(Decimal::ZERO)), "0"), (count(None), "空")]
        .into_iter()
        .filter(|(n, _)| is_long && *n > 0)
        .map(|(n, what)| html! { (n) " 项 " b { (what) } });
    html! {
        @for (index, term) in named.chain(counted).enumerate() {
            @if index > 0 { " + " }
            (term)
        }
    }
}

fn sum(breakdown: &SumBreakdown) -> Markup {
    let (class, mark) = match breakdown.outcome {
        SumOutcome::Holds => ("nb-holds", "＝"),
        SumOutcome::Differs(_) => ("nb-fails", "≠"),
        SumOutcome::Unfinished(_) => ("", "＝"),
    };
    html! {
        p class={ "nb-sum " (class) } {
            span {
                (terms(&breakdown.left)) " " (mark) " " (terms(&breakdown.right))
                @if let Some(value) = breakdown.control {
                    "（控制数 " b { (value.to_string()) } "）"
                }
            }
            i { (breakdown.outcome.text()) }
        }
    }
}

/// Offers the value of a blank cell that would close a sum.
fn offer(id: CellId, solution: &check::Solution) -> Markup {
    let (text, act) = if solution.presumed {
        ("只能按收办平衡推算：", Act::Presume)
    } else {
        ("按合计推出来是：", Act::Take)
    };
    let value = solution.value.to_string();
    html! {
        p class="nb-offer" {
            span { (text) }
            (Button::small(act).to(id).value(&value).with(html! { "填 " (value) }))
        }
    }
}

/// The field for the control (控制数) of a calculated total.
fn control(session: &Session, id: CellId) -> Markup {
    html! {
        @if session.report().is_calculated(id) {
            label class="nb-control" {
                span { "控制数（手头资料上的总计，可不填）" }
                input type="text" inputmode="numeric" autocomplete="off" data-control=(id)
                    id=(ElementId::Control(Some(id)));
            }
        }
    }
}
