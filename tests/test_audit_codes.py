"""Printed codes against the lists of the year: what blames, what asks, and what is silent."""

import pytest
from identity_cases import CASES
from small_disclosure import TOTAL, amount_columns, item, make_table

from budgetkit.audit import audit
from budgetkit.rules.codes import code_names, codes_in_force, generic_items

TOPICS = {
    "codes-unknown", "codes-not-listed", "codes-not-in-force", "code-and-name", "code-names-vary",
    "payer-class", "payer-pairs", "economic-code-in-other-column",
    "organ-codes-of-institutions", "purpose-of-projects",
    "unit-of-both-kinds",
}  # fmt: skip


def found(*rows, year=2024, kind="expenditure_by_function", engine="ruled"):
    """Findings about codes of one table; a row is its attributes."""
    columns = amount_columns([("合计", "", "total")])
    table, lines = make_table("t01", kind, columns, [(row, ["10.00"]) for row in rows], engine=engine)
    for line in lines:
        line.fiscal_year = year
    findings = audit([table], lines, fiscal_year=year)
    return [finding for finding in findings if finding.identity in TOPICS]


def economic(code, name, gov="", gov_name=""):
    return {
        "department_economic_code": code, "department_economic_name": name, "item": name,
        "government_economic_code": gov, "government_economic_name": gov_name,
    }  # fmt: skip


def topics(*rows, **more):
    return [(finding.identity, finding.severity) for finding in found(*rows, **more)]


def test_codes_of_the_year_with_their_names_are_no_finding():
    rows = [
        item("208", "社会保障和就业支出"),
        item("20805", "行政事业单位养老支出"),
        item("2080501", "行政单位离退休"),
        item("2011301", "行政运行（商贸事务）"),
        item("2080505", "机关事业单位基本养老保险缴费"),
        item("221", "住房保障"),
        economic("30101", "基本工资", "50101", "工资奖金津补贴_行政"),
        economic("30103", "奖金", "50501", "工资福利支出"),
        economic("30213", "维修(护)费", "502", "机关商品和服务支出"),
    ]
    assert topics(TOTAL, *rows) == []


def test_all_unknown_codes_of_a_classification_are_one_warning():
    codes = [economic("30288", "某费"), economic("30277", "某费"), economic("388", "某支出")]
    (finding,) = found(*codes)
    assert (finding.identity, finding.category, finding.severity) == ("codes-unknown", "question", "warning")
    assert all(code in finding.message_zh for code in ("30288", "30277", "388"))
    assert [place["row"] for place in finding.places] == [1, 2, 3]


def test_codes_of_other_lists_are_not_asked_about():
    assert topics(item("103", "非税收入"), item("10304", "行政事业性收费收入")) == []
    assert topics(item("236", "某大学"), item("044", "某局")) == []
    assert topics(economic("50101", "工资奖金津补贴")) == []
    assert topics(item("7011301", "行政运行")) == [("codes-unknown", "warning")]


def test_an_item_that_an_incomplete_list_lacks_is_a_note():
    assert topics(item("2011377", "某项")) == [("codes-not-listed", "info")]
    assert topics(item("2017701", "某项")) == [("codes-unknown", "warning")]
    assert topics(item("2060377", "机构运行")) == [("codes-not-listed", "info")], "a name of several 款"


@pytest.mark.parametrize(
    ("code", "name", "year", "expected"),
    [
        ("20139", "社会工作事务", 2022, [("codes-not-in-force", "warning")]),
        ("2013901", "行政运行", 2022, [("codes-not-in-force", "warning")]),
        ("2013901", "行政运行", 2024, []),
        ("224", "灾害防治及应急管理支出", 2018, [("codes-not-in-force", "warning")]),
        ("2040405", "公诉和审判监督", 2017, []),
        ("2040405", "公诉和审判监督", 2021, [("codes-not-in-force", "warning")]),
        ("20805", "行政事业单位离退休", 2019, []),
        ("20805", "行政事业单位离退休", 2021, [("code-names-vary", "info")]),
        ("210", "医疗卫生与计划生育支出", 2018, []),
        ("210", "医疗卫生与计划生育支出", 2020, [("code-names-vary", "info")]),
    ],
)
def test_a_code_and_its_name_stand_in_their_years(code, name, year, expected):
    assert topics(item(code, name), year=year) == expected


