"""What a header says where its words alone are not enough: layouts as printed, small."""

from __future__ import annotations

import pytest

from budgetkit.amounts import is_number, read_amount
from budgetkit.disclosure import understand
from budgetkit.errors import UnreadableAmount
from budgetkit.lines import tidy_lines, unread_cells
from budgetkit.model import Cell, Document, Grid, Paragraph
from budgetkit.rules.words import header_says, row_says
from budgetkit.tables import Table, recognise

_ = None  # covered by the cell to the left
UP = "^"  # covered by the cell above


def grid_of(rows: list[list[str | None]], page: int = 2, top: float = 100.0) -> Grid:
    """A ruled grid of cells 80 by 20 points; ``None`` and ``"^"`` stand for the rest of a merged cell."""
    height, width = len(rows), len(rows[0])
    owner = [[(r, c) for c in range(width)] for r in range(height)]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None:
                owner[r][c] = owner[r][c - 1]
            elif text == UP:
                owner[r][c] = owner[r - 1][c]
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for r in range(height):
        for c in range(width):
            spans.setdefault(owner[r][c], []).append((r, c))
    cells = []
    for (r, c), covered in spans.items():
        down, right = max(a for a, _c in covered) - r + 1, max(b for _r, b in covered) - c + 1
        bbox = (c * 80.0, top + r * 20, (c + right) * 80.0, top + (r + down) * 20)
        cells.append(Cell(r, c, rows[r][c] or "", down, right, bbox, page))
    return Grid(page, height, width, tuple(cells), (0.0, top, width * 80.0, top + height * 20))


def document_of(title: str, rows: list[list[str | None]], unit: str = "万元", year: int = 2024) -> Document:
    cover = Paragraph(1, f"示例省示例厅{year}年部门预算", (0.0, 60.0, 300.0, 80.0), 20.0)
    heading = [Paragraph(2, title, (0.0, 60.0, 200.0, 75.0), 14.0)] if title else []
    line = Paragraph(2, f"单位：{unit}", (0.0, 80.0, 400.0, 92.0), 10.0)
    size = ((595.0, 842.0), (595.0, 842.0))
    return Document("a.pdf", "0" * 64, "pdf", 2, (cover, *heading, line, grid_of(rows)), page_sizes=size)


def table_of(title: str, rows: list[list[str | None]], **more) -> Table:
    (table,) = recognise(document_of(title, rows, **more))
    return table


def roles(table: Table) -> list[str]:
    return [column.role for column in table.columns]


def test_a_heading_over_all_columns_says_what_the_total_is_of():
    table = table_of(
        "财政拨款“三公”经费支出决算表",
        [
            ["财政拨款“三公”经费", _, _, _, _, _],
            ["合计", _, "因公出国（境）费", _, "公务接待费", _],
            ["预算数", "决算数", "预算数", "决算数", "预算数", "决算数"],
            ["5.00", "2.00", "3.00", "1.00", "2.00", "1.00"],
        ],
    )
    assert table.kind == "three_public_table"
    first, second = table.columns[:2]
    assert (first.measure, first.column_kind, first.phase) == ("three_public", "total", "approved")
    assert (second.measure, second.column_kind, second.phase) == (
        "three_public",
        "total",
        "executed",
    )
    assert [column.measure for column in table.columns[2:]] == [
        *["overseas_official_travel"] * 2,
        *["official_hospitality"] * 2,
    ]


def test_the_total_row_printed_into_the_header_leaves_the_code_columns_alone():
    table = table_of(
        "政府性基金预算财政拨款收入支出决算表",
        [
            ["项目", _, "年初结转和结余", "本年收入", "本年支出", _, _, "年末结转和结余"],
            [
                "功能分类科目编码",
                "科目名称",
                "年初结转和结余",
                "本年收入",
                "本年支出",
                _,
                _,
                "年末结转和结余",
            ],
            ["合计", _, "", "", "合计", "基本支出", "项目支出", ""],
            ["", "", "", "", "", "", "", ""],
        ],
    )
    assert roles(table) == ["functional_code", "functional_name", *["amount"] * 6]
    revenue, spent = table.columns[3], table.columns[4]
    assert (revenue.direction, revenue.column_kind) == ("revenue", "item")
    assert (spent.direction, spent.column_kind) == ("expenditure", "total")


def test_a_part_may_leave_out_the_first_word_of_the_whole():
    rows = [
        ["“三公”经费合计", "公务用车购置及运行费", _, _, "公务接待费"],
        ["“三公”经费合计", "小计", "购置费", "运行费", "公务接待费"],
        ["6.00", "4.00", "1.00", "3.00", "2.00"],
    ]
    measures = [column.measure for column in table_of("三公经费表", rows).columns]
    assert measures[1:4] == ["official_vehicles", "official_vehicle_purchase", "official_vehicle_operation"]


