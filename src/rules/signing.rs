//! Rules on the day of 落款.

use crate::check::compact_line::CompactLine;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Observed, Remark, Rule, Severity, TextInput};
use crate::edition::AgencyLevel;
use crate::report::{Date, Report, Spot};
use crate::text::quoted;

/// The day of 落款 must be a day after the report year.
pub(super) static SIGNATURE_DATE: Rule = Rule {
    id: "signature-date",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《党政机关公文格式》（国家标准9704）",
    title: "落款日期",
    what: "落款日期写全年、月、日，在报告年度之后。",
    why: "报告讲全年的情况，年度过完以后才能落款。",
    todo: "改正落款日期；机构在年内撤并、提前报告的，写明说明。",
    needs_last_year: false,
    check: Check::part_of_text(signature_date, day_signed),
};

fn signature_date(input: &TextInput<'_>) -> Vec<Remark> {
    let year = input.report.year;
    let say = |line: &CompactLine<'_>| {
        let wording = match Date::read(&line.text) {
            None => Wording::title(format!("落款日期{}认不出是哪一天", quoted(&line.text))),
            Some(day) if day.year <= year => Wording {
                title: "落款日期在报告年度之内或者之前".to_owned(),
                sides: vec![
                    Operand::new("落款", day.chinese()),
                    Operand::new("报告年度", format!("{year}年")),
                ],
                difference: None,
            },
            Some(_) => return None,
        };
        Some(line.remark(0..line.text.len(), wording))
    };
    days(input).filter_map(say).collect()
}

/// The line of 落款 with the day.
fn days<'a>(input: &'a TextInput<'_>) -> impl Iterator<Item = &'a CompactLine<'a>> {
    let is_day = |line: &&CompactLine<'_>| {
        line.passage.spot == Spot::Signature && line.passage.paragraph == 1
    };
    input.lines.iter().filter(is_day)
}

/// The day of 落款 must not be after the deadline, nor after today.
pub(super) static DEADLINE: Rule = Rule {
    id: "deadline",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第四十九条",
    title: "公布期限",
    what: "县级以上地方人民政府的报告在次年3月31日前公布，政府部门和其他单位的在次年1月31日前公布；落款日期晚于期限的，或者还没有到的，请看一眼。",
    why: "逾期公布可能被通报批评、追究责任（条例第四十七条）；乡镇、街道等的期限以当地规定为准。",
    todo: "核对落款日期；逾期的，尽快公布。",
    needs_last_year: false,
    check: Check::part_of_text(deadline, day_signed),
};

/// The data that the rules examine: the day of 落款 only.
fn day_signed(report: &Report) -> Observed {
    let day = report.signature.as_ref().and_then(|signature| Date::read(&signature.date));
    let text =
        day.map_or_else(|| "没有落款日期".to_owned(), |day| format!("落款日期 {}", day.chinese()));
    Observed { text, judged: day.is_some() }
}

fn deadline(input: &TextInput<'_>) -> Vec<Remark> {
    let report = input.report;
    let (month, day) = report.agency.level.deadline();
    let last = Date { year: report.year.saturating_add(1), month, day };
    let statutory = matches!(
        report.agency.level,
        AgencyLevel::Province
            | AgencyLevel::Prefecture
            | AgencyLevel::County
            | AgencyLevel::StateDepartment
            | AgencyLevel::ProvinceDepartment
            | AgencyLevel::PrefectureDepartment
            | AgencyLevel::CountyDepartment
    );
    let limit = if statutory { "法定的公布期限" } else { "通常的公布期限" };
    // Only one missed deadline is reported: that of the law, or else the first one of rule packs,
    // or else today.
    let local = input.packs.deadlines(report.agency.level).into_iter().map(|local| {
        let (month, day) = local.day;
        (format!("规则包的期限（{}）", local.what), Date { month, day, ..last })
    });
    let today = input.today.map(|today| ("今天".to_owned(), today));
    let limits: Vec<(String, Date)> =
        std::iter::once((limit.to_owned(), last)).chain(local).chain(today).collect();
    days(input)
        .filter_map(|line| {
            let date = Date::read(&line.text)?;
            let (limit, day) = limits.iter().find(|(_, last)| date > *last)?;
            let sides = vec![
                Operand::new("落款", date.chinese()),
                Operand::new(limit.clone(), day.chinese()),
            ];
            Some(line.remark(
                0..line.text.len(),
                Wording { title: format!("落款日期晚于{limit}"), sides, difference: None },
            ))
        })
        .collect()
}
