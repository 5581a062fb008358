# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""The budget of a central ministry in its nine tables."""

from __future__ import annotations

from tests.unseen.office import (
    beside,
    by_economic,
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

MINISTRY = leaves(
    """
2011101 120450 2210 30125 1200 0 gpb 150200
2011102 0 0 0 0 88210 gpb 90110
2011150 35012 300 8020 0 1210 gpb 41000
2050803 0 0 0 0 2015 gpb 2500
2060503 0 0 0 0 13300 gmf 0
2080501 210 33012 1500 0 0 gpb 32000
2080505 18220 0 0 0 0 gpb 17000
2080506 9110 0 0 0 0 gpb 8500
2210201 16005 0 0 0 0 gpb 15990
2210203 22100 0 0 0 0 gpb 21000
"""
)
PAY = {
    "30101": 780_230_000,
    "30102": 690_110_000,
    "30103": 402_060_000,
    "30108": 182_200_000,
    "30109": 91_100_000,
    "30113": 65_370_000,
}


def _percent(change: int, base: int) -> str:
    return f"{change / base * 100:.2f}%" if base and change else ""


def ministry_budget() -> Paper:
    """Portrait, 万元, forms 部门公开表1 to 8, last year's figures, changes and their percent."""
    paper = Paper(2025)
    paper.cover("示例部2025年度部门预算")
    gpb = [leaf for leaf in MINISTRY if leaf.fund == "gpb"]
    gmf = [leaf for leaf in MINISTRY if leaf.fund == "gmf"]
    whole, own = total(MINISTRY), 52_000_000
    sources = total(gpb) - own

    def head(number: int, title: str, department: str = "部门：示例部") -> None:
        paper.line(f"部门公开表{number}")
        paper.line(title, "center", 14)
        paper.line(f"{department}\t单位：万元")

    head(1, "部门收支总表")
    left = [
        row("一、一般公共预算拨款收入", wan(sources - 20_000_000), fund="general_public_budget"),
        row("二、政府性基金预算拨款收入", wan(total(gmf)), fund="government_managed_funds"),
        row("三、国有资本经营预算拨款收入", "", fund="state_capital_operations"),
        row("四、财政专户管理资金收入", "", fund="special_account"),
        row("五、事业收入", wan(30_000_000), fund="unit_funds/institutional_service_revenue"),
        row("六、其他收入", wan(22_000_000), fund="unit_funds/other_revenue"),
    ]
    right = classes(MINISTRY, of("all"), more=1)
    left, right = level(left, right, (2, 2))
    left += [
        row("本年收入合计", wan(whole - 20_000_000), to="s"),
        row("使用非财政拨款结余", "", fund="unit_funds/use_of_surplus"),
        row("上年结转", wan(20_000_000), fund="carryover"),
        row("收 入 总 计", wan(whole), to="t"),
    ]
    right += [
        row("本年支出合计", wan(whole), to="s"),
        row("结转下年", ""),
        row("", ""),
        row("支 出 总 计", wan(whole), to="t"),
    ]
    header = "收　　入 | < | 支　　出 | <\n项　　目 | 预算数 | 项　　目 | 预算数"
    rows = beside(left, right, widths=(2, 2))
    paper.table(
        Form(
            "部门收支总表",
            "revenue_expenditure_summary",
            header,
            "label R label E",
            rows,
            widths=[3, 2, 3, 2],
        )
    )

    paper.next_page()
    head(2, "部门收入总表")
    header = """
科目 | < | 合计 | 上年结转 | 一般公共预算拨款收入 | 政府性基金预算拨款收入 | 国有资本经营预算拨款收入 | 财政专户管理资金收入 | 事业收入 | 事业单位经营收入 | 上级补助收入 | 附属单位上缴收入 | 其他收入 | 使用非财政拨款结余
科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^
"""
    kept = {"2011102": 20_000_000}
    service = {"2011150": 30_000_000}
    other = {"2011101": 22_000_000}

    def part(amounts):
        return lambda found: sum(amounts.get(leaf.code, 0) for leaf in found)

    def budget(found):
        return of("all", "gpb")(found) - part(kept)(found) - part(service)(found) - part(other)(found)

    measures = [of("all"), part(kept), budget, of("all", "gmf"), nothing, nothing, part(service)]
    measures += [nothing, nothing, nothing, part(other), nothing]
    words = "code name R;all;;;t R;co;;opening_carryover R;gpb R;gmf R;soc R;sa R;inst R;biz R;sup R;sub R;oth R;use"
    words += ";;use_of_surplus" * 0
    paper.table(
        Form(
            "部门收入总表", "revenue_by_source", header, words, by_function(MINISTRY, measures),
            widths=[2, 3, 2, *[1.6] * 11], size=6,
        )
    )  # fmt: skip

    paper.next_page()
    head(3, "部门支出总表")
    header = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出 | 事业单位经营支出 | 对附属单位补助支出"
    words = "code name E;all;;;t E;all;basic E;all;project E;all;remittance E;all;business E;all;subsidy"
    measures = [of("all"), of("basic"), of("project"), nothing, nothing, nothing]
    paper.table(
        Form("部门支出总表", "expenditure_by_function", header, words, by_function(MINISTRY, measures))
    )

    paper.next_page()
    head(4, "财政拨款收支总表")
    granted = [leaf for leaf in MINISTRY if leaf.fund in ("gpb", "gmf")]
    amount = total(granted)
    left = [
        row("一、本年收入", wan(amount), to="s"),
        row("（一）一般公共预算拨款", wan(total(gpb)), fund="general_public_budget"),
        row("（二）政府性基金预算拨款", wan(total(gmf)), fund="government_managed_funds"),
        row("（三）国有资本经营预算拨款", "", fund="state_capital_operations"),
        row("二、上年结转", "", to="s"),
        row("（一）一般公共预算拨款", ""),
        row("（二）政府性基金预算拨款", ""),
        row("（三）国有资本经营预算拨款", ""),
    ]
    funds = [of("all"), of("all", "gpb"), of("all", "gmf"), nothing]
    right = [row("一、本年支出", *(wan(f(granted)) for f in funds), to="s")]
    for place, (texts, said) in enumerate(classes(granted, *funds, more=0)):
        mark = "一二三四五六"[place]
        right.append(([f"（{mark}）{texts[0].partition('、')[2]}", *texts[1:]], said))
    right.append(row("二、结转下年", "", "", "", ""))
    left, right = level(left, right, (2, 5))
    left.append(row("收 入 总 计", wan(amount), to="t"))
    right.append(row("支 出 总 计", *(wan(f(granted)) for f in funds), to="t"))
    header = """
收入 | < | 支出 | < | < | < | <
项目 | 预算数 | 项目 | 合计 | 一般公共预算 | 政府性基金预算 | 国有资本经营预算
"""
    paper.table(
        Form(
            "财政拨款收支总表", "appropriation_summary", header,
            "label R;app label E;app;;;t E;gpb E;gmf E;soc", beside(left, right, widths=(2, 5)),
            widths=[3, 2, 3, 2, 2, 2, 2],
        )
    )  # fmt: skip

    paper.next_page()
    head(5, "一般公共预算支出表")
    header = """
功能分类科目 | < | 2024年执行数 | 2025年预算数 | < | < | 2025年预算数比2024年执行数增减情况 | <
科目编码 | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减%
"""
    rows = []
    for texts, said in by_function(gpb, [of("last"), of("all"), of("basic"), of("project")]):
        found = gpb if texts[0] == "合计" else [leaf for leaf in gpb if leaf.code.startswith(texts[0])]
        change, base = total(found) - total(found, "last"), total(found, "last")
        rows.append(([*texts, wan(change, zero="0.00"), _percent(change, base)], said))
    words = "code name E;gpb;;;;expected-1 E;gpb;;;s E;gpb;basic E;gpb;project"
    words += " E;gpb;;year_on_year_change share"
    paper.table(
        Form("一般公共预算支出表", "general_public_expenditure_by_function", header, words, rows,
             widths=[2, 4, 2, 2, 2, 2, 2, 1.6])
    )  # fmt: skip

    paper.next_page()
    head(6, "一般公共预算基本支出表")
    wages, goods = total(gpb, "wages"), total(gpb, "goods")
    parts = PAY | {"30199": wages - sum(PAY.values())}
    parts |= {"30201": 66_120_000, "30211": 120_310_000, "30228": 30_000_000}
    parts["30299"] = goods - sum(fen for code, fen in parts.items() if code[:3] == "302")
    parts |= {"30301": 31_110_000, "30302": total(gpb, "households") - 31_110_000}
    parts |= {"31002": total(gpb, "capital")}

    def spread(code: str, fen: int) -> list[int]:
        personnel = code[:3] in ("301", "303")
        return [fen, fen if personnel else 0, 0 if personnel else fen]

    header = "部门预算支出经济分类科目 | < | 2025年基本支出 | < | <\n科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费"
    words = "dcode dname E;gpb;basic;;t E;gpb;basic/personnel E;gpb;basic/operating"
    paper.table(
        Form(
            "一般公共预算基本支出表",
            "basic_expenditure_by_economic",
            header,
            words,
            by_economic(parts, spread),
        )
    )

    paper.next_page()
    head(7, "一般公共预算“三公”经费支出表")
    header = """
2024年预算数 | < | < | < | < | < | 2025年预算数 | < | < | < | < | <
合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费
^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^
"""
    words = three_public_twice("gpb", ";approved-1")
    last, now = (30000, 12000, 15000, 3600, 11400, 3000), (29000, 12000, 14000, 3600, 10400, 3000)
    rows = [([wan(n * 10_000) for n in (*last, *now)], kind("i"))]
    paper.table(Form("一般公共预算“三公”经费支出表", "three_public_table", header, words, rows, size=6.5))

    paper.next_page()
    head(8, "政府性基金预算支出表")
    header = "科目编码 | 科目名称 | 本年政府性基金预算支出 | < | <\n^ | ^ | 合计 | 基本支出 | 项目支出"
    measures = [of("all"), of("basic"), of("project")]
    words = "code name E;gmf;;;t E;gmf;basic E;gmf;project"
    paper.table(
        Form(
            "政府性基金预算支出表",
            "government_managed_funds_expenditure",
            header,
            words,
            by_function(gmf, measures),
        )
    )
    paper.next_page()
    head(9, "国有资本经营预算支出表")
    header = "科目编码 | 科目名称 | 本年国有资本经营预算支出 | < | <\n^ | ^ | 合计 | 基本支出 | 项目支出"
    blank = [(["", "", "", "", ""], {})] * 2
    words = words.replace("gmf", "soc")
    paper.table(Form("国有资本经营预算支出表", "state_capital_operations_expenditure", header, words, blank))
    paper.line("注：2025年没有使用国有资本经营预算拨款安排的支出，本表无数据。", size=8)
    return paper
