"""Projects as entities: one project through many tables, and what cannot be told to be one."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import budgetkit
from budgetkit.disclosure import understand
from budgetkit.lines import tidy_lines
from budgetkit.projects import link_projects, names, project_finder, project_rows
from budgetkit.projects.names import core_name, marks, set_apart, similarity
from budgetkit.records import Line
from budgetkit.tables import Column, Table, recognise
from tests.tables_on_paper import document, grid, line


def project_line(row: int, column: int, fen: int, **facts) -> Line:
    """One figure of a project table."""
    plain = {
        "project_name": "会展项目",
        "fiscal_year": 2024,
        "phase": "approved",
        "line_id": f"d/t01/r{row}c{column}",
    }
    return Line("t01", "project_table", 1, row, column, fen, 1, "", "元", 2, **{**plain, **facts})


def rows_of(tables, lines):
    return project_rows(link_projects(tables, lines, "d", 2024, "approved"), "d")


def test_projects_take_the_printed_total_and_keep_the_year_before_apart():
    lines = [
        project_line(1, 2, 500, column_kind="total"),
        project_line(1, 3, 300),
        project_line(1, 4, 200),
        project_line(1, 5, 900, fiscal_year=2023),
        project_line(2, 3, 70, project_name="培训项目"),
        project_line(2, 4, 30, project_name="培训项目"),
        project_line(3, 2, 600, project_name="", row_kind="total"),
    ]
    columns = [Column(0, (), "project_name"), Column(2, (), "amount")]
    table = Table("t01", "project_table", "", "元", (1,), [[None, None]], columns, 0)
    first, second = rows_of([table], lines)
    assert (first["project_id"], first["amount_yuan"]) == ("d/p01", Decimal("5.00"))
    assert first["prior_year_amount_yuan"] == Decimal("9.00")
    assert (second["amount_yuan"], second["prior_year_amount_yuan"]) == (Decimal("1.00"), None)
    assert lines[4].project_id == "d/p02" and lines[6].project_id == ""


def test_a_project_list_with_a_subtotal_over_its_parts_has_amounts():
    drawing = """
单位代码 | 单位名称（项目名称） | 2031年（万元） | < | <
^ | ^ | 小计 | 其中：公共财政拨款 | 其中：政府性基金
 | 合计 | 30 | 30 |
031001 | 某局机关 | 30 | 30 |
 | 甲专项资金 | 10 | 10 |
 | 乙专项资金 | 20 | 20 |
"""
    (table,) = recognise(document(line("2031年部门预算"), grid(drawing)))
    assert table.kind == "project_table"
    linking = link_projects([table], tidy_lines(table), "d", table.fiscal_year, table.phase)
    assert [(row["project_name"], str(row["amount_yuan"])) for row in project_rows(linking, "d")] == [
        ("甲专项资金", "100000.00"),
        ("乙专项资金", "200000.00"),
    ]


LISTED = {
    "河道整治专项": "120.00",
    "校园安全工程一期": "60.00",
    "校园安全工程二期": "45.00",
    "档案数字化经费": "45.00",
}


def table_of(projects, unit="某某市水务局"):
    """A project table in 万元 that adds up."""
    total = sum(Decimal(amount) for amount in projects.values())
    rows = [f"特定目标类 | {name} | {unit} | {amount} | {amount}" for name, amount in projects.items()]
    head = ["类型 | 项目名称 | 项目单位 | 合计 | 本年拨款", "^ | ^ | ^ | ^ | 一般公共预算"]
    return "\n".join([*head, f" | 合计 |  | {total} | {total}", *rows])


def form(name, yuan, unit="某某市水务局", prior="0.00", code=""):
    """The form of one project, in 元."""
    return f"""
