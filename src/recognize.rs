//! Finds the parts of a report in a source, and makes a report of them.
//!
//! In: a [`Source`]. Out: a [`ReportContent`]: title, opening, headings, texts, tables, notes, 落款,
//! each as printed; then a [`Report`], alone or over the draft that the file carries. Tables are
//! read by their labels, never by position, each in the edition that it is of. Where a total
//! differs from what its terms add up to, the report keeps the original (照原文录入), so that nothing
//! visible is lost. This module does not depend on file formats.

mod headings;
mod lines;
mod matching;
mod merge;
mod note;
mod field_names;
mod tables;
mod title;

pub use merge::{Difference, ReportField, differences};
pub use note::ImportNote;

use crate::document::{self, Run};
use crate::edition::{AgencyLevel, CellId, Edition, TableKey};
use crate::report::{Agency, Candidate, Date, Doubt, DoubtPlace, Part, Report};
use crate::source::{self, ParagraphKind, Source, SourceParagraph};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a report that were found in a source, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportContent {
    /// The title in its lines; empty if there is none.
    pub title: Vec<String>,
    /// The agency, by the title.
    pub name: String,
    /// The year, by the title or the opening.
    pub year: Option<u16>,
    /// The opening paragraphs.
    pub preface: Vec<String>,
    /// The headings that were found, as they stand.
    pub headings: BTreeMap<Part, String>,
    /// The texts of the parts: paragraphs and headings （一）.
    pub prose: BTreeMap<Part, Vec<document::Block>>,
    /// The tables that were found.
    pub tables: BTreeMap<TableKey, RecognizedTable>,
    /// The notes under them, line by line.
    pub table_notes: BTreeMap<TableKey, Vec<String>>,
    /// 落款: agency and day as printed.
    pub signature: Option<(String, String)>,
    /// What was noticed.
    pub notes: Vec<ImportNote>,
    /// Year and agency, if the file is not clear about them.
    pub doubts: BTreeMap<DoubtPlace, Doubt>,
}

/// A table that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecognizedTable {
    /// The editions whose labels it has, the likeliest first: more than one if it is the same in
    /// them, or if what is left of it does not tell them apart. The likeliest one lacks the fewest
    /// cells, and of equal ones it is the latest. There is at least one.
    pub editions: Vec<&'static Edition>,
    /// The text of each cell that was found; empty where the cell is.
    pub cells: BTreeMap<CellId, String>,
    /// Cells that are formulas without a stored result, so that their numbers are not known.
    pub without_result: BTreeSet<CellId>,
    /// Cells of which the reading is not sure, and why. Most of them are empty.
    pub doubts: BTreeMap<CellId, Doubt>,
}

impl RecognizedTable {
    /// The edition that the table is of, in a report whose table is otherwise of the edition `own`:
    /// that one if it fits, else the likeliest that fits.
    pub fn edition_beside(&self, own: &'static Edition) -> &'static Edition {
        let likeliest = self.editions.first().copied().unwrap_or(own);
        if self.editions.contains(&own) { own } else { likeliest }
    }
}

impl ReportContent {
    /// Reads a source.
    pub fn of(source: &Source) -> Self {
        let mut statement = Self::default();
        let divided = if source.ours {
            source.blocks.iter().map(Cow::Borrowed).collect()
        } else {
            lines::divided(&source.blocks)
        };
        let is_draft_mark = |block: &source::SourceBlock| matches!(block, source::SourceBlock::Paragraph(p) if p.kind == ParagraphKind::DraftMark);
        let blocks: Vec<&source::SourceBlock> =
            divided.iter().map(|block| &**block).filter(|block| !is_draft_mark(block)).collect();
        let found = headings::find(&blocks, source.ours);
        let opening = found.first().map_or(blocks.len(), |heading| heading.at);
        statement.opening(&paragraphs(&blocks[..opening]), source.ours);
        for (index, heading) in found.iter().enumerate() {
            let end = found.get(index + 1).map_or(blocks.len(), |next| next.at);
            statement.headings.insert(heading.part, heading.text.clone());
            statement.part(heading.part, &blocks[heading.at + 1..end], source.ours);
        }
        statement.tables = tables::find(&blocks, statement.year, &mut statement.notes);
        if !source.ours {
            statement.leave_out_page_end();
            statement.find_signature();
        }
        statement
    }

