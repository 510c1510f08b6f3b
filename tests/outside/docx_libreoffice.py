#!/usr/bin/env python3
"""docx_libreoffice.py DRAFT.json FILE.docx [--pdf OUT.pdf]: checks that LibreOffice lays the file
out on A4 pages with every paragraph and every number of the draft, and saves it again without
changing a word. Exits with 1 and a list of problems otherwise.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from docx.table import Table

import expected_report as report
from expected_tables import TABLES, accepted, edition_of, values
from read_docx import blocks, grid

# Points; LibreOffice rounds to hundredths of a millimetre.
A4 = (595.3, 841.9)


def convert(source, target_format, folder):
    """Converts a file with LibreOffice, with a profile of its own so that two can run at once."""
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        target_format,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    target = folder / "out" / (source.stem + "." + target_format.split(":")[0])
    if not target.is_file():
        raise SystemExit(
            f"LibreOffice made no {target_format} of {source.name}: {done.stdout}{done.stderr}"
        )
    return target


def text_of(pdf, *options):
    return subprocess.run(
        ["pdftotext", *options, str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout


def check_pages(pdf):
    """The paper size, and that there are pages."""
    said = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "-1", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    sizes = re.findall(r"Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+)", said)
    for page, width, height in sizes:
        if abs(float(width) - A4[0]) > 1 or abs(float(height) - A4[1]) > 1:
            yield f"page {page} is {width} × {height} points, not A4"
    numbers = re.findall(r"^\s*[—–-]\s*(\d+)\s*[—–-]\s*$", text_of(pdf, "-layout"), re.MULTILINE)
    if [int(number) for number in numbers] != list(range(1, len(sizes) + 1)):
        yield f"{len(sizes)} pages, but the page numbers are {numbers}"


def check_words(draft, pdf):
    """Every paragraph is complete, although pages may end inside it."""
    lines = [
        line
        for line in text_of(pdf).splitlines()
        if not re.fullmatch(r"\s*[—–-]\s*\d+\s*[—–-]\s*", line)
    ]
    whole = squeezed("".join(lines))
    wanted = [report.title(draft), *report.preface(draft)]
    for part, _ in report.PARTS:
        wanted += [
            report.heading(draft, part),
            *(block.text for block in report.section(draft, part)),
        ]
    for words in wanted:
        if squeezed(words) not in whole:
            yield f"not on the pages: 「{words}」"


def check_numbers(draft, pdf):
    """Every number of the tables is there as often as in the tables, and none is broken over two
    lines.
    """
    shown, wanted = values(draft), Counter()
    for table, rows in TABLES.items():
        for row in rows(edition_of(draft, table)):
            for cell in row:
                right = {text for text in accepted(draft, cell, shown) if text}
                # Text after a number may be on a line of its own; docx_equals.py compares it.
                behind = {**(draft.get("remarks") or {}), **(draft.get("units") or {})}
                if cell.id and right and cell.id not in behind:
                    wanted[min(right, key=len)] += 1
    there = Counter(text_of(pdf, "-layout").split())
    for number, count in sorted(wanted.items()):
        if there[number] < count:
            yield (
                f"the number {number} stands {there[number]} times on the pages, "
                f"{count} times in the tables; perhaps it is broken over lines"
            )


def squeezed(text):
    return re.sub(r"\s+", "", text)


def words_in(path):
    """All words of a Word file in their order."""
    for block in blocks(path):
        if isinstance(block, Table):
            yield from (anchor.text for row in grid(block) for anchor in row)
        else:
            yield block.text.strip()


def check_saved_again(path, folder):
    again = convert(path, "docx:MS Word 2007 XML", folder)
    before, after = list(words_in(path)), list(words_in(again))
    if before != after:
        place = next(
            (i for i, (a, b) in enumerate(zip(before, after)) if a != b),
            min(len(before), len(after)),
        )
        yield (
            f"saved again by LibreOffice it differs from 「{before[place : place + 1]}」 on: "
            f"「{after[place : place + 1]}」"
        )


def main(arguments):
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("draft")
    options.add_argument("file", type=Path)
    options.add_argument("--pdf", type=Path, help="keep the pages here")
    given = options.parse_args(arguments)
    draft = report.read(given.draft)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = convert(given.file.resolve(), "pdf", folder)
        wrong = [
            *check_pages(pdf),
            *check_words(draft, pdf),
            *check_numbers(draft, pdf),
            *check_saved_again(given.file.resolve(), folder),
        ]
        if given.pdf:
            shutil.copyfile(pdf, given.pdf)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
