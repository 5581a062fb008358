"""Words of a template, years of another document, numbers of rules, counts and lists against the tables."""

from __future__ import annotations

import json

import pytest
from prose_disclosure import Invented

from budgetkit.audit import audit
from budgetkit.model import Paragraph
from budgetkit.records import Line
from budgetkit.tables import Table


def findings_of(*texts, tables=(), lines=(), **known):
    paragraphs = [Paragraph(number, text) for number, text in enumerate(texts, 1)]
    known = {"fiscal_year": 2024, "phase": "approved"} | known
    return audit(tables, lines, paragraphs=paragraphs, **known)


def quoted(finding):
    return finding.places[0]["page"], finding.places[0]["quote"]


@pytest.mark.parametrize(
    "words",
    [
        "XX局2024年部门预算",
        "机构名称：（请写全称）。",
        "根据《管理办法》（示政〔2019〕**号）安排",
        "根据《管理办法》（示政〔2019〕号）安排",
        "人员经费100万元（按本表中实际发生的事项填写）。",
        "注：“科目编码”为必填项。",
        "20XX年预算安排",
        "由某市商务局负责",
        "政府性基金支出预算支出万元。",
        "与上年相比增加（减少）10.5万元。",
        "决算数大小于预算数的主要原因是购书。",
        "与上年相比减增加2.00万元。",
        "比2023年预算增加增加2.00万元。",
    ],
)
def test_words_left_from_a_template_are_shown(words):
    (finding,) = findings_of("示例市商务局", words)
    assert (finding.identity, finding.category) == ("text-placeholder", "question")
    assert finding.places[0]["page"] == 2 and finding.places[0]["quote"] in finding.message_zh


@pytest.mark.parametrize(
    "words",
    [
        "采购品目名称根据《政府采购品目分类目录》（财库〔2013〕189号）规定填写。",
        "单位（科目名称）",
        "某些项目按进度安排。",
        "尺寸为120×80厘米，XL号。",
        "联系电话138****0000",
        "单位：万元，收支增加（减少）情况",
        "与上年相比增加（减少）0万元，增长（减少）0.00%。",
        "增加减少的原因各有不同，规模大小于各馆不一。",
        "收支增减变动2.00万元。",
    ],
)
def test_ordinary_words_are_no_placeholders(words):
    assert findings_of(words) == []


def test_a_placeholder_in_a_cell_has_its_place():
    from budgetkit.model import Cell

    cell = Cell(3, 1, "依据示政〔2021〕**号文件", page=7)
    table = Table("t02", "other", "项目表", "万元", (7,), [[], [], [], [None, cell]], [], 1)
    (finding,) = findings_of("示例", tables=[table])
    place = finding.places[0]
    assert (place["table"], place["page"], place["row"], place["column"]) == ("t02", 7, 3, 1)


def test_a_template_row_without_a_target_is_told_once():
    from budgetkit.model import Cell

    table = Table(
        "t02", "performance_department_form", "整体绩效目标表", "", (7,),
        [[Cell(0, 0, "重要改革事项 1", page=7), Cell(0, 1, "", page=7)]], [], 0,
    )  # fmt: skip
    row = {
        "table_id": "t02",
        "row": 0,
        "value_type": "blank",
        "level1": "",
        "level2": "",
        "scope": "department",
    }
    row |= {"level3": "重要改革事项 1", "printed": "", "value": None, "unit": "", "comparator": ""}
    found = findings_of("示例", tables=[table], indicators=[row])
    assert [one.identity for one in found] == ["targets-blank"]
    filled = row | {"value_type": "qualitative", "printed": "完成"}
    found = findings_of("示例", tables=[table], indicators=[filled])
    assert [one.identity for one in found] == ["text-placeholder"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("纳入部门2023年预算编报范围的单位有7家。", True),
        ("纳入部门2024年预算编报范围的单位有7家。", False),
        ("列入2023年度部门预算编制范围的单位共7个。", True),
        ("二、2023年部门预算情况说明", True),
        ("二、2024年部门预算情况说明", False),
        ("三、与2023年预算相比情况说明", False),
        ("截至2023年12月31日，共有车辆9辆。", False),
        ("根据《管理办法》（示政〔2019〕12号），按照2021-2025年规划安排。", False),
        ("2022年预算执行情况说明", False),
        ("第三部分 示例市商务局202年度部门决算情况说明", True),
        ("第三部分 示例市商务局20244年度部门决算情况说明", True),
        ("第三部分 示例市商务局200年历史", False),
    ],
)
def test_years_of_another_document_are_asked_about(words, wrong):
    found = findings_of("示例市商务局", words)
    assert [one.identity for one in found] == ["text-year"] * wrong
    if wrong:
        assert found[0].category == "question" and "202" in quoted(found[0])[1]


