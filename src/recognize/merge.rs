//! Applies the visible content of a file to a report: to an empty one, or to the one that the file
//! carries.
//!
//! Everything that would print the same stays as the report has it (a live field stays a field, a
//! date stays a date). Everything that would print otherwise is replaced by the visible content.
//! Data about which the visible content says nothing stay.

use super::matching::{beside, matched};
use super::{ImportNote, ReportContent};
use crate::document::report::{cell_text, prose, prose_block, signature, title_lines};
use crate::document::{Block, Run, clean};
use crate::edition::{CellId, TableKey};
use crate::number::{self, Decimal, Reading};
use crate::report::{self, DoubtPlace, Paragraph, Part, Preface, Prose, Report, Signature};

/// Where a file differs from the draft that it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The place.
    pub field: ReportField,
    /// The name of the place for people: [`ReportField::name`].
    pub name: String,
    /// The text as the carried draft prints it; empty if it has none.
    pub carried: String,
    /// The visible text; empty if there is none.
    pub visible: String,
}

impl Difference {
    /// A difference at a place of a report, whose form gives the place its name.
    pub fn new(report: &Report, field: ReportField, carried: String, visible: String) -> Self {
        Self { field, name: field.name(report), carried, visible }
    }
}

/// A place in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportField {
    /// The title.
    Title,
    /// A paragraph of the opening, counted from 1.
    Preface(usize),
    /// The heading of a part.
    Heading(Part),
    /// A paragraph or heading in the text of a part, counted from 1.
    Text(Part, usize),
    /// Whether such a paragraph is a heading.
    Style(Part, usize),
    /// Which words of such a paragraph are bold.
    Bold(Part, usize),
    /// The edition of a table.
    Edition(TableKey),
    /// A table as a whole.
    Table(TableKey),
    /// A cell.
    Cell(CellId),
    /// The note under a table.
    TableNote(TableKey),
    /// The signature (落款).
    Signature,
}

