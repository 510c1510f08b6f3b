"""Writes a Word file of a draft that is as simple as the checks permit. The checks are tested on
it, unchanged and with one thing broken at a time.
"""

import zipfile
from xml.sax.saxutils import escape

import expected_report as report
from expected_tables import TABLES, accepted, edition_of, values

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
GRIDS = {
    "disclosure": [2211] * 4,
    "requests": [600, 1200, 1701] + [760] * 7,
    "disputes": [584] * 15,
}

TYPES = (
    f"{HEAD}"
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{WORD}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{WORD}.fontTable+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{WORD}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{WORD}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
TOP = (
    f'{HEAD}<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    "</Relationships>"
)
BELOW = (
    f'{HEAD}<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId4" Type="{OFFICE}/footer" Target="footer2.xml"/>'
    f'<Relationship Id="rId5" Type="{OFFICE}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId6" Type="{OFFICE}/theme" Target="theme/theme1.xml"/>'
    "</Relationships>"
)
CORE = (
    f"{HEAD}<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>年报</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
)
SETTINGS = f"{HEAD}<w:settings {W}><w:evenAndOddHeaders/></w:settings>"
STYLES = (
    f"{HEAD}<w:styles {W}>"
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="FangSong" w:eastAsia="仿宋_GB2312"/>'
    '<w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading"><w:name w:val="heading 2"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Cell"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/></w:pPr>'
    '<w:rPr><w:sz w:val="15"/></w:rPr></w:style>'
    "</w:styles>"
)
FONTS = f'{HEAD}<w:fonts {W}><w:font w:name="仿宋_GB2312"/></w:fonts>'
COLOURS = "".join(
    f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
    for name, value in zip(
        "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split(),
        ["000000", "FFFFFF"] * 6,
    )
)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
FACE = '<a:latin typeface=""/><a:ea typeface=""/><a:cs typeface=""/>'
THEME = (
    f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="plain">'
    f'<a:themeElements><a:clrScheme name="plain">{COLOURS}</a:clrScheme>'
    f'<a:fontScheme name="plain"><a:majorFont>{FACE}</a:majorFont><a:minorFont>{FACE}</a:minorFont>'
    "</a:fontScheme>"
    f'<a:fmtScheme name="plain"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst>'
    f'<a:lnStyleLst>{f"<a:ln>{FILL}</a:ln>" * 3}</a:lnStyleLst>'
    f'<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>'
    f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="even" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1983" w:left="1587" '
    'w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
)
FOOTER = (
    f"{HEAD}<w:ftr {W}><w:p>"
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t xml:space="preserve">1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    "</w:p></w:ftr>"
)


def line(text, style="Normal", bold=()):
    """A paragraph; characters whose `bold` is true are bold."""
    runs, start = "", 0
    flags = list(bold) or [False] * len(text)
    for end in range(1, len(text) + 1):
        if end == len(text) or flags[end] != flags[start]:
            strong = "<w:rPr><w:b/></w:rPr>" if flags[start] else ""
            runs += f'<w:r>{strong}<w:t xml:space="preserve">{escape(text[start:end])}</w:t></w:r>'
            start = end
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def table(draft, name):
    grid, shown = GRIDS[name], values(draft)
    rows, below = "", {}
    for index, cells in enumerate(TABLES[name](edition_of(draft, name))):
        there, column, loose = "", 0, [cell for cell in cells if cell.colspan is None]
        cells = list(cells)
        while column < len(grid):
            if below.get(column, (0, 0))[0]:
                left, span = below[column]
                there += cell_xml(grid, column, span, '<w:vMerge/>', "")
                below[column] = (left - 1, span)
            else:
                cell = cells.pop(0)
                span = cell.colspan or (1 + len(grid) - len(loose) if not cells else 1)
                below[column] = (cell.rowspan - 1, span)
                merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
                there += cell_xml(
                    grid, column, span, merge, min(accepted(draft, cell, shown), key=len)
                )
            column += span
        head = "<w:tblHeader/>" if index == 0 and name != "disclosure" else ""
        rows += f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{there}</w:tr>"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def cell_xml(grid, column, span, merge, text):
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    width = sum(grid[column : column + span])
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{merge}</w:tcPr>'
        f'{line(text, "Cell")}</w:tc>'
    )


def document(draft):
    body = line(report.title(draft)) + "".join(line(text) for text in report.preface(draft))
    for part, _ in report.PARTS:
        body += line(report.heading(draft, part), "Part")
        body += "".join(
            line(block.text, "Heading" if block.heading else "Normal", block.bold)
            for block in report.section(draft, part)
        )
        if part in TABLES:
            body += table(draft, part)
    body += "".join(line(min(right)) for right in report.signature(draft))
    return f"{HEAD}<w:document {W}><w:body>{body}{SECTION}</w:body></w:document>"


def write(draft, path, *changes):
    """Writes the file; each change (part, old, new) breaks one thing, once."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP,
        "word/_rels/document.xml.rels": BELOW,
        "word/document.xml": document(draft),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": THEME,
        "word/footer1.xml": FOOTER,
        "word/footer2.xml": FOOTER,
        "docProps/core.xml": CORE,
    }
    for part, old, new in changes:
        if old not in parts[part]:
            raise ValueError(f"{part} does not hold {old}")
        parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path
