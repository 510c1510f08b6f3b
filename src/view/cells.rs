//! The live pieces of the tables: values, colours, ARIA states, and a pasted block that waits for
//! confirmation.

use super::button::Button;
use super::{Act, ElementId, LiveContent, Screen, form};
use crate::check::{Finding, Severity};
use crate::edition::{CellId, TableKey};
use crate::number::Decimal;
use crate::report::DoubtPlace;
use crate::session::{Placement, Session, count_on_totals};
use crate::sorted_map::SortedMap;
use maud::{Markup, html};

/// A finding about at most this many cells marks them all; otherwise it marks the likeliest one.
const FEW: usize = 4;

pub(super) fn pieces(
    pieces: &mut LiveContent,
    session: &Session,
    screen: &Screen,
    all: &[&Finding],
) {
    let report = session.report();
    let open: Vec<&Finding> =
        all.iter().copied().filter(|finding| finding.justification(report).is_none()).collect();
    let marks = marks(&open);
    let lit: Vec<CellId> = all
        .iter()
        .filter(|f| screen.lit.as_deref() == Some(f.key().as_str()))
        .flat_map(|f| f.cells.iter().copied())
        .collect();
    let pending: SortedMap<CellId, &str> = screen
        .pending
        .iter()
        .flat_map(|p| &p.cells)
        .map(|(id, text)| (*id, text.as_str()))
        .collect();
    for cell in report.form().cells() {
        let id = cell.id;
        let mut classes = Vec::new();
        classes.extend(marks.get(&id).map(|mark| mark.class));
        let calculated = report.is_calculated(id);
        classes.extend(calculated.then_some("nb-calc"));
        classes.extend(lit.contains(&id).then_some("nb-lit"));
        classes.extend(pending.contains_key(&id).then_some("nb-pend"));
        classes.extend(report.presumed.contains_key(&id).then_some("nb-presumed"));
        classes.extend(report.doubts.contains_key(&DoubtPlace::Cell(id)).then_some("nb-doubt"));
        classes.extend(report.control(id).filter(|_| calculated).map(|_| "nb-ctrl"));
        pieces.attribute(
            ElementId::CellFrame(id),
            "class",
            (!classes.is_empty()).then(|| classes.join(" ")),
        );
        let mark = marks.get(&id);
        let invalid = mark.is_some_and(|mark| mark.class == WRONG);
        pieces.attribute(ElementId::Cell(id), "aria-invalid", invalid.then(|| "true".to_owned()));
        let why = mark
            .filter(|mark| mark.class != RELATED)
            .map(|mark| ElementId::of_title(&mark.finding.key()).to_string());
        pieces.attribute(ElementId::Cell(id), "aria-describedby", why);
        let text = match (pending.get(&id), report.remarks.get(&id)) {
            (Some(text), _) => (*text).to_owned(),
            (None, Some(remark)) => format!("{}（{remark}）", report.text(id)),
            (None, None) => report.text(id),
        };
        pieces.value(ElementId::Cell(id), text);
        if cell.picks_unit {
            pieces.value(ElementId::Unit(id), report.units.get(&id).cloned().unwrap_or_default());
        }
    }
    folds(pieces, session);
    for key in TableKey::ALL {
        let (open, unfilled) = (session.cells_for_zero(key), session.unfilled_cells(key));
        pieces
            .html(ElementId::Missing(key), html! { @if unfilled > 0 { "还差 " (unfilled) " 项" } });
        pieces.attribute(ElementId::FillZero(key), "disabled", (open == 0).then(String::new));
        let waiting = screen.pending.as_ref().filter(|p| {
            p.cells.first().map(|(id, _)| id.table).or(screen.focus.map(|id| id.table)) == Some(key)
        });
        pieces.html(
            ElementId::Pending(key),
            html! { @if let Some(waiting) = waiting { (pending_bar(session, waiting)) } },
        );
    }
}

