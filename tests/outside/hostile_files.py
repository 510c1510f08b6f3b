#!/usr/bin/env python3
"""hostile_files.py FOLDER: writes files that the page must refuse with a sentence, and (script*)
drafts whose text tries to run as a script.
"""

import json
import sys
import zipfile
from pathlib import Path

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HARM = (
    "<img src=x onerror='window.nbHarmed=1'><script>window.nbHarmed=1</script>\">"
    "<svg onload=window.nbHarmed=1>"
)
MEGABYTE = 1 << 20


def package(path, document, **others):
    """A file that looks like one of Word; the document may be given in pieces, so that it need not
    be in memory.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        out.writestr("[Content_Types].xml", TYPES)
        for name, text in others.items():
            out.writestr(name, text)
        with out.open("word/document.xml", "w", force_zip64=True) as part:
            for piece in document:
                part.write(piece)


def draft(**members):
    """The smallest draft, with additional members."""
    return json.dumps(
        {
            "nianbao": 1,
            "year": 2025,
            "edition": "2021",
            "agency": {"name": "示例镇人民政府", "level": "township"},
        }
        | members,
        ensure_ascii=False,
    )


def write(folder):
    def save(name, content):
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    save("empty.json", b"")
    save("empty.docx", b"")
    save("not-json.json", "年报")
    save("other.json", '{"name": "something else", "version": 3}')
    save("cut.json", draft()[:60])
    save("breaking.json", draft(nianbao=99))
    save("deep.json", "[" * 200_000)
    save("deep-inside.json", draft()[:-1] + ', "x": ' + "[" * 100_000 + "]" * 100_000 + "}")
    save("wrong-kinds.json", draft(cells=[1, 2], sections="text", year={"a": 1}))
    save("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    save("noise.docx", b"PK\x03\x04" + bytes((i * 7919) % 251 for i in range(5000)))
    save("latin.html", b"\xff\xfe\x00\xd8" * 500)
    (folder / "large.json").write_bytes(
        draft()[:-1].encode() + b', "x": "' + b"x" * (100 * MEGABYTE) + b'"}'
    )
    package(folder / "bomb.docx", (b"<w:p/>" * (MEGABYTE // 6) for _ in range(400)))
    package(
        folder / "deep.docx",
        [f"<w:document {W}><w:body>".encode(), b"<w:sdt><w:sdtContent>" * 200_000],
    )
    laughs = (
        "<!DOCTYPE w [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
        + "]>"
    )
    package(
        folder / "laughs.docx",
        [
            (
                f"{laughs}<w:document {W}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>"
                "</w:document>"
            ).encode()
        ],
    )
    package(
        folder / "no-report.docx",
        [
            (
                f"<w:document {W}><w:body><w:p><w:r><w:t>会议通知</w:t></w:r></w:p></w:body>"
                "</w:document>"
            ).encode()
        ],
    )
    package(folder / "climbing.docx", [b"<x/>"], **{"../../outside.xml": "<x/>"})
    whole = (folder / "no-report.docx").read_bytes()
    save("cut.docx", whole[: len(whole) // 2])

    everywhere = {
        "agency": {"name": HARM, "level": "township"},
        "title": HARM,
        "preface": {"text": HARM, "url": "javascript:window.nbHarmed=1"},
        "sections": {
            "overview": HARM + "\n\n### " + HARM + "\n\n**" + HARM + "**",
            "problems": "[x](javascript:window.nbHarmed=1)",
            "other": HARM,
        },
        "remarks": {"requests.new.natural": HARM},
        "table_notes": {"requests": HARM},
        "cells": {"requests.new.natural": HARM, HARM: 1},
        "headings": {"overview": HARM},
        "signature": {"organ": HARM, "date": HARM},
    }
    save("script-everywhere.json", draft(**everywhere))
    save(
        "script-page.html",
        f"<!DOCTYPE html><title>x</title><h1>{HARM}</h1>"
        "<p onclick=window.nbHarmed=1>一、总体情况</p>"
        "<iframe srcdoc='<script>parent.nbHarmed=1</script>'></iframe>",
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write(target)
