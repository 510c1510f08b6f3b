//! Tests of findings, repairs, justifications and numbers that were set aside.

use super::*;

/// A report whose table 3 is filled in, with 新收 too low by one in column 自然人.
fn unbalanced() -> Session {
    let mut session = session();
    for (cell, typed) in [("requests.new.natural", "11"), ("requests.granted.natural", "12")] {
        session.apply(&Edit::Cell(id(cell), typed.to_owned()));
    }
    session.apply(&Edit::FillZero(TableKey::Requests));
    session
}

fn balance(session: &Session) -> Finding {
    session
        .findings()
        .find(|finding| finding.rule.id == "requests-balance")
        .expect("收办 does not balance")
        .clone()
}

#[test]
fn a_justification_is_valid_while_its_numbers_do_not_change() {
    let mut session = unbalanced();
    assert!(session.has_errors());
    let justification = balance(&session).justify(
        session.report(),
        "情况属实，已与台账核对",
        " 台账如此 ",
        "2026-01-20",
    );
    session.apply(&Edit::Justify(vec![justification.clone()]));
    let found: Vec<&Finding> = session.findings().collect();
    assert!(
        !session.has_errors()
            && session.progress(Panel::Part(Part::Requests), &found).state != PartState::Wrong(1)
    );
    assert_eq!(
        balance(&session)
            .justification(session.report())
            .map(|justification| justification.text.as_str()),
        Some("台账如此")
    );
    // The justification is kept in the draft.
    let again = Session::open(&session.draft()).expect("a draft");
    assert_eq!(again.report().justifications, [justification]);
    // The justification lapses when a number under it changes, and can be written again.
    session.apply(&Edit::Cell(id("requests.new.natural"), "10".to_owned()));
    assert!(session.has_errors());
    let finding = balance(&session);
    assert!(
        finding.justification(session.report()).is_none()
            && finding.lapsed(session.report()).is_some()
    );
    session.apply(&Edit::Justify(vec![finding.justify(
        session.report(),
        "其他原因",
        "重写",
        "2026-01-21",
    )]));
    assert_eq!(session.report().justifications.len(), 1);
    session.undo().expect("a step");
    session.undo().expect("a step");
    assert!(!session.has_errors(), "the number is back, and so is what was said of it");
    let justification = session.report().justifications[0].clone();
    session.apply(&Edit::Withdraw(justification));
    assert!(session.has_errors());
}

#[test]
fn a_repair_is_one_step() {
    let mut session = unbalanced();
    let before = session.draft();
    let repairs: Vec<_> =
        session.diagnosis().repairs(&balance(&session).key()).into_iter().cloned().collect();
    assert!(
        repairs.iter().all(|repair| !repair.is_recommended()),
        "新收 and 予以公开 explain it equally"
    );
    let one = repairs
        .iter()
        .find(|repair| {
            repair.changes.len() == 1 && repair.changes[0].cell == id("requests.new.natural")
        })
        .expect("新收 too small");
    session.apply(&Edit::Repair(one.changes.clone()));
    assert_eq!(
        (text(&session, "requests.new.natural").as_str(), session.has_errors()),
        ("12", false)
    );
    assert_eq!(session.undo().expect("a step").name, "改正新收·自然人");
    assert_eq!(session.draft(), before);
}

#[test]
fn a_number_put_aside_comes_back_with_another_sentence() {
    let mut session = session();
    session.apply(&Edit::Section(Part::Overview, "全年公开信息35条。".to_owned()));
    let open = |session: &Session| {
        session.numbers().1.count().numbers - session.numbers().1.count().checked
    };
    assert_eq!(open(&session), 1);
    let disposition = {
        let (narrative, _) = session.numbers();
        narrative.disposition(&narrative.facts()[0], crate::narrative::SetAsideReason::OtherFact)
    };
    session.apply(&Edit::PutAside(vec![disposition.clone()]));
    assert_eq!(open(&session), 0);
    session.apply(&Edit::Section(Part::Overview, "全年公开信息36条。".to_owned()));
    assert_eq!(open(&session), 1, "another number");
    session.undo().expect("a step");
    session.apply(&Edit::TakeBack(disposition));
    assert_eq!(open(&session), 1);
}

