//! Tests of pasting: numbers, rows and words from other programs get into the right cells.

use super::*;

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
    let block = "（三）不予公开\t1.属于国家秘密\t1\t2\t3\t4\t5\t6\t21\n\
        \t2、其他法律行政 法规禁止公开\t0\t0\t0\t0\t0\t7\t7\n\
        一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9";
    let placement = paste(&mut session, "requests.carried_out.other", block);
    assert!(placement.by_label);
    assert_eq!(placement.unplaced, []);
    assert_eq!(text(&session, "requests.denied.state_secret.welfare"), "4");
    assert_eq!(text(&session, "requests.denied.forbidden_by_law.other"), "7");
    assert_eq!(text(&session, "requests.new.natural"), "9");
    // A pasted total becomes a control of the calculated one.
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
    let paste_at = |at: &str, block: &str| {
        place_block(session.report(), id(at), &PastedGrid::from_text(block))
            .cells
            .into_iter()
            .map(|(id, text)| format!("{id}={text}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        paste_at(
            "requests.new.natural",
            "二、上年结转政府信息公开申请数量\t\t\t4\t0\t0\t0\t0\t0\t4"
        )[0],
        "requests.carried_in.natural=4"
    );
    assert_eq!(
        paste_at("disclosure.fees.amount", "行政许可\t17\t\t"),
        ["disclosure.licensing.decisions=17"]
    );
}

#[test]
fn blanks_keep_their_places_and_are_not_left_over() {
    let label = "二、上年结转政府信息公开申请数量";
    let (cells, unplaced) =
        text_lands("requests.new.natural", &format!("{label}\t\t1\t2\t3\t4\t5\t15"));
    assert!(cells.contains(&"carried_in.business=1".to_owned()), "{cells:?}");
    assert_eq!(unplaced, Vec::<String>::new());
    let (cells, unplaced) = text_lands("requests.new.other", "5\t6\t\t7");
    assert_eq!(cells[0], "new.other=5");
    assert!(matches!(&unplaced[..], [beyond] if beyond.starts_with("7：")), "{unplaced:?}");
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
    let placement = place_block(
        session.report(),
        id("requests.new.natural"),
        &PastedGrid::from_text(
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
fn words_in_place_of_a_number_name_no_row() {
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
    // The block has all rows of table 3 except （七）总计, so the rows after it are placed one row too
    // high.
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
    let placement =
        place_block(session.report(), id("requests.new.natural"), &PastedGrid::from_text(&block));
    let (on, differ) = count_on_totals(session.report(), &placement);
    assert!(on == 6 && differ == 1, "{on} {differ}");
    let right = place_block(
        session.report(),
        id("requests.new.natural"),
        &PastedGrid::from_text("1\t0\t0\t0\t0\t0\t1\n"),
    );
    assert_eq!(count_on_totals(session.report(), &right), (1, 0));
    let placement =
        place_block(session.report(), id("requests.new.natural"), &PastedGrid::from_text("1\t0\n"));
    assert_eq!(count_on_totals(session.report(), &placement), (0, 0));
}

#[test]
fn quoted_cells_and_spans() {
    let some = |text: &str| GridCell::Text(text.to_owned());
    assert_eq!(
        PastedGrid::from_text("\"行政处\n罚\"\t3\n").rows,
        [[some("行政处\n罚"), some("3")]]
    );
    let cell = |text: &str, cols, rows| (text.to_owned(), cols, rows);
    let grid = PastedGrid::from_spans(&[
        vec![cell("a", 1, 2), cell("1", 2, 1)],
        vec![cell("2", 1, 1), cell("3", 1, 1)],
    ]);
    assert_eq!(
        grid.rows,
        [[some("a"), some("1"), GridCell::Beside], [GridCell::Above, some("2"), some("3")]]
    );
    let grid =
        PastedGrid::from_spans(&[vec![cell("a", 2, 2), cell("1", 1, 1)], vec![cell("2", 1, 1)]]);
    assert_eq!(
        grid.rows,
        [[some("a"), GridCell::Beside, some("1")], [GridCell::Above, GridCell::Beside, some("2")]]
    );
}

/// The cell for each text of a block, and the texts that are not placed.
fn landing(at: &str, grid: &PastedGrid) -> (Vec<String>, Vec<String>) {
    let placement = place_block(session().report(), id(at), grid);
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
    landing(at, &PastedGrid::from_text(block))
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
    // A column of running numbers may precede the labels.
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
    let grid = PastedGrid::from_spans(&[
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
