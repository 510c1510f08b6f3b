//! The text of a part: paragraphs, headings （一）, bold run-ins and live fields, stored as a small
//! subset of Markdown.

use super::Report;
use crate::edition::CellId;
use crate::text::is_list_numeral;

/// The text of a part, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Headings and paragraphs.
    pub texts: Vec<Paragraph>,
}

/// A heading or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Whether it is a heading （一）… on a line of its own.
    pub heading: bool,
    /// The runs. Neighbouring runs differ in kind or weight.
    pub runs: Vec<ProseRun>,
}

/// A piece of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProseRun {
    /// Words.
    Words {
        /// The words.
        text: String,
        /// Whether they are bold, such as the run-in 一是….
        bold: bool,
    },
    /// A live field: the number of a cell, printed as in the table.
    Field(CellId),
}

impl Paragraph {
    /// A paragraph or heading of plain words.
    pub fn plain(text: &str, heading: bool) -> Self {
        Self { heading, runs: vec![ProseRun::Words { text: text.to_owned(), bold: false }] }
    }

    /// The words as printed, with fields filled in from the report.
    pub fn text(&self, report: &Report) -> String {
        self.runs.iter().map(|run| run.text(report)).collect()
    }
}

impl ProseRun {
    /// The words as printed.
    pub fn text(&self, report: &Report) -> String {
        match self {
            Self::Words { text, .. } => text.clone(),
            Self::Field(id) => report.text(*id),
        }
    }
}

impl Prose {
    /// Reads Markdown. Every line that is not blank is a paragraph, so text from any source keeps
    /// its line breaks. A line that starts with `### ` is a heading. No text is rejected: an
    /// unpaired `**` or an unknown `{{field}}` is kept as text. A backslash before `\`, `*`, `{` or
    /// `#` makes that character literal.
    pub fn parse(markdown: &str) -> Self {
        let texts = markdown
            .lines()
            .map(crate::number::trim)
            .filter(|line| !line.is_empty())
            .map(|line| match line.strip_prefix("### ") {
                Some(rest) => Paragraph { heading: true, runs: runs(rest.trim_start()) },
                None => Paragraph { heading: false, runs: runs(line) },
            })
            .collect();
        Self { texts }
    }

    /// Writes Markdown from which [`Prose::parse`] reads an equal text.
    pub fn markdown(&self) -> String {
        let lines: Vec<String> = self
            .texts
            .iter()
            .map(|text| {
                let mut line = String::from(if text.heading { "### " } else { "" });
                for run in &text.runs {
                    match run {
                        ProseRun::Words { text, bold: true } => {
                            line.push_str(&format!("**{}**", escape(text, false)));
                        }
                        ProseRun::Words { text, bold: false } => {
                            line.push_str(&escape(text, line.is_empty()));
                        }
                        ProseRun::Field(id) => line.push_str(&format!("{{{{{id}}}}}")),
                    }
                }
                line
            })
            .collect();
        lines.join("\n\n")
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether a line looks like a heading: （一） and a short phrase that does not end a sentence.
    pub fn looks_like_heading(line: &str) -> bool {
        const LONGEST: usize = 40;
        let line = crate::number::trim(line);
        let Some(inside) = line.strip_prefix(['（', '(']) else { return false };
        let Some((numeral, rest)) = inside.split_once(['）', ')']) else { return false };
        let numbered = !numeral.is_empty() && numeral.chars().all(is_list_numeral);
        let phrase = !rest.trim().is_empty()
            && line.chars().count() <= LONGEST
            && !rest.contains(['。', '；', '：', '！', '？']);
        numbered && phrase
    }
}

/// Characters that a preceding backslash makes literal.
const ESCAPED: [char; 4] = ['\\', '*', '{', '#'];

/// Escapes words so that nothing in them is read as a mark.
fn escape(text: &str, starts_line: bool) -> String {
    let mut spelled = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if ESCAPED.contains(&c) && (c != '#' || at == 0 && starts_line) {
            spelled.push('\\');
        }
        spelled.push(c);
    }
    spelled
}

/// The first character of a text if it is escaped by a backslash. A backslash before any other
/// character is literal.
fn escaped(text: &str) -> Option<char> {
    text.strip_prefix('\\')?.chars().next().filter(|c| ESCAPED.contains(c))
}

/// Splits a line at `**` and `{{…}}`.
fn runs(line: &str) -> Vec<ProseRun> {
    let mut runs = Vec::new();
    // Most lines are words alone. Each search for one character is fast.
    if !['*', '{', '\\'].into_iter().any(|mark| line.contains(mark)) {
        flush(&mut runs, &mut line.to_owned(), false);
        return runs;
    }
    let pieces = pieces(line);
    let paired = pieces.len() % 2 == 1;
    if !paired {
        push_words(&mut runs, line, false);
        return runs;
    }
    for (index, piece) in pieces.iter().enumerate() {
        push_words(&mut runs, piece, index % 2 == 1);
    }
    runs
}

