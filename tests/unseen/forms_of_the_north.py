# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""Budgets in forms of northern places and of a special zone: narrow code columns, rows by unit, small towns."""

from __future__ import annotations

from tests.unseen.office import (
    NAMES,
    beside,
    by_function,
    classes,
    kind,
    leaves,
    level,
    of,
    row,
    total,
    wan,
    yuan,
)
from tests.unseen.paper import Form, Paper

CENTRE = leaves(
    """
2050801 30200 0 5102 0 0 gpb
2050802 0 0 0 0 20011 gpb
2080505 4100 0 0 0 0 gpb
2080506 2050 0 0 0 0 gpb
2101102 2601 0 0 0 0 gpb
2210201 3800 0 0 0 0 gpb
"""
)


def shandong_budget() -> Paper:
    """Portrait; 类 款 项 a character wide with the name of the block over them, both economic classifications."""
    paper = Paper(2025)
    paper.cover("示例市干部学院2025年度部门预算")
    paper.line("公开表3", size=8)
    paper.line("部门支出总体情况表", "center", 15)
    paper.line("部门：示例市干部学院\t单位：万元")
    header = """
科\n目\n编\n码 | < | < | 科目名称 | 合计 | 基本支出 | < | < | 项目支出
类 | 款 | 项 | ^ | ^ | 小计 | 人员支出 | 公用支出 | ^
""".replace("\n目\n编\n码", "目编码")
    measures = [of("all"), of("basic"), of("personnel"), of("operating"), of("project")]
    words = "c1 c2 c3 name E;all;;;t E;all;basic;;s E;all;basic/personnel E;all;basic/operating E;all;project"
    rows = by_function(CENTRE, measures, codes=3)
    paper.table(
        Form(
            "部门支出总体情况表",
            "expenditure_by_function",
            header,
            words,
            rows,
            widths=[0.8, 0.45, 0.45, 5, 2, 2, 2, 2, 2],
            size=7,
        )
    )

    paper.next_page()
    paper.line("公开表6", size=8)
    paper.line("一般公共预算基本支出情况表", "center", 15)
    paper.line("部门：示例市干部学院\t单位：万元")
    header = """
部门预算支出经济分类 | < | < | 政府预算支出经济分类 | < | < | 一般公共预算基本支出 | < | <
科目编码 | < | 科目名称 | 科目编码 | < | 科目名称 | 合计 | 人员经费 | 公用经费
类 | 款 | ^ | 类 | 款 | ^ | ^ | ^ | ^
"""
    wages = total(CENTRE, "wages")
    parts = [
        ("301", "01", "基本工资", "505", "01", "工资福利支出", 121_000_000, "p"),
        (
            "301",
            "02",
            "津贴补贴",
            "505",
            "01",
            "工资福利支出",
            wages - 121_000_000 - 61_500_000 - 38_000_000,
            "p",
        ),
        ("301", "08", "机关事业单位基本养老保险缴费", "505", "01", "工资福利支出", 61_500_000, "p"),
        ("301", "13", "住房公积金", "505", "01", "工资福利支出", 38_000_000, "p"),
        ("302", "01", "办公费", "505", "02", "商品和服务支出", 21_020_000, "o"),
        ("302", "28", "工会经费", "505", "02", "商品和服务支出", 30_000_000, "o"),
    ]
    rows = [
        (
            ["合计", "<", "<", "", "", "", wan(wages + 51_020_000), wan(wages), wan(51_020_000)],
            kind("t", item="合计"),
        )
    ]
    for c1, c2, name, g1, g2, gname, fen, group in parts:
        figures = [wan(fen), wan(fen) if group == "p" else "", wan(fen) if group == "o" else ""]
        said = kind("i", item=name, department_economic_code=c1 + c2, government_economic_code=g1 + g2)
        rows.append(([c1, c2, name, g1, g2, gname, *figures], said))
    words = "text text text text text text E;gpb;basic;;t E;gpb;basic/personnel E;gpb;basic/operating"
    paper.table(
        Form("一般公共预算基本支出情况表", "basic_expenditure_by_economic", header, words, rows,
             widths=[0.8, 0.5, 4, 0.8, 0.5, 4, 2, 2, 2])
    )  # fmt: skip

    paper.next_page()
    paper.line("公开表9", size=8)
    paper.line("项目支出预算明细表", "center", 15)
    paper.line("部门：示例市干部学院\t单位：万元")
    projects = [("合计", "200.11", "t"), ("主体班次培训", "150.00", "i"), ("校园维修", "50.11", "i")]
    rows = [([n, f], kind(g) | ({"project_name": n} if g == "i" else {})) for n, f, g in projects]
    paper.table(Form("项目支出预算明细表", "project_table", "项目名称 | 预算数", "label E;all;project", rows))
    paper.line("专项转移支付预算表", "center", 15)
    paper.line("部门：示例市干部学院\t单位：万元")
    header = "序号 | 专项转移支付名称 | 主管部门 | 2024年预算数 | 2025年预算数 | 备注"
    rows = [
        (["1", "党员教育补助", "市委组织部", "30.00", "20.00", ""], kind("i", item="党员教育补助")),
        (["", "合计", "", "30.00", "20.00", ""], kind("t", item="合计")),
    ]
    paper.table(
        Form(
            "专项转移支付预算表",
            "transfers_table",
            header,
            "text label text E;all;;;;approved-1 E;all text",
            rows,
        )
    )

    paper.next_page()
    paper.line("部门预算单位构成情况表", "center", 15)
    header = "序号 | 预算单位名称 | 单位性质 | 经费管理方式 | 在职人数"
    rows = [
        (["1", "示例市干部学院本级", "参公事业", "全额", "86"], {}),
        (["2", "示例市网络培训中心", "公益一类", "全额", "12"], {}),
    ]
    paper.table(
        Form("部门预算单位构成情况表", "unit_list", header, "text unit_name text text quantity", rows, "")
    )
    return paper


