# ruff: noqa: E501  (forms are drawn as wide as they are printed)
"""A third round of forms: last year on both sides, classes of projects over projects, transposed tables, units over pages."""

from __future__ import annotations

from tests.unseen.office import (
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
    yuan,
)
from tests.unseen.paper import Form, Paper

OFFICE = leaves(
    """
2070101 30210 500 6120 200 0 gpb 35000
2070109 12010 0 3300 0 9000 gpb 22000
2070199 0 0 0 0 15020 gpb 14000
2080505 4020 0 0 0 0 gpb 4100
2101101 2310 0 0 0 0 gpb 2300
2210201 3520 0 0 0 0 gpb 3400
"""
)


def jilin_budget() -> Paper:
    """Portrait; last year beside this year on both sides of the summary, percent after each change."""
    paper = Paper(2025)
    paper.cover("示例市文化广播电视和旅游局2025年部门预算")
    now, before = total(OFFICE), total(OFFICE, "last")

    def four(label: str, last: int, this: int, **more: object) -> tuple:
        change = this - last
        rate = f"{change / last * 100:.2f}%" if last and change else ""
        return row(label, wan(last), wan(this), wan(change, zero="0.00"), rate, **more)

    paper.line("附件1-1")
    paper.line("部门收支预算总表", "center", 14)
    paper.line("单位名称：示例市文化广播电视和旅游局\t单位：万元")
    left = [
        four("一、一般公共预算拨款收入", before, now, fund="general_public_budget"),
        four("二、政府性基金预算拨款收入", 0, 0, fund="government_managed_funds"),
        four("三、上级补助收入", 0, 0, fund="unit_funds/superior_unit_subsidy_revenue"),
    ]
    right = []
    for place, code in enumerate(sorted({leaf.code[:3] for leaf in OFFICE})):
        inside = [leaf for leaf in OFFICE if leaf.code.startswith(code)]
        label = f"{'一二三四'[place]}、{NAMES[code]}"
        right.append(four(label, total(inside, "last"), total(inside), functional_code=code))
    left, right = level(left, right, (5, 5))
    left += [
        four("本年收入合计", before, now, to="s"),
        four("上年结转", 0, 0, fund="carryover"),
        four("收入总计", before, now, to="t"),
    ]
    right += [
        four("本年支出合计", before, now, to="s"),
        four("年终结转", 0, 0),
        four("支出总计", before, now, to="t"),
    ]
    block = "项　目 | 2024年预算数 | 2025年预算数 | 增减额 | 增减率"
    header = f"收　入 | < | < | < | < | 支　出 | < | < | < | <\n{block} | {block}"
    side = "label {0};all;;;;approved-1 {0} {0} share"
    words = side.format("R") + " " + side.format("E")
    rows = beside(left, right, widths=(5, 5))
    paper.table(
        Form(
            "部门收支预算总表",
            "revenue_expenditure_summary",
            header,
            words,
            rows,
            size=5.5,
            widths=[3.4, 2, 2, 2, 1.6] * 2,
        )
    )

    paper.next_page()
    paper.line("附件1-5")
    paper.line("“三公”经费预算表", "center", 14)
    paper.line("单位名称：示例市文化广播电视和旅游局\t单位：万元")
    header = "年度 | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费 | < | <\n^ | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费"
    words = "text E;gpb;;three_public;t E;gpb;;overseas_official_travel E;gpb;;official_hospitality E;gpb;;official_vehicles;s E;gpb;;official_vehicle_purchase E;gpb;;official_vehicle_operation"
    rows = [
        (
            ["2024年预算数", "10.00", "0.00", "2.00", "8.00", "0.00", "8.00"],
            kind("i", fiscal_year=2024, item="2024年预算数"),
        ),
        (
            ["2025年预算数", "9.00", "0.00", "1.50", "7.50", "0.00", "7.50"],
            kind("i", fiscal_year=2025, item="2025年预算数"),
        ),
        (
            ["增减额", "-1.00", "0.00", "-0.50", "-0.50", "0.00", "-0.50"],
            kind("i", item="增减额", measure="year_on_year_change"),
        ),
    ]
    paper.table(Form("“三公”经费预算表", "three_public_table", header, words, rows))
    return paper


