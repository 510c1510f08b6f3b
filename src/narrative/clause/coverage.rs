//! How much of what the tables count the words of a clause cover: whether they name another agency,
//! a part of the year, or one kind of case.

use super::super::agency_names::{OFFICES, PREPOSITIONS, names_another_agency};
use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::Word;
use super::super::token::Token;
use super::{ClauseReader, PassageContext};
use crate::report::Spot;
use std::ops::Range;

impl ClauseReader<'_> {
    /// Whether a phrase names an office that belongs to a township or subdistrict.
    fn is_own_office(&self, phrase: &str) -> bool {
        const OWN: [&str; 8] = ["队", "所", "站", "中心", "办", "办公室", "窗口", "大厅"];
        self.report.agency.level.is_grassroots()
            && OWN.iter().any(|office| phrase.ends_with(office))
    }

    /// How much of what the tables count the words of a clause cover.
    pub(super) fn scope_of(
        &self,
        page: &PassageReader<'_>,
        subject: &Subject,
        state: &PassageContext,
    ) -> Scope {
        let has = |word| subject.has(word) || state.has(word);
        let section = matches!(page.passage.spot, Spot::Section(_));
        // In 此类答复50件，引发复议7件 only those are meant.
        let of_such = has(Word::Such) && subject.areas.iter().any(|area| area.is_dispute());
        let plain = section
            && !of_such
            && ![Word::Limit, Word::Registered].into_iter().any(has)
            && !subject.is_foreign()
            && !self.elsewhere(subject);
        if !plain {
            return Scope::Other;
        }
        // In 市政府受理以我局为被申请人的复议 the office decides the dispute.
        let office = subject.has(Word::Office)
            && !subject.has(Word::Respondent)
            && !self.report.agency.level.is_grassroots();
        let known = if subject.narrowed || subject.caused || office || has(Word::Portion) {
            Scope::Part
        } else {
            Scope::Whole
        };
        let decides =
            !subject.areas.is_empty() && subject.areas.iter().all(|area| area.is_decision());
        let unknown = subject.unknown.iter().map(|(range, place)| {
            let phrase = match place {
                Place::Start | Place::Attribute => {
                    &page.plain.text[range.start..name_end(page, subject, range)]
                }
                Place::Noun | Place::Aside => &page.plain.text[range.clone()],
            };
            match place {
                _ if self.report.agency.name.contains(phrase) => Scope::Whole,
                Place::Noun => Scope::Other,
                // The offices of a township decide in its name.
                Place::Start if self.is_own_office(phrase) && decides => Scope::Whole,
                Place::Start if self.is_own_office(phrase) => Scope::Part,
                // In 市司法局对我局作出维持决定 another agency decides the dispute.
                Place::Start if subject.has(Word::Respondent) => Scope::Whole,
                Place::Start | Place::Attribute
                    if names_another_agency(phrase, &self.report.agency.name) =>
                {
                    Scope::Other
                }
                Place::Attribute => Scope::Part,
                Place::Start if phrase.ends_with(WAYS) => Scope::Part,
                Place::Start | Place::Aside => Scope::Whole,
            }
        });
        unknown.fold(known, Scope::max)
    }

    /// Whether the words are about another area than that of the agency, such as 全县 in the report
    /// of a township.
    pub(super) fn elsewhere(&self, subject: &Subject) -> bool {
        if subject.areas_as_a_whole().next().is_none() {
            return false;
        }
        let name = self.report.agency.name.as_str();
        let area = OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
        !area.is_empty() && subject.areas_as_a_whole().any(|realm| !area.ends_with(realm))
    }
}

/// Where a name that begins with unknown words ends. 乡 and the like are known words also in the
/// middle of a name: 住房城乡建设局.
fn name_end(page: &PassageReader<'_>, subject: &Subject, unknown: &Range<usize>) -> usize {
    let text = &page.plain.text;
    let mut end = unknown.end;
    if unknown.len() == '市'.len_utf8() {
        return end;
    }
    // The unknown words are in the order of the text.
    while let Some(area) = text[end..].chars().next().filter(|c| "市县区镇乡省街".contains(*c))
    {
        end += area.len_utf8();
        let next = subject.unknown.partition_point(|(range, _)| range.start < end);
        match subject.unknown.get(next).filter(|(range, _)| range.start == end) {
            Some((range, _)) => end = range.end,
            None => break,
        }
    }
    end
}

/// The last characters of names for ways by which something comes: 邮箱, 客户端.
const WAYS: [char; 9] = ['端', '号', '箱', '台', '站', '口', '厅', '屏', '机'];

/// Whether what follows these words of a clause acts in it, because nothing before it does and no
/// preposition leads to it.
pub(super) fn acts(page: &PassageReader<'_>, before: &[Token]) -> bool {
    before.iter().all(|token| {
        let text = &page.plain.text[token.range.clone()];
        match token.word {
            Word::Filler | Word::And => !PREPOSITIONS.contains(&text),
            Word::Year(_)
            | Word::YearEnd
            | Word::ThisYear
            | Word::LastYear
            | Word::Realm(_)
            | Word::Total
            | Word::Limit
            | Word::Portion
            | Word::Part
            | Word::Each => true,
            Word::Unknown => !PREPOSITIONS.iter().any(|word| text.starts_with(word)),
            _ => false,
        }
    })
}

/// Whether a number counts agencies or their areas: 12个乡镇, 43家单位.
pub(super) fn names_agencies(page: &PassageReader<'_>, numeral: &Numeral) -> bool {
    const NOUNS: [&str; 20] = [
        "乡镇",
        "镇",
        "乡",
        "街道",
        "部门",
        "单位",
        "县区",
        "区县",
        "县（",
        "市直",
        "村",
        "社区",
        "委办局",
        "科室",
        "站所",
        "处室",
        "局",
        "企业",
        "县市区",
        "机关",
    ];
    let behind = &page.plain.text[numeral.whole.end..];
    numeral.unit == "家"
        || matches!(numeral.unit, "个" | "") && NOUNS.iter().any(|noun| behind.starts_with(noun))
}
