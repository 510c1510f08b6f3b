//! Measures drawing the page and finding what changed in it. Run with `cargo bench --bench view`;
//! see `tests/bench/README.md`.

use divan::{Bencher, black_box};
use nianbao::edition::{AgencyLevel, CellId, TableKey};
use nianbao::report::{Agency, Date, Part};
use nianbao::session::{Edit, Panel, Session};
use nianbao::view::{Screen, View, workspace};

fn main() {
    divan::main();
}

/// The kind of report that is drawn.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// All cells are filled in, every sum is right.
    Clean,
    /// Numbers are random, so that nearly every sum is wrong: some hundred findings are shown.
    Wrong,
}

const KINDS: [Kind; 2] = [Kind::Clean, Kind::Wrong];

fn session(kind: Kind) -> Session {
    let agency = Agency {
        name: "示例县甲镇人民政府".to_owned(),
        level: AgencyLevel::Township,
        covers_subordinates: None,
    };
    let mut session = Session::new(2025, agency);
    if matches!(kind, Kind::Wrong) {
        session.apply(&Edit::AsIssued(true));
        let cells = session.report().form().cells().iter().map(|cell| cell.id);
        let numbers = cells.enumerate().map(|(n, id)| (id, (n * 7919 % 83).to_string()));
        session.apply(&Edit::Cells(numbers.collect(), "填表".to_owned()));
    }
    for table in TableKey::ALL {
        session.apply(&Edit::FillZero(table));
    }
    session
}

fn screen() -> Screen {
    Screen::at(Panel::Part(Part::Requests), Date { year: 2026, month: 1, day: 19 })
}

/// The whole page of a report.
#[divan::bench(args = KINDS)]
fn draw(bencher: Bencher, kind: Kind) {
    let session = session(kind);
    bencher.bench_local(|| workspace(black_box(&session)));
}

/// Every live piece of a page that was just drawn.
#[divan::bench(args = KINDS)]
fn fill_in(bencher: Bencher, kind: Kind) {
    let session = session(kind);
    bencher.bench_local(|| View::default().update(black_box(&session), &screen()));
}

/// The cost of a keystroke after the report has changed: the pieces of the page are compared with
/// their earlier versions.
#[divan::bench(args = KINDS)]
fn update_after_key(bencher: Bencher, kind: Kind) {
    let cell = CellId::parse("requests.new.natural").expect("a cell");
    let sessions = ["17", "18"].map(|text| {
        let mut session = session(kind);
        session.apply(&Edit::Cell(cell, text.to_owned()));
        session
    });
    let typing = Screen { focus: Some(cell), typing: Some(cell), ..screen() };
    let mut view = View::default();
    view.update(&sessions[0], &screen());
    let mut turn = 0;
    bencher.bench_local(move || {
        turn = 1 - turn;
        view.update(black_box(&sessions[turn]), &typing)
    });
}
