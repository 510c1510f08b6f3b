#!/usr/bin/env python3
"""archive.py FILE.zip FOLDER: checks that the archive is intact, that its names are plain files
with Chinese marked as UTF-8, and that its dates are real; unpacks it into the folder and prints
the names, one per line. Exits with 1 and a list of problems otherwise.
"""

import sys
import zipfile
from pathlib import Path

UTF_8 = 0x800
# Characters that Windows does not permit in file names.
FORBIDDEN = set('<>:"/\\|?*')
# The earliest date of the zip format; a file with this date has no date.
FIRST_YEAR = 1980


def faults(archive):
    broken = archive.testzip()
    if broken is not None:
        yield f"{broken} is damaged"
    names = archive.namelist()
    if len(set(names)) < len(names):
        yield f"a name is there twice: {names}"
    for entry in archive.infolist():
        if not entry.filename.isascii() and not entry.flag_bits & UTF_8:
            yield f"{entry.filename!r} is not marked as UTF-8"
        if set(entry.filename) & FORBIDDEN:
            yield f"{entry.filename!r} is no name of a file"
        if entry.date_time[0] <= FIRST_YEAR:
            yield f"{entry.filename!r} has no date: {entry.date_time}"
        if entry.file_size == 0:
            yield f"{entry.filename!r} is empty"


def main(file, folder):
    try:
        with zipfile.ZipFile(file) as archive:
            found = list(faults(archive))
            archive.extractall(folder)
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        found, names = [f"{file} is no archive: {error}"], []
    print("\n".join(found or names))
    return 1 if found else 0


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    sys.exit(main(sys.argv[1], sys.argv[2]))
