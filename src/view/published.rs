//! A published report for the public, to be read only: its main figures beside those of the year
//! before, and the report itself.
//!
//! In: a report and, if there is one, the previous report. Out: HTML. A figure that a report does
//! not have is left out and not shown as 0. The change is shown only if both years are known.

use super::{ElementId, drawn};
use crate::document::report::{DocumentOptions, compose};
use crate::draft;
use crate::edition::CellId;
use crate::export::html;
use crate::number::Decimal;
use crate::report::Report;
use maud::{Markup, PreEscaped, html};

/// A main figure: its name, and the cells whose sum it is. Of several lists of cells, the first one
/// counts whose cells all have values.
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
    /// Its value in a report, if the report has it.
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
    let document = compose(report, &DocumentOptions::default());
    let article = html::plain(&document, &draft::printed_part(report));
    drawn(html! {
        div class="nb nb-public" part="frame" {
            (figures(report, last))
            section class="nb-whole" part="report" aria-label="报告全文" { (PreEscaped(article)) }
        }
    })
}

/// The table of the main figures, beside those of the year before.
fn figures(report: &Report, last: Option<&Report>) -> Markup {
    let rows: Vec<Row> =
        FIGURES.iter().filter_map(|figure| Row::of(figure, report, last)).collect();
    if rows.is_empty() {
        return Markup::default();
    }
    let last = last.filter(|_| rows.iter().any(|row| row.last.is_some()));
    html! {
        section class="nb-figures" part="figures" aria-labelledby=(ElementId::FiguresTitle) {
            h2 id=(ElementId::FiguresTitle) {
                (if last.is_some() { "主要数字，与上年相比" } else { "主要数字" })
            }
            table {
                thead {
                    tr {
                        td {}
                        th scope="col" { (report.year) " 年" }
                        @if let Some(last) = last {
                            th scope="col" { (last.year) " 年" }
                            th scope="col" { "比上年" }
                            th scope="col" class="nb-bars" {
                                span class="nb-unseen" { "两年对照图" }
                            }
                        }
                    }
                }
                @for rows in groups(&rows) { (group(rows, last.is_some())) }
            }
        }
    }
}

/// Splits the rows by their groups.
fn groups(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|one, other| one.figure.group == other.figure.group)
}

fn group(rows: &[Row], compared: bool) -> Markup {
    let columns = if compared { 5 } else { 2 };
    let name = rows.first().map_or("", |row| row.figure.group);
    // The bars of a group have the same scale.
    let most = rows
        .iter()
        .flat_map(|row| [Some(row.this), row.last])
        .flatten()
        .max()
        .unwrap_or(Decimal::ZERO);
    html! {
        tbody {
            tr { th scope="rowgroup" colspan=(columns) { (name) } }
            @for row in rows { (row.html(compared, most)) }
        }
    }
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

    fn html(&self, compared: bool, most: Decimal) -> Markup {
        html! {
            tr {
                th scope="row" { (self.figure.name) }
                td { b { (self.this.to_string()) } }
                @if compared {
                    td { (self.last.map_or_else(|| "—".to_owned(), |last| last.to_string())) }
                    td { (self.growth()) }
                    td class="nb-bars" { (self.bars(most)) }
                }
            }
        }
    }

    /// The change since the year before, in words instead of signs.
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

    /// Two bars, this year above the year before. They are hidden from screen readers, which read
    /// the numbers beside them.
    fn bars(&self, most: Decimal) -> Markup {
        let wide = |value: Decimal| value.percent_of(most, 1).unwrap_or(Decimal::ZERO).to_string();
        html! {
            svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" {
                rect class="nb-bar" y="1" width=(wide(self.this)) height="6" {}
                @if let Some(last) = self.last {
                    rect class="nb-bar-last" y="8" width=(wide(last)) height="5" {}
                }
            }
        }
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
    fn figures_are_compared_with_the_year_before() {
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
    fn only_the_year_before_is_compared() {
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
        let from_zero = report(2020, &[("disclosure.normative.open_total", "0")]);
        assert!(page(&this, Some(&from_zero)).contains("<td>0</td><td>增加 5</td>"));
    }

    #[test]
    fn a_report_without_figures_is_shown_all_the_same() {
        let page = page(&report(2025, &[]), None);
        assert!(!page.contains("主要数字") && page.contains("示例县城关镇人民政府"));
    }
}
