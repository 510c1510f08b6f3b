//! Checks every edition for completeness, so that no place is forgotten when one is added.
//!
//! `editions/asks.rs` has the requirements, and says what to add and where.
//! `tests/third_edition.rs` checks a made-up edition by the same requirements. `editions/<id>.txt`
//! lists the cells of each edition in their order; `UPDATE_GOLDEN=1 cargo test --test editions`
//! writes the list of an edition that has none.

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
