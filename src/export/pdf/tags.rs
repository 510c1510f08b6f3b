//! Writes the structure of a PDF file: which marked content belongs to which heading, paragraph or
//! cell (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

use super::content::DrawnPage;
use super::{PdfWriter, int};
use crate::document::{Block, Cell, Document, Role, Table};
use crate::layout::ContentRef;
use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::{Finish, Ref, TextStr};
use std::collections::BTreeMap;

/// The marked content of each piece of the document: page, and number on the page.
type Marks = BTreeMap<ContentRef, Vec<(usize, i32)>>;

/// The structure while it is written.
struct Tree<'a> {
    marks: Marks,
    pages: &'a [Ref],
    /// The structure element of each piece.
    elements: BTreeMap<ContentRef, Ref>,
}

/// Writes the structure and returns the number of its root.
pub fn write(file: &mut PdfWriter, document: &Document, drawn: &[DrawnPage], pages: &[Ref]) -> Ref {
    let mut marks = Marks::new();
    for (page, drawn) in drawn.iter().enumerate() {
        for (number, item) in drawn.marks.iter().enumerate() {
            marks.entry(*item).or_default().push((page, int(number)));
        }
    }
    let mut tree = Tree { marks, pages, elements: BTreeMap::new() };
    let (root, whole) = (file.take(), file.take());
    // Without a title the headings start at the first level, because no level may be skipped.
    let titled = u8::from(document.blocks.iter().any(|block| matches!(block, Block::Title(_))));
    let mut children = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        let text = |paragraph| ContentRef::Text { block, paragraph };
        match content {
            Block::Title(lines) => children.extend(tree.text(
                file,
                whole,
                text(0),
                StructRole::H1,
                Some(&lines.concat()),
            )),
            Block::Heading { level, text: heading, .. } => {
                let role = match level + titled {
                    1 => StructRole::H1,
                    2 => StructRole::H2,
                    _ => StructRole::H3,
                };
                children.extend(tree.text(file, whole, text(0), role, Some(heading)));
            }
            Block::Paragraph(_) | Block::TableNote(_) => {
                children.extend(tree.text(file, whole, text(0), StructRole::P, None));
            }
            Block::Signature { .. } => {
                for paragraph in [0, 1] {
                    children.extend(tree.text(file, whole, text(paragraph), StructRole::P, None));
                }
            }
            Block::Table(table) => children.push(tree.table(file, whole, block, table)),
            Block::Code { meaning, caption, .. } => {
                children.extend(tree.figure(file, whole, text(0), meaning, drawn));
                for paragraph in 1..=caption.len() {
                    children.extend(tree.text(file, whole, text(paragraph), StructRole::P, None));
                }
            }
        }
    }
    {
        let mut element = file.pdf.struct_element(whole);
        element.kind(StructRole::Document).parent(root);
        link(&mut element, &children);
    }
    tree.finish(file, root, whole, drawn);
    root
}

