"""Rows and lines: codes, units, parents, kinds of rows, and every figure once."""

from __future__ import annotations

import pytest
from pandas import isna

from budgetkit.checks import evaluate
from budgetkit.disclosure import understand
from budgetkit.lines import tidy_lines, unread_cells
from budgetkit.rows import read_rows
from budgetkit.tables import recognise
from tests.tables_on_paper import document, grid, line


def read(title, drawing, unit="万元"):
    (table,) = recognise(document(line(title, top=40), line(f"单位：{unit}"), grid(drawing)))
    return table


def by_place(table):
    return {(found.row, found.column): found for found in tidy_lines(table)}


def test_codes_in_three_columns_and_their_parents():
    table = read(
        "支出预算总表",
        """
类 | 款 | 项 | 科目名称 | 合计 | 基本支出 | 项目支出
201 | | | 一般公共服务支出 | 9.00 | 6.00 | 3.00
201 | 13 | | 商贸事务 | 9.00 | 6.00 | 3.00
201 | 13 | 01 | 行政运行 | 6.00 | 6.00 |
201 | 13 | 99 | 其他商贸事务支出 | 3.00 | | 3.00
 | | | 合计 | 9.00 | 6.00 | 3.00
""",
    )
    lines = by_place(table)
    assert [lines[row, 4].functional_code for row in (1, 2, 3, 4)] == ["201", "20113", "2011301", "2011399"]
    assert [lines[row, 4].parent_row for row in (1, 2, 3, 4, 5)] == [None, 1, 2, 2, None]
    assert [lines[row, 4].row_kind for row in range(1, 6)] == [
        "subtotal",
        "subtotal",
        "item",
        "item",
        "total",
    ]
    assert (3, 6) not in lines, "a blank makes no line"
    assert lines[3, 4].amount_fen == 6_000_000 and lines[3, 4].printed_unit == "万元"


def test_one_code_of_seven_digits_and_codes_that_repeat_the_upper_levels():
    one = by_place(
        read("支出预算表", "科目编码 | 科目名称 | 合计 | 基本支出\n2050202 | 小学教育 | 1.00 | 1.00")
    )
    assert one[1, 2].functional_code == "2050202"
    drawing = "类 | 款 | 项 | 科目名称 | 合计 | 基本支出\n205 | 20502 | 2050202 | 小学教育 | 1.00 | 1.00"
    assert by_place(read("支出预算表", drawing))[1, 4].functional_code == "2050202"


def test_rows_below_a_units_row_belong_to_it():
    table = read(
        "部门支出总体情况表",
        """
科目编码 | < | < | 单位代码 | 单位（科目名称） | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^
 | | | | 合计 | 9.00 | 6.00 | 3.00
 | | | 031 | 某市某局 | 9.00 | 6.00 | 3.00
 | | | 031001 | 某市某局（本级） | 9.00 | 6.00 | 3.00
201 | 13 | 01 | | 行政运行 | 6.00 | 6.00 |
201 | 13 | 02 | | 一般行政管理事务 | 3.00 | | 3.00
""",
    )
    lines = by_place(table)
    assert lines[5, 5].unit_code == "031001" and lines[5, 5].unit_name == "某市某局(本级)"
    assert [lines[row, 5].parent_row for row in (2, 3, 4, 5, 6)] == [None, None, 3, 4, 4]
    assert lines[3, 5].row_kind == "subtotal"


def test_labels_of_a_summary_say_fund_class_and_measure():
    table = read(
        "收支总表",
        """
收入 | < | 支出 | <
项目 | 金额 | 项目 | 金额
一、一般公共预算 | 9.00 | 一、一般公共服务支出 | 5.00
其中：财政拨款 | 8.00 | 二、医疗卫生与计划生育支出 | 4.00
二、事业收入 | 0.00 | 三、其他支出 |
本年收入合计 | 9.00 | 本年支出合计 | 9.00
上年结转 | — | 结转下年 |
收入总计 | 9.00 | 支出总计 | 9.00
""",
    )
    lines = by_place(table)
    assert lines[2, 1].fund == "general_public_budget" and lines[2, 1].direction == "revenue"
    assert lines[3, 1].row_kind == "of_which" and lines[3, 1].parent_row == 2
    assert lines[2, 3].functional_code == "201" and lines[3, 3].functional_code == "210"
    assert lines[4, 1].amount_fen == 0 and lines[6, 1].amount_fen == 0, (
        "a printed zero and a dash are lines of zero"
    )
    assert [lines[row, 1].measure for row in (5, 6, 7)] == [
        "current_year_revenue",
        "opening_carryover",
        "total_sources",
    ]
    assert lines[7, 3].measure == "total_uses" and lines[7, 3].row_kind == "total"


