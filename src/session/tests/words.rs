//! Tests of repairs of words: what is offered, that it settles the finding, and that it is one step.

use super::*;

/// A report whose table 3 has 32 applications, all answered.
fn filled(part: Part, text: &str) -> Session {
    let mut session = session();
    for cell in ["requests.new.natural", "requests.granted.natural"] {
        session.apply(&Edit::Cell(id(cell), "32".to_owned()));
    }
    session.apply(&Edit::FillZero(TableKey::Requests));
    session.apply(&Edit::Section(part, text.to_owned()));
    session
}

/// Applies what a rule offers, and checks that it settles the finding and can be undone in one step.
/// Returns the offer in words, and the text after it.
fn mended(mut session: Session, part: Part, rule: &str) -> (String, String) {
    let before = session.draft();
    let of_rule = |session: &Session| {
        session.findings().find(|finding| finding.rule.id == rule).map(Finding::key)
    };
    let key = of_rule(&session).unwrap_or_else(|| panic!("{rule} finds nothing"));
    let [repair] = session.diagnosis().repairs(&key)[..] else { panic!("{rule} has no one offer") };
    assert!(!repair.is_recommended(), "whether the words are wrong, only the clerk can tell");
    let (words, edits) = (repair.text(session.report()), repair.edits.clone());
    session.apply(&Edit::Rewrite(edits));
    assert_eq!(of_rule(&session), None, "{rule} is settled");
    let after = session.report().sections.get(&part).cloned().unwrap_or_default();
    session.undo().expect("a step");
    assert_eq!(session.draft(), before, "{rule} is undone in one step");
    (words, after)
}

#[test]
fn the_right_words_are_offered() {
    let part = Part::Overview;
    let cases = [
        (
            "narrative-mismatch",
            "全年**收到**政府信息公开申请35件。",
            "把“35”改为“32”。",
            "全年**收到**政府信息公开申请32件。",
        ),
        ("terms", "办理人大议案3件。", "把“人大议案”改为“人大代表建议”。", "办理人大代表建议3件。"),
        ("doubled-words", "加强加强管理。", "删去“加强”。", "加强管理。"),
        (
            "half-width",
            "主动公开,及时(全面)答复: 说\"明\"。",
            "把“,”改为“，”，共改 6 处。",
            "主动公开，及时（全面）答复： 说“明”。",
        ),
        (
            "full-width-digits",
            "培训１２场、３次。",
            "把“１２场”改为“12场”，共改 2 处。",
            "培训12场、3次。",
        ),
        (
            "document-number",
            "按照国办发[2021]30号执行。",
            "把“[2021]30号”改为“〔2021〕30号”。",
            "按照国办发〔2021〕30号执行。",
        ),
        (
            "split-paragraph",
            "本年度，我镇坚持以公开为常态、不公开为例外，组织相\n\n关社区开展培训。",
            "把下一段接上来。",
            "本年度，我镇坚持以公开为常态、不公开为例外，组织相关社区开展培训。",
        ),
        (
            "other-year",
            "2023年，我镇认真落实各项要求。",
            "把“2023年”改为“2025年”。",
            "2025年，我镇认真落实各项要求。",
        ),
    ];
    for (rule, text, words, after) in cases {
        assert_eq!(mended(filled(part, text), part, rule), (words.to_owned(), after.to_owned()));
    }
}

#[test]
fn words_around_the_parts_are_put_right() {
    let mut session = filled(Part::Overview, "全年收到政府信息公开申请32件。");
    session.apply(&Edit::Field(Field::PeriodFrom, "2024-01-01".to_owned()));
    let (words, _) = mended(session, Part::Overview, "period");
    assert_eq!(words, "把“2024-01-01”改为“2025-01-01”。");
}

#[test]
fn a_live_field_is_not_rewritten() {
    let mut session = filled(Part::Overview, "全年收到申请{{requests.new.natural}}件。");
    let edit = crate::report::TextEdit {
        spot: crate::report::Spot::Section(Part::Overview),
        paragraph: 0,
        at: "全年收到申请".len(),
        from: "32".to_owned(),
        to: "33".to_owned(),
    };
    let before = session.draft();
    assert_eq!(session.apply(&Edit::Rewrite(vec![edit])), Changes::default());
    assert_eq!(session.draft(), before);
}
