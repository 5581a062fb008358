# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""Final accounts of a county office (in yuan, titles inside the frame) and of a town with its self-evaluation."""

from __future__ import annotations

from tests.unseen.office import (
    ECONOMIC,
    beside,
    by_function,
    classes,
    kind,
    leaves,
    level,
    nothing,
    of,
    row,
    three_public_twice,
    total,
    wan,
    yuan,
)
from tests.unseen.paper import Form, Paper

COUNTY = leaves(
    """
2010301 812012 0 120344 3000 0 gpb
2010302 0 0 0 0 250011 gpb
2080501 0 33012 0 0 0 gpb
2080505 98220 0 0 0 0 gpb
2082799 2105 0 0 0 0 gpb
2101101 40110 0 0 0 0 gpb
2130599 0 0 0 0 1200500 gpb
2120803 0 0 0 0 660000 gmf
2210201 76005 0 0 0 0 gpb
""",
    unit=1021,
)


def county_final_accounts() -> Paper:
    """Portrait, 元 with separators, code in columns 类 款 项, title and unit inside the frame, basic table in three blocks."""
    paper = Paper(2022, "executed")
    paper.cover("示例县示例局2022年度部门决算")
    gpb = [leaf for leaf in COUNTY if leaf.fund == "gpb"]
    gmf = [leaf for leaf in COUNTY if leaf.fund == "gmf"]

    def banner(number: int, title: str) -> list[str]:
        return [title, f"公开{number:02d}表", "编制单位：示例县示例局　　　　　　　　　　金额单位：元"]

    left = [
        row("一、一般公共预算财政拨款收入", "1", yuan(total(gpb)), fund="general_public_budget"),
        row("二、政府性基金预算财政拨款收入", "2", yuan(total(gmf)), fund="government_managed_funds"),
        row("三、国有资本经营预算财政拨款收入", "3", "0.00", fund="state_capital_operations"),
        row("四、其他收入", "4", "0.00", fund="unit_funds/other_revenue"),
    ]
    show = lambda fen: yuan(fen, zero="0.00")  # noqa: E731
    right = [([t[0], str(32 + n), t[1]], s) for n, (t, s) in enumerate(classes(COUNTY, of("all"), show=show))]
    left, right = level(left, right, (3, 3))
    left += [
        row("本年收入合计", "27", yuan(total(COUNTY)), to="s"),
        row("总计", "31", yuan(total(COUNTY)), to="t"),
    ]
    right += [
        row("本年支出合计", "58", yuan(total(COUNTY)), to="s"),
        row("总计", "62", yuan(total(COUNTY)), to="t"),
    ]
    header = "收　入 | < | < | 支　出 | < | <\n项目 | 行次 | 金额 | 项目（按功能分类） | 行次 | 金额\n栏次 | | 1 | 栏次 | | 2"
    paper.table(
        Form("收入支出决算总表", "revenue_expenditure_summary", header, "label text R label text E",
             beside(left, right, widths=(3, 3)), "元", [4, 1, 3, 4, 1, 3], banner=banner(1, "收入支出决算总表"))
    )  # fmt: skip
    paper.line("注：本表反映部门本年度的总收支和年末结转结余情况。", size=8)

    paper.next_page()
    header = """
项　目 | < | < | < | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
功能分类科目编码 | < | < | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^
类 | 款 | 项 | 栏次 | 1 | 2 | 3 | 4 | 5 | 6
"""
    measures = [of("all"), of("basic"), of("project"), nothing, nothing, nothing]
    words = "c1 c2 c3 name E;all;;;t E;all;basic E;all;project E;all;remittance E;all;business E;all;subsidy"
    rows = by_function(COUNTY, measures, show, codes=3)
    paper.table(
        Form("支出决算表", "expenditure_by_function", header, words, rows, "元",
             [1, 0.8, 0.8, 5, 3, 3, 3, 2.4, 2.4, 2.4], size=6.5, banner=banner(3, "支出决算表"))
    )  # fmt: skip
    paper.line("注：本表反映部门本年度各项支出情况。", size=8)

    paper.next_page()
    blocks = [
        ["301 0", "30101 1", "30102 1", "30103 1", "30108 1", "30113 1", "303 0", "30302 1"],
        ["302 0", "30201 1", "30202 1", "30206 1", "30207 1", "30211 1", "30217 1", "30228 1"],
        ["30231 1", "30239 1", "30299 1", "307 0", "310 0", "31002 1", "", ""],
    ]
    figures = {"30101": 400_000_000, "30102": 280_111_200, "30103": 66_000_300, "30108": 98_220_000}
    figures["30113"] = total(gpb, "wages") - sum(figures.values())
    figures["30302"] = total(gpb, "households")
    figures |= {"30201": 30_000_100, "30202": 5_000_000, "30206": 8_100_000, "30207": 0, "30211": 22_300_000}
    figures |= {"30217": 1_200_000, "30228": 9_900_000, "30231": 6_000_000, "30239": 15_000_000}
    figures["30299"] = total(gpb, "goods") - sum(v for k, v in figures.items() if k[:3] == "302")
    figures["31002"] = total(gpb, "capital")
    rows = []
    for texts in zip(*blocks, strict=True):
        cells, says = [], []
        for text in texts:
            code = text.partition(" ")[0]
            inside = [fen for k, fen in figures.items() if k.startswith(code)] if code else []
            cells += [code, ECONOMIC.get(code, ""), show(sum(inside)) if code else ""]
            says.append(kind("s" if len(code) == 3 and len(inside) > 0 else "i"))
        rows.append((cells, *says))
    personnel, operating = total(gpb, "personnel"), total(gpb, "operating")
    rows.append(
        (
            ["人员经费合计", "<", show(personnel), "公用经费合计", "<", "<", "<", "<", show(operating)],
            kind("t", item="人员经费合计"),
            kind("t", item="公用经费合计"),
            kind("t", item="公用经费合计"),
        )
    )
    header = """
人员经费 | < | < | 公用经费 | < | < | < | < | <
经济分类科目编码 | 科目名称 | 金额 | 经济分类科目编码 | 科目名称 | 金额 | 经济分类科目编码 | 科目名称 | 金额
"""
    words = "dcode dname E;gpb;basic/personnel dcode dname E;gpb;basic/operating dcode dname E;gpb;basic/operating"
    title = "一般公共预算财政拨款基本支出决算明细表"
    paper.table(
        Form(title, "basic_expenditure_by_economic", header, words, rows, "元", [2, 4, 3] * 3, size=6,
             banner=banner(6, title))
    )  # fmt: skip
    paper.line("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。", size=8)

    paper.next_page()
    header = """
项目 | < | < | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
功能分类科目编码 | < | < | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
类 | 款 | 项 | 栏次 | 1 | 2 | 3 | 4 | 5 | 6
"""
    words = "c1 c2 c3 name R;co/gmf;;opening_carryover R;gmf E;gmf;;;s E;gmf;basic E;gmf;project E;gmf;;closing_carryover"
    measures = [nothing, of("all"), of("all"), nothing, of("project"), nothing]
    title = "政府性基金预算财政拨款收入支出决算表"
    paper.table(
        Form(title, "government_managed_funds_expenditure", header, words, by_function(gmf, measures, show, codes=3),
             "元", [1, 0.8, 0.8, 5, 3, 3, 3, 2.4, 3, 2.4], size=6.5, banner=banner(8, title))
    )  # fmt: skip

    paper.next_page()
    header = """
预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <
合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费
^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
"""
    words = three_public_twice("gpb", ";approved")
    plan, done = (
        (9_000_000, 0, 7_000_000, 0, 7_000_000, 2_000_000),
        (7_200_000, 0, 6_000_000, 0, 6_000_000, 1_200_000),
    )
    rows = [([show(n) for n in (*plan, *done)], kind("i"))]
    title = "一般公共预算财政拨款“三公”经费支出决算表"
    paper.table(Form(title, "three_public_table", header, words, rows, "元", size=6, banner=banner(7, title)))
    return paper


