//! Runs of text in cells and in lists of shared strings.

use crate::document::Run;
use crate::import::ImportError;
use crate::import::package::{XmlEvent, attribute, events};
use quick_xml::events::BytesStart;

/// The text of a cell or of a shared string.
#[derive(Clone, Debug, Default)]
pub struct CellText {
    /// Its runs.
    pub runs: Vec<Run>,
    /// What is struck out in it.
    pub struck: String,
    /// What is raised or lowered in it.
    pub raised: String,
}

/// What a run makes of its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunLook {
    bold: bool,
    struck: bool,
    raised: bool,
}

impl RunLook {
    /// Takes up an element: the start of a run, or one of its properties.
    pub fn take(&mut self, name: &str, element: &BytesStart) {
        let value = || attribute(element, "val");
        match name {
            "r" | "si" => *self = Self::default(),
            "b" => self.bold = is_on(value().as_deref()),
            "strike" => self.struck = is_on(value().as_deref()),
            "vertAlign" => {
                self.raised = matches!(value().as_deref(), Some("superscript" | "subscript"));
            }
            _ => {}
        }
    }
}

impl CellText {
    /// Adds the text of a run.
    pub fn push(&mut self, text: &str, look: RunLook) {
        if look.struck {
            self.struck.push_str(text);
        } else if look.raised {
            self.raised.push_str(text);
        } else {
            push(&mut self.runs, text, look.bold);
        }
    }

    /// The text with the characters that XML cannot contain.
    pub fn unescaped(&self) -> Self {
        Self { runs: unescaped(&self.runs), ..self.clone() }
    }
}

/// All texts of a part that lists them, such as the shared strings.
pub fn runs_of(xml: &str, part: &str) -> Result<Vec<CellText>, ImportError> {
    let mut items: Vec<CellText> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut look = RunLook::default();
    events(xml, part, |piece, _| match piece {
        XmlEvent::Start(element) | XmlEvent::Empty(element) => {
            let name = element.local_name().as_ref().to_owned();
            if name == "si" {
                items.push(CellText::default());
            }
            look.take(&name, element);
            if matches!(piece, XmlEvent::Start(_)) {
                open.push(name);
            }
        }
        XmlEvent::End => drop(open.pop()),
        XmlEvent::Text(text) => {
            // Pronunciation above the text does not belong to it.
            if open.last().is_some_and(|name| name == "t")
                && !open.iter().any(|name| name == "rPh")
                && let Some(item) = items.last_mut()
            {
                item.push(text, look);
            }
        }
    })?;
    Ok(items.iter().map(CellText::unescaped).collect())
}

fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false"))
}

fn push(runs: &mut Vec<Run>, text: &str, bold: bool) {
    match runs.last_mut() {
        Some(run) if run.bold == bold => run.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), bold }),
    }
}

/// Decodes characters that XML cannot contain, which spreadsheets write as `_x0007_`.
fn unescaped(runs: &[Run]) -> Vec<Run> {
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
