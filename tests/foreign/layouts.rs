//! Tables of the form in layouts that offices and other programs give them, made from the form's own
//! drawing: every cell comes out right, or is doubted, or a note says that it was not found.

use super::{Tally, tally};
use nianbao::edition::{Edition, FormItem, TableKey, editions};
use nianbao::import::{ImportOptions, import};
use nianbao::report::{Agency, Report};
use std::fmt::Write;

/// A cell of a drawn table.
#[derive(Clone, Debug)]
struct Square {
    text: String,
    cols: usize,
    rows: usize,
    is_value: bool,
}

/// A drawn table: its rows, each with the cells that begin in it.
type Drawing = Vec<Vec<Square>>;

fn square(text: &str) -> Square {
    Square { text: text.to_owned(), cols: 1, rows: 1, is_value: false }
}

/// A report in which every cell has its own number.
fn distinct(edition: &'static Edition) -> Report {
    let agency = Agency {
        name: "示例县人民政府".to_owned(),
        level: nianbao::edition::AgencyLevel::County,
        covers_subordinates: None,
    };
    let mut report = Report::new(edition.first_year.max(2020), agency);
    report.set_as_issued(true);
    let form = report.form().clone();
    for (place, cell) in form.cells().iter().enumerate() {
        report.set_cell(cell.id, &(1000 + 7 * place).to_string());
    }
    report
}

fn drawn(report: &Report, key: TableKey) -> Drawing {
    let square = |item: &FormItem| {
        let (text, is_value) = match item {
            FormItem::Label { text, .. } => ((*text).to_owned(), false),
            FormItem::Value { id, .. } => (report.text(*id), true),
        };
        Square { text, cols: item.cols(), rows: item.rows(), is_value }
    };
    let lines = &report.form().edition(key).table(key).lines;
    lines.iter().map(|line| line.items.iter().map(square).collect()).collect()
}

fn html(drawing: &Drawing) -> String {
    let mut html = "<table border=1>".to_owned();
    for row in drawing {
        html.push_str("<tr>");
        for cell in row {
            let Square { text, cols, rows, .. } = cell;
            let _ = write!(html, "<td colspan={cols} rowspan={rows}>{text}</td>");
        }
        html.push_str("</tr>");
    }
    html + "</table>"
}

/// The first row with a number in it.
fn first_row_of_numbers(drawing: &Drawing) -> usize {
    drawing.iter().position(|row| row.iter().any(|cell| cell.is_value)).expect("numbers")
}

/// The texts of a row of cells that begin in it, with each merged cell divided.
fn divided(drawing: &Drawing, fill: bool) -> Drawing {
    let width = drawing[0].iter().map(|cell| cell.cols).sum::<usize>();
    let mut grid: Vec<Vec<Option<Square>>> = vec![vec![None; width]; drawing.len()];
    for (y, row) in drawing.iter().enumerate() {
        let mut x = 0;
        for cell in row {
            while grid[y][x].is_some() {
                x += 1;
            }
            for down in 0..cell.rows {
                for right in 0..cell.cols {
                    let is_first = down == 0 && right == 0;
                    let text = if is_first || fill { cell.text.clone() } else { String::new() };
                    grid[y + down][x + right] =
                        Some(Square { cols: 1, rows: 1, text, ..cell.clone() });
                }
            }
        }
    }
    grid.into_iter().map(|row| row.into_iter().flatten().collect()).collect()
}

/// Writes a table in a layout.
type Layout = fn(&Drawing) -> String;

