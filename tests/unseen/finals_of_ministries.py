# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""The final accounts of a ministry in the forms 财决公开."""

from __future__ import annotations

from tests.unseen.office import (
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
)
from tests.unseen.paper import Form, Paper

FINAL = leaves(
    """
2050101 40210 1010 9220 0 0 gpb
2050205 310222 20110 80440 12000 120330 gpb
2050299 0 0 0 0 21010 gpb
2080502 0 40220 600 0 0 gpb
2080505 30110 0 0 0 0 gpb
2101102 12030 0 0 0 0 gpb
2210201 25500 0 0 0 0 gpb
2296003 0 0 0 0 4500 gmf
"""
)


def final_accounts_of_a_ministry() -> Paper:
    """Landscape, 财决公开01 to 09, numbered rows and columns, a note under each table."""
    paper = Paper(2023, "executed", 842, 595)
    paper.cover("示例部2023年度部门决算")
    gpb = [leaf for leaf in FINAL if leaf.fund == "gpb"]
    gmf = [leaf for leaf in FINAL if leaf.fund == "gmf"]
    service, opening, closing = 230_500_000, 31_200_000, 45_700_000
    spent = total(FINAL)
    income = spent + closing - opening
    granted = income - service

    def head(number: int, title: str) -> None:
        paper.line(title, "center", 15)
        paper.line(f"\t公开{number:02d}表")
        paper.line("部门：示例部\t金额单位：万元")

    head(1, "收入支出决算总表")
    left = [
        row("一、一般公共预算财政拨款收入", "1", wan(granted - total(gmf)), fund="general_public_budget"),
        row("二、政府性基金预算财政拨款收入", "2", wan(total(gmf)), fund="government_managed_funds"),
        row("三、国有资本经营预算财政拨款收入", "3", "", fund="state_capital_operations"),
        row("四、上级补助收入", "4", "", fund="unit_funds/superior_unit_subsidy_revenue"),
        row("五、事业收入", "5", wan(service), fund="unit_funds/institutional_service_revenue"),
    ]
    right = [([t[0], str(32 + n), t[1]], s) for n, (t, s) in enumerate(classes(FINAL, of("all")))]
    left, right = level(left, right, (3, 3))
    left += [
        row("本年收入合计", "27", wan(income), to="s"),
        row("使用非财政拨款结余（含专用结余）", "28", "", fund="unit_funds/use_of_surplus"),
        row("年初结转和结余", "29", wan(opening), fund="carryover"),
        row("总计", "31", wan(income + opening), to="t"),
    ]
    right += [
        row("本年支出合计", "58", wan(spent), to="s"),
        row("结余分配", "59", ""),
        row("年末结转和结余", "60", wan(closing)),
        row("总计", "62", wan(income + opening), to="t"),
    ]
    header = "收入 | < | < | 支出 | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 金额\n栏次 | | 1 | 栏次 | | 2"
    rows = beside(left, right, widths=(3, 3))
    paper.table(
        Form("收入支出决算总表", "revenue_expenditure_summary", header, "label text R label text E", rows,
             widths=[4, 1, 3, 4, 1, 3])
    )  # fmt: skip
    paper.line("注：1.本表反映部门本年度的总收支和年末结转结余情况。", size=8)
    paper.line("2.本套报表金额单位转换时可能存在尾数误差。", size=8)

    paper.next_page()
    head(2, "收入决算表")
    header = """
项目 | < | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
科目代码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^ | ^
栏次 | < | 1 | 2 | 3 | 4 | 5 | 6 | 7
"""
    fees, shift = {"2050205": service}, {"2050205": closing - opening}

    def got(found):
        return total(found) + sum(shift.get(leaf.code, 0) for leaf in found)

    def fee(found):
        return sum(fees.get(leaf.code, 0) for leaf in found)

    measures = [got, lambda found: got(found) - fee(found), nothing, fee, nothing, nothing, nothing]
    words = "code name R;all;;current_year_revenue;t R;app R;sup R;inst R;biz R;sub R;oth".replace(
        ";current_year_revenue", ";"
    )
    paper.table(Form("收入决算表", "revenue_by_source", header, words, by_function(FINAL, measures)))
    paper.line("注：本表反映部门本年度取得的各项收入情况。", size=8)

    paper.next_page()
    head(3, "支出决算表")
    header = """
项目 | < | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
科目代码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^
栏次 | < | 1 | 2 | 3 | 4 | 5 | 6
"""
    measures = [of("all"), of("basic"), of("project"), nothing, nothing, nothing]
    words = "code name E;all;;;t E;all;basic E;all;project E;all;remittance E;all;business E;all;subsidy"
    paper.table(Form("支出决算表", "expenditure_by_function", header, words, by_function(FINAL, measures)))
    paper.line("注：本表反映部门本年度各项支出情况。", size=8)

    paper.next_page()
    head(4, "财政拨款收入支出决算总表")
    grants = [leaf for leaf in FINAL if leaf.fund in ("gpb", "gmf")]
    balance = 12_300_000
    from_grants = granted
    left = [
        row("一、一般公共预算财政拨款", "1", wan(from_grants - total(gmf)), fund="general_public_budget"),
        row("二、政府性基金预算财政拨款", "2", wan(total(gmf)), fund="government_managed_funds"),
        row("三、国有资本经营预算财政拨款", "3", "", fund="state_capital_operations"),
    ]
    cut = {"2050205": service}

    def paid(*funds):
        return lambda found: sum(l.all - cut.get(l.code, 0) for l in found if l.fund in funds)  # noqa: E741

    funds = [paid("gpb", "gmf"), paid("gpb"), paid("gmf"), nothing]
    right = [([t[0], str(33 + n), *t[1:]], s) for n, (t, s) in enumerate(classes(grants, *funds))]
    left, right = level(left, right, (3, 6))
    sums = [f(grants) for f in funds]
    left += [
        row("本年收入合计", "27", wan(from_grants), to="s"),
        row("年初财政拨款结转和结余", "28", wan(balance), fund="carryover", to="s"),
        row("  一般公共预算财政拨款", "29", wan(balance), fund="carryover/general_public_budget"),
        row("  政府性基金预算财政拨款", "30", ""),
        row("总计", "32", wan(from_grants + balance), to="t"),
    ]
    rest = from_grants + balance - sums[0]
    right += [
        row("本年支出合计", "59", *map(wan, sums), to="s"),
        row("年末财政拨款结转和结余", "60", wan(rest), wan(rest), "", ""),
        row("", "61", "", "", "", ""),
        row("", "62", "", "", "", ""),
        row("总计", "64", *map(wan, [sums[0] + rest, sums[1] + rest, *sums[2:]]), to="t"),
    ]
    header = """
收入 | < | < | 支出 | < | < | < | < | <
项目 | 行次 | 金额 | 项目 | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
栏次 | | 1 | 栏次 | | 2 | 3 | 4 | 5
"""
    rows = beside(left, right, widths=(3, 6))
    paper.table(
        Form("财政拨款收入支出决算总表", "appropriation_summary", header,
             "label text R;app label text E;app;;;t E;gpb E;gmf E;soc", rows, size=6.5, pad=2,
             widths=[4, 1, 2.5, 4, 1, 2.5, 2.5, 2.5, 2.5])
    )  # fmt: skip
    paper.line(
        "注：本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。",
        size=8,
    )

    paper.next_page()
    head(5, "一般公共预算财政拨款支出决算表")
    header = """
项目 | < | 本年支出 | < | <
科目代码 | 科目名称 | 小计 | 基本支出 | 项目支出
栏次 | < | 1 | 2 | 3
"""
    spend = [paid("gpb"), of("basic"), lambda found: paid("gpb")(found) - total(found, "basic")]
    words = "code name E;gpb;;;s E;gpb;basic E;gpb;project"
    paper.table(
        Form("一般公共预算财政拨款支出决算表", "general_public_expenditure_by_function", header, words,
             by_function(gpb, spend))
    )  # fmt: skip
    paper.line("注：本表反映部门本年度一般公共预算财政拨款支出情况。", size=8)

    paper.next_page()
    head(7, "财政拨款“三公”经费支出决算表")
    block = "合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费"
    low = "^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^"
    header = "\n".join([
        "预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <", f"{block} | {block}", f"{low} | {low}",
        " | ".join(map(str, range(1, 13))),
    ])  # fmt: skip
    words = three_public_twice("app", ";approved")
    plan, done = (3500, 1200, 2000, 0, 2000, 300), (2810, 1100, 1650, 0, 1650, 60)
    rows = [([wan(n * 10_000) for n in (*plan, *done)], kind("i"))]
    paper.table(Form("财政拨款“三公”经费支出决算表", "three_public_table", header, words, rows, size=7))
    paper.line(
        "注：本表反映部门本年度“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。",
        size=6,
    )

    paper.next_page()
    head(8, "政府性基金预算财政拨款收入支出决算表")
    header = """
项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
科目代码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
栏次 | < | 1 | 2 | 3 | 4 | 5 | 6
"""
    words = "code name R;co/gmf;;opening_carryover R;gmf;;current_year_revenue E;gmf;;;s E;gmf;basic E;gmf;project E;gmf;;closing_carryover"
    measures = [nothing, of("all"), of("all"), nothing, of("project"), nothing]
    paper.table(
        Form("政府性基金预算财政拨款收入支出决算表", "government_managed_funds_expenditure", header,
             words.replace(";current_year_revenue", ""), by_function(gmf, measures))
    )  # fmt: skip
    paper.line("注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。", size=8)
    return paper