def test_the_economic_classification_of_2018_is_not_asked_of_earlier_years():
    rows = [
        economic("30311", "住房公积金"),
        economic("30104", "其他社会保障缴费"),
        economic("30312", "提租补贴"),
    ]
    assert topics(*rows, year=2017) == []
    assert topics(economic("30104", "其他社会保障缴费"), year=2019) == [("codes-not-in-force", "warning")]
    assert topics(economic("30113", "住房公积金"), year=2017) == [("codes-not-in-force", "warning")]


@pytest.mark.parametrize(
    ("row", "belongs"),
    [
        (item("2080502", "行政单位离退休"), "2080501"),
        (item("2080591", "行政单位离退休"), "2080501"),
        (item("2011302", "行政运行"), "2011301"),
        (item("2130109", "一般行政管理事务"), "2130102"),
        (economic("30216", "公务接待费"), "30217"),
    ],
)
def test_a_code_with_the_name_of_another_names_that_one(row, belongs):
    (finding,) = found(row)
    assert (finding.identity, finding.severity) == ("code-and-name", "warning")
    assert belongs in finding.message_zh and belongs in finding.message_en


def test_other_words_for_a_code_are_a_note_where_the_list_is_sure_and_silent_where_it_is_not():
    assert topics(economic("30201", "文具采购")) == [("code-names-vary", "info")]
    unsure = next(
        code for code, names in codes_in_force("functional").items()
        if len(code) == 5 and {name.confidence for name in names} == {"K"} and names[-1].valid_to == 9999
    )  # fmt: skip
    assert topics(item(unsure, "另有其名的事项")) == []


def test_names_read_by_an_engine_that_guesses_are_not_judged():
    assert topics(item("2080502", "行政单位离退休"), engine="network") == []


def test_pairs_of_economic_codes_are_asked_about_by_their_class():
    assert topics(economic("30101", "基本工资", "50201", "办公经费")) == [("payer-class", "warning")]
    assert topics(economic("30226", "劳务费", "50201", "办公经费")) == [("payer-pairs", "info")]
    assert topics(economic("30226", "劳务费", "50205", "委托业务费")) == []
    assert topics(economic("30101", "基本工资", "502", "机关商品和服务支出")) == [("payer-class", "warning")]
    assert topics(economic("30101", "基本工资", "50501", "工资福利支出_行政")) == [("payer-class", "warning")]
    assert topics(economic("30101", "基本工资", "50501", "工资福利支出_事业")) == []


def test_organ_codes_are_asked_about_where_all_items_are_those_of_institutions():
    paid = economic("30101", "基本工资", "50101", "工资奖金津补贴")
    assert topics(item("2011350", "事业运行"), paid) == [("organ-codes-of-institutions", "info")]
    assert topics(item("2011350", "事业运行"), item("2011301", "行政运行"), paid) == []


def test_a_project_named_after_an_item_of_another_class_is_a_question():
    project = item("2011302", "一般行政管理事务", project_name="机关事业单位职业年金缴费支出补缴")
    (finding,) = found(project, kind="project_table")
    assert (finding.identity, finding.category, finding.severity) == (
        "purpose-of-projects",
        "question",
        "info",
    )
    own = item("2080506", "机关事业单位职业年金缴费支出", project_name="机关事业单位职业年金缴费支出补缴")
    assert found(own, kind="project_table") == []


def test_a_wrong_code_takes_the_checks_by_code_with_it():
    made = CASES["wages-by-code"]()
    lines = [line for _, lines in made for line in lines]
    for line in lines:
        if line.department_economic_code == "30102":
            line.department_economic_code = "30202"
    (finding,) = [
        f for f in audit([table for table, _ in made], lines, fiscal_year=2024) if f.severity != "info"
    ]
    assert finding.identity == "code-and-name" and "30102" in finding.message_zh


def test_items_of_common_departments_are_listed():
    rows = [
        item("2060301", "机构运行"),
        item("2130305", "水利工程建设"),
        item("2150517", "产业发展"),
        item("2040220", "执法办案"),
        item("2082804", "拥军优属"),
        item("2240106", "安全监管"),
        item("2130104", "事业运行"),
        item("2100408", "基本公共卫生服务"),
        item("20822", "大中型水库移民后期扶持基金支出"),
    ]
    assert topics(*rows) == []


