//! The words by which a sentence says that the parts of a list are all there are.

use super::super::subject::Subject;
use super::super::terms::{Area, Word};
use super::{LOOSE_SUM, SUM, Sentence};
use crate::number::Decimal;

/// Words by which a clause says that the parts behind it are all there are.
const DIVISION: [&str; 9] =
    ["划分", "归类", "分由", "分别由", "分属", "分为", "分成", "拆分", "细分"];
/// Words that say so behind 按.
const BY: [&str; 6] = ["统计", "分类", "区分", "来分", "汇总", "归集"];
/// Words before the first part that say so, if nothing stands between them and the mark before.
const EACH: [&str; 6] = ["分别来自", "分别通过", "分别由", "分别为", "分别是", "分别系"];
/// Words behind the parts that say that there are no others.
const NO_OTHERS: [&str; 12] = [
    "没有其他",
    "无其他",
    "再无",
    "别无",
    "没有其它",
    "无其它",
    "没有以",
    "没有通过",
    "之外没有",
    "之外无",
    "以外没有",
    "仅此",
];
/// Letters of which each of these words has one.
const LETTERS_OF_NO_OTHERS: [char; 3] = ['有', '无', '仅'];
/// Words of the next sentence that say so of this one: 受理渠道只有上述几种.
const NO_OTHERS_ABOVE: [&str; 8] =
    ["只有上述", "仅有上述", "仅上述", "只有以上", "仅有以上", "没有其他", "别无其他", "再无其他"];
/// How many words behind the parts may say that there are no others.
const MOST_TOKENS: usize = 40;

/// How many bytes of the next sentence may say so.
const MOST_BYTES: usize = 60;
/// Units of a number that says how many parts follow: 分三条渠道, 通过两种方式.
const KINDS: [&str; 9] = ["条", "种", "类", "个", "部分", "项", "路", "方面", "块"];
/// Words that lead to such a number.
const LEADS: [&str; 6] = ["分", "由", "按", "通过", "来自", "经"];
/// Ways by which applications come. Who names one of each names all.
const ONLINE: [&str; 7] = ["网", "线上", "平台", "在线", "电子", "邮箱", "邮件"];
const BY_MAIL: [&str; 7] = ["信函", "邮寄", "信件", "来信", "邮政", "快递", "线下"];
const IN_PERSON: [&str; 6] = ["当面", "现场", "窗口", "上门", "柜台", "线下"];
/// Names of the offices of an agency itself, and of those below it. Who names both names all.
const OWN_OFFICES: [&str; 15] = [
    "市直",
    "县直",
    "区直",
    "省直",
    "州直",
    "旗直",
    "本级",
    "局机关",
    "厅机关",
    "委机关",
    "部机关",
    "署机关",
    "会机关",
    "处机关",
    "院机关",
];
const OFFICES_BELOW: [&str; 17] = [
    "乡镇", "镇街", "街道", "街镇", "县（", "县区", "区县", "县市", "各县", "各区", "各市", "地市",
    "分局", "派出", "直属", "下属", "垂管",
];
/// Letters of which each name of an own office, and of one below it, has one.
const LETTERS_OF_OWN: [char; 3] = ['直', '级', '关'];
const LETTERS_BELOW: [char; 9] = ['镇', '街', '县', '区', '市', '局', '派', '属', '管'];
/// Names of all offices together.
const ALL_OFFICES: [&str; 8] = ["全系统", "全市", "全县", "全区", "全省", "全州", "全局", "全厅"];