/// Lists the differences, in the order of the report. A part, a table or a cell that is not in the
/// visible content is listed with an empty visible text.
pub fn differences(carried: &Report, visible: &ReportContent) -> Vec<Difference> {
    let (mut list, report) = (Vec::new(), carried);
    let mut compare = |field: ReportField, carried: String, visible: String| {
        if carried != visible {
            list.push(Difference::new(report, field, carried, visible));
        }
    };
    if !visible.title.is_empty() {
        compare(ReportField::Title, title_lines(carried).join("\n"), visible.title.join("\n"));
    }
    for (number, left, right) in beside(&preface(carried), &visible.preface) {
        compare(
            ReportField::Preface(number),
            left.cloned().unwrap_or_default(),
            right.cloned().unwrap_or_default(),
        );
    }
    for part in Part::ALL {
        compare(
            ReportField::Heading(part),
            clean(carried.heading(part)),
            visible.headings.get(&part).cloned().unwrap_or_default(),
        );
        let printed: Vec<Words> = prose(carried, part).iter().map(Words::of).collect();
        let seen: Vec<Words> =
            visible.prose.get(&part).into_iter().flatten().map(Words::of).collect();
        for (number, left, right) in beside(&printed, &seen) {
            let text =
                |side: Option<&Words>| side.map(|side| side.text.clone()).unwrap_or_default();
            compare(ReportField::Text(part, number), text(left), text(right));
            let Some((left, right)) = left.zip(right) else { continue };
            compare_looks(part, number, left, right, &mut compare);
        }
        let Some(key) = part.table() else { continue };
        let form = carried.form().table(key);
        if let Some(table) = visible.tables.get(&key) {
            let edition = table.edition_beside(carried.form().edition(key));
            compare(
                ReportField::Edition(key),
                carried.form().edition(key).name.to_owned(),
                edition.name.to_owned(),
            );
            // If the table has another edition, its missing cells are not listed, because the
            // edition is listed as a difference.
            let is_absent =
                |id| !table.cells.contains_key(&id) && !table.without_result.contains(&id);
            let absent = form
                .cells
                .iter()
                .filter(|cell| edition == carried.form().edition(key) && is_absent(cell.id));
            for (id, text) in table
                .cells
                .iter()
                .map(|(id, text)| (*id, text.as_str()))
                .chain(absent.map(|cell| (cell.id, "")))
            {
                let printed = if carried.form().slot(id).is_some() {
                    cell_text(carried, id)
                } else {
                    String::new()
                };
                compare(ReportField::Cell(id), printed, text.to_owned());
            }
        } else {
            compare(ReportField::Table(key), format!("全表{}格", form.cells.len()), String::new());
        }
        compare(
            ReportField::TableNote(key),
            note_lines(carried, key).join("\n"),
            visible.table_notes.get(&key).map(|n| n.join("\n")).unwrap_or_default(),
        );
    }
    let joined = |agency: &str, date: &str| {
        [agency, date].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let carried_signature = match carried.signature.as_ref().and_then(signature) {
        Some(Block::Signature { agency, date }) => joined(&agency, &date),
        _ => String::new(),
    };
    let visible_signature =
        visible.signature.as_ref().map(|(agency, date)| joined(agency, date)).unwrap_or_default();
    compare(ReportField::Signature, carried_signature, visible_signature);
    list
}

/// Compares whether two texts at the same place are headings, and which of their words are bold.
fn compare_looks(
    part: Part,
    number: usize,
    left: &Words,
    right: &Words,
    compare: &mut impl FnMut(ReportField, String, String),
) {
    if left.is_heading != right.is_heading {
        compare(ReportField::Style(part, number), left.styled(), right.styled());
    } else if if left == right { left.runs != right.runs } else { left.bold() != right.bold() } {
        compare(ReportField::Bold(part, number), left.marked(), right.marked());
    }
}

/// A paragraph or heading of a part. Two of them are equal if their words are.
struct Words {
    text: String,
    is_heading: bool,
    runs: Vec<Run>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Words {
    fn of(block: &Block) -> Self {
        let runs = if let Block::Paragraph(runs) = block { runs.clone() } else { Vec::new() };
        Self { text: plain_text(block), is_heading: matches!(block, Block::Heading { .. }), runs }
    }

    /// Its kind and its words.
    fn styled(&self) -> String {
        format!("{}：{}", if self.is_heading { "小标题" } else { "正文" }, self.text)
    }

    fn bold(&self) -> Vec<&str> {
        self.runs.iter().filter(|run| run.bold).map(|run| run.text.as_str()).collect()
    }

    /// Its words, with the bold ones in brackets.
    fn marked(&self) -> String {
        self.runs
            .iter()
            .map(|run| if run.bold { format!("【{}】", run.text) } else { run.text.clone() })
            .collect()
    }
}

/// Applies the visible content to a report. `is_carried` says that the file carried the report.
/// Notes for the clerk are added to `notes`.
pub fn merged_into(
    visible: &ReportContent,
    mut report: Report,
    is_carried: bool,
    notes: &mut Vec<ImportNote>,
) -> Report {
    over_title(visible, &mut report);
    over_editions(visible, &mut report);
    over_cells(visible, &mut report, notes);
    over_doubts(visible, &mut report);
    if !visible.headings.is_empty() {
        if preface(&report) != visible.preface {
            report.preface = Preface { text: visible.preface.join("\n"), ..Preface::default() };
        }
        over_signature(visible, &mut report);
    }
    for part in Part::ALL {
        match visible.headings.get(&part) {
            Some(heading) if *heading != clean(report.heading(part)) => {
                drop(report.headings.insert(part, heading.clone()));
            }
            Some(_) => {}
            None => notes.push(ImportNote::HeadingNotFound { part, edition: report.edition() }),
        }
        if let Some(texts) = visible.prose.get(&part) {
            over_prose(texts, &mut report, part);
        }
        let Some(key) = part.table() else { continue };
        if !visible.tables.contains_key(&key) {
            notes.push(ImportNote::TableNotFound(key));
        }
        if visible.prose.contains_key(&part) {
            let lines = visible.table_notes.get(&key).cloned().unwrap_or_default();
            if note_lines(&report, key) != lines {
                report.table_notes.insert(key, lines.join("\n"));
            }
        }
    }
    if is_carried {
        // The carried report still has what is no longer visible, so the notes say that it is gone,
        // not that it was not found.
        notes.retain(|note| !matches!(note, ImportNote::LevelGuessed(_)));
        for note in notes {
            *note = match std::mem::replace(note, ImportNote::AsIssued { count: 0 }) {
                ImportNote::HeadingNotFound { part, edition } => {
                    ImportNote::HeadingGone { part, edition }
                }
                ImportNote::TableNotFound(table) => ImportNote::TableGone(table),
                ImportNote::CellsNotFound { table, count } => {
                    ImportNote::CellsGone { table, count }
                }
                other => other,
            };
        }
    }
    report
}

fn preface(report: &Report) -> Vec<String> {
    report
        .preface_paragraphs()
        .iter()
        .map(|text| clean(text))
        .filter(|text| !text.is_empty())
        .collect()
}

fn note_lines(report: &Report, key: TableKey) -> Vec<String> {
    let note = report.table_notes.get(&key).map_or("", String::as_str);
    note.lines().map(clean).filter(|line| !line.is_empty()).collect()
}

fn over_title(visible: &ReportContent, report: &mut Report) {
    if visible.title.is_empty() || title_lines(report) == visible.title {
        return;
    }
    if let Some(year) = visible.year {
        report.year = year;
    }
    if !visible.name.is_empty() {
        report.agency.name.clone_from(&visible.name);
    }
    report.title = None;
    if title_lines(report) != visible.title {
        report.title = Some(visible.title.join("\n"));
    }
}

/// Each table gets the edition whose labels it has. The report gets the edition of the tables of
/// parts two and three, if these agree. A table that is equal in several editions gets the edition
/// of the report if that is one of them.
fn over_editions(visible: &ReportContent, report: &mut Report) {
    let edition_beside =
        |key, own| visible.tables.get(&key).map_or(own, |table| table.edition_beside(own));
    let (disclosure, requests) = (
        edition_beside(TableKey::Disclosure, report.form().edition(TableKey::Disclosure)),
        edition_beside(TableKey::Requests, report.form().edition(TableKey::Requests)),
    );
    let edition = if disclosure == requests { disclosure } else { report.edition() };
    let known = report.table_editions().get(&TableKey::Disputes).copied();
    let disputes = edition_beside(TableKey::Disputes, known.unwrap_or(edition));
    let tables = [
        (TableKey::Disclosure, disclosure),
        (TableKey::Requests, requests),
        (TableKey::Disputes, disputes),
    ];
    let unchanged = tables.iter().all(|(key, edition)| report.form().edition(*key) == *edition);
    if !unchanged {
        report.set_editions(edition, tables.into_iter().collect());
    }
}

fn over_cells(visible: &ReportContent, report: &mut Report, notes: &mut Vec<ImportNote>) {
    let cells = || visible.tables.values().flat_map(|table| &table.cells);
    let differing =
        |report: &Report| cells().filter(|(id, text)| cell_text(report, **id) != **text).count();
    for (id, text) in cells() {
        if cell_text(report, *id) != *text && !report.is_calculated(*id) {
            put(report, *id, text);
        }
    }
    // A remark on a calculated total is added without changing the total.
    for (id, text) in cells() {
        if report.is_calculated(*id)
            && cell_text(report, *id) != *text
            && let Reading::Number { remark: Some(remark), .. } = number::read(text)
        {
            report.remarks.insert(*id, remark);
            if cell_text(report, *id) != *text {
                report.remarks.remove(id);
            }
        }
    }
    let count = differing(report);
    if count == 0 {
        return;
    }
    if !report.as_issued() {
        notes.push(ImportNote::AsIssued { count });
        report.set_as_issued(true);
    }
    for (id, text) in cells() {
        if cell_text(report, *id) != *text {
            report.set_printed(*id, text);
        }
    }
}

/// Doubts what the reading is not sure of. A calculated total that equals something that was found
/// is not doubted.
fn over_doubts(visible: &ReportContent, report: &mut Report) {
    report.doubts.extend(visible.doubts.iter().map(|(place, doubt)| (*place, doubt.clone())));
    for (id, doubt) in visible.tables.values().flat_map(|table| &table.doubts) {
        let calculated = report.is_calculated(*id).then(|| report.calculated(*id)).flatten();
        let is_found = |value: Decimal| {
            doubt.candidates.iter().any(|found| Decimal::parse(&found.value) == Some(value))
        };
        if !calculated.is_some_and(is_found) && report.form().cell(*id).is_some() {
            report.doubts.insert(DoubtPlace::Cell(*id), doubt.clone());
        }
    }
}

/// Sets a cell as if a clerk had typed the text, which separates number, unit and remark.
fn put(report: &mut Report, id: CellId, text: &str) {
    report.units.remove(&id);
    report.remarks.remove(&id);
    report.set_cell(id, text);
}

fn over_signature(visible: &ReportContent, report: &mut Report) {
    let seen = visible
        .signature
        .as_ref()
        .map(|(agency, date)| Block::Signature { agency: agency.clone(), date: date.clone() });
    if report.signature.as_ref().and_then(signature) == seen {
        return;
    }
    report.signature = visible.signature.as_ref().map(|(agency, date)| Signature {
        agency: agency.clone(),
        date: report::Date::read(date)
            .filter(|day| day.chinese() == *date)
            .map_or_else(|| date.clone(), |day| day.to_string()),
    });
}

/// Applies the visible text of a part. Paragraphs that print the same keep their fields and marks;
/// the others are replaced.
fn over_prose(visible: &[Block], report: &mut Report, part: Part) {
    if prose(report, part) == visible {
        return;
    }
    let written: Vec<(Paragraph, Block)> = report
        .prose(part)
        .texts
        .into_iter()
        .filter_map(|text| prose_block(report, &text).map(|block| (text, block)))
        .collect();
    let printed: Vec<Block> = written.iter().map(|(_, block)| block.clone()).collect();
    let mut matched_written = vec![None; visible.len()];
    for (left, right) in matched(&printed, visible) {
        matched_written[right] = Some(left);
    }
    let texts = visible.iter().zip(matched_written).map(|(block, matched)| {
        matched.map_or_else(|| written_as(block), |at| written[at].0.clone())
    });
    let markdown = Prose { texts: texts.collect() }.markdown();
    if markdown.is_empty() {
        report.sections.remove(&part);
    } else {
        report.sections.insert(part, markdown);
    }
}

/// Converts a visible paragraph to text of a part.
fn written_as(block: &Block) -> Paragraph {
    match block {
        Block::Paragraph(runs) => {
            let prose_runs = runs.iter().map(|Run { text, bold }| report::ProseRun::Words {
                text: text.clone(),
                bold: *bold,
            });
            Paragraph { heading: false, runs: prose_runs.collect() }
        }
        other => Paragraph::plain(&plain_text(other), matches!(other, Block::Heading { .. })),
    }
}

/// The words of a block.
fn plain_text(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::TableNote(text) => text.clone(),
        Block::Paragraph(runs) => runs.iter().map(|run| run.text.as_str()).collect(),
        Block::Title(lines) => lines.concat(),
        Block::Signature { agency, date } => format!("{agency}{date}"),
        Block::Table(_) | Block::Code { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_in_a_file_stay_words() {
        for text in ["甲 ** 乙 ** 丙", "### 甲", "共{{requests.new.total}}件", "**甲**"] {
            let block = Block::Paragraph(vec![Run::plain(text)]);
            let markdown = Prose { texts: vec![written_as(&block)] }.markdown();
            let read: Vec<String> = Prose::parse(&markdown)
                .texts
                .iter()
                .flat_map(|text| &text.runs)
                .map(|run| format!("{run:?}"))
                .collect();
            assert_eq!(read.len(), 1, "{read:?}");
            assert!(read[0].starts_with("Words") && read[0].ends_with("bold: false }"), "{read:?}");
        }
    }
}