@pytest.mark.parametrize(
    ("code", "name", "year", "expected"),
    [
        ("2130314", "某某新名称", 2024, []),  # the list may be wrong
        ("2130314", "抗旱", 2024, [("code-and-name", "warning")]),  # its neighbour
        ("2010305", "专项业务活动", 2018, []),  # a former name, and the name of an item of another 款
        ("2130388", "防汛", 2024, [("codes-not-listed", "info")]),  # an item that the list lacks
        ("2040204", "治安管理", 2024, []),  # remembered years blame nobody
        ("2040204", "治安管理", 2017, []),
    ],
)
def test_rows_that_were_never_seen_in_print_blame_nobody(code, name, year, expected):
    assert topics(item(code, name), year=year) == expected


def test_every_item_of_the_list_stands_under_its_head():
    names = code_names("functional")
    rows = [code for code in names if len(code) in (5, 7)]
    assert len(rows) > 1300 and all(code.isdigit() and code[:-2] in names for code in rows)
    assert all(names[code] for code in names)
    generic = {code for code, name in names.items() if name in generic_items() and len(code) == 7}
    assert {code[5:] for code in generic} == {"01", "02", "03", "04", "50"}, "04: 21301, whose 50 is another"


DEPARTMENT = [("30101", "基本工资"), ("30102", "津贴补贴"), ("30201", "办公费"), ("30202", "印刷费")]


@pytest.mark.parametrize(
    ("own", "foreign", "expected"),
    [
        (DEPARTMENT, [("50101", "工资奖金津补贴")], [("economic-code-in-other-column", "warning")]),
        (DEPARTMENT, [("50101", "工资奖金津补贴"), ("50201", "办公经费")], []),  # a block of each
        (DEPARTMENT, [], []),
        (DEPARTMENT[:2], [("50101", "工资奖金津补贴")], []),
    ],
)
def test_a_code_in_the_column_of_the_other_classification_is_a_question(own, foreign, expected):
    rows = [economic(code, name) for code, name in [*own, *foreign]]
    assert topics(*rows) == expected
    organs = [
        ("50101", "工资奖金津补贴"),
        ("50102", "社会保障缴费"),
        ("50103", "住房公积金"),
        ("50201", "办公经费"),
    ]
    swapped = [economic("", "", code, name) for code, name in [*organs, ("30101", "基本工资")]]
    assert topics(*swapped) == [("economic-code-in-other-column", "warning")]


def test_a_unit_run_as_an_institution_is_asked_about_items_of_organs():
    running = item("2011350", "事业运行", unit_code="001002", unit_name="甲中心")
    medical = item("2101101", "行政单位医疗", unit_code="001002")
    (finding,) = found(running, medical)
    assert (finding.identity, finding.category, finding.severity) == (
        "unit-of-both-kinds",
        "question",
        "info",
    )
    assert finding.places[0]["row"] == 2 and "甲中心（行政单位医疗）" in finding.message_zh


def test_a_unit_with_both_running_items_or_another_unit_is_no_matter():
    running = item("2011350", "事业运行", unit_code="001002")
    organ = item("2011301", "行政运行", unit_code="001002")
    medical = item("2101101", "行政单位医疗", unit_code="001002")
    assert not found(running, organ, medical)
    assert not found(running, medical | {"unit_code": "001001"})
    assert not found(item("2011350", "事业运行"), item("2101101", "行政单位医疗"))


def test_the_section_of_special_bonds_stands_in_every_class_from_its_first_year():
    rows = [
        item("221", "住房保障支出"),
        item("22198", "超长期特别国债安排的支出"),
        item("2219899", "其他住房保障支出"),
    ]
    assert topics(*rows, year=2025) == []
    assert topics(item("20798", "超长期特别国债安排的支出"), item("2079899", "某项"), year=2024) == []
    assert topics(item("22198", "某款"), year=2025) == [("codes-not-listed", "info")]
    assert topics(*rows, year=2022) == [("codes-unknown", "warning")]
    assert topics(item("29998", "超长期特别国债安排的支出"), year=2025) != []


def test_items_of_the_fund_of_tourism_are_listed():
    assert topics(item("20709", "旅游发展基金支出"), item("2070904", "地方旅游开发项目补助")) == []