def test_a_long_three_public_table():
    table = read(
        "“三公”经费支出情况表",
        """
项目 | “三公”经费预算数
合计 | 480,000
1、因公出国（境）费用 | 0
2、公务接待费 | 290,000
3、公务用车费 | 190,000
其中：（1）公务用车运行维护费 | 190,000
（2）公务用车购置 | 0
""",
        unit="元",
    )
    lines = by_place(table)
    assert table.kind == "three_public_table"
    assert [lines[row, 1].measure for row in range(1, 7)] == [
        "three_public",
        "overseas_official_travel",
        "official_hospitality",
        "official_vehicles",
        "official_vehicle_operation",
        "official_vehicle_purchase",
    ]
    assert [lines[row, 1].parent_row for row in (5, 6)] == [4, 4]


def test_prior_year_columns_make_lines_of_that_year():
    table = read(
        "2031年一般公共预算支出表",
        """
科目编码 | 科目名称 | 上年执行数 | 2031年预算数 | <
^ | ^ | ^ | 基本支出 | 项目支出
2050202 | 小学教育 | 1.00 | 2.00 | 3.00
""",
    )
    lines = by_place(table)
    assert (lines[2, 2].fiscal_year, lines[2, 2].phase) == (2030, "expected")
    assert (lines[2, 3].fiscal_year, lines[2, 3].phase) == (2031, "approved")


def test_text_in_an_amount_column_is_told_not_guessed():
    table = read(
        "支出预算总表", "科目编码 | 科目名称 | 合计 | 基本支出\n2050202 | 小学教育 | 1,2O4.00 | 2.00"
    )
    assert [cell.text for cell in unread_cells(table)] == ["1,2O4.00"]
    assert [found.printed for found in tidy_lines(table)] == ["2.00"]


def test_amounts_of_a_table_of_no_known_kind_are_lines_too():
    table = read("某项情况表", "名称 | 内容 | 预算金额\n甲 | 乙 | 12.00")
    assert table.kind == "other"
    assert [found.amount_fen for found in tidy_lines(table)] == [12_000_000]


def test_money_of_a_form_stands_beside_its_label():
    table = read(
        "项目支出绩效目标表",
        """
项目名称 | 某专项 | 预算金额（万元） | 20.50
年度目标 | 完成五项 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 次数 | 5
""",
        unit="元",
    )
    found = tidy_lines(table)
    assert table.kind == "performance_project_form"
    assert [(each.amount_fen, each.printed_unit) for each in found] == [(20_500_000, "万元")]


def test_merged_labels_fill_the_rows_they_cover():
    table = read(
        "收入预算总表",
        """
项目名称 | < | 金额
收入总计 | < | 9.00
一般公共预算资金 | 小计 | 9.00
^ | 公共财政拨款资金 | 8.00
^ | 专项收入 | 1.00
""",
    )
    rows = read_rows(table)
    assert [rows[row, 0].fund for row in (2, 3, 4)] == [
        "general_public_budget",
        "general_public_budget",
        "general_public_budget/non_tax",
    ]
    assert [rows[row, 0].parent for row in (2, 3, 4)] == [None, 2, 2]


