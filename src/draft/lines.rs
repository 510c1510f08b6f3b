//! Several drafts in one file, in the format JSON Lines: one draft on each line.
//!
//! In: drafts, or the text of such a file. Out: the text of such a file, or reports. It is used to
//! save all drafts of a computer, and to process many reports at once on the command line.

use super::{DraftError, read};
use crate::report::Report;
use serde_json::Value;

/// Writes each draft on a line. A text that is not JSON is left out, because it could not be read
/// again.
pub fn join<'a>(drafts: impl IntoIterator<Item = &'a str>) -> String {
    let lines = drafts.into_iter().filter_map(|draft| serde_json::from_str::<Value>(draft).ok());
    lines.map(|draft| format!("{draft}\n")).collect()
}

/// The lines of such a file; `None` if the text is anything else, such as a single draft.
pub fn split(text: &str) -> Option<Vec<&str>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    // A single draft has many lines, the first of which is only a bracket.
    serde_json::from_str::<Value>(first).ok().filter(Value::is_object)?;
    let all: Vec<&str> = std::iter::once(first).chain(lines).collect();
    (all.len() > 1).then_some(all)
}

/// Reads the drafts of a file. Each error comes with the number of its line among the lines given,
/// from 1.
pub fn read_all(lines: &[&str]) -> (Vec<Report>, Vec<(usize, DraftError)>) {
    let (mut reports, mut errors) = (Vec::new(), Vec::new());
    for (index, line) in lines.iter().enumerate() {
        match read(line) {
            Ok(report) => reports.push(report),
            Err(error) => errors.push((index + 1, error)),
        }
    }
    (reports, errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::write;
    use crate::report::Agency;

    fn draft(year: u16) -> String {
        let mut report = Report::new(
            year,
            Agency {
                name: "示例县甲镇人民政府".into(),
                level: crate::edition::AgencyLevel::Township,
                covers_subordinates: None,
            },
        );
        report.title = Some("第一行\n第二行".to_owned());
        write(&report, "test")
    }

    #[test]
    fn drafts_stand_on_a_line_each_and_come_back() {
        let drafts = [draft(2024), draft(2025)];
        let text = join(drafts.iter().map(String::as_str));
        assert_eq!(text.lines().count(), 2);
        let (reports, errors) = read_all(&split(&text).expect("two lines"));
        assert!(errors.is_empty());
        assert_eq!(reports.iter().map(|report| write(report, "test")).collect::<Vec<_>>(), drafts);
    }

    #[test]
    fn one_draft_is_a_draft() {
        assert_eq!(split(&draft(2025)), None);
        assert_eq!(split(&join([draft(2025).as_str()])), None);
        assert_eq!(split("1\n2\n"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let text = format!(
            "{}{{\"nianbao\": 99}}\n{}",
            join([draft(2024).as_str()]),
            join([draft(2025).as_str()])
        );
        let (reports, errors) = read_all(&split(&text).expect("three lines"));
        assert_eq!((reports.len(), errors.len(), errors[0].0), (2, 1, 2));
    }
}
