//! What a label says besides the words of the form: of which year a number is, and of whom.

use crate::number;
use crate::recognize::title::year_in;

/// Whom a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// All offices together: 合计, 全区.
    All,
    /// A part of them: 本级, 局机关, 乡镇.
    Part,
}

/// What the labels of a cell say besides the words of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Qualifier {
    /// The only year that they name.
    pub year: Option<u16>,
    /// Whom the number is of.
    pub whose: Option<Whose>,
}

/// Words for all offices together.
const ALL: [&str; 16] = [
    "合计",
    "总计",
    "总数",
    "汇总",
    "全部",
    "全市",
    "全县",
    "全区",
    "全省",
    "全州",
    "全旗",
    "全镇",
    "全乡",
    "全街道",
    "全系统",
    "全局",
];
/// Words for a part of the offices.
const PART: [&str; 13] = [
    "本级", "机关", "直属", "下属", "基层", "乡镇", "镇街", "街道", "部门", "本部", "分局", "其中",
    "小计",
];
/// Longer texts are no labels.
const LONGEST: usize = 60;

impl Qualifier {
    /// What a label says.
    pub fn of(label: &str) -> Self {
        if label.chars().count() > LONGEST {
            return Self::default();
        }
        let text = label.replace(number::is_space, "");
        let whose = if ALL.iter().any(|word| text.contains(word)) {
            Some(Whose::All)
        } else {
            PART.iter().any(|word| text.contains(word)).then_some(Whose::Part)
        };
        Self { year: year_in(&text), whose }
    }

    /// What a label of the form says besides the words of the form: only what stands in brackets,
    /// or a year.
    pub fn beside(label: &str) -> Self {
        let text = label.replace(number::is_space, "");
        let inside: String = text
            .split(['（', '(', '〔', '['])
            .skip(1)
            .filter_map(|part| part.split(['）', ')', '〕', ']']).next())
            .collect::<Vec<_>>()
            .join("；");
        Self { year: Self::of(&text).year, whose: Self::of(&inside).whose }
    }

    /// This, completed by what wider labels say.
    pub fn or(self, wider: Self) -> Self {
        Self { year: self.year.or(wider.year), whose: self.whose.or(wider.whose) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_year_and_offices() {
        for (label, year, whose) in [
            ("本年制发件数（2023年）", Some(2023), None),
            ("2024年度", Some(2024), None),
            ("行政处罚（乡镇）", None, Some(Whose::Part)),
            ("行政处罚（全区）", None, Some(Whose::All)),
            ("总计", None, None),
            ("本年收费金额（单位：万元）", None, None),
        ] {
            assert_eq!(Qualifier::beside(label), Qualifier { year, whose }, "{label}");
        }
        assert_eq!(Qualifier::of("合 计").whose, Some(Whose::All));
        assert_eq!(Qualifier::of("本级").whose, Some(Whose::Part));
    }
}
