"""A frame knows what one row of it is, and what is told of it counts nothing else."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from budgetkit import analysis, plots
from budgetkit.analysis import personnel_and_operating, personnel_answer, year_on_year
from budgetkit.analysis.grain import GRAINS, with_grain
from budgetkit.dataset import Dataset, load
from budgetkit.errors import WrongUsage
from budgetkit.schema import TABLES

NO_FRAMES = {"readable", "document_to_detail", "series_to_detail", "concentration_to_detail"}


@pytest.fixture(scope="module")
def shipped(repository):
    """Three of the documents, so that all questions are asked in a while."""
    whole = load(repository / "data" / "clean")
    chosen = whole.documents["document_id"].head(3)
    frames = {table: getattr(whole, table) for table in TABLES}
    return Dataset({table: frame[frame["document_id"].isin(chosen)] for table, frame in frames.items()})


def frames(dataset) -> dict[str, pd.DataFrame]:
    """What every function of the analysis that returns a frame returns."""
    names = [name for name in analysis.__all__ if name[0].islower() and not name.endswith("_answer")]
    made = {name: getattr(analysis, name) for name in names if name not in NO_FRAMES}
    continuity, curve = made.pop("project_continuity"), made.pop("lorenz_curve")
    found = {name: function(dataset) for name, function in made.items()}
    found |= {by: personnel_and_operating(dataset, by=by) for by in ("function", "economic", "payer")}
    found["project_continuity"] = continuity(found["projects_across_years"])
    found["lorenz_curve"] = curve(found["projects_ranked"])
    return found


def test_every_frame_says_what_one_row_is_and_the_columns_stand_once(shipped):
    for name, frame in frames(shipped).items():
        grain = frame.attrs["grain"]
        assert tuple(grain["columns"]) == GRAINS[grain["one_row"]], name
        assert not frame.duplicated(grain["columns"]).any(), name


def test_a_frame_by_payer_is_no_frame_of_documents(shipped):
    payers = personnel_and_operating(shipped, by="payer")
    said = r"one row of this frame is a document and payer, not a document; give .* personnel_and_operating"
    for frame in (payers, payers.head(1), payers[payers["payer"] == "organ"], read_back(payers)):
        with pytest.raises(WrongUsage, match=said):
            personnel_answer(frame)
        with pytest.raises(WrongUsage, match=said):
            plots.plot_personnel_share_by_document(frame)


def read_back(frame: pd.DataFrame) -> pd.DataFrame:
    """As somebody has it who wrote it to a file: without what it said of itself, but for its columns."""
    text = frame.to_csv(index=False)
    return pd.read_csv(io.StringIO(text), dtype={"payer": "str"}, keep_default_na=False)


def test_chosen_and_sorted_rows_are_still_documents(shipped):
    whole = personnel_and_operating(shipped)
    known = whole[whole["personnel_share"].notna()]
    bare = pd.DataFrame({name: whole[name] for name in whole})
    for frame in (known, whole.sort_values("personnel_share"), whole.assign(note=""), whole.copy(), bare):
        assert f"{len(frame)} 份" in personnel_answer(frame.reset_index(drop=True)).chinese
    assert "中位数" not in personnel_answer(known.head(1)).chinese


@pytest.mark.parametrize("stated", [True, False])
def test_rows_that_stand_twice_are_refused(shipped, stated):
    whole = personnel_and_operating(shipped)
    twice = pd.concat([whole, whole.head(1)])
    twice.attrs = dict(whole.attrs) if stated else {}
    with pytest.raises(WrongUsage, match="stands in several rows"):
        personnel_answer(twice)


def test_a_frame_of_another_function_is_refused(shipped):
    survey = analysis.overview(shipped)
    for told in (personnel_answer, analysis.concentration_answer, plots.plot_coverage):
        with pytest.raises(WrongUsage, match=r"has no column .*; give the frame of"):
            told(survey)
    with pytest.raises(WrongUsage, match="no column 'measure'"):
        analysis.change_answer(survey)


def test_what_is_told_of_one_document_takes_nothing_from_another(shipped):
    changes = year_on_year(shipped)
    for document, own in changes.groupby("document_id", sort=False):
        rest = changes[changes["document_id"] != document]
        both = with_grain(pd.concat([own, rest]), "document and measure")
        assert analysis.change_answer(both) == analysis.change_answer(own)