def hubei_budget() -> Paper:
    """Landscape; projects under their classes with codes and years, totals first, an empty table in words inside."""
    paper = Paper(2024, "approved", 842, 595)
    paper.cover("示例市文化和旅游局2024年部门预算公开")

    def head(number: str, title: str) -> None:
        paper.line(f"表{number}. {title}", "center", 14)
        paper.line("填报部门：[301]示例市文化和旅游局\t金额单位：万元")

    head("3", "部门支出总表")
    header = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 事业单位经营支出 | 上缴上级支出 | 对附属单位补助支出"
    measures = [of("all"), of("basic"), of("project"), nothing, nothing, nothing]
    words = "code name E;all;;;t E;all;basic E;all;project E;all;business E;all;remittance E;all;subsidy"
    rows = by_function(OFFICE, measures, indent="  ")
    paper.table(Form("表3.部门支出总表", "expenditure_by_function", header, words, rows))

    paper.next_page()
    head("8", "政府性基金预算支出表")
    header = "科目编码 | 科目名称 | 本年政府性基金预算支出 | < | <\n^ | ^ | 合计 | 基本支出 | 项目支出"
    rows = [
        (["本部门2024年没有政府性基金预算拨款安排的支出，故本表为空", "<", "<", "<", "<"], {}),
        ([""] * 5, {}),
    ]
    paper.table(
        Form("表8.政府性基金预算支出表", "government_managed_funds_expenditure", header,
             "code name E;gmf;;;t E;gmf;basic E;gmf;project", rows)
    )  # fmt: skip

    head("9", "项目支出表")
    header = """
项目编码 | 项目名称 | 项目单位 | 合计 | 本年拨款 | < | < | 财政拨款结转结余 | < | < | 财政专户管理资金 | 单位资金
^ | ^ | ^ | ^ | 一般公共预算 | 政府性基金预算 | 国有资本经营预算 | 一般公共预算 | 政府性基金预算 | 国有资本经营预算 | ^ | ^
"""
    words = "text project unit_name E;all;project;;t E;gpb;project E;gmf;project E;soc;project E;co/gpb;project E;co/gmf;project E;co/soc;project E;sa;project E;uf;project"
    zeros = [""] * 7
    rows = [
        (["", "合计", "", "240.20", "240.20", *zeros], kind("t", project_name="")),
        (["301", "示例市文化和旅游局", "", "240.20", "240.20", *zeros], kind("s", project_name="")),
        (["31", "本级支出项目", "", "240.20", "240.20", *zeros], kind("s", project_name="")),
        (
            ["42000024301T000000101", "公共文化服务", "示例市文化和旅游局本级", "150.20", "150.20", *zeros],
            kind("i"),
        ),
        (["42000024301T000000102", "文物保护", "示例市博物馆", "90.00", "90.00", *zeros], kind("i")),
    ]
    paper.table(
        Form("表9.项目支出表", "project_table", header, words, rows, size=6.5, widths=[3.6, 4, 4, *[2] * 9])
    )
    return paper


