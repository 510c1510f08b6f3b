//! Tests of round trips, of alternative spellings in drafts, and of drafts that are refused with a
//! sentence.

use super::*;
use crate::edition::{self, AgencyLevel, CellId, TableKey};
use crate::properties::cases;
use crate::report::{Agency, DoubtPlace, Entry, Part, Period, Preface, Signature};
use crate::sorted_map::SortedMap;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

const RULES: &str = "test";

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

fn text_of(report: &Report, cell: &str) -> String {
    report.text(id(cell))
}

fn reread(report: &Report) -> Report {
    read(&write(report, RULES)).expect("what was written can be read")
}

fn with(members: &str) -> String {
    format!(r#"{{"nianbao": 1, "year": 2025, {members}}}"#)
}

#[test]
fn cells_keep_their_spelling() {
    let text = with(
        r#""as_issued": true, "cells": {"requests.new.natural": 12, "requests.new.business": "012",
        "requests.new.research": "/", "requests.new.welfare": "１２", "requests.new.legal": "约三",
        "disclosure.fees.amount": 96171.60, "disclosure.licensing.change": "+14",
        "requests.new.other": null, "requests.new.total": "",
        "disclosure.normative.issued": "12件", "disclosure.normative.repealed": 1e3}"#,
    );
    let report = read(&text).expect("a draft");
    assert_eq!(report.entry(id("requests.new.other")), None);
    assert_eq!(report.entry(id("requests.new.legal")), Some(&Entry::Unreadable("约三".to_owned())));
    let written: Value = serde_json::from_str(&write(&report, RULES)).expect("JSON");
    let expected = json!({
        "disclosure.normative.issued": "12件",
        "disclosure.normative.repealed": "1e+3",
        "disclosure.fees.amount": "96171.60",
        "requests.new.natural": 12,
        "requests.new.business": "012",
        "requests.new.research": "/",
        "requests.new.welfare": "１２",
        "requests.new.legal": "约三",
        "disclosure.licensing.change": "+14",
    });
    assert_eq!(written["cells"], expected);
}

