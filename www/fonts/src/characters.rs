//! The characters that the fonts hold.

use encoding_rs::GBK;
use std::collections::BTreeSet;

/// Characters of names of people and places that GB 2312 leaves out; the Noto fonts have them.
const NAMES: &str = "堃喆昇镕瑄玥珺璟翀旻垚燊祎湉赟頔堉烜晞浉鄠邠垟塝硚峃峣琤玙珮珣璠瑢劼勍媖婳暐旸昉炘燚犇骉骎禛竑紘赑魟鹮齮䶮嵚彧惇愔扆抃曈橦沚洺\
    浐涢淯湜滆漷瀍焜熇燏牂猇珽琇瑀碶磜祊秾窣缊羑翙脩舲袆贇铚镠阇飏骕";

/// The characters of a font: GB 2312, [`NAMES`], 〇 and other signs that occur in texts; for letters
/// and digits Latin 1, dashes, quotation marks and the signs that are used with numbers.
pub fn of(latin: bool) -> BTreeSet<char> {
    let letters = (' '..='~').chain('\u{a0}'..='\u{ff}');
    if latin {
        return letters.chain("–—‘’“”…‰€№".chars()).collect();
    }
    letters.chain(symbols()).chain(hanzi()).chain(NAMES.chars()).chain("〇–―№".chars()).collect()
}

/// The 6763 Chinese characters of GB 2312.
pub fn hanzi() -> Vec<char> {
    rows(0xB0..=0xF7)
}

/// The punctuation, numbers, letters and lines of GB 2312, with € and six letters of pinyin that
/// GBK added to the same rows.
fn symbols() -> Vec<char> {
    rows(0xA1..=0xA9)
}

/// Rows of GB 2312, which are the rows of GBK that begin with the same byte, where the second byte
/// is above 0xA0. The additions of GBK in these rows are private-use characters, vertical
/// presentation forms, or Roman numerals.
fn rows(rows: std::ops::RangeInclusive<u8>) -> Vec<char> {
    let pairs = rows.flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    let decode = |pair: [u8; 2]| {
        let (text, _, bad) = GBK.decode(&pair);
        text.chars().next().filter(|c| {
            !bad && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fe10}'..='\u{fe4f}' | 'ⅰ'..='ⅹ')
        })
    };
    pairs.filter_map(decode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_are_those_of_the_standard() {
        let hanzi = hanzi();
        assert_eq!((hanzi.len(), hanzi.first(), hanzi.last()), (6763, Some(&'啊'), Some(&'齄')));
        assert_eq!((hanzi[3754], hanzi[3755]), ('座', '亍'), "the two levels");
        assert_eq!(symbols().len(), 682 + 7);
        assert_eq!(&symbols()[..3], ['\u{3000}', '、', '。']);
    }

    #[test]
    fn names_are_added_and_not_repeated() {
        let hanzi = hanzi();
        assert!(NAMES.chars().all(|c| !hanzi.contains(&c)));
        assert_eq!(NAMES.chars().collect::<BTreeSet<_>>().len(), NAMES.chars().count());
        assert!(of(false).is_superset(&hanzi.into_iter().chain(['〇', '—', '€']).collect()));
    }
}
