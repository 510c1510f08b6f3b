//! The hash FNV-1a: short, and the same on every machine and in every version. It is no protection
//! against texts that are made to have the same hash.

/// The hash of no text at all, in 64 bits.
pub const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// Continues a 64-bit hash with a text. The hash of two texts one after the other is that of both
/// joined.
pub const fn fnv64(mut hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// The 32-bit hash of a text.
pub fn fnv32(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the test suite of the authors of the hash.
    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(fnv64(EMPTY, "a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv64(EMPTY, "foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(fnv64(fnv64(EMPTY, "foo"), "bar"), fnv64(EMPTY, "foobar"));
        assert_eq!(fnv32("a"), 0xe40c_292c);
        assert_eq!(fnv32("foobar"), 0xbf9c_f968);
    }
}
