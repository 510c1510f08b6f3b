//! Composes the finished report: title, opening paragraphs, six parts with their texts and tables,
//! 落款.
//!
//! The input is a report, complete or not. The output is its [`Document`]. A part consists of its
//! heading, its text, its table, and the notes under the table. A part without text or table is
//! only its heading. Nothing is left out and nothing is added: a blank cell stays blank, and
//! justifications, last year's figures and controls are not part of the document.

use super::{
    Block, Cell, DRAFT_MARK, Document, LANGUAGE, Role, Row, Run, Table, TextSize, clean,
    clean_runs, cleaned,
};
use crate::edition::{self, FormItem, FormLine, FormLineKind, Scope, TableKey};
use crate::report::{self, Date, Part, REPORT_NAME, Report, Signature, Spot};

/// Options of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentOptions {
    /// Whether the document is marked as a draft (草稿), because the report still has errors without
    /// a justification, or is not complete.
    pub draft_mark: bool,
    /// Whether part three starts on a new page (表三另起一页), on which its heading and its table fit.
    pub requests_on_new_page: bool,
}

impl Default for DocumentOptions {
    fn default() -> Self {
        Self { draft_mark: false, requests_on_new_page: true }
    }
}

/// The piece of the report that a block shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockOrigin {
    /// Words: their location, and which of the paragraphs there, from 0, as in a
    /// [`Passage`](crate::report::Passage).
    Words(Spot, usize),
    /// A table of the form. Rows and cells of the block are the lines and items of the form.
    Table(TableKey),
}

/// A block and the piece of the report that it shows.
type Traced = (BlockOrigin, Block);

/// Composes the document of a report.
pub fn compose(report: &Report, options: &DocumentOptions) -> Document {
    document(report, *options, blocks_of(traced(report, *options)))
}

/// Composes the document of a report, and gives for each block the piece of the report that it
/// shows.
pub fn compose_traced(report: &Report, options: &DocumentOptions) -> (Document, Vec<BlockOrigin>) {
    let (origins, blocks) = traced(report, *options).into_iter().unzip();
    (document(report, *options, blocks), origins)
}

fn traced(report: &Report, options: DocumentOptions) -> Vec<Traced> {
    let mut blocks = traced_opening(report);
    blocks.extend(Part::ALL.into_iter().flat_map(|part| traced_part(report, part, options)));
    blocks.extend(
        report
            .signature
            .as_ref()
            .and_then(signature)
            .map(|block| (BlockOrigin::Words(Spot::Signature, 0), block)),
    );
    blocks
}

fn blocks_of(traced: Vec<Traced>) -> Vec<Block> {
    traced.into_iter().map(|(_, block)| block).collect()
}

fn document(report: &Report, options: DocumentOptions, blocks: Vec<Block>) -> Document {
    let agency = clean(&report.agency.name);
    let title = clean(&report.title_lines().concat());
    Document {
        title,
        language: LANGUAGE,
        agency,
        year: report.year,
        draft_mark: options.draft_mark,
        blocks,
    }
}

/// The blocks above the first part: the title and the opening paragraphs.
pub fn opening(report: &Report) -> Vec<Block> {
    blocks_of(traced_opening(report))
}

fn traced_opening(report: &Report) -> Vec<Traced> {
    let title = title_lines(report);
    let mut blocks = if title.is_empty() {
        Vec::new()
    } else {
        vec![(BlockOrigin::Words(Spot::Title, 0), Block::Title(title))]
    };
    for (paragraph, text) in report.preface_paragraphs().iter().enumerate() {
        let runs = clean_runs(vec![Run::plain(text)]);
        if !runs.is_empty() {
            blocks.push((BlockOrigin::Words(Spot::Preface, paragraph), Block::Paragraph(runs)));
        }
    }
    blocks
}

/// The blocks of a part: its heading, its text, its table and the notes under the table.
pub fn part_blocks(report: &Report, part: Part, options: &DocumentOptions) -> Vec<Block> {
    blocks_of(traced_part(report, part, *options))
}

fn traced_part(report: &Report, part: Part, options: DocumentOptions) -> Vec<Traced> {
    let mut blocks = Vec::new();
    let new_page = options.requests_on_new_page && part == Part::Requests;
    let heading = clean(report.heading(part));
    if !heading.is_empty() {
        blocks.push((
            BlockOrigin::Words(Spot::Heading(part), 0),
            Block::Heading { level: 1, text: heading, new_page },
        ));
    }
    let texts = report.prose(part).texts;
    let paragraphs = texts
        .iter()
        .enumerate()
        .filter_map(|(paragraph, text)| Some((paragraph, prose_block(report, text)?)));
    blocks.extend(
        paragraphs
            .map(|(paragraph, block)| (BlockOrigin::Words(Spot::Section(part), paragraph), block)),
    );
    if let Some(key) = part.table() {
        blocks.push((BlockOrigin::Table(key), Block::Table(table(report, key))));
        let note = report.table_notes.get(&key).map_or("", String::as_str);
        let lines = note.lines().map(clean).enumerate().filter(|(_, line)| !line.is_empty());
        blocks.extend(lines.map(|(line, text)| {
            (BlockOrigin::Words(Spot::TableNote(key), line), Block::TableNote(text))
        }));
    }
    blocks
}

