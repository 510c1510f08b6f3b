//! The numbers in a text: a chip on each, and the list of them under the editor.
//!
//! Chips are coloured marks that are not part of the text. An attribute of the editor states their
//! positions ([`chips`]), and `web` places them behind the words, so that they do not disturb
//! typing and input methods.

use super::button::Button;
use super::{Act, ElementId, LiveContent, Screen};
use crate::check::{Check, Finding, Severity, Violation};
use crate::edition::{CellId, Form};
use crate::narrative::{Imbalance, List, ListBalance, SetAsideReason, TextNumber, Verdict};
use crate::report::{Part, Report, Spot};
use crate::session::{Panel, Session};
use maud::{Markup, Render, html};
use std::fmt;
use std::ops::Range;

/// The list and the chips of the part that is open. The other parts are hidden and get none.
pub(super) fn pieces(
    pieces: &mut LiveContent,
    session: &Session,
    screen: &Screen,
    findings: &[&Finding],
) {
    for part in Part::ALL {
        let open = screen.place == Panel::Part(part);
        let chips = open.then(|| chips(session, part, findings)).filter(|chips| !chips.is_empty());
        pieces.attribute(ElementId::Prose(part), "data-chips", chips);
        pieces.html(ElementId::Numbers(part), html! { @if open { (list(session, screen, part)) } });
    }
}

/// The numbers of a part with their indices in the narrative.
fn of_part(session: &Session, part: Part) -> impl Iterator<Item = (usize, &TextNumber, &Verdict)> {
    let (narrative, judgement) = session.numbers();
    let all = narrative.facts().iter().zip(&judgement.verdicts).enumerate();
    all.filter(move |(_, (fact, verdict))| {
        fact.spot == Spot::Section(part) && **verdict != Verdict::NotCounted
    })
    .map(|(index, (fact, verdict))| (index, fact, verdict))
}

/// Where words are in the text of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRange {
    /// The index of the paragraph, from 0.
    pub paragraph: usize,
    /// The offset of the first character in the paragraph, in UTF-16 units.
    pub start: u32,
    /// The offset behind the last character, in UTF-16 units.
    pub end: u32,
}

/// As chips have it: `paragraph,start,end`.
impl fmt::Display for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.paragraph, self.start, self.end)
    }
}

/// The range of words in the text of a part.
fn range_of(
    session: &Session,
    part: Part,
    paragraph: usize,
    span: &Range<usize>,
) -> Option<TextRange> {
    let mut passages = session.numbers().0.passages().iter();
    let paragraph_text = &passages
        .find(|passage| passage.spot == Spot::Section(part) && passage.paragraph == paragraph)?
        .text;
    let units = |end: usize| u32::try_from(paragraph_text.get(..end)?.encode_utf16().count()).ok();
    Some(TextRange { paragraph, start: units(span.start)?, end: units(span.end)? })
}

/// The part and the range of the words that a finding is about, if it is about words.
pub fn text_range_of_finding(session: &Session, finding: &Finding) -> Option<(Part, TextRange)> {
    let Violation::Words(remark) = &finding.fact else { return None };
    let (part, at) = (remark.part?, remark.text_range.as_ref()?);
    (at.spot == Spot::Section(part))
        .then(|| range_of(session, part, at.paragraph, &at.span))
        .flatten()
        .map(|range| (part, range))
}

/// The positions of the chips: `paragraph,start,end,kind,number` each, joined by `;`. Offsets count
/// UTF-16 units, as browsers do. `number` is empty for words that a finding is about.
fn chips(session: &Session, part: Part, findings: &[&Finding]) -> String {
    let text_range =
        |paragraph: usize, span: &Range<usize>| range_of(session, part, paragraph, span);
    let faulty = faulty(session);
    let numbers = of_part(session, part).filter_map(|(index, fact, verdict)| {
        let at = text_range(fact.paragraph, &fact.span)?;
        Some(format!("{at},{},{index}", kind(verdict, faulty.contains(&index))))
    });
    let quotes = findings
        .iter()
        .filter(|finding| finding.severity != Severity::Hint || finding.cells.is_empty())
        .filter_map(|finding| {
            let Violation::Words(remark) = &finding.fact else { return None };
            let spot =
                remark.text_range.as_ref().filter(|range| range.spot == Spot::Section(part))?;
            // A number has its own chip.
            let own = of_part(session, part)
                .any(|(_, fact, _)| fact.paragraph == spot.paragraph && fact.span == spot.span);
            if own {
                None
            } else {
                text_range(spot.paragraph, &spot.span)
                    .map(|at| format!("{at},{},", colour(finding.severity)))
            }
        });
    numbers.chain(quotes).collect::<Vec<_>>().join(";")
}

