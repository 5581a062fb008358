"""Names and figures of invented tables: codes with their names, trees of rows, sides of a summary."""

from __future__ import annotations

from decimal import Decimal

from .case import print_amount

FUNCTIONAL_NAMES = {
    "201": "一般公共服务支出",
    "20106": "财政事务",
    "2010601": "行政运行",
    "2010602": "一般行政管理事务",
    "2010607": "信息化建设",
    "2010608": "财政委托业务支出",
    "2010650": "事业运行",
    "20113": "商贸事务",
    "2011301": "行政运行",
    "2011308": "招商引资",
    "204": "公共安全支出",
    "20406": "司法",
    "2040601": "行政运行",
    "2040604": "基层司法业务",
    "2040607": "公共法律服务",
    "205": "教育支出",
    "20502": "普通教育",
    "2050202": "小学教育",
    "2050203": "初中教育",
    "20508": "进修及培训",
    "2050803": "培训支出",
    "206": "科学技术支出",
    "20601": "科学技术管理事务",
    "2060101": "行政运行",
    "20607": "科学技术普及",
    "2060702": "科普活动",
    "207": "文化旅游体育与传媒支出",
    "20701": "文化和旅游",
    "2070101": "行政运行",
    "2070104": "图书馆",
    "2070109": "群众文化",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080501": "行政单位离退休",
    "2080502": "事业单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "20828": "退役军人管理事务",
    "2082801": "行政运行",
    "2082850": "事业运行",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "2101102": "事业单位医疗",
    "2101103": "公务员医疗补助",
    "213": "农林水支出",
    "21301": "农业农村",
    "2130101": "行政运行",
    "21303": "水利",
    "2130301": "行政运行",
    "2130305": "水利工程建设",
    "2130314": "防汛",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "2210203": "购房补贴",
    "224": "灾害防治及应急管理支出",
    "22401": "应急管理事务",
    "2240101": "行政运行",
    "2240106": "安全监管",
}

ECONOMIC_NAMES = {
    "301": "工资福利支出",
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30103": "奖金",
    "30107": "绩效工资",
    "30108": "机关事业单位基本养老保险缴费",
    "30109": "职业年金缴费",
    "30110": "职工基本医疗保险缴费",
    "30112": "其他社会保障缴费",
    "30113": "住房公积金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30202": "印刷费",
    "30205": "水费",
    "30206": "电费",
    "30207": "邮电费",
    "30211": "差旅费",
    "30213": "维修（护）费",
    "30215": "会议费",
    "30216": "培训费",
    "30217": "公务接待费",
    "30228": "工会经费",
    "30231": "公务用车运行维护费",
    "30239": "其他交通费用",
    "303": "对个人和家庭的补助",
    "30302": "退休费",
    "30305": "生活补助",
    "310": "资本性支出",
    "31002": "办公设备购置",
}

FUNCTIONAL_HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]

ECONOMIC_HEADER = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]

WIDTHS = [70, 200, 75, 75, 75]


def functional_rows(items, total="first"):
    """Items ``(code, basic, project)`` as rows ``[code, name, sum, basic, project]``, classes too."""
    sums = {}
    for code, basic, project in items:
        for level in (code, code[:5], code[:3]):
            before = sums.get(level, (Decimal(0), Decimal(0)))
            sums[level] = (before[0] + basic, before[1] + project)
    rows = [[code, FUNCTIONAL_NAMES[code], sum(sums[code]), *sums[code]] for code in sorted(sums)]
    basic, project = sum(item[1] for item in items), sum(item[2] for item in items)
    return _with_total(rows, ["", "合计", basic + project, basic, project], total)


def economic_rows(items, total="first"):
    """Items ``(code, amount)`` as rows ``[code, name, sum, personnel, operation]``, classes too."""
    sums = {}
    for code, amount in items:
        for level in (code, code[:3]):
            sums[level] = sums.get(level, Decimal(0)) + amount
    rows = [[code, ECONOMIC_NAMES[code], sums[code], *_parts(code, sums[code])] for code in sorted(sums)]
    personnel = sum(_parts(*item)[0] for item in items)
    operation = sum(_parts(*item)[1] for item in items)
    return _with_total(rows, ["", "合计", personnel + operation, personnel, operation], total)


def _parts(code, amount):
    """An amount as personnel and as operating expenditure; one of them is nothing."""
    return (amount, Decimal(0)) if code[:3] in ("301", "303") else (Decimal(0), amount)


def _with_total(rows, row, place):
    return [row, *rows] if place == "first" else [*rows, row]


def print_rows(rows, dec=2, sep=True, zero="", start=2):
    """Rows with the amounts from a column on as they are printed."""
    return [
        [
            print_amount(cell, dec, sep, zero)
            if column >= start and isinstance(cell, Decimal | int)
            else cell
            for column, cell in enumerate(row)
        ]
        for row in rows
    ]


def functional_items(case, codes, low=20, high=900, decimals=2):
    """Draw amounts for codes: ``2010601b`` is basic expenditure, p a project, m both."""
    items = []
    for code, nature in ((word[:-1], word[-1]) for word in codes.split()):
        basic = case.random_amount(low, high, decimals) if nature in "bm" else Decimal(0)
        project = case.random_amount(low, high, decimals) if nature in "pm" else Decimal(0)
        items.append((code, basic, project))
    return items


def economic_items(case, codes, low=2, high=300, decimals=2):
    return [(code, case.random_amount(low, high, decimals)) for code in codes.split()]


def summary_sides(case, classes, sources, lo=100, hi=2000, decimals=2):
    """Both sides of a summary that agree, as labels with amounts, and their total."""
    spent = [(name, case.random_amount(lo, hi, decimals)) for name in classes]
    total = sum(amount for _, amount in spent)
    others = [(name, case.random_amount(lo / 10, lo / 2, decimals)) for name in sources[1:]]
    return [(sources[0], total - sum(amount for _, amount in others)), *others], spent, total


def summary_rows(sources, classes, total, printed=print_amount, labels=("收入总计", "支出总计")):
    """Both sides beside each other, with the totals below."""
    rows = []
    for place in range(max(len(sources), len(classes))):
        sides = [side[place] if place < len(side) else ("", None) for side in (sources, classes)]
        rows.append(
            [text for name, amount in sides for text in (name, "" if amount is None else printed(amount))]
        )
    return [*rows, [labels[0], printed(total), labels[1], printed(total)]]
