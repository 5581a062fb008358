"""Two real disclosures as text: every figure of their tables is one line, codes and columns are right."""

from __future__ import annotations

import re
from collections import Counter

from conftest import shared_folder

from budgetkit.lines import tidy_lines
from budgetkit.readers import read_document
from budgetkit.tables import recognise


def labels(table) -> list[str]:
    """Header paths of all columns."""
    return [column.label for column in table.columns]


MONEY_2024 = re.compile(r"[\d,]+\.\d\d")
MONEY_2020 = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.00|\d+ 万")


def seed(start: str):
    """Raw cells of the table lines of a seed, and its tables."""
    (path,) = shared_folder("seeds").glob(start + "*.txt")
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = [cell.strip() for line in lines if "\t" in line for cell in line.split("\t")]
    return cells, recognise(read_document(path))


def test_every_figure_of_the_seed_of_2024_is_one_line():
    cells, tables = seed("000")
    printed = Counter(cell for cell in cells if MONEY_2024.fullmatch(cell))
    assert printed == Counter(line.printed for table in tables if table.rows for line in tidy_lines(table))
    assert sum(printed.values()) > 250
    assert [table.kind for table in tables if table.rows] == [
        "revenue_expenditure_summary",
        "expenditure_by_function",
        "appropriation_summary",
        "general_public_expenditure_by_function",
        "basic_expenditure_by_economic",
        "three_public_table",
        "project_table",
        "performance_department_form",
        "performance_project_summary",
    ]
    assert [table.kind for table in tables if not table.rows] == [
        "revenue_by_source",
        "expenditure_by_economic",
        "government_managed_funds_expenditure",
    ]
    assert all(table.title and table.amount_unit == "万元" for table in tables[:1] + tables[2:6])
    expenditure = next(table for table in tables if table.kind == "expenditure_by_function")
    assert labels(expenditure)[10:12] == ["基本支出 / 公用经费 / 资本性支出", "项目支出 / 小计"]
    by_item = {line.item: line for line in tidy_lines(expenditure)}
    assert by_item["行政运行"].functional_code == "2011301"
    department = [line for line in tidy_lines(expenditure) if line.unit_code == "044"]
    assert department[0].printed == "1,880.86" and department[0].row_kind == "subtotal"


def test_every_figure_of_the_seed_of_2020_is_one_line():
    cells, tables = seed("003")
    listed, *rest = tables
    lines = [line for table in rest for line in tidy_lines(table)]
    in_list = [line.printed for line in tidy_lines(listed)]
    printed = Counter(cell for cell in cells if MONEY_2020.fullmatch(cell))
    zeros = Counter({"0": 2})  # 三公: two items are printed as a plain zero
    small = Counter(figure for figure in in_list if not MONEY_2020.fullmatch(figure))
    assert small == Counter({figure: 2 for figure in ("85", "100", "390", "500", "47")})
    assert Counter(line.printed for line in lines) + Counter(in_list) == printed + zeros + small
    kinds = Counter(table.kind for table in tables)
    assert kinds["performance_project_form"] == 11 and kinds["procurement_table"] == 2 and not kinds["other"]
    assert len(tables) == 25 and listed.kind == "project_table" and listed.amount_unit == "万元"
    assert all(table.amount_unit == "元" for table in tables[2:13])


def test_the_codes_units_and_columns_of_the_seed_of_2020():
    _, tables = seed("003")
    by_title = {table.title.removeprefix("郑州市商务局"): table for table in reversed(tables)}
    expenditure = by_title["部门支出总体情况表"]
    general = by_title["一般公共预算支出情况表"]
    for table in (expenditure, general):
        assert labels(table)[:4] == ["科目编码 / 类", "科目编码 / 款", "科目编码 / 项", "单位(科目名称)"]
        assert [labels(table)[place] for place in (4, 5, 10)] == [
            "合计",
            "基本支出 / 小计",
            "项目支出 / 小计",
        ]
        lines = tidy_lines(table)
        assert {line.unit_code for line in lines} >= {f"03100{number}" for number in range(1, 6)}
        codes = [line.functional_code for line in lines if line.column == 4 and line.functional_code]
        assert len(codes) == 34 and all(len(code) == 7 for code in codes)
    economic = next(table for table in tables if table.kind == "expenditure_by_economic")
    salary = next(line for line in tidy_lines(economic) if line.item == "基本工资")
    assert (salary.department_economic_code, salary.government_economic_code) == ("30101", "50101")
    assert labels(economic)[6] == "合计"
    for kind in ("government_managed_funds_expenditure", "state_capital_operations_expenditure"):
        assert next(table for table in tables if table.kind == kind).state == "empty_with_note"
