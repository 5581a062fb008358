# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""A fifth round of forms: titles in two lines with the unit in brackets, counts beside money, unknown sources, levels by units."""

from __future__ import annotations

from tests.unseen.office import beside, by_function, kind, leaves, level, of, row, total, wan
from tests.unseen.paper import Form, Paper

SCHOOL = leaves(
    """
2050302 80210 5200 30110 1200 40020 gpb
2050399 0 0 12000 0 5000 uf
2080502 0 9100 0 0 0 gpb
2080505 11020 0 0 0 0 gpb
2080506 5510 0 0 0 0 gpb
2101102 7005 0 0 0 0 gpb
2210201 9300 0 0 0 0 gpb
"""
)


def school_final_accounts() -> Paper:
    """Landscape; a unit's final accounts: sources not of the treasury, three public expenses with counts, procurement contracts."""
    paper = Paper(2024, "executed", 842, 595)
    paper.cover("示例市职业技术学院2024年度单位决算")

    def head(title: str) -> None:
        paper.line("示例市职业技术学院2024年度", "center", 14)
        paper.line(f"{title}（单位：万元）", "center", 14)

    head("收入决算表")
    header = """
支出功能分类 | < | 本年收入合计 | 财政拨款收入 | 非同级财政拨款收入 | 上级补助收入 | 事业收入 | < | 经营收入 | 附属单位缴款 | 其他收入
科目编码 | 科目名称 | ^ | ^ | ^ | ^ | 小计 | 其中：教育收费 | ^ | ^ | ^
栏次 | < | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
"""
    own = lambda found: of("all", "uf")(found) - peer(found)  # noqa: E731
    peer = lambda found: 10_000_000 if any(leaf.fund == "uf" for leaf in found) else 0  # noqa: E731
    none = lambda found: 0  # noqa: E731
    measures = [of("all"), of("all", "gpb"), peer, none, own, own, none, none, none]
    words = "code name R;all;;;t R;app R;uf/non_peer_appropriation_revenue R;sup R;inst;;;s R;inst;;;o R;biz R;sub R;oth"
    paper.table(
        Form("收入决算表", "revenue_by_source", header, words, by_function(SCHOOL, measures, total_last=True),
             widths=[2, 4, *[2.2] * 9], size=7)
    )  # fmt: skip

    paper.next_page()
    head("支出决算表")
    header = """
支出功能分类 | < | 本年支出合计 | 基本支出 | 项目支出 | < | < | 经营支出 | 对附属单位补助支出
科目编码 | 科目名称 | ^ | ^ | 小计 | 行政事业类项目 | 基本建设类项目 | ^ | ^
栏次 | < | 1 | 2 | 3 | 4 | 5 | 6 | 7
"""
    measures = [of("all"), of("basic"), of("project"), of("project"), none, none, none]
    words = "code name E;all;;;t E;all;basic E;all;project;;s E;all;project/other E;all;project/construction E;all;business E;all;subsidy"
    paper.table(
        Form("支出决算表", "expenditure_by_function", header, words, by_function(SCHOOL, measures, total_last=True),
             widths=[2, 4, *[2.2] * 7], size=7)
    )  # fmt: skip

    paper.next_page()
    head("财政拨款“三公”经费支出决算表")
    header = """
项目 | 全年预算数 | 决算数 | 相关统计数 | <
^ | ^ | ^ | 统计项目 | 数量
"""
    words = "label E;app;;;;adjusted E;app text quantity"
    rows = [
        (["合计", "6.00", "4.10", "", ""], kind("t")),
        (["1.因公出国（境）费", "0.00", "0.00", "团组数（个）", "0"], kind("i")),
        (["2.公务用车购置及运行维护费", "4.00", "3.00", "保有量（辆）", "3"], kind("s")),
        (["（1）公务用车购置费", "0.00", "0.00", "购置数（辆）", "0"], kind("i")),
        (["（2）公务用车运行维护费", "4.00", "3.00", "", ""], kind("i")),
        (["3.公务接待费", "2.00", "1.10", "批次（个）", "12"], kind("i")),
    ]
    paper.table(Form("财政拨款“三公”经费支出决算表", "three_public_table", header, words, rows))

    paper.next_page()
    head("政府采购情况表")
    header = """
项目 | 采购金额 | 授予中小企业合同金额 | < | 授予小微企业占比（%）
^ | ^ | 小计 | 其中：小微企业 | ^
"""
    words = "label E E;all;;;s E;all;;;o share"
    rows = [
        (["合计", "230.50", "200.00", "120.00", "60.00"], kind("t")),
        (["货物", "130.50", "110.00", "70.00", "63.64"], kind("i")),
        (["工程", "40.00", "40.00", "20.00", "50.00"], kind("i")),
        (["服务", "60.00", "50.00", "30.00", "60.00"], kind("i")),
    ]
    paper.table(Form("政府采购情况表", "procurement_table", header, words, rows))
    return paper


