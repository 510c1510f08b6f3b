#!/usr/bin/env python3
"""pdf_checks.py FILE.pdf [DRAFT.json]: checks that the file is valid PDF, PDF/A-3a and PDF/UA-1
according to four independent programs (qpdf, page-validation, outloud, pdfua), that its fonts are
embedded with the declared widths, and that every word and number of the draft is on its pages.

Disputed messages of these programs are left out by the rules below, each with its reason;
src/export/CONFORMANCE.md names the clauses. Exits with 1 and a list of problems.
"""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import page
import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from outloud.model import Document
from outloud.rules.tables import grids

import expected_report as report
from docx_libreoffice import check_numbers, check_words

# Messages of outloud that every report causes and that are no faults: in tables 2 and 4 the form
# has more heads than numbers, and no clause requires a printed address to be a link.
DISPUTED = {
    "TBL-010": "the heads are those of the official form",
    "LNK-010": "no clause asks for links",
}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check_syntax(path):
    """qpdf: syntax, streams, the cross-reference table."""
    done = run("qpdf", "--check", str(path))
    if done.returncode:
        yield f"qpdf: {done.stdout}{done.stderr}"


def check_conformance(path):
    """page-validation: the rules of PDF/A-3a and PDF/UA-1."""
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        try:
            failures = page.validate_pdf(str(path), profile=profile).failures
        except page.ParseError as error:
            yield f"page-validation: {error}"
            continue
        for failure in failures:
            # It reads the width of every glyph of a font with several private dictionaries
            # (CID-keyed CFF) as 0; check_widths checks these widths.
            if not (
                failure.rule_id.endswith("GLYPH-WIDTH-001")
                and "CIDFontType0C" in failure.message
                and "width 0.000" in failure.message
            ):
                yield f"page-validation: {failure.rule_id} {failure.message}"


def check_access(path):
    """outloud: the output for screen readers; pdfua: some rules of PDF/UA-1."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "outloud.json"
        run(
            str(Path(sys.executable).parent / "outloud"), str(path), "--no-info", "--json", str(out)
        )
        said = json.loads(out.read_text(encoding="utf8"))
    tables = Document(str(path)).elements_of("Table")
    pages = {
        piece.page + 1 for table in tables for part in table.descendants() for piece in part.mcrefs
    }
    for found in (found for result in said["results"] for found in result["findings"]):
        # It ignores a cell that extends into the last place of a row (ISO 32000-1, table 349),
        # which check_rows does not. It also looks for a table only on the page of its first
        # piece, although each piece names its own page (14.7.4.2).
        forgotten = (
            found["rule"] == "TBL-004" or found["rule"] == "TBL-014" and found["page"] in pages
        )
        if found["severity"] != "info" and found["rule"] not in DISPUTED and not forgotten:
            yield f"outloud: {found['rule']} {found['message']}"
    done = run(str(Path(sys.executable).parent / "pdfua"), "check", str(path))
    if done.returncode:
        yield f"pdfua: {done.stdout}{done.stderr}"


def check_rows(path):
    """Every row of a table fills the same number of places, with the cells that extend into it
    from above.
    """
    for number, grid in enumerate(grids(Document(str(path))), 1):
        taken = set()
        for y, row in enumerate(grid.rows):
            x = 0
            for cell in row:
                while (y, x) in taken:
                    x += 1
                taken.update(
                    (y + below, x + beside)
                    for below in range(cell.rowspan)
                    for beside in range(cell.colspan)
                )
                x += cell.colspan
        widths = [sum(place[0] == y for place in taken) for y in range(len(grid.rows))]
        if len(set(widths)) > 1 or sum(widths) != len(taken):
            yield f"rows of table {number} have {widths} places"


def check_fonts(path):
    """poppler: every font is embedded as a subset, with a map to Unicode."""
    lines = run("pdffonts", str(path)).stdout.splitlines()[2:]
    for line in lines:
        if line.split()[-5:-2] != ["yes", "yes", "yes"]:
            yield f"pdffonts: {line}"
    if not lines:
        yield "pdffonts: no fonts"


def check_widths(path):
    """fontTools: every glyph of the embedded outlines has the width that the file declares (ISO
    19005-3, 6.2.11.5).
    """
    with pikepdf.open(path) as pdf:
        fonts = {
            str(font.objgen): font for leaf in pdf.pages for font in leaf.Resources.Font.values()
        }
        for font in fonts.values():
            descendant = font.DescendantFonts[0]
            said, list_ = {}, list(descendant.W)
            for code, widths in zip(list_[::2], list_[1::2]):
                said.update({int(code) + index: float(width) for index, width in enumerate(widths)})
            for code, width in enumerate(true_widths(descendant.FontDescriptor)):
                if abs(said.get(code, float(descendant.DW)) - width) > 1:
                    yield (
                        f"{font.BaseFont} glyph {code}: {width} wide, "
                        f"the file says {said.get(code)}"
                    )


def true_widths(descriptor):
    """Widths of the glyphs of an embedded font, in thousandths."""
    if "/FontFile3" in descriptor:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
        for name in fonts[0].charset:
            glyph = fonts[0].CharStrings[name]
            glyph.draw(NullPen())
            yield glyph.width
        return
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    for name in font.getGlyphOrder():
        yield font["hmtx"][name][0] * 1000 / font["head"].unitsPerEm


def findings(path, draft=None):
    """All problems of a file."""
    checks = [check_syntax, check_conformance, check_access, check_rows, check_fonts, check_widths]
    if draft:
        checks += [lambda path: check_words(draft, path), lambda path: check_numbers(draft, path)]
    return [line for check in checks for line in outcome(check, path)]


def outcome(check, path):
    """The messages of a check; a check that cannot continue is a problem too."""
    try:
        yield from check(path)
    # A broken file breaks the libraries that look at it in many ways.
    except Exception as error:  # pylint: disable=broad-except
        yield f"{type(error).__name__}: {error}"


def main(arguments):
    path = Path(arguments[0])
    wrong = findings(path, report.read(arguments[1]) if len(arguments) > 1 else None)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
