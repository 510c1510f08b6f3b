#!/usr/bin/env python3
"""docx_structure.py FILE.docx: checks what Word and WPS require without documentation, and
LibreOffice does not. Exits with 1 and a list of problems.

Tables must be as wide by their grid (which WPS uses) as by their width (which Word uses), and no
wider than the text. Every cell has a paragraph, every used style exists, every run has an
east-asian font, children are in the order of the schema, and the page is that of GB/T 9704.
"""

import posixpath
import sys
import zipfile
from itertools import pairwise

from lxml import etree

from schema_order import ORDER

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = {"dc": "http://purl.org/dc/elements/1.1/"}
NS = {"w": W}

# In twips: A4; text block 156 × 225 mm, left margin 28 mm, top margin 37 mm, each with a tolerance
# of half a millimetre.
PAGE = (11906, 16838)
TEXT = (8845, 12757)
LEFT, TOP = 1587, 2098
NEAR = 29


def w(name):
    return f"{{{W}}}{name}"


def value(parent, path, name="val"):
    """An attribute of a descendant, or None."""
    found = None if parent is None else parent.find(path, NS)
    return None if found is None else found.get(w(name))


def number(parent, path, name="val"):
    text = value(parent, path, name)
    return int(text) if text and text.lstrip("-").isdigit() else None


def place(node):
    """The place of an element, in words for people."""
    table_cell = node if node.tag == w("tc") else next(node.iterancestors(w("tc")), None)
    within = "".join(node.itertext()).strip()[:24]
    if table_cell is None:
        if within:
            return f"at 「{within}」"
        parent = node.getparent()
        at = parent.index(node) + 1 if parent is not None else 1
        return f"in the {etree.QName(node).localname} number {at}"
    row = next(table_cell.iterancestors(w("tr")))
    table = next(row.iterancestors(w("tbl")))
    index = [*table.getroottree().iter(w("tbl"))].index(table) + 1
    row_at = table.findall("w:tr", NS).index(row) + 1
    cell_at = row.findall("w:tc", NS).index(table_cell) + 1
    return f"in table {index}, row {row_at}, cell {cell_at}"


