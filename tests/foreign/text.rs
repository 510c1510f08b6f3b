//! Plain text: copied from a table, a sheet or a page.

use crate::{cell, normative, read};
use nianbao::import::{ImportError, ImportOptions, import};

const ROWS: [&str; 6] = [
    "规章|0|0|0",
    "行政规范性文件|4|1|9",
    "行政许可|787",
    "行政处罚|1095",
    "行政强制|3",
    "行政事业性收费|7.12",
];

#[test]
fn rows_are_read_in_any_arrangement() {
    for separator in ["\n", "\n\n", "\t", "   "] {
        let rows = ROWS.map(|row| row.replace('|', separator)).join("\n");
        let text = format!(
            "清源县青石镇人民政府\n2024年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n{rows}\n"
        );
        let (gbk, _, _) = encoding_rs::GBK.encode(&text);
        for bytes in [text.as_bytes(), &gbk] {
            let imported = read(bytes);
            assert_eq!(normative(&imported), ["4", "1", "9"], "{separator:?}");
            assert_eq!(cell(&imported, "disclosure.fees.amount"), "7.12");
        }
    }
}

#[test]
fn a_row_with_another_number_of_cells_stays_blank() {
    let rows = ROWS.map(|row| row.replace('|', "  ")).join("\n").replace("4  1  9", "4  9");
    let imported = read(format!("二、主动公开政府信息情况\n{rows}").as_bytes());
    assert_eq!(normative(&imported), ["", "", ""]);
    assert_eq!(cell(&imported, "disclosure.licensing.decisions"), "787");
}

#[test]
fn other_texts_are_refused() {
    for text in ["今天天气很好。", "name,age\na,1\nb,2\n"] {
        assert_eq!(
            import(text.as_bytes(), &ImportOptions::default()).err(),
            Some(ImportError::Unknown)
        );
    }
}

#[test]
fn a_long_text_takes_no_longer_than_its_length() {
    let row = |label: &str| format!("{label}  1 2 3 4 5 6 7\n");
    let text = format!("信息公开\n{}", (row("总计") + &row("") + &row("其他")).repeat(200_000));
    let before = cpu_time::ThreadTime::now();
    let _ = import(text.as_bytes(), &ImportOptions::default());
    let taken = before.elapsed();
    assert!(taken.as_secs() < 20, "{taken:?}");
}

#[test]
fn many_style_rules_and_elements_take_bounded_time() {
    let rules: String = (0..5000).map(|n| format!(".a .b .c{n}, .a td{{display:none}}")).collect();
    let text = format!("<style>{rules}</style>{}", "<p class='a b c1'>信息公开".repeat(50_000));
    let before = cpu_time::ThreadTime::now();
    let _ = import(text.as_bytes(), &ImportOptions::default());
    let taken = before.elapsed();
    assert!(taken.as_secs() < 20, "{taken:?}");
}
