//! Sets a document block by block as one column of lines, rows and codes, which
//! [`filling`](super::filling) then puts on pages.
//!
//! A heading stays with the text after it. The first or last line of a paragraph is never separated
//! from the rest. A row is never split. A table is divided where no label is cut, if the page is
//! then at least half full. 落款 is never alone on a page.

use super::filling::{Cut, Item, ItemContent, fill};
use super::grid::{self, TableSection};
use super::lines::{self, SetParagraph};
use super::style::{
    self, BOTTOM, FOOTER_GAP, HEADER_TOP, LEFT, LINE_PITCH, TEXT_HEIGHT, TEXT_SIZE, TEXT_WIDTH,
};
use super::table::{self, MeasuredTable};
use super::{Artifact, Code, ContentRef, Layout, Metrics, Page, PlacedRun, total};
use crate::document::qr::{Matrix, QUIET};
use crate::document::{self, Block, DRAFT_MARK, Document, TextSize};
use crate::geometry::{Emu, Shade, centipoints};

/// Sets a document on pages.
pub fn pages(document: &Document, metrics: &impl Metrics) -> Layout {
    let mut column = Column { items: Vec::with_capacity(256), tables: Vec::new(), metrics };
    for index in 0..document.blocks.len() {
        column.add(&document.blocks, index);
    }
    let (mut pages, parts) = column.fill();
    for (table, parts) in column.tables.iter().zip(&parts) {
        grid::draw(table, parts, &mut pages, metrics);
    }
    for (index, page) in pages.iter_mut().enumerate() {
        page.number = index + 1;
        // Tables were drawn after the lines. The runs are put back into reading order, artifacts
        // last.
        page.runs.sort_by_key(|run| match run.content {
            ContentRef::Text { block, .. } | ContentRef::Cell { block, .. } => block,
            ContentRef::Artifact(_) => usize::MAX,
        });
        page.runs.extend(page_number(page.number, metrics));
        if document.draft_mark {
            let mark = lines::set_text(metrics, &style::DRAFT, DRAFT_MARK, TEXT_WIDTH);
            page.runs.extend(mark.place(
                0,
                LEFT,
                TEXT_WIDTH,
                HEADER_TOP,
                ContentRef::Artifact(Artifact::DraftMark),
            ));
        }
    }
    Layout { pages }
}

/// The text of a page number: “— 1 —”.
pub fn page_number_text(number: usize) -> String {
    format!("— {number} —")
}

/// The number of a page, one character from the outer edge of the text (GB/T 9704-2012, 7.5).
fn page_number(number: usize, metrics: &impl Metrics) -> Vec<PlacedRun> {
    let style = style::PAGE_NUMBER;
    let text = page_number_text(number);
    let paragraph = lines::set_text(metrics, &style, &text, TEXT_WIDTH);
    let width = lines::width(metrics, &style, &text);
    let left =
        if number % 2 == 1 { LEFT + TEXT_WIDTH - style.size - width } else { LEFT + style.size };
    paragraph.place(0, left, width, BOTTOM + FOOTER_GAP, ContentRef::Artifact(Artifact::PageNumber))
}

/// The content of all pages in one column.
struct Column<'a, M> {
    items: Vec<Item>,
    tables: Vec<MeasuredTable>,
    metrics: &'a M,
}