class File:
    """The parts of a Word file that are checked."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = set(self.zip.namelist())
        self.document = self.part("word/document.xml")
        self.styles = self.part("word/styles.xml")
        self.settings = self.part("word/settings.xml")
        running = sorted(
            name for name in self.names if name.startswith(("word/header", "word/footer"))
        )
        self.texts = {"word/document.xml": self.document} | {
            name: self.part(name) for name in running
        }
        self.by_id = {
            style.get(w("styleId")): style for style in self.styles.findall("w:style", NS)
        }

    def part(self, name):
        if name not in self.names:
            raise SystemExit(f"{name} is missing")
        return etree.fromstring(self.zip.read(name))

    def chain(self, style):
        """A style and the styles that it is based on; a cycle ends the list."""
        seen = []
        while style in self.by_id and style not in seen:
            seen.append(style)
            style = value(self.by_id[style], "w:basedOn")
        return [self.by_id[name] for name in seen]

    def default_style(self, kind):
        for name, style in self.by_id.items():
            if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true"):
                return name
        return None


def check_package(file):
    """Relationships lead to existing parts; every part has a content type."""
    for name in sorted(file.names):
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in etree.fromstring(file.zip.read(name)).findall(f"{{{PACKAGE}}}Relationship"):
            if relation.get("TargetMode") == "External":
                yield f"{name} leads out of the file: {relation.get('Target')}"
                continue
            target = relation.get("Target")
            target = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            if target not in file.names:
                yield f"{name} leads to {target}, which is missing"
    types = file.part("[Content_Types].xml")
    ends = {node.get("Extension").lower() for node in types if node.get("Extension")}
    parts = {node.get("PartName").lstrip("/") for node in types if node.get("PartName")}
    for name in sorted(file.names - {"[Content_Types].xml"}):
        if (
            not name.endswith("/")
            and name not in parts
            and name.rsplit(".", 1)[-1].lower() not in ends
        ):
            yield f"{name} has no content type"


def text_width(file):
    section = file.document.find(".//w:body/w:sectPr", NS)
    size, left, right = (
        number(section, "w:pgSz", "w"),
        number(section, "w:pgMar", "left"),
        number(section, "w:pgMar", "right"),
    )
    return size - left - right if None not in (size, left, right) else 0


def check_tables(file):
    """Widths agree, rows fill the grid, merged cells are connected, heads are repeated, and rows
    are not split.
    """
    room = text_width(file)
    for index, table in enumerate(file.document.iter(w("tbl")), 1):
        name = f"table {index}"
        columns = [
            int(column.get(w("w")) or 0) for column in table.findall("w:tblGrid/w:gridCol", NS)
        ]
        width, kind = number(table, "w:tblPr/w:tblW", "w"), value(table, "w:tblPr/w:tblW", "type")
        if kind != "dxa" or width != sum(columns):
            yield (
                f"{name}: its columns are {sum(columns)} twips together, "
                f"its width is {width} {kind}"
            )
        indent = number(table, "w:tblPr/w:tblInd", "w") or 0
        if sum(columns) + indent > room:
            yield f"{name} is {sum(columns) + indent} twips wide, the text {room}"
        rows = table.findall("w:tr", NS)
        heads = [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows]
        # Table 2 has no head of its own: each article has its own column heads.
        headless = index == 1
        if not headless and not (heads and heads[0]):
            yield f"{name}: no row is repeated on the next page"
        elif any(later and not earlier for earlier, later in pairwise(heads)):
            yield f"{name}: a repeated row stands below one that is not: Word then repeats none"
        yield from check_rows(name, rows, columns)


def check_rows(name, rows, columns):
    open_at = {}
    for at, row in enumerate(rows, 1):
        if row.find("w:trPr/w:cantSplit", NS) is None:
            yield f"{name}, row {at} may be split between pages"
        column = number(row, "w:trPr/w:gridBefore") or 0
        merged = {}
        for cell in row.findall("w:tc", NS):
            span = number(cell, "w:tcPr/w:gridSpan") or 1
            width = number(cell, "w:tcPr/w:tcW", "w")
            spanned = sum(columns[column : column + span])
            if width != spanned:
                yield (
                    f"{name}, row {at}, grid column {column + 1}: the cell is {width} twips wide, "
                    f"its columns {spanned}"
                )
            merge = cell.find("w:tcPr/w:vMerge", NS)
            if merge is not None:
                if merge.get(w("val")) != "restart" and open_at.get(column) != span:
                    yield (
                        f"{name}, row {at}, grid column {column + 1} goes on with a merged cell "
                        "that does not stand above it"
                    )
                merged[column] = span
            column += span
        column += number(row, "w:trPr/w:gridAfter") or 0
        if column != len(columns):
            yield f"{name}, row {at} fills {column} of {len(columns)} grid columns"
        open_at = merged


def check_cells(file):
    """Word refuses a file with a cell that does not end with a paragraph; rows snap to the line
    grid unless this is switched off.
    """
    for cell in file.document.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            yield f"a cell does not end in a paragraph, {place(cell)}"
        for line in cell.findall("w:p", NS):
            if not is_off(file, line, "snapToGrid"):
                yield f"a line of a cell snaps to the grid of the page, {place(line)}"
                break


def is_off(file, line, name):
    """Whether a property is switched off at the paragraph or in its style."""
    style = value(line, "w:pPr/w:pStyle") or file.default_style("paragraph")
    for properties in [line.find("w:pPr", NS)] + [
        parent.find("w:pPr", NS) for parent in file.chain(style)
    ]:
        switch = None if properties is None else properties.find(f"w:{name}", NS)
        if switch is not None:
            return switch.get(w("val")) in ("0", "false", "off")
    return False


def check_styles(file):
    """Every style that is named exists and has the kind that it is used as."""
    used = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for name, root in file.texts.items():
        for tag, kind in used.items():
            for node in root.iter(w(tag)):
                style = file.by_id.get(node.get(w("val")))
                if style is None:
                    yield f"{name} uses the style {node.get(w('val'))}, which does not exist"
                elif style.get(w("type")) != kind:
                    yield (
                        f"{name} uses the style {node.get(w('val'))} as a {kind} style; "
                        f"it is a {style.get(w('type'))} style"
                    )
    for style in file.by_id.values():
        for tag in ("basedOn", "next", "link"):
            other = value(style, f"w:{tag}")
            if other is not None and other not in file.by_id:
                yield f"the style {style.get(w('styleId'))} names {other}, which does not exist"
    for kind in ("paragraph", "character", "table"):
        if (
            sum(
                style.get(w("type")) == kind and style.get(w("default")) in ("1", "true")
                for style in file.by_id.values()
            )
            > 1
        ):
            yield f"two default {kind} styles"


def check_fonts(file):
    """Without an east-asian font, Word sets Chinese text in a font of its own choice."""
    defaults = file.styles.find("w:docDefaults/w:rPrDefault/w:rPr", NS)
    for root in file.texts.values():
        for run in root.iter(w("r")):
            line = next(run.iterancestors(w("p")))
            style = value(line, "w:pPr/w:pStyle") or file.default_style("paragraph")
            sources = [run.find("w:rPr", NS)]
            sources += [
                parent.find("w:rPr", NS)
                for name in (value(run, "w:rPr/w:rStyle"), style)
                for parent in file.chain(name)
            ]
            if not any(names_east_asian_font(properties) for properties in [*sources, defaults]):
                yield f"a run has no east-asian font, {place(run)}"


def names_east_asian_font(properties):
    fonts = None if properties is None else properties.find("w:rFonts", NS)
    return fonts is not None and bool(fonts.get(w("eastAsia")) or fonts.get(w("eastAsiaTheme")))


def check_order(file):
    """Word reports a file as damaged when children are in another order than that of the schema."""
    for name, root in file.texts.items() | {
        ("word/styles.xml", file.styles),
        ("word/settings.xml", file.settings),
    }:
        for tag, order in ORDER.items():
            for node in root.iter(w(tag)):
                there = [
                    etree.QName(child).localname
                    for child in node
                    if child.tag is not etree.Comment and etree.QName(child).namespace == W
                ]
                unknown = [child for child in there if child not in order]
                if unknown:
                    yield f"{name}: {tag} must not hold {', '.join(unknown)}, {place(node)}"
                places = [order.index(child) for child in there if child in order]
                if places != sorted(places):
                    yield (
                        f"{name}: the children of {tag} stand in the order {', '.join(there)}, "
                        f"{place(node)}"
                    )


def check_page(file):
    """A4 with the text block of the standard; page numbers on the outside; language and title."""
    for section in file.document.iter(w("sectPr")):
        size = (number(section, "w:pgSz", "w"), number(section, "w:pgSz", "h"))
        margins = {
            side: number(section, "w:pgMar", side) or 0
            for side in ("left", "right", "top", "bottom")
        }
        if size != PAGE:
            yield f"the page is {size} twips, not A4"
            continue
        block = (
            size[0] - margins["left"] - margins["right"],
            size[1] - margins["top"] - margins["bottom"],
        )
        if any(
            abs(there - wanted) > NEAR
            for there, wanted in zip((*block, margins["left"], margins["top"]), (*TEXT, LEFT, TOP))
        ):
            yield (
                f"the text block is {block} twips with margins {margins}; "
                f"the standard has {TEXT}, left {LEFT}, top {TOP}"
            )
        kinds = {node.get(w("type")) for node in section.findall("w:footerReference", NS)}
        if not {"default", "even"} <= kinds:
            there = sorted(kind or "" for kind in kinds)
            yield f"no page numbers for odd and even pages: footers {there}"
    if file.settings.find("w:evenAndOddHeaders", NS) is None:
        yield "even pages do not have their own footer: evenAndOddHeaders is missing"
    if not value(file.styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang", "eastAsia"):
        yield "the language of the text is not set"
    core = file.part("docProps/core.xml")
    if not (core.findtext("dc:title", namespaces=CORE) or "").strip():
        yield "the title of the file is not set"


CHECKS = [
    check_package,
    check_tables,
    check_cells,
    check_styles,
    check_fonts,
    check_order,
    check_page,
]


def findings(path):
    """All problems, as sentences."""
    file = File(path)
    return [line for check in CHECKS for line in check(file)]


def main(arguments):
    wrong = [line for path in arguments for line in findings(path)]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
