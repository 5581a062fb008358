"""What the truth files print: seeded, invented budget tables of every shape that disclosures use."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tools.facsimile import random_disclosure

DIGITS = "一二三四五六七八九十"
PLACES = ["青山市", "白水县", "云岭区", "东湖市", "南坪县"]
WORKS = [
    "信息系统运行维护",
    "馆藏文献数字化",
    "老旧设施改造",
    "公共服务设备购置",
    "业务骨干培训",
    "应急物资储备",
]
GOODS = [
    "台式计算机",
    "复印纸",
    "多功能一体机",
    "物业管理服务",
    "印刷服务",
    "机动车保险服务",
    "空调机",
    "文件柜",
]
INDICATORS = {
    "产出指标": {
        "数量指标": [
            ("培训人次", "≥320人次"),
            ("完成档案数字化页数", "≥125000页"),
            ("巡检设备数量", "=48台"),
        ],
        "质量指标": [("验收合格率", "≥98%"), ("系统可用率", "≥99.5%")],
        "时效指标": [("按期完成率", "100%"), ("资金支付及时性", "2025年12月31日前")],
        "成本指标": [("项目总成本", "≤186.50万元")],
    },
    "效益指标": {
        "社会效益指标": [("公众办事便利程度", "有所提高"), ("信息公开覆盖面", "逐步扩大")],
        "可持续影响指标": [("长效管理机制健全性", "健全")],
    },
    "满意度指标": {"服务对象满意度指标": [("服务对象满意度", "≥90%")]},
}


@dataclass(slots=True)
class Sheet:
    """Tables that begin a page together; a single long one may run over further pages."""

    tables: list[dict]
    landscape: bool = False


@dataclass(slots=True)
class Content:
    """One document to typeset: its seed and its sheets in printing order."""

    seed: int
    sheets: list[Sheet] = field(default_factory=list)


def money(draw: random.Random, top: int = 9_000_000_000, blank: float = 0.0) -> str:
    """Print an amount with two decimals; blank now and then."""
    if draw.random() < blank:
        return ""
    fen = int(draw.random() ** 4 * top) + 1
    return f"{fen // 100:,}.{fen % 100:02d}"


def _performance(draw: random.Random) -> dict:
    """The form with one label column over many rows that performance targets are printed in."""
    total = money(draw, 90_000_000)
    name = draw.choice(WORKS) + "项目"
    goal = f"目标1：完成{name}年度任务；\n目标2：保障业务正常开展，提高{draw.choice(['服务', '管理'])}水平。"
    rows = [
        ["项目名称", "<", name, "<", "<", "<"],
        ["主管部门", "<", draw.choice(PLACES) + "档案馆", "<", "实施期限", "2025年"],
        ["项目类型", "<", draw.choice(["特定目标类", "其他运转类"]), "项目属性", "新增项目", "<"],
        ["资金情况\n（万元）", "<", "年度资金总额：", "<", total, "<"],
        ["^", "<", "其中：财政拨款", "<", total, "<"],
        ["^", "<", "其他资金", "<", "", "<"],
        ["总体目标", goal, "<", "<", "<", "<"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值"],
    ]
    for level1, seconds in INDICATORS.items():
        mark1 = level1
        for level2, targets in seconds.items():
            mark2 = level2
            for target, value in draw.sample(targets, draw.randint(1, len(targets))):
                # The label of the block stands in the first column over all rows of the indicators.
                rows.append(["^", mark1, mark2, target, "<", value])
                mark1 = mark2 = "^"
    left = "填报单位：" + draw.choice(PLACES)
    return {"title": "项目支出绩效目标表", "left": left, "rows": rows, "header_rows": 0}


def _change(draw: random.Random) -> dict:
    """Two years side by side, with minus signs, percentages and dashes."""
    rows = [
        ["项目", "上年预算数", "本年预算数", "增减变动", "<", "增减原因"],
        ["^", "^", "^", "金额", "比例", "^"],
    ]
    names = [
        "基本支出",
        "其中：人员经费",
        "公用经费",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ]
    for name in names:
        if draw.random() < 0.25:
            rows.append([name, "-", "-", "-", "—", ""])
            continue
        old, new = draw.randint(100, 9_000_000), draw.randint(100, 9_000_000)
        sign = "-" if new < old else ""
        change = abs(new - old)
        share = f"{sign}{change / old * 100:.2f}%"
        reason = draw.choice(["", "人员变动，工资标准调整", "压减一般性支出", "新增项目，上年无此项安排"])
        rows.append(
            [name, f"{old / 100:,.2f}", f"{new / 100:,.2f}", f"{sign}{change / 100:,.2f}", share, reason]
        )
    return {"title": "收支预算增减变动情况表", "right": "单位：万元", "rows": rows, "header_rows": 2}


def _procurement(draw: random.Random) -> dict:
    """Twelve narrow columns with yuan amounts of up to twelve digits."""
    rows = [
        ["序号", "采购品目", "<", "规格要求", "数量", "计量单位", "总计", "资金来源", "<", "<", "<", "备注"],
        ["^", "编码", "名称", "^", "^", "^", "^", "一般公共预算", "政府性基金", "事业收入", "其他资金", "^"],
    ]
    for number in range(1, draw.randint(7, 12)):
        amount = money(draw, 90_000_000_000)
        funds = ["", "", "", ""]
        funds[draw.randrange(4)] = amount
        code = f"A{draw.randint(2010000, 9999999)}"
        note = draw.choice(["", "", "跨年度项目"])
        goods = draw.choice(GOODS)
        rows.append(
            [str(number), code, goods, "详见采购需求", str(draw.randint(1, 900)), "批", amount, *funds, note]
        )
    return {"title": "政府采购预算表", "right": "金额单位：元", "rows": rows, "header_rows": 2}


def _small(draw: random.Random) -> list[dict]:
    """Three little tables for one page, one of them without any figure, one without any text."""
    public = [
        ["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "<", "<", "公务接待费"],
        ["^", "^", "小计", "公务用车购置费", "公务用车运行费", "^"],
        [money(draw, 900_000, 0.2) for _ in range(6)],
    ]
    funds = [["科目编码", "<", "<", "科目名称", "本年支出", "<", "<"]]
    funds += [["类", "款", "项", "^", "合计", "基本支出", "项目支出"]]
    funds += [[""] * 7 for _ in range(draw.randint(1, 3))]
    bare = [[""] * draw.randint(3, 6)] * draw.randint(2, 5)
    note = "说明：本单位没有政府性基金预算收支，故本表无数据。"
    return [
        {"title": "“三公”经费支出表", "right": "单位：万元", "rows": public, "header_rows": 2},
        {
            "title": "政府性基金预算支出表",
            "right": "单位：万元",
            "rows": funds,
            "header_rows": 2,
            "note": note,
        },
        {"title": "国有资本经营预算支出表（空表）", "rows": [list(row) for row in bare], "header_rows": 0},
    ]


def _grouped(draw: random.Random) -> dict:
    """Units down the left over several rows each, with subtotals over two columns."""
    rows = [["单位名称", "项目类别", "项目名称", "预算数", "执行数", "执行率"]]
    for place in draw.sample(PLACES, 3):
        count = draw.randint(2, 4)
        for number in range(count):
            unit = place + "图书馆" if number == 0 else "^"
            kind = draw.choice(["运转类", "特定目标类"])
            work = draw.choice(WORKS) + draw.choice(["", "（二期）", "及配套工程建设补助资金项目"])
            rate = f"{draw.randint(0, 10000) / 100:.2f}%"
            rows.append([unit, kind, work, money(draw, 9_000_000), money(draw, 9_000_000, 0.2), rate])
        rows.append(["小计", "<", "<", money(draw), money(draw, blank=0.3), ""])
    rows.append(["总计", "<", "<", money(draw), money(draw), "—"])
    return {"title": "项目支出预算执行情况表", "right": "单位：元", "rows": rows, "header_rows": 1}


def _long(draw: random.Random, rows_wanted: int) -> dict:
    """A list of projects over several pages, with names that wrap and cells left blank."""
    rows = [
        ["项目编码", "项目名称", "实施单位", "合计", "资金性质", "<", "<", "是否\n专项"],
        ["^", "^", "^", "^", "一般公共预算", "财政专户", "单位资金", "^"],
    ]
    for number in range(rows_wanted):
        amount = money(draw, 900_000_000)
        name = draw.choice(WORKS) + draw.choice(["", "（2025年）", "——区县配套补助及后续运行维护专项经费"])
        own = money(draw, 90_000_000, 0.7)
        unit = draw.choice(PLACES) + draw.choice(["气象服务中心", "图书馆"])
        code = f"4101{draw.randint(10, 99)}25{number:04d}"
        rows.append([code, name, unit, amount, amount, "", own, draw.choice(["是", "否", ""])])
    rows.append(["合计", "<", "<", money(draw), money(draw), "", money(draw), ""])
    return {"title": "项目支出明细表", "right": "单位：元", "rows": rows, "header_rows": 2, "long": True}


def invent_content(seed: int, long_rows: int = 60) -> Content:
    """Draw the content of one document.

    Parameters
    ----------
    seed : int
        Same seed, same content.
    long_rows : int
        Rows of the table that runs over pages.

    Returns
    -------
    Content
        Sheets with the tables of a disclosure, several tables on one page, forms with merged cells, an
        empty table, one without text, and a table over pages.
    """
    draw = random.Random(f"truth-{seed}")
    disclosure = random_disclosure(seed, items=draw.randint(6, 11))
    tables = [block["table"] for block in disclosure["blocks"] if "table" in block]
    content = Content(seed)
    for table in tables:
        if len(table["rows"]) > 3:  # the little ones come together on one page below
            content.sheets.append(Sheet([table], table.get("orientation") == "landscape"))
    content.sheets += [
        Sheet([_performance(draw)]),
        Sheet([_change(draw), _grouped(draw)]),
        Sheet([_procurement(draw)], landscape=True),
        Sheet(_small(draw)),
        Sheet([_long(draw, long_rows)], landscape=draw.random() < 0.3),
    ]
    for sheet in content.sheets:
        for number, table in enumerate(sheet.tables):
            table["new_page"] = number == 0
            table["orientation"] = "landscape" if sheet.landscape else "portrait"
    return content
