"""Figures broken by a narrow cell: whole where their column proves it, else told."""

from __future__ import annotations

import pytest

from budgetkit.model import Cell
from budgetkit.tables.table import Column
from budgetkit.tables.wrapped_figures import join_wrapped

MONEY = Column(0, ("金额",), "amount")


def joined(*texts, column=MONEY):
    rows = [[Cell(row, 0, text)] for row, text in enumerate(("金额", *texts))]
    return [row[0].text for row in join_wrapped(rows, 1, [column])[0]][1:]


@pytest.mark.parametrize(
    ("broken", "others", "whole"),
    [
        ("24995.9\n4", ("12.00", "3.50"), "24995.94"),
        ("376,936.6\n0", ("12.00", "0.00", "0"), "376,936.60"),
        ("11,542.00000\n0", ("1.000000", "2.500000"), "11,542.000000"),
    ],
)
def test_a_figure_is_made_whole_where_its_column_proves_it(broken, others, whole):
    assert joined(broken, *others)[0] == whole


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("24995.9\n4", ("12.00", "3.5")),  # the column prints one decimal too
        ("24995.9\n4", ("12.00",)),  # one figure proves nothing
        ("12\n34", ("12", "35")),  # whole numbers have no decimals to tell by
        ("5.00\n4.1", ("12.000", "3.500")),  # joined it is no figure
        ("5.00\n", ("12.00", "3.50")),
        ("12.00\n3.50", ("12.00", "3.50")),
    ],
)
def test_what_may_be_two_figures_stays_as_printed(text, others):
    assert joined(text, *others)[0] == text


def test_columns_of_no_money_are_left_alone():
    text = ("24995.9\n4", "12.00", "3.50")
    assert joined(*text, column=Column(0, ("数量",), "quantity")) == list(text)


def test_a_short_column_is_proven_by_the_whole_table():
    texts = [["单位", "合计", "其他"], ["合计", "4.00", "3800.0\n0"], ["甲局", "1.00", "3800.00"]]
    texts += [["乙局", f"{number}.25", ""] for number in range(1, 4)]
    rows = [[Cell(row, place, text) for place, text in enumerate(line)] for row, line in enumerate(texts)]
    columns = [Column(0, ("单位",), "label"), *(Column(place, ("金额",), "amount") for place in (1, 2))]
    joined_rows, mended = join_wrapped(rows, 1, columns)
    assert joined_rows[1][2].text == "3800.00"
    assert [entry[0] for entry in mended] == [1]
