//! Gives every heading a paragraph of its own: headings on a line of a paragraph (after `<br>`), and
//! headings that run into their text.

use super::headings::{part_of, run_in};
use crate::document::Run;
use crate::source::{ParagraphKind, SourceBlock, SourceParagraph};
use std::borrow::Cow;

/// The blocks, with headings apart.
pub fn divided(blocks: &[SourceBlock]) -> Vec<Cow<'_, SourceBlock>> {
    let mut divided = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            SourceBlock::Paragraph(paragraph) if holds_heading(paragraph) => {
                divided.extend(
                    pieces(paragraph).map(|piece| Cow::Owned(SourceBlock::Paragraph(piece))),
                );
            }
            _ => divided.push(Cow::Borrowed(block)),
        }
    }
    divided
}

fn holds_heading(paragraph: &SourceParagraph) -> bool {
    let mut lines = paragraph.line_texts();
    paragraph.lines.len() > 1 && lines.any(|line| part_of(&line).is_some())
        || paragraph.kind == ParagraphKind::Text
            && paragraph.line_texts().any(|line| run_in(&line).is_some())
}

/// The heading lines of a paragraph, and the lines between them.
fn pieces(paragraph: &SourceParagraph) -> impl Iterator<Item = SourceParagraph> {
    let mut pieces: Vec<SourceParagraph> = Vec::new();
    let mut goes_on = false;
    for (runs, text) in paragraph.lines.iter().zip(paragraph.line_texts()) {
        let piece = |lines| SourceParagraph { kind: paragraph.kind, lines };
        if let Some((heading, behind)) = run_in(&text) {
            pieces.push(piece(vec![vec![Run::plain(heading)]]));
            pieces.push(piece(vec![end_of(runs, behind.len())]));
            goes_on = true;
        } else if part_of(&text).is_some() {
            pieces.push(piece(vec![runs.clone()]));
            goes_on = false;
        } else if let Some(last) = pieces.last_mut().filter(|_| goes_on) {
            last.lines.push(runs.clone());
        } else {
            pieces.push(piece(vec![runs.clone()]));
            goes_on = true;
        }
    }
    pieces.into_iter()
}

/// The last bytes of some runs.
fn end_of(runs: &[Run], mut bytes: usize) -> Vec<Run> {
    let mut end: Vec<Run> = Vec::new();
    for run in runs.iter().rev() {
        let taken = run.text.len().min(bytes);
        if taken > 0 {
            let text = run.text[run.text.len() - taken..].to_owned();
            end.push(Run { text, bold: run.bold });
        }
        bytes -= taken;
    }
    end.reverse();
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_stand_apart() {
        let bold = |text: &str| Run { text: text.to_owned(), bold: true };
        let paragraph = SourceParagraph {
            kind: ParagraphKind::Text,
            lines: vec![
                vec![bold("一、总体情况"), Run::plain("：我镇"), bold("积极")],
                vec![Run::plain("公开信息。")],
                vec![Run::plain("二、主动公开政府信息情况")],
            ],
        };
        let blocks = [SourceBlock::Paragraph(paragraph)];
        let texts: Vec<Vec<String>> = divided(&blocks)
            .iter()
            .map(|block| match &**block {
                SourceBlock::Paragraph(paragraph) => paragraph.line_texts().collect(),
                SourceBlock::Table(_) => Vec::new(),
            })
            .collect();
        let expected = [
            vec!["一、总体情况"],
            vec!["我镇积极", "公开信息。"],
            vec!["二、主动公开政府信息情况"],
        ];
        assert_eq!(texts, expected);
    }
}