项目名称 | {name} | 项目编码 | {code}
项目单位 | {unit} |  |
项目总金额 | {yuan} | 项目本年度金额 | {yuan}
上年度项目总金额 | {prior} | 项目上年度金额 | {prior}
一级指标 | 二级指标 | 三级指标 | 目标值
产出指标 | 数量指标 | 完成数量 | ≥5个
"""


def disclosed(projects, *forms):
    """A document with a project table and forms, understood."""
    blocks = [line("2031年项目支出表", 2), line("单位：万元", 2, 80), grid(table_of(projects), 2)]
    for number, drawing in enumerate(forms, 3):
        blocks += [
            line("支出项目绩效目标表", number),
            line("单位：元", number, 80),
            grid(drawing, number, widths=[90.0] * 4),
        ]
    paper = document(line("2031年某某市水务局部门预算公开"), *blocks)
    return understand(paper, {"fiscal_year": "2031", "phase": "approved", "document_id": "d"})


FORMS = [form(name, str(Decimal(amount) * 10000)) for name, amount in LISTED.items()]


def linked(disclosure):
    """Name of the project that each form is linked to, in printing order."""
    named = dict(zip(disclosure.projects["project_id"], disclosure.projects["project_name"], strict=True))
    return [named.get(project, "") for project in disclosure.indicators["project_id"]]


def said(disclosure):
    """Findings of links, in order of their names."""
    ours = (
        "project-amount",
        "project-prior",
        "project-name",
        "project-link",
        "project-not",
        "projects-",
        "task-",
    )
    return sorted(name for name in disclosure.findings["identity"] if name.startswith(ours))


def test_every_form_finds_its_project():
    disclosure = disclosed(LISTED, *FORMS)
    assert linked(disclosure) == list(LISTED)
    assert said(disclosure) == []
    lines = disclosure.lines
    own = lines[lines["project_id"] == "d/p01"]
    assert set(own["kind"]) == {"project_table", "performance_project_form"}
    assert disclosure.projects["line_ids"][0] == list(own["line_id"])


def test_a_renamed_project_is_still_linked_and_both_names_are_kept():
    renamed = [form("河道清淤整治专项资金", "1200000.00"), *FORMS[1:]]
    disclosure = disclosed(LISTED, *renamed)
    assert linked(disclosure) == list(LISTED)
    assert disclosure.projects["name_variants"][0] == ["河道清淤整治专项资金"]
    assert said(disclosure) == ["project-name-differs"]


def test_two_swapped_amounts_are_told_for_both_projects():
    names_ = list(LISTED)
    swapped = LISTED | {names_[0]: LISTED[names_[1]], names_[1]: LISTED[names_[0]]}
    disclosure = disclosed(swapped, *FORMS)
    assert linked(disclosure) == names_, "the name decides where the unit is the same"
    assert said(disclosure) == ["project-amount-differs"] * 2
    finding = disclosure.findings[disclosure.findings["identity"] == "project-amount-differs"].iloc[0]
    assert (finding["category"], finding["severity"]) == ("question", "warning")
    assert (finding["printed"], finding["expected"]) == (Decimal("1200000.00"), Decimal("600000.00"))
    assert "t01" in finding["places"] and "t02" in finding["places"] and len(finding["line_ids"]) == 2


def test_another_phase_is_another_project():
    disclosure = disclosed({"校园安全工程一期": "60.00"}, form("校园安全工程二期", "600000.00"))
    assert len(disclosure.projects) == 2
    assert linked(disclosure) == ["校园安全工程二期"] and said(disclosure) == ["project-not-listed"]


def test_two_candidates_make_a_question_and_no_link():
    projects = {"农村道路养护甲路段": "30.00", "农村道路养护乙路段": "30.00"}
    disclosure = disclosed(projects, form("农村道路养护路段", "300000.00"))
    assert linked(disclosure) == [""] and len(disclosure.projects) == 2
    assert said(disclosure) == ["project-link-doubtful"]
    message = disclosure.findings.set_index("identity").loc["project-link-doubtful", "message_zh"]
    assert all(name in message for name in projects)


def test_a_similar_name_with_another_amount_is_a_question():
    disclosure = disclosed(LISTED, form("河道清淤整治专项资金", "990000.00"), *FORMS[1:])
    assert linked(disclosure) == ["", *list(LISTED)[1:]]
    assert said(disclosure) == ["project-link-doubtful"]


def test_the_only_one_left_with_an_equal_amount_is_linked_with_a_question():
    copied = [*FORMS[:3], form("完全不同的名字", "450000.00")]
    disclosure = disclosed(LISTED | {"档案数字化经费": "45.00"}, *copied)
    assert linked(disclosure)[3] == "档案数字化经费"
    assert said(disclosure) == ["project-name-of-another"]


def test_rounding_is_no_difference():
    disclosure = disclosed({"河道整治专项": "120"}, form("河道整治专项", "1203000.00"))
    assert linked(disclosure) == ["河道整治专项"] and said(disclosure) == []
    assert disclosure.projects["amount_yuan"][0] == Decimal("1200000.00"), "the project table speaks first"
    disclosure = disclosed({"河道整治专项": "120"}, form("河道整治专项", "1206000.00"))
    assert said(disclosure) == ["project-amount-differs"]


def test_forms_alone_make_projects_with_the_year_before():
    blocks = [
        line("支出项目绩效目标表"),
        line("单位：元", top=80),
        grid(form("甲工程", "800.00", prior="700.00")),
    ]
    disclosure = understand(document(*blocks), {"fiscal_year": "2031", "phase": "approved"})
    (project,) = disclosure.projects.to_dict("records")
    assert (project["project_name"], project["unit_name"]) == ("甲工程", "某某市水务局")
    assert (project["amount_yuan"], project["prior_year_amount_yuan"]) == (
        Decimal("800.00"),
        Decimal("700.00"),
    )
    assert disclosure.indicators["project_id"].tolist() == [project["project_id"]]


@pytest.mark.parametrize(
    ("name", "forms"),
    [("henan-zhengzhou-commerce-2020-approved", 11), ("henan-zhumadian-commerce-2024-approved", 4)],
)
def test_every_form_of_the_shipped_documents_is_linked(repository, name, forms):
    disclosure = budgetkit.read(repository / "data" / "raw" / f"{name}.pdf")
    asked = disclosure.indicators[disclosure.indicators["scope"] == "project"]
    listed = disclosure.projects["project_id"]
    assert len(listed) == forms and set(asked["project_id"]) == set(listed)
    codes = disclosure.projects["project_code"]
    assert codes.nunique() == (4 if forms == 4 else 1)


def test_a_summary_gives_its_codes_and_a_copied_name_is_told(repository):
    disclosure = budgetkit.read(repository / "data" / "raw" / "henan-zhumadian-commerce-2024-approved.pdf")
    assert said(disclosure) == ["project-name-of-another"]
    platform = disclosure.projects.set_index("project_code").loc["41170023000000004826"]
    assert platform["amount_yuan"] == 200000 and "平台" in platform["project_name"]
    assert len(platform["name_variants"]) == 1 and "平台" not in platform["name_variants"][0]


def test_a_task_is_compared_with_its_project(repository):
    disclosure = budgetkit.read(repository / "data" / "raw" / "henan-zhengzhou-commerce-2020-approved.pdf")
    tasks = disclosure.lines[disclosure.lines["kind"] == "performance_department_form"]
    assert sum(tasks["project_id"] != "") == 8, "four tasks of two figures each"
    (finding,) = disclosure.findings[disclosure.findings["identity"] == "task-amount-differs"].itertuples()
    assert (finding.printed, finding.expected) == (34_550_000, 84_550_000)


def test_a_code_joins_what_the_names_do_not():
    drawing = """
