#!/usr/bin/env python3
"""same_pages.py FILE.docx FILE.pdf: checks that LibreOffice lays the Word file out on as many
pages as the PDF file has, or one more or less. Exits with 1 otherwise.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from docx_libreoffice import convert


def pages(pdf):
    said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE).group(1))


def difference(docx, pdf):
    """The problem, or nothing if the numbers agree."""
    with tempfile.TemporaryDirectory() as folder:
        word = pages(convert(Path(docx).resolve(), "pdf", Path(folder)))
    drawn = pages(pdf)
    return [f"{word} pages of Word, {drawn} of PDF"] if abs(word - drawn) > 1 else []


def main(arguments):
    wrong = difference(*arguments)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
