//! Twins of the browser tests of `entry`, judged by the state alone: entry of numbers, and undo.

use crate::begun;
use crate::world::{Window, cell};
use nianbao::desk::{ButtonData, Event, HistoryStep};
use nianbao::edition::TableKey;
use nianbao::report::Part;
use nianbao::session::{Direction, PastedGrid};

fn requests() -> Window {
    let mut window = begun();
    window.go("requests");
    window
}

/// The cell that a key leads to from this one.
fn led(window: &mut Window, from: &str, direction: Direction) -> String {
    window.send(Event::CellMoved { from: cell(from), direction });
    let focus = window.screen.focus.clone().expect("a focus");
    focus.trim_start_matches("nb-c-").to_owned()
}

#[test]
fn moving() {
    let mut window = requests();
    let (right, down, left, up) =
        (Direction::Right, Direction::Down, Direction::Left, Direction::Up);
    for (from, direction, there) in [
        ("requests.new.natural", right, "requests.new.business"),
        ("requests.new.business", down, "requests.carried_in.business"),
        ("requests.carried_in.business", left, "requests.carried_in.natural"),
        ("requests.carried_in.natural", up, "requests.new.natural"),
        ("requests.new.natural", Direction::Below, "requests.carried_in.natural"),
        ("requests.carried_in.natural", Direction::Next, "requests.carried_in.business"),
        // Calculated cells and rows are skipped.
        ("requests.new.other", Direction::Next, "requests.carried_in.natural"),
        ("requests.carried_in.natural", Direction::Previous, "requests.new.other"),
        ("requests.other.other.natural", Direction::Below, "requests.carried_out.natural"),
    ] {
        assert_eq!(led(&mut window, from, direction), there, "from {from}");
    }
}

#[test]
fn pasting() {
    let mut window = requests();
    let at = cell("requests.granted.natural");
    window.send(Event::Pasted {
        cell: at,
        grid: PastedGrid::from_text("1,234\t５６\t\t7\r\n0\t\t\t8\r\n"),
    });
    assert!(window.desk.has_pending_paste());
    let typed = |window: &Window| {
        let report = window.desk.session().expect("a report").report();
        report.entry(at).map(|entry| entry.text().to_owned())
    };
    assert_eq!(typed(&window), None, "nothing lands before a yes");
    window.press("paste.apply", ButtonData::default());
    let row = |row: &str, columns: [&str; 4]| {
        columns.map(|column| window.cell(&format!("requests.{row}.{column}")))
    };
    let columns = ["natural", "business", "research", "welfare"];
    assert_eq!(row("granted", columns), ["1234", "56", "", "7"]);
    assert_eq!(row("partial", columns), ["0", "", "", "8"]);

    let at = cell("requests.denied.state_secret.natural");
    window.send(Event::Pasted {
        cell: at,
        grid: PastedGrid::from_text("1.属于国家秘密\t3\t0\t0\t0\t0\t2\t5\r\n"),
    });
    window.press("paste.apply", ButtonData::default());
    assert_eq!(window.cell("requests.denied.state_secret.natural"), "3");
    assert_eq!(window.cell("requests.denied.state_secret.other"), "2");

    window.send(Event::Pasted { cell: at, grid: PastedGrid::from_text("9\t9") });
    window.press("paste.cancel", ButtonData::default());
    assert!(!window.desk.has_pending_paste());
    assert_eq!(window.cell("requests.denied.state_secret.natural"), "3");
}

#[test]
fn undoing() {
    let mut window = requests();
    window.type_cell("requests.new.natural", "12");
    window.type_cell("requests.new.business", "3");
    window.go("problems");
    window.write(Part::Problems, "人手不足。");
    window.send(Event::UndoGroupEnded);
    window.go("disputes");
    window.type_cell("disputes.review.upheld", "5");
    window.press("undo", ButtonData::default());
    assert_eq!(window.cell("disputes.review.upheld"), "");
    for _ in 0..20 {
        window.press("undo", ButtonData::default());
    }
    let cells = |window: &Window| {
        ["requests.new.natural", "requests.new.business", "disputes.review.upheld"]
            .map(|id| window.cell(id))
    };
    assert_eq!(cells(&window), ["", "", ""], "undo goes back over all parts");
    for _ in 0..20 {
        window.press("redo", ButtonData::default());
    }
    assert_eq!(cells(&window), ["12", "3", "5"]);
    assert!(window.draft().expect("a report").contains("人手不足"));
}

