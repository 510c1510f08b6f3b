//! Inspection of font files before use: fonts of this machine, and truncated or altered ones.
//!
//! Without the fonts these tests are reported as skipped.

use crate::outside;
use nianbao::export::pdf::inspect::{FontError, Inspected, inspect};
use nianbao::layout::Face;
use nianbao::layout::font::known::Fit;
use std::fs;

/// Fonts of Debian's packages fonts-noto-cjk, fonts-arphic-gbsn00lp and fonts-dejavu-core.
const NOTO: &str = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
const SMALL: &str = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";
const LATIN: &str = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf";

fn read(path: &str) -> Option<Vec<u8>> {
    fs::read(path).inspect_err(|error| outside::skip(path, &error.to_string())).ok()
}

/// The characters that a font should have: some that these fonts have, and one that is not in GB
/// 2312.
fn expected(face: Face) -> String {
    if face == Face::Latin {
        ('!'..='~').collect()
    } else {
        "政府信息公开工作年度报告镕".to_owned()
    }
}

fn look(path: &str, wanted: Option<Face>) -> Option<Result<Inspected, FontError>> {
    let file = path.rsplit('/').next().unwrap_or_default();
    Some(inspect(&read(path)?, file, wanted, expected))
}

#[test]
fn of_a_collection_the_font_for_the_mainland_is_taken() {
    for wanted in [None, Some(Face::Song), Some(Face::Fang)] {
        let Some(found) = look(NOTO, wanted) else { return };
        let found = found.expect("a font");
        assert_eq!(found.name, "Noto Serif CJK SC");
        assert!(found.index.is_some_and(|index| index > 0), "{found:?}");
        assert_eq!(
            (found.face, found.lacks.as_str(), found.variable),
            (Some((Face::Song, Fit::Near)), "", false)
        );
    }
}

#[test]
fn what_a_font_lacks_is_listed_and_too_much_is_refused() {
    if let Some(found) = look(SMALL, None) {
        let found = found.expect("a font");
        assert_eq!(
            (found.face, found.lacks.as_str(), found.index),
            (Some((Face::Song, Fit::Near)), "镕", None)
        );
    }
    let Some(found) = look(LATIN, None) else { return };
    assert_eq!(found.expect("a font").face, Some((Face::Latin, Fit::Near)));
    assert_eq!(look(LATIN, Some(Face::Fang)), Some(Err(FontError::Lacking(Face::Fang, 13, 13))));
    let sentence = FontError::Lacking(Face::Fang, 13, 13).to_string();
    assert_eq!(
        sentence,
        "这个字体缺得太多，不能用作仿宋：13 个常用汉字里缺 13 个；请另选一个字体。"
    );
}

/// A font that was truncated, or in which a byte was changed, is either accepted or refused; it
/// never causes a panic.
#[test]
fn after_an_accident_it_is_a_font_or_none() {
    let Some(bytes) = read(SMALL) else { return };
    let mut refused = 0;
    let mut look = |bytes: &[u8]| {
        refused += usize::from(inspect(bytes, "x.ttf", Some(Face::Song), expected).is_err());
    };
    for length in (0..600).chain((600..bytes.len()).step_by(bytes.len() / 50)) {
        look(&bytes[..length]);
    }
    // The table directory, and the beginning of each table.
    let starts = (0..usize::from(bytes[5])).map(|table| {
        u32::from_be_bytes(bytes[12 + table * 16 + 8..][..4].try_into().expect("four bytes"))
            as usize
    });
    let places: Vec<usize> = (0..12 + usize::from(bytes[5]) * 16)
        .chain(starts.flat_map(|start| start..start + 60))
        .collect();
    for place in places {
        for value in [0, 0x7F, 0xFF] {
            let mut changed = bytes.clone();
            changed[place] = value;
            look(&changed);
        }
    }
    assert!(refused > 600, "{refused}");
}
