//! Rules on names: the name of another agency in the text or in 落款, left over from a report that
//! was used as a model.
//!
//! Names cannot be distinguished from other words without a list of all places. The rules therefore
//! search only for agencies of the same kind as the reporting agency, by the words at the end of
//! their names, and only where two ordinary characters precede these words; and in places of the
//! text where only the reporting agency stands.

use crate::check::compact_line::CompactLine;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::edition::AgencyLevel;
use crate::report::Spot;
use crate::text::{
    compact, has_any, is_han, is_inside, quoted, sentence_at, sentences, starts_with_any,
};
use std::ops::Range;

/// The text must not name another agency of the same kind by mistake.
pub(super) static OTHER_AGENCY: Rule = Rule {
    id: "other-organ",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "没有别的单位的名称",
    what: "报告里不出现和本单位同类的别的单位名称。",
    why: "套用别的单位的报告，常常忘了改名称。",
    todo: "改成本单位的名称；写的确实是别的单位，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(other_agencies),
};

/// The agency of 落款 must be the reporting agency.
pub(super) static SIGNATURE_AGENCY: Rule = Rule {
    id: "signature-organ",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《党政机关公文格式》（国家标准9704）",
    title: "落款是本单位",
    what: "落款单位是本单位，或者本单位的办公室。",
    why: "落款与公章、标题里的单位一致，报告才算数。",
    todo: "改正落款或者单位全称；确由别的单位落款的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(signature_agency),
};

fn signature_agency(input: &TextInput<'_>) -> Vec<Remark> {
    let report = input.report;
    let (name, signed) = (
        compact(&report.agency.name),
        compact(report.signature.as_ref().map_or("", |signature| &signature.agency)),
    );
    let line =
        input.lines.iter().find(|line| line.passage.spot == Spot::Signature && line.text == signed);
    let Some(line) = line.filter(|_| !name.is_empty() && !may_sign_for(&name, &signed)) else {
        return Vec::new();
    };
    let sides = vec![
        Operand::new("落款是", quoted(&signed)),
        Operand::new("单位全称是", quoted(&report.agency.name)),
    ];
    let wording =
        Wording { title: "落款单位和单位全称不同".to_owned(), sides, difference: None };
    let edits = vec![line.edit(0..line.text.len(), report.agency.name.trim())];
    vec![line.remark(0..line.text.len(), wording).repaired_by(edits)]
}

/// Whether the signing agency is the reporting agency (its name may be shorter or longer by the
/// places above it), one of its offices, or an office that handles the matter for a government:
/// 示例市政务公开办公室 for 示例市人民政府.
fn may_sign_for(name: &str, signed: &str) -> bool {
    let itself = name.ends_with(signed) || signed.ends_with(name) || signed.starts_with(name);
    let seat = name
        .strip_suffix("人民政府")
        .or_else(|| name.strip_suffix("办事处"))
        .map(|seat| seat.trim_end_matches("街道"));
    let place = seat.and_then(|seat| {
        seat.trim_end_matches(['省', '市', '县', '区', '旗', '镇', '乡']).rsplit(PLACES).next()
    });
    let handles = ["办公室", "办", "局", "中心"].iter().any(|ending| signed.ends_with(ending));
    itself || handles && place.is_some_and(|place| !place.is_empty() && signed.contains(place))
}

/// A kind of agencies, as far as their names show it.
struct AgencyKind {
    /// The end of their names.
    ending: String,
    /// The characters before the end, which distinguish this agency from others.
    own: String,
}

/// Words at the end of the names of places. 州 is not included, because it occurs in the middle of
/// too many names.
const PLACES: [char; 5] = ['省', '市', '县', '区', '旗'];
/// Characters that are not part of a name, so that 各县人民政府 or 由街道办事处 is not taken for one.
const GENERIC: &str = "各我本该全县区市省镇乡街道办处局和与及或等由是的这级向在对到为于经请个两原新上下设组织协助县直年度月日今末来";
/// Words of a sentence that mentions other agencies on purpose.
const ON_PURPOSE: [&str; 14] = [
    "联合",
    "原",
    "合并",
    "并入",
    "撤销",
    "更名",
    "交流",
    "学习",
    "考察",
    "被告",
    "被申请人",
    "转送",
    "移送",
    "上级",
];

