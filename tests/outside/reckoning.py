#!/usr/bin/env python3
"""reckoning.py FOLDER: judges the tables of every draft (*.json) in the folder, by the arithmetic
that the notices, the law and their common sense ask of a report.

Prints a line of JSON for each draft, in the order of their names:
{"draft": NAME, "findings": [{"rule": ID, "severity": ID, "cells": [ID, …]}, …]}.

Nothing here comes from the product's code: its rules are compared with these. A finding has the
cells of this report whose numbers the rule compares. What is not known proves nothing: a blank, a
stroke, a text, and a number that its cell cannot have (which is a finding of its own). What the
texts of a report say of numbers, and comparisons between agencies, are not judged here.
"""

import json
import re
import sys
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from expected_tables import (
    BLOCKS,
    COLUMNS,
    OUTCOMES,
    TABLES,
    edition_of,
    request_rows,
    spelled,
)

APPLICANTS = COLUMNS[:-1]
NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(,\d{3})+|\d+)(\.(?P<fraction>\d+))?")
WHOLE = re.compile(r"0|[1-9]\d*")
COUNTING = ("件", "条", "份", "宗", "个", "次", "项")
MONEY = ("万元", "元")
MOST = Decimal(10) ** 12
BLANK, STROKE, WRONG = UNKNOWN = "blank", "stroke", "wrong"


def reading(text, cell):
    """The number of a cell; or BLANK or STROKE; or WRONG, if it cannot be what the cell asks."""
    if text.isascii() and text.isdecimal() and len(text) < 13:
        return int(text)
    plain = in_ascii(text)
    if not plain:
        return BLANK
    if not plain.strip("/-—"):
        return STROKE
    found = NUMBER.match(plain)
    if not found:
        return WRONG
    behind = re.fullmatch(r"\s*(?P<unit>[^(]*?)\s*(\((?P<remark>.*)\))?", plain[found.end() :])
    if not behind:
        return WRONG
    unit = behind["unit"] or (behind["remark"] if behind["remark"] in COUNTING + MONEY else "")
    fraction = found["fraction"] or ""
    value = Decimal(found["sign"] + found["whole"].replace(",", "") + "." + (fraction or "0"))
    return value if is_lawful(value, len(fraction), unit, cell) else WRONG


