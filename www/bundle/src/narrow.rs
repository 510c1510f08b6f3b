//! Splits a style sheet by width: the rules that always apply, and those that apply up to a width
//! or from a width on.
//!
//! On a page of its own the rules depend on the width of the window. In a column of another site's
//! page the window does not matter, and container queries are missing before Chromium 105.
//! Therefore the element measures its own width and adds the pieces that apply. Rules for some
//! widths must work when they come after all other rules.

use anyhow::{Context, Result, bail};

/// Rules for some widths.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The least width, in pixels.
    pub least: u32,
    /// The greatest width; `None` for no limit.
    pub most: Option<u32>,
    /// The rules.
    pub css: String,
}

impl Piece {
    /// A name for its file.
    pub fn name(&self) -> String {
        self.most.map_or_else(|| format!("from-{}", self.least), |most| format!("to-{most}"))
    }

    /// The order in which pieces are added: those for wide elements, then those for narrow ones,
    /// the narrowest last.
    const fn order(&self) -> (bool, u32) {
        match self.most {
            None => (false, self.least),
            Some(most) => (true, u32::MAX - most),
        }
    }
}

/// The beginnings of the blocks.
const BLOCKS: [&str; 2] = ["@media (max-width: ", "@media (min-width: "];

/// The sheet without its blocks for some widths; and these blocks, each width once.
///
/// # Errors
/// When a block does not have the form `@media (max-width: 1100px) { … }`.
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

/// The position of the brace that closes the block that was opened before the text.
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
        let sheet = "a{}\n@media (max-width: 640px) {\n b{} c{}\n}\n@media print { d{} }\n\
            @media (max-width: 1100px) { e{} }\n\
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
