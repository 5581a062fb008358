# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""A budget in forms of a south-western province: years to come, procurement, assets, transfers, services."""

from __future__ import annotations

from tests.unseen.forms_of_the_west import BUREAU
from tests.unseen.office import (
    beside,
    classes,
    kind,
    leaves,
    level,
    of,
    row,
    total,
    yuan,
)
from tests.unseen.paper import Form, Paper


def yunnan_budget() -> Paper:
    """Landscape: summary, projects with years to come, procurement, services, assets, transfers by city, empty."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例州水务局2025年部门预算")

    def head(title: str) -> None:
        paper.line(title, "center", 15)
        paper.line("单位名称：示例州水务局\t单位：元")

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
    left += [
        row("本年收入合计", show(whole), to="s"),
        row("上年结转结余", "", fund="carryover"),
        row("收 入 总 计", show(whole), to="t"),
    ]
    right += [
        row("本年支出合计", show(whole), to="s"),
        row("年终结转结余", ""),
        row("支 出 总 计", show(whole), to="t"),
    ]
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
        (
            [
                "示例州水务局",
                "311 专项业务类",
                "水资源监测",
                "本级",
                "420,000.00",
                "420,000.00",
                "430,000.00",
            ],
            kind("i", item="水资源监测"),
        ),
        (
            ["", "323 民生类", "农村饮水安全", "本级", "3,001,000.00", "1,000,000.00", ""],
            kind("i", item="农村饮水安全"),
        ),
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
        (
            [
                "一般公用经费",
                "复印纸",
                "A07100300 纸制品",
                "箱",
                "60",
                "12,000.00",
                "12,000.00",
                "12,000.00",
                "",
                "",
            ],
            kind("i"),
        ),
        (
            ["水资源监测", "便携设备", "A02100400 仪器", "台", "3", "", "90,000.00", "90,000.00", "", ""],
            kind("i"),
        ),
        (["合计", "<", "<", "<", "<", "12,000.00", "102,000.00", "102,000.00", "", ""], kind("t")),
    ]
    paper.table(Form("部门政府采购预算表", "procurement_table", header, words, rows, "元"))

    paper.next_page()
    head("对下转移支付预算表")
    cities = ["青山市", "白水县", "云岭县", "东湖县"]
    header = (
        "单位名称（项目） | 资金来源 | < | < | 地区 | < | < | <\n^ | 合计 | 一般公共预算 | 政府性基金 | "
        + " | ".join(cities)
    )
    blank = [([""] * 8, {})] * 3
    paper.table(
        Form(
            "对下转移支付预算表",
            "transfers_table",
            header,
            "label E;all;;;t E;gpb E;gmf E E E E",
            blank,
            "元",
        )
    )
    paper.line("注：本单位2025年无对下转移支付预算，此表为空。", size=8)

    head("新增资产配置表")
    header = "单位名称 | 资产类别 | 资产分类代码.名称 | 资产名称 | 计量单位 | 财政部门批复数（元） | < | <\n^ | ^ | ^ | ^ | ^ | 数量 | 单价 | 金额"
    rows = [
        (
            [
                "示例州水务局",
                "设备",
                "A02010105 便携式计算机",
                "笔记本电脑",
                "台",
                "4",
                "6,000.00",
                "24,000.00",
            ],
            kind("i"),
        ),
        (["合计", "<", "<", "<", "<", "4", "", "24,000.00"], kind("t")),
    ]
    paper.table(
        Form(
            "新增资产配置表",
            "assets_table",
            header,
            "unit_name text text text text quantity N;all;;;o N",
            rows,
            "元",
        )
    )

    paper.next_page()
    head("上级转移支付补助项目支出预算表")
    header = "项目代码 | 项目名称 | 单位名称 | 科目编码 | 科目名称 | 本年支出 | < | <\n^ | ^ | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出"
    words = "text project unit_name code name E;superior_transfer;;;s E;superior_transfer;basic E;superior_transfer;project"
    rows = [
        (
            [
                "532900251100003210001",
                "中型灌区改造",
                "示例州水务局",
                "2130305",
                "水利工程建设",
                "800,000.00",
                "",
                "800,000.00",
            ],
            kind("i", item="水利工程建设"),
        ),
        (["合计", "<", "<", "<", "<", "800,000.00", "", "800,000.00"], kind("t")),
    ]
    paper.table(Form("上级转移支付补助项目支出预算表", "project_table", header, words, rows, "元"))
    head("政府购买服务预算表")
    header = "预算项目 | 政府购买服务项目 | 政府购买服务目录 | 基本支出/项目支出 | 所属服务类别 | 所属服务领域 | 购买内容简述 | 金额"
    rows = [
        (
            [
                "水资源监测",
                "水质检测服务",
                "B1202 检测服务",
                "项目支出",
                "B 政府履职所需辅助性服务",
                "水利",
                "检测",
                "150,000.00",
            ],
            kind("i"),
        ),
        (["合计", "<", "<", "<", "<", "<", "<", "150,000.00"], kind("t")),
    ]
    paper.table(
        Form(
            "政府购买服务预算表", "purchased_services_table", header, "label " + "text " * 6 + "E", rows, "元"
        )
    )
    return paper
