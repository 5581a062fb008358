# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""Budgets in forms of western provinces: funds over natures, remarks, changes, both economic codes."""

from __future__ import annotations

from tests.unseen.office import (
    ECONOMIC,
    NAMES,
    by_function,
    kind,
    leaves,
    of,
    total,
    wan,
    yuan,
)
from tests.unseen.paper import Form, Paper

BUREAU = leaves(
    """
2130301 61011 0 9120 0 0 gpb 70000
2130304 12000 0 2100 0 0 gpb 14500
2130305 0 0 0 0 300100 gpb 250000
2130314 0 0 0 0 42000 gpb 61000
2080505 9100 0 0 0 0 gpb 9000
2081199 402 0 0 0 0 gpb 0
2101101 4120 0 0 0 0 gpb 4020
2121499 0 0 0 0 15000 gmf 0
2210201 6840 0 0 0 0 gpb 6600
"""
)
THREE = (
    ("合计", "three_public", "t"),
    ("因公出国（境）费用", "overseas_official_travel", "i"),
    ("公务接待费", "official_hospitality", "i"),
    ("公务用车购置及运行维护费", "official_vehicles", "s"),
    ("其中：公务用车购置费", "official_vehicle_purchase", "o"),
    ("公务用车运行维护费", "official_vehicle_operation", "o"),
)


def sichuan_budget() -> Paper:
    """Landscape, 表1-2 to 表3-3: funds over natures, unit rows, class codes in three narrow columns."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例县水务局2025年部门预算")

    def head(number: str, title: str) -> None:
        paper.line(f"表{number}", size=9)
        paper.line(title, "center", 15)
        paper.line("填报部门：示例县水务局\t金额单位：万元")

    head("1-2", "部门支出总表")
    header = """
项 目 | < | < | < | < | 合计 | 基本支出 | 项目支出
科目编码 | < | < | 单位代码 | 单位名称（科目） | ^ | ^ | ^
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^
"""

    def under_unit(found, measures, unit="310301"):
        rows = [
            (["", "", "", "", "合 计", *(wan(m(found)) for m in measures)], kind("t", item="合计")),
            (
                ["", "", "", unit, "示例县水务局机关", *(wan(m(found)) for m in measures)],
                kind("s", item="示例县水务局机关", unit_code=unit),
            ),
        ]
        for leaf in found:
            cells = [leaf.code[:3], leaf.code[3:5], leaf.code[5:], unit, NAMES[leaf.code]]
            rows.append(([*cells, *(wan(m([leaf])) for m in measures)], kind("i", unit_code=unit)))
        return rows

    words = "c1 c2 c3 unit_code name E;all;;;t E;all;basic E;all;project"
    rows = under_unit(BUREAU, [of("all"), of("basic"), of("project")])
    widths = [0.7, 0.5, 0.5, 1.5, 5, 2, 2, 2]
    paper.table(Form("部门支出总表", "expenditure_by_function", header, words, rows, widths=widths))

    paper.next_page()
    head("2-1", "财政拨款支出预算表（部门经济分类科目）")
    header = """
