//! Tests of edits, undo, keys, paste and progress.

mod findings;
mod paste;
mod words;

use super::*;
use crate::check::RuleState;
use crate::diagnosis::Change;
use crate::edition::{AgencyLevel, TableKey};
use crate::narrative::Verdict;
use crate::report::{Candidate, Doubt, DoubtPlace};
use crate::rules::RULE_SET;

fn session() -> Session {
    Session::new(
        2025,
        Agency {
            name: "示例县甲镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    )
}

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

fn text(session: &Session, cell: &str) -> String {
    session.report().text(id(cell))
}

fn paste(session: &mut Session, at: &str, block: &str) -> Placement {
    let placement = place_block(session.report(), id(at), &PastedGrid::from_text(block));
    session.apply(&Edit::Cells(placement.cells.clone(), "粘贴".to_owned()));
    placement
}

#[test]
fn typing_in_one_cell_is_one_step() {
    let mut session = session();
    for typed in ["1", "12", "123"] {
        session.apply(&Edit::Cell(id("requests.new.natural"), typed.to_owned()));
    }
    session.apply(&Edit::Cell(id("requests.new.legal"), "5".to_owned()));
    assert_eq!(session.undo_name(), Some("填写新收·法律服务机构"));
    session.undo().expect("a step");
    assert_eq!(session.undo().expect("a step").panel, Panel::Part(Part::Requests));
    assert_eq!((text(&session, "requests.new.natural").as_str(), session.undo()), ("", None));
    session.redo().expect("a step");
    assert_eq!(text(&session, "requests.new.natural"), "123");
    session.redo().expect("a step");
    assert_eq!((text(&session, "requests.new.legal").as_str(), session.redo()), ("5", None));
}

#[test]
fn what_a_program_puts_in_is_no_step() {
    let mut session = session();
    session.apply(&Edit::Cell(id("requests.new.natural"), "1".to_owned()));
    session.apply(&Edit::Section(Part::Problems, "一是人手少。".to_owned()));
    session.undo().expect("a step");
    let mut edited = session.report().clone();
    session.put(id("requests.new.legal"), "1o");
    assert_eq!((session.undo(), session.redo()), (None, None));
    edited.set_cell(id("requests.new.legal"), "1o");
    assert_eq!(session.report(), &edited);
    assert!(session.findings().any(|finding| finding.rule.id == "count-form"));
    let revision = session.revision();
    session.put(id("requests.new.legal"), "");
    assert!(session.findings().all(|finding| finding.rule.id != "count-form"));
    assert!(session.revision() > revision);
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let mut session = session();
    assert_eq!(
        session.apply(&Edit::Cell(id("requests.new.natural"), " ".to_owned())),
        Changes::default()
    );
    assert_eq!((session.undo_name(), session.revision()), (None, 0));
}

#[test]
fn a_blank_total_of_an_original_is_not_filled_with_zero() {
    let mut session = session();
    session.apply(&Edit::AsIssued(true));
    session.apply(&Edit::FillZero(TableKey::Requests));
    assert_eq!(text(&session, "requests.new.natural"), "0");
    let missing = unfilled(session.report(), TableKey::Requests);
    assert!(
        !missing.is_empty() && missing.iter().all(|id| session.report().form().is_derived(*id))
    );
}

#[test]
fn filling_with_zero_can_be_undone() {
    let mut session = session();
    session.apply(&Edit::Cell(id("requests.new.natural"), "3".to_owned()));
    assert_eq!(unfilled(session.report(), TableKey::Requests).len(), 143);
    session.apply(&Edit::FillZero(TableKey::Requests));
    assert!(unfilled(session.report(), TableKey::Requests).is_empty());
    assert_eq!(text(&session, "requests.new.natural"), "3");
    session.undo().expect("a step");
    assert_eq!(unfilled(session.report(), TableKey::Requests).len(), 143);
}

/// A report in which only the content of one cell may be missing, and in which every error has its
/// justification.
fn justified(cell: &str, typed: &str, as_issued: bool) -> Session {
    let mut session = session();
    session.apply(&Edit::AsIssued(as_issued));
    for table in TableKey::ALL {
        for cell in &session.report().form().table(table).cells.clone() {
            session.apply(&Edit::Cell(cell.id, "0".to_owned()));
        }
    }
    for part in [Part::Overview, Part::Problems, Part::Other] {
        session.apply(&Edit::Section(part, "本年度没有需要报告的事项。".to_owned()));
    }
    assert!(!session.is_draft(), "{:?}", MissingParts::of(session.report()));
    session.apply(&Edit::Cell(id(cell), typed.to_owned()));
    let open: Vec<Finding> = session.open_errors().cloned().collect();
    for finding in open {
        session.apply(&Edit::Justify(vec![finding.justify(
            session.report(),
            "其他",
            "原件如此",
            "2026-01-20",
        )]));
    }
    session
}

fn summary_of(session: &Session, part: Part) -> String {
    let found: Vec<&Finding> = session.findings().collect();
    session.progress(Panel::Part(part), &found).summary
}

#[test]
fn text_that_is_no_number_is_missing_even_with_a_justification() {
    for (cell, typed) in [
        ("requests.new.natural", "abc"),
        ("requests.new.natural", "99999999999999999999999"),
        ("disclosure.fees.amount", "3000元"),
    ] {
        let mut session = justified(cell, typed, false);
        let part = Part::of_table(id(cell).table);
        assert!(!session.has_errors() && session.is_draft(), "{typed}");
        assert_eq!(
            (summary_of(&session, part).as_str(), MissingParts::of(session.report()).cells),
            ("还差 1 项", 1),
            "{typed}"
        );
        assert_eq!(unfilled(session.report(), id(cell).table), [id(cell)], "{typed}");
        // Such a cell counts as missing but is not blank, so 其余填 0 does not change it.
        session.apply(&Edit::FillZero(id(cell).table));
        assert_eq!(text(&session, cell), typed);
        session.apply(&Edit::Cell(id(cell), "/".to_owned()));
        assert!(!session.is_draft(), "a stroke is what the office has to say");
        session.apply(&Edit::Cell(id(cell), String::new()));
        assert_eq!(
            (summary_of(&session, part).as_str(), session.unfilled_cells(id(cell).table)),
            ("还差 1 项", 1),
            "{typed}"
        );
    }
    // A number with which totals can be calculated needs only a justification.
    let session = justified("requests.new.natural", "-3", false);
    assert!(!session.is_draft() && !text(&session, "requests.new.total").is_empty());
    assert!(summary_of(&session, Part::Requests).ends_with("，1 处已说明"));
}

#[test]
fn strokes_become_zeros_with_the_rest() {
    for (as_issued, filled) in [(false, "0"), (true, "/")] {
        let mut session = session();
        session.apply(&Edit::AsIssued(as_issued));
        session.apply(&Edit::Cell(id("requests.new.natural"), "/".to_owned()));
        session.apply(&Edit::FillZero(TableKey::Requests));
        assert_eq!(text(&session, "requests.new.natural"), filled);
        assert_eq!(session.cells_for_zero(TableKey::Requests) == 0, !as_issued);
    }
}

#[test]
fn counts_are_tidied_up_as_they_are_typed() {
    for (cell, typed, kept, original) in [
        ("requests.new.natural", "05", "5", "05"),
        ("requests.new.natural", "+5", "5", "+5"),
        ("requests.new.natural", "12.0", "12", "12.0"),
        ("requests.new.natural", "2.5", "2.5", "2.5"),
        ("disclosure.fees.amount", "477.50", "477.50", "477.50"),
    ] {
        let mut session = session();
        session.apply(&Edit::Cell(id(cell), typed.to_owned()));
        assert_eq!(text(&session, cell), kept);
        session.apply(&Edit::AsIssued(true));
        session.apply(&Edit::Cell(id(cell), typed.to_owned()));
        assert_eq!(text(&session, cell), original);
    }
}

#[test]
fn a_day_to_come_is_found_once_the_present_day_is_known() {
    let mut session = session();
    session.apply(&Edit::Field(Field::SignatureDate, "2026.1.28".to_owned()));
    let is_found = |session: &Session| session.findings().any(|f| f.rule.id == "deadline");
    assert!(!is_found(&session));
    session.set_today(Date { year: 2026, month: 1, day: 19 });
    assert!(is_found(&session));
    session.undo().expect("a step");
    assert!(!is_found(&session));
    session.redo().expect("a step");
    assert!(is_found(&session), "the day is still known");
}

#[test]
fn an_original_is_complete_as_it_was_printed() {
    let mut session = justified("requests.new.natural", "见附件", true);
    assert!(!session.is_draft(), "{:?}", MissingParts::of(session.report()));
    assert_eq!(
        (
            session.unfilled_cells(TableKey::Requests),
            text(&session, "requests.new.natural").as_str()
        ),
        (0, "见附件")
    );
    session.apply(&Edit::AsIssued(false));
    assert_eq!((session.is_draft(), session.unfilled_cells(TableKey::Requests)), (true, 1));
}

#[test]
fn an_inferred_number_stays_marked_until_confirmed() {
    let mut session = session();
    let cell = id("requests.carried_out.natural");
    session.apply(&Edit::Presume(cell, "4".to_owned()));
    assert_eq!(
        (text(&session, "requests.carried_out.natural").as_str(), session.report().presumed.len()),
        ("4", 1)
    );
    let reopened = Session::open(&session.draft()).expect("a draft");
    assert_eq!(reopened.report().presumed.len(), 1);
    session.apply(&Edit::Confirm(DoubtPlace::Cell(cell)));
    assert!(session.report().presumed.is_empty());
    session.undo().expect("a step");
    session.apply(&Edit::Cell(cell, "5".to_owned()));
    assert!(session.report().presumed.is_empty());
}

#[test]
fn a_repair_leaves_the_remark_behind_the_number() {
    let mut session = session();
    let cell = id("disclosure.normative.in_force");
    session.apply(&Edit::Cell(cell, "22（其中修订16件）".to_owned()));
    let to = crate::number::Decimal::from(23);
    session.apply(&Edit::Repair(vec![Change {
        cell,
        control: false,
        from: session.report().value(cell),
        to,
    }]));
    assert_eq!(session.report().printed(cell), "23（其中修订16件）");
    session.apply(&Edit::Cell(cell, "8".to_owned()));
    assert_eq!(session.report().printed(cell), "8");
}

#[test]
fn a_new_year_updates_the_fields_that_depend_on_it() {
    let mut session = session();
    let changes = session.apply(&Edit::Field(Field::Year, "2020".to_owned()));
    assert!(changes.form);
    let report = session.report();
    assert_eq!((report.edition().id, report.preface.period.to.as_str()), ("2019", "2020-12-31"));
    assert!(report.preface.basis.contains("〔2019〕60号"));
    assert_eq!(session.apply(&Edit::Field(Field::Year, "二〇".to_owned())), Changes::default());
}

#[test]
fn keys_of_a_spreadsheet() {
    let session = session();
    let go = |from: &str, direction| {
        neighbour(session.report(), id(from), direction).map(|id| id.to_string())
    };
    assert_eq!(
        go("requests.new.natural", Direction::Right).as_deref(),
        Some("requests.new.business")
    );
    assert_eq!(
        go("requests.new.other", Direction::Next).as_deref(),
        Some("requests.carried_in.natural")
    );
    assert_eq!(go("requests.new.other", Direction::Right).as_deref(), Some("requests.new.total"));
    assert_eq!(
        go("requests.partial.legal", Direction::Down).as_deref(),
        Some("requests.denied.state_secret.legal")
    );
    // The row （七）总计 is calculated, so Enter skips it.
    assert_eq!(
        go("requests.other.other.natural", Direction::Below).as_deref(),
        Some("requests.carried_out.natural")
    );
    assert_eq!(
        go("requests.carried_out.natural", Direction::Below).as_deref(),
        Some("requests.new.business")
    );
    assert_eq!(go("requests.new.natural", Direction::Up), None);
    assert_eq!(
        go("disclosure.normative.in_force", Direction::Down).as_deref(),
        Some("disclosure.licensing.decisions")
    );
    // In table 2 the lines have different columns, so Enter goes down like the arrow key and stays
    // at the foot.
    for (from, to) in [
        ("disclosure.regulations.issued", Some("disclosure.normative.issued")),
        ("disclosure.normative.repealed", Some("disclosure.licensing.decisions")),
        ("disclosure.normative.in_force", Some("disclosure.licensing.decisions")),
        ("disclosure.licensing.decisions", Some("disclosure.penalties.decisions")),
        ("disclosure.fees.amount", None),
    ] {
        assert_eq!(go(from, Direction::Below).as_deref(), to, "{from}");
    }
    assert_eq!(
        go("disclosure.licensing.decisions", Direction::Above).as_deref(),
        Some("disclosure.normative.issued")
    );
    assert_eq!(go("disclosure.regulations.issued", Direction::Above), None);
    assert_eq!(
        go("requests.new.business", Direction::Above).as_deref(),
        Some("requests.carried_out.natural")
    );
    assert_eq!(
        go("disputes.review.upheld", Direction::Below).as_deref(),
        Some("disputes.review.corrected")
    );
    assert_eq!(
        go("disputes.review.pending", Direction::Next).as_deref(),
        Some("disputes.direct.upheld")
    );
}

#[test]
fn a_doubt_ends_when_the_cell_is_typed_or_confirmed() {
    let cell = id("requests.new.natural");
    let doubted = || {
        let mut report = session().report().clone();
        report.set_cell(cell, "7");
        let candidates = vec![Candidate::new("7", ""), Candidate::new("12", "")];
        let doubt = Doubt { why: "这一格有两段".to_owned(), candidates };
        report.doubts.insert(DoubtPlace::Cell(cell), doubt);
        Session::of_report(report)
    };
    let is_doubted = |session: &Session| {
        let found = session.findings().any(|finding| finding.rule.id == "import-doubt");
        assert_eq!(found, !session.report().doubts.is_empty());
        found
    };
    for edit in [
        Edit::Cell(cell, "7".to_owned()),
        Edit::Cell(cell, "12".to_owned()),
        Edit::Confirm(DoubtPlace::Cell(cell)),
    ] {
        let mut session = doubted();
        assert!(is_doubted(&session));
        session.apply(&edit);
        assert!(!is_doubted(&session), "{edit:?}");
        session.undo().expect("a step");
        assert!(is_doubted(&session), "{edit:?}");
    }
    let mut session = doubted();
    let mut report = session.report().clone();
    report.doubts.insert(DoubtPlace::Year, Doubt::default());
    session = Session::of_report(report);
    let year = session.report().year.to_string();
    session.apply(&Edit::Field(Field::Year, year));
    assert!(!session.report().doubts.contains_key(&DoubtPlace::Year));
}
