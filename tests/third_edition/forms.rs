//! The form: its cells, their ids, and the year from which it is in force.

use crate::third_edition::edition::third;
use crate::{before, blank, cell, edition, mixed};
use nianbao::edition::{
    CellId, Form, TableKey, edition_by_first_year, edition_by_id, edition_of_year, editions,
    install, latest, latest_cell,
};

#[test]
fn it_is_in_force_from_its_first_year() {
    let third = third();
    for (year, id) in [(2020, "2019"), (2030, before().id), (2031, "2031"), (2040, "2031")] {
        assert_eq!(edition_of_year(year).id, id, "{year}");
    }
    assert_eq!((latest(), edition_by_first_year(2031)), (third, Some(third)));
    assert_eq!(blank(2031).edition(), third);
    assert_eq!(blank(2030).edition(), before());
}

#[test]
fn another_one_comes_too_late() {
    third();
    let count = editions().len();
    let late = nianbao::edition::Edition { id: "2041", first_year: 2041, ..fresh() };
    assert_eq!(install(late).expect_err("the editions are in use").id, "2041");
    assert_eq!(editions().len(), count);
    assert_eq!(edition_by_id("2041"), None);
}

fn fresh() -> nianbao::edition::Edition {
    use nianbao::edition::{disclosure, disputes, requests};
    nianbao::edition::Edition {
        id: "",
        name: "",
        notice: "",
        first_year: 0,
        headings: [""; 6],
        tables: [
            disclosure::table(&[]),
            requests::table(&requests::ROWS, &requests::APPLICANTS, requests::OUTCOMES),
            disputes::table(&disputes::OUTCOMES),
        ],
        unspoken: &[],
    }
}

#[test]
fn its_cells_are_known_by_their_ids() {
    let form = Form::of([third(); 3]);
    let counts = TableKey::ALL.map(|key| form.table(key).cells.len());
    assert_eq!(counts, [11, 8 * 26, 18]);
    for id in form.cells().iter().map(|cell| cell.id) {
        assert_eq!(CellId::parse(&id.to_string()), Some(id));
    }
    for (id, derived) in [
        ("requests.transferred.archive.media", false),
        ("requests.transferred.archive.total", true),
        ("requests.denied.privacy.natural", false),
        ("requests.total.media", true),
        ("disputes.direct.settled", false),
        ("disputes.direct.total", true),
        ("disclosure.agreements.decisions", false),
    ] {
        let id = cell(id);
        assert_eq!((form.slot(id).is_some(), form.is_derived(id)), (true, derived), "{id}");
        assert!(edition("2021").table(id.table).cell(id).is_none() || derived, "{id}");
    }
    let name = |id| latest_cell(cell(id)).expect(id).name();
    assert_eq!(name("disclosure.normative.repealed"), "行政规范性文件，本年废止失效件数");
    assert_eq!(name("requests.other.natural"), "（六）其他处理，自然人");
}

#[test]
fn its_tables_mix_with_those_of_others() {
    for (of_report, key, id) in [
        ("2031", TableKey::Requests, "2021"),
        ("2021", TableKey::Disputes, "2031"),
        ("2019", TableKey::Disclosure, "2031"),
    ] {
        let report = mixed(of_report, [(key, id)]);
        let form = report.form();
        assert_eq!(form.edition(key).id, id);
        let own = edition(id).table(key).cells.iter();
        assert!(own.clone().all(|cell| form.slot(cell.id).is_some()), "{of_report} {id}");
    }
}
