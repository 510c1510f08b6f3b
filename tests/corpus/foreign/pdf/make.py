"""Makes the PDF files of this folder with reportlab 4: `python make.py report.html`, where
report.html is `tests/corpus/drafts/distinct-2021.json`, converted by the command.

The fonts are not in the files, and no map says what their codes mean: they are those of the
predefined encoding UniGB-UCS2-H. Each cell is drawn by rules of its own.
"""

import sys
from pathlib import Path

from lxml import html
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
HERE = Path(__file__).parent


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def blocks(page):
    """The headings, paragraphs and tables of a page: the tag, and the text or the rows."""
    for element in page.body.iter("h1", "h2", "h3", "p", "table"):
        if element.tag == "table":
            rows = [
                [
                    ("".join(cell.itertext()).strip(), int(cell.get("colspan", 1)), int(cell.get("rowspan", 1)))
                    for cell in row.iter("td", "th")
                ]
                for row in element.iter("tr")
            ]
            yield "table", rows
        elif element.getparent().tag not in ("td", "th"):
            for line_break in element.iter("br"):
                line_break.text = "\n"
            yield element.tag, "".join(element.itertext()).strip()


def table(rows, width, size, repeated, divided):
    """A table in which rows may be divided by the end of a page; reportlab cannot divide a cell that
    covers several rows, so that only its edges are drawn."""
    taken, cells = set(), []
    for y, row in enumerate(rows):
        x = 0
        for text, cols, height in row:
            while (y, x) in taken:
                x += 1
            taken |= {(y + down, x + right) for down in range(height) for right in range(cols)}
            cells.append((x, y, x + cols - 1, y + height - 1, text))
    columns = max(x for _, x in taken) + 1
    style = ParagraphStyle("cell", fontName=FONT, fontSize=size, leading=size * 1.3, alignment=1, wordWrap="CJK")
    data = [[""] * columns for _ in rows]
    look = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    for left, top, right, bottom, text in cells:
        data[top][left] = Paragraph(escaped(text), style)
        look += [("SPAN", (left, row), (right, row)) for row in range(top, bottom + 1) if right > left]
        for name, start, end in (
            ("LINEBEFORE", (left, top), (left, bottom)),
            ("LINEAFTER", (right, top), (right, bottom)),
            ("LINEABOVE", (left, top), (right, top)),
            ("LINEBELOW", (left, bottom), (right, bottom)),
        ):
            look.append((name, start, end, 0.5, colors.black))
    return Table(data, colWidths=[width / columns] * columns, style=TableStyle(look), repeatRows=repeated, splitInRow=divided)


def make(name, page, paper, size, margin, repeated=0, divided=0):
    text = ParagraphStyle("text", fontName=FONT, fontSize=size, leading=size * 1.6, firstLineIndent=2 * size, wordWrap="CJK")
    title = ParagraphStyle("title", parent=text, fontSize=size * 1.5, leading=size * 2.4, alignment=1, firstLineIndent=0)
    flow = []
    for kind, content in blocks(page):
        if kind == "table":
            flow.append(table(content, paper[0] - 2 * margin, size * 0.7, repeated, divided))
        else:
            flow.append(Paragraph(escaped(content).replace("\n", "<br/>"), title if kind == "h1" else text))

    def furniture(canvas, document):
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(paper[0] / 2, margin / 2, f"第 {document.page} 页")
        canvas.drawString(margin, paper[1] - margin / 2, "政府信息公开工作年度报告")

    sides = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margin)
    document = SimpleDocTemplate(str(HERE / f"{name}.pdf"), pagesize=paper, invariant=1, **sides)
    document.build(flow, onFirstPage=furniture, onLaterPages=furniture)


pdfmetrics.registerFont(UnicodeCIDFont(FONT))
source = Path(sys.argv[1]).read_text(encoding="utf-8")
make("a4", html.fromstring(source), A4, 12, 25 * mm)
make("a5-repeated-heads", html.fromstring(source), A5, 10, 15 * mm, repeated=2)
make("landscape-divided-rows", html.fromstring(source), landscape(A4), 14, 30 * mm, divided=1)
