//! SHA-256 digests in two notations: base64 for the security policy, hexadecimal for `SHA256SUMS`.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Standard base64 with padding, as `atob` reads it.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The value of an `integrity` attribute for a file: `sha256-…`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

/// A source expression of a Content-Security-Policy, with its quotes: `'sha256-…'`.
pub fn policy_source(text: &[u8]) -> String {
    format!("'{}'", integrity(text))
}

/// 64 hexadecimal digits, as `sha256sum` prints them.
pub fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_alphabet_of_atob() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn a_policy_names_a_script_by_its_hash() {
        // The example of the CSP specification, section "Usage of hashes".
        assert_eq!(
            policy_source(b"alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn sums_are_those_of_sha256sum() {
        assert_eq!(
            hexadecimal(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
