#!/usr/bin/env python3
"""spoken_names.py 2021: the expected accessible name of each cell of an edition's tables, as JSON.

A name is derived from the tables as the notices print them (expected_tables.py): the labels before
the cell, then the heads above it that distinguish its column from the others, then the unit.
Additions in brackets after a label are omitted.
"""

import json
import re
import sys

from expected_tables import TABLES

# Rows that count projects; all others count cases or documents, or name their unit.
PROJECTS = {"prior", "change", "projects"}


def grid(rows, width):
    """The cells at every place of the grid, line by line."""
    places = [[None] * width for _ in rows]
    for line, cells in enumerate(rows):
        column = 0
        for index, cell in enumerate(cells):
            while places[line][column] is not None:
                column += 1
            last = index == len(cells) - 1
            # It does not matter here which cell is wider where the notice does not determine it.
            columns = cell.colspan or (width - column if last else 1)
            for down in range(cell.rowspan or 1):
                for right in range(columns):
                    places[line + down][column + right] = cell
            column += columns
    return places


def without_remark(label):
    return re.sub(r"(?<=.)（[^（）]*）$", "", label)


def unit(cell_id, column):
    if cell_id == "disclosure.procurement.amount":
        return []
    if cell_id.endswith(".amount"):
        return ["万元"]
    if "件数" in column:
        return []
    return ["项" if cell_id.split(".")[-1] in PROJECTS else "件"]


def distinct(cells):
    return list(dict.fromkeys(id(cell) for cell in cells)), {id(cell): cell for cell in cells}


def name(places, line, column):
    cell = places[line][column]
    order, by_id = distinct([other for other in places[line][:column] if not other.id])
    labels = [by_id[key].text for key in order]
    above = [places[up][column] for up in range(line)]
    # Each article of table 2 has its own heads.
    articles = [up for up, other in enumerate(above) if other.text.startswith("第二十条")]
    start = articles[-1] + 1 if articles else 0
    order, by_id = distinct([other for other in above[start:] if not other.id])
    heads = [by_id[key] for key in order]
    # 申请人情况 is above all columns and does not distinguish them.
    heads = [head.text for head in heads if head.text != "申请人情况"]
    words = [without_remark(text) for text in labels + heads]
    return "，".join(words + unit(cell.id, words[-1]))


def main(edition):
    names = {}
    for table, width in (("disclosure", 4), ("requests", 10), ("disputes", 15)):
        places = grid(TABLES[table](edition), width)
        for line, cells in enumerate(places):
            for column, cell in enumerate(cells):
                if cell.id and cell.id not in names:
                    names[cell.id] = name(places, line, column)
    json.dump(names, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1])
