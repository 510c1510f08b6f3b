"""The content of a Word file as python-docx reads it: paragraphs and tables in their order, tables
with their merged cells.
"""

from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


@dataclass
class Anchor:
    """A cell as a reader sees it: merged cells occur once, with their spans."""

    text: str
    colspan: int
    rowspan: int
    column: int


def blocks(path):
    """All non-empty paragraphs, and all tables."""
    found = []
    for block in Document(path).iter_inner_content():
        if isinstance(block, Table) or block.text.strip():
            found.append(block)
    return found


def grid(table):
    """The rows of a table, each a list of anchors."""
    rows, open_at = [], {}
    for row in table._tbl.tr_lst:
        column, anchors = row.grid_before, []
        for cell in row.tc_lst:
            span = cell.grid_span
            if cell.vMerge == "continue" and column in open_at:
                open_at[column].rowspan += 1
            else:
                anchor = Anchor(cell_text(cell), span, 1, column)
                anchors.append(anchor)
                # Only a cell that says so is merged downwards.
                open_at.pop(column, None)
                if cell.vMerge == "restart":
                    open_at[column] = anchor
            column += span
        rows.append(anchors)
    return rows


def cell_text(cell):
    """The text of a cell; a label in several lines is one label."""
    lines = ["".join(node_text(node) for node in line.iter()) for line in cell.iter(qn("w:p"))]
    return "".join(lines).strip()


def node_text(node):
    return (node.text or "") if node.tag == qn("w:t") else ""


def outline_level(paragraph):
    """0 for a part, 1 for （一）, and so on; None for ordinary text."""
    properties = paragraph._p.pPr
    style = paragraph.style
    while True:
        level = None if properties is None else properties.find(qn("w:outlineLvl"))
        if level is not None:
            number = int(level.get(qn("w:val")))
            return number if number < 9 else None
        if style is None:
            return None
        properties, style = style.element.pPr, style.base_style


def bold(paragraph: Paragraph):
    """One truth value for each character of the paragraph's text."""
    flags = []
    for run in paragraph.runs:
        flags += [bool(run.bold)] * len(run.text)
    return flags
