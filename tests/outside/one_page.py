#!/usr/bin/env python3
"""one_page.py FILE.docx: checks that LibreOffice lays the file, a check sheet, out on one page of
A4. Exits with 1 and the actual layout otherwise.
"""

import sys
import tempfile
from pathlib import Path

from docx_libreoffice import check_pages, convert, text_of


def findings(path):
    with tempfile.TemporaryDirectory() as name:
        pdf = convert(path.resolve(), "pdf", Path(name))
        wrong = list(check_pages(pdf))
        pages = text_of(pdf).count("\f")
        if pages != 1:
            wrong.append(f"{pages} pages")
        return wrong


def main(arguments):
    wrong = [f"{name}: {line}" for name in arguments for line in findings(Path(name))]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