单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | < | 绩效目标 | <
^ | ^ | 资金总额 | 政府预算资金 | 产出指标 | <
^ | ^ | ^ | ^ | 三级指标 | 指标值
044001 | 某某市水务局 | 9.00 | 9.00 |  |
41170024000000000001 | 巡查 | 9.00 | 9.00 | 次数 | ≥3次
"""
    blocks = [line("2031年部门预算项目绩效目标汇总表"), grid(drawing)]
    blocks += [line("支出项目绩效目标表", 2), line("单位：元", 2, 80)]
    blocks += [grid(form("河湖管护", "90000.00", code="41170024000000000001"), 2)]
    disclosure = understand(document(*blocks), {"fiscal_year": "2031", "phase": "approved"})
    (project,) = disclosure.projects.to_dict("records")
    assert {project["project_name"], *project["name_variants"]} == {"巡查", "河湖管护"}
    assert set(disclosure.indicators["project_id"]) == {project["project_id"]}


def test_what_names_no_known_project_finds_none():
    find = project_finder(link_projects([], [], "d", 2031, "approved"))
    assert find("t01", "", "某项目") == "" and find("t01", "", "") == ""


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2023年水利维修", "2024年水利维修", True),
        ("水利维修", "2024年水利维修", False),
        ("大桥（一期）", "大桥（二期）", True),
        ("第一批专项债", "第2批专项债", True),
        ("开放专项资金一（招商）", "开放专项资金四（电商）", True),
        ("开放资金一（招商）", "开放专项资金一（招商）", False),
        ("A标段监理", "B标段监理", True),
        ("对接一批企业", "对接二类企业", False),
    ],
)
def test_years_phases_and_numbers_set_names_apart(one, other, apart):
    assert set_apart(one, other) is set_apart(other, one) is apart


def test_likeness_of_names():
    assert similarity("“三外”企业发展资金", "三外企业发展资金") == 1
    assert similarity("供应链创新与应用专项资金", "供应链体系建设专项资金") >= 0.6
    assert similarity("会展中心财产保险补贴", "商贸流通业发展专项") < 0.6
    assert core_name("支持老旧小区改造专项经费") == "支持老旧小区改造" and marks("普通名称") == {}


def test_examples_of_the_documentation():
    assert doctest.testmod(names).failed == 0


@given(
    st.text("甲乙丙丁专项资金一二期2024年（）", max_size=12),
    st.text("甲乙丙丁专项资金一二期2024年（）", max_size=12),
)
def test_likeness_is_symmetric_and_bounded(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert similarity(one, one) == 1 and set_apart(one, other) == set_apart(other, one)


COLUMNAR = """
单位名称 | 项目名称 | 预算数（万元） | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
某某河道管理处 | 河道整治专项 | 100.00 | 完成河道整治20公里 | 产出指标 | 数量指标 | 完成河道整治长度 | ≥20公里
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度 | 受益群众满意度 | ≥90%
^ | 堤防加固 | 50.00 | 全年完成堤防加固3公里 | 产出指标 | 数量指标 | 完成堤防加固长度 | ≥4公里
"""


def test_a_table_with_a_column_of_projects_and_one_of_goals():
    blocks = [
        line("2031年部门预算项目绩效目标表"),
        line("单位：万元", top=80),
        grid(COLUMNAR, widths=[80.0] * 8),
    ]
    disclosure = understand(document(*blocks), {"fiscal_year": "2031", "phase": "approved"})
    assert linked(disclosure) == ["河道整治专项", "河道整治专项", "堤防加固"]
    assert disclosure.projects["amount_yuan"].tolist() == [1_000_000, 500_000]
    (finding,) = disclosure.findings.itertuples()
    assert finding.identity == "goal-differs-from-indicator" and "≥4公里" in finding.message_zh


def test_label_and_value_in_one_cell():
    drawing = """