def guizhou_budget() -> Paper:
    """Portrait, 元; rows of units over rows of functions, long enough for three pages, header once."""
    paper = Paper(2024)
    paper.cover("示例州文化广电旅游局2024年部门预算及说明")
    paper.line("表三")
    paper.line("部门支出总表", "center", 14)
    paper.line("单位：元", "right")
    header = "单位编码 | 单位名称 | 功能科目编码 | 功能科目名称 | 合计 | 基本支出 | 项目支出"
    show = lambda fen: yuan(fen, 2)  # noqa: E731
    units = [("207001", "示例州文化广电旅游局"), ("207002", "示例州图书馆"), ("207003", "示例州博物馆"), ("207004", "示例州歌舞剧院"),
             ("207005", "示例州非物质文化遗产保护中心"), ("207006", "示例州文化馆")]  # fmt: skip
    figures = [of("all"), of("basic"), of("project")]
    grand = [show(6 * m(OFFICE)) for m in figures]
    rows = [(["合计", "<", "<", "<", *grand], kind("t", item="合计"))]
    for code, name in units:
        rows.append(
            ([code, name, "", "", *(show(m(OFFICE)) for m in figures)], kind("s", item=name, unit_code=code))
        )
        for leaf in OFFICE:
            cells = [code, name, leaf.code, NAMES[leaf.code]]
            rows.append(
                (
                    [*cells, *(show(m([leaf])) for m in figures)],
                    kind("i", item=NAMES[leaf.code], unit_code=code),
                )
            )
    words = "unit_code unit_name code name E;all;;;t E;all;basic E;all;project"
    paper.table(
        Form(
            "部门支出总表",
            "expenditure_by_function",
            header,
            words,
            rows,
            "元",
            [1.6, 3, 1.8, 3.6, 2.6, 2.6, 2.6],
            size=7.5,
            repeat=False,
            pad=5,
        )
    )
    paper.line("备注：本表按预算单位和功能分类科目填列。", size=8)
    return paper


def gansu_final_accounts() -> Paper:
    """Landscape; final accounts without 行次, 类款项 with names of three levels, 元 in the title line, income beside last year's."""
    paper = Paper(2023, "executed", 842, 595)
    paper.cover("示例县文体广电和旅游局2023年度部门决算公开")

    def head(title: str) -> None:
        paper.line(title, "center", 15)
        paper.line("编制单位：示例县文体广电和旅游局\t2023年度\t".rstrip("\t"))
        paper.line("金额单位：元", "right")

    show = lambda fen: yuan(fen, 2, zero="")  # noqa: E731
    head("财政拨款收入支出决算总表")
    spent = total(OFFICE)
    left = [
        row("一、一般公共预算财政拨款", show(spent), fund="general_public_budget"),
        row("二、政府性基金预算财政拨款", "", fund="government_managed_funds"),
        row("三、国有资本经营预算财政拨款", "", fund="state_capital_operations"),
    ]
    right = classes(OFFICE, of("all"), of("all", "gpb"), of("all", "gmf"), nothing, show=show, more=1)
    left, right = level(left, right, (2, 5))
    left += [
        row("本年收入合计", show(spent), to="s"),
        row("年初财政拨款结转和结余", "", fund="carryover"),
        row("总计", show(spent), to="t"),
    ]
    right += [
        row("本年支出合计", show(spent), show(spent), "", "", to="s"),
        row("年末财政拨款结转和结余", "", "", "", ""),
        row("总计", show(spent), show(spent), "", "", to="t"),
    ]
    header = """
收　　　入 | < | 支　　　出 | < | < | < | <
项　　目 | 决算数 | 项目（按功能分类） | 决算数 | < | < | <
^ | ^ | ^ | 小计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
"""
    paper.table(
        Form("财政拨款收入支出决算总表", "appropriation_summary", header, "label R;app label E;app;;;s E;gpb E;gmf E;soc",
             beside(left, right, widths=(2, 5)), "元")
    )  # fmt: skip

    paper.next_page()
    head("一般公共预算财政拨款支出决算表")
    header = """
项　　　　目 | < | < | < | 2022年决算数 | 2023年决算数 | < | < | 比上年增减（%）
支出功能分类科目编码 | < | < | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | ^
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^ | ^
"""
    rows = []
    for texts, said in by_function(
        OFFICE, [of("last"), of("all"), of("basic"), of("project")], show, codes=3
    ):
        inside = (
            OFFICE
            if texts[0] == "合计"
            else [leaf for leaf in OFFICE if leaf.code.startswith("".join(texts[:3]))]
        )
        rate = (total(inside) - total(inside, "last")) / total(inside, "last") * 100
        rows.append(([*texts, f"{rate:.2f}"], said))
    words = "c1 c2 c3 name E;gpb;;;;executed-1 E;gpb;;;s E;gpb;basic E;gpb;project share"
    paper.table(
        Form("一般公共预算财政拨款支出决算表", "general_public_expenditure_by_function", header, words, rows, "元",
             [1, 0.8, 0.8, 5, 3, 3, 3, 3, 2])
    )  # fmt: skip

    paper.next_page()
    head("政府采购情况表")
    header = "项目 | 采购计划金额 | < | < | < | < | 实际采购金额\n^ | 总计 | 财政性资金 | < | < | 非财政性资金 | ^\n^ | ^ | 一般公共预算 | 政府性基金预算 | 其他资金 | ^ | ^"
    words = "label E;all;;;t E;gpb E;gmf E;uf E E"
    rows = [
        (["合 计", "120,000.00", "120,000.00", "", "", "", "118,500.00"], kind("t")),
        (["货物", "50,000.00", "50,000.00", "", "", "", "49,000.00"], kind("i")),
        (["工程", "", "", "", "", "", ""], kind("i")),
        (["服务", "70,000.00", "70,000.00", "", "", "", "69,500.00"], kind("i")),
    ]
    paper.table(Form("政府采购情况表", "procurement_table", header, words, rows, "元"))
    return paper