def beijing_budget() -> Paper:
    """Landscape, six decimals, 表 titles above, unit rows, reserve under basic expenditure, tables share pages."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例区干部学校2025年部门预算")
    show = lambda fen: wan(fen, 6, group=True)  # noqa: E731

    def head(number: str, title: str) -> None:
        paper.line(f"表{number} {title}", "center", 13)
        paper.line("部门：示例区干部学校\t单位：万元")

    head("二", "收入总表")
    header = """
部门（单位）代码 | 部门（单位）名称 | 合计 | 本年收入 | < | < | < | 上年结转结余 | < | <
^ | ^ | ^ | 小计 | 一般公共预算资金 | 政府性基金预算资金 | 事业收入 | 小计 | 一般公共预算资金 | 单位资金
"""
    words = "unit_code unit_name R;all;;;t R;all;;;s R;gpb R;gmf R;inst R;co;;opening_carryover;s R;co/gpb;;opening_carryover R;co/uf;;opening_carryover"
    figures = [show(n) for n in (total(CENTRE), total(CENTRE) - 10_000_000, total(CENTRE) - 10_000_000)]
    tail = ["", "", "10.000000", "10.000000", ""]
    rows = [
        (["", "合计", *figures, *tail], kind("t")),
        (["205", "示例区干部学校", *figures, *tail], kind("s", unit_code="205")),
        (["205001", "示例区干部学校本级", *figures, *tail], kind("i", unit_code="205001")),
    ]
    paper.table(
        Form("表二收入总表", "revenue_by_source", header, words, rows, size=6.5, widths=[2, 4, *[2.5] * 8])
    )

    head("三", "支出总表")
    header = """