/// The name of a file that holds the document, without its extension: agency, year, name of the
/// report, and whether it is a draft.
pub fn file_stem(report: &Report, options: &DocumentOptions) -> String {
    let mark = if options.draft_mark { format!("（{DRAFT_MARK}）") } else { String::new() };
    file_name(&report.agency.name, &format!("{}年{REPORT_NAME}{mark}", report.year))
}

/// The name of a file of an agency, without its extension. Characters that Windows does not allow
/// are replaced. If the name is too long, the end of the agency is cut off, because `rest`
/// distinguishes the files.
pub fn file_name(agency: &str, rest: &str) -> String {
    /// The greatest length in bytes of UTF-8. Linux allows 255, of which the extension and the
    /// suffix that browsers add while writing need some.
    const LONGEST: usize = 180;
    let allowed =
        |c| if matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') { '_' } else { c };
    let mut left = LONGEST.saturating_sub(rest.len());
    let agency = clean(agency);
    let fitting = agency.chars().map(allowed).take_while(|c| {
        let fits = c.len_utf8() <= left;
        left = left.saturating_sub(c.len_utf8());
        fits
    });
    let name: String = fitting.chain(rest.chars().map(allowed)).collect();
    name.trim().trim_end_matches('.').to_owned()
}

/// The printed text of a cell of the report.
pub fn cell_text(report: &Report, id: edition::CellId) -> String {
    cleaned(report.printed(id))
}

/// The paragraphs and headings of a part.
pub fn prose(report: &Report, part: Part) -> Vec<Block> {
    report.prose(part).texts.iter().filter_map(|text| prose_block(report, text)).collect()
}

/// One paragraph or heading; `None` if it prints no text.
pub fn prose_block(report: &Report, text: &report::Paragraph) -> Option<Block> {
    let bold = |index: usize| {
        matches!(text.runs.get(index), Some(report::ProseRun::Words { bold: true, .. }))
    };
    let runs = text.runs.iter().enumerate().map(|(index, run)| Run {
        text: run.text(report),
        bold: match run {
            report::ProseRun::Words { bold, .. } => *bold,
            // A number between bold words is bold.
            report::ProseRun::Field(_) => index > 0 && bold(index - 1) && bold(index + 1),
        },
    });
    let runs = clean_runs(runs.collect());
    if runs.is_empty() {
        return None;
    }
    let plain_text = || runs.iter().map(|run| run.text.as_str()).collect();
    Some(if text.heading {
        Block::Heading { level: 2, text: plain_text(), new_page: false }
    } else {
        Block::Paragraph(runs)
    })
}

/// The title in lines that fit the page.
pub fn title_lines(report: &Report) -> Vec<String> {
    report
        .title_lines()
        .iter()
        .map(|line| clean(line))
        .filter(|line| !line.is_empty())
        .flat_map(|line| broken_title(&line))
        .collect()
}

/// 落款 as printed; `None` if it is empty.
pub fn signature(signature: &Signature) -> Option<Block> {
    let date = Date::read(&signature.date).map_or_else(|| clean(&signature.date), Date::chinese);
    let agency = clean(&signature.agency);
    (!agency.is_empty() || !date.is_empty()).then_some(Block::Signature { agency, date })
}

/// The number of characters of 二号 that fit a line of 156 mm.
const TITLE_LINE: usize = 20;

/// Breaks a line of the title that is too long. Lines end behind the name of a place or an agency,
/// so that no word is cut, and are of similar length.
pub fn broken_title(line: &str) -> Vec<String> {
    let chars: Vec<char> = line.chars().collect();
    let mut rest = &chars[..];
    let mut broken = Vec::new();
    while rest.len() > TITLE_LINE {
        let (line, more) = rest.split_at(title_line_end(rest));
        broken.push(line.iter().collect::<String>().trim_end().to_owned());
        rest = &more[more.iter().take_while(|c| c.is_whitespace()).count()..];
    }
    broken.push(rest.iter().collect());
    broken
}

