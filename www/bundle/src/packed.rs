//! Packs what travels packed, as tightly as the format allows; the time is the build's, not the
//! clerk's.
//!
//! Zopfli tries many ways of writing the same deflated bytes: a twentieth fewer than others, and
//! anything that unpacks those unpacks these.

use anyhow::{Context, Result};
use zopfli::{Format, Options};

/// Deflated, without a frame.
///
/// # Errors
/// Never with bytes in memory; zopfli writes as to a file.
pub fn deflated(bytes: &[u8]) -> Result<Vec<u8>> {
    packed(bytes, Format::Deflate)
}

/// A gzip file.
///
/// # Errors
/// As [`deflated`].
pub fn gzipped(bytes: &[u8]) -> Result<Vec<u8>> {
    packed(bytes, Format::Gzip)
}

/// The number of bytes of these once a server has packed them with `gzip -9`.
pub fn served_size(bytes: &[u8]) -> usize {
    /// What a gzip file has besides the deflated bytes.
    const FRAME: usize = 18;
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len() + FRAME
}

/// The same of bytes that are deflated already.
pub fn framed(bytes: &[u8], deflated: &[u8]) -> Vec<u8> {
    /// A file of deflated bytes of no name and no time, packed for size, by nobody knows which
    /// system.
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    [&HEAD, deflated, &crc32fast::hash(bytes).to_le_bytes(), &length.to_le_bytes()].concat()
}

fn packed(bytes: &[u8], format: Format) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    zopfli::compress(Options::default(), format, bytes, &mut out).context("packing")?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::inflate::decompress_to_vec;

    #[test]
    fn what_is_packed_is_there_again() {
        let text = "政府信息公开工作年度报告。".repeat(300);
        let deflated = deflated(text.as_bytes()).unwrap();
        assert!(deflated.len() < 200);
        assert_eq!(decompress_to_vec(&deflated).unwrap(), text.as_bytes());
    }

    #[test]
    fn both_ways_to_a_gzip_file_agree() {
        let text = "总计".repeat(200);
        let (whole, made) = (
            gzipped(text.as_bytes()).unwrap(),
            framed(text.as_bytes(), &deflated(text.as_bytes()).unwrap()),
        );
        let (head, rest) = made.split_at(10);
        assert_eq!(head[..4], whole[..4]);
        assert_eq!(rest, &whole[10..]);
    }
}
