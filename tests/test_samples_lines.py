"""Real documents: every figure of the main tables becomes one line, and the lines add up."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from budgetkit.lines import tidy_lines, unread_cells
from budgetkit.readers import read_document
from budgetkit.tables import recognise

MAIN_KINDS = {
    "revenue_expenditure_summary",
    "revenue_by_source",
    "expenditure_by_function",
    "appropriation_summary",
    "general_public_expenditure_by_function",
    "basic_expenditure_by_economic",
    "three_public_table",
    "government_managed_funds_expenditure",
    "state_capital_operations_expenditure",
}
# kind of each main table in reading order, as a person reads the pages
DOCUMENTS = {
    "jiangsu-procuratorate-2018.pdf": [
        "revenue_expenditure_summary",
        "revenue_by_source",
        "expenditure_by_function",
        "appropriation_summary",
        "expenditure_by_function",
        "basic_expenditure_by_economic",
        "general_public_expenditure_by_function",
        "basic_expenditure_by_economic",
        "three_public_table",
        "government_managed_funds_expenditure",
    ],
    "shanghai-putuo-commerce-2025-department.pdf": [
        "revenue_expenditure_summary",
        "revenue_by_source",
        "expenditure_by_function",
        "appropriation_summary",
        "general_public_expenditure_by_function",
        "government_managed_funds_expenditure",
        "state_capital_operations_expenditure",
        "basic_expenditure_by_economic",
        "three_public_table",
    ],
    "southwest-university-2021.pdf": [
        "revenue_expenditure_summary",
        "revenue_by_source",
        "expenditure_by_function",
        "expenditure_by_function",
    ],
}
FIGURE = re.compile(r"-?\d[\d,]*\.\d\d(?!\d)")


@pytest.fixture(scope="module")
def understood(samples):
    cache = {}

    def understand(name):
        if name not in cache:
            document = read_document(samples / name)
            cache[name] = document, [table for table in recognise(document) if table.kind in MAIN_KINDS]
        return cache[name]

    return understand


def figures_on_page(path, page_number, top, bottom):
    """Figures with decimals that pdfium's own plain text has between two heights of a page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        page = document[page_number - 1]
        height = page.get_height()
        text = page.get_textpage().get_text_bounded(bottom=height - bottom, top=height - top)
        return Counter(FIGURE.findall(text))
    finally:
        document.close()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_main_tables_are_recognised(understood, name):
    _, tables = understood(name)
    assert [table.kind for table in tables] == DOCUMENTS[name]
    assert all(table.title for table in tables)
    assert all(table.amount_unit in ("元", "万元") for table in tables)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_figure_is_lost_and_none_invented(understood, samples, name):
    document, tables = understood(name)
    for table in tables:
        assert not unread_cells(table)
        lines = tidy_lines(table)
        for page in table.pages:
            cells = [cell for row in table.rows for cell in row if cell is not None and cell.page == page]
            top, bottom = min(cell.bbox[1] for cell in cells), max(cell.bbox[3] for cell in cells)
            printed = figures_on_page(samples / name, page, top - 1, bottom + 1)
            read = Counter(re.sub(r"\s", "", line.printed) for line in lines if line.page == page)
            assert read == printed, f"{table.title} on page {page}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_columns_add_up_to_their_printed_totals(understood, name):
    _, tables = understood(name)
    compared = 0
    for table in tables:
        lines = tidy_lines(table)
        for column in {line.column for line in lines}:
            down = [line for line in lines if line.column == column]
            total = [line for line in down if line.row_kind == "total"]
            classes = [
                line for line in down if len(line.functional_code or line.department_economic_code) == 3
            ]
            leaves = [line for line in down if line.row_kind == "item"]
            if len(total) != 1 or not classes or table.kind.endswith("summary"):
                continue
            for parts in (classes, leaves):
                half_steps = sum(line.step_fen for line in [*parts, *total]) / 2
                assert abs(sum(line.amount_fen for line in parts) - total[0].amount_fen) <= half_steps, (
                    table.title
                )
                compared += 1
    assert compared >= 8


# figures read off the page images by eye: (kind, fund, item, column label, yuan)
READ_BY_EYE = {
    "jiangsu-procuratorate-2018.pdf": [
        ("revenue_expenditure_summary", "公共安全支出", 164_587_500),
        ("revenue_expenditure_summary", "单位预留机动经费", 23_880_400),
        ("revenue_by_source", "其他收入", 143_900),
        ("expenditure_by_function", "公诉、审判、侦查、执行等检察监督支出", 18_950_000),
        ("basic_expenditure_by_economic", "其他交通费用", 4_683_700),
    ],
    "shanghai-putuo-commerce-2025-department.pdf": [
        ("revenue_expenditure_summary", "资源勘探工业信息等支出", 293_810_000),
        ("expenditure_by_function", "事业运行", 2_901_820),
        ("general_public_expenditure_by_function", "购房补贴", 1_488_000),
        ("basic_expenditure_by_economic", "津贴补贴", 7_533_376),
    ],
    "southwest-university-2021.pdf": [
        ("revenue_expenditure_summary", "捐赠收入", 5_000_000),
        ("revenue_expenditure_summary", "使用非财政拨款结余", 189_537_800),
        ("revenue_by_source", "小学教育", 81_729_700),
        ("expenditure_by_function", "教师进修", 1_831_700),
    ],
}


@pytest.mark.parametrize("name", READ_BY_EYE)
def test_figures_read_by_eye(understood, name):
    _, tables = understood(name)
    lines = [line for table in tables for line in tidy_lines(table)]
    for kind, item, yuan in READ_BY_EYE[name]:
        amounts = {line.amount_fen for line in lines if line.kind == kind and line.item == item}
        assert yuan * 100 in amounts, item


def test_a_figure_carries_its_fund_nature_and_codes(understood):
    _, tables = understood("shanghai-putuo-commerce-2025-department.pdf")
    table = next(table for table in tables if table.kind == "general_public_expenditure_by_function")
    line = next(
        line for line in tidy_lines(table) if line.functional_code == "2080506" and line.nature == "basic"
    )
    assert (line.amount_fen, line.fund, line.row_kind) == (70_544_300, "general_public_budget", "item")
    assert (line.fiscal_year, line.phase, line.direction) == (2025, "approved", "expenditure")


def test_an_empty_fund_table_with_a_note_is_told_from_a_full_one(understood):
    _, tables = understood("shanghai-putuo-commerce-2025-department.pdf")
    states = {table.kind: table.state for table in tables}
    assert states["government_managed_funds_expenditure"] == "empty_with_note"
    assert states["expenditure_by_function"] == "present"


def test_rows_of_the_year_and_of_carryover_are_told_apart(understood):
    _, tables = understood("southwest-university-2021.pdf")
    measures = {line.measure: line.amount_fen for line in tidy_lines(tables[0]) if line.measure}
    assert measures["total_sources"] == measures["total_uses"] == 490_808_400_000
    parts = ("current_year_revenue", "use_of_surplus", "opening_carryover")
    assert abs(sum(measures[part] for part in parts) - measures["total_sources"]) <= 2 * 1_000_000
