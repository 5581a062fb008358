"""How rows, blocks and totals of layouts that no sample shows hang together; figures are made up."""

from __future__ import annotations

from budgetkit.disclosure import understand
from budgetkit.model import Document, Paragraph
from tests.test_headers import UP, document_of, grid_of

_ = None  # covered by the cell to the left


NUMBERED_ROWS = [
    ["收入", _, _, "支出", _, _],
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["栏次", "", "1", "栏次", "", "2"],
    ["一、一般公共预算财政拨款收入", "1", "90.00", "一、一般公共服务支出", "32", "80.00"],
    ["二、其他收入", "2", "10.00", "二、教育支出", "33", "20.00"],
    ["本年收入合计", "27", "100.00", "本年支出合计", "58", "100.00"],
    ["总计", "31", "100.00", "总计", "62", "100.00"],
]


def test_numbers_of_rows_in_a_final_account_are_no_money():
    disclosure = understand(document_of("收入支出决算总表", NUMBERED_ROWS), {})
    assert list(disclosure.tables.kind) == ["revenue_expenditure_summary"]
    assert sorted(disclosure.lines.printed) == sorted(["90.00", "80.00", "10.00", "20.00", *["100.00"] * 4])
    assert disclosure.findings[disclosure.findings.severity == "error"].empty


IN_THREE_BLOCKS = [
    ["人员经费", _, _, "公用经费", _, _, _, _, _],
    ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
    ["301", "工资福利支出", "50.00", "302", "商品和服务支出", "30.00", "30228", "工会经费", "4.00"],
    ["30101", "基本工资", "20.00", "30201", "办公费", "10.00", "30299", "其他商品和服务支出", "6.00"],
    ["30102", "津贴补贴", "30.00", "30211", "差旅费", "10.00", "310", "资本性支出", "5.00"],
    ["", "", "", "", "", "", "31002", "办公设备购置", "5.00"],
    ["人员经费合计", _, "50.00", "公用经费合计", _, _, _, _, "35.00"],
]


def test_a_class_goes_on_in_the_next_block_of_a_basic_table():
    title = "一般公共预算财政拨款基本支出决算明细表"
    disclosure = understand(document_of(title, IN_THREE_BLOCKS), {})
    assert disclosure.findings[disclosure.findings.identity == "economic-column"].shape[0] == 0
    rows = [row[:] for row in IN_THREE_BLOCKS]
    rows[2][5] = "26.00"
    wrong = understand(document_of(title, rows), {}).findings
    assert "economic-column" in set(wrong.identity), "the class is the sum of both blocks"


PARTED_PROJECTS = [
    [
        *["项目分类", "项目代码", "项目名称", "项目单位", "功能科目编码", "功能科目名称", "经济科目编码"],
        *["经济科目名称", "合计", "一般公共预算资金"],
    ],
    ["", "", "业务管理经费", "", "", "", "", "", "35.00", "35.00"],
    [
        *["其他运转类", "530000251100000000101", "业务管理经费", "示例厅", "2130302", "一般行政管理事务"],
        *["30202", "印刷费", "10.00", "10.00"],
    ],
    [
        *["其他运转类", "530000251100000000101", "业务管理经费", "示例厅", "2130302", "一般行政管理事务"],
        *["30227", "委托业务费", "25.00", "25.00"],
    ],
    ["合计", _, _, _, _, _, _, _, "35.00", "35.00"],
]


def test_a_row_of_a_projects_name_alone_is_the_sum_of_its_rows():
    disclosure = understand(document_of("部门项目支出预算表", PARTED_PROJECTS), {})
    kinds = disclosure.lines.groupby("row").row_kind.first()
    assert list(kinds) == ["subtotal", "item", "item", "total"]
    assert len(disclosure.projects) == 1
    assert str(disclosure.projects.amount_yuan[0]) == "350000.00"
    rows = [row[:] for row in PARTED_PROJECTS]
    rows[1] = [*rows[1][:8], "36.00", "36.00"]
    wrong = understand(document_of("部门项目支出预算表", rows), {}).findings
    assert "error" in set(wrong.severity)


PROJECTS_UNDER_CLASSES = [
    ["科目编码", _, _, "单位代码", "单位名称（科目）", "金额"],
    ["类", "款", "项", UP, UP, UP],
    ["", "", "", "", "合计", "90.00"],
    ["215", "05", "08", "301001", "无线电及信息通信监管", "60.00"],
    ["", "", "", "301001", "平台运行维护项目", "40.00"],
    ["", "", "", "301001", "标准研究项目", "20.00"],
    ["215", "05", "99", "301601", "其他工业和信息产业监管支出", "30.00"],
    ["", "", "", "301601", "产业监测项目", "10.00"],
    ["", "", "", "301601", "人才培养项目", "20.00"],
]


def test_projects_under_their_class_bear_the_code_of_the_unit():
    document = document_of("一般公共预算项目支出预算表", PROJECTS_UNDER_CLASSES)
    disclosure = understand(document, {})
    lines = disclosure.lines
    assert list(lines.row_kind) == ["total", "subtotal", "item", "item", "subtotal", "item", "item"]
    assert set(lines.nature) == {"project"}
    assert set(disclosure.findings.severity) <= {"info"}
    rows = [row[:] for row in PROJECTS_UNDER_CLASSES]
    rows[5][5] = "21.00"
    wrong = understand(document_of("一般公共预算项目支出预算表", rows), {}).findings
    assert not set(wrong.severity) <= {"info"}