def town_final_accounts() -> Paper:
    """Landscape, 万元 with six decimals and dashes, several tables a page, staff, assets and a self-evaluation."""
    paper = Paper(2023, "executed", 842, 595)
    paper.cover("示例旗青林苏木人民政府2023年度部门决算公开")
    show = lambda fen: wan(fen, 6, zero="—", group=False)  # noqa: E731
    found = leaves(
        "2010301 2301256 12000 310244 0 0\n2130705 0 0 0 0 880075\n2210201 150311 0 0 0 0", unit=100
    )

    paper.line("表三　支出决算表", "center", 14)
    paper.line("编制单位：青林苏木\t单位：万元")
    header = "支出功能分类科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 经营支出"
    measures = [of("all"), of("basic"), of("project"), nothing]
    words = "code name E;all;;;t E;all;basic E;all;project E;all;business"
    rows = by_function(found, measures, show, total_last=True)
    paper.table(Form("表三支出决算表", "expenditure_by_function", header, words, rows))

    paper.line("表九　财政拨款“三公”经费及机关运行经费相关信息表", "center", 14)
    paper.line("编制单位：青林苏木\t单位：万元")
    header = "项　　目 | 行次 | 年初预算数 | 全年预算数 | 决算统计数 | 项　　目 | 行次 | 统计数\n栏次 | | 1 | 2 | 3 | 栏次 | | 4"
    yearly = ["E;app;;;;approved", "E;app;;;;adjusted", "E;app"]
    names = [
        ("一、“三公”经费支出", "1", (3_000_000, 2_900_000, 2_500_000), "s", "三、车辆情况（辆）", "13", "5", "three_public"),
        ("（一）因公出国（境）费", "2", (0, 0, 0), "i", "1.副部（省）级及以上领导用车", "14", "0", "overseas_official_travel"),
        ("（二）公务用车购置及运行维护费", "3", (2_500_000, 2_500_000, 2_200_000), "s", "2.主要负责人用车", "15", "1", "official_vehicles"),
        ("1.公务用车购置费", "4", (0, 0, 0), "i", "3.机要通信用车", "16", "2", "official_vehicle_purchase"),
        ("2.公务用车运行维护费", "5", (2_500_000, 2_500_000, 2_200_000), "i", "4.应急保障用车", "17", "2", "official_vehicle_operation"),
        ("（三）公务接待费", "6", (500_000, 400_000, 300_000), "i", "四、单价100万元以上设备（台，套）", "18", "0", "official_hospitality"),
    ]  # fmt: skip
    rows = [
        ([name, number, *map(show, three), other, place, count], kind(grade, measure=measure), {})
        for name, number, three, grade, other, place, count, measure in names
    ]
    paper.table(
        Form("表九财政拨款“三公”经费及机关运行经费相关信息表", "three_public_table", header,
             " ".join(["label", "text", *yearly, "label", "text", "quantity"]), rows, widths=[4, 1, 2, 2, 2, 4, 1, 2])
    )  # fmt: skip

    paper.next_page()
    paper.line("人员情况表", "center", 14)
    paper.line("编制单位：青林苏木\t单位：人")
    header = "单位名称 | 编制数 | < | < | 年末实有人数 | < | < | 离退休人员 | <\n^ | 小计 | 行政编制 | 事业编制 | 小计 | 行政人员 | 事业人员 | 离休人员 | 退休人员"
    staff = [(["青林苏木人民政府", "42", "20", "22", "40", "19", "21", "0", "11"], {})]
    paper.table(Form("人员情况表", "staffing_table", header, "unit_name " + "quantity " * 8, staff, ""))

    paper.line("国有资产占有使用情况表", "center", 14)
    paper.line("编制单位：青林苏木\t单位：万元")
    header = "项目 | 数量 | < | 价值（万元） | <\n^ | 年初数 | 年末数 | 账面原值 | 账面净值"
    rows = [
        (["资产总额", "—", "—", "1260.500000", "701.250000"], kind("t", item="资产总额")),
        (["一、房屋（平方米）", "1200", "1200", "900.000000", "600.000000"], kind("i")),
        (["二、车辆（辆）", "5", "5", "110.500000", "31.250000"], kind("i")),
        (["三、其他固定资产", "—", "—", "250.000000", "70.000000"], kind("i")),
    ]
    paper.table(Form("国有资产占有使用情况表", "assets_table", header, "label quantity quantity N N", rows))

    paper.next_page()
    paper.line("项目支出绩效自评表", "center", 14)
    paper.line("（2023年度）", "center", 9)
    paper.line("\t单位：万元")
    header = "项目名称 | < | 嘎查道路养护 | < | < | < | < | < | <"
    money = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]

    def funds(name: str, *figures: str, to: str = "i", **more: object) -> tuple:
        phases = {3: "approved", 4: "adjusted", 5: "executed"}
        cells = ["^", "<", name, *figures]
        return cells, {"row_kind": "item", "item": name, "phases": phases, **more}

    rows = [
        (["主管部门", "<", "青林苏木", "<", "<", "实施单位", "<", "青林苏木综合办", "<"], {}),
        (["项目资金\n（万元）", "<", "", *money], {}),
        funds("年度资金总额", "80.00", "88.0075", "86.20", "10", "97.95%", "9.8", fund="all"),
        funds("其中：财政拨款", "80.00", "88.0075", "86.20", "—", "97.95%", "—", fund="appropriation"),
        funds("其他资金", "", "", "", "—", "", "—", fund="unit_funds"),
        (["年度总体目标", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<"], {}),
        (["^", "养护通村道路40公里，投入88万元，全年完成。", "<", "<", "<", "已完成40公里。", "<", "<", "<"], {}),
        (["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"], {}),
        (["^", "产出指标", "数量指标", "养护里程", "≥40公里", "40公里", "20", "20", ""], {}),
        (["^", "^", "质量指标", "验收合格率", "≥95%", "96%", "15", "15", ""], {}),
        (["^", "^", "成本指标", "养护成本", "≤88.0075万元", "86.20万元", "15", "15", ""], {}),
        (["^", "效益指标", "社会效益指标", "受益人口", "≥1200人", "1310人", "30", "28", "统计口径变化"], {}),
        (["^", "满意度指标", "服务对象满意度指标", "牧民满意度", "≥90%", "93%", "10", "10", ""], {}),
        (["总分", "<", "<", "<", "<", "<", "100", "97.8", ""], {}),
    ]  # fmt: skip
    paper.table(
        Form("项目支出绩效自评表", "performance_self_evaluation", header, "text text text E E E E E text", rows,
             repeat=False, widths=[1.3, 1.5, 2, 1.8, 1.8, 1.8, 1.4, 1.4, 2.5])
    )  # fmt: skip
    return paper
