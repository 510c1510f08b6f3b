//! Files that are not fonts, or unsuitable fonts: each is refused with a sentence that names the
//! face, in little time, and no document is written.

use crate::documents::pdf::{faces, fonts, machine, try_written};
use crate::{fixture, outside, written};
use cpu_time::ThreadTime;
use nianbao::export::{ExportError, FontFile, Format};
use nianbao::layout::Face;
use std::fs;
use std::time::Duration;

/// The sentence about this file when it is given as the font for 仿宋 and all other fonts are right.
fn said(bytes: &[u8]) -> String {
    let files: Vec<FontFile> = faces(machine())
        .into_iter()
        .map(|file| if file.face == Face::Fang { FontFile { bytes, ..file } } else { file })
        .collect();
    let files = if files.is_empty() {
        vec![FontFile { face: Face::Fang, bytes, index: None }]
    } else {
        files
    };
    let start = ThreadTime::now();
    let error = try_written(&fixture("zero"), &files, false).expect_err("no file");
    let sentence = error.to_string();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {sentence}", start.elapsed());
    assert!(
        sentence.contains("仿宋") && sentence.contains("没有导出") && sentence.ends_with('。'),
        "{sentence}"
    );
    assert!(sentence.chars().count() < 400, "{sentence}");
    sentence
}

/// The table directories of a font file: the tags, and the offsets of their entries.
fn tables(bytes: &[u8]) -> Vec<(String, usize)> {
    let two = |at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let four = |at: usize| two(at) << 16 | two(at + 2);
    let starts: Vec<usize> = if bytes.starts_with(b"ttcf") {
        (0..four(8)).map(|font| four(12 + font * 4)).collect()
    } else {
        vec![0]
    };
    let entries = starts
        .into_iter()
        .flat_map(|start| (0..two(start + 4)).map(move |table| start + 12 + table * 16));
    entries.map(|at| (String::from_utf8_lossy(&bytes[at..at + 4]).into_owned(), at)).collect()
}

#[test]
fn what_is_no_font_is_called_by_its_name() {
    assert!(said(b"").contains("0 字节"));
    assert!(said(&vec![0; 100 << 20]).contains("不是字体文件"));
    assert!(
        said(&[b"\xff\xd8\xff\xe0\0\x10JFIF".as_slice(), &[7; 4096]].concat())
            .contains("图片（JPEG）")
    );
    assert!(said(&written(&fixture("zero"), Format::DOCX)).contains("Word"));
    assert!(said(b"wOFF\0\x01\0\0").contains("WOFF"));
    assert!(said(b"wOF2\0\x01\0\0").contains("WOFF"));
    assert!(said(b"STARTFONT 2.1\nFONT -misc-fixed").contains("点阵"));
    assert!(said(b"%!PS-AdobeFont-1.0: Fang").contains("Type 1"));
    assert!(said("仿宋".as_bytes()).contains("不是字体文件"));
    for start in [&b"\0\x01\0\0"[..], b"OTTO", b"ttcf", b"true"] {
        assert!(said(start).contains("损坏"));
        assert!(said(&[start, &vec![0xff; 100 << 20]].concat()).contains("损坏"));
    }
}

#[test]
fn fonts_that_no_file_can_hold() {
    if fonts().is_none() {
        return;
    }
    for font in machine() {
        for length in [12, 1000, 100_000] {
            // A truncated font may lack its outlines, its characters, or everything.
            let sentence = said(&font[..length]);
            assert!(
                ["损坏", "点阵", "缺字"].iter().any(|words| sentence.contains(words)),
                "{length}: {sentence}"
            );
        }
        // The same font without its outlines, or with those of a variable font.
        for (from, to, words) in
            [("glyf", b"EBDT", "点阵"), ("CFF ", b"EBDT", "点阵"), ("CFF ", b"CFF2", "CFF2")]
        {
            let outlines: Vec<usize> = tables(font)
                .into_iter()
                .filter(|(name, _)| name == from)
                .map(|(_, at)| at)
                .collect();
            if outlines.is_empty() {
                continue;
            }
            let mut other = font.clone();
            for at in outlines {
                other[at..at + 4].copy_from_slice(to);
            }
            assert!(said(&other).contains(words));
        }
    }
}

#[test]
fn a_font_without_chinese_characters_is_the_wrong_one() {
    const DEJAVU: &str = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf";
    let (Ok(font), Some(_)) = (fs::read(DEJAVU), fonts()) else {
        outside::skip("a font without Chinese characters", DEJAVU);
        return;
    };
    let sentence = said(&font);
    assert!(sentence.contains("仿宋缺“"), "{sentence}");
}

/// Fonts with random changes in their structure are used or refused with an error, without a panic.
#[test]
fn fonts_that_lie_do_no_harm() {
    let Some(files) = fonts() else { return };
    let report = fixture("zero");
    let mut state = 7_u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).expect("small") % below
    };
    for font in machine() {
        let mut lying = font.clone();
        // The fonts of a collection share their tables; the last entries belong to those that are
        // used least.
        for (_, at) in tables(font).into_iter().take(14) {
            let word = |at: usize| {
                u32::from_be_bytes([font[at], font[at + 1], font[at + 2], font[at + 3]]) as usize
            };
            // Changed are the first values of a table (counts, versions, offsets) and the table
            // directory itself.
            let table = word(at + 8);
            for place in [at + 8 + random(8), table + random(24)] {
                let before = lying[place];
                lying[place] = u8::try_from(random(256)).expect("a byte");
                let with: Vec<FontFile> = files
                    .iter()
                    .map(|file| {
                        if file.bytes.len() == font.len() {
                            FontFile { bytes: &lying, ..*file }
                        } else {
                            *file
                        }
                    })
                    .collect();
                match try_written(&report, &with, true) {
                    Ok(bytes) => assert!(bytes.starts_with(b"%PDF")),
                    Err(error) => {
                        assert!(
                            matches!(
                                error,
                                ExportError::BadFont { .. }
                                    | ExportError::Uncovered(_)
                                    | ExportError::NoFont(_)
                            ),
                            "{error}"
                        );
                    }
                }
                lying[place] = before;
            }
        }
    }
}