impl<M: Metrics> Column<'_, M> {
    fn add(&mut self, blocks: &[Block], index: usize) {
        let style = style::of(&blocks[index]);
        let metrics = self.metrics;
        let content = |paragraph| ContentRef::Text { block: index, paragraph };
        let first = self.items.len();
        match &blocks[index] {
            Block::Title(given) => {
                let given: Vec<&str> = given.iter().map(String::as_str).collect();
                self.lines(
                    &lines::set_lines(metrics, &style, &given, TEXT_WIDTH),
                    content(0),
                    Keep::WithNext,
                );
                self.items[first..].iter_mut().for_each(|item| item.on_grid = false);
                // One line is left free above the title, even at the top of a page, and one below.
                self.room(first, 0, LINE_PITCH);
                self.items[first].lower(LINE_PITCH);
            }
            Block::Heading { text, new_page, .. } => {
                self.lines(
                    &lines::set_text(metrics, &style, text, TEXT_WIDTH),
                    content(0),
                    Keep::WithNext,
                );
                self.items[first].new_page = *new_page;
                let below_table = index.checked_sub(1).is_some_and(|last| {
                    matches!(blocks[last], Block::Table(_) | Block::TableNote(_))
                });
                self.room(first, if below_table { LINE_PITCH / 4 } else { 0 }, 0);
            }
            Block::Paragraph(runs) => {
                // 落款 must not be alone on a page.
                let signed = matches!(blocks.get(index + 1), Some(Block::Signature { .. }));
                let keep = if signed { Keep::EndWithNext } else { Keep::Together };
                self.lines(&lines::set(metrics, &style, runs, TEXT_WIDTH), content(0), keep);
                let below_table = index.checked_sub(1).is_some_and(|last| {
                    matches!(blocks[last], Block::Table(_) | Block::TableNote(_))
                });
                self.room(first, if below_table { LINE_PITCH / 4 } else { 0 }, 0);
            }
            Block::Table(table) => {
                let followed = matches!(blocks.get(index + 1), Some(Block::TableNote(_)));
                self.table(blocks, table, index, followed);
            }
            Block::TableNote(text) => {
                let more = matches!(blocks.get(index + 1), Some(Block::TableNote(_)));
                self.lines(
                    &lines::set_text(metrics, &style, text, TEXT_WIDTH),
                    content(0),
                    if more { Keep::WithNext } else { Keep::Together },
                );
                let before_table = matches!(blocks.get(index + 1), Some(Block::Table(_)));
                self.room(first, NOTE_GAP, if before_table { 3 * NOTE_GAP } else { 0 });
                self.items[first..].iter_mut().for_each(|item| item.on_grid = false);
            }
            Block::Signature { agency, date } => self.signature(index, agency, date),
            Block::Code { matrix, caption, .. } => self.code(index, matrix, caption),
        }
    }

    /// Adds a QR code: centred, or, if there is text beside it, at the left, with the text in the
    /// middle of its height.
    fn code(&mut self, block: usize, matrix: &Matrix, caption: &[String]) {
        let style = style::of(&Block::TableNote(String::new()));
        let left = if caption.is_empty() { (TEXT_WIDTH - style::CODE_SIDE) / 2 } else { 0 };
        let beside = style::CODE_SIDE + style::CODE_GAP;
        let set = |(line, text): (usize, &String)| {
            let runs = [document::Run { text: text.clone(), bold: line == 0 }];
            lines::set(self.metrics, &style, &runs, TEXT_WIDTH - beside)
        };
        let set: Vec<SetParagraph> = caption.iter().enumerate().map(set).collect();
        let height = total(set.iter().map(SetParagraph::height));
        let mut y = (style::CODE_SIDE - height).max(0) / 2;
        let mut runs = Vec::new();
        for (at, paragraph) in set.iter().enumerate() {
            let content = ContentRef::Text { block, paragraph: at + 1 };
            for line in 0..paragraph.len() {
                runs.extend(paragraph.place(line, LEFT + beside, TEXT_WIDTH - beside, y, content));
                y += style.leading;
            }
        }
        self.items.push(Item {
            before: 4 * NOTE_GAP,
            height: style::CODE_SIDE.max(height),
            after: 0,
            on_grid: false,
            new_page: false,
            cut: Cut::Yes,
            content: ItemContent::Code(
                code(matrix, LEFT + left, ContentRef::Text { block, paragraph: 0 }),
                runs,
            ),
        });
    }

    /// Adds 落款: the day is four characters from the right and the agency is centred above it (GB/T
    /// 9704-2012, 7.3.5.1). Where the agency is much longer than the day, the agency is two
    /// characters from the right and the day is centred below it. Two lines are left free above.
    fn signature(&mut self, block: usize, agency: &str, date: &str) {
        const DATE_INDENT: Emu = 4 * TEXT_SIZE;
        const LEAST_INDENT: Emu = 2 * TEXT_SIZE;
        let style = style::of(&Block::Signature { agency: String::new(), date: String::new() });
        let overhang = (lines::width(self.metrics, &style, agency)
            - lines::width(self.metrics, &style, date))
            / 2;
        let (agency_indent, date_indent) = match DATE_INDENT - overhang {
            _ if agency.is_empty() || date.is_empty() => (DATE_INDENT, DATE_INDENT),
            indent if indent >= LEAST_INDENT => (indent, DATE_INDENT),
            _ => (LEAST_INDENT, LEAST_INDENT + overhang),
        };
        let first = self.items.len();
        for (paragraph, (text, indent)) in
            [(agency, agency_indent), (date, date_indent)].into_iter().enumerate()
        {
            if text.is_empty() {
                continue;
            }
            // A text that is wider than the page takes several lines.
            let width = (TEXT_WIDTH - indent).max(TEXT_WIDTH / 2);
            let set = lines::set_text(self.metrics, &style, text, width);
            let last = paragraph == 1 || date.is_empty();
            let content = ContentRef::Text { block, paragraph };
            self.lines_in(&set, width, content, if last { Keep::Together } else { Keep::WithNext });
        }
        self.room(first, 2 * LINE_PITCH, 0);
    }

    /// Sets the room above the first and below the last of the items from `first` on.
    fn room(&mut self, first: usize, before: Emu, after: Emu) {
        if let Some(item) = self.items.get_mut(first) {
            item.before = before;
        }
        if let Some(item) = self.items[first..].last_mut() {
            item.after = after;
        }
    }

    fn lines(&mut self, paragraph: &SetParagraph, content: ContentRef, keep: Keep) {
        self.lines_in(paragraph, TEXT_WIDTH, content, keep);
    }

    fn lines_in(&mut self, paragraph: &SetParagraph, width: Emu, content: ContentRef, keep: Keep) {
        let count = paragraph.len();
        for line in 0..count {
            let last = line + 1 == count;
            let alone = line == 0 || line + 2 == count;
            let cut = match keep {
                Keep::WithNext => Cut::No,
                Keep::EndWithNext if last => Cut::No,
                _ if !last && alone => Cut::No,
                _ => Cut::Yes,
            };
            self.items.push(Item {
                before: 0,
                height: paragraph.leading(),
                after: 0,
                on_grid: true,
                new_page: false,
                cut,
                content: ItemContent::Line(paragraph.place(line, LEFT, width, 0, content)),
            });
        }
    }

    fn table(&mut self, blocks: &[Block], table: &document::Table, index: usize, followed: bool) {
        let measured = match self.room_beside(blocks, index) {
            Some(room) if table.size == TextSize::Small => {
                table::measure_to_fit(table, index, self.metrics, room)
            }
            _ => table::measure(table, index, self.metrics),
        };
        let count = table.rows.len();
        for (row, line) in table.rows.iter().enumerate() {
            let cut = match () {
                () if row + 1 == count => {
                    if followed {
                        Cut::No
                    } else {
                        Cut::Yes
                    }
                }
                () if row < table.header_rows || line.keep_with_next => Cut::No,
                () if measured.parts_cleanly(row) => Cut::Yes,
                () => Cut::Hardly,
            };
            self.items.push(Item {
                before: 0,
                height: measured.heights[row],
                after: 0,
                on_grid: false,
                new_page: false,
                cut,
                content: ItemContent::Row { table: self.tables.len(), row },
            });
        }
        self.tables.push(measured);
    }

    /// The height that a table can have on its page, if the page begins with the heading before it:
    /// without the text above it and the notes below it.
    fn room_beside(&self, blocks: &[Block], table: usize) -> Option<Emu> {
        let start = self.items.iter().rposition(|item| item.new_page)?;
        let above = total(self.items[start..].iter().map(Item::extent));
        let notes = blocks[table + 1..].iter().map_while(|block| {
            if let Block::TableNote(text) = block { Some((style::of(block), text)) } else { None }
        });
        let below = total(notes.map(|(style, text)| {
            lines::set_text(self.metrics, &style, text, TEXT_WIDTH).height() + NOTE_GAP
        }));
        // If there is another table on the page, the height is not known.
        let alone =
            self.items[start..].iter().all(|item| matches!(item.content, ItemContent::Line(_)));
        (alone && above + below < TEXT_HEIGHT).then_some(TEXT_HEIGHT - above - below)
    }
}

