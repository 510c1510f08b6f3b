//! How property tests run: tests that hold for any input, tried on inputs drawn at random.
//!
//! `PROPTEST_CASES` says how many inputs each property is tried on, in place of the number that its
//! test gives; `PROPTEST_RNG_SEED` says which ones. A failing input is printed, made as small as
//! possible; it is kept as a fixed case in the code, so proptest writes no file of it.

use proptest::test_runner::{Config, contextualize_config};

/// The configuration of a property that is tried on `cases` inputs where the environment names no
/// other number.
pub fn tried_on(cases: u32) -> Config {
    contextualize_config(Config { cases, failure_persistence: None, ..Config::default() })
}
