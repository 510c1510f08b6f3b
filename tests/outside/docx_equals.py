#!/usr/bin/env python3
"""docx_equals.py DRAFT.json FILE.docx: checks that every paragraph, heading and cell of the Word
file agrees with the draft. Exits with 1 and a list of differences otherwise.
"""

import re
import sys

from docx.table import Table

import expected_report as report
from expected_tables import TABLES, accepted, edition_of, values
from read_docx import blocks, bold, grid, outline_level


def compare(draft, path):
    """All differences, as sentences."""
    found = blocks(path)
    wrong = []
    found = compare_title(draft, found, wrong)
    pieces = split_at_headings(draft, found, wrong)
    if pieces is None:
        return wrong
    compare_preface(draft, pieces.pop(0), wrong)
    for (part, _), piece in zip(report.PARTS, pieces):
        compare_part(draft, part, piece, wrong)
    return wrong


def compare_title(draft, found, wrong):
    """The title may be in several lines or paragraphs."""
    wanted, there = report.title(draft), ""
    for index, block in enumerate(found):
        if isinstance(block, Table) or not wanted.startswith(there + squeezed(block.text)):
            break
        there += squeezed(block.text)
        if there == wanted:
            return found[index + 1 :]
    wrong.append(f"title: wanted 「{wanted}」, found 「{there}」")
    return found


def squeezed(text):
    return re.sub(r"\s+", "", text)


def split_at_headings(draft, found, wrong):
    """The content before the first part, and of each part."""
    pieces, rest = [], found
    for part, _ in report.PARTS:
        words = report.heading(draft, part)
        places = [
            i
            for i, block in enumerate(rest)
            if not isinstance(block, Table) and block.text.strip() == words
        ]
        if not places:
            wrong.append(f"heading 「{words}」 is missing, or not in its order")
            return None
        if outline_level(rest[places[0]]) != 0:
            wrong.append(f"heading 「{words}」 has no outline level 1")
        pieces.append(rest[: places[0]])
        rest = rest[places[0] + 1 :]
    return pieces + [rest]


def compare_preface(draft, piece, wrong):
    texts = [block.text.strip() for block in piece if not isinstance(block, Table)]
    wanted, facts = report.preface(draft), report.preface_facts(draft)
    for words in wanted:
        if words in texts:
            texts.remove(words)
        else:
            wrong.append(f"opening: 「{words}」 is missing")
    whole = squeezed("".join(wanted + texts))
    wrong += [
        f"opening: 「{fact}」 is not mentioned" for fact in facts if squeezed(fact) not in whole
    ]
    if wanted and not facts:
        wrong += [f"opening: 「{words}」 is in no draft" for words in texts]


def compare_part(draft, part, piece, wrong):
    tables = [block for block in piece if isinstance(block, Table)]
    if len(tables) != (part in TABLES):
        wrong.append(f"{part}: {len(tables)} tables")
    elif tables:
        compare_table(draft, part, grid(tables[0]), wrong)
    there = [block for block in piece if not isinstance(block, Table)]
    if part == report.PARTS[-1][0]:
        there = compare_signature(draft, there, wrong)
    wanted = report.section(draft, part)
    if note := report.table_note(draft, part):
        wanted.append(report.Paragraph(note))
    for index in range(max(len(wanted), len(there))):
        place = f"{part}, paragraph {index + 1}"
        if index >= len(there):
            wrong.append(f"{place}: 「{wanted[index].text}」 is missing")
        elif index >= len(wanted):
            wrong.append(f"{place}: 「{there[index].text}」 is in no draft")
        else:
            compare_paragraph(place, wanted[index], there[index], wrong)


def compare_paragraph(place, wanted, there, wrong):
    if wanted.text != there.text.strip():
        wrong.append(f"{place}: wanted 「{wanted.text}」, found 「{there.text}」")
    elif wanted.heading != (outline_level(there) is not None):
        wrong.append(
            f"{place}: 「{wanted.text}」 is {'no' if wanted.heading else 'a'} heading in the file"
        )
    elif not wanted.heading and wanted.bold and wanted.bold != bold(there):
        wrong.append(f"{place}: other words are bold than in the draft: 「{wanted.text[:30]}…」")


def compare_signature(draft, there, wrong):
    wanted = report.signature(draft)
    if not wanted:
        return there
    last = [block.text.strip() for block in there[-len(wanted) :]]
    if len(last) < len(wanted) or any(text not in right for text, right in zip(last, wanted)):
        wrong.append(f"signature: wanted {[min(right) for right in wanted]}, found {last}")
    return there[: -len(wanted)]


def compare_table(draft, table, there, wrong):
    shown = values(draft)
    wanted = TABLES[table](edition_of(draft, table))
    if len(wanted) != len(there):
        wrong.append(f"{table}: {len(wanted)} rows wanted, {len(there)} found")
    for number, (right, row) in enumerate(zip(wanted, there), 1):
        if len(right) != len(row):
            wrong.append(
                f"{table}, row {number}: {len(right)} cells wanted, "
                f"found {[anchor.text for anchor in row]}"
            )
            continue
        for cell, anchor in zip(right, row):
            compare_cell(
                f"{table}, row {number}, {cell.id or cell.text}",
                cell,
                accepted(draft, cell, shown),
                anchor,
                wrong,
            )


def compare_cell(place, cell, right, anchor, wrong):
    text = squeezed(anchor.text) if cell.text else anchor.text
    if text not in right:
        wrong.append(f"{place}: wanted 「{min(right)}」, found 「{anchor.text}」")
    for name, wanted, found in (
        ("columns", cell.colspan, anchor.colspan),
        ("rows", cell.rowspan, anchor.rowspan),
    ):
        if wanted is not None and wanted != found:
            wrong.append(f"{place}: goes over {found} {name}, not {wanted}")


def main(arguments):
    draft, path = arguments
    wrong = compare(report.read(draft), path)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