/// The pieces between the `**` of a line, still escaped.
fn pieces(line: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(plain) =
        line.as_bytes()[at..].iter().position(|byte| matches!(byte, b'\\' | b'*'))
    {
        at += plain;
        if escaped(&line[at..]).is_some() {
            at += 2;
        } else if line[at..].starts_with("**") {
            pieces.push(&line[start..at]);
            at += 2;
            start = at;
        } else {
            at += 1;
        }
    }
    pieces.push(&line[start..]);
    pieces
}

fn push_words(runs: &mut Vec<ProseRun>, mut text: &str, bold: bool) {
    let mut plain = String::new();
    loop {
        let marked =
            text.bytes().position(|byte| matches!(byte, b'\\' | b'{')).unwrap_or(text.len());
        plain.push_str(&text[..marked]);
        text = &text[marked..];
        if text.is_empty() {
            break;
        }
        let field = || {
            text.strip_prefix("{{")?
                .split_once("}}")
                .and_then(|(id, rest)| Some((CellId::parse(id.trim())?, rest)))
        };
        if let Some(c) = escaped(text) {
            plain.push(c);
            text = &text[2..];
        } else if let Some((id, rest)) = field() {
            flush(runs, &mut plain, bold);
            runs.push(ProseRun::Field(id));
            text = rest;
        } else {
            // Of three braces the first two are read together.
            let len = if text.starts_with("{{") { 2 } else { 1 };
            plain.push_str(&text[..len]);
            text = &text[len..];
        }
    }
    flush(runs, &mut plain, bold);
}

fn flush(runs: &mut Vec<ProseRun>, plain: &mut String, bold: bool) {
    if !plain.is_empty() {
        runs.push(ProseRun::Words { text: std::mem::take(plain), bold });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::cases;
    use proptest::prelude::*;

    #[test]
    fn text_that_looks_like_a_mark_is_kept() {
        for typed in [
            "甲 ** 乙 ** 丙",
            "### 甲",
            "#甲#",
            "共{{requests.new.total}}件",
            "**甲**",
            r"C:\甲\*.doc",
            r"\\",
            "{{{",
            "*",
        ] {
            for text in [Paragraph::plain(typed, false), Paragraph::plain(typed, true)] {
                let prose = Prose { texts: vec![text] };
                assert_eq!(Prose::parse(&prose.markdown()), prose, "{typed}");
            }
        }
    }

    #[test]
    fn other_backslashes_are_literal() {
        assert_eq!(Prose::parse(r"甲\乙\").texts, [Paragraph::plain(r"甲\乙\", false)]);
        assert_eq!(Prose::parse(r"\### 甲").texts, [Paragraph::plain("### 甲", false)]);
    }

    fn run() -> impl Strategy<Value = ProseRun> {
        let any_text = || prop_oneof![3 => r"[甲a \\*{}#]{1,8}", 1 => r"[^\r\n]{1,8}"];
        prop_oneof![
            4 => (any_text(), any::<bool>())
                .prop_map(|(text, bold)| ProseRun::Words { text, bold }),
            1 => Just(ProseRun::Field(CellId::parse("requests.new.total").expect("a cell"))),
        ]
    }

    fn is_bold(run: &ProseRun) -> Option<bool> {
        if let ProseRun::Words { bold, .. } = run { Some(*bold) } else { None }
    }

    /// Texts as the program makes them: neighbouring words differ in weight, and no line starts or
    /// ends with white space.
    fn text() -> impl Strategy<Value = Paragraph> {
        (any::<bool>(), prop::collection::vec(run(), 1..6)).prop_filter_map(
            "trimmed",
            |(heading, mut runs)| {
                runs.dedup_by(|right, left| {
                    is_bold(right).is_some() && is_bold(right) == is_bold(left)
                });
                let run_text = |run: &ProseRun| {
                    if let ProseRun::Words { text, .. } = run {
                        text.clone()
                    } else {
                        "0".to_owned()
                    }
                };
                let line: String = runs.iter().map(run_text).collect();
                let trimmed = |text: &str| text == crate::number::trim(text);
                (trimmed(&line) && !line.is_empty()).then_some(Paragraph { heading, runs })
            },
        )
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn prose_reads_back_as_it_was(texts in prop::collection::vec(text(), 0..4)) {
            let prose = Prose { texts };
            prop_assert_eq!(Prose::parse(&prose.markdown()), prose);
        }
    }
}
