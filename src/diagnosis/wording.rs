//! Puts repairs into words: what to change, which sums then hold, which still fail, and what may
//! have happened. The words never state that a sum holds which does not.

use super::{Cause, Change, Confidence, Evidence, NumberRole, Repair};
use crate::check::{cell_name, sum_title};
use crate::edition::Identity;
use crate::report::{Report, TextEdit};
use crate::text::quoted;

/// The greatest number of sums that are named one by one.
const MOST_NAMED: usize = 2;

impl Repair {
    /// The repair in one sentence. `report` is the report that was diagnosed.
    ///
    /// “把「新收」行「自然人」列的 61 改为 60：「新收」行总计、「自然人」列收办就平了；多半是两位数字写颠倒了。”
    pub fn text(&self, report: &Report) -> String {
        if let [edit, others @ ..] = &self.edits[..] {
            let all = if others.is_empty() {
                String::new()
            } else {
                format!("，共改 {} 处", self.edits.len())
            };
            let (from, to) = (quoted(&edit.from), quoted(&edit.to));
            return match (edit.from.as_str(), edit.to.as_str()) {
                (TextEdit::BREAK, _) => "把下一段接上来。".to_owned(),
                (_, "") => format!("删去{from}{all}。"),
                _ => format!("把{from}改为{to}{all}。"),
            };
        }
        let mut parts = vec![format!("{}{}", self.changes_text(report), self.effect(report))];
        if self.still_failing > 0 {
            parts.push(format!("本表还有 {} 处不平", self.still_failing));
        }
        parts.extend(self.why.iter().map(|why| self.reason(why, report)));
        format!("{}。", parts.join("；"))
    }

    /// The changes in words. Many of one row or column are named together.
    ///
    /// “「上年结转」行改为：自然人 3、商业企业 1、总计 4”
    fn changes_text(&self, report: &Report) -> String {
        const FEW: usize = 2;
        let form = report.form();
        let same = |one: &Change, other: &Change, column: bool| {
            let (one, other) = (one.cell, other.cell);
            if column { one.column == other.column } else { one.row == other.row }
        };
        let column = self.changes.windows(2).all(|pair| same(&pair[0], &pair[1], true));
        let groups = self.changes.chunk_by(|one, other| same(one, other, column));
        let text = |group: &[Change]| {
            let Some(head) = form.cell(group[0].cell).filter(|_| group.len() > FEW) else {
                let texts: Vec<String> = group.iter().map(|change| change.text(report)).collect();
                return texts.join("，");
            };
            let number = |change: &Change| {
                let cell = form.cell(change.cell)?;
                let name = if column { cell.row_short } else { cell.column_short };
                Some(format!("{name} {}", change.to))
            };
            let numbers: Vec<String> = group.iter().filter_map(number).collect();
            let (line, word) =
                if column { (head.column_short, "列") } else { (head.row_short, "行") };
            format!("把「{line}」{word}改为{}", numbers.join("、"))
        };
        groups.map(text).collect::<Vec<_>>().join("，")
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
            Cause::Number { trace: Some(Evidence::LastYear { .. }), .. } => {
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
            Cause::Number { trace: Some(Evidence::Doubled), .. } => {
                format!("{maybe}一个数字打了两遍")
            }
            Cause::Number { trace: Some(Evidence::DigitCount), .. } => {
                format!("{maybe}多打或漏打了一位数字")
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
            Cause::LeftOut { confirmed: true } => {
                "上一年报告“结转下年度继续办理”正是这几个数".to_owned()
            }
            Cause::LeftOut { confirmed: false } => format!("{maybe}这一行漏填"),
            Cause::Rows => format!("{maybe}上下两行填串了"),
            Cause::Offset { column } => {
                format!("{maybe}整{}错了一格", if *column { "列" } else { "行" })
            }
            Cause::Pasted { below } => {
                let line = if *below { "上" } else { "下" };
                format!("现在和{line}一行完全相同，{maybe}重复粘贴")
            }
            Cause::Sign => format!("{maybe}多了一个负号"),
            Cause::LastYear => "照上年报告改".to_owned(),
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
