//! Rules on the numbers in the text, compared with the tables and with one another. None has a
//! severity above 核实, because the text may mean something else.

use self::wording::{in_text, say_growth, say_mismatch};
use crate::check::wording::{Operand, Wording, cell_name};
use crate::check::{Check, Editions, NumbersInput, Remark, Rule, Severity, TextRange};
use crate::edition::CellId;
use crate::narrative::{
    Alternative, Approximation, List, ListBalance, NumberKind, TextNumber, Verdict,
};
use crate::number::Decimal;
use crate::report::{Part, TextEdit};
use crate::text::more_or_less;
use std::collections::BTreeMap;

mod wording;

/// Numbers in the text must agree with the tables.
pub(super) static MISMATCH: Rule = Rule {
    id: "narrative-mismatch",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "正文与表格一致",
    what: "正文中的申请、办理、复议、诉讼、文件等件数和占比，与表中对应的数一致。受理、收到可以只算新收，也可以加上上年结转；约数、撤回等按原意比较。数字旁边的词不能肯定说的是哪一格的，只作提示。",
    why: "同一份报告里两个数不一样，读的人不知道该信哪一个。",
    todo: "核对正文和表，改正写错的一处；统计口径不同的，在正文下面的数字列表里点“口径不同”。",
    needs_last_year: false,
    check: Check::Narrative { find: mismatches },
};

/// A statement such as 均获维持 or 零败诉 must agree with table 4.
pub(super) static CLEAN_RECORD: Rule = Rule {
    id: "narrative-clean-record",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（三）项",
    title: "均获维持、零败诉与表四一致",
    what: "正文说零败诉的，表四结果纠正为0；说均获维持的，其他结果、尚未审结也为0。",
    why: "有被纠正的或者还没有审结的案件，就不能说均获维持。",
    todo: "核对表四和正文，改正写错的一处。",
    needs_last_year: false,
    check: Check::Narrative { find: unclean_records },
};

/// The terms of the balance, told in one sentence, must balance.
pub(super) static BALANCE: Rule = Rule {
    id: "narrative-balance",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（二）项",
    title: "正文中收到的等于办结的加上结转的",
    what: "一句话里写了新收、上年结转、办结、结转下年四个数的，新收加上年结转，等于办结加结转下年。",
    why: "收到的申请不是办结了，就是转到下一年，两边总相等。",
    todo: "核对这四个数，改正写错的一个。",
    needs_last_year: false,
    check: Check::Narrative { find: unbalanced },
};

/// The parts of a list must not exceed the whole.
pub(super) static PARTS_EXCEED: Rule = Rule {
    id: "narrative-parts-exceed",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "其中各项不超过总数",
    what: "正文中“某某件，其中……”列出的各项，加起来不超过前面的总数；写明合计、其余或者由哪几项组成的，加起来等于总数。不能肯定列出的是哪个总数的各项的，只作提示。",
    why: "各项加起来比总数多，总数或者其中一项写错了。",
    todo: "核对总数和各项；各项有重叠的，换一种写法，不要用“其中”并列。",
    needs_last_year: false,
    check: Check::Narrative { find: exceeding_parts },
};

/// The parts of a list should not be less than the whole.
pub(super) static PARTS_SHORT: Rule = Rule {
    id: "narrative-parts-short",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "其中各项加起来等于总数",
    what: "正文中“某某件，其中……”列出两项以上、没有写“等”“主要”的，加起来等于前面的总数。",
    why: "各项加起来比总数少，可能漏列了一项，也可能只列了主要的几项。",
    todo: "漏列的补上；只列主要几项的，不用改，也可以加一个“等”字。",
    needs_last_year: false,
    check: Check::Narrative { find: short_parts },
};

/// A stated growth over last year must be correct.
pub(super) static GROWTH: Rule = Rule {
    id: "narrative-growth",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "同比增减算得对",
    what: "正文中同比增长、下降的百分数或者件数，与今年和上年的两个数相符，末位允许四舍五入或者截去。不能肯定说的是哪一个数的，只作提示。",
    why: "增减幅度由两个数算出，一对就能看出算错没有。",
    todo: "核对今年和上年的数，重新计算；上年的数有更正的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Narrative { find: wrong_growth },
};

/// The numbers that no lawful reading fits, each with its index among the facts and the readings.
fn contradicted<'a>(
    numbers: &NumbersInput<'a>,
) -> impl Iterator<Item = (usize, &'a TextNumber, &'a [Alternative])> {
    let verdicts = numbers.narrative.facts().iter().zip(&numbers.judgement.verdicts).enumerate();
    verdicts.filter_map(|(at, (fact, verdict))| match verdict {
        Verdict::Contradicted(alternatives) => Some((at, fact, alternatives.as_slice())),
        _ => None,
    })
}

