"""Budgets in forms of western provinces: funds over natures, stairs of codes, remarks, years to come."""

from __future__ import annotations

from tests.unseen.office import (
    ECONOMIC,
    NAMES,
    beside,
    by_function,
    classes,
    kind,
    leaves,
    level,
    nothing,
    of,
    row,
    total,
    wan,
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
    ("合计", "three_public_expenses", "t"),
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
    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]

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
            (["", "", "", unit, "示例县水务局机关", *(wan(m(found)) for m in measures)], kind("s", item="示例县水务局机关", unit_code=unit)),
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
    parts = {"30101": (300_110_000, 0), "30102": (431_220_000, 0), "30113": (203_400_000, 0), "30201": (62_200_000, 10_000_000)}
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
        rows.append(([group, "", "310301", ECONOMIC[group], *map(wan, spread(inside))], kind("s", department_economic_code=group)))
        for code in inside:
            name = ECONOMIC[code]
            rows.append(([group, code[3:], "310301", name, *map(wan, spread([code]))], kind("i", department_economic_code=code)))
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
        rows.append(([code[:3], code[3:5], code[5:], "310301", name, f"{sums:,.2f}"], kind("s", unit_code="310301")))
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
    words = "unit_code unit_name E;gpb;;three_public_expenses;t E;gpb;;overseas_official_travel E;gpb;;official_vehicles;s"
    words += " E;gpb;;official_vehicle_purchase E;gpb;;official_vehicle_operation E;gpb;;official_hospitality"
    rows = [
        (["", "合计", "9.00", "", "7.00", "", "7.00", "2.00"], kind("t")),
        (["310301", "示例县水务局机关", "9.00", "", "7.00", "", "7.00", "2.00"], kind("i", unit_code="310301")),
    ]
    paper.table(Form("一般公共预算“三公”经费支出预算表", "three_public_table", header, words, rows))
    assert gpb
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

    from tests.unseen.office import yuan

    show = lambda fen: yuan(fen, 0, group=True)  # noqa: E731
    head(5, "部门综合预算一般公共预算支出明细表（按功能科目分-不含上级专项资金）")
    header = "功能科目编码 | 功能科目名称 | 合计 | 人员经费支出 | 公用经费支出 | 专项业务经费支出 | 备注"
    rows = []
    for texts, said in by_function(gpb, [of("all"), of("personnel"), of("operating"), of("project")], show, indent="  "):
        rows.append(([*texts, ""], said))
    words = "code name E;gpb;;;t E;gpb;basic/personnel E;gpb;basic/operating E;gpb;project text"
    title = "部门综合预算一般公共预算支出明细表(按功能科目分-不含上级专项资金)"
    paper.table(Form(title, "general_public_expenditure_by_function", header, words, rows, "元", widths=[2, 4, 2.5, 2.5, 2.5, 2.5, 1.5]))

    paper.next_page()
    head(6, "部门综合预算一般公共预算支出明细表（按经济分类科目分-不含上级专项资金）")
    header = """
部门经济科目编码 | 部门经济科目名称 | 政府经济科目编码 | 政府经济科目名称 | 合计 | 人员经费支出 | 公用经费支出 | 专项业务经费支出 | 备注
"""
    rows = [(["", "合计", "", "", "9,999,800", "5,100,300", "899,500", "4,000,000", ""], kind("t"))]
    for code, name, gov, gname, figures, grade in (
        ("301", "工资福利支出", "", "", ("5,000,000", "5,000,000", "", ""), "s"),
        ("30101", "基本工资", "50101", "工资奖金津补贴", ("3,000,000", "3,000,000", "", ""), "i"),
        ("30108", "机关事业单位基本养老保险缴费", "50102", "社会保障缴费", ("2,000,000", "2,000,000", "", ""), "i"),
        ("302", "商品和服务支出", "", "", ("4,899,500", "", "899,500", "4,000,000"), "s"),
        ("30201", "办公费", "50201", "办公经费", ("499,500", "", "399,500", "100,000"), "i"),
        ("30227", "委托业务费", "50205", "委托业务费", ("4,400,000", "", "500,000", "3,900,000"), "i"),
        ("303", "对个人和家庭的补助", "", "", ("100,300", "100,300", "", ""), "s"),
        ("30305", "生活补助", "50901", "社会福利和救助", ("100,300", "100,300", "", ""), "i"),
    ):
        rows.append(([code, name, gov, gname, *figures, ""], kind(grade, item=name)))
    words = "dcode dname gcode text E;gpb;;;t E;gpb;basic/personnel E;gpb;basic/operating E;gpb;project text"
    title = "部门综合预算一般公共预算支出明细表(按经济分类科目分-不含上级专项资金)"
    paper.table(Form(title, "expenditure_by_economic", header, words, rows, "元", widths=[1.5, 3, 1.5, 3, 2, 2, 2, 2, 1], size=6.5))

    paper.next_page()
    head(13, "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表")
    header = """
单位名称 | 2023年 | < | < | < | < | < | 2024年 | < | < | < | < | < | 增减变化情况 | <
^ | 合计 | 一般公共预算拨款安排的“三公”经费预算 | < | < | 会议费 | 培训费 | 合计 | 一般公共预算拨款安排的“三公”经费预算 | < | < | 会议费 | 培训费 | 金额 | %
^ | ^ | 小计 | 公务接待费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务接待费 | 公务用车运行维护费 | ^ | ^ | ^ | ^
"""
    block = "E;gpb;;;t{0} E;gpb;;three_public_expenses;s{0} E;gpb;;official_hospitality;{0} E;gpb;;official_vehicle_operation;{0} E;gpb;;conferences;{0} E;gpb;;training;{0}"
    words = "unit_name " + block.format(";approved-1") + " " + block.format("") + " E;gpb;;year_on_year_change share"
    cells = ["90,000", "60,000", "10,000", "50,000", "10,000", "20,000", "80,000", "55,000", "5,000", "50,000", "10,000", "15,000", "-10,000", "-11.11%"]
    rows = [(["合计", *cells], kind("t")), (["示例区水利局", *cells], kind("i"))]
    title = "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表"
    paper.table(Form(title, "three_public_table", header, words, rows, "元", size=5.5, widths=[2.5, *[1.6] * 14]))

    paper.next_page()
    head(12, "部门综合预算政府采购（资产配置、购买服务）预算表")
    header = """
科目编码 | < | < | 单位（项目）名称 | 采购项目 | 采购目录 | 购买服务内容 | 规格型号 | 数量 | 部门预算支出经济科目编码 | 实施采购时间 | 预算金额 | 说明
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^
"""
    words = "c1 c2 c3 label text text text text quantity dcode text E text"
    rows = [
        (["", "", "", "合计", "", "", "", "", "12", "", "", "86,000", ""], kind("t", item="合计")),
        (["213", "03", "01", "示例区水利局", "台式计算机", "A02010104", "", "8核", "10", "31002", "2024-06", "60,000", ""], kind("i", department_economic_code="31002", item="")),
        (["213", "03", "01", "示例区水利局", "物业服务", "C2104", "保洁", "—", "2", "30209", "2024-03", "26,000", ""], kind("i", department_economic_code="30209", item="")),
    ]
    title = "部门综合预算政府采购(资产配置、购买服务)预算表"
    form = Form(title, "procurement_table", header, words, rows, "元", widths=[0.9, 0.7, 0.7, 3, 2.4, 2.4, 1.6, 1.5, 1, 1.8, 1.6, 2, 1], size=6)
    paper.table(form)
    return paper


