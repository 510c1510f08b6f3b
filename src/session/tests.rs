//! Edits, undo, keys, paste and progress.

use super::*;
use crate::check::RuleState;
use crate::diagnosis::Change;
use crate::edition::{AgencyLevel, TableKey};
use crate::narrative::Verdict;
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
    let placement = place(session.report(), id(at), &Grid::from_text(block));
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
    assert_eq!(session.undo().expect("a step").place, Place::Part(Part::Requests));
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
fn a_total_of_an_original_never_becomes_nought_by_itself() {
    let mut session = session();
    session.apply(&Edit::AsIssued(true));
    session.apply(&Edit::FillZero(TableKey::Requests));
    assert_eq!(text(&session, "requests.new.natural"), "0");
    let missing = missing(session.report(), TableKey::Requests);
    assert!(
        !missing.is_empty() && missing.iter().all(|id| session.report().form().is_derived(*id))
    );
}

#[test]
fn the_rest_becomes_nought_and_comes_back() {
    let mut session = session();
    session.apply(&Edit::Cell(id("requests.new.natural"), "3".to_owned()));
    assert_eq!(missing(session.report(), TableKey::Requests).len(), 143);
    session.apply(&Edit::FillZero(TableKey::Requests));
    assert!(missing(session.report(), TableKey::Requests).is_empty());
    assert_eq!(text(&session, "requests.new.natural"), "3");
    session.undo().expect("a step");
    assert_eq!(missing(session.report(), TableKey::Requests).len(), 143);
}

/// A report of which nothing is missing but for what is typed into that cell, in which every 错误 has
/// its 说明.
fn explained(cell: &str, typed: &str, as_issued: bool) -> Session {
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
    assert!(!session.is_draft(), "{:?}", Gaps::of(session.report()));
    session.apply(&Edit::Cell(id(cell), typed.to_owned()));
    let open: Vec<Finding> = session.open_errors().cloned().collect();
    for finding in open {
        session.apply(&Edit::Justify(finding.justify(
            session.report(),
            "其他",
            "原件如此",
            "2026-01-20",
        )));
    }
    session
}

fn words(session: &Session, part: Part) -> String {
    let found: Vec<&Finding> = session.findings().collect();
    session.progress(Place::Part(part), &found).words
}

#[test]
fn text_that_is_no_number_is_not_filled_in_whatever_is_said_of_it() {
    for (cell, typed) in [
        ("requests.new.natural", "abc"),
        ("requests.new.natural", "99999999999999999999999"),
        ("disclosure.fees.amount", "3000元"),
    ] {
        let mut session = explained(cell, typed, false);
        let part = Part::of_table(id(cell).table);
        assert!(!session.has_errors() && session.is_draft(), "{typed}");
        assert_eq!(
            (words(&session, part).as_str(), Gaps::of(session.report()).cells),
            ("还差 1 项", 1),
            "{typed}"
        );
        assert_eq!(missing(session.report(), id(cell).table), [id(cell)], "{typed}");
        // It counts among what is missing and is not blank: nought does not take its place.
        session.apply(&Edit::FillZero(id(cell).table));
        assert_eq!(text(&session, cell), typed);
        session.apply(&Edit::Cell(id(cell), "/".to_owned()));
        assert!(!session.is_draft(), "a stroke is what the office has to say");
        session.apply(&Edit::Cell(id(cell), String::new()));
        assert_eq!(
            (words(&session, part).as_str(), session.lacking(id(cell).table)),
            ("还差 1 项", 1),
            "{typed}"
        );
    }
    // What calculates is in order: only what a clerk has to say of it was missing.
    let session = explained("requests.new.natural", "-3", false);
    assert!(!session.is_draft() && !text(&session, "requests.new.total").is_empty());
}

