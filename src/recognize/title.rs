//! The title with the agency and the year in it.

use crate::number;
use crate::source::SourceParagraph;

/// Finds the title among the paragraphs above the first heading. Returns its lines, and the number
/// of paragraphs up to its end; no lines and 0 if there is no title.
pub fn find(paragraphs: &[&SourceParagraph]) -> (Vec<String>, usize) {
    const LONGEST: usize = 60;
    let is_title = |text: &str| {
        text.chars().count() <= LONGEST
            && text.contains("年度报告")
            && text.contains("公开")
            && !text.contains('。')
    };
    let Some(at) = paragraphs.iter().position(|p| is_title(&p.text())) else {
        return (Vec::new(), 0);
    };
    // If the line starts with the year, the agency is on the line above.
    let starts_with_year = year_at_start(&squeezed(&paragraphs[at].text())).is_some();
    let above = at
        .checked_sub(1)
        .filter(|above| starts_with_year && paragraphs[*above].text().chars().count() <= LONGEST);
    (paragraphs[above.unwrap_or(at)..=at].iter().flat_map(|p| p.line_texts()).collect(), at + 1)
}

/// The agency and the year of a title.
pub fn parse(lines: &[String]) -> (String, Option<u16>) {
    let title = squeezed(&lines.concat());
    for (at, _) in title.char_indices() {
        if let Some(year) = year_at_start(&title[at..]) {
            return (title[..at].to_owned(), Some(year));
        }
    }
    let name = title.split("政府信息公开").next().unwrap_or_default();
    (name.to_owned(), None)
}

/// The first year that a text mentions.
pub fn year_in(text: &str) -> Option<u16> {
    let text = squeezed(text);
    text.char_indices().find_map(|(at, _)| year_at_start(&text[at..]))
}

/// The year that a text starts with: 2025年, ２０２５年度, 二〇二五年.
fn year_at_start(text: &str) -> Option<u16> {
    let digits: String = text.chars().take(4).collect();
    let behind = text.get(digits.len()..)?;
    if !behind.starts_with('年') {
        return None;
    }
    let plain = number::plain(&digits.replace(['○', 'О', 'O', '零'], "〇"));
    let year = if plain.bytes().all(|b| b.is_ascii_digit()) {
        plain.parse().ok()
    } else {
        number::chinese(&plain).and_then(|y| y.try_into().ok())
    };
    year.filter(|year| (1990..=2100).contains(year))
}

/// Removes white space, because clerks space out titles by hand.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !number::is_space(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_agency_and_year() {
        for (lines, name, year) in [
            (
                vec!["示例县甲镇人民政府", "2025年政府信息公开工作年度报告"],
                "示例县甲镇人民政府",
                Some(2025),
            ),
            (
                vec!["示例县甲镇人民政府 2020 年 政府信息公开工作年度报告"],
                "示例县甲镇人民政府",
                Some(2020),
            ),
            (vec!["示例市二〇二四年度政府信息公开工作年度报告"], "示例市", Some(2024)),
            (vec!["示例局政府信息公开工作年度报告"], "示例局", None),
        ] {
            let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
            assert_eq!(parse(&lines), (name.to_owned(), year));
        }
        assert_eq!(year_in("统计期限自2025年1月1日"), Some(2025));
        assert_eq!(year_in("电话12345678年"), None);
    }
}