def yunnan_budget() -> Paper:
    """Landscape: summary, projects with years to come, procurement, services, assets, transfers by city, empty."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例州水务局2025年部门预算")

    def head(title: str) -> None:
        paper.line(title, "center", 15)
        paper.line("单位名称：示例州水务局\t单位：元")

    from tests.unseen.office import yuan

    head("部门财务收支预算总表")
    show = lambda fen: yuan(fen, 2)  # noqa: E731
    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]
    whole = total(BUREAU) + 50_000_000
    left = [
        row("一、一般公共预算拨款收入", show(total(gpb)), fund="general_public_budget"),
        row("二、政府性基金预算拨款收入", show(total(BUREAU) - total(gpb)), fund="government_managed_funds"),
        row("三、国有资本经营预算拨款收入", "", fund="state_capital_operations"),
        row("四、财政专户管理资金收入", "", fund="special_account"),
        row("五、单位资金", show(50_000_000), fund="unit_funds", to="s"),
        row("1.事业收入", show(50_000_000), fund="unit_funds/institutional_service_revenue"),
        row("2.事业单位经营收入", "", fund="unit_funds/business_operating_revenue"),
        row("3.其他收入", "", fund="unit_funds/other_revenue"),
    ]
    extra = leaves("2130304 0 0 0 0 5000")
    right = classes([*BUREAU, *extra], of("all"), show=show, more=3)
    left, right = level(left, right, (2, 2))
    left += [row("本年收入合计", show(whole), to="s"), row("上年结转结余", "", fund="carryover"), row("收 入 总 计", show(whole), to="t")]
    right += [row("本年支出合计", show(whole), to="s"), row("年终结转结余", ""), row("支 出 总 计", show(whole), to="t")]
    header = "收　入 | < | 支　出 | <\n项　目 | 2025年预算数 | 项目（按功能分类） | 2025年预算数"
    paper.table(
        Form("部门财务收支预算总表", "revenue_expenditure_summary", header, "label R label E",
             beside(left, right, widths=(2, 2)), "元")
    )  # fmt: skip

    paper.next_page()
    head("部门项目中期规划预算表")
    header = """
