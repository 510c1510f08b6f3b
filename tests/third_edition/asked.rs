//! Tests that every missing piece of a new edition is reported with the file that needs it.

use crate::asks;
use crate::third_edition::edition::third;
use nianbao::edition::editions;

#[test]
fn what_a_new_edition_needs_is_asked_for_by_name() {
    let complaints = asks::of(third());
    let expected = [
        "tests/editions/2031.txt: missing; UPDATE_GOLDEN=1 cargo test --test editions lists the \
         cells there",
        "src/draft.schema.json: the enum of `edition` lacks \"2031\"",
        "src/draft.schema.json: the enum of `$defs.edition` lacks \"2031\"",
        "tests/corpus/synthetic.rs: `all` lacks distinct-2031; UPDATE_FIXTURES=1 cargo test --test \
         drafts writes it",
        "tests/outside/expected_tables.py: `EDITIONS` lacks \"2031\": 2031; transcribe the tables \
         there, from the notice",
        "src/rules/: rule `overdue-fee-unreported` is about edition 2031, which lacks the cells \
         that it reads: end it with `until`, or let it read others",
        "src/rules/: `source` of rule `edition-year` does not say 〔2031〕9号 of edition 2031",
        "src/rules/: `what` of rule `disputes-sum` does not say 调解结案 of edition 2031",
        "src/rules/: `what` of rule `edition-year` does not say 表四 of edition 2031",
        "src/rules/: `what` of rule `requests-row-sum` does not say 六类 of edition 2031",
        "src/rules/: `what` of rule `requests-total` does not say （八）总计 of edition 2031",
        "src/rules/: `why` of rule `edition-year` does not say 〔2031〕9号 of edition 2031",
        "src/rules.rs: a question of `RULE_SET` rests on row `other.overdue_fee`, which edition \
         2031 lacks",
        // 行政裁决 is a subject that no earlier edition counts.
        "src/narrative/names.rs: no sentence speaks of disclosure.rulings.decisions \
         (行政裁决，本年处理决定数量); add its words there, or list it in `unspoken` of the edition",
        "www/manual.md: does not say for which years 2031 版式 is used",
    ];
    assert_eq!(complaints, expected);
}

/// The editions of the law stay complete beside it.
#[test]
fn the_others_are_asked_for_nothing_new() {
    third();
    for edition in editions().iter().filter(|edition| *edition != third()) {
        assert_eq!(asks::of(edition), Vec::<String>::new(), "{}", edition.id);
    }
}
