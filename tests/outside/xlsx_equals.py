#!/usr/bin/env python3
"""xlsx_equals.py DRAFT.json FILE.xlsx: checks with openpyxl that every label, merged cell and
number of the form is in its place, that each total is a sum of the right cells, and that there are
no other values; checks that LibreOffice recalculates the sums without a change. Exits with 1 and a
list of problems otherwise.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

import expected_report as report
from expected_tables import TABLES, accepted, edition_of, values

SHEETS = {"disclosure": "表二", "requests": "表三", "disputes": "表四"}
FIRST = {
    "disclosure": "第二十条第（一）项",
    "requests": "（本列数据的勾稽关系为",
    "disputes": "行政复议",
}
FORMULA = re.compile(r'=IF\(COUNT\(([A-Z0-9:,]+)\)=(\d+),SUM\(\1\),""\)')


def layout(rows):
    """The place of each cell of a form: row and column from 0, and the cell."""
    taken, places = set(), []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            places.append((y, x, cell))
            # A span that the notice does not determine is taken from the file.
            for dy in range(cell.rowspan or 1):
                taken |= {(y + dy, x + dx) for dx in range(cell.colspan or 1)}
            x += cell.colspan or 1
    return places


def shown(cell):
    """A number as its format shows it; text unchanged."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    code = cell.number_format.split(";")[0].replace("\\+", "+")
    places = len(re.sub(r'"[^"]*"', "", code).partition(".")[2])
    words = "".join(re.findall(r'"([^"]*)"', code))
    return ("+" if code.startswith("+") and value >= 0 else "") + f"{value:.{places}f}" + words


def compare(draft, path):
    """All differences, as sentences."""
    formulas, cached, wrong = load_workbook(path), load_workbook(path, data_only=True), []
    for name in formulas.sheetnames:
        state = formulas[name].sheet_state
        if (state == "veryHidden") != (name == "nianbao"):
            wrong.append(f"sheet {name} is {state}")
    for table, rows in TABLES.items():
        edition = edition_of(draft, table)
        wrong += compare_table(
            draft, table, rows(edition), formulas[SHEETS[table]], cached[SHEETS[table]]
        )
    counted = sum(
        1
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    )
    totals = (
        0
        if draft.get("as_issued")
        else sum(
            1
            for table in TABLES
            for row in TABLES[table](edition_of(draft, table))
            for cell in row
            if is_total(cell.id)
        )
    )
    if counted != totals:
        wrong.append(f"{counted} formulas, {totals} totals")
    return wrong


def is_total(name):
    """Whether the form calculates the cell."""
    return name.endswith(".total") or name.startswith("requests.total.")


def compare_table(draft, table, rows, formulas, cached):
    wrong, numbers = [], values(draft)
    top = next(
        row[0].row
        for row in formulas.iter_rows(max_col=1)
        if str(row[0].value or "").startswith(FIRST[table])
    )
    merged = {
        (box[1], box[0]): box
        for box in (range_boundaries(str(area)) for area in formulas.merged_cells.ranges)
    }
    # The form of 2019 does not determine the wide cell of a row: places are found from the left,
    # cell by cell.
    column_of = {}
    for y, x, cell in layout(rows):
        row = top + y
        column = column_of.get(row, 0) + 1 if cell.colspan is None else x + 1
        box = merged.get((row, column), (column, row, column, row))
        column_of[row] = box[2]
        label = cell.id or f"「{cell.text}」"
        for span, found in (
            (cell.colspan, box[2] - box[0] + 1),
            (cell.rowspan, box[3] - box[1] + 1),
        ):
            if span is not None and span != found:
                wrong.append(f"{label} covers {found}, not {span}")
        seen, right = shown(cached.cell(row, column)), accepted(draft, cell, numbers)
        if seen not in right:
            wrong.append(f"{label} is 「{seen}」, not 「{'」 or 「'.join(sorted(right))}」")
        if cell.id and is_total(cell.id) and not draft.get("as_issued"):
            wrong += compare_sum(cell.id, formulas.cell(row, column).value, rows, top)
    return wrong


def compare_sum(name, formula, rows, top):
    """The terms of a total according to the form."""
    table, _, rest = name.partition(".")
    row, _, column = rest.rpartition(".")
    ids = {cell.id: (top + y, x + 1) for y, x, cell in layout(rows) if cell.id}
    if column == "total":
        terms = {
            place
            for other, place in ids.items()
            if other.rpartition(".")[0] == f"{table}.{row}" and other != name
        }
    else:
        outside = ("new", "carried_in", "total", "carried_out")
        terms = {
            place
            for other, place in ids.items()
            if other.endswith("." + column)
            and other.split(".", 1)[1].rpartition(".")[0] not in outside
        }
    found = FORMULA.fullmatch(str(formula))
    if not found:
        return [f"{name} is no sum: {formula}"]
    boxes = [range_boundaries(area) for area in found[1].split(",")]
    there = {
        (y, x)
        for left, up, right, down in boxes
        for y in range(up, down + 1)
        for x in range(left, right + 1)
    }
    return (
        []
        if there == terms and int(found[2]) == len(terms)
        else [f"{name} adds up {found[1]} ({found[2]} cells)"]
    )


def office():
    """LibreOffice: the one that NIANBAO_OFFICE names, or the one of the system; None if there is
    none.
    """
    return os.environ.get("NIANBAO_OFFICE") or shutil.which("soffice")


def recalculated(path, office):
    """The values that LibreOffice calculates differently; it is told to recalculate everything."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile" / "user"
        profile.mkdir(parents=True)
        # 0: always recalculate files of Excel.
        (profile / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
            '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
            '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>'
            "</item></oor:items>"
        )
        done = subprocess.run(
            [
                office,
                f"-env:UserInstallation={profile.parent.as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(Path(folder) / "out"),
                str(path),
            ],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        again = Path(folder) / "out" / Path(path).name
        if not again.is_file():
            return (
                None
                if "could not be loaded" in done.stderr + done.stdout
                else [f"LibreOffice made nothing: {done.stderr}"]
            )
        old, new = load_workbook(path, data_only=True), load_workbook(again, data_only=True)
        return [
            f"{sheet.title} {cell.coordinate}: 「{cell.value}」 became "
            f"「{new[sheet.title][cell.coordinate].value}」"
            for sheet in old
            for row in sheet.iter_rows()
            for cell in row
            if (cell.value or "") != (new[sheet.title][cell.coordinate].value or "")
            and not isinstance(cell.value, bool)
        ]


def main(arguments):
    draft, path = report.read(arguments[0]), arguments[1]
    wrong = compare(draft, path)
    changed = recalculated(path, office()) if office() else None
    if changed is None:
        print("SKIPPED: no LibreOffice Calc: sums are not calculated anew")
    for line in wrong + (changed or []):
        print(line)
    return 1 if wrong or changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
