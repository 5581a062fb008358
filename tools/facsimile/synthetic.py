"""Invented disclosures that satisfy every accounting identity, for tests, round trips and benchmarks."""

from __future__ import annotations

import random

from tools.facsimile.expected import expected_lines
from tools.facsimile.invented import BASIC, Department, Item, invent, names

_NUMERALS = "一二三四五六七八九十"
_THREE_PUBLIC = {"abroad": "30212", "purchase": "31013", "operation": "30231", "reception": "30217"}


def printed(amount: int) -> str:
    """Print hundredths of the unit; zero prints as a blank cell."""
    return f"{amount // 100:,}.{amount % 100:02d}" if amount else ""


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


class _Tables:
    """The tables of one department in one layout."""

    def __init__(self, department: Department, layout: str, subtotals: bool, total_last: bool) -> None:
        self.department, self.layout = department, layout
        self.subtotals, self.total_last = subtotals, total_last
        self.code_columns = 3 if layout == "three" else 1

    def table(self, kind: str, title: str, rows: list[list[str]], header_rows: int, **more) -> dict:
        heading = {"left": f"部门名称：{self.department.name}", "right": f"单位：{self.department.unit}"}
        title = f"{self.department.year}年{title}"
        return {"kind": kind, "title": title, "rows": rows, "header_rows": header_rows} | heading | more

    def classes(self, items: list[Item], money) -> dict[str, int]:
        """Amounts by functional class, in the order of the codes."""
        sums: dict[str, int] = {}
        for item in items:
            sums[item.code[:3]] = sums.get(item.code[:3], 0) + money(item)
        return sums

    def by_function(self, columns: list[list[str]], values, keep=lambda item: True) -> list[list[str]]:
        """Header and rows of a table by function; ``values`` gives the amounts of an item, left to right."""
        deep, first = len(columns), "科目编码"
        if self.layout == "three":
            marks = [[first, "<", "<"], ["类", "款", "项"], *[["^"] * 3] * (deep - 2)]
        else:
            marks = [[first], *[["^"]] * (deep - 1)]
        names_column = [["科目名称"], *[["^"]] * (deep - 1)]
        rows = [marks[row] + names_column[row] + columns[row] for row in range(deep)]
        items = [item for item in self.department.items if keep(item)]

        def row(code: str, name: str, members: list[Item]) -> list[str]:
            cut = [code[:3], code[3:5], code[5:]] if self.layout == "three" else [code]
            sums = [sum(amounts) for amounts in zip(*map(values, members), strict=True)]
            return [*cut, name, *map(printed, sums)]

        body: list[list[str]] = []
        for item in items:
            for length in (3, 5) if self.subtotals else ():
                prefix = item.code[:length]
                if not any("".join(line[: self.code_columns]) == prefix for line in body):
                    members = [other for other in items if other.code.startswith(prefix)]
                    body.append(row(prefix, names("functional.csv")[prefix], members))
            body.append(row(item.code, item.name, [item]))
        total = [row("", "合计", items)] if items else []
        return rows + (body + total if self.total_last else total + body)

    @property
    def function_columns(self) -> dict:
        return {"codes": list(range(self.code_columns)), "labels": [self.code_columns]}

    def summary(self) -> dict:
        department = self.department
        general, own = department.general_public, department.unit_funded
        left = [
            ("一、一般公共预算", general),
            ("其中：财政拨款", general - department.non_tax),
            ("二、政府性基金预算拨款收入", 0),
            ("三、国有资本经营预算拨款收入", 0),
            ("四、财政专户管理资金收入", 0),
            ("五、事业收入", own),
            ("六、其他收入", 0),
        ]
        classes = self.classes(department.items, lambda item: item.total)
        every = [code for code in names("functional.csv") if len(code) == 3]
        right = [
            (f"{_numeral(number)}、{names('functional.csv')[code]}", classes.get(code, 0))
            for number, code in enumerate(every, start=1)
        ]
        rows = [["收入", "<", "支出", "<"], ["项目", "金额", "项目", "金额"]]
        for place in range(max(len(left), len(right))):
            one = left[place] if place < len(left) else ("", 0)
            two = right[place] if place < len(right) else ("", 0)
            rows.append([one[0], printed(one[1]), two[0], printed(two[1])])
        total = printed(department.total)
        rows += [["本年收入合计", total, "本年支出合计", total], ["上年结转结余", "", "年终结转结余", ""]]
        rows += [["收入总计", total, "支出总计", total]]
        return self.table("revenue_expenditure_summary", "部门收支总体情况表", rows, 2, labels=[0, 2])

    def revenue(self) -> dict:
        columns = [["合计", "一般公共预算", "政府性基金预算", "事业收入"], ["^"] * 4]
        rows = self.by_function(columns, lambda i: (i.total, i.total - i.unit_funded, 0, i.unit_funded))
        return self.table("revenue_by_source", "部门收入总体情况表", rows, 2, **self.function_columns)

    def expenditure(self, general_only: bool) -> dict:
        columns = [
            ["合计", "基本支出", "<", "<", "<", "<", "项目支出", "<", "<"],
            ["^", "小计", "人员经费", "<", "公用经费", "<", "小计", "其他运转类", "特定目标类"],
            ["^", "^", "工资福利支出", "对个人和家庭的补助", "商品和服务支出", "资本性支出", "^", "^", "^"],
        ]

        def values(item: Item) -> tuple[int, ...]:
            less = item.unit_funded if general_only else 0
            target = item.money["specific_target"] - less
            basic = [item.money[nature] for nature in BASIC]
            return (
                item.total - less,
                item.basic,
                *basic,
                item.project - less,
                item.project - target - less,
                target,
            )

        kind, title = "expenditure_by_function", "部门支出总体情况表"
        if general_only:
            kind, title = "general_public_expenditure_by_function", "一般公共预算支出情况表"
        rows = self.by_function(columns, values, lambda item: values(item)[0] > 0)
        return self.table(kind, title, rows, 3, orientation="landscape", **self.function_columns)

    def appropriation(self) -> dict:
        total = printed(self.department.general_public)
        classes = self.classes(self.department.items, lambda item: item.total - item.unit_funded)
        rows = [
            ["收入", "<", "支出", "<", "<", "<", "<"],
            ["项目", "金额", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
            ["一、本年收入", total, "一、本年支出", total, total, "", ""],
        ]
        left = [["(一) 一般公共预算拨款", total], ["(二) 政府性基金预算拨款", ""], ["二、上年结转", ""]]
        for place, (code, amount) in enumerate(classes.items()):
            name = f"({_numeral(place + 1)}) {names('functional.csv')[code]}"
            one = left[place] if place < len(left) else ["", ""]
            rows.append([*one, name, printed(amount), printed(amount), "", ""])
        rows += [[*one, "", "", "", "", ""] for one in left[len(classes) :]]
        rows.append(["收入总计", total, "支出总计", total, total, "", ""])
        return self.table("appropriation_summary", "财政拨款收支总体情况表", rows, 2, labels=[0, 2])

    def economic(self) -> dict:
        rows = [["部门预算支出经济分类科目", "<", "本年一般公共预算基本支出", "<", "<"]]
        rows += [["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
        codes = self.department.economic

        def amounts(chosen: list[str]) -> list[str]:
            personnel = sum(codes[code] for code in chosen if code[:3] in ("301", "303"))
            whole = sum(codes[code] for code in chosen)
            return [printed(whole), printed(personnel), printed(whole - personnel)]

        rows.append(["", "合计", *amounts(list(codes))])
        for code in codes:
            prefix = code[:3]
            if self.subtotals and rows[-1][0][:3] != prefix:
                members = [other for other in codes if other.startswith(prefix)]
                rows.append([prefix, names("dept_economic.csv")[prefix], *amounts(members)])
            rows.append([code, names("dept_economic.csv")[code], *amounts([code])])
        more = {} if codes else {"note": "备注：本部门没有一般公共预算基本支出，本表为空表。"}
        title = "一般公共预算基本支出表"
        return self.table("basic_expenditure_by_economic", title, rows, 2, codes=[0], labels=[1], **more)

    def three_public(self) -> dict:
        money = {part: self.department.economic.get(code, 0) for part, code in _THREE_PUBLIC.items()}
        vehicles = money["purchase"] + money["operation"]
        whole = money["abroad"] + vehicles + money["reception"]
        values = [whole, money["abroad"], vehicles, money["purchase"], money["operation"], money["reception"]]
        rows = [
            ["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "<", "<", "公务接待费"],
            ["^", "^", "小计", "公务用车购置费", "公务用车运行费", "^"],
            # A zero prints here, so that the table of an office without such expenses is not empty.
            [printed(value) or "0.00" for value in values],
        ]
        title = "一般公共预算“三公”经费支出情况表"
        return self.table("three_public_table", title, rows, 2, labels=[])

    def managed_funds(self) -> dict:
        columns = [["合计", "基本支出", "项目支出"], ["^"] * 3]
        rows = self.by_function(columns, lambda item: (0, 0, 0), lambda item: False)
        rows.append([""] * len(rows[0]))
        note = "备注：本部门没有政府性基金预算安排的支出，本表为空表。"
        kind, title = "government_managed_funds_expenditure", "政府性基金预算支出情况表"
        return self.table(kind, title, rows, 2, note=note, **self.function_columns)

    def projects(self) -> dict:
        rows = [
            ["类型", "项目名称", "项目单位", "合计", "本年拨款", "<", "<", "财政专户管理资金", "单位资金"],
            ["^", "^", "^", "^", "一般公共预算", "政府性基金预算", "国有资本经营预算", "^", "^"],
        ]
        projects = self.department.projects
        whole, own = (sum(getattr(one, part) for one in projects) for part in ("amount", "unit_funded"))
        rows.append(["", "合计", "", printed(whole), printed(whole - own), "", "", "", printed(own)])
        for one in projects:
            general = printed(one.amount - one.unit_funded)
            head = [one.type, one.name, self.department.name, printed(one.amount)]
            rows.append([*head, general, "", "", "", printed(one.unit_funded)])
        more = {"orientation": "landscape", "labels": [1]}
        if not projects:
            more["note"] = "备注：本部门没有项目支出，本表为空表。"
        return self.table("project_table", "项目支出表", rows, 2, **more)

    def all(self) -> list[dict]:
        """Every table in printing order."""
        return [
            self.summary(),
            self.revenue(),
            self.expenditure(general_only=False),
            self.appropriation(),
            self.expenditure(general_only=True),
            self.economic(),
            self.three_public(),
            self.managed_funds(),
            self.projects(),
        ]


def _prose(department: Department) -> list[dict]:
    """Sections that state the totals in 万元, rounded half up to two decimals."""
    step = 10_000 if department.unit == "元" else 1

    def wan(amount: int) -> str:
        rounded = (2 * amount + step) // (2 * step)
        return f"{rounded // 100}.{rounded % 100:02d}万元"

    def share(amount: int) -> str:
        tenths = (2000 * amount + department.total) // (2 * department.total) if department.total else 0
        return f"{tenths // 10}.{tenths % 10}%"

    basic = sum(item.basic for item in department.items)
    project, year = department.total - basic, department.year
    sources = f"一般公共预算收入{wan(department.general_public)}"
    if department.unit_funded:
        sources += f"，事业收入{wan(department.unit_funded)}"
    texts = [
        (
            "一、收入支出预算总体情况说明",
            f"收入总计{wan(department.total)}，支出总计{wan(department.total)}。",
        ),
        ("二、收入预算总体情况说明", f"收入合计{wan(department.total)}，其中：{sources}。"),
        (
            "三、支出预算总体情况说明",
            f"支出合计{wan(department.total)}，其中：基本支出{wan(basic)}，占{share(basic)}；"
            f"项目支出{wan(project)}，占{share(project)}。",
        ),
    ]
    blocks: list[dict] = [{"part": [f"{department.name}{year}年度部门预算情况说明"]}]
    for heading, text in texts:
        blocks += [{"heading": heading}, {"paragraph": f"{department.name}{year}年{text}"}]
    return blocks


def random_disclosure(
    seed: int,
    *,
    items: int = 12,
    unit: str | None = None,
    layout: str | None = None,
    subtotals: bool | None = None,
) -> dict:
    """Invent a disclosure whose figures satisfy every accounting identity exactly.

    Parameters
    ----------
    seed : int
        Same seed and arguments: same disclosure.
    items : int
        Number of functional items; more make longer tables.
    unit : {"元", "万元"}, optional
        Unit of the tables, two decimals in both; drawn when not given.
    layout : {"three", "one"}, optional
        Functional code in three columns 类 款 项, or in one column; drawn when not given.
    subtotals : bool, optional
        Whether rows for 类 and 款 stand above their items; drawn when not given.

    Returns
    -------
    dict
        A disclosure for ``typeset``; ``expected`` lists an ``ExpectedLine`` for each printed amount of its
        tables in printing order, and ``unit``, ``layout``, ``subtotals`` tell what was drawn.
    """
    draw = random.Random(f"disclosure-{seed}")
    drawn = (draw.choice(["元", "万元"]), draw.choice(["three", "one"]), draw.random() < 0.5)
    unit, layout = unit or drawn[0], layout or drawn[1]
    subtotals = drawn[2] if subtotals is None else subtotals
    department = invent(draw, items, unit)
    tables = _Tables(department, layout, subtotals, draw.random() < 0.3).all()
    title = f"{department.year}年{department.name}部门预算公开"
    note = ["虚构数据，仅供测试。Invented figures, for tests only."]
    cover = {"title": [f"{department.year}年{department.name}", "部门预算公开"], "note": note}
    contents = [[0, "部门预算公开表"]]
    contents += [
        [1, f"{_numeral(number)}、{table['title'][5:]}"] for number, table in enumerate(tables, start=1)
    ]
    return {
        "id": f"invented-{seed}",
        "title": title,
        "subject": note[0],
        "unit": unit,
        "layout": layout,
        "subtotals": subtotals,
        "blocks": [
            {"cover": cover},
            {"contents": {"entries": contents}},
            *_prose(department),
            *[{"table": table} for table in tables],
        ],
        "expected": [line for table in tables for line in expected_lines(table)],
    }
