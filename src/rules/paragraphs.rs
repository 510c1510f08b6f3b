//! The rule on paragraphs that were broken in two, as happens with text copied from pages with
//! fixed lines.

use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::report::{Spot, TextEdit, continues};
use crate::text::quoted;

/// A paragraph must end with punctuation.
pub(super) static SPLIT_PARAGRAPH: Rule = Rule {
    id: "split-paragraph",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《标点符号用法》（国家标准15834）",
    title: "一段没有拆成两段",
    what: "后面还有一段的，这一段末尾有标点。",
    why: "从别处复制来的文字，常常在行末断开，一段成了两段。",
    todo: "同一段的，把光标放到下一段开头，按退格键接上；确实是两段的，补上标点。",
    needs_last_year: false,
    check: Check::text(split_paragraphs),
};

fn split_paragraphs(input: &TextInput<'_>) -> Vec<Remark> {
    /// The least length of a paragraph in characters. A shorter line may be a heading without a
    /// number.
    const SHORTEST: usize = 15;
    /// The number of characters that the finding shows.
    const SHOWN_CHARACTERS: usize = 12;
    let texts: Vec<_> =
        input.lines.iter().filter(|line| matches!(line.passage.spot, Spot::Section(_))).collect();
    let pairs = texts.windows(2).filter(|pair| {
        let (this, next) = (pair[0].passage, pair[1].passage);
        let cut = this.spot == next.spot
            && !this.heading
            && !next.heading
            && continues(&this.text, &next.text);
        cut && pair[0].text.chars().count() >= SHORTEST
    });
    pairs
        .map(|pair| {
            let text = &pair[0].text;
            let from =
                text.char_indices().rev().take(SHOWN_CHARACTERS).last().map_or(0, |(at, _)| at);
            let wording = Wording {
                title: format!("{}有一段末尾没有标点，像是一段被拆成了两段", pair[0].part_name()),
                sides: vec![Operand::new("末尾是", quoted(&text[from..]))],
                difference: None,
            };
            let passage = pair[0].passage;
            let join = TextEdit {
                spot: passage.spot,
                paragraph: passage.paragraph,
                at: passage.text.len(),
                from: TextEdit::BREAK.to_owned(),
                to: String::new(),
            };
            pair[0].remark(from..text.len(), wording).repaired_by(vec![join])
        })
        .collect()
}