    /// Whether the source contains no part of a report.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.headings.len() < 2
    }

    /// Reads the text above the first heading: the title, then the opening paragraphs.
    fn opening(&mut self, paragraphs: &[&SourceParagraph], ours: bool) {
        let titled: Vec<&&SourceParagraph> =
            paragraphs.iter().filter(|p| p.kind == ParagraphKind::Title).collect();
        let from = if titled.is_empty() {
            let (lines, used) = if ours { (Vec::new(), 0) } else { title::find(paragraphs) };
            self.title = lines;
            used
        } else {
            self.title = titled.iter().flat_map(|p| p.line_texts()).collect();
            0
        };
        let title_lines = self.title.len();
        let above = from.saturating_sub(title_lines.max(1));
        let above: Vec<String> = paragraphs[..above].iter().map(|p| p.text()).collect();
        if !above.is_empty() {
            self.notes.push(ImportNote::OutsideText { texts: above });
        }
        let rest = paragraphs[from..].iter().filter(|p| p.kind != ParagraphKind::Title);
        self.preface = rest.flat_map(|p| p.line_texts()).collect();
        let (name, year) = title::parse(&self.title);
        self.name = name;
        let period = self.preface.iter().find_map(|text| title::year_of_opening(text));
        self.year = year.or(period);
        if let (Some(of_title), Some(of_period)) = (year, period)
            && of_title != of_period
        {
            let candidates = vec![
                Candidate::new(of_title.to_string(), "标题"),
                Candidate::new(of_period.to_string(), "开头段"),
            ];
            let why = "标题和开头段写的年度不一样".to_owned();
            self.doubts.insert(DoubtPlace::Year, Doubt { why, candidates });
        }
    }

    /// Leaves out the lines at the end of a web page that are not of the report.
    fn leave_out_page_end(&mut self) {
        let Some(texts) = self.prose.get_mut(&Part::Other) else { return };
        let mut outside = Vec::new();
        while let Some(document::Block::Paragraph(runs)) = texts.last() {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            if !is_page_end(&text) {
                break;
            }
            outside.push(text);
            texts.pop();
        }
        outside.reverse();
        if !outside.is_empty() {
            self.notes.push(ImportNote::OutsideText { texts: outside });
        }
    }

    /// Reads the blocks under a heading.
    fn part(&mut self, part: Part, blocks: &[&source::SourceBlock], ours: bool) {
        let mut texts = Vec::new();
        let mut under_table = false;
        for block in blocks {
            let paragraph = match block {
                source::SourceBlock::Table(_) => {
                    under_table = part.table().is_some();
                    continue;
                }
                source::SourceBlock::Paragraph(paragraph) => paragraph,
            };
            let table = part.table().filter(|_| {
                paragraph.kind == ParagraphKind::TableNote
                    || under_table && !ours && looks_like_note(paragraph)
            });
            if let Some(key) = table {
                self.table_notes.entry(key).or_default().extend(paragraph.line_texts());
                continue;
            }
            match paragraph.kind {
                ParagraphKind::SignatureAgency => {
                    self.signature.get_or_insert_default().0.push_str(&paragraph.text());
                }
                ParagraphKind::SignatureDate => {
                    self.signature.get_or_insert_default().1.push_str(&paragraph.text());
                }
                kind => {
                    texts.extend(paragraph.lines.iter().map(|runs| text_block(kind, runs, ours)));
                }
            }
        }
        self.prose.insert(part, texts);
    }

    /// Finds the signature (落款) in a file without known styles: the last line is only a date, and
    /// the line above it may be the short name of an agency.
    fn find_signature(&mut self) {
        const LONGEST_AGENCY: usize = 40;
        let Some(texts) = self.prose.get_mut(&Part::Other) else { return };
        let line = |block: Option<&document::Block>| match block {
            Some(document::Block::Paragraph(runs)) => {
                Some(runs.iter().map(|run| run.text.as_str()).collect::<String>())
            }
            _ => None,
        };
        let Some(date) = line(texts.last()).filter(|text| Date::read(text).is_some()) else {
            return;
        };
        texts.pop();
        let agency = line(texts.last()).filter(|text| {
            text.chars().count() <= LONGEST_AGENCY && !text.contains(['。', '：', '，', '；'])
        });
        // 无 is the whole text of part six in many reports, and not an agency.
        let agency = agency.filter(|text| text.chars().count() > 2);
        if agency.is_some() {
            texts.pop();
        }
        self.signature = Some((agency.unwrap_or_default(), date));
    }