/// The colour of words that a finding is about, which is the colour of the finding in the list.
const fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "e",
        Severity::Verify => "q",
        Severity::Hint => "h",
    }
}

/// The numbers, by their indices, of lists and sentences whose sums are wrong. The finding is about
/// the whole, but any of its numbers may be wrong.
pub fn faulty(session: &Session) -> Vec<usize> {
    let (narrative, _) = session.numbers();
    let facts = narrative.facts();
    let ranges = session.findings().filter_map(|finding| match &finding.fact {
        Violation::Words(remark) if matches!(finding.rule.check, Check::Narrative { .. }) => {
            remark.text_range.as_ref()
        }
        _ => None,
    });
    let mut faulty = Vec::new();
    for range in ranges {
        let is_it = |fact: &usize| {
            let fact = &facts[*fact];
            (fact.spot, fact.paragraph) == (range.spot, range.paragraph) && fact.span == range.span
        };
        let adds_up_wrongly = |list: &&List| {
            use ListBalance::{Differs, Exceeds, Short};
            matches!(list.balance, Differs | Exceeds | Short) && is_it(&list.whole)
        };
        for list in narrative.lists().iter().filter(adds_up_wrongly) {
            faulty.extend([list.whole].iter().chain(&list.parts));
        }
        for terms in narrative.imbalances().iter().map(Imbalance::terms) {
            if terms.iter().any(is_it) {
                faulty.extend(terms);
            }
        }
    }
    faulty
}

/// The colour of a number by its verdict. [`LEGEND`] explains the letters.
const fn kind(verdict: &Verdict, is_faulty: bool) -> &'static str {
    match verdict {
        Verdict::Unchecked if is_faulty => "e",
        Verdict::Bound(_) | Verdict::Live(_) => "t",
        Verdict::Proven => "p",
        Verdict::Contradicted(_) => "e",
        Verdict::Unchecked => "q",
        Verdict::Unfinished(_) | Verdict::PutAside(_) | Verdict::NotCounted => "u",
    }
}

/// The counter of a part: “21 个数字，19 个已核”; empty if the part has no numbers.
pub(super) fn counter(session: &Session, part: Part) -> String {
    let (all, checked) = of_part(session, part).fold((0, 0), |(all, checked), (.., verdict)| {
        (all + 1, checked + usize::from(verdict.is_checked()))
    });
    if all == 0 { String::new() } else { format!("{all} 个数字，{checked} 个已核") }
}

/// The colours of chips with their meanings.
const LEGEND: [(&str, &str); 5] =
    [("t", "与表一致"), ("p", "算得平"), ("q", "待确认"), ("e", "有问题"), ("u", "暂不核对")];

