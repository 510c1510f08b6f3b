//! The names by which an agency calls itself in its own report, and those of other agencies.

use super::normalized_text::NormalizedText;
use crate::sort;
use std::cmp::Reverse;

/// What the name of a government or its agency in a subdistrict ends with.
pub(super) const OFFICES: [&str; 4] = ["人民政府", "办事处", "管理委员会", "管委会"];
/// The last characters of names of areas, which a shorter name leaves out: 青岩县 in 青岩县教育局.
const AREAS: [char; 9] = ['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡'];

/// The names of an agency, the longest first: 清水市青岩县人民政府 is also called 青岩县人民政府,
/// 青岩县政府 and 青岩县.
pub(super) fn own_names(name: &str) -> Vec<String> {
    let name = NormalizedText::new(name).text;
    let mut names = Vec::new();
    for full in std::iter::once(name.as_str()).chain(without_areas(&name)) {
        names.push(full.to_owned());
        if let Some(area) = OFFICES.iter().find_map(|office| full.strip_suffix(office)) {
            names.extend(["政府", "办", ""].map(|office| format!("{area}{office}")));
            // 县政府 is the government of the county that reports.
            if let Some(kind) = area.chars().next_back().filter(|c| AREAS.contains(c)) {
                names.extend(["政府", "人民政府"].map(|office| format!("{kind}{office}")));
            }
            if full.ends_with("委员会") || full.ends_with("管委会") {
                names.extend(["管委会", "管理委员会"].map(str::to_owned));
            }
        }
    }
    names.retain(|name| name.chars().count() > 1);
    sort::sort_by_key(&mut names, |name| Reverse(name.len()));
    names.dedup();
    names
}

/// Whether a name of areas ends inside another word: 乡 in 城乡建设局.
fn is_inside_word(name: &str) -> bool {
    ["城乡", "社区", "地区", "景区", "园区", "库区"].iter().any(|word| name.ends_with(word))
}

/// The name without the areas that it begins with, one by one.
fn without_areas(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices()
        .filter(|(at, c)| AREAS.contains(c) && !is_inside_word(&name[..at + c.len_utf8()]))
        .map(|(at, c)| &name[at + c.len_utf8()..])
        .filter(|rest| !OFFICES.contains(rest) && rest.chars().count() > 2)
}

/// Words behind which somebody is named who does not act.
pub(super) const PREPOSITIONS: [&str; 23] = [
    "会同", "联合", "配合", "邀请", "协助", "指导", "督促", "组织", "与", "同", "向", "对", "经",
    "报", "商", "征求", "依托", "按照", "根据", "通过", "加强", "协调", "随着",
];

/// Whether unknown words at the beginning of a clause name an agency other than the reporting
/// one.
pub(super) fn names_another_agency(phrase: &str, own: &str) -> bool {
    const ENDINGS: &str = "办村县区市州旗科处室站所司队会部门心构";
    const AGENCIES: &str = "局委厅院校镇乡街";
    if PREPOSITIONS.iter().any(|word| phrase.starts_with(word)) || abbreviates(phrase, own) {
        return false;
    }
    // In 教育局认真做好… the characters before 局 are not part of the name of the reporting agency.
    let mut names = phrase
        .char_indices()
        .filter(|(_, c)| AGENCIES.contains(*c))
        .map(|(at, c)| &phrase[..at + c.len_utf8()]);
    names.any(|name| !own.contains(name))
        || phrase.ends_with(|c: char| ENDINGS.contains(c)) && !own.contains(phrase)
}

/// Whether a phrase is a shorter form of a name: 市场监管局 of 市场监督管理局.
fn abbreviates(phrase: &str, name: &str) -> bool {
    let mut rest = name.chars();
    phrase.chars().all(|c| rest.any(|other| other == c)) && rest.next().is_none()
}
