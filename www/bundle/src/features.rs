//! Takes promises out of a module that it does not use.
//!
//! The prebuilt standard library declares in the custom section `target_features` that it was
//! compiled for reference types, multiple values and long call indices. It uses none of them, but
//! wasm-bindgen believes the section and would write code that needs Chromium 96. Section layout:
//! <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section>.

use anyhow::{Result, bail};

/// Declared by the standard library, used by nobody.
pub const UNUSED: [&str; 3] = ["reference-types", "multivalue", "call-indirect-overlong"];

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const SECTION: &[u8] = b"target_features";

/// Returns `module` without the features `unused` in its `target_features` section, all else byte
/// for byte.
///
/// # Errors
/// When the bytes are no WebAssembly module, or the section is missing (then `strip = true` has
/// crept into the profile).
pub fn without(module: &[u8], unused: &[&str]) -> Result<Vec<u8>> {
    let Some(mut rest) = module.strip_prefix(HEADER) else { bail!("not a WebAssembly module") };
    let mut out = HEADER.to_vec();
    let mut seen = false;
    while let Some((&id, after)) = rest.split_first() {
        let mut reader = Reader(after);
        let body = reader.counted()?;
        rest = reader.0;
        let features = (id == CUSTOM).then(|| features_of(body)).transpose()?.flatten();
        seen |= features.is_some();
        let body =
            features.map_or_else(|| body.to_vec(), |features| section(&keep(features, unused)));
        out.push(id);
        push_counted(&mut out, &body);
    }
    if !seen {
        bail!("no section target_features: the profile must not strip it");
    }
    Ok(out)
}

/// One entry: `+` (used), `-` (disallowed) or `=` (required), and the name.
type Feature<'a> = (u8, &'a [u8]);

/// The entries when the custom section `body` is `target_features`.
fn features_of(body: &[u8]) -> Result<Option<Vec<Feature<'_>>>> {
    let mut reader = Reader(body);
    if reader.counted()? != SECTION {
        return Ok(None);
    }
    let count = reader.number()?;
    let mut features = Vec::new();
    for _ in 0..count {
        features.push((reader.byte()?, reader.counted()?));
    }
    Ok(Some(features))
}

fn keep<'a>(mut features: Vec<Feature<'a>>, unused: &[&str]) -> Vec<Feature<'a>> {
    features.retain(|(_, name)| !unused.iter().any(|unused| unused.as_bytes() == *name));
    features
}

fn section(features: &[Feature<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    push_counted(&mut body, SECTION);
    push_number(&mut body, features.len());
    for (prefix, name) in features {
        body.push(*prefix);
        push_counted(&mut body, name);
    }
    body
}

fn push_counted(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// LEB128, unsigned.
fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(low_byte(number) | 0x80);
        number >>= 7;
    }
    out.push(low_byte(number));
}

fn low_byte(number: usize) -> u8 {
    number.to_le_bytes()[0]
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let Some((&byte, rest)) = self.0.split_first() else { bail!("the module ends too early") };
        self.0 = rest;
        Ok(byte)
    }

    /// LEB128, unsigned, at most 32 bits as everywhere in a module.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        bail!("a number in the module is longer than 32 bits")
    }

    /// A length and that many bytes.
    fn counted(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let Some((bytes, rest)) = self.0.split_at_checked(length) else {
            bail!("the module ends too early")
        };
        self.0 = rest;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[(u8, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        for (id, body) in sections {
            bytes.push(*id);
            push_counted(&mut bytes, body);
        }
        bytes
    }

    fn entries<'a>(names: &[&'a str]) -> Vec<Feature<'a>> {
        names.iter().map(|name| (b'+', name.as_bytes())).collect()
    }

    #[test]
    fn only_the_unused_features_go() {
        let code = (10, vec![7; 300]);
        let other = (CUSTOM, b"\x04name\x01\x02".to_vec());
        let before = module(&[
            code.clone(),
            (CUSTOM, section(&entries(&["multivalue", "sign-ext", "reference-types"]))),
            other.clone(),
        ]);
        let after = module(&[code, (CUSTOM, section(&entries(&["sign-ext"]))), other]);
        assert_eq!(without(&before, &UNUSED).unwrap(), after);
    }

    #[test]
    fn a_stripped_module_is_refused() {
        let refusal = without(&module(&[(10, vec![])]), &UNUSED).unwrap_err();
        assert!(refusal.to_string().contains("target_features"));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without(b"<!doctype html>", &UNUSED).is_err());
    }

    #[test]
    fn a_module_cut_short_is_refused_at_every_length() {
        let whole = module(&[(CUSTOM, section(&entries(&["sign-ext", "multivalue"])))]);
        for length in 0..whole.len() {
            assert!(without(&whole[..length], &UNUSED).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn numbers_survive_a_round_trip() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u32::MAX as usize] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(Reader(&bytes).number().unwrap(), number);
        }
        assert!(Reader(&[0x80; 6]).number().is_err());
    }
}
