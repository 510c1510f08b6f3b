//! Puts repairs into words: what to change, which sums then hold, which still fail, and what may
//! have happened. The words never state that a sum holds which does not.

use super::{Cause, Change, Confidence, Evidence, NumberRole, Repair};
use crate::check::{cell_name, sum_title};
use crate::edition::Identity;
use crate::report::Report;

/// The greatest number of sums that are named one by one.
const MOST_NAMED: usize = 2;

impl Repair {
    /// The repair in one sentence. `report` is the report that was diagnosed.
    ///
    /// “把「新收」行「自然人」列的 61 改为 60：「新收」行总计、「自然人」列收办就平了；多半是两位数字写颠倒了。”
    pub fn text(&self, report: &Report) -> String {
        let changes: Vec<String> = self.changes.iter().map(|change| change.text(report)).collect();
        let mut parts = vec![format!("{}{}", changes.join("，"), self.effect(report))];
        if self.still_failing > 0 {
            parts.push(format!("本表还有 {} 处不平", self.still_failing));
        }
        parts.extend(self.why.iter().map(|why| self.reason(why, report)));
        format!("{}。", parts.join("；"))
    }

    /// The sums that hold after the repair, in words.
    fn effect(&self, report: &Report) -> String {
        let name = |sum: &&Identity| {
            let control = if sum.derives && !report.as_issued() { "的控制数" } else { "" };
            format!("{}{control}", sum_title(report.form(), sum))
        };
        let names: Vec<String> = self.sums.iter().take(MOST_NAMED).map(name).collect();
        match self.sums.len() {
            0 => String::new(),
            count if count > MOST_NAMED => format!("：{}等 {count} 处就都平了", names.join("、")),
            _ => format!("：{}就平了", names.join("、")),
        }
    }

    fn reason(&self, why: &Cause, report: &Report) -> String {
        let maybe = match self.confidence {
            Confidence::Likely => "多半是",
            Confidence::Equal => "可能是",
            Confidence::Remote => "也可能是",
        };
        let direction = |below: &bool| if *below { "上下" } else { "左右" };
        match why {
            Cause::Number { trace: Some(Evidence::CarryOver), .. } => {
                "上一年报告“结转下年度继续办理”正是这个数".to_owned()
            }
            Cause::Number { trace: Some(Evidence::LastYear), .. } => {
                format!("原来的数与上一年相同，{maybe}没有更新")
            }
            Cause::Number { whose, trace: Some(Evidence::OneEntry { cell, twice }), .. } => {
                let (number, how) = (report.text(*cell), if *twice { "重复加" } else { "漏加" });
                format!(
                    "差的正好是{}的 {number}，{maybe}{}{how}了这一项",
                    cell_name(report.form(), *cell),
                    whose.name()
                )
            }
            Cause::Number { trace: Some(Evidence::Transposed), .. } => {
                format!("{maybe}两位数字写颠倒了")
            }
            Cause::Number { trace: Some(Evidence::TenTimes), .. } => {
                format!("{maybe}多写或少写了一个 0")
            }
            Cause::Number {
                whose: NumberRole::Entry,
                trace: Some(Evidence::OneDigit),
                with_totals: 0,
            } => {
                format!("{maybe}打错了一位数字")
            }
            Cause::Number { whose: NumberRole::Entry, with_totals: 1.., .. } => {
                format!("{maybe}这个数填错，总计也跟着算错")
            }
            Cause::Number { whose: NumberRole::Entry, .. }
                if self.confidence == Confidence::Likely && self.why.len() == 1 =>
            {
                format!("这 {} 处差数相同，{maybe}这一格填错", self.sums.len())
            }
            Cause::Number { whose: NumberRole::Entry, .. } => format!("{maybe}这一格填错"),
            Cause::Number { whose, .. } => format!("{maybe}{}记错", whose.name()),
            Cause::Swapped { below } => format!("{maybe}{}两格填反了", direction(below)),
            Cause::Moved { below } => format!("{maybe}填串了{}", if *below { "行" } else { "列" }),
            Cause::Split => format!("{maybe}一个数拆进了两格"),
            Cause::Blank { presumed: true, .. } => "按收办推算，确认后再用".to_owned(),
            Cause::Blank { identity, .. } => {
                format!("按{}推算", sum_title(report.form(), identity))
            }
        }
    }
}

impl Change {
    fn text(&self, report: &Report) -> String {
        let cell = cell_name(report.form(), self.cell);
        let control = if self.control { "的控制数" } else { "" };
        match self.from {
            Some(from) if self.control => format!("把{cell}{control} {from} 改为 {}", self.to),
            Some(from) => format!("把{cell}的 {from} 改为 {}", self.to),
            None => format!("{cell}可填 {}", self.to),
        }
    }
}

impl NumberRole {
    const fn name(self) -> &'static str {
        match self {
            Self::Entry => "",
            Self::Total => "总计",
            Self::Control => "控制数",
        }
    }
}
