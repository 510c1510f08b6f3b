//! Rules on typed entries as such: the right edition, possible numbers, and no blank cells.

use crate::check::wording::Wording;
use crate::check::{Check, Editions, Facts, Rule, RuleContext, Severity, Tally};
use crate::edition::{Edition, TableKey, edition_of_year};
use std::sync::Arc;

/// The edition must be the one prescribed for the report year.
pub(super) static EDITION_YEAR: Rule = Rule {
    id: "edition-year",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "国办公开办函〔2019〕60号（2019、2020年度）、国办公开办函〔2021〕30号（2021年度起）",
    title: "版式与年度相符",
    what: "表二、表三用报告年度规定的版式，各表版式一致。",
    why: "2019、2020年度用〔2019〕60号规定的格式，2021年度起用〔2021〕30号规定的格式。",
    todo: "换成规定的版式；原表没有的项目要按新表重新填报。",
    needs_last_year: false,
    check: Check::Report { find: WrongEdition::find },
};

/// The tables whose form is not the one prescribed for the year. A table that prints the same in
/// both editions fits.
fn misfits(context: &RuleContext) -> Vec<(TableKey, &'static Edition)> {
    let prescribed = edition_of_year(context.year);
    let is_like_prescribed = |edition: &Edition, key| {
        edition == prescribed || edition.table(key).is_like(prescribed.table(key))
    };
    TableKey::ALL
        .into_iter()
        .map(|key| (key, context.editions[key.index()]))
        .filter(|(key, edition)| !is_like_prescribed(edition, *key))
        .collect()
}

/// Whether all tables can be of that edition. Tables that print the same can be.
fn are_of(edition: &Edition, tables: [&'static Edition; 3]) -> bool {
    TableKey::ALL
        .into_iter()
        .zip(tables)
        .all(|(key, other)| other == edition || other.table(key).is_like(edition.table(key)))
}

/// The tables whose form is not the one prescribed for the year.
#[derive(Debug, PartialEq)]
struct WrongEdition {
    year: u16,
    misfits: Vec<(TableKey, &'static Edition)>,
    /// Whether one table differs from the others, which are not of its edition.
    is_odd_one: bool,
}

impl WrongEdition {
    fn find(context: &RuleContext) -> Option<Arc<dyn Facts>> {
        let misfits = misfits(context);
        let is_odd_one = match misfits[..] {
            [] => return None,
            [(_, edition)] => !are_of(edition, context.editions),
            _ => false,
        };
        Some(Arc::new(Self { year: context.year, misfits, is_odd_one }))
    }
}

impl Facts for WrongEdition {
    fn say(&self) -> Wording {
        let prescribed = edition_of_year(self.year);
        // The tables of each edition, in the order of the report.
        let mut used: Vec<(&'static Edition, Vec<&str>)> = Vec::new();
        for (key, edition) in &self.misfits {
            match used.iter_mut().find(|(other, _)| other == edition) {
                Some((_, tables)) => tables.push(key.name()),
                None => used.push((*edition, vec![key.name()])),
            }
        }
        let used: Vec<String> = used
            .iter()
            .map(|(edition, tables)| format!("{}用的是{}", tables.join("、"), edition.name))
            .collect();
        let mut wording = Wording::title(format!(
            "{}，{}年度应当用{}",
            used.join("，"),
            self.year,
            prescribed.name
        ));
        if let ([(key, _)], true) = (&self.misfits[..], self.is_odd_one) {
            wording.difference = Some(format!("{}与其他表的版式不一致", key.name()));
        }
        wording
    }

    /// The first of these tables.
    fn table(&self) -> Option<TableKey> {
        self.misfits.first().map(|(key, _)| *key)
    }
}

/// Every entry must be a possible number.
pub(super) static COUNT_FORM: Rule = Rule {
    id: "count-form",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》各表",
    title: "数据的写法",
    what: "件数是不小于0的整数，不超过一万亿；金额不小于0，最多六位小数；本年增/减是整数，可以带正负号。写了单位的，单位与这一栏相符。",
    why: "不是数，或者不可能是这一项的数，无法求和，也无法汇总。",
    todo: "改成数字，单位照表头；确实没有的填0。",
    needs_last_year: false,
    check: Check::Entry,
};

/// What an import was not sure of must be decided.
pub(super) static IMPORT_DOUBT: Rule = Rule {
    id: "import-doubt",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》各表",
    title: "读入时拿不准的",
    what: "从文件读入时拿不准的格子、年度和单位，由人看过原件后选定或者确认。",
    why: "原件这一处写得不止一样，或者与格式不合，程序不替人决定。",
    todo: "对照原件，选一个见到的数，或者自己填；现在的数没有错的，点确认。",
    needs_last_year: false,
    check: Check::Doubt,
};

/// A count should be spelled as a whole number. What a clerk types is tidied up; this is for numbers
/// of files and of originals.
pub(super) static COUNT_SPELLING: Rule = Rule {
    id: "count-spelling",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《出版物上数字用法》（国家标准15835）",
    title: "件数写成整数",
    what: "件数前面没有多余的0、正号，后面没有小数点。",
    why: "印出来不像件数，汇总时可能被当作文字。",
    todo: "重新填写；照原文录入、原件就是这样的，不用改。",
    needs_last_year: false,
    check: Check::Spelling,
};

/// No cell must be blank.
pub(super) static BLANK_CELL: Rule = Rule {
    id: "blank-cell",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "没有空着的格",
    what: "表格开始填写后，每一格都填上数字。",
    why: "空格和“/”“—”只说明不知道，0才说明没有；有空格的行和列无法求和。",
    todo: "没有的填0，可以用“其余填0”把空格和“/”“—”一次填好；还不知道的先查清。",
    needs_last_year: false,
    check: Check::Table {
        tables: &TableKey::ALL,
        broken: |tally, _| tally.begun() && tally.blank + tally.marks > 0,
        say: say_blank,
    },
};

fn say_blank(tally: &Tally) -> Wording {
    let table = tally.table.name();
    Wording::title(match (tally.blank, tally.marks) {
        (blank, 0) => format!("{table}还有{blank}格没有填"),
        (0, marks) => format!("{table}有{marks}格画了“/”或“—”，没有填数"),
        (blank, marks) => format!("{table}还有{blank}格没有填，另有{marks}格画了“/”或“—”"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::edition_by_id;

    /// Table 4 is the same in both editions, so it can be of either one.
    #[test]
    fn tables_that_print_the_same_can_be_of_both_editions() {
        let [old, new] = ["2019", "2021"].map(|id| edition_by_id(id).expect("an edition"));
        assert!(are_of(old, [old, old, new]) && are_of(new, [new, new, old]));
        assert!(!are_of(old, [new, old, new]) && !are_of(old, [old, new, old]));
    }
}