科目编码 | 科目名称 | 合计 | 基本支出 | < | < | < | 项目支出
^ | ^ | ^ | 小计 | 人员经费 | 公用经费 | 单位预留 | ^
"""

    def reserve(found):
        return 5_000_000 if any(leaf.code == "2050801" for leaf in found) else 0

    measures = [
        of("all"),
        of("basic"),
        of("personnel"),
        lambda f: total(f, "operating") - reserve(f),
        reserve,
        of("project"),
    ]
    words = "code name E;all;;;t E;all;basic;;s E;all;basic/personnel E;all;basic/operating E;all;basic/reserve E;all;project"
    rows = by_function(CENTRE, measures, show)
    paper.table(
        Form(
            "表三支出总表",
            "expenditure_by_function",
            header,
            words,
            rows,
            size=6.5,
            widths=[2, 5, *[2.5] * 6],
        )
    )
    return paper


def special_zone_budget() -> Paper:
    """Portrait: rows by user, function and economic class in one label column, several tables a page, no cover."""
    paper = Paper(2024)
    paper.numbered = False
    paper.line("示例新区2024年部门预算", "center", 18)
    whole = total(CENTRE)
    paper.line("表1 部门收支预算总表", "center", 13)
    paper.line("单位：万元", "right")
    left = [
        row("一、财政预算拨款", wan(whole), to="s", fund="appropriation"),
        row("1、一般公共预算拨款", wan(whole), fund="general_public_budget"),
        row("2、政府性基金预算拨款", "-", fund="government_managed_funds"),
        row("二、事业收入", "-", fund="unit_funds/institutional_service_revenue"),
        row("三、其他收入", "-", fund="unit_funds/other_revenue"),
    ]
    right = classes(CENTRE, of("all"), show=lambda fen: wan(fen, zero="-"), more=2)
    left, right = level(left, right, (2, 2))
    left += [
        row("本年收入合计", wan(whole), to="s"),
        row("上年结余、结转", "-", fund="carryover"),
        row("收 入 总 计", wan(whole), to="t"),
    ]
    right += [
        row("本年支出合计", wan(whole), to="s"),
        row("结转下年", "-"),
        row("支 出 总 计", wan(whole), to="t"),
    ]
    header = "收　入 | < | 支　出 | <\n项　目 | 2024年\n预算数 | 项　目 | 2024年\n预算数".replace(
        "\n预算数", "预算数"
    )
    paper.table(
        Form(
            "表1部门收支预算总表",
            "revenue_expenditure_summary",
            header,
            "label R label E",
            beside(left, right, widths=(2, 2)),
        )
    )

    paper.line("表2 一般公共预算支出表", "center", 13)
    paper.line("单位：万元", "right")
    header = "预算单位 | 功能科目编码 | 功能科目名称 | 总计 | 基本支出 | 项目支出"
    rows = [
        (
            ["合计", "", "", wan(whole), wan(total(CENTRE, "basic")), wan(total(CENTRE, "project"))],
            kind("t", item="合计"),
        )
    ]
    for place, leaf in enumerate(CENTRE):
        cells = ["示例新区干部学校" if not place else "^", leaf.code, NAMES[leaf.code]]
        rows.append(
            ([*cells, wan(leaf.all), wan(leaf.basic), wan(leaf.project)], kind("i", item=NAMES[leaf.code]))
        )
    words = "text code name E;gpb;;;t E;gpb;basic E;gpb;project"
    paper.table(Form("表2一般公共预算支出表", "general_public_expenditure_by_function", header, words, rows))

    paper.line("表3 财政拨款“三公”经费支出表", "center", 13)
    paper.line("单位：万元", "right")
    header = "年度 | “三公”经费财政拨款预算总额 | 因公出国（境）费用 | 公务接待费 | 公务用车购置和运行维护费 | < | <\n^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费"
    words = "text E;app;;three_public;t E;app;;overseas_official_travel E;app;;official_hospitality E;app;;official_vehicles;s E;app;;official_vehicle_purchase E;app;;official_vehicle_operation"
    rows = [
        (
            ["2023年", "8.20", "-", "1.20", "7.00", "-", "7.00"],
            {"row_kind": "item", "fiscal_year": 2023, "item": "2023年"},
        ),
        (
            ["2024年", "8.00", "-", "1.00", "7.00", "-", "7.00"],
            {"row_kind": "item", "fiscal_year": 2024, "item": "2024年"},
        ),
    ]
    paper.table(Form("表3财政拨款“三公”经费支出表", "three_public_table", header, words, rows))
    paper.line("说明：2024年“三公”经费比2023年减少0.20万元。", size=8)
    return paper


def town_budget() -> Paper:
    """Portrait, yuan, unit in the header cell, three small tables a page, changes with brackets, a split over pages."""
    paper = Paper(2025)
    paper.cover("示例镇人民政府2025年预算公开")
    found = leaves(
        "2010301 20301 1100 4022 0 0\n2120501 0 0 0 0 9000\n2130705 0 0 0 0 15033\n2130505 0 0 0 0 1200\n2210201 1802 0 0 0 0\n2081001 0 910 0 0 0\n2081002 0 402 0 0 0\n2082102 0 3001 0 0 0\n2101101 1400 0 0 0 0\n2240204 0 0 0 0 800",
        unit=100_000,
    )
    show = lambda fen: yuan(fen, 2)  # noqa: E731
    paper.line("2025年一般公共预算支出预算表", "center", 14)
    header = """
