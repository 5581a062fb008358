"""Prose to statements: figures, changes and shares; a sentence not fully understood states nothing."""

from __future__ import annotations

import re

import pytest

from budgetkit.model import Document, Paragraph
from budgetkit.readers import read_document
from budgetkit.rules.active import active
from budgetkit.rules.codes import terms
from budgetkit.rules.declared.words import MetricFile
from budgetkit.statements import read_statements
from budgetkit.tables import Table, recognise


def read(*lines, year=2031, phase="approved"):
    """Statements of printed lines; a line of ``(page, text)`` sets its page."""
    pairs = [line if isinstance(line, tuple) else (1, line) for line in lines]
    paragraphs = tuple(Paragraph(page, text) for page, text in pairs)
    document = Document("own.txt", "", "text", 1, paragraphs)
    return read_statements(document, fiscal_year=year, phase=phase)


def stated(records):
    return [
        (one["metric"], one["subject"], one["value"], one["unit"]) for one in records if not one["derived"]
    ]


def derived(records):
    return [
        (one["metric"], one["fiscal_year"], one["phase"], one["value"]) for one in records if one["derived"]
    ]


def test_totals_shares_and_the_whole_they_are_part_of():
    records = read(
        "三、支出预算说明",
        "我馆2031年支出合计640.5万元，其中：基本支出500万元，占78.06%；项目支出140.50万元，占21.94%。",
    )
    assert stated(records) == [
        ("expenditure_total", "expenditure_total", "640.5", "万元"),
        ("basic_expenditure", "expenditure_total/basic_expenditure", "500", "万元"),
        ("share", "expenditure_total/basic_expenditure", "78.06", "%"),
        ("project_expenditure", "expenditure_total/project_expenditure", "140.50", "万元"),
        ("share", "expenditure_total/project_expenditure", "21.94", "%"),
    ]
    assert {one["section"] for one in records} == {"支出预算说明"}
    assert [one["decimals"] for one in records] == [1, 0, 2, 2, 2]
    assert records[1]["quote"] == "基本支出500万元"


def test_change_names_both_sides_and_backs_out_the_named_base():
    records = read(
        "我馆2031年收入总计90.5万元，支出总计90.5万元，与2030年预算相比，收、支总计各减少9.5万元，下降9.5%。"
    )
    changes = [one for one in records if one["metric"].startswith("year_on_year")]
    assert [(one["subject"], one["value"], one["base_year"], one["base_phase"]) for one in changes] == [
        ("total_sources", "-9.5", 2030, "approved"),
        ("total_uses", "-9.5", 2030, "approved"),
        ("total_sources", "-9.5", 2030, "approved"),
        ("total_uses", "-9.5", 2030, "approved"),
    ]
    assert derived(records) == [
        ("total_sources", 2030, "approved", "100.0"),
        ("total_uses", 2030, "approved", "100.0"),
    ]


def test_a_base_without_a_phase_is_left_without_one():
    records = read("机关运行经费30万元，比上年增加2.25万元。")
    assert derived(records) == [("agency_operating_costs", 2030, "", "27.75")]


def test_income_and_expenditure_may_name_different_bases():
    records = read(
        "收入预算80万元，其中：财政拨款收入80万元，比2030年预算执行数增加8万元；"
        "支出预算80万元，比2030年预算增加6万元。"
    )
    assert derived(records) == [
        ("appropriation_revenue", 2030, "expected", "72"),
        ("expenditure_total", 2030, "approved", "74"),
    ]


@pytest.mark.parametrize(
    "words", ["与2030年持平", "与上年预算数一致", "与上年预算数相等", "比上年增加（减少）0万元"]
)
def test_no_change_is_zero(words):
    records = read(f"公务接待费预算支出7.20万元，{words}。")
    change = next(one for one in records if one["metric"] == "year_on_year_change")
    assert (change["value"], change["unit"], change["base_year"]) == ("0", "万元", 2030)
    assert derived(records)[0][3] == "7.20"


def test_both_words_with_a_figure_tell_no_direction():
    assert derived(read("会议费12万元，比上年增加（减少）3万元。")) == []


def test_lines_and_pages_are_joined_around_a_page_number():
    records = read(
        (4, "一般公共预算基本支出36.5万元，其中：人员经"), (4, "- 4 -"), (5, "费31.5万元；公用经费5万元。")
    )
    whole = "general_public_basic_expenditure"
    assert [(one["subject"], one["value"], one["page"]) for one in records] == [
        (whole, "36.5", 4),
        (f"{whole}/personnel_expenditure", "31.5", 5),
        (f"{whole}/routine_operating_expenditure", "5", 5),
    ]


def test_quote_is_printed_text():
    records = read("我馆 2031 年“三公”经费预算为 ４.50 万元。")
    assert (records[0]["quote"], records[0]["value"]) == ("我馆 2031 年“三公”经费预算为 ４.50 万元", "4.50")


