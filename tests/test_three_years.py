"""A department over three years, and a budget with its final accounts: recomputed by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

import budgetkit
from budgetkit.analysis import execution, year_on_year

# 万元, read off the pages: total, basic, project, reserve (the publisher's third part), three public expenses
PRINTED = {
    2017: ("13649.07", "7666.68", "5853.96", "128.43", "833.60"),
    2018: ("15897.44", "7877.76", "6333.96", "1685.72", "833.60"),
    2019: ("18330.37", "9312.90", "6459.58", "2557.89", "767.60"),
}


@pytest.fixture(scope="module")
def shipped(repository):
    return budgetkit.load(repository / "data/clean")


@pytest.fixture(scope="module")
def years(shipped):
    panel = shipped.panel()
    own = panel[panel["document_ids"].map(lambda ids: any("jiangsu-peoples" in one for one in ids))]
    return own[own["fiscal_year"].isin(PRINTED) & (own["phase"] == "approved")].set_index("fiscal_year")


def yuan(wan_yuan: str) -> Decimal:
    return (Decimal(wan_yuan) * 10_000).quantize(Decimal("0.01"))


@pytest.mark.parametrize("year", PRINTED)
def test_the_panel_holds_what_the_pages_print(years, year):
    total, basic, project, reserve, three_public = map(yuan, PRINTED[year])
    assert total == basic + project + reserve, "the figures of this test agree with themselves"
    row = years.loc[year]
    assert (row["expenditure"], row["basic"], row["project"]) == (total, basic, project)
    assert row["three_public"] == three_public
    assert row["revenue"] == total
    assert not row["expenditure_derived"] and len(row["expenditure_line_ids"])


def test_change_over_the_year_by_hand(shipped):
    changes = year_on_year(shipped, document="jiangsu-peoples-congress-2019-approved")
    text = {column: changes[column].astype(str).tolist() for column in changes.columns}
    by_hand = {
        2018: yuan("15897.44") - yuan("13649.07"),
        2019: yuan("18330.37") - yuan("15897.44"),
    }
    assert by_hand == {2018: Decimal("22483700.00"), 2019: Decimal("24329300.00")}
    for change in by_hand.values():
        assert any(str(change) in values for values in text.values()), change


def test_execution_by_hand(shipped):
    rates = execution(shipped)
    # 457,676.75 万元 spent of 468,779.07 万元 approved
    expected = Decimal("457676.75") / Decimal("468779.07")
    found = [float(value) for column in rates.columns if "rate" in column for value in rates[column].dropna()]
    assert any(abs(value - float(expected)) < 1e-6 for value in found)
