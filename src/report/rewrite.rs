//! Changes of words in a report: the repairs that findings on words offer.

use super::{Paragraph, Passage, Prose, ProseRun, Report, Spot};
use crate::sort;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A change of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    /// The location of the paragraph.
    pub spot: Spot,
    /// Which paragraph of that location it is, from 0.
    pub paragraph: usize,
    /// The byte of the paragraph as printed at which the words start.
    pub at: usize,
    /// The present words. [`TextEdit::BREAK`] is the end of the paragraph.
    pub from: String,
    /// The right words.
    pub to: String,
}

impl TextEdit {
    /// The words that stand for the end of a paragraph. Without it the next paragraph is joined to
    /// this one.
    pub const BREAK: &str = "\n";

    /// A change of words of a passage.
    pub(crate) fn of(passage: &Passage, span: Range<usize>, to: &str) -> Self {
        Self {
            spot: passage.spot,
            paragraph: passage.paragraph,
            at: span.start,
            from: passage.text[span].to_owned(),
            to: to.to_owned(),
        }
    }

    /// Whether both change the same words.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let (span, others) = (self.span(), other.span());
        (self.spot, self.paragraph) == (other.spot, other.paragraph)
            && (span.start < others.end && others.start < span.end || span == others)
    }

    const fn span(&self) -> Range<usize> {
        self.at..self.at + self.from.len()
    }

    /// Replaces the words in a text. Returns `false` if they are not there.
    fn apply(&self, text: &mut String) -> bool {
        let is_there = text.get(self.span()) == Some(self.from.as_str());
        if is_there {
            text.replace_range(self.span(), &self.to);
        }
        is_there
    }

    /// Replaces the words in lines.
    fn apply_to_lines(&self, lines: &mut Vec<String>) -> bool {
        if self.from == Self::BREAK {
            let is_there = self.paragraph + 1 < lines.len();
            if is_there {
                let next = lines.remove(self.paragraph + 1);
                lines[self.paragraph].push_str(&next);
            }
            return is_there;
        }
        lines.get_mut(self.paragraph).is_some_and(|line| self.apply(line))
    }

    /// Replaces the words wherever they are in a field.
    fn apply_to_field(&self, field: &mut String) -> bool {
        let found = field.contains(&self.from);
        if found {
            *field = field.replacen(&self.from, &self.to, 1);
        }
        found
    }
}

impl Report {
    /// Makes changes of words. Returns `false` if any of the words are not there; the report may
    /// then be changed in part.
    pub fn rewrite(&mut self, edits: &[TextEdit]) -> bool {
        let mut edits: Vec<&TextEdit> = edits.iter().collect();
        // The last words come first, so that the positions of the others stay right.
        sort::sort_by_key(&mut edits, |edit| (edit.spot, edit.paragraph, edit.at));
        edits.into_iter().rev().all(|edit| self.rewrite_one(edit))
    }

    fn rewrite_one(&mut self, edit: &TextEdit) -> bool {
        match edit.spot {
            Spot::Title => self.title.as_mut().is_some_and(|title| edit.apply_to_field(title)),
            Spot::Preface => self.rewrite_preface(edit),
            Spot::Heading(part) => {
                let official = part.heading_in(self.edition());
                let Some(heading) = self.headings.get_mut(&part) else { return false };
                let is_there = edit.apply(heading);
                if *heading == official {
                    self.headings.remove(&part);
                }
                is_there
            }
            Spot::Section(part) => {
                let mut prose = self.prose(part);
                let is_there = prose.rewrite(self, edit);
                if prose.is_empty() {
                    self.sections.remove(&part);
                } else {
                    self.sections.insert(part, prose.markdown());
                }
                is_there
            }
            Spot::TableNote(table) => {
                self.table_notes.get_mut(&table).is_some_and(|note| edit.apply(note))
            }
            Spot::Signature => self.signature.as_mut().is_some_and(|signature| {
                edit.apply(if edit.paragraph == 0 {
                    &mut signature.agency
                } else {
                    &mut signature.date
                })
            }),
        }
    }

    /// Changes the opening paragraph as it was written freely, or else the first field that has the
    /// words.
    fn rewrite_preface(&mut self, edit: &TextEdit) -> bool {
        let p = &mut self.preface;
        if !p.text.trim().is_empty() {
            let lines = p.text.lines().map(str::trim).filter(|line| !line.is_empty());
            let mut lines: Vec<String> = lines.map(str::to_owned).collect();
            let is_there = edit.apply_to_lines(&mut lines);
            p.text = lines.join("\n");
            return is_there;
        }
        let fields = [
            &mut p.period.from,
            &mut p.period.to,
            &mut p.basis,
            &mut p.compiler,
            &mut p.url,
            &mut p.address,
            &mut p.postcode,
            &mut p.phone,
            &mut p.email,
        ];
        fields.into_iter().any(|field| edit.apply_to_field(field))
    }
}