def test_a_table_with_the_year_of_another_document_is_asked_about():
    table = Table(
        "t01",
        "revenue_expenditure_summary",
        "2022年部门收支总体情况表",
        "万元",
        (3,),
        [],
        [],
        0,
        fiscal_year=2022,
    )
    (finding,) = findings_of("示例", tables=[table])
    assert finding.identity == "text-year" and finding.places[0]["table"] == "t01"


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("依据《支出经济分类科目改革方案》（财预〔2017〕98号），自2019年起执行。", "2018"),
        ("依据《支出经济分类科目改革方案》（财预〔2016〕98号）", "财预〔2017〕98号"),
        ("依据《支出经济分类科目改革方案》（财预〔2017〕98号），自2018年起执行。", ""),
        ("根据财预〔2018〕15号文件", ""),
    ],
)
def test_numbers_of_rules_are_noted_where_they_are_wrong(words, right):
    found = findings_of(words)
    assert [one.identity for one in found] == ["text-law"] * bool(right)
    if right:
        assert right in found[0].message_zh and found[0].category == "note"
        assert "年" not in found[0].message_en.rpartition("”")[2].replace("支出经济分类科目改革", "")


def statement(metric, value, quote, **more):
    known = {"subject": metric, "unit": "个", "decimals": 0, "derived": False, "section": "", "page": 4}
    known |= {"fiscal_year": 2024, "phase": "", "base_year": None, "base_phase": ""}
    return {"metric": metric, "value": value, "quote": quote} | known | more


def unit_line(code, kind="expenditure_by_function", **more):
    return Line(
        "t01", kind, 2, int(code[-1]), 1, 100, 1, "1", "元", 0, unit_code=code, fiscal_year=2024, **more
    )


def test_units_stated_and_units_listed_are_compared():
    lines = [unit_line(code) for code in ("031", "031001", "031002", "031003")]
    stated = statement("budget_units", "5", "单位共5个")
    (finding,) = findings_of("示例", lines=lines, statements=[stated])
    assert finding.identity == "text-units" and "3 个单位" in finding.message_zh
    assert quoted(finding) == (4, "单位共5个")
    assert findings_of("示例", lines=lines, statements=[stated | {"value": "3"}]) == []
    below = statement("subordinate_units", "2", "下属2个单位")
    assert findings_of("示例", lines=lines, statements=[below]) == []


def test_projects_stated_and_projects_listed_are_compared():
    lines = [unit_line(f"03100{n}", "project_table", project_name=f"项目{n}") for n in range(1, 4)]
    count = statement(
        "performance_project_count", "4", "4个项目设置绩效目标", subject="performance_project_count/绩效目标"
    )
    (finding,) = findings_of("示例", lines=lines, statements=[count])
    assert (finding.identity, finding.severity) == ("text-projects", "info")
    assert findings_of("示例", lines=lines, statements=[count | {"value": "3"}]) == []


def test_items_of_a_list_that_hold_nothing_are_noted():
    invented = Invented(0)
    said = invented.say["basic"].replace("万元；", "万元，主要包括：基本工资、退休费；", 1)
    assert invented.findings(basic=said) == []
    names = ["基本工资", "津贴补贴", "奖金", "绩效工资", "退休费", "办公费", "水费"]
    lines = [
        Line(
            "t01", "basic_expenditure_by_economic", 2, row, 1, 100, 1, "1", "元", 0,
            item=name, department_economic_name=name,
        )
        for row, name in enumerate(names)
    ]  # fmt: skip
    (finding,) = findings_of(
        "人员经费12.00万元，主要包括：基本工资、奖金、住房公积金、医疗费等。", lines=lines
    )
    assert (finding.identity, finding.category) == ("text-items", "note")
    assert "住房公积金、医疗费" in finding.message_zh and "奖金" not in finding.message_zh.split("所列的")[1]


def test_items_of_several_classes_and_items_with_and_in_their_names_are_noted():
    names = ["基本工资", "津贴补贴", "奖金", "绩效工资", "退休费", "办公费", "水费"]
    lines = [
        Line(
            "t01", "basic_expenditure_by_economic", 2, row, 1, 100, 1, "1", "元", 0,
            item=name, department_economic_name=name,
        )
        for row, name in enumerate(names)
    ]  # fmt: skip
    said = "公用经费12.00万元，主要包括：办公费和电费、税金及附加费用、办公设备购置等。"
    (finding,) = findings_of(said, lines=lines)
    assert "电费、税金及附加费用、办公设备购置" in finding.message_zh


