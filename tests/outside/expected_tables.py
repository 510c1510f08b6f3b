"""The statutory tables as the official notices print them, transcribed a second time.

Nothing here comes from the product's code: if both agree, both transcribed the notices alike.
A row is a list of cells (text, colspan, rowspan); a cell of a number has its id instead of a text.
A span of None is not determined by the notice.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Cell:
    """A cell of the form: a label, or the place of a number."""

    text: str = ""
    id: str = ""
    colspan: int | None = 1
    rowspan: int | None = 1


# The editions that are transcribed here, each with the first report year that it is used for.
EDITIONS = {"2019": 2019, "2021": 2021}

COLUMNS = ["natural", "business", "research", "welfare", "legal", "other", "total"]
OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]
BLOCKS = ["review", "direct", "after_review"]

GROUPS = {
    "denied": (
        "（三）不予公开",
        [
            ("state_secret", "1.属于国家秘密"),
            ("forbidden_by_law", "2.其他法律行政法规禁止公开"),
            ("safety_stability", "3.危及“三安全一稳定”"),
            ("third_party", "4.保护第三方合法权益"),
            ("internal_affairs", "5.属于三类内部事务信息"),
            ("process_information", "6.属于四类过程性信息"),
            ("enforcement_file", "7.属于行政执法案卷"),
            ("administrative_query", "8.属于行政查询事项"),
        ],
    ),
    "unable": (
        "（四）无法提供",
        [
            ("not_held", "1.本机关不掌握相关政府信息"),
            ("needs_creation", "2.没有现成信息需要另行制作"),
            ("still_unclear", "3.补正后申请内容仍不明确"),
        ],
    ),
    "declined": (
        "（五）不予处理",
        [
            ("petition", "1.信访举报投诉类申请"),
            ("repeated", "2.重复申请"),
            ("publication", "3.要求提供公开出版物"),
            ("abusive", "4.无正当理由大量反复申请"),
            ("reconfirm", "5.要求行政机关确认或重新出具已获取信息"),
        ],
    ),
    "other": (
        "（六）其他处理",
        [
            (
                "overdue_correction",
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            ),
            (
                "overdue_fee",
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            ),
            ("other", "3.其他"),
        ],
    ),
}


def transcribed(table, edition, *known):
    """Raises ValueError unless the table was compared with the notice of that edition."""
    if edition not in known:
        raise ValueError(f"{__file__} has no transcript of {table} of edition {edition}")


def disclosure(edition):
    """Table 2."""
    transcribed("table 2", edition, "2019", "2021")

    def article(number):
        return [Cell(f"第二十条第（{number}）项", colspan=4)]

    def head(*labels, last=1):
        return (
            [Cell("信息内容")]
            + [Cell(label) for label in labels[:-1]]
            + [Cell(labels[-1], colspan=last)]
        )

    def row(label, name, *columns, last=1):
        cells = [Cell(id=f"disclosure.{name}.{column}") for column in columns]
        cells[-1] = Cell(id=cells[-1].id, colspan=last)
        return [Cell(label)] + cells

    if edition == "2021":
        documents = ("issued", "repealed", "in_force")
        return [
            article("一"),
            head("本年制发件数", "本年废止件数", "现行有效件数"),
            row("规章", "regulations", *documents),
            row("行政规范性文件", "normative", *documents),
            article("五"),
            head("本年处理决定数量", last=3),
            row("行政许可", "licensing", "decisions", last=3),
            article("六"),
            head("本年处理决定数量", last=3),
            row("行政处罚", "penalties", "decisions", last=3),
            row("行政强制", "coercion", "decisions", last=3),
            article("八"),
            head("本年收费金额（单位：万元）", last=3),
            row("行政事业性收费", "fees", "amount", last=3),
        ]
    documents, actions = ("made", "opened", "open_total"), ("prior", "change", "decisions")
    action_head = head("上一年项目数量", "本年增/减", "处理决定数量")

    def loose(cells):
        # Three cells over four grid columns: the notice does not determine which of them is wider.
        return [Cell(c.text, c.id, None, 1) for c in cells]

    return [
        article("一"),
        head("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        row("规章", "regulations", *documents),
        row("规范性文件", "normative", *documents),
        article("五"),
        action_head,
        row("行政许可", "licensing", *actions),
        row("其他对外管理服务事项", "services", *actions),
        article("六"),
        action_head,
        row("行政处罚", "penalties", *actions),
        row("行政强制", "coercion", *actions),
        article("八"),
        loose(head("上一年项目数量", "本年增/减")),
        loose(row("行政事业性收费", "fees", "prior", "change")),
        article("九"),
        loose(head("采购项目数量", "采购总金额")),
        loose(row("政府集中采购", "procurement", "projects", "amount")),
    ]


def request_rows(edition):
    """The data rows of table 3 as (id, label cells)."""
    transcribed("table 3", edition, "2019", "2021")
    groups = dict(GROUPS)
    if edition == "2019":
        groups["other"] = ("（六）其他处理", [])
    results = [
        ("granted", [Cell("（一）予以公开", colspan=2)]),
        ("partial", [Cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", colspan=2)]),
    ]
    for group, (label, members) in groups.items():
        if not members:
            results.append((group, [Cell(label, colspan=2)]))
        for index, (member, words) in enumerate(members):
            first = [Cell(label, rowspan=len(members))] if index == 0 else []
            results.append((f"{group}.{member}", first + [Cell(words)]))
    results.append(("total", [Cell("（七）总计", colspan=2)]))
    name, cells = results[0]
    results[0] = (name, [Cell("三、本年度办理结果", rowspan=len(results))] + cells)
    return [
        ("new", [Cell("一、本年新收政府信息公开申请数量", colspan=3)]),
        ("carried_in", [Cell("二、上年结转政府信息公开申请数量", colspan=3)]),
        *results,
        ("carried_out", [Cell("四、结转下年度继续办理", colspan=3)]),
    ]


def requests(edition):
    """Table 3."""
    transcribed("the heads of table 3", edition, "2019", "2021")
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows = [
        [Cell(note, colspan=3, rowspan=3), Cell("申请人情况", colspan=7)],
        [Cell("自然人", rowspan=2), Cell("法人或其他组织", colspan=5), Cell("总计", rowspan=2)],
        [Cell(label) for label in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    for name, labels in request_rows(edition):
        rows.append(labels + [Cell(id=f"requests.{name}.{column}") for column in COLUMNS])
    return rows


def disputes(edition):
    """Table 4."""
    transcribed("table 4", edition, "2019", "2021")
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        [Cell("行政复议", colspan=5), Cell("行政诉讼", colspan=10)],
        [Cell(label, rowspan=2) for label in outcomes]
        + [Cell("未经复议直接起诉", colspan=5), Cell("复议后起诉", colspan=5)],
        [Cell(label) for label in outcomes * 2],
        [Cell(id=f"disputes.{block}.{column}") for block in BLOCKS for column in OUTCOMES],
    ]


TABLES = {"disclosure": disclosure, "requests": requests, "disputes": disputes}


def edition_of(draft, table):
    """The edition of a table of the draft."""
    year = int(draft["year"])
    in_force = [name for name, first_year in EDITIONS.items() if first_year <= year]
    usual = str(draft.get("edition") or (in_force or list(EDITIONS)[:1])[-1])
    return str((draft.get("table_editions") or {}).get(table) or usual)


def values(draft):
    """The text of each cell in the finished document, by id; a blank is an empty text."""
    typed = {name: spelled(value) for name, value in (draft.get("cells") or {}).items()}
    if not draft.get("as_issued"):
        derive(draft, typed)
    return typed


def spelled(value):
    """A number or a text as the draft file spells it."""
    return "" if value is None else str(value)


def derive(draft, typed):
    """Replaces the calculated cells of a draft."""
    rows = [name for name, _ in request_rows(edition_of(draft, "requests"))]
    results = [name for name in rows if name not in ("new", "carried_in", "total", "carried_out")]
    for column in COLUMNS[:-1]:
        typed[f"requests.total.{column}"] = total(
            typed, [f"requests.{row}.{column}" for row in results]
        )
    for row in rows:
        typed[f"requests.{row}.total"] = total(
            typed, [f"requests.{row}.{column}" for column in COLUMNS[:-1]]
        )
    for block in BLOCKS:
        typed[f"disputes.{block}.total"] = total(
            typed, [f"disputes.{block}.{column}" for column in OUTCOMES[:-1]]
        )


def total(typed, terms):
    """A sum; blank if one of its terms is."""
    found = [typed.get(term, "") for term in terms]
    if not all(text.isdigit() for text in found):
        return ""
    return str(sum(Decimal(text) for text in found))


def accepted(draft, cell, shown):
    """The accepted texts of a cell: with its remark, and with the selected unit, in the spellings
    that offices use.
    """
    unit = (draft.get("units") or {}).get(cell.id or "disclosure.procurement.amount")
    if cell.text:
        if cell.text == "采购总金额" and unit:
            return {cell.text, f"{cell.text}（{unit}）", f"{cell.text}（单位：{unit}）"}
        return {cell.text}
    value = shown.get(cell.id, "")
    remark = (draft.get("remarks") or {}).get(cell.id) or ""
    right = {value + remark} if remark else {value}
    if remark and not remark.startswith(("（", "(")):
        right.add(f"{value}（{remark}）")
    if unit and value:
        right |= {value + unit, f"{value}（{unit}）"}
    return right
