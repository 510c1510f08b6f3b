//! Tables without rules, as far as they are certain: each row is one line, and its words stand below
//! as many words of a head.

use super::lines::PlacedLine;
use super::margins::begins_item;
use super::tables::is_number;
use crate::source::{Builder, MOST_COLUMNS, MOST_ROWS, VerticalMerge};

/// What a line is in a table without rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    /// One word, which may stand above a group of rows.
    Group,
    /// Several words without numbers.
    Head,
    /// A label and numbers.
    Numbers,
    /// None of these.
    Text,
}

/// How many of the first lines form a table without rules: 0 if they do not begin one. A table has
/// a head, and at least one row of as many words, of which all but the first are numbers. More
/// heads may follow.
pub fn length<'a>(lines: impl Iterator<Item = &'a PlacedLine>) -> usize {
    let (mut end, mut width) = (0, None);
    for (index, line) in lines.enumerate().take(MOST_ROWS) {
        match kind(&line.fields) {
            RowKind::Head => width = Some(line.fields.len()),
            RowKind::Numbers if width == Some(line.fields.len()) => end = index + 1,
            // The rows of a group may have the head of the group above.
            RowKind::Group if index == 0 || index == end => {}
            _ => break,
        }
    }
    end
}

fn kind(fields: &[String]) -> RowKind {
    const LONGEST_LABEL: usize = 30;
    let is_label = |field: &String| {
        field.chars().count() <= LONGEST_LABEL
            && !field.contains(['。', '；', '，', '：'])
            && !is_number(field)
    };
    match fields {
        [only] if is_label(only) && !begins_item(only) => RowKind::Group,
        [_, _, ..] if fields.len() <= MOST_COLUMNS => {
            let has_digits = |field: &String| field.chars().any(char::is_numeric);
            if !is_label(&fields[0]) {
                RowKind::Text
            } else if fields[1..].iter().all(|field| is_number(field)) {
                RowKind::Numbers
            } else if fields.iter().all(|field| is_label(field) && !has_digits(field)) {
                RowKind::Head
            } else {
                RowKind::Text
            }
        }
        _ => RowKind::Text,
    }
}

/// Gives the table that lines form. The last word of a line covers the columns that are left.
pub fn put(lines: &[PlacedLine], builder: &mut Builder) {
    let width = lines.iter().map(|line| line.fields.len()).max().unwrap_or(0);
    builder.start_table();
    for line in lines {
        builder.start_row();
        for (index, field) in line.fields.iter().enumerate() {
            let is_last = index + 1 == line.fields.len();
            let cols = if is_last { width - index } else { 1 };
            builder.start_cell(cols, VerticalMerge::Rows(1));
            builder.text(field, false);
            builder.end_cell();
        }
    }
    builder.end_table();
}
