//! The words of findings on numbers in the text. The title quotes the clause, and the sides are the
//! number in the text and the nearest reading of the tables.

use crate::check::NumbersInput;
use crate::check::wording::{Operand, Wording, cell_name};
use crate::edition::{CellId, TableKey};
use crate::narrative::{Alternative, NumberKind, TextNumber, Verdict};
use crate::number::Decimal;
use crate::text::more_or_less;

/// The greatest number of cells that are named one by one.
const SPELLED: usize = 4;

/// The number as written in the text, with its unit.
fn written(fact: &TextNumber) -> String {
    if fact.is_growth() && fact.negated {
        fact.text.clone()
    } else if fact.negated && fact.value == Decimal::ZERO {
        "0".to_owned()
    } else if fact.negated {
        // 13件…全部公开 says of as many that they were opened.
        format!("{}（{}）", fact.text, fact.value)
    } else {
        format!("{}{}", fact.text, fact.unit)
    }
}

/// What the title says before 不一致 where the number may be about something else.
const fn perhaps(fact: &TextNumber) -> &'static str {
    if fact.is_direct() { "" } else { "可能" }
}

/// The side of the text.
pub(super) fn in_text(fact: &TextNumber) -> Operand {
    Operand::new("正文", written(fact))
}

/// A number that the tables contradict. `at` is its index among the facts.
pub(super) fn say_mismatch(
    numbers: &NumbersInput<'_>,
    at: usize,
    alternatives: &[Alternative],
) -> Wording {
    let fact = &numbers.narrative.facts()[at];
    let clause = numbers.narrative.clause(fact);
    if fact.kind == NumberKind::Percent {
        return say_share(numbers, fact, alternatives);
    }
    let Some(nearest) = alternatives.first() else {
        return Wording::title(format!("正文“{clause}”{}与表中不一致", perhaps(fact)));
    };
    let is_count = fact.kind == NumberKind::Count && !fact.negated;
    let remarks = is_count.then(|| {
        let gap = fact.value - nearest.value;
        let gap = Some(format!("正文{} {}", more_or_less(gap), gap.abs()));
        let further = [gap, tenfold(fact.value, nearest.value), right_share(numbers, at, nearest)];
        further.into_iter().flatten().collect::<Vec<_>>().join("，")
    });
    Wording {
        title: format!("正文“{clause}”{}与{}不一致", perhaps(fact), table_of(numbers, nearest)),
        sides: vec![in_text(fact), Operand::new(in_table(numbers, nearest), nearest.value)],
        difference: remarks,
    }
}

/// Says by which power of ten one number is the other, which shows a wrong unit.
fn tenfold(in_text: Decimal, in_table: Decimal) -> Option<String> {
    /// The powers of the units that are confused: 十 to 百万.
    const POWERS: std::ops::RangeInclusive<i32> = 1..=6;
    if in_table == Decimal::ZERO {
        return None;
    }
    POWERS.into_iter().find_map(|power| {
        let times = Decimal::from(1).times_ten(power)?;
        if in_table.times_ten(power) == Some(in_text) {
            Some(format!("正好是表中的{times}倍"))
        } else if in_text.times_ten(power) == Some(in_table) {
            Some(format!("表中正好是正文的{times}倍"))
        } else {
            None
        }
    })
}

/// Says that the percentage beside a wrong count is right.
fn right_share(numbers: &NumbersInput<'_>, at: usize, nearest: &Alternative) -> Option<String> {
    /// How many numbers before and behind it are looked at. The limit keeps the time linear.
    const NEAR: usize = 12;
    let facts = numbers.narrative.facts();
    let fact = &facts[at];
    let near = at.saturating_sub(NEAR)..facts.len().min(at + NEAR);
    let verdicts = facts[near.clone()].iter().zip(&numbers.judgement.verdicts[near]);
    let mut shares = verdicts.filter(|(other, verdict)| {
        let is_here = (other.spot, other.paragraph) == (fact.spot, fact.paragraph);
        let is_share = other.kind == NumberKind::Percent && !other.is_growth();
        let of_cells = |cells: &[CellId]| nearest.plus.iter().all(|cell| cells.contains(cell));
        is_here && is_share && matches!(verdict, Verdict::Bound(cells) if of_cells(cells))
    });
    shares.next().map(|(share, _)| format!("同一句的占比{}{}没有错", share.text, share.unit))
}

