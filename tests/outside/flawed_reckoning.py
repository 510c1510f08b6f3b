#!/usr/bin/env python3
"""flawed_reckoning.py FOLDER: judges the drafts as reckoning.py does, but states one sum of each
rule wrongly: {"flaw": RULE} is printed, then the line of each draft.

A comparison that does not notice these flaws compares nothing.
"""

import json
import sys
from pathlib import Path

import reckoning

RIGHT = reckoning.sums


def without_one_term(rule):
    """The sums of an edition; the first one of this rule has lost the last term on its left."""

    def sums(edition):
        made = RIGHT(edition)
        at = next(at for at, item in enumerate(made) if item.rule == rule)
        made[at] = reckoning.Sum(rule, made[at].left[:-1], made[at].right)
        return made

    return sums


for name in dict.fromkeys(item.rule for item in RIGHT("2021")):
    reckoning.sums = without_one_term(name)
    print(json.dumps({"flaw": name}))
    reckoning.main(sorted(Path(sys.argv[1]).glob("*.json")))