/// Where the first line ends if a title that is too long for one line is broken.
fn title_line_end(title: &[char]) -> usize {
    const AFTER: [&str; 14] = [
        "自治区",
        "自治州",
        "自治县",
        "省",
        "市",
        "州",
        "县",
        "区",
        "旗",
        "年",
        "街道",
        "管理委员会",
        "人民政府",
        "镇",
    ];
    let lines = title.len().div_ceil(TITLE_LINE);
    let ideal = title.len().div_ceil(lines);
    let start = |at: usize| title[..at].iter().collect::<String>();
    let sense = |at: usize| {
        AFTER.iter().any(|end| start(at).ends_with(end))
            && !AFTER.contains(&title[at].to_string().as_str())
    };
    let reach = TITLE_LINE.min(title.len() - 1);
    // The remaining text must fit the remaining lines.
    let least = title.len().saturating_sub(TITLE_LINE * (lines - 1)).max(2);
    (least..=reach).filter(|at| sense(*at)).min_by_key(|at| at.abs_diff(ideal)).unwrap_or(ideal)
}

/// A table of the form with its numbers.
fn table(report: &Report, key: TableKey) -> Table {
    let form = report.form().table(key);
    let size = match key {
        TableKey::Disclosure => TextSize::Large,
        TableKey::Requests => TextSize::Small,
        TableKey::Disputes => TextSize::Medium,
    };
    let last = form.lines.len() - 1;
    // Table 4 is one line of numbers under its heads, so it never breaks.
    // A block of table 2, an article with its rows, does not break either.
    let ends_block = |index: usize| {
        form.lines.get(index + 1).is_none_or(|next| next.kind == FormLineKind::Article)
    };
    let rows = form.lines.iter().enumerate().map(|(index, line)| Row {
        shaded: line.kind == FormLineKind::Article,
        keep_with_next: match key {
            TableKey::Disclosure => !ends_block(index),
            TableKey::Requests => line.kind != FormLineKind::Data,
            TableKey::Disputes => index < last,
        },
        cells: cells(report, line),
    });
    Table {
        key: key.id(),
        caption: format!("{}　{}", key.name(), part_name(report, Part::of_table(key))),
        size,
        widths: form.widths.clone(),
        header_rows: form.header_lines,
        rows: rows.collect(),
    }
}

/// The official name of a part without its number.
fn part_name(report: &Report, part: Part) -> &'static str {
    let heading = part.heading_in(report.edition());
    heading.split_once('、').map_or(heading, |(_, name)| name)
}

fn cells(report: &Report, line: &FormLine) -> Vec<Cell> {
    /// A label beside at least this many rows is in a column made for writing downwards.
    const TALL: usize = 10;
    let role = |scope: Scope, rows: usize| match scope {
        Scope::Columns => Role::ColumnHead,
        Scope::Rows if rows >= TALL => Role::SideHead,
        Scope::Rows => Role::RowHead,
        Scope::Group => Role::GroupHead,
        Scope::Note => Role::Note,
    };
    let cell = |item: &FormItem| {
        let (text, role) = match item {
            FormItem::Label { text, rows, scope, .. } => {
                ((*text).to_owned(), role(*scope, usize::from(*rows)))
            }
            FormItem::Value { id, .. } => (cell_text(report, *id), Role::Number),
        };
        Cell { text, cols: item.cols(), rows: item.rows(), role }
    };
    line.items.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_by_sense() {
        for (line, lines) in [
            ("示例县甲镇人民政府", vec!["示例县甲镇人民政府"]),
            ("2025年政府信息公开工作年度报告", vec!["2025年政府信息公开工作年度报告"]),
            (
                "宁夏回族自治区吴忠市盐池县盐州路街道办事处",
                vec!["宁夏回族自治区吴忠市", "盐池县盐州路街道办事处"],
            ),
            (
                "示例市示例县示例经济技术开发区管理委员会",
                vec!["示例市示例县示例经济技术开发区管理委员会"],
            ),
        ] {
            assert_eq!(broken_title(line), lines);
        }
        let long = "甲".repeat(65);
        let lines = broken_title(&long);
        assert!(lines.iter().all(|line| line.chars().count() <= TITLE_LINE));
        assert_eq!(lines.concat(), long);
        // A recursive implementation would overflow the stack with a title this long.
        assert_eq!(broken_title(&"甲".repeat(100_000)).len(), 5_000);
    }

    #[test]
    fn file_names_of_long_agencies_are_valid_and_complete() {
        let name = file_name(&"甲".repeat(300), "2025年政府信息公开工作年度报告（草稿）");
        assert!(
            name.len() <= 180
                && name.starts_with("甲甲")
                && name.ends_with("2025年政府信息公开工作年度报告（草稿）"),
            "{name}"
        );
        assert_eq!(file_name("甲/乙:镇", "2025年报."), "甲_乙_镇2025年报");
        assert_eq!(file_name("", "2025年报"), "2025年报");
    }
}
