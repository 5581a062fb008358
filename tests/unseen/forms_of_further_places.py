# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""A second round of forms: numbered rows and lettered columns, row numbers, special funds, transposed tables."""

from __future__ import annotations

from tests.unseen.office import (
    ECONOMIC,
    NAMES,
    beside,
    by_function,
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
2010401 50110 800 9020 100 0 gpb 60000
2010402 0 0 0 0 12000 gpb 12500
2010450 8010 0 1200 0 0 gpb 9000
2080505 6020 0 0 0 0 gpb 6100
2101101 3310 0 0 0 0 gpb 3300
2210201 4520 0 0 0 0 gpb 4400
2299999 0 0 0 0 700 uf 0
"""
)


def hebei_budget() -> Paper:
    """Landscape; 序号 of rows, 栏次 of letters, code and name apart, the department inside the table."""
    paper = Paper(2025, "approved", 842, 595)
    paper.cover("示例市发展和改革局2025年部门预算信息公开")

    def head(title: str) -> None:
        paper.line(title, "center", 16)
        paper.line("预算部门：示例市发展和改革局\t单位：万元")

    head("部门预算收入总表")
    header = """
序号 | 功能分类科目 | < | 合计 | 本年收入 | < | < | < | < | < | 上年结转
^ | 科目编码 | 科目名称 | ^ | 小计 | 一般公共预算拨款 | 基金预算拨款 | 财政专户核拨 | 事业收入 | 其他来源收入 | ^
栏次 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
"""
    budget = of("all", "gpb")
    measures = [of("all"), of("all"), budget, nothing, nothing, nothing, of("all", "uf"), nothing]

    def numbered(rows):
        return [([str(n), *cells], *says) for n, (cells, *says) in enumerate(rows, 1)]

    words = "text code name R;all;;;t R;all;;;s R;gpb R;gmf R;sa R;inst R;oth R;co;;opening_carryover"
    paper.table(
        Form("部门预算收入总表", "revenue_by_source", header, words, numbered(by_function(BUREAU, measures)),
             widths=[1, 2, 4, *[2] * 8], size=7)
    )  # fmt: skip

    paper.next_page()
    head("部门预算支出总表")
    header = """
序号 | 功能分类科目 | < | 合计 | 基本支出 | < | < | 项目支出 | 经营支出
^ | 科目编码 | 科目名称 | ^ | 小计 | 人员经费 | 公用经费 | ^ | ^
栏次 | A | B | 1=2+5+6 | 2=3+4 | 3 | 4 | 5 | 6
"""
    measures = [of("all"), of("basic"), of("personnel"), of("operating"), of("project"), nothing]
    words = "text code name E;all;;;t E;all;basic;;s E;all;basic/personnel E;all;basic/operating E;all;project E;all;business"
    paper.table(
        Form("部门预算支出总表", "expenditure_by_function", header, words, numbered(by_function(BUREAU, measures)),
             widths=[1, 2, 5, *[2] * 6])
    )  # fmt: skip

    paper.next_page()
    head("部门预算政府经济分类支出表（一般公共预算基本支出）")
    header = "序号 | 经济分类科目 | < | 一般公共预算基本支出\n^ | 科目编码 | 科目名称 | ^\n栏次 | 1 | 2 | 3"
    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]
    parts = {"30101": 400_000_000, "30102": total(gpb, "wages") - 400_000_000, "30201": 60_000_000}
    parts |= {
        "30239": total(gpb, "goods") - 60_000_000,
        "30305": total(gpb, "households"),
        "31002": total(gpb, "capital"),
    }
    rows = [(["", "合计", wan(total(gpb, "basic"))], kind("t", item="合计"))]
    for group in ("301", "302", "303", "310"):
        inside = {code: fen for code, fen in parts.items() if code.startswith(group)}
        rows.append(([group, ECONOMIC[group], wan(sum(inside.values()))], kind("s")))
        rows += [([code, ECONOMIC[code], wan(fen)], kind("i")) for code, fen in inside.items()]
    paper.table(
        Form("部门预算政府经济分类支出表(一般公共预算基本支出)", "basic_expenditure_by_economic", header,
             "text dcode dname E;gpb;basic", numbered(rows), widths=[1, 2, 5, 3])
    )  # fmt: skip

    paper.next_page()
    head("部门预算财政拨款“三公”经费支出表")
    header = """
序号 | 项目 | “三公”经费 | < | < | < | < | 会议费 | 培训费
^ | ^ | 小计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运维费 | 公务接待费 | ^ | ^
"""
    words = (
        "text label E;app;;three_public;s E;app;;overseas_official_travel E;app;;official_vehicle_purchase"
    )
    words += (
        " E;app;;official_vehicle_operation E;app;;official_hospitality E;app;;conferences E;app;;training"
    )
    rows = [
        (
            ["1", "2024年预算", "12.50", "", "", "10.00", "2.50", "3.00", "4.00"],
            kind("i", fiscal_year=2024, item="2024年预算"),
        ),
        (
            ["2", "2025年预算", "12.00", "", "", "10.00", "2.00", "2.00", "4.00"],
            kind("i", fiscal_year=2025, item="2025年预算"),
        ),
    ]
    paper.table(Form("部门预算财政拨款“三公”经费支出表", "three_public_table", header, words, rows))
    return paper


def xinjiang_budget() -> Paper:
    """Portrait; 编制部门 and 单位 over the frame, indented names, funds in a table of appropriations by fund below each other."""
    paper = Paper(2024)
    paper.cover("示例地区发展和改革委员会2024年部门预算公开")

    def head(number: str, title: str) -> None:
        paper.line(f"表{number}：")
        paper.line(title, "center", 14)
        paper.line("编制部门：示例地区发展和改革委员会\t单位：万元")

    gpb = [leaf for leaf in BUREAU if leaf.fund == "gpb"]
    head("一", "部门收支总体情况表")
    whole = total(BUREAU)
    left = [
        row("财政拨款（补助）", wan(total(gpb)), to="s", fund="appropriation"),
        row("　一般公共预算", wan(total(gpb)), fund="general_public_budget"),
        row("　政府性基金预算", "", fund="government_managed_funds"),
        row("教育收费（财政专户）", "", fund="special_account"),
        row("事业收入", "", fund="unit_funds/institutional_service_revenue"),
        row("其他收入", wan(whole - total(gpb)), fund="unit_funds/other_revenue"),
        row("用事业基金弥补收支差额", "", fund="unit_funds/use_of_surplus"),
    ]
    right = [([f"{code} {NAMES[code]}", wan(total([leaf for leaf in BUREAU if leaf.code[:3] == code]))],
              kind("i", functional_code=code, item=NAMES[code])) for code in sorted({leaf.code[:3] for leaf in BUREAU})]  # fmt: skip
    left, right = level(left, right, (2, 2))
    left += [
        row("小　计", wan(whole), to="s"),
        row("上年结转", "", fund="carryover"),
        row("收　入　总　计", wan(whole), to="t"),
    ]
    right += [row("小　计", wan(whole), to="s"), row("", ""), row("支　出　总　计", wan(whole), to="t")]
    header = "收　　　入 | < | 支　　　出 | <\n项　目 | 预算数 | 功能分类 | 预算数"
    paper.table(
        Form(
            "部门收支总体情况表",
            "revenue_expenditure_summary",
            header,
            "label R label E",
            beside(left, right, widths=(2, 2)),
        )
    )

    paper.next_page()
    head("三", "部门支出总体情况表")
    header = "项　　目 | < | < | < | 支出预算 | < | <\n功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出\n类 | 款 | 项 | ^ | ^ | ^ | ^"
    words = "c1 c2 c3 name E;all;;;t E;all;basic E;all;project"
    rows = by_function(
        BUREAU,
        [of("all"), of("basic"), of("project")],
        codes=3,
        indent="　",
        total_last=True,
        label="合　　计",
    )
    paper.table(
        Form(
            "部门支出总体情况表",
            "expenditure_by_function",
            header,
            words,
            rows,
            widths=[1, 0.8, 0.8, 6, 3, 3, 3],
        )
    )

    paper.next_page()
    head("七", "项目支出情况表")
    header = """
科目编码 | < | < | 科目名称 | 项目名称 | 项目支出合计 | 工资福利支出 | 商品和服务支出 | 对个人和家庭的补助 | 资本性支出 | 其他支出
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^
"""
    words = "c1 c2 c3 name project E;all;project;;t E;all;project E;all;project E;all;project E;all;project E;all;project"
    rows = [
        (
            ["201", "04", "02", "一般行政管理事务", "粮食应急保障", "80.00", "", "70.00", "", "10.00", ""],
            kind("i"),
        ),
        (["201", "04", "02", "一般行政管理事务", "价格监测", "40.00", "", "40.00", "", "", ""], kind("i")),
        (["229", "99", "99", "其他支出", "横向课题", "7.00", "", "7.00", "", "", ""], kind("i")),
        (["合计", "<", "<", "<", "", "127.00", "", "117.00", "", "10.00", ""], kind("t", item="合计")),
    ]
    paper.table(
        Form(
            "项目支出情况表",
            "project_table",
            header,
            words,
            rows,
            size=6,
            widths=[1, 0.8, 0.8, 3.5, 3.5, *[2.2] * 6],
        )
    )

    paper.next_page()
    head("八", "一般公共预算“三公”经费支出情况表")
    header = "合计 | 因公出国（境）费用 | 公务用车购置及运行费 | < | < | 公务接待费\n^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^"
    words = "E;gpb;;three_public;t E;gpb;;overseas_official_travel E;gpb;;official_vehicles;s E;gpb;;official_vehicle_purchase E;gpb;;official_vehicle_operation E;gpb;;official_hospitality"
    paper.table(
        Form(
            "一般公共预算“三公”经费支出情况表",
            "three_public_table",
            header,
            words,
            [(["12.00", "0", "10.00", "0", "10.00", "2.00"], kind("i"))],
        )
    )
    paper.line("备注：2024年“三公”经费支出均为一般公共预算安排。", size=8)
    return paper
