//! Runs of text in cells and in lists of shared strings.

use crate::document::Run;
use crate::import::ImportError;
use crate::import::package::{XmlEvent, attribute, events};

/// All texts of a part that lists them, such as the shared strings: the runs of each item.
pub fn runs_of(xml: &str, part: &str) -> Result<Vec<Vec<Run>>, ImportError> {
    let mut items: Vec<Vec<Run>> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut bold = false;
    events(xml, part, |piece, _| match piece {
        XmlEvent::Start(element) | XmlEvent::Empty(element) => {
            let name = element.local_name().as_ref().to_owned();
            match name.as_str() {
                "si" => {
                    items.push(Vec::new());
                    bold = false;
                }
                "r" => bold = false,
                "b" => bold = is_on(attribute(element, "val").as_deref()),
                _ => {}
            }
            if matches!(piece, XmlEvent::Start(_)) {
                open.push(name);
            }
        }
        XmlEvent::End => drop(open.pop()),
        XmlEvent::Text(text) => {
            // Pronunciation above the text does not belong to it.
            if open.last().is_some_and(|name| name == "t") && !open.iter().any(|name| name == "rPh")
            {
                push(items.last_mut().unwrap_or(&mut Vec::new()), text, bold);
            }
        }
    })?;
    Ok(items.iter().map(|runs| unescaped(runs)).collect())
}

pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false"))
}

pub fn push(runs: &mut Vec<Run>, text: &str, bold: bool) {
    match runs.last_mut() {
        Some(run) if run.bold == bold => run.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), bold }),
    }
}

/// Decodes characters that XML cannot contain, which spreadsheets write as `_x0007_`.
pub fn unescaped(runs: &[Run]) -> Vec<Run> {
    let unescape = |text: &str| {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("_x") {
            out.push_str(&rest[..at]);
            let code =
                rest.get(at + 2..at + 6).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
            let closed = rest.as_bytes().get(at + 6) == Some(&b'_');
            if let Some(c) = code
                .filter(|_| closed)
                .and_then(|code| u32::from_str_radix(code, 16).ok())
                .and_then(char::from_u32)
            {
                out.push(c);
                rest = &rest[at + 7..];
            } else {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
        out.push_str(rest);
        out
    };
    runs.iter()
        .map(|run| Run { text: unescape(&run.text), bold: run.bold })
        .filter(|run| !run.text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_are_what_they_stand_for() {
        let read = |text: &str| unescaped(&[Run::plain(text)]).pop().map(|run| run.text);
        assert_eq!(read("_x005F_x0041__x0041__x00_甲_x").as_deref(), Some("_x0041_A_x00_甲_x"));
        assert_eq!(read("_x公公公公_").as_deref(), Some("_x公公公公_"));
    }
}
