//! Numbers in the text, and pasted blocks.

use crate::{blank, cell, distinct};
use nianbao::edition::{CellId, FormItem, FormLineKind, TableKey};
use nianbao::narrative::{Narrative, Verdict};
use nianbao::number::Decimal;
use nianbao::report::{Part, Report};
use nianbao::session::{PastedGrid, Placement, place_block};
use nianbao::sorted_map::SortedMap;

/// What each number of a text is taken for.
fn verdicts(report: &Report, text: &str) -> Vec<Verdict> {
    let mut report = report.clone();
    report.sections = SortedMap::from([(Part::Overview, text.to_owned())]);
    report.table_notes = SortedMap::new();
    Narrative::read(&report).judge_report(&report).verdicts
}

/// Rows, columns and outcomes are known by the words of the form.
#[test]
fn texts_speak_of_its_cells() {
    let report = distinct();
    let value = |id| report.value(cell(id)).expect(id);
    for (id, text) in [
        ("requests.transferred.archive.total", "办理政府信息公开申请，其中移送档案馆{}件。"),
        ("requests.new.media", "全年新收政府信息公开申请，其中新闻媒体{}件。"),
        ("disputes.direct.settled", "政府信息公开直接起诉案件中，调解结案{}件。"),
        ("disclosure.agreements.decisions", "全年作出行政协议{}件。"),
    ] {
        let text = text.replace("{}", &value(id).to_string());
        assert_eq!(verdicts(&report, &text), [Verdict::Bound(vec![cell(id)])], "{text}");
        let wrong = text.replace(&value(id).to_string(), "1");
        assert!(
            matches!(
                verdicts(&report, &wrong)[..],
                [Verdict::Contradicted(_) | Verdict::Unchecked]
            ),
            "{wrong}"
        );
    }
}

/// 个人隐私 is a reason of its own in this form. In those before, it may be one of another row.
#[test]
fn a_short_label_names_its_own_row() {
    let text = |number: Decimal| format!("办理政府信息公开申请，其中个人隐私{number}件。");
    let report = distinct();
    let [own, other] =
        ["privacy", "third_party"].map(|row| cell(&format!("requests.denied.{row}.total")));
    let value = |id| report.value(id).expect("a number");
    assert_eq!(verdicts(&report, &text(value(own))), [Verdict::Bound(vec![own])]);
    assert!(matches!(verdicts(&report, &text(value(other)))[..], [Verdict::Contradicted(_)]));
    let report = crate::synthetic::distinct(2025, "2021");
    let value = report.value(other).expect("a number");
    assert_eq!(verdicts(&report, &text(value)), [Verdict::Bound(vec![other])]);
    assert_eq!(verdicts(&report, &text(Decimal::from(1))), [Verdict::Unchecked]);
}

/// A group is the sum of the rows that this form has in it.
#[test]
fn a_group_is_what_the_form_has_in_it() {
    let report = distinct();
    for (group, rows) in [
        ("移送办理", &["transferred.archive", "transferred.agency"][..]),
        (
            "不予处理",
            &["declined.petition", "declined.repeated", "declined.abusive", "declined.reconfirm"][..],
        ),
    ] {
        let cells: Vec<CellId> =
            rows.iter().map(|row| cell(&format!("requests.{row}.total"))).collect();
        let sum =
            cells.iter().map(|id| report.value(*id)).sum::<Option<Decimal>>().expect("filled");
        let text = format!("办理政府信息公开申请，其中{group}{sum}件。");
        let verdicts = verdicts(&report, &text);
        let [Verdict::Bound(bound)] = &verdicts[..] else { panic!("{text}: {verdicts:?}") };
        assert!(cells.iter().all(|id| bound.contains(id)) && bound.len() == cells.len(), "{text}");
    }
    // Organisations are all columns but 自然人 and 总计.
    let columns = ["business", "research", "media", "welfare", "legal", "other"];
    let cells = columns.map(|column| cell(&format!("requests.new.{column}")));
    let sum = cells.iter().map(|id| report.value(*id)).sum::<Option<Decimal>>().expect("filled");
    let text = format!("新收政府信息公开申请，其中法人或其他组织{sum}件。");
    let verdicts = verdicts(&report, &text);
    let [Verdict::Bound(bound)] = &verdicts[..] else { panic!("{text}: {verdicts:?}") };
    assert!(cells.iter().all(|id| bound.contains(id)) && bound.len() == cells.len(), "{text}");
}

/// The table of a report as a spreadsheet has it, labels and all.
fn block(report: &Report, key: TableKey, with_labels: bool) -> PastedGrid {
    let lines = report.form().table(key).lines.iter();
    let rows: Vec<Vec<(String, usize, usize)>> = lines
        .filter(|line| with_labels || line.kind == FormLineKind::Data)
        .map(|line| {
            let items = line.items.iter().filter_map(|item| match item {
                FormItem::Label { text, .. } => {
                    with_labels.then(|| ((*text).to_owned(), item.cols(), item.rows()))
                }
                FormItem::Value { id, .. } => Some((report.printed(*id), item.cols(), 1)),
            });
            items.collect()
        })
        .collect();
    PastedGrid::from_spans(&rows)
}

fn pasted(report: &Report, key: TableKey, grid: &PastedGrid) -> Placement {
    let first = report.form().table(key).cells[0].id;
    place_block(report, first, grid)
}

#[test]
fn a_pasted_table_lands_in_its_cells() {
    let (from, onto) = (distinct(), blank(2031));
    for key in TableKey::ALL {
        for with_labels in [true, false] {
            if key == TableKey::Disclosure && !with_labels {
                continue;
            }
            let placement = pasted(&onto, key, &block(&from, key, with_labels));
            assert_eq!(placement.unplaced, [], "{key:?} {with_labels}");
            assert_eq!(placement.cells.len(), onto.form().table(key).cells.len(), "{key:?}");
            for (id, text) in placement.cells {
                assert_eq!(text, from.printed(id), "{id}");
            }
        }
    }
}

/// A block of the edition before is never read into the rows and columns of this one.
#[test]
fn a_table_of_the_edition_before_is_refused() {
    let mut from = blank(2030);
    for id in from.form().clone().cells().iter().map(|cell| cell.id) {
        if !from.is_calculated(id) {
            from.set_cell(id, "3");
        }
    }
    let onto = blank(2031);
    for key in TableKey::ALL {
        let placement = pasted(&onto, key, &block(&from, key, true));
        assert!(!placement.unplaced.is_empty(), "{key:?}");
        // In table 2 the blocks that are the same are taken, each by its own heads.
        let taken = |id: &CellId| id.table == TableKey::Disclosure && id.column != "repealed";
        let cells: Vec<CellId> = placement.cells.iter().map(|(id, _)| *id).collect();
        assert!(cells.iter().all(taken), "{key:?} {cells:?}");
    }
}