def test_functional_classes_by_mark_by_name_and_by_code():
    records = read(
        "1．科学技术（类）支出18万元。",
        "2．教育支出(类)普通教育(款)小学教育(项)7万元。",
        "3．文化和旅游（20701），2031年度决算数为6万元，比2030年度决算数增长3.5%。",
        "4．住房公积金（项）：支出2万元。",
        "一般公共预算支出主要用于以下方面：教育支出40万元，占40%。",
    )
    assert stated(records) == [
        ("functional_class", "科学技术支出", "18", "万元"),
        ("functional_item", "教育支出/普通教育/小学教育", "7", "万元"),
        ("functional_group", "文化和旅游", "6", "万元"),
        ("year_on_year_rate", "文化和旅游", "3.5", "%"),
        ("functional_item", "住房公积金", "2", "万元"),
        ("functional_class", "general_public_expenditure/教育支出", "40", "万元"),
        ("share", "general_public_expenditure/教育支出", "40", "%"),
    ]


def test_final_accounts_tell_budget_from_outcome():
    records = read(
        "（一）文化支出（类）图书馆（款）行政运行（项）。主要用于：日常运转。年初预算为50万元，支出决算为40.00万元，"
        "完成年初预算的80%。决算数小于预算数的主要原因：开馆推迟。",
        phase="executed",
    )
    assert [(one["metric"], one["phase"], one["value"]) for one in records] == [
        ("functional_item", "approved", "50"),
        ("functional_item", "executed", "40.00"),
        ("execution_rate", "executed", "80"),
        ("reason", "executed", ""),
    ]
    assert records[2]["base_phase"] == "approved"
    assert (records[3]["subject"], records[3]["quote"]) == (records[0]["subject"], "开馆推迟")


def test_fund_name_is_no_phase():
    records = read("一般公共预算财政拨款支出33万元。", phase="executed")
    assert records[0]["phase"] == "executed"


def test_procurement_performance_assets_and_staff():
    records = read(
        "我馆政府采购预算21万元，其中：政府采购货物预算6万元、政府采购工程预算0万元、政府采购服务预算15万元。",
        "（二）我馆编报绩效目标的项目共7个，涉及项目预算资金88.5万元。",
        "（三）截至2030年12月31日，我馆共有车辆5辆，其中：机要通信用车2辆、其他用车3辆；单价50万元以上通用设备1台（套）。",
        "（四）我馆人员编制40人，其中：行政编制30人，事业编制10人；在职职工38人，离退休人员12人。",
    )
    assert stated(records) == [
        ("government_procurement", "government_procurement", "21", "万元"),
        ("procurement_goods", "government_procurement/procurement_goods", "6", "万元"),
        ("procurement_works", "government_procurement/procurement_works", "0", "万元"),
        ("procurement_services", "government_procurement/procurement_services", "15", "万元"),
        ("performance_project_count", "performance_project_count/绩效目标", "7", "个"),
        ("performance_amount", "performance_amount/绩效目标", "88.5", "万元"),
        ("vehicles", "vehicles", "5", "辆"),
        ("vehicles_by_use", "vehicles/机要通信用车", "2", "辆"),
        ("vehicles_by_use", "vehicles/其他用车", "3", "辆"),
        ("general_equipment", "general_equipment/单价50万元以上", "1", "台(套)"),
        ("staff_quota", "staff_quota", "40", "人"),
        ("administrative_quota", "staff_quota/administrative_quota", "30", "人"),
        ("institutional_quota", "staff_quota/institutional_quota", "10", "人"),
        ("staff_in_service", "staff_in_service", "38", "人"),
        ("staff_retired", "staff_retired", "12", "人"),
    ]
    assert {one["fiscal_year"] for one in records if one["metric"].startswith("vehicles")} == {2030}


def test_budgets_that_do_not_exist():
    records = read(
        "我馆没有使用政府性基金预算拨款安排的支出。",
        "国有资本经营预算我馆未安排。",
        "政府性基金收支预算无变化。",
    )
    assert [one["subject"] for one in records] == ["government_managed_funds", "state_capital_operations"]
    assert {one["metric"] for one in records} == {"no_such_budget"}


@pytest.mark.parametrize(
    "sentence",
    [
        "主要原因：一是人员经费增加30万元；二是项目支出减少10.5万元。",
        "人均公用经费3万元。",
        "离退休人员经费2万元。",
        "2031年新建书库，书库支出预算12万元。",
        "收入预算增加5万元。",
        "基本支出中水费5万元，比上年增加1万元，增长25%。",
        "剔除基本支出8万元后为3万元。",
    ],
)
def test_what_is_not_understood_states_nothing(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "基本支出30万元，其中：人员经费20万元、公用经费10万元。与上年相比增加2万元。",
        "基本支出30万元。与上年相比，水费增加3万元，增长5%。",
        "基本支出30万元，决算数同预算数持平。",
        "基本支出30万元，上年预算数为28万元。",
        "基本支出30万元，主要原因是项目支出比上年减少4万元。",
    ],
)
def test_a_change_of_something_else_is_not_taken_for_the_metric(sentence):
    assert not [one for one in read(sentence) if one["metric"].startswith("year") or one["derived"]]