def test_words_under_an_unknown_heading_beside_the_label_are_text():
    rows = [
        ["采购大类", "货物说法", "来路", "总计"],
        ["合计", "", "", "9.00"],
        ["货物", "打印机", "集中", "4.00"],
        ["服务", "物业", "分散", "5.00"],
    ]
    table = table_of("政府采购预算表", rows)
    assert roles(table) == ["label", "text", "text", "amount"]


def test_numbered_rows_are_no_money():
    rows = [["次", "单位名称"], ["1", "示例厅本级"], ["2", "示例中心"], ["3", "示例学校"]]
    table = table_of("", rows)
    assert roles(table) == ["text", "unit_name"]
    assert table.kind == "unit_list"


@pytest.mark.parametrize(
    ("codes", "role"),
    [
        (["410000240000000284010", "410000230000000048260"], "project_code"),
        (["606005", "41000023000000004826"], "unit_or_project_code"),
        (["606005", "606001"], "unit_code"),
        (["2011301", "20113"], "functional_code"),
        (["30101", "302"], "department_economic_code"),
        (["50101", "502"], "government_economic_code"),
    ],
)
def test_what_the_codes_of_a_column_name_is_told_by_the_codes(codes, role):
    rows = [["识别编码", "对应名字", "金额"], *([code, "甲项", "1.00"] for code in codes)]
    assert roles(table_of("明细表", rows))[0] == role


def test_long_codes_under_an_unknown_heading_are_never_money():
    rows = [["身份", "谁", "金额"], *([f"4117002400000002840{n}", f"项目{n}", "1.00"] for n in range(3))]
    disclosure = understand(document_of("明细表", rows), {})
    assert roles(disclosure.tables_read[0])[0] == "project_code"
    assert set(disclosure.lines["amount_yuan"].astype(str)) == {"10000.00"}


def test_a_figure_too_long_for_any_budget_is_unreadable_but_still_a_figure():
    with pytest.raises(UnreadableAmount, match="too long"):
        read_amount("41170024000000028401", "元")
    assert is_number("41170024000000028401")
    assert read_amount("9,999,999,999,999.99", "元").fen == 999_999_999_999_999


@pytest.mark.parametrize(
    ("label", "kind", "nature"),
    [
        ("合计", "total", None),
        ("总计", "total", None),
        ("小计", "subtotal", None),
        ("人员经费合计", "total", "basic/personnel"),
        ("日常公用经费总计", "total", "basic/operating"),
        ("项目支出合计", "total", "project"),
    ],
)
def test_words_for_totals_mean_the_same_in_rows_as_over_columns(label, kind, nature):
    said = row_says(label)
    assert (said.row_kind, said.nature) == (kind, nature or "")


def test_a_balance_that_rows_name_means_the_same_over_a_column():
    assert header_says("measure", "结转下年资金").measure == "closing_carryover"
    assert header_says("measure", "支出总计") is None, "a total of rows is no measure of a column"


def below(table_rows: list[list[str | None]], *lines: str) -> Table:
    """A table of a fund with lines below it."""
    document = document_of("政府性基金预算支出表", table_rows)
    notes = [Paragraph(2, line, (0.0, 400.0 + 20 * n, 300.0, 412.0 + 20 * n)) for n, line in enumerate(lines)]
    (table,) = recognise(
        Document("a.pdf", "0" * 64, "pdf", 2, (*document.blocks, *notes), page_sizes=document.page_sizes)
    )
    return table


EMPTY = [["功能科目编码", "功能科目名称", "金额"], ["合计", "", ""], ["", "", ""]]


def test_an_instruction_between_two_notes_does_not_hide_the_second():
    table = below(
        EMPTY, "注：本表反映基金收支情况。", "没有的，仍保留表格：", "说明：本年度无政府性基金支出。"
    )
    assert table.state == "empty_with_note"


def test_a_table_that_says_inside_that_it_is_empty_may_have_another_note_below():
    rows = [*EMPTY[:2], ["此表为空", "", ""]]
    table = below(rows, "注：科目编码和科目名称为必填项。")
    assert (table.state, table.note) == ("empty_with_note", "此表为空")


def test_what_is_left_from_last_year_is_a_source_of_a_fund_with_its_own_revenue():
    rows = [
        ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"],
        ["2120801", "征地和拆迁补偿支出", "1.00", "5.00", "4.00", "2.00"],
    ]
    table = table_of("政府性基金预算财政拨款收入支出决算表", rows)
    assert [(column.direction, column.fund) for column in table.columns[2:]] == [
        ("revenue", "carryover/government_managed_funds"),
        ("revenue", "government_managed_funds"),
        ("expenditure", "government_managed_funds"),
        ("expenditure", "government_managed_funds"),
    ]


