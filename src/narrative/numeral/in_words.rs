//! Numbers in Chinese numerals, fractions and tenths: 三件, 三分之二, 六成.

use super::super::{Approximation, NumberKind};
use super::{Numeral, bare, finish};
use crate::number::{self, Decimal};

/// Chinese numerals are a number only before these units.
const UNITS_IN_WORDS: [&str; 22] = [
    "万元", "亿元", "人次", "场次", "元", "件", "条", "份", "宗", "个", "次", "起", "人", "项",
    "部", "篇", "期", "家", "名", "场", "处", "例",
];
/// Whether a character is a Chinese numeral.
pub(super) const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
}

/// The numerals that a text begins with, unless they are more than a number has. A longer run is
/// not read again from each of its characters.
fn numerals(text: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 40;
    let mut run = text.char_indices().take_while(|(_, c)| is_numeral(*c));
    let last = run.by_ref().take(LONGEST).last();
    let length = last.map_or(0, |(at, c)| at + c.len_utf8());
    run.next().is_none().then(|| &text[..length])
}

/// Reads a fraction as a percentage: 三分之二, 半数.
pub(super) fn fraction(text: &str, at: usize) -> Option<Numeral> {
    /// By how many percentage points a share may differ from a fraction in words.
    const TOLERANCE: i64 = 3;
    let number = |text: &str| {
        let run = numerals(text)?;
        let value = number::chinese(run).and_then(|value| i64::try_from(value).ok())?;
        Some((run.len(), value))
    };
    let rest = &text[at..];
    let half = ["半数", "一半"].into_iter().find(|half| rest.starts_with(half));
    let (length, part, whole) = if let Some(half) = half {
        (half.len(), 1, 2)
    } else {
        let (of, whole) = number(rest)?;
        let behind = rest[of..].strip_prefix("分之")?;
        let (length, part) = number(behind)?;
        (rest.len() - behind.len() + length, part, whole)
    };
    if part >= whole {
        return None;
    }
    let mut numeral = bare(at..at + length, NumberKind::Percent);
    numeral.value = Decimal::from(part).percent_of(Decimal::from(whole), 2)?;
    numeral.step = Decimal::from(TOLERANCE);
    numeral.in_words = true;
    finish(text, &mut numeral, &[]);
    if text[..at].ends_with('过') {
        numeral.approximation = Approximation::AtLeast;
    }
    Some(numeral)
}

/// Reads tenths as a percentage: 六成.
fn tenths(text: &str, at: usize, run: &str, end: usize) -> Option<Numeral> {
    /// By how many percentage points a share may differ from tenths in words.
    const TOLERANCE: i64 = 5;
    let behind = text[end..].strip_prefix('成')?;
    let is_word = behind.starts_with(['立', '员', '果', '功', '为', '本', '效', '绩', '长', '不']);
    let value = number::chinese(run).and_then(whole).filter(|_| !is_word)?;
    let mut end = end + '成'.len_utf8();
    let mut percent = value.times_ten(1)?;
    if behind.starts_with('半') {
        // 四成半 is 45 percent.
        end += '半'.len_utf8();
        percent = percent + Decimal::from(5);
    } else if let Some((length, points)) = points(behind) {
        end += length;
        percent = percent + points;
    }
    let mut numeral = bare(at..end, NumberKind::Percent);
    numeral.value = percent;
    numeral.step = Decimal::from(TOLERANCE);
    numeral.in_words = true;
    finish(text, &mut numeral, &[]);
    Some(numeral)
}

/// The points in 九成五以上, and how many bytes they take. In 六成三件事 they are of something else.
fn points(behind: &str) -> Option<(usize, Decimal)> {
    const ENDS: [char; 9] = ['以', '，', '。', '；', '、', '的', '左', '多', '）'];
    let digit = behind.chars().next()?;
    let length = digit.len_utf8();
    let ends = behind[length..].chars().next().is_none_or(|next| ENDS.contains(&next));
    let value = number::chinese(&behind[..length]).and_then(whole)?;
    (ends && value > Decimal::ZERO && value < Decimal::from(10)).then_some((length, value))
}

