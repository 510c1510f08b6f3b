//! The rule on the notice and the decree that the report names as its basis.

use crate::check::compact_line::CompactLine;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::edition::{Edition, edition_of_year, editions};
use crate::report::Spot;
use crate::text::{has_any, is_han, quoted, sentence_at};
use std::ops::Range;

/// The report must name the notice and the decree in force.
pub(super) static BASIS_NOTICE: Rule = Rule {
    id: "basis-notice",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号、国务院令第711号",
    title: "编制依据",
    what: "引用的格式通知是报告年度适用的那一份，文号写对；《中华人民共和国政府信息公开条例》是国务院令第711号。",
    why: "2021年度起用国办公开办函〔2021〕30号的格式；国务院令第492号是修订前的条例。",
    todo: "改成规定的文号；说的是以前的文件，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(outdated_basis),
};

/// Words of a sentence that mentions an earlier document on purpose.
const ON_PURPOSE: [&str; 6] = ["原国", "原《", "废止", "修订", "此前", "替代"];
const OPENING: [char; 8] = ['〔', '[', '［', '【', '(', '（', '{', '<'];
/// Characters of which the name or the number of a document has one.
const NUMBERED: [char; 10] = ['〔', '[', '［', '【', '(', '（', '{', '<', '《', '令'];
const CLOSING: [char; 8] = ['〕', ']', '］', '】', ')', '）', '}', '>'];

/// The number of the notice of an edition: its office, its year, and its number with 号.
struct NoticeNumber {
    office: &'static str,
    year: &'static str,
    number: &'static str,
}

impl NoticeNumber {
    fn of(edition: &'static Edition) -> Option<Self> {
        let number = edition.notice.rsplit_once('（')?.1.strip_suffix('）')?;
        let (office, rest) = number.split_once('〔')?;
        let (year, number) = rest.split_once('〕')?;
        Some(Self { office, year, number })
    }

    fn text(&self) -> String {
        format!("{}〔{}〕{}", self.office, self.year, self.number)
    }

    /// Where a text names a document of the General Office with that year and number, and whether
    /// it is of that series. A document of another office can have the same number.
    fn find(&self, text: &str) -> Option<(Range<usize>, bool)> {
        const LONGEST: usize = 8;
        text.match_indices(self.year).find_map(|(at, year)| {
            let before = text[..at].strip_suffix(OPENING)?;
            let behind = text[at + year.len()..].strip_prefix(CLOSING)?;
            let rest = behind.strip_prefix('第').unwrap_or(behind).strip_prefix(self.number)?;
            let start = before.char_indices().rev().take(LONGEST).last()?.0;
            let from = start + before[start..].rfind("国办")?;
            let office = &before[from..];
            let plain = office.chars().all(is_han);
            plain.then(|| (from..text.len() - rest.len(), office == self.office))
        })
    }
}

fn outdated_basis(input: &TextInput<'_>) -> Vec<Remark> {
    let year = input.context.year;
    let mut remarks = Vec::new();
    // Most lines name no document.
    let documents = input.lines.iter().filter(|line| line.text.contains(NUMBERED));
    for line in documents {
        let decree = old_decree(line).filter(|_| year >= FIRST_YEAR);
        let found = wrong_notice(line, edition_of_year(year)).into_iter().chain(decree);
        remarks.extend(found.map(|(range, right)| {
            let wording = Wording {
                title: format!("{}引用的依据不是现行的，或者文号写错了", line.part_name()),
                sides: vec![
                    Operand::new("写的是", quoted(&line.text[range.clone()])),
                    Operand::new("规定是", quoted(&right)),
                ],
                difference: None,
            };
            let edits = vec![line.edit(range.clone(), &right)];
            line.remark(range, wording).repaired_by(edits)
        }));
    }
    remarks
}

/// A notice in a line that is not that of the edition, and what is to be written instead.
fn wrong_notice(
    line: &CompactLine<'_>,
    prescribed: &'static Edition,
) -> Option<(Range<usize>, String)> {
    let text = line.text.as_str();
    let right = NoticeNumber::of(prescribed)?;
    let sentence = |at: usize| &text[sentence_at(text, at)];
    let numbers = editions().iter().filter_map(|edition| {
        let (range, is_office) = NoticeNumber::of(edition)?.find(text)?;
        let sentence = sentence(range.start);
        let about_report =
            is_office || line.passage.spot == Spot::Preface || sentence.contains("年度报告");
        let names_right = right.find(sentence).is_some_and(|(_, is_office)| is_office);
        (about_report && !names_right).then(|| (range, right.text()))
    });
    let names = editions().iter().filter(|edition| *edition != prescribed).filter_map(|edition| {
        let at = text.find(name(edition))?;
        let names_right = sentence(at).contains(name(prescribed));
        (!names_right).then(|| (at..at + name(edition).len(), name(prescribed).to_owned()))
    });
    numbers.chain(names).find(|(range, _)| !has_any(sentence(range.start), &ON_PURPOSE))
}

/// The name of the notice of an edition, without its number.
fn name(edition: &Edition) -> &'static str {
    edition.notice.rsplit_once('（').map_or(edition.notice, |(name, _)| name)
}

/// The first report year under the decree in force, which took effect on 15 May 2019.
const FIRST_YEAR: u16 = 2019;

/// The number of the decree before it.
fn old_decree(line: &CompactLine<'_>) -> Option<(Range<usize>, String)> {
    const NAMES: [&str; 3] = ["国务院令", "国务院", "国令"];
    let text = line.text.as_str();
    text.match_indices("492号").find_map(|(at, number)| {
        let before = text[..at].strip_suffix('第').unwrap_or(&text[..at]);
        let name = NAMES.into_iter().find(|name| before.ends_with(name))?;
        let sentence = &text[sentence_at(text, at)];
        let now = sentence.contains("公开条例")
            && !sentence.contains("711")
            && !has_any(sentence, &ON_PURPOSE);
        let from = before.len() - name.len();
        now.then(|| (from..at + number.len(), "国务院令第711号".to_owned()))
    })
}