fn mismatches(numbers: &NumbersInput<'_>) -> Vec<Remark> {
    let found =
        contradicted(numbers).filter(|(_, fact, _)| !fact.is_growth() && !fact.is_clean_record());
    distinguished(
        found
            .map(|(at, fact, alternatives)| {
                let wording = say_mismatch(numbers, at, alternatives);
                remark(numbers, fact, cells_here(alternatives), wording).repaired_by(right_number(
                    numbers,
                    fact,
                    alternatives,
                ))
            })
            .collect(),
    )
}

fn unclean_records(numbers: &NumbersInput<'_>) -> Vec<Remark> {
    let found = contradicted(numbers).filter(|(_, fact, _)| fact.is_clean_record());
    distinguished(
        found
            .map(|(_, fact, alternatives)| {
                let value = |cell: &CellId| {
                    numbers
                        .form
                        .slot(*cell)
                        .and_then(|slot| numbers.values[slot])
                        .unwrap_or_default()
                };
                let cells: Vec<CellId> = alternatives
                    .iter()
                    .flat_map(|alternative| &alternative.plus)
                    .filter(|cell| value(cell) > Decimal::ZERO)
                    .copied()
                    .collect();
                let sides = cells
                    .iter()
                    .map(|cell| {
                        Operand::new(format!("表四{}", cell_name(numbers.form, *cell)), value(cell))
                    })
                    .collect();
                let only_others = cells.iter().all(|cell| cell.column == "other");
                let left = if only_others { "其他结果" } else { "被纠正或者未审结" };
                let wording = Wording {
                    title: format!("正文说“{}”，表四还有{left}的案件", fact.text),
                    sides,
                    difference: None,
                };
                remark(numbers, fact, cells, wording)
            })
            .collect(),
    )
}

fn wrong_growth(numbers: &NumbersInput<'_>) -> Vec<Remark> {
    let found = contradicted(numbers).filter(|(_, fact, _)| fact.is_growth());
    distinguished(
        found
            .map(|(_, fact, alternatives)| {
                let wording = say_growth(numbers, fact, alternatives);
                remark(numbers, fact, cells_of(alternatives), wording).repaired_by(right_number(
                    numbers,
                    fact,
                    alternatives,
                ))
            })
            .collect(),
    )
}

/// A remark on a number. It is identified by the clause, which does not change while the number is
/// wrong.
fn remark(
    numbers: &NumbersInput<'_>,
    fact: &TextNumber,
    cells: Vec<CellId>,
    wording: Wording,
) -> Remark {
    Remark {
        text_range: Some(TextRange {
            spot: fact.spot,
            paragraph: fact.paragraph,
            span: fact.span.clone(),
        }),
        part: fact.part(),
        quote: numbers.narrative.clause(fact).to_owned(),
        cells,
        wording,
        edits: Vec::new(),
        is_doubtful: !fact.is_direct(),
    }
}

/// The change of a number in the text into the one of the nearest reading, with as many decimals.
/// Nothing is offered for a number that is rounded or has a word in it, and where the direction of
/// a growth is wrong as well.
fn right_number(
    numbers: &NumbersInput<'_>,
    fact: &TextNumber,
    alternatives: &[Alternative],
) -> Vec<TextEdit> {
    let right = || {
        let nearest = alternatives.first()?;
        let places = fact.text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        match (fact.kind, nearest.against) {
            (NumberKind::Percent, Some(base)) if fact.is_growth() => {
                let change = nearest.value - base;
                (change.is_negative() == fact.is_fall()).then_some(())?;
                change.abs().percent_of(base, places)
            }
            (NumberKind::Percent, Some(whole)) => nearest.value.percent_of(whole, places),
            (NumberKind::Count, None) => Some(nearest.value),
            _ => None,
        }
    };
    let passage = numbers
        .narrative
        .passages()
        .iter()
        .find(|passage| passage.spot == fact.spot && passage.paragraph == fact.paragraph);
    let span = fact.span.start..fact.span.start + fact.text.len();
    let plain = fact.approximation == Approximation::Exact
        && !fact.negated
        && fact.live.is_none()
        && Decimal::parse(&fact.text) == Some(fact.value);
    let edit = passage
        .filter(|passage| plain && passage.text.get(span.clone()) == Some(&*fact.text))
        .and_then(|passage| Some(TextEdit::of(passage, span, &right()?.to_string())));
    edit.into_iter().collect()
}