def test_a_unit_among_classes_is_the_subtotal_of_its_classes():
    rows = [
        ["科目编码", "科目名称", "合计"],
        ["", "合计", "9.00"],
        ["105236", "示例大学", "9.00"],
        ["205", "教育支出", "9.00"],
        ["20502", "普通教育", "9.00"],
    ]
    lines = understand(document_of("示例大学支出预算表", rows), {}).lines
    assert lines["row_kind"].tolist() == ["total", "subtotal", "subtotal", "item"]
    assert lines["unit_code"].tolist()[1:] == ["105236"] * 3
    assert lines["functional_code"].tolist() == ["", "", "205", "20502"]


def test_a_part_without_a_fund_of_its_own_is_money_of_the_whole():
    rows = [
        ["收入", _, "支出", _],
        ["项目", "预算数", "项目", "预算数"],
        ["一、事业收入", "8.00", "一、教育支出", "8.00"],
        ["其中：稀有名目", "2.00", "", ""],
        ["收入总计", "8.00", "支出总计", "8.00"],
    ]
    lines = understand(document_of("收支总表", rows), {}).lines
    (part,) = lines[lines["row_kind"] == "of_which"].itertuples()
    assert part.fund == "unit_funds/institutional_service_revenue"


def test_unknown_classes_beside_a_subtotal_of_projects_are_its_parts():
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出", _, _],
        [UP, UP, UP, UP, "小计", "新名目甲", "新名目乙"],
        ["2011302", "一般行政管理事务", "9.00", "2.00", "7.00", "3.00", "4.00"],
        ["2011399", "其他商贸事务支出", "5.00", "1.00", "4.00", "", "4.00"],
    ]
    table = table_of("部门支出总表", rows)
    assert [(column.nature, column.column_kind) for column in table.columns[4:]] == [
        ("project", "subtotal"),
        ("project/other", "item"),
        ("project/other", "item"),
    ]


def test_short_figures_without_separators_under_an_unknown_heading_are_money():
    rows = [
        ["单位名称", "稀有名目", "金额"],
        ["示例厅本级", "330000", "330000"],
        ["示例中心", "25000000", "1000"],
    ]
    assert roles(table_of("明细表", rows, unit="元")) == ["unit_name", "amount", "amount"]


FUND_ROWS = [
    ["221", "住房保障支出", "0", "70.00", "70.00", "", "70.00", "0"],
    ["22101", "保障性安居工程支出", "0", "70.00", "70.00", "", "70.00", "0"],
    ["2210108", "老旧小区改造", "0", "70.00", "70.00", "", "70.00", "0"],
]


@pytest.mark.parametrize(
    "header",
    [
        [
            ["项目", _, "年初结转和结余", "本年收入", "本年支出", _, _, "年末结转和结余"],
            ["功能分类科目编码", "科目名称", UP, UP, UP, UP, UP, UP],
        ],
        [["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", _, _, "年末结转和结余"]],
        [
            ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", _, _, "年末结转和结余"],
            ["栏次", "", "1", "2", "3", "4", "5", "6"],
        ],
    ],
    ids=["tall", "flat", "numbered"],
)
def test_words_in_the_row_of_the_total_complete_the_header(header):
    total = ["合计", "", "0", "70.00", "合计", "基本支出", "项目支出", "0"]
    document = document_of("政府性基金预算财政拨款收入支出决算表", [*header, total, *FUND_ROWS])
    (table,) = recognise(document)
    assert [column.label for column in table.columns[4:]] == [
        "本年支出 / 合计",
        "本年支出 / 基本支出",
        "本年支出 / 项目支出",
        "年末结转和结余",
    ]
    assert [column.nature for column in table.columns[4:]] == ["", "basic", "project", ""]
    assert [table.text(table.header_rows, column) for column in range(8)] == [
        "合计", "", "0", "70.00", "合计", "基本支出", "项目支出", "0",
    ]  # fmt: skip
    assert unread_cells(table) == []
    assert [line.printed for line in tidy_lines(table) if line.row == table.header_rows] == [
        "0",
        "70.00",
        "0",
    ]
    lines = [line for line in tidy_lines(table) if line.column == 6]
    assert [(line.functional_code, line.item, line.nature) for line in lines] == [
        ("221", "住房保障支出", "project"),
        ("22101", "保障性安居工程支出", "project"),
        ("2210108", "老旧小区改造", "project"),
    ]
    findings = understand(document, {}).findings
    assert list(findings.loc[findings.severity != "info", "identity"]) == []


@pytest.mark.parametrize(
    "words", [["合计", "小计", "0"], ["合计", "合计", "项目支出"], ["甲", "基本支出", "项目支出"]]
)
def test_other_words_beside_the_total_are_no_labels_of_columns(words):
    table = table_of(
        "政府性基金预算财政拨款收入支出决算表",
        [
            ["科目编码", "科目名称", "本年收入", "本年支出", _, _],
            ["合计", "", "70.00", *words],
            ["221", "住房保障支出", "70.00", "70.00", "", "70.00"],
        ],
    )
    assert [column.label for column in table.columns[3:]] == ["本年支出"] * 3
    assert not any(column.named_in for column in table.columns)