项目 | < | < | < | 总计 | 当年财政拨款安排 | < | < | < | < | < | < | 上级提前通知专项转移支付 | <
科目编码 | < | 单位代码 | 单位名称（科目） | ^ | 合计 | 一般公共预算拨款 | < | < | 政府性基金安排 | < | < | 合计 | 其中：一般公共预算拨款
类 | 款 | ^ | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | 小计 | 基本支出 | 项目支出 | ^ | ^
"""
    parts = {
        "30101": (300_110_000, 0),
        "30102": (431_220_000, 0),
        "30113": (203_400_000, 0),
        "30201": (62_200_000, 10_000_000),
    }
    parts |= {"30227": (0, 411_000_000), "31005": (0, 3_000_000_000)}
    fund = {"31005": 150_000_000}

    def spread(codes):
        basic = sum(parts[c][0] for c in codes)
        work = sum(parts[c][1] for c in codes)
        gmf = sum(fund.get(c, 0) for c in codes)
        return [basic + work + gmf, basic + work + gmf, basic + work, basic, work, gmf, 0, gmf, 0, 0]

    rows = [(["", "", "", "合 计", *map(wan, spread(parts))], kind("t", item="合计"))]
    for group in ("301", "302", "310"):
        inside = [c for c in parts if c.startswith(group)]
        rows.append(
            (
                [group, "", "310301", ECONOMIC[group], *map(wan, spread(inside))],
                kind("s", department_economic_code=group),
            )
        )
        for code in inside:
            name = ECONOMIC[code]
            rows.append(
                (
                    [group, code[3:], "310301", name, *map(wan, spread([code]))],
                    kind("i", department_economic_code=code),
                )
            )
    words = "text text unit_code name E;app;;;t E;app;;;t E;gpb;;;s E;gpb;basic E;gpb;project E;gmf;;;s E;gmf;basic E;gmf;project"
    words += " E;superior_transfer;;;t E;gpb;;;o"
    paper.table(
        Form("财政拨款支出预算表(部门经济分类科目)", "expenditure_by_economic", header, words, rows, size=6.5,
             widths=[0.8, 0.6, 1.5, 4, *[2] * 10])
    )  # fmt: skip

    paper.next_page()
    head("3-2", "一般公共预算项目支出预算表")
    header = "科目编码 | < | < | 单位代码 | 单位名称（科目） | 金额\n类 | 款 | 项 | ^ | ^ | ^"
    rows = [(["", "", "", "", "合计", "3,421.00"], kind("t", item="合计"))]
    for code, name, projects in (
        ("2130305", "水利工程建设", (("示例水库除险加固", "2,001.00"), ("示例渠道整治", "1,000.00"))),
        ("2130314", "防汛", (("防汛物资储备", "420.00"),)),
    ):
        sums = sum(float(figure.replace(",", "")) for _, figure in projects)
        rows.append(
            ([code[:3], code[3:5], code[5:], "310301", name, f"{sums:,.2f}"], kind("s", unit_code="310301"))
        )
        rows += [
            (["", "", "", "310301", project, figure], kind("i", project_name=project, unit_code="310301"))
            for project, figure in projects
        ]
    says = {"nature": "project"}
    paper.table(
        Form("一般公共预算项目支出预算表", "project_table", header, "c1 c2 c3 unit_code name E;gpb;project", rows,
             says=says, widths=[0.7, 0.5, 0.5, 1.5, 5, 2])
    )  # fmt: skip

    paper.next_page()
    head("3-3", "一般公共预算“三公”经费支出预算表")
    header = """
单位编码 | 单位名称 | 当年财政拨款预算安排 | < | < | < | < | <
^ | ^ | 合计 | 因公出国（境）费用 | 公务用车购置及运行费 | < | < | 公务接待费
^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^
"""
    words = (
        "unit_code unit_name E;gpb;;three_public;t E;gpb;;overseas_official_travel E;gpb;;official_vehicles;s"
    )
    words += " E;gpb;;official_vehicle_purchase E;gpb;;official_vehicle_operation E;gpb;;official_hospitality"
    rows = [
        (["", "合计", "9.00", "", "7.00", "", "7.00", "2.00"], kind("t")),
        (
            ["310301", "示例县水务局机关", "9.00", "", "7.00", "", "7.00", "2.00"],
            kind("i", unit_code="310301"),
        ),
    ]
    paper.table(Form("一般公共预算“三公”经费支出预算表", "three_public_table", header, words, rows))
    return paper


def shaanxi_budget() -> Paper:
    """Portrait, remarks, special business, both economic codes, changes in brackets, a summary in four blocks."""
    paper = Paper(2024)
    paper.cover("示例区水利局2024年部门综合预算")
    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]

    def head(number: int, title: str) -> None:
        paper.line(f"表{number}")
        paper.line(title, "center", 14)
        paper.line("单位：元", "right")

    show = lambda fen: yuan(fen, 0, group=True)  # noqa: E731
    head(5, "部门综合预算一般公共预算支出明细表（按功能科目分-不含上级专项资金）")
    header = "功能科目编码 | 功能科目名称 | 合计 | 人员经费支出 | 公用经费支出 | 专项业务经费支出 | 备注"
    rows = []
    for texts, said in by_function(
        gpb, [of("all"), of("personnel"), of("operating"), of("project")], show, indent="  "
    ):
        rows.append(([*texts, ""], said))
    words = "code name E;gpb;;;t E;gpb;basic/personnel E;gpb;basic/operating E;gpb;project text"
    title = "部门综合预算一般公共预算支出明细表(按功能科目分-不含上级专项资金)"
    paper.table(
        Form(
            title,
            "general_public_expenditure_by_function",
            header,
            words,
            rows,
            "元",
            widths=[2, 4, 2.5, 2.5, 2.5, 2.5, 1.5],
        )
    )

    paper.next_page()
    head(6, "部门综合预算一般公共预算支出明细表（按经济分类科目分-不含上级专项资金）")
    header = """
