"""Performance forms: header found by its words, labels filled down, slid rows put right with proof."""

from __future__ import annotations

import pytest

from budgetkit.indicators import read_indicators
from budgetkit.model import Cell
from budgetkit.readers import read_document
from budgetkit.tables import Column, Table, recognise

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]


def form(
    *rows, kind="performance_project_form", title="", spans=None, table_id="t01", columns=None, header_rows=0
):
    """A table from rows of texts; ``None`` is a position that a span covers."""
    spans = spans or {}
    width = max(len(row) for row in rows)
    cells = [
        [
            None if text is None else Cell(r, c, text, row_span=spans.get((r, c), 1), page=3)
            for c, text in enumerate([*row, *[""] * (width - len(row))])
        ]
        for r, row in enumerate(rows)
    ]
    columns = columns or [Column(index, (), "text") for index in range(width)]
    return Table(table_id, kind, title, "万元", (3,), cells, columns, header_rows)


def levels(record):
    return record["level1"], record["level2"], record["level3"], record["printed"]


def test_header_in_the_middle_and_merged_labels():
    table = form(
        ["年度目标", "办好一件事", None, None],
        ["预算情况", "部门预算总额（万元）", "", "512.30"],
        HEADER,
        ["产出指标", "数量指标", "检查次数", "≥12次"],
        [None, None, "抽样份数", "300份"],
        [None, "质量指标", "合格率", "95%以上"],
        kind="performance_department_form",
        spans={(3, 0): 3, (3, 1): 2},
    )
    records, repairs = read_indicators([table])
    assert [levels(record) for record in records] == [
        ("产出指标", "数量指标", "检查次数", "≥12次"),
        ("产出指标", "数量指标", "抽样份数", "300份"),
        ("产出指标", "质量指标", "合格率", "95%以上"),
    ]
    assert repairs == [], "a merged cell holds its label; nothing was repaired"
    assert {record["scope"] for record in records} == {"department"}
    first = records[0]
    assert (first["comparator"], first["value"], first["unit"], first["row"], first["page"]) == (
        "at_least",
        "12",
        "次",
        3,
        3,
    )


def test_blank_labels_are_filled_down_with_a_repair_each():
    table = form(
        HEADER, ["产出指标", "数量指标", "甲", "1个"], ["", "", "乙", "2个"], ["", "时效指标", "", ""]
    )
    records, repairs = read_indicators([table])
    assert [levels(record)[:3] for record in records][1:] == [
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "时效指标", ""),
    ]
    assert records[-1]["value_type"] == "blank"
    assert [(repair.kind, repair.row) for repair in repairs] == [
        ("label_filled_down", 2),
        ("label_filled_down", 3),
    ]
    assert repairs[0].after == "产出指标 | 数量指标 | 乙 | 2个"


def test_project_head_is_read_and_persons_are_not():
    table = form(
        ["项目名称", "示范工程", "项目编码", "990011"],
        ["项目负责人", "某甲", "联系电话", "12345678"],
        HEADER,
        ["产出指标", "数量指标", "建成数量", "3处"],
        ["填表人：某乙", "", "联系电话：87654321", ""],
        ["产出指标", "数量指标", "不应读到", "9处"],
    )
    records, _ = read_indicators([table])
    assert len(records) == 1
    assert (records[0]["project_name"], records[0]["project_code"]) == ("示范工程", "990011")
    assert not any(word in str(records) for word in ("某甲", "某乙", "12345678", "87654321"))


def test_head_of_a_form_in_a_table_of_its_own():
    head = form(["项目名称", "分开的工程"], ["实施单位", "某局"], kind="other", table_id="t01")
    body = form(HEADER, ["产出指标", "数量指标", "甲", "1个"], table_id="t02")
    records, _ = read_indicators([head, body])
    assert records[0]["project_name"] == "分开的工程"


SLID = {
    "one label cell dropped": (["绩效管理", "目标编制率", "100%", ""], ("绩效管理", "目标编制率", "100%")),
    "two label cells dropped": (["任务完成情况", "≥80%", "", ""], ("数量指标", "任务完成情况", "≥80%")),
    "a word that is a target": (["", "公开程度", "公开", ""], ("数量指标", "公开程度", "公开")),
    "name beside its column": (["", "推进某项工作", "", "100%"], ("数量指标", "推进某项工作", "100%")),
}