项目名称：河道整治专项 | < | 预算单位：某某市河道管理处 | <
项目资金（万元） | 年度资金总额 | 100.00 |
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 完成河道整治长度 | ≥20公里
"""
    blocks = [line("项目支出绩效目标表"), grid(drawing, widths=[110.0] * 4)]
    disclosure = understand(document(*blocks), {"fiscal_year": "2031", "phase": "approved"})
    (project,) = disclosure.projects.to_dict("records")
    assert (project["project_name"], project["unit_name"]) == ("河道整治专项", "某某市河道管理处")
    assert project["amount_yuan"] == 1_000_000 and linked(disclosure) == ["河道整治专项"]


PROSE_LIST = """
单位代码 | 单位名称（项目名称） | 2031年（万元） | < | <
^ | ^ | 小计 | 其中：公共财政拨款 | 其中：政府性基金
 | 合计 | 180 | 180 |
201001 | 某某市水务局 | 180 | 180 |
 | 河道整治专项 | 120 | 120 |
 | 校园安全工程一期 | {amount} | {amount} |
"""


@pytest.mark.parametrize(("amount", "expected"), [("60", []), ("63", ["project-amount-differs"])])
def test_a_list_in_the_prose_and_the_project_table_name_one_project(amount, expected):
    listed = {name: LISTED[name] for name in list(LISTED)[:2]}
    blocks = [
        grid(PROSE_LIST.format(amount=amount), 1),
        line("2031年项目支出表", 2),
        line("单位：万元", 2, 80),
    ]
    paper = document(line("2031年某某市水务局部门预算公开"), *blocks, grid(table_of(listed), 2))
    disclosure = understand(paper, {"fiscal_year": "2031", "phase": "approved", "document_id": "d"})
    assert disclosure.projects["project_name"].tolist() == list(listed)
    assert said(disclosure) == expected
    assert all(disclosure.lines.groupby("project_id")["table_id"].nunique().drop("") == 2)


def test_procurement_belongs_to_its_project_and_makes_none():
    drawing = """
单位名称 | 项目名称 | 采购目录 | 采购数量 | 金额（万元）
合计 |  |  | 3 | 9.00
某某市水务局 | 河道整治专项 | 计算机 | 2 | 6.00
某某市水务局 | 办公设备购置 | 打印机 | 1 | 3.00
"""
    blocks = [line("2031年项目支出表", 1, 70), line("单位：万元", 1, 80), grid(table_of(LISTED))]
    blocks += [line("政府采购预算表", 2), line("单位：万元", 2, 80), grid(drawing, 2)]
    disclosure = understand(
        document(*blocks), {"fiscal_year": "2031", "phase": "approved", "document_id": "d"}
    )
    assert disclosure.projects["project_name"].tolist() == list(LISTED)
    bought = disclosure.lines[disclosure.lines["kind"] == "procurement_table"].set_index("printed")[
        "project_id"
    ]
    assert bought.to_dict() == {"9.00": "", "6.00": "d/p01", "3.00": ""}
    assert disclosure.projects["amount_yuan"][0] == 1_200_000


@pytest.mark.parametrize("name", ["河道整治专项资金", "河道整治"])
def test_a_form_whose_unit_nothing_proves_is_told_whatever_the_project_is_called(name):
    listed = {"河道整治专项": "120.00"}
    blocks = [line("2031年项目支出表"), line("单位：元", 1, 80)]
    blocks += [grid(table_of({"河道整治专项": "1200000"})), line("支出项目绩效目标表", 2)]
    paper = document(*blocks, grid(form(name, "1200000"), 2, widths=[90.0] * 4))
    disclosure = understand(paper, {"fiscal_year": "2031", "phase": "approved", "document_id": "d"})
    assert linked(disclosure) == list(listed)
    assert set(disclosure.lines["table_id"]) == {"t01"}  # one figure that recurs proves no unit
    assert "1200000" in set(disclosure.unread["printed"])
