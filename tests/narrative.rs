//! Tests the sentences of `tests/corpus/narrative/`: every number in them, its interpretation, and
//! the findings; also the texts of published reports. The format of the sentences is explained in
//! `tests/corpus/narrative/README.md`.

#[path = "outside/outside.rs"]
mod outside;
#[path = "corpus/published.rs"]
mod published;

use nianbao::check::Checker;
use nianbao::edition::{AgencyLevel, CellId, TableKey, edition_by_id};
use nianbao::narrative::{Narrative, NumberKind, SetAsideReason, TextNumber, Verdict};
use nianbao::report::{Agency, Disposition, Part, Report};
use nianbao::rules::RULE_SET;
use published::published;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A sentence with its cells and the expected results.
#[derive(Clone, Debug, Default)]
struct Case {
    file: String,
    line: usize,
    /// Lines by their first character: 文 题 年 级 名 部 格 余 去 放 数 略 报.
    lines: BTreeMap<char, String>,
}

impl Case {
    fn get(&self, key: char) -> Option<&str> {
        self.lines.get(&key).map(String::as_str)
    }
}

fn cases() -> Vec<Case> {
    let folder = root().join("tests/corpus/narrative");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file");
        let file = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let mut defaults: BTreeMap<char, String> = BTreeMap::new();
        let mut case: Option<Case> = None;
        for (number, line) in text.lines().chain([""]).enumerate() {
            let line = line.trim();
            if line.starts_with('#') {
                continue;
            }
            let Some((key, value)) = line.split_once(' ') else {
                assert!(line.is_empty(), "{file}:{}: {line}", number + 1);
                if let Some(done) = case.take() {
                    if done.get('文').is_some() { cases.push(done) } else { defaults = done.lines }
                }
                continue;
            };
            let key = key.chars().next().expect("a key");
            let known = "文题年级名部格余去放数略报".contains(key);
            assert!(known, "{file}:{}: {line}", number + 1);
            let case = case.get_or_insert_with(|| Case {
                file: file.clone(),
                line: number + 1,
                lines: defaults.clone(),
            });
            case.lines.insert(key, value.trim().to_owned());
        }
    }
    cases
}

/// A cell by a short name: `new` is requests.new.total, `new.natural` is requests.new.natural, and
/// `review.upheld` and `normative.issued` are abbreviated likewise.
fn cell(name: &str) -> CellId {
    let spelled = [
        name.to_owned(),
        format!("requests.{name}.total"),
        format!("requests.{name}"),
        format!("disputes.{name}"),
        format!("disclosure.{name}"),
    ];
    spelled.iter().find_map(|id| CellId::parse(id)).unwrap_or_else(|| panic!("no cell {name}"))
}

fn fill(report: &mut Report, cells: &str, rest: &str) {
    report.set_as_issued(true);
    let form = report.form().clone();
    if rest != "空" {
        form.cells().iter().for_each(|cell| report.set_cell(cell.id, rest));
    }
    for pair in cells.split_whitespace() {
        let (name, value) = pair.split_once('=').unwrap_or_else(|| panic!("{pair}"));
        report.set_cell(cell(name), value);
    }
}

fn report_of(case: &Case) -> Report {
    let year = case.get('年').unwrap_or("2024").parse().expect("a year");
    let level = AgencyLevel::parse(case.get('级').unwrap_or("county")).expect("a level");
    let name = case.get('名').unwrap_or("示例县人民政府").to_owned();
    let new =
        |year| Report::new(year, Agency { name: name.clone(), level, covers_subordinates: None });
    let mut report = new(year);
    fill(&mut report, case.get('格').unwrap_or_default(), case.get('余').unwrap_or("0"));
    if let Some(cells) = case.get('去') {
        let mut last = new(year - 1);
        fill(&mut last, cells, "0");
        report.last_year = Some(Arc::new(last));
    }
    let part = Part::parse(case.get('部').unwrap_or("overview")).expect("a part");
    let heading = case.get('题').map(|heading| format!("### {heading}\n")).unwrap_or_default();
    let text = case.get('文').expect("a sentence").replace("\\n", "\n");
    report.sections.insert(part, format!("{heading}{text}"));
    if let Some(aside) = case.get('放') {
        let (number, kind) = aside.split_once(' ').expect("a number and a kind");
        let disposition = Disposition {
            section: part.id().to_owned(),
            text: text.clone(),
            number: number.to_owned(),
            kind: kind.to_owned(),
            ..Disposition::default()
        };
        report.dispositions.push(disposition);
    }
    report
}