@pytest.mark.parametrize("case", SLID)
def test_slid_rows_are_put_right(case):
    row, expected = SLID[case]
    records, repairs = read_indicators([form(HEADER, ["产出指标", "数量指标", "甲", "1个"], row)])
    assert levels(records[1]) == ("产出指标", *expected)
    slid = [repair for repair in repairs if repair.kind == "level_slid"]
    assert [repair.row for repair in slid] == [2] and slid[0].proof


def test_cell_too_many_before_the_target():
    head = [*HEADER, "说明"]
    table = form(head, ["产出指标", "数量指标", "甲", "1个"], ["", "", "新的一组", "完成乙事", "100%"])
    records, _ = read_indicators([table])
    assert levels(records[1]) == ("产出指标", "新的一组", "完成乙事", "100%")


def test_lone_label_is_moved_only_when_other_forms_prove_its_level():
    proof = form(HEADER, ["效果目标", "满意度", "来访者评价", "≥90%"], table_id="t01")
    slid = form(HEADER, ["效果目标", "经济效益", "甲", "1个"], ["满意度", "", "", ""], table_id="t02")
    records, _ = read_indicators([proof, slid])
    assert levels(records[-1])[:2] == ("效果目标", "满意度")
    alone, _ = read_indicators([slid])
    assert len(alone) == 1, "without proof the label is left where it is printed"


def test_unproven_row_is_left_as_printed():
    records, repairs = read_indicators([form(HEADER, ["产出指标", "数量指标", "甲", ""])])
    assert levels(records[0]) == ("产出指标", "数量指标", "甲", "")
    assert repairs == []


def test_two_blocks_side_by_side_share_the_first_level():
    table = form(
        ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "五年建成", "10处", "数量指标", "今年建成", "2处"],
    )
    records, _ = read_indicators([table])
    assert [levels(record) for record in records] == [
        ("产出指标", "数量指标", "五年建成", "10处"),
        ("产出指标", "数量指标", "今年建成", "2处"),
    ]


def wide(*rows):
    head = [("编码", "text"), ("名称", "text"), ("资金总额", "amount"), ("单位资金", "amount")]
    columns = [Column(index, (label,), role) for index, (label, role) in enumerate(head)]
    for level1 in ("成本指标", "产出指标", "效益指标"):
        for label in ("三级指标", "指标值"):
            columns.append(Column(len(columns), ("绩效目标", level1, label), "text"))
    return form(*rows, kind="performance_project_summary", columns=columns)


def test_wide_summary_with_continuation_row():
    records, repairs = read_indicators(
        [
            wide(
                ["900001", "某局", "9.00", "", "", "", "", "", "", ""],
                [
                    "41000000000000000001",
                    "巡查",
                    "9.00",
                    "",
                    "总成本",
                    "≤9万元",
                    "次数",
                    "≥3次",
                    "秩序",
                    "好转",
                ],
                ["", "", "", "", "", "", "出勤率", "≥90%", "", ""],
            )
        ]
    )
    assert repairs == []
    assert [(record["project_name"], *levels(record)) for record in records] == [
        ("巡查", "成本指标", "", "总成本", "≤9万元"),
        ("巡查", "产出指标", "", "次数", "≥3次"),
        ("巡查", "效益指标", "", "秩序", "好转"),
        ("巡查", "产出指标", "", "出勤率", "≥90%"),
    ]
    assert {record["project_code"] for record in records} == {"41000000000000000001"}


def test_wide_summary_slid_by_one_column():
    records, repairs = read_indicators(
        [
            wide(
                [
                    "41000000000000000001",
                    "巡查",
                    "9.00",
                    "总成本",
                    "≤9万元",
                    "次数",
                    "≥3次",
                    "秩序",
                    "好转",
                    "",
                ],
                ["", "", "", "", "", "出勤率", "≥90%", "", "", ""],
            )
        ]
    )
    assert [levels(record)[::3] for record in records] == [
        ("成本指标", "≤9万元"),
        ("产出指标", "≥3次"),
        ("效益指标", "好转"),
        ("产出指标", "≥90%"),
    ]
    assert [(repair.kind, repair.row) for repair in repairs] == [("level_slid", 0), ("level_slid", 1)]


def test_other_tables_are_passed_over():
    assert read_indicators([form(HEADER, ["产出指标", "数量指标", "甲", "1个"], kind="project_table")]) == (
        [],
        [],
    )


