//! Parts a style sheet by width: what always holds, and what holds up to a width or from one on.
//!
//! On a page of its own the browser asks the window; in a column of somebody's page the window says
//! nothing, and container queries are missing before Chromium 105. So the element asks itself how
//! wide it is, and puts the pieces on. What is said of some widths must therefore hold when it
//! comes after everything else.

use anyhow::{Context, Result, bail};

/// Rules for some widths.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The least width, in pixels.
    pub least: u32,
    /// The greatest width; `None`: however wide.
    pub most: Option<u32>,
    /// The rules.
    pub css: String,
}

impl Piece {
    /// A name for its file.
    pub fn name(&self) -> String {
        self.most.map_or_else(|| format!("from-{}", self.least), |most| format!("to-{most}"))
    }

    /// Pieces are put on in this order: for wide ones, then for narrow ones, the narrowest last.
    const fn order(&self) -> (bool, u32) {
        match self.most {
            None => (false, self.least),
            Some(most) => (true, u32::MAX - most),
        }
    }
}

/// How the blocks begin.
const BLOCKS: [&str; 2] = ["@media (max-width: ", "@media (min-width: "];

/// The sheet without its blocks for some widths; and those, each once.
///
/// # Errors
/// When a block is not of the form `@media (max-width: 1100px) { … }`.
pub fn split(sheet: &str) -> Result<(String, Vec<Piece>)> {
    let mut whole = String::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = sheet;
    while let Some((start, block)) =
        BLOCKS.iter().filter_map(|block| rest.find(block).map(|start| (start, *block))).min()
    {
        let after = &rest[start + block.len()..];
        let (width, after) =
            after.split_once("px) {").context("a block for some widths begins in a new way")?;
        let width: u32 = width.parse().with_context(|| format!("a width of {width} pixels"))?;
        let end = end_of_block(after).context("a block for some widths does not end")?;
        let (least, most) = if block == BLOCKS[0] { (0, Some(width)) } else { (width, None) };
        let css = format!("{}\n", &after[..end]);
        match pieces.iter_mut().find(|piece| (piece.least, piece.most) == (least, most)) {
            Some(piece) => piece.css += &css,
            None => pieces.push(Piece { least, most, css }),
        }
        whole += &rest[..start];
        rest = &after[end + 1..];
    }
    whole += rest;
    if whole
        .split("@media")
        .skip(1)
        .any(|query| query.split('{').next().is_some_and(|question| question.contains("width")))
    {
        bail!("a question about the width of the window is left");
    }
    pieces.sort_by_key(Piece::order);
    Ok((whole, pieces))
}

/// Where the brace is that closes what has been opened before the text.
fn end_of_block(text: &str) -> Option<usize> {
    let mut open = 1;
    for (at, character) in text.char_indices() {
        match character {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(least: u32, most: Option<u32>, css: &str) -> Piece {
        Piece { least, most, css: css.to_owned() }
    }

    #[test]
    fn blocks_for_widths_are_taken_out_and_joined() {
        let sheet = "a{}\n@media (max-width: 640px) {\n b{} c{}\n}\n@media print { d{} }\n@media (max-width: 1100px) { e{} }\n\
                     @media (min-width: 1700px) { w{} }\n@media (max-width: 640px) { f{} }\ng{}";
        let (whole, pieces) = split(sheet).unwrap();
        assert_eq!(whole, "a{}\n\n@media print { d{} }\n\n\n\ng{}");
        let wanted = [
            piece(1700, None, " w{} \n"),
            piece(0, Some(1100), " e{} \n"),
            piece(0, Some(640), "\n b{} c{}\n\n f{} \n"),
        ];
        assert_eq!(pieces, wanted);
        assert_eq!(
            pieces.iter().map(Piece::name).collect::<Vec<_>>(),
            ["from-1700", "to-1100", "to-640"]
        );
    }

    #[test]
    fn other_questions_about_the_width_are_refused() {
        let bad = [
            "@media (max-width: 40em) { a{} }",
            "@media (width < 9px) { a{} }",
            "@media print and (max-width:9px) { a{} }",
            "@media (max-width: 9px) { a{}",
        ];
        for bad in bad {
            assert!(split(bad).is_err(), "{bad}");
        }
        assert!(split("a { max-width: 9px } @media print { a { max-width: 9px } }").is_ok());
    }
}
