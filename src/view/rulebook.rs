//! “规则说明” and “为什么没报错”: every rule, what it asks for, whether it ran, and the numbers it saw.

use super::{dialog, escape, severity_class};
use crate::check::{Rule, RuleReport, RuleState, Severity, concerning};
use crate::edition::CellId;
use crate::rules::RULE_SET;
use crate::session::Session;

/// The dialog. With a rule, that one stands open; with a cell, only rules on that cell are listed.
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
    let items: String = listed
        .iter()
        .map(|(each, ran)| item(each, severity(each), ran.as_ref(), open(each)))
        .collect();
    let title = about.as_ref().map_or_else(
        || "规则和核对结果".to_owned(),
        |(cell, _)| format!("核对规则 · {}", escape(&cell.name())),
    );
    let intro = match (session, about.is_some()) {
        (None, _) => {
            format!("<p class=\"nb-d-note\">规则版本 {}，共 {} 条。打开一份年报以后，这里还会列出每条规则核对了哪些数。</p>", RULE_SET.version, listed.len())
        }
        (Some(session), false) => format!("<p class=\"nb-d-note\">规则版本 {}，{}点一条，看它核对了哪些数、依据什么。</p>", RULE_SET.version, counts(session)),
        (Some(_), true) => "<p class=\"nb-d-note\">这一格要过下面这些规则。点一条，看它核对了哪些数、依据什么。</p>".to_owned(),
    };
    let body = format!("{intro}<div class=\"nb-rules\">{items}</div>");
    dialog::wide(&title, &body, &dialog::button("dialog.close", "关闭", "nb-primary"))
}

fn ran(session: &Session) -> Vec<(&'static Rule, Option<RuleReport>)> {
    session.rule_report().into_iter().map(|ran| (ran.rule, Some(ran))).collect()
}

/// How many rules went which way.
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

/// `severity` is what the rule packs in use make of it.
fn item(rule: &Rule, severity: Severity, ran: Option<&RuleReport>, open: bool) -> String {
    let state = ran.map(|ran| {
        let class = match ran.state {
            RuleState::Found(_) => severity_class(severity),
            RuleState::Clean => "nb-holds",
            _ => "",
        };
        format!("<i class=\"nb-ran {class}\">{}</i>", ran.state.words())
    });
    let lines: String = ran
        .iter()
        .flat_map(|ran| &ran.lines)
        .map(|line| format!("<li>{}</li>", escape(line)))
        .collect();
    let lines = if lines.is_empty() { String::new() } else { format!("<ul>{lines}</ul>") };
    format!(
        "<details id=\"nb-rule-{}\"{}><summary><span class=\"nb-sev-word {}\">{}</span><b>{}</b>{}</summary>\
         <dl><dt>核对什么</dt><dd>{}</dd><dt>为什么</dt><dd>{}</dd><dt>怎么办</dt><dd>{}</dd><dt>依据</dt><dd>{}</dd></dl>{lines}</details>",
        rule.id,
        if open { " open" } else { "" },
        // What holds is not to look like a fault.
        if ran.is_some_and(|ran| !matches!(ran.state, RuleState::Found(_))) {
            ""
        } else {
            severity_class(severity)
        },
        severity.name(),
        escape(rule.title),
        state.unwrap_or_default(),
        escape(rule.what),
        escape(rule.why),
        escape(rule.todo),
        escape(rule.source),
    )
}