fn short(id: &CellId) -> String {
    let id = id.to_string();
    let id = id
        .strip_prefix("requests.")
        .map_or(id.as_str(), |rest| rest.strip_suffix(".total").unwrap_or(rest));
    id.trim_start_matches("disputes.").trim_start_matches("disclosure.").to_owned()
}

fn cells(ids: &[CellId]) -> String {
    let names: BTreeSet<String> = ids.iter().map(short).collect();
    names.into_iter().collect::<Vec<_>>().join("+")
}

fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Bound(ids) => format!("={}", cells(ids)),
        Verdict::Proven => "证".to_owned(),
        Verdict::Contradicted(alternatives) => {
            let nearest = alternatives
                .first()
                .map(|nearest| [nearest.plus.as_slice(), nearest.minus.as_slice()].concat())
                .unwrap_or_default();
            format!("异{}", cells(&nearest))
        }
        Verdict::Unfinished(ids) => format!("缺{}", cells(ids)),
        Verdict::PutAside(SetAsideReason::OtherScope) => "放口径".to_owned(),
        Verdict::PutAside(SetAsideReason::OtherFact) => "放事实".to_owned(),
        Verdict::Live(id) => format!("活{}", short(id)),
        Verdict::Unchecked => "未".to_owned(),
        Verdict::NotCounted => "略".to_owned(),
    }
}

const fn kind(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Count => "件",
        NumberKind::Money => "钱",
        NumberKind::Percent => "%",
        NumberKind::Points => "点",
        NumberKind::Date => "日",
        NumberKind::Time => "时",
        NumberKind::Document => "文",
        NumberKind::Ordinal => "序",
        NumberKind::ListMark => "标",
        NumberKind::Range => "围",
        NumberKind::Phone => "话",
        NumberKind::Postcode => "邮",
        NumberKind::Code => "码",
        NumberKind::Title => "题",
        NumberKind::Name => "名",
        NumberKind::Words => "词",
    }
}

fn numbers(narrative: &Narrative, verdicts: &[Verdict]) -> (String, String) {
    let (mut counted, mut other) = (Vec::new(), Vec::new());
    for (fact, told) in narrative.facts().iter().zip(verdicts) {
        if fact.kind.counts() {
            counted.push(format!("{}{}", fact.text, verdict(told)));
        } else {
            other.push(format!("{}{}", fact.text, kind(fact.kind)));
        }
    }
    (counted.join(" "), other.join(" "))
}

/// Normalizes the order and spelling of the cells of an expectation: `12=b+a` becomes `12=a+b`.
fn tidy(expected: &str) -> String {
    let number = |word: &str| {
        let Some(at) = word.find(['=', '异', '缺']) else { return word.to_owned() };
        let mark = word[at..].chars().next().map_or(1, char::len_utf8);
        let names: BTreeSet<String> = word[at + mark..].split('+').flat_map(group).collect();
        format!("{}{}", &word[..at + mark], names.into_iter().collect::<Vec<_>>().join("+"))
    };
    expected.split_whitespace().map(number).collect::<Vec<_>>().join(" ")
}

/// A group of rows by its name: `denied*` is all rows of （三）, `orgs(new)` the five columns of
/// organisations.
fn group(name: &str) -> Vec<String> {
    if let Some(prefix) = name.strip_suffix('*') {
        let edition = edition_by_id("2021").expect("the edition");
        let cells = &edition.table(TableKey::Requests).cells;
        return cells
            .iter()
            .map(|cell| short(&cell.id))
            .filter(|id| {
                id.starts_with(&format!("{prefix}."))
                    && CellId::parse(&format!("requests.{id}.total")).is_some()
            })
            .collect();
    }
    if let Some(row) = name.strip_prefix("orgs(").and_then(|rest| rest.strip_suffix(')')) {
        return ["business", "research", "welfare", "legal", "other"]
            .iter()
            .map(|column| format!("{row}.{column}"))
            .collect();
    }
    vec![name.to_owned()]
}

