//! Labels as offices vary them, recognized for what they are.

use crate::number;

/// A label without what offices vary: white space, numbering, brackets and what is in them,
/// punctuation; and by its official name.
pub fn squeeze(label: &str) -> String {
    let plain: String =
        label.chars().filter(|c| !number::is_space(*c)).map(full_width_bracket).collect();
    let words = strip_numbering(&plain);
    let mut squeezed = String::new();
    let mut depth = 0_usize;
    for c in words.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => squeezed.push(c),
            _ => {}
        }
    }
    match squeezed.as_str() {
        "商业机构" => "商业企业".to_owned(),
        "社会组织" => "社会公益组织".to_owned(),
        "行政规范性文件" => "规范性文件".to_owned(),
        "行政事业型收费" => "行政事业性收费".to_owned(),
        _ => squeezed,
    }
}

const fn full_width_bracket(c: char) -> char {
    match c {
        '(' | '﹙' | '〔' | '[' => '（',
        ')' | '﹚' | '〕' | ']' => '）',
        other => other,
    }
}

/// Takes 一、 and （一） and 1. off the front.
fn strip_numbering(label: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some((number, rest)) =
        label.strip_prefix('（').and_then(|inside| inside.split_once('）'))
        && !number.is_empty()
        && number.chars().all(numeral)
    {
        return rest;
    }
    let rest = label.trim_start_matches(numeral);
    if rest.len() == label.len() {
        label
    } else {
        rest.strip_prefix(['、', '.', '．', ',', '，']).unwrap_or(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_any_spelling() {
        for (spelled, official) in [
            ("(三) 不予公开", "（三）不予公开"),
            ("1、属于国家秘密", "1.属于国家秘密"),
            ("3.危及\"三安全一稳定\"", "3.危及“三安全一稳定”"),
            ("行政处 罚", "行政处罚"),
            ("商业机构", "商业企业"),
            ("本年增／减", "本年增/减"),
            ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
            (
                "(二)部分公开(区分处理的，只计这一情形)",
                "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            ),
        ] {
            assert_eq!(squeeze(spelled), squeeze(official));
        }
        assert_eq!(squeeze("三、本年度办理结果"), "本年度办理结果");
        assert_ne!(squeeze("3.其他"), squeeze("（六）其他处理"));
    }
}
