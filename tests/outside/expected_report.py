"""The text of a report according to its draft: title, opening, six parts, signature."""

import json
import re
from dataclasses import dataclass, field

from expected_tables import spelled, values

PARTS = [
    ("overview", "一、总体情况"),
    ("disclosure", "二、主动公开政府信息情况"),
    ("requests", "三、收到和处理政府信息公开申请情况"),
    ("disputes", "四、政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五、存在的主要问题及改进情况"),
    ("other", "六、其他需要报告的事项"),
]


@dataclass
class Paragraph:
    """A paragraph or heading of a section; `bold` has one truth value for each character."""

    text: str
    heading: bool = False
    bold: list = field(default_factory=list)


def read(path):
    """The draft; numbers keep their spelling in the file."""
    with open(path, encoding="utf8") as file:
        return json.load(file, parse_float=str)


def title(draft):
    """The whole title in one line."""
    made = f"{draft['agency']['name']}{draft['year']}年政府信息公开工作年度报告"
    return (draft.get("title") or made).replace("\n", "")


def heading(draft, part):
    """The heading of a part, from the notice or from the draft."""
    return (draft.get("headings") or {}).get(part) or dict(PARTS)[part]


def section(draft, part):
    """The paragraphs and headings of a part."""
    markdown = (draft.get("sections") or {}).get(part) or ""
    shown = values(draft)
    blocks = [block.strip() for block in re.split(r"\n\s*\n", markdown) if block.strip()]
    return [paragraph(block, shown) for block in blocks]


def paragraph(markdown, shown):
    is_heading = markdown.startswith("### ")
    words = markdown[4:] if is_heading else markdown
    words = re.sub(r"\{\{\s*([\w.]+)\s*\}\}", lambda found: shown.get(found[1], ""), words)
    text, bold = "", []
    for index, run in enumerate(words.split("**")):
        text += run
        bold += [index % 2 == 1] * len(run)
    return Paragraph(text, is_heading, bold)


def preface(draft):
    """The paragraphs that the clerk wrote as the opening."""
    text = (draft.get("preface") or {}).get("text") or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def preface_facts(draft):
    """The facts that every opening must mention."""
    data = draft.get("preface") or {}
    facts = [
        spelled(value)
        for name, value in data.items()
        if name not in ("text", "period")
        and isinstance(value, (str, int))
        and not isinstance(value, bool)
        and value != ""
    ]
    period = data.get("period") or {}
    return facts + [chinese_date(period[end]) for end in ("from", "to") if period.get(end)]


def table_note(draft, part):
    """The note under a table."""
    return (draft.get("table_notes") or {}).get(part) or ""


def signature(draft):
    """Organ and date at the end; for each, the accepted spellings."""
    data = draft.get("signature") or {}
    organ, date = spelled(data.get("organ")), spelled(data.get("date"))
    return [right for right in ({organ}, {date, chinese_date(date)}) if "" not in right]


def chinese_date(text):
    """Turns 2021-01-20 into 2021年1月20日; any other text is unchanged."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else text