#[test]
fn one_of_two_equal_numbers_can_be_put_aside() {
    let mut session = session();
    session.apply(&Edit::Section(Part::Overview, "全年举办培训8场，发放手册8份。".to_owned()));
    let disposition = {
        let (narrative, _) = session.numbers();
        assert_eq!(narrative.facts()[0].text, narrative.facts()[1].text);
        narrative.disposition(&narrative.facts()[1], crate::narrative::SetAsideReason::OtherFact)
    };
    session.apply(&Edit::PutAside(vec![disposition]));
    let are_set_aside: Vec<bool> =
        session.numbers().0.facts().iter().map(|fact| fact.set_aside.is_some()).collect();
    assert_eq!(are_set_aside, [false, true]);
    // The draft stores which of the two it is.
    let reopened = Session::of_report(crate::draft::read(&session.draft()).expect("our own"));
    assert_eq!(
        reopened
            .numbers()
            .0
            .facts()
            .iter()
            .map(|fact| fact.set_aside.is_some())
            .collect::<Vec<_>>(),
        are_set_aside
    );
}

#[test]
fn next_year_begins_where_last_year_ended() {
    let mut last = unbalanced();
    last.apply(&Edit::Cell(id("requests.carried_out.legal"), "3".to_owned()));
    last.apply(&Edit::Section(Part::Overview, "去年的话。".to_owned()));
    let mut session = Session::after(last.report().clone());
    let report = session.report();
    assert_eq!(
        (
            report.year,
            report.agency.name.as_str(),
            text(&session, "requests.carried_in.legal").as_str()
        ),
        (2026, "示例县甲镇人民政府", "3")
    );
    assert_eq!(
        (
            report.preface.period.from.as_str(),
            report.sections.len(),
            text(&session, "requests.new.natural").as_str()
        ),
        ("2026-01-01", 0, "")
    );
    // A number that does not follow from last year is a finding, which disappears without the
    // report of last year.
    session.apply(&Edit::Cell(id("requests.carried_in.legal"), "4".to_owned()));
    session.apply(&Edit::FillZero(TableKey::Requests));
    let carried =
        |session: &Session| session.findings().any(|finding| finding.rule.id == "carry-over");
    assert!(carried(&session));
    session.apply(&Edit::LastYear(None));
    assert!(!carried(&session));
    session.undo().expect("a step");
    assert!(carried(&session));
}

#[test]
fn a_rule_pack_is_used_where_the_report_names_it() {
    let pack = r#"{ "nianbao_rule_pack": 1, "name": "示例县要求",
        "severities": { "requests-balance": "hint" } }"#;
    let mut session = unbalanced();
    session.set_library(vec![Pack::read(&RULE_SET, pack).expect("in order")]);
    assert!(session.has_errors(), "not yet in use");
    session.apply(&Edit::RulePack("示例县要求".to_owned(), true));
    assert!(!session.has_errors() && session.packs().all().len() == 1);
    // The rule pack may be missing on another computer.
    let again = Session::open(&session.draft()).expect("a draft");
    assert_eq!(again.missing_packs().collect::<Vec<_>>(), ["示例县要求"]);
    session.undo().expect("a step");
    assert!(session.has_errors());
}

#[test]
fn every_rule_reports_its_state() {
    let session = unbalanced();
    let ran = session.rule_report();
    assert_eq!(ran.len(), RULE_SET.rules.len());
    let state = |rule: &str| ran.iter().find(|ran| ran.rule.id == rule).expect("a rule");

    assert_eq!(
        state("requests-balance").state,
        RuleState::Found(2),
        "the column, and 总计 folded into it"
    );
    assert!(
        state("requests-balance").lines.contains(&"「自然人」列收办：11 ≠ 12".to_owned()),
        "{:?}",
        state("requests-balance").lines
    );
    assert_eq!(state("requests-row-sum").state, RuleState::Clean);
    assert_eq!(
        (state("carry-over").state, state("open-total-low").state),
        (RuleState::NoLastYear, RuleState::OtherEdition)
    );
    assert_eq!(state("in-force-low").state, RuleState::Unfinished);
}