#[test]
fn a_remark_in_the_brackets_of_a_cell_is_a_remark() {
    let cell = "disclosure.normative.in_force";
    let report =
        read(&with(&format!(r#""cells": {{"{cell}": "22（其中修订16件）"}}"#))).expect("a draft");
    assert_eq!(
        (text_of(&report, cell).as_str(), report.printed(id(cell)).as_str()),
        ("22", "22（其中修订16件）")
    );
    let both = read(&with(&format!(
        r#""cells": {{"{cell}": "22（其中修订16件）"}}, "remarks": {{"{cell}": "含联合发文"}}"#
    )))
    .expect("a draft");
    assert_eq!(both.printed(id(cell)), "22（其中修订16件）（含联合发文）");
}

#[test]
fn totals_of_a_calculating_report_are_dropped_or_become_controls() {
    let row = r#""requests.new.natural": 3, "requests.new.business": 0, "requests.new.research": 0,
        "requests.new.welfare": 0, "requests.new.legal": 0, "requests.new.other": 0,
        "requests.new.total":"#;
    let agreeing = read(&with(&format!(r#""cells": {{{row} 3}}"#))).expect("a draft");
    assert_eq!((agreeing.entries().len(), agreeing.controls().len()), (6, 0));
    let contrary = read(&with(&format!(r#""cells": {{{row} 4}}"#))).expect("a draft");
    assert_eq!(contrary.control(id("requests.new.total")).map(Entry::text), Some("4"));
    assert_eq!(reread(&contrary), contrary);
}

#[test]
fn unknown_members_survive_everywhere_in_order_and_spelling() {
    let text = with(
        r#""zeta": 1.50, "agency": {"name": "甲县乙局", "level": "county_department", "seat": 11330000},
        "cells": {"requests.mediation.natural": 0.10, "requests.new.natural": 1},
        "sections": {"annex": "附件", "overview": "正文"},
        "preface": {"contact": {"person": "王"},
            "period": {"from": "2025-01-01", "to": "2025-12-31", "note": 1}},
        "signature": {"seal": true}, "alpha": {"b": [1E400, null], "a": 1e-7},
        "last_year": {"nianbao": 1, "year": 2024, "mood": "good"},
        "explanations": [{"rule": "x", "weight": 2}],
        "dispositions": [{"number": 7, "colour": "red"}]"#,
    );
    let report = read(&text).expect("a draft");
    assert_eq!(report.signature, None);
    let names: Vec<&str> = report.extra.keys().map(String::as_str).collect();
    assert_eq!(names, ["zeta", "alpha", "agency", "preface", "sections", "signature", "cells"]);
    assert_eq!(report.last_year.as_ref().map(|last| last.year), Some(2024));
    let written = write(&report, RULES);
    for expected in [
        "\"zeta\": 1.50",
        "\"seat\": 11330000",
        "\"requests.mediation.natural\": 0.10",
        "1e-7",
        "\"annex\"",
        "\"person\"",
        "\"note\"",
        "\"seal\"",
        "\"mood\"",
        "\"weight\": 2",
        "\"colour\"",
    ] {
        assert!(written.contains(expected), "{expected} in {written}");
    }
    assert_eq!(write(&read(&written).expect("a draft"), RULES), written);
    let printed = printed_part(&report);
    for hidden in [
        "zeta",
        "seat",
        "mediation",
        "annex",
        "person",
        "\"note\"",
        "seal",
        "last_year",
        "explanations",
        "dispositions",
        "mood",
        "tool",
    ] {
        assert!(!printed.contains(hidden), "{hidden} in {printed}");
    }
}

#[test]
fn the_printed_part_holds_what_is_printed() {
    let mut report =
        read(&with(r#""controls": {"requests.new.total": 9}, "sections": {"overview": "正文"}"#))
            .expect("a draft");
    report.set_cell(id("requests.other.other.natural"), "5");
    report.set_cell(id("requests.new.natural"), "6");
    let first = edition::edition_by_id("2019").expect("an edition");
    report.set_editions(first, SortedMap::new());
    let printed = printed_part(&report);
    assert!(!printed.contains("control") && !printed.contains('\n') && printed.contains("正文"));
    assert!(
        !printed.contains("requests.other.other.natural"),
        "a cell that the edition does not have is not printed"
    );
    let back = read(&printed).expect("a draft of its own");
    assert_eq!((text_of(&back, "requests.new.natural").as_str(), back.edition().id), ("6", "2019"));
}

#[test]
fn a_draft_holds_what_is_printed_of_it() {
    let mut report =
        read(&with(r#""controls": {"requests.new.total": 9}, "sections": {"overview": "正文"}"#))
            .expect("a draft");
    let (draft, exported) = (write(&report, RULES), printed_part(&report));
    assert!(
        has_same_content(&draft, &draft)
            && has_same_content(&draft, &exported)
            && has_same_content(&draft, &write(&report, "of another year"))
    );
    assert!(!has_same_content(&exported, &draft), "the control would be lost");
    report.set_cell(id("requests.new.natural"), "6");
    assert!(
        !has_same_content(&draft, &printed_part(&report)) && !has_same_content(&draft, "no draft")
    );
}

#[test]
fn a_minimal_draft_is_read() {
    let report = read(r#"{"nianbao":1,"year":"2020"}"#).expect("a draft");
    assert_eq!(
        (report.year, report.edition().id, report.agency.level),
        (2020, "2019", AgencyLevel::Institution)
    );
    let named =
        read(r#"{"nianbao":1,"year":2020,"agency":{"name":"甲县乙街道办事处"},"edition":2021}"#)
            .expect("a draft");
    assert_eq!((named.agency.level, named.edition().id), (AgencyLevel::Subdistrict, "2021"));
}

#[test]
fn a_byte_order_mark_is_ignored() {
    let report = read_bytes("\u{feff}{\"nianbao\":1,\"year\":2025}".as_bytes()).expect("a draft");
    assert_eq!(report.year, 2025);
}

fn spelled() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u64..1_000_000_000_000).prop_map(|n| n.to_string()),
        (0_u32..100_000, 0_u32..1_000_000).prop_map(|(whole, part)| format!("{whole}.{part:06}")),
        (1_i32..500).prop_map(|n| format!("{n:+}")),
        (1_i32..500).prop_map(|n| format!("－{n}")),
        Just("/".to_owned()),
        Just("—".to_owned()),
        Just("1,234".to_owned()),
        Just("12a\n\"\\".to_owned()),
        "[０-９]{1,6}",
        "\\PC{1,8}",
    ]
}

fn json_value() -> impl Strategy<Value = Value> {
    let number = || {
        (any::<i64>(), 0_u32..1000).prop_map(|(n, part)| {
            serde_json::from_str(&format!("{n}.{part}0")).unwrap_or(Value::Null)
        })
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("x\\PC{0,4}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn unknown_members() -> impl Strategy<Value = Map<String, Value>> {
    // No known name starts with x.
    let some = || {
        prop::collection::vec(("x\\PC{0,6}", json_value()), 0..4)
            .prop_map(|members| members.into_iter().collect::<Map<_, _>>())
    };
    (
        some(),
        prop::collection::vec(
            (
                prop::sample::select(vec![
                    "agency",
                    "preface",
                    "cells",
                    "sections",
                    "signature",
                    "units",
                    "table_editions",
                ]),
                some(),
            ),
            0..4,
        ),
    )
        .prop_map(|(mut all, nested)| {
            for (name, members) in nested {
                if !members.is_empty() {
                    all.insert(name.to_owned(), Value::Object(members));
                }
            }
            all
        })
}

/// Maps with some of these keys.
fn by_key<K: Copy + Ord + fmt::Debug, S: Strategy>(
    keys: &'static [K],
    value: S,
    size: Range<usize>,
) -> impl Strategy<Value = BTreeMap<K, S::Value>> {
    prop::collection::btree_map(prop::sample::select(keys), value, size)
}

prop_compose! {
    fn prefaces()(
        texts in prop::collection::vec("\\PC{0,12}", 9),
        lists_parts: bool,
        text in "\\PC{0,2}",
    ) -> Preface {
        let mut texts = texts.into_iter();
        let mut next_text = || texts.next().unwrap_or_default();
        Preface {
            basis: next_text(),
            compiler: next_text(),
            period: Period { from: next_text(), to: next_text() },
            lists_parts,
            url: next_text(),
            address: next_text(),
            postcode: next_text(),
            phone: next_text(),
            email: next_text(),
            text,
        }
    }
}

prop_compose! {
    fn reports()(
        year in 1000_u16..=9999,
        (name, level, covers) in ("\\PC{0,12}", 0_usize..11, any::<Option<bool>>()),
        (edition, tables) in (
            0..edition::editions().len(),
            by_key(&TableKey::ALL, 0..edition::editions().len(), 0..3),
        ),
        title in prop::option::of("\\PC{0,12}"),
        preface in prefaces(),
        as_issued: bool,
        typed in prop::collection::vec(
            (any::<prop::sample::Index>(), spelled(), any::<bool>()),
            0..60,
        ),
        notes in prop::collection::vec(
            (any::<prop::sample::Index>(), "\\PC{1,8}", 0_usize..2),
            0..6,
        ),
        sections in by_key(&Part::ALL, "[\\PC\n]{1,30}", 0..7),
        headings in by_key(&Part::ALL, "\\PC{1,12}", 0..3),
        table_notes in by_key(&TableKey::ALL, "\\PC{1,12}", 0..3),
        signature in prop::option::of(("\\PC{0,8}", "\\PC{0,8}")),
        extra in unknown_members(),
    ) -> Report {
        let mut report = Report::new(
            year,
            Agency { name, level: AgencyLevel::ALL[level], covers_subordinates: covers },
        );
        let editions = edition::editions();
        report.set_editions(
            &editions[edition],
            tables.into_iter().map(|(table, of)| (table, &editions[of])).collect(),
        );
        report.set_as_issued(as_issued);
        let cells: Vec<CellId> = editions
            .iter()
            .flat_map(|edition| &edition.tables)
            .flat_map(|table| &table.cells)
            .map(|cell| cell.id)
            .collect();
        for (index, typed, control) in typed {
            let id = *index.get(&cells);
            if control { report.set_control(id, &typed) } else { report.set_cell(id, &typed) }
        }
        for (index, text, which) in notes {
            let map = if which == 0 { &mut report.units } else { &mut report.remarks };
            map.insert(*index.get(&cells), text);
        }
        report.title = title;
        report.preface = preface;
        report.sections = sections.into_iter().collect();
        report.headings = headings.into_iter().collect();
        report.table_notes = table_notes.into_iter().collect();
        report.signature = signature.map(|(agency, date)| Signature { agency, date });
        report.extra = extra;
        report
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn any_report_survives_a_round_trip(report in reports()) {
        let written = write(&report, RULES);
        let back = read(&written).expect("what was written can be read");
        prop_assert_eq!(&back, &report);
        prop_assert_eq!(&read_trusted(&written).expect("it is its own"), &report);
        prop_assert_eq!(write(&back, RULES), written);
    }

    #[test]
    fn the_printed_part_opens_as_a_draft(report in reports()) {
        let back = read(&printed_part(&report)).expect("a draft");
        for cell in report.form().cells() {
            prop_assert_eq!(back.printed(cell.id), report.printed(cell.id));
        }
        prop_assert_eq!(&back.sections, &report.sections);
        prop_assert_eq!(back.preface_paragraphs(), report.preface_paragraphs());
        prop_assert!(back.extra.is_empty() && back.controls().is_empty());
    }

    #[test]
    fn any_bytes_give_a_report_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = read_bytes(&bytes) {
            prop_assert!(error.to_string().ends_with('。'));
        }
    }

    #[test]
    fn a_truncated_draft_gives_an_error(report in reports(), cut in any::<prop::sample::Index>()) {
        let written = write(&report, RULES);
        let bytes = &written.as_bytes()[..cut.index(written.trim_end().len())];
        prop_assert!(read_bytes(bytes).is_err());
    }
}

#[test]
fn a_last_year_that_cannot_be_read_stays_as_it_is() {
    let report = read(&with(r#""last_year": {"nianbao": 2, "year": 2024}"#)).expect("a draft");
    assert_eq!(report.last_year, None);
    assert!(write(&report, RULES).contains("\"nianbao\": 2"));
}

#[test]
fn doubts_survive_with_members_that_are_not_known() {
    let text = r#"{"nianbao": 1, "year": 2025, "doubts": {
        "requests.new.natural": {"why": "这一格有两段", "by": "x",
            "candidates": [{"value": 7, "place": "第1张表", "page": 3}]},
        "agency.name": {"why": "标题里没有单位名称"}, "sections.overview": {"why": "?"}}}"#;
    let report = read(text).expect("a draft");
    let doubt = &report.doubts[&DoubtPlace::Cell(id("requests.new.natural"))];
    assert_eq!((doubt.why.as_str(), doubt.candidates[0].value.as_str()), ("这一格有两段", "7"));
    assert_eq!(report.doubts.len(), 2);
    let again = write(&report, "");
    assert_eq!(read(&again).expect("a draft"), report);
    for member in [r#""by": "x""#, r#""page": 3"#, r#""sections.overview""#] {
        assert!(again.contains(member), "{again}");
    }
    assert!(!printed_part(&report).contains("doubts"));
}