impl Sentence<'_> {
    /// Whether the words around the parts say that they are all of the whole. `end` is the item
    /// behind the last part.
    pub(super) fn is_closed(&self, whole: usize, parts: &[usize], end: usize) -> bool {
        let (first, last) = (parts[0], parts[parts.len() - 1]);
        let at = self.items[whole].at;
        let lead = self.text(at + 1..self.items[first].at);
        if self.denies_others(last, end) || self.tells_how_many(whole, parts) {
            return true;
        }
        let explicit = ["中", "里", "由", "按", "：", "涉及", "分由", "分为", "分属", "分布"]
            .iter()
            .any(|word| lead.contains(word));
        if !explicit && !self.is_of_all(whole, first) {
            return false;
        }
        let behind = self.behind(last);
        let made = lead.contains('由') && (behind.contains("组成") || behind.contains("构成"));
        let before = self.text(self.sentence_start(whole)..at);
        let divides = |text: &str| {
            DIVISION.iter().any(|word| text.contains(word))
                || text.contains('按') && BY.iter().any(|word| text.contains(word))
        };
        made || divides(lead)
            || divides(before)
            || self.comes_from_each(whole, first)
            || self.ends_with_rest(parts)
            || self.names_all_channels(parts) && !self.short.contains(&self.items[whole].fact)
            || self.names_all_offices(whole, parts)
    }

    /// Whether the first part stands behind 分别来自 or the like, and the whole before it.
    fn comes_from_each(&self, whole: usize, first: usize) -> bool {
        let before = self.items[first].own.start.saturating_sub(1);
        // In 72件，两项分别为23件、15件 the names stand before.
        let begins = before == self.items[whole].at
            || matches!(self.tokens[before].word, Word::Mark('，' | '：'));
        begins && EACH.iter().any(|words| self.own(first).starts_with(words))
    }

    /// Whether the words around a whole name all of what is counted.
    fn is_of_all(&self, whole: usize, first: usize) -> bool {
        let at = self.items[whole].at;
        let mut words = self.words(whole);
        let tail = &self.tokens[at + 1..self.items[first].own.start.max(at + 1)];
        words.join(&Subject::of(tail));
        (!words.areas.is_empty()
            || !words.handles.is_empty()
            || !words.acts.is_empty()
            || words.has(Word::Total))
            && !words.has(Word::Channel)
            && words.applicants.is_empty()
            && words.rows.is_empty()
            && words.outcomes.is_empty()
            && words.unknown.is_empty()
    }

    /// Whether the words behind the parts say that there are no others.
    fn denies_others(&self, last: usize, end: usize) -> bool {
        let from = self.items[last].at + 1;
        let until = self.tokens.len().min(from + MOST_TOKENS);
        let rest_of_sentence = self.text(from..until);
        let is_last = end == self.items.len();
        let sums_up = |sum: &&str| rest_of_sentence.contains(*sum) && !LOOSE_SUM.contains(sum);
        rest_of_sentence.contains(LETTERS_OF_NO_OTHERS)
            && NO_OTHERS.iter().any(|words| rest_of_sentence.contains(words))
            || is_last && (SUM.iter().any(sums_up) || self.is_complete_above())
    }

    /// Whether the next sentence says so.
    fn is_complete_above(&self) -> bool {
        let text = &self.page.plain.text;
        let Some(end) = self.tokens.last().map(|token| token.range.end) else { return false };
        let next = text[end..].char_indices().take_while(|(at, c)| *at < MOST_BYTES && *c != '。');
        let length = next.last().map_or(0, |(at, c)| at + c.len_utf8());
        NO_OTHERS_ABOVE.iter().any(|words| text[end..end + length].contains(words))
    }

    /// Whether an item says how many parts follow: 分三条渠道.
    pub(super) fn is_number_of_parts(&self, item: usize, whole: usize) -> bool {
        let fact = self.fact(item);
        !self.alike(item, whole)
            && KINDS.contains(&&*fact.unit)
            && fact.value >= Decimal::from(2)
            && fact.value < Decimal::from(10)
    }

    /// Whether a number before or behind the parts is how many there are: 分三条渠道, 27场三类.
    fn tells_how_many(&self, whole: usize, parts: &[usize]) -> bool {
        let is_count = |value: usize| value == parts.len();
        let first = parts[0];
        let before = (whole + 1..first).any(|item| {
            let lead = self.text(self.items[whole].at + 1..self.items[item].at);
            let how_many = (0..10).find(|n| Decimal::from(*n) == self.value(item));
            let how_many = how_many.and_then(|n| usize::try_from(n).ok());
            self.is_number_of_parts(item, whole)
                && LEADS.iter().any(|word| lead.contains(word))
                // In 多涉及两项，分别为23件、15件 the names stand before.
                && !self.own(first).starts_with("分别")
                && how_many.is_some_and(is_count)
        });
        let last = self.items[parts[parts.len() - 1]].at;
        let mut behind = self.tokens[last + 1..].iter().map(|token| token.word);
        before || matches!(behind.next(), Some(Word::Several(count)) if is_count(count))
    }

    /// Whether the last part is what is left of parts whose names no table knows, or of applicants.
    fn ends_with_rest(&self, parts: &[usize]) -> bool {
        let is_name = |part: &usize| {
            let words = self.part_words(*part);
            words.rows.is_empty() && words.outcomes.is_empty()
        };
        let last = parts[parts.len() - 1];
        self.is_rest(last) && parts.iter().all(is_name)
    }

    /// The text from the item before to an item.
    fn name_of(&self, item: usize) -> &str {
        let before = item.checked_sub(1).map_or(0, |before| self.items[before].at + 1);
        self.text(before.min(self.items[item].at)..self.items[item].at)
    }

    /// Whether the parts are ways by which something came, and none is left out.
    fn names_all_channels(&self, parts: &[usize]) -> bool {
        let names = |ways: &[&str]| {
            parts.iter().any(|part| ways.iter().any(|way| self.name_of(*part).contains(way)))
        };
        parts.iter().all(|part| self.part_words(*part).has(Word::Channel))
            && names(&ONLINE)
            && names(&BY_MAIL)
            && names(&IN_PERSON)
    }

    /// Whether the parts are those of an agency itself and of the offices below it.
    fn names_all_offices(&self, whole: usize, parts: &[usize]) -> bool {
        let [one, other] = parts else { return false };
        let (of_all, one, other) = (self.own(whole), self.name_of(*one), self.name_of(*other));
        let words = self.words(whole);
        let of_one = words.has(Word::Office)
            || words.has(Word::Limit)
            || !words.unknown.is_empty()
            || is_own_office(of_all)
            || is_below(of_all);
        !of_one && (is_own_office(one) && is_below(other) || is_below(one) && is_own_office(other))
    }

    /// Whether an item says that it sums up what an agency itself and those below it did: 分局办结8件，
    /// 局机关办结9件，全系统共办结17件.
    pub(super) fn adds_system(&self, whole: usize, parts: &[usize]) -> bool {
        let own = self.own(whole);
        let handles = self.words(whole).handles;
        ALL_OFFICES.iter().any(|all| own.contains(all))
            && !handles.is_empty()
            && parts.iter().all(|part| self.words(*part).handles == handles)
            && parts.iter().any(|part| is_own_office(self.own(*part)))
    }

    /// Whether an item sums up the two kinds of lawsuits before it: 直接起诉40件、复议后起诉52件，诉讼累计92件.
    pub(super) fn adds_lawsuits(&self, whole: usize) -> bool {
        let words = self.words(whole);
        let sums_up = words.has(Word::Total)
            && words.areas.iter().all(|area| *area == Area::Litigation)
            && words.outcomes.is_empty();
        let kinds = |back: usize| whole.checked_sub(back).map(|item| self.words(item));
        let (Some(one), Some(other)) = (kinds(2), kinds(1)) else { return false };
        let are = |first, second| one.areas == [first] && other.areas == [second];
        sums_up
            && one.outcomes.is_empty()
            && other.outcomes.is_empty()
            && (are(Area::Direct, Area::AfterReview) || are(Area::AfterReview, Area::Direct))
    }

    /// The words of a part, without those that say what is divided: 新收申请由甲处承办8件.
    pub(super) fn part_words(&self, item: usize) -> Subject {
        let own = &self.tokens[self.items[item].own.clone()];
        let leads = |at: &usize| ["由", "中", "里", "其中"].contains(&self.word(&own[*at]));
        let start = (0..own.len()).rev().find(leads).map_or(0, |at| at + 1);
        Subject::of(&own[start..])
    }
}

fn is_own_office(name: &str) -> bool {
    name.contains(LETTERS_OF_OWN)
        && OWN_OFFICES.iter().any(|office| name.contains(office))
        && !is_below(name)
}

fn is_below(name: &str) -> bool {
    name.contains(LETTERS_BELOW) && OFFICES_BELOW.iter().any(|office| name.contains(office))
}