/// Every way in which a table is laid out, by its name.
const LAYOUTS: &[(&str, Layout)] = &[
    ("as the form", html),
    ("a title above the heads", |drawing| {
        let width = drawing[0].iter().map(|cell| cell.cols).sum();
        let title = Square { cols: width, ..square("政府信息公开情况统计表") };
        html(&std::iter::once(vec![title]).chain(drawing.iter().cloned()).collect())
    }),
    ("a note below", |drawing| {
        let width = drawing[0].iter().map(|cell| cell.cols).sum();
        let note = Square { cols: width, ..square("注：以上数据由办公室统计。") };
        html(&drawing.iter().cloned().chain([vec![note]]).collect())
    }),
    ("cut without heads", |drawing| {
        let first = first_row_of_numbers(drawing);
        let flat = divided(drawing, true);
        let cut = first + (flat.len() - first) / 2;
        let (above, below) = (flat[..cut].to_vec(), flat[cut..].to_vec());
        format!("{}<p>— 3 —</p>{}", html(&above), html(&below))
    }),
    ("cut, with the heads again", |drawing| {
        const LONG: usize = 20;
        if drawing.len() < LONG {
            return html(drawing);
        }
        let first = first_row_of_numbers(drawing);
        let flat = divided(drawing, true);
        let cut = first + (flat.len() - first) / 2;
        let again = flat[..first].iter().chain(&flat[cut..]).cloned().collect();
        format!("{}<p>第 4 页</p>{}", html(&flat[..cut].to_vec()), html(&again))
    }),
    ("merged cells divided and repeated", |drawing| html(&divided(drawing, true))),
    ("merged cells divided and left blank", |drawing| html(&divided(drawing, false))),
    ("labels spaced out and numbered otherwise", |drawing| {
        let spaced = |cell: &Square| {
            let text: String = if cell.is_value {
                cell.text.clone()
            } else {
                cell.text.chars().flat_map(|c| [c, ' ']).collect()
            };
            Square { text: text.replace('（', "(").replace('）', ")"), ..cell.clone() }
        };
        html(&drawing.iter().map(|row| row.iter().map(spaced).collect()).collect())
    }),
    ("numbers with units and wide digits", |drawing| {
        let written = |cell: &Square| {
            let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
            let text = if cell.is_value {
                cell.text.chars().map(wide).collect()
            } else {
                cell.text.clone()
            };
            Square { text, ..cell.clone() }
        };
        html(&drawing.iter().map(|row| row.iter().map(written).collect()).collect())
    }),
    ("an empty column at the left", |drawing| {
        let rows = drawing
            .iter()
            .map(|row| std::iter::once(square("")).chain(row.iter().cloned()).collect());
        html(&rows.collect())
    }),
    ("a column of remarks at the right", |drawing| {
        let rows = drawing.iter().enumerate().map(|(y, row)| {
            let remark = square(if y == 0 { "备注" } else { "" });
            row.iter().cloned().chain([remark]).collect()
        });
        html(&rows.collect())
    }),
    ("last year's table behind it", |drawing| {
        let older = |cell: &Square| {
            let text = if cell.is_value { format!("9{}", cell.text) } else { cell.text.clone() };
            Square { text, ..cell.clone() }
        };
        let last = drawing.iter().map(|row| row.iter().map(older).collect()).collect();
        format!("{}<p>附：2018年度数据（供对比）</p>{}", html(drawing), html(&last))
    }),
];

#[test]
fn cells_are_right_in_every_layout() {
    let mut faults = Vec::new();
    for edition in editions() {
        let report = distinct(edition);
        for (name, layout) in LAYOUTS {
            let mut page = format!(
                "<!DOCTYPE html><meta charset=utf-8><h1>示例县人民政府{}年政府信息公开工作年度报告</h1>",
                report.year
            );
            for (part, key) in [
                ("二", TableKey::Disclosure),
                ("三", TableKey::Requests),
                ("四", TableKey::Disputes),
            ] {
                let heading = report.heading(nianbao::report::Part::of_table(key));
                let _ = write!(page, "<p>{heading}</p>{}", layout(&drawn(&report, key)));
                assert!(heading.starts_with(part));
            }
            let imported = import(page.as_bytes(), &ImportOptions::default()).expect(name);
            let tally: Tally = tally(&imported, &report);
            println!("{} {name}: {tally}", edition.id);
            let all = report.form().cells().len();
            if !tally.wrong.is_empty() || tally.right * 100 < all * 97 {
                faults.push(format!("{} {name}: {tally}\n  {:?}", edition.id, tally.wrong));
                faults.extend(imported.notes.iter().map(|note| format!("    {note}")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
