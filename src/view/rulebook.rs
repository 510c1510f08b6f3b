//! The dialog of the rules: what each rule demands, whether it ran, and the numbers that it
//! checked. It also answers why an error was not reported.

use super::modal::{Modal, acknowledge};
use super::{ElementId, severity_class};
use crate::check::{Rule, RuleReport, RuleState, Severity, concerning};
use crate::edition::CellId;
use crate::rules::RULE_SET;
use crate::session::Session;
use maud::{Markup, html};

/// The dialog. If a rule is given by its id, it is unfolded; if a cell is given, only rules on that
/// cell are listed. Without a session, the rules are listed without results.
pub fn dialog(session: Option<&Session>, rule: Option<&str>, cell: Option<CellId>) -> String {
    let all = session.map_or_else(|| RULE_SET.iter().map(|rule| (rule, None)).collect(), ran);
    let about = session.zip(cell).and_then(|(session, cell)| {
        Some((
            session.report().form().cell(cell)?,
            concerning(&RULE_SET, session.report().form(), session.packs(), cell),
        ))
    });
    let listed: Vec<_> = all
        .iter()
        .filter(|(rule, _)| about.as_ref().is_none_or(|(_, rules)| rules.contains(rule)))
        .collect();
    let severity = |rule: &Rule| {
        session.and_then(|session| session.packs().severity(rule)).unwrap_or(rule.severity)
    };
    let open = |each: &Rule| rule == Some(each.id) || about.is_some() && listed.len() < 4;
    let title = about.as_ref().map_or_else(
        || "规则和核对结果".to_owned(),
        |(cell, _)| format!("核对规则 · {}", cell.name()),
    );
    let body = html! {
        p class="nb-d-note" {
            @if let Some(session) = session {
                @if about.is_some() {
                    "这一格要过下面这些规则。"
                } @else {
                    "规则版本 " (RULE_SET.version) "，" (counts(session))
                }
                "点一条，看它核对了哪些数、依据什么。"
            } @else {
                "规则版本 " (RULE_SET.version) "，共 " (listed.len())
                " 条。打开一份年报以后，这里还会列出每条规则核对了哪些数。"
            }
        }
        div class="nb-rules" {
            @for (each, ran) in &listed {
                (item(each, severity(each), ran.as_ref(), open(each)))
            }
        }
    };
    Modal::wide(&title).with(&body, &acknowledge("关闭"))
}

fn ran(session: &Session) -> Vec<(&'static Rule, Option<RuleReport>)> {
    session.rule_report().into_iter().map(|ran| (ran.rule, Some(ran))).collect()
}

/// How many rules have which result.
fn counts(session: &Session) -> String {
    let all = session.rule_report();
    let count =
        |wanted: fn(&RuleState) -> bool| all.iter().filter(|ran| wanted(&ran.state)).count();
    let clean = count(|state| *state == RuleState::Clean);
    let found = count(|state| matches!(state, RuleState::Found(_)));
    let open = count(|state| *state == RuleState::Unfinished);
    let idle = all.len() - clean - found - open;
    format!(
        "共 {} 条：{found} 条有发现，{clean} 条核对过没有发现问题，{open} 条等填完再核对，{idle} 条这次用不上。",
        all.len()
    )
}

/// One rule. `severity` is its severity under the rule packs in use.
fn item(rule: &Rule, severity: Severity, ran: Option<&RuleReport>, open: bool) -> Markup {
    let has_found = ran.is_none_or(|ran| matches!(ran.state, RuleState::Found(_)));
    // A rule without findings must not look like an error.
    let colour = if has_found { severity_class(severity) } else { "" };
    html! {
        details id=(ElementId::Rule(rule.id.to_owned())) open[open] {
            summary {
                span class={ "nb-sev-word " (colour) } { (severity.name()) }
                b { (rule.title) }
                @if let Some(ran) = ran { (outcome(ran, severity)) }
            }
            dl {
                dt { "核对什么" } dd { (rule.what) }
                dt { "为什么" } dd { (rule.why) }
                dt { "怎么办" } dd { (rule.todo) }
                dt { "依据" } dd { (rule.source) }
            }
            @if let Some(ran) = ran && !ran.lines.is_empty() {
                ul { @for line in &ran.lines { li { (line) } } }
            }
        }
    }
}

/// The result of a rule, in a few words.
fn outcome(ran: &RuleReport, severity: Severity) -> Markup {
    let class = match ran.state {
        RuleState::Found(_) => severity_class(severity),
        RuleState::Clean => "nb-holds",
        _ => "",
    };
    html! {
        i class={ "nb-ran " (class) } { (ran.state.text()) }
    }
}
