//! A published report for the public: its chief figures beside those of the year before, and the
//! report itself. To be read, not worked on.
//!
//! In: a report and, where it is at hand, the one of the year before. Out: HTML. A figure that a
//! report does not have is left out, not shown as nought; how much it has grown is said only where
//! both years are known.

use super::escape;
use crate::document::report::{Options, compose};
use crate::draft;
use crate::edition::CellId;
use crate::export::html;
use crate::number::Decimal;
use crate::report::Report;

/// A figure that people ask for: its name, and the cells that it is the sum of. Of several lists
/// the first whose cells the form has.
struct Figure {
    name: &'static str,
    group: &'static str,
    cells: &'static [&'static [&'static str]],
}

const fn figure(
    group: &'static str,
    name: &'static str,
    cells: &'static [&'static [&'static str]],
) -> Figure {
    Figure { name, group, cells }
}

const FIGURES: [Figure; 10] = [
    figure("依申请公开", "新收申请", &[&["requests.new.total"]]),
    figure("依申请公开", "办理完毕", &[&["requests.total.total"]]),
    figure("依申请公开", "予以公开", &[&["requests.granted.total"]]),
    figure("依申请公开", "部分公开", &[&["requests.partial.total"]]),
    figure("依申请公开", "结转下年", &[&["requests.carried_out.total"]]),
    figure("行政争议", "行政复议", &[&["disputes.review.total"]]),
    figure("行政争议", "行政诉讼", &[&["disputes.direct.total", "disputes.after_review.total"]]),
    figure(
        "主动公开",
        "现行有效规范性文件",
        &[&["disclosure.normative.in_force"], &["disclosure.normative.open_total"]],
    ),
    figure("主动公开", "行政许可决定", &[&["disclosure.licensing.decisions"]]),
    figure("主动公开", "行政处罚决定", &[&["disclosure.penalties.decisions"]]),
];

impl Figure {
    /// What it comes to in a report, if that knows.
    fn of(&self, report: &Report) -> Option<Decimal> {
        let value = |cells: &&[&str]| {
            cells
                .iter()
                .map(|id| {
                    CellId::parse(id)
                        .filter(|id| report.form().slot(*id).is_some())
                        .and_then(|id| report.value(id))
                })
                .sum()
        };
        self.cells.iter().find_map(value)
    }
}

/// The page for the public.
pub fn page(report: &Report, last: Option<&Report>) -> String {
    let last = last.filter(|last| last.year + 1 == report.year);
    let document = compose(report, &Options::default());
    let article = html::plain(&document, &draft::printed_part(report));
    format!(
        "<div class=\"nb nb-public\" part=\"frame\">{}<section class=\"nb-whole\" part=\"report\" aria-label=\"报告全文\">{article}</section></div>",
        figures(report, last)
    )
}

/// The chief figures, beside those of the year before.
fn figures(report: &Report, last: Option<&Report>) -> String {
    let rows: Vec<Row> =
        FIGURES.iter().filter_map(|figure| Row::of(figure, report, last)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let compared = rows.iter().any(|row| row.last.is_some());
    let heads = match last.filter(|_| compared) {
        Some(last) => format!(
            "<th scope=\"col\">{} 年</th><th scope=\"col\">{} 年</th><th scope=\"col\">比上年</th><th scope=\"col\" class=\"nb-bars\"><span class=\"nb-unseen\">两年对照图</span></th>",
            report.year, last.year
        ),
        None => format!("<th scope=\"col\">{} 年</th>", report.year),
    };
    let title = if compared { "主要数字，与上年相比" } else { "主要数字" };
    let body: String = groups(&rows).map(|rows| group(rows, compared)).collect();
    format!(
        "<section class=\"nb-figures\" part=\"figures\" aria-labelledby=\"nb-figures-title\"><h2 id=\"nb-figures-title\">{title}</h2>\
         <table><thead><tr><td></td>{heads}</tr></thead>{body}</table></section>"
    )
}

/// Rows that stand together.
fn groups(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|one, other| one.figure.group == other.figure.group)
}

fn group(rows: &[Row], compared: bool) -> String {
    let columns = if compared { 5 } else { 2 };
    let name = rows.first().map_or("", |row| row.figure.group);
    // Bars of a group are drawn to the same scale.
    let most = rows
        .iter()
        .flat_map(|row| [Some(row.this), row.last])
        .flatten()
        .max()
        .unwrap_or(Decimal::ZERO);
    let lines: String = rows.iter().map(|row| row.html(compared, most)).collect();
    format!(
        "<tbody><tr><th scope=\"rowgroup\" colspan=\"{columns}\">{name}</th></tr>{lines}</tbody>"
    )
}

struct Row {
    figure: &'static Figure,
    this: Decimal,
    last: Option<Decimal>,
}

impl Row {
    fn of(figure: &'static Figure, report: &Report, last: Option<&Report>) -> Option<Self> {
        Some(Self { figure, this: figure.of(report)?, last: last.and_then(|last| figure.of(last)) })
    }

    fn html(&self, compared: bool, most: Decimal) -> String {
        let Self { figure, this, last } = self;
        let before = if compared {
            let known = last.map_or_else(|| "—".to_owned(), |last| last.to_string());
            format!(
                "<td>{known}</td><td>{}</td><td class=\"nb-bars\">{}</td>",
                escape(&self.growth()),
                self.bars(most)
            )
        } else {
            String::new()
        };
        format!("<tr><th scope=\"row\">{}</th><td><b>{this}</b></td>{before}</tr>", figure.name)
    }

    /// How it has grown, in words that need no sign to be understood.
    fn growth(&self) -> String {
        let Some(last) = self.last else { return "—".to_owned() };
        let difference = self.this - last;
        if difference == Decimal::ZERO {
            return "持平".to_owned();
        }
        let word = if difference.is_negative() { "减少" } else { "增加" };
        let share = difference
            .abs()
            .percent_of(last, 1)
            .map(|share| format!("，{share}%"))
            .unwrap_or_default();
        format!("{word} {}{share}", difference.abs())
    }

    /// This year above the year before. For eyes only: the numbers stand beside it.
    fn bars(&self, most: Decimal) -> String {
        let wide = |value: Decimal| value.percent_of(most, 1).unwrap_or(Decimal::ZERO);
        let last = self
            .last
            .map(|last| {
                format!(
                    "<rect class=\"nb-bar-last\" y=\"8\" width=\"{}\" height=\"5\"/>",
                    wide(last)
                )
            })
            .unwrap_or_default();
        format!(
            "<svg viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"nb-bar\" y=\"1\" width=\"{}\" height=\"6\"/>{last}</svg>",
            wide(self.this)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::AgencyLevel;
    use crate::report::Agency;

    fn report(year: u16, cells: &[(&str, &str)]) -> Report {
        let agency = Agency {
            name: "示例县城关镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        };
        let mut report = Report::new(year, agency);
        report.set_as_issued(true);
        for (id, text) in cells {
            report.set_cell(CellId::parse(id).unwrap(), text);
        }
        report
    }

    #[test]
    fn figures_stand_beside_those_of_the_year_before() {
        let this = report(
            2025,
            &[
                ("requests.new.total", "13"),
                ("disputes.direct.total", "1"),
                ("disputes.after_review.total", "2"),
            ],
        );
        let last = report(
            2024,
            &[
                ("requests.new.total", "12"),
                ("disputes.direct.total", "3"),
                ("disputes.after_review.total", "0"),
            ],
        );
        let page = page(&this, Some(&last));
        assert!(
            page.contains(
                "<th scope=\"row\">新收申请</th><td><b>13</b></td><td>12</td><td>增加 1，8.3%</td>"
            ),
            "{page}"
        );
        assert!(
            page.contains(
                "<th scope=\"row\">行政诉讼</th><td><b>3</b></td><td>3</td><td>持平</td>"
            )
        );
        assert!(!page.contains("部分公开</th><td><b>"), "what nobody filled in is not shown");
    }

    #[test]
    fn another_year_than_the_one_before_is_not_compared() {
        let this = report(2025, &[("requests.new.total", "13")]);
        for year in [2023, 2025, 2026] {
            let page = page(&this, Some(&report(year, &[("requests.new.total", "12")])));
            assert!(page.contains(">主要数字<") && !page.contains("比上年"), "{year}");
        }
    }

    #[test]
    fn both_editions_have_normative_documents() {
        let this = report(2021, &[("disclosure.normative.in_force", "5")]);
        let last =
            report(2020, &[("disclosure.normative.open_total", "4"), ("requests.new.total", "1")]);
        assert!(
            page(&this, Some(&last)).contains("<td><b>5</b></td><td>4</td><td>增加 1，25%</td>")
        );
        let from_nought = report(2020, &[("disclosure.normative.open_total", "0")]);
        assert!(page(&this, Some(&from_nought)).contains("<td>0</td><td>增加 5</td>"));
    }

    #[test]
    fn a_report_without_figures_is_shown_all_the_same() {
        let page = page(&report(2025, &[]), None);
        assert!(!page.contains("主要数字") && page.contains("示例县城关镇人民政府"));
    }
}
