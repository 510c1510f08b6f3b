//! The parts of a finished file, so that a difference can be named: the members of a container, the
//! objects of a PDF file by their type, the sections of a text.

use super::ledger::without_version;
use flate2::read::ZlibDecoder;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The parts of a file by name, in their order in the file, with the version of the program masked.
pub fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let parts = if bytes.starts_with(b"PK") {
        of_archive(bytes)
    } else if bytes.starts_with(b"%PDF") {
        of_pdf(bytes)
    } else {
        of_text(std::str::from_utf8(bytes).expect("text"))
    };
    parts.into_iter().map(|(name, bytes)| (name, without_version(&bytes))).collect()
}

fn of_archive(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a container");
    (0..archive.len())
        .map(|at| {
            let mut member = archive.by_index(at).expect("a member");
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).expect("a whole member");
            (member.name().expect("a name").replace(' ', "_"), bytes)
        })
        .collect()
}

/// The objects of a PDF file, found by the cross-reference table: all objects of a type together,
/// with streams decompressed. The type is `/Type`, or else `stream` or `other`.
fn of_pdf(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut kinds: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for object in objects(bytes) {
        let (head, packed) = match position(object, b"\nstream\n") {
            Some(at) => (&object[..at], &object[at + "\nstream\n".len()..]),
            None => (object, &[][..]),
        };
        let words = String::from_utf8_lossy(head);
        let kind = words.split("/Type /").nth(1).map_or(
            if packed.is_empty() { "other" } else { "stream" },
            |rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                &rest[..end]
            },
        );
        let together = kinds.entry(kind.to_owned()).or_default();
        // The length of compressed data says nothing about its content.
        for line in head.split(|byte| *byte == b'\n') {
            if position(line, b"/Length").is_none() {
                together.extend_from_slice(line);
                together.push(b'\n');
            }
        }
        let mut unpacked = Vec::new();
        if words.contains("/FlateDecode") {
            ZlibDecoder::new(packed).read_to_end(&mut unpacked).expect("a packed stream");
        } else {
            unpacked.extend_from_slice(packed);
        }
        together.extend_from_slice(&unpacked);
    }
    kinds.into_iter().collect()
}

/// The objects of a PDF file, in the order of their offsets.
fn objects(bytes: &[u8]) -> Vec<&[u8]> {
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(64)..]).into_owned();
    let table: usize = tail
        .split("startxref\n")
        .nth(1)
        .and_then(|rest| rest.lines().next()?.trim().parse().ok())
        .expect("the place of the table of offsets");
    let entries = String::from_utf8_lossy(&bytes[table..]).into_owned();
    let mut offsets: Vec<usize> = entries
        .lines()
        .filter(|line| line.trim_end().ends_with(" n"))
        .map(|line| line.split(' ').next().and_then(|at| at.parse().ok()).expect("an offset"))
        .collect();
    offsets.push(table);
    offsets.sort_unstable();
    offsets.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The sections of a text, cut before each table, heading, style and script of a page; any other
/// text is one section.
fn of_text(text: &str) -> Vec<(String, Vec<u8>)> {
    const CUTS: [&str; 5] = ["<style", "<h1", "<h2", "<table", "<script"];
    let mut places: Vec<(usize, &str)> = CUTS
        .iter()
        .flat_map(|cut| text.match_indices(cut).map(|(at, cut)| (at, &cut[1..])))
        .collect();
    places.push((0, "beginning"));
    places.sort_unstable();
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    places
        .iter()
        .zip(ends)
        .enumerate()
        .filter(|(_, ((at, _), end))| at < end)
        .map(|(number, ((at, name), end))| {
            (format!("{number:02}-{name}"), text.as_bytes()[*at..end].to_vec())
        })
        .collect()
}