部门经济科目编码 | 部门经济科目名称 | 政府经济科目编码 | 政府经济科目名称 | 合计 | 人员经费支出 | 公用经费支出 | 专项业务经费支出 | 备注
"""
    people, office, work = (total(gpb, name) for name in ("personnel", "operating", "project"))
    parts = {
        "301": [
            ("30101", "50101", "工资奖金津贴补贴", people - 200_000_000, 0, 0),
            ("30108", "50102", "社会保障缴费", 200_000_000, 0, 0),
        ],
        "302": [
            ("30201", "50201", "办公经费", 0, office - 50_000_000, 10_000_000),
            ("30227", "50205", "委托业务费", 0, 50_000_000, work - 10_000_000),
        ],
    }
    figures = [show(fen) for fen in (people + office + work, people, office, work)]
    rows = [(["", "合计", "", "", *figures, ""], kind("t", item="合计"))]
    for group, items in parts.items():
        sums = [sum(item[place] for item in items) for place in (3, 4, 5)]
        name = ECONOMIC[group]
        rows.append(([group, name, "", "", *map(show, (sum(sums), *sums)), ""], kind("s", item=name)))
        for code, gov, gname, *own in items:
            cells = [code, ECONOMIC[code], gov, gname, *map(show, (sum(own), *own)), ""]
            rows.append((cells, kind("i", item=ECONOMIC[code])))
    words = "dcode dname gcode text E;gpb;;;t E;gpb;basic/personnel E;gpb;basic/operating E;gpb;project text"
    title = "部门综合预算一般公共预算支出明细表(按经济分类科目分-不含上级专项资金)"
    paper.table(
        Form(
            title,
            "expenditure_by_economic",
            header,
            words,
            rows,
            "元",
            widths=[1.5, 3, 1.5, 3, 2, 2, 2, 2, 1],
            size=6.5,
        )
    )

    paper.next_page()
    head(13, "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表")
    header = """
单位名称 | 2023年 | < | < | < | < | < | < | 2024年 | < | < | < | < | < | < | 增减变化情况 | <
^ | 合计 | 一般公共预算拨款安排的“三公”经费预算 | < | < | < | 会议费 | 培训费 | 合计 | 一般公共预算拨款安排的“三公”经费预算 | < | < | < | 会议费 | 培训费 | 金额 | %
^ | ^ | 小计 | 公务接待费 | 公务用车费 | < | ^ | ^ | ^ | 小计 | 公务接待费 | 公务用车费 | < | ^ | ^ | ^ | ^
^ | ^ | ^ | ^ | 小计 | 公务用车运行维护费 | ^ | ^ | ^ | ^ | ^ | 小计 | 公务用车运行维护费 | ^ | ^ | ^ | ^
"""
    block = (
        "E;gpb;;;t{0} E;gpb;;three_public;s{0} E;gpb;;official_hospitality;{0} E;gpb;;official_vehicles;s{0}"
        " E;gpb;;official_vehicle_operation;{0} E;gpb;;conferences;{0} E;gpb;;training;{0}"
    )
    words = (
        "unit_name "
        + block.format(";approved-1")
        + " "
        + block.format("")
        + " E;gpb;;year_on_year_change share"
    )
    before = ["90,000", "60,000", "10,000", "50,000", "50,000", "10,000", "20,000"]
    cells = [
        *before,
        "80,000",
        "55,000",
        "5,000",
        "50,000",
        "50,000",
        "10,000",
        "15,000",
        "-10,000",
        "-11.11%",
    ]
    rows = [(["合计", *cells], kind("t")), (["示例区水利局", *cells], kind("i"))]
    title = "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表"
    paper.table(
        Form(title, "three_public_table", header, words, rows, "元", size=5.5, widths=[2.5, *[1.6] * 16])
    )

    paper.next_page()
    head(12, "部门综合预算政府采购（资产配置、购买服务）预算表")
    header = """
科目编码 | < | < | 单位（项目）名称 | 采购项目 | 采购目录 | 购买服务内容 | 规格型号 | 数量 | 部门预算支出经济科目编码 | 实施采购时间 | 预算金额 | 说明
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^
"""
    words = "c1 c2 c3 label text text text text quantity dcode text E text"
    rows = [
        (["", "", "", "合计", "", "", "", "", "12", "", "", "86,000", ""], kind("t", item="合计")),
        (
            [
                "213",
                "03",
                "01",
                "示例区水利局",
                "台式计算机",
                "A02010104",
                "",
                "8核",
                "10",
                "31002",
                "2024-06",
                "60,000",
                "",
            ],
            kind("i", department_economic_code="31002", item=""),
        ),
        (
            [
                "213",
                "03",
                "01",
                "示例区水利局",
                "物业服务",
                "C2104",
                "保洁",
                "—",
                "2",
                "30209",
                "2024-03",
                "26,000",
                "",
            ],
            kind("i", department_economic_code="30209", item=""),
        ),
    ]
    title = "部门综合预算政府采购(资产配置、购买服务)预算表"
    form = Form(
        title,
        "procurement_table",
        header,
        words,
        rows,
        "元",
        widths=[0.9, 0.7, 0.7, 3, 2.4, 2.4, 1.6, 1.5, 1, 1.8, 1.6, 2, 1],
        size=6,
    )
    paper.table(form)
    return paper
