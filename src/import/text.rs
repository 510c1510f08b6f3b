//! Plain text (.txt, .tsv, .csv, and what was copied out of a PDF or a table): paragraphs and tables
//! by lines.
//!
//! In: text. Out: a [`Source`]. The tables of the form are found by the labels of their rows
//! ([`form`]), because a copied text has lost the places of the cells; other lines that are
//! separated by tabs or commas are tables of their own. The rest is paragraphs; lines of one width
//! are joined where they end in the middle of a sentence. The numbers of pages are left out.

mod form;
mod rows;

use crate::number;
use crate::report::{Prose, ProseRun};
use crate::source::{Builder, Source, SourceTable, VerticalMerge};
use rows::{Line, lines};

/// Reads a text.
pub fn read(text: &str) -> Source {
    let lines = lines(text);
    let found = form::find(&lines);
    let mut builder = Builder::new();
    let mut prose: Vec<&str> = Vec::new();
    let mut at = 0;
    let mut tables = found.into_iter().peekable();
    while at < lines.len() {
        if let Some(table) = tables.next_if(|table| table.lines.start <= at) {
            paragraphs(&mut builder, &mut prose);
            add_table(&mut builder, &table.table);
            // A line in the middle of a table that is neither a row nor a piece of a label.
            for other in &table.others {
                builder.text(lines[*other].text.trim(), false);
                builder.end_paragraph();
            }
            at = table.lines.end.max(at + 1);
            continue;
        }
        let end = tables.peek().map_or(lines.len(), |table| table.lines.start);
        let delimited = lines[at..end].iter().take_while(|line| line.is_row()).count();
        if delimited > 1 {
            paragraphs(&mut builder, &mut prose);
            add_rows(&mut builder, &lines[at..at + delimited]);
            at += delimited;
        } else {
            prose.push(&lines[at].text);
            at += 1;
        }
    }
    paragraphs(&mut builder, &mut prose);
    Source { blocks: builder.finish(), carried: None, ours: false }
}

/// Adds lines of text as paragraphs; a blank line ends one.
fn paragraphs(builder: &mut Builder, lines: &mut Vec<&str>) {
    for group in std::mem::take(lines).split(|line| number::trim(line).is_empty()) {
        for paragraph in Prose::of_plain(&group.join("\n")).texts {
            for run in &paragraph.runs {
                if let ProseRun::Words { text, bold } = run {
                    builder.text(text, *bold);
                }
            }
            builder.end_paragraph();
        }
    }
}

fn add_table(builder: &mut Builder, table: &SourceTable) {
    builder.start_table();
    for row in &table.rows {
        builder.start_row();
        for cell in row {
            builder.start_cell(cell.cols, VerticalMerge::Rows(cell.rows));
            builder.text(&cell.text, false);
            builder.end_cell();
        }
    }
    builder.end_table();
}

/// Adds lines of separated cells as a table.
fn add_rows(builder: &mut Builder, lines: &[Line]) {
    builder.start_table();
    for line in lines {
        builder.start_row();
        for cell in &line.cells {
            builder.start_cell(1, VerticalMerge::Rows(1));
            builder.text(cell, false);
            builder.end_cell();
        }
    }
    builder.end_table();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceBlock;

    fn blocks(text: &str) -> Vec<String> {
        let cells = |table: &SourceTable| -> String {
            let row = |row: &Vec<crate::source::SourceCell>| {
                row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        };
        read(text)
            .blocks
            .iter()
            .map(|block| match block {
                SourceBlock::Paragraph(paragraph) => paragraph.text(),
                SourceBlock::Table(table) => cells(table),
            })
            .collect()
    }

    #[test]
    fn lines_that_a_page_cuts_are_one_paragraph() {
        let line = "本年度，我镇坚持以公开为常态、不公开为例外，组织相关社区、站所开展培训，";
        let text = format!("{line}\n{line}\n\n      - 1 -\n{line}\n完成任务。\n\n二、其他\n");
        assert_eq!(blocks(&text), [format!("{line}{line}{line}完成任务。"), "二、其他".to_owned()]);
    }

    #[test]
    fn separated_cells_are_a_table() {
        assert_eq!(blocks("甲\t1\n\"乙\n丙\"\t\"a\"\"b\"\n\n文字"), ["甲|1\n乙 丙|a\"b", "文字"]);
        assert_eq!(blocks("题,,\n甲,1,\"1,234\"\n乙,,2\n"), ["题||\n甲|1|1,234\n乙||2"]);
        assert_eq!(blocks("甲,乙\n文字\n"), ["甲,乙", "文字"]);
    }

    /// The rows of the second table of the latest form, with three numbers in the first two.
    fn table_two(text: &str) -> Vec<String> {
        blocks(text)
            .into_iter()
            .find(|block| block.contains("信息内容"))
            .unwrap_or_default()
            .lines()
            .filter(|line| line.contains(|c: char| c.is_ascii_digit()))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn rows_of_the_form_in_any_arrangement() {
        let rows = [
            "规章|0|0|0",
            "行政规范性文件|3|6|14",
            "行政许可|54,408",
            "行政处罚|2086",
            "行政强制|1272",
            "行政事业性收费|14722.49",
        ];
        for separator in ["\n\n", "\n", "\t", "      "] {
            let text = rows.map(|row| row.replace('|', separator)).join("\n");
            assert_eq!(table_two(&text), rows, "{separator:?}");
        }
        // A row with another number of cells stays out.
        let text = rows.map(|row| row.replace('|', "  ")).join("\n").replace("3  6", "3");
        assert_eq!(table_two(&text)[1], rows[2]);
        // Text that names the rows is no table.
        let text = "规章 0 件。\n行政许可 54408 件，\n行政处罚 2086 件。";
        assert_eq!(table_two(text), [""; 0]);
    }
}
