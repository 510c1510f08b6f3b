//! Rules on the day of 落款.

use super::period::read_date;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Observed, Remark, Rule, Severity, TextInput};
use crate::edition::AgencyLevel;
use crate::report::{Date, Report, Spot};

/// The day of 落款 must not be after the deadline.
pub(super) static DEADLINE: Rule = Rule {
    id: "deadline",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第四十九条",
    title: "公布期限",
    what: "县级以上地方人民政府的报告在次年3月31日前公布，政府部门和其他单位的在次年1月31日前公布；落款日期晚于期限的，请看一眼。",
    why: "逾期公布可能被追究责任；乡镇、街道等的期限以当地规定为准。",
    todo: "核对落款日期；日期属实的，尽快公布。",
    needs_last_year: false,
    check: Check::Words { find: deadline, reads: Some(day_signed) },
};

/// The data that [`DEADLINE`] examines: the day of 落款 only.
fn day_signed(report: &Report) -> Observed {
    let day = report.signature.as_ref().and_then(|signature| read_date(&signature.date));
    let text =
        day.map_or_else(|| "没有落款日期".to_owned(), |day| format!("落款日期 {}", day.chinese()));
    Observed { text, judged: day.is_some() }
}

fn deadline(input: &TextInput<'_>) -> Vec<Remark> {
    let report = input.report;
    let (month, day) = report.agency.level.deadline();
    let last = Date { year: report.year.saturating_add(1), month, day };
    let signed = input.lines.iter().filter(|line| line.passage.spot == Spot::Signature);
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
    // Only one missed deadline is reported: that of the law, or else the first one of rule packs.
    let local = input.packs.deadlines(report.agency.level).into_iter().map(|local| {
        let (month, day) = local.day;
        (format!("规则包的期限（{}）", local.what), Date { month, day, ..last })
    });
    let limits: Vec<(String, Date)> =
        std::iter::once((limit.to_owned(), last)).chain(local).collect();
    signed
        .filter_map(|line| {
            let date = read_date(&line.text)?;
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