impl Prose {
    /// Changes words of a paragraph. Live fields cannot be changed.
    fn rewrite(&mut self, report: &Report, edit: &TextEdit) -> bool {
        if edit.from == TextEdit::BREAK {
            let is_there = edit.paragraph + 1 < self.texts.len();
            if is_there {
                let next = self.texts.remove(edit.paragraph + 1);
                self.texts[edit.paragraph].runs.extend(next.runs);
                self.texts[edit.paragraph].join_runs();
            }
            return is_there;
        }
        let Some(paragraph) = self.texts.get_mut(edit.paragraph) else { return false };
        let is_there = paragraph.text(report).get(edit.span()) == Some(edit.from.as_str())
            && paragraph.replace(report, edit);
        paragraph.join_runs();
        if paragraph.runs.is_empty() {
            self.texts.remove(edit.paragraph);
        }
        is_there
    }
}

impl Paragraph {
    /// Replaces words, which may be in several runs. The new words are in the first of them.
    fn replace(&mut self, report: &Report, edit: &TextEdit) -> bool {
        let (mut start, mut to) = (0, Some(edit.to.as_str()));
        for run in &mut self.runs {
            let end = start + run.text(report).len();
            let (from, until) = (edit.at.max(start), edit.span().end.min(end));
            // Words are inserted at the end of a run.
            if from < until || from == until && edit.from.is_empty() {
                match run {
                    ProseRun::Words { text, .. } => {
                        let to = to.take().unwrap_or_default();
                        text.replace_range(from - start..until - start, to);
                    }
                    ProseRun::Field(_) if edit.from.is_empty() => {}
                    ProseRun::Field(_) => return false,
                }
            }
            start = end;
        }
        to.is_none()
    }

    /// Joins neighbouring words of the same weight, and removes empty ones.
    fn join_runs(&mut self) {
        let mut joined: Vec<ProseRun> = Vec::new();
        for run in self.runs.drain(..) {
            match (joined.last_mut(), run) {
                (_, ProseRun::Words { text, .. }) if text.is_empty() => {}
                (
                    Some(ProseRun::Words { text, bold }),
                    ProseRun::Words { text: next, bold: same },
                ) if *bold == same => text.push_str(&next),
                (_, run) => joined.push(run),
            }
        }
        self.runs = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::AgencyLevel;
    use crate::report::{Agency, Part};

    fn report() -> Report {
        let agency = Agency {
            name: "示例县教育局".to_owned(),
            level: AgencyLevel::CountyDepartment,
            covers_subordinates: None,
        };
        Report::new(2025, agency)
    }

    fn edit(spot: Spot, paragraph: usize, text: &str, from: &str, to: &str) -> TextEdit {
        let at = text.find(from).unwrap_or(text.len());
        TextEdit { spot, paragraph, at, from: from.to_owned(), to: to.to_owned() }
    }

    fn rewritten(markdown: &str, change: impl Fn(&Report) -> TextEdit) -> Option<String> {
        let mut report = report();
        report.set_cell(crate::edition::CellId::parse("requests.new.natural")?, "12");
        report.sections.insert(Part::Overview, markdown.to_owned());
        let change = change(&report);
        report.rewrite(&[change]).then(|| report.sections[&Part::Overview].clone())
    }

    #[test]
    fn words_of_a_part_are_replaced_where_they_are_printed() {
        let spot = Spot::Section(Part::Overview);
        let replaced = |markdown: &str, from: &str, to: &str| {
            rewritten(markdown, |report| {
                let text = report.prose(Part::Overview).texts[0].text(report);
                edit(spot, 0, &text, from, to)
            })
        };
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(replaced("**一是**答复35件。", "35", "32"), is("**一是**答复32件。"));
        assert_eq!(
            replaced("收到{{requests.new.natural}}件，答复35件。", "35", "12"),
            is("收到{{requests.new.natural}}件，答复12件。")
        );
        assert_eq!(replaced("**加强**加强管理。", "加强加强", "加强"), is("**加强**管理。"));
        assert_eq!(replaced("共{{requests.new.natural}}件。", "12", "13"), None);
        assert_eq!(replaced("答复35件。", "36", "32"), None);
    }

    #[test]
    fn a_paragraph_is_joined_to_the_next() {
        let join = |_: &Report| edit(Spot::Section(Part::Overview), 0, "", TextEdit::BREAK, "");
        assert_eq!(rewritten("甲**乙**\n\n**丙**丁", join), Some("甲**乙丙**丁".to_owned()));
        assert_eq!(rewritten("甲", join), None);
    }

    #[test]
    fn text_around_the_parts_is_replaced() {
        let mut report = report();
        report.preface.basis = "《条例》和国办公开办函〔2019〕60号".to_owned();
        report.headings.insert(Part::Problems, "五、存在问题及改进情况".to_owned());
        let official = report.edition().headings[Part::Problems as usize];
        let notice = edit(Spot::Preface, 0, "", "〔2019〕60号", "〔2021〕30号");
        let found = "五、存在问题及改进情况";
        let heading = edit(Spot::Heading(Part::Problems), 0, found, found, official);
        assert!(report.rewrite(&[notice.clone(), heading]));
        assert_eq!(report.preface.basis, "《条例》和国办公开办函〔2021〕30号");
        assert!(report.headings.is_empty());
        assert!(!report.rewrite(&[notice]), "the words are gone");
    }
}
