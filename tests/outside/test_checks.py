#!/usr/bin/env python3
"""Tests the checks: a right file passes each of them, and each kind of mistake is named. Run:
python tests/outside/test_checks.py
"""

import shutil
import tempfile
import unittest
import zipfile
from pathlib import Path

import archive
import docx_audit
import docx_equals
import docx_libreoffice
import docx_structure
import expected_report
import ofd_equals
import reckoning
import xlsx_equals
from expected_tables import COLUMNS, TABLES, values
from sample_docx import write

DRAFTS = Path(__file__).parent.parent / "page" / "practice"
DOCUMENT = "word/document.xml"
GOLDEN = Path(__file__).parent.parent / "golden" / "distinct-2021" / "xlsx"
OFD = Path(__file__).parent.parent / "golden" / "distinct-2021" / "ofd"
CORPUS = Path(__file__).parent.parent / "corpus" / "drafts" / "distinct-2021.json"


class Checks(unittest.TestCase):
    """Each test writes its own files."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def draft(self, edition="2021"):
        return expected_report.read(DRAFTS / f"draft-{edition}.json")

    def broken(self, old, new, part=DOCUMENT):
        return write(self.draft(), self.folder / "broken.docx", (part, old, new))

    def assert_says(self, lines, words):
        self.assertTrue(any(words in line for line in lines), f"nobody says 「{words}」: {lines}")

    def test_cells_of_both_forms(self):
        for edition, counts in (("2021", (10, 175, 15)), ("2019", (22, 161, 15))):
            for table, count in zip(TABLES, counts):
                ids = [cell.id for row in TABLES[table](edition) for cell in row if cell.id]
                self.assertEqual((len(ids), len(set(ids))), (count, count), f"{table} of {edition}")

    def test_a_total_with_a_blank_term_is_blank(self):
        draft = self.draft()
        draft["cells"]["requests.new.natural"] = None
        shown = values(draft)
        self.assertEqual(shown["requests.new.total"], "")
        self.assertNotEqual(shown["requests.carried_in.total"], "")

    def test_the_reckoning_names_what_fails_and_where(self):
        draft = expected_report.read(CORPUS)
        self.assertEqual(reckoning.findings(draft), [])
        draft["cells"]["requests.new.legal"] += 1
        draft["cells"]["disputes.review.other"] = "/"
        found = [(one["rule"], one["cells"]) for one in reckoning.findings(draft)]
        rows = ("new", "carried_in", "total", "carried_out")
        balances = [[f"requests.{row}.{column}" for row in rows] for column in ("legal", "total")]
        self.assertEqual(found[:2], [("requests-balance", balance) for balance in balances])
        self.assertEqual(found[2:], [("blank-cell", ["disputes.review.other"])])

    def test_a_right_file_passes(self):
        for edition in ("2021", "2019"):
            path = write(self.draft(edition), self.folder / f"{edition}.docx")
            self.assertEqual(docx_equals.compare(self.draft(edition), path), [])
            self.assertEqual(docx_structure.findings(path), [])
            self.assertEqual(docx_audit.main([str(path)]), 0)
            self.assertEqual(
                docx_libreoffice.main([str(DRAFTS / f"draft-{edition}.json"), str(path)]), 0
            )

    def test_what_differs_from_the_draft_is_named(self):
        for old, new, words in (
            (">3899<", ">3890<", "requests.new.natural"),
            ("一、本年新收", "一、今年新收", "一、本年新收"),
            ("总体情况", "概况", "总体情况"),
            ("412条", "421条", "overview, paragraph 1"),
            ("<w:b/>", "", "bold"),
            (
                "412条。",
                "412条。</w:t></w:r></w:p><w:p><w:r><w:t>多一段。",
                "overview, paragraph 2",
            ),
            ('<w:gridSpan w:val="7"/>', "", "columns"),
            ('<w:vMerge w:val="restart"/>', "", "rows"),
            ("办公室", "办公厅", "signature"),
            ('<w:pStyle w:val="Heading"/>', "", "no heading"),
            ("示例市人民政府2024年", "示例市人民政府2023年", "title"),
            ("编制本报告", "制作本报告", "opening"),
        ):
            self.assert_says(docx_equals.compare(self.draft(), self.broken(old, new)), words)

    def test_what_word_or_wps_would_stumble_over_is_named(self):
        for old, new, words in (
            ('<w:gridCol w:w="2211"/>', '<w:gridCol w:w="2210"/>', "columns are 8843"),
            ('w:val="4"/>', 'w:val="3"/>', "fills 3 of 4"),
            ("<w:vMerge/>", "<w:vMerge/><w:hideMark/>", None),
            ("<w:cantSplit/>", "", "may be split"),
            ("<w:tblHeader/>", "", "repeated"),
            ('<w:pStyle w:val="Cell"/>', "", "snaps to the grid"),
            ('<w:pStyle w:val="Part"/>', '<w:pStyle w:val="Unknown"/>', "does not exist"),
            ("<w:b/>", '<w:b/><w:rFonts w:eastAsia="黑体"/>', "rPr stand in the order"),
            ("<w:b/>", "<w:bold/>", "must not hold bold"),
            ('w:h="16838"', 'w:h="15840"', "not A4"),
            ('w:left="1587"', 'w:left="1800"', "text block"),
            ('w:type="even"', 'w:type="first"', "even pages"),
            ('<w:vMerge w:val="restart"/>', "", "does not stand above it"),
        ):
            found = docx_structure.findings(self.broken(old, new))
            if words is None:
                self.assertEqual(found, [])
            else:
                self.assert_says(found, words)
        self.assert_says(
            docx_structure.findings(
                self.broken(' w:eastAsia="仿宋_GB2312"', "", "word/styles.xml")
            ),
            "no east-asian font",
        )
        self.assert_says(
            docx_structure.findings(self.broken("<w:evenAndOddHeaders/>", "", "word/settings.xml")),
            "evenAndOddHeaders",
        )
        self.assert_says(
            docx_structure.findings(self.broken("年报", "", "docProps/core.xml")),
            "title of the file",
        )
        self.assert_says(
            docx_structure.findings(
                self.broken("footer2.xml", "footer3.xml", "word/_rels/document.xml.rels")
            ),
            "is missing",
        )

    def workbook(self, part="", old="", new=""):
        """The golden workbook, packed again, with a change in one part."""
        path = self.folder / "golden.xlsx"
        with zipfile.ZipFile(path, "w") as out:
            for file in sorted(GOLDEN.rglob("*.*")):
                name = file.relative_to(GOLDEN).as_posix()
                text = file.read_text(encoding="utf8")
                if name == part:
                    self.assertIn(old, text)
                    text = text.replace(old, new, 1)
                out.writestr("[Content_Types].xml" if name == "Content_Types.xml" else name, text)
        return path

    def test_workbooks(self):
        draft = expected_report.read(CORPUS)
        self.assertEqual(xlsx_equals.compare(draft, self.workbook()), [])
        requests, disputes = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"
        for part, old, new, words in (
            (requests, "<v>7106</v>", "<v>7107</v>", "requests.new.natural"),
            (disputes, "SUM(A5:D5)", "SUM(A5:C5)", "disputes.review.total"),
            (
                disputes,
                "COUNT(A5:D5)=4,SUM(A5:D5)",
                "COUNT(A5:C5)=3,SUM(A5:C5)",
                "disputes.review.total",
            ),
            ("xl/sharedStrings.xml", "一、本年新收", "一、今年新收", "一、本年新收"),
            ("xl/workbook.xml", ' state="veryHidden"', "", "sheet nianbao"),
            (disputes, '<mergeCell ref="A3:A4"/>', "", "结果维持"),
        ):
            self.assert_says(xlsx_equals.compare(draft, self.workbook(part, old, new)), words)

    def pages(self, old="", new=""):
        """The golden OFD file, packed again, with a change in one of its parts."""
        path, changes = self.folder / "golden.ofd", 0
        with zipfile.ZipFile(path, "w") as out:
            for file in sorted(OFD.rglob("*.xml")):
                text = file.read_text(encoding="utf8")
                changes += old != "" and old in text and not changes
                out.writestr(
                    file.relative_to(OFD).as_posix(),
                    text.replace(old, new, 1) if old and changes == 1 else text,
                )
        self.assertEqual(changes, 1 if old else 0)
        return path

    def test_pages(self):
        draft = expected_report.read(CORPUS)
        self.assertEqual(ofd_equals.compare(draft, self.pages()), [])
        for old, new, words in (
            (">401<", ">402<", "402"),
            ("一、总体情况", "一、概况", "一、总体情况"),
            ("<ofd:Title>", "<ofd:Title>某", "calls"),
            ("本年度办理结果<", "今年办理结果<", "三、本年度办理结果"),
            (">— 2 —<", ">— 3 —<", "page numbers"),
            ("<ofd:Author>", "<ofd:Author>某", "author"),
            (">六、其他需要报告的事项<", ">六、其他事项<", "六、其他需要报告的事项"),
        ):
            self.assert_says(ofd_equals.compare(draft, self.pages(old, new)), words)

    def test_sums_that_are_out_of_date_are_named(self):
        office = xlsx_equals.office()
        right = xlsx_equals.recalculated(self.workbook(), office) if office else None
        if right is None:
            self.skipTest("no LibreOffice Calc")
        self.assertEqual(right, [])
        stale = self.workbook("xl/worksheets/sheet3.xml", "<v>30863</v>", "<v>30864</v>")
        self.assert_says(xlsx_equals.recalculated(stale, office), "30864")

    def test_an_empty_cell_is_named(self):
        path = self.folder / "empty.docx"
        draft = self.draft()
        draft["cells"]["disclosure.fees.amount"] = None
        write(draft, path, (DOCUMENT, '<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>', ""))
        self.assert_says(docx_structure.findings(path), "does not end in a paragraph")

    def test_archives(self):
        def packed(name, content="some", year=2026, flag=True):
            path = self.folder / "some.zip"
            with zipfile.ZipFile(path, "w") as package:
                package.writestr(zipfile.ZipInfo(name, (year, 1, 20, 0, 0, 0)), content)
            if not flag:
                # The UTF-8 flag, in the header of each entry and in the central directory.
                marked = path.read_bytes()
                for start, place in ((b"PK\3\4", 7), (b"PK\1\2", 9)):
                    at = marked.index(start) + place
                    marked = marked[:at] + b"\0" + marked[at + 1 :]
                path.write_bytes(marked)
            with zipfile.ZipFile(path) as package:
                return list(archive.faults(package))

        self.assertEqual(packed("年报.docx"), [])
        self.assert_says(packed("年报.docx", flag=False), "not marked as UTF-8")
        self.assert_says(packed("年:报.docx"), "no name of a file")
        self.assert_says(packed("年报.docx", year=1980), "has no date")
        self.assert_says(packed("年报.docx", content=""), "is empty")

    def test_the_columns_are_those_of_the_form(self):
        self.assertEqual(len(COLUMNS), 7)


if __name__ == "__main__":
    unittest.main()