项目单位 | 类型 | 项目名称 | 项目级次 | 项目支出 | < | <
^ | ^ | ^ | ^ | 2025年 | 2026年 | 2027年
"""
    words = "unit_name text project text E;all;project E;all;project;;;approved+1 E;all;project;;;approved+2"
    rows = [
        (["示例州水务局", "311 专项业务类", "水资源监测", "本级", "420,000.00", "420,000.00", "430,000.00"], kind("i", item="水资源监测")),
        (["", "323 民生类", "农村饮水安全", "本级", "3,001,000.00", "1,000,000.00", ""], kind("i", item="农村饮水安全")),
        (["合计", "<", "<", "<", "3,421,000.00", "1,420,000.00", "430,000.00"], kind("t")),
    ]
    paper.table(Form("部门项目中期规划预算表", "project_table", header, words, rows, "元"))

    head("部门政府采购预算表")
    header = """
预算项目 | 采购项目 | 采购品目 | 计量单位 | 数量 | 面向中小企业预留资金 | 政府采购预算 | < | < | <
^ | ^ | ^ | ^ | ^ | ^ | 合计 | 一般公共预算 | 政府性基金 | 单位自筹
"""
    words = "label text text text quantity E E;all;;;t E;gpb E;gmf E;uf"
    rows = [
        (["一般公用经费", "复印纸", "A07100300 纸制品", "箱", "60", "12,000.00", "12,000.00", "12,000.00", "", ""], kind("i")),
        (["水资源监测", "便携设备", "A02100400 仪器", "台", "3", "", "90,000.00", "90,000.00", "", ""], kind("i")),
        (["合计", "<", "<", "<", "<", "12,000.00", "102,000.00", "102,000.00", "", ""], kind("t")),
    ]
    paper.table(Form("部门政府采购预算表", "procurement_table", header, words, rows, "元"))

    paper.next_page()
    head("对下转移支付预算表")
    cities = ["青山市", "白水县", "云岭县", "东湖县"]
    header = "单位名称（项目） | 资金来源 | < | < | 地区 | < | < | <\n^ | 合计 | 一般公共预算 | 政府性基金 | " + " | ".join(cities)
    blank = [([""] * 8, {})] * 3
    paper.table(Form("对下转移支付预算表", "transfers_table", header, "label E;all;;;t E;gpb E;gmf E E E E", blank, "元"))
    paper.line("注：本单位2025年无对下转移支付预算，此表为空。", size=8)

    head("新增资产配置表")
    header = "单位名称 | 资产类别 | 资产分类代码.名称 | 资产名称 | 计量单位 | 财政部门批复数（元） | < | <\n^ | ^ | ^ | ^ | ^ | 数量 | 单价 | 金额"
    rows = [
        (["示例州水务局", "设备", "A02010105 便携式计算机", "笔记本电脑", "台", "4", "6,000.00", "24,000.00"], kind("i")),
        (["合计", "<", "<", "<", "<", "4", "", "24,000.00"], kind("t")),
    ]
    paper.table(Form("新增资产配置表", "assets_table", header, "unit_name text text text text quantity N N", rows, "元"))

    paper.next_page()
    head("上级转移支付补助项目支出预算表")
    header = "项目代码 | 项目名称 | 单位名称 | 科目编码 | 科目名称 | 本年支出 | < | <\n^ | ^ | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出"
    words = "text project unit_name code name E;superior_transfer;;;s E;superior_transfer;basic E;superior_transfer;project"
    rows = [
        (["532900251100003210001", "中型灌区改造", "示例州水务局", "2130305", "水利工程建设", "800,000.00", "", "800,000.00"], kind("i", item="水利工程建设")),
        (["合计", "<", "<", "<", "<", "800,000.00", "", "800,000.00"], kind("t")),
    ]
    paper.table(Form("上级转移支付补助项目支出预算表", "project_table", header, words, rows, "元"))
    head("政府购买服务预算表")
    header = "预算项目 | 政府购买服务项目 | 政府购买服务目录 | 基本支出/项目支出 | 所属服务类别 | 所属服务领域 | 购买内容简述 | 金额"
    rows = [
        (["水资源监测", "水质检测服务", "B1202 检测服务", "项目支出", "B 政府履职所需辅助性服务", "水利", "检测", "150,000.00"], kind("i")),
        (["合计", "<", "<", "<", "<", "<", "<", "150,000.00"], kind("t")),
    ]
    paper.table(Form("政府购买服务预算表", "purchased_services_table", header, "label " + "text " * 6 + "E", rows, "元"))
    assert THREE and nothing
    return paper
