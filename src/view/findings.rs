//! The 核对 panel: what was found, and the sums of the cell in hand, term by term.

use super::{Id, Pieces, Screen, escape, severity_class};
use crate::check::{self, Finding, Message, Severity, SumOutcome, Term};
use crate::diagnosis::{Confidence, Repair};
use crate::edition::CellId;
use crate::number::Decimal;
use crate::order::Keyed;
use crate::report::Justification;
use crate::session::Session;

/// Speaks what changed among the findings: see [`news`]. Outside the frame, which a dialog takes
/// out of reach.
pub(super) const HEARD: &str =
    "<p class=\"nb-unseen nb-heard\" id=\"nb-heard\" role=\"status\"></p>";

/// The empty panel.
pub(super) fn side() -> String {
    "<aside class=\"nb-side\" id=\"nb-side\" part=\"findings\" aria-label=\"核对\"><h2>核对<button type=\"button\" class=\"nb-link\" data-act=\"rules\">规则和核对结果</button></h2><div class=\"nb-tally\" id=\"nb-tally\"></div>\
     <div class=\"nb-scroll\"><p class=\"nb-none\" id=\"nb-none\"></p><div id=\"nb-findings\"></div></div>\
     <section class=\"nb-cellbox\" id=\"nb-cellbox\" aria-label=\"当前的格\" hidden><div id=\"nb-cell-head\"></div><div id=\"nb-cell-sums\"></div><div id=\"nb-cell-control\"></div></section></aside>"
        .to_owned()
}

pub(super) fn pieces(
    pieces: &mut Pieces,
    session: &Session,
    screen: &Screen,
    findings: &[&Finding],
    repairs: &Keyed<String, String>,
) {
    pieces.html(Id::Tally, tally(session, findings));
    pieces.findings = findings
        .iter()
        .map(|finding| {
            (
                finding.key(),
                one(
                    session,
                    screen,
                    finding,
                    repairs.get(&finding.key()).map_or("", String::as_str),
                ),
            )
        })
        .collect();
    pieces.html(
        Id::NothingFound,
        if findings.is_empty() { nothing_found(session).to_owned() } else { String::new() },
    );
    let cell = screen.focus.and_then(|id| session.report().form().cell(id));
    pieces.attribute(Id::CellBox, "hidden", cell.is_none().then(String::new));
    pieces.html(
        Id::CellHead,
        cell.map(|cell| {
            format!(
                "<h3>{}</h3><p class=\"nb-gloss\">{}</p>",
                escape(&cell.name()),
                escape(cell.gloss)
            )
        })
        .unwrap_or_default(),
    );
    pieces.html(Id::CellSums, cell.map(|cell| sums(session, cell.id)).unwrap_or_default());
    pieces.html(Id::CellControl, cell.map(|cell| control(session, cell.id)).unwrap_or_default());
    let typed =
        cell.and_then(|cell| session.report().control(cell.id)).map_or("", |entry| entry.text());
    pieces.value(
        // Without a cell in hand there is no control, and its place holds no field.
        cell.map_or(Id::CellControl, |cell| Id::Control(cell.id)),
        typed.to_owned(),
    );
}

pub(super) fn tally(session: &Session, findings: &[&Finding]) -> String {
    let (said, open): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.justification(session.report()).is_some());
    let count = |n: usize, class: &str, name: &str| {
        format!("<span class=\"nb-count {}\">{name} {n}</span>", if n == 0 { "" } else { class })
    };
    let of = |severity: &Severity| {
        count(
            open.iter().filter(|f| f.severity == *severity).count(),
            severity_class(*severity),
            severity.name(),
        )
    };
    let said =
        if said.is_empty() { String::new() } else { count(said.len(), "nb-holds", "已说明") };
    Severity::ALL.iter().map(of).chain([said]).collect()
}

/// What to say about the findings after others were heard: which are new, whether some are gone,
/// and how many there are. Nothing where nothing changed.
pub fn news(session: &Session, heard: &[String], shown: &[String]) -> Option<String> {
    const SPOKEN: usize = 2;
    let of = |key: &String| session.findings().find(|finding| finding.key() == **key);
    let fresh: Vec<&Finding> =
        shown.iter().filter(|key| !heard.contains(key)).filter_map(of).collect();
    let gone = heard.iter().filter(|key| !shown.contains(key)).count();
    if fresh.is_empty() && gone == 0 {
        return None;
    }
    let mut words = String::new();
    for finding in fresh.iter().take(SPOKEN) {
        words.push_str(&format!(
            "新{}：{}。",
            finding.severity.name(),
            finding.message(session.report()).title
        ));
    }
    if fresh.len() > SPOKEN {
        words.push_str(&format!("另有 {} 处。", fresh.len() - SPOKEN));
    }
    if gone > 0 {
        words.push_str(&format!("{gone} 处没有了。"));
    }
    let open = |severity: &Severity| {
        shown
            .iter()
            .filter_map(of)
            .filter(|f| f.severity == *severity && f.justification(session.report()).is_none())
            .count()
    };
    let counts: Vec<String> = Severity::ALL
        .iter()
        .map(|severity| (severity, open(severity)))
        .filter(|(_, n)| *n > 0)
        .map(|(severity, n)| format!("{} {n}", severity.name()))
        .collect();
    words.push_str(&if counts.is_empty() {
        "现在没有对不上的地方。".to_owned()
    } else {
        format!("现有{}。", counts.join("，"))
    });
    Some(words)
}