impl Tree<'_> {
    /// Writes an element of text; `None` if no page shows any of it.
    fn text(
        &mut self,
        file: &mut PdfWriter,
        parent: Ref,
        item: ContentRef,
        role: StructRole,
        title: Option<&str>,
    ) -> Option<Ref> {
        let marks = self.marks.get(&item)?;
        let id = file.take();
        self.elements.insert(item, id);
        let mut element = file.pdf.struct_element(id);
        element.kind(role).parent(parent);
        if let Some(title) = title {
            element.title(TextStr(title));
        }
        content(&mut element, marks, self.pages);
        Some(id)
    }

    /// Writes a picture with its meaning and its area (14.8.5.4.3, BBox).
    fn figure(
        &mut self,
        file: &mut PdfWriter,
        parent: Ref,
        item: ContentRef,
        meaning: &str,
        drawn: &[DrawnPage],
    ) -> Option<Ref> {
        let (_, area) = drawn.iter().flat_map(|page| &page.figures).find(|(of, _)| *of == item)?;
        let marks = self.marks.get(&item)?;
        let id = file.take();
        self.elements.insert(item, id);
        let mut element = file.pdf.struct_element(id);
        element.kind(StructRole::Figure).parent(parent).alt(TextStr(meaning));
        element.attributes().push().layout().bbox(*area);
        content(&mut element, marks, self.pages);
        Some(id)
    }

    fn table(&mut self, file: &mut PdfWriter, parent: Ref, block: usize, table: &Table) -> Ref {
        let id = file.take();
        let rows: Vec<Ref> = table.rows.iter().map(|_| file.take()).collect();
        let of_table = |item: &&ContentRef| {
            matches!(
                item,
                ContentRef::Cell { block: mine, .. } if *mine == block
            )
        };
        let page =
            self.marks.iter().filter(|(item, _)| of_table(item)).map(|(_, marks)| marks[0].0).min();
        {
            let mut element = file.pdf.struct_element(id);
            element.kind(StructRole::Table).parent(parent);
            if let Some(page) = page {
                element.page(self.pages[page]);
            }
            element.attributes().push().table().summary(TextStr(&table.caption));
            link(&mut element, &rows);
        }
        for (row, (line, row_id)) in table.rows.iter().zip(&rows).enumerate() {
            let mut cells = Vec::with_capacity(line.cells.len());
            for (cell, content) in line.cells.iter().enumerate() {
                cells.push(self.cell(
                    file,
                    *row_id,
                    ContentRef::Cell { block, row, cell },
                    content,
                ));
            }
            let mut element = file.pdf.struct_element(*row_id);
            element.kind(StructRole::TR).parent(id);
            link(&mut element, &cells);
        }
        id
    }

    /// Writes a cell. Blank cells are written too, because every row must have as many positions as
    /// the table has columns.
    fn cell(&mut self, file: &mut PdfWriter, parent: Ref, item: ContentRef, cell: &Cell) -> Ref {
        let scope = match cell.role {
            Role::ColumnHead | Role::GroupHead => Some(TableHeaderScope::Column),
            Role::RowHead | Role::SideHead => Some(TableHeaderScope::Row),
            Role::Note | Role::Number | Role::Words => None,
        };
        let id = file.take();
        let mut element = file.pdf.struct_element(id);
        element.kind(if scope.is_some() { StructRole::TH } else { StructRole::TD }).parent(parent);
        if scope.is_some() || cell.rows > 1 || cell.cols > 1 {
            let mut attributes = element.attributes();
            let mut attributes = attributes.push().table();
            if cell.rows > 1 {
                attributes.row_span(int(cell.rows));
            }
            if cell.cols > 1 {
                attributes.col_span(int(cell.cols));
            }
            if let Some(scope) = scope {
                attributes.scope(scope);
            }
        }
        if let Some(marks) = self.marks.get(&item) {
            self.elements.insert(item, id);
            content(&mut element, marks, self.pages);
        }
        id
    }

    /// Writes the root, and for each page the elements of its marked content.
    fn finish(self, file: &mut PdfWriter, root: Ref, whole: Ref, drawn: &[DrawnPage]) {
        let lists: Vec<Ref> = drawn.iter().map(|_| file.take()).collect();
        for (list, drawn) in lists.iter().zip(drawn) {
            let owners =
                drawn.marks.iter().map(|item| self.elements.get(item).copied().unwrap_or(whole));
            file.pdf.indirect(*list).array().items(owners);
        }
        let mut element = file.pdf.indirect(root).start::<pdf_writer::writers::StructTreeRoot>();
        element.child(whole).parent_tree_next_key(int(lists.len()));
        let mut tree = element.parent_tree();
        let mut entries = tree.nums();
        for (page, list) in lists.iter().enumerate() {
            entries.insert(int(page), *list);
        }
        entries.finish();
    }
}

/// Adds elements to their parent.
fn link(element: &mut pdf_writer::writers::StructElement, parts: &[Ref]) {
    let mut children = element.children();
    for part in parts {
        children.struct_element(*part);
    }
}

/// Adds marked content to its element.
fn content(
    element: &mut pdf_writer::writers::StructElement,
    marks: &[(usize, i32)],
    pages: &[Ref],
) {
    let first = marks[0].0;
    element.page(pages[first]);
    let mut children = element.children();
    for (page, number) in marks {
        if *page == first {
            children.marked_content_id(*number);
        } else {
            children.marked_content_ref().page(pages[*page]).marked_content_id(*number);
        }
    }
}