@pytest.mark.parametrize(
    "words", ["支出和收入" * 600 + "分别为1万元", "1," * 9000 + "万元", "预算支出共计" * 2000]
)
def test_text_that_runs_on_is_passed_over(words):
    assert read(words + "5") == []
    assert len(read(f"{words}。项目支出5万元。")) == 1


def test_glossary_is_not_read_and_parts_after_it_are():
    records = read("第三部分 名词解释", "一、基本支出：指100万元。", "第四部分 情况说明", "项目支出9万元。")
    assert stated(records) == [("project_expenditure", "project_expenditure", "9", "万元")]


def test_period_comes_from_the_tables():
    table = Table("t01", "other", "", "万元", (1,), [], [], 0, fiscal_year=2033, phase="executed")
    document = Document("own.txt", "", "text", 1, (Paragraph(1, "项目支出9万元，比上年增加1万元。"),))
    records = read_statements(document, [table])
    assert {(one["fiscal_year"], one["phase"]) for one in records if not one["derived"]} == {
        (2033, "executed")
    }
    assert derived(records) == [("project_expenditure", 2032, "", "8")]


# Figures read by hand from the text of the pages.
EXPECTED = {
    "jiangsu-procuratorate-2018": """
        agency_operating_costs 2722.57
        basic_expenditure 13994.31
        budget_units 3
        conference_expenses 200.44
        functional_class 16458.75 1836.22 3660.38
        general_public_appropriation 21940.96
        government_procurement 3096.24
        official_hospitality 116.5
        official_vehicles 267.8
        other_funds 14.39
        overseas_official_travel 100
        performance_amount 5086
        performance_project_count 5
        personnel_expenditure 11257.35
        procurement_goods 268
        procurement_services 2828.24
        project_expenditure 5573
        reserve 2388.04
        routine_operating_expenditure 2722.57
        share 20.65 63.75 99.94
        total_sources 21955.35
        total_uses 21955.35
        training_expenses 700
        year_on_year_change -0.61 -184.96 -40.05 3958.67
        year_on_year_rate -54.9 -9.1 21.95
    """,
    "shanghai-putuo-commerce-2025-department": """
        agency_operating_costs 171.01
        appropriation_revenue 37151.47
        expenditure_total 37151.47
        functional_item 148.80 1720.00 3136.40 938.99
        general_public_expenditure 37151.47
        government_managed_funds_expenditure 0
        government_procurement 38.20
        official_hospitality 1.00
        performance_amount 11381.60
        performance_project_count 25
        procurement_goods 7.80
        procurement_services 30.40
        procurement_works 0
        revenue_total 37151.47
        three_public 1.00
        vehicles 0
        year_on_year_change 24491.71 24558.18
    """,
    "southwest-university-2021": """
        appropriation_expenditure 216552.53
        closing_carryover 75000.00
        current_year_expenditure 415808.40
        current_year_revenue 390140.45
        functional_class 15702.41 398593.09
        general_public_appropriation 216552.53
        institutional_service_revenue 124020.47
        opening_carryover 81714.17
        other_revenue 49567.45
        share 44.12 81.21
        total_sources 490808.40
        use_of_surplus 18953.73
        year_on_year_change -1106.89 -6331.03 -6505.48 2780.98 325.7
    """,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_recall_on_real_prose(samples, name):
    document = read_document(samples / f"{name}.pdf")
    records = read_statements(document, recognise(document))
    found = {(one["metric"], one["value"]) for one in records}
    rows = (row.split() for row in EXPECTED[name].strip().splitlines())
    assert {(metric, value) for metric, *values in rows for value in values} - found == set()
    year = int(re.search(r"20\d\d", name)[0])
    assert {one["fiscal_year"] for one in records if one["derived"]} == {year - 1}


def test_backed_out_years_agree_with_the_earlier_disclosure(samples):
    """The totals that 2018 backs out for 2017 are those that the disclosure of 2017 states."""
    earlier, later = (
        read_statements(document, recognise(document))
        for document in (
            read_document(samples / f"jiangsu-procuratorate-{year}.pdf") for year in (2017, 2018)
        )
    )
    stated_2017 = {(one["metric"], one["value"]) for one in earlier if one["fiscal_year"] == 2017}
    for metric in ("total_sources", "total_uses", "reserve"):
        backed_out = {float(one["value"]) for one in later if one["derived"] and one["metric"] == metric}
        assert backed_out <= {float(value) for name, value in stated_2017 if name == metric}


def test_every_metric_is_a_term_of_the_glossary():
    metrics = active().of(MetricFile)
    known = {term.identifier for term in terms()}
    assert {identifier for metric in metrics.metric for identifier in metric.id} <= known
    assert {phrase.id for phrase in metrics.phrase} - known <= {
        "performance_project_count",
        "performance_amount",
    }
    assert {"reason", "claim_only", "empty_table", "change_from_budget", "unit_name"} <= known