def county_government_transfers() -> Paper:
    """Portrait; transfers to regions, a debt list, basic expenditure with government classes first, units of a department."""
    paper = Paper(2025)
    paper.cover("示例省文化和旅游厅2025年部门预算")
    paper.line("表十四 对市县专项转移支付分地区情况表", "center", 13)
    paper.line("单位：万元", "right")
    header = "地区 | 合计 | 公共文化服务体系建设 | 文物保护 | 旅游发展"
    rows = [
        (["合　计", "600.00", "300.00", "200.00", "100.00"], kind("t")),
        (["青山市", "350.00", "200.00", "100.00", "50.00"], kind("s")),
        (["　市本级", "150.00", "100.00", "40.00", "10.00"], kind("i")),
        (["　白水县", "200.00", "100.00", "60.00", "40.00"], kind("i")),
        (["东湖市", "250.00", "100.00", "100.00", "50.00"], kind("s")),
        (["　云岭县", "250.00", "100.00", "100.00", "50.00"], kind("i")),
    ]
    paper.table(
        Form("表十四对市县专项转移支付分地区情况表", "transfers_table", header, "label E;all;;;t E E E", rows)
    )

    paper.line("表六 一般公共预算基本支出表", "center", 13)
    paper.line("单位：万元", "right")
    header = """
政府预算支出经济分类科目 | < | 部门预算支出经济分类科目 | < | 2025年基本支出
科目编码 | 科目名称 | 科目编码 | 科目名称 | ^
"""
    rows = [(["合　计", "<", "<", "<", "120.00"], kind("t", item="合计"))]
    for gov, gname, code, name, fen in (
        ("50101", "工资奖金津贴补贴", "30101", "基本工资", "60.00"),
        ("50101", "工资奖金津贴补贴", "30102", "津贴补贴", "30.00"),
        ("50102", "社会保障缴费", "30108", "机关事业单位基本养老保险缴费", "10.00"),
        ("50201", "办公经费", "30201", "办公费", "20.00"),
    ):
        rows.append(([gov, gname, code, name, fen], kind("i", item=name)))
    paper.table(
        Form(
            "表六一般公共预算基本支出表",
            "basic_expenditure_by_economic",
            header,
            "gcode text dcode dname E;gpb;basic",
            rows,
        )
    )

    paper.next_page()
    paper.line("表十五 部门所属预算单位名单", "center", 13)
    header = "序号 | 单位代码 | 单位名称 | 单位类型 | 编制人数 | 实有人数"
    rows = [
        (["1", "301001", "示例省文化和旅游厅本级", "行政", "80", "76"], {}),
        (["2", "301002", "示例省图书馆", "公益一类", "120", "113"], {}),
    ]
    paper.table(
        Form(
            "表十五部门所属预算单位名单",
            "unit_list",
            header,
            "text unit_code unit_name text quantity quantity",
            rows,
            "",
        )
    )
    return paper
