//! Rules on the required content of the texts: the aspects of 总体情况, additional topics of
//! governments, problems and measures.
//!
//! A part without text is not written yet and gives no finding. Many synonyms are accepted, because
//! a rule that misses content in other words would be switched off.

use crate::check::compact_line::CompactLine;
use crate::check::wording::Wording;
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::report::{Part, Report};
use crate::text::{compact, has_any, starts_with_any};

/// The words of a part without white space, for questions about the report.
pub(super) fn words_of(report: &Report, part: Part) -> String {
    compact(&report.prose(part).texts.iter().map(|text| text.text(report)).collect::<String>())
}

/// The names of the aspects that a text does not mention.
fn silent_on(text: &str, aspects: &[(&'static str, &[&str])]) -> Vec<&'static str> {
    aspects.iter().filter(|(_, words)| !has_any(text, words)).map(|(name, _)| *name).collect()
}

/// The five aspects of 总体情况, each with words that mention it.
const ASPECTS: [(&str, &[&str]); 5] = [
    (
        "主动公开",
        &[
            "主动公开",
            "公开政府信息",
            "公开各类",
            "公开信息",
            "公开文件",
            "发布信息",
            "发布各类",
            "公布",
            "发布",
        ],
    ),
    ("依申请公开", &["依申请", "申请公开", "信息公开申请", "公开申请", "申请人"]),
    (
        "政府信息管理",
        &[
            "信息管理",
            "审核",
            "审查",
            "审签",
            "三审",
            "清理",
            "归档",
            "台账",
            "动态调整",
            "目录",
            "管理",
        ],
    ),
    (
        "平台建设",
        &["平台", "网站", "新媒体", "公众号", "专栏", "公开栏", "微信", "客户端", "查阅点"],
    ),
    (
        "监督保障",
        &[
            "监督",
            "保障",
            "考核",
            "培训",
            "评议",
            "责任追究",
            "督查",
            "督导",
            "检查",
            "领导小组",
            "专人",
        ],
    ),
];

/// Section one must cover five aspects.
pub(super) static FIVE_ASPECTS: Rule = Rule {
    id: "five-aspects",
    severity: Severity::Verify,
    editions: Editions::since(2021),
    source: "《中华人民共和国政府信息公开工作年度报告格式》第一部分",
    title: "总体情况的五个方面",
    what: "第一部分写到主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。",
    why: "总体情况要求五个方面不遗漏，也不宜泛化。",
    todo: "补写缺的方面；已经换了说法写到的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(silent_aspects),
};

fn silent_aspects(input: &TextInput<'_>) -> Vec<Remark> {
    /// The least length in characters by which the part can be judged.
    const SHORTEST: usize = 20;
    let text = input.text_of(Part::Overview);
    let is_judged = text.chars().nth(SHORTEST - 1).is_some();
    let missing = if is_judged { silent_on(&text, &ASPECTS) } else { Vec::new() };
    lacks(Part::Overview, "第一部分没有写到", &missing)
}

/// A remark that a part does not mention some topics; none if no topic is missing.
pub(super) fn lacks(part: Part, title: &str, missing: &[&str]) -> Vec<Remark> {
    let names = missing.join("、");
    let wording = Wording::title(format!("{title}{names}"));
    if missing.is_empty() { Vec::new() } else { vec![Remark::missing(Some(part), &names, wording)] }
}

/// The additional topics of governments, each with words that mention it.
const ACCOUNTABILITY: [(&str, &[&str]); 3] = [
    ("工作考核", &["考核", "考评", "绩效", "评估"]),
    ("社会评议", &["评议", "社会评价", "满意度", "测评", "第三方评估"]),
    ("责任追究", &["责任追究", "追究", "追责", "问责"]),
];

/// Governments must report how they were assessed. Agencies of governments (街道办事处, 开发区) are not
/// governments.
pub(super) static GOVERNMENT_ACCOUNTABILITY: Rule = Rule {
    id: "government-accountability",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（四）项",
    title: "考核、评议和责任追究",
    what: "各级人民政府的报告写明工作考核、社会评议和责任追究的结果。",
    why: "条例第五十条第（四）项要求各级人民政府在年度报告中写明这三项的结果，没有的也要说明。",
    todo: "在第五部分写明，写在第一部分监督保障一段也可以；没有发生责任追究的，写“没有发生责任追究的情形”。",
    needs_last_year: false,
    check: Check::text(silent_accountability),
};

fn silent_accountability(input: &TextInput<'_>) -> Vec<Remark> {
    let written = |part| input.lines.iter().any(|line| line.section() == Some(part));
    let due = input.report.agency.level.is_government()
        && written(Part::Overview)
        && written(Part::Problems);
    let text: String =
        if due { Part::ALL.map(|part| input.text_of(part)).concat() } else { return Vec::new() };
    lacks(Part::Problems, "全文没有写到", &silent_on(&text, &ACCOUNTABILITY))
}

const MOST_LETTERS: usize = 1000;

/// Section one should not be too long.
pub(super) static LONG_OVERVIEW: Rule = Rule {
    id: "long-overview",
    severity: Severity::Hint,
    editions: Editions::since(2021),
    source: "《中华人民共和国政府信息公开工作年度报告格式》第一部分",
    title: "总体情况的篇幅",
    what: "多地要求第一部分在1000字左右，超过的请看一眼。",
    why: "多地要求总体情况1000字左右；太长就淹没了要点。",
    todo: "删去与政府信息公开无关的内容；确有必要的就不用改。",
    needs_last_year: false,
    check: Check::text(long_overview),
};

fn long_overview(input: &TextInput<'_>) -> Vec<Remark> {
    let lines = input.lines.iter().filter(|line| line.section() == Some(Part::Overview));
    let length: usize = lines.map(|line| line.text.chars().count()).sum();
    let wording = Wording::title(format!("第一部分有{length}字，多地要求{MOST_LETTERS}字左右"));
    if length > MOST_LETTERS {
        vec![Remark::missing(Some(Part::Overview), "", wording)]
    } else {
        Vec::new()
    }
}

/// Words that state a problem, in addition to 不 before another word.
const PROBLEMS: [&str; 22] = [
    "有待",
    "不足",
    "不够",
    "差距",
    "薄弱",
    "欠缺",
    "缺",
    "短板",
    "仍需",
    "还需",
    "尚需",
    "弱",
    "单一",
    "少",
    "低",
    "慢",
    "难",
    "滞后",
    "参差",
    "偏",
    "问题一",
    "流于形式",
];
/// Words in which 不 states no problem.
const NOT_PROBLEMS: [&str; 6] = ["不断", "不存在", "不忘", "不懈", "不遗余力", "不动摇"];
/// Words that state a measure.
const MEASURES: [&str; 20] = [
    "下一步",
    "改进",
    "措施",
    "加强",
    "完善",
    "强化",
    "提升",
    "提高",
    "优化",
    "推进",
    "整改",
    "健全",
    "加大",
    "落实",
    "规范",
    "拓展",
    "深化",
    "细化",
    "组织",
    "做好",
];

/// Section five must name problems and measures.
pub(super) static PROBLEMS_EMPTY: Rule = Rule {
    id: "problems-empty",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（四）项",
    title: "问题和改进情况",
    what: "第五部分至少写一个问题、一条改进措施，不写“无”。",
    why: "条例第五十条第（四）项要求写明存在的主要问题及改进情况；只写成绩、只写“无”，等于没有报告。",
    todo: "写出今年实际存在的问题和改进的办法。",
    needs_last_year: false,
    check: Check::text(problems_empty),
};

fn problems_empty(input: &TextInput<'_>) -> Vec<Remark> {
    const NONE: [&str; 6] = ["无", "暂无", "没有", "不存在问题", "没有问题", "无问题"];
    let lines: Vec<&CompactLine<'_>> =
        input.lines.iter().filter(|line| line.section() == Some(Part::Problems)).collect();
    let (Some(first), text) = (lines.first(), input.text_of(Part::Problems)) else {
        return Vec::new();
    };
    if NONE.contains(&text.trim_end_matches('。')) {
        return vec![
            first.remark(0..first.text.len(), Wording::title("第五部分只写了“无”".to_owned())),
        ];
    }
    let denies =
        || text.match_indices('不').any(|(at, _)| !starts_with_any(&text[at..], &NOT_PROBLEMS));
    let counts =
        || text.contains("问题") && has_any(&text, &["一是", "1.", "1、", "（一）", "一、"]);
    let problem = has_any(&text, &PROBLEMS) || denies() || counts();
    let names: Vec<&str> = [("存在的问题", problem), ("改进措施", has_any(&text, &MEASURES))]
        .into_iter()
        .filter(|(_, is_stated)| !is_stated)
        .map(|(name, _)| name)
        .collect();
    lacks(Part::Problems, "第五部分没有写到", &names)
}
