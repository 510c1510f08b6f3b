//! The lines of a text, without page numbers, and the cells in which they are separated.

use crate::number;

/// Lines that are read. The text of a report has some three hundred.
const MOST_LINES: usize = 20_000;
/// The lines over which a quoted cell may extend.
const MOST_QUOTED: usize = 40;

/// A line of a text; a quoted cell with line breaks is part of one.
#[derive(Debug, Default)]
pub struct Line {
    /// The line as it stands.
    pub text: String,
    /// Its cells, if tabs or commas separate some.
    pub cells: Vec<String>,
}

impl Line {
    /// Whether it is a row of separated cells, of which at least one has text.
    pub fn is_row(&self) -> bool {
        self.cells.len() > 1 && self.cells.iter().any(|cell| !cell.trim().is_empty())
    }

    /// Whether it has no text.
    pub fn is_blank(&self) -> bool {
        number::trim(&self.text).is_empty()
    }
}

/// The lines of a text. Page numbers and the blank lines around them are left out, because a page
/// ends in the middle of a paragraph or a table.
pub fn lines(text: &str) -> Vec<Line> {
    let text = text.replace(['\u{c}', '\u{b}'], "\n");
    let mut joined: Vec<String> = Vec::new();
    // The lines that a quoted cell still extends over.
    let mut open = 0_usize;
    for line in text.lines().take(MOST_LINES) {
        if let Some(before) = joined.last_mut().filter(|_| open > 0) {
            before.push('\n');
            before.push_str(line);
            open = if line.matches('"').count() % 2 == 1 { 0 } else { open - 1 };
        } else {
            open = if opens_quote(line) { MOST_QUOTED } else { 0 };
            joined.push(line.to_owned());
        }
    }
    let comma = separates_by_comma(&joined);
    let mut lines: Vec<Line> = Vec::new();
    let mut is_behind_page = false;
    for text in joined {
        if is_page_number(&text) {
            while lines.last().is_some_and(Line::is_blank) {
                lines.pop();
            }
            is_behind_page = true;
            continue;
        }
        if is_behind_page && number::trim(&text).is_empty() {
            continue;
        }
        is_behind_page = false;
        let cells = if text.contains('\t') {
            split(&text, '\t')
        } else if comma {
            split(&text, ',')
        } else {
            Vec::new()
        };
        // A row of a sheet with one filled cell is a paragraph.
        let filled: Vec<&String> = cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
        let text = if comma && filled.len() < 2 {
            filled.first().map_or(String::new(), |cell| (*cell).clone())
        } else {
            text
        };
        lines.push(Line { text, cells });
    }
    lines
}

/// Whether a line ends within a quoted cell.
fn opens_quote(line: &str) -> bool {
    let starts = line.starts_with('"') || line.contains("\t\"") || line.contains(",\"");
    starts && line.matches('"').count() % 2 == 1
}

/// Whether a text is a table that commas separate: most lines have the same number of them, at
/// least two.
fn separates_by_comma(lines: &[String]) -> bool {
    const MOST_COMMAS: usize = 64;
    let mut counts = [0_usize; MOST_COMMAS];
    let mut all = 0;
    for line in lines.iter().filter(|line| !number::trim(line).is_empty()) {
        all += 1;
        let commas = split(line, ',').len() - 1;
        if let Some(count) = counts.get_mut(commas) {
            *count += 1;
        }
    }
    counts[2..].iter().any(|count| *count > 1 && count * 10 > all * 6)
}

/// The cells of a line; a cell may be quoted, with `""` for a quotation mark in it.
fn split(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            c if c == separator && !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

/// Whether a line is the number of a page: - 1 -, — 1 —, 第1页, 第1页 共8页, 1 / 8.
fn is_page_number(line: &str) -> bool {
    const DASHES: [char; 6] = ['-', '—', '－', '–', '―', '·'];
    let plain: String = line.chars().filter(|c| !number::is_space(*c)).collect();
    let is_number = |text: &str| {
        !text.is_empty() && text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let inner = plain.trim_matches(DASHES);
    let dashed = plain.starts_with(DASHES) && plain.ends_with(DASHES) && is_number(inner);
    let of_all = plain.split_once('/').is_some_and(|(page, all)| is_number(page) && is_number(all));
    let named = plain.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(
        |(page, rest)| {
            let all = rest.trim_start_matches(['，', ',', '/']);
            let all = all.strip_prefix('共').and_then(|all| all.strip_suffix('页'));
            is_number(page) && (rest.is_empty() || all.is_some_and(is_number))
        },
    );
    dashed || of_all || named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known() {
        for page in ["   -1-", "— 12 —", "－3－", "第 3 页", "第3页 共8页", "第3页，共8页", "3 / 8"]
        {
            assert!(is_page_number(page), "{page}");
        }
        for other in ["3", "-", "——", "-1", "第3页的内容", "0/0/0", "2024/2025", "第一页"]
        {
            assert!(!is_page_number(other), "{other}");
        }
    }
}