def test_rows_nested_by_the_columns_they_fill():
    table = read(
        "政府采购预算表",
        """
采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 总计
合计 | | | | 9.00
一、货物A | | | | 5.00
 | 设备购置费 | 办公设备购置 | | 3.00
 | | | 计算机 | 3.00
 | | 专用设备购置 | | 2.00
二、服务C | | | | 4.00
""",
    )
    lines = by_place(table)
    assert [lines[row, 4].parent_row for row in range(1, 7)] == [None, None, 2, 3, 2, None]
    assert [lines[row, 4].row_kind for row in range(1, 7)] == [
        "total",
        "subtotal",
        "subtotal",
        "item",
        "item",
        "item",
    ]


def test_totals_of_the_two_sides_of_basic_expenditure_say_what_they_sum():
    table = read(
        "一般公共预算财政拨款基本支出决算表",
        """
科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 3.00
30101 | 基本工资 | 5.00 | 30201 | 办公费 | 3.00
人员经费合计 | < | 5.00 | 公用经费合计 | < | 3.00
""",
    )
    lines = by_place(table)
    assert [(lines[3, column].row_kind, lines[3, column].nature) for column in (2, 5)] == [
        ("total", "basic/personnel"),
        ("total", "basic/operating"),
    ]


def test_the_money_of_a_self_evaluation_is_of_three_phases_and_scores_are_none():
    table = read(
        "项目支出绩效自评表",
        """
项目名称 | 示例项目 | < | < | < | < | <
主管部门 | 某局 | < | 实施单位 | 某所 | < | <
项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
年度资金总额 | 80.00 | 88.00 | 86.20 | 10 | 97.95% | 9.8
其中：财政拨款 | 80.00 | 88.00 | 86.20 | — | 97.95% | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 成本指标 | 养护成本 | ≤88万元 | 86.20万元 | 20 | 20
""",
    )
    assert table.kind == "performance_self_evaluation"
    found = [(line.row, line.phase, line.printed) for line in tidy_lines(table)]
    three = [("approved", "80.00"), ("adjusted", "88.00"), ("executed", "86.20")]
    assert found == [(row, *one) for row in (3, 4) for one in three]
    assert {line.fund for line in tidy_lines(table) if line.row == 4} == {"appropriation"}


def test_a_self_evaluation_may_print_its_phases_beside_the_figures():
    table = read(
        "部门整体支出绩效自评表",
        """
项目名称 | 示例项目 | < | <
预算执行情况（万元） | < | < | <
预算数： | 100.00 | 执行数： | 95.00
其中：财政拨款 | 90.00 | 其中：财政拨款 | 88.00
其他资金 | 10.00 | 其他资金 | 7.00
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 养护里程 | ≥40公里
""",
    )
    found = [(line.phase, line.printed) for line in tidy_lines(table)]
    assert found == [
        *[("approved", "100.00"), ("executed", "95.00"), ("approved", "90.00")],
        *[("executed", "88.00"), ("approved", "10.00"), ("executed", "7.00")],
    ]


def test_rows_may_be_years_and_phases_of_the_items_across():
    tables = recognise(
        document(
            line("2031年度山林局部门决算", top=20),
            line("“三公”经费对比表", top=40),
            line("单位：万元", top=60),
            grid(
                """
                三公经费项目 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费
                ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^
                2031年度预算数 | 9.00 | 1.00 | 5.00 | 2.00 | 3.00 | 3.00
                2031年度决算数 | 8.00 | 1.00 | 5.00 | 2.00 | 3.00 | 2.00
                上年决算数 | 7.00 | 0.00 | 5.00 | 2.00 | 3.00 | 2.00
                比上年增减额 | 1.00 | 1.00 | 0.00 | 0.00 | 0.00 | 0.00
                增减率（%） | 14.29 |  | 0 | 0 | 0 | 0
                """
            ),
        )
    )
    lines = [line for line in tidy_lines(tables[0]) if line.column == 1]
    assert [(line.fiscal_year, line.phase, line.measure, line.row_kind) for line in lines] == [
        (2031, "approved", "three_public", "item"),
        (2031, "executed", "three_public", "item"),
        (2030, "executed", "three_public", "item"),
        (2031, "executed", "year_on_year_change", "item"),
    ]
    assert [line.item for line in lines][0] == "2031年度预算数"