#[test]
fn findings_on_one_cell_have_their_own_justifications() {
    let mut session = session();
    for (cell, typed) in [("requests.new.natural", "12"), ("requests.granted.natural", "12")] {
        session.apply(&Edit::Cell(id(cell), typed.to_owned()));
    }
    session.apply(&Edit::FillZero(TableKey::Requests));
    session.apply(&Edit::Section(Part::Overview, "全年收到政府信息公开申请15件。".to_owned()));
    session.apply(&Edit::Section(Part::Other, "全年收到政府信息公开申请16件。".to_owned()));
    let mismatches = |session: &Session| {
        session
            .findings()
            .filter(|finding| finding.rule.id == "narrative-mismatch")
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(mismatches(&session).len(), 2);
    for (finding, why) in mismatches(&session).iter().zip(["一", "二"]) {
        session.apply(&Edit::Justify(vec![finding.justify(
            session.report(),
            "其他原因",
            why,
            "2026-01-20",
        )]));
    }
    let texts: Vec<_> = mismatches(&session)
        .iter()
        .map(|finding| {
            finding.justification(session.report()).map(|justification| justification.text.clone())
        })
        .collect();
    assert_eq!(texts, [Some("一".to_owned()), Some("二".to_owned())]);
    // The same words in another part are another finding.
    session.apply(&Edit::Section(Part::Problems, "全年收到政府信息公开申请15件。".to_owned()));
    assert_eq!(
        mismatches(&session)
            .iter()
            .filter(|finding| finding.justification(session.report()).is_none()
                && finding.lapsed(session.report()).is_none())
            .count(),
        1
    );
}

#[test]
fn a_justification_lapses_only_with_the_values_under_it() {
    let mut last = session();
    last.apply(&Edit::FillZero(TableKey::Requests));
    let with = |carried: &str| {
        let mut last = last.report().clone();
        last.set_cell(id("requests.carried_out.natural"), carried);
        last
    };
    let mut session = Session::after(with("5"));
    session.apply(&Edit::Cell(id("requests.carried_in.natural"), "4".to_owned()));
    session.apply(&Edit::FillZero(TableKey::Requests));
    let carried = |session: &Session| {
        session
            .findings()
            .find(|finding| finding.rule.id == "carry-over")
            .cloned()
            .expect("4 is not 5")
    };
    session.apply(&Edit::Justify(vec![carried(&session).justify(
        session.report(),
        "上年度报告已更正",
        "",
        "2026-01-20",
    )]));
    session.apply(&Edit::Cell(id("requests.carried_out.natural"), "1".to_owned()));
    assert!(
        carried(&session).justification(session.report()).is_some(),
        "结转下年 of this year is not what it is about"
    );
    assert!(carried(&session).cells.iter().all(|cell| cell.row == "carried_in"));
    session.apply(&Edit::LastYear(Some(as_last_year(with("9")))));
    assert!(
        carried(&session).justification(session.report()).is_none()
            && carried(&session).lapsed(session.report()).is_some()
    );
}

#[test]
fn the_text_is_read_by_the_picked_unit() {
    let cell = id("disclosure.procurement.amount");
    let mut session = Session::new(2020, session().report().agency.clone());
    session.apply(&Edit::Cell(cell, "17".to_owned()));
    session.apply(&Edit::Unit(cell, "万元".to_owned()));
    session.apply(&Edit::Section(Part::Overview, "政府集中采购总金额17万元。".to_owned()));
    let bound = |session: &Session| matches!(session.numbers().1.verdicts[..], [Verdict::Bound(_)]);
    assert!(bound(&session), "{:?}", session.numbers().1);
    session.apply(&Edit::Unit(cell, "元".to_owned()));
    assert!(!bound(&session), "17 元 are not 17 万元");
    session.undo().expect("a step");
    assert!(bound(&session));
    // A unit that is typed into the cell is picked as well.
    session.apply(&Edit::Cell(cell, "17元".to_owned()));
    assert!(!bound(&session), "{:?}", session.report().units);
}