impl AgencyKind {
    /// The kind of the reporting agency; `None` if its name does not show it, or if other agencies
    /// of its kind are often mentioned on purpose.
    fn of(name: &str, level: AgencyLevel) -> Option<Self> {
        let endings: &[&str] = match level {
            AgencyLevel::Subdistrict => &["街道办事处"],
            AgencyLevel::Township => &["镇人民政府", "乡人民政府", "苏木人民政府"],
            AgencyLevel::County => &["县人民政府", "区人民政府", "旗人民政府"],
            AgencyLevel::CountyDepartment => return Self::of_department(name, &['县', '区', '旗']),
            AgencyLevel::PrefectureDepartment => return Self::of_department(name, &['市']),
            _ => return None,
        };
        let ending = endings.iter().find(|ending| name.ends_with(**ending))?;
        let before = name.strip_suffix(ending)?;
        let own = before.rsplit(PLACES).next()?;
        (!own.is_empty()).then(|| Self { ending: (*ending).to_owned(), own: own.to_owned() })
    }

    /// Departments with the same function in another place of the same level: for 示例县教育局, every
    /// …县教育局.
    fn of_department(name: &str, places: &[char]) -> Option<Self> {
        const SHORTEST: usize = 3;
        let (at, place) = name.char_indices().rfind(|(_, c)| PLACES.contains(c))?;
        let own = name[..at].rsplit(PLACES).next()?;
        let trade = &name[at + place.len_utf8()..];
        let plain = trade.chars().count() >= SHORTEST
            && (trade.ends_with('局') || trade.ends_with("委员会"));
        (plain && places.contains(&place) && !own.is_empty())
            .then(|| Self { ending: name[at..].to_owned(), own: own.to_owned() })
    }

    /// Where a text names other agencies of this kind.
    fn others_in(&self, text: &str) -> Vec<Range<usize>> {
        const LETTERS: usize = 2;
        let other = |(at, ending): (usize, &str)| {
            let before = &text[..at];
            let name: Vec<(usize, char)> = before.char_indices().rev().take(LETTERS).collect();
            let plain = name.len() == LETTERS
                && name.iter().all(|(_, c)| is_han(*c) && !GENERIC.contains(*c));
            let from = name.last().map_or(at, |(from, _)| *from);
            (!before.ends_with(&self.own) && plain).then(|| from..at + ending.len())
        };
        text.match_indices(self.ending.as_str()).filter_map(other).collect()
    }
}

fn other_agencies(input: &TextInput<'_>) -> Vec<Remark> {
    let agency = &input.report.agency;
    let name = compact(&agency.name);
    let kind = AgencyKind::of(&name, agency.level);
    let mut remarks = Vec::new();
    // The title and 落款 have rules of their own.
    let in_text =
        |line: &&CompactLine<'_>| !matches!(line.passage.spot, Spot::Title | Spot::Signature);
    for line in input.lines.iter().filter(in_text) {
        let text = line.text.as_str();
        // Where an agency of the same kind is named, the own name of that kind is meant.
        let mut found: Vec<(Range<usize>, Option<String>)> = Vec::new();
        if let Some(kind) = &kind {
            let own = format!("{}{}", kind.own, kind.ending);
            found.extend(kind.others_in(text).into_iter().map(|range| (range, Some(own.clone()))));
        }
        if matches!(line.passage.spot, Spot::Preface | Spot::Section(_)) && !name.is_empty() {
            let places = sentences(text).filter_map(|range| other_place(text, range, &name));
            found.extend(places.chain(other_publisher(text, &name)).map(|range| (range, None)));
        }
        let on_purpose = |range: &Range<usize>| {
            has_any(&text[sentence_at(text, range.start)], &ON_PURPOSE)
                || is_inside(text, range.start, '《', '》')
        };
        found.retain(|(range, _)| !on_purpose(range));
        remarks.extend(found.into_iter().map(|(range, right)| {
            let title =
                format!("{}写到{}，不是本单位", line.part_name(), quoted(&text[range.clone()]));
            let sides = vec![Operand::new("本单位是", quoted(&agency.name))];
            let edits = right.map(|right| line.edit(range.clone(), &right)).into_iter().collect();
            let wording = Wording { title, sides, difference: None };
            line.remark(range, wording).repaired_by(edits)
        }));
    }
    remarks
}

/// Words of a sentence about the work of its subject.
const WORK: [&str; 20] = [
    "认真",
    "严格",
    "坚持",
    "深入",
    "全面",
    "紧紧",
    "积极",
    "持续",
    "始终",
    "扎实",
    "高度",
    "切实",
    "着力",
    "进一步",
    "按照",
    "深化",
    "共受理",
    "共收到",
    "主动公开",
    "政府信息公开",
];
/// Characters before 区, 市 or 镇 in words that are no names of places.
const NO_NAMES: &str = "发新园社景城片辖校厂灾山农牧林库郊地小矿专特港商街范能护验假作税治超都";