/// The differences from the expectation.
fn complaints(case: &Case) -> Vec<String> {
    let report = report_of(case);
    let checker = Checker::new(&RULE_SET, &report);
    let (counted, other) = numbers(checker.narrative(), &checker.judgement().verdicts);
    let mut wrong = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            wrong.push(format!(
                "{}:{}: {}\n    {what}: {found}\n    want: {expected}",
                case.file,
                case.line,
                case.get('文').unwrap_or_default()
            ));
        }
    };
    compare("数", counted, tidy(case.get('数').unwrap_or_default()));
    if let Some(expected) = case.get('略') {
        compare("略", other, expected.to_owned());
    }
    let told = |finding: &&nianbao::check::Finding| finding.rule.id.starts_with("narrative-");
    let found: Vec<&str> = checker
        .findings()
        .iter()
        .filter(told)
        .map(|finding| finding.rule.id.trim_start_matches("narrative-"))
        .collect();
    compare("报", found.join(" "), case.get('报').unwrap_or_default().to_owned());
    let keys: BTreeSet<String> =
        checker.findings().iter().filter(told).map(nianbao::check::Finding::key).collect();
    compare("钥", keys.len().to_string(), found.len().to_string());
    wrong
}

#[test]
fn the_sentences_say_what_they_say() {
    let cases = cases();
    let mut wrong = Vec::new();
    let (mut facts, mut falsely) = (0, 0);
    for case in &cases {
        let report = report_of(case);
        let checker = Checker::new(&RULE_SET, &report);
        let count = checker.judgement().count();
        facts += count.numbers;
        let expected = case.get('数').unwrap_or_default().matches('异').count();
        falsely += count.contradicted.saturating_sub(expected);
        wrong.extend(complaints(case));
    }
    println!("{} sentences, {facts} numbers, {falsely} false contradictions", cases.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert_eq!(falsely, 0);
    assert!(cases.len() >= 200, "{} sentences", cases.len());
}

/// No sentence occurs twice.
#[test]
fn the_sentences_differ() {
    let cases = cases();
    let texts: BTreeSet<String> = cases
        .iter()
        .map(|case| {
            format!("{}{}", case.get('题').unwrap_or_default(), case.get('文').unwrap_or_default())
        })
        .collect();
    let with_cells: BTreeSet<String> =
        cases.iter().map(|case| format!("{:?}", case.lines)).collect();
    assert_eq!(with_cells.len(), cases.len());
    assert!(texts.len() >= 200, "{}", texts.len());
}

fn shared(path: &str) -> Option<String> {
    let path = root().join("../shared").join(path);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        outside::tell("texts of published reports", &format!("no {}", path.display()));
    }
    text
}

/// Joins the lines of a printed page to paragraphs: a line that does not end a sentence is joined
/// with the next.
fn paragraphs(text: &str) -> String {
    let mut joined = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        joined.push_str(line);
        if line.ends_with(['。', '；'])
            || Part::ALL.iter().any(|part| {
                line.starts_with(edition_by_id("2021").expect("it").headings[*part as usize])
            })
        {
            joined.push('\n');
        }
    }
    joined
}

/// A published report with this text in place of the facts that the collection quotes.
fn with_text(name: &str, overview: &str) -> Option<Report> {
    let mut report = published(name)?;
    report.sections.remove(&Part::Other);
    report.sections.insert(Part::Overview, overview.to_owned());
    Some(report)
}

/// The facts of a published report that the collection quotes.
fn quoted(name: &str) -> Option<Report> {
    let figures: serde_json::Value =
        serde_json::from_str(&shared(&format!("reports/{name}.json"))?).expect("json");
    let sentences: Vec<String> = figures["narrative_facts"]
        .as_array()?
        .iter()
        .filter_map(|fact| fact.as_str().map(|text| format!("{text}。")))
        .collect();
    with_text(name, &sentences.join("\n"))
}

fn judged(report: &Report) -> Vec<(TextNumber, Verdict)> {
    let checker = Checker::new(&RULE_SET, report);
    checker
        .narrative()
        .facts()
        .iter()
        .cloned()
        .zip(checker.judgement().verdicts.iter().cloned())
        .collect()
}