/// The empty state: says what it means.
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

fn one(session: &Session, screen: &Screen, finding: &Finding, repairs: &str) -> String {
    let class = severity_class(finding.severity);
    let message = finding.message(session.report());
    let key = finding.key();
    let said = if finding.justification(session.report()).is_some() { " nb-explained" } else { "" };
    let lit = if screen.lit.as_deref() == Some(key.as_str()) { " nb-on" } else { "" };
    // The other way round: the cell in hand shows which findings speak of it.
    let here =
        if screen.focus.is_some_and(|id| finding.cells.contains(&id)) { " nb-here" } else { "" };
    let place = Session::place_of(finding).id();
    let cell = finding
        .cause
        .or(finding.cells.first().copied())
        .map(|id| format!(" data-to=\"{id}\""))
        .unwrap_or_default();
    format!(
        "<article class=\"nb-f {class}{lit}{here}{said}\" data-key=\"{0}\" data-finding=\"{0}\" data-rule=\"{1}\" data-severity=\"{2}\"><button type=\"button\" class=\"nb-f-go\" data-act=\"finding\" data-part=\"{place}\"{cell}>\
         <span class=\"nb-sev\">{3}</span><span class=\"nb-f-title\" id=\"{7}\">{4}</span><span class=\"nb-jump\">到这里 →</span></button>{5}{6}</article>",
        escape(&key),
        finding.rule.id,
        finding.severity.id(),
        finding.severity.name(),
        escape(&message.title),
        body(&message),
        repairs.to_owned() + &actions(session, finding),
        escape(&title_id(&key)),
    )
}

/// The id of the title of the finding with that key: cells are described by it. Ids have no spaces.
pub(super) fn title_id(key: &str) -> String {
    format!("nb-f-title-{}", key.replace(char::is_whitespace, "_"))
}

fn body(message: &Message) -> String {
    let mut html = String::new();
    let difference = message
        .difference
        .as_ref()
        .map(|words| format!("<p class=\"nb-diff\">{}</p>", escape(words)))
        .unwrap_or_default();
    if !message.sides.is_empty() {
        let sides: String = message
            .sides
            .iter()
            .map(|side| format!("<dt>{}</dt><dd>{}</dd>", escape(&side.words), escape(&side.value)))
            .collect();
        html.push_str(&format!("<div class=\"nb-eq\"><dl>{sides}</dl>{difference}</div>"));
    } else if !difference.is_empty() {
        html.push_str(&format!("<div class=\"nb-eq\">{difference}</div>"));
    }
    for words in [message.why, message.todo] {
        if !words.is_empty() {
            html.push_str(&format!("<p>{}</p>", escape(words)));
        }
    }
    html
}

/// What would put a finding right, the likeliest first. One that stands out has a button of its
/// own; of equals none is pushed.
pub(super) fn repairs(session: &Session, finding: &Finding) -> String {
    const SHOWN: usize = 3;
    const MORE: usize = 12;
    if finding.justification(session.report()).is_some() {
        return String::new();
    }
    let key = finding.key();
    let repairs = session.diagnosis().repairs(&key);
    let one = |(index, repair): (usize, &&Repair)| {
        let class =
            if repair.is_pushed() { "nb-btn nb-small nb-primary" } else { "nb-btn nb-small" };
        format!(
            "<li><span>{}</span><button type=\"button\" class=\"{class}\" data-act=\"repair\" data-value=\"{index}\">照此改</button></li>",
            escape(&repair.words(session.report()))
        )
    };
    // What others explain more simply is looked at only when somebody asks.
    let first = repairs
        .iter()
        .take_while(|repair| repair.confidence != Confidence::Remote)
        .count()
        .clamp(usize::from(!repairs.is_empty()), SHOWN);
    let shown: String = repairs.iter().enumerate().take(first).map(one).collect();
    let rest: String = repairs.iter().enumerate().skip(first).take(MORE).map(one).collect();
    let equal =
        repairs.iter().take(first).filter(|repair| repair.confidence == Confidence::Equal).count()
            > 1;
    let note = if equal {
        "<p class=\"nb-equal\">下面几种改法一样说得通，请对照台账决定。</p>"
    } else {
        ""
    };
    let rest = if rest.is_empty() {
        String::new()
    } else {
        let more = repairs.len() - first;
        let more = if more > MORE {
            format!("另外 {MORE} 种改法（共 {more} 种，把握都不大）")
        } else {
            format!("另外 {more} 种改法")
        };
        format!("<details><summary>{more}</summary><ul>{rest}</ul></details>")
    };
    if shown.is_empty() {
        String::new()
    } else {
        format!("<div class=\"nb-repairs\">{note}<ul>{shown}</ul>{rest}</div>")
    }
}