/// A place other than that of the agency as the subject of a sentence: 清水县认真落实 in a report of
/// 示例县. It is found where the name of the agency has a place of that kind.
fn other_place(text: &str, sentence: Range<usize>, name: &str) -> Option<Range<usize>> {
    let whole = &text[sentence.clone()];
    let from = match whole.split_once('，') {
        Some((when, _)) if when.ends_with(['年', '度', '来']) => when.len() + '，'.len_utf8(),
        _ => 0,
    };
    let is_place = |c: char| PLACES.contains(&c) || "镇乡".contains(c);
    let subject = &whole[from..];
    let (at, place) = subject.char_indices().take(5).find(|(_, c)| is_place(*c))?;
    let (own, behind) = (&subject[..at], &subject[at + place.len_utf8()..]);
    let is_name = own.chars().count() > 1
        && own.chars().all(|c| is_han(c) && !GENERIC.contains(c))
        && !own.ends_with(|c| NO_NAMES.contains(c))
        && starts_with_any(behind, &WORK);
    let mut alike = name
        .match_indices(place)
        .map(|(at, _)| name[..at].rsplit(is_place).next().unwrap_or_default());
    let is_other = |known: &str| !known.ends_with(own) && !own.ends_with(known);
    let start = sentence.start + from;
    (is_name && name.contains(place) && alike.all(is_other))
        .then(|| start..start + at + place.len_utf8())
}

/// An agency other than this one before the year and the name of the published report: 现公布某局
/// 2025年政府信息公开工作年度报告.
fn other_publisher(text: &str, name: &str) -> Option<Range<usize>> {
    const REPORTS: [&str; 4] = [
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "政务公开工作年度报告",
        "信息公开年报",
    ];
    const LONGEST: usize = 40;
    const SEVERAL: [char; 8] = ['各', '全', '所', '本', '我', '该', '等', '和'];
    text.match_indices("公布").find_map(|(at, word)| {
        let from = at + word.len();
        let written = &text[from..];
        let (len, _) = written.char_indices().take(LONGEST).find(|(_, c)| !is_han(*c))?;
        let (published, rest) = written.split_at(len);
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_report = behind.len() + 4 == rest.len()
            && behind
                .strip_prefix('年')
                .is_some_and(|rest| starts_with_any(rest.trim_start_matches('度'), &REPORTS));
        let is_other = !published.is_empty()
            && !published.contains(SEVERAL)
            && !is_short_for(published, name)
            && !is_short_for(name, published);
        (is_report && is_other).then(|| from..from + len)
    })
}

/// Whether a name is a short form of another one: its characters occur in the other in the same
/// order, apart from the word for the kind of agency at its end.
fn is_short_for(short: &str, name: &str) -> bool {
    const KINDS: [&str; 5] = ["人民政府办公室", "办公室", "人民政府", "办事处", "系统"];
    let core = KINDS.iter().find_map(|kind| short.strip_suffix(kind)).unwrap_or(short);
    let mut rest = name.chars();
    core.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_of_the_agency_may_sign() {
        for (name, signed) in [
            ("临溪县柳河镇人民政府", "柳河镇人民政府"),
            ("临溪县柳河镇人民政府", "临溪县柳河镇人民政府办公室"),
            ("临溪县柳河镇人民政府", "柳河镇党政办公室"),
            ("盐池县盐州路街道办事处", "盐州路街道党政办"),
            ("示例市人民政府", "示例市政务公开办公室"),
            ("教育局", "示例县教育局"),
        ] {
            assert!(may_sign_for(name, signed), "{name} {signed}");
        }
        for (name, signed) in [
            ("临溪县柳河镇人民政府", "临溪县白沙镇人民政府"),
            ("临溪县柳河镇人民政府", "临溪县人民政府"),
            ("示例县教育局", "示例县卫生健康局"),
            ("示例县教育局", "示例县人民政府办公室"),
        ] {
            assert!(!may_sign_for(name, signed), "{name} {signed}");
        }
    }

    #[test]
    fn kinds_are_read_from_names() {
        let kind = |name: &str| {
            AgencyKind::of(name, AgencyLevel::of_name(name)).map(|kind| (kind.own, kind.ending))
        };
        let is = |own: &str, ending: &str| Some((own.to_owned(), ending.to_owned()));
        assert_eq!(kind("盐池县盐州路街道办事处"), is("盐州路", "街道办事处"));
        assert_eq!(kind("示例县清水镇人民政府"), is("清水", "镇人民政府"));
        assert_eq!(kind("淮安市洪泽区人民政府"), is("洪泽", "区人民政府"));
        assert_eq!(kind("示例县教育局"), is("示例", "县教育局"));
        for none in ["示例市人民政府", "清水镇", "示例县某单位", ""] {
            assert_eq!(kind(none), None, "{none}");
        }
    }
}
