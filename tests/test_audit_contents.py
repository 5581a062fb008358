"""Contents, causes, lists of items, names of units and staff: what is promised against what is there."""

from __future__ import annotations

from test_audit_wording import findings_of, quoted, statement, unit_line

from budgetkit.records import Line
from budgetkit.tables import Table

CONTENTS = [
    "目录",
    "第一部分 部门概况",
    "一、主要职能",
    "二、机构设置",
    "第二部分 部门预算情况说明",
    "一、收入支出预算总体情况说明",
    "二、国有资产占有使用情况说明……12",
]
BODY = [
    "第一部分 部门概况",
    "一、示例市商务局主要职能",
    "本部门负责示例工作。",
    "二、机构设置情况",
    "本部门设三个科室。",
    "第二部分 部门预算情况说明",
    "一、收支预算总体情况",
    "收支平衡。",
    "二、占用国有资产情况",
    "没有车辆。",
]


def test_a_section_below_the_parts_that_only_the_contents_know_is_asked_about():
    assert findings_of(*CONTENTS, *BODY) == []
    (finding,) = findings_of(*CONTENTS, *BODY[:-2])
    assert finding.identity == "text-contents" and "国有资产" in quoted(finding)[1]
    assert quoted(finding)[0] == 7
    assert findings_of(*BODY) == []  # no contents, nothing promised
    assert findings_of(*CONTENTS, *BODY[:3]) == []  # too much is missing: the headings were not understood


def listed_tables(*unlisted):
    kinds = [
        "revenue_expenditure_summary", "revenue_by_source", "expenditure_by_function",
        "appropriation_summary", "three_public_table",
    ]  # fmt: skip
    tables = [Table(f"t0{n}", kind, kind, "万元", (3,), [], [], 0) for n, kind in enumerate(kinds, 1)]
    for table in tables:
        table.listed_in_contents = True
    more = [Table(f"t1{n}", kind, "另一张表", "万元", (9,), [], [], 0) for n, kind in enumerate(unlisted)]
    return [*tables, *more]


def test_a_table_that_the_contents_leave_out_is_noted():
    def found(*kinds):
        every = findings_of("目录", "一、收支总表", tables=listed_tables(*kinds))
        return [one for one in every if one.identity == "table-not-in-contents"]

    assert found() == []
    (finding,) = found("procurement_table")
    assert (finding.category, finding.severity) == ("note", "info") and "另一张表" in finding.message_zh
    assert found("performance_project_form") == []


def change(value, quote, subject, **more):
    return statement("year_on_year_change", value, quote, subject=subject, unit="万元", **more)


def test_a_change_of_the_three_public_needs_a_cause():
    def found(text, *statements):
        every = findings_of(text, statements=list(statements))
        return [one for one in every if one.identity == "text-cause"]

    less = change("-2", "比上年减少2万元", "three_public/official_hospitality")
    (finding,) = found("公务接待费3万元，比上年减少2万元。", less)
    assert (finding.category, finding.severity) == ("question", "info") and quoted(finding)[1] == less[
        "quote"
    ]
    assert found("公务接待费3万元，比上年减少2万元，主要是压减接待。", less) == []
    assert found("公务接待费3万元，比上年减少2万元。这是由于压减接待。", less) == []
    assert (
        found("公务接待费3万元，比上年减少0万元。", less | {"value": "0", "quote": "比上年减少0万元"}) == []
    )
    told = statement("reason", "", "压减接待", subject="three_public")
    assert found("公务接待费3万元，比上年减少2万元。", less, told) == []


def test_other_changes_need_a_cause_only_where_the_document_gives_causes():
    running = change("-7", "比上年减少7万元", "agency_operating_costs")
    words = "机关运行经费60万元，比上年减少7万元。财政拨款支出90万元。基本支出80万元。项目支出10万元。"
    explained = [
        change(value, f"比上年增加{value}万元", subject, section=f"第{value}节")
        for value, subject in (
            ("3", "revenue_total"),
            ("4", "basic_expenditure"),
            ("5", "project_expenditure"),
        )
    ]
    others = "".join(f"{one['quote']}，原因是示例。" for one in explained)
    padding = "以下为其他事项。其一。其二。其三。"

    def found(*statements):
        every = findings_of(others + padding + words, statements=list(statements))
        return [one for one in every if one.identity == "text-cause"]

    (finding,) = found(running, *explained)
    assert "比上年减少7万元" in finding.message_zh and "增加3" not in finding.message_zh
    assert found(running) == []
    assert found(running | {"value": "-5"}, *explained) == []  # the same change is explained elsewhere


def basic_table(*items):
    return [
        Line(
            "t01", "basic_expenditure_by_economic", 2, row, 1, 100, 1, "1", "元", 0,
            item=name, department_economic_name=name, department_economic_code=code,
        )
        for row, (code, name) in enumerate(items)
    ]  # fmt: skip


def test_items_of_the_table_that_a_closed_list_leaves_out_are_noted():
    lines = basic_table(
        ("30101", "基本工资"), ("30102", "津贴补贴"), ("30103", "奖金"), ("30107", "绩效工资"),
        ("30113", "住房公积金"), ("30199", "其他工资福利支出"), ("30201", "办公费"), ("30205", "水费"),
    )  # fmt: skip

    def found(words):
        every = findings_of(words, lines=lines)
        return [one for one in every if one.identity == "text-items-unnamed"]

    (finding,) = found("人员经费12.00万元，主要包括：基本工资、津贴补贴、奖金、绩效工资。")
    assert "住房公积金" in finding.message_zh and "其他工资" not in finding.message_zh
    assert finding.places[1]["table"] == "t01" and finding.category == "note"
    assert found("人员经费12.00万元，主要包括：基本工资、津贴补贴、奖金、绩效工资等。") == []
    assert (
        found("人员经费12.00万元，主要包括：基本工资、津补贴和津贴补贴、奖金、绩效工资、住房公积金。") == []
    )
    assert found("人员经费12.00万元，主要用于：工资发放。") == []


def test_names_of_units_in_the_text_and_in_the_tables_are_compared():
    lines = [
        unit_line("031001", unit_name="示例市商务局"), unit_line("031002", unit_name="示例市贸易促进中心"),
    ]  # fmt: skip
    names = ["示例市商务局本级", "示例市贸促中心", "示例市粮油检测站"]
    stated = [statement("unit_name", "", name, subject=name) for name in names]
    (finding,) = findings_of("示例", lines=lines, statements=stated)
    assert finding.identity == "text-unit-names" and "粮油检测站" in finding.message_zh
    assert findings_of("示例", lines=lines, statements=stated[:2]) == []
    assert findings_of("示例", lines=lines[:1], statements=stated) == []


def test_more_in_service_than_the_quota_is_asked_about():
    quota = statement("staff_quota", "40", "编制40名", unit="名")
    staff = statement("staff_in_service", "43", "在职人员43人", unit="人")
    (finding,) = findings_of("示例", statements=[quota, staff])
    assert (finding.identity, finding.severity) == ("text-staff", "info")
    assert findings_of("示例", statements=[quota, staff | {"value": "40"}]) == []
    assert findings_of("示例", statements=[quota, staff | {"section": "下属单位"}]) == []
