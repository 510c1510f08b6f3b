//! The requirements on an edition. Every complaint begins with the file that must be changed.

use nianbao::check::{Checker, MOST_SUMS, Packs, RuleState, rule_report};
use nianbao::draft;
use nianbao::edition::{
    AgencyLevel, CellId, Edition, Form, FormCell, IdentityKind, TOTAL, TableKey, editions,
    normalized_label, requests,
};
use nianbao::narrative::{Narrative, Verdict};
use nianbao::report::{Agency, Part, Report};
use nianbao::rules::RULE_SET;
use nianbao::sorted_map::SortedMap;
use nianbao::view::published;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that an edition leaves open.
pub fn of(edition: &'static Edition) -> Vec<String> {
    [
        names(edition),
        labels(edition),
        sums(edition),
        order(edition),
        schema(edition),
        fixture(edition),
        expected_tables(edition),
        rules(edition),
        words_of_rules(edition),
        questions(edition),
        narrative(edition),
        short_labels(edition),
        figures(edition),
        manual(edition),
    ]
    .concat()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file that holds an edition of the law.
fn file(edition: &Edition) -> String {
    format!("src/edition/e{}.rs", edition.id)
}

fn cells(edition: &'static Edition) -> impl Iterator<Item = &'static FormCell> {
    edition.tables.iter().flat_map(|table| &table.cells)
}

/// A blank report of an edition on a year.
fn report_on(edition: &'static Edition, year: u16) -> Report {
    let agency = Agency {
        name: "示例市人民政府".to_owned(),
        level: AgencyLevel::Prefecture,
        covers_subordinates: None,
    };
    let mut report = Report::new(year, agency);
    report.set_editions(edition, SortedMap::new());
    report
}

/// Keys by which other places name the edition, and headings by which a reader knows its parts.
fn names(edition: &Edition) -> Vec<String> {
    let file = file(edition);
    let mut wrong = Vec::new();
    if edition.id != edition.first_year.to_string() {
        wrong.push(format!("{file}: `id` is {}, not the digits of `first_year`", edition.id));
    }
    let same = editions().iter().filter(|other| other.first_year == edition.first_year);
    if same.count() > 1 {
        wrong.push(format!("{file}: another edition has the same `first_year`"));
    }
    if !editions().is_sorted_by_key(|edition| edition.first_year) {
        wrong.push("src/edition.rs: the list of editions is not in the order of years".to_owned());
    }
    for (part, numeral) in Part::ALL.into_iter().zip("一二三四五六".chars()) {
        let heading = part.heading_in(edition);
        if !heading.starts_with(&format!("{numeral}、")) {
            wrong.push(format!("{file}: `headings`: {heading} does not begin with {numeral}、"));
        }
        let of_another = |other: &Part| {
            *other != part && editions().iter().any(|edition| other.heading_in(edition) == heading)
        };
        if Part::ALL.iter().any(of_another) {
            wrong.push(format!("{file}: `headings`: {heading} is that of another part elsewhere"));
        }
    }
    wrong
}

/// Labels by which readers and pasted blocks find rows and columns.
fn labels(edition: &'static Edition) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<(TableKey, String, String), CellId> = BTreeMap::new();
    for cell in cells(edition) {
        let row = cell.row_name.rsplit(' ').next().unwrap_or_default();
        let row = if cell.id.table == TableKey::Disputes { cell.row_name.as_str() } else { row };
        let key = (cell.id.table, normalized_label(row), normalized_label(&cell.column_name));
        if let Some(other) = seen.insert(key, cell.id) {
            wrong.push(format!(
                "{}: {} and {other} have labels that readers cannot tell apart",
                file(edition),
                cell.id
            ));
        }
    }
    for pattern in edition.unspoken {
        if !cells(edition).any(|cell| cell.id.fits(pattern)) {
            wrong.push(format!("{}: `unspoken`: {pattern} is no cell", file(edition)));
        }
    }
    wrong
}

/// Sums and totals that the checker and the rules rely on.
fn sums(edition: &'static Edition) -> Vec<String> {
    let mut wrong = Vec::new();
    for other in editions() {
        for mix in [[edition, edition, other], [edition, other, edition], [other, edition, edition]]
        {
            if Form::of(mix).identities().len() > MOST_SUMS {
                wrong.push(format!(
                    "src/check/sum.rs: `Mask` holds {MOST_SUMS} sums, too few for {} with {}",
                    edition.id, other.id
                ));
            }
        }
    }
    let form = Form::of([edition; 3]);
    for key in [TableKey::Requests, TableKey::Disputes] {
        let rows: BTreeSet<&'static str> =
            edition.table(key).cells.iter().map(|cell| cell.id.row).collect();
        for row in rows {
            if !form.is_derived(CellId::new(key, row, TOTAL)) {
                let table = key.id();
                wrong.push(format!("{}: no sum derives {table}.{row}.{TOTAL}", file(edition)));
            }
        }
    }
    for row in [requests::NEW, requests::CARRIED_IN, requests::CARRIED_OUT, TOTAL] {
        if form.slot(CellId::new(TableKey::Requests, row, TOTAL)).is_none() {
            wrong.push(format!("{}: table 3 has no row `{row}`", file(edition)));
        }
    }
    for sum in form.identities() {
        if RULE_SET.of_sum(sum.kind, edition).is_none() {
            wrong.push(format!(
                "src/rules/: no rule checks {:?} of edition {}",
                sum.kind, edition.id
            ));
        }
    }
    wrong.dedup();
    wrong
}

fn order_file(edition: &Edition) -> PathBuf {
    root().join("tests/editions").join(edition.id).with_extension("txt")
}

/// The cells of an edition in their order, a line each.
fn listed(edition: &'static Edition) -> String {
    cells(edition).map(|cell| format!("{}\n", cell.id)).collect()
}

/// Writes the list of an edition that has none. A list that is there is never written again:
/// printed data codes hold cells in that order.
#[allow(dead_code)]
pub fn write_order(edition: &'static Edition) {
    let path = order_file(edition);
    if !path.exists() {
        fs::write(path, listed(edition)).expect("written");
    }
}

/// The order of the cells, which printed data codes rely on.
fn order(edition: &'static Edition) -> Vec<String> {
    let name = format!("tests/editions/{}.txt", edition.id);
    match fs::read_to_string(order_file(edition)) {
        Err(_) => vec![format!(
            "{name}: missing; UPDATE_GOLDEN=1 cargo test --test editions lists the cells there"
        )],
        Ok(kept) if kept != listed(edition) => vec![format!(
            "{}: the cells are others, or in another order, than {name} says; data codes on paper \
             hold them in that order, so an edition keeps it for good",
            file(edition)
        )],
        Ok(_) => Vec::new(),
    }
}

/// The schema of drafts names the editions.
fn schema(edition: &Edition) -> Vec<String> {
    let schema: Value = serde_json::from_str(draft::SCHEMA).expect("the schema is JSON");
    let mut wrong = Vec::new();
    for (place, list) in [
        ("the enum of `edition`", &schema["properties"]["edition"]["enum"]),
        ("the enum of `$defs.edition`", &schema["$defs"]["edition"]["enum"]),
    ] {
        let named = list.as_array().expect(place).iter().any(|id| id == edition.id);
        if !named {
            wrong.push(format!("src/draft.schema.json: {place} lacks \"{}\"", edition.id));
        }
    }
    wrong
}

/// A filled-in draft, with which every test of documents runs.
fn fixture(edition: &Edition) -> Vec<String> {
    let name = format!("distinct-{}", edition.id);
    let path = root().join("tests/corpus/drafts").join(&name).with_extension("json");
    if path.exists() {
        return Vec::new();
    }
    vec![format!(
        "tests/corpus/synthetic.rs: `all` lacks {name}; UPDATE_FIXTURES=1 cargo test --test drafts \
         writes it"
    )]
}

/// The second transcription of the tables, with which other programs' readings are compared.
fn expected_tables(edition: &Edition) -> Vec<String> {
    let name = "tests/outside/expected_tables.py";
    let text = fs::read_to_string(root().join(name)).expect(name);
    let list = text.split_once("\nEDITIONS = {").and_then(|(_, rest)| rest.split_once('}'));
    let (list, _) = list.expect("the editions that the file knows");
    let entry = format!("\"{}\": {}", edition.id, edition.first_year);
    if list.contains(&entry) {
        return Vec::new();
    }
    vec![format!("{name}: `EDITIONS` lacks {entry}; transcribe the tables there, from the notice")]
}

/// A rule that is about the edition finds cells to look at, and one that is not finds none.
fn rules(edition: &'static Edition) -> Vec<String> {
    let mut report = report_on(edition, edition.first_year + 1);
    report.last_year = Some(Arc::new(report_on(edition, edition.first_year)));
    let checker = Checker::new(&RULE_SET, &report);
    let mut wrong = Vec::new();
    for ran in rule_report(&report, &checker, &Packs::default()) {
        let (rule, due) = (ran.rule, ran.rule.editions.include(edition));
        let asked = ran.state != RuleState::OtherEdition;
        if asked != due {
            wrong.push(format!(
                "src/rules/: rule `{}` is about edition {}, which lacks the cells that it reads: \
                 end it with `until`, or let it read others",
                rule.id, edition.id
            ));
        }
    }
    wrong
}

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The words about an edition that the text of a rule on this kind of sum may contain.
fn words_of_sum(edition: &'static Edition, kind: IdentityKind) -> Vec<String> {
    let form = Form::of([edition; 3]);
    let sum = form.identities().iter().find(|sum| sum.kind == kind);
    let Some(total) = sum.and_then(|sum| form.cell(sum.right[0])) else { return Vec::new() };
    let table = edition.table(total.id.table).cells.iter();
    let row = table.filter(|cell| cell.id.row == total.id.row && cell.id.column != TOTAL);
    match kind {
        IdentityKind::RequestsBalance => Vec::new(),
        IdentityKind::RequestsTotal => vec![total.row_name.clone()],
        // 自然人 and so many kinds of organisations.
        IdentityKind::RequestsRowSum => vec![format!("{}类", NUMERALS[row.count() - 2])],
        IdentityKind::DisputesSum => row.map(|cell| cell.column_name.clone()).collect(),
    }
}

/// The words of rules that speak of rows, columns or editions.
fn words_of_rules(edition: &'static Edition) -> Vec<String> {
    let mut wrong = Vec::new();
    for sum in Form::of([edition; 3]).identities() {
        let Some(rule) = RULE_SET.of_sum(sum.kind, edition) else { continue };
        // Words that say nothing of the kind fit every edition.
        let mut said = editions().iter().flat_map(|edition| words_of_sum(edition, sum.kind));
        if said.any(|words| rule.what.contains(&words)) {
            let words = words_of_sum(edition, sum.kind).into_iter();
            let missing = words.filter(|words| !rule.what.contains(words));
            wrong.extend(missing.map(|words| complaint(edition, rule.id, "what", &words)));
        }
    }
    let rule = RULE_SET.by_id("edition-year").expect("a rule");
    let number = edition.notice.rfind('〔').map_or("", |at| &edition.notice[at..]);
    let number = number.trim_end_matches('）');
    // One record is about all editions, so its words name all of them.
    for (member, text) in [("source", rule.source), ("why", rule.why)] {
        if !text.contains(number) {
            wrong.push(complaint(edition, rule.id, member, number));
        }
    }
    for key in TableKey::ALL {
        let mut before = editions().iter().take_while(|other| *other != edition);
        let differs = before.any(|other| !other.table(key).is_like(edition.table(key)));
        if differs && !rule.what.contains(key.name()) {
            wrong.push(complaint(edition, rule.id, "what", key.name()));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

fn complaint(edition: &Edition, rule: &str, member: &str, words: &str) -> String {
    format!(
        "src/rules/: `{member}` of rule `{rule}` does not say {words} of edition {}",
        edition.id
    )
}

/// A question of the rule set that a cell answers still has such a cell.
fn questions(edition: &'static Edition) -> Vec<String> {
    let asked_of = |edition: &'static Edition, at: usize| {
        cells(edition).find(|cell| (RULE_SET.questions[at].depends_on)(cell.id))
    };
    let mut wrong = Vec::new();
    for at in 0..RULE_SET.questions.len() {
        let before = editions().iter().take_while(|other| *other != edition);
        let cell = before.filter_map(|before| asked_of(before, at)).last();
        if let Some(cell) = cell
            && asked_of(edition, at).is_none()
        {
            wrong.push(format!(
                "src/rules.rs: a question of `RULE_SET` rests on row `{}`, which edition {} lacks",
                cell.id.row, edition.id
            ));
        }
    }
    wrong
}

/// Sentences that say a number of a cell, in the official words.
fn sentences(cell: &FormCell, number: &str, whole: &str) -> Vec<String> {
    let words = nianbao::edition::wording;
    let (row, column) = (&cell.row_name, words(&cell.column_name));
    let (group, label) = row.rsplit_once(' ').unwrap_or(("", row.as_str()));
    let (group, label) = (words(group), words(label));
    let unit = match cell.unit {
        "" => "万元",
        unit => unit,
    };
    match cell.id.table {
        TableKey::Disclosure => {
            // 本年制发件数: 制发.
            let verb = column.trim_end_matches("件数").trim_end_matches("数量");
            let verb = verb.trim_start_matches("本年");
            vec![
                format!("全年{verb}{label}{number}{unit}。"),
                format!("全年{label}{verb}{number}{unit}。"),
                format!("全年{label}{number}{unit}。"),
                format!("全年作出{label}{number}{unit}。"),
            ]
        }
        // Rows by their totals, columns by 新收.
        TableKey::Requests if cell.id.column == TOTAL => vec![
            format!("政府信息公开申请{label}{number}件。"),
            format!("办理政府信息公开申请，其中{label}{number}件。"),
            format!("办理政府信息公开申请，其中{group}{number}件。"),
            format!("{}政府信息公开申请{number}件。", cell.row_short),
            format!("办理政府信息公开申请{number}件。"),
            format!("{label}{number}件。"),
        ],
        TableKey::Requests => vec![
            format!("全年新收政府信息公开申请{whole}件，其中{column}{number}件。"),
            format!("全年新收政府信息公开申请{whole}件，{column}{number}件。"),
        ],
        TableKey::Disputes => {
            let block = cell.row_short;
            vec![
                format!("全年发生政府信息公开{block}{whole}件，其中{column}{number}件。"),
                format!("全年发生政府信息公开{block}{number}件。"),
            ]
        }
    }
}

/// Whether a sentence is asked about a cell: of table 3 each row by its total, and each column of
/// 新收.
fn is_asked(cell: &FormCell) -> bool {
    let of_table_3 = cell.id.table == TableKey::Requests;
    !of_table_3 || cell.id.column == TOTAL || cell.id.row == requests::NEW
}

/// A report in which every cell holds a number of its own, with that number of each slot.
fn numbered(edition: &'static Edition) -> (Report, impl Fn(usize) -> String) {
    let mut report = report_on(edition, edition.first_year);
    report.set_as_issued(true);
    let number = |slot: usize| (10_001 + 7 * slot).to_string();
    for (slot, cell) in report.form().clone().cells().iter().enumerate() {
        report.set_cell(cell.id, &number(slot));
    }
    (report, number)
}

/// The cells to which the numbers of paragraphs are bound, for each number in order; `None` for a
/// number that is not bound to a single cell.
fn bound(report: &mut Report, paragraphs: &[String]) -> Vec<Option<CellId>> {
    report.sections.insert(Part::Overview, paragraphs.join("\n\n"));
    let verdicts = Narrative::read(report).judge_report(report).verdicts;
    let cell = |verdict: &Verdict| match verdict {
        Verdict::Bound(cells) if cells.len() == 1 => Some(cells[0]),
        _ => None,
    };
    verdicts.iter().map(cell).collect()
}

/// Each row and column is known by its official words to what reads the texts, unless the edition
/// says that these are too general.
fn narrative(edition: &'static Edition) -> Vec<String> {
    let (mut report, number) = numbered(edition);
    let mut texts = Vec::new();
    let form = report.form().clone();
    for (slot, cell) in form.cells().iter().enumerate().filter(|(_, cell)| is_asked(cell)) {
        let whole = CellId::new(cell.id.table, cell.id.row, TOTAL);
        let whole = form.slot(whole).map_or_else(String::new, &number);
        texts.extend(sentences(cell, &number(slot), &whole));
        if cell.picks_unit {
            report.units.insert(cell.id, "万元".to_owned());
        }
    }
    let known: BTreeSet<CellId> = bound(&mut report, &texts).into_iter().flatten().collect();
    let asked = form.cells().iter().filter(|cell| is_asked(cell));
    let unknown = asked.filter(|cell| !known.contains(&cell.id) && !edition.is_unspoken(cell.id));
    unknown
        .map(|cell| {
            format!(
                "src/narrative/names.rs: no sentence speaks of {} ({}); add its words there, or \
                 list it in `unspoken` of the edition",
                cell.id,
                cell.name()
            )
        })
        .collect()
}

/// The short label of a row of table 3 is not taken for another row, or for a part of one: a
/// sentence that says it with the number of the other row is not bound to that row.
fn short_labels(edition: &'static Edition) -> Vec<String> {
    let (mut report, number) = numbered(edition);
    let form = report.form().clone();
    let rows = || {
        let cells = form.cells().iter().enumerate();
        cells.filter(|(_, cell)| cell.id.table == TableKey::Requests && cell.id.column == TOTAL)
    };
    let mut wrong = Vec::new();
    for (_, own) in rows().filter(|(_, own)| !edition.is_unspoken(own.id)) {
        let said: Vec<String> = rows()
            .filter(|(_, other)| other.id.row != own.id.row)
            .map(|(slot, _)| {
                format!("办理政府信息公开申请，其中{}{}件。", own.row_short, number(slot))
            })
            .collect();
        for other in bound(&mut report, &said).into_iter().flatten() {
            wrong.push(format!(
                "src/narrative/names.rs: {}, the short label of {}, is read as {other}; let it name \
                 its own row there, or choose another short label",
                own.row_short, own.id
            ));
        }
    }
    wrong
}

/// The manual says for which years an edition is used.
fn manual(edition: &Edition) -> Vec<String> {
    let text = fs::read_to_string(root().join("www/manual.md")).expect("the manual");
    let name = edition.name.replace(edition.id, &format!("{} ", edition.id));
    if text.contains(&name) {
        return Vec::new();
    }
    vec![format!("www/manual.md: does not say for which years {name} is used")]
}

/// The chief figures of the page for the public: every edition has each of them.
fn figures(edition: &'static Edition) -> Vec<String> {
    let shown = |edition: &'static Edition| -> BTreeSet<String> {
        let mut report = report_on(edition, edition.first_year);
        report.set_as_issued(true);
        for cell in report.form().clone().cells() {
            report.set_cell(cell.id, "1");
        }
        let page = published::page(&report, None);
        let end = page.find("</section>").unwrap_or(page.len());
        let heads = page[..end].split("scope=\"row\">").skip(1);
        heads.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
    };
    let own = shown(edition);
    let all: BTreeSet<String> = editions().iter().flat_map(shown).collect();
    all.difference(&own)
        .map(|name| {
            format!("src/view/published.rs: figure {name} has no cells in edition {}", edition.id)
        })
        .collect()
}
