# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""A fourth round of forms: headings again on each page, units with remarks, classes across columns, codes in brackets."""

from __future__ import annotations

from tests.unseen.office import (
    ECONOMIC,
    NAMES,
    beside,
    by_function,
    kind,
    leaves,
    level,
    of,
    row,
    total,
    tree,
    wan,
    yuan,
)
from tests.unseen.paper import Form, Paper

OFFICE = leaves(
    """
2040201 90110 2300 30120 900 0 gpb
2040202 0 0 0 0 25010 gpb
2040220 0 0 0 0 9000 gpb
2040299 0 0 0 0 3300 gmf
2080501 0 5100 300 0 0 gpb
2080505 12030 0 0 0 0 gpb
2101101 7010 0 0 0 0 gpb
2210201 9800 0 0 0 0 gpb
"""
)


def liaoning_budget() -> Paper:
    """Landscape; basic and project expenditure each by economic class across the columns, unit with a remark, heading on each page."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例市公安局2025年部门（单位）预算")
    header = """
功能分类科目 | < | < | < | 合计 | 基本支出 | < | < | < | < | 项目支出 | < | <
科目编码 | < | < | 科目名称 | ^ | 小计 | 工资福利支出 | 商品和服务支出 | 对个人和家庭的补助 | 资本性支出 | 小计 | 商品和服务支出 | 资本性支出
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^
"""
    half = lambda found: sum(leaf.project for leaf in found if leaf.code != "2040220")  # noqa: E731
    kit = lambda found: sum(leaf.project for leaf in found if leaf.code == "2040220")  # noqa: E731
    measures = [
        of("all"),
        of("basic"),
        of("wages"),
        of("goods"),
        of("households"),
        of("capital"),
        of("project"),
        half,
        kit,
    ]
    words = "c1 c2 c3 name E;all;;;t E;all;basic;;s E;all;basic/personnel/wages E;all;basic/operating/goods_and_services"
    words += " E;all;basic/personnel/households E;all;basic/operating/capital E;all;project;;s E;all;project/other E;all;project/other"
    show = lambda fen: yuan(fen, 2)  # noqa: E731
    rows = by_function(OFFICE, measures, show, codes=3)
    form = Form(
        "支出预算总表",
        "expenditure_by_function",
        header,
        words,
        rows,
        "元",
        [0.8, 0.6, 0.6, 3.4, *[2.2] * 9],
        size=6,
        pad=5,
    )
    paper.heading = lambda: (
        paper.line("支出预算总表", "center", 14),
        paper.line("单位名称：示例市公安局\t金额单位：元（列至角分）"),
    )
    paper.heading()
    paper.table(form)
    paper.heading = None

    paper.next_page()
    paper.line("政府性基金预算收支表", "center", 14)
    paper.line("单位名称：示例市公安局\t单位：元、%")
    left = [
        row("一、本年收入", "330,000.00", to="s"),
        row("（一）彩票公益金收入", "330,000.00"),
        row("二、上年结转", "", fund="carryover/government_managed_funds"),
    ]
    right = [
        row("一、公共安全支出", "330,000.00", functional_code="204"),
        row("", ""),
        row("二、结转下年", ""),
    ]
    left, right = level(left, right, (2, 2))
    left.append(row("收入总计", "330,000.00", to="t"))
    right.append(row("支出总计", "330,000.00", to="t"))
    header = "收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数"
    paper.table(
        Form("政府性基金预算收支表", "government_managed_funds_expenditure", header, "label R;gmf label E;gmf",
             beside(left, right, widths=(2, 2)), "元")
    )  # fmt: skip
    return paper


def hainan_budget() -> Paper:
    """Portrait; unit and department in cells of the first row, basic expenditure in two blocks, of-which columns, marks for nothing."""
    paper = Paper(2024)
    paper.cover("示例县公安局2024年部门预算")
    gpb = [leaf for leaf in OFFICE if leaf.fund == "gpb"]
    show = lambda fen: wan(fen, zero="——")  # noqa: E731
    paper.line("表4")
    paper.line("一般公共预算支出表", "center", 14)
    header = """
编制部门：示例县公安局 | < | < | < | 单位：万元
功能科目 | 合计 | 其中： | < | <
^ | ^ | 人员支出 | 公用支出 | 项目支出
"""
    rows = []
    for code, inside in tree(gpb):
        figures = [show(total(inside, name)) for name in ("all", "personnel", "operating", "project")]
        grade = kind("i" if len(code) == 7 else "s", functional_code=code, item=NAMES[code])
        rows.append(([f"{'　' * (len(code) // 2 - 1)}{code}-{NAMES[code]}", *figures], grade))
    rows.append(
        (
            ["合　　计", *(show(total(gpb, name)) for name in ("all", "personnel", "operating", "project"))],
            kind("t"),
        )
    )
    words = "name E;gpb;;;t E;gpb;basic/personnel E;gpb;basic/operating E;gpb;project"
    paper.table(
        Form(
            "一般公共预算支出表",
            "general_public_expenditure_by_function",
            header,
            words,
            rows,
            widths=[6, 2, 2, 2, 2],
        )
    )

    paper.next_page()
    paper.line("表5")
    paper.line("一般公共预算基本支出表", "center", 14)
    header = """
