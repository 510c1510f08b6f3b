//! Parts a style sheet by width: what always holds, and what holds up to a width.
//!
//! On a page of its own the browser asks the window; in a column of somebody's page the window says nothing, and container queries are missing
//! before Chromium 105. So the element asks itself how wide it is, and puts the pieces on. What is said of narrow windows must therefore hold
//! when it comes after everything else.

use anyhow::{Context, Result, bail};

/// How the blocks begin.
const BLOCK: &str = "@media (max-width: ";

/// The sheet without its blocks for narrow windows; and those, the widest first, each once.
///
/// # Errors
/// When a block is not of the form `@media (max-width: 1100px) { … }`.
pub fn split(sheet: &str) -> Result<(String, Vec<(u32, String)>)> {
    let mut whole = String::new();
    let mut narrow: Vec<(u32, String)> = Vec::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once(BLOCK) {
        let (width, after) = after.split_once("px) {").context("a block for narrow windows begins in a new way")?;
        let width: u32 = width.parse().with_context(|| format!("a width of {width} pixels"))?;
        let end = end_of_block(after).context("a block for narrow windows does not end")?;
        let (css, after) = (&after[..end], &after[end + 1..]);
        match narrow.iter_mut().find(|(other, _)| *other == width) {
            Some((_, all)) => *all += &format!("{css}\n"),
            None => narrow.push((width, format!("{css}\n"))),
        }
        whole += before;
        rest = after;
    }
    whole += rest;
    if whole.split("@media").skip(1).any(|query| query.split('{').next().is_some_and(|question| question.contains("width"))) {
        bail!("a question about the width of the window is left");
    }
    narrow.sort_by(|(one, _), (other, _)| other.cmp(one));
    Ok((whole, narrow))
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

    #[test]
    fn blocks_for_narrow_windows_are_taken_out_and_joined() {
        let sheet = "a{}\n@media (max-width: 640px) {\n b{} c{}\n}\n@media print { d{} }\n@media (max-width: 1100px) { e{} }\n@media (max-width: 640px) { f{} }\ng{}";
        let (whole, narrow) = split(sheet).unwrap();
        assert_eq!(whole, "a{}\n\n@media print { d{} }\n\n\ng{}");
        assert_eq!(narrow, [(1100, " e{} \n".to_owned()), (640, "\n b{} c{}\n\n f{} \n".to_owned())]);
    }

    #[test]
    fn other_questions_about_the_width_are_refused() {
        for bad in [
            "@media (max-width: 40em) { a{} }",
            "@media (min-width: 40px) { a{} }",
            "@media print and (max-width:9px) { a{} }",
            "@media (max-width: 9px) { a{}",
        ] {
            assert!(split(bad).is_err(), "{bad}");
        }
        assert!(split("a { max-width: 9px } @media print { a { max-width: 9px } }").is_ok());
    }
}