def district_budget() -> Paper:
    """Portrait; a summary whose revenue side has two columns of figures, expenditure by department class and level of government."""
    paper = Paper(2025)
    paper.cover("示例区教育局2025年部门预算公开")
    gpb = [leaf for leaf in SCHOOL if leaf.fund == "gpb"]
    paper.line("预算公开表01", size=8)
    paper.line("2025年部门收支总体情况表", "center", 14)
    paper.line("部门名称：示例区教育局\t单位：万元")
    whole = total(SCHOOL)
    upper = 50_000_000
    left = [
        row("一、一般公共预算", wan(total(gpb)), wan(upper), fund="general_public_budget", to="s"),
        row("1、经费拨款", wan(total(gpb) - 20_000_000), wan(upper), fund="general_public_budget"),
        row("2、纳入预算管理的行政事业性收费", wan(20_000_000), "", fund="general_public_budget/non_tax"),
        row("二、政府性基金预算", "", "", fund="government_managed_funds"),
        row("三、单位资金", wan(whole - total(gpb)), "", fund="unit_funds"),
    ]
    right = [
        row("一、人员经费", wan(total(SCHOOL, "personnel")), nature="basic/personnel"),
        row("二、日常公用经费", wan(total(SCHOOL, "operating")), nature="basic/operating"),
        row("三、项目支出", wan(total(SCHOOL, "project")), nature="project"),
    ]
    left, right = level(left, right, (3, 2))
    left += [
        row("本年收入小计", wan(whole), wan(upper), to="s"),
        row("上年结转结余", "", "", fund="carryover"),
        row("收入总计", wan(whole), wan(upper), to="t"),
    ]
    right += [
        row("本年支出小计", wan(whole), to="s"),
        row("结转下年", ""),
        row("支出总计", wan(whole), to="t"),
    ]
    header = """
收入 | < | < | 支出 | <
项目 | 预算数 | < | 项目 | 预算数
^ | 合计 | 其中：上级提前下达 | ^ | ^
"""
    paper.table(
        Form("2025年部门收支总体情况表", "revenue_expenditure_summary", header, "label R;all;;;t R;superior_transfer;;;o label E",
             beside(left, right, widths=(3, 2)), widths=[4, 2, 2, 3, 2])
    )  # fmt: skip

    paper.line("预算公开表05", size=8)
    paper.line("2025年一般公共预算支出情况表", "center", 14)
    paper.line("部门名称：示例区教育局\t单位：万元")
    header = "功能分类科目 | < | 2025年预算 | < | < | 2024年预算 | 增减 | <\n编码 | 名称 | 合计 | 基本支出 | 项目支出 | 合计 | 金额 | 比例（%）"
    rows = []
    for texts, said in by_function(gpb, [of("all"), of("basic"), of("project")]):
        inside = [leaf for leaf in gpb if texts[0] == "合计" or leaf.code.startswith(texts[0])]
        cut = 1_000_000 * len(inside)
        rows.append(
            ([*texts, wan(total(inside) + cut), wan(-cut), f"{-cut / (total(inside) + cut) * 100:.2f}"], said)
        )
    words = (
        "code name E;gpb;;;t E;gpb;basic E;gpb;project E;gpb;;;t;approved-1 E;gpb;;year_on_year_change share"
    )
    paper.table(
        Form("2025年一般公共预算支出情况表", "general_public_expenditure_by_function", header, words, rows,
             widths=[1.8, 4, 2, 2, 2, 2, 1.6, 1.6])
    )  # fmt: skip
    return paper
