//! Labels of the form: comparing the spellings of offices, and finding labels in sentences.

use crate::number;
use crate::text::is_list_numeral;

/// A label without the parts that offices vary: white space, numbering, punctuation, and text in
/// brackets. Four labels that offices often misspell are corrected.
pub fn normalized_label(label: &str) -> String {
    let plain: String =
        label.chars().filter(|c| !number::is_space(*c)).map(full_width_bracket).collect();
    let unnumbered = strip_numbering(&plain);
    let mut squeezed = String::new();
    let mut depth = 0_usize;
    for c in unnumbered.chars() {
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

/// The words of a label as a sentence uses them: without numbering, and up to the first bracket,
/// comma or enumeration comma.
pub fn wording(label: &str) -> &str {
    let unnumbered = strip_numbering(label);
    unnumbered.split(['（', '(', '、', '，', ',']).next().unwrap_or(unnumbered)
}

/// Removes numbering such as 一、 （一） or 1. from the start.
fn strip_numbering(label: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || is_list_numeral(c);
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
            assert_eq!(normalized_label(spelled), normalized_label(official));
        }
        for (label, expected) in [
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
            (
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                "申请人逾期未按收费通知要求缴纳费用",
            ),
            ("行政处罚", "行政处罚"),
        ] {
            assert_eq!(wording(label), expected);
        }
        assert_eq!(normalized_label("三、本年度办理结果"), "本年度办理结果");
        assert_ne!(normalized_label("3.其他"), normalized_label("（六）其他处理"));
    }
}