编制部门：示例县公安局 | < | < | < | < | 单位：万元
人员经费 | < | < | 公用经费 | < | <
科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额
"""
    people, office = total(gpb, "wages"), total(gpb, "goods")
    first = {
        "301": people,
        "30101": people - 300_000_000,
        "30102": 300_000_000,
        "303": total(gpb, "households"),
    }
    first["30302"] = first["303"]
    second = {
        "302": office,
        "30201": office - 100_000_000,
        "30231": 100_000_000,
        "310": total(gpb, "capital"),
    }
    second["31002"] = second["310"]
    rows = []
    for (a, x), (b, y) in zip(first.items(), second.items(), strict=True):
        cells = [a, ECONOMIC[a], wan(x), b, ECONOMIC[b], wan(y)]
        rows.append((cells, kind("s" if len(a) == 3 else "i"), kind("s" if len(b) == 3 else "i")))
    sums = [
        "",
        "人员经费合计",
        wan(total(gpb, "personnel")),
        "",
        "公用经费合计",
        wan(total(gpb, "operating")),
    ]
    rows.append((sums, kind("t"), kind("t")))
    words = "dcode dname E;gpb;basic/personnel dcode dname E;gpb;basic/operating"
    paper.table(
        Form(
            "一般公共预算基本支出表",
            "basic_expenditure_by_economic",
            header,
            words,
            rows,
            widths=[2, 4, 2, 2, 4, 2],
        )
    )
    return paper


def shenzhen_budget() -> Paper:
    """Landscape; one label column of units, functions with the code in brackets and projects, funds across, 万元 with one decimal."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例市公安局2025年部门预算")
    show = lambda fen: wan(fen, 1, zero="0.0") if fen % 100_000 == 0 else wan(fen, 2)  # noqa: E731
    paper.line("表6 部门项目支出预算明细表", "center", 14)
    paper.line("单位：万元（保留两位小数）", "right")
    header = """
预算单位 | 项目名称 | 项目概况 | 资金来源 | < | < | < | 是否重点项目
^ | ^ | ^ | 合计 | 一般公共预算拨款 | 政府性基金预算拨款 | 其他资金 | ^
"""
    words = "unit_name project text E;all;project;;t E;gpb;project E;gmf;project E;uf;project text"
    rows = [
        (
            ["合计", "<", "<", show(373_100_000), show(340_100_000), show(33_000_000), "", ""],
            kind("t", item="合计"),
        ),
        (
            [
                "示例市公安局",
                "治安管理",
                "巡逻防控、重点部位\n安保等工作。",
                show(250_100_000),
                show(250_100_000),
                "",
                "",
                "否",
            ],
            kind("i", item="治安管理"),
        ),
        (
            ["", "装备购置", "更新装备20套，约90万元。", show(90_000_000), show(90_000_000), "", "", "是"],
            kind("i", item="装备购置"),
        ),
        (
            ["", "公益金项目", "公益金安排。", show(33_000_000), "", show(33_000_000), "", "否"],
            kind("i", item="公益金项目"),
        ),
    ]
    paper.table(
        Form(
            "表6部门项目支出预算明细表",
            "project_table",
            header,
            words,
            rows,
            widths=[3, 3, 5, 2, 2, 2, 2, 1.5],
        )
    )

    paper.line("表7 政府采购项目支出预算表", "center", 14)
    paper.line("单位：万元（保留两位小数）", "right")
    header = "预算单位 | 采购品目 | 数量 | 单价（元） | 金额\n（合计） | 资金来源\n（一般公共预算）".replace(
        "\n（", "（"
    )
    words = "unit_name text quantity E;all;;;o E;all E;gpb"
    rows = [
        (["示例市公安局", "A02010105便携式计算机", "20", "7,000.00", "14.00", "14.00"], kind("i", item="")),
        (["示例市公安局", "C23120301车辆维修", "1", "36,000.00", "3.60", "3.60"], kind("i", item="")),
        (["合计", "", "", "", "17.60", "17.60"], kind("t")),
    ]
    paper.table(Form("表7政府采购项目支出预算表", "procurement_table", header, words, rows))
    return paper
