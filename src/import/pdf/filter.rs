//! Unpacks streams (ISO 32000-1, 7.4). What is cut off or broken is unpacked as far as possible: it
//! still has content.

use flate2::read::ZlibDecoder;
use std::io::Read;

/// Unpacks bytes by the filter with a name; `None` for filters of pictures and unknown ones. The
/// result may have one byte more than `most`, but no more than that.
pub fn unpacked(name: &[u8], bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let end = most.saturating_add(1);
    Some(match name {
        b"FlateDecode" | b"Fl" => inflated(bytes, end),
        b"ASCII85Decode" | b"A85" => of_ascii_85(bytes, end),
        b"ASCIIHexDecode" | b"AHx" => of_hexadecimal(bytes, end),
        b"RunLengthDecode" | b"RL" => of_run_lengths(bytes, end),
        b"LZWDecode" | b"LZW" => of_lzw(bytes, end),
        _ => return None,
    })
}

fn inflated(bytes: &[u8], end: usize) -> Vec<u8> {
    let mut plain = Vec::new();
    let _ = ZlibDecoder::new(bytes).take(end as u64).read_to_end(&mut plain);
    plain
}

/// Five characters for four bytes; `z` for four zeros.
fn of_ascii_85(bytes: &[u8], end: usize) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let flush = |group: &[u8], plain: &mut Vec<u8>| {
        // A group that is not full is filled with the highest digit.
        let digits = group.iter().copied().chain(std::iter::repeat(84)).take(5);
        let number =
            digits.fold(0_u32, |number, digit| number.wrapping_mul(85).wrapping_add(digit.into()));
        plain.extend(&number.to_be_bytes()[..group.len().saturating_sub(1)]);
    };
    let bytes = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    for byte in bytes {
        match byte {
            b'!'..=b'u' => group.push(byte - b'!'),
            b'z' if group.is_empty() => plain.extend([0; 4]),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            flush(&group, &mut plain);
            group.clear();
        }
        if plain.len() >= end {
            break;
        }
    }
    flush(&group, &mut plain);
    plain.truncate(end);
    plain
}

/// Two digits for a byte.
fn of_hexadecimal(bytes: &[u8], end: usize) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let byte = |pair: &[u8]| pair[0] * 16 + pair.get(1).copied().unwrap_or(0);
    digits.chunks(2).map(byte).take(end).collect()
}

/// A length and bytes, or a number of repetitions and a byte.
fn of_run_lengths(bytes: &[u8], end: usize) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut rest = bytes;
    while let [length, behind @ ..] = rest {
        let length = usize::from(*length);
        match (length, behind) {
            (0..=127, _) => {
                let taken = behind.len().min(length + 1);
                plain.extend(&behind[..taken]);
                rest = &behind[taken..];
            }
            (129.., [byte, behind @ ..]) => {
                plain.extend(std::iter::repeat_n(*byte, 257 - length));
                rest = behind;
            }
            _ => break,
        }
        if plain.len() >= end {
            break;
        }
    }
    plain.truncate(end);
    plain
}

/// Codes of 9 to 12 bits for sequences of bytes. The number of bits grows one code early, as is
/// usual.
fn of_lzw(bytes: &[u8], end: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const STOP: usize = 257;
    const MOST_CODES: usize = 4096;
    // Where the sequence of each code from 258 on begins in the result, and its length.
    let mut codes: Vec<(usize, usize)> = Vec::new();
    let mut plain: Vec<u8> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut count) = (0_usize, 0);
    for byte in bytes {
        bits = bits << 8 | usize::from(*byte);
        count += 8;
        let width = match codes.len() + STOP + 2 {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if count < width {
            continue;
        }
        count -= width;
        let code = bits >> count;
        bits &= (1 << count) - 1;
        let start = plain.len();
        match code {
            CLEAR => {
                codes.clear();
                last = None;
                continue;
            }
            STOP => break,
            0..CLEAR => plain.push(u8::try_from(code).unwrap_or(0)),
            _ => {
                let known = codes.get(code - STOP - 1).copied();
                // A code may be used just when it is made: the last sequence and its first byte.
                let Some((from, length)) = known.or(last.map(|(from, length)| (from, length + 1)))
                else {
                    break;
                };
                for index in from..from + length {
                    let byte = plain.get(index).copied().unwrap_or(0);
                    plain.push(byte);
                }
            }
        }
        // A new code is the last sequence and the byte that followed it.
        if let Some((from, length)) = last.filter(|_| codes.len() + STOP + 1 < MOST_CODES) {
            codes.push((from, length + 1));
        }
        last = Some((start, plain.len() - start));
        if plain.len() >= end {
            break;
        }
    }
    plain.truncate(end);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_of_text() {
        let lzw: &[u8] = &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        for (name, packed, plain) in [
            ("A85", &b"<~87cURDZ~>"[..], &b"Hello"[..]),
            ("ASCII85Decode", b"87cUR D]i,\n\"Ebo80~>", b"Hello World!"),
            ("ASCII85Decode", b"z~>", &[0; 4]),
            ("AHx", b"48 65 6C6c 7>", b"Hellp"),
            ("RL", &[2, b'a', b'b', b'c', 254, b'x', 128, b'y'], b"abcxxx"),
            ("LZW", lzw, &[45, 45, 45, 45, 45, 65, 45, 45, 45, 66]),
        ] {
            assert_eq!(unpacked(name.as_bytes(), packed, 100).as_deref(), Some(plain), "{name}");
        }
        assert_eq!(unpacked(b"DCTDecode", b"", 100), None);
    }

    #[test]
    fn results_are_limited() {
        for name in ["A85", "AHx", "RL", "LZW", "Fl"] {
            for packed in [b"z".repeat(500), vec![129; 500], (0..=255).collect(), vec![0x30; 500]] {
                let plain = unpacked(name.as_bytes(), &packed, 100).expect("a filter");
                assert!(plain.len() <= 101, "{name}");
            }
        }
    }
}
