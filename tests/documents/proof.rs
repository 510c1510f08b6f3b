//! Documents are read back, and all formats of a report share one digest.

use crate::{fixture, fixtures, readable, written};
use nianbao::document::digest::Digest;
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::edition::CellId;
use nianbao::export::Format;
use nianbao::import::{self, import};
use nianbao::read_back::read_back;
use nianbao::report::{Part, Report};

#[test]
fn every_format_of_every_fixture_is_read_back_equal() {
    for (name, report) in fixtures() {
        for format in readable() {
            let proof = read_back(&report, &written(&report, format)).expect("our own document");
            assert!(proof.is_equal(), "{name} {format:?}: {proof}");
            assert_eq!(proof.cells, report.form().cells().len());
            assert!(proof.paragraphs >= 6 && proof.to_string().ends_with("全部一致。"), "{proof}");
        }
    }
}

#[test]
fn another_report_in_the_file_is_noticed() {
    let report = fixture("distinct-2021");
    for format in readable() {
        let mut other = report.clone();
        let id = CellId::parse("requests.granted.natural").expect("a cell");
        other.set_cell(id, "999");
        other.title = Some("别的标题".to_owned());
        let proof = read_back(&report, &written(&other, format)).expect("our own document");
        let text = proof.to_string();
        // Changed are the number, two totals of its column and row, the grand total, and the title.
        assert!(!proof.is_equal() && proof.differences.len() >= 4, "{format:?} {text}");
        assert!(text.contains("文件里是“999”") && text.contains("别的标题"), "{format:?} {text}");
    }
}

/// Every format shows what is a heading and what is bold, so that reading back compares it.
#[test]
fn a_lost_heading_and_lost_bold_are_noticed_in_every_format() {
    let with = |text: &str| {
        let mut report = fixture("distinct-2021");
        report.sections.insert(Part::Overview, text.to_owned());
        report
    };
    let report = with("### （一）主动公开\n\n**一是**抓培训。");
    for (text, words) in [
        (
            "（一）主动公开\n\n**一是**抓培训。",
            "第1段的样式：报告里是“小标题：（一）主动公开”，文件里是“正文：（一）主动公开”",
        ),
        (
            "### （一）主动公开\n\n### 一是抓培训。",
            "第2段的样式：报告里是“正文：一是抓培训。”，文件里是“小标题：一是抓培训。”",
        ),
        (
            "### （一）主动公开\n\n一是抓培训。",
            "第2段的加粗（【】里的字）：报告里是“【一是】抓培训。”，文件里是“一是抓培训。”",
        ),
    ] {
        for format in readable() {
            let proof =
                read_back(&report, &written(&with(text), format)).expect("our own document");
            assert_eq!(proof.places(), [format!("“一、总体情况”{words}")], "{format:?}");
        }
    }
}

#[test]
fn a_second_table_and_a_row_of_somebody_elses_are_noticed() {
    let report = fixture("distinct-2021");
    let html = String::from_utf8(written(&report, Format::HTML_FRAGMENT)).expect("UTF-8");
    let start = html.rfind("<table").expect("table 4");
    let end = start + html[start..].find("</table>").expect("its end") + "</table>".len();
    let twice =
        format!("{}{}{}", &html[..end], html[start..end].replace(">389<", ">390<"), &html[end..]);
    let row = html.replacen("行政处罚", "行政命令", 1);
    for (changed, words) in
        [(twice, "文件里是“另一张同样的表”"), (row, "文件里是“多出的行：行政命令”")]
    {
        assert_ne!(changed, html);
        let proof = read_back(&report, changed.as_bytes()).expect("a report");
        assert!(proof.to_string().contains(words), "{proof}");
    }
}

#[test]
fn drafts_are_no_documents() {
    let report = fixture("distinct-2021");
    assert_eq!(
        read_back(&report, nianbao::draft::write(&report, "1").as_bytes()),
        Err(import::ImportError::NoReport)
    );
}

#[test]
fn all_formats_have_one_digest() {
    let digest = |report: &Report| Digest::of(&compose(report, &DocumentOptions::default()));
    let mut digests = Vec::new();
    for (name, report) in fixtures() {
        let expected = digest(&report);
        for format in readable() {
            let seen =
                import(&written(&report, format), &import::ImportOptions { ignore_embedded: true })
                    .expect("our own document");
            assert_eq!(digest(&seen.report), expected, "{name} {format:?}");
        }
        digests.push(expected.hexadecimal());
    }
    digests.sort();
    digests.dedup();
    // A report and the same one with typed totals (照原文录入) print the same.
    let twins = fixtures().iter().filter(|(name, _)| name.ends_with("-as-issued")).count();
    assert_eq!(digests.len(), fixtures().len() - twins);
}
