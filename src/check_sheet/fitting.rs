//! Chooses the size of the text and the findings that fit on the one page of the check sheet.

use super::checked::FindingText;
use crate::document::{Role, Row, TextSize};

/// Calculates how much of the page is left for findings, in hundredths of a point. Fonts are not
/// known here, so the length of lines is estimated from the number of characters, rather too short
/// than too long.
pub(super) struct Room<'a> {
    title: i32,
    facts: &'a [Row],
    below: i32,
}

/// The measures of a table at a size of text, in hundredths of a point: the least height of a row,
/// the height of a line, and the number of characters in a line.
struct SizeMeasures {
    size: TextSize,
    row: i32,
    line: i32,
    /// The number of Chinese characters that fit the whole width.
    chars: usize,
}

/// The measures for 小四, 五号 and 小五, as the layout and the Word document set them.
const SETTINGS: [SizeMeasures; 3] = [
    SizeMeasures { size: TextSize::Large, row: 2600, line: 1560, chars: 36 },
    SizeMeasures { size: TextSize::Medium, row: 2400, line: 1365, chars: 42 },
    SizeMeasures { size: TextSize::Small, row: 1890, line: 1170, chars: 49 },
];

impl SizeMeasures {
    /// The number of lines that a text needs in a cell of this width, in thousandths.
    fn lines(&self, text: &str, width: usize) -> i32 {
        /// The width of the widest digits of any font, in hundredths of a Chinese character.
        const DIGIT: usize = 64;
        // One character is left for the padding of the cell and one for marks that must not begin a
        // line.
        let chars = (self.chars * width / 1000).saturating_sub(2).max(1);
        let length: usize = text.chars().map(|c| if c.is_ascii() { DIGIT } else { 100 }).sum();
        i32::try_from(length.div_ceil(100 * chars).max(1)).unwrap_or(i32::MAX / 10_000)
    }

    fn height(&self, lines: i32) -> i32 {
        self.row.max(lines * self.line + 200)
    }

    /// The height of a row of facts. The width of a fact follows from how many cells the row has.
    fn fact(&self, Row { cells, .. }: &Row) -> i32 {
        let width = if cells.len() == 2 { 850 } else { 350 };
        self.height(
            cells
                .iter()
                .filter(|cell| cell.role == Role::Words)
                .map(|cell| self.lines(&cell.text, width))
                .max()
                .unwrap_or(1),
        )
    }

    fn finding(&self, FindingText { message, justification, .. }: &FindingText) -> i32 {
        self.height(self.lines(message, 480).max(self.lines(justification, 370)))
    }
}

/// The greatest lengths, in characters, of a finding and of its justification that are tried in
/// turn if not all findings fit.
const WORDS: [usize; 5] = [120, 80, 50, 35, 20];

/// The findings as the sheet lists them.
pub(super) struct Listed {
    pub size: TextSize,
    pub findings: Vec<FindingText>,
    /// Whether findings were shortened or left out.
    pub shortened: bool,
}

impl FindingText {
    /// The finding and its justification with at most this many characters each.
    fn shortened(&self, most: usize) -> Self {
        let short = |text: &str| {
            if text.chars().count() > most {
                text.chars().take(most - 1).chain(['…']).collect()
            } else {
                text.to_owned()
            }
        };
        Self {
            severity: self.severity.clone(),
            message: short(&self.message),
            justification: short(&self.justification),
        }
    }
}

impl<'a> Room<'a> {
    pub fn left_by(title: &[String], facts: &'a [Row], code: bool) -> Self {
        let lines_of_title = i32::try_from(title.len()).unwrap_or(1);
        // The height of a note, two rows for signatures, and the code, or a note instead of the
        // code.
        let below = 1900 + 900 + 2 * 2600 + if code { 13_200 } else { 1900 };
        Self { title: 5790 + 3500 * lines_of_title, facts, below }
    }

    /// Chooses the largest size at which all findings fit. If none does, the findings are shortened
    /// at the smallest size, and findings are left out only if the shortest form does not fit
    /// either.
    pub fn choose(&self, findings: &[FindingText]) -> Listed {
        for setting in &SETTINGS {
            if self.fitting(setting, findings, 0) == Some(findings.len()) {
                return Listed {
                    size: setting.size,
                    findings: findings.to_vec(),
                    shortened: false,
                };
            }
        }
        let [.., smallest] = &SETTINGS;
        let mut fewer = Vec::new();
        for most in WORDS {
            fewer = findings.iter().map(|finding| finding.shortened(most)).collect();
            if self.fitting(smallest, &fewer, 1) == Some(fewer.len()) {
                break;
            }
        }
        fewer.truncate(self.fitting(smallest, &fewer, 1).unwrap_or(0));
        Listed { size: smallest.size, findings: fewer, shortened: true }
    }

    /// The number of findings that fit at a size with this many additional lines of notes; `None`
    /// if not even the facts fit.
    fn fitting(
        &self,
        setting: &SizeMeasures,
        findings: &[FindingText],
        lines_of_notes: i32,
    ) -> Option<usize> {
        /// The height of the text area, less the tolerance for differences between programs.
        const HEIGHT: i32 = 63_700 - 1000;
        /// The height of a line of notes.
        const NOTE: i32 = 1170;
        let facts: i32 = self.facts.iter().map(|row| setting.fact(row)).sum();
        let mut rest = HEIGHT
            - self.title
            - self.below
            - lines_of_notes * NOTE
            - facts
            - 2 * setting.height(1);
        if rest < 0 {
            return None;
        }
        let fits = |finding: &&FindingText| {
            rest -= setting.finding(finding);
            rest >= 0
        };
        Some(findings.iter().take_while(fits).count())
    }
}