/// The verdict on the first number with this text.
fn of<'a>(judged: &'a [(TextNumber, Verdict)], text: &str) -> &'a Verdict {
    judged
        .iter()
        .find(|(fact, _)| fact.text == text)
        .map_or_else(|| panic!("no number {text}"), |(_, verdict)| verdict)
}

fn contradictions(judged: &[(TextNumber, Verdict)]) -> Vec<(String, String)> {
    let found = judged.iter().filter(|(_, told)| matches!(told, Verdict::Contradicted(_)));
    found.map(|(fact, told)| (fact.text.clone(), verdict(told))).collect()
}

#[test]
fn the_seed_is_proven() {
    let Some(text) = shared("seed/yanzhoulu-2020.txt") else { return };
    let text = paragraphs(&text);
    let overview = text.split("二、主动公开政府信息情况\n").next().unwrap_or_default();
    let Some(report) = with_text("seed-yanzhoulu-2020", overview) else { return };
    let judged = judged(&report);
    for number in ["20138", "2245", "17893"] {
        assert_eq!(of(&judged, number), &Verdict::Proven, "{number}");
    }
    assert_eq!(of(&judged, "300"), &Verdict::Unchecked);
    let nothing = judged.iter().find(|(fact, _)| fact.negated).expect("未收到政府信息公开申请");
    assert_eq!(verdict(&nothing.1), "=new");
    assert_eq!(contradictions(&judged), []);
    let checker = Checker::new(&RULE_SET, &report);
    assert!(!checker.findings().iter().any(|finding| finding.rule.id.starts_with("narrative-")));
}

#[test]
fn every_number_of_a_published_text_is_bound() {
    let Some(text) = shared("reports/huaian-2024.txt") else { return };
    let text = paragraphs(&text);
    let overview = text.split("二、主动公开政府信息情况\n").next().unwrap_or_default();
    let Some(report) = with_text("huaian-2024", overview) else { return };
    let judged = judged(&report);
    let expect = [
        ("3119", "=new"),
        ("3050", "=total"),
        ("34", "=carried_in"),
        ("103", "=carried_out"),
        ("351", "=review.total"),
        ("72", "=review.upheld"),
        ("64", "=review.corrected"),
        ("178", "=review.other"),
        ("37", "=review.pending"),
        ("46", "=after_review.total+direct.total"),
        ("25", "=after_review.upheld+direct.upheld"),
        ("5", "=after_review.corrected+direct.corrected"),
        ("9", "=after_review.other+direct.other"),
        ("7", "=after_review.pending+direct.pending"),
    ];
    for (number, told) in expect {
        assert_eq!(verdict(of(&judged, number)), told, "{number}");
    }
    assert_eq!(contradictions(&judged), []);
}

#[test]
fn quoted_sentences_are_bound_or_of_another_scope() {
    if let Some(report) = quoted("suqian-2023") {
        let judged = judged(&report);
        for (number, told) in [
            ("3607", "=carried_in+new"),
            ("1191", "=granted"),
            ("328", "=partial"),
            ("121", "=carried_out"),
            ("349", "证"),
            ("2950", "证"),
        ] {
            assert_eq!(verdict(of(&judged, number)), told, "{number}");
        }
        assert_eq!(contradictions(&judged), []);
    }
    if let Some(report) = quoted("suqian-2024") {
        let judged = judged(&report);
        assert_eq!(
            (of(&judged, "134"), of(&judged, "57")),
            (&Verdict::Unchecked, &Verdict::Unchecked)
        );
        assert_eq!(verdict(of(&judged, "3646")), "=carried_in+new");
        assert_eq!(contradictions(&judged), []);
    }
    if let Some(report) = quoted("hongze-2023") {
        assert_eq!(verdict(of(&judged(&report), "21")), "=new");
    }
}

#[test]
fn a_published_contradiction_is_found() {
    let Some(report) = quoted("part-xiliu-2023") else { return };
    let found = contradictions(&judged(&report));
    let found: Vec<(&str, &str)> =
        found.iter().map(|(number, told)| (number.as_str(), told.as_str())).collect();
    assert_eq!(found, [("0", "异normative.issued"), ("0", "异normative.in_force")]);
}