def in_ascii(text):
    """The text with digits, signs and brackets of one width."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


def is_lawful(value, decimals, unit, cell):
    """Whether a cell can have this number: counts are whole, not negative and at most 10¹², amounts
    have at most six decimals, and only 本年增/减 has a sign."""
    column = cell.rsplit(".", 1)[1]
    if column == "amount":
        units = MONEY if cell.startswith("disclosure.procurement.") else MONEY[:1]
        return value >= 0 and decimals <= 6 and unit in ("", *units)
    whole = value == value.to_integral_value() and abs(value) <= MOST
    return whole and unit in ("", *COUNTING) and (value >= 0 or column == "change")


@dataclass(frozen=True)
class Sum:
    """Both sides of it are equal. A single cell on the right is the total of the left."""

    rule: str
    left: tuple
    right: tuple


@cache
def cells_of(table, edition):
    """The cells of a table in their order."""
    return [cell.id for row in TABLES[table](edition) for cell in row if cell.id]


@cache
def sums(edition):
    """Every sum of tables 3 and 4; the edition is that of table 3."""
    rows = [name for name, _ in request_rows(edition)]
    outcomes = [row for row in rows if row not in ("new", "carried_in", "total", "carried_out")]
    made = []
    for column in COLUMNS:

        def cells(*names, column=column):
            return tuple(f"requests.{name}.{column}" for name in names)

        made.append(
            Sum("requests-balance", cells("new", "carried_in"), cells("total", "carried_out"))
        )
        made.append(Sum("requests-total", cells(*outcomes), cells("total")))
    for row in rows:
        terms = tuple(f"requests.{row}.{column}" for column in APPLICANTS)
        made.append(Sum("requests-row-sum", terms, (f"requests.{row}.total",)))
    for block in BLOCKS:
        terms = tuple(f"disputes.{block}.{outcome}" for outcome in OUTCOMES[:-1])
        made.append(Sum("disputes-sum", terms, (f"disputes.{block}.total",)))
    return made


class Report:
    """The numbers of a draft."""

    def __init__(self, draft):
        self.draft = draft
        self.year = int(draft["year"])
        self.level = (draft.get("agency") or {}).get("level")
        self.editions = {table: edition_of(draft, table) for table in TABLES}
        self.tables = {table: cells_of(table, self.editions[table]) for table in TABLES}
        self.sums = sums(self.editions["requests"])
        # A total is calculated from the first sum that has it alone on its right, unless the draft
        # keeps an original with its own totals.
        self.calculated = {}
        if not draft.get("as_issued"):
            for item in self.sums:
                if len(item.right) == 1:
                    self.calculated.setdefault(item.right[0], item)
        said = {name: spelled(text) for name, text in (draft.get("cells") or {}).items()}
        self.said = said
        checks = {name: spelled(text) for name, text in (draft.get("controls") or {}).items()}
        self.typed, self.controls = {}, {}
        for cell in (cell for cells in self.tables.values() for cell in cells):
            if cell in self.calculated:
                # What somebody says of a calculated total is a control.
                self.controls[cell] = reading(checks.get(cell) or said.get(cell, ""), cell)
            else:
                self.typed[cell] = reading(said.get(cell, ""), cell)
        self.values = {}
        last = draft.get("last_year")
        if last and int(last["year"]) + 1 == self.year:
            self.last = Report({**last, "last_year": None})
        else:
            self.last = None

    def value(self, cell):
        """The number of a cell, typed or calculated; None if it is not known."""
        if cell not in self.values:
            if cell in self.calculated:
                terms = self.known(*self.calculated[cell].left)
                self.values[cell] = None if terms is None else sum(terms)
            else:
                found = self.typed.get(cell)
                self.values[cell] = None if found in UNKNOWN else found
        return self.values[cell]

    def known(self, *cells):
        """The numbers of these cells; None unless all are known."""
        values = [self.value(cell) for cell in cells]
        return None if None in values else values

    def before(self, *cells):
        """The numbers of these cells in the year before; None unless all are known."""
        return self.last.known(*cells) if self.last else None

    def rows(self, table):
        """The rows of a table by name: the columns that they have."""
        found = {}
        for cell in self.tables[table]:
            row, column = cell.split(".", 1)[1].rsplit(".", 1)
            found.setdefault(row, []).append(column)
        return found


RULES = []


def rule(name, severity):
    """Enters a function among the rules; it yields the cells of each finding."""

    def enter(judge):
        RULES.append((name, severity, judge))
        return judge

    return enter


def failing(name):
    """A rule on all sums of this name."""

    def judge(report):
        for item in (item for item in report.sums if item.rule == name):
            left, right = report.known(*item.left), report.known(*item.right)
            control = report.controls.get(item.right[0])
            wrong = left is not None and right is not None and sum(left) != sum(right)
            if left is not None and len(item.right) == 1 and control is not None:
                wrong |= control not in UNKNOWN and control != sum(left)
            if wrong:
                yield item.left + item.right

    return judge


for name in ("requests-balance", "requests-total", "requests-row-sum", "disputes-sum"):
    rule(name, "error")(failing(name))


@rule("edition-year", "error")
def edition_year(report):
    # Table 4 is the same in all editions.
    due = edition_of({"year": report.year}, "")
    if any(report.editions[table] != due for table in ("disclosure", "requests")):
        yield ()


@rule("count-form", "error")
def count_form(report):
    for cell, found in [*report.typed.items(), *report.controls.items()]:
        if found == WRONG:
            yield (cell,)


@rule("count-spelling", "hint")
def count_spelling(report):
    # domain.md has no rule of this name. It says that a count is a whole number and that 本年增/减
    # is signed; of the spellings of offices it names another width, thousands separators, a unit
    # and a remark. A count with a sign, with a point or with zeros in front is none of these.
    for cell, found in report.typed.items():
        if found not in UNKNOWN and cell.rsplit(".", 1)[1] not in ("amount", "change"):
            number = NUMBER.match(in_ascii(report.said[cell]))[0]
            if not WHOLE.fullmatch(number.replace(",", "")):
                yield (cell,)


@rule("blank-cell", "verify")
def blank_cell(report):
    for cells in report.tables.values():
        open_ones = tuple(cell for cell in cells if report.typed.get(cell) in (BLANK, STROKE))
        if open_ones:
            yield open_ones


@rule("copied-table", "verify")
def copied_table(report):
    # Totals that are calculated are as alike as the numbers that they are made of.
    cells = [cell for cell in report.tables["requests"] if cell in report.typed]
    values = report.known(*cells)
    if values and any(values) and values == report.before(*cells):
        yield cells


@rule("nil-report", "verify")
def nil_report(report):
    cells = report.tables["requests"]
    values = report.known(*cells)
    if values and not any(values):
        yield cells


@rule("backlog", "hint")
def backlog(report):
    cells = [f"requests.{row}.total" for row in ("new", "carried_in", "carried_out")]
    values = report.known(*cells)
    if values and values[2] * 10 > (values[0] + values[1]) * 4:
        yield cells


@rule("overdue-fee-unreported", "verify")
def overdue_fee_unreported(report):
    cells = [f"requests.other.overdue_fee.{column}" for column in COLUMNS]
    words = (report.draft.get("sections") or {}).get("other") or ""
    if any(report.value(cell) for cell in cells) and "信息处理费" not in words:
        yield cells


@rule("carry-over", "error")
def carry_over(report):
    yield from not_carried_over(report, COLUMNS[-1:])


@rule("carry-over-applicants", "verify")
def carry_over_applicants(report):
    yield from not_carried_over(report, APPLICANTS)


def not_carried_over(report, columns):
    for column in columns:
        cell = f"requests.carried_in.{column}"
        now, before = report.known(cell), report.before(f"requests.carried_out.{column}")
        if now and before and now != before:
            yield (cell,)


@rule("disputes-without-requests", "hint")
def disputes_without_requests(report):
    requests = ["requests.new.total", "requests.carried_in.total"]
    disputes = report.tables["disputes"]
    if report.known(*requests) == [0, 0] and any(report.value(cell) for cell in disputes):
        yield requests + disputes


@rule("pending-lost", "hint")
def pending_lost(report):
    for block in BLOCKS:
        cell = f"disputes.{block}.total"
        now, before = report.known(cell), report.before(f"disputes.{block}.pending")
        if now and before and now < before:
            yield (cell,)


DOCUMENTS = ("regulations", "normative")


@rule("in-force-low", "verify")
def in_force_low(report):
    for row in DOCUMENTS:
        cells = [f"disclosure.{row}.{column}" for column in ("issued", "repealed", "in_force")]
        values = report.known(*cells)
        if values and values[2] < values[0] - values[1]:
            yield cells


@rule("in-force-flow", "verify")
def in_force_flow(report):
    for row in DOCUMENTS:
        cells = [f"disclosure.{row}.{column}" for column in ("issued", "repealed", "in_force")]
        values, before = report.known(*cells), report.before(cells[2])
        if values and before and values[2] != before[0] + values[0] - values[1]:
            yield cells


@rule("no-power-for-regulations", "error")
def no_power_for_regulations(report):
    if report.level in ("state_department", "province", "prefecture"):
        return
    columns = report.rows("disclosure")["regulations"]
    cells = [f"disclosure.regulations.{column}" for column in columns]
    if any(report.value(cell) for cell in cells):
        yield cells


LOWEST = ("township", "subdistrict")


@rule("normative-many", "hint")
def normative_many(report):
    limits = {"disclosure.normative.issued": 10, "disclosure.normative.in_force": 30}
    many = any((report.value(cell) or 0) > limit for cell, limit in limits.items())
    if report.level in LOWEST and many:
        yield limits


@rule("fee-unit", "hint")
def fee_unit(report):
    cell = "disclosure.fees.amount"
    now, before = report.known(cell), report.before(cell)
    tenfold = now and before and now[0] >= 10 * before[0] > 0
    if tenfold or (now and report.level in LOWEST and now[0] >= 10_000):
        yield (cell,)


@rule("jump", "hint")
def jump(report):
    for cell in report.tables["disclosure"]:
        now, before = report.known(cell), report.before(cell)
        if now and before:
            low, high = sorted(now + before)
            if low > 20 and high > 5 * low:
                yield (cell,)


@rule("open-total-low", "verify")
def open_total_low(report):
    for row in DOCUMENTS:
        cells = [f"disclosure.{row}.{column}" for column in ("opened", "open_total")]
        values = report.known(*cells)
        if values and values[0] > values[1]:
            yield cells


@rule("change-below-zero", "error")
def change_below_zero(report):
    for row in report.rows("disclosure"):
        cells = [f"disclosure.{row}.{column}" for column in ("prior", "change")]
        values = report.known(*cells)
        if values and sum(values) < 0:
            yield cells


# domain.md asks for small numbers, and has two digits in its examples.
SMALL = 100


@rule("decisions-as-items", "verify")
def decisions_as_items(report):
    for row in report.rows("disclosure"):
        cells = [f"disclosure.{row}.{column}" for column in ("prior", "change", "decisions")]
        values = report.known(*cells)
        if values and values[0] + values[1] == values[2] and 0 < values[2] < SMALL:
            yield cells


@rule("prior-flow", "verify")
def prior_flow(report):
    for row in report.rows("disclosure"):
        prior, change = (f"disclosure.{row}.{column}" for column in ("prior", "change"))
        now, before = report.known(prior), report.before(prior, change)
        if now and before and now[0] != sum(before):
            yield (prior,)


@rule("procurement-mismatch", "verify")
def procurement_mismatch(report):
    cells = [f"disclosure.procurement.{column}" for column in ("projects", "amount")]
    values = report.known(*cells)
    if values and (values[0] == 0) != (values[1] == 0):
        yield cells


def findings(draft):
    """All findings on a draft."""
    report = Report(draft)
    return [
        {"rule": name, "severity": severity, "cells": list(cells)}
        for name, severity, judge in RULES
        for cells in judge(report)
    ]


def read(path):
    """A draft in which numbers are texts, as the file spells them."""
    with open(path, encoding="utf8") as file:
        return json.load(file, parse_int=str, parse_float=str)


def main(paths):
    """Judges the drafts of these files."""
    for path in paths:
        judged = {"draft": path.name, "findings": findings(read(path))}
        print(json.dumps(judged, ensure_ascii=False))


if __name__ == "__main__":
    main(sorted(Path(sys.argv[1]).glob("*.json")))