def test_every_row_of_real_forms_is_read(samples):
    """The weights (分值) of one form add up to 90: a row missed or read twice would show."""
    tables = recognise(read_document(samples / "southwest-university-2023.pdf"))
    records, _ = read_indicators(tables)
    assert len(records) > 200
    assert all(record["level1"] and record["level2"] and record["level3"] for record in records)
    assert all(record["project_name"] for record in records)
    wrong = {}
    for table in tables:
        rows = {record["row"] for record in records if record["table_id"] == table.table_id}
        weights = [_weight(table, row) for row in rows]
        if rows and sum(weights) != 90:
            wrong[table.table_id] = sum(weights)
    assert wrong == {}


def _weight(table, row):
    printed = [cell.text for cell in table.rows[row] if cell is not None and cell.text.strip()]
    return float(printed[-1])


def test_persons_of_real_forms_never_come_out(seeds):
    """What stands beside 负责人, 联系人 and 联系电话 is looked for in the records."""
    for path in sorted(seeds.glob("*.txt")):
        tables = recognise(read_document(path))
        records, repairs = read_indicators(tables)
        assert records and all(record["level1"] for record in records)
        personal = {
            cell.text
            for table in tables
            for row in table.rows
            for key, cell in zip(row, row[1:], strict=False)
            if key and cell and cell.text.strip() and key.text in ("项目负责人", "联系人", "联系电话")
        }
        words = str([list(record.values()) for record in records]) + str(repairs)
        assert not [text for text in personal if text in words]


def test_a_row_that_says_whom_to_call_is_no_indicator():
    from budgetkit.indicators import read_indicators
    from budgetkit.tables import recognise
    from tests.tables_on_paper import document, grid, line

    drawing = """
项目名称 | 某专项 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 办班次数 | ≥5次
产出指标 | 数量指标 | 联系人 某某某 13900000000 | 1次
"""
    tables = recognise(document(line("项目支出绩效目标表"), grid(drawing)))
    records, repairs = read_indicators(tables)
    assert [record["level3"] for record in records] == ["办班次数"]
    assert not any("139" in repair.before + repair.after for repair in repairs)


def test_sign_and_unit_of_a_target_may_have_columns_of_their_own():
    names = ["项目名称", "项目年度绩效目标", *HEADER[:3], "指标性质", "指标值", "度量单位"]
    spans = {(2, 0): 2, (2, 1): 2, (2, 2): 2}
    table = form(
        names,
        [str(number) for number in range(1, 9)],
        ["设备更新", "更新设备。", "产出指标", "数量指标", "更新设备", ">=", "30", "台"],
        [None, None, None, "质量指标", "验收情况", "=", "合格", "是/否"],
        spans=spans,
    )
    records, _ = read_indicators([table])
    assert [levels(record)[2:] for record in records] == [("更新设备", ">=30台"), ("验收情况", "合格")]
    first = records[0]
    assert (first["comparator"], first["value"], first["unit"]) == ("at_least", "30", "台")
    assert {record["project_name"] for record in records} == {"设备更新"}


@pytest.mark.parametrize(
    "heading",
    [
        "年度指标值",
        "项目指标值",
        "年度(/项目)指标值",
        "全年指标值",
        "目标值",
        "2031年度目标值",
        "全程指标值",
        "指标值（年度）",
    ],
)
def test_headings_of_targets(heading):
    records, _ = read_indicators(
        [form([*HEADER[:3], heading], ["产出指标", "数量指标", "道路长度", "985米"])]
    )
    assert [levels(record) for record in records] == [("产出指标", "数量指标", "道路长度", "985米")]


def test_targets_of_the_whole_project_beside_those_of_the_year():
    table = form(
        [*HEADER[:3], "全程指标值", "年度指标值"],
        ["产出指标", "数量指标", "道路长度", "985", "300"],
        ["", "质量指标", "验收达标率", "100%", ""],
    )
    records, repairs = read_indicators([table])
    assert [levels(record) for record in records] == [
        ("产出指标", "数量指标", "道路长度", "985"),
        ("产出指标", "数量指标", "道路长度", "300"),
        ("产出指标", "质量指标", "验收达标率", "100%"),
    ]
    assert [(repair.row, repair.kind) for repair in repairs] == [(2, "label_filled_down")]