def test_a_note_that_belies_its_table_is_asked_about():
    def money(table, kind, fen, **more):
        return Line(
            table, kind, 2, 1, 1, fen, 100, "", "元", 0, direction="expenditure", fiscal_year=2024, **more
        )

    total = money("t02", "general_public_expenditure_by_function", 90_000, row_kind="total")
    part = money(
        "t01",
        "appropriation_summary",
        80_000,
        fund="general_public_budget/appropriation",
        measure="total_uses",
    )
    table = Table(
        "t02", "general_public_expenditure_by_function", "一般公共预算支出表", "元", (2,), [], [], 0,
        note="备注：本表仅含当年财政拨款安排的支出",
    )  # fmt: skip
    found = [
        one for one in findings_of("示例", tables=[table], lines=[total, part]) if "note" in one.identity
    ]
    assert found[0].identity == "text-scope-note" and "900 元" in found[0].message_zh
    assert [place["table"] for place in found[0].places] == ["t02", "t01"] and "row" in found[0].places[0]
    part.amount_fen = 90_000
    assert not [
        one for one in findings_of("示例", tables=[table], lines=[total, part]) if "note" in one.identity
    ]


def test_places_of_findings_are_plain_data():
    found = findings_of("XX局2023年部门预算情况说明")
    assert json.dumps([one.places for one in found])


def test_a_part_that_only_the_contents_know_is_asked_about():
    contents = ["目录", "第一部分部门概况", "第二部分部门预算表", "第三部分名词解释"]
    body = ["第一部分 部门概况", "本部门负责示例工作。", "第二部分 部门预算表", "第三部分 名词解释"]
    assert findings_of(*contents, *body) == []
    (finding,) = findings_of(*contents, *body[:-1])
    assert finding.identity == "text-contents" and quoted(finding) == (4, "第三部分名词解释")
    assert findings_of(*contents) == []


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        ("基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00。", ["占40.00"]),
        ("年初预算为20.00万元，支出决算为40.00。", ["决算为40.00"]),
        ("基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。", []),
        ("平均得分为95.55，占比40.00。", []),
        ("详见表3.1，支出为1.2.3所列。", []),
    ],
)
def test_figures_without_their_unit_are_noted(words, quotes):
    found = findings_of(words)
    assert [one.identity for one in found] == ["text-unit-left-out"] * bool(quotes)
    assert [place["quote"] for one in found for place in one.places] == quotes


def units(count, kinds=(1, 1, 2)):
    words = [
        statement(metric, str(value), f"{metric} {value}家", subject=subject)
        for (metric, subject), value in zip(KINDS, kinds, strict=True)
    ]
    return findings_of(f"本预算是示例局本部以及下属{count}家预算单位的收支。", statements=words)


KINDS = (
    ("administrative_units", "administrative_units"),
    ("administrative_units", "administrative_units/参公"),
    ("institution_units", "institution_units"),
)


def test_headquarters_count_beside_the_units_under_them():
    assert units(3) == []
    (one,) = units(4)
    assert (one.identity, one.category) == ("text-units-counted", "question")
    assert "共 5 个" in one.message_zh and "合计 4 个" in one.message_zh


def named_item(name, value="40.00", **more):
    known = {"subject": f"教育支出/{name}", "unit": "万元", "decimals": 2, "phase": "approved"} | more
    return statement("functional_item", value, f"{name}{value}万元", **known)


def test_a_name_that_no_table_prints_beside_its_figure_is_asked_about():
    kind = "expenditure_by_function"
    table = Table(
        "t01", kind, "支出表", "万元", (1,), [], [], 0, engine="text", fiscal_year=2024, phase="approved"
    )
    known = {"fiscal_year": 2024, "phase": "approved", "direction": "expenditure"}

    def item(code, name, fen, row):
        return Line(
            "t01",
            kind,
            1,
            row,
            1,
            fen,
            1,
            str(fen),
            "万元",
            2,
            functional_code=code,
            functional_name=name,
            **known,
        )

    lines = [item("2050205", "高等教育", 40_0000_00, 1), item("2050201", "学前教育", 60_0000_00, 2)]

    def told(*statements):
        found = findings_of("示例", tables=[table], lines=lines, statements=statements)
        return [one for one in found if one.identity == "text-name"]

    (one,) = told(named_item("大学教育"))
    assert "2050205 高等教育" in one.message_zh and one.places[0]["quote"] == "大学教育40.00万元"
    assert told(named_item("高等教育")) == []
    assert (
        told(named_item("大学教育"), named_item("高等教育")) == []
    )  # the figure has its own name in the text
    assert told(named_item("大学教育", "41.00")) == []
    assert told(named_item("高等的教育费")) == []  # another wording


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("2050201学前教育（项）20.00万元。", False),
        ("2050201高等教育（项）20.00万元。", True),
        ("2050201普通高中20.00万元。", False),  # another wording names no other code
        ("2050101行政运行20.00万元。", False),
        ("资产编号2050201高等教育局。", False),
    ],
)
def test_a_code_before_the_name_of_another_code_is_asked_about(words, wrong):
    found = [one for one in findings_of(words) if one.identity == "text-code-and-name"]
    assert len(found) == wrong
    if wrong:
        assert "2050201 高等教育（学前教育）" in found[0].message_zh