/// Folds the rows for which the agency has no cases, as long as their cells are blank or 0.
fn folds(pieces: &mut LiveContent, session: &Session) {
    let report = session.report();
    for key in TableKey::ALL {
        for first in report.form().table(key).lines.iter().filter_map(form::foldable) {
            let why = report.agency.level.reason_for_none(first.row);
            let cells =
                report.form().table(key).cells.iter().filter(|cell| cell.id.row == first.row);
            let empty = cells
                .map(|cell| report.entry(cell.id))
                .all(|entry| entry.is_none_or(|entry| entry.value() == Some(Decimal::ZERO)));
            pieces.attribute(
                ElementId::Row(first.row),
                "class",
                why.filter(|_| empty).map(|_| "nb-folded".to_owned()),
            );
            pieces.attribute(
                ElementId::Unfold(first.row),
                "hidden",
                why.is_none().then(String::new),
            );
            pieces.html(ElementId::Unfold(first.row), html! { (why.unwrap_or_default()) });
        }
    }
}

/// The CSS classes of a cell that is wrong, of one to be verified, and of one that is a term of a
/// failing sum.
const WRONG: &str = "nb-err";
const ASKED: &str = "nb-ask";
const RELATED: &str = "nb-rel";

/// The CSS class of a cell, and the worst finding that marks it.
struct Mark<'a> {
    class: &'static str,
    finding: &'a Finding,
}

fn marks<'a>(findings: &[&'a Finding]) -> SortedMap<CellId, Mark<'a>> {
    let mut marks: SortedMap<CellId, Mark> = SortedMap::new();
    for finding in findings.iter().rev().filter(|f| f.severity != Severity::Hint) {
        let strong = if finding.severity == Severity::Error { WRONG } else { ASKED };
        let pointed = match finding.cause {
            Some(cause) => vec![cause],
            None if finding.cells.len() <= FEW => finding.cells.clone(),
            None => finding.cells.first().copied().into_iter().collect(),
        };
        for id in &finding.cells {
            let class = if pointed.contains(id) { strong } else { RELATED };
            let worse = !matches!(
                (marks.get(id).map(|mark| mark.class), class),
                (Some(WRONG), _) | (Some(ASKED), RELATED)
            );
            if worse {
                marks.insert(*id, Mark { class, finding });
            }
        }
    }
    marks
}

fn pending_bar(session: &Session, placement: &Placement) -> Markup {
    const MOST_LISTED_CELLS: usize = 5;
    let n = placement.cells.len();
    let how = if placement.by_label {
        "按行名对应"
    } else {
        "从光标所在的格填起，空着的格不改"
    };
    let more = placement.unplaced.len().saturating_sub(MOST_LISTED_CELLS);
    html! {
        div class="nb-pending" role="alert" {
            div {
                p {
                    @if n > 0 {
                        "将填入 " b { (n) } " 个数（" (how) "），蓝色的格就是落点。"
                    } @else {
                        "这一块里没有能填入本表的数。"
                    }
                }
                (totals(session, placement))
                @if !placement.unplaced.is_empty() {
                    p { "没有填入：" }
                    ul {
                        @for unplaced in placement.unplaced.iter().take(MOST_LISTED_CELLS) {
                            li { "「" (shorten(&unplaced.text)) "」" (unplaced.why) }
                        }
                        @if more > 0 { li { "另有 " (more) " 处" } }
                    }
                }
            }
            @if n > 0 {
                (Button::new(Act::PasteApply, "nb-btn nb-small nb-primary")
                    .id(ElementId::PasteApply)
                    .with(html! { "填入 " (n) " 个数" }))
            }
            (Button::small(Act::PasteCancel).with(if n > 0 { "取消" } else { "知道了" }))
        }
    }
}

/// The warning that a pasted block has numbers for totals.
fn totals(session: &Session, placement: &Placement) -> Markup {
    let (all, differ) = count_on_totals(session.report(), placement);
    html! {
        @if all > 0 {
            p class=[(differ > 0).then_some("nb-bad")] {
                "其中 " (all) " 个落在总计格里"
                @if differ > 0 {
                    "，有 " (differ) " 个与算出来的总计不同：请看行、列是不是错开了。"
                } @else {
                    "："
                }
                "总计由程序计算，粘来的只留作控制数。"
            }
        }
    }
}

fn shorten(text: &str) -> String {
    const LONGEST: usize = 24;
    if text.chars().count() <= LONGEST {
        text.to_owned()
    } else {
        text.chars().take(LONGEST).chain(['…']).collect()
    }
}