#[test]
fn zeros() {
    let mut window = requests();
    window.type_cell("requests.new.natural", "2");
    assert_eq!(window.cell("requests.granted.business"), "", "blank is not 0");
    window.press(
        "fill-zero",
        ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() },
    );
    assert_eq!(window.cell("requests.granted.business"), "0");
    assert_eq!(window.cell("requests.new.natural"), "2");
    assert_eq!(window.cell("requests.new.total"), "2");
    let report = window.desk.session().expect("a report").report();
    assert_eq!(nianbao::session::unfilled(report, TableKey::Requests), []);
    let focus = window.screen.focus.clone().expect("a focus");
    assert!(focus.starts_with("nb-c-requests."), "the focus is in the table: {focus}");
}

#[test]
fn quiet() {
    let mut window = requests();
    window.type_cell("requests.new.natural", "2");
    window.press(
        "fill-zero",
        ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() },
    );
    let rules = |window: &Window| -> Vec<String> {
        window.findings().into_iter().map(|(rule, _)| rule).collect()
    };
    let before = rules(&window);
    let granted = cell("requests.granted.natural");
    window.enter(granted);
    window.type_into(granted, "1");
    assert_eq!(rules(&window), before, "nothing turns red under the fingers");
    window.send(Event::CellLeft(granted));
    let balance = window.findings().into_iter().find(|(rule, _)| rule == "requests-balance");
    let (_, words) = balance.expect("the balance is wrong");
    assert!(words.contains('2') && words.contains('1'), "with both numbers: {words}");
    window.type_cell("requests.granted.natural", "2");
    assert!(!rules(&window).contains(&"requests-balance".to_owned()));
}

#[test]
fn one_step() {
    let mut window = requests();
    for text in ["没有收费", "没有收费。"] {
        window.write(Part::Other, text);
    }
    window.send(Event::UndoGroupEnded);
    window.write(Part::Other, "没有收费。也没有减免。");
    window.send(Event::UndoGroupEnded);
    let text = |window: &Window| {
        let report = window.desk.session().expect("a report").report();
        report.sections.get(&Part::Other).cloned().unwrap_or_default()
    };
    let seen = window.seen();
    window.send(Event::Stepped { step: HistoryStep::Undo, seen: seen.clone() });
    assert_eq!(text(&window), "没有收费。", "the last sentence is gone");
    window.send(Event::Stepped { step: HistoryStep::Redo, seen });
    assert_eq!(text(&window), "没有收费。也没有减免。");
}

#[test]
fn lines() {
    let mut window = requests();
    window.fill("table_notes.requests", "注一\n22");
    window.fill("title", "标题\n22");
    assert_eq!(window.field("nb-f-table_notes.requests"), "注一\n22");
    assert_eq!(window.field("nb-f-title"), "标题\n22");
    assert_eq!(window.words("nb-preview-title"), "标题22");
}

#[test]
fn following() {
    let mut window = requests();
    window.type_cell("requests.new.natural", "5");
    window.write(Part::Overview, "新收{{requests.new.natural}}件。");
    window.type_cell("requests.new.natural", "67");
    let report = window.desk.session().expect("a report").report();
    let words = report.prose(Part::Overview).texts[0].text(report);
    assert_eq!(words, "新收67件。");
}

#[test]
fn inside() {
    // Escape reverts what was typed since the cell was entered; pressed again, it changes nothing.
    let mut window = requests();
    window.type_cell("requests.granted.natural", "123");
    let granted = cell("requests.granted.natural");
    window.enter(granted);
    window.type_into(granted, "1423");
    let seen = window.seen();
    window.send(Event::EscapePressed { cell: granted, seen: seen.clone() });
    assert_eq!(window.cell("requests.granted.natural"), "123");
    window.send(Event::EscapePressed { cell: granted, seen });
    assert_eq!(window.cell("requests.granted.natural"), "123");
}
