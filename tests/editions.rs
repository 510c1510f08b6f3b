//! The questions that every edition must answer, so that one that is added is nowhere forgotten.
//!
//! `editions/asks.rs` asks them and says what to add and where. `tests/third_edition.rs` puts the
//! same questions to a made-up edition. `editions/<id>.txt` lists the cells of each edition in
//! their order; `UPDATE_GOLDEN=1 cargo test --test editions` writes the list of one that has none.

#[path = "editions/asks.rs"]
mod asks;

use nianbao::edition::editions;

#[test]
fn every_edition_answers_what_is_asked_of_it() {
    let mut wrong = Vec::new();
    for edition in editions() {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            asks::write_order(edition);
        }
        wrong.extend(asks::of(edition));
    }
    assert!(wrong.is_empty(), "src/edition/ADDING.md explains:\n{}", wrong.join("\n"));
}