/// Reads a run of Chinese numerals. Returns where it ends.
pub(super) fn chinese(text: &str, at: usize, in_title: bool, found: &mut Vec<Numeral>) -> usize {
    let rest = &text[at..];
    let Some(run) = numerals(rest) else {
        return at + rest.find(|c: char| !is_numeral(c)).unwrap_or(rest.len());
    };
    let end = at + run.len();
    let (before, behind) = (&text[..at], &text[end..]);
    let mut numeral = bare(at..end, NumberKind::Count);
    let first = run.chars().next().map_or(1, char::len_utf8);
    if in_title || before.ends_with('第') || before.ends_with('（') && behind.starts_with('）') {
        numeral.kind = if in_title {
            NumberKind::Title
        } else if before.ends_with('第') {
            NumberKind::Ordinal
        } else {
            NumberKind::ListMark
        };
        numeral.value = number::chinese(run).and_then(whole).unwrap_or_default();
        found.push(numeral);
        return end;
    }
    let starts =
        before.is_empty() || before.ends_with(['。', '；', '：', '，', '！', '、', '”', '*']);
    if starts && (behind.starts_with('是') || behind.starts_with('、') && before.is_empty()) {
        numeral.kind = NumberKind::ListMark;
        numeral.value = number::chinese(run).and_then(whole).unwrap_or_default();
        found.push(numeral);
        return end;
    }
    if let Some(numeral) = tenths(text, at, run, end) {
        let end = numeral.whole.end;
        found.push(numeral);
        return end;
    }
    let near = ["近", "上", "逾", "超", "过", "超过", "约", "达"]
        .iter()
        .any(|word| before.ends_with(word));
    let value = match number::chinese(run).and_then(whole) {
        Some(value) => value,
        None if run == "百" && near => Decimal::from(100),
        None if run == "千" && near => Decimal::from(1000),
        None => return at + first,
    };
    let counted = behind.trim_start_matches(['余', '多']);
    let Some(unit) = UNITS_IN_WORDS.into_iter().find(|unit| counted.starts_with(unit)) else {
        return end;
    };
    // In 两部分 nothing is counted in 部.
    if unit == "部" && counted.starts_with("部分") {
        return end;
    }
    // 三项 in 许可、处罚、强制三项决定 repeats how many were named.
    let repeats =
        ["合计", "加总", "之和", "共", "总", "决定", "行政", "相加", "诉讼", "复议", "占"];
    let few = matches!(run, "两" | "二" | "三" | "四" | "五" | "六");
    if few && unit == "项" && repeats.iter().any(|word| counted[unit.len()..].starts_with(word)) {
        return end;
    }
    // 一 belongs to an idiom in 高效办成一件事, 一次性, 一项项 and 一条龙.
    let idiom = ["事”", "事", "龙", "性", "件", "项", "批", "个", "份力", "人一", "路"];
    if run == "一" && idiom.iter().any(|word| counted[unit.len()..].starts_with(word)) {
        return end;
    }
    numeral.value = value;
    // In 仅收到一件。 it counts.
    let ends = |unit: &str| {
        let behind = &counted[unit.len()..];
        behind.is_empty() || behind.starts_with(['，', '。', '；', '、', '（'])
    };
    numeral.in_words = run == "一"
        && !(matches!(unit, "件" | "起" | "宗" | "例" | "部") && ends(unit))
        || !matches!(
            unit,
            "万元"
                | "亿元"
                | "人次"
                | "场次"
                | "元"
                | "件"
                | "条"
                | "份"
                | "宗"
                | "起"
                | "例"
                | "部"
                | "篇"
                | "期"
        );
    finish(text, &mut numeral, &UNITS_IN_WORDS);
    let end = numeral.whole.end;
    found.push(numeral);
    end
}

fn whole(value: u64) -> Option<Decimal> {
    i64::try_from(value).ok().map(Decimal::from)
}
