//! Removes features that a module does not use from the module's own list.
//!
//! The prebuilt standard library declares in the custom section `target_features` that it was
//! compiled for reference types, multiple values and long call indices. It uses none of them, but
//! wasm-bindgen believes the section and would write code that needs Chromium 96. Section layout:
//! <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section>.

use anyhow::{Result, bail};
use wasm_encoder::{CustomSection, Encode, Module, RawSection};
use wasmparser::{BinaryReader, Parser, Payload};

/// The features that the standard library declares and none of these modules uses.
pub const UNUSED: [&str; 3] = ["reference-types", "multivalue", "call-indirect-overlong"];

const SECTION: &str = "target_features";

/// Returns `module` without the features `unused` in its `target_features` section. The content of
/// every other section stays byte for byte.
///
/// # Errors
/// When the bytes are not a WebAssembly module, or the section is missing (which means that the
/// profile has `strip = true`).
pub fn without(module: &[u8], unused: &[&str]) -> Result<Vec<u8>> {
    let mut out = Module::new();
    let mut seen = false;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::CustomSection(section) if section.name() == SECTION => {
                seen = true;
                let reader = BinaryReader::new(section.data(), section.data_offset());
                let data = list(&kept(reader, unused)?);
                out.section(&CustomSection { name: SECTION.into(), data: data.into() });
            }
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    out.section(&RawSection { id, data: &module[range] });
                }
            }
        }
    }
    if !seen {
        bail!("no section target_features: the profile must not strip it");
    }
    Ok(out.finish())
}

/// One entry: `+` (used), `-` (disallowed) or `=` (required), and the name.
type Feature<'a> = (u8, &'a str);

/// The entries of the section without those in `unused`.
fn kept<'a>(mut reader: BinaryReader<'a>, unused: &[&str]) -> Result<Vec<Feature<'a>>> {
    let mut features = Vec::new();
    for _ in 0..reader.read_var_u32()? {
        let feature = (reader.read_u8()?, reader.read_string()?);
        if !unused.contains(&feature.1) {
            features.push(feature);
        }
    }
    Ok(features)
}

/// The content of a section with these entries.
fn list(features: &[Feature<'_>]) -> Vec<u8> {
    let mut data = Vec::new();
    features.len().encode(&mut data);
    for (prefix, name) in features {
        data.push(*prefix);
        name.encode(&mut data);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: u8 = 10;

    /// A module with an empty code section, this list of features, and a custom section after it.
    fn module(features: &[&str]) -> Vec<u8> {
        let entries: Vec<Feature<'_>> = features.iter().map(|name| (b'+', *name)).collect();
        let mut module = Module::new();
        module.section(&RawSection { id: CODE, data: &[0] });
        module.section(&CustomSection { name: SECTION.into(), data: list(&entries).into() });
        module.section(&CustomSection { name: "other".into(), data: vec![7; 300].into() });
        module.finish()
    }

    #[test]
    fn only_the_unused_features_go() {
        let before = module(&["multivalue", "sign-ext", "reference-types"]);
        assert_eq!(without(&before, &UNUSED).unwrap(), module(&["sign-ext"]));
    }

    #[test]
    fn a_stripped_module_is_refused() {
        let mut stripped = Module::new();
        stripped.section(&RawSection { id: CODE, data: &[0] });
        let refusal = without(&stripped.finish(), &UNUSED).unwrap_err();
        assert!(refusal.to_string().contains("target_features"));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without(b"<!doctype html>", &UNUSED).is_err());
    }

    #[test]
    fn a_module_cut_short_is_refused() {
        let whole = module(&["sign-ext", "multivalue"]);
        // The section after the list begins 308 bytes before the end: a cut there leaves a valid
        // module.
        let end_of_list = whole.len() - 308 - 1;
        for length in 0..end_of_list {
            assert!(without(&whole[..length], &UNUSED).is_err(), "{length} bytes");
        }
    }
}