/// Appends a number to quotes that occur again, so that the same clause twice gives two separate
/// findings.
fn distinguished(mut remarks: Vec<Remark>) -> Vec<Remark> {
    let mut seen: BTreeMap<(Option<&'static str>, String), usize> = BTreeMap::new();
    for remark in &mut remarks {
        let count = seen.entry((remark.part.map(Part::id), remark.quote.clone())).or_default();
        *count += 1;
        if *count > 1 {
            remark.quote = format!("{}#{count}", remark.quote);
        }
    }
    remarks
}

/// The cells of the nearest reading.
fn cells_of(alternatives: &[Alternative]) -> Vec<CellId> {
    alternatives
        .first()
        .map(|nearest| nearest.plus.iter().chain(&nearest.minus).copied().collect())
        .unwrap_or_default()
}

/// The cells of the nearest reading if they belong to this report. A number that contradicts last
/// year's report must not be corrected in this year's cells.
fn cells_here(alternatives: &[Alternative]) -> Vec<CellId> {
    if alternatives.first().is_some_and(|nearest| nearest.last) {
        Vec::new()
    } else {
        cells_of(alternatives)
    }
}

fn unbalanced(numbers: &NumbersInput<'_>) -> Vec<Remark> {
    let facts = numbers.narrative.facts();
    // A term that the tables contradict has a finding of its own.
    let settled = |fact: &usize| {
        matches!(numbers.judgement.verdicts[*fact], Verdict::Contradicted(_) | Verdict::PutAside(_))
    };
    let open =
        numbers.narrative.imbalances().iter().filter(|found| !found.terms().iter().any(settled));
    let remarks = open.map(|found| {
        let value = |fact: usize| facts[fact].value;
        let came = value(found.received) + value(found.carried_in);
        let went = value(found.closed) + value(found.carried_out);
        let term = |one: usize, other: usize| format!("{} + {}", value(one), value(other));
        let wording = Wording {
            title: "正文中收到的不等于办结的加上结转的".to_owned(),
            sides: vec![
                Operand::new(
                    format!("新收加上年结转 {}", term(found.received, found.carried_in)),
                    came,
                ),
                Operand::new(
                    format!("办结加结转下年 {}", term(found.closed, found.carried_out)),
                    went,
                ),
            ],
            difference: Some(format!("相差 {}", (came - went).abs())),
        };
        remark(numbers, &facts[found.received], Vec::new(), wording)
    });
    distinguished(remarks.collect())
}

fn exceeding_parts(numbers: &NumbersInput<'_>) -> Vec<Remark> {
    list_remarks(numbers, &[ListBalance::Exceeds, ListBalance::Differs])
}

fn short_parts(numbers: &NumbersInput<'_>) -> Vec<Remark> {
    list_remarks(numbers, &[ListBalance::Short])
}

/// Lists whose sum has this relation to the whole. A list is not a finding of its own if one of its
/// numbers is contradicted or put aside, or if all its numbers agree with the tables.
fn list_remarks(numbers: &NumbersInput<'_>, balances: &[ListBalance]) -> Vec<Remark> {
    let verdict = |fact: &usize| &numbers.judgement.verdicts[*fact];
    let settled = |list: &&List| {
        let mut members = list.parts.iter().chain([&list.whole]);
        let odd = members
            .clone()
            .any(|fact| matches!(verdict(fact), Verdict::Contradicted(_) | Verdict::PutAside(_)));
        let proven =
            members.all(|fact| matches!(verdict(fact), Verdict::Bound(_) | Verdict::Live(_)));
        odd || proven && (list.of_outcomes || list.balance == ListBalance::Short)
    };
    let lists = numbers
        .narrative
        .lists()
        .iter()
        .filter(|list| balances.contains(&list.balance) && !settled(list));
    distinguished(
        lists
            .map(|list| {
                let whole = &numbers.narrative.facts()[list.whole];
                let terms: Vec<String> = list
                    .parts
                    .iter()
                    .map(|part| numbers.narrative.facts()[*part].value.to_string())
                    .collect();
                let all = if list.shares { Decimal::from(100) } else { whole.value };
                let gap = (list.sum - all).abs();
                let (relation, difference) = if list.shares {
                    ("占比加起来超过100%", format!("各项多 {gap}"))
                } else if list.balance == ListBalance::Exceeds {
                    ("加起来超过总数", format!("各项多 {gap}"))
                } else if list.balance == ListBalance::Differs {
                    ("加起来不等于总数", format!("各项{} {gap}", more_or_less(list.sum - all)))
                } else {
                    ("加起来不到总数", format!("各项少 {gap}，也许还有没有列出的"))
                };
                let clause = numbers.narrative.clause(whole);
                let parts = if terms.len() > 1 {
                    Operand::new(terms.join(" + "), list.sum)
                } else {
                    Operand::new("其中", list.sum)
                };
                let wording = Wording {
                    title: format!("正文“{clause}”，列出的各项{relation}"),
                    sides: vec![in_text(whole), parts],
                    difference: Some(difference),
                };
                // Parts in another sentence may divide something else.
                let is_doubtful = list.balance == ListBalance::Differs
                    || list
                        .parts
                        .iter()
                        .any(|part| numbers.narrative.facts()[*part].sentence != whole.sentence);
                Remark { is_doubtful, ..remark(numbers, whole, Vec::new(), wording) }
            })
            .collect(),
    )
}
