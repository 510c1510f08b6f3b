#!/usr/bin/env python3
"""ofd_equals.py DRAFT.json FILE.ofd: checks with ofdkit that the pages contain every paragraph,
heading, label and number of the draft, in their order, and nothing else except page numbers and
repeated heads, and that the metadata is right. Exits with 1 and a list of problems otherwise.
"""

import re
import sys
from collections import Counter

import ofdkit

import expected_report as report
from expected_tables import TABLES, accepted, edition_of, values

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
PAGE_NUMBER = re.compile(r"— \d+ —")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def compare(draft, path):
    """All differences, as sentences."""
    with ofdkit.open(path) as document:
        wrong = [f"ofdkit warns: {warning}" for warning in document.warnings]
        if document.info.title != report.title(draft):
            wrong.append(f"the document calls itself 「{document.info.title}」")
        if (document.info.author or "") != draft["agency"]["name"]:
            wrong.append(f"its author is 「{document.info.author}」")
        runs = [run.text for page in document.pages for run in page.runs]
        # Text has a size of 16 points, 5.6 mm; tables are smaller.
        small = [run.text for page in document.pages for run in page.runs if run.size < 5]
        numbers = [text for text in runs if PAGE_NUMBER.fullmatch(text)]
        if numbers != [f"— {number + 1} —" for number in range(len(document.pages))]:
            wrong.append(f"page numbers are {numbers}")
        seen = squeezed("".join(PAGE_NUMBER.sub("", page.text()) for page in document.pages))
        in_file = squeezed("".join(text for text in runs if not PAGE_NUMBER.fullmatch(text)))
    wrong += missing(prose(draft), seen, "in reading order") + missing(
        prose(draft), in_file, "in the order of the file"
    )
    return wrong + tables(draft, small, in_file)


def prose(draft):
    """The text outside the tables, in its order; for the signature, one of the accepted spellings.
    """
    words = [report.title(draft)] + report.preface(draft)
    for part, _ in report.PARTS:
        words += (
            [report.heading(draft, part)]
            + [paragraph.text for paragraph in report.section(draft, part)]
            + report.table_note(draft, part).split("\n")
        )
    return [{squeezed(text)} for text in words if text] + [
        {squeezed(text) for text in right} for right in report.signature(draft)
    ]


def missing(wanted, text, where):
    """The texts that are not in the given order."""
    wrong, at = [], 0
    for right in wanted:
        places = [place for place in (text.find(words, at) for words in right) if place >= 0]
        if not places:
            wrong.append(f"not there {where}: 「{'」 or 「'.join(sorted(right))}」")
        at = min(places, default=at)
    return wrong


def tables(draft, small, in_file):
    """Each number is a piece of text of its own; labels may be broken into lines."""
    wrong, pieces, shown, mixed = [], Counter(small), values(draft), str(draft.get("table_notes"))
    for table, rows in TABLES.items():
        for row in rows(edition_of(draft, table)):
            for cell in row:
                right = accepted(draft, cell, shown)
                mixed += "".join(text for text in right if not NUMBER.fullmatch(text))
                whole = next((text for text in sorted(right) if pieces[text]), None)
                if whole:
                    pieces[whole] -= 1
                elif "" not in right and not any(squeezed(text) in in_file for text in right):
                    wrong.append(
                        f"{cell.id or cell.text} is nowhere 「{'」 or 「'.join(sorted(right))}」"
                    )
    # Remarks and notes have numbers of their own.
    left = [
        text
        for text, count in pieces.items()
        if count > 0 and NUMBER.fullmatch(text) and text not in mixed
    ]
    return wrong + [f"a number that no cell has: 「{text}」" for text in left]


def main(arguments):
    wrong = compare(report.read(arguments[0]), arguments[1])
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