/// What can be done about a finding: say why it is so, look the rule up.
fn actions(session: &Session, finding: &Finding) -> String {
    let report = session.report();
    let button = |act: &str, words: &str| {
        format!("<button type=\"button\" class=\"nb-link\" data-act=\"{act}\">{words}</button>")
    };
    let rule = format!(
        "<button type=\"button\" class=\"nb-link\" data-act=\"rules\" data-name=\"{}\">这条规则</button>",
        finding.rule.id
    );
    let said = |explanation: &Justification| {
        let text = if explanation.text.is_empty() {
            String::new()
        } else {
            format!("：{}", escape(&explanation.text))
        };
        format!("{}{text}", escape(&explanation.reason))
    };
    let (words, acts) = match (finding.justification(report), finding.lapsed(report)) {
        (Some(explanation), _) => (
            format!("<p class=\"nb-said\"><b>已说明</b>{}</p>", said(explanation)),
            button("explain", "改说明") + &button("explain.withdraw", "撤回"),
        ),
        (None, Some(lapsed)) => (
            format!(
                "<p class=\"nb-said nb-lapsed\"><b>说明已失效</b>数字改过了。原来写的是：{}</p>",
                said(lapsed)
            ),
            button("explain", "重新写说明"),
        ),
        (None, None) if finding.can_be_justified() => (String::new(), button("explain", "写说明")),
        (None, None) => (String::new(), String::new()),
    };
    format!("{words}<p class=\"nb-acts\">{acts}{rule}</p>")
}

/// The sums in which the cell stands, term by term; and the number that would close one, if it is
/// the only blank.
fn sums(session: &Session, id: CellId) -> String {
    let report = session.report();
    let sums: String =
        check::sum_breakdowns(&crate::rules::RULE_SET, report, id).iter().map(sum).collect();
    let sums = format!(
        "{sums}<p class=\"nb-acts\"><button type=\"button\" class=\"nb-link\" data-act=\"rules\" data-to=\"{id}\">这一格要过的规则</button></p>"
    );
    if report.presumed.contains_key(&id) {
        return format!(
            "{sums}<p class=\"nb-offer\"><span>这个数是按收办平衡推算的，平衡关系证明不了它；请与台账核对。</span>\
             <button type=\"button\" class=\"nb-btn nb-small\" data-act=\"confirm\" data-to=\"{id}\">已核对</button></p>"
        );
    }
    let solved = check::solved(report, id).map(|solution| offer(id, &solution)).unwrap_or_default();
    format!("{sums}{solved}")
}

/// Terms of a sum; in a long one, noughts and blanks are counted instead of named.
fn terms(terms: &[Term]) -> String {
    const SHORT: usize = 6;
    let named = |term: &Term| {
        format!(
            "{} <b>{}</b>",
            term.name,
            term.value.map_or_else(|| "空".to_owned(), |value| value.to_string())
        )
    };
    if terms.len() <= SHORT {
        return terms.iter().map(named).collect::<Vec<_>>().join(" + ");
    }
    let noughts = terms.iter().filter(|term| term.value == Some(Decimal::ZERO)).count();
    let blanks = terms.iter().filter(|term| term.value.is_none()).count();
    let others = terms
        .iter()
        .filter(|term| term.value.is_some_and(|value| value != Decimal::ZERO))
        .map(named);
    let counted = [(noughts, "0"), (blanks, "空")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} 项 <b>{what}</b>"));
    others.chain(counted).collect::<Vec<_>>().join(" + ")
}

fn sum(explanation: &check::SumBreakdown) -> String {
    let class = match explanation.outcome {
        SumOutcome::Holds => "nb-holds",
        SumOutcome::Differs(_) => "nb-fails",
        SumOutcome::Unfinished(_) => "",
    };
    let mark = if matches!(explanation.outcome, SumOutcome::Differs(_)) { "≠" } else { "＝" };
    let control =
        explanation.control.map(|value| format!("（控制数 <b>{value}</b>）")).unwrap_or_default();
    let words = explanation.outcome.words();
    format!(
        "<p class=\"nb-sum {class}\"><span>{} {mark} {}{control}</span><i>{words}</i></p>",
        terms(&explanation.left),
        terms(&explanation.right)
    )
}

/// Offers the value of a blank cell that would close a sum.
fn offer(id: CellId, solution: &check::Solution) -> String {
    let (words, act) = if solution.presumed {
        ("只能按收办平衡推算：", "presume")
    } else {
        ("按合计推出来是：", "take")
    };
    format!(
        "<p class=\"nb-offer\"><span>{words}</span><button type=\"button\" class=\"nb-btn nb-small\" data-act=\"{act}\" data-to=\"{id}\" data-value=\"{0}\">填 {0}</button></p>",
        solution.value
    )
}

/// Where a calculated total can be told what it should be.
fn control(session: &Session, id: CellId) -> String {
    if !session.report().is_calculated(id) {
        return String::new();
    }
    format!(
        "<label class=\"nb-control\"><span>控制数（手头资料上的总计，可不填）</span>\
         <input type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" data-control=\"{id}\" id=\"nb-control-{id}\"></label>"
    )
}