/// A QR code whose left edge is at `left`.
fn code(matrix: &Matrix, left: Emu, content: ContentRef) -> Code {
    let modules = matrix.size() + 2 * QUIET;
    // Edges are rounded and not sizes, so that there are no gaps between neighbouring modules.
    let edge =
        |module: usize| Emu::try_from(style::CODE_SIDE as usize * module / modules).unwrap_or(0);
    let area = |column: usize, row: usize, count: usize| Shade {
        x: left + edge(column),
        y: edge(row),
        width: edge(column + count) - edge(column),
        height: edge(row + 1) - edge(row),
    };
    let dark = matrix
        .strokes()
        .map(|(column, row, count)| area(column + QUIET, row + QUIET, count))
        .collect();
    Code {
        content,
        square: Shade { x: left, y: 0, width: style::CODE_SIDE, height: style::CODE_SIDE },
        dark,
    }
}

/// The greatest number of rounds in which tables are made lower. A report has three tables.
const ROUNDS: usize = 3;

impl<M> Column<'_, M> {
    /// Puts all items on pages. If a table would run over its page by a few rows, its rows are made
    /// lower so that it fits.
    fn fill(&mut self) -> (Vec<Page>, Vec<Vec<TableSection>>) {
        for _ in 0..ROUNDS {
            let (pages, parts) = fill(&self.items, &self.tables);
            let mut squeezed = (0..self.tables.len()).filter(|table| parts[*table].len() > 1);
            if !squeezed.any(|table| self.squeeze(table, parts[table][0].top)) {
                return (pages, parts);
            }
        }
        fill(&self.items, &self.tables)
    }

    /// Lowers the rows of a table that begins at `top`, so that it ends on the same page with its
    /// notes. Returns whether that is possible.
    fn squeeze(&mut self, table: usize, top: Emu) -> bool {
        let mine = |item: &Item| {
            matches!(
                item.content,
                ItemContent::Row { table: mine, .. } if mine == table
            )
        };
        let Some(last) = self.items.iter().rposition(mine) else { return false };
        // The notes are the lines behind it that are not aligned to the grid.
        let notes = self.items[last + 1..]
            .iter()
            .take_while(|item| !item.on_grid && matches!(item.content, ItemContent::Line(_)));
        let below = total(notes.map(Item::extent));
        if !self.tables[table].squeeze(BOTTOM - top - below) {
            return false;
        }
        for item in &mut self.items {
            if let ItemContent::Row { table: mine, row } = item.content
                && mine == table
            {
                item.height = self.tables[table].heights[row];
            }
        }
        true
    }
}

/// The gap between a table and a note below it, 3 points.
const NOTE_GAP: Emu = centipoints(300);

/// What a paragraph must stay together with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    /// Its own first two and last two lines stay together.
    Together,
    /// The whole paragraph stays with the next item.
    WithNext,
    /// The last two lines stay with the next item.
    EndWithNext,
}