RUNNING_COSTS = """
项目 | 行次 | 预算数 | 决算统计数
栏次 | | 1 | 2
一、“三公”经费支出 | 1 | — | —
（一）支出合计 | 2 | 9.00 | {total}
1．因公出国（境）费 | 3 | — | 0.00
2．公务用车购置及运行维护费 | 4 | — | 5.50
（1）公务用车购置费 | 5 | — | 0.00
（2）公务用车运行维护费 | 6 | — | 5.50
3．公务接待费 | 7 | — | 2.00
（二）相关统计数 | 8 | — | —
1．国内公务接待批次（个） | 9 | — | 11
二、机关运行经费 | 10 | — | 44.00
"""


@pytest.mark.parametrize(("total", "wrong"), [("7.50", []), ("7.60", [("three-public-sum", "7.60")])])
def test_a_total_below_a_heading_of_dashes_is_what_the_heading_names(total, wrong):
    paper = document(
        line("2031年度山林局部门决算", top=20),
        line("“三公”经费、行政参公单位机关运行经费情况表", top=40),
        line("单位：万元", top=60),
        grid(RUNNING_COSTS.format(total=total)),
    )
    (table,) = recognise(paper)
    found = {(line.row, line.column): line for line in tidy_lines(table)}
    assert [found[row, 2].measure for row in (2, 3, 4)] == [
        "",
        "three_public",
        "overseas_official_travel",
    ]
    assert (9, 3) in found and (10, 3) not in found, "what is counted is no money"
    checks = evaluate(tidy_lines(table), columns={table.table_id: table.columns})
    fails = [check for check in checks if check.state == "fails"]
    assert [(check.identity.id, check.total[0].printed) for check in fails] == wrong, "dashes are no parts"
    unknown = {check.identity.id for check in checks if check.state == "not_assessable" and check.column == 2}
    assert unknown == {"three-public-sum"}


@pytest.mark.parametrize(
    ("of_all_years", "of_the_year"),
    [
        ("项目资金总额", "年度资金申请总额"),
        ("中期资金总额", "年度资金总额"),
        ("项目总投资", "本年度预算金额"),
    ],
)
def test_what_a_project_gets_over_its_years_is_of_no_fiscal_year(of_all_years, of_the_year):
    paper = document(
        line("2031年山林局部门预算", top=20),
        line("财政项目支出绩效目标申报表", top=40),
        grid(
            f"""
            项目名称 | 护林道路 | 项目性质 | 阶段性项目 | 项目类别 | 特定目标类
            主管部门 | 山林局 | 实施单位 | 护林站 | |
            项目资金（元） | {of_all_years} | 71,000.00 | {of_the_year} | 22,000.00 | <
            ^ | 其中：财政资金 | 70,000.00 | 其中：当年财政拨款 | 22,000.00 | <
            ^ | 其他资金 | 1,000.00 | 其他资金 | 0.00 | <
            绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度(/项目)指标值 | <
            ^ | 产出指标 | 数量指标 | 道路长度 | 985米 | <
            ^ | ^ | 质量指标 | 验收达标率 | =100.00(%) | <
            """
        ),
    )
    disclosure = understand(paper, {})
    found = disclosure.lines[["item", "printed", "fiscal_year"]].itertuples(index=False)
    assert [(item, printed, None if isna(year) else int(year)) for item, printed, year in found] == [
        (of_all_years, "71,000.00", None),
        (of_the_year, "22,000.00", 2031),
        ("其中:财政资金", "70,000.00", None),
        ("其中:当年财政拨款", "22,000.00", 2031),
        ("其他资金", "1,000.00", None),
        ("其他资金", "0.00", 2031),
    ]
    (project,) = disclosure.projects.to_dict("records")
    assert (str(project["amount_yuan"]), project["project_type"]) == ("22000.00", "特定目标类")
    assert list(disclosure.indicators["level3"]) == ["道路长度", "验收达标率"]
    assert list(disclosure.indicators["printed"]) == ["985米", "=100.00(%)"]
    assert (disclosure.findings.severity == "info").all()