    /// Makes the report: it applies the content to the carried report, or to a blank one.
    pub fn report(&self, carried: Option<&Report>, notes: &mut Vec<ImportNote>) -> Report {
        notes.extend(self.notes.iter().cloned());
        let base = carried.cloned().unwrap_or_else(|| self.blank(notes));
        merge::merged_into(self, base, carried.is_some(), notes)
    }

    /// An empty report of the agency and year that were found. What was not found is assumed and
    /// doubted.
    fn blank(&self, notes: &mut Vec<ImportNote>) -> Report {
        let editions_of = |key| self.tables.get(&key).map(|table| table.editions.as_slice());
        let mut doubts = BTreeMap::new();
        let mut doubt = |place, why: &str, candidates| {
            drop(doubts.insert(place, Doubt { why: why.to_owned(), candidates }));
        };
        let year = self.year.unwrap_or_else(|| {
            let year = tables::common_edition(editions_of).first_year;
            notes.push(ImportNote::YearNotFound { assumed: year });
            doubt(DoubtPlace::Year, "文件里没有找到报告年度", Vec::new());
            year
        });
        let signed = self.signature.as_ref().map_or("", |(agency, _)| agency.as_str());
        let name = if self.name.is_empty() {
            notes.push(ImportNote::AgencyNotFound { assumed: signed.to_owned() });
            let found = Some(Candidate::new(signed, "落款")).filter(|_| !signed.is_empty());
            let why = "标题里没有单位名称";
            doubt(DoubtPlace::AgencyName, why, found.into_iter().collect());
            signed.to_owned()
        } else {
            self.name.clone()
        };
        if !name.ends_with(signed) && !signed.ends_with(&name) && !signed.contains(&name) {
            let candidates = vec![Candidate::new(&name, "标题"), Candidate::new(signed, "落款")];
            doubt(DoubtPlace::AgencyName, "标题和落款写的单位不一样", candidates);
        }
        let level = AgencyLevel::of_name(&name);
        notes.push(ImportNote::LevelGuessed(level));
        let mut report = Report::new(year, Agency { name, level, covers_subordinates: None });
        report.doubts.extend(doubts);
        report
    }
}

fn paragraphs<'a>(blocks: &[&'a source::SourceBlock]) -> Vec<&'a SourceParagraph> {
    blocks
        .iter()
        .filter_map(|block| {
            if let source::SourceBlock::Paragraph(paragraph) = block {
                Some(paragraph)
            } else {
                None
            }
        })
        .collect()
}

/// A line of a part as the document would have it.
fn text_block(kind: ParagraphKind, runs: &[Run], ours: bool) -> document::Block {
    let text = || runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let heading = match kind {
        ParagraphKind::Heading(_) => true,
        _ => !ours && crate::report::Prose::looks_like_heading(&text()),
    };
    if heading {
        document::Block::Heading { level: 2, text: text(), new_page: false }
    } else {
        document::Block::Paragraph(runs.to_vec())
    }
}

/// Whether a line stands at the end of a web page and not of a report: 分享到：微信, 主办：….
fn is_page_end(text: &str) -> bool {
    const LONGEST: usize = 80;
    const STARTS: [&str; 22] = [
        "分享",
        "主办",
        "承办：",
        "版权",
        "打印",
        "关闭",
        "扫一扫",
        "扫码",
        "上一篇",
        "下一篇",
        "返回",
        "浏览次数",
        "浏览量",
        "阅读次数",
        "访问量",
        "字体",
        "字号",
        "相关链接",
        "网站地图",
        "网站标识码",
        "责任编辑",
        "信息来源",
    ];
    const WORDS: [&str; 6] =
        ["ICP备", "公网安备", "网站标识码", "版权所有", "技术支持", "Copyright"];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.chars().count() <= LONGEST
        && (STARTS.iter().any(|start| text.starts_with(start))
            || WORDS.iter().any(|word| text.contains(word)))
}

/// Whether a paragraph under a table looks like a table note.
fn looks_like_note(paragraph: &SourceParagraph) -> bool {
    let text = paragraph.text();
    let text = text.trim_start_matches(['（', '(', '*', '※']);
    ["注：", "注:", "备注", "说明：", "说明:", "注 "].iter().any(|start| text.starts_with(start))
}