fn list(session: &Session, screen: &Screen, part: Part) -> Markup {
    let counter = counter(session, part);
    if counter.is_empty() {
        return Markup::default();
    }
    let (done, open): (Vec<_>, Vec<_>) =
        of_part(session, part).partition(|(.., verdict)| verdict.is_checked());
    let shown = done.iter().any(|(index, ..)| screen.number == Some(*index));
    let faulty = faulty(session);
    let is_unchecked = |number: &&(usize, &TextNumber, &Verdict)| {
        *number.2 == Verdict::Unchecked && !faulty.contains(&number.0)
    };
    let unchecked = open.iter().filter(is_unchecked).count();
    let items = |numbers: &[(usize, &TextNumber, &Verdict)]| {
        html! {
            ul {
                @for number in numbers {
                    (item(session, screen, part, *number, faulty.contains(&number.0)))
                }
            }
        }
    };
    html! {
        p class="nb-legend" {
            b { (counter) }
            @for (kind, meaning) in LEGEND { span { (chip(kind, "12")) (meaning) } }
        }
        (items(&open))
        // One click settles all of them, because some texts have many numbers about other facts.
        @if unchecked > 1 {
            p class="nb-all" {
                (Button::small(Act::NumberRest)
                    .part(Panel::Part(part))
                    .name(0)
                    .with(html! { "待确认的 " (unchecked) " 个都是其他事实" }))
            }
        }
        @if !done.is_empty() {
            details open[shown] {
                summary { "已核的 " (done.len()) " 个" }
                (items(&done))
            }
        }
    }
}

/// A number with the colour of its chip, outside the editor.
fn chip(kind: &str, content: impl Render) -> Markup {
    html! {
        i class={ "nb-chip nb-chip-" (kind) } { (content) }
    }
}

fn item(
    session: &Session,
    screen: &Screen,
    part: Part,
    (index, fact, verdict): (usize, &TextNumber, &Verdict),
    is_faulty: bool,
) -> Markup {
    let report = session.report();
    let (narrative, _) = session.numbers();
    let button =
        |act: Act, value: &str| Button::link(act).part(Panel::Part(part)).name(index).value(value);
    html! {
        li.nb-n.nb-on[screen.number == Some(index)] id=(ElementId::Number(index)) {
            (button(Act::Number, "").with(html! {
                (chip(kind(verdict, is_faulty), html! { (fact.text) (fact.unit) }))
                span { (narrative.clause(fact)) }
            }))
            span class="nb-n-what" { (what(report, fact, verdict, is_faulty)) }
            span class="nb-acts" {
                @match verdict {
                    Verdict::Unchecked | Verdict::Contradicted(_) => {
                        @for reason in [SetAsideReason::OtherScope, SetAsideReason::OtherFact] {
                            (button(Act::NumberAside, reason.id()).with(reason.name()))
                        }
                    }
                    Verdict::PutAside(_) => (button(Act::NumberBack, "").with("重新核对")),
                    // Offered only if the live field reads the same as the number, so that the text
                    // does not change.
                    _ => {
                        @if fact.can_follow(verdict, report).is_some() {
                            (button(Act::NumberLive, "").with("改成随表更新"))
                        }
                    }
                }
            }
        }
    }
}

/// A verdict in a few words.
fn what(report: &Report, fact: &TextNumber, verdict: &Verdict, is_faulty: bool) -> String {
    let form = report.form();
    let year = if fact.is_of_last_year() {
        format!("{}年报告", report.year.saturating_sub(1))
    } else {
        String::new()
    };
    match verdict {
        Verdict::Bound(cells) => format!("＝ {year}{}", names(form, cells)),
        Verdict::Live(cell) => format!("随表更新：{}", names(form, &[*cell])),
        Verdict::Proven => "与前后的数算得平".to_owned(),
        Verdict::Contradicted(_) => "对不上，见右栏".to_owned(),
        Verdict::Unchecked if is_faulty => "算不平，见右栏".to_owned(),
        Verdict::Unfinished(cells) => format!("等 {year}{} 填好再核", names(form, cells)),
        Verdict::PutAside(reason) => format!("不核对：{}", reason.name()),
        Verdict::Unchecked => "表里没有对应的数".to_owned(),
        Verdict::NotCounted => String::new(),
    }
}

/// Names up to three cells; of more cells, says how many there are.
fn names(form: &Form, cells: &[CellId]) -> String {
    const FEW: usize = 3;
    let name = |id: &CellId| {
        form.cell(*id)
            .map_or_else(String::new, |cell| format!("{}·{}", cell.row_short, cell.column_short))
    };
    let table = cells.first().map_or("", |id| id.table.name());
    if cells.len() > FEW {
        return format!("{table} {} 格之和", cells.len());
    }
    format!("{table} {}", cells.iter().map(name).collect::<Vec<_>>().join(" + "))
}