支出功能分类科目 | < | 2024年预算数（元） | 2025年预算数（元） | < | < | 比上年增减 | <
编码 | 名称 | ^ | 合计 | 基本支出 | 项目支出 | 金额（元） | 幅度（%）
"""
    rows = []
    for texts, said in by_function(found, [of("all"), of("basic"), of("project")], show, total_last=True):
        now = [leaf for leaf in found if texts[0] == "合计" or leaf.code.startswith(texts[0])]
        cut = 1_000_000 * len(now)
        change = f"({cut / 100:,.2f})"
        cells = [
            *texts[:2],
            show(total(now) + cut),
            *texts[2:],
            change,
            f"-{cut / (total(now) + cut) * 100:.2f}",
        ]
        rows.append((cells, said))
    words = (
        "code name E;gpb;;;;approved-1 E;gpb;;;t E;gpb;basic E;gpb;project E;gpb;;year_on_year_change share"
    )
    form = Form("2025年一般公共预算支出预算表", "general_public_expenditure_by_function", header, words, rows, "元",
                widths=[1.6, 3.4, 2.3, 2.3, 2.2, 2.2, 2, 1.3], size=8.5, repeat=False, pad=5)  # fmt: skip
    paper.table(form)
    paper.line("备注：本表按功能分类科目反映一般公共预算支出。", size=8)
    paper.line("2025年“三公”经费预算表", "center", 14)
    header = "项目 | 2024年预算数（元） | 2025年预算数（元） | 增减额（元） | 增减率"
    words = "label E;all;;;;approved-1 E;all E;all share"
    figures = [
        ("合　计", "66,000.00", "60,000.00", "-6,000.00", "-9.09%", "t", "three_public"),
        ("1.因公出国（境）费", "0.00", "0.00", "0.00", "—", "i", "overseas_official_travel"),
        ("2.公务接待费", "16,000.00", "10,000.00", "-6,000.00", "-37.50%", "i", "official_hospitality"),
        ("3.公务用车费", "50,000.00", "50,000.00", "0.00", "0.00%", "i", "official_vehicles"),
        (
            "其中：（1）公务用车运行维护费",
            "50,000.00",
            "50,000.00",
            "0.00",
            "0.00%",
            "o",
            "official_vehicle_operation",
        ),
        ("（2）公务用车购置费", "0.00", "0.00", "0.00", "—", "o", "official_vehicle_purchase"),
    ]
    rows = [(list(texts), kind(grade, fund="general_public_budget")) for *texts, grade, _ in figures]
    paper.table(Form("2025年“三公”经费预算表", "three_public_table", header, words, rows, "元"))
    return paper