/// A percentage that is not the share of its count.
fn say_share(
    numbers: &NumbersInput<'_>,
    fact: &TextNumber,
    alternatives: &[Alternative],
) -> Wording {
    let nearest = alternatives.iter().find_map(|alternative| {
        let whole = alternative.against?;
        Some((alternative, whole, alternative.value.percent_of(whole, 2)?))
    });
    let mut sides = vec![in_text(fact)];
    let mut difference = None;
    if let Some((part, whole, percent)) = nearest {
        let cells = if part.plus.is_empty() {
            String::new()
        } else {
            format!("{} ", in_table(numbers, part))
        };
        let label = format!("{cells}{} ÷ {whole}", part.value);
        sides.push(Operand::new(label, format!("{percent}%")));
        difference = fitting_row(numbers, fact, whole);
    }
    let clause = numbers.narrative.clause(fact);
    let title = format!("正文“{clause}”{}与件数不符", perhaps(fact));
    Wording { title, sides, difference }
}

/// Names the only row of table 3 whose total is so many percent of the whole.
fn fitting_row(numbers: &NumbersInput<'_>, fact: &TextNumber, whole: Decimal) -> Option<String> {
    let mut fitting = numbers.form.cells().iter().filter_map(|cell| {
        let is_total = cell.id.table == TableKey::Requests && cell.id.column == "total";
        let slot = numbers.form.slot(cell.id).filter(|_| is_total)?;
        let value = numbers.values[slot].filter(|value| *value > Decimal::ZERO)?;
        fact.is_share(value, whole).then_some((cell, value))
    });
    let (cell, value) = fitting.next()?;
    fitting.next().is_none().then(|| {
        format!("{}{}正好是「{}」{value}件所占的比例", fact.text, fact.unit, cell.row_short)
    })
}

/// The name of the table of a reading: 表三, or 2024年报告表三.
fn table_of(numbers: &NumbersInput<'_>, alternative: &Alternative) -> String {
    let year = numbers
        .last_year
        .filter(|_| alternative.last)
        .map(|year| format!("{year}年报告"))
        .unwrap_or_default();
    format!("{year}{}", alternative.plus.first().map_or("表中", |cell| cell.table.name()))
}

/// The cells of a reading in words: 表三「新收」行「总计」列 + 「上年结转」行「总计」列.
fn in_table(numbers: &NumbersInput<'_>, alternative: &Alternative) -> String {
    let table = table_of(numbers, alternative);
    let names_of = |cells: &[CellId]| {
        cells.iter().map(|cell| cell_name(numbers.form, *cell)).collect::<Vec<_>>()
    };
    let plus = names_of(&alternative.plus);
    let mut formula = if plus.len() > SPELLED {
        format!("{table}{}等{}格之和", plus[0], plus.len())
    } else {
        format!("{table}{}", plus.join(" + "))
    };
    if !alternative.minus.is_empty() {
        formula.push_str(&format!(" − {}", names_of(&alternative.minus).join(" − ")));
    }
    formula
}

/// A growth that the numbers of the two years contradict.
pub(super) fn say_growth(
    numbers: &NumbersInput<'_>,
    fact: &TextNumber,
    alternatives: &[Alternative],
) -> Wording {
    let nearest = alternatives.iter().find_map(|alternative| {
        let base = alternative.against?;
        let change = alternative.value - base;
        let label = format!(
            "今年 {}，上年 {base}，{}",
            alternative.value,
            if change.is_negative() { "下降" } else { "增长" }
        );
        let grown = match fact.kind {
            NumberKind::Percent => format!("{}%", change.abs().percent_of(base, 2)?),
            _ => change.abs().to_string(),
        };
        Some(Operand::new(label, grown))
    });
    Wording {
        title: format!("正文“{}”{}与两年的数不符", numbers.narrative.clause(fact), perhaps(fact)),
        sides: [in_text(fact)].into_iter().chain(nearest).collect(),
        difference: None,
    }
}
