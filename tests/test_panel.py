"""The panel: one row for every entity, year, phase and scope, every gap with its reason."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from budgetkit import load
from budgetkit.dataset import Dataset
from budgetkit.dataset.measures import PANEL_MEASURES
from budgetkit.schema.frames import arrow_table, frame
from tests.example_dataset import DOCUMENT, dataset, document, example, finding, line

YEARS = {"2024": "d24", "2023": "d23"}


def total(document_id: str, printed: str, year: int, column: int = 0, **known) -> dict:
    """The total of a table of expenditure, basic expenditure alone."""
    known = {"row_kind": "total", "nature": "basic", "fund": "all", "fiscal_year": year} | known
    return line("t03", "expenditure_by_function", 1, column, printed, document_id=document_id, **known)


def two_years(*lines: dict, statements: tuple = (), **known: object) -> pd.DataFrame:
    """Panel of the documents of two years; ``known`` goes to the later one."""
    documents = [
        document("d23", fiscal_year=2023, entity_id="e"),
        document("d24", **{"fiscal_year": 2024, "entity_id": "e", **known}),
    ]
    own = dataset(list(lines), documents)
    frames = {name: getattr(own, name) for name in ("documents", "lines", "tables", "files", "findings")}
    return Dataset({**frames, "statements": frame(arrow_table("statements", statements))}).panel()


def stated(document_id: str, metric: str, value: str, year: int, **known: object) -> dict:
    known = {"phase": "approved", "unit": "万元", "decimals": 2, "derived": False, "subject": metric} | known
    plain = {"document_id": document_id, "statement_id": f"{document_id}/{metric}", "metric": metric}
    return {**plain, "fiscal_year": year, "value": Decimal(value), "quote": metric, **known}


def test_the_shipped_data(repository):
    panel = load(repository / "data/clean").panel()
    key = ["entity_id", "department_name", "region_code", "scope", "fiscal_year", "phase"]
    assert not panel.duplicated(key).any()
    own = panel[panel["document_ids"].map(lambda ids: "henan-zhumadian-commerce-2024-approved" in ids)]
    row = own[own["fiscal_year"] == 2024].iloc[0]
    expected = {"revenue": "18808600", "basic": "18083600", "personnel": "17077800", "operating": "1005800"}
    expected |= {"expenditure": "18808600", "project": "725000", "three_public": "51000"}
    expected |= {"official_vehicles": "26000", "vehicle_operation": "26000", "official_hospitality": "25000"}
    assert {name: row[name] for name in expected} == {name: Decimal(text) for name, text in expected.items()}
    assert pd.isna(row["overseas_travel"]) and "blank or not printed" in row["overseas_travel_reason"]


def test_every_figure_has_lines_and_every_gap_a_reason(repository):
    data = load(repository / "data/clean")
    panel = data.panel()
    known = set(data.lines["line_id"]) | set(data.statements["statement_id"])
    for measure in PANEL_MEASURES:
        gap = panel[measure].isna()
        assert (panel.loc[gap, f"{measure}_reason"] != "").all()
        assert (panel.loc[~gap, f"{measure}_reason"] == "").all()
        assert panel.loc[~gap, f"{measure}_derived"].notna().all()
        assert all(len(ids) and known >= set(ids) for ids in panel.loc[~gap, f"{measure}_line_ids"])


def test_a_finding_of_weight_is_told_where_it_touches():
    line_id = next(iter(example().facts("expenditure")["line_id"]))
    row = example([finding("f1", [line_id], severity="warning")]).panel().iloc[0]
    assert row["expenditure_finding"] and not row["personnel_finding"]
    row = example([finding("f1", [line_id], severity="info")]).panel().iloc[0]
    assert not row["expenditure_finding"]


def test_other_years_of_a_document_are_rows_of_their_own():
    panel = two_years(total("d24", "5.00", 2024), total("d24", "4.00", 2022, column=1))
    assert panel["fiscal_year"].tolist() == [2022, 2023, 2024]
    assert panel["expenditure"].tolist()[::2] == [Decimal(40000), Decimal(50000)]
    assert pd.isna(panel["expenditure"][1]) and panel["expenditure_reason"][1].startswith("no figure")
    assert panel["document_ids"].map(list).tolist() == [["d24"], ["d23"], ["d24"]]


def test_documents_that_agree_give_the_figure_of_the_year_itself():
    panel = two_years(total("d23", "4.004", 2023, decimals=3), total("d24", "4.00", 2023))
    assert panel["expenditure"][0] == Decimal("40040.00")
    assert panel["expenditure_line_ids"][0] == ["d23/t03/r1c0"]


def test_documents_that_disagree_give_none():
    panel = two_years(total("d23", "4.00", 2023), total("d24", "4.02", 2023))
    assert pd.isna(panel["expenditure"][0])
    assert panel["expenditure_reason"][0] == (
        "documents give different amounts (d23: 40,000.00; d24: 40,200.00)"
    )
    assert len(panel["expenditure_line_ids"][0]) == 2


def test_a_prior_year_is_derived_only_where_nothing_is_printed():
    derived = stated("d24", "expenditure_total", "3.00", 2023, derived=True)
    panel = two_years(total("d24", "5.00", 2024), statements=(derived,))
    assert panel["expenditure"][0] == Decimal(30000) and panel["expenditure_derived"][0]
    assert panel["derived"].tolist() == [True, False]
    assert panel["comparable_with_previous"][1] and "side by side" in panel["comparability_note"][1]
    panel = two_years(total("d23", "4.00", 2023), statements=(derived,))
    assert panel["expenditure"][0] == Decimal(40000) and not panel["expenditure_derived"][0]
    # A sentence that does not say which budget it compares with gives no row.
    panel = two_years(total("d24", "5.00", 2024), statements=({**derived, "phase": ""},))
    assert pd.isna(panel["expenditure"][0])


def test_running_costs_come_from_the_sentence_that_states_them():
    said = stated("d24", "agency_operating_costs", "1.50", 2024)
    row = two_years(total("d24", "5.00", 2024), statements=(said,)).iloc[1]
    assert row["agency_operating_costs"] == Decimal(15000)
    assert row["agency_operating_costs_line_ids"] == ["d24/agency_operating_costs"]
    other = {**said, "statement_id": "d24/other", "value": Decimal("1.60")}
    row = two_years(total("d24", "5.00", 2024), statements=(said, other)).iloc[1]
    assert pd.isna(row["agency_operating_costs"]) and "different" in row["agency_operating_costs_reason"]


@pytest.mark.parametrize(
    ("known", "units", "comparable", "said"),
    [
        ({}, (5, 5), True, "reorganisation is not checked"),
        ({}, (5, 6), False, "number of budget units changes from 5 to 6"),
        ({}, (), None, "number of budget units not known for both years"),
        ({"classification_edition": "2025"}, (5, 5), False, "edition changes from 2024 to 2025"),
        ({"classification_edition": ""}, (5, 5), None, "classification edition not known"),
        ({"scope": "unit"}, (5, 5), False, "scope changes: department in 2023, unit in 2024"),
    ],
)
def test_what_may_be_compared(known, units, comparable, said):
    counts = [
        stated(document_id, "budget_units", str(count), 2024, unit="个", decimals=0)
        for document_id, count in zip(("d23", "d24"), units, strict=False)
    ]
    lines = (total("d23", "4.00", 2023), total("d24", "5.00", 2024))
    panel = two_years(*lines, statements=tuple(counts), **known)
    row = panel[panel["fiscal_year"] == 2024].iloc[0]
    found = row["comparable_with_previous"]
    assert (None if pd.isna(found) else bool(found)) is comparable
    assert said in row["comparability_note"]
    assert "nothing for 2022" in panel[panel["fiscal_year"] == 2023]["comparability_note"].iloc[0]


def test_unnamed_documents_are_not_taken_for_one():
    documents = [document(name, name="", entity_id="", fiscal_year=2024) for name in ("a", "b")]
    panel = dataset([total("a", "1.00", 2024), total("b", "2.00", 2024)], documents).panel()
    assert panel["expenditure"].tolist() == [Decimal(10000), Decimal(20000)]


def test_a_year_that_is_not_known_is_a_row_too():
    panel = dataset([total(DOCUMENT, "1.00", None)], [document(fiscal_year=None)]).panel()
    assert panel["expenditure"].tolist() == [Decimal(10000)] and panel["fiscal_year"].isna().all()
    assert panel["comparability_note"].tolist() == ["the fiscal year is not known"]


def test_an_empty_dataset_has_an_empty_panel():
    panel = Dataset().panel()
    assert panel.empty and {"revenue", "revenue_line_ids"} <= set(panel)


def test_an_empty_table_with_a_note_is_zero_and_operating_costs_are_no_vehicle(samples):
    from budgetkit.corpus import examine

    names = ("shanghai-putuo-social-work-2024-final.pdf", "shanghai-putuo-commerce-2025-department.pdf")
    paths = [samples / name for name in names]
    data = examine(paths)
    panel = data.panel().set_index("fiscal_year")
    executed = panel[panel["phase"] == "executed"].loc[2024]
    assert executed["three_public"] == executed["official_vehicles"] == Decimal("0.00")
    assert "with a note" in executed["three_public_reason"]
    budget = panel.loc[2025]
    assert (budget["official_hospitality"], budget["three_public"]) == (
        Decimal("10000.00"),
        Decimal("10000.00"),
    )
    assert budget["agency_operating_costs"] == Decimal("1710100.00")