#[test]
fn an_original_is_whole_as_it_was_printed() {
    let mut session = explained("requests.new.natural", "见附件", true);
    assert!(!session.is_draft(), "{:?}", Gaps::of(session.report()));
    assert_eq!(
        (session.lacking(TableKey::Requests), text(&session, "requests.new.natural").as_str()),
        (0, "见附件")
    );
    session.apply(&Edit::AsIssued(false));
    assert_eq!((session.is_draft(), session.lacking(TableKey::Requests)), (true, 1));
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
    session.apply(&Edit::Confirm(cell));
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
fn a_new_year_takes_what_hangs_on_it_along() {
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
    // The row （七）总计 is calculated: Enter passes over it.
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
    // In table 2 lines are cut differently: Enter goes down as the arrow does, and stays at the
    // foot.
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
fn a_block_of_numbers_keeps_its_places() {
    let mut session = session();
    let placement = paste(&mut session, "requests.granted.natural", "1,234\t\t３\r\n\t5\t\r\n");
    assert!(!placement.by_label);
    assert_eq!(placement.unplaced, []);
    for (cell, expected) in [
        ("granted.natural", "1234"),
        ("granted.business", ""),
        ("granted.research", "3"),
        ("partial.natural", ""),
        ("partial.business", "5"),
    ] {
        assert_eq!(text(&session, &format!("requests.{cell}")), expected, "{cell}");
    }
}

#[test]
fn rows_are_found_by_their_labels() {
    let mut session = session();
    let block = "（三）不予公开\t1.属于国家秘密\t1\t2\t3\t4\t5\t6\t21\n\t2、其他法律行政 法规禁止公开\t0\t0\t0\t0\t0\t7\t7\n一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9";
    let placement = paste(&mut session, "requests.carried_out.other", block);
    assert!(placement.by_label);
    assert_eq!(placement.unplaced, []);
    assert_eq!(text(&session, "requests.denied.state_secret.welfare"), "4");
    assert_eq!(text(&session, "requests.denied.forbidden_by_law.other"), "7");
    assert_eq!(text(&session, "requests.new.natural"), "9");
    // A pasted total is a control of the calculated one.
    assert_eq!(
        session
            .report()
            .control(id("requests.denied.state_secret.total"))
            .map(crate::report::Entry::text),
        Some("21")
    );
}

#[test]
fn merged_cells_of_excel_come_as_empty_ones() {
    let session = session();
    let place = |at: &str, block: &str| {
        place(session.report(), id(at), &Grid::from_text(block))
            .cells
            .into_iter()
            .map(|(id, text)| format!("{id}={text}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        place("requests.new.natural", "二、上年结转政府信息公开申请数量\t\t\t4\t0\t0\t0\t0\t0\t4")
            [0],
        "requests.carried_in.natural=4"
    );
    assert_eq!(
        place("disclosure.fees.amount", "行政许可\t17\t\t"),
        ["disclosure.licensing.decisions=17"]
    );
}

#[test]
fn labels_and_hashes_are_no_numbers() {
    let mut session = session();
    let placement = paste(&mut session, "requests.new.natural", "1.属于国家秘密\n");
    assert_eq!(placement.cells, []);
    let placement = paste(&mut session, "requests.new.natural", "####\t4\n");
    assert_eq!(placement.unplaced[0].why, "Excel 里这一列太窄，复制出来的是 ###；请拉宽后再复制");
    assert_eq!(text(&session, "requests.new.business"), "4");
    let placement = paste(&mut session, "requests.carried_out.other", "1\t2\t3\n");
    assert_eq!((placement.cells.len(), placement.unplaced.len()), (2, 1));
}

#[test]
fn the_row_of_another_edition_is_named() {
    let session = session();
    let placement = place(
        session.report(),
        id("requests.new.natural"),
        &Grid::from_text(
            "（五）不予处理\t1.信访举报投诉类申请\t1\t0\t0\t0\t0\t0\t1\n（六）其他处理\t\t1\t0\t0\t0\t0\t0\t1\n",
        ),
    );
    assert_eq!(
        placement.unplaced.iter().map(|u| u.text.as_str()).collect::<Vec<_>>(),
        ["（六）其他处理"]
    );
    assert_eq!(placement.cells.len(), 7);
}

#[test]
fn what_stands_for_a_number_names_no_row() {
    let (cells, unplaced) = text_lands("requests.granted.natural", "没有\t无\t/\t—\tabc\t12");
    assert_eq!(cells, ["granted.research=/", "granted.welfare=—", "granted.other=12"]);
    assert_eq!(
        unplaced,
        ["没有：不是数字；没有的请填 0", "无：不是数字；没有的请填 0", "abc：不是数字"]
    );
    let (cells, unplaced) = text_lands("requests.granted.natural", "没有\n无\n/\n—\nabc\n12\n");
    assert_eq!((cells.len(), unplaced.len()), (3, 3), "{cells:?} {unplaced:?}");
}

#[test]
fn numbers_on_totals_are_counted_before_they_are_filled_in() {
    // All rows of table 3 but （七）总计: from there on everything lands a row too high.
    let session = session();
    let row = |n: usize| format!("{n}\t0\t0\t0\t0\t0\n");
    let all: usize = session
        .report()
        .form()
        .table(TableKey::Requests)
        .cells
        .iter()
        .filter(|cell| cell.id.column == "natural")
        .count();
    let block: String = (1..all).map(row).collect();
    let placement = place(session.report(), id("requests.new.natural"), &Grid::from_text(&block));
    let (on, differ) = on_totals(session.report(), &placement);
    assert!(on == 6 && differ == 1, "{on} {differ}");
    let right = place(
        session.report(),
        id("requests.new.natural"),
        &Grid::from_text("1\t0\t0\t0\t0\t0\t1\n"),
    );
    assert_eq!(on_totals(session.report(), &right), (1, 0));
    let placement = place(session.report(), id("requests.new.natural"), &Grid::from_text("1\t0\n"));
    assert_eq!(on_totals(session.report(), &placement), (0, 0));
}

#[test]
fn quoted_cells_and_spans() {
    let some = |text: &str| Square::Text(text.to_owned());
    assert_eq!(Grid::from_text("\"行政处\n罚\"\t3\n").rows, [[some("行政处\n罚"), some("3")]]);
    let cell = |text: &str, cols, rows| (text.to_owned(), cols, rows);
    let grid = Grid::from_spans(&[
        vec![cell("a", 1, 2), cell("1", 2, 1)],
        vec![cell("2", 1, 1), cell("3", 1, 1)],
    ]);
    assert_eq!(
        grid.rows,
        [[some("a"), some("1"), Square::Beside], [Square::Above, some("2"), some("3")]]
    );
    let grid = Grid::from_spans(&[vec![cell("a", 2, 2), cell("1", 1, 1)], vec![cell("2", 1, 1)]]);
    assert_eq!(
        grid.rows,
        [[some("a"), Square::Beside, some("1")], [Square::Above, Square::Beside, some("2")]]
    );
}

/// Where each text of a block goes, and what finds no place.
fn landing(at: &str, grid: &Grid) -> (Vec<String>, Vec<String>) {
    let placement = place(session().report(), id(at), grid);
    let cells = placement
        .cells
        .iter()
        .map(|(id, text)| format!("{}.{}={text}", id.row, id.column))
        .collect();
    (
        cells,
        placement
            .unplaced
            .iter()
            .map(|unplaced| format!("{}：{}", unplaced.text, unplaced.why))
            .collect(),
    )
}

fn text_lands(at: &str, block: &str) -> (Vec<String>, Vec<String>) {
    landing(at, &Grid::from_text(block))
}

#[test]
fn words_among_numbers_keep_their_place() {
    let (cells, unplaced) = text_lands("requests.new.natural", "5\n无\n3\n");
    assert_eq!(
        (cells, unplaced),
        (
            vec!["new.natural=5".to_owned(), "granted.natural=3".to_owned()],
            vec!["无：不是数字；没有的请填 0".to_owned()]
        )
    );
    let (cells, unplaced) = text_lands("requests.new.natural", "5\t1\n没有\t没有\n3\t2\n");
    assert_eq!(
        cells,
        ["new.natural=5", "new.business=1", "granted.natural=3", "granted.business=2"]
    );
    assert_eq!(unplaced.len(), 2);
    for (block, expected) in [
        ("无\n5\n", "carried_in.natural=5"),
        ("无\t5\n", "new.business=5"),
        ("自然人\n5\n", "new.natural=5"),
    ] {
        assert_eq!(text_lands("requests.new.natural", block).0, [expected], "{block}");
    }
}

#[test]
fn words_behind_a_label_are_no_label() {
    let (cells, unplaced) = text_lands("disclosure.normative.issued", "规章\t0\t0\t无\n");
    assert_eq!(
        (cells, unplaced),
        (
            vec!["regulations.issued=0".to_owned(), "regulations.repealed=0".to_owned()],
            vec!["无：不是数字；没有的请填 0".to_owned()]
        )
    );
    let (cells, unplaced) =
        text_lands("requests.new.natural", "1.属于国家秘密\t0\t无\t0\t其他\t0\t0\t0\n");
    assert_eq!(
        (cells.len(), unplaced.len(), cells[0].as_str()),
        (5, 2, "denied.state_secret.natural=0")
    );
    // A column of running numbers may stand in front.
    assert_eq!(
        text_lands("disclosure.normative.issued", "1\t规章\t4\t0\t7\n").0[0],
        "regulations.issued=4"
    );
    let (cells, unplaced) = text_lands("disclosure.normative.issued", "规章\t1\t2\t3\n4\t无\t6\n");
    assert_eq!((cells.len(), unplaced), (3, vec!["4：这一行没有行名".to_owned()]));
}

#[test]
fn a_cell_that_reaches_down_takes_its_place_in_each_row() {
    let cell = |text: &str, rows| (text.to_owned(), 1, rows);
    let grid = Grid::from_spans(&[
        vec![cell("1", 1), cell("9", 2), cell("3", 1)],
        vec![cell("4", 1), cell("6", 1)],
    ]);
    let (cells, unplaced) = landing("requests.new.natural", &grid);
    assert_eq!(
        cells,
        [
            "new.natural=1",
            "new.business=9",
            "new.research=3",
            "carried_in.natural=4",
            "carried_in.research=6"
        ]
    );
    assert_eq!(unplaced, [] as [&str; 0]);
}

#[test]
fn columns_of_another_edition_are_not_filled() {
    let block = "第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t1\t2\t3\n规范性文件\t4\t5\t6\n\
        第二十条第（五）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t7\t8\t9\n";
    let (cells, unplaced) = text_lands("disclosure.regulations.issued", block);
    assert_eq!(cells, [] as [&str; 0]);
    let of_2019 = |row: &str| format!("{row}：这一行的列是另一个版式的，与本表不同");
    assert_eq!(unplaced, ["规章", "规范性文件", "行政许可"].map(of_2019));
    let (cells, unplaced) =
        text_lands("disclosure.regulations.issued", "本年新制作数量\t本年新公开数量\n1\t2\n");
    assert_eq!((cells.len(), unplaced.len()), (0, 2));
    let own = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n信息内容\t本年处理决定数量\n行政许可\t7\n";
    let (cells, unplaced) = text_lands("disclosure.regulations.issued", own);
    assert_eq!((cells.len(), unplaced), (4, vec![]));
}

/// Table 3 filled in, with 新收 one short in column 自然人.
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
fn a_reason_stands_as_long_as_the_numbers_under_it() {
    let mut session = unbalanced();
    assert!(session.has_errors());
    let said = balance(&session).justify(
        session.report(),
        "情况属实，已与台账核对",
        " 台账如此 ",
        "2026-01-20",
    );
    session.apply(&Edit::Justify(said.clone()));
    let found: Vec<&Finding> = session.findings().collect();
    assert!(
        !session.has_errors()
            && session.progress(Place::Part(Part::Requests), &found).state != State::Wrong(1)
    );
    assert_eq!(
        balance(&session).justification(session.report()).map(|said| said.text.as_str()),
        Some("台账如此")
    );
    // It is kept in the draft.
    let again = Session::open(&session.draft()).expect("a draft");
    assert_eq!(again.report().justifications, [said]);
    // A number under it changes: it lapses, and can be written again.
    session.apply(&Edit::Cell(id("requests.new.natural"), "10".to_owned()));
    assert!(session.has_errors());
    let finding = balance(&session);
    assert!(
        finding.justification(session.report()).is_none()
            && finding.lapsed(session.report()).is_some()
    );
    session.apply(&Edit::Justify(finding.justify(
        session.report(),
        "其他原因",
        "重写",
        "2026-01-21",
    )));
    assert_eq!(session.report().justifications.len(), 1);
    session.undo().expect("a step");
    session.undo().expect("a step");
    assert!(!session.has_errors(), "the number is back, and so is what was said of it");
    let said = session.report().justifications[0].clone();
    session.apply(&Edit::Withdraw(said));
    assert!(session.has_errors());
}

#[test]
fn a_repair_is_one_step() {
    let mut session = unbalanced();
    let before = session.draft();
    let repairs: Vec<_> =
        session.diagnosis().repairs(&balance(&session).key()).into_iter().cloned().collect();
    assert!(
        repairs.iter().all(|repair| !repair.is_pushed()),
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
        narrative.disposition(&narrative.facts()[0], crate::narrative::Aside::OtherFact)
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
fn of_two_numbers_alike_one_is_put_aside() {
    let mut session = session();
    session.apply(&Edit::Section(Part::Overview, "全年举办培训8场，发放手册8份。".to_owned()));
    let disposition = {
        let (narrative, _) = session.numbers();
        assert_eq!(narrative.facts()[0].text, narrative.facts()[1].text);
        narrative.disposition(&narrative.facts()[1], crate::narrative::Aside::OtherFact)
    };
    session.apply(&Edit::PutAside(vec![disposition]));
    let aside: Vec<bool> =
        session.numbers().0.facts().iter().map(|fact| fact.aside.is_some()).collect();
    assert_eq!(aside, [false, true]);
    // The draft says which.
    let reopened = Session::of_report(crate::draft::read(&session.draft()).expect("our own"));
    assert_eq!(
        reopened.numbers().0.facts().iter().map(|fact| fact.aside.is_some()).collect::<Vec<_>>(),
        aside
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
    // What does not follow from last year is found, and gone without it.
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
    let pack = r#"{ "nianbao_rule_pack": 1, "name": "示例县要求", "severities": { "requests-balance": "hint" } }"#;
    let mut session = unbalanced();
    session.set_library(vec![Pack::read(&RULE_SET, pack).expect("in order")]);
    assert!(session.has_errors(), "not yet in use");
    session.apply(&Edit::RulePack("示例县要求".to_owned(), true));
    assert!(!session.has_errors() && session.packs().all().len() == 1);
    // On another computer it may be missing.
    let again = Session::open(&session.draft()).expect("a draft");
    assert_eq!(again.missing_packs().collect::<Vec<_>>(), ["示例县要求"]);
    session.undo().expect("a step");
    assert!(session.has_errors());
}

#[test]
fn every_rule_says_how_it_went() {
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
fn findings_on_one_cell_keep_their_own_explanations() {
    let mut session = session();
    for (cell, typed) in [("requests.new.natural", "12"), ("requests.granted.natural", "12")] {
        session.apply(&Edit::Cell(id(cell), typed.to_owned()));
    }
    session.apply(&Edit::FillZero(TableKey::Requests));
    session.apply(&Edit::Section(Part::Overview, "全年收到政府信息公开申请15件。".to_owned()));
    session.apply(&Edit::Section(Part::Other, "全年收到政府信息公开申请16件。".to_owned()));
    let told = |session: &Session| {
        session
            .findings()
            .filter(|finding| finding.rule.id == "narrative-mismatch")
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&session).len(), 2);
    for (finding, why) in told(&session).iter().zip(["一", "二"]) {
        session.apply(&Edit::Justify(finding.justify(
            session.report(),
            "其他原因",
            why,
            "2026-01-20",
        )));
    }
    let said: Vec<_> = told(&session)
        .iter()
        .map(|finding| finding.justification(session.report()).map(|said| said.text.clone()))
        .collect();
    assert_eq!(said, [Some("一".to_owned()), Some("二".to_owned())]);
    // The same words elsewhere are another finding.
    session.apply(&Edit::Section(Part::Problems, "全年收到政府信息公开申请15件。".to_owned()));
    assert_eq!(
        told(&session)
            .iter()
            .filter(|finding| finding.justification(session.report()).is_none()
                && finding.lapsed(session.report()).is_none())
            .count(),
        1
    );
}

#[test]
fn an_explanation_lapses_with_what_last_year_said_and_with_nothing_else() {
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
    session.apply(&Edit::Justify(carried(&session).justify(
        session.report(),
        "上年度报告已更正",
        "",
        "2026-01-20",
    )));
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
fn a_picked_unit_is_what_the_text_is_read_by() {
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
    // Typing the unit into the cell picks it too.
    session.apply(&Edit::Cell(cell, "17元".to_owned()));
    assert!(!bound(&session), "{:?}", session.report().units);
}
