"""Which table a page's grids, titles and numbers make up: nothing glued, nothing absent that stands there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import budgetkit
from budgetkit.completeness import completeness
from budgetkit.model import Cell, Grid, Paragraph
from budgetkit.tables.heading import form_number
from budgetkit.tables.missing_columns import restore_columns
from budgetkit.tables.side_by_side import arrange_sides
from budgetkit.tables.table import Column
from budgetkit.tables.wide_sheet import widen
from tests.fates.all_cases import FOLDER

SHARED = Path(__file__).parents[1].parent / "shared" / "cases"


@cache
def read(name):
    path = next((folder / name for folder in (FOLDER, SHARED) if (folder / name).exists()), None)
    if path is None:
        pytest.skip(f"{name} stands in a folder that is not here")
    return budgetkit.read(path)


def titles(name):
    tables = read(name).tables
    return [tuple(row) for row in tables[["kind", "title", "state"]].itertuples(index=False)]


def labels(name):
    """Labels of columns with fund and nature, each once, by table."""
    lines = read(name).lines
    return sorted(
        {tuple(row) for row in lines[["table_id", "column_label", "fund", "nature"]].itertuples(index=False)}
    )


@pytest.mark.parametrize("name", ["toc_borderless.pdf", "m_borderless.pdf", "side_unruled_below.pdf"])
def test_a_listed_table_that_stands_without_rules_is_not_absent(name):
    data = read(name)
    assert "absent" not in set(data.tables["state"])
    assert "table-listed-but-absent" not in set(data.findings["identity"])
    assert set(data.unread["reason"]) == {"no_table_here"}


def test_unread_figures_below_a_title_leave_its_item_open():
    data = read("listed_below_other_words.pdf")
    assert data.tables["state"].tolist() == ["present"]
    items = completeness(data).set_index("item")
    for word, page in (("政府性基金", 2), ("国有资本", 3)):
        row = next(row for _, row in items.iterrows() if word in row["label_zh"] and row["group"] == "tables")
        assert (row["state"], row["page"]) == ("not_assessable", page)
        assert "未读出" in row["evidence_zh"] and "not read" in row["evidence_en"]
    # and they speak of no other item
    assert (items[items["group"] == "tables"]["state"] == "absent").any()


def test_unread_figures_without_a_title_may_be_any_listed_table():
    data = read("listed_figures_without_title.pdf")
    assert "absent" not in set(data.tables["state"])
    items = completeness(data)
    assert "absent" not in set(items[items["group"] == "tables"]["state"])


def test_a_listed_table_found_nowhere_is_a_question():
    data = read("listed_but_nowhere.pdf")
    assert ("state_capital_operations_expenditure", "国有资本经营预算支出表", "absent") in titles(
        "listed_but_nowhere.pdf"
    )
    (finding,) = data.findings.itertuples()
    assert (finding.identity, finding.category) == ("table-listed-but-absent", "question")
    items = completeness(data)
    listed = items[items["evidence_zh"] == "目录列有此表，读到的内容中没有"]
    assert set(listed["state"]) == {"not_assessable"}


def test_the_contents_name_a_table_that_only_has_a_number():
    assert titles("number_contents_only.pdf") == [
        ("revenue_expenditure_summary", "收支总表", "present"),
        ("general_public_expenditure_by_function", "一般公共预算支出表", "present"),
        ("state_capital_operations_expenditure", "国有资本经营预算支出表", "absent"),
    ]
    assert [title for _, title, _ in titles("number_attached_form_codes.pdf")] == [
        "支出总表",
        "三公经费支出表",
        "项目支出表",
    ]
    assert titles("number_public04.pdf")[0][1] == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("表8", 8),
        ("附表八", 8),
        ("公开08表", 8),
        ("表二十一", 21),
        ("表十", 10),
        ("附表一般公共预算", None),
        ("表", None),
    ],
)
def test_a_form_is_numbered_in_either_script(text, number):
    assert form_number(text) == number


def test_a_total_of_operation_without_purchase_is_no_error():
    assert read("number_three_on_a_page.pdf").findings.empty


@pytest.mark.parametrize(
    ("name", "columns", "pages", "filled"),
    [
        ("wide_functions_no_labels.pdf", 7, (1, 2), 5),
        ("wide_revenue_no_title.pdf", 8, (1, 2), 7),
        ("wide_rows_over_four_pages.pdf", 5, (1, 4), 4),
        ("wide_three_pages_titles.pdf", 9, (1, 3), 7),
        ("wide_title_and_names_again.pdf", 7, (1, 2), 6),
        ("horizontal_split.pdf", 5, (1, 2), 3),
    ],
)
def test_a_wide_sheet_over_pages_is_one_table(name, columns, pages, filled):
    data = read(name)
    (table,) = data.tables.itertuples()
    assert (table.column_count, (table.first_page, table.last_page)) == (columns, pages)
    assert data.lines["column_label"].nunique() == filled
    assert (data.lines["item"] != "").all()
    assert data.findings.empty
    # each figure still stands on its own page
    right = data.lines[data.lines["column"] == columns - 1]
    assert set(right["page"]) <= set(range(2, pages[1] + 1))


def test_half_a_sheet_of_bare_figures_stands_beside_its_rows_without_a_meaning():
    assert [kind for kind, _, _ in titles("wide_projects_no_header.pdf")] == ["project_table"]
    data = read("wide_projects_no_header.pdf")
    right = data.lines[data.lines["page"] == 2]
    assert set(right["column_label"]) == {""} and (right["item"] != "").all()
    assert data.findings.empty


def cells(rows, page=1, height=20.0):
    return [
        [
            Cell(
                row,
                column,
                text,
                bbox=(50 * column, height * row, 50 * column + 50, height * row + height),
                page=page,
            )
            for column, text in enumerate(texts)
        ]
        for row, texts in enumerate(rows)
    ]


LEFT = [["科目名称", "合计"], ["行政运行", "3.00"], ["事业运行", "4.00"]]


@pytest.mark.parametrize(
    ("right", "height"),
    [
        ([["基本支出", "项目支出"], ["1.00", "2.00"], ["4.00", ""]], 24.0),  # rows of other heights
        ([["基本支出", "项目支出"], ["1.00", "2.00"]], 20.0),  # a row less
        ([["", ""], ["1.00", "2.00"], ["4.00", ""]], 20.0),  # columns without a name
        ([["科目名称", "合计"], ["行政运行", "2.00"], ["事业运行", "5.00"]], 20.0),  # the same columns again
        ([["科目名称", "项目支出"], ["行政运行", "2.00"], ["公务接待", "5.00"]], 20.0),  # other rows
    ],
)
def test_parts_that_do_not_fit_stay_apart(right, height):
    assert widen(cells(LEFT), cells(right, 2, height)) is None


def test_parts_that_fit_stand_beside_each_other():
    rows = widen(
        cells(LEFT), cells([["科目名称", "项目支出"], ["行政运行", "2.00"], ["事业运行", "5.00"]], 2, 31.0)
    )
    assert [[cell.text for cell in row] for row in rows][1] == ["行政运行", "3.00", "2.00"]
    assert [(cell.column, cell.page) for cell in rows[2]] == [(0, 1), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("twogrids_summary_gap.pdf", "revenue_expenditure_summary"),
        ("twogrids_summary_right_first.pdf", "revenue_expenditure_summary"),
        ("twogrids_appropriation_summary.pdf", "appropriation_summary"),
    ],
)
def test_two_grids_below_one_title_are_the_sides_of_one_table(name, kind):
    data = read(name)
    assert [(table.kind, table.state) for table in data.tables.itertuples()] == [(kind, "present")]
    assert data.findings.empty
    assert set(data.lines["direction"]) == {"revenue", "expenditure"}
    totals = data.lines[data.lines["item"].str.endswith("总计")]
    assert totals["row"].nunique() == 1


def test_two_grids_with_titles_of_their_own_are_two_tables():
    data = read("twogrids_own_titles.pdf")
    assert [(table.title, table.amount_unit) for table in data.tables.itertuples()] == [
        ("三公经费支出表", "万元"),
        ("政府采购预算表", "元"),
    ]


@pytest.mark.parametrize(
    ("name", "natures"),
    [
        ("cont_page_narrower.pdf", {"", "basic", "project"}),
        ("cont_middle_gone.pdf", {"", "basic", "project"}),
        ("cont_no_header_last_gone.pdf", {"", "basic", "project"}),
        ("cont_scaled_marked.pdf", {"", "basic", "project"}),
        ("cont_three_pages_shifted.pdf", {"basic", "basic/personnel", "basic/operating"}),
        ("cont_counted_titles_last_gone.pdf", {"project"}),
    ],
)
def test_columns_of_a_continuation_keep_their_meaning(name, natures):
    data = read(name)
    (table,) = data.tables.itertuples()
    assert table.last_page > table.first_page
    assert set(data.lines["nature"]) == natures
    assert (data.lines["column_label"] != "").all()
    assert data.findings.empty


def test_blank_columns_are_restored_only_where_one_choice_fits():
    columns = [Column(place, (str(place),), "amount" if place else "label") for place in range(4)]
    body = cells([["甲", "1.00", "", ""], ["乙", "2.00", "", ""]])
    edges, narrow = [0.0, 100.0, 150.0, 200.0, 270.0], [0.0, 100.0, 150.0, 220.0]
    rows = restore_columns(body, columns, edges, cells([["丙", "3.00", "4.00"]], 2), narrow)
    assert [cell and cell.text for cell in rows[0]] == ["丙", "3.00", None, "4.00"]
    # two blank columns of one width, or a figure that would stand under words
    same = [0.0, 100.0, 150.0, 200.0, 250.0]
    assert (
        restore_columns(body, columns, same, cells([["丙", "3.00", "4.00"]], 2), [0.0, 100.0, 150.0, 200.0])
        is None
    )
    assert restore_columns(body, columns, edges, cells([["5.00", "3.00", "4.00"]], 2), narrow) is None


@pytest.mark.parametrize("name", ["levels_rule_missing.pdf", "levels_both_in_every_cell.pdf"])
def test_two_levels_in_one_cell_of_the_header_stay_two(name):
    data = read(name)
    assert data.findings.empty
    assert [row[1:] for row in labels(name) if row[2]] == [
        ("单位资金 / 基本支出", "unit_funds", "basic"),
        ("单位资金 / 项目支出", "unit_funds", "project"),
        (next(row[1] for row in labels(name) if row[2] == "all"), "all", ""),
        ("财政拨款 / 基本支出", "appropriation", "basic"),
        ("财政拨款 / 项目支出", "appropriation", "project"),
    ]


def test_a_label_wrapped_in_two_lines_is_one_level():
    assert {row[1] for row in labels("levels_wrapped_labels.pdf")} == {
        "一般公共预算拨款",
        "其他收入",
        "合计",
        "政府性基金预算",
        "财政专户管理资金",
    }


def page_of(*titles, right=250.0):
    """Two grids side by side of two rows each below lines ``(text, left edge, right edge)``."""
    lines = [Paragraph(1, text, (x0, 20.0 * y, x1, 20.0 * y + 10)) for y, (text, x0, x1) in enumerate(titles)]
    grids = []
    for x0 in (50.0, right):
        texts = [["项目", "金额"], ["甲", "1.00"]]
        placed = tuple(
            Cell(r, c, text, 1, 1, (x0 + 90 * c, 200.0 + 20 * r, x0 + 90 * c + 90, 220.0 + 20 * r), 1)
            for r, row in enumerate(texts)
            for c, text in enumerate(row)
        )
        grids.append(Grid(1, 2, 2, placed, (x0, 200.0, x0 + 180, 240.0)))
    return [*lines, *grids]


def arranged(*titles, **place):
    """What becomes of two grids below titles: columns of grids and texts of lines."""
    blocks = arrange_sides(page_of(*titles, **place))
    return [block.columns if isinstance(block, Grid) else block.text for block in blocks]


def test_grids_side_by_side_are_united_only_below_one_title_of_both():
    over_both, left, right = ("收支总表", 180, 300), ("收入总表", 60, 150), ("支出总表", 260, 400)
    assert arranged(over_both) == ["收支总表", 4]
    # a title over one of them says nothing of the other; nor does no title at all
    assert arranged(left) == ["收入总表", 2, 2]
    assert arranged(right) == ["支出总表", 2, 2]
    assert arranged() == [2, 2]
    # a heading of the page above titles of their own
    assert arranged(over_both, left, right) == ["收支总表", "收入总表", 2, "收支总表", "支出总表", 2]
    assert arranged(over_both, left) == ["收支总表", "收入总表", 2, 2]
    # nor are they united where one stands over the other
    assert arranged(over_both, right=200.0) == ["收支总表", 2, 2]
