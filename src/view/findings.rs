//! The 核对 panel: what was found, and the sums of the cell in hand, term by term.

use super::{Pieces, Screen, escape, finding_key, severity_words};
use crate::edition::CellId;
use crate::rules::{Explained, Finding, Message, Severity};
use crate::session::Session;

/// The empty panel.
pub(super) fn side() -> String {
    "<aside class=\"nb-side\" aria-label=\"核对\"><h2>核对</h2><div class=\"nb-tally\" id=\"nb-tally\" role=\"status\"></div>\
     <div class=\"nb-findings\" id=\"nb-findings\"></div>\
     <section class=\"nb-cellbox\" id=\"nb-cellbox\" aria-label=\"当前的格\" hidden><div id=\"nb-cell-head\"></div><div id=\"nb-cell-sums\"></div><div id=\"nb-cell-control\"></div></section></aside>"
        .to_owned()
}

pub(super) fn pieces(pieces: &mut Pieces, session: &Session, screen: &Screen, findings: &[Finding]) {
    pieces.html("nb-tally", tally(findings));
    let list: String = findings.iter().map(|finding| one(session, screen, finding)).collect();
    pieces.html("nb-findings", if list.is_empty() { nothing_found(session) } else { list });
    let cell = screen.focus.and_then(|id| session.report().form().cell(id));
    pieces.attribute("nb-cellbox", "hidden", cell.is_none().then(String::new));
    pieces.html("nb-cell-head", cell.map(|cell| format!("<h3>{}</h3><p class=\"nb-gloss\">{}</p>", escape(&cell.name()), escape(cell.gloss))).unwrap_or_default());
    pieces.html("nb-cell-sums", cell.map(|cell| sums(session, cell.id)).unwrap_or_default());
    let typed = cell.filter(|cell| session.report().is_calculated(cell.id)).map(|cell| session.report().control(cell.id).map_or("", |entry| entry.text()));
    if let Some(typed) = typed {
        pieces.value("nb-control", typed.to_owned());
    }
    pieces.html("nb-cell-control", cell.map(|cell| control(session, cell.id)).unwrap_or_default());
}

fn tally(findings: &[Finding]) -> String {
    [Severity::Error, Severity::Verify, Severity::Hint]
        .iter()
        .map(|severity| {
            let (class, word) = severity_words(*severity);
            let n = findings.iter().filter(|f| f.rule.severity == *severity).count();
            let class = if n == 0 { "" } else { class };
            format!("<span class=\"nb-count {class}\">{word} {n}</span>")
        })
        .collect()
}

/// The empty state: says what it means.
fn nothing_found(session: &Session) -> String {
    let begun = session.report().entries().is_empty();
    let words = if begun { "填数以后，这里会说哪里对不上、差多少、怎么改。" } else { "已填的数目前没有对不上的地方。没有填完的合计不会报错。" };
    format!("<p class=\"nb-none\">{words}</p>")
}

fn one(session: &Session, screen: &Screen, finding: &Finding) -> String {
    let (class, word) = severity_words(finding.rule.severity);
    let message = finding.message(session.report());
    let key = finding_key(finding);
    let lit = if screen.lit.as_deref() == Some(key.as_str()) { " nb-on" } else { "" };
    let cell = finding.cells.first().map(|id| format!(" data-to=\"{id}\"")).unwrap_or_default();
    let go = if finding.cells.is_empty() { "" } else { "<span class=\"nb-jump\">到这一格 →</span>" };
    format!(
        "<article class=\"nb-f {class}{lit}\" data-finding=\"{}\" data-rule=\"{}\" data-severity=\"{}\"><button type=\"button\" class=\"nb-f-go\" data-act=\"finding\"{cell}>\
         <span class=\"nb-sev\">{word}</span><span class=\"nb-f-title\">{}</span>{go}</button>{}</article>",
        escape(&key),
        finding.rule.id,
        finding.rule.severity.id(),
        escape(&message.title),
        body(&message)
    )
}

fn body(message: &Message) -> String {
    let mut html = String::new();
    if !message.sides.is_empty() {
        let sides: String = message.sides.iter().map(|side| format!("<dt>{}</dt><dd>{}</dd>", escape(&side.words), escape(&side.value))).collect();
        let difference = message.difference.as_ref().map(|words| format!("<p class=\"nb-diff\">{}</p>", escape(words))).unwrap_or_default();
        html.push_str(&format!("<div class=\"nb-eq\"><dl>{sides}</dl>{difference}</div>"));
    } else if let Some(difference) = &message.difference {
        html.push_str(&format!("<p>{}</p>", escape(difference)));
    }
    for words in [&message.why, &message.todo] {
        if !words.is_empty() {
            html.push_str(&format!("<p>{}</p>", escape(words)));
        }
    }
    html
}

/// The sums in which the cell stands.
fn sums(session: &Session, id: CellId) -> String {
    session.checker().explain(session.report(), id).iter().map(sum).collect()
}

fn sum(explained: &Explained) -> String {
    let terms = |terms: &[crate::rules::Term]| {
        terms.iter().map(|term| format!("{} <b>{}</b>", escape(&term.name), term.value.map_or_else(|| "空".to_owned(), |value| value.to_string()))).collect::<Vec<_>>().join(" + ")
    };
    let (class, mark) = match explained.holds {
        Some(true) => ("nb-holds", "＝"),
        Some(false) => ("nb-fails", "≠"),
        None => ("", "＝"),
    };
    let state = match explained.holds {
        Some(true) => "平",
        Some(false) => "不平",
        None => "未填完",
    };
    format!("<p class=\"nb-sum {class}\"><span>{} {mark} {}</span><i>{state}</i></p>", terms(&explained.left), terms(&explained.right))
}

/// Where a calculated total can be told what it should be.
fn control(session: &Session, id: CellId) -> String {
    let report = session.report();
    if !report.is_calculated(id) {
        return String::new();
    }
    format!(
        "<label class=\"nb-control\"><span>控制数（手头资料上的总计，可不填）</span>\
         <input type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" data-control=\"{id}\" id=\"nb-control\"></label>"
    )
}