CODES_IN_STAIRS = [
    ["科目编码", _, _, "科目名称", "合计", "基本支出", "项目支出"],
    ["类", "款", "项", UP, UP, UP, UP],
    ["201", "", "", "一般公共服务支出", "90.00", "60.00", "30.00"],
    ["", "03", "", "政府办公厅（室）及相关机构事务", "90.00", "60.00", "30.00"],
    ["", "", "01", "行政运行", "60.00", "60.00", ""],
    ["", "", "02", "一般行政管理事务", "30.00", "", "30.00"],
    ["208", "", "", "社会保障和就业支出", "10.00", "10.00", ""],
    ["", "05", "", "行政事业单位养老支出", "10.00", "10.00", ""],
    ["", "", "05", "机关事业单位基本养老保险缴费支出", "10.00", "10.00", ""],
    ["合计", _, _, _, "100.00", "70.00", "30.00"],
]


def test_each_class_may_print_its_own_digits_alone():
    disclosure = understand(document_of("一般公共预算支出表", CODES_IN_STAIRS), {})
    codes = disclosure.lines.drop_duplicates("row").functional_code
    assert list(codes) == ["201", "20103", "2010301", "2010302", "208", "20805", "2080505", ""]
    assert set(disclosure.findings.severity) <= {"info"}
    assert disclosure.documents.verified_share[0] == 1


SUMMARY = [
    ["收入", _, "支出", _],
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算拨款收入", "90.00", "一、农林水支出", "90.00"],
    ["本年收入合计", "90.00", "本年支出合计", "90.00"],
    ["收入总计", "90.00", "支出总计", "90.00"],
]
BY_SOURCE = [
    ["项目", "预算数"],
    ["一、财政拨款", "90.00"],
    ["　　一般公共预算", "90.00"],
    ["二、其他资金", "0.00"],
    ["本年收入合计", "90.00"],
    ["收入总计", "90.00"],
]
BY_FUNCTION_AND_FUND = [
    ["科目编码", "科目名称", "合计", "一般公共预算", _, _, "政府性基金预算"],
    [UP, UP, UP, "小计", "基本支出", "项目支出", UP],
    ["2130301", "行政运行", "90.00", "90.00", "50.00", "40.00", ""],
    ["合计", _, "90.00", "90.00", "50.00", "40.00", ""],
]
BY_FUNCTION = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["2130301", "行政运行", "90.00", "50.00", "40.00"],
    ["合计", _, "90.00", "50.00", "40.00"],
]


def pages_of(*tables):
    """A document with a titled table a page."""
    blocks = [Paragraph(1, "示例省示例厅2024年部门预算", (0.0, 60.0, 300.0, 80.0), 20.0)]
    for page, (title, rows) in enumerate(tables, 2):
        blocks.append(Paragraph(page, title, (0.0, 60.0, 200.0, 75.0), 14.0))
        blocks += [Paragraph(page, "单位：万元", (0.0, 80.0, 400.0, 92.0), 10.0), grid_of(rows, page)]
    size = ((595.0, 842.0),) * (len(tables) + 1)
    return Document("a.pdf", "0" * 64, "pdf", len(size), tuple(blocks), page_sizes=size)


def test_two_totals_of_one_table_are_no_sum():
    document = pages_of(("收支总体情况表", SUMMARY), ("收入总体情况表", BY_SOURCE))
    assert set(understand(document, {}).findings.severity) <= {"info"}
    wrong = [row[:] for row in BY_SOURCE]
    for row in (1, 2, 4, 5):
        wrong[row] = [wrong[row][0], "91.00"]
    document = pages_of(("收支总体情况表", SUMMARY), ("收入总体情况表", wrong))
    assert "summary-revenue-table" in set(understand(document, {}).findings.identity)


def test_a_total_over_all_funds_and_that_of_one_fund_are_no_sum():
    tables = [("部门支出预算表", BY_FUNCTION_AND_FUND), ("一般公共预算支出预算表", BY_FUNCTION)]
    document = pages_of(("收支总表", SUMMARY), *tables)
    assert set(understand(document, {}).findings.severity) <= {"info"}
    wrong = [BY_FUNCTION[0], *([*row[:2], "91.00", "51.00", "40.00"] for row in BY_FUNCTION[1:])]
    document = pages_of(("收支总表", SUMMARY), tables[0], ("一般公共预算支出预算表", wrong))
    assert "general-public-equals-expenditure" in set(understand(document, {}).findings.identity)


OF_THREE_AND_MEETINGS = [
    ["项目", "2023年预算数", "2023年决算数", "2024年预算数", "比上年预算增减", _],
    [UP, UP, UP, UP, "金额", "%"],
    ["合计", "55.00", "40.10", "50.00", "-5.00", "-9.09%"],
    ["一、“三公”经费小计", "22.00", "15.10", "20.00", "-2.00", "-9.09%"],
    ["1.因公出国（境）费", "0.00", "0.00", "0.00", "0.00", ""],
    ["2.公务用车购置及运行费", "16.00", "12.00", "15.00", "-1.00", "-6.25%"],
    ["其中：公务用车购置费", "0.00", "0.00", "0.00", "0.00", ""],
    ["公务用车运行费", "16.00", "12.00", "15.00", "-1.00", "-6.25%"],
    ["3.公务接待费", "6.00", "3.10", "5.00", "-1.00", "-16.67%"],
    ["二、会议费", "11.00", "8.00", "10.00", "-1.00", "-9.09%"],
    ["三、培训费", "22.00", "17.00", "20.00", "-2.00", "-9.09%"],
]


def test_many_figures_do_not_hide_the_three_public():
    disclosure = understand(document_of("“三公”经费及会议费、培训费支出表", OF_THREE_AND_MEETINGS), {})
    assert list(disclosure.tables.kind) == ["three_public_table"]
    assert len(disclosure.lines) == 36
    assert set(disclosure.findings.severity) <= {"info"}
