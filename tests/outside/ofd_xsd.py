#!/usr/bin/env python3
"""ofd_xsd.py SCHEMAS FILE.ofd...: checks that every XML part of the files is valid by the schemas
of GB/T 33190-2016 in that folder. Exits with 1 and a list of problems otherwise.
"""

import sys
import zipfile
from pathlib import Path

from lxml import etree


def findings(schema, path):
    """The violations, as sentences."""
    wrong = []
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith(".xml")]
        for name in names:
            part = etree.fromstring(package.read(name))
            if not schema.validate(part):
                wrong += [
                    f"{name} line {error.line}: {error.message}" for error in schema.error_log
                ]
    if not {"OFD.xml", "Doc_0/Document.xml"} <= set(names):
        wrong.append(f"there is no document, only {names}")
    return wrong


def main(arguments):
    schema = etree.XMLSchema(etree.parse(str(Path(arguments[0]) / "main.xsd")))
    wrong = [f"{path}: {line}" for path in arguments[1:] for line in findings(schema, path)]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
