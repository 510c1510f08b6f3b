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
    let titles = || (0..paragraphs.len()).filter(|at| is_title(&paragraphs[*at].text()));
    let is_path = |at: &usize| paragraphs[*at].text().contains(PATH);
    let Some(at) = titles().find(|at| !is_path(at)).or_else(|| titles().next()) else {
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
    // 首页>政务公开>甲镇人民政府2024年… is the path of a page.
    let title = title.rsplit(PATH).next().unwrap_or_default();
    let name = |name: &str| name.strip_suffix("关于").unwrap_or(name).to_owned();
    for (at, _) in title.char_indices() {
        if let Some(year) = year_at_start(&title[at..]) {
            return (name(&title[..at]), Some(year));
        }
    }
    (name(title.split("政府信息公开").next().unwrap_or_default()), None)
}

/// Signs between the steps of the path of a page.
const PATH: [char; 6] = ['>', '＞', '»', '›', '→', '〉'];

/// The year that a report is of, by its opening: that of its period (统计期限), else the first year that
/// is not that of a law.
pub fn year_of_opening(text: &str) -> Option<u16> {
    const PERIOD: [&str; 5] = ["统计期限", "统计的期限", "统计时间", "数据期限", "期限"];
    let text = squeezed(text);
    let period = PERIOD.iter().filter_map(|word| text.split_once(word)).map(|(_, behind)| behind);
    if let Some(year) = period.into_iter().find_map(year_in) {
        return Some(year);
    }
    let years = text.char_indices().filter_map(|(at, _)| Some((at, year_at_start(&text[at..])?)));
    years.into_iter().find(|(at, _)| !is_of_law(&text, *at)).map(|(_, year)| year)
}

/// Whether the year at this place is the day of a law: 2019年4月3日修订, 自2008年5月1日起施行.
fn is_of_law(text: &str, at: usize) -> bool {
    const LONGEST_DAY: usize = 14;
    let is_of_day = |c: char| c.is_ascii_digit() || "年月日起〇○一二三四五六七八九十".contains(c);
    let behind: String = text[at..].chars().skip(4).take(LONGEST_DAY).collect();
    let behind = behind.trim_start_matches(is_of_day);
    ["修订", "施行", "实施", "公布", "颁布", "印发", "修正", "通过"]
        .iter()
        .any(|word| behind.starts_with(word))
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
            (vec!["示例县关于2024年政府信息公开工作的年度报告"], "示例县", Some(2024)),
            (vec!["首页>公开>示例县2024年政府信息公开工作年度报告"], "示例县", Some(2024)),
        ] {
            let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
            assert_eq!(parse(&lines), (name.to_owned(), year));
        }
        assert_eq!(year_in("统计期限自2025年1月1日"), Some(2025));
        for (opening, year) in [
            ("根据2019年4月3日修订的条例编制。统计期限自2024年1月1日起", Some(2024)),
            ("根据条例（2019年修订）编制。2024年，我镇", Some(2024)),
            ("条例自2008年5月1日起施行。", None),
        ] {
            assert_eq!(year_of_opening(opening), year, "{opening}");
        }
        assert_eq!(year_in("电话12345678年"), None);
    }
}
