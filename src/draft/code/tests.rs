//! Tests of data codes: written and read back, damaged, and as version 0.1 printed them.

use super::*;

fn report() -> Report {
    let agency = Agency {
        name: "示例县甲镇人民政府𠮷".to_owned(),
        level: AgencyLevel::Township,
        covers_subordinates: Some(false),
    };
    let mut report = Report::new(2025, agency);
    let cells: Vec<CellId> = report
        .form()
        .cells()
        .iter()
        .map(|cell| cell.id)
        .filter(|id| !report.is_calculated(*id))
        .collect();
    for (id, typed) in cells.into_iter().zip([
        "12",
        "22（其中修订16件）",
        "0",
        "0",
        "/",
        "—",
        "待核",
        "123456789",
        "+3",
        "34615.9460",
        "",
        "",
        "7",
    ]) {
        report.set_cell(id, typed);
    }
    report
}

fn printed(report: &Report) -> Vec<String> {
    report.form().cells().iter().map(|cell| report.printed(cell.id)).collect()
}

#[test]
fn a_code_is_the_report_again() {
    let mut report = report();
    report
        .remarks
        .insert(CellId::parse("requests.new.total").expect("a cell"), "含结转".to_owned());
    let code = write(&report).expect("a code");
    assert!(is_digits(&code) && looks_like_code(&code), "{code}");
    let read = read(&code).expect("a report");
    assert_eq!(printed(&read), printed(&report));
    assert_eq!((read.year, &read.agency, &read.remarks), (2025, &report.agency, &report.remarks));
    // As an input method and a chat program would hand it on.
    let wide: String = code
        .chars()
        .map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).expect("a digit"))
        .collect();
    let broken = format!("{}\r\n {}\u{3000}", &wide[..30], &wide[30..]);
    assert!(looks_like_code(&broken));
    assert_eq!(super::read(&broken).map(|report| printed(&report)), Ok(printed(&report)));
}

#[test]
fn what_has_arrived_is_counted() {
    let code = write(&report()).expect("a code");
    assert_eq!(scan_progress(""), (0, None));
    assert_eq!(scan_progress("７ 1\r\n1"), (3, None));
    assert_eq!(scan_progress(&code[..HEAD]), (HEAD, Some(code.len())));
    assert_eq!(scan_progress(&format!("{code}\n")), (code.len(), Some(code.len())));
    // What is no code has no length to reach.
    assert_eq!(scan_progress("1234567890123"), (13, None));
}

#[test]
fn damage_is_noticed_and_said() {
    let code = write(&report()).expect("a code");
    let length = code.len();
    assert_eq!(
        read(&code[..length - 3]),
        Err(CodeError::Length { expected: length, found: length - 3 })
    );
    assert_eq!(
        read(&format!("{code}5")),
        Err(CodeError::Length { expected: length, found: length + 1 })
    );
    assert_eq!(read("12345"), Err(CodeError::NotCode));
    assert_eq!(read(&code.replacen('7', "8", 1)), Err(CodeError::NotCode));
    assert_eq!(read(&format!("7113{}", &code[4..])), Err(CodeError::Newer));
    assert_eq!(read(&format!("{}x{}", &code[..20], &code[21..])), Err(CodeError::Damaged));
    // Any one digit, and any two neighbours.
    for at in HEAD..length {
        let mut bytes = code.clone().into_bytes();
        bytes[at] = b'0' + (bytes[at] - b'0' + 1) % 10;
        assert_eq!(
            read(std::str::from_utf8(&bytes).expect("digits")),
            Err(CodeError::Damaged),
            "{at}"
        );
        let mut bytes = code.clone().into_bytes();
        bytes.swap(at - 1, at);
        let swapped = String::from_utf8(bytes).expect("digits");
        assert!(swapped == code || read(&swapped).is_err(), "{at}");
    }
    for error in [
        CodeError::NotCode,
        CodeError::Newer,
        CodeError::Damaged,
        CodeError::TooLong,
        CodeError::Length { expected: 9, found: 7 },
    ] {
        let sentence = error.to_string();
        assert!(sentence.ends_with('。') && sentence.chars().count() < 90, "{sentence}");
    }
}

/// A code of a report on 2020 as version 0.1 printed it; `tests/frozen` holds more of them.
#[test]
fn a_code_of_version_1_is_read() {
    let code = concat!(
        "71110123202000002090113041627744214393041624030363353490336947211502010722788090",
        "9090909090909090909090909090905002411081291",
    );
    let report = read(code).expect("a report");
    assert_eq!((report.year, report.edition().id), (2020, "2019"));
    assert!(TableKey::ALL.iter().all(|key| report.form().edition(*key).id == "2019"));
    assert_eq!(report.agency.level, AgencyLevel::Subdistrict);
    let written = write(&report).expect("a code");
    assert_eq!(written[..4], *"7112");
    assert_eq!(read(&written).map(|report| printed(&report)), Ok(printed(&report)));
}

#[test]
fn what_a_code_cannot_hold_is_refused() {
    let mut report = report();
    report.agency.name = "甲".repeat(1000);
    assert_eq!(write(&report), Err(CodeError::TooLong));
}
