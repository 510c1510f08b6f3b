//! Configures property tests, which check statements that hold for any input on random inputs.
//!
//! `PROPTEST_CASES` overrides the number of inputs of every property, and `PROPTEST_RNG_SEED`
//! chooses the inputs. A failing input is reduced to the smallest one that fails, and printed. It
//! should be kept as a fixed case in the code, so proptest writes no file of failures.

use proptest::test_runner::{Config, contextualize_config};

/// The configuration of a property that is tried on `cases` inputs, unless the environment sets
/// another number.
pub fn cases(cases: u32) -> Config {
    contextualize_config(Config { cases, failure_persistence: None, ..Config::default() })
}
