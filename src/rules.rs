//! The rules of the law: the records, with a file for each subject, and the list of them.
//!
//! A rule is one record: what must be true, why, what to do, the source and the check. The
//! catalogue, the page and the tests are made from it. [`crate::check`] runs the rules and defines
//! the types of the records. Sums are data of the edition ([`crate::edition::Identity`]), and their
//! rules only name them.
//!
#![doc = include_str!("rules/ADDING.md")]

mod basis;
mod contents;
mod continuity;
mod disclosure;
mod disputes;
mod entries;
mod fees;
mod form;
mod narrative;
mod agency;
mod paragraphs;
mod period;
mod placeholder;
mod privacy;
mod punctuation;
mod repetition;
mod requests;
mod signing;
mod structure;
mod terms;

use crate::check::RuleSet;

/// The rules of the law, in the order of the report.
pub static RULE_SET: RuleSet = RuleSet {
    version: "2026.9",
    rules: &[
        &entries::EDITION_YEAR,
        &form::TITLE_FORM,
        &form::HEADINGS,
        &placeholder::PLACEHOLDER,
        &signing::SIGNATURE_DATE,
        &signing::DEADLINE,
        &period::PERIOD,
        &period::PERIOD_FORM,
        &period::OTHER_YEAR,
        &basis::BASIS_NOTICE,
        &structure::PARTS_LISTED,
        &form::POSTCODE,
        &agency::OTHER_AGENCY,
        &agency::SIGNATURE_AGENCY,
        &privacy::PERSONAL_DATA,
        &terms::TERM,
        &terms::DOUBLED_WORDS,
        &punctuation::HALF_WIDTH,
        &punctuation::FULL_WIDTH_DIGITS,
        &punctuation::DOCUMENT_NUMBER,
        &punctuation::UNPAIRED,
        &paragraphs::SPLIT_PARAGRAPH,
        &repetition::REPETITION,
        &repetition::REPETITION_SOME,
        &repetition::PROBLEMS_COPIED,
        &contents::FIVE_ASPECTS,
        &structure::EMPTY_HEADING,
        &structure::OVERVIEW_FACTS,
        &contents::GOVERNMENT_ACCOUNTABILITY,
        &contents::LONG_OVERVIEW,
        &entries::IMPORT_DOUBT,
        &entries::COUNT_FORM,
        &entries::COUNT_SPELLING,
        &entries::BLANK_CELL,
        &disclosure::IN_FORCE_LOW,
        &continuity::IN_FORCE_FLOW,
        &disclosure::NO_POWER_FOR_REGULATIONS,
        &disclosure::NORMATIVE_MANY,
        &disclosure::FEE_UNIT,
        &continuity::JUMP,
        &disclosure::OPEN_TOTAL_LOW,
        &disclosure::CHANGE_BELOW_ZERO,
        &disclosure::DECISIONS_AS_ITEMS,
        &continuity::PRIOR_FLOW,
        &disclosure::PROCUREMENT_MISMATCH,
        &requests::BALANCE,
        &requests::TOTAL,
        &requests::ROW_SUM,
        &continuity::CARRY_OVER,
        &continuity::CARRY_OVER_APPLICANTS,
        &continuity::COPIED_TABLE,
        &requests::NIL_REPORT,
        &requests::BACKLOG,
        &fees::OVERDUE_FEE_UNREPORTED,
        &disputes::SUM,
        &disputes::WITHOUT_REQUESTS,
        &disputes::CORRECTED_UNEXPLAINED,
        &continuity::PENDING_LOST,
        &narrative::MISMATCH,
        &narrative::CLEAN_RECORD,
        &narrative::BALANCE,
        &narrative::PARTS_EXCEED,
        &narrative::PARTS_SHORT,
        &narrative::GROWTH,
        &contents::PROBLEMS_EMPTY,
        &fees::FEE_STATEMENT,
        &fees::FEE_STEPS,
    ],
    questions: &[
        &fees::FEE_MENTIONED,
        &fees::FEE_ASKED,
        &disputes::SILENT_ON_LOSSES,
        &requests::NIL_STATED,
    ],
};
